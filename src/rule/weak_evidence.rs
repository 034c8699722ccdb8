//! Evidence of a kind that does not show the claim.

use super::{Rule, Subjects, UNTIL_APPROVED, no_fixes, words};
use crate::assess::Support;
use crate::finding::{Finding, Severity, Subject};
use crate::policy::{EvidenceNeed, Truth};

/// The rule.
pub const RULE: Rule = Rule {
    name: "weak-evidence",
    summary: "evidence, but of a kind that does not show this",
    docs: include_str!("docs/weak-evidence.md"),
    severity: Severity::Information,
    statuses: UNTIL_APPROVED,
    about_waivers: false,
    check,
    fixes: no_fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    for (index, answer) in subjects.assessment.answers() {
        if subjects.assessment.fact(answer.question).truth != Truth::True {
            continue;
        }
        let question = subjects.policy().question(answer.question);
        let (evidence, message) = match subjects.assessment.support(answer, subjects.context.config)
        {
            Support::Weak(evidence) => (evidence, None),
            Support::OwnIssue(evidence) => (
                evidence,
                Some(
                    "the proposal's own issue shows that someone met the bug, not how many do: add a number or \
                     another report",
                ),
            ),
            Support::HomePage(evidence) => (
                evidence,
                Some("the home page of a site shows nothing by itself: link the page that does"),
            ),
            Support::Shown | Support::Missing => continue,
        };
        let Some(evidence) = answer.evidence.get(evidence) else { continue };
        let message = message.map_or_else(
            || {
                // All of what is all asked for is there.
                let better = EvidenceNeed { all_of: Vec::new(), ..question.evidence.clone() };
                format!(
                    "{} alone does not show this: better {}",
                    words::with_article(evidence.kind, question.evidence.min_words),
                    words::wanted(&better)
                )
            },
            str::to_owned,
        );
        found.push(Finding {
            question: Some(answer.question),
            subject: Subject::Answer(index),
            ..Finding::new(&RULE, evidence.span, message)
        });
    }
}
