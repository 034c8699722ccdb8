//! What is wrong with how an answer is written: one thing, the first that holds.

use super::Subjects;
use crate::assess::Support;
use crate::finding::{Finding, Subject};
use crate::policy::{ForHotfix, Value};
use crate::proposal::Answer;
use crate::proposal::answer::Quality;
use crate::source::Span;

/// What an answer lacks. Six rules share the answers among them; each asks for its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lack {
    /// Nothing is written.
    Written,
    /// The words are no answer.
    Answer(Span),
    /// The words are the template's.
    OwnWords(Span),
    /// The words leave it open.
    Certainty(Span),
    /// No value can be told from what is written.
    Value,
    /// The claim has nothing to check.
    Evidence,
}

/// The first thing that `answer`, which counts, lacks; `None` where it will do.
pub(super) fn lack(subjects: &Subjects<'_>, answer: &Answer) -> Option<Lack> {
    let question = subjects.policy().question(answer.question);
    let reading = &answer.reading;
    match reading.quality {
        // An optional question left blank claims nothing, and that is all right.
        Quality::Blank => return (!question.optional).then_some(Lack::Written),
        Quality::NonAnswer(span) | Quality::Unknown(span) => return Some(Lack::Answer(span)),
        Quality::NotApplicable(span) if subjects.assessment.is_decisive(answer.question) => {
            return Some(Lack::Answer(span));
        }
        Quality::Placeholder(span) => return Some(Lack::OwnWords(span)),
        _ => {}
    }
    if let Some(span) = reading.leftover {
        return Some(Lack::OwnWords(span));
    }
    match reading.quality {
        Quality::Hedged(span) => Some(Lack::Certainty(span)),
        Quality::Unclear | Quality::Astride(..) | Quality::TakenBack(..) => Some(Lack::Value),
        Quality::Clear if claims_without_support(subjects, answer) => Some(Lack::Evidence),
        _ => None,
    }
}

/// Whether the answer claims something that its question wants shown, and shows nothing.
///
/// Where no answer speaks for a hotfix (is the fix shown to work?), a yes is a claim all the same.
fn claims_without_support(subjects: &Subjects<'_>, answer: &Answer) -> bool {
    let question = subjects.policy().question(answer.question);
    let claim = question.for_hotfix.unwrap_or(ForHotfix::Is(Value::YesNo(true)));
    answer.value().is_some_and(|value| claim.holds(value))
        && subjects.assessment.support(answer, subjects.context.config) == Support::Missing
}

/// One finding for each answer that counts and lacks what `pick` picks: a hint where the question is moot.
///
/// `pick` gives the words and what to say of them.
pub(super) fn report(
    subjects: &Subjects<'_>,
    rule: &super::Rule,
    found: &mut Vec<Finding>,
    pick: impl Fn(&Answer, Lack) -> Option<(Span, String)>,
) {
    for (index, answer) in subjects.assessment.answers() {
        let Some((span, message)) = lack(subjects, answer).and_then(|lack| pick(answer, lack))
        else {
            continue;
        };
        found.push(Finding {
            severity: subjects.unless_moot(answer.question, rule.severity),
            question: Some(answer.question),
            subject: Subject::Answer(index),
            ..Finding::new(rule, span, subjects.with_mootness(answer.question, message))
        });
    }
}
