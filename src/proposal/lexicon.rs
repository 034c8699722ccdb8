//! Which question or criterion a line's leading words ask for.
//!
//! Text is compared word by word: case, punctuation, emphasis and white space do not matter. A prompt that ends with
//! punctuation, an alias and an id match only before `:`, `?`, `(`, a dash, closing emphasis or brackets, or the end of
//! the line or cell, so that "Risk-averse teams …" does not ask about "Risk". Numbering is taken off of the policy's words
//! as it is of a line's.

mod beginnings;
mod collect;
mod ending;
mod hint;
mod near;
mod words;

use crate::policy::{CriterionId, QuestionId};
use crate::proposal::markdown::behind_numbering;
use beginnings::{Beginnings, CLOSER, FOLDED, heap, letters, number_of};
use ending::{delimiter, gap_fits, slip, stop};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;
use words::{Word, Words, lower, same, word_distance};

pub use ending::tag_len;
pub use words::{close, edit_distance};

/// What a line asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A question of the policy.
    Question(QuestionId),
    /// A criterion's heading.
    Criterion(CriterionId),
}

/// A match at the beginning of a text; offsets are bytes of that text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// What is asked.
    pub asked: Asked,
    /// One past the prompt's last byte, its question mark included.
    pub end: usize,
    /// Where the answer may begin: closing markup, a hint in parentheses, and one colon or dash left out.
    pub rest: usize,
    /// Whether the words are only the beginning of the prompt: a question that is being typed.
    pub begun: bool,
}

/// All prompts, titles, aliases and ids of a policy, normalised, to match lines against. Built once per policy.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    phrases: Vec<Phrase>,
    /// First words and their phrases, the longest first, in heaps by their [`letters`]: nearly every line begins with
    /// another word, and finds an empty heap.
    heaps: Vec<Vec<(Arc<str>, Vec<usize>)>>,
    /// Every word of every phrase, and its number: a line with other words is close to none of them.
    vocabulary: HashMap<Arc<str>, u32>,
    /// What those words begin with.
    beginnings: Beginnings,
    /// The same of the first words alone.
    starts: Beginnings,
}

/// What kind of name a phrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    /// A prompt without the hint at its end: another hint in its place may ask something else.
    WithoutHint,
    /// An alias or id.
    Short,
    /// A prompt or title.
    Full,
}

#[derive(Clone, Debug)]
struct Phrase {
    words: Vec<Arc<str>>,
    /// Their numbers.
    numbers: Vec<u32>,
    /// For each word what before it ends a question elsewhere.
    stops: Vec<Option<char>>,
    asked: Asked,
    name: Name,
    /// Matches whatever follows: a prompt without punctuation at its end.
    open: bool,
    /// Has sentence punctuation between its words, so that a line may have it, too.
    punctuated: bool,
    /// As the policy has it and most authors do, and where in it the last word ends; where a mark follows that word.
    written: Option<(String, usize)>,
    /// What stands behind its last word: a question mark, closing brackets, an accent that is a character of its own.
    tail: String,
}

impl Phrase {
    /// Whether it is a prompt of a few words with a question mark at its end.
    fn is_asked(&self) -> bool {
        self.name == Name::Full && self.words.len() > 3 && self.tail.starts_with('?')
    }
}

impl Lexicon {
    /// What the beginning of `text` asks for; the longest phrase wins.
    ///
    /// `text` begins with the first word (markers are stripped) and may go on over the following lines of the same
    /// block: a prompt that is wrapped matches. `cell`: the text is one table cell.
    pub fn match_start(&self, text: &str) -> Option<Match> {
        if !self.may_begin(text) {
            return None;
        }
        let mut words = Words::new(text);
        let first = words.next()?;
        // The line at hand must have the first word, and little before it.
        if first.start > 8 || text[..first.start].contains(['\n', '\r']) {
            return None;
        }
        let list = self.beginning_with(first.text)?;
        let second = words.next();
        let goes_on = |phrase: &Phrase| match (phrase.words.get(1), second) {
            (Some(wanted), Some(second)) => same(second.text, wanted),
            (wanted, _) => wanted.is_none(),
        };
        let mut phrases = list.iter().map(|&index| &self.phrases[index]).filter(|p| goes_on(p));
        phrases.find_map(|phrase| match_phrase(phrase, text))
    }

    /// Whether the first word of `text` can be that of a phrase, from its first letters: quick, and wrong now and then.
    #[inline]
    pub(super) fn may_begin(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let letter = |at: usize| bytes.get(at).map_or(0, |byte| FOLDED[usize::from(*byte)]);
        let Some(at) = (0..9).find(|&at| letter(at) > 0) else { return true };
        let (a, b) = (letter(at), letter(at + 1));
        let c = if b > 0 { letter(at + 2) } else { 0 };
        a == CLOSER || b == CLOSER || c == CLOSER || self.starts.may_have(number_of([a, b, c]))
    }

    /// The indices of the phrases whose first word is `word`, the longest first.
    fn beginning_with(&self, word: &str) -> Option<&[usize]> {
        let letters = if word.is_ascii() { letters(word) } else { letters(&lower(word)) };
        let (_, phrases) =
            self.heaps.get(heap(letters))?.iter().find(|(first, _)| same(word, first))?;
        Some(phrases)
    }

    /// What `text`, up to the end of its first line, is the beginning of: at least three words, all of them the first
    /// words of the prompts of one question, the last perhaps unfinished.
    pub fn match_begun(&self, text: &str) -> Option<Match> {
        if !self.may_begin(text) {
            return None;
        }
        let line = text.lines().next().unwrap_or_default();
        let mut words = Words::new(line);
        let begun = self.beginning_with(words.next()?.text)?;
        let second = words.next()?;
        let goes_on = |phrase: &Phrase| phrase.words.get(1).is_some_and(|w| same(second.text, w));
        if !begun.iter().any(|&index| goes_on(&self.phrases[index])) {
            return None;
        }
        let typed: Vec<Word<'_>> = Words::new(line).take(24).collect();
        let last = typed.last()?;
        if typed.len() < 3 || !line[last.end..].trim_matches(['*', '_', ' ', '\t', '\r']).is_empty()
        {
            return None;
        }
        let mut found: Option<Asked> = None;
        for phrase in begun
            .iter()
            .map(|&index| &self.phrases[index])
            .filter(|phrase| phrase.name == Name::Full)
        {
            let fits = typed.len() <= phrase.words.len()
                && typed.iter().zip(&phrase.words).enumerate().all(|(i, (word, wanted))| {
                    let last = i + 1 == typed.len();
                    same(word.text, wanted) || last && wanted.starts_with(&*lower(word.text))
                })
                // "Which part is it: the" has begun an answer.
                && typed.windows(2).zip(phrase.stops.iter().skip(1)).all(|(pair, wanted)| {
                    let said = stop(&line[pair[0].end..pair[1].start]);
                    said.is_none() || said == *wanted
                });
            if !fits {
                continue;
            }
            match (found, phrase.asked) {
                (None, asked @ Asked::Question(_)) => found = Some(asked),
                (Some(other), asked) if other == asked => {}
                _ => return None,
            }
        }
        found.map(|asked| Match { asked, end: last.end, rest: line.len(), begun: true })
    }

    /// What `text`, whole, names: a YAML key, a table's cell.
    pub fn whole(&self, text: &str) -> Option<Asked> {
        let text = behind_numbering(text);
        let found = self.match_start(text.trim_start_matches(|c: char| !c.is_alphanumeric()))?;
        let start = text.len() - text.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        text.get(start + found.rest..)?
            .trim_matches(|c: char| !c.is_alphanumeric())
            .is_empty()
            .then_some(found.asked)
    }

    /// The question that `text`, whole, names.
    pub fn question(&self, text: &str) -> Option<QuestionId> {
        match self.whole(text)? {
            Asked::Question(id) => Some(id),
            Asked::Criterion(_) => None,
        }
    }

    /// The criterion that `text`, whole, names.
    pub fn criterion(&self, text: &str) -> Option<CriterionId> {
        match self.whole(text)? {
            Asked::Criterion(id) => Some(id),
            Asked::Question(_) => None,
        }
    }

    /// The question that `text` is close to and does not match: a word or letters differ.
    ///
    /// Bounded work whatever the text: at most 24 words are looked at.
    pub fn nearest(&self, text: &str) -> Option<QuestionId> {
        let mut typed: Vec<Cow<'_, str>> = Vec::new();
        let mut known: Vec<u32> = Vec::new();
        for word in Words::new(text).take(25) {
            let may_be_known =
                self.beginnings.may_have(letters(word.text)) || !word.text.is_ascii();
            let word = lower(word.text);
            if may_be_known {
                known.extend(self.vocabulary.get(word.as_ref()));
            }
            typed.push(word);
            if typed.len() > 8 && 3 * known.len() < typed.len() {
                return None;
            }
        }
        // No prompt is close to a single word.
        if !(2..=24).contains(&typed.len()) || 2 * known.len() < typed.len() {
            return None;
        }
        let mut best: Option<(usize, QuestionId)> = None;
        for phrase in &self.phrases {
            let Asked::Question(question) = phrase.asked else { continue };
            let longest = typed.len().max(phrase.words.len());
            // A long prompt may differ in a third of its words; an id or short alias in letters only.
            let allowed = if longest < 5 { 0 } else { longest / 3 };
            if phrase.words.len() < 2 {
                continue;
            }
            if typed.len().abs_diff(phrase.words.len()) > allowed {
                continue;
            }
            if longest > 3 {
                let shared = known.iter().filter(|word| phrase.numbers.contains(word)).count();
                if 2 * shared < longest {
                    continue;
                }
            }
            let distance = word_distance(&typed, &phrase.words);
            // In tenths of a word, so that misspelt words cost less than other words.
            let most = if longest < 5 { 4 } else { 10 * longest / 3 };
            if distance > most || distance == 0 {
                continue;
            }
            let score = 100 * distance / longest;
            if best.is_none_or(|(least, _)| score < least) {
                best = Some((score, question));
            }
        }
        best.map(|(_, question)| question)
    }
}

fn match_phrase(phrase: &Phrase, text: &str) -> Option<Match> {
    let written = phrase.written.as_ref().filter(|(written, _)| text.starts_with(written.as_str()));
    let end = written.map(|(_, end)| *end).or_else(|| phrase_end(phrase, text))?;
    if phrase.name == Name::WithoutHint
        && text[end..].trim_start_matches([' ', '*', '_']).starts_with('(')
    {
        return None;
    }
    // The question mark behind its brackets may be left out.
    let tail = phrase.tail.trim_end_matches(['?', '？', ' ']);
    let as_written = || {
        let goes_on = !tail.is_empty() && text[end..].starts_with(tail);
        goes_on.then(|| delimiter(text, end + tail.len(), true)).flatten()
    };
    let (end, rest) = delimiter(text, end, phrase.open)
        .or_else(as_written)
        .or_else(|| slip(text, end).filter(|_| phrase.is_asked()))?;
    Some(Match { asked: phrase.asked, end, rest, begun: false })
}

/// Where the last word of the phrase ends, if `text` begins with its words.
fn phrase_end(phrase: &Phrase, text: &str) -> Option<usize> {
    let mut words = Words::new(text);
    let mut end = 0;
    for (index, wanted) in phrase.words.iter().enumerate() {
        let word = words.next()?;
        if index > 0 && !gap_fits(&text[end..word.start], phrase.punctuated) {
            return None;
        }
        if !same(word.text, wanted) {
            return None;
        }
        end = word.end;
    }
    Some(end)
}
