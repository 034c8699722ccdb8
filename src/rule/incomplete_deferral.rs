//! Deferred to nowhere.

use super::{Rule, Subjects, fixing, nearest, words};
use crate::calendar::{Calendar, Release};
use crate::edit::deferral;
use crate::edit::yaml::Value;
use crate::finding::{Finding, Severity, Subject, Untried};
use crate::proposal::metadata::Status;

/// The rule.
pub const RULE: Rule = Rule {
    name: "incomplete-deferral",
    summary: "deferred without a target, or to a release the calendar does not know",
    docs: include_str!("docs/incomplete-deferral.md"),
    severity: Severity::Warning,
    statuses: &[Status::Deferred],
    about_waivers: false,
    check,
    fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    let target = subjects.metadata().target.as_ref().filter(|target| !target.text.is_empty());
    let calendar = subjects.context.config.calendar.as_ref();
    let first_open = || {
        let open = calendar?.open(subjects.context.today, subjects.component());
        open.into_iter().next().map(|release| release.name)
    };
    let (message, suggestion) = match (target, calendar) {
        (None, _) => {
            let first = first_open();
            let example = first.as_deref().unwrap_or("the next release");
            (format!("deferred, but to which release? add `target: {example}`"), first)
        }
        (Some(target), Some(calendar)) if subjects.target().is_none() => {
            let near = nearest(&target.text, names(subjects, calendar)).map(str::to_owned);
            let advice = match (&near, first_open()) {
                (Some(name), _) => format!("did you mean {name}?"),
                (None, Some(name)) => format!("the earliest one open is {name}"),
                (None, None) => "add it to the calendar".to_owned(),
            };
            let unknown = words::shortened(&target.text);
            (
                format!("the calendar knows no release \"{unknown}\": {advice}"),
                near.or_else(first_open),
            )
        }
        _ => return,
    };
    found.push(Finding {
        subject: Subject::Metadata("target"),
        suggestion,
        ..Finding::new(&RULE, subjects.target_place(), message)
    });
}

/// The calendar's names. Of equally near ones the first is meant: nobody defers to what has shipped.
fn names<'c>(subjects: &Subjects<'_>, calendar: &'c Calendar) -> impl Iterator<Item = &'c str> {
    let today = subjects.context.today;
    let (ahead, out): (Vec<&Release>, Vec<&Release>) =
        calendar.releases.iter().partition(|release| release.release > today);
    ahead.into_iter().chain(out).map(|release| release.name.as_str())
}

fn fixes(subjects: &Subjects<'_>, finding: &Finding) -> Vec<Untried> {
    let name = match (&finding.suggestion, &subjects.context.config.calendar) {
        (Some(name), _) => name.as_str(),
        (None, None) => deferral::NEXT_RELEASE,
        (None, Some(_)) => return Vec::new(),
    };
    let shown = if name == deferral::NEXT_RELEASE { "the next release" } else { name };
    let title = match subjects.metadata().target {
        Some(_) => format!("Change the target to {shown}"),
        None => format!("Set the target to {shown}"),
    };
    fixing::set(subjects, title, &[("target", Value::text(name))])
}
