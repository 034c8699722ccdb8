//! Words that leave the answer open.

use super::writing::{Lack, report};
use super::{Rule, Subjects, WHILE_OPEN, no_fixes, words};
use crate::finding::{Finding, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    name: "hedged-answer",
    summary: "probably and the like: say how to find out",
    docs: include_str!("docs/hedged-answer.md"),
    severity: Severity::Warning,
    statuses: WHILE_OPEN,
    about_waivers: false,
    check,
    fixes: no_fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    report(subjects, &RULE, found, |answer, lack| {
        let Lack::Certainty(span) = lack else { return None };
        let question = subjects.policy().question(answer.question);
        let hedge = words::shortened(subjects.source.slice(span));
        Some((span, format!("\"{hedge}\" leaves it open: {}", words::how_to_find_out(question))))
    });
}
