//! One file: read, configured, mended where that is asked for, assessed and rendered. Runs on any thread.

use super::baseline::{Accepted, Baseline, Entry, accept_all};
use super::find::File;
use super::{OTHER_EXTENSION, diff, place};
use crate::assess::{Assessment, Context, assess};
use crate::cli::configuration::{
    Broken, Configuration, Configurations, absolute, load, parse, shown,
};
use crate::cli::document::{Document, Error, Today, folder};
use crate::cli::{stdin, write};
use crate::config::Selected;
use crate::edit::safe;
use crate::files;
use crate::proposal::Format;
use crate::report::failure::Failure;
use crate::report::{self, FixesWanted, Look, Totals};
use crate::source::Source;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is done with documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// They are reported on.
    Report,
    /// They are mended, and what is left is reported on.
    Fix,
    /// What mending would change is printed.
    Diff,
}

/// What a baseline is for.
pub(super) enum Baselined {
    /// There is none.
    No,
    /// What it holds is accepted.
    Accept(Baseline),
    /// It is to hold today's findings.
    Write(Baseline),
}

/// What holds for every file of a run.
pub(super) struct Settings {
    pub(super) configurations: Configurations,
    /// What the paths of the report start from, where that is not the current folder.
    pub(super) root: Option<PathBuf>,
    pub(super) today: Today,
    pub(super) format: report::Format,
    pub(super) mode: Mode,
    pub(super) baseline: Baselined,
    pub(super) stdin_filename: Option<PathBuf>,
    /// Whether `exclude` counts for files that were named.
    pub(super) force_exclude: bool,
    /// Whether all is well where there are no proposals.
    pub(super) pass_with_no_proposals: bool,
}

/// What came of one file.
#[derive(Default)]
pub(super) struct Done {
    /// Its part of the report, and what it adds up to; `None` when it could not be checked.
    pub(super) report: Option<(String, Totals)>,
    /// What goes to standard output beside the report: a diff, or the mended text of standard input.
    pub(super) text: String,
    /// What was mended.
    pub(super) fixed: Option<String>,
    /// Whether mending changes the text.
    pub(super) changes: bool,
    /// What there is to say of a file that is no proposal and was looked at all the same.
    pub(super) note: Option<String>,
    /// Whether it was named, and passed over all the same.
    pub(super) excluded: bool,
    /// How many findings of the baseline are not there any more.
    pub(super) gone: usize,
    /// What the baseline is to hold, and under which name.
    pub(super) recorded: Option<(String, Vec<Entry>)>,
    /// Why it could not be read or written.
    pub(super) error: Option<Failure>,
    /// Why it could not be configured.
    pub(super) broken: Option<Arc<Broken>>,
}

/// Why there is nothing to check in a file.
enum Stop {
    /// It is no proposal.
    Other,
    /// It was named, and `exclude` leaves it out.
    Excluded,
    /// It is a configuration, and a good one: its text, where that came from standard input.
    Configuration(String),
    /// It is a list of issues, and there are none: that is in order.
    NoIssue,
    /// It cannot be read.
    Unreadable(String),
    /// It cannot be configured.
    Broken(Arc<Broken>),
}

/// Checks one file; nothing comes of a file that is no proposal.
pub(super) fn check(file: &File, settings: &Settings, look: Look) -> Vec<Done> {
    let name = name(file, settings);
    let stop = match open(file, &name, settings) {
        Ok(documents) => {
            let checked = documents.iter().map(|document| checked(file, document, settings, look));
            return checked.collect();
        }
        Err(stop) => stop,
    };
    vec![match stop {
        Stop::Other => return Vec::new(),
        Stop::Excluded => Done { excluded: true, ..Done::default() },
        Stop::Configuration(text) => {
            let note = format!("{name}: a configuration, and there is nothing wrong with it");
            // Who pipes a text through `--fix` gets it back.
            let text = if settings.mode == Mode::Fix { text } else { String::new() };
            Done { note: Some(note), text, ..Done::default() }
        }
        Stop::NoIssue => {
            Done { note: Some(format!("{name}: {}", stdin::NO_ISSUE)), ..Done::default() }
        }
        Stop::Unreadable(what) => {
            Done { error: Some(Failure::new(&name, &what)), ..Done::default() }
        }
        Stop::Broken(broken) => Done { broken: Some(broken), ..Done::default() },
    }]
}

fn is_stdin(file: &File) -> bool {
    file.path.as_os_str() == "-"
}

/// How the file is named in output.
fn name(file: &File, settings: &Settings) -> String {
    match &settings.stdin_filename {
        Some(name) if is_stdin(file) => shown(name),
        _ => file.shown.clone(),
    }
}

/// What stands in a file: one document, and in standard input any number of issues.
fn open(file: &File, name: &str, settings: &Settings) -> Result<Vec<Document>, Stop> {
    if !is_stdin(file) {
        return Ok(vec![read_file(file, name, settings)?]);
    }
    if let Some(path) = settings.stdin_filename.as_deref().filter(|path| files::is_config(path)) {
        let text = stdin::text().map_err(|error| Stop::Unreadable(error.to_string()))?;
        let configuration = parse(&text, &absolute(path)).map_err(Stop::Broken)?;
        return Err(good_or_broken(&configuration, text));
    }
    let documents = stdin::read(settings.stdin_filename.as_deref(), &settings.configurations);
    let documents = documents.map_err(|error| match error {
        Error::Unreadable { what, .. } => Stop::Unreadable(what),
        Error::Broken(broken) => Stop::Broken(broken),
    })?;
    if documents.is_empty() {
        let is_well = settings.pass_with_no_proposals;
        return Err(if is_well { Stop::NoIssue } else { Stop::Unreadable(stdin::NO_ISSUE.into()) });
    }
    if settings.mode == Mode::Fix && documents.len() != 1 {
        return Err(Stop::Unreadable("one text is mended at a time; name one issue".to_owned()));
    }
    Ok(documents)
}

fn read_file(file: &File, name: &str, settings: &Settings) -> Result<Document, Stop> {
    let path = absolute(&file.path);
    if files::is_config(&path) {
        let configuration = load(Some(&path)).map_err(Stop::Broken)?;
        return Err(good_or_broken(&configuration, String::new()));
    }
    let format = format_of(&path)?;
    let configuration = configured(settings, folder(&path))?;
    if file.named && settings.force_exclude && configuration.selection.excludes(&path) {
        return Err(Stop::Excluded);
    }
    let selected = if file.named { Selected::Yes } else { configuration.selection.selects(&path) };
    match files::read_found(&path, selected) {
        Ok(Some(text)) => Ok(Document {
            shown: name.to_owned(),
            path: file.path.clone(),
            source: Source::new(text),
            format,
            given: None,
            configuration,
        }),
        Ok(None) => Err(Stop::Other),
        Err(error) => Err(Stop::Unreadable(error.to_string())),
    }
}

/// What a configuration that can be used comes to where files are looked at.
fn good_or_broken(configuration: &Configuration, text: String) -> Stop {
    match &configuration.faults {
        Some(faults) => Stop::Broken(faults.clone()),
        None => Stop::Configuration(text),
    }
}

fn format_of(path: &Path) -> Result<Format, Stop> {
    files::format_of(path).ok_or_else(|| Stop::Unreadable(OTHER_EXTENSION.to_owned()))
}

fn configured(settings: &Settings, folder: &Path) -> Result<Arc<Configuration>, Stop> {
    settings.configurations.of_folder(folder).map_err(Stop::Broken)
}

/// A document and everything that holds for it.
#[derive(Clone, Copy)]
struct Work<'a> {
    document: &'a Document,
    context: &'a Context<'a>,
    settings: &'a Settings,
    look: Look,
}

fn checked(file: &File, document: &Document, settings: &Settings, look: Look) -> Done {
    let done = document.with_context(settings.today, |context| {
        let work = Work { document, context, settings, look };
        match settings.mode {
            Mode::Report => {
                let assessment = assess(&document.source, context);
                work.report(&document.source, assessment)
            }
            Mode::Fix => work.fix(is_stdin(file)),
            Mode::Diff => work.diff(),
        }
    });
    // What is valid in the files of the configuration holds, and what is not is told.
    Done { broken: document.configuration.faults.clone(), ..done }
}

impl Work<'_> {
    fn fix(self, stdin: bool) -> Done {
        let mended = safe::apply_all(&self.document.source, self.context);
        let (before, after) = (self.document.source.text(), mended.source.text());
        let changes = before != after;
        if changes
            && !stdin
            && let Err(error) = write::replace(&self.document.path, before, after)
        {
            let error = Some(Failure::new(&self.document.shown, &error));
            return Done { error, ..Done::default() };
        }
        let fixed = format!("{}: {}", self.document.shown, mended.titles.join("; "));
        Done {
            text: if stdin { after.to_owned() } else { String::new() },
            fixed: changes.then_some(fixed),
            changes,
            ..self.report(&mended.source, mended.assessment)
        }
    }

    fn diff(self) -> Done {
        let mended = safe::apply_all(&self.document.source, self.context);
        let (before, after) = (self.document.source.text(), mended.source.text());
        let changes = before != after;
        let diff = || diff::unified(self.document, after, self.look);
        Done {
            text: if changes { diff() } else { String::new() },
            changes,
            ..self.report(&mended.source, mended.assessment)
        }
    }

    /// The report on a document, less what the baseline accepts.
    fn report(self, source: &Source, mut assessment: Assessment) -> Done {
        let Self { document, context, settings, look } = self;
        let (mut accepted, mut recorded) = (Accepted::default(), None);
        match &settings.baseline {
            Baselined::No => {}
            Baselined::Accept(baseline) => {
                let key = baseline.name(document);
                accepted = baseline.accept(&key, source, &mut assessment);
            }
            Baselined::Write(baseline) => {
                let (findings, entries) = accept_all(source, &mut assessment);
                accepted.findings = findings;
                recorded = Some((baseline.name(document), entries));
            }
        }
        // Beside a diff there is no report.
        let is_told = settings.mode != Mode::Diff;
        let wanted = if is_told { settings.format.wants(look) } else { FixesWanted::None };
        let place = match document.given {
            None => place::from_root(settings.root.as_deref(), &document.path),
            Some(_) => None,
        };
        let path = place.as_deref().unwrap_or(&document.shown);
        let view = report::Document::new(path, source, context, &assessment, wanted)
            .with_accepted(&accepted.findings);
        let text = if is_told { settings.format.document(&view, look) } else { String::new() };
        let report = Some((text, Totals::of(&view)));
        Done { report, gone: accepted.gone, recorded, ..Done::default() }
    }
}
