//! Lists of words and phrases, and a quick way to tell that a word is in none of them.

use std::borrow::Cow;

/// How many heaps the phrases are sorted into: a power of two.
const HEAPS: usize = 128;

/// Words and phrases (words separated by one blank), lower case. Every word of every answer is looked up in dozens of
/// these, and nearly always in vain: the phrases are in heaps by the first letters of their first words, and most heaps
/// are empty. All of it is built by the compiler, and has one address: each further one would be work at every start.
pub(in crate::proposal) struct WordList<P: ?Sized = [Place]> {
    text: &'static str,
    /// One more than the index of the last phrase of each heap; 0 for an empty one.
    heaps: [u8; HEAPS],
    phrases: P,
}

/// Where a phrase stands in the text of its list.
#[derive(Clone, Copy)]
pub(in crate::proposal) struct Place {
    start: u16,
    len: u8,
    /// The phrase before it in its heap, as `heaps` has the last one.
    before: u8,
}

/// The list of the phrases in a text, between commas.
macro_rules! words {
    ($text:expr) => {{
        use $crate::proposal::wordlist::{Place, WordList, count};
        &WordList::<[Place; count($text)]>::new($text)
    }};
}
pub(in crate::proposal) use words;

/// How many phrases are in a text.
pub(in crate::proposal) const fn count(text: &str) -> usize {
    let (text, mut count, mut i) = (text.as_bytes(), 1, 0);
    while i < text.len() {
        count += (text[i] == b',') as usize;
        i += 1;
    }
    count
}

impl<const N: usize> WordList<[Place; N]> {
    /// The list of the phrases in `text`, as many as are counted in it.
    pub(in crate::proposal) const fn new(text: &'static str) -> Self {
        assert!(
            N < u8::MAX as usize && text.len() < u16::MAX as usize,
            "a list is too long for its places"
        );
        let bytes = text.as_bytes();
        let (mut heaps, mut phrases) = ([0; HEAPS], [Place { start: 0, len: 0, before: 0 }; N]);
        let (mut i, mut at) = (0, 0);
        while i < N {
            while at < bytes.len() && bytes[at].is_ascii_whitespace() {
                at += 1;
            }
            let start = at;
            while at < bytes.len() && bytes[at] != b',' {
                at += 1;
            }
            let mut end = at;
            while end > start && bytes[end - 1].is_ascii_whitespace() {
                end -= 1;
            }
            assert!(
                start < end && end - start <= u8::MAX as usize,
                "a phrase is empty, or too long"
            );
            let heap = heap(bytes.split_at(start).1.split_at(end - start).0);
            #[expect(clippy::cast_possible_truncation, reason = "asserted above")]
            {
                phrases[i] =
                    Place { start: start as u16, len: (end - start) as u8, before: heaps[heap] };
                heaps[heap] = i as u8 + 1;
            }
            (i, at) = (i + 1, at + 1);
        }
        Self { text, heaps, phrases }
    }
}

impl WordList {
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
            let place = self.phrases[usize::from(at).checked_sub(1)?];
            at = place.before;
            let start = usize::from(place.start);
            self.text.get(start..start + usize::from(place.len))
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

    const PHRASES: [&str; 5] = ["no", "not sure", "not so sure", "n/a", "à peu près"];
    const LIST: &WordList = words!(
        "no, not sure,not so sure ,
         n/a,  à peu près
        "
    );

    #[test]
    fn finds_what_is_there_and_nothing_else() {
        for phrase in PHRASES {
            assert!(LIST.contains(phrase), "{phrase}");
            assert!(LIST.contains_in_any_case(&phrase.to_ascii_uppercase()), "{phrase}");
            assert!(LIST.may_begin(phrase) && LIST.may_begin(&phrase.to_ascii_uppercase()));
            let first = phrase.split(' ').next().unwrap();
            assert!(LIST.beginning_with(first).any(|found| found == phrase), "{phrase}");
        }
        for other in ["", "not", "sure", "non", "na", "o", "à", "no,", "not sure,not so sure"] {
            assert!(!LIST.contains(other), "{other}");
            assert!(!LIST.contains_in_any_case(other), "{other}");
        }
        assert_eq!(LIST.beginning_with("not").collect::<Vec<_>>(), ["not so sure", "not sure"]);
        assert_eq!(LIST.beginning_with("sure").count(), 0);
    }
}
