//! A no that goes on: whether it denies what was asked.
//!
//! "No workaround other than pinning it" names one, "No problem" and "No change needed" say what is easy, "No data loss,
//! but a security breach" denies half of what was asked. Who reads on does not take them for a no, so they are unclear.

use super::statement::Asked;
use super::tokens::Tokens;
use super::words::{DETERMINERS, EXCEPTIONS, MERELY, NEEDED, NEGATIONS, OFFERS, SHOWN};
use crate::policy::Question;
use std::ops::Range;

/// Whether the no in `words` says something else than no to the question.
pub(super) fn is_of_something_else(
    tokens: &Tokens,
    words: &Range<usize>,
    question: &Question,
) -> bool {
    let asked = Asked(&question.prompt);
    let goes_on = !tokens.boundary(words.end);
    has_exception(tokens, words.end)
        || contrasts(tokens, words.end, question)
        || goes_on
            && (is_none_of_others(tokens, words, &asked)
                || is_not_needed(tokens, words.end, &asked)
                || shows_nothing(tokens, words.end, &asked))
}

/// "No workaround other than pinning it", "None, except for downgrading".
fn has_exception(tokens: &Tokens, from: usize) -> bool {
    let end = tokens.clause_end(from);
    let next = end + usize::from(end <= from && !tokens.sentence_ends(end));
    (from..end).chain([next]).any(|i| tokens.any_phrase(i, EXCEPTIONS).is_some())
}

/// "No compile errors, but runtime errors": what comes after "but" was asked as well, or what comes before it was not.
/// A plain "No, but …" is a no, unless it names the workaround that does not exist.
fn contrasts(tokens: &Tokens, from: usize, question: &Question) -> bool {
    let end = tokens.sentence_end(from);
    let Some(but) = (from..end).find(|&i| matches!(tokens.word(i), "but" | "however")) else {
        return false;
    };
    let asked = Asked(&question.prompt);
    let said = |i: usize| !matches!(tokens.word(i), "") && !MERELY.contains(tokens.word(i));
    let has_asked = |mut range: Range<usize>| range.any(|i| asked.has(tokens.word(i)));
    if (from..but).any(said) {
        return has_asked(but + 1..end) || !has_asked(from..but);
    }
    let denies = |i: usize| NEGATIONS.contains(tokens.word(i)) || tokens.word(i) == "too";
    let offers = |i: usize| OFFERS.contains(tokens.word(i));
    asked.for_a_workaround() && (but + 1..end).any(offers) && !(but + 1..end).any(denies)
}

/// "None of the totals match", where nobody asked for totals.
fn is_none_of_others(tokens: &Tokens, words: &Range<usize>, asked: &Asked) -> bool {
    if tokens.word(words.start) != "none" || tokens.word(words.end) != "of" {
        return false;
    }
    let of = (words.end + 1..words.end + 4).find(|&i| !DETERMINERS.contains(tokens.word(i)));
    let is_noun = |word: &str| !matches!(word, "" | "them" | "us" | "it" | "above" | "below");
    of.is_some_and(|i| is_noun(tokens.word(i)) && !asked.has(tokens.word(i)))
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
    (from..verb).all(|i| !tokens.word(i).is_empty() && !asked.has(tokens.word(i)))
        && SHOWN.contains(tokens.word(verb + 1))
}
