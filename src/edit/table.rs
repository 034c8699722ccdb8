//! The columns of a table.

use crate::proposal::markdown::cells;
use crate::source::{Source, Span};

/// The line of the header above a row, the rule between them; `None` where there is none.
pub(super) fn header(source: &Source, row: usize) -> Option<usize> {
    let is_row = |line: &usize| source.slice(source.line_span(*line)).contains('|');
    let first = (0..row).rev().take_while(is_row).last()?;
    (first + 1 < row && is_rule(source, first + 1)).then_some(first)
}

/// Whether a row is the header of its table: a rule is below it.
pub(super) fn is_header(source: &Source, row: usize) -> bool {
    is_rule(source, row + 1) && source.slice(source.line_span(row)).contains('|')
}

/// Whether a line is the rule below a header.
fn is_rule(source: &Source, line: usize) -> bool {
    is_rule_of(source.slice(source.line_span(line)))
}

fn is_rule_of(text: &str) -> bool {
    let is_of_one = |b: u8| matches!(b, b'|' | b'-' | b':' | b' ' | b'\t' | b'>');
    text.contains('-') && text.contains('|') && text.bytes().all(is_of_one)
}

/// Text without the heads of tables that have lost their rows.
pub(super) fn without_heads(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let is_row = |at: usize| lines.get(at).is_some_and(|line| line.contains('|'));
    let is_rule = |at: usize| lines.get(at).is_some_and(|line| is_rule_of(line));
    let is_head = |at: usize| is_row(at) && is_rule(at + 1) && !is_row(at + 2);
    let is_kept = |at: usize| !is_head(at) && !at.checked_sub(1).is_some_and(is_head);
    let kept = (0..lines.len()).filter(|&at| is_kept(at)).filter_map(|at| lines.get(at).copied());
    kept.collect::<Vec<_>>().join("\n")
}

/// What the columns are called whose names stand in the line of that number.
pub(super) fn names(source: &Source, header: usize) -> Vec<&str> {
    let name = |cell: Span| source.slice(cell).trim_matches(['*', '_', ' ']);
    cells(source.text(), source.line_span(header)).map(name).collect()
}
