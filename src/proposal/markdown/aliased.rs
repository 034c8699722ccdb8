//! A line that has a question's alias, or a criterion's name, and may be an answer all the same.

use super::marks::{Mark, MarkKind, QuestionMark};
use super::tail;
use crate::policy::{Kind, Policy, QuestionId};
use crate::proposal::Layout;
use crate::source::{Source, Span};

/// Whether the words at `mark` are a plain line and state something: an alias or id that asks nothing, without the marks
/// of a prompt (a colon, a question mark, emphasis, a box). Below the question's own prompt they can be what is said of it.
pub(super) fn is_answer(source: &Source, policy: &Policy, mark: &QuestionMark) -> bool {
    let is_plain =
        matches!(mark.layout, Layout::Line | Layout::Item) && mark.tick.is_none() && !mark.bracket;
    if !is_plain {
        return false;
    }
    let line = source.line_span(source.line_of(mark.prompt.start));
    let before = source.slice(Span::new(line.start, mark.prompt.start.max(line.start)));
    let between = source.slice(Span::new(mark.prompt.end, mark.rest.max(mark.prompt.end)));
    let behind = source.slice(Span::new(mark.rest, line.end.max(mark.rest)));
    let marked =
        before.contains(['*', '_', '#', '`', '<']) && !before.trim_start().starts_with("* ");
    !marked && states(policy, mark.question, source.slice(mark.prompt), between, behind)
}

/// Whether `words`, an alias or the id of a question, state something rather than ask it again. What is `between` them
/// and the words `behind` tells: a colon, or a dash before an answer.
pub(super) fn states(
    policy: &Policy,
    question: QuestionId,
    words: &str,
    between: &str,
    behind: &str,
) -> bool {
    let hint = between.find('(').and_then(|open| Some((open, between.rfind(')')?)));
    let (near, far) = match hint {
        Some((open, close)) if open < close => (&between[..open], &between[close..]),
        _ => (between, ""),
    };
    let is_in = |marks: &[char]| near.contains(marks) || far.contains(marks);
    let marked = is_in(&[':', '：', '?', '？', '*', '_', '='])
        || is_in(&['-', '–', '—', '→']) && begins_answer(behind);
    let question = policy.question(question);
    let is_name = || {
        let is_alias = question.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(words));
        is_alias || is_id(&question.id, words)
    };
    !marked && !asks(words) && is_name()
}

/// Whether words ask, as prompts do.
fn asks(words: &str) -> bool {
    words.ends_with(['?', '？'])
        || words.contains(" or ")
        || words.split(' ').next().is_some_and(tail::begins_question)
}

/// Whether `words` are an id, written as words are: `No string changes`.
fn is_id(id: &str, words: &str) -> bool {
    let written = words.split(' ').filter(|word| !word.is_empty());
    written.clone().count() > 1
        && id.split('-').map(str::to_lowercase).eq(written.map(str::to_lowercase))
}

/// Whether a text begins with a word that answers: "yes, …", "none".
pub(in crate::proposal) fn begins_answer(text: &str) -> bool {
    const ANSWERS: [&str; 12] =
        ["yes", "no", "y", "n", "none", "true", "false", "nope", "yep", "unknown", "tbd", "n/a"];
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '/').unwrap_or(text.len());
    ANSWERS.iter().any(|word| word.eq_ignore_ascii_case(&text[..end]))
}

/// Takes out the marks of criteria whose names answer the question above them, which nothing else answers: "No
/// workaround" below "Is there even a workaround?".
pub(super) fn drop_answers(source: &Source, policy: &Policy, marks: &mut Vec<Mark>) {
    let answers = |three: &[Mark]| match &three[0].kind {
        MarkKind::Question(asked) => is_answer_of(source, policy, asked, &three[1], three.get(2)),
        _ => false,
    };
    let ends = 1..marks.len();
    let found: Vec<bool> =
        ends.map(|at| answers(&marks[at - 1..marks.len().min(at + 2)])).collect();
    let mut found = std::iter::once(false).chain(found);
    marks.retain(|_| !found.next().unwrap_or_default());
}

/// Whether the mark of a criterion is the answer to the question `asked`, one of the criterion's own, right above it.
fn is_answer_of(
    source: &Source,
    policy: &Policy,
    asked: &QuestionMark,
    mark: &Mark,
    next: Option<&Mark>,
) -> bool {
    let MarkKind::Criterion { criterion, span, level: None, rest: Some(_) } = mark.kind else {
        return false;
    };
    if policy.question(asked.question).criterion != criterion
        || asked.row.is_some()
        || asked.tick.is_some()
    {
        return false;
    }
    let line = source.line_span(source.line_of(span.start));
    let text = |from: usize, to: usize| source.text().get(from..to).unwrap_or_default();
    let before = text(line.start, span.start);
    let words = source.slice(span);
    let behind = text(span.end, line.end);
    let denies = ["no", "not", "cannot"]
        .iter()
        .any(|no| words.split(' ').next().is_some_and(|first| first.eq_ignore_ascii_case(no)));
    let indent = before.len() - before.trim_start().len();
    let markers = before.trim();
    let is_plain = match markers {
        "" | ">" => true,
        "-" | "*" | "+" => indent > asked.indent || asked.layout != Layout::Item,
        _ => denies && markers.bytes().all(|b| matches!(b, b'*' | b'_')),
    };
    let near = behind.split('(').next().unwrap_or_default();
    // A name that denies nothing heads the questions below it, unless it can be an option: "Safe".
    let heads = || match next.map(|next| &next.kind) {
        Some(MarkKind::Question(next)) => !matches!(next.layout, Layout::Heading(_)),
        _ => false,
    };
    let is_choice = matches!(policy.question(asked.question).kind, Kind::Choice(_));
    let states = denies || is_choice && matches!(asked.layout, Layout::Heading(_)) && !heads();
    is_plain
        && states
        && !asks(words)
        && !near.contains([':', '：', '?', '？', '='])
        && text(asked.rest, line.start)
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '>' | '#'))
            .is_empty()
}
