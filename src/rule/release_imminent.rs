//! The next release is close: waiting may be better.

use super::{Rule, Subjects, WHILE_OPEN, fixing, words};
use crate::assess::NextRelease;
use crate::finding::{Finding, Severity, Untried};
use crate::proposal::answer::Quality;
use crate::proposal::metadata::Status;

/// The rule.
pub const RULE: Rule = Rule {
    name: "release-imminent",
    summary: "the next freeze or release is within `timing.within-days`, or the next release is frozen: waiting may be better",
    docs: include_str!("docs/release-imminent.md"),
    severity: Severity::Warning,
    statuses: WHILE_OPEN,
    about_waivers: false,
    check,
    fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    let Some(next) = &subjects.assessment.next_release else { return };
    let is_far = |day| !subjects.assessment.is_near(subjects.context, day);
    let frozen = next.days_to_freeze <= 0;
    if !frozen && is_far(next.release.freeze) && is_far(next.release.release) {
        return;
    }
    let critical = subjects.is_critical();
    let advice = if critical {
        "; critical exposure need not wait for it"
    } else {
        ": waiting may be better"
    };
    // What is critical need not wait, and a draft without a word asks for nothing yet: it is worth knowing all the same.
    let is_only_told = critical || is_untouched(subjects);
    found.push(Finding {
        severity: if is_only_told { Severity::Information } else { RULE.severity },
        ..Finding::new(&RULE, subjects.title(), format!("{}{advice}", what_comes(next, subjects)))
    });
}

/// Whether it is a draft in which nothing is answered.
fn is_untouched(subjects: &Subjects<'_>) -> bool {
    let proposal = subjects.proposal();
    let nothing = |quality: &Quality| matches!(quality, Quality::Blank | Quality::Placeholder(_));
    subjects.status() == Status::Draft
        && proposal.answers.iter().all(|answer| nothing(&answer.reading.quality))
}

fn what_comes(next: &NextRelease, subjects: &Subjects<'_>) -> String {
    let release = &next.release;
    let ships = words::on_day(release.release, next.days_to_release);
    let working_days = || {
        let days = &subjects.context.config.working_days;
        words::working_days_left(days.left(subjects.context.today, release.freeze))
    };
    if release.freeze == release.release {
        format!("{} ships {ships}, {}", release.name, working_days())
    } else if next.days_to_freeze <= 0 {
        format!("{} is frozen since {} and ships {ships}", release.name, release.freeze)
    } else {
        let freezes = words::on_day(release.freeze, next.days_to_freeze);
        format!("{} freezes {freezes}, {}, and ships {ships}", release.name, working_days())
    }
}

fn fixes(subjects: &Subjects<'_>, _: &Finding) -> Vec<Untried> {
    fixing::defer(subjects, true)
}
