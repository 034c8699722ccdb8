//! `hotfix-lint check`: finds proposals, assesses them on every core, and reports in the order of their paths.

mod baseline;
mod diff;
pub(super) mod find;
mod in_order;
mod nothing;
mod one;
pub(super) mod place;
mod progress;
mod run;
mod watch;

pub(super) use diff::unified;
pub(super) use in_order::in_order;
pub(super) use nothing::what_counts;

use super::configuration::Configurations;
use super::document::today;
use super::output::Patient;
use super::{Status, output};
use crate::finding::Severity;
use crate::report::failure::{self, Failure};
use crate::report::{self, Look};
use baseline::Baseline;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use one::{Baselined, Mode, Settings};
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use watch::Watch;

/// What is wrong with a named file that is neither Markdown nor YAML.
pub(super) const OTHER_EXTENSION: &str =
    "is neither Markdown nor YAML; proposals are .md, .markdown, .yaml or .yml";

/// Check proposals and say what is missing
#[derive(Debug, Args)]
#[command(after_help = "\
Which files: those named here, and in a folder those that `include` in hotfix-lint.yaml matches (without it those named *.hotfix.md, .markdown, .yaml or .yml, and those below a folder named hotfix, hotfixes or hotfix-proposals) and those whose metadata says `kind: hotfix-proposal`, less what `exclude` leaves out. Hidden files and what .gitignore leaves out are passed over.

Exit code: 0 no findings that matter; 1 findings at or above --fail-on, or with --diff changes to make; 2 something could not be checked, or, without --pass-with-no-proposals, there was nothing to check (2 wins over 1).

Examples:
  hotfix-lint check
  hotfix-lint check --fix hotfixes/
  hotfix-lint check --watch hotfixes/
  hotfix-lint check --format json --fail-on error . > report.json
  hotfix-lint check --format github                     in a step of GitHub Actions
  hotfix-lint check --baseline known.json --write-baseline
  hotfix-lint check --baseline known.json               only what is new since then
  git show HEAD:a.hotfix.md | hotfix-lint check --stdin-filename a.hotfix.md -
  gh issue view 12 --json title,body,number,url,labels,milestone,state | hotfix-lint check -")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that people give or leave")]
pub(super) struct Arguments {
    /// Files and folders; `-` reads standard input, a document or an issue as `gh issue view` prints it [default: .]
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// How findings are written: json is the contract for scripts, sarif is for code scanning
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Apply the fixes that keep a document's meaning, then report what is left
    #[arg(long)]
    fix: bool,
    /// Print what --fix would change, and change nothing
    #[arg(long, conflicts_with = "format")]
    diff: bool,
    /// Check again whenever something changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["stdin_filename", "write_baseline"])]
    watch: bool,
    /// Where there are no proposals, all is well: for checks that run on every change
    #[arg(long)]
    pass_with_no_proposals: bool,
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
    /// Pass over what `exclude` leaves out even where it is named here, as pre-commit does
    #[arg(long)]
    force_exclude: bool,
    /// Accept the findings in this file, and tell only of others
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write today's findings to the --baseline file
    #[arg(long, requires = "baseline", conflicts_with_all = ["diff", "fix"])]
    write_baseline: bool,
    /// Count the findings of each rule instead of telling them
    #[arg(long, conflicts_with_all = ["format", "diff"])]
    statistics: bool,
    /// Show hints, too, and what editors can fix
    #[arg(long, short)]
    verbose: bool,
    /// Show findings and errors, and nothing else
    #[arg(long, short, conflicts_with = "verbose")]
    quiet: bool,
}

impl Arguments {
    fn format(&self) -> report::Format {
        match self.format {
            _ if self.statistics => report::Format::Statistics,
            Format::Human => report::Format::Human,
            Format::Json => report::Format::Json,
            Format::Sarif => report::Format::Sarif,
            Format::Github => report::Format::Github,
            Format::Gitlab => report::Format::Gitlab,
            Format::Junit => report::Format::Junit,
        }
    }
}

/// The formats of a report.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    #[default]
    Human,
    Json,
    Sarif,
    Github,
    Gitlab,
    Junit,
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
    const fn least(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Information => Some(Severity::Information),
            Self::Never => None,
        }
    }
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> io::Result<Status> {
    if arguments.watch { watched(arguments) } else { once(arguments) }
}

/// Checks again and again; ends where nobody reads what comes of it.
fn watched(arguments: &Arguments) -> io::Result<Status> {
    let paths = paths(arguments);
    if paths.iter().any(|path| path.as_os_str() == "-") {
        output::error("standard input cannot be watched; name a file or a folder");
        return Ok(Status::Failed);
    }
    let failed = |error: String| {
        output::error(&error);
        Ok(Status::Failed)
    };
    let mut watch = match Watch::new() {
        Ok(watch) => watch,
        Err(error) => return failed(error),
    };
    loop {
        if let Err(error) = watch.follow(&paths, arguments.config.as_deref()) {
            return failed(error);
        }
        let (mut stream, styled) = output::stdout();
        if styled && io::stdout().is_terminal() {
            // The screen, and what has been scrolled off it: what stood there does not hold any more.
            stream.write_all(b"\x1b[2J\x1b[3J\x1b[H")?;
            // Now, and not with the next line: what goes to standard error in between would be wiped as well.
            stream.flush()?;
        }
        if let Ok(settings) = settings(arguments) {
            run::run(&paths, settings, look(arguments, styled), &mut stream)?;
        }
        output::note("waiting for changes; Ctrl-C ends");
        if let Err(error) = watch.wait() {
            return failed(error);
        }
    }
}

fn once(arguments: &Arguments) -> io::Result<Status> {
    let settings = match settings(arguments) {
        Ok(settings) => settings,
        Err(failures) => {
            let today = today(arguments.today).here();
            let text = failure::report(arguments.format(), today, &failures);
            Patient::new(output::stdout().0).write_all(text.as_bytes())?;
            return Ok(Status::Failed);
        }
    };
    let paths = paths(arguments);
    let stdin = paths.iter().any(|path| path.as_os_str() == "-");
    if stdin && settings.mode == Mode::Fix {
        // The fixed text goes to standard output, and what is left to say beside it.
        let (stream, styled) = output::stderr();
        let look = look(arguments, styled);
        run::run(&paths, settings, look, &mut Patient::new(stream))
    } else {
        let (stream, styled) = output::stdout();
        let look = look(arguments, styled);
        run::run(&paths, settings, look, &mut Patient::new(stream))
    }
}

fn paths(arguments: &Arguments) -> Vec<PathBuf> {
    let default = if arguments.stdin_filename.is_some() { "-" } else { "." };
    if arguments.paths.is_empty() { vec![default.into()] } else { arguments.paths.clone() }
}

fn look(arguments: &Arguments, styled: bool) -> Look {
    Look {
        quiet: arguments.quiet,
        fail_on: arguments.fail_on.least(),
        ..output::look(styled, arguments.verbose)
    }
}

/// What holds for the run; what cannot be read is told.
fn settings(arguments: &Arguments) -> Result<Settings, Vec<Failure>> {
    let configurations = Configurations::given(arguments.config.as_deref());
    let configurations = configurations.map_err(|broken| broken.news().to_vec())?;
    let baseline = match (&arguments.baseline, arguments.write_baseline) {
        (None, _) => Ok(Baselined::No),
        (Some(path), false) => Baseline::read(path).map(Baselined::Accept),
        (Some(path), true) => Baseline::to_write(path).map(Baselined::Write),
    };
    let baseline = baseline.map_err(|error| {
        output::error(&error.to_string());
        vec![error]
    })?;
    Ok(Settings {
        configurations,
        root: place::root(arguments.format()),
        today: today(arguments.today),
        format: arguments.format(),
        mode: match (arguments.diff, arguments.fix) {
            (true, _) => Mode::Diff,
            (false, true) => Mode::Fix,
            (false, false) => Mode::Report,
        },
        baseline,
        stdin_filename: arguments.stdin_filename.clone(),
        force_exclude: arguments.force_exclude,
        pass_with_no_proposals: arguments.pass_with_no_proposals,
    })
}
