//! Events that happen again (`RRULE`). Only what comes every year on the same day is read.

use jiff::civil::Date;

/// The last day on which an event that first begins on `first` may begin again, where it does so every year on that
/// day; [`Date::MAX`] where it has no end. `None` for every other rule.
pub(super) fn yearly(rule: &str, first: Date) -> Option<Date> {
    let (mut every_year, mut month, mut day, mut last) = (false, None, None, Date::MAX);
    for part in rule.trim().split(';').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=')?;
        let value = value.trim();
        match name.trim().to_ascii_uppercase().as_str() {
            "FREQ" => every_year = value.eq_ignore_ascii_case("YEARLY"),
            "INTERVAL" if value == "1" => {}
            "WKST" => {}
            "BYMONTH" => month = Some(value.parse::<i8>().ok()?),
            "BYMONTHDAY" => day = Some(value.parse::<i8>().ok()?),
            "UNTIL" => last = last.min(value.get(..8)?.parse().ok()?),
            "COUNT" => last = last.min(of_count(value.parse().ok()?, first)?),
            _ => return None,
        }
    }
    // A day without a month is that day of every month.
    let same_month = month.map_or(day.is_none(), |month| month == first.month());
    let same_day = day.is_none_or(|day| day == first.day());
    (every_year && same_month && same_day).then_some(last)
}

/// The last of so many.
fn of_count(count: i16, first: Date) -> Option<Date> {
    // Leap days are not there every year.
    let is_leap_day = first.month() == 2 && first.day() == 29;
    let year = first.year().checked_add(count.checked_sub(1)?)?;
    Date::new(year, first.month(), first.day()).ok().filter(|_| !is_leap_day && count > 0)
}
