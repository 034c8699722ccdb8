//! Changes to a document's text, as plain data.
//!
//! An edit names the bytes it replaces and nothing else: what is outside of all edits stays as it was by construction.

pub mod answer;
mod cell;
pub mod compare;
pub mod convert;
pub mod cut_off;
pub mod deferral;
pub mod form;
pub mod front_matter;
pub mod insert;
pub mod layout;
pub mod lines;
pub mod new;
pub mod remove;
pub mod room;
pub mod safe;
pub mod scalar;
mod table;
pub mod waive;
pub mod yaml;

use crate::order;
use crate::source::Span;
use room::Room;

/// Replaces the bytes of `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What comes instead.
    pub text: String,
    /// Where the author goes on, in an edit that leaves something to write.
    pub room: Option<Room>,
}

impl Edit {
    /// Replaces `span` by `text`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into(), room: None }
    }

    /// Inserts `text` before byte `at`.
    pub fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::replace(Span::empty(at), text)
    }

    /// Removes `span`.
    pub fn remove(span: Span) -> Self {
        Self::replace(span, "")
    }
}

/// Applies `edits`, whose spans all speak of `text` as it is before any of them.
///
/// Insertions at the same place keep their order. `None` when two edits overlap or one lies outside of the text or
/// inside a character: nothing is applied in part.
pub fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    order::by_key(&mut sorted, |edit| (edit.span.start, edit.span.end));
    let mut out =
        String::with_capacity(text.len() + edits.iter().map(|e| e.text.len()).sum::<usize>());
    let mut done = 0;
    for edit in sorted {
        if edit.span.start < done {
            return None;
        }
        out.push_str(text.get(done..edit.span.start)?);
        out.push_str(&edit.text);
        text.get(edit.span.range())?;
        done = edit.span.end;
    }
    out.push_str(text.get(done..)?);
    Some(out)
}

/// The same changes, none of which reaches past the last line's content where that can be helped.
///
/// An edit at the very end of a text speaks of the empty line behind the final line ending. Neovim has no such line,
/// and keeps one too many. The same result is had by leaving the final line ending in place and changing what stands
/// before it.
pub fn before_the_final_line_ending(text: &str, edits: &[Edit]) -> Vec<Edit> {
    let ending = ["\r\n", "\n", "\r"].into_iter().find(|ending| text.ends_with(ending));
    let slid = |edit: &Edit| {
        let (ending, Span { start, end }) = (ending?, edit.span);
        let before = text.get(..start)?.strip_suffix(ending)?;
        let taken = |other: &Edit| other.span.end == start && !other.span.is_empty();
        if end != text.len()
            || (ending == "\n" && before.ends_with('\r'))
            || edits.iter().any(taken)
        {
            return None;
        }
        let room = edit.room.as_ref().and_then(|room| room.slid(edit.text.len(), ending));
        let text = match edit.text.strip_suffix(ending) {
            Some(rest) => format!("{ending}{rest}"),
            None if edit.text.is_empty() => String::new(),
            None => return None,
        };
        Some(Edit { span: Span::new(before.len(), end - ending.len()), text, room })
    };
    edits.iter().map(|edit| slid(edit).unwrap_or_else(|| edit.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_or_nothing() {
        let edits = [Edit::insert(1, "x"), Edit::insert(1, "y"), Edit::remove(Span::new(2, 3))];
        assert_eq!(apply("abc", &edits).as_deref(), Some("axyb"));
        assert_eq!(
            apply("abc", &[Edit::remove(Span::new(0, 2)), Edit::remove(Span::new(1, 3))]),
            None
        );
        assert_eq!(apply("é", &[Edit::insert(1, "x")]), None);
        assert_eq!(apply("a", &[Edit::insert(2, "x")]), None);
    }

    #[test]
    fn the_final_line_ending_stays() {
        for (text, edit, slid) in [
            ("a\n", Edit::insert(2, "b\n"), Edit::insert(1, "\nb")),
            ("a\r\n", Edit::insert(3, "b\r\n"), Edit::insert(1, "\r\nb")),
            ("a\nb\n", Edit::remove(Span::new(2, 4)), Edit::remove(Span::new(1, 3))),
            (
                "a\nb\n",
                Edit::replace(Span::new(2, 4), "c\n"),
                Edit::replace(Span::new(1, 3), "\nc"),
            ),
        ] {
            let slid = [slid];
            assert_eq!(before_the_final_line_ending(text, std::slice::from_ref(&edit)), slid);
            assert_eq!(apply(text, &[edit]), apply(text, &slid));
        }
        // Nothing to keep, or nothing to gain.
        for (text, edit) in [
            ("a", Edit::insert(1, "b\n")),
            ("a\n", Edit::insert(2, "b")),
            ("a\n", Edit::remove(Span::new(0, 2))),
            ("a\r\nb\n", Edit::remove(Span::new(3, 5))),
        ] {
            assert_eq!(before_the_final_line_ending(text, std::slice::from_ref(&edit)), [edit]);
        }
        let both = [Edit::replace(Span::new(0, 2), "x\n"), Edit::insert(2, "y\n")];
        assert_eq!(before_the_final_line_ending("a\n", &both), both);
    }
}
