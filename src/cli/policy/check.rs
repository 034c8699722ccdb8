//! `hotfix-lint policy check`: every mistake of a policy file, at its key.

use crate::cli::configuration::shown;
use crate::cli::{Status, output};
use crate::files;
use crate::policy::{Policy, load};
use crate::report::{escape, mistakes};
use crate::rule::invalid_policy;
use crate::rule::words::count;
use crate::source::Source;
use clap::Args;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Check policy files: unknown ids, questions that nothing uses, conditions that nothing can change
#[derive(Debug, Args)]
#[command(after_help = "\
Exit code: 0 all is well, 1 there are mistakes, 2 a file could not be read.

Example:
  hotfix-lint policy check our-policy.yaml")]
pub(super) struct Arguments {
    /// The policy files
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> io::Result<Status> {
    let mut status = Status::Clean;
    for file in &arguments.files {
        status = status.max(check(file)?);
    }
    Ok(status)
}

fn check(path: &Path) -> io::Result<Status> {
    let name = shown(path);
    let text = match files::settings(path) {
        Ok(text) => text,
        Err(why) => {
            output::error(&format!("{name}: {why}"));
            return Ok(Status::Failed);
        }
    };
    let (mut out, styled) = output::stdout();
    match load::load_file(&text, path).0 {
        Ok(policy) => {
            writeln!(out, "{}: {}", escape::line(&name), escape::line(&summary(&policy)))?;
            Ok(Status::Clean)
        }
        Err(errors) => {
            let look = output::look(styled, false);
            let source = Source::new(text);
            let rule = invalid_policy::RULE.name;
            out.write_all(mistakes::told(&name, &source, rule, &errors, look).as_bytes())?;
            let many = count(errors.len(), "mistake", "mistakes");
            writeln!(out, "{}: {many}", escape::line(&name))?;
            Ok(Status::Findings)
        }
    }
}

/// What the file comes to, so that an author sees what was understood.
fn summary(policy: &Policy) -> String {
    let optional = policy.questions.iter().filter(|question| question.optional).count();
    format!(
        "the policy {} asks {} ({optional} optional) in {}",
        policy.name,
        count(policy.questions.len(), "question", "questions"),
        count(policy.criteria.len(), "criterion", "criteria")
    )
}
