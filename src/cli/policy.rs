//! `hotfix-lint policy`: the criteria and questions that proposals are held against.

mod backtest;
mod check;

use super::{Status, output};
use crate::policy::{Policy, builtin, load};
use crate::rule::nearest;
use crate::source::{Encoding, Source};
use clap::{Args, Subcommand};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

/// List, show and check policies, and hold them against past decisions
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hotfix-lint policy list
  hotfix-lint policy show rapids > our-policy.yaml   a policy to copy and change
  hotfix-lint policy check our-policy.yaml           every mistake in it, at its key
  hotfix-lint policy backtest hotfixes               how often it agrees with what was decided")]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List the built-in policies
    #[command(after_help = "Example:\n  hotfix-lint policy list")]
    List,
    /// Print a built-in policy in the form a team would write it
    #[command(after_help = "\
Exit code: 0 printed, 2 no policy has that name.

Example:
  hotfix-lint policy show rapids > our-policy.yaml")]
    Show {
        /// Its name
        name: String,
    },
    Check(check::Arguments),
    Backtest(backtest::Arguments),
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> io::Result<Status> {
    match &arguments.action {
        Action::List => list(),
        Action::Show { name } => show(name),
        Action::Check(arguments) => check::run(arguments),
        Action::Backtest(arguments) => backtest::run(arguments),
    }
}

fn list() -> io::Result<Status> {
    let mut out = io::stdout().lock();
    let width = builtin::BUILTIN.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    for (name, text) in builtin::BUILTIN {
        let title = load::load(text).map(|policy| policy.title).unwrap_or_default();
        writeln!(out, "{}", format!("{name:width$}  {title}").trim_end())?;
    }
    Ok(Status::Clean)
}

fn show(name: &str) -> io::Result<Status> {
    let Some((_, text)) = builtin::BUILTIN.iter().find(|(known, _)| *known == name) else {
        output::error(&format!("no built-in policy is named {name}; {}", hint(name)));
        return Ok(Status::Failed);
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(Status::Clean)
}

fn hint(name: &str) -> String {
    match nearest(name, builtin::BUILTIN.map(|(known, _)| known)) {
        Some(close) => format!("did you mean {close}?"),
        None => "`hotfix-lint policy list` names them".to_owned(),
    }
}

/// A built-in policy by its name, or the policy in a file; an empty error has been told already.
pub(super) fn find(name: &str) -> Result<Arc<Policy>, String> {
    if let Some(policy) = builtin::find(name) {
        return Ok(policy);
    }
    let path = Path::new(name);
    if !path.exists() {
        return Err(format!("no built-in policy and no file is named {name}; {}", hint(name)));
    }
    let text = crate::files::settings(path).map_err(|why| format!("{name}: {why}"))?;
    match load::load_file(&text, path).0 {
        Ok(policy) => Ok(Arc::new(policy)),
        Err(errors) => {
            tell_places(name, &text, &errors);
            Err(String::new())
        }
    }
}

/// Tells mistakes with their places, a line each.
fn tell_places(name: &str, text: &str, errors: &[load::PolicyError]) {
    let source = Source::new(text);
    let told = |error: &load::PolicyError| {
        let at = source.position(error.span.start, Encoding::Utf32);
        format!("{name}:{}:{}: {}", at.line + 1, at.column + 1, error.message)
    };
    output::error_lines(&errors.iter().map(told).collect::<Vec<_>>());
}
