//! The triage table: every proposal in the order a meeting takes it, and the ledger of what was deferred.
//!
//! Pure: each assessment becomes a compact [`Row`], rows become a [`Table`], and a table is written in any [`Format`].
//! The command line, the server and the editors share it.

mod html;
mod json;
mod ledger;
mod markdown;
mod row;
#[cfg(test)]
mod tests;
mod text;
mod timeline;

pub use ledger::{Entry, State};
pub use row::{Issue, OpenQuestion, Row, Stage};

use crate::assess::NextRelease;
use crate::calendar::{Calendar, Dated};
use crate::order;
use crate::report::Look;
use jiff::civil::Date;

/// How a table is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    #[default]
    Text,
    /// For an issue, a pull request or a wiki.
    Markdown,
    /// For machines.
    Json,
    /// One page for a browser, complete in itself.
    Html,
}

/// What a table is written with.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// How text looks on a terminal.
    pub look: Look,
    /// How many proposals of each stage are listed in text and Markdown; all of them where `None`.
    pub limit: Option<usize>,
    /// What stands before a path to make it a link, in Markdown and on the page; no links where `None`.
    pub link_base: Option<&'a str>,
}

/// All proposals on one day.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The day.
    pub today: Date,
    /// The proposals, in the order a meeting takes them.
    pub rows: Vec<Row>,
    /// The releases of the calendars, the earliest first, each once.
    pub releases: Vec<Dated>,
    /// The next release of each calendar that has one to come, the earliest first, each once.
    pub next: Vec<Dated>,
}

impl Table {
    /// Puts rows in order: by stage, the nearest freeze first, then what needs the fewest answers.
    pub fn new<'a>(
        today: Date,
        mut rows: Vec<Row>,
        calendars: impl IntoIterator<Item = &'a Calendar>,
    ) -> Self {
        // Paths differ, so the order does not depend on the order the rows came in.
        order::by(&mut rows, |a, b| {
            let key = |row: &Row| (row.stage, row.days_to_freeze().unwrap_or(i32::MAX));
            key(a)
                .cmp(&key(b))
                .then_with(|| a.open.len().cmp(&b.open.len()))
                .then_with(|| a.path.cmp(&b.path))
        });
        let calendars: Vec<Vec<Dated>> =
            calendars.into_iter().map(|calendar| calendar.dated(None)).collect();
        let is_ahead = |release: &&Dated| release.release > today;
        let next = calendars.iter().filter_map(|releases| releases.iter().find(is_ahead).cloned());
        let next = in_order(next.collect());
        let releases = in_order(calendars.concat());
        Self { today, rows, releases, next }
    }

    /// What a stage means here: where all that is critical is so by one question, that is named as `escape` writes it.
    fn meaning(&self, stage: Stage, escape: impl Fn(&str) -> String) -> String {
        let mut questions = self.stage(stage).iter().flat_map(|row| &row.critical);
        match questions.next() {
            Some(first) if questions.all(|other| other == first) => {
                format!("\"{}\": decide first.", escape(first))
            }
            _ => stage.meaning().to_owned(),
        }
    }

    /// The rows of a stage, in order.
    pub fn stage(&self, stage: Stage) -> &[Row] {
        let start = self.rows.partition_point(|row| row.stage < stage);
        let end = self.rows.partition_point(|row| row.stage <= stage);
        &self.rows[start..end]
    }

    /// The deferral ledger: what presses first, then by its release.
    pub fn ledger(&self) -> Vec<(&Row, &Entry)> {
        let mut entries: Vec<(&Row, &Entry)> =
            self.rows.iter().filter_map(|row| Some((row, row.deferral.as_ref()?))).collect();
        order::by(&mut entries, |(a, one), (b, other)| {
            let key = |entry: &Entry| (entry.state, entry.release.as_ref().map(|r| r.release));
            key(one).cmp(&key(other)).then_with(|| a.path.cmp(&b.path))
        });
        entries
    }

    /// The table in a format, with a final line feed.
    pub fn write(&self, format: Format, options: &Options<'_>) -> String {
        match format {
            Format::Text => text::write(self, options),
            Format::Markdown => markdown::write(self, options),
            Format::Json => json::write(self),
            Format::Html => html::write(self, options),
        }
    }
}

/// Releases in the order in which they ship, each once.
fn in_order(mut releases: Vec<Dated>) -> Vec<Dated> {
    order::by(&mut releases, |a, b| {
        (a.release, a.freeze, &a.name).cmp(&(b.release, b.freeze, &b.name))
    });
    releases.dedup();
    releases
}

/// What the calendar says of the next release, in few words: `26.12 freezes in 2 days`.
fn timing(next: &NextRelease) -> String {
    let name = &next.release.name;
    let ships = days_ahead(next.days_to_release);
    if next.release.freeze == next.release.release {
        format!("{name} ships {ships}")
    } else if next.days_to_freeze <= 0 {
        format!("{name} is frozen, ships {ships}")
    } else {
        format!("{name} freezes {}", days_ahead(next.days_to_freeze))
    }
}

/// `today`, `tomorrow`, `in 5 days`, `5 days ago`.
fn days_ahead(days: i32) -> String {
    match days {
        ..=-2 => format!("{} days ago", -days),
        -1 => "yesterday".to_owned(),
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        _ => format!("in {days} days"),
    }
}

/// `1 proposal`, `2 proposals`.
fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// What all proposals come to: `2 critical, 1 hotfix, 3 defer`; stages without any are left out.
fn summary(table: &Table) -> String {
    let words: Vec<String> = Stage::ALL
        .into_iter()
        .map(|stage| (table.stage(stage).len(), stage))
        .filter(|(n, _)| *n > 0)
        .map(|(n, stage)| format!("{n} {}", stage.title().to_lowercase()))
        .collect();
    words.join(", ")
}
