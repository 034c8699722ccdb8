//! `hotfix-lint schema`: JSON Schemas, for editors that check YAML, and of what is printed for scripts.

use super::{Status, output, policy};
use crate::schema::{Subject, schema};
use clap::{Args, ValueEnum};
use std::io::{self, Write as _};

/// Print the JSON Schema of a proposal, a configuration or a policy, or of what the program prints
#[derive(Debug, Args)]
#[command(after_help = "\
Editors that check YAML by schemas take one from the first line of a file:

  # yaml-language-server: $schema=./proposal.schema.json

Exit code: 0 printed, 2 the policy cannot be used.

Examples:
  hotfix-lint schema proposal > proposal.schema.json
  hotfix-lint schema policy
  hotfix-lint schema check > check.schema.json     what `check --format json` prints")]
pub(super) struct Arguments {
    /// What the schema describes
    #[arg(value_enum)]
    subject: Name,
    /// Whose questions a proposal answers: a built-in policy or a policy file [default: as configured]
    #[arg(long, value_name = "POLICY")]
    policy: Option<String>,
}

/// What a schema can describe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Name {
    /// A proposal in YAML, or the front matter of one in Markdown
    Proposal,
    /// `hotfix-lint.yaml`
    Config,
    /// A policy
    Policy,
    /// What `check --format json` prints
    Check,
    /// What `report --format json` prints
    Report,
}

impl From<Name> for Subject {
    fn from(name: Name) -> Self {
        match name {
            Name::Proposal => Self::Proposal,
            Name::Config => Self::Config,
            Name::Policy => Self::Policy,
            Name::Check => Self::Check,
            Name::Report => Self::Report,
        }
    }
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> io::Result<Status> {
    let found = match &arguments.policy {
        Some(name) => policy::find(name),
        None => super::new::configured(None),
    };
    let policy = match found {
        Ok(policy) => policy,
        Err(error) => {
            if !error.is_empty() {
                output::error(&error);
            }
            return Ok(Status::Failed);
        }
    };
    let text = schema(arguments.subject.into(), &policy);
    io::stdout().write_all(text.as_bytes())?;
    Ok(Status::Clean)
}
