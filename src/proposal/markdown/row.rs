//! The cells of a row that asks a question: which of them answers, and which say more.

use super::columns::Cell;
use crate::source::{Source, Span};

/// The cells behind a question.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Where the words behind the question begin in its own cell.
    pub(super) rest: usize,
    /// The cells, from left to right, blanks around them left out.
    pub(super) cells: Vec<Span>,
    /// End of the row.
    pub(super) end: usize,
    /// Which of `cells` is there for the answer. The row may end before it.
    pub(super) answer: usize,
    /// Which of `cells` are to be marked for a yes and for a no, in a table with such columns.
    pub(super) yes_and_no: Option<(usize, usize)>,
}

/// What a row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// What answers.
    pub(crate) answer: Part,
    /// The cells that say more, with or without words in them.
    pub(crate) notes: Vec<Span>,
}

/// What of a row answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Nothing, or two cells that exclude each other.
    Nothing,
    /// The words behind the question in its own cell.
    Behind(Span),
    /// A cell, with or without words in it.
    Cell(Span),
    /// What the column of a ticked cell is headed.
    Head(&'static str, Span),
}

impl Said {
    /// Whether no words are there for an answer.
    pub(crate) fn is_unanswered(&self) -> bool {
        match self.answer {
            Part::Nothing => true,
            Part::Cell(cell) => cell.is_empty(),
            Part::Behind(_) | Part::Head(..) => false,
        }
    }

    /// Whether a cell answers in words, or is ticked.
    fn has_words(&self, source: &Source) -> bool {
        match self.answer {
            Part::Cell(cell) => source.slice(cell).contains(char::is_alphanumeric),
            Part::Behind(_) | Part::Head(..) => true,
            Part::Nothing => false,
        }
    }

    /// From the first cell that says more to the answer, where that stands behind it.
    pub(super) fn notes_before(&self) -> Option<Span> {
        let (Part::Cell(answer) | Part::Head(_, answer)) = self.answer else { return None };
        let is_before = |cell: &&Span| !cell.is_empty() && cell.end <= answer.start;
        let first = self.notes.iter().find(is_before)?;
        (!answer.is_empty()).then(|| first.cover(answer))
    }
}

impl Row {
    /// Which cell behind the question's is there for `yes` or no: the one for all answers, where there is one.
    pub(crate) fn place_of(&self, yes: Option<bool>) -> usize {
        match (self.yes_and_no, yes) {
            (Some((_, no)), Some(false)) => no,
            (Some((yes, _)), _) => yes,
            (None, _) => self.answer,
        }
    }

    /// Whether a cell is to be marked, and not written into.
    pub(crate) fn is_marked(&self) -> bool {
        self.yes_and_no.is_some()
    }

    /// The cell of that number, the one behind the question's being 0.
    pub(crate) fn cell(&self, at: usize) -> Option<Span> {
        self.cells.get(at).copied()
    }

    /// Whether nothing stands in a cell, or the row ends before it.
    pub(crate) fn is_free(&self, at: usize) -> bool {
        self.cell(at).is_none_or(Span::is_empty)
    }

    /// The last cell behind the question's.
    pub(crate) fn last(&self) -> Option<Span> {
        self.cells.last().copied()
    }

    /// How many cells there are behind the question's.
    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }

    /// What the cells say.
    pub(crate) fn said(&self, source: &Source) -> Said {
        let own = self.behind(source);
        let words = source.slice(own);
        let said = self.of_its_cell(source);
        if is_remark(words) && said.has_words(source) {
            return Said { notes: said.notes.into_iter().chain([own]).collect(), ..said };
        }
        if words.contains(char::is_alphanumeric) {
            return Said { answer: Part::Behind(own), notes: self.cells.clone() };
        }
        said
    }

    /// What the cells behind the question's say.
    fn of_its_cell(&self, source: &Source) -> Said {
        let mut notes = self.cells.clone();
        let answer = match self.yes_and_no {
            Some((yes, no)) => self.chosen(source, &mut notes, yes, no),
            None if self.answer < notes.len() => Part::Cell(notes.remove(self.answer)),
            None => Part::Nothing,
        };
        Said { answer, notes }
    }

    /// The words behind the question in its own cell.
    fn behind(&self, source: &Source) -> Span {
        let end = self.cells.first().map_or(self.end, |cell| cell.start.min(self.end));
        let own = source.slice(Span::new(self.rest, end.max(self.rest)));
        let words = own.trim_end_matches(['|', ' ', '\t', '*', '_']);
        let start = words.len() - words.trim_start().len();
        Span::new(self.rest + start, self.rest + words.len())
    }

    /// The answer of a row with a column for yes and one for no: the head of the one that is ticked, or the words in
    /// either. Takes both cells out, unless both say something.
    fn chosen(&self, source: &Source, cells: &mut Vec<Span>, yes: usize, no: usize) -> Part {
        let of = |index: usize| self.cells.get(index).copied().unwrap_or_default();
        let read = |index: usize| Cell::of(source.slice(of(index)));
        let part = match (read(yes), read(no)) {
            (Cell::Ticked, Cell::Empty) => Part::Head("Yes", of(yes)),
            (Cell::Empty, Cell::Ticked) => Part::Head("No", of(no)),
            (Cell::Empty, Cell::Empty) => Part::Nothing,
            (Cell::Words, Cell::Empty) => Part::Cell(of(yes)),
            (Cell::Empty, Cell::Words) => Part::Cell(of(no)),
            _ => return Part::Nothing,
        };
        let mut index = 0;
        cells.retain(|_| {
            index += 1;
            index != yes + 1 && index != no + 1
        });
        part
    }
}

/// Whether a cell below "Yes" or "No" is not marked: it holds nothing, a dash or an empty box.
pub(crate) fn is_empty_mark(cell: &str) -> bool {
    Cell::of(cell) == Cell::Empty
}

/// Whether what stands behind a question in its cell is a remark in parentheses, `(see #12)`, where the answer has a cell
/// of its own.
fn is_remark(words: &str) -> bool {
    let Some(inner) = words.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) else {
        return false;
    };
    let first = inner.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    !["yes", "no"].iter().any(|word| word.eq_ignore_ascii_case(first))
}
