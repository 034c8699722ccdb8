//! Writing into the cells of a row.

use super::Edit;
use crate::proposal::Answer;
use crate::proposal::markdown::{self, Row};
use crate::source::{Source, Span};

/// What marks a cell below "Yes" or "No".
const MARK: &str = "x";

/// Puts `word` into the cell that is there for an answer, where nothing answers yet; of a column for yes and one for no
/// the right one is marked.
pub(super) fn answered(source: &Source, answer: &Answer, word: &str) -> Option<(Edit, String)> {
    let row = answer.row.as_ref()?;
    let yes = ["No", "Yes"].iter().position(|said| *said == word).map(|at| at == 1);
    let at = row.place_of(yes);
    let text = if row.is_marked() && yes.is_some() { MARK } else { word };
    let edit = match row.cell(at) {
        Some(cell) if !cell.is_empty() => {
            // A dash, a box to be ticked, a sign that says nothing.
            let is_blank = if row.is_marked() {
                markdown::is_empty_mark(source.slice(cell))
            } else {
                answer.content.prose.is_blank()
            };
            is_blank.then(|| Edit::replace(cell, text))
        }
        _ => fill(source, answer, row, at, text),
    };
    Some((edit?, text.to_owned()))
}

/// Puts `text` into a cell of a row, counted from the one behind the question: one that is empty, and as wide as it was
/// where that is wide enough, or one that the row ends before.
pub(super) fn fill(
    source: &Source,
    answer: &Answer,
    row: &Row,
    at: usize,
    text: &str,
) -> Option<Edit> {
    let line = source.line_span(source.line_of(answer.prompt.start));
    let border = |from: usize| markdown::border(source.text(), Span::new(from, line.end.max(from)));
    match row.cell(at) {
        Some(cell) if cell.is_empty() => {
            let slot = Span::new(cell.start, border(cell.start).unwrap_or(line.end));
            let width = source.slice(slot).chars().count();
            let text = format!(" {text} ");
            Some(Edit::replace(slot, format!("{text:<width$}")))
        }
        Some(_) => None,
        None => {
            let end = line.start + source.slice(line).trim_end().len();
            let last = row.last().map_or(answer.prompt.end, |cell| cell.end);
            let is_closed = border(last).is_some_and(|border| border + 1 == end);
            let between = at.saturating_sub(row.len());
            let text = if is_closed {
                format!("{} {text} |", "  |".repeat(between))
            } else {
                format!("{} | {text}", " |".repeat(between))
            };
            Some(Edit::insert(end, text))
        }
    }
}
