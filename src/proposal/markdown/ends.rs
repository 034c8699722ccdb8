//! Where an answer ends.

use super::blocks::Blocks;
use super::line;
use super::marks::{Mark, MarkKind, QuestionMark};
use crate::proposal::Layout;
use crate::source::{Source, Span};

/// Where the answer to the question `mark`, the one at `marks[index]` or a repetition of it, ends.
pub(super) fn end_of(
    source: &Source,
    blocks: &Blocks,
    marks: &[Mark],
    index: usize,
    mark: &QuestionMark,
) -> usize {
    let end = marks[index + 1..]
        .iter()
        .find(|next| match (&next.kind, mark.layout) {
            (MarkKind::Heading { level, .. }, Layout::Heading(own)) => *level <= own,
            (MarkKind::Other { indent }, layout) => {
                layout == Layout::Item && *indent <= mark.indent && is_blank_line(source, mark.rest)
            }
            _ => true,
        })
        .map_or(source.text().len(), |next| next.entry);
    let end = end.max(mark.rest);
    let end = rule_before(source, blocks, mark, end).unwrap_or(end);
    markup_end(source, mark, end).unwrap_or(end)
}

/// Whether nothing stands in the line from byte `at` on.
fn is_blank_line(source: &Source, at: usize) -> bool {
    let line = source.line_span(source.line_of(at));
    source.slice(Span::new(at, line.end.max(at))).trim_matches([' ', '\t', '*', '_']).is_empty()
}

/// A rule across the page ends what was said above it. Right below the question it is an ornament.
fn rule_before(source: &Source, blocks: &Blocks, mark: &QuestionMark, end: usize) -> Option<usize> {
    let rules = &blocks.rules[blocks.rules.partition_point(|rule| *rule < mark.rest)..];
    if rules.first().is_none_or(|rule| *rule >= end) {
        return None;
    }
    let asked = source.line_of(mark.rest);
    let rule = rules.iter().find(|rule| source.line_of(**rule) > asked + 1)?;
    (*rule < end).then(|| source.line_start(*rule))
}

/// An answer in a list or table of HTML ends with its entry or row.
fn markup_end(source: &Source, mark: &QuestionMark, end: usize) -> Option<usize> {
    let text = source.text();
    let before = &text[source.line_start(mark.prompt.start)..mark.prompt.start];
    if !before.contains('<') {
        return None;
    }
    let answer = text.get(mark.rest..end)?;
    let found = if before.contains("<dt") {
        ["</dl", "<dt"].iter().filter_map(|tag| answer.find(tag)).min()
    } else if before.contains("<td") || before.contains("<th") {
        answer.find("</tr")
    } else {
        None
    };
    found.map(|at| mark.rest + at)
}

/// Where the words below a quote begin that an answer in `span` begins with, as replies do: `None` where all of it is
/// quoted, or the first words are not.
pub(super) fn behind_quote(source: &Source, mark: &QuestionMark, span: Span) -> Option<usize> {
    let quotes = |at: usize| {
        let line = source.line_span(source.line_of(at));
        source.slice(line).trim_start().starts_with('>')
    };
    if mark.row.is_some() || quotes(mark.prompt.start) || !is_blank_line(source, span.start) {
        return None;
    }
    let mut was_quoted = false;
    for number in source.line_of(span.start) + 1..source.line_count() {
        let line = source.line_span(number);
        if line.start >= span.end {
            break;
        }
        let words = source.slice(line).trim();
        let is_quote = quotes(line.start) && line::start(source.text(), line).at > line.start;
        match () {
            () if words.is_empty() => {}
            () if is_quote => was_quoted = true,
            () if was_quoted => return Some(line.start),
            // "On Monday Bob wrote:"
            () if words.ends_with("wrote:") => {}
            () => return None,
        }
    }
    None
}
