//! `hotfix-lint reopen`: takes a deferral back.

use super::configuration::Configurations;
use super::document::{Document, today};
use super::{Status, output, write};
use crate::assess::assess;
use crate::edit::{apply, deferral};
use crate::report::escape;
use clap::Args;
use std::io::{self, Write};
use std::path::PathBuf;

/// Take deferrals back
#[derive(Debug, Args)]
#[command(after_help = "\
Removes what `defer` wrote and restores the status before it; an untouched deferral leaves no trace.

Exit code: 0 done, 2 something could not be done.

Example:
  hotfix-lint reopen hotfixes/merge.hotfix.md")]
pub(super) struct Arguments {
    /// Deferred proposals
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Use this configuration [default: the nearest hotfix-lint.yaml above each file]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> io::Result<Status> {
    let Some(configurations) = Configurations::new(arguments.config.as_deref()) else {
        return Ok(Status::Failed);
    };
    let mut status = Status::Clean;
    for path in &arguments.files {
        let Some(document) = Document::named(path, &configurations) else {
            status = Status::Failed;
            continue;
        };
        status = status.max(document.configuration.status());
        match reopen(&document) {
            Ok(now) => writeln!(
                output::stdout().0,
                "{}: reopened, and {now} again",
                escape::line(&document.shown)
            )?,
            Err(error) => {
                output::error(&error);
                status = Status::Failed;
            }
        }
    }
    Ok(status)
}

/// The status after it.
fn reopen(document: &Document) -> Result<&'static str, String> {
    let failed = |what: &dyn std::fmt::Display| format!("{}: {what}", document.shown);
    let today = today(None);
    document.with_context(today, |context| {
        let assessment = assess(&document.source, context);
        let fix = deferral::reopen(&document.source, context, &assessment)
            .map_err(|error| failed(&document.placed(&error)))?;
        let after = apply(document.source.text(), &fix.edits)
            .ok_or_else(|| failed(&"the change does not fit the document; please report this"))?;
        write::replace(&document.path, document.source.text(), &after)?;
        let after = assess(&crate::source::Source::new(after), context);
        Ok(after.proposal.metadata.status().name())
    })
}
