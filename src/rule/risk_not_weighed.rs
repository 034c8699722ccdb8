//! A hotfix without a word on its risk.

use super::{Rule, Subjects, UNTIL_APPROVED, fixing, words};
use crate::finding::{Finding, Severity, Subject, Untried};
use crate::policy::{QuestionId, Verdict};
use crate::proposal::answer::Quality;

/// The rule.
pub const RULE: Rule = Rule {
    name: "risk-not-weighed",
    summary: "the verdict is hotfix, and the risk of applying or of waiting is not stated",
    docs: include_str!("docs/risk-not-weighed.md"),
    severity: Severity::Warning,
    statuses: UNTIL_APPROVED,
    about_waivers: false,
    check,
    fixes,
};

/// The questions that weigh one risk against the other, in policies that ask them.
const RISKS: [&str; 2] = ["risk-of-applying", "risk-of-waiting"];

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    if subjects.assessment.verdict != Verdict::Hotfix {
        return;
    }
    let open: Vec<QuestionId> = RISKS
        .iter()
        .filter_map(|id| subjects.policy().find_question(id))
        .filter(|&question| !is_stated(subjects, question))
        .collect();
    if open.is_empty() {
        return;
    }
    let prompts: Vec<String> =
        open.iter().map(|&question| words::prompt(subjects.policy(), question)).collect();
    let absent: Vec<QuestionId> = open
        .iter()
        .copied()
        .filter(|&question| subjects.assessment.answer(question).is_none())
        .collect();
    let message = format!("the verdict is hotfix, so weigh its risk: {}", prompts.join(" "));
    found.push(Finding {
        severity: subjects.unless_draft(RULE.severity),
        question: (open.len() == 1).then(|| open[0]),
        criterion: Some(subjects.policy().question(open[0]).criterion),
        subject: if absent.is_empty() { Subject::Document } else { Subject::Missing(absent) },
        ..Finding::new(&RULE, subjects.title(), message)
    });
}

/// Whether something is written that people can weigh, sure or not.
fn is_stated(subjects: &Subjects<'_>, question: QuestionId) -> bool {
    subjects.assessment.answer(question).is_some_and(|answer| {
        !matches!(
            answer.reading.quality,
            Quality::Blank | Quality::Placeholder(_) | Quality::NonAnswer(_) | Quality::Unknown(_)
        )
    })
}

fn fixes(_: &Subjects<'_>, finding: &Finding) -> Vec<Untried> {
    match &finding.subject {
        Subject::Missing(missing) => fixing::insert(missing, true),
        _ => Vec::new(),
    }
}
