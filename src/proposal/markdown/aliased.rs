//! A line that has a question's alias and may be its answer all the same.

use super::marks::QuestionMark;
use super::tail;
use crate::policy::Policy;
use crate::proposal::Layout;
use crate::source::{Source, Span};

/// Whether the words at `mark` are a plain line and state something: an alias that asks nothing, without the marks of a
/// prompt (a colon, a question mark, emphasis, a box). Below the question's own prompt they can be what is said of it.
pub(super) fn is_answer(source: &Source, policy: &Policy, mark: &QuestionMark) -> bool {
    let is_plain =
        matches!(mark.layout, Layout::Line | Layout::Item) && mark.tick.is_none() && !mark.bracket;
    if !is_plain {
        return false;
    }
    let line = source.line_span(source.line_of(mark.prompt.start));
    let before = source.slice(Span::new(line.start, mark.prompt.start.max(line.start)));
    let behind = source.slice(Span::new(mark.prompt.end, mark.rest.max(mark.prompt.end)));
    let marked = before.contains(['*', '_', '#', '`', '<'])
        && !before.trim_start().starts_with("* ")
        || behind.contains([':', '：', '?', '？', '*', '_', '=']);
    let words = source.slice(mark.prompt);
    let asks = words.ends_with(['?', '？'])
        || words.contains(" or ")
        || words.split(' ').next().is_some_and(tail::begins_question);
    let aliases = &policy.question(mark.question).aliases;
    !marked && !asks && aliases.iter().any(|alias| alias.eq_ignore_ascii_case(words))
}
