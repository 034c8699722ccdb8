//! Calendar dates as people write them.

use jiff::civil::Date;

/// Why a text is no date of the form that is expected, and the date that was meant, where that can be told.
pub(super) struct NoDate {
    pub(super) message: String,
    pub(super) meant: Option<String>,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// `text` as a date of the calendar, written `2026-11-24`.
pub(super) fn check(text: &str) -> Result<Date, NoDate> {
    let Some((year, month, day)) = numbers(text) else {
        return Err(NoDate { message: "expected a date such as 2026-11-24".into(), meant: None });
    };
    match Date::new(year, month, day) {
        Ok(date) if text == date.to_string() => Ok(date),
        Ok(date) => Err(NoDate {
            message: format!("expected a date such as 2026-11-24: write {date}"),
            meant: Some(date.to_string()),
        }),
        Err(_) => Err(impossible(year, month, day)),
    }
}

/// The form of a date, but no day of the calendar.
fn impossible(year: i16, month: i8, day: i8) -> NoDate {
    let Ok(first) = Date::new(year, month, 1) else {
        return NoDate {
            message: format!("expected a month from 01 to 12, not {month:02}"),
            meant: None,
        };
    };
    let last = first.last_of_month();
    NoDate {
        message: format!("there is no day {day} in {year:04}-{month:02}: its last day is {last}"),
        meant: (day > last.day()).then(|| last.to_string()),
    }
}

/// Year, month and day, where the order of the numbers leaves no doubt.
fn numbers(text: &str) -> Option<(i16, i8, i8)> {
    if text.len() > 40 {
        return None;
    }
    // A time of day may follow.
    let text = match text.split_once('T') {
        Some((date, time)) if time.starts_with(|c: char| c.is_ascii_digit()) => date,
        _ => text,
    };
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return triple(text.get(..4)?, text.get(4..6)?, text.get(6..)?);
    }
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.' | ','))
        .filter(|part| !part.is_empty())
        .collect();
    let &[a, b, c] = parts.as_slice() else {
        // "2026-11-24 10:00": the date is all that counts.
        return match parts.as_slice() {
            [a, b, c, time, ..] if is_year(a) && time.contains(':') => triple(a, b, c),
            _ => None,
        };
    };
    if is_year(a) {
        return match month(b) {
            Some(month) => triple(a, &month.to_string(), c),
            None => triple(a, b, c),
        };
    }
    if !is_year(c) {
        return None;
    }
    if let Some(month) = month(b) {
        return triple(c, &month.to_string(), ordinal(a));
    }
    if let Some(month) = month(a) {
        return triple(c, &month.to_string(), ordinal(b));
    }
    let (first, second): (u8, u8) = (a.parse().ok()?, b.parse().ok()?);
    if text.contains('.') || first > 12 || first == second {
        triple(c, b, a)
    } else if second > 12 {
        triple(c, a, b)
    } else {
        // 03/04/2026 is the third of April to some and the fourth of March to others.
        None
    }
}

fn triple(year: &str, month: &str, day: &str) -> Option<(i16, i8, i8)> {
    let number = |text: &str| -> Option<i8> {
        (text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
    };
    if !is_year(year) {
        return None;
    }
    Some((year.parse().ok()?, number(month)?, number(day)?))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

/// The number of a month's English name, three letters or more.
fn month(text: &str) -> Option<usize> {
    let text = text.to_ascii_lowercase();
    let found = MONTHS.iter().position(|month| text.len() >= 3 && month.starts_with(&text));
    found.map(|index| index + 1)
}

/// `24` of `24th`.
fn ordinal(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(text: &str) -> String {
        match check(text) {
            Ok(date) => format!("is {date}"),
            Err(error) => error.meant.unwrap_or_default(),
        }
    }

    #[test]
    fn forms_of_dates() {
        for (text, expected) in [
            ("2026-11-24", "is 2026-11-24"),
            ("2028-02-29", "is 2028-02-29"),
            ("2026-02-30", "2026-02-28"),
            ("2026-13-01", ""),
            ("2026-11-00", ""),
            ("2026-2-3", "2026-02-03"),
            ("2026/11/24", "2026-11-24"),
            ("20261124", "2026-11-24"),
            ("24.11.2026", "2026-11-24"),
            ("3.4.2026", "2026-04-03"),
            ("11/24/2026", "2026-11-24"),
            ("24/11/2026", "2026-11-24"),
            ("04/04/2026", "2026-04-04"),
            ("03/04/2026", ""),
            ("24 Nov 2026", "2026-11-24"),
            ("24th November 2026", "2026-11-24"),
            ("Nov 24, 2026", "2026-11-24"),
            ("2026-Nov-24", "2026-11-24"),
            ("2026-11-24T10:00:00Z", "2026-11-24"),
            ("2026-11-24 10:00", "2026-11-24"),
            ("tomorrow", ""),
            ("26-11-24", ""),
            ("", ""),
            ("é", ""),
        ] {
            assert_eq!(meant(text), expected, "{text}");
        }
    }
}
