//! Lists of words and phrases, and a quick way to tell that a word is in none of them.

use std::borrow::Cow;

/// How many phrases a list can have.
const MOST: usize = 160;

/// How many heaps the phrases are sorted into: a power of two.
const HEAPS: usize = 128;

/// Words and phrases (words separated by one blank), lower case. Every word of every answer is looked up in dozens of
/// these, and nearly always in vain: the phrases are in heaps by the first letters of their first words, and most heaps
/// are empty. All of it is built by the compiler.
pub(in crate::proposal) struct WordList {
    phrases: &'static [&'static str],
    /// One more than the index of the last phrase of each heap; 0 for an empty one.
    heaps: [u8; HEAPS],
    /// For each phrase the one before it in its heap, in the same way.
    before: [u8; MOST],
}

impl WordList {
    /// The list of these phrases.
    pub(in crate::proposal) const fn new(phrases: &'static [&'static str]) -> Self {
        assert!(phrases.len() <= MOST, "a list has too many phrases for its chains");
        let (mut heaps, mut before) = ([0; HEAPS], [0; MOST]);
        let mut i = 0;
        while i < phrases.len() {
            let heap = heap(phrases[i].as_bytes());
            before[i] = heaps[heap];
            i += 1;
            #[expect(clippy::cast_possible_truncation, reason = "at most MOST")]
            {
                heaps[heap] = i as u8;
            }
        }
        Self { phrases, heaps, before }
    }

    /// Whether `word` is one of the phrases.
    #[inline]
    pub(in crate::proposal) fn contains(&self, word: &str) -> bool {
        self.may_begin(word) && self.finds(word, |phrase| phrase == word)
    }

    /// Whether `word`, in any case, is one of the phrases, which are ASCII.
    #[inline]
    pub(in crate::proposal) fn contains_in_any_case(&self, word: &str) -> bool {
        self.may_begin(word) && self.finds(word, |phrase| phrase.eq_ignore_ascii_case(word))
    }

    /// Whether `word`, in any case, can be the beginning of one of the phrases: quick, and wrong now and then.
    #[inline]
    pub(in crate::proposal) fn may_begin(&self, word: &str) -> bool {
        self.heaps[heap(word.as_bytes())] > 0
    }

    /// The phrases that begin with the letters of `word`, if that is the first word of any.
    #[inline]
    pub(in crate::proposal) fn beginning_with<'w>(
        &'w self,
        word: &'w str,
    ) -> impl Iterator<Item = &'static str> + use<'w> {
        self.heap(word).filter(move |phrase| phrase.starts_with(word))
    }

    /// Whether any phrase in the heap of `word` is what is looked for. Apart, so that what comes first is short enough to
    /// be a part of its callers.
    #[inline(never)]
    fn finds(&self, word: &str, is: impl Fn(&str) -> bool) -> bool {
        self.heap(word).any(is)
    }

    /// The phrases in the heap that `word`, or a phrase that begins with it, is in.
    fn heap(&self, word: &str) -> impl Iterator<Item = &'static str> + use<'_> {
        let mut at = self.heaps[heap(word.as_bytes())];
        std::iter::from_fn(move || {
            let index = usize::from(at).checked_sub(1)?;
            at = self.before[index];
            Some(self.phrases[index])
        })
    }
}

/// A word in lower case, as most words are, to be looked up.
pub(in crate::proposal) fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    }
}

/// The heap of a word or phrase, from up to three letters of its first word, whose case makes no difference.
#[inline]
const fn heap(phrase: &[u8]) -> usize {
    // The last five bits: letters in either case are alike, and a blank is nothing.
    let (a, b, c) = match *phrase {
        [] => (0, 0, 0),
        [a] | [a, b' ', ..] => (a & 31, 0, 0),
        [a, b] => (a & 31, b & 31, 0),
        [a, b, c, ..] => (a & 31, b & 31, c & 31),
    };
    (a as usize * 37 + b as usize * 11 + c as usize * 3) & (HEAPS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: WordList =
        WordList::new(&["no", "not sure", "not so sure", "n/a", "à peu près", ""]);

    #[test]
    fn finds_what_is_there_and_nothing_else() {
        for phrase in LIST.phrases {
            assert!(LIST.contains(phrase), "{phrase}");
            assert!(LIST.contains_in_any_case(&phrase.to_ascii_uppercase()), "{phrase}");
            assert!(LIST.may_begin(phrase) && LIST.may_begin(&phrase.to_ascii_uppercase()));
            let first = phrase.split(' ').next().unwrap();
            assert!(LIST.beginning_with(first).any(|found| found == *phrase), "{phrase}");
        }
        for other in ["not", "sure", "non", "na", "o", "à"] {
            assert!(!LIST.contains(other), "{other}");
            assert!(!LIST.contains_in_any_case(other), "{other}");
        }
        assert_eq!(LIST.beginning_with("not").collect::<Vec<_>>(), ["not so sure", "not sure"]);
        assert_eq!(LIST.beginning_with("sure").count(), 0);
    }
}
