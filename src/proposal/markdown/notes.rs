//! What is said at the foot of a document and belongs to where its label stands: footnotes, `[^1]: See #512`, and the
//! references of a mail, `[1] https://example.org/survey`.

use super::blocks::Blocks;
use crate::order;
use crate::source::{Source, Span};
use std::collections::HashSet;

/// A footnote or reference, with the lines that belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// What stands between the brackets; of a footnote without its `^`.
    pub(super) label: Span,
    /// From the bracket to the end of its last line.
    pub(super) span: Span,
}

/// How long a label is at most.
const LONGEST: usize = 60;

/// The notes from byte `from` on: a footnote ends before a blank line that no indented one follows, another footnote, a
/// heading, or a line that asks a question; a reference is one line.
pub(super) fn read(
    source: &Source,
    from: usize,
    blocks: &Blocks,
    asks: &impl Fn(usize) -> bool,
) -> Vec<Note> {
    let text = source.text();
    let mut notes: Vec<Note> = Vec::new();
    let mut references: Vec<Note> = Vec::new();
    for at in memchr::memchr_iter(b'[', &text.as_bytes()[from..]).map(|at| from + at) {
        let blanks = text.as_bytes()[..at].iter().rev().take_while(|b| **b == b' ').take(4).count();
        let before = text.as_bytes()[..at - blanks].last();
        if blanks > 3 || !before.is_none_or(|b| matches!(b, b'\n' | b'\r')) && at - blanks > from {
            continue;
        }
        let line = source.line_of(at);
        let is_known = notes.last().is_some_and(|note| at < note.span.end);
        if let Some(label) = footnote_label(source, line) {
            if !is_known && !blocks.is_code(at) {
                notes.push(Note { label, span: Span::new(at, footnote_end(source, line, asks)) });
            }
        } else if let Some(label) = reference_label(source, line)
            && !(is_known || blocks.is_code(at) || asks(line))
        {
            references.push(Note { label, span: Span::new(at, source.line_span(line).end) });
        }
    }
    if !references.is_empty() {
        notes.append(&mut named(source, blocks, references));
        order::by_key(&mut notes, |note| note.span.start);
    }
    notes
}

/// The references that something names. The numbers are one list: where one of them is named, all are.
fn named(source: &Source, blocks: &Blocks, mut references: Vec<Note>) -> Vec<Note> {
    let labels = labels(source.text(), blocks);
    let is_named = |note: &Note| labels.contains(source.slice(note.label));
    let is_number = |note: &Note| source.slice(note.label).bytes().all(|b| b.is_ascii_digit());
    let is_list = references.iter().any(|note| is_number(note) && is_named(note));
    references.retain(|note| if is_number(note) { is_list } else { is_named(note) });
    references
}

/// Where the footnote ends that begins in `line`.
fn footnote_end(source: &Source, line: usize, asks: &impl Fn(usize) -> bool) -> usize {
    let mut last = line;
    for next in line + 1..source.line_count() {
        let words = source.slice(source.line_span(next));
        let ends = words.starts_with('#') || footnote_label(source, next).is_some() || asks(next);
        let goes_on = last + 1 == next || words.starts_with(['\t']) || words.starts_with("    ");
        if ends || !words.trim().is_empty() && !goes_on {
            break;
        }
        if !words.trim().is_empty() {
            last = next;
        }
    }
    source.line_span(last).end
}

/// The label of the footnote that a line begins: `[^label]:`.
fn footnote_label(source: &Source, line: usize) -> Option<Span> {
    let (start, label) = label_in(source, line)?;
    let name = label.strip_prefix('^')?;
    let is_one = !name.is_empty() && !name.contains(char::is_whitespace);
    let behind = source.text().get(start + label.len()..)?;
    (is_one && behind.starts_with("]:")).then(|| Span::new(start + 1, start + label.len()))
}

/// The label of the reference that a line begins and that is nothing but it and an address: `[1] https://...`, `[1]: ...`.
fn reference_label(source: &Source, line: usize) -> Option<Span> {
    let (start, label) = label_in(source, line)?;
    let behind = source.text().get(start + label.len() + 1..source.line_span(line).end)?;
    let colon = behind.strip_prefix(':');
    let is_number = !label.is_empty() && label.bytes().all(|b| b.is_ascii_digit());
    let address = colon.unwrap_or(behind).trim();
    let address = address.strip_prefix('<').unwrap_or(address);
    let leads = ["http://", "https://"].iter().any(|scheme| address.starts_with(scheme));
    let fits =
        leads && (is_number && !address.contains(' ') || colon.is_some() && !label.is_empty());
    fits.then(|| Span::new(start, start + label.len()))
}

/// What stands between the brackets that a line begins with, and where.
fn label_in(source: &Source, line: usize) -> Option<(usize, &str)> {
    let span = source.line_span(line);
    let words = source.slice(span);
    let rest = words.trim_start_matches(' ');
    let inner = rest.strip_prefix('[')?;
    let close = memchr::memchr(b']', &inner.as_bytes()[..inner.len().min(LONGEST)])?;
    Some((span.end - inner.len(), &inner[..close]))
}

/// What stands between brackets anywhere but in code and at the beginning of a line.
fn labels<'a>(text: &'a str, blocks: &Blocks) -> HashSet<&'a str> {
    let bytes = text.as_bytes();
    let label = |at: usize| {
        let inner = text.get(at + 1..)?;
        let near = &inner.as_bytes()[..inner.len().min(LONGEST)];
        let close = memchr::memchr(b']', near)?;
        let line = text[..at].trim_end_matches(' ');
        let begins = line.is_empty() || line.ends_with(['\n', '\r']);
        (!begins && !blocks.is_code(at)).then(|| &inner[..close])
    };
    memchr::memchr_iter(b'[', bytes).filter_map(label).collect()
}
