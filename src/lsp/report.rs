//! The command `hotfix-lint.report`: the triage table over the proposals of the workspace, as editors have them.

use super::commands::{failed, invalid};
use super::message::{self, Refusal};
use super::navigation::Desk;
use super::requests::Served;
use super::session::{Event, Session};
use super::workspace::Settings;
use super::{panics, uri};
use crate::assess::{Context, assess};
use crate::config::Config;
use crate::files;
use crate::triage::{Format, Options, Row, Table};
use gen_lsp_types as lsp;
use jiff::civil::Date;
use lsp_server::{ErrorCode, RequestId};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Report {
    /// `markdown` where nothing is said, `text`, `json` or `html`.
    format: Option<String>,
}

/// Everything that a report is made from.
struct Job {
    desk: Desk,
    /// By configuration, as they are in force.
    settings: HashMap<PathBuf, Arc<Settings>>,
    default: Arc<Settings>,
    /// Which day it is where the team of a configuration is.
    today: Box<dyn Fn(&Config) -> Date + Send>,
    format: Format,
}

impl Session {
    /// Answers with the table, whose text the client shows as it likes.
    pub(super) fn triage(&mut self, id: RequestId, argument: Value) -> Result<(), Refusal> {
        let report: Report = if argument.is_null() {
            Report::default()
        } else {
            serde_json::from_value(argument)
                .map_err(|error| invalid(format!("report takes {{format}}: {error}")))?
        };
        let format = match report.format.as_deref() {
            None | Some("markdown") => Format::Markdown,
            Some("text") => Format::Text,
            Some("json") => Format::Json,
            Some("html") => Format::Html,
            Some(other) => {
                let message = format!("`{other}` is no format: markdown, text, json and html are");
                return Err(invalid(message));
            }
        };
        let desk = self.desk();
        if !desk.is_complete {
            return Err(failed("the proposals are still being read: try again in a moment"));
        }
        for refusal in self.workspace.refusals() {
            self.show(lsp::MessageType::Error, refusal);
        }
        let default = self.workspace.settings_of(None);
        let job = Job {
            desk,
            settings: self.workspace.in_force(),
            today: Box::new(self.today()),
            default,
            format,
        };
        let events = self.lines.events.clone();
        self.lines.quick.give(Box::new(move || {
            let served =
                panics::catch(|| Served::Result(message::text(&json!({"text": job.run()}))))
                    .map_err(|panic| Refusal::new(ErrorCode::InternalError, panic));
            let _ = events.send(Event::Answered(id, served));
        }));
        Ok(())
    }
}

impl Job {
    fn run(self) -> String {
        // What holds in each folder met so far.
        let mut folders: HashMap<PathBuf, Arc<Settings>> = HashMap::new();
        let mut rows = Vec::new();
        for entry in &self.desk.entries {
            let Some(path) = uri::path(&entry.uri) else { continue };
            let folder = path.parent().unwrap_or(&path).to_owned();
            let settings = folders.entry(folder).or_insert_with(|| self.settings_of(&path));
            rows.extend(self.row(&path, settings));
        }
        // Folders share their settings, and the table names each release once.
        let calendars = folders.values().filter_map(|s| s.config.calendar.as_ref());
        let table = Table::new(self.day(folders.values()), rows, calendars);
        table.write(self.format, &Options::default())
    }

    /// The day of the table: where the team is, if one configuration holds for all of it, else where the program runs.
    fn day<'s>(&self, mut used: impl Iterator<Item = &'s Arc<Settings>>) -> Date {
        let settings = match used.next() {
            Some(first) if used.all(|other| Arc::ptr_eq(first, other)) => first,
            _ => &self.default,
        };
        (self.today)(&settings.config)
    }

    fn settings_of(&self, path: &Path) -> Arc<Settings> {
        let config = self.desk.config_of(path);
        let settings = config.and_then(|config| self.settings.get(&config));
        settings.unwrap_or(&self.default).clone()
    }

    fn row(&self, path: &Path, settings: &Settings) -> Option<Row> {
        if settings.refusal.is_some() {
            return None;
        }
        let text = self.desk.read(path)?;
        let format = files::format_of(path)?;
        let folder = path.parent().unwrap_or(path);
        let surroundings = OnceLock::new();
        let exists =
            |named: &str| surroundings.get_or_init(|| files::Surroundings::of(folder)).have(named);
        let policies = |named: &str| settings.policies.find(path, named);
        let context = Context {
            format,
            config: &settings.config,
            today: (self.today)(&settings.config),
            exists: Some(&exists),
            policies: Some(&policies),
            given: None,
        };
        let assessment = assess(&text.source, &context);
        let shown = self.desk.shown(path);
        Some(Row::new(&shown, &text.source, &context, &assessment))
    }
}
