//! Edits as snippets, which say where the cursor goes.

use crate::edit::Edit;
use crate::edit::room::{self, Room};
use crate::ide::completion::escaped;
use crate::source::{Source, Span};

/// An edit in the protocol's syntax of snippets; `None` where nothing is left to write.
pub(super) fn of(edit: &Edit) -> Option<String> {
    let Room { span, before, behind } = edit.room.as_ref()?;
    let part = |text: Option<&str>| text.map(escaped);
    let (head, tail) = (part(edit.text.get(..span.start))?, part(edit.text.get(span.end..))?);
    let stop = match part(edit.text.get(span.range()))? {
        words if words.is_empty() => "$0".to_owned(),
        words => format!("${{0:{words}}}"),
    };
    Some(format!("{head}{before}{stop}{behind}{tail}"))
}

/// Whether a client that inserts the edit as a snippet, or beside one, leaves its text as it is. VS Code indents further
/// lines as the one that they are put into, and writes indentation with tabs or blanks as the editor is set up.
pub(super) fn keeps_its_bytes(source: &Source, edit: &Edit) -> bool {
    const BLANKS: [char; 2] = [' ', '\t'];
    let text = room::filled(edit, "x").unwrap_or_else(|| edit.text.clone());
    let mut further = text.split(['\n', '\r']).skip(1).peekable();
    let line = source.line_span(source.line_of(edit.span.start));
    let before = source.slice(Span::new(line.start.min(edit.span.start), edit.span.start));
    // A single blank is no indentation yet.
    !text.strip_prefix(' ').unwrap_or(&text).starts_with(BLANKS)
        && (further.peek().is_none()
            || !before.starts_with(BLANKS) && further.all(|line| !line.starts_with(BLANKS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(text: &str, [start, end]: [usize; 2], before: &str, behind: &str) -> Edit {
        let room = Room {
            span: Span::new(start, end),
            before: before.to_owned(),
            behind: behind.to_owned(),
        };
        Edit { room: Some(room), ..Edit::insert(0, text) }
    }

    #[test]
    fn rooms_as_stops() {
        let of = |edit: Edit| of(&edit).unwrap();
        assert_eq!(of(edit("Yes", [3, 3], "", "")), "Yes$0");
        assert_eq!(of(edit("a: -->", [2, 2], " ", "")), "a: $0 -->");
        assert_eq!(of(edit("Test: <its name>", [6, 16], "", "")), "Test: ${0:<its name>}");
        assert_eq!(of(edit("$a}\\<$b}>c$", [4, 9], "", "")), "\\$a\\}\\\\${0:<\\$b\\}>}c\\$");
        assert_eq!(of(edit("### é\n", [7, 7], "\n", "\n")), "### é\n\n$0\n");
        assert_eq!(super::of(&Edit::insert(0, "Yes")), None);
        // No place of the text.
        assert_eq!(super::of(&edit("é", [1, 1], "", "")), None);
        assert_eq!(super::of(&edit("é", [3, 3], "", "")), None);
    }

    #[test]
    fn what_would_be_indented_anew_is_not_kept() {
        let source = Source::new("a\n  b\n");
        let kept = |at: usize, text: &str| keeps_its_bytes(&source, &Edit::insert(at, text));
        for (at, text) in [
            (1, "x"),
            (1, " x"),
            (1, "\nx\n\ny"),
            (1, "\r\nx\r\n"),
            // No further line is indented with it.
            (5, " x"),
            // Before the indentation.
            (2, "x\ny\n"),
            (6, "x\n"),
            (1, ""),
        ] {
            assert!(kept(at, text), "{at}: {text:?}");
        }
        for (at, text) in [
            (1, "  x"),
            (1, "\tx"),
            (1, " \tx"),
            (1, "\n x"),
            (1, "x\n\ty"),
            (1, "x\r\n  y"),
            (5, "x\ny"),
            (4, "\n"),
        ] {
            assert!(!kept(at, text), "{at}: {text:?}");
        }
        assert!(!keeps_its_bytes(&source, &edit("x", [1, 1], "\n ", "")));
    }
}
