//! Words, how they are compared, and how far they are apart.

use crate::proposal::letters;
use std::borrow::Cow;
use std::sync::Arc;

/// A word with its place in its text.
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: &'a str,
}

/// Runs of letters and digits; an apostrophe inside a word belongs to it.
pub(super) struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Words<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = Word<'a>;

    fn next(&mut self) -> Option<Word<'a>> {
        let bytes = self.text.as_bytes();
        let rest = bytes.get(self.at..)?;
        let mut start =
            self.at + rest.iter().position(|b| b.is_ascii_alphanumeric() || !b.is_ascii())?;
        if !bytes.get(start)?.is_ascii() {
            start += self.text[start..].find(char::is_alphanumeric)?;
        }
        let mut end = start;
        loop {
            end += bytes[end..].iter().take_while(|b| LETTERS[usize::from(**b)]).count();
            let Some(byte) = bytes.get(end) else { break };
            if byte.is_ascii() && *byte != b'\'' {
                break;
            }
            let mut rest = self.text[end..].chars();
            let c = rest.next()?;
            let joins = matches!(c, '\'' | '’') && rest.next().is_some_and(char::is_alphanumeric);
            if !c.is_alphanumeric() && !joins && !letters::is_accent(c) {
                break;
            }
            end += c.len_utf8();
        }
        self.at = end;
        Some(Word { start, end, text: &self.text[start..end] })
    }
}

/// Which bytes are ASCII letters and digits.
const LETTERS: [bool; 256] = {
    let mut letters = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        letters[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    letters
};

pub(super) fn lower(word: &str) -> Cow<'_, str> {
    if !word.is_ascii() {
        letters::composed(word.to_lowercase().replace('’', "'").into())
    } else if word.bytes().any(|b| b.is_ascii_uppercase()) {
        word.to_ascii_lowercase().into()
    } else {
        word.into()
    }
}

pub(super) fn same(word: &str, wanted: &str) -> bool {
    word.eq_ignore_ascii_case(wanted) || (!word.is_ascii() && lower(word) == wanted)
}

/// Edit distance over words, in tenths: another word costs 10, a misspelt one 2.
pub(super) fn word_distance(a: &[Cow<'_, str>], b: &[Arc<str>]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).map(|i| 10 * i).collect();
    for (i, word) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = 10 * (i + 1);
        for (j, other) in b.iter().enumerate() {
            let cost = if **word == **other {
                0
            } else if close(word, other) {
                2
            } else {
                10
            };
            let best = (corner + cost).min(row[j] + 10).min(row[j + 1] + 10);
            corner = row[j + 1];
            row[j + 1] = best;
        }
    }
    row[b.len()]
}

/// Whether two words differ by a slip of the fingers: one edit for up to six letters, two for more.
pub fn close(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let allowed = match short.len() {
        0..=3 => return false,
        4..=6 => 1,
        _ => 2,
    };
    long.len() - short.len() <= allowed
        && long.len() <= 40
        && letters_apart(a, b) <= allowed
        && edit_distance(a, b) <= allowed
}

/// A distance that [`edit_distance`] is never below: each letter that only one of the words has takes an edit.
fn letters_apart(a: &str, b: &str) -> usize {
    let letters = |word: &str| word.chars().fold(0u64, |letters, c| letters | 1 << (c as u32 % 64));
    let (a, b) = (letters(a), letters(b));
    (a & !b).count_ones().max((b & !a).count_ones()) as usize
}

/// Edit distance over letters, a swap of neighbours counted once. For short words: quadratic.
pub fn edit_distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j - 1] + cost).min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn letters_are_no_further_apart_than_words(a in "[a-eé😀]{0,8}", b in "[a-eé😀]{0,8}") {
            prop_assert!(letters_apart(&a, &b) <= edit_distance(&a, &b));
        }
    }
}
