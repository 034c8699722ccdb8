//! Deferred to a release that is out.

use super::{Rule, Subjects, fixing};
use crate::edit::yaml::Value;
use crate::finding::{Finding, Severity, Subject, Untried};
use crate::proposal::metadata::Status;

/// The rule.
pub const RULE: Rule = Rule {
    name: "overdue-deferral",
    summary: "deferred to a release that has shipped: mark it included, or defer again",
    docs: include_str!("docs/overdue-deferral.md"),
    severity: Severity::Warning,
    statuses: &[Status::Deferred],
    about_waivers: false,
    check,
    fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    let Some(target) = subjects.target() else { return };
    if target.release > subjects.context.today {
        return;
    }
    let message = format!(
        "{} shipped on {}: mark this `included` if the fix is in it, else defer it again",
        target.name, target.release
    );
    found.push(Finding {
        subject: Subject::Metadata("status"),
        suggestion: Some(Status::Included.name().to_owned()),
        ..Finding::new(&RULE, subjects.target_place(), message)
    });
}

fn fixes(subjects: &Subjects<'_>, _: &Finding) -> Vec<Untried> {
    let included = Value::text(Status::Included.name());
    let mut fixes = fixing::set(subjects, "Mark it included".to_owned(), &[("status", included)]);
    fixes.extend(fixing::defer(subjects, false));
    fixes
}
