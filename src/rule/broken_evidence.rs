//! Evidence that goes nowhere.

use super::{Rule, Subjects, UNTIL_APPROVED, no_fixes, words};
use crate::finding::{Finding, Severity, Subject};
use std::collections::HashMap;

/// The rule.
pub const RULE: Rule = Rule {
    name: "broken-evidence",
    summary: "a placeholder instead of a link, or a file that is not there",
    docs: include_str!("docs/broken-evidence.md"),
    severity: Severity::Warning,
    statuses: UNTIL_APPROVED,
    about_waivers: false,
    check,
    fixes: no_fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    let mut seen = HashMap::new();
    for (index, answer) in subjects.assessment.answers() {
        for evidence in &answer.evidence {
            let Some(why) = &evidence.broken else { continue };
            if let Some(finding) =
                seen.get(&evidence.span).and_then(|&at: &usize| found.get_mut(at))
            {
                // Several answers point to it: then it is not one question that it concerns.
                finding.question = None;
                continue;
            }
            seen.insert(evidence.span, found.len());
            let message =
                format!("\"{}\" proves nothing: {why}", words::shortened(&evidence.target));
            found.push(Finding {
                question: Some(answer.question),
                subject: Subject::Answer(index),
                ..Finding::new(&RULE, evidence.span, message)
            });
        }
    }
}
