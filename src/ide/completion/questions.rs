//! Questions that are not asked yet, written as those of the document are.

use super::cursor::{Cursor, Step};
use super::settings::key_item;
use super::text::{Stop, Text};
use super::{About, Asked, Completion, CompletionKind, Completions, Place, answers};
use crate::assess::Assessment;
use crate::edit::insert::{self, Marks};
use crate::edit::scalar;
use crate::order;
use crate::policy::{CriterionId, Policy, QuestionId};
use crate::proposal::Answer;
use crate::proposal::markdown::{ANSWER_COLUMNS, borders, notes_label, question_label};
use crate::proposal::metadata::keys::ANSWER;
use crate::proposal::yaml_tree::ScalarStyle;
use crate::rule::words;
use crate::source::Span;

/// What is typed of a question before it is taken for prose, in characters.
const TYPED: usize = 80;

/// Questions at the beginning of a line of Markdown.
pub(super) fn offer(place: &Place<'_>) -> Option<Completions> {
    let assessment = place.assessment;
    let line = place.source.line_span(place.source.line_of(place.offset));
    let begun = place.begun();
    let is_asked = |answer: &Answer| line.contains(answer.prompt) && Some(answer.prompt) != begun;
    let (marks, written) = place.before.split_at(marks_len(place)?);
    let behind = place.after.trim_start_matches(super::is_word).trim();
    if place.asked == Asked::Blank
        || !is_closing(behind, Marks::of(marks))
        || assessment.proposal.answers.iter().any(is_asked)
    {
        return None;
    }
    // Emphasis and the like that is typed already is not typed again.
    let (lead, text) = written.split_at(lead_len(written, Marks::of(marks)));
    if text.chars().count() > TYPED {
        return None;
    }
    let model =
        insert::line_at(place.source, &assessment.policy, &assessment.proposal, place.offset);
    let fits = Marks::of(marks) == Marks::None || Marks::of(marks) == model.marks();
    // A bullet below a question that is a heading begins its answer.
    if text.is_empty() && lead.is_empty() && !fits && !assessment.proposal.answers.is_empty() {
        return None;
    }
    let begun = Begun { marks, lead, is_closed: !behind.is_empty(), fits };
    let in_prose = marks.trim().is_empty() && !text.is_empty();
    let item = |question: QuestionId| Completion {
        text: on_line(place, &model, question, &begun),
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

/// How long the marks before the cursor's words are; `None` in a cell that is there for something else than a question.
fn marks_len(place: &Place<'_>) -> Option<usize> {
    let len = insert::marks_len(place.before);
    let border = borders_before(place).last().map(|at| at + 1);
    let Some(cell) = border.filter(|_| Marks::of(&place.before[..len]) == Marks::Row) else {
        return Some(len);
    };
    let names = insert::columns(place.source, place.offset).unwrap_or_default();
    let own = borders_before(place).count().saturating_sub(1);
    let is_taken = names.get(own).is_some_and(|name| {
        let label = format!("{name}:");
        ANSWER_COLUMNS.iter().any(|known| known.eq_ignore_ascii_case(name))
            || notes_label(&label) == Some(label.len())
    });
    let words = place.before[cell..].trim_start_matches([' ', '\t']);
    (!is_taken).then_some(place.before.len() - words.len())
}

/// The borders of cells in front of the cursor.
fn borders_before<'a>(place: &Place<'a>) -> impl Iterator<Item = usize> + use<'a> {
    borders(place.before, Span::new(0, place.before.len()))
}

/// What stands on a line on which a question is begun.
struct Begun<'a> {
    marks: &'a str,
    /// Emphasis, a bracket or `Q:` before the words.
    lead: &'a str,
    /// What closes them, or the cell, stands behind the cursor.
    is_closed: bool,
    /// The document's questions have marks of the same kind.
    fits: bool,
}

/// The length of what opens before the words of a question: emphasis, a bracket, `Q:`. The bracket of an item is the
/// beginning of a box.
fn lead_len(written: &str, marks: Marks) -> usize {
    let opens = |c| matches!(c, '*' | '_' | '"' | '“') || c == '[' && marks != Marks::Item;
    let mut rest = written;
    loop {
        let inner = rest.trim_start_matches(opens);
        let inner = &inner[question_label(inner).unwrap_or(0)..];
        if inner.len() == rest.len() {
            return written.len() - rest.len();
        }
        rest = inner;
    }
}

/// Whether what stands behind the cursor only closes what is open, or is the rest of a row.
fn is_closing(behind: &str, marks: Marks) -> bool {
    let closes = |c| matches!(c, '*' | '_' | ']' | '"' | '”' | ':');
    behind.chars().all(closes)
        || marks == Marks::Row
            && behind.starts_with('|')
            && behind.chars().all(|c| matches!(c, '|' | ' ' | '\t'))
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
    begun: &Begun<'_>,
) -> Text {
    let &Begun { marks, lead, .. } = begun;
    let words = like.words(question);
    if begun.is_closed {
        return Text::plain(match Marks::of(marks) {
            Marks::Row => words.replace('|', "\\|"),
            _ => words.to_owned(),
        });
    }
    let written = like.ask(question);
    let (head, tail) = match written.head.strip_prefix(lead) {
        Some(head) if begun.fits && marks.trim().is_empty() => {
            let own = if lead.is_empty() { written.marks.trim_start_matches(marks) } else { "" };
            (format!("{own}{head}"), written.tail)
        }
        Some(head) if begun.fits => (head.to_owned(), written.tail),
        _ => plain(place, marks, lead, words),
    };
    // Without a blank behind it a mark is none.
    let is_tight = !marks.trim_matches(['\u{feff}', ' ', '\t']).is_empty()
        && !marks.ends_with([' ', '\t'])
        && lead.is_empty();
    let head = if is_tight { format!(" {head}") } else { head };
    Text::with_stop(head, stop(place, question), tail)
}

/// The place of a question's answer.
fn stop(place: &Place<'_>, question: QuestionId) -> Stop {
    if answers::are_known(&place.assessment.policy, question) {
        Stop::Answer
    } else {
        Stop::Anything
    }
}

/// A question as the line at hand wants it, where no other one is like it: up to its answer, and what stands behind.
fn plain(place: &Place<'_>, marks: &str, lead: &str, words: &str) -> (String, String) {
    let is_mark = |c: char| matches!(c, '*' | '_');
    // What is opened and closed again, as in `**Q:** `, makes two runs of marks.
    let is_open = lead.split(|c| !is_mark(c)).filter(|run| !run.is_empty()).count() == 1;
    let bold: String = lead.chars().rev().filter(|&c| is_open && is_mark(c)).collect();
    let bracket = if lead.contains('[') { "]:" } else { "" };
    let quote = if lead.contains('"') {
        "\""
    } else if lead.contains('“') {
        "”"
    } else {
        ""
    };
    let closed = format!("{words}{quote}{bold}{bracket}");
    let eol = place.source.line_ending();
    match Marks::of(marks) {
        // The answer stays in the quote.
        Marks::Heading => match marks.rfind('>') {
            Some(at) => {
                let quote = &marks[..=at];
                (format!("{closed}{eol}{quote}{eol}{quote} "), String::new())
            }
            None => (format!("{closed}{eol}{eol}"), String::new()),
        },
        Marks::Row => {
            let own = borders_before(place).count();
            let cells = insert::columns(place.source, place.offset);
            let behind = cells.map_or(0, |names| names.len().saturating_sub(own + 1));
            (format!("{} | ", closed.replace('|', "\\|")), format!(" |{}", "  |".repeat(behind)))
        }
        Marks::Item | Marks::None => (format!("{closed} "), String::new()),
    }
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
        let elsewhere = here != Some(policy.question(id).criterion);
        // What nobody has to answer is asked first only where the cursor stands among such questions.
        let optional = policy.question(id).optional && elsewhere && !assessment.is_decisive(id);
        (is_moot(assessment, id) || optional, elsewhere, id)
    });
    missing
}

/// Whether an answer cannot change the verdict any more. One that nobody has to give may, once it is given.
fn is_moot(assessment: &Assessment, id: QuestionId) -> bool {
    let question = assessment.policy.question(id);
    question.for_hotfix.is_some() && !question.optional && !assessment.is_decisive(id)
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
    let moot = is_moot(place.assessment, id);
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
    let stop = stop(place, id);
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
