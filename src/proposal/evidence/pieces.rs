//! The pieces of the prose, and which of them explain.
//!
//! Most pieces are words that say nothing by themselves. They are counted and not kept: the few that somebody asks for,
//! next to a number or a name, are cut once more out of the letters between two pieces that are kept.

use super::name;
use super::words::IDLE;
use crate::proposal::letters;
use std::ops::Range;

/// One piece.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts about one piece")]
pub(super) struct Chunk<'a> {
    pub(super) text: &'a str,
    /// How many pieces stand before it.
    pub(super) number: usize,
    /// Where it begins in the prose.
    pub(super) start: usize,
    pub(super) shape: Shape,
    /// Whether only blanks stand between it and the piece before.
    pub(super) adjoins: bool,
    /// Whether it can be read as more than a word of an explanation.
    pub(super) speaks: bool,
    /// Whether it belongs to a link: the label, or the address shown.
    pub(super) in_link: bool,
    /// The inline code it is in: an index into the content's list.
    pub(super) code: Option<usize>,
    /// Whether it is part of the words that say the value.
    pub(super) in_value: bool,
}

/// What a piece looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Letters in lower case, as most pieces are.
    Plain,
    /// A capital, and letters in lower case.
    Title,
    Address,
    Other,
}

impl Chunk<'_> {
    /// Where it stands in the prose.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    pub(super) fn is_url(&self) -> bool {
        self.shape == Shape::Address
    }

    /// Whether it counts as a word of an explanation.
    pub(super) fn is_word(&self) -> bool {
        if self.in_value {
            return false;
        }
        match self.shape {
            Shape::Plain | Shape::Title => !self.is_idle(),
            Shape::Address => false,
            Shape::Other => {
                self.text.contains(char::is_alphanumeric) && !self.is_reference() && !self.is_idle()
            }
        }
    }

    /// Such words have three to five letters.
    fn is_idle(&self) -> bool {
        matches!(self.text.len(), 3..=5) && IDLE.contains_in_any_case(self.text)
    }

    /// `#12`, `owner/repo#12`, `KEY-12`, `CVE-2026-1234`: they point, and explain nothing themselves.
    fn is_reference(&self) -> bool {
        let mark = memchr::memrchr2(b'#', b'!', self.text.as_bytes());
        mark.is_some_and(|at| at + 1 < self.text.len())
            || name::is_issue_key(self.text)
            || name::is_advisory(self.text)
    }
}

/// The prose in pieces.
pub(super) struct Pieces<'a> {
    text: &'a str,
    /// Those that are more than quiet words.
    kept: Vec<Chunk<'a>>,
    /// How many there are.
    count: usize,
    /// One past the last byte of the last one.
    end: usize,
    /// How many are words of an explanation.
    pub(super) words: usize,
    /// From the first of those to the end of the last, in bytes of the prose.
    pub(super) explained: Range<usize>,
}

impl<'a> Pieces<'a> {
    /// No piece of `text` yet.
    pub(super) fn new(text: &'a str) -> Self {
        let kept = Vec::with_capacity(text.len() / 32);
        Self { text, kept, count: 0, end: 0, words: 0, explained: 0..0 }
    }

    /// Adds a quiet word, the next by its place: ASCII letters with no others beside them, none but the first a capital.
    #[inline]
    pub(super) fn push_quiet(&mut self, range: Range<usize>) {
        self.count += 1;
        self.end = range.end;
        self.explain(range);
    }

    /// Adds a piece, which is the next by its number and place.
    pub(super) fn push(&mut self, chunk: Chunk<'a>) {
        self.count += 1;
        self.end = chunk.range().end;
        if chunk.is_word() {
            self.explain(chunk.range());
        }
        self.kept.push(chunk);
    }

    #[inline]
    fn explain(&mut self, range: Range<usize>) {
        if self.words == 0 {
            self.explained.start = range.start;
        }
        self.words += 1;
        self.explained.end = range.end;
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Those that are more than quiet words, in order.
    pub(super) fn kept(&self) -> &[Chunk<'a>] {
        &self.kept
    }

    /// Whether nothing but blanks inside one paragraph stands between the last piece and one that begins at `start`.
    pub(super) fn adjoins(&self, start: usize) -> bool {
        adjoins(self.text, self.end..start)
    }

    /// The piece behind `number` others.
    pub(super) fn get(&self, number: usize) -> Option<Chunk<'a>> {
        let next = self.kept.partition_point(|chunk| chunk.number < number);
        match self.kept.get(next) {
            Some(chunk) if chunk.number == number => Some(*chunk),
            _ if number < self.count => self.quiet(number, next),
            _ => None,
        }
    }

    /// The quiet word behind `number` pieces, before the `next` of those that are kept. Nothing but quiet words has
    /// letters there.
    fn quiet(&self, number: usize, next: usize) -> Option<Chunk<'a>> {
        let before = next.checked_sub(1).and_then(|i| self.kept.get(i));
        let (first, from) = before.map_or((0, 0), |chunk| (chunk.number + 1, chunk.range().end));
        let behind = self.kept.get(next);
        let (last, to) = behind.map_or((self.count, self.text.len()), |c| (c.number, c.start));
        let gap = self.text.as_bytes().get(from..to)?;
        // From the nearer end: that is never far.
        let word = if number - first < last - number {
            (first..number).try_fold(word_behind(gap, 0)?, |word, _| word_behind(gap, word.end))
        } else {
            let back = word_before(gap, gap.len())?;
            (number + 1..last).try_fold(back, |word, _| word_before(gap, word.start))
        }?;
        let end_before = gap[..word.start].iter().rposition(u8::is_ascii_alphabetic);
        let end_before = from + end_before.map_or(0, |last| last + 1);
        let (start, end) = (from + word.start, from + word.end);
        Some(Chunk {
            text: self.text.get(start..end)?,
            number,
            start,
            shape: if gap[word.start].is_ascii_lowercase() { Shape::Plain } else { Shape::Title },
            adjoins: adjoins(self.text, end_before..start),
            speaks: false,
            in_link: false,
            code: None,
            in_value: false,
        })
    }
}

/// Whether `gap` of `text` is nothing but blanks inside one paragraph.
fn adjoins(text: &str, gap: Range<usize>) -> bool {
    match text.as_bytes().get(gap.clone()) {
        Some([b' ' | b'\n']) => true,
        Some([first, ..]) if first.is_ascii_graphic() => false,
        _ => text.get(gap).is_some_and(|gap| gap.trim().is_empty() && !gap.contains("\n\n")),
    }
}

/// The first word of `text` from `at` on: none of its letters but the first is a capital.
fn word_behind(text: &[u8], at: usize) -> Option<Range<usize>> {
    let start = at + text[at..].iter().position(u8::is_ascii_alphabetic)?;
    Some(start..start + 1 + letters::in_lower_case(&text[start + 1..]))
}

/// The last letters of `text` before `at`.
fn word_before(text: &[u8], at: usize) -> Option<Range<usize>> {
    let end = 1 + text[..at].iter().rposition(u8::is_ascii_alphabetic)?;
    let start = text[..end].iter().rposition(|b| !b.is_ascii_alphabetic()).map_or(0, |i| i + 1);
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::super::chunk;
    use crate::proposal::content::{Content, Prose};
    use crate::source::Span;

    #[test]
    fn every_piece_is_found_by_its_number() {
        let text = "Rows go, 3 keep (more)  lost\n\nwhen joins don't *merge* keys. Both\nsides";
        let mut prose = Prose::new();
        prose.push(text, Span::new(0, text.len()));
        let content = Content { prose, ..Content::default() };
        let pieces = chunk::split(&content, None);
        let found: Vec<String> = (0..=pieces.count())
            .filter_map(|number| pieces.get(number).filter(|chunk| chunk.number == number))
            .inspect(|chunk| assert_eq!(&text[chunk.range()], chunk.text))
            .map(|chunk| format!("{}{}", if chunk.adjoins { "+" } else { "" }, chunk.text))
            .collect();
        let expected = "+Rows +go 3 +keep more lost when +joins +don't merge keys Both +sides";
        assert_eq!(found.join(" "), expected);
        assert!(pieces.kept().len() < 7, "quiet words are not kept");
    }
}
