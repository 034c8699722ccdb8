//! Documents for the tests of features: a text with its assessment under a small calendar, on 2026-11-22.

use crate::assess::{Assessment, Context, assess};
use crate::calendar::{Calendar, Release};
use crate::config::Config;
use crate::proposal::Format;
use crate::source::Source;
use crate::tracker::{Snapshot, Tracker};
use jiff::civil::date;
use std::sync::Arc;

pub(super) struct Fixture {
    pub(super) source: Source,
    pub(super) assessment: Assessment,
    config: Config,
    format: Format,
}

impl Fixture {
    fn new(format: Format, text: &str) -> Self {
        Self::under(config(), format, text)
    }

    fn under(config: Config, format: Format, text: &str) -> Self {
        let source = Source::new(text);
        let context = context(&config, format);
        let assessment = assess(&source, &context);
        Self { source, assessment, config, format }
    }

    /// Leaves only releases that are out.
    pub(super) fn end_calendar(&mut self) {
        let calendar = self.config.calendar.as_mut().expect("a calendar");
        calendar.releases.retain(|release| release.name == "26.10");
        self.assessment = assess(&self.source, &context(&self.config, self.format));
    }

    pub(super) fn context(&self) -> Context<'_> {
        context(&self.config, self.format)
    }
}

pub(super) fn markdown(text: &str) -> Fixture {
    Fixture::new(Format::Markdown, text)
}

pub(super) fn yaml(text: &str) -> Fixture {
    Fixture::new(Format::Yaml, text)
}

/// A document of a team whose tracker has a snapshot: of JSON, or of CSV where it begins like that.
pub(super) fn tracked(format: Format, text: &str, snapshot: &str) -> Fixture {
    let mut config = config();
    let name = if snapshot.starts_with('[') { "issues.json" } else { "issues.csv" };
    config.tracker.snapshots = vec![Arc::new(Snapshot::read(name, snapshot).0)];
    Fixture::under(config, format, text)
}

/// A text without its cursor (`▮`), and where that stood.
pub(super) fn cursor(marked: &str) -> (String, usize) {
    (marked.replace('▮', ""), marked.find('▮').expect("a cursor"))
}

fn context(config: &Config, format: Format) -> Context<'_> {
    Context { format, config, today: date(2026, 11, 22), exists: None, policies: None, given: None }
}

fn config() -> Config {
    let release = |name: &str, freeze, release| Release {
        name: name.to_owned(),
        freeze: Some(freeze),
        release,
        ..Release::default()
    };
    let releases = vec![
        release("26.10", date(2026, 9, 30), date(2026, 10, 7)),
        release("26.12", date(2026, 11, 24), date(2026, 12, 9)),
        release("27.02", date(2027, 1, 20), date(2027, 2, 3)),
    ];
    Config {
        tracker: Tracker::at("https://forge.example/acme/app/issues/{issue}"),
        calendar: Some(Calendar::new(releases)),
        ..Config::default()
    }
}
