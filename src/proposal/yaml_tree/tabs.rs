//! Lines indented with tabs among lines indented with blanks: how deep they are meant to stand.

use super::Patch;
use super::lines::Lines;
use granit_parser::ErrorKind;

/// How many columns are tried.
const MOST_COLUMNS: usize = 8;

/// How many lines are moved, and how far: enough for what anybody writes, and the copy stays small.
const MOST_LINES: usize = 1000;
const MOST_MORE: usize = 64;

/// Whether an error is about tabs.
pub(super) fn is_about(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabNotAllowed
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar
            | ErrorKind::InvalidBlockEntryWhitespace
            | ErrorKind::InvalidMappingValueWhitespace
    )
}

/// The first line from that of `at` on with a tab in its indentation: the parser may stop at the text that such a line
/// seems to go on with.
pub(super) fn line(lines: &Lines<'_>, at: usize) -> Option<usize> {
    all(lines, at).find(|&line| is_tabbed(lines, line))
}

/// The columns that the line at `at` may be meant to begin at: that of the line below the tabs, of the line above, and of
/// what that one stands in.
pub(super) fn columns(lines: &Lines<'_>, at: usize) -> Vec<usize> {
    let below = all(lines, at).find(|&line| !is_tabbed(lines, line) && !is_blank(lines, line));
    let is_item = starts_item(lines, at);
    let below = below.map(|line| width(lines, line));
    // What goes on below an item stands two columns further.
    let below = below.and_then(|below| below.checked_sub(if is_item { 2 } else { 0 }));
    let mut columns: Vec<usize> = below.into_iter().collect();
    let mut outermost = usize::MAX;
    let mut above = lines.above(at);
    while let Some(line) = above.filter(|_| columns.len() < MOST_COLUMNS && outermost > 0) {
        let column = width(lines, line);
        if column < outermost && !is_tabbed(lines, line) {
            outermost = column;
            let words = lines.slice(lines.words(line));
            let keys = column + if words.starts_with("- ") { 2 } else { 0 };
            if words.ends_with(':') {
                columns.push(keys + 2);
            }
            columns.extend([keys, column]);
        }
        above = lines.above(line);
    }
    let mut once = Vec::new();
    for column in columns {
        if !once.contains(&column) {
            once.push(column);
        }
    }
    once
}

/// Puts the line at `at` at `column`, and the lines with tabs below it as much further as they are; `false` where it
/// stands beyond that already.
pub(super) fn indent(lines: &Lines<'_>, patch: &mut Patch, at: usize, column: usize) -> bool {
    let Some(more) = column.checked_sub(width(lines, at)).filter(|&more| more <= MOST_MORE) else {
        return false;
    };
    let tabbed = all(lines, at).take(MOST_LINES).take_while(|&line| is_tabbed(lines, line));
    let tabbed: Vec<usize> = tabbed.collect();
    for &line in &tabbed {
        patch.blank_all(lines.indent(lines.line(line)));
    }
    patch.insert_before_all(&tabbed, &" ".repeat(more));
    true
}

/// The beginnings of the lines from that of `at` on.
fn all<'l>(lines: &'l Lines<'_>, at: usize) -> impl Iterator<Item = usize> + 'l {
    let first = lines.line(at).start;
    std::iter::successors(Some(first), |&line| {
        let next = lines.next(lines.line(line));
        (next > line && next < lines.end).then_some(next)
    })
}

fn is_tabbed(lines: &Lines<'_>, line: usize) -> bool {
    let line = lines.line(line);
    let indent = lines.indent(line);
    indent.end < line.end && lines.slice(indent).contains('\t')
}

fn is_blank(lines: &Lines<'_>, line: usize) -> bool {
    lines.words(line).is_empty()
}

fn starts_item(lines: &Lines<'_>, line: usize) -> bool {
    lines.slice(lines.words(line)).starts_with("- ")
}

/// How many blanks and tabs the line begins with.
fn width(lines: &Lines<'_>, line: usize) -> usize {
    lines.indent(lines.line(line)).len()
}
