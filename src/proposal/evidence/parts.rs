//! Words anywhere in a text, and beginnings of lines, many of which are looked for at once.

use memchr::memmem::Finder;

/// What is looked for.
pub(in crate::proposal) struct Parts(Vec<(u64, Finder<'static>)>);

impl Parts {
    pub(in crate::proposal) fn new(parts: &'static [&'static str]) -> Self {
        Self(parts.iter().map(|part| (letters(part), Finder::new(part))).collect())
    }

    /// Whether any of them is in `text`.
    pub(in crate::proposal) fn any_in(&self, text: &str) -> bool {
        // A line seldom has all the letters of even one of them.
        let letters = letters(text);
        let mut parts = self.0.iter().filter(|(needed, _)| needed & !letters == 0);
        parts.any(|(_, part)| part.find(text.as_bytes()).is_some())
    }
}

/// Beginnings of lines.
pub(in crate::proposal) struct Heads {
    heads: &'static [&'static str],
    /// The characters that they begin with.
    letters: u64,
}

impl Heads {
    pub(in crate::proposal) const fn new(heads: &'static [&'static str]) -> Self {
        let (mut letters, mut i) = (0, 0);
        while i < heads.len() {
            letters |= bit(heads[i].as_bytes()[0]);
            i += 1;
        }
        Self { heads, letters }
    }

    /// Those that `line` begins with.
    pub(in crate::proposal) fn of(&self, line: &str) -> impl Iterator<Item = &'static str> {
        // The first character tells most apart, and a comparison costs more.
        let first = line.bytes().next();
        let may_begin = first.is_some_and(|first| self.letters & bit(first) != 0);
        let heads = if may_begin { self.heads } else { &[] };
        let heads = heads.iter().filter(move |head| head.bytes().next() == first);
        heads.copied().filter(move |head| line.starts_with(head))
    }
}

/// The lines of a text, blanks at their ends left out.
pub(in crate::proposal) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest.filter(|text| !text.is_empty())?;
        let end = memchr::memchr(b'\n', text.as_bytes());
        rest = end.map(|end| &text[end + 1..]);
        Some(text[..end.unwrap_or(text.len())].trim_end())
    })
}

/// Which characters are in `text`, a bit each; some share one.
fn letters(text: &str) -> u64 {
    text.bytes().fold(0, |letters, byte| letters | bit(byte))
}

const fn bit(byte: u8) -> u64 {
    1 << (byte & 63)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_begin_their_lines() {
        const HEADS: Heads = Heads::new(&["error:", "E   ", "☠"]);
        assert_eq!(HEADS.of("error: 3").collect::<Vec<_>>(), ["error:"]);
        assert_eq!(HEADS.of("☠ x").collect::<Vec<_>>(), ["☠"]);
        for line in ["", "errors", "an error:", "☢", "E"] {
            assert_eq!(HEADS.of(line).count(), 0, "{line}");
        }
    }

    #[test]
    fn parts_are_found_wherever_they_stand() {
        let parts = Parts::new(&["exit code", "☠", ": "]);
        for text in ["exit code", "an exit code of 3", "☠", "died ☠", ": "] {
            assert!(parts.any_in(text), "{text}");
        }
        for text in ["", "code exit", "exit  code", "☢", "a:b c"] {
            assert!(!parts.any_in(text), "{text}");
        }
    }
}
