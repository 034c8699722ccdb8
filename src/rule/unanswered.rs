//! A question with nothing below it.

use super::writing::{Lack, report};
use super::{Rule, Subjects, WHILE_OPEN, fixing, words};
use crate::finding::{Finding, Severity, Untried};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unanswered",
    summary: "nothing but blanks or template text below the question",
    docs: include_str!("docs/unanswered.md"),
    severity: Severity::Warning,
    statuses: WHILE_OPEN,
    about_waivers: false,
    check,
    fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    let from = found.len();
    report(subjects, &RULE, found, |answer, lack| {
        let question = subjects.policy().question(answer.question);
        (lack == Lack::Written).then(|| {
            (answer.prompt, format!("not answered yet: {}", words::what_to_write(question)))
        })
    });
    for finding in &mut found[from..] {
        finding.severity = subjects.unless_draft(finding.severity);
    }
}

fn fixes(subjects: &Subjects<'_>, finding: &Finding) -> Vec<Untried> {
    fixing::start_answer(subjects, finding)
}
