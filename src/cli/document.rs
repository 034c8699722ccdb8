//! One document on its way through a command: read, configured, assessed.

use super::configuration::{Broken, Configuration, Configurations, absolute};
use crate::assess::Context;
use crate::config::Config;
use crate::edit::deferral::DeferralError;
use crate::files;
use crate::issue::Given;
use crate::proposal::Format;
use crate::source::Source;
use jiff::Timestamp;
use jiff::civil::Date;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A document that can be assessed.
pub(super) struct Document {
    /// As it is named in output.
    pub(super) shown: String,
    /// Where it is, or would be; relative names in it start from its folder.
    pub(super) path: PathBuf,
    /// Its text.
    pub(super) source: Source,
    /// Markdown or YAML.
    pub(super) format: Format,
    /// What the tracker says of it, where it is an issue.
    pub(super) given: Option<Given>,
    /// What holds for it.
    pub(super) configuration: Arc<Configuration>,
}

/// Said of a configuration that was named in place of a proposal: its keys are no proposal's.
const CONFIGURATION: &str = "is a configuration, and no proposal; name a proposal, or look at this one with `hotfix-lint check`";

/// Why there is no document in a file.
pub(super) enum Error {
    /// It cannot be read.
    Unreadable { shown: String, what: String },
    /// It cannot be configured.
    Broken(Arc<Broken>),
}

impl Error {
    /// Tells what is wrong.
    pub(super) fn tell(&self) {
        match self {
            Self::Unreadable { shown, what } => super::output::error(&format!("{shown}: {what}")),
            Self::Broken(broken) => broken.tell(),
        }
    }
}

impl Document {
    /// Reads a file that was named by the user. What cannot be done is told, and `None` returned.
    pub(super) fn named(path: &Path, configurations: &Configurations) -> Option<Self> {
        Self::read(path, configurations).map_err(|error| error.tell()).ok()
    }

    /// Reads a file.
    pub(super) fn read(path: &Path, configurations: &Configurations) -> Result<Self, Error> {
        let shown = super::configuration::shown(path);
        let unreadable = |what: &dyn std::fmt::Display| Error::Unreadable {
            shown: shown.clone(),
            what: what.to_string(),
        };
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                return Err(unreadable(&"is a folder; name the file in it"));
            }
            Ok(_) => {}
            Err(error) => return Err(unreadable(&files::ReadError::Io(error))),
        }
        if files::is_config(path) {
            return Err(unreadable(&CONFIGURATION));
        }
        let format =
            files::format_of(path).ok_or_else(|| unreadable(&super::check::OTHER_EXTENSION))?;
        let text = files::read(path).map_err(|error| unreadable(&error))?;
        let configuration = configurations.of_folder(folder(path)).map_err(Error::Broken)?;
        let (path, source) = (path.to_owned(), Source::new(text));
        Ok(Self { shown, path, source, format, given: None, configuration })
    }

    /// Reads a file that was found in a folder; `None` where it is no proposal.
    pub(super) fn found(
        path: &Path,
        configurations: &Configurations,
    ) -> Result<Option<Self>, Error> {
        let configuration = configurations.of_folder(folder(path)).map_err(Error::Broken)?;
        let selected = configuration.selection.selects(&absolute(path));
        match files::read_found(path, selected) {
            Ok(None) => Ok(None),
            _ => Self::read(path, configurations).map(Some),
        }
    }

    /// Why a deferral fails, with the place where there is one.
    pub(super) fn placed(&self, error: &DeferralError) -> String {
        match error {
            DeferralError::Syntax { span } => {
                let line = self.source.line_of(span.start) + 1;
                format!("line {line}: {error}")
            }
            _ => error.to_string(),
        }
    }

    /// Gives `work` the context of this document on a day.
    pub(super) fn with_context<T>(&self, today: Today, work: impl FnOnce(&Context<'_>) -> T) -> T {
        let surroundings = OnceLock::new();
        let find = || self.configuration.surroundings(absolute(folder(&self.path)));
        let exists = |named: &str| surroundings.get_or_init(find).have(named);
        let policies = |named: &str| self.configuration.policies.find(&absolute(&self.path), named);
        work(&Context {
            format: self.format,
            config: &self.configuration.config,
            today: today.by(&self.configuration.config),
            // The files that an issue names are in a repository, and nobody knows in which folder.
            exists: if self.given.is_none() { Some(&exists) } else { None },
            policies: if self.given.is_none() { Some(&policies) } else { None },
            given: self.given.as_ref(),
        })
    }
}

/// The folder a file is in.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The day of a run: as it is given, or else what the clock makes of it where each team is.
#[derive(Clone, Copy)]
pub(super) enum Today {
    Given(Date),
    Now(Timestamp),
}

impl Today {
    /// The day where the program runs.
    pub(super) fn here(self) -> Date {
        self.by(&Config::default())
    }

    /// The day of a report: where the team is, if one configuration holds for all of it, else where the program runs.
    pub(super) fn of_all<'a>(self, used: impl IntoIterator<Item = &'a Arc<Configuration>>) -> Date {
        let mut used = used.into_iter();
        match used.next() {
            Some(first) if used.all(|other| Arc::ptr_eq(first, other)) => self.by(&first.config),
            _ => self.here(),
        }
    }

    /// The day where the team of a configuration is.
    pub(super) fn by(self, config: &Config) -> Date {
        match self {
            Self::Given(day) => day,
            Self::Now(now) => config.day(now),
        }
    }
}

/// The day it is, where none is given. One run has one clock: midnight does not split it.
pub(super) fn today(given: Option<Date>) -> Today {
    given.map_or_else(|| Today::Now(Timestamp::now()), Today::Given)
}
