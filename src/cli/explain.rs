//! `hotfix-lint explain`: the page of a rule, a question or a criterion.

use super::configuration::Configurations;
use super::{Status, output};
use crate::policy::{Policy, builtin, load, page};
use crate::report;
use crate::rule::{self, RULES, nearest};
use clap::Args;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

/// Explain a rule, a question or a criterion
#[derive(Debug, Args)]
#[command(after_help = "\
Questions and criteria are those of the policy configured here, then those of the built-in policies.
Without a name, everything that can be explained is listed.

Exit code: 0 explained, 2 nothing has that name.

Examples:
  hotfix-lint explain missing-evidence
  hotfix-lint explain average-user")]
pub(super) struct Arguments {
    /// The name of a rule, a question or a criterion
    #[arg(value_name = "RULE|QUESTION")]
    name: Option<String>,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> io::Result<Status> {
    let (mut out, styled) = output::stdout();
    let look = output::look(styled, false);
    let policies = policies();
    let Some(name) = arguments.name.as_deref() else {
        out.write_all(report::page::rendered(&list(&policies), look).as_bytes())?;
        return Ok(Status::Clean);
    };
    let asked = name.trim().to_lowercase();
    let page = match rule::find(&asked) {
        Some(rule) => Some(rule.docs.trim_end().to_owned() + "\n"),
        None => policies.iter().find_map(|policy| {
            let criterion = || policy.find_criterion(&asked).map(|id| policy.criterion(id));
            match policy.find_question(&asked) {
                Some(id) => Some(page::question(policy, id)),
                None => criterion().map(|criterion| page::criterion(policy, criterion)),
            }
        }),
    };
    if let Some(page) = page {
        out.write_all(report::page::rendered(&page, look).as_bytes())?;
        return Ok(Status::Clean);
    }
    let rules = RULES.iter().map(|rule| rule.name);
    let asked_names = policies.iter().flat_map(|policy| {
        let questions = policy.questions.iter().map(|question| question.id.as_str());
        questions.chain(policy.criteria.iter().map(|criterion| criterion.id.as_str()))
    });
    output::error(&match nearest(&asked, rules.chain(asked_names)) {
        Some(close) => {
            format!("no rule, question or criterion is named {name}; did you mean {close}?")
        }
        None => {
            format!(
                "no rule, question or criterion is named {name}; `hotfix-lint explain` lists them all"
            )
        }
    });
    Ok(Status::Failed)
}

/// The policy that holds here, then the built-in ones.
fn policies() -> Vec<Arc<Policy>> {
    let here = Configurations::default().of_folder(Path::new("."));
    let mut policies: Vec<Arc<Policy>> =
        here.ok().and_then(|configuration| configuration.policy()).into_iter().collect();
    for (name, text) in builtin::BUILTIN {
        if policies.iter().all(|policy| policy.name != name)
            && let Ok(policy) = load::load(text)
        {
            policies.push(Arc::new(policy));
        }
    }
    policies
}

fn list(policies: &[Arc<Policy>]) -> String {
    let mut out = "# Rules\n\n".to_owned();
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    for rule in &RULES {
        let _ = writeln!(out, "    {:width$}  {}", rule.name, rule.summary);
    }
    // The questions of one policy are a list to read; those of all are not.
    if let Some(policy) = policies.first() {
        let width = policy.questions.iter().map(|q| q.id.len()).max().unwrap_or_default();
        for criterion in &policy.criteria {
            let _ = writeln!(out, "\n# {}: {}\n", criterion.id, criterion.title);
            for &id in &criterion.questions {
                let question = policy.question(id);
                let _ = writeln!(out, "    {:width$}  {}", question.id, question.prompt);
            }
        }
    }
    out
}
