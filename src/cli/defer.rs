//! `hotfix-lint defer`: records the decision to wait, in the documents themselves.

use super::check::{find, unified, what_counts};
use super::configuration::Configurations;
use super::document::{Document, Today, today};
use super::{Status, output, write};
use crate::assess::assess;
use crate::calendar::Dated;
use crate::edit::deferral::{DeferralError, NoTarget};
use crate::edit::{apply, deferral};
use crate::policy::Verdict;
use crate::proposal::metadata::Status as ProposalStatus;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Defer proposals to a later release
#[derive(Debug, Args)]
#[command(after_help = "\
Sets `status: deferred`, the target and the reasons in the metadata, and in Markdown adds a short section that states them. Without --to the target is the earliest release still open for fixes; without a calendar in hotfix-lint.yaml it is the next release, by that name. `reopen` takes it all back. What is released, included, rejected or withdrawn is refused.

Exit code: 0 done, 1 with --dry-run: there are changes to make, 2 something could not be done.

Examples:
  hotfix-lint defer hotfixes/merge.hotfix.md
  hotfix-lint defer --to 27.02 hotfixes/merge.hotfix.md
  hotfix-lint defer --verdict defer --dry-run hotfixes/")]
pub(super) struct Arguments {
    /// Proposals; with --verdict also folders
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,
    /// The release to wait for, by its name in the calendar
    #[arg(long, value_name = "RELEASE")]
    to: Option<String>,
    /// Only drafts and proposed ones with this verdict, and pass over the others
    #[arg(long, value_enum, value_name = "VERDICT")]
    verdict: Option<Wanted>,
    /// Print what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// The day of the decision, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    today: Option<Date>,
    /// Use this configuration [default: the nearest hotfix-lint.yaml above each file]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// The verdicts to select by.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Wanted {
    Defer,
    Undecided,
    Hotfix,
}

impl From<Wanted> for Verdict {
    fn from(wanted: Wanted) -> Self {
        match wanted {
            Wanted::Defer => Self::Defer,
            Wanted::Undecided => Self::Undecided,
            Wanted::Hotfix => Self::Hotfix,
        }
    }
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> io::Result<Status> {
    let Some(configurations) = Configurations::new(arguments.config.as_deref()) else {
        return Ok(Status::Failed);
    };
    let today = today(arguments.today);
    let mut status = Status::Clean;
    for path in &arguments.paths {
        if !path.is_dir() {
            status = status.max(match Document::named(path, &configurations) {
                Some(document) => defer(&document, arguments, today)?,
                None => Status::Failed,
            });
            continue;
        }
        if arguments.verdict.is_none() {
            output::error(&format!(
                "{}: is a folder; name files, or say which of its proposals with --verdict defer",
                super::configuration::shown(path)
            ));
            status = Status::Failed;
            continue;
        }
        status = status.max(defer_below(path, arguments, &configurations, today)?);
    }
    Ok(status)
}

/// Defers the proposals of a folder.
fn defer_below(
    folder: &Path,
    arguments: &Arguments,
    configurations: &Configurations,
    today: Today,
) -> io::Result<Status> {
    let found = find::find(&[folder.to_owned()]);
    let mut status = Status::Clean;
    for error in &found.errors {
        output::error(&error.to_string());
        status = Status::Failed;
    }
    let mut none = status == Status::Clean;
    for file in &found.files {
        let document = match Document::found(&file.path, configurations) {
            Ok(None) => continue,
            Ok(Some(document)) => Ok(document),
            Err(error) => Err(error),
        };
        none = false;
        status = status.max(match document {
            Ok(document) => defer(&document, arguments, today)?,
            Err(error) => {
                error.tell();
                Status::Failed
            }
        });
    }
    if none {
        let counts = what_counts(&[folder], configurations);
        let found = format!("no proposals found in {}", super::configuration::shown(folder));
        output::error_lines(&[vec![found], counts].concat());
        status = Status::Failed;
    }
    Ok(status)
}

fn defer(document: &Document, arguments: &Arguments, today: Today) -> io::Result<Status> {
    let shown = &document.shown;
    let failed = |what: String| {
        output::error(&format!("{shown}: {what}"));
        Ok(Status::Failed)
    };
    let status = document.configuration.status();
    let changed = document.with_context(today, |context| {
        let assessment = assess(&document.source, context);
        // Its verdict says nothing, either.
        if deferral::is_held_against_another(context, &assessment) {
            return Err(DeferralError::OtherPolicy.to_string());
        }
        if let Some(wanted) = arguments.verdict {
            let status = assessment.proposal.metadata.status();
            let is_open = matches!(status, ProposalStatus::Draft | ProposalStatus::Proposed);
            if !is_open || assessment.verdict != wanted.into() {
                return Ok(None);
            }
        }
        let target = deferral::target(context, &assessment, arguments.to.as_deref())
            .map_err(|error| no_target(&error))?;
        let fix = match deferral::defer(&document.source, context, &assessment, target.as_ref()) {
            Ok(fix) => fix,
            // That is what was asked for.
            Err(error @ DeferralError::AlreadyDeferred { .. }) => {
                output::note(&format!("{shown}: {error}"));
                return Ok(None);
            }
            Err(error) => return Err(document.placed(&error)),
        };
        let after = apply(document.source.text(), &fix.edits)
            .ok_or("the change does not fit the document; please report this")?;
        Ok::<_, String>(Some((target, after)))
    });
    let (target, after) = match changed {
        Ok(Some(changed)) => changed,
        Ok(None) => return Ok(status),
        Err(error) => return failed(error),
    };
    let (mut out, styled) = output::stdout();
    if arguments.dry_run {
        let look = output::look(styled, false);
        let diff = unified(document, &after, look);
        out.write_all(diff.as_bytes())?;
        return Ok(status.max(Status::Findings));
    }
    if let Err(error) = write::replace(&document.path, document.source.text(), &after) {
        output::error(&error);
        return Ok(Status::Failed);
    }
    let today = today.by(&document.configuration.config);
    let to = match &target {
        Some(Dated { name, freeze, release, .. }) if freeze == release => {
            format!("{name} (ships {release})")
        }
        Some(Dated { name, freeze, release, .. }) if *freeze <= today => {
            format!("{name} (frozen since {freeze}, ships {release})")
        }
        Some(Dated { name, freeze, release, .. }) => {
            format!("{name} (freezes {freeze}, ships {release})")
        }
        None => "the next release".to_owned(),
    };
    writeln!(
        out,
        "{}: deferred to {}",
        crate::report::escape::line(shown),
        crate::report::escape::line(&to)
    )?;
    Ok(status)
}

/// Why there is no release to wait for, and what to say on the command line instead.
fn no_target(error: &NoTarget) -> String {
    match error {
        NoTarget::HalfCalendar | NoTarget::NoneOpen => format!("{error}, or name one with --to"),
        NoTarget::NoCalendar { .. } => {
            format!("{error}, or leave --to out to wait for the next release")
        }
        NoTarget::Unknown { .. } | NoTarget::Shipped { .. } => error.to_string(),
    }
}
