//! What words begin with: nearly every line begins with another word than any question, and its letters tell.

/// A number for the letters that a word begins with, in any case: the same for the same letters.
pub(super) fn letters(word: &str) -> usize {
    let letter = |at: usize| word.as_bytes().get(at).map_or(0, u8::to_ascii_lowercase);
    number_of([letter(0), letter(1), letter(2)])
}

/// The number of three letters in lower case, or fewer and zeros.
#[inline]
pub(super) const fn number_of(letters: [u8; 3]) -> usize {
    let [a, b, c] = letters;
    a as usize * 37 + b as usize * 11 + c as usize * 3
}

/// Which of 256 heaps is that of a word's letters.
pub(super) const fn heap(letters: usize) -> usize {
    letters & 255
}

/// A set of numbers of letters: quick, and has others now and then.
#[derive(Clone, Debug, Default)]
pub(super) struct Beginnings([u64; 16]);

impl Beginnings {
    pub(super) fn add(&mut self, letters: usize) {
        self.0[letters / 64 % 16] |= 1 << (letters % 64);
    }

    #[inline]
    pub(super) fn may_have(&self, letters: usize) -> bool {
        self.0[letters / 64 % 16] >> (letters % 64) & 1 == 1
    }
}

/// Letters and digits in lower case, [`CLOSER`] for what may belong to a word and takes a closer look, and 0 for what
/// separates words.
pub(super) const FOLDED: [u8; 256] = {
    let mut folded = [0; 256];
    let mut byte = 0u8;
    loop {
        folded[byte as usize] = match byte {
            b'\'' | 128.. => CLOSER,
            byte if byte.is_ascii_alphanumeric() => byte.to_ascii_lowercase(),
            _ => 0,
        };
        if byte == u8::MAX {
            break folded;
        }
        byte += 1;
    }
};

pub(super) const CLOSER: u8 = 255;
