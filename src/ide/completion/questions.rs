//! Questions that are not asked yet, written as those of the document are.

use super::cursor::{Cursor, Step};
use super::settings::key_item;
use super::text::{Stop, Text};
use super::{About, Asked, Completion, CompletionKind, Completions, Place, answers};
use crate::edit::insert::{self, Marks};
use crate::edit::scalar;
use crate::order;
use crate::policy::{CriterionId, Policy, QuestionId};
use crate::proposal::Answer;
use crate::proposal::metadata::keys::ANSWER;
use crate::proposal::yaml_tree::ScalarStyle;
use crate::rule::words;

/// What is typed of a question before it is taken for prose, in characters.
const TYPED: usize = 80;

/// Questions at the beginning of a line of Markdown.
pub(super) fn offer(place: &Place<'_>) -> Option<Completions> {
    let assessment = place.assessment;
    let line = place.source.line_span(place.source.line_of(place.offset));
    let begun = place.begun();
    let is_asked = |answer: &Answer| line.contains(answer.prompt) && Some(answer.prompt) != begun;
    if place.asked == Asked::Blank
        || !place.after.trim_start_matches(super::is_word).trim().is_empty()
        || assessment.proposal.answers.iter().any(is_asked)
    {
        return None;
    }
    let behind = insert::marks_len(place.before);
    let marks = &place.before[..behind];
    let written = &place.before[behind..];
    // Emphasis that is typed already is not typed again.
    let text = written.trim_start_matches(['*', '_']);
    if text.chars().count() > TYPED {
        return None;
    }
    let model =
        insert::line_at(place.source, &assessment.policy, &assessment.proposal, place.offset);
    // A bullet below a question that is a heading begins its answer.
    let fits = Marks::of(marks) == Marks::None || Marks::of(marks) == model.marks();
    if text.is_empty() && !fits {
        return None;
    }
    let in_prose = marks.trim().is_empty() && !text.is_empty();
    let item = |question: QuestionId| Completion {
        text: on_line(place, &model, question, marks, written.len() > text.len()),
        label: assessment.policy.question(question).prompt.clone(),
        ..named(place, question)
    };
    let items = missing(place)
        .into_iter()
        .filter(|&question| !in_prose || begins(&assessment.policy, question, text))
        .map(item);
    let found = place.in_place_of(text.len(), items.collect());
    Some(Completions { incomplete: in_prose, ..found })
}

/// Whether one of a question's names begins with `text`.
fn begins(policy: &Policy, question: QuestionId, text: &str) -> bool {
    let question = policy.question(question);
    let lower = text.to_lowercase();
    let mut names = question.aliases.iter().chain([&question.prompt, &question.id]);
    names.any(|name| name.to_lowercase().starts_with(&lower))
}

/// A question behind the marks that are there, or with those of its like.
fn on_line(
    place: &Place<'_>,
    like: &insert::Line<'_>,
    question: QuestionId,
    marks: &str,
    emphasized: bool,
) -> Text {
    let written = like.ask(question);
    let head = if emphasized {
        written.head.trim_start_matches(['*', '_']).to_owned()
    } else if marks.trim().is_empty() {
        let own = written.marks.trim_start_matches(marks);
        format!("{own}{}", written.head)
    } else {
        written.head
    };
    let words = answers::words(&place.assessment.policy, question);
    let stop = if words.is_empty() { Stop::Anything } else { Stop::OneOf(words) };
    Text::with_stop(head, stop, written.tail)
}

/// The questions that are not asked: those that can change the verdict first, of them those of the criterion that the
/// cursor stands in.
fn missing(place: &Place<'_>) -> Vec<QuestionId> {
    let assessment = place.assessment;
    let here = criterion_at(place);
    let begun = place.begun();
    let policy = &assessment.policy;
    let is_missing =
        |id: &QuestionId| assessment.answer(*id).is_none_or(|answer| Some(answer.prompt) == begun);
    let mut missing: Vec<QuestionId> = policy.question_ids().filter(is_missing).collect();
    order::by_key(&mut missing, |&id| {
        (!assessment.is_decisive(id), here != Some(policy.question(id).criterion), id)
    });
    missing
}

fn criterion_at(place: &Place<'_>) -> Option<CriterionId> {
    let proposal = &place.assessment.proposal;
    let sections = proposal.criteria.iter().filter(|c| c.section.touches(place.offset));
    let before = |answer: &&Answer| answer.prompt.end <= place.offset;
    sections.map(|place| place.criterion).next_back().or_else(|| {
        let answer = proposal.answers.iter().rev().find(before)?;
        Some(place.assessment.policy.question(answer.question).criterion)
    })
}

fn named(place: &Place<'_>, id: QuestionId) -> Completion {
    let policy = &place.assessment.policy;
    let question = policy.question(id);
    let title = &policy.criterion(question.criterion).title;
    let moot = question.for_hotfix.is_some() && !place.assessment.is_decisive(id);
    Completion {
        label: question.id.clone(),
        filter: String::new(),
        detail: if moot { words::MOOT.to_owned() } else { title.clone() },
        kind: CompletionKind::Question,
        text: Text::default(),
        about: About::Question(question.id.clone()),
    }
}

// YAML: `rest` is the path below `answers`.

/// The keys that can stand below `answers`, or below one of its keys.
pub(super) fn in_yaml(
    place: &Place<'_>,
    rest: &[Step],
    cursor: &Cursor,
    colon: bool,
) -> Vec<Completion> {
    let policy = &place.assessment.policy;
    let assessment = place.assessment;
    let lexicon = &policy.lexicon;
    let below = match rest {
        [] => None,
        [Step::Key(key)] if lexicon.question(key).is_none() => match lexicon.criterion(key) {
            Some(criterion) => Some(criterion),
            None => return Vec::new(),
        },
        _ if asked_by(policy, rest).is_some() => {
            return ANSWER.iter().map(|key| key_item(key, cursor.flow, colon)).collect();
        }
        _ => return Vec::new(),
    };
    let style = insert::key_style(place.source, policy, &assessment.proposal);
    let fits =
        |id: &QuestionId| below.is_none_or(|criterion| policy.question(*id).criterion == criterion);
    let grouped = below.is_none() && style.grouped;
    let groups = policy.criterion_ids().filter(|&id| {
        let places = &assessment.proposal.criteria;
        grouped && places.iter().all(|place| place.criterion != id)
    });
    let group = |id: CriterionId| {
        let criterion = policy.criterion(id);
        let text = if colon { criterion.id.clone() } else { format!("{}:", criterion.id) };
        Completion {
            label: criterion.id.clone(),
            filter: String::new(),
            detail: criterion.title.clone(),
            kind: CompletionKind::Key,
            text: Text::plain(text),
            about: About::Words(criterion.why.clone()),
        }
    };
    let question = |id: QuestionId| {
        let own = policy.question(id);
        let name = if style.prompts { &own.prompt } else { &own.id };
        Completion {
            label: name.clone(),
            text: key_text(place, cursor, id, name, style.nested, colon),
            ..named(place, id)
        }
    };
    // A question that stands beside the groups is read all the same, but it is not how the document is written.
    let questions = missing(place).into_iter().filter(|id| !grouped && fits(id)).map(question);
    groups.map(group).chain(questions).collect()
}

/// A key with room for its answer, as the document's own keys have it.
fn key_text(
    place: &Place<'_>,
    cursor: &Cursor,
    id: QuestionId,
    name: &str,
    nested: bool,
    colon: bool,
) -> Text {
    let key = scalar::write(name, ScalarStyle::Plain, ScalarStyle::Double, cursor.flow);
    if colon {
        return Text::plain(key);
    }
    let starts = answers::in_yaml(&place.assessment.policy, id, false);
    let words: Vec<String> = starts.iter().map(|start| start.text.as_plain()).collect();
    let stop = if words.is_empty() { Stop::Anything } else { Stop::OneOf(words) };
    let indent = &place.before[..place.before.len() - place.before.trim_start().len()];
    match (nested, cursor.flow) {
        (false, _) => Text::with_stop(format!("{key}: "), stop, ""),
        (true, true) => Text::with_stop(format!("{key}: {{ answer: "), stop, " }"),
        (true, false) => {
            let eol = place.source.line_ending();
            Text::with_stop(format!("{key}:{eol}{indent}  answer: "), stop, "")
        }
    }
}

/// The question whose value, or the mapping that has it, the path leads to.
pub(super) fn asked_by(policy: &Policy, rest: &[Step]) -> Option<QuestionId> {
    let keys: Vec<&str> = rest
        .iter()
        .map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Item(_) => None,
        })
        .collect::<Option<_>>()?;
    let named = |key: &str| policy.lexicon.question(key);
    match keys[..] {
        [key] | [key, "answer"] if named(key).is_some() => named(key),
        [_, key] | [_, key, "answer"] => named(key),
        _ => None,
    }
}
