//! Sentences that say yes or no without the word.

use super::tokens::Tokens;
use super::words::{
    AUXILIARIES, CASES, CONTRACTIONS, CONTRASTS, CUTS, HARM, KINDS, MENDING, STOP_WORDS, WE_FOUND,
};
use crate::policy::Question;
use crate::proposal::wordlist::{WordList, lower};
use std::ops::Range;

/// A short sentence that answers the prompt in its own words: "It does not", "There is no workaround", "The workaround
/// will continue to work". Every word of it must be the prompt's, or it says something else.
pub(super) fn statement(
    tokens: &Tokens,
    at: usize,
    question: &Question,
) -> Option<(bool, Range<usize>)> {
    let asked = Asked(&question.prompt);
    let (verb_at, lemma, mut denied) = subject_and_verb(tokens, at, &asked)?;
    let existence =
        matches!(tokens.word(at), "there" | "there's") || tokens.any_phrase(at, WE_FOUND).is_some();
    let verb_asked =
        asked.has_verb(lemma) || existence || lemma == "will" && asked.for_what_comes();
    let mut from = verb_at;
    if matches!(tokens.word(from), "not" | "never") {
        denied = true;
        from += 1;
    }
    if tokens.boundary(from) || tokens.word(from) == "so" && tokens.boundary(from + 1) {
        return verb_asked.then_some((!denied, at..from));
    }
    // "It does for null keys"; but "It is for experts" says something else.
    if matches!(lemma, "do" | "can" | "will") && verb_asked && CASES.contains(tokens.word(from)) {
        return Some((!denied, at..from));
    }
    if existence {
        match tokens.word(from) {
            "no" | "none" => {
                if denied {
                    return None;
                }
                denied = true;
                from += 1;
            }
            "a" | "an" | "one" | "any" | "some" => from += 1,
            _ => {}
        }
        if tokens.boundary(from) {
            return Some((!denied, at..from));
        }
    }
    let end = tokens.clause_end(from);
    let cut = (from..end).find(|&i| CUTS.contains(tokens.word(i))).unwrap_or(end);
    let contrasts = (cut..tokens.sentence_end(cut)).any(|i| CONTRASTS.contains(tokens.word(i)));
    let mut own = 0;
    for i in from..cut {
        let word = tokens.word(i);
        if asked.has(word) {
            own += 1;
        } else if !(STOP_WORDS.contains(word) || existence && KINDS.contains(word)) {
            return None;
        }
    }
    (own > 0 && !contrasts).then_some((!denied, at..cut))
}

/// Behind subject and helping verb, the verb, and whether it denies.
fn subject_and_verb(
    tokens: &Tokens,
    at: usize,
    asked: &Asked,
) -> Option<(usize, &'static str, bool)> {
    let first = tokens.word(at);
    if let Some((_, lemma)) = CONTRACTIONS.iter().find(|(word, _)| *word == first) {
        return Some((at + 1, lemma, false));
    }
    if let Some(end) = tokens.any_phrase(at, WE_FOUND) {
        return Some((end, "be", false));
    }
    let mut verb_at = at;
    if matches!(first, "it" | "this" | "that" | "they" | "there" | "we" | "you") {
        verb_at += 1;
    } else {
        verb_at += usize::from(matches!(first, "the" | "a" | "an"));
        let nouns = (verb_at..verb_at + 3).take_while(|&i| asked.has(tokens.word(i))).count();
        if nouns == 0 {
            return None;
        }
        verb_at += nouns;
    }
    let word = tokens.word(verb_at);
    if matches!(word, "exist" | "exists") && verb_at > at {
        return Some((verb_at + 1, "be", false));
    }
    let (lemma, denied) = auxiliary(word)?;
    Some((verb_at + 1, lemma, denied))
}

/// A question's prompt.
pub(super) struct Asked<'a>(pub(super) &'a str);

impl<'a> Asked<'a> {
    fn words(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let words = self.0.split(|c: char| !c.is_alphanumeric() && c != '\'');
        words.filter(|word| !word.is_empty())
    }

    /// Whether the prompt has that helping verb in any of its forms.
    fn has_verb(&self, lemma: &str) -> bool {
        self.words().filter_map(|own| auxiliary(&lower(own))).any(|(own, _)| own == lemma)
    }

    /// Whether it asks what is so when something has happened, which "it will" and "it won't" answer as well.
    fn for_what_comes(&self) -> bool {
        let first = self.words().next().unwrap_or_default();
        ["when", "once", "after"].iter().any(|word| first.eq_ignore_ascii_case(word))
    }

    /// Whether it asks whether there is a workaround.
    pub(super) fn for_a_workaround(&self) -> bool {
        let prompt = self.0.to_ascii_lowercase();
        prompt.contains("work around")
            || prompt.contains("workaround") && prompt.trim_start().starts_with("is there")
    }

    /// Whether it asks whether there is something that one can have: a workaround, tests, a way back.
    pub(super) fn for_a_thing(&self) -> bool {
        let prompt = self.0.trim_start().to_ascii_lowercase();
        let exists = prompt.starts_with("is there") || prompt.starts_with("are there");
        exists && !self.has("errors") && !self.has("functionality") && !self.has("regression")
    }

    /// Whether it asks whether there is harm, and not whether that is fixed or tested.
    pub(super) fn for_harm(&self) -> bool {
        let is = |list: &WordList| self.words().any(|word| list.contains_in_any_case(word));
        is(HARM) && !is(MENDING)
    }

    /// Whether it asks whether a workaround does well, or something can be done.
    pub(super) fn for_something_good(&self) -> bool {
        let prompt = self.0.to_ascii_lowercase();
        prompt.contains("workaround") || prompt.trim_start().starts_with("can ")
    }

    /// Whether the prompt has that word, and it is one that says something.
    pub(super) fn has(&self, word: &str) -> bool {
        let Some(first) = word.bytes().next() else { return false };
        // The first letter tells most apart.
        let differs = |own: &str| {
            own.bytes().next().is_some_and(|b| b.is_ascii() && b.to_ascii_lowercase() != first)
        };
        let says = |own: &str| auxiliary(own).is_none() && !STOP_WORDS.contains(own);
        self.words()
            .filter(|own| !differs(own))
            .map(lower)
            .any(|own| is_same(&own, word) && says(&own))
    }
}

/// The helping verb that `word` is a form of, and whether it denies.
pub(super) fn auxiliary(word: &str) -> Option<(&'static str, bool)> {
    let (_, lemma, denied) = AUXILIARIES.iter().find(|(form, _, _)| *form == word)?;
    Some((lemma, *denied))
}

/// Whether two words are the same but for the ending of a plural or a third person.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    stem(one) == stem(other)
}

/// A word without the ending of a plural or a third person.
fn stem(word: &str) -> &str {
    word.strip_suffix('s').filter(|stem| stem.len() > 2).unwrap_or(word)
}
