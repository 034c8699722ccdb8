//! Lists of words and phrases, and a quick way to tell that a word is in none of them.

/// Words and phrases (words separated by one blank), lower case. Every word of every answer is looked up in dozens of
/// these, and nearly always in vain: one bit for each first word tells that at once.
pub(in crate::proposal) struct WordList {
    phrases: &'static [&'static str],
    /// The bits ([`bit`]) of all first words.
    firsts: u128,
}

impl WordList {
    /// The list of these phrases.
    pub(in crate::proposal) const fn new(phrases: &'static [&'static str]) -> Self {
        let mut firsts = 0;
        let mut i = 0;
        while i < phrases.len() {
            let phrase = phrases[i].as_bytes();
            let mut len = 0;
            while len < phrase.len() && phrase[len] != b' ' {
                len += 1;
            }
            firsts |= bit(phrase, len);
            i += 1;
        }
        Self { phrases, firsts }
    }

    /// Whether `word` is one of the phrases.
    #[inline]
    pub(in crate::proposal) fn contains(&self, word: &str) -> bool {
        self.may_begin_with(word) && self.phrases.contains(&word)
    }

    /// The phrases whose first word is `word`, and perhaps others that begin with its letters.
    #[inline]
    pub(in crate::proposal) fn beginning_with<'w>(
        &self,
        word: &'w str,
    ) -> impl Iterator<Item = &'static str> + use<'w> {
        let phrases = if self.may_begin_with(word) { self.phrases } else { &[] };
        phrases.iter().copied().filter(move |phrase| phrase.starts_with(word))
    }

    /// `false` where no phrase begins with `word`. Words of more than one part (`self-explanatory`) are asked whole.
    #[inline]
    fn may_begin_with(&self, word: &str) -> bool {
        self.firsts & bit(word.as_bytes(), word.find(' ').unwrap_or(word.len())) != 0
    }

    #[cfg(test)]
    pub(in crate::proposal) fn phrases(&self) -> &'static [&'static str] {
        self.phrases
    }
}

/// One bit of 128 for a word of `len` bytes, from its ends and its length.
#[inline]
const fn bit(word: &[u8], len: usize) -> u128 {
    if len == 0 {
        return 1;
    }
    1 << ((word[0] as usize * 7 + word[len - 1] as usize * 3 + len * 29) & 127)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: WordList =
        WordList::new(&["no", "not sure", "not so sure", "n/a", "à peu près", ""]);

    #[test]
    fn finds_what_is_there_and_nothing_else() {
        for phrase in LIST.phrases() {
            assert!(LIST.contains(phrase), "{phrase}");
            let first = phrase.split(' ').next().unwrap();
            assert!(LIST.beginning_with(first).any(|found| found == *phrase), "{phrase}");
        }
        for other in ["not", "sure", "non", "na", "o", "à"] {
            assert!(!LIST.contains(other), "{other}");
        }
        assert_eq!(LIST.beginning_with("not").collect::<Vec<_>>(), ["not sure", "not so sure"]);
        assert_eq!(LIST.beginning_with("sure").count(), 0);
    }
}
