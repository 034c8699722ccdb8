//! Deferred, though the answers say hotfix and the wait is long.

use super::{Rule, Subjects};
use crate::assess::days;
use crate::finding::{Change, Finding, Safety, Severity, Subject, Untried};
use crate::policy::Verdict;
use crate::proposal::metadata::Status;

/// The rule.
pub const RULE: Rule = Rule {
    name: "questionable-deferral",
    summary: "deferred, though the verdict is hotfix and the target's freeze is more than 30 days off",
    docs: include_str!("docs/questionable-deferral.md"),
    severity: Severity::Information,
    statuses: &[Status::Deferred],
    about_waivers: false,
    check,
    fixes,
};

/// A wait longer than this, in days, is worth a second thought.
const LONG: i32 = 30;

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    let Some(target) = subjects.target() else { return };
    let wait = days(subjects.context.today, target.freeze);
    if subjects.assessment.verdict != Verdict::Hotfix || wait <= LONG {
        return;
    }
    let message = format!(
        "the answers say hotfix, and {} takes fixes for {wait} days yet: is that not too long to wait?",
        target.name
    );
    found.push(Finding {
        subject: Subject::Metadata("target"),
        ..Finding::new(&RULE, subjects.target_place(), message)
    });
}

fn fixes(_: &Subjects<'_>, _: &Finding) -> Vec<Untried> {
    let title = "Reopen".to_owned();
    vec![Untried { title, safety: Safety::Review, preferred: false, change: Change::Reopen }]
}
