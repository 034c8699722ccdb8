//! The cells of a row of a table.

use crate::source::Span;

/// The cells of a row, blanks around them left out; an empty cell is an empty span.
pub(crate) fn cells(text: &str, line: Span) -> Cells<'_> {
    let row = &text[line.range()];
    let lead = lead_len(row);
    let start = line.start + lead + usize::from(row[lead..].starts_with('|'));
    Cells { text, end: line.start + row.trim_end().len(), next: Some(start), first: true }
}

/// The length of what stands before a row: the marks of a quote, and those of an item that begins with its table.
fn lead_len(row: &str) -> usize {
    let mut rest = row;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '>']);
        match behind_item(rest) {
            Some(inner) => rest = inner,
            None => return row.len() - rest.len(),
        }
    }
}

/// What stands behind the bullet or number of an item that begins with a table.
fn behind_item(row: &str) -> Option<&str> {
    let number = row.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = match row.len() - number.len() {
        0 => row.strip_prefix(['-', '*', '+'])?,
        _ => number.strip_prefix(['.', ')'])?,
    };
    let inner = behind.trim_start_matches([' ', '\t', '>']);
    (behind.starts_with([' ', '\t']) && inner.starts_with('|')).then_some(inner)
}

/// Where the next border stands in a part of a row: `|`, unless a backslash is before it. In code, too, it is one.
pub(crate) fn border(text: &str, part: Span) -> Option<usize> {
    let mut at = part.start;
    loop {
        let rest = text.as_bytes().get(at..part.end)?;
        match memchr::memchr2(b'|', b'\\', rest) {
            Some(len) if rest[len] == b'\\' => at += len + 2,
            border => return border.map(|len| at + len),
        }
    }
}

/// All of them, from left to right.
pub(crate) fn borders(text: &str, part: Span) -> impl Iterator<Item = usize> {
    let behind = move |&at: &usize| border(text, Span::new(at + 1, part.end));
    std::iter::successors(border(text, part), behind)
}

/// What [`cells`] finds, from left to right.
#[derive(Clone, Debug)]
pub(crate) struct Cells<'a> {
    text: &'a str,
    /// The end of the row's words.
    end: usize,
    /// Where the next cell begins, if there is one more.
    next: Option<usize>,
    /// Whether none has been found: then there is one, whatever is in it.
    first: bool,
}

impl Iterator for Cells<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let cell = self.next?;
        let border = border(self.text, Span::new(cell, self.end.max(cell)));
        let inner = &self.text[cell..border.unwrap_or(self.end).max(cell)];
        let words = inner.trim_start();
        self.next = border.map(|border| border + 1);
        let is_first = std::mem::take(&mut self.first);
        if border.is_none() && words.is_empty() && !is_first {
            return None;
        }
        let from = cell + (inner.len() - words.len());
        let len = words.trim_end().len();
        Some(if len == 0 { Span::empty(cell) } else { Span::new(from, from + len) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(row: &str) -> Vec<&str> {
        cells(row, Span::new(0, row.len())).map(|cell| &row[cell.range()]).collect()
    }

    #[test]
    fn borders_at_either_end_are_none() {
        assert_eq!(of("| a | b |"), ["a", "b"]);
        assert_eq!(of(" > a|b"), ["a", "b"]);
        assert_eq!(of("| a || |  "), ["a", "", ""]);
        assert_eq!(of(r"| a \| b | c \"), [r"a \| b", r"c \"]);
    }

    #[test]
    fn what_a_row_stands_in_is_no_cell() {
        for row in ["> | a | b |", "- | a | b |", "12. | a | b |", "> * > | a | b |"] {
            assert_eq!(of(row), ["a", "b"], "{row}");
        }
        assert_eq!(of("- a | b"), ["- a", "b"]);
        assert_eq!(of("-| a"), ["-", "a"]);
        assert_eq!(of("3 | a"), ["3", "a"]);
    }

    #[test]
    fn an_empty_row_has_one_empty_cell() {
        assert_eq!(of(""), [""]);
        assert_eq!(of("|"), [""]);
    }
}
