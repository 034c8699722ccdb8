//! A line that is nearly a question.

use super::{Rule, Subjects, WHILE_OPEN, no_fixes, words};
use crate::finding::{Finding, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-question",
    summary: "close to a known question, but no match: did you mean …",
    docs: include_str!("docs/unknown-question.md"),
    severity: Severity::Warning,
    statuses: WHILE_OPEN,
    about_waivers: false,
    check,
    fixes: no_fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    for (index, miss) in subjects.proposal().near_misses.iter().enumerate() {
        let policy = subjects.policy();
        let message = format!(
            "no question is worded like this: did you mean {}?",
            words::prompt(policy, miss.question)
        );
        found.push(Finding {
            question: Some(miss.question),
            subject: Subject::NearMiss(index),
            suggestion: Some(policy.question(miss.question).prompt.clone()),
            ..Finding::new(&RULE, miss.span, message)
        });
    }
}
