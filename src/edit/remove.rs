//! Taking words, lines and whole entries out without leaving a hole.

use super::insert::{Marks, marks_len};
use super::{Edit, lines};
use crate::proposal::answer::Quality;
use crate::proposal::markdown::{border, borders};
use crate::proposal::{Answer, Layout};
use crate::source::{Source, Span};

/// Removes a question with its answer and the blank lines behind it. What stands behind the answer and only may belong
/// to it stays.
pub fn entry(source: &Source, answer: &Answer) -> Vec<Edit> {
    let owns_lines = source.line_start(answer.entry.start) == answer.entry.start
        && (source.next_line(answer.entry.end.saturating_sub(1)) == answer.entry.end);
    if !owns_lines {
        // A key among others on one line.
        return among_others(source, answer.entry);
    }
    let mut span = Span::new(answer.entry.start, own_end(source, answer));
    if answer.layout != Layout::Row && answer.layout != Layout::Key {
        let behind = source.text().get(span.end..).unwrap_or_default();
        let next = span.end + (behind.len() - behind.trim_start().len());
        let above = source.text().get(..span.start).unwrap_or_default();
        let blank_above =
            above.trim_end_matches([' ', '\t']).is_empty() || is_blank_above(source, span.start);
        // The blank lines around it become those of one side.
        if blank_above && next < source.text().len() {
            span.end = source.line_start(next);
        } else if blank_above {
            span.start = text_end_above(source, span.start);
        }
    }
    lines::remove(source, [span], 0)
}

/// One past the lines that are plainly the question's: an item's own, or a paragraph's with the blocks behind it, and in
/// any case those up to the words that answer.
fn own_end(source: &Source, answer: &Answer) -> usize {
    let is_item = answer.layout == Layout::Item;
    if !is_item && answer.layout != Layout::Line {
        return answer.entry.end;
    }
    let line_at = |at: usize| source.slice(source.line_span(source.line_of(at)));
    let base = indent(line_at(answer.prompt.start));
    let said = said_until(answer);
    let mut end = source.next_line(answer.prompt.end);
    let mut is_apart = false;
    for line in source.line_of(answer.prompt.end) + 1..source.line_count() {
        let span = source.line_span(line);
        if span.start >= answer.entry.end {
            break;
        }
        if indent(source.slice(span)).is_none() {
            is_apart = true;
            continue;
        }
        // A line of code belongs where its fence does.
        let code = &answer.content.code;
        let code = code.get(code.partition_point(|code| code.span.end <= span.start));
        let code = code.filter(|code| code.span.start < span.end);
        let text = code.map_or(source.slice(span), |code| line_at(code.span.start));
        let is_block = code.is_some() || Marks::of(&text[..marks_len(text)]) != Marks::None;
        let is_own = match is_item {
            _ if indent(text) > base => true,
            true => !is_apart && !is_block,
            false => !is_apart || is_block,
        };
        if !is_own && span.start >= said {
            break;
        }
        end = source.next_line(span.start);
        is_apart = false;
    }
    end.min(answer.entry.end)
}

/// One past the words and boxes that an answer is read from.
fn said_until(answer: &Answer) -> usize {
    let words = match answer.reading.quality {
        Quality::NonAnswer(words)
        | Quality::Unknown(words)
        | Quality::NotApplicable(words)
        | Quality::Placeholder(words)
        | Quality::Hedged(words)
        | Quality::Astride(words, _)
        | Quality::TakenBack(_, words)
        | Quality::TwoBoxes(_, words) => Some(words),
        Quality::Blank | Quality::Unclear | Quality::Clear => None,
    };
    let words = words.into_iter().chain(answer.reading.value_span);
    let boxes = answer.content.boxes.iter().map(|tick| tick.span.cover(tick.label));
    words.chain(boxes).map(|span| span.end).max().unwrap_or(answer.prompt.end)
}

/// How far a line is indented within its quote; `None` for a blank one.
fn indent(line: &str) -> Option<usize> {
    let inner = line.trim_start_matches('\u{feff}');
    let quoted = inner.len() - inner.trim_start_matches([' ', '\t', '>']).len();
    let quote = inner[..quoted].rfind('>').map_or(0, |at| at + 1);
    let blanks = &inner[quote..quoted];
    (quoted < inner.trim_end().len())
        .then(|| blanks.chars().fold(0, |at, c| if c == '\t' { at + 4 - at % 4 } else { at + 1 }))
}

/// The line below the last text before byte `at`: at the end of a document blank lines go as well.
fn text_end_above(source: &Source, at: usize) -> usize {
    let above = source.text().get(..at).unwrap_or_default().trim_end();
    if above.is_empty() { at } else { source.next_line(above.len()).min(at) }
}

fn is_blank_above(source: &Source, at: usize) -> bool {
    let line = source.line_of(at);
    line > 0 && source.slice(source.line_span(line - 1)).trim().is_empty()
}

/// An entry of a flow mapping, with the comma that belongs to it.
fn among_others(source: &Source, span: Span) -> Vec<Edit> {
    let before = source.text().get(..span.start).unwrap_or_default().trim_end();
    if before.ends_with(',') {
        return vec![Edit::remove(Span::new(before.len() - 1, span.end))];
    }
    let behind = source.text().get(span.end..).unwrap_or_default();
    let rest = behind.trim_start().strip_prefix(',').map(str::trim_start);
    let end = rest.map_or(span.end, |rest| source.text().len() - rest.len());
    vec![Edit::remove(Span::new(span.start, end))]
}

/// Whether nothing but markers stands beside words in their line or cell, and no sentence of the line above goes on.
pub fn is_all(source: &Source, span: Span) -> bool {
    let first = source.line_of(span.start);
    let line = source.line_span(first);
    let mut before = Span::new(line.start, span.start);
    let mut behind = Span::new(span.end, source.line_span(source.line_of(span.end)).end);
    let is_marker = |c: char| !c.is_alphanumeric() && c != '|';
    let in_cell = source.slice(before).trim_start_matches(['>', ' ', '\t']).starts_with('|');
    if in_cell {
        let text = source.text();
        let open = borders(text, before).last().map_or(before.start, |border| border + 1);
        before = Span::new(open, before.end);
        behind = Span::new(behind.start, border(text, behind).unwrap_or(behind.end));
    }
    let (before, behind) = (source.slice(before), source.slice(behind));
    let above = first.checked_sub(1).map_or("", |above| source.slice(source.line_span(above)));
    let above = above.trim_end_matches([' ', '\t', '*', '_', '>']);
    let is_new = in_cell
        || before.trim_start_matches([' ', '\t', '>']).starts_with(|c: char| !c.is_alphanumeric())
        || above.is_empty()
        || above.ends_with(['.', '!', '?', ':', '>', '|', '-', ')', ']']);
    is_new && [before, behind].iter().all(|beside| beside.chars().all(is_marker))
}

/// Words with the marks right before and behind them that are the same: `*describe it here*`.
fn with_emphasis(source: &Source, mut span: Span) -> Span {
    let bytes = source.text().as_bytes();
    while let (Some(before), Some(behind)) =
        (span.start.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(span.end))
        && before == behind
        && matches!(before, b'*' | b'_' | b'`' | b'"')
    {
        span = Span::new(span.start - 1, span.end + 1);
    }
    span
}

/// Words with what else is on their lines, where that is only the marker of an item or a quote and a full stop: without
/// the words they would say nothing.
fn with_markers(source: &Source, span: Span) -> Span {
    let start = source.line_start(span.start);
    let end = source.line_span(source.line_of(span.end)).end;
    let before = source.slice(Span::new(start, span.start));
    let behind = source.slice(Span::new(span.end, end));
    let is_marker = |c: char| matches!(c, ' ' | '\t' | '>' | '-' | '*' | '+' | '•' | '_');
    let marked = before.contains(['>', '-', '*', '+', '•']) && before.chars().all(is_marker);
    let ends = behind.chars().all(|c| matches!(c, ' ' | '\t' | '*' | '_' | '.'));
    // An item may go on below.
    let next = source.text().get(end..).unwrap_or_default();
    let next = next.lines().find(|line| !line.trim().is_empty()).and_then(indent);
    let goes_on = next > indent(source.slice(Span::new(start, end)));
    if marked && ends && !goes_on { Span::new(start, end) } else { span }
}

/// Removes what is left of a template, with the emphasis around it, and with the marker of an item or a quote that has
/// nothing else.
pub fn leftover(source: &Source, span: Span) -> Vec<Edit> {
    words(source, with_markers(source, with_emphasis(source, span)))
}

/// Removes words: their lines where nothing else stands on them, else the words and the blanks before them.
pub fn words(source: &Source, span: Span) -> Vec<Edit> {
    let first = source.line_span(source.line_of(span.start));
    let last = source.line_span(source.line_of(span.end));
    let before = source.slice(Span::new(first.start, span.start));
    let behind = source.slice(Span::new(span.end, last.end));
    let is_blank = |text: &str| text.trim_matches(['\u{feff}', ' ', '\t']).is_empty();
    if is_blank(before) && is_blank(behind) && !before.starts_with('\u{feff}') {
        let mut lines = Span::new(first.start, source.next_line(span.end));
        let next = source.line_span(source.line_of(lines.end));
        if is_blank_above(source, first.start)
            && next.start == lines.end
            && is_blank(source.slice(next))
        {
            lines.end = source.next_line(next.start).max(lines.end);
        } else if lines.end == source.text().len() {
            lines.start = text_end_above(source, lines.start);
        }
        return lines::remove(source, [lines], 0);
    }
    let gap = before.len() - before.trim_end_matches([' ', '\t']).len();
    if is_blank(behind) || behind.starts_with([' ', '\t', '.', ',']) {
        return vec![Edit::remove(Span::new(span.start - gap, span.end))];
    }
    let gap = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    vec![Edit::remove(Span::new(span.start, span.end + gap))]
}
