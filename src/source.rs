//! Text with its lines: the only place that knows columns.
//!
//! Everything else in the crate speaks of bytes. A line ends with `\n`, `\r\n` or a lone `\r`, as in the
//! language server protocol; U+2028, NEL and form feed do not end a line.

use std::cell::OnceCell;
use std::ops::Range;

/// A range of bytes in a [`Source`]: start inclusive, end exclusive, both on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` (inclusive) to `end` (exclusive).
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The empty span at `at`.
    pub const fn empty(at: usize) -> Self {
        Self { start: at, end: at }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span covers nothing.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `offset` lies inside or at either end: how editors ask "is the cursor on it?".
    pub const fn touches(self, offset: usize) -> bool {
        self.start <= offset && offset <= self.end
    }

    /// Whether `other` lies inside this span.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte or touch.
    pub const fn meets(self, other: Span) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// As a range to index a string with.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: what the protocol falls back to.
    #[default]
    Utf16,
    /// Unicode scalar values: what people and the JSON output count.
    Utf32,
}

impl Encoding {
    /// Columns that `text` takes.
    fn width(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            _ if text.is_ascii() => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
            Self::Utf32 => text.chars().count(),
        }
    }

    /// Columns of the characters that begin in `bytes`, which may be cut anywhere.
    fn width_of_bytes(self, bytes: &[u8]) -> usize {
        let begin = || bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        match self {
            Self::Utf8 => bytes.len(),
            // Characters of four bytes are two units, and no others are.
            Self::Utf16 => begin() + bytes.iter().filter(|&&byte| byte >= 0xF0).count(),
            Self::Utf32 => begin(),
        }
    }
}

/// A place in the text, both numbers counted from 0; the unit of `column` is an [`Encoding`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 0.
    pub line: u32,
    /// Column, from 0.
    pub column: u32,
}

/// A document's text and where its lines begin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    text: String,
    /// First byte of each line; never empty, the first is 0.
    lines: Vec<usize>,
}

impl Source {
    /// Takes the text as it is, byte order mark and line endings included.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let mut lines = vec![0];
        push_line_starts(&text, 0, &mut lines);
        Self { text, lines }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of `span`; empty where the span is outside of the text or cuts a character.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The span of the whole text.
    pub fn span(&self) -> Span {
        Span::new(0, self.text.len())
    }

    /// Number of lines; a final line ending begins one more, empty line.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The line (from 0) that holds byte `offset`.
    pub fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// Bytes of line `line` (from 0) without its line ending; the empty span at the end for a line past it.
    pub fn line_span(&self, line: usize) -> Span {
        let Some(&start) = self.lines.get(line) else { return Span::empty(self.text.len()) };
        let end = self.lines.get(line + 1).copied().unwrap_or(self.text.len());
        let bytes = self.text.as_bytes();
        let end = match (end > start).then(|| bytes[end - 1]) {
            Some(b'\n') if end - start > 1 && bytes[end - 2] == b'\r' => end - 2,
            Some(b'\n' | b'\r') => end - 1,
            _ => end,
        };
        Span::new(start, end)
    }

    /// First byte of the line after the one that holds `offset`, or the end of the text.
    pub fn next_line(&self, offset: usize) -> usize {
        self.lines.get(self.line_of(offset) + 1).copied().unwrap_or(self.text.len())
    }

    /// First byte of the line that holds `offset`.
    pub fn line_start(&self, offset: usize) -> usize {
        self.lines[self.line_of(offset)]
    }

    /// The line ending the document uses first, `\n` where it has none.
    pub fn line_ending(&self) -> &'static str {
        match self.lines.get(1) {
            Some(&next) if self.text[..next].ends_with("\r\n") => "\r\n",
            Some(&next) if self.text[..next].ends_with('\r') => "\r",
            _ => "\n",
        }
    }

    /// The position of byte `offset`, which is moved back to a character boundary and into the text.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_of(offset);
        let before = &self.text[self.lines[line]..offset];
        Position { line: line as u32, column: encoding.width(before) as u32 }
    }

    /// Positions of many bytes, each found from the one before.
    pub fn columns(&self, encoding: Encoding) -> Columns<'_> {
        Columns { source: self, encoding, before: OnceCell::new() }
    }

    /// The byte at `position`: past the end of a line it is the line's end, past the last line the text's end, inside
    /// a character that character's first byte.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        if line >= self.lines.len() {
            return self.text.len();
        }
        let span = self.line_span(line);
        let mut left = position.column as usize;
        for (at, c) in self.slice(span).char_indices() {
            let width = match encoding {
                Encoding::Utf8 => c.len_utf8(),
                Encoding::Utf16 => c.len_utf16(),
                Encoding::Utf32 => 1,
            };
            if left < width {
                return span.start + at;
            }
            left -= width;
        }
        span.end
    }

    /// Replaces the bytes of `span` by `text`; the index of lines after it is shifted, not built again.
    ///
    /// The span is cut to the text and widened to character boundaries, so that no edit of a client can panic.
    pub fn replace(&mut self, span: Span, text: &str) {
        let mut start = span.start.min(self.text.len());
        let mut end = span.end.clamp(start, self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        self.text.replace_range(start..end, text);
        // A `\r` before and a `\n` after the edit may become or stop being one line ending: both edges are read again.
        let from = self.line_of_start(start.saturating_sub(1));
        let keep_from = self.lines.partition_point(|&line| line <= end + 1);
        let tail: Vec<usize> =
            self.lines[keep_from..].iter().map(|&line| line + text.len() - (end - start)).collect();
        self.lines.truncate(from + 1);
        let scan_end = tail.first().copied().unwrap_or(self.text.len());
        let begin = self.lines[from];
        push_line_starts(&self.text[..scan_end], begin, &mut self.lines);
        if self.lines.last() == tail.first() {
            self.lines.pop();
        }
        self.lines.extend(tail);
    }

    fn line_of_start(&self, offset: usize) -> usize {
        self.lines.partition_point(|&start| start <= offset).saturating_sub(1)
    }
}

/// Positions of many bytes of one [`Source`], in any order: what each of them costs does not grow with the length of its
/// line, for where one is long the text is gone over once.
#[derive(Clone, Debug)]
pub struct Columns<'a> {
    source: &'a Source,
    encoding: Encoding,
    /// The width of everything before each block of [`BLOCK`] bytes; the last entry is for the text's end. Counted when
    /// a line is longer than a block.
    before: OnceCell<Vec<usize>>,
}

/// Bytes between two known widths.
const BLOCK: usize = 1024;

impl Columns<'_> {
    /// The same as [`Source::position`].
    pub fn position(&self, offset: usize) -> Position {
        let text = self.source.text();
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.source.line_of(offset);
        let start = self.source.lines[line];
        let column = if offset - start <= BLOCK {
            self.encoding.width_of_bytes(&text.as_bytes()[start..offset])
        } else {
            self.width_before(offset) - self.width_before(start)
        };
        Position { line: line as u32, column: column as u32 }
    }

    fn width_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        let rest = &self.source.text.as_bytes()[block * BLOCK..offset];
        let before = self.before.get_or_init(|| {
            let mut width = 0;
            let mut before = vec![0];
            for block in self.source.text.as_bytes().chunks(BLOCK) {
                width += self.encoding.width_of_bytes(block);
                before.push(width);
            }
            before
        });
        before[block] + self.encoding.width_of_bytes(rest)
    }
}

/// Appends the first byte of every line that begins after `from`.
fn push_line_starts(text: &str, from: usize, lines: &mut Vec<usize>) {
    let bytes = text.as_bytes();
    if memchr::memchr(b'\r', &bytes[from..]).is_none() {
        return lines.extend(memchr::memchr_iter(b'\n', &bytes[from..]).map(|at| from + at + 1));
    }
    for at in memchr::memchr2_iter(b'\n', b'\r', &bytes[from..]) {
        let at = from + at;
        if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
            lines.push(at + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_in_three_encodings() {
        let source = Source::new("a\r\né😀x\rlast");
        let x = source.text().find('x').unwrap();
        assert_eq!(source.position(x, Encoding::Utf8), Position { line: 1, column: 6 });
        assert_eq!(source.position(x, Encoding::Utf16), Position { line: 1, column: 3 });
        assert_eq!(source.position(x, Encoding::Utf32), Position { line: 1, column: 2 });
        assert_eq!(source.line_span(1), Span::new(3, x + 1));
        assert_eq!(source.line_count(), 3);
        // Inside the surrogate pair: the character's first byte.
        assert_eq!(source.offset(Position { line: 1, column: 2 }, Encoding::Utf16), 5);
        assert_eq!(
            source.offset(Position { line: 9, column: 9 }, Encoding::Utf16),
            source.text().len()
        );
        assert_eq!(source.offset(Position { line: 0, column: 9 }, Encoding::Utf16), 1);
    }

    #[test]
    fn other_separators_end_no_line() {
        assert_eq!(Source::new("a\u{2028}b\u{85}c\u{c}d").line_count(), 1);
    }

    fn text() -> impl Strategy<Value = String> {
        proptest::collection::vec(
            prop_oneof![Just("a"), Just("é"), Just("😀"), Just("\n"), Just("\r"), Just("\r\n")],
            0..12,
        )
        .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn positions_round_trip(text in text()) {
            let source = Source::new(text.clone());
            for (at, _) in text.char_indices() {
                for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                    let back = source.offset(source.position(at, encoding), encoding);
                    let line = source.line_span(source.line_of(at));
                    prop_assert_eq!(back, at.min(line.end));
                }
            }
        }

        #[test]
        fn columns_equal_positions(text in text(), times in 1usize..600) {
            let source = Source::new(text.repeat(times));
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                let columns = source.columns(encoding);
                for at in (0..source.text().len() + 2).rev().step_by(89) {
                    prop_assert_eq!(columns.position(at), source.position(at, encoding));
                }
            }
        }

        #[test]
        fn an_edit_equals_a_new_text(text in text(), with in text(), a in 0usize..40, b in 0usize..40) {
            let mut source = Source::new(text.clone());
            let snap = |mut at: usize| { at = at.min(text.len()); while !text.is_char_boundary(at) { at -= 1 } at };
            let (a, b) = (snap(a.min(b)), snap(a.max(b)));
            source.replace(Span::new(a, b), &with);
            let mut expected = text.clone();
            expected.replace_range(a..b, &with);
            prop_assert_eq!(source, Source::new(expected));
        }
    }
}
