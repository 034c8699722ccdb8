//! A no that goes on: whether it denies what was asked.
//!
//! "No workaround other than pinning it" names one, "No problem" and "No change needed" say what is easy, "No rows
//! returned" states the bug, "Never call it with null keys" is a workaround. Who reads on does not take them for a no, so
//! they are unclear. What is denied in the question's own words is a no, and so is a no with its reason behind a mark.

mod bug;
pub(super) mod harm;
pub(super) mod remedy;
mod stuck;
#[rustfmt::skip] // Word lists are read as paragraphs, not as columns.
pub(super) mod words;

use super::statement::{Asked, auxiliary};
use super::tokens::{Kind, Tokens};
use super::words::NEGATIONS;
use crate::policy::{ForHotfix, Question, Value};
use std::ops::Range;
use words::{
    CONDITIONS, EFFECTS, EXCEPTIONS, HARMING, LONGER, LONGER_GOOD, MERELY, NEEDED, NO_COMMANDS,
    NO_DEEDS, NO_TROUBLE, PLACES,
};

/// Whether the no in `words` says something else than no to the question.
pub(super) fn is_of_something_else(
    tokens: &Tokens,
    words: &Range<usize>,
    question: &Question,
) -> bool {
    let asked = Asked(&question.prompt);
    let goes_on = !tokens.boundary(words.end);
    if !goes_on {
        let of_bug = question.for_hotfix == Some(ForHotfix::Is(Value::YesNo(true)));
        let of_good = question.for_hotfix == Some(ForHotfix::Is(Value::YesNo(false)));
        return remedy::offers(tokens, words.end, &asked)
            || of_good && asked.for_something_good() && is_harmless(tokens, words.end)
            || of_bug
                && (grants_asked(tokens, words.end, &asked)
                    || bug::is_affirmed(tokens, words.end, &asked));
    }
    has_exception(tokens, words.end)
        || contrasts(tokens, words.end, &asked)
        || is_not_needed(tokens, words.end, &asked) && asks_for_good(question, &asked)
        || is_no_longer_right(tokens, words, question, &asked)
        || match question.for_hotfix {
            _ if asked.for_a_workaround() => {
                is_instruction(tokens, words) || remedy::is_told(tokens, words.end)
            }
            Some(ForHotfix::Is(Value::YesNo(true))) => {
                bug::is_told(tokens, words, &asked) || harm::survives_not(tokens, words, &asked)
            }
            Some(ForHotfix::Is(Value::YesNo(false))) => is_no_trouble(tokens, words, &asked),
            _ => false,
        }
}

/// "Can it be communicated? No problem", "Not affected by the fix, keeps working": where a yes would be good news, a no
/// that says so is none.
fn is_no_trouble(tokens: &Tokens, words: &Range<usize>, asked: &Asked) -> bool {
    let trouble = tokens.any_phrase(words.start, NO_TROUBLE);
    if let Some(end) = trouble {
        return !(words.end..end).any(|i| asked.has(tokens.word(i)));
    }
    if !asked.for_something_good() {
        return false;
    }
    // "Not after the fix breaks it" has a clause of its own for that.
    let own = (words.end..words.end + 5)
        .take_while(|&i| !tokens.clause_ends(i) && !CONDITIONS.contains(tokens.word(i)));
    let does_harm = |i: usize| {
        let (word, next) = (tokens.word(i), tokens.word(i + 1));
        HARMING.contains(word) && !asked.has(word)
            || EFFECTS.contains(word) && matches!(next, "effect" | "effects")
            || word == "asked" && next == "back"
            || word == "rocket" && next == "science"
            || matches!(word, "is" | "are" | "was") && next == "closed"
    };
    own.into_iter().any(does_harm)
        || is_denied_twice(tokens, words.end, asked)
        || tokens.word(words.end) == "effect" && is_harmless(tokens, words.end)
}

/// "Never had a user who didn't understand it": they all do what is asked.
fn is_denied_twice(tokens: &Tokens, from: usize, asked: &Asked) -> bool {
    let denies = |i: usize| {
        let word = tokens.word(i);
        NEGATIONS.contains(word) || word.ends_with("n't")
    };
    (from..tokens.clause_end(from)).any(|i| {
        matches!(tokens.word(i), "who" | "that") && denies(i + 1) && asked.has(tokens.word(i + 2))
    })
}

/// "No - obsolete but harmless", "No effect, the flag is ignored then": what does not go on to work, and can stay.
fn is_harmless(tokens: &Tokens, from: usize) -> bool {
    let end = tokens.sentence_end(tokens.next_word(from));
    let denies = |i: usize| NEGATIONS.contains(tokens.word(i));
    (from..end).any(|i| match tokens.word(i) {
        "harmless" => !(i.saturating_sub(2)..i).any(denies),
        "ignored" => tokens.word(from) == "effect",
        _ => false,
    })
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
        return remedy::offers(tokens, from, asked);
    }
    if asked.for_a_workaround() && remedy::is_named_behind(tokens, but, end) {
        return true;
    }
    !has_asked(from..but) || has_asked(but + 1..end) && !(but + 1..end).any(denies)
}

/// "No, but runtime errors", "No, only a crash", "No, but a major one": what comes behind a no alone is what was asked for,
/// and nothing else.
fn grants_asked(tokens: &Tokens, from: usize, asked: &Asked) -> bool {
    let turn = tokens.next_word(from);
    if !matches!(tokens.word(turn), "but" | "only" | "just") {
        return false;
    }
    let end = tokens.clause_end(turn);
    let is_place = |i: usize| {
        let word = tokens.word(i);
        PLACES.contains(word) || CONDITIONS.contains(word)
    };
    let own = turn + 1..(turn + 1..end).find(|&i| is_place(i)).unwrap_or(end);
    // "A major one", but not "just one function"
    let empty = |i: usize| match tokens.word(i) {
        "one" | "ones" => i + 1 == own.end,
        word => matches!(word, "" | "a" | "an" | "the" | "only" | "just"),
    };
    let said = own.clone().filter(|&i| !empty(i));
    let all = said.clone().all(|i| asked.has(tokens.word(i)));
    // "No, only users with admin rights", "No, but users on ARM do"
    let least = if own.end < end && tokens.word(turn) != "but" { 2 } else { 1 };
    let has_verb = (own.end..end).any(|i| auxiliary(tokens.word(i)).is_some());
    all && !has_verb && said.count() >= least
}

/// "Never call it with null keys", "Not using the new writer until this is fixed": what to do, where it was asked
/// whether anything can be done.
fn is_instruction(tokens: &Tokens, words: &Range<usize>) -> bool {
    let verb = tokens.word(words.end);
    let is_verb = match tokens.word(words.start) {
        "never" => {
            let told = ["ed", "s", "ble", "n't"].iter().any(|ending| verb.ends_with(ending));
            !verb.is_empty() && (!told || verb == "pass") && !NO_COMMANDS.contains(verb)
        }
        "not" => verb.ends_with("ing") && !NO_DEEDS.contains(verb),
        _ => false,
    };
    let end = tokens.sentence_end(words.end);
    let denies = |i: usize| NEGATIONS.contains(tokens.word(i));
    // "Never mind", but "Not upgrading" is enough.
    let is_whole = verb.ends_with("ing") || !tokens.boundary(words.end + 1);
    is_verb
        && is_whole
        && tokens.get(words.end).is_some_and(|token| token.kind == Kind::Word)
        && !(words.end..end).any(denies)
}

/// Whether a yes would be good news: that there is a workaround, that it can be understood, that tests were run. Where one
/// asks for changes or for harm, "none needed" is a plain no.
fn asks_for_good(question: &Question, asked: &Asked) -> bool {
    match question.for_hotfix {
        Some(ForHotfix::Is(Value::YesNo(true))) => !asked.for_harm(),
        Some(ForHotfix::Is(Value::YesNo(false))) => {
            asked.for_something_good() || asked.for_a_workaround() || asked.for_a_thing()
        }
        _ => true,
    }
}

/// "No longer needed", "No longer an issue" and, where a bug is asked for, "No longer starts": what is no more so, other
/// than what was asked.
fn is_no_longer_right(
    tokens: &Tokens,
    words: &Range<usize>,
    question: &Question,
    asked: &Asked,
) -> bool {
    if tokens.word(words.end - 1) != "longer" {
        return false;
    }
    let next = tokens.word(words.end);
    let of_bug = question.for_hotfix == Some(ForHotfix::Is(Value::YesNo(true)));
    let is_so = LONGER.contains(next)
        || tokens.phrase(words.end, "the case").is_some()
        || tokens.phrase(words.end, "as of").is_some();
    let of_good = || LONGER_GOOD.contains(next) || PLACES.contains(next) || asked.has(next);
    !(is_so || !of_bug && of_good())
}

/// "No special knowledge needed", where nobody asked what is needed.
fn is_not_needed(tokens: &Tokens, from: usize, asked: &Asked) -> bool {
    let needed = |i: usize| NEEDED.contains(tokens.word(i)) && !asked.has(tokens.word(i));
    (from..tokens.clause_end(from)).any(needed)
}
