//! Working days: the week without its weekend and without holidays.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

/// Which days a team works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingDays {
    /// Whether each day of the week is free, Monday first.
    weekend: [bool; 7],
    /// Free days that are not in the weekend, sorted.
    holidays: Vec<Date>,
}

impl Default for WorkingDays {
    /// Monday to Friday, and no holidays.
    fn default() -> Self {
        Self::new(&[Weekday::Saturday, Weekday::Sunday], Vec::new())
    }
}

impl WorkingDays {
    /// All days but these. A weekend of seven days is none.
    pub fn new(weekend: &[Weekday], mut holidays: Vec<Date>) -> Self {
        let mut free = [false; 7];
        for day in weekend {
            free[index(*day)] = true;
        }
        if free == [true; 7] {
            free = [false; 7];
        }
        holidays.retain(|day| !free[index(day.weekday())]);
        holidays.sort_unstable();
        holidays.dedup();
        Self { weekend: free, holidays }
    }

    /// Whether a day is worked on.
    pub fn contains(&self, day: Date) -> bool {
        !self.weekend[index(day.weekday())] && self.holidays.binary_search(&day).is_err()
    }

    /// How many days are left to work on from `today`, which counts, to `day`, which does not; 0 when that is past.
    pub fn left(&self, today: Date, day: Date) -> i32 {
        let days = crate::assess::days(today, day);
        if days <= 0 {
            return 0;
        }
        let in_week = |&free: &&bool| !free;
        let worked = i32::try_from(self.weekend.iter().filter(in_week).count()).unwrap_or(7);
        let first = index(today.weekday());
        let rest = (0..days % 7)
            .filter(|i| !self.weekend[(first + usize::try_from(*i).unwrap_or(0)) % 7])
            .count();
        let before = |day: Date| self.holidays.partition_point(|holiday| *holiday < day);
        let holidays = before(day) - before(today);
        let rest = i32::try_from(rest).unwrap_or(0) - i32::try_from(holidays).unwrap_or(i32::MAX);
        (days / 7 * worked + rest).max(0)
    }

    /// The day that is `count` working days before `day`; `None` before the beginning of time.
    pub fn before(&self, day: Date, count: u32) -> Option<Date> {
        let mut at = day;
        let mut left = count;
        while left > 0 {
            at = at.checked_sub(1.day()).ok()?;
            left -= u32::from(self.contains(at));
        }
        Some(at)
    }

    /// The first working day from `day` on, or back from it.
    pub fn nearest(&self, day: Date, later: bool) -> Option<Date> {
        let mut at = day;
        while !self.contains(at) {
            at = if later { at.checked_add(1.day()) } else { at.checked_sub(1.day()) }.ok()?;
        }
        Some(at)
    }
}

fn index(day: Weekday) -> usize {
    usize::try_from(day.to_monday_zero_offset()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn days_left_to_work_on() {
        let week = WorkingDays::default();
        // 2026-11-22 is a Sunday.
        assert_eq!(week.left(date(2026, 11, 22), date(2026, 11, 24)), 1);
        assert_eq!(week.left(date(2026, 11, 20), date(2026, 11, 24)), 2);
        assert_eq!(week.left(date(2026, 11, 20), date(2026, 11, 20)), 0);
        assert_eq!(week.left(date(2026, 11, 24), date(2026, 11, 20)), 0);
        assert_eq!(week.left(date(2026, 11, 22), date(2026, 12, 9)), 12);
        let thanksgiving = vec![date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 28)];
        let with_holidays = WorkingDays::new(&[Weekday::Saturday, Weekday::Sunday], thanksgiving);
        assert_eq!(with_holidays.left(date(2026, 11, 22), date(2026, 12, 9)), 10);
        let friday = WorkingDays::new(&[Weekday::Friday], Vec::new());
        assert_eq!(friday.left(date(2026, 11, 20), date(2026, 11, 24)), 3);
    }

    #[test]
    fn days_before_and_near() {
        let days = WorkingDays::new(
            &[Weekday::Saturday, Weekday::Sunday],
            vec![date(2026, 12, 25), date(2027, 1, 1)],
        );
        assert_eq!(days.before(date(2026, 12, 9), 10), Some(date(2026, 11, 25)));
        assert_eq!(days.before(date(2026, 12, 28), 1), Some(date(2026, 12, 24)));
        assert_eq!(days.nearest(date(2026, 12, 25), true), Some(date(2026, 12, 28)));
        assert_eq!(days.nearest(date(2026, 12, 25), false), Some(date(2026, 12, 24)));
        assert_eq!(days.nearest(date(2026, 12, 24), true), Some(date(2026, 12, 24)));
        assert_eq!(days.before(Date::MIN, 1), None);
    }

    proptest! {
        #[test]
        fn what_is_left_is_what_can_be_counted(
            start in 0i32..4000, length in -5i32..90, weekend in 0usize..127,
            holidays in proptest::collection::vec(0i32..4100, 0..20),
        ) {
            let day = |n: i32| date(2024, 1, 1).checked_add(n.days()).unwrap();
            let week = [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday,
                Weekday::Friday, Weekday::Saturday, Weekday::Sunday];
            let free: Vec<Weekday> =
                week.into_iter().enumerate().filter(|(i, _)| weekend >> i & 1 == 1).map(|(_, day)| day).collect();
            let days = WorkingDays::new(&free, holidays.into_iter().map(day).collect());
            let counted = (start..start + length).filter(|&n| days.contains(day(n))).count();
            prop_assert_eq!(days.left(day(start), day(start + length)), i32::try_from(counted).unwrap());
        }
    }
}
