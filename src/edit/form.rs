//! The questions as an issue template: a form for GitHub, a description for GitLab. What people send with either reads as
//! a proposal.

use super::front_matter::scalar;
use super::new::{guidance, headings, one_line};
use crate::policy::{Kind, Policy};
use std::fmt::Write as _;

/// The label that the issues get.
const LABEL: &str = "hotfix-proposal";
const DESCRIPTION: &str = "Argue that a bug deserves a hotfix, outside of the planned releases";

/// A GitHub issue form, for `.github/ISSUE_TEMPLATE/`: one field for each question, so that an answer and its evidence
/// stay together. No field is required: a proposal may begin with what is known.
pub fn github_form(policy: &Policy) -> String {
    let mut out = format!(
        "# The questions of the policy {}; `hotfix-lint new --format github-form` writes them anew.\n\
        name: Hotfix proposal\ndescription: {}\nlabels: [{LABEL}]\nbody:\n",
        one_line(&policy.name),
        scalar(DESCRIPTION)
    );
    for criterion in &policy.criteria {
        let _ = write!(
            out,
            "  - type: markdown\n    attributes:\n      value: |\n        ## {}\n",
            one_line(&criterion.title)
        );
        let why = one_line(&criterion.why);
        if !why.is_empty() {
            let _ = write!(out, "\n        {why}\n");
        }
        for question in criterion.questions.iter().map(|&id| policy.question(id)) {
            let field = if question.kind == Kind::Count { "input" } else { "textarea" };
            let _ = write!(
                out,
                "  - type: {field}\n    id: {}\n    attributes:\n      label: {}\n      description: {}\n",
                scalar(&question.id),
                scalar(&one_line(&question.prompt)),
                scalar(&sentences(&guidance(question, false)))
            );
            let example = one_line(&question.example);
            if !example.is_empty() {
                let _ = writeln!(out, "      placeholder: {}", scalar(&example));
            }
        }
    }
    out
}

/// A GitLab description template, for `.gitlab/issue_templates/`.
pub fn gitlab_template(policy: &Policy) -> String {
    // A quick action in the first line is no part of an answer.
    let mut out = format!("/label ~{LABEL}\n");
    headings(&mut out, policy);
    out
}

/// Lines as one paragraph.
fn sentences(lines: &[String]) -> String {
    lines.iter().fold(String::new(), |mut text, line| {
        if !text.is_empty() {
            text.push_str(if text.ends_with(char::is_alphanumeric) { ". " } else { " " });
        }
        text + line
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::{Assessment, Context, assess};
    use crate::config::Config;
    use crate::policy::Verdict;
    use crate::policy::builtin::{self, BUILTIN};
    use crate::proposal::Format;
    use crate::proposal::answer::Quality;
    use crate::settings::Reader;
    use crate::source::Source;
    use std::sync::Arc;

    fn assessed(policy: &Arc<Policy>, text: &str) -> Assessment {
        let config = Config { policy: policy.clone(), ..Config::default() };
        let today = "2026-11-22".parse().unwrap();
        let context = Context {
            format: Format::Markdown,
            config: &config,
            today,
            exists: None,
            policies: None,
            given: None,
        };
        assess(&Source::new(text), &context)
    }

    /// The body that GitHub makes of a form: the labels as headings, `_No response_` where nothing was written.
    fn sent(policy: &Policy, answer: impl Fn(&str) -> Option<&'static str>) -> String {
        policy.questions.iter().fold(String::new(), |mut body, question| {
            let answer = answer(&question.id).unwrap_or("_No response_");
            let _ = write!(body, "### {}\n\n{answer}\n\n", one_line(&question.prompt));
            body
        })
    }

    #[test]
    fn what_is_sent_with_a_form_is_a_proposal() {
        let policy = builtin::rapids();
        let blank = assessed(&policy, &sent(&policy, |_| None));
        assert_eq!(blank.proposal.answers.len(), policy.questions.len());
        assert!(blank.proposal.answers.iter().all(|a| a.reading.quality == Quality::Blank));
        let full = assessed(
            &policy,
            &sent(&policy, |id| match id {
                "incorrect-results" => Some("Yes:\n\n```python\nmerge(a, b)\n```"),
                "common-function" => Some("Yes, 90 % of all sessions"),
                "common-input" => Some("Common, 80 % of all tables"),
                "workaround-exists" => Some("No, casting and pinning were tried and failed"),
                _ => None,
            }),
        );
        assert_eq!(full.verdict, Verdict::Hotfix);
    }

    #[test]
    fn every_policy_gives_a_form_and_a_template() {
        for (name, _) in BUILTIN {
            let policy = builtin::find(name).unwrap();
            let form = github_form(&policy);
            let mut reader = Reader::new(&form);
            assert!(reader.root().is_some() && reader.finish().is_empty(), "{form}");
            assert_eq!(form.matches("\n    id: ").count(), policy.questions.len());
            let template = assessed(&policy, &gitlab_template(&policy));
            let asked: Vec<_> = template.proposal.answers.iter().map(|a| a.question).collect();
            assert_eq!(asked, policy.question_ids().collect::<Vec<_>>());
            assert!(template.proposal.answers.iter().all(|a| a.reading.quality == Quality::Blank));
        }
    }
}
