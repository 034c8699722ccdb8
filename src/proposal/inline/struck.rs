//! Text that the author struck out, which says nothing: `~~Yes~~`, `<s>Yes</s>`, `<del>Yes</del>`.

use super::{REACH, floor_at};

/// The tags that strike out.
const TAGS: [&str; 3] = ["s", "del", "strike"];

/// The length of what is struck out at the start of `text`, marks included.
pub(in crate::proposal) fn len(text: &str) -> Option<usize> {
    let open = open_len(text)?;
    let rest = &text[open..];
    if text.starts_with('~') {
        let inner = &rest[..floor_at(rest, REACH)];
        let begins = !inner.starts_with(|c: char| c.is_whitespace() || c == '~');
        let close = memchr::memmem::find(inner.as_bytes(), b"~~").filter(|_| begins)?;
        return Some(open + close + 2);
    }
    let inner = &rest[..floor_at(rest, 4 * REACH)];
    let closes = |at: usize| TAGS.iter().any(|tag| is_tag(&inner[at + 2..], tag));
    let close = memchr::memmem::find_iter(inner.as_bytes(), b"</").find(|&at| closes(at))?;
    Some(open + close + inner[close..].find('>')? + 1)
}

/// The length of the mark that begins it.
fn open_len(text: &str) -> Option<usize> {
    if text.starts_with("~~") {
        return Some(2);
    }
    let inner = text.strip_prefix('<')?;
    TAGS.iter().any(|tag| is_tag(inner, tag)).then_some(())?;
    inner.bytes().take(60).position(|b| b == b'>').map(|at| at + 2)
}

/// Whether `text` is the inside of the tag of that name, and what stands behind it.
fn is_tag(text: &str, name: &str) -> bool {
    let named = text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    named && matches!(text.as_bytes().get(name.len()), Some(b'>' | b' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_struck_out() {
        for (text, struck) in [
            ("~~Yes~~ No", Some("~~Yes~~")),
            ("<s>Yes</s> No", Some("<s>Yes</s>")),
            ("<DEL>Yes</DEL>", Some("<DEL>Yes</DEL>")),
            (
                "<del datetime=\"2026\">a <b>b</b></del> c",
                Some("<del datetime=\"2026\">a <b>b</b></del>"),
            ),
            ("~~ 3 and ~~ 4", None),
            ("~~Yes", None),
            ("~Yes~", None),
            ("~~~~", None),
            ("<sub>2</sub>", None),
            ("<s>Yes", None),
            ("<strong>Yes</strong>", None),
        ] {
            assert_eq!(len(text).map(|len| &text[..len]), struck, "{text}");
        }
    }
}
