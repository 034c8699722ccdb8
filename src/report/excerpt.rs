//! The lines a finding stands in, ready for a terminal.
//!
//! Only these lines go to the renderer, shortened where they are very long: the cost of a finding does not grow with
//! its document.

use super::escape;
use crate::source::{Source, Span};
use std::ops::Range;

/// Characters kept before and behind the marked words of a very long line.
const AROUND: usize = 240;

/// How many lines may lie between two places that are shown in one excerpt.
const REACH: usize = 40;

/// Some lines with marks in them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The lines, joined by line feeds.
    pub(super) text: String,
    /// Number of the first line, from 1.
    pub(super) line: usize,
    /// Where the main span stands in `text`.
    pub(super) main: Range<usize>,
    /// The column of its first character in `text`, from 1: the document's, unless the line begins with a cut.
    pub(super) column: usize,
    /// For each other span, where it stands in `text`; `None` where it is too far away.
    pub(super) others: Vec<Option<Range<usize>>>,
}

/// The lines around `main`, and those of `others` that are near.
pub(super) fn excerpt(source: &Source, main: Span, others: &[Span]) -> Excerpt {
    let at = source.line_of(main.start);
    let near = |span: &Span| source.line_of(span.start).abs_diff(at) <= REACH;
    let lines = others.iter().filter(|s| near(s)).map(|s| source.line_of(s.start));
    let (first, last) = lines.fold((at, at), |(a, b), line| (a.min(line), b.max(line)));

    let spans: Vec<Span> = std::iter::once(main).chain(others.iter().copied()).collect();
    let mut found = Excerpt { line: first + 1, ..Excerpt::default() };
    let mut marks = vec![None; spans.len()];
    for line in first..=last {
        if line > first {
            found.text.push('\n');
        }
        let bytes = source.line_span(line);
        // A span of several lines is marked in its first.
        let here: Vec<(usize, Span)> = spans
            .iter()
            .enumerate()
            .filter(|(index, span)| {
                source.line_of(span.start) == line && (*index == 0 || near(span))
            })
            .map(|(index, span)| {
                let start = span.start.clamp(bytes.start, bytes.end);
                (index, Span::new(start, span.end.clamp(start, bytes.end)))
            })
            .collect();
        push_line(source, bytes, &here, &mut found.text, &mut marks);
    }
    found.main = marks.remove(0).unwrap_or_default();
    found.others = marks;
    let before = found.text.get(..found.main.start).unwrap_or_default();
    found.column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    found
}

fn push_line(
    source: &Source,
    line: Span,
    marks: &[(usize, Span)],
    out: &mut String,
    found: &mut [Option<Range<usize>>],
) {
    let kept = window(source, line, marks);
    if kept.start > line.start {
        out.push('…');
    }
    let text = source.slice(kept);
    if text.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        // Every byte is shown as it is.
        let shown = out.len();
        out.push_str(text);
        for (which, span) in marks {
            let place = |at: usize| shown + at.clamp(kept.start, kept.end) - kept.start;
            found[*which] = Some(place(span.start)..place(span.end).max(place(span.start)));
        }
        if kept.end < line.end {
            out.push('…');
        }
        return;
    }
    let mut starts: Vec<Option<usize>> = vec![None; marks.len()];
    let mut ends: Vec<Option<usize>> = vec![None; marks.len()];
    let mut note = |at: usize, place: usize| {
        for (index, (_, span)) in marks.iter().enumerate() {
            if span.start <= at && starts[index].is_none() {
                starts[index] = Some(place);
            }
            if span.end <= at && ends[index].is_none() {
                ends[index] = Some(place);
            }
        }
    };
    for (at, c) in text.char_indices() {
        note(kept.start + at, out.len());
        out.push(escape::stand_in(c));
    }
    note(kept.end, out.len());
    let end = out.len();
    if kept.end < line.end {
        out.push('…');
    }
    for (index, (which, _)) in marks.iter().enumerate() {
        let start = starts[index].unwrap_or(end);
        found[*which] = Some(start..ends[index].unwrap_or(end).max(start));
    }
}

/// The part of a line that is shown: all of it, unless it is very long.
fn window(source: &Source, line: Span, marks: &[(usize, Span)]) -> Span {
    if line.len() <= 4 * AROUND {
        return line;
    }
    let first = marks.iter().min_by_key(|(index, _)| *index).map_or(line.start, |(_, s)| s.start);
    let mut start = first.saturating_sub(AROUND).max(line.start);
    let mut end = (first + 3 * AROUND).min(line.end);
    while !source.text().is_char_boundary(start) {
        start -= 1;
    }
    while !source.text().is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, main: Span, others: &[Span]) -> (String, usize, Vec<Option<String>>) {
        let found = excerpt(&Source::new(text), main, others);
        let main = std::iter::once(Some(found.main.clone()));
        let marks = main
            .chain(found.others.iter().cloned())
            .map(|mark| mark.map(|mark| found.text[mark].to_owned()))
            .collect();
        (found.text, found.line, marks)
    }

    #[test]
    fn marks_follow_the_escapes() {
        let text = "one\na \x1b b é end\r\nlast";
        let at = text.find('b').unwrap();
        let (shown, line, marks) = marked(text, Span::new(at, at + 4), &[]);
        assert_eq!(shown, "a ␛ b é end");
        assert_eq!(line, 2);
        assert_eq!(marks, [Some("b é".to_owned())]);
    }

    #[test]
    fn several_lines_are_marked_in_the_first() {
        let (_, _, marks) = marked("ab\ncd", Span::new(1, 5), &[]);
        assert_eq!(marks, [Some("b".to_owned())]);
    }

    #[test]
    fn far_places_are_left_out() {
        let text = format!("a\n{}b", "\n".repeat(100));
        let (shown, _, marks) =
            marked(&text, Span::new(0, 1), &[Span::new(text.len() - 1, text.len())]);
        assert_eq!((shown.as_str(), marks), ("a", vec![Some("a".to_owned()), None]));
        assert_eq!(marked("a\nb\nc", Span::new(4, 5), &[Span::new(0, 1)]).0, "a\nb\nc");
    }

    #[test]
    fn long_lines_are_cut() {
        let text = format!("{}x{}", "é".repeat(5000), "y".repeat(5000));
        let (shown, _, marks) = marked(&text, Span::new(10_000, 10_001), &[]);
        assert!(shown.len() < 1000 && shown.starts_with('…') && shown.ends_with('…'));
        assert_eq!(marks, [Some("x".to_owned())]);
    }
}
