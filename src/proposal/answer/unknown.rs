//! Answers that say honestly that nobody knows: never a no, whatever they begin with.

use super::known::is_of_another;
use super::tokens::Tokens;
use super::whole::skip_fillers;
use super::words::{
    AUX_FIRST, FIND_OUT, FINDING_OUT, GIVEN, GIVEN_TAIL, HELPERS, KNOWLEDGE, KNOWLEDGE_KINDS,
    KNOWLEDGE_TAIL, NOBODY, PEOPLE, SUBJECTS, TRIED, TRYING, UNKNOWN_PHRASES, UNKNOWN_TAIL,
    UNKNOWN_WORDS,
};
use crate::proposal::wordlist::WordList;
use std::ops::Range;

/// The words at `at` that say honestly that nobody knows yet.
pub(super) fn unknown(tokens: &Tokens, at: usize) -> Option<Range<usize>> {
    let at = tokens.next_word(at);
    let at = skip_fillers(tokens, at);
    let word = tokens.word(at);
    if let Some(end) = tokens.any_phrase(at, UNKNOWN_PHRASES) {
        return Some(at..end);
    }
    let tail =
        |end: usize, tails: &WordList| tokens.boundary(end) || tails.contains(tokens.word(end));
    if UNKNOWN_WORDS.contains(word) && tail(at + 1, UNKNOWN_TAIL) {
        return Some(at..at + 1);
    }
    match word {
        "no" => {
            let end = (at + 1..at + 4)
                .find(|&i| !KNOWLEDGE_KINDS.contains(tokens.word(i)))
                .filter(|&i| KNOWLEDGE.contains(tokens.word(i)));
            return end
                .filter(|&end| tail(end + 1, KNOWLEDGE_TAIL))
                .map(|end| at..end + 1)
                .or_else(|| nobody(tokens, at))
                .or_else(|| none_tried(tokens, at));
        }
        "not" => {
            return found_out(tokens, at, at + 1, true, &[FINDING_OUT])
                .or_else(|| not_given(tokens, at));
        }
        "none" => {
            return found_out(tokens, at, at + 1, true, &[TRYING])
                .or_else(|| not_given(tokens, at));
        }
        "never" => return found_out(tokens, at, at + 1, true, &[TRYING]),
        "nothing" => {
            let end = at + 1 + usize::from(matches!(tokens.word(at + 1), "is" | "was"));
            return (tokens.word(end) == "known").then_some(at..end + 1);
        }
        _ => {}
    }
    if let Some(words) = nobody(tokens, at) {
        return Some(words);
    }
    if PEOPLE.contains(word) {
        if tokens.phrase(at + 1, "have no").is_some()
            && let Some(words) = unknown(tokens, at + 2)
        {
            return Some(at..words.end);
        }
        return tokens
            .any_phrase(at + 1, UNKNOWN_PHRASES)
            .map(|end| at..end)
            .or_else(|| found_out(tokens, at, at + 1, false, &[FINDING_OUT, FIND_OUT]));
    }
    let subject_end =
        tokens.any_phrase(at, SUBJECTS).or_else(|| AUX_FIRST.contains(word).then_some(at))?;
    let known = found_out(tokens, at, subject_end, false, &[FINDING_OUT]);
    known.or_else(|| {
        let from = (subject_end..subject_end + 3).find(|&i| !HELPERS.contains(tokens.word(i)))?;
        (UNKNOWN_WORDS.contains(tokens.word(from)) && tail(from + 1, UNKNOWN_TAIL))
            .then_some(at..from + 1)
    })
}

/// "Not provided", "None given yet": what there should be to answer from.
fn not_given(tokens: &Tokens, at: usize) -> Option<Range<usize>> {
    let end = at + 2;
    let ends = tokens.boundary(end) || tokens.any_phrase(end, GIVEN_TAIL).is_some();
    (GIVEN.contains(tokens.word(at + 1)) && ends).then_some(at..end)
}

/// Denial and a participle of finding out behind `from`, helping verbs between: "has not been tested yet".
fn found_out(
    tokens: &Tokens,
    start: usize,
    from: usize,
    denied: bool,
    participles: &[&WordList],
) -> Option<Range<usize>> {
    let mut denied = denied;
    for i in from..from + 6 {
        match tokens.word(i) {
            "" => return None,
            "not" | "never" | "cannot" => denied = true,
            "yet" if tokens.word(i + 1) == "to" => denied = true,
            word if word.ends_with("n't") => denied = true,
            word if denied && participles.iter().any(|list| list.contains(word)) => {
                return Some(start..i + 1);
            }
            word if HELPERS.contains(word) => {}
            _ => return None,
        }
    }
    None
}

/// "No workaround has been tested".
fn none_tried(tokens: &Tokens, at: usize) -> Option<Range<usize>> {
    let verb = (at + 2..at + 4).find(|&i| matches!(tokens.word(i), "has" | "have"))?;
    if tokens.boundary(at + 1) {
        return None;
    }
    found_out(tokens, at, verb, true, &[TRYING])
}

/// "Nobody has looked", "no one has tested it".
fn nobody(tokens: &Tokens, at: usize) -> Option<Range<usize>> {
    let end = tokens.any_phrase(at, NOBODY)?;
    found_out(tokens, at, end, true, &[FINDING_OUT, FIND_OUT])
}

/// "Nobody has looked" anywhere in the first two sentences from `at` on.
pub(super) fn nobody_looked(tokens: &Tokens, at: usize) -> Option<Range<usize>> {
    let end = tokens.sentence_end(tokens.sentence_end(at) + 1);
    (at..end).find_map(|i| nobody(tokens, i))
}

/// "Untested", "nobody checked", "we haven't looked for one" right behind a no that ends before `end`: it is none.
pub(super) fn untried(tokens: &Tokens, end: usize) -> Option<Range<usize>> {
    let at = tokens.next_word(end);
    if at == end || at > end + 3 {
        return None;
    }
    let word = tokens.word(at);
    if UNKNOWN_WORDS.contains(word) {
        let ends = tokens.boundary(at + 1) || UNKNOWN_TAIL.contains(tokens.word(at + 1));
        return (ends && !is_of_another(tokens, at + 1)).then_some(at..at + 1);
    }
    let of_it = |words: &Range<usize>| !is_of_another(tokens, words.end);
    if let Some(nobody) = tokens.any_phrase(at, NOBODY) {
        return found_out(tokens, at, nobody, true, &[TRIED]).filter(of_it);
    }
    let subject = PEOPLE.contains(word) && word != "you";
    let without = matches!(word, "haven't" | "didn't" | "hasn't" | "not" | "never");
    let from = at + usize::from(subject);
    let known = (subject || without).then(|| found_out(tokens, at, from, false, &[TRIED]));
    known.flatten().filter(of_it)
}

/// "No repro so far, so cannot say": what a no behind whose words `from` is leads to.
pub(super) fn so_unknown(tokens: &Tokens, from: usize) -> Option<Range<usize>> {
    let so = |i: &usize| matches!(tokens.word(*i), "so" | "hence" | "therefore");
    let at = (from..tokens.sentence_end(from)).rfind(so)?;
    unknown(tokens, at + 1).filter(|words| words.start == at + 1)
}

/// "Steps not counted": a first sentence that ends by saying that nobody knows.
pub(super) fn unknown_at_end(tokens: &Tokens, at: usize) -> Option<Range<usize>> {
    let end = tokens.sentence_end(at);
    if end - at > 16 {
        return None;
    }
    (at + 1..end).filter(|&i| !tokens.word(i).is_empty()).find_map(|i| {
        unknown(tokens, i).filter(|words| words.start == i && tokens.sentence_ends(words.end))
    })
}
