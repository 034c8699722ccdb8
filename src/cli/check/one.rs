//! One file: read, configured, mended where that is asked for, assessed and rendered. Runs on any thread.

use super::find::File;
use super::{OTHER_EXTENSION, diff};
use crate::assess::{Context, assess};
use crate::cli::configuration::{Broken, Configuration, Configurations, absolute, load, shown};
use crate::cli::document::{Document, folder};
use crate::cli::write;
use crate::config::says_proposal;
use crate::edit::safe;
use crate::files;
use crate::finding::Finding;
use crate::proposal::Format;
use crate::report::{self, Look, Totals};
use crate::source::Source;
use jiff::civil::Date;
use std::path::PathBuf;
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

/// What holds for every file of a run.
pub(super) struct Settings {
    pub(super) configurations: Configurations,
    pub(super) today: Date,
    pub(super) format: report::Format,
    pub(super) mode: Mode,
    pub(super) stdin_filename: Option<PathBuf>,
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
    /// Why it could not be read or written.
    pub(super) error: Option<String>,
    /// Why it could not be configured.
    pub(super) broken: Option<Arc<Broken>>,
}

impl Done {
    fn failed(error: String) -> Self {
        Self { error: Some(error), ..Self::default() }
    }
}

/// Checks one file; `None` for a file that is no proposal.
pub(super) fn check(file: &File, settings: &Settings, look: Look) -> Option<Done> {
    match open(file, settings) {
        Ok(document) => document.map(|document| checked(file, &document, settings, look)),
        Err(done) => Some(done),
    }
}

/// The document in a file; `None` where it is no proposal.
fn open(file: &File, settings: &Settings) -> Result<Option<Document>, Done> {
    if file.path.as_os_str() == "-" {
        return open_stdin(settings).map(Some);
    }
    if files::is_config(&file.path) {
        return Err(configuration(file));
    }
    let failed = |what: &dyn std::fmt::Display| Done::failed(format!("{}: {what}", file.shown));
    let format = files::format_of(&file.path).ok_or_else(|| failed(&OTHER_EXTENSION))?;
    let configuration = configured(settings, folder(&file.path))?;
    let absolute = absolute(&file.path);
    if !file.named && configuration.selection.excludes(&absolute) {
        return Ok(None);
    }
    let selected = file.named || configuration.selection.includes(&absolute);
    let text = match files::read(&file.path) {
        Ok(text) if selected || says_proposal(format, &text) => text,
        Err(error) if selected => return Err(failed(&error)),
        // Neither its name nor its text says that it is one, and what cannot be read says nothing.
        _ => return Ok(None),
    };
    let (path, shown) = (file.path.clone(), file.shown.clone());
    Ok(Some(Document { shown, path, source: Source::new(text), format, configuration }))
}

/// A configuration that was named: whether it can be used.
fn configuration(file: &File) -> Done {
    match load(Some(&absolute(&file.path))) {
        Ok(_) => {
            let note =
                format!("{}: a configuration, and there is nothing wrong with it", file.shown);
            Done { note: Some(note), ..Done::default() }
        }
        Err(broken) => Done { broken: Some(broken), ..Done::default() },
    }
}

fn open_stdin(settings: &Settings) -> Result<Document, Done> {
    let path = settings.stdin_filename.clone();
    let shown = path.as_deref().map_or_else(|| "-".to_owned(), shown);
    let failed = |what: &dyn std::fmt::Display| Done::failed(format!("{shown}: {what}"));
    let text = files::read_from(std::io::stdin().lock(), 0).map_err(|error| failed(&error))?;
    let format = match &path {
        Some(path) => files::format_of(path).ok_or_else(|| failed(&OTHER_EXTENSION))?,
        None => guess(&text),
    };
    let path = path.unwrap_or_else(|| PathBuf::from("-"));
    let configuration = configured(settings, folder(&path))?;
    Ok(Document { shown, path, source: Source::new(text), format, configuration })
}

fn configured(settings: &Settings, folder: &std::path::Path) -> Result<Arc<Configuration>, Done> {
    settings
        .configurations
        .of_folder(folder)
        .map_err(|broken| Done { broken: Some(broken), ..Done::default() })
}

/// The format of a text without a name: YAML where a top-level key holds the answers and no front matter is closed
/// before something else begins.
fn guess(text: &str) -> Format {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines();
    let opened = lines.next().is_some_and(|line| line.trim_end() == "---");
    let closed = opened
        && lines
            .skip_while(|l| !matches!(l.trim_end(), "---" | "..."))
            .skip(1)
            .any(|l| !l.trim().is_empty());
    let answers = text.lines().any(|line| line.starts_with("answers:"));
    if answers && !closed { Format::Yaml } else { Format::Markdown }
}

fn checked(file: &File, document: &Document, settings: &Settings, look: Look) -> Done {
    document.with_context(settings.today, |context| match settings.mode {
        Mode::Report => {
            let assessment = assess(&document.source, context);
            let mut done = Done::default();
            report(document, &document.source, context, &assessment, settings, look, &mut done);
            done
        }
        Mode::Fix | Mode::Diff => mended(file, document, context, settings, look),
    })
}

fn mended(
    file: &File,
    document: &Document,
    context: &Context<'_>,
    settings: &Settings,
    look: Look,
) -> Done {
    let mended = safe::apply_all(&document.source, context);
    let (before, after) = (document.source.text(), mended.source.text());
    let stdin = file.path.as_os_str() == "-";
    let mut done = Done { changes: before != after, ..Done::default() };
    if settings.mode == Mode::Diff {
        done.text = if done.changes {
            diff::unified(&document.shown, before, after, look.styled)
        } else {
            String::new()
        };
        report(document, &mended.source, context, &mended.assessment, settings, look, &mut done);
        return done;
    }
    if stdin {
        after.clone_into(&mut done.text);
    } else if done.changes
        && let Err(error) = write::replace(&document.path, before, after)
    {
        return Done::failed(error);
    }
    if done.changes {
        done.fixed = Some(format!("{}: {}", document.shown, mended.titles.join("; ")));
    }
    report(document, &mended.source, context, &mended.assessment, settings, look, &mut done);
    done
}

fn report(
    document: &Document,
    source: &Source,
    context: &Context<'_>,
    assessment: &crate::assess::Assessment,
    settings: &Settings,
    look: Look,
    done: &mut Done,
) {
    let wanted = |finding: &Finding| {
        settings.mode != Mode::Diff && settings.format.tells_fixes(finding, look)
    };
    let view = report::Document::new(&document.shown, source, context, assessment, wanted);
    let totals = Totals::of(&view);
    let text = if settings.mode == Mode::Diff {
        String::new()
    } else {
        settings.format.document(&view, look)
    };
    done.report = Some((text, totals));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_guessed() {
        assert_eq!(guess("title: x\nanswers:\n  a: yes\n"), Format::Yaml);
        assert_eq!(guess("---\ntitle: x\nanswers: {}\n"), Format::Yaml);
        assert_eq!(guess("---\ntitle: x\nanswers: {}\n---\n# T\n"), Format::Markdown);
        assert_eq!(guess("# Title\n\nanswers\n"), Format::Markdown);
    }
}
