//! The columns of a table.

use crate::proposal::markdown::cells;
use crate::source::{Source, Span};

/// The line of the header above a row, the rule between them; `None` where there is none.
pub(super) fn header(source: &Source, row: usize) -> Option<usize> {
    let text = |line: usize| source.slice(source.line_span(line));
    let is_row = |line: &usize| text(*line).contains('|');
    let first = (0..row).rev().take_while(is_row).last()?;
    let rule = first + 1;
    let is_rule = text(rule).contains('-')
        && text(rule).bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'\t'));
    (is_rule && rule < row).then_some(first)
}

/// What the columns are called whose names stand in the line of that number.
pub(super) fn names(source: &Source, header: usize) -> Vec<&str> {
    let name = |cell: Span| source.slice(cell).trim_matches(['*', '_', ' ']);
    cells(source.text(), source.line_span(header)).map(name).collect()
}
