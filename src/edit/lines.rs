//! Whole lines coming and going, in the line endings that are there.

use super::Edit;
use crate::source::{Source, Span};

/// Where new lines go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Insertion {
    /// The byte before which they go.
    pub at: usize,
    /// Whether this is the end of a text whose last line has no line ending: the new lines then begin with one instead
    /// of ending with one.
    pub open: bool,
}

impl Insertion {
    /// The edit that puts `lines`, which come without a final line ending, there.
    pub fn edit(self, lines: &str, eol: &str) -> Edit {
        let text = if self.open { format!("{eol}{lines}") } else { format!("{lines}{eol}") };
        Edit::insert(self.at, text)
    }
}

/// The line ending to use for lines before byte `at`, which begins a line: that of the line above it, so that no `\r`
/// and `\n` of different lines come together; the document's first where there is none above.
pub fn eol_at(source: &Source, at: usize) -> &'static str {
    match source.text().get(..at) {
        Some(above) if above.ends_with("\r\n") => "\r\n",
        Some(above) if above.ends_with('\n') => "\n",
        Some(above) if above.ends_with('\r') => "\r",
        Some(above) => match source.line_of(above.len()) {
            0 => source.line_ending(),
            line => eol_at(source, source.line_span(line).start),
        },
        None => source.line_ending(),
    }
}

/// Before byte `at`, which begins a line or is the end of the text.
pub fn line_at(source: &Source, at: usize) -> Insertion {
    let above = source.text().get(..at).unwrap_or_default();
    let begins_line = above.is_empty() || above == "\u{feff}" || above.ends_with(['\n', '\r']);
    Insertion { at, open: !begins_line }
}

/// Below the line that holds byte `at`, though not past `limit`.
pub fn line_after(source: &Source, at: usize, limit: usize) -> Insertion {
    line_at(source, source.next_line(at).min(limit.max(at)))
}

/// Removes whole lines, in any order. Lines that follow one another go in one edit; a removal that reaches the end of a
/// text without final line ending takes the line ending before it along, though none before `from`.
pub fn remove(source: &Source, lines: impl IntoIterator<Item = Span>, from: usize) -> Vec<Edit> {
    let mut spans: Vec<Span> = lines.into_iter().filter(|span| !span.is_empty()).collect();
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if last.end >= span.start => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    let text = source.text();
    if let Some(last) = merged.last_mut()
        && last.end == text.len()
        && !text.ends_with(['\n', '\r'])
        && let Some(above) = source.line_of(last.start).checked_sub(1)
    {
        last.start = source.line_span(above).end.max(from).min(last.start);
    }
    merged.into_iter().map(Edit::remove).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_the_line_above() {
        let source = Source::new("a\r\nb\nc\rd");
        assert_eq!(eol_at(&source, 3), "\r\n");
        assert_eq!(eol_at(&source, 5), "\n");
        assert_eq!(eol_at(&source, 8), "\r");
        assert_eq!(eol_at(&source, 0), "\r\n");
        assert_eq!(eol_at(&Source::new(""), 0), "\n");
    }

    #[test]
    fn the_last_line_goes_with_the_ending_before_it() {
        let source = Source::new("a\nb\nc");
        let edits = remove(&source, [Span::new(4, 5), Span::new(2, 4)], 0);
        assert_eq!(crate::edit::apply(source.text(), &edits).as_deref(), Some("a"));
        let edits = remove(&source, [Span::new(2, 4)], 0);
        assert_eq!(crate::edit::apply(source.text(), &edits).as_deref(), Some("a\nc"));
    }
}
