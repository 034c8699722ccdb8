//! `hotfix-lint policy`: the criteria and questions that proposals are held against.

use super::{Status, output};
use crate::policy::{Policy, builtin, load};
use crate::report::escape;
use crate::rule::nearest;
use crate::source::{Encoding, Source};
use clap::{Args, Subcommand};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

/// List and show the policies that come with the program
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hotfix-lint policy list
  hotfix-lint policy show rapids > our-policy.yaml   a policy to copy and change")]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List the built-in policies
    List,
    /// Print a built-in policy in the form a team would write it
    Show {
        /// Its name
        name: String,
    },
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> io::Result<Status> {
    match &arguments.action {
        Action::List => list(),
        Action::Show { name } => show(name),
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

/// A built-in policy by its name, or the policy in a file.
pub(super) fn find(name: &str) -> Result<Arc<Policy>, String> {
    if let Some((_, text)) = builtin::BUILTIN.iter().find(|(known, _)| *known == name) {
        return loaded(name, text);
    }
    let path = Path::new(name);
    if !path.exists() {
        return Err(format!("no built-in policy and no file is named {name}; {}", hint(name)));
    }
    let text = crate::files::read(path).map_err(|error| format!("{name}: {error}"))?;
    loaded(name, &text)
}

fn loaded(name: &str, text: &str) -> Result<Arc<Policy>, String> {
    load::load(text).map(Arc::new).map_err(|errors| {
        let source = Source::new(text);
        let lines: Vec<String> = errors
            .iter()
            .map(|error| {
                let at = source.position(error.span.start, Encoding::Utf32);
                format!(
                    "{}:{}:{}: {}",
                    escape::line(name),
                    at.line + 1,
                    at.column + 1,
                    error.message
                )
            })
            .collect();
        lines.join("\n")
    })
}
