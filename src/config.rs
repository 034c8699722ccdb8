//! `hotfix-lint.yaml`: one loader for the server and the command line.

mod discover;
mod file;
mod issues;
pub mod keys;
mod read;
mod releases;
#[cfg(test)]
mod tests;
mod timing;
mod tracker;

pub use discover::{
    FILE_NAMES, HEAD, Selected, Selection, SelectionError, discover, says_proposal,
};

use crate::calendar::{Calendar, WorkingDays};
use crate::files::{self, ReadError};
use crate::finding::Severity;
use crate::issue;
use crate::policy::{Policy, builtin};
use crate::source::{Encoding, Source};
use crate::tracker::Tracker;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fmt, io};

/// A mistake in a configuration file, at its key or value.
pub use crate::settings::Mistake as ConfigError;
pub use releases::{EventNames, Mention};

/// What a team has set; the default is what holds without a file.
#[derive(Clone, Debug)]
pub struct Config {
    /// The file it comes from; `None` for the default.
    pub path: Option<PathBuf>,
    /// The policy that holds where a document names none.
    pub policy: Arc<Policy>,
    /// The policy that is configured is in a file that is broken, and `policy` stands in for it.
    pub stands_in: bool,
    /// The files it names and was read from beside its own, such as a policy: what to watch beside it.
    pub files: Vec<PathBuf>,
    /// What is wrong with those files, where they are named: what is valid in them holds all the same.
    pub faults: Vec<ConfigError>,
    /// Which files are proposals, as globs relative to the file's folder; empty means the default globs.
    pub include: Vec<String>,
    /// Which are not, whatever `include` says.
    pub exclude: Vec<String>,
    /// Where users report issues, and what is known of them.
    pub tracker: Tracker,
    /// What labels and milestones of issues mean that are proposals themselves.
    pub issues: issue::Words,
    /// The releases; `None` where no calendar is configured.
    pub calendar: Option<Calendar>,
    /// Something is wrong in the files that releases are reckoned from: some may be missing, or stand on another day.
    pub half_calendar: bool,
    /// The file that they are from, and what its events are called, where that is iCalendar.
    pub events: Option<(PathBuf, EventNames)>,
    /// Days within which a freeze or release suggests waiting; `None` where the policy says.
    pub within_days: Option<i32>,
    /// Working days within which they do; counts instead where it is set.
    pub within_working_days: Option<i32>,
    /// The days that are worked on.
    pub working_days: WorkingDays,
    /// Where it is which day; `None` for where the program runs.
    pub time_zone: Option<TimeZone>,
    /// Levels that differ from the rules' own; `None` is off.
    pub rules: BTreeMap<String, Option<Severity>>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            path: None,
            policy: builtin::rapids(),
            stands_in: false,
            files: Vec::new(),
            faults: Vec::new(),
            include: Vec::new(),
            exclude: Vec::new(),
            tracker: Tracker::default(),
            issues: issue::Words::default(),
            calendar: None,
            half_calendar: false,
            events: None,
            within_days: None,
            within_working_days: None,
            working_days: WorkingDays::default(),
            time_zone: None,
            rules: BTreeMap::new(),
        }
    }
}

impl Config {
    /// Reads a configuration; `path` is the file it stands in, which relative paths in it start from: the policy and
    /// the calendar that it names are read from there. Every mistake is told, not the first alone.
    pub fn parse(text: &str, path: &Path) -> Result<Self, Vec<ConfigError>> {
        Self::parse_again(text, path, &Self::default())
    }

    /// Reads a configuration that has changed since it was `before`: the issues of a file that is the same are not read
    /// anew, since they may be many.
    pub fn parse_again(text: &str, path: &Path, before: &Self) -> Result<Self, Vec<ConfigError>> {
        read::config(text, path, before)
    }

    /// Reads a configuration file.
    pub fn load(path: &Path) -> Result<Self, LoadError> {
        Self::load_again(path, &Self::default())
    }

    /// Reads a configuration file that has changed since it was `before`, as [`parse_again`](Self::parse_again) does.
    pub fn load_again(path: &Path, before: &Self) -> Result<Self, LoadError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| LoadError::Io { path: path.to_owned(), error })?;
        Self::parse_again(&text, path, before).map_err(|errors| LoadError::Invalid {
            path: path.to_owned(),
            text,
            errors,
        })
    }

    /// The day it is at a moment, where this team is.
    pub fn day(&self, now: Timestamp) -> Date {
        let zone = self.time_zone.clone().unwrap_or_else(TimeZone::system);
        now.to_zoned(zone).date()
    }

    /// The folder that `include`, `exclude` and other relative paths start from.
    pub fn folder(&self) -> Option<&Path> {
        self.path.as_deref()?.parent()
    }
}

/// Why a configuration file cannot be used.
#[derive(Debug)]
pub enum LoadError {
    /// It cannot be read.
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// It says what it may not say.
    Invalid {
        /// The file.
        path: PathBuf,
        /// Its text.
        text: String,
        /// Every mistake, in the order of the text.
        errors: Vec<ConfigError>,
    },
}

/// Why a file that the system does not hand over as a text is none.
pub(crate) fn unreadable(path: &Path, error: &io::Error) -> String {
    match files::read(path) {
        // Of a text that is none it is known why.
        Err(error @ ReadError::NotUtf8 { .. }) => error.to_string(),
        _ => format!("cannot be read: {}", files::reason(error)),
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, error } => {
                write!(
                    f,
                    "{}: cannot be read: {error}; check its name and permissions",
                    path.display()
                )
            }
            Self::Invalid { path, text, errors } => {
                let source = Source::new(text.as_str());
                for (index, error) in errors.iter().enumerate() {
                    let place = source.position(error.span.start, Encoding::Utf32);
                    let next = if index == 0 { "" } else { "\n" };
                    write!(
                        f,
                        "{next}{}:{}:{}: {}",
                        path.display(),
                        place.line + 1,
                        place.column + 1,
                        error.message
                    )?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for LoadError {}
