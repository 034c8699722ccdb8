//! The release calendar: releases with freeze and release dates, per component where they differ.
//!
//! Everything here is whole days. Which day it is where, [`crate::config::Config::day`] says; which day an instant of an
//! iCalendar file falls on, its reader.

pub mod ics;
pub mod train;
mod working_days;

pub use working_days::WorkingDays;

use crate::order;
use jiff::civil::Date;
use std::collections::HashSet;

/// One release.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Release {
    /// Its name, such as `26.12`.
    pub name: String,
    /// First day on which it takes fixes and no new features; `None` where there is no such phase.
    pub burn_down: Option<Date>,
    /// First day of the freeze; `None` where there is none and fixes are taken until the release.
    pub freeze: Option<Date>,
    /// The day it ships.
    pub release: Date,
    /// Components whose dates differ.
    pub components: Vec<ComponentDates>,
}

/// The dates of one component; what is `None` is as for the release.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComponentDates {
    /// The component.
    pub component: String,
    /// Its own burn down.
    pub burn_down: Option<Date>,
    /// Its own freeze.
    pub freeze: Option<Date>,
    /// Its own release day.
    pub release: Option<Date>,
}

impl ComponentDates {
    /// Whether they are of the component of that name, in any case.
    pub fn is(&self, component: &str) -> bool {
        self.component.eq_ignore_ascii_case(component)
    }
}

/// A release with the dates that hold for one component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// Its name.
    pub name: String,
    /// First day on which it takes fixes and no new features; never after the freeze.
    pub burn_down: Option<Date>,
    /// First day of the freeze; the release day where there is no freeze.
    pub freeze: Date,
    /// The day it ships.
    pub release: Date,
}

/// What may still go into a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Everything.
    Open,
    /// Fixes, and no new features.
    BurnDown,
    /// Nothing but what it cannot ship without.
    Frozen,
    /// Nothing: it has shipped.
    Released,
}

impl Stage {
    /// What may still go in, in a few words.
    pub const fn takes(self) -> &'static str {
        match self {
            Self::Open => "open: takes features and fixes",
            Self::BurnDown => "burning down: takes fixes, and no new features",
            Self::Frozen => "frozen: takes nothing but what it cannot ship without",
            Self::Released => "shipped: takes nothing",
        }
    }
}

impl Dated {
    /// What may still go into it on `today`.
    pub fn stage(&self, today: Date) -> Stage {
        if self.release <= today {
            Stage::Released
        } else if self.freeze <= today {
            Stage::Frozen
        } else if self.burn_down.is_some_and(|day| day <= today) {
            Stage::BurnDown
        } else {
            Stage::Open
        }
    }
}

/// Releases, the earliest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The releases, by release day.
    pub releases: Vec<Release>,
    /// The names that a rule makes: nobody has written them.
    pub made: HashSet<String>,
}

/// As many releases as anybody plans for: a release train goes on for decades.
const MOST_OPEN: usize = 24;

impl Calendar {
    /// A calendar of these releases, in any order.
    pub fn new(mut releases: Vec<Release>) -> Self {
        order::by_key(&mut releases, |release| release.release);
        Self { releases, ..Self::default() }
    }

    /// The release of that name, with the dates of `component`.
    pub fn find(&self, name: &str, component: Option<&str>) -> Option<Dated> {
        self.releases
            .iter()
            .find(|release| release.name == name)
            .map(|release| Days::of(release, component).named(release))
    }

    /// The earliest release not yet released on `today`: what "the next release" means. A release ships on its day:
    /// from that day on it is released.
    pub fn next(&self, today: Date, component: Option<&str>) -> Option<Dated> {
        let to_come = self.days(component).filter(|(days, _)| days.release > today);
        let (days, release) = to_come.min_by_key(|(days, _)| days.release)?;
        Some(days.named(release))
    }

    /// The releases whose freeze has not begun on `today`, the earliest first: where a fix can still go. Of a calendar
    /// that goes on for decades the first two dozen.
    pub fn open(&self, today: Date, component: Option<&str>) -> Vec<Dated> {
        let mut open: Vec<(Days, &Release)> =
            self.days(component).filter(|(days, _)| days.freeze > today).collect();
        order::by_key(&mut open, |(days, _)| days.release);
        open.truncate(MOST_OPEN);
        open.into_iter().map(|(days, release)| days.named(release)).collect()
    }

    /// Every release with the dates of `component`, by release day.
    pub fn dated(&self, component: Option<&str>) -> Vec<Dated> {
        let mut all: Vec<Dated> =
            self.days(component).map(|(days, release)| days.named(release)).collect();
        order::by_key(&mut all, |release| release.release);
        all
    }

    fn days(&self, component: Option<&str>) -> impl Iterator<Item = (Days, &Release)> {
        self.releases.iter().map(move |release| (Days::of(release, component), release))
    }
}

/// The days of one release that hold for one component.
#[derive(Clone, Copy)]
struct Days {
    burn_down: Option<Date>,
    freeze: Date,
    release: Date,
}

impl Days {
    fn of(release: &Release, component: Option<&str>) -> Self {
        let is_own = |name: &str| release.components.iter().find(|own| own.is(name));
        let own = component.and_then(is_own);
        let day = own.and_then(|own| own.release).unwrap_or(release.release);
        let freeze = own.and_then(|own| own.freeze).or(release.freeze).unwrap_or(day);
        let burn_down = own.and_then(|own| own.burn_down).or(release.burn_down);
        Self { burn_down: burn_down.filter(|&day| day < freeze), freeze, release: day }
    }

    fn named(self, release: &Release) -> Dated {
        let Self { burn_down, freeze, release: day } = self;
        Dated { name: release.name.clone(), burn_down, freeze, release: day }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn release(name: &str, freeze: Option<Date>, release: Date) -> Release {
        Release { name: name.to_owned(), freeze, release, ..Release::default() }
    }

    fn calendar() -> Calendar {
        let mut december = release("26.12", Some(date(2026, 11, 24)), date(2026, 12, 9));
        december.components = vec![
            ComponentDates {
                component: "cudf".to_owned(),
                freeze: Some(date(2026, 11, 17)),
                ..ComponentDates::default()
            },
            ComponentDates {
                component: "late".to_owned(),
                release: Some(date(2027, 2, 10)),
                ..ComponentDates::default()
            },
        ];
        let february = release("27.02", None, date(2027, 2, 3));
        Calendar::new(vec![release("26.10", None, date(2026, 10, 7)), december, february])
    }

    fn next(today: Date, component: Option<&str>) -> Option<String> {
        calendar().next(today, component).map(|release| release.name)
    }

    fn open(today: Date, component: Option<&str>) -> Vec<String> {
        calendar().open(today, component).into_iter().map(|release| release.name).collect()
    }

    #[test]
    fn a_release_ships_on_its_day() {
        assert_eq!(next(date(2026, 10, 6), None).as_deref(), Some("26.10"));
        assert_eq!(next(date(2026, 10, 7), None).as_deref(), Some("26.12"));
        assert_eq!(next(date(2026, 12, 8), None).as_deref(), Some("26.12"));
        assert_eq!(next(date(2026, 12, 9), None).as_deref(), Some("27.02"));
        assert_eq!(next(date(2027, 2, 3), None), None);
    }

    #[test]
    fn the_day_before_the_freeze_is_the_last_for_fixes() {
        assert_eq!(open(date(2026, 11, 23), None), ["26.12", "27.02"]);
        assert_eq!(open(date(2026, 11, 24), None), ["27.02"]);
        // Without a freeze fixes are taken until the release.
        assert_eq!(open(date(2027, 2, 2), None), ["27.02"]);
        assert_eq!(open(date(2027, 2, 3), None), [""; 0]);
    }

    #[test]
    fn components_have_dates_of_their_own() {
        assert_eq!(open(date(2026, 11, 17), Some("cudf")), ["27.02"]);
        assert_eq!(open(date(2026, 11, 16), Some("cudf")), ["26.12", "27.02"]);
        assert_eq!(open(date(2026, 11, 23), Some("other")), ["26.12", "27.02"]);
        // A component whose release is later than the next one's: by the days that hold for it.
        assert_eq!(next(date(2027, 1, 1), Some("late")).as_deref(), Some("27.02"));
        assert_eq!(next(date(2027, 2, 3), Some("late")).as_deref(), Some("26.12"));
        let found = calendar().find("26.12", Some("cudf")).unwrap();
        assert_eq!((found.freeze, found.release), (date(2026, 11, 17), date(2026, 12, 9)));
    }

    #[test]
    fn a_release_without_a_freeze_freezes_with_its_release() {
        let found = calendar().find("27.02", None).unwrap();
        assert_eq!(found.freeze, found.release);
        assert_eq!(calendar().find("27.2", None), None);
    }

    #[test]
    fn what_a_release_still_takes() {
        let mut december = release("26.12", Some(date(2026, 11, 24)), date(2026, 12, 9));
        december.burn_down = Some(date(2026, 11, 17));
        let calendar = Calendar::new(vec![december]);
        let stage = |day| calendar.find("26.12", None).unwrap().stage(day);
        assert_eq!(stage(date(2026, 11, 16)), Stage::Open);
        assert_eq!(stage(date(2026, 11, 17)), Stage::BurnDown);
        assert_eq!(stage(date(2026, 11, 23)), Stage::BurnDown);
        assert_eq!(stage(date(2026, 11, 24)), Stage::Frozen);
        assert_eq!(stage(date(2026, 12, 8)), Stage::Frozen);
        assert_eq!(stage(date(2026, 12, 9)), Stage::Released);
    }

    #[test]
    fn components_are_named_in_any_case() {
        assert_eq!(open(date(2026, 11, 17), Some("cuDF")), ["27.02"]);
    }
}
