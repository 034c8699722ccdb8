//! The release calendar: releases with freeze and release dates, per component where they differ.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

/// One release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its name, such as `26.12`.
    pub name: String,
    /// First day of the freeze; `None` where there is none and fixes are taken until the release.
    pub freeze: Option<Date>,
    /// The day it ships.
    pub release: Date,
    /// Components whose dates differ.
    pub components: Vec<ComponentDates>,
}

/// The dates of one component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentDates {
    /// The component.
    pub component: String,
    /// Its own freeze.
    pub freeze: Option<Date>,
    /// Its own release day.
    pub release: Option<Date>,
}

/// A release with the dates that hold for one component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// Its name.
    pub name: String,
    /// First day of the freeze; the release day where there is no freeze.
    pub freeze: Date,
    /// The day it ships.
    pub release: Date,
}

/// Releases, the earliest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The releases, by release day.
    pub releases: Vec<Release>,
}

impl Calendar {
    /// The release of that name, with the dates of `component`.
    pub fn find(&self, name: &str, component: Option<&str>) -> Option<Dated> {
        self.releases
            .iter()
            .find(|release| release.name == name)
            .map(|release| dated(release, component))
    }

    /// The earliest release not yet released on `today`: what "the next release" means. A release ships on its day:
    /// from that day on it is released.
    pub fn next(&self, today: Date, component: Option<&str>) -> Option<Dated> {
        self.dated(component).into_iter().find(|release| release.release > today)
    }

    /// The releases whose freeze has not begun on `today`, the earliest first: where a fix can still go.
    pub fn open(&self, today: Date, component: Option<&str>) -> Vec<Dated> {
        self.dated(component).into_iter().filter(|release| release.freeze > today).collect()
    }

    /// Every release with the dates of `component`, by release day.
    pub fn dated(&self, component: Option<&str>) -> Vec<Dated> {
        let mut all: Vec<Dated> =
            self.releases.iter().map(|release| dated(release, component)).collect();
        all.sort_by_key(|release| release.release);
        all
    }
}

/// Days from Monday to Friday that are left before `to`, today included; 0 when `to` is past.
pub fn working_days(today: Date, to: Date) -> usize {
    let left = usize::try_from(crate::assess::days(today, to)).unwrap_or_default();
    // Of seven days in a row five are working days, whichever the first.
    let rest = today.series(1.day()).take(left % 7);
    let works = |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    left / 7 * 5 + rest.filter(works).count()
}

fn dated(release: &Release, component: Option<&str>) -> Dated {
    let own = component.and_then(|name| release.components.iter().find(|c| c.component == name));
    let day = own.and_then(|own| own.release).unwrap_or(release.release);
    let freeze = own.and_then(|own| own.freeze).or(release.freeze).unwrap_or(day);
    Dated { name: release.name.clone(), freeze, release: day }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn release(name: &str, freeze: Option<Date>, release: Date) -> Release {
        Release { name: name.to_owned(), freeze, release, components: Vec::new() }
    }

    fn calendar() -> Calendar {
        let mut december = release("26.12", Some(date(2026, 11, 24)), date(2026, 12, 9));
        december.components = vec![
            ComponentDates {
                component: "cudf".to_owned(),
                freeze: Some(date(2026, 11, 17)),
                release: None,
            },
            ComponentDates {
                component: "late".to_owned(),
                freeze: None,
                release: Some(date(2027, 2, 10)),
            },
        ];
        let february = release("27.02", None, date(2027, 2, 3));
        Calendar { releases: vec![release("26.10", None, date(2026, 10, 7)), december, february] }
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
    fn working_days_leave_weekends_out() {
        // A Sunday.
        let today = date(2026, 11, 22);
        for (to, left) in [
            (date(2026, 11, 22), 0),
            (date(2026, 11, 20), 0),
            (date(2026, 11, 24), 1),
            (date(2026, 11, 29), 5),
            (date(2026, 12, 9), 12),
        ] {
            assert_eq!(working_days(today, to), left, "{to}");
        }
        assert_eq!(working_days(date(2026, 11, 27), date(2026, 12, 1)), 2);
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
}
