//! `hotfix-lint check`: finds proposals, assesses them on every core, and reports in the order of their paths.

mod diff;
mod find;
mod one;

pub(super) use diff::unified;

use super::configuration::Configurations;
use super::document::today;
use super::{Status, output};
use crate::finding::Severity;
use crate::report::{self, Look, Totals};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use one::{Done, Mode, Settings};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What is wrong with a named file that is neither Markdown nor YAML.
pub(super) const OTHER_EXTENSION: &str =
    "is neither Markdown nor YAML; proposals are .md, .markdown, .yaml or .yml";

/// What to do about a folder without proposals.
const WHAT_COUNTS: &str = "  A proposal is a file named *.hotfix.md or *.hotfix.yaml, a Markdown or YAML file below a folder
  named hotfix, hotfixes or hotfix-proposals, one that `include` in hotfix-lint.yaml matches, or one
  whose metadata says `kind: hotfix-proposal`. `hotfix-lint new` begins one.";

/// Check proposals and say what is missing
#[derive(Debug, Args)]
#[command(after_help = "\
Which files: those named here, and in a folder those named *.hotfix.md (.markdown, .yaml, .yml), those below a folder named hotfix, hotfixes or hotfix-proposals, and those whose metadata says `kind: hotfix-proposal`. Hidden files and what .gitignore leaves out are passed over.

Exit code: 0 no findings that matter; 1 findings at or above --fail-on, or with --diff changes to make; 2 something could not be checked, or there was nothing to check (2 wins over 1).

Examples:
  hotfix-lint check
  hotfix-lint check --fix hotfixes/
  hotfix-lint check --format json --fail-on error . > report.json
  git show HEAD:a.hotfix.md | hotfix-lint check --stdin-filename a.hotfix.md -")]
pub(super) struct Arguments {
    /// Files and folders; `-` reads standard input [default: .]
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// How findings are written; json is one compact value
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Apply the fixes that keep a document's meaning, then report what is left
    #[arg(long)]
    fix: bool,
    /// Print what --fix would change, and change nothing
    #[arg(long, conflicts_with = "format")]
    diff: bool,
    /// The least severe finding that makes the exit code 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// The day to check for, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    today: Option<Date>,
    /// Use this configuration for every file [default: the nearest hotfix-lint.yaml above it]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The name and place of what standard input holds; without PATHS that is what is checked
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<PathBuf>,
    /// Show hints, too, and what editors can fix
    #[arg(long, short)]
    verbose: bool,
}

/// The formats of a report.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    #[default]
    Human,
    Json,
}

/// What makes the exit code 1.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum FailOn {
    Error,
    #[default]
    Warning,
    Information,
    Never,
}

impl FailOn {
    fn fails(self, totals: &Totals) -> bool {
        let least = match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Information => Severity::Information,
            Self::Never => return false,
        };
        totals.at_least(least) > 0
    }
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> io::Result<Status> {
    let configurations = match Configurations::new(arguments.config.as_deref()) {
        Ok(configurations) => configurations,
        Err(broken) => {
            broken.tell();
            return Ok(Status::Failed);
        }
    };
    let mut paths = arguments.paths.clone();
    if paths.is_empty() {
        paths.push(if arguments.stdin_filename.is_some() { "-".into() } else { ".".into() });
    }
    let stdin = paths.iter().any(|path| path.as_os_str() == "-");
    let settings = Settings {
        configurations,
        today: today(arguments.today),
        format: match arguments.format {
            Format::Human => report::Format::Human,
            Format::Json => report::Format::Json,
        },
        mode: match (arguments.diff, arguments.fix) {
            (true, _) => Mode::Diff,
            (false, true) => Mode::Fix,
            (false, false) => Mode::Report,
        },
        stdin_filename: arguments.stdin_filename.clone(),
    };
    if stdin && settings.mode == Mode::Fix {
        // The fixed text goes to standard output, and what is left to say beside it.
        let (mut stream, styled) = output::stderr();
        checked(
            &paths,
            arguments.fail_on,
            &settings,
            output::look(styled, arguments.verbose),
            &mut stream,
        )
    } else {
        let (mut stream, styled) = output::stdout();
        checked(
            &paths,
            arguments.fail_on,
            &settings,
            output::look(styled, arguments.verbose),
            &mut stream,
        )
    }
}

fn checked<W: Write>(
    paths: &[PathBuf],
    fail_on: FailOn,
    settings: &Settings,
    look: Look,
    out: &mut W,
) -> io::Result<Status> {
    let found = find::find(paths);
    let mut status = Status::Clean;
    for error in &found.errors {
        output::error(error);
        status = Status::Failed;
    }
    let mut totals = Totals::default();
    let mut looked = false;
    // For each folder whether something in it was a proposal, or could have been.
    let mut fruitful = vec![false; found.folders.len()];
    if settings.mode != Mode::Diff {
        out.write_all(settings.format.open(settings.today).as_bytes())?;
    }
    let work = |index: usize| one::check(&found.files[index], settings, look);
    in_order(found.files.len(), work, |index, done| {
        let Some(done) = done else { return Ok(()) };
        for &folder in &found.files[index].folders {
            fruitful[folder] = true;
        }
        status = status.max(tell(&done));
        looked |= done.note.is_some();
        if done.changes && settings.mode == Mode::Diff {
            status = status.max(Status::Findings);
        }
        if settings.mode == Mode::Diff {
            out.write_all(done.text.as_bytes())?;
        } else {
            io::stdout().write_all(done.text.as_bytes())?;
        }
        let Some((report, one)) = done.report else { return Ok(()) };
        if settings.mode != Mode::Diff {
            if totals.proposals() > 0 {
                out.write_all(settings.format.between().as_bytes())?;
            }
            out.write_all(report.as_bytes())?;
            if fail_on.fails(&one) {
                status = status.max(Status::Findings);
            }
        }
        totals.add(&one);
        Ok(())
    })?;
    if settings.mode != Mode::Diff {
        out.write_all(settings.format.close(&totals, look).as_bytes())?;
    }
    out.flush()?;
    let barren = found.folders.iter().zip(fruitful).filter(|(_, fruitful)| !fruitful);
    let barren: Vec<&str> = barren.map(|(folder, _)| folder.as_str()).collect();
    if !barren.is_empty() {
        let message = format!("no proposals found in {}\n{WHAT_COUNTS}", barren.join(", "));
        if totals.proposals() == 0 { output::error(&message) } else { output::note(&message) }
    }
    Ok(if totals.proposals() == 0 && !looked { Status::Failed } else { status })
}

/// Tells what came up with one file.
fn tell(done: &Done) -> Status {
    if let Some(fixed) = &done.fixed {
        output::fixed(fixed);
    }
    if let Some(note) = &done.note {
        output::note(note);
    }
    if let Some(error) = &done.error {
        output::error(error);
    }
    if let Some(broken) = &done.broken {
        broken.tell();
    }
    if done.error.is_some() || done.broken.is_some() { Status::Failed } else { Status::Clean }
}

/// Does `work` for 0 to `count` on every core, and hands the results over in order.
fn in_order<T: Send>(
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, T) -> io::Result<()>,
) -> io::Result<()> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    // Bounded: results wait here while the output is slow, not the whole folder.
    let (send, receive) = crossbeam_channel::bounded(4 * cores);
    std::thread::scope(|scope| {
        for _ in 0..cores.min(count) {
            let (send, next, work) = (send.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    // Nobody takes results any more when the output has failed.
                    if index >= count || send.send((index, work(index))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let mut early = BTreeMap::new();
        let mut due = 0;
        // Taken by value: on an early return it is dropped, and the workers end.
        for (index, result) in receive {
            early.insert(index, result);
            while let Some(result) = early.remove(&due) {
                take(due, result)?;
                due += 1;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order() {
        let mut seen = Vec::new();
        in_order(
            500,
            |i| i * 2,
            |i, twice| {
                seen.push((i, twice));
                Ok(())
            },
        )
        .unwrap();
        assert_eq!(seen, (0..500).map(|i| (i, i * 2)).collect::<Vec<_>>());
    }

    #[test]
    fn a_failed_output_ends_the_work() {
        let failed = in_order(10_000, |i| i, |_, _| Err(io::ErrorKind::BrokenPipe.into()));
        assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }
}
