//! Evidence that goes nowhere.

use super::{Rule, Subjects, UNTIL_APPROVED, no_fixes, words};
use crate::finding::{Finding, Severity, Subject};
use std::collections::HashMap;

/// The rule.
pub const RULE: Rule = Rule {
    name: "broken-evidence",
    summary: "a placeholder instead of a link, a file that is not there, an issue that does not exist or was closed as no bug",
    docs: include_str!("docs/broken-evidence.md"),
    severity: Severity::Warning,
    statuses: UNTIL_APPROVED,
    about_waivers: false,
    check,
    fixes: no_fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    let message =
        |target: &str, why: &str| format!("\"{}\" proves nothing: {why}", words::shortened(target));
    let tracker = &subjects.context.config.tracker;
    for issue in &subjects.metadata().issues {
        if let Some(why) = tracker.refutes(&issue.text) {
            found.push(Finding {
                subject: Subject::Metadata("issue"),
                ..Finding::new(&RULE, issue.span, message(&issue.text, &why))
            });
        }
    }
    let mut seen = HashMap::new();
    for (index, answer) in subjects.assessment.answers() {
        for evidence in &answer.evidence {
            let Some(why) = evidence.proves_nothing() else { continue };
            if let Some(finding) =
                seen.get(&evidence.span).and_then(|&at: &usize| found.get_mut(at))
            {
                // Several answers point to it: then it is not one question that it concerns.
                finding.question = None;
                continue;
            }
            seen.insert(evidence.span, found.len());
            found.push(Finding {
                question: Some(answer.question),
                subject: Subject::Answer(index),
                ..Finding::new(&RULE, evidence.span, message(&evidence.target, why))
            });
        }
    }
}
