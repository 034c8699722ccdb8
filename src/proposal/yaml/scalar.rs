//! The words of one scalar, each with the bytes it stands for.

use super::super::content::Prose;
use super::super::yaml_tree::ScalarStyle;
use crate::source::Span;

/// Appends the words of a plain or quoted scalar whose content is `text[content]` to `prose`. A folded line break stays one;
/// an empty line ends the paragraph.
pub(super) fn read(text: &str, style: ScalarStyle, content: Span, prose: &mut Prose) {
    let raw = text.get(content.range()).unwrap_or_default();
    Words { raw, base: content.start, style, run: 0, prose }.read();
}

struct Words<'a> {
    raw: &'a str,
    base: usize,
    style: ScalarStyle,
    /// First byte that is not in the prose yet.
    run: usize,
    prose: &'a mut Prose,
}

/// What an escape stands for.
enum Escape {
    Char(char),
    Break,
    /// A line break that is none.
    Joined,
}

impl Words<'_> {
    fn read(&mut self) {
        let bytes = self.raw.as_bytes();
        let escape = match self.style {
            ScalarStyle::Double => b'\\',
            ScalarStyle::Single => b'\'',
            _ => b'\n',
        };
        let mut at = 0;
        while let Some(next) = memchr::memchr3(b'\n', b'\r', escape, &bytes[at..]) {
            at += next;
            match bytes[at] {
                b'\n' | b'\r' => at = self.fold(at),
                b'\\' => at = self.escape(at),
                _ if bytes.get(at + 1) == Some(&b'\'') => {
                    self.flush(at);
                    self.push('\'', at, at + 2);
                    at += 2;
                }
                _ => at += 1,
            }
        }
        self.flush(bytes.len());
    }

    /// Puts what was read up to `end` into the prose.
    fn flush(&mut self, end: usize) {
        if let Some(run) = self.raw.get(self.run..end) {
            self.prose.push(run, Span::new(self.base + self.run, self.base + end));
        }
        self.run = end;
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        let span = Span::new(self.base + start, self.base + end);
        self.prose.push(c.encode_utf8(&mut [0; 4]), span);
        self.run = end;
    }

    /// A line break at `at` with the blanks and empty lines around it; gives the first byte of the next words.
    fn fold(&mut self, at: usize) -> usize {
        let before = self.raw.get(self.run..at).unwrap_or_default();
        self.flush(self.run + before.trim_end_matches([' ', '\t']).len());
        let rest = self.raw.get(at..).unwrap_or_default();
        let next = self.raw.len() - rest.trim_start().len();
        let between = self.raw.get(at..next).unwrap_or_default().replace("\r\n", "\n");
        let breaks = between.bytes().filter(|b| matches!(b, b'\n' | b'\r')).count();
        self.prose.break_line(self.base + at, breaks > 1);
        self.run = next;
        next
    }

    fn escape(&mut self, at: usize) -> usize {
        self.flush(at);
        let Some((escape, len)) = decode(self.raw.get(at + 1..).unwrap_or_default()) else {
            // No escape that YAML knows: what is written counts.
            return at + 1;
        };
        let end = at + 1 + len;
        match escape {
            Escape::Char(c) => self.push(c, at, end),
            Escape::Break => self.prose.break_line(self.base + at, false),
            Escape::Joined => {}
        }
        self.run = end;
        end
    }
}

/// What the escape behind a backslash stands for, and how many bytes it takes.
fn decode(rest: &str) -> Option<(Escape, usize)> {
    let first = rest.chars().next()?;
    let escape = match first {
        'x' => return hex(rest, 2),
        'u' => return hex(rest, 4),
        'U' => return hex(rest, 8),
        '\n' | '\r' => {
            let blanks = rest.trim_start_matches(['\n', '\r', ' ', '\t']);
            return Some((Escape::Joined, rest.len() - blanks.len()));
        }
        'n' | 'r' | 'N' | 'L' | 'P' => Escape::Break,
        't' | '\t' => Escape::Char('\t'),
        '"' | '/' | '\\' | ' ' => Escape::Char(first),
        '_' => Escape::Char('\u{a0}'),
        '0' | 'a' | 'b' | 'e' | 'f' | 'v' => Escape::Char(' '),
        _ => return None,
    };
    Some((escape, first.len_utf8()))
}

/// A character by its number in so many hexadecimal digits behind the letter; two halves of a surrogate pair are one.
fn hex(rest: &str, digits: usize) -> Option<(Escape, usize)> {
    let number = |at: usize| u32::from_str_radix(rest.get(at..at + digits)?, 16).ok();
    let first = number(1)?;
    let len = 1 + digits;
    if (0xD800..0xDC00).contains(&first) && rest.get(len..len + 2) == Some("\\u") {
        let second = number(len + 2)?;
        let low = second.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
        let c = char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + low)?;
        return Some((Escape::Char(c), len + 2 + digits));
    }
    match char::from_u32(first)? {
        '\n' | '\r' => Some((Escape::Break, len)),
        c => Some((Escape::Char(c), len)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, style: ScalarStyle) -> String {
        let mut prose = Prose::new();
        read(text, style, Span::new(0, text.len()), &mut prose);
        for (at, c) in prose.text().char_indices() {
            let span = prose.span(at..at + c.len_utf8());
            assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
        }
        prose.text().to_owned()
    }

    #[test]
    fn words_of_every_style() {
        use ScalarStyle::{Double, Plain, Single};
        assert_eq!(words("Yes, it\n  does \\n\n\n  too", Plain), "Yes, it\ndoes \\n\n\ntoo");
        assert_eq!(words("it''s \\n\r\n here", Single), "it's \\n\nhere");
        assert_eq!(words(r#"a \"b\" \\ \/ \n c"#, Double), "a \"b\" \\ / \n c");
        assert_eq!(words("\\u00e9\\x41\\U0001F600\\uD83D\\uDE00é", Double), "éA😀😀é");
        assert_eq!(words("one \\\n   two\\", Double), "one two\\");
        assert_eq!(words("\\ud83d \\q \\u12", Double), "\\ud83d \\q \\u12");
        assert_eq!(words("\\u\u{e9}\u{e9}", Double), "\\uéé");
    }

    #[test]
    fn an_escape_stands_for_its_bytes() {
        let text = r"x\u00e9y";
        let mut prose = Prose::new();
        read(text, ScalarStyle::Double, Span::new(0, text.len()), &mut prose);
        assert_eq!(prose.span(1..3), Span::new(1, 7));
        assert_eq!(prose.span(3..4), Span::new(7, 8));
    }
}
