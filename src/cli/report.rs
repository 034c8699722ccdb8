//! `hotfix-lint report`: the triage table over all proposals.

use super::check::{find, in_order, place};
use super::configuration::{Configuration, Configurations};
use super::document::{Document, Error, Today, today};
use super::{Status, output, stdin};
use crate::assess::assess;
use crate::triage::{self, Row, Table};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Show all proposals in the order a triage meeting takes them, and what became of deferrals
#[derive(Debug, Args)]
#[command(after_help = "\
The order: critical, hotfix, one answer away, waiting for evidence, defer; then what is approved and not released. The deferral ledger says what was deferred, where to and when, what is due, overdue or forgotten, and whether it shipped.

Exit code: 0 done, 2 something could not be read, or, without --pass-with-no-proposals, there was nothing to report.

Examples:
  hotfix-lint report
  hotfix-lint report --format markdown hotfixes/ | gh issue create --title Triage --body-file -
  hotfix-lint report --format html > triage.html
  gh issue list --label hotfix-proposal --json title,body,number,url,labels,milestone,state | hotfix-lint report -
  hotfix-lint defer --verdict defer --dry-run hotfixes/   what deferring them all would change")]
pub(super) struct Arguments {
    /// Files and folders; `-` reads issues as `gh issue list` prints them from standard input [default: .]
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// How the table is written; html is one page that needs nothing else
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Show at most so many proposals of each stage, in text and Markdown
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[allow(rustdoc::bare_urls, reason = "the words are those of `--help`")]
    /// Link each proposal, in Markdown and HTML: what stands before its path from the repository's root, such as https://github.com/acme/app/blob/main/
    #[arg(long, value_name = "URL")]
    link_base: Option<String>,
    /// Where there are no proposals, write a table of none, and all is well
    #[arg(long)]
    pass_with_no_proposals: bool,
    /// The day to report for, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    today: Option<Date>,
    /// Use this configuration for every file [default: the nearest hotfix-lint.yaml above it]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// The formats of the table.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    #[default]
    Text,
    Markdown,
    Json,
    Html,
}

impl From<Format> for triage::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Text => Self::Text,
            Format::Markdown => Self::Markdown,
            Format::Json => Self::Json,
            Format::Html => Self::Html,
        }
    }
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> io::Result<Status> {
    let Some(configurations) = Configurations::new(arguments.config.as_deref()) else {
        return Ok(Status::Failed);
    };
    let paths = match &arguments.paths[..] {
        [] => vec![PathBuf::from(".")],
        paths => paths.to_vec(),
    };
    let today = today(arguments.today);
    let found = find::find(&paths);
    let mut status = Status::Clean;
    for error in &found.errors {
        output::error(&error.to_string());
        status = Status::Failed;
    }
    // Files of this machine are where they were looked for; an editor gives such a base.
    let elsewhere = arguments.link_base.as_ref().filter(|base| !base.starts_with("file:"));
    let root = elsewhere.and_then(|_| place::repository());
    let mut rows = Vec::new();
    let mut used: Vec<Arc<Configuration>> = Vec::new();
    let settings = (today, root.as_deref(), arguments.pass_with_no_proposals);
    let work = |index: usize| rows_of(&found.files[index], &configurations, settings);
    in_order(found.files.len(), work, |index, outcome| {
        let found = match outcome {
            Ok(Ok(found)) => found,
            Err(panic) => {
                output::error(&format!("{}: {panic}", found.files[index].shown));
                status = Status::Failed;
                return Ok(());
            }
            Ok(Err(error)) => {
                error.tell();
                status = Status::Failed;
                return Ok(());
            }
        };
        for (row, configuration) in found {
            status = status.max(configuration.status());
            rows.push(row);
            if !used.iter().any(|known| Arc::ptr_eq(known, &configuration)) {
                used.push(configuration);
            }
        }
        Ok(())
    })?;
    if rows.is_empty() {
        if status != Status::Clean {
            return Ok(Status::Failed);
        }
        let piped = |path: &&Path| path.as_os_str() == stdin::NAME;
        let folders: Vec<&Path> =
            paths.iter().map(PathBuf::as_path).filter(|path| !piped(path)).collect();
        let counts = super::check::what_counts(&folders, &configurations);
        let lines = [vec!["no proposals found".to_owned()], counts].concat();
        if !arguments.pass_with_no_proposals {
            output::error_lines(&lines);
            return Ok(Status::Failed);
        }
        output::note_lines(&lines);
    }
    let calendars = used.iter().filter_map(|configuration| configuration.config.calendar.as_ref());
    let table = Table::new(today.of_all(&used), rows, calendars);
    let (mut out, styled) = output::stdout();
    let options = triage::Options {
        look: output::look(styled, false),
        limit: arguments.limit,
        link_base: arguments.link_base.as_deref(),
    };
    out.write_all(table.write(arguments.format.into(), &options).as_bytes())?;
    out.flush()?;
    Ok(status)
}

/// The rows of one file: none where it is no proposal.
fn rows_of(
    file: &find::File,
    configurations: &Configurations,
    (today, root, may_be_empty): (Today, Option<&Path>, bool),
) -> Result<Vec<(Row, Arc<Configuration>)>, Error> {
    let documents = if file.path.as_os_str() == stdin::NAME {
        let issues = stdin::read(None, configurations)?;
        if issues.is_empty() && !may_be_empty {
            return Err(Error::Unreadable {
                shown: stdin::NAME.into(),
                what: stdin::NO_ISSUE.into(),
            });
        }
        issues
    } else if file.named {
        vec![Document::read(&file.path, configurations)?]
    } else {
        Document::found(&file.path, configurations)?.into_iter().collect()
    };
    let row = |document: Document| {
        let row = document.with_context(today, |context| {
            let assessment = assess(&document.source, context);
            Row::new(&document.shown, &document.source, context, &assessment)
        });
        // An issue is no file.
        let file = document.given.is_none().then_some(&document.path);
        let place = file.and_then(|path| place::from_root(root, path));
        let row = Row { place, ..row };
        (row, document.configuration)
    };
    Ok(documents.into_iter().map(row).collect())
}
