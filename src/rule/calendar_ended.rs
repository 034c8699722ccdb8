//! The calendar says nothing about the days to come.

use super::{Rule, Subjects, WHILE_OPEN, no_fixes};
use crate::finding::{Finding, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    name: "calendar-ended",
    summary: "no future release in the calendar",
    docs: include_str!("docs/calendar-ended.md"),
    severity: Severity::Information,
    statuses: WHILE_OPEN,
    about_waivers: false,
    check,
    fixes: no_fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    let Some(calendar) = &subjects.context.config.calendar else { return };
    if subjects.assessment.next_release.is_some() {
        return;
    }
    let last = calendar.releases.iter().max_by_key(|release| release.release);
    let ended = match last {
        Some(last) => {
            format!("the calendar ends with {}, which shipped on {}", last.name, last.release)
        }
        None => "the calendar has no release".to_owned(),
    };
    let message = format!("{ended}: add the next one, or nobody can tell how long waiting takes");
    found.push(Finding::new(&RULE, subjects.title(), message));
}
