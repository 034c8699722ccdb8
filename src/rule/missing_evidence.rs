//! A claim with nothing to check.

use super::writing::{Lack, report};
use super::{Rule, Subjects, UNTIL_APPROVED, words};
use crate::edit::cut_off::CutOff;
use crate::edit::{Edit, answer, cut_off, scalar};
use crate::finding::{Finding, Safety, Severity, Subject, Untried};
use crate::policy::EvidenceNeed;
use crate::proposal::Answer;
use crate::proposal::evidence::EvidenceKind;
use crate::proposal::yaml_tree::ScalarStyle;

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

fn message(subjects: &Subjects<'_>, written: &Answer) -> String {
    let question = subjects.policy().question(written.question);
    let add = words::what_to_add(question);
    let need = &question.evidence;
    let wants_words = need.any_of.contains(&EvidenceKind::Explanation)
        || need.all_of.contains(&EvidenceKind::Explanation);
    if written.evidence.iter().any(|evidence| evidence.proves_nothing().is_some()) {
        return format!("the evidence given does not hold: {add}");
    }
    let value = written
        .value()
        .map(|value| subjects.policy().value_name(written.question, value))
        .unwrap_or_default();
    if let Some(lost) = cut_off::find(subjects.source, subjects.proposal(), written) {
        let comment = words::shortened(subjects.source.slice(lost.comment));
        let part = part(written, &lost);
        return format!(
            "\"{value}\" comes with nothing to check: YAML takes {comment} for a comment; put the {part} in quotes"
        );
    }
    if let Some(given) = half(need, written) {
        let add = words::asked_of(&question.kind, &lacking(need, written), "add");
        return format!("\"{value}\" comes with {given} alone: {add}");
    }
    if wants_words {
        format!("\"{value}\" alone is not enough to weigh: {add}")
    } else {
        format!("\"{value}\" comes with nothing to check: {add}")
    }
}

/// What the comment belongs to.
fn part(written: &Answer, lost: &CutOff) -> &'static str {
    let is_answer = written.reading.value_span.is_some_and(|value| lost.before.contains(value));
    if is_answer { "answer" } else { "evidence" }
}

/// Of evidence that is all asked for, and of the one kind beside it, what is there; nothing where none of it is, or nothing
/// else is asked for.
fn half(need: &EvidenceNeed, written: &Answer) -> Option<String> {
    let named = |kind: &EvidenceKind| match kind {
        EvidenceKind::Explanation => "an explanation".to_owned(),
        kind => words::with_article(*kind, need.min_words),
    };
    let is_given = |kind: &&EvidenceKind| is_given(need, written, **kind);
    let one = need.any_of.iter().filter(|kind| !need.all_of.contains(kind)).find(is_given);
    let given: Vec<String> = need.all_of.iter().filter(is_given).chain(one).map(named).collect();
    (!given.is_empty() && lacking(need, written).is_some()).then(|| words::all(&given))
}

/// What is asked for and not there.
fn lacking(need: &EvidenceNeed, written: &Answer) -> EvidenceNeed {
    let is_given = |kind: &EvidenceKind| is_given(need, written, *kind);
    let any_of = if need.any_of.iter().any(is_given) { &[][..] } else { &need.any_of };
    let all_of = need.all_of.iter().filter(|kind| !is_given(kind)).copied().collect();
    EvidenceNeed { all_of, any_of: any_of.to_vec(), ..*need }
}

/// Whether the answer has evidence of this kind that holds.
fn is_given(need: &EvidenceNeed, written: &Answer, kind: EvidenceKind) -> bool {
    written.evidence.iter().any(|given| {
        given.is(kind)
            && given.proves_nothing().is_none()
            && (given.kind != EvidenceKind::Explanation || given.words >= need.min_words)
    })
}

/// Puts the answer, or its evidence, and what YAML takes for a comment in quotes. Words may have been meant as a comment.
fn quote(subjects: &Subjects<'_>, written: &Answer) -> Option<Untried> {
    let lost = cut_off::find(subjects.source, subjects.proposal(), written)?;
    if !lost.is_reference(subjects.source) {
        return None;
    }
    let whole = lost.whole();
    let text = subjects.source.slice(whole);
    let quoted = scalar::write(text, ScalarStyle::Double, ScalarStyle::Double, false);
    Some(Untried {
        title: format!("Put the {} in quotes", part(written, &lost)),
        safety: Safety::Safe,
        preferred: true,
        change: vec![Edit::replace(whole, quoted)].into(),
    })
}

fn fixes(subjects: &Subjects<'_>, finding: &Finding) -> Vec<Untried> {
    let Subject::Answer(index) = finding.subject else { return Vec::new() };
    let Some(written) = subjects.proposal().answers.get(index) else { return Vec::new() };
    let need = lacking(&subjects.policy().question(written.question).evidence, written);
    let kinds = need.all_of.iter().chain(&need.any_of).take(MOST_STUBS);
    let stub = |&kind: &EvidenceKind| {
        let edits = answer::stub(subjects.source, subjects.proposal(), written, kind)?;
        let title = format!("Make room for {}", words::with_article(kind, need.min_words));
        Some(Untried { title, safety: Safety::Review, preferred: false, change: edits.into() })
    };
    quote(subjects, written).into_iter().chain(kinds.filter_map(stub)).collect()
}

/// More than a few choices are none.
const MOST_STUBS: usize = 4;
