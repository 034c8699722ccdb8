//! A claim with nothing to check.

use super::writing::{Lack, report};
use super::{Rule, Subjects, UNTIL_APPROVED, words};
use crate::edit::answer;
use crate::finding::{Finding, Safety, Severity, Subject, Untried};
use crate::proposal::Answer;
use crate::proposal::evidence::EvidenceKind;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-evidence",
    summary: "a claim for the hotfix with nothing to check",
    docs: include_str!("docs/missing-evidence.md"),
    severity: Severity::Warning,
    statuses: UNTIL_APPROVED,
    about_waivers: false,
    check,
    fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    report(subjects, &RULE, found, |answer, lack| {
        (lack == Lack::Evidence).then(|| (subjects.value_place(answer), message(subjects, answer)))
    });
}

fn message(subjects: &Subjects<'_>, answer: &Answer) -> String {
    let question = subjects.policy().question(answer.question);
    let add = words::what_to_add(question);
    let need = &question.evidence;
    let wants_words = need.any_of.contains(&EvidenceKind::Explanation)
        || need.all_of.contains(&EvidenceKind::Explanation);
    if answer.evidence.iter().any(|evidence| evidence.proves_nothing().is_some()) {
        return format!("the evidence given does not hold: {add}");
    }
    let value = answer
        .value()
        .map(|value| subjects.policy().value_name(answer.question, value))
        .unwrap_or_default();
    if wants_words {
        format!("\"{value}\" alone is not enough to weigh: {add}")
    } else {
        format!("\"{value}\" comes with nothing to check: {add}")
    }
}

fn fixes(subjects: &Subjects<'_>, finding: &Finding) -> Vec<Untried> {
    let Subject::Answer(index) = finding.subject else { return Vec::new() };
    let Some(written) = subjects.proposal().answers.get(index) else { return Vec::new() };
    let need = &subjects.policy().question(written.question).evidence;
    let kinds = need.all_of.iter().chain(&need.any_of).take(MOST_STUBS);
    let stub = |&kind: &EvidenceKind| {
        let edits = answer::stub(subjects.source, subjects.proposal(), written, kind)?;
        let title = format!("Make room for {}", words::with_article(kind, need.min_words));
        Some(Untried { title, safety: Safety::Review, preferred: false, change: edits.into() })
    };
    kinds.filter_map(stub).collect()
}

/// More than a few choices are none.
const MOST_STUBS: usize = 4;
