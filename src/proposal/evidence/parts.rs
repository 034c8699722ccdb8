//! Words anywhere in a text, many of which are looked for at once.

use memchr::memmem::Finder;

/// What is looked for.
pub(super) struct Parts(Vec<(u64, Finder<'static>)>);

impl Parts {
    pub(super) fn new(parts: &'static [&'static str]) -> Self {
        Self(parts.iter().map(|part| (letters(part), Finder::new(part))).collect())
    }

    /// Whether any of them is in `text`.
    pub(super) fn any_in(&self, text: &str) -> bool {
        // A line seldom has all the letters of even one of them.
        let letters = letters(text);
        let mut parts = self.0.iter().filter(|(needed, _)| needed & !letters == 0);
        parts.any(|(_, part)| part.find(text.as_bytes()).is_some())
    }
}

/// Which characters are in `text`, a bit each; some share one.
fn letters(text: &str) -> u64 {
    text.bytes().fold(0, |letters, byte| letters | 1 << (byte & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

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
