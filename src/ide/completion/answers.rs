//! What an answer can begin with, where a question has none yet or no more than a word.

use super::text::{Stop, Text};
use super::{About, Completion, CompletionKind, Completions, Place, word_len};
use crate::edit::insert::{Marks, marks_len};
use crate::edit::{answer, scalar};
use crate::policy::{ForHotfix, Kind, Policy, QuestionId, Value};
use crate::proposal::markdown::answer_label;
use crate::proposal::yaml_tree::ScalarStyle;
use crate::proposal::{Answer, Layout};
use crate::source::Span;

/// What is looked through between a prompt and its answer.
const NEAR: usize = 200;

/// The answers of the question that the cursor is behind, in Markdown.
pub(super) fn offer(place: &Place<'_>) -> Option<Completions> {
    let typed = word_len(place.before);
    let word = place.offset - typed;
    let is_open = |answer: &&Answer| {
        let between = place.source.slice(Span::new(answer.prompt.end, word));
        answer.span.end <= place.offset.max(word) + place.after.trim_end().len()
            && without_comments(between).is_some_and(|between| is_room(place, answer, &between))
    };
    let mut before = place.assessment.proposal.answers.iter().rev();
    let answer = before.find(|answer| answer.prompt.end <= word).filter(is_open)?;
    // Behind the prompt itself a question mark or a colon comes first, and a prompt that is only begun is a question.
    if word == answer.prompt.end || place.begun() == Some(answer.prompt) {
        return None;
    }
    let items = starts(&place.assessment.policy, answer.question);
    (!items.is_empty()).then(|| place.in_place_of(typed, items.into_iter().map(plain).collect()))
}

/// What is written apart from comments, which templates explain themselves in; `None` where one is still open, or where
/// it is too much to be looked through.
fn without_comments(between: &str) -> Option<String> {
    let mut written = String::new();
    let mut rest = between;
    while let Some((before, comment)) = rest.split_once("<!--") {
        written.push_str(before);
        (_, rest) = comment.split_once("-->")?;
    }
    written.push_str(rest);
    (written.len() < NEAR).then_some(written)
}

/// Whether what stands between a prompt and the cursor, on however many lines, leaves room for the answer.
fn is_room(place: &Place<'_>, answer: &Answer, between: &str) -> bool {
    let line = between.rfind(['\n', '\r']).map(|at| at + 1);
    let (above, begun) = between.split_at(line.unwrap_or(between.len()));
    above.trim_matches(|c: char| c.is_whitespace() || ":?*_`\"'|>-#]".contains(c)).is_empty()
        && (line.is_none() || may_answer(place, answer, begun))
}

/// Whether what stands at the beginning of a line below a question leaves room for its answer. A sibling item, a
/// heading, a row and bold words begin something else.
fn may_answer(place: &Place<'_>, answer: &Answer, begun: &str) -> bool {
    if answer.layout == Layout::Row || answer.content.boxes.iter().any(|tick| tick.ticked) {
        return false;
    }
    let (marks, rest) = begun.split_at(marks_len(begun));
    let source = place.source;
    let asked = source.slice(source.line_span(source.line_of(answer.prompt.start)));
    let fits = match Marks::of(marks) {
        Marks::Heading | Marks::Row => false,
        Marks::Item => {
            answer.layout != Layout::Item || indent(begun) > indent(asked) || has_siblings(place)
        }
        Marks::None => true,
    };
    fits && rest[answer_label(rest).unwrap_or(0)..].trim().is_empty()
}

/// Whether questions of this document are answered in the item behind theirs.
fn has_siblings(place: &Place<'_>) -> bool {
    let source = place.source;
    let line_at = |at: usize| source.slice(source.line_span(source.line_of(at)));
    place.assessment.proposal.answers.iter().any(|answer| {
        let (asked, said) = (line_at(answer.prompt.start), line_at(answer.span.start));
        answer.layout == Layout::Item
            && !answer.content.prose.is_blank()
            && source.line_of(answer.span.start) != source.line_of(place.offset)
            && source.line_of(answer.span.start) > source.line_of(answer.prompt.end)
            && Marks::of(&said[..marks_len(said)]) == Marks::Item
            && indent(said) <= indent(asked)
    })
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t', '>']).len()
}

/// The answers of a question, as a value in YAML; `quoted` where the cursor is in quotes.
pub(super) fn in_yaml(policy: &Policy, question: QuestionId, quoted: bool) -> Vec<Completion> {
    let item = |start: Start| {
        let lower = start.word.to_lowercase();
        // YAML would make a boolean of a yes, and take it from whoever reads the file next.
        let style = ScalarStyle::Plain;
        let text = if quoted || matches!(policy.question(question).kind, Kind::Count) {
            Text::plain(lower.as_str())
        } else {
            to_go_on(scalar::write(&lower, style, ScalarStyle::Double, false))
        };
        Completion { text, ..plain(Start { word: lower, ..start }) }
    };
    starts(policy, question).into_iter().map(item).collect()
}

/// A value behind which its evidence can be written: in quotes that is before the closing one.
fn to_go_on(value: String) -> Text {
    match value.strip_suffix('"').filter(|open| open.starts_with('"')) {
        Some(open) => Text::with_stop(open, Stop::Quoted, "\""),
        None => Text::plain(value),
    }
}

/// Whether there are words that an answer can begin with.
pub(super) fn are_known(policy: &Policy, question: QuestionId) -> bool {
    !starts(policy, question).is_empty()
}

/// A word that an answer can begin with.
struct Start {
    word: String,
    speaks: bool,
    question: String,
}

fn plain(start: Start) -> Completion {
    Completion {
        text: Text::plain(start.word.clone()),
        label: start.word,
        filter: String::new(),
        detail: if start.speaks { "speaks for a hotfix" } else { "" }.to_owned(),
        kind: CompletionKind::Value,
        about: About::Question(start.question),
    }
}

/// In the policy's order, which gives away nothing about which answer is wanted.
fn starts(policy: &Policy, id: QuestionId) -> Vec<Start> {
    let question = policy.question(id);
    let speaks = |value: Value| question.for_hotfix.is_some_and(|claim| claim.holds(value));
    let start = |(word, value): (String, Value)| Start {
        word,
        speaks: speaks(value),
        question: question.id.clone(),
    };
    let words = answer::options(question).into_iter();
    match &question.kind {
        Kind::YesNo => words.zip([true, false].map(Value::YesNo)).map(start).collect(),
        Kind::Choice(_) => words.zip((0..).map(Value::Choice)).map(start).collect(),
        Kind::Count => counts(question.for_hotfix)
            .into_iter()
            .map(|n| start((n.to_string(), Value::Count(n))))
            .collect(),
        Kind::Text => Vec::new(),
    }
}

/// Numbers worth offering: small ones, and those at which a hotfix begins to be spoken for.
fn counts(claim: Option<ForHotfix>) -> Vec<u32> {
    const SMALL: u32 = 5;
    let Some(ForHotfix::MoreThan(threshold) | ForHotfix::Is(Value::Count(threshold))) = claim
    else {
        return Vec::new();
    };
    if threshold < SMALL {
        return (0..=threshold + 1).collect();
    }
    vec![0, threshold, threshold.saturating_add(1)]
}
