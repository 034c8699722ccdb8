//! The release calendar: releases with freeze and release dates, per component where they differ.

use jiff::civil::Date;

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

    fn dated(&self, component: Option<&str>) -> Vec<Dated> {
        let mut all: Vec<Dated> =
            self.releases.iter().map(|release| dated(release, component)).collect();
        all.sort_by_key(|release| release.release);
        all
    }
}

fn dated(release: &Release, component: Option<&str>) -> Dated {
    let own = component.and_then(|name| release.components.iter().find(|c| c.component == name));
    let day = own.and_then(|own| own.release).unwrap_or(release.release);
    let freeze = own.and_then(|own| own.freeze).or(release.freeze).unwrap_or(day);
    Dated { name: release.name.clone(), freeze, release: day }
}
