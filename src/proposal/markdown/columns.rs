//! What the columns of a table are for, by their heads.

use super::cells::cells;
use crate::source::{Source, Span};

/// What the column of answers is headed.
pub(crate) const ANSWER_COLUMNS: [&str; 6] =
    ["answer", "answers", "response", "value", "yes/no", "your answer"];

/// How many columns are looked at.
const MOST: usize = 64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Answer,
    Yes,
    No,
    Other,
}

/// The columns of one table.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// The line of the heads.
    pub(super) header: usize,
    columns: Vec<Column>,
}

impl Columns {
    /// Reads the heads in a line.
    pub(super) fn new(source: &Source, header: usize) -> Self {
        let text = source.text();
        let read = |cell: Span| {
            let name = text[cell.range()].trim_matches(['*', '_', ' ']);
            let is = |known: &str| known.eq_ignore_ascii_case(name);
            match name {
                _ if ANSWER_COLUMNS.iter().any(|known| is(known)) => Column::Answer,
                _ if is("yes") || is("y") => Column::Yes,
                _ if is("no") || is("n") => Column::No,
                _ => Column::Other,
            }
        };
        let columns = cells(text, source.line_span(header)).take(2 * MOST).map(read).collect();
        Self { header, columns }
    }

    /// Which of the columns from `from` on is headed "Answer"; the first one where none is.
    pub(super) fn answer(&self, from: usize) -> usize {
        self.position(from, Column::Answer).unwrap_or(0)
    }

    /// Which of the columns from `from` on are headed "Yes" and "No", where both are there.
    pub(super) fn yes_and_no(&self, from: usize) -> Option<(usize, usize)> {
        Some((self.position(from, Column::Yes)?, self.position(from, Column::No)?))
    }

    fn position(&self, from: usize, wanted: Column) -> Option<usize> {
        self.columns.iter().skip(from).take(MOST).position(|column| *column == wanted)
    }
}

/// What stands in a cell below "Yes" or "No".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Nothing, a dash, an empty box.
    Empty,
    /// A tick, which says what the column is headed.
    Ticked,
    /// Words, which say what they say.
    Words,
}

impl Cell {
    pub(super) fn of(text: &str) -> Self {
        match text.trim().trim_matches(['*', '_', '`']) {
            "" | "-" | "–" | "—" | "☐" | "⬜" | "□" | "[ ]" | "[]" | "( )" | "❌" => {
                Self::Empty
            }
            "x" | "X" | "v" | "V" | "[x]" | "[X]" | "(x)" | "(X)" => Self::Ticked,
            text if text.contains(char::is_alphanumeric) => Self::Words,
            _ => Self::Ticked,
        }
    }
}
