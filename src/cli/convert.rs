//! `hotfix-lint convert`: Markdown to YAML, and back.

use super::configuration::{Configurations, shown};
use super::document::{Document, today};
use super::{Status, output, write};
use crate::assess::assess;
use crate::edit::convert::convert;
use crate::files;
use clap::Args;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Convert a proposal from Markdown to YAML, or back
#[derive(Debug, Args)]
#[command(after_help = "\
Answers, evidence, metadata, comments and waivers are kept: the new text is read again and compared before it is written. Where something cannot be kept, that is said, and nothing is written. In YAML, text that belongs to no question goes below `notes`.

Exit code: 0 done, 2 something cannot be kept, read or written.

Examples:
  hotfix-lint convert merge.hotfix.md merge.hotfix.yaml
  hotfix-lint convert merge.hotfix.yaml > merge.hotfix.md")]
pub(super) struct Arguments {
    /// The proposal
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Where to write it, never over a file [default: standard output]
    #[arg(value_name = "TO")]
    to: Option<PathBuf>,
    /// Use this configuration [default: the nearest hotfix-lint.yaml above the file]
    #[arg(long, value_name = "CONFIG")]
    config: Option<PathBuf>,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> io::Result<Status> {
    let Some(configurations) = Configurations::new(arguments.config.as_deref()) else {
        return Ok(Status::Failed);
    };
    let Some(document) = Document::named(&arguments.file, &configurations) else {
        return Ok(Status::Failed);
    };
    let status = document.configuration.status();
    match converted(&document, arguments.to.as_deref()) {
        Ok(text) => match &arguments.to {
            None => io::stdout().write_all(text.as_bytes()).map(|()| status),
            Some(to) => Ok(match write::create(to, &text) {
                Ok(()) => status,
                Err(error) => failed(&[error]),
            }),
        },
        Err(lines) => Ok(failed(&lines)),
    }
}

fn failed(lines: &[String]) -> Status {
    output::error_lines(lines);
    Status::Failed
}

fn converted(document: &Document, to: Option<&Path>) -> Result<String, Vec<String>> {
    if let Some(to) = to {
        match files::format_of(to) {
            None => return Err(vec![format!("{}: {}", shown(to), super::check::OTHER_EXTENSION)]),
            Some(format) if format == document.format => {
                return Err(vec![format!("{}: is of the same format; copy it instead", shown(to))]);
            }
            Some(_) => {}
        }
    }
    document.with_context(today(None), |context| {
        let assessment = assess(&document.source, context);
        convert(&document.source, context, &assessment).map_err(|lost| {
            let what = lost.iter().map(|one| format!("  {one}"));
            let count = if lost.len() == 1 { "something" } else { "some things" };
            let first =
                format!("{}: {count} cannot be kept, and nothing was written", document.shown);
            [first].into_iter().chain(what).collect()
        })
    })
}
