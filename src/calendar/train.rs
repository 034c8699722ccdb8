//! A release train: releases by rule, one every so many days, weeks or months.

use super::{ComponentDates, Release, WorkingDays};
use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

/// A length of time that releases are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// So many days.
    Days(u32),
    /// So many months; a day that a month does not have is its last.
    Months(u32),
}

/// A day some time before the release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// So many days.
    Days(u32),
    /// So many working days.
    WorkingDays(u32),
}

/// What becomes of a release day that nobody works on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayOff {
    /// It stays.
    #[default]
    Keep,
    /// It moves to the working day before.
    Earlier,
    /// It moves to the working day after.
    Later,
}

/// The rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Train {
    /// How far releases are apart.
    pub every: Every,
    /// A day on which one ships: the first.
    pub from: Date,
    /// No release is later than this.
    pub until: Option<Date>,
    /// What they are called, with the placeholders of [`PLACEHOLDERS`].
    pub name: String,
    /// What `{n}` is for the first one.
    pub first: u32,
    /// When burn down begins.
    pub burn_down: Option<Before>,
    /// When the freeze begins.
    pub freeze: Option<Before>,
    /// Components that freeze at another time.
    pub components: Vec<(String, Before)>,
    /// What becomes of release days that nobody works on.
    pub day_off: DayOff,
}

/// What a name may say of its release.
pub const PLACEHOLDERS: [&str; 7] = ["{yyyy}", "{yy}", "{mm}", "{m}", "{dd}", "{d}", "{n}"];

/// As many releases as a calendar may have, and as far as they go.
const MOST: u32 = 1_000;
const MOST_YEARS: i32 = 30;

impl Train {
    /// The releases, the earliest first: as far as the rule goes, and at most a thousand or thirty years.
    pub fn releases(&self, days: &WorkingDays) -> Vec<Release> {
        let horizon = self.from.checked_add(MOST_YEARS.years()).unwrap_or(Date::MAX);
        let last = self.until.map_or(horizon, |until| until.min(horizon));
        (0..MOST).map_while(|index| self.release(index, last, days)).collect()
    }

    /// Gives a release that has dates of its own what it does not say, counted from its own day.
    pub fn complete(&self, release: &mut Release, days: &WorkingDays) {
        let Release { burn_down, freeze, release: day, components, .. } = release;
        let on =
            |before: Option<Before>, day: Date| before.and_then(|before| before.day(day, days));
        *burn_down = burn_down.or_else(|| on(self.burn_down, *day));
        let has_freeze = freeze.is_some();
        *freeze = freeze.or_else(|| on(self.freeze, *day));
        for own in components.iter_mut() {
            let rule = self.components.iter().find(|(name, _)| own.is(name));
            let general = self.freeze.filter(|_| !has_freeze && own.release.is_some());
            let before = rule.map(|(_, before)| *before).or(general);
            own.freeze = own.freeze.or_else(|| on(before, own.release.unwrap_or(*day)));
        }
        for (component, before) in &self.components {
            if !components.iter().any(|own| own.is(component)) {
                let freeze = before.day(*day, days);
                let component = component.clone();
                components.push(ComponentDates { component, freeze, ..ComponentDates::default() });
            }
        }
    }

    fn release(&self, index: u32, last: Date, days: &WorkingDays) -> Option<Release> {
        let planned = self.from.checked_add(self.every.times(index)?).ok()?;
        if planned > last {
            return None;
        }
        let release = match self.day_off {
            DayOff::Keep => planned,
            DayOff::Earlier => days.nearest(planned, false)?,
            DayOff::Later => days.nearest(planned, true)?,
        };
        let own = |(component, before): &(String, Before)| ComponentDates {
            component: component.clone(),
            freeze: before.day(release, days),
            ..ComponentDates::default()
        };
        Some(Release {
            // The day that was planned names it: who moves it for a holiday does not rename it.
            name: named(&self.name, planned, self.first.saturating_add(index)),
            burn_down: self.burn_down.and_then(|before| before.day(release, days)),
            freeze: self.freeze.and_then(|before| before.day(release, days)),
            release,
            components: self.components.iter().map(own).collect(),
        })
    }
}

impl Every {
    fn times(self, count: u32) -> Option<Span> {
        let total = |n: u32| i64::from(n).checked_mul(i64::from(count));
        match self {
            Self::Days(n) => Span::new().try_days(total(n)?).ok(),
            Self::Months(n) => Span::new().try_months(total(n)?).ok(),
        }
    }
}

impl Before {
    fn day(self, release: Date, days: &WorkingDays) -> Option<Date> {
        match self {
            Self::Days(count) => release.checked_sub(i64::from(count).days()).ok(),
            Self::WorkingDays(count) => days.before(release, count),
        }
    }
}

fn named(pattern: &str, day: Date, number: u32) -> String {
    let values = [
        format!("{:04}", day.year()),
        format!("{:02}", day.year() % 100),
        format!("{:02}", day.month()),
        day.month().to_string(),
        format!("{:02}", day.day()),
        day.day().to_string(),
        number.to_string(),
    ];
    PLACEHOLDERS
        .iter()
        .zip(&values)
        .fold(pattern.to_owned(), |name, (placeholder, value)| name.replace(placeholder, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Weekday, date};

    fn train(every: Every, from: Date, name: &str) -> Train {
        Train {
            every,
            from,
            until: None,
            name: name.to_owned(),
            first: 1,
            burn_down: None,
            freeze: Some(Before::Days(15)),
            components: Vec::new(),
            day_off: DayOff::Keep,
        }
    }

    #[test]
    fn every_so_many_weeks() {
        let mut train = train(Every::Days(63), date(2026, 10, 7), "{yy}.{mm}");
        train.components = vec![("cudf".to_owned(), Before::WorkingDays(16))];
        let releases = train.releases(&WorkingDays::default());
        let second = &releases[1];
        assert_eq!((second.name.as_str(), second.release), ("26.12", date(2026, 12, 9)));
        assert_eq!(second.freeze, Some(date(2026, 11, 24)));
        assert_eq!(second.components[0].freeze, Some(date(2026, 11, 17)));
        assert!(releases.len() > 150 && releases.len() < 200, "{}", releases.len());
    }

    #[test]
    fn every_month_has_its_last_day() {
        let mut train = train(Every::Months(1), date(2026, 1, 31), "{yyyy}-{m} no. {n}");
        train.until = Some(date(2026, 4, 1));
        train.first = 140;
        let days = WorkingDays::default();
        let of = |train: &Train| {
            train.releases(&days).iter().map(|r| (r.name.clone(), r.release)).collect::<Vec<_>>()
        };
        let named = |name: &str, day| (name.to_owned(), day);
        let kept = [
            named("2026-1 no. 140", date(2026, 1, 31)),
            named("2026-2 no. 141", date(2026, 2, 28)),
            named("2026-3 no. 142", date(2026, 3, 31)),
        ];
        assert_eq!(of(&train), kept);
        // The 31st of January is a Saturday, and so is the 28th of February.
        train.day_off = DayOff::Later;
        assert_eq!(
            of(&train)[..2],
            [named("2026-1 no. 140", date(2026, 2, 2)), named("2026-2 no. 141", date(2026, 3, 2)),]
        );
    }

    #[test]
    fn a_holiday_moves_the_release_and_its_freeze() {
        let holidays = vec![date(2026, 12, 9)];
        let days = WorkingDays::new(&[Weekday::Saturday, Weekday::Sunday], holidays);
        let mut train = train(Every::Days(63), date(2026, 10, 7), "{yy}.{mm}");
        train.day_off = DayOff::Earlier;
        let release = &train.releases(&days)[1];
        assert_eq!(
            (release.release, release.freeze),
            (date(2026, 12, 8), Some(date(2026, 11, 23)))
        );
    }

    #[test]
    fn what_an_exception_does_not_say_the_rule_says() {
        let mut train = train(Every::Days(63), date(2026, 10, 7), "{yy}.{mm}");
        train.burn_down = Some(Before::Days(28));
        train.components = vec![
            ("cudf".to_owned(), Before::Days(22)),
            ("rmm".to_owned(), Before::Days(22)),
            ("raft".to_owned(), Before::Days(22)),
        ];
        let own = |component: &str, freeze, release| ComponentDates {
            component: component.to_owned(),
            freeze,
            release,
            ..ComponentDates::default()
        };
        let mut moved = Release {
            release: date(2026, 12, 16),
            components: vec![
                own("CUDF", None, Some(date(2026, 12, 18))),
                own("rmm", Some(date(2026, 12, 1)), None),
                own("docs", None, Some(date(2026, 12, 30))),
            ],
            ..Release::default()
        };
        let mut frozen = Release { freeze: Some(date(2026, 11, 20)), ..moved.clone() };
        train.complete(&mut moved, &WorkingDays::default());
        assert_eq!(
            (moved.burn_down, moved.freeze),
            (Some(date(2026, 11, 18)), Some(date(2026, 12, 1)))
        );
        let freezes = |release: &Release| {
            let day =
                |own: &ComponentDates| own.freeze.map_or(String::new(), |day| day.to_string());
            release.components.iter().map(day).collect::<Vec<_>>().join(" ")
        };
        // Each from its own release; `docs` by the general rule.
        assert_eq!(freezes(&moved), "2026-11-26 2026-12-01 2026-12-15 2026-11-24");
        // A freeze of its own holds for whom the rule does not name, too.
        train.complete(&mut frozen, &WorkingDays::default());
        assert_eq!(
            (frozen.burn_down, frozen.freeze),
            (Some(date(2026, 11, 18)), Some(date(2026, 11, 20)))
        );
        assert_eq!(freezes(&frozen), "2026-11-26 2026-12-01  2026-11-24");
    }

    #[test]
    fn it_ends_somewhere() {
        assert_eq!(
            train(Every::Days(1), date(2026, 1, 1), "{n}").releases(&WorkingDays::default()).len(),
            1_000
        );
        assert_eq!(
            train(Every::Days(1), Date::MAX, "{n}").releases(&WorkingDays::default()).len(),
            1
        );
        let far = train(Every::Months(60), date(2026, 1, 1), "{n}");
        assert_eq!(far.releases(&WorkingDays::default()).len(), 7);
    }
}
