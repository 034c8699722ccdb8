//! From the marks of a document to its answers: which text belongs to which question, and what it amounts to.

use super::blocks::Blocks;
use super::ends::end_of;
use super::marks::{Mark, MarkKind, QuestionMark};
use super::{aliased, body, ends, pointer};
use crate::policy::{CriterionId, Policy, QuestionId, Value};
use crate::proposal::answer::{self, Quality, Reading};
use crate::proposal::content::Content;
use crate::proposal::known::Known;
use crate::proposal::metadata::Metadata;
use crate::proposal::reading::{self, Place};
use crate::proposal::{Answer, Layout, evidence};
use crate::source::{Source, Span};

/// Reads the answer to each question that is asked.
pub(super) fn read(
    source: &Source,
    policy: &Policy,
    metadata: &Metadata,
    blocks: &Blocks,
    marks: &[Mark],
    known: Option<&Known<'_>>,
) -> Vec<Answer> {
    let sections = pointer::Sections::new(source, blocks, marks);
    let sole = sole_questions(policy, marks);
    let mut answers = Vec::new();
    let mut index = 0;
    while index < marks.len() {
        let (first, implied) = match &marks[index].kind {
            MarkKind::Question(first) => (Some(first.clone()), false),
            kind => (implied(kind, &sole), true),
        };
        let Some(mut mark) = first else {
            index += 1;
            continue;
        };
        let entry = marks[index].entry;
        let mut content =
            read_body(source, blocks, &mark, end_of(source, policy, blocks, marks, index, &mark));
        let only_heads = implied || is_asked_below(marks, index, &mark);
        if only_heads && is_template(policy, &mark, &content) {
            index += 1;
            continue;
        }
        // The same question again with nothing but template text between is the template's prompt.
        while let Some(MarkKind::Question(next)) = marks.get(index + 1).map(|mark| &mark.kind)
            && next.question == mark.question
            && mark.row.is_none()
            && next.row.is_none()
            && is_template(policy, &mark, &content)
        {
            index += 1;
            // "Data loss (see #12)" below "Does it lose data?", and nothing below that, is what the author says of it.
            if aliased::is_answer(source, policy, next) {
                let end = end_of(source, policy, blocks, marks, index, &mark);
                let line = Span::new(source.next_line(next.prompt.end).min(end), end);
                let below = body::read(source, blocks, next, line);
                if is_template(policy, next, &below) && !asks_again(marks, index) {
                    content = read_body(source, blocks, &mark, end);
                    break;
                }
            }
            let inner = matches!(next.layout, Layout::Heading(_))
                && !matches!(mark.layout, Layout::Heading(_));
            mark.rest = next.rest;
            mark.tick = next.tick.or(mark.tick);
            mark.bracket |= next.bracket;
            if inner {
                mark.layout = next.layout;
            }
            content = read_body(
                source,
                blocks,
                &mark,
                end_of(source, policy, blocks, marks, index, &mark),
            );
        }
        let end = mark
            .row
            .as_ref()
            .map_or_else(|| end_of(source, policy, blocks, marks, index, &mark), |row| row.end);
        if content.span.is_empty() {
            content.span = Span::empty(mark.rest);
        }
        let last = source.text()[entry..end.max(entry)].trim_end().len() + entry;
        let next = source.next_line(last.saturating_sub(1).max(entry));
        let entry = Span::new(entry, next.max(mark.rest));
        let taken = known.and_then(|known| known.find(source, mark.question, entry, &content));
        let (reading, mut evidence) = taken.unwrap_or_else(|| {
            let reading = reading_of(source, policy, blocks, &mark, &content, end);
            let evidence = evidence::collect(source, &content, reading.value_span);
            (reading, evidence)
        });
        let pointed_to = sections.follow(source, blocks, metadata, &content, &mut evidence);
        answers.push(Answer {
            question: mark.question,
            prompt: mark.prompt,
            span: content.span,
            entry,
            layout: mark.layout,
            row: mark.row,
            content,
            reading,
            evidence,
            pointed_to,
        });
        index += 1;
    }
    tell_halves_apart(source, policy, &mut answers);
    answers
}

/// Of a question that asks for one thing or another, each half may be answered by its own name: a no to one and a yes to
/// the other below it is not the no that stands first.
fn tell_halves_apart(source: &Source, policy: &Policy, answers: &mut [Answer]) {
    let words = |answer: &Answer| source.slice(answer.prompt).to_lowercase();
    for at in 1..answers.len() {
        let Some([first, second]) = answers.get_mut(at - 1..=at) else { continue };
        let question = policy.question(first.question);
        if first.question != second.question || !question.prompt.contains(" or ") {
            continue;
        }
        let (
            Reading { value: no, value_span: Some(denied), quality: Quality::Clear, .. },
            Reading { value: yes, value_span: Some(granted), quality: Quality::Clear, .. },
        ) = (&first.reading, &second.reading)
        else {
            continue;
        };
        let differ = *no == Some(Value::YesNo(false)) && *yes == Some(Value::YesNo(true));
        let asked = words(second);
        if differ && asked != words(first) && asked != question.prompt.to_lowercase() {
            first.reading.quality = Quality::TakenBack(*denied, *granted);
            first.reading.value = None;
            first.reading.value_span = None;
        }
    }
}

/// What the answer to the question at `mark` amounts to, whose `content` goes on up to `end`.
fn reading_of(
    source: &Source,
    policy: &Policy,
    blocks: &Blocks,
    mark: &QuestionMark,
    content: &Content,
    end: usize,
) -> Reading {
    if mark.row.is_some() {
        return reading::whole(policy, mark.question, content);
    }
    let span = Span::new(mark.rest, end.max(mark.rest));
    let is_asked_in_quote = ends::is_quoted(source, mark);
    let behind_quote = if is_asked_in_quote { None } else { ends::behind_quote(source, span) };
    let question = mark.question;
    let place = Place { source, policy, question, span, behind_quote, is_asked_in_quote };
    reading::read(&place, content, |part| body::read(source, blocks, mark, part))
}

fn read_body(source: &Source, blocks: &Blocks, mark: &QuestionMark, end: usize) -> Content {
    body::read(source, blocks, mark, Span::new(mark.rest, end.max(mark.rest)))
}

/// Whether the question of a heading is asked again in its section, behind others: "Risk" above all that is asked of it.
fn is_asked_below(marks: &[Mark], index: usize, heading: &QuestionMark) -> bool {
    let Layout::Heading(level) = heading.layout else { return false };
    let ends = |mark: &Mark| match &mark.kind {
        MarkKind::Heading { level: next, .. }
        | MarkKind::Criterion { level: Some(next), .. }
        | MarkKind::Question(QuestionMark { layout: Layout::Heading(next), .. }) => *next <= level,
        MarkKind::Criterion { level: None, .. } | MarkKind::Deferral { .. } => true,
        MarkKind::Question(_)
        | MarkKind::NearMiss { .. }
        | MarkKind::Struck
        | MarkKind::Other { .. }
        | MarkKind::Table => false,
    };
    let below = marks.get(index + 1..).unwrap_or_default().iter().take_while(|mark| !ends(mark));
    below.skip(1).any(|mark| match &mark.kind {
        MarkKind::Question(again) => again.question == heading.question,
        _ => false,
    })
}

/// The only question of each criterion that has one, where that is asked nowhere: its answer may stand below the
/// criterion's heading.
fn sole_questions(policy: &Policy, marks: &[Mark]) -> Vec<Option<QuestionId>> {
    let sole = |id: CriterionId| match policy.criterion(id).questions[..] {
        [only] => Some(only),
        _ => None,
    };
    let mut sole: Vec<Option<QuestionId>> = policy.criterion_ids().map(sole).collect();
    if sole.iter().all(Option::is_none) {
        return sole;
    }
    for mark in marks {
        if let MarkKind::Question(asked) = &mark.kind {
            let criterion = policy.question(asked.question).criterion;
            if let Some(own) = sole.get_mut(usize::from(criterion.0)) {
                *own = None;
            }
        }
    }
    sole
}

/// The question that a criterion's heading asks by itself.
fn implied(kind: &MarkKind, sole: &[Option<QuestionId>]) -> Option<QuestionMark> {
    let MarkKind::Criterion { criterion, span, rest: Some(rest), level } = *kind else {
        return None;
    };
    let question = (*sole.get(usize::from(criterion.0))?)?;
    let layout = level.map_or(Layout::Line, Layout::Heading);
    Some(QuestionMark {
        question,
        prompt: span,
        rest,
        layout,
        tick: None,
        bracket: false,
        indent: 0,
        row: None,
    })
}

/// Whether the mark behind `marks[index]` asks the same question.
fn asks_again(marks: &[Mark], index: usize) -> bool {
    let question = |index: usize| match marks.get(index).map(|mark| &mark.kind) {
        Some(MarkKind::Question(mark)) => Some(mark.question),
        _ => None,
    };
    question(index) == question(index + 1)
}

/// Whether nothing of the author's stands below a prompt.
pub(super) fn is_template(policy: &Policy, mark: &QuestionMark, content: &Content) -> bool {
    let reading = answer::read(policy.question(mark.question), content);
    let nothing = content.code.is_empty()
        && content.links.is_empty()
        && content.boxes.iter().all(|b| !b.ticked);
    nothing && matches!(reading.quality, Quality::Blank | Quality::Placeholder(_))
}
