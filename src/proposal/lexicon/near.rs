//! Names that are nearly those of a question: keys, of which every one is meant as a name.

use super::words::{Words, close, lower};
use super::{Asked, Lexicon, Phrase};
use crate::policy::QuestionId;

/// The longest name that is compared, in bytes.
const LONGEST: usize = 40;

/// A short word has up to so many letters.
const SHORT: usize = 6;

impl Lexicon {
    /// The question whose id or alias `key` is but for a slip of the fingers, wherever its words are parted: `authorty`,
    /// `fall-back`. A prompt is for [`Lexicon::nearest`].
    pub fn nearest_name(&self, key: &str) -> Option<QuestionId> {
        if key.len() > LONGEST {
            return None;
        }
        let key: String = Words::new(key).map(|word| lower(word.text)).collect();
        let mut slip = None;
        for phrase in self.phrases.iter().filter(|phrase| phrase.name == super::Name::Short) {
            let Asked::Question(question) = phrase.asked else { continue };
            match near(&key, phrase) {
                // Nothing is nearer than the same letters.
                Some(Near::Parted) => return Some(question),
                Some(Near::Slip) => slip = slip.or(Some(question)),
                None => {}
            }
        }
        slip
    }
}

enum Near {
    /// The same letters.
    Parted,
    /// A letter or two more, less or other ones.
    Slip,
}

fn near(key: &str, phrase: &Phrase) -> Option<Near> {
    let len: usize = phrase.words.iter().map(|word| word.len()).sum();
    if len.abs_diff(key.len()) > 2 {
        return None;
    }
    let name = phrase.words.concat();
    if name == key {
        return Some(Near::Parted);
    }
    // Of a short word the first letter tells most: notes are not votes.
    let begins_alike = key.chars().next() == name.chars().next();
    if key.len().min(name.len()) <= SHORT && !begins_alike {
        return None;
    }
    // Another number is another thing.
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<u8>>();
    (close(key, &name) && digits(key) == digits(&name)).then_some(Near::Slip)
}
