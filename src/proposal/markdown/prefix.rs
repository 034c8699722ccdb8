//! What stands before a question and is no marker of Markdown: numbers and boxes as other programs export them (`1\.`,
//! `\[x\]`), signs (`🧭 1.1`, `1️⃣`, `:wrench:`), and names of parts (`[Reach]`, `Q3 -`).

use super::numbering;
use std::ops::Range;

/// What stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Prefix {
    /// How long it is.
    pub(super) len: usize,
    /// The box in it, and whether it is ticked.
    pub(super) tick: Option<(Range<usize>, bool)>,
    /// Whether only a whole prompt may follow, for it could be words as well.
    pub(super) is_name: bool,
}

/// How many pieces are looked at.
const MOST: usize = 6;

/// Reads what stands before the words of a line; `bracket` tells that `[` stands before it.
pub(super) fn read(words: &str, bracket: bool) -> Option<Prefix> {
    // Most lines begin with a word.
    if !bracket && words.bytes().take(2).filter(u8::is_ascii_alphabetic).count() == 2 {
        return None;
    }
    let mut found = Prefix::default();
    if bracket {
        found.len = name_len(words, ']')?;
        found.is_name = true;
    }
    for _ in 0..MOST {
        let rest = words.get(found.len..)?;
        if let Some(len) = box_len(rest) {
            found.tick = Some((found.len..found.len + len, rest[..len].contains(['x', 'X'])));
            found.len += len;
        } else if let Some(len) = escaped_len(rest).or_else(|| sign_len(rest)) {
            found.len += len;
        } else if let Some(len) = behind_sign(rest).filter(|_| found.len > 0) {
            found.len += len;
        } else if let Some(len) = label_len(rest).filter(|_| !found.is_name) {
            found.len += len;
            found.is_name = true;
        } else {
            break;
        }
    }
    (found.len > 0).then_some(found)
}

/// The length of `\[x\]`, a box whose brackets are escaped.
fn box_len(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("\\[")?;
    let mark = inner.find("\\]").filter(|&at| at < 4)?;
    let len = mark + 4;
    let is_mark = matches!(inner[..mark].trim(), "" | "x" | "X");
    (is_mark && blank_at(rest, len)).then_some(len)
}

/// The length of `1\.`, `2.1\)`, `a\)`, `\-` and the like, which Markdown would take for a list without the backslash;
/// or `3.**`, whose emphasis ends with it.
fn escaped_len(rest: &str) -> Option<usize> {
    let number = rest.bytes().take(9).take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let letter = usize::from(rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    let counted = rest.starts_with(|c: char| c.is_ascii_digit());
    let name = if counted { number } else { letter };
    let behind = &rest[name..];
    let mark = match behind.as_bytes() {
        [b'\\', b'.' | b')', ..] if name > 0 => 2,
        [b'\\', b'-' | b'*' | b'+', ..] if name == 0 => 2,
        [b')', b'*', b'*', ..] if counted => 1,
        [b'*', b'*', ..] if counted && rest[..name].ends_with('.') => 0,
        _ => return None,
    };
    let emphasis = behind[mark..].len() - behind[mark..].trim_start_matches(['*', '_']).len();
    let len = name + mark + emphasis;
    blank_at(rest, len).then_some(len)
}

/// The length of an emoji, a keycap, or a sign by its name, with the blanks behind it.
fn sign_len(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    let is_sign = |c: char| matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1fbff}' | '\u{fe0f}' | '\u{200d}' | '\u{20e3}');
    let len = if first.is_ascii_digit() || first == '#' {
        let behind = &rest[1..];
        let cap = behind.strip_prefix('\u{fe0f}').unwrap_or(behind).strip_prefix('\u{20e3}')?;
        rest.len() - cap.len()
    } else if first == ':' {
        let name = rest[1..].bytes().take(40);
        let is_name = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_+-".contains(b);
        let name = name.take_while(is_name).count();
        let closed = name > 1 && rest[1 + name..].starts_with(':');
        closed.then_some(name + 2).filter(|&len| blank_at(rest, len))?
    } else if first.is_ascii() {
        return None;
    } else {
        let signs = rest.chars().take(8).take_while(|&c| is_sign(c));
        signs.map(char::len_utf8).sum()
    };
    let blanks = rest[len..].len() - rest[len..].trim_start_matches([' ', '\t']).len();
    (len > 0).then_some(len + blanks)
}

/// The length of what a line may begin with, where a sign stands before it: a number, emphasis, a blank.
fn behind_sign(rest: &str) -> Option<usize> {
    let numbered = numbering::numbering_len(rest);
    numbered.or_else(|| rest.starts_with([' ', '\t', '*', '_']).then_some(1))
}

/// The length of `(Reach)`, `[Reach]`, `Q3`, `3 -` with the blanks behind it.
fn label_len(rest: &str) -> Option<usize> {
    match rest.bytes().next()? {
        b'(' => name_len(&rest[1..], ')').map(|len| len + 1),
        b'[' => name_len(&rest[1..], ']').map(|len| len + 1),
        first if first.is_ascii_alphanumeric() => {
            let word = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.'))?;
            let (name, behind) = rest.split_at(word);
            let is_number =
                |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            let asks = name.strip_prefix(['Q', 'q']).is_some_and(is_number);
            let counts = name.len() == 1 || name.split('.').all(is_number);
            let words = behind.strip_prefix(' ')?;
            let dash = ["- ", "– ", "— "].into_iter().find_map(|dash| words.strip_prefix(dash));
            let words = match dash {
                Some(words) if asks || counts => words,
                None if asks => words,
                _ => return None,
            };
            Some(rest.len() - words.len())
        }
        _ => None,
    }
}

/// The length of the name of a part up to the bracket that closes it, with the blanks behind it; not of an answer.
fn name_len(inner: &str, close: char) -> Option<usize> {
    const ANSWERS: [&str; 16] = [
        "yes", "no", "y", "n", "true", "false", "x", "done", "tbd", "todo", "n/a", "na", "ok",
        "none", "unknown", "common",
    ];
    let end = inner.bytes().take(32).position(|b| b == close as u8)?;
    let name = &inner[..end];
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '&' | '-' | '/' | '_' | '.');
    let fits = name.starts_with(char::is_alphanumeric)
        && name.chars().all(is_name)
        && !ANSWERS.iter().any(|answer| answer.eq_ignore_ascii_case(name.trim()));
    let behind = &inner[end + 1..];
    let words = behind.trim_start_matches([' ', '\t', '*', '_']);
    (fits && words.len() < behind.len()).then_some(inner.len() - words.len())
}

fn blank_at(rest: &str, at: usize) -> bool {
    rest.get(at..).is_some_and(|rest| rest.starts_with([' ', '\t', '*', '_']) || rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_a_question() {
        for line in [
            "1\\. Is it?",
            "1\\) Is it?",
            "2.1\\. Is it?",
            "a\\) Is it?",
            "3\\.** Is it?",
            "3.** Is it?",
            "3)** Is it?",
            "\\- Is it?",
            "\\- \\[x\\] Is it?",
            "\\[ \\] Is it?",
            "🧭 1.1 Is it?",
            "🔧 1. Is it?",
            "🔧1\\. Is it?",
            "1️⃣ Is it?",
            "🔹 a) Is it?",
            "▶️ **Q3:** Is it?",
            ":wrench: Is it?",
            ":wrench: 1. Is it?",
            "Q3 - Is it?",
            "Q3 Is it?",
            "3 – Is it?",
            "A - Is it?",
            "(Reach) Is it?",
            "[Reach & risk] Is it?",
        ] {
            let prefix = read(line, false).unwrap();
            assert_eq!(line[prefix.len..].trim_start_matches(['*', ' ']), "Is it?", "{line}");
        }
        let prefix = read("Reach] Is it?", true).unwrap();
        assert!(prefix.len == 7 && prefix.is_name);
        assert_eq!(read("\\[x\\] Is it?", false).unwrap().tick, Some((0..5, true)));
        for line in [
            "Is it?",
            "1. Is it?",
            "(yes) Is it?",
            "[No] Is it?",
            "(see #12) Is it?",
            "Q3",
            "QA - Is it?",
            "A Is it?",
            "3 of them: is it?",
            "1\\.5 is it?",
            "::x Is it?",
            "é Is it?",
            "",
            "\\",
            "a\\b",
            "(",
            "10:30 - Is it?",
        ] {
            assert_eq!(read(line, false), None, "{line}");
        }
        assert_eq!(read("yes] Is it?", true), None);
    }
}
