//! A no that goes on: whether it denies what was asked.
//!
//! "No workaround other than pinning it" names one, "No problem" and "No change needed" say what is easy, "No data loss,
//! but a security breach" denies half of what was asked. Who reads on does not take them for a no, so they are unclear.

use super::statement::Asked;
use super::tokens::Tokens;
use super::words::{
    DETERMINERS, EXCEPTIONS, FAULTS, MERELY, NEEDED, NEGATIONS, NO_TROUBLE, OFFERS, SHOWN, TO_COME,
    WORKING,
};
use crate::policy::{ForHotfix, Question, Value};
use crate::proposal::wordlist::WordList;
use std::ops::Range;

/// Whether the no in `words` says something else than no to the question.
pub(super) fn is_of_something_else(
    tokens: &Tokens,
    words: &Range<usize>,
    question: &Question,
) -> bool {
    let asked = Asked(&question.prompt);
    let goes_on = !tokens.boundary(words.end);
    if !goes_on {
        return offers(tokens, words.end, &asked);
    }
    has_exception(tokens, words.end)
        || contrasts(tokens, words.end, &asked)
        || is_none_of_others(tokens, words, &asked)
        || is_not_needed(tokens, words.end, &asked)
        || shows_nothing(tokens, words.end, &asked)
        || is_no_trouble(tokens, words.start, question)
}

/// "Can it be communicated? No problem": where a yes would be good news, a no that says so is none.
fn is_no_trouble(tokens: &Tokens, at: usize, question: &Question) -> bool {
    let asks_for_good = question.for_hotfix == Some(ForHotfix::Is(Value::YesNo(false)))
        && !Asked(&question.prompt).for_a_workaround();
    asks_for_good && tokens.any_phrase(at, NO_TROUBLE).is_some()
}

/// "No workaround other than pinning it".
fn has_exception(tokens: &Tokens, from: usize) -> bool {
    (from..tokens.clause_end(from)).any(|i| tokens.any_phrase(i, EXCEPTIONS).is_some())
}

/// "No compile errors, but runtime errors": what comes after "but" was asked as well, or what comes before it was not.
fn contrasts(tokens: &Tokens, from: usize, asked: &Asked) -> bool {
    let end = tokens.sentence_end(from);
    let Some(but) = (from..end).find(|&i| tokens.word(i) == "but") else { return false };
    let said = |i: usize| !matches!(tokens.word(i), "") && !MERELY.contains(tokens.word(i));
    let has_asked = |mut range: Range<usize>| range.any(|i| asked.has(tokens.word(i)));
    let denies = |i: usize| NEGATIONS.contains(tokens.word(i));
    if !(from..but).any(said) {
        return offers(tokens, from, asked);
    }
    !has_asked(from..but) || has_asked(but + 1..end) && !(but + 1..end).any(denies)
}

/// "No, but pinning it works", "None, other than pinning it": a no that names the workaround that there is not.
fn offers(tokens: &Tokens, from: usize, asked: &Asked) -> bool {
    if !asked.for_a_workaround() {
        return false;
    }
    let next = tokens.next_word(from);
    if tokens.word(next) != "but" {
        let except = tokens.any_phrase(next, EXCEPTIONS);
        return except.is_some_and(|end| !matches!(tokens.word(end), "waiting" | "to" | "wait"));
    }
    let end = tokens.sentence_end(next);
    let is = |list: &WordList| (next + 1..end).any(|i| list.contains(tokens.word(i)));
    is(OFFERS) && !is(NEGATIONS) && !is(TO_COME)
}

/// "None of the totals match", where nobody asked for totals: what should be so is not.
fn is_none_of_others(tokens: &Tokens, words: &Range<usize>, asked: &Asked) -> bool {
    if tokens.word(words.start) != "none" || tokens.word(words.end) != "of" {
        return false;
    }
    // "None of the settings we tried help" is a no as good as any.
    if asked.for_a_workaround() {
        return false;
    }
    let of = (words.end + 1..words.end + 4).find(|&i| !DETERMINERS.contains(tokens.word(i)));
    let is_other = |i: usize| !tokens.word(i).is_empty() && !asked.has(tokens.word(i));
    let should_work = |i: usize| WORKING.contains(tokens.word(i));
    of.is_some_and(is_other) && (words.end..tokens.sentence_end(words.end)).any(should_work)
}

/// "No special knowledge needed", where nobody asked what is needed.
fn is_not_needed(tokens: &Tokens, from: usize, asked: &Asked) -> bool {
    let needed = |i: usize| NEEDED.contains(tokens.word(i)) && !asked.has(tokens.word(i));
    (from..tokens.clause_end(from)).any(needed)
}

/// "No rows are returned at all": a bug in which nothing comes out, where nobody asked for rows.
fn shows_nothing(tokens: &Tokens, from: usize, asked: &Asked) -> bool {
    let is_verb =
        |i: &usize| matches!(tokens.word(*i), "is" | "are" | "was" | "were" | "get" | "gets");
    let Some(verb) = (from + 1..from + 5).find(is_verb) else { return false };
    // "No wrong rows are returned" and "no secrets are printed" deny what was asked.
    let is_other = |i: usize| {
        let word = tokens.word(i);
        !word.is_empty() && !asked.has(word) && !FAULTS.contains(word)
    };
    (from..verb).all(is_other)
        && SHOWN.contains(tokens.word(verb + 1))
        && (asked.has("results") || asked.has("functionality"))
}
