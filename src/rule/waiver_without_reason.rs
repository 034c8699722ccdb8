//! A waiver that does not say why.

use super::{Rule, Subjects, WHILE_OPEN, find, no_fixes};
use crate::finding::{Finding, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    name: "waiver-without-reason",
    summary: "a waiver must say why; without a reason it does not suppress",
    docs: include_str!("docs/waiver-without-reason.md"),
    severity: Severity::Warning,
    statuses: WHILE_OPEN,
    about_waivers: true,
    check,
    fixes: no_fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    for (index, waiver) in subjects.proposal().waivers.iter().enumerate() {
        // A rule that does not exist, or a waiver that is none yet, is the first thing to mend.
        let is_said = !waiver.reason.is_empty() || waiver.slip.is_some();
        if is_said || find(&waiver.rule).is_none() {
            continue;
        }
        let message = format!("say why, or this silences nothing: `allow {}: REASON`", waiver.rule);
        found.push(Finding {
            subject: Subject::Waiver(index),
            ..Finding::new(&RULE, waiver.span, message)
        });
    }
}
