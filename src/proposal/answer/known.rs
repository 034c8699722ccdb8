//! What begins like an honest unknown, and says more: "No data at risk", "Not understood by most users", "None tried
//! helped", "No, untested on ARM".

#[rustfmt::skip] // Word lists are read as paragraphs, not as columns.
pub(super) mod words;

use super::denial::words::{CONDITIONS, HELPING, PERSONS, PLACES};
use super::hedge;
use super::statement::{Asked, auxiliary};
use super::tokens::Tokens;
use super::words::{ASKING, GIVEN, KNOWLEDGE, KNOWLEDGE_KINDS};
use std::ops::Range;
use words::{GATHERED, HARMED, NOT_ANOTHER, NOT_SO_FAR, PEOPLE_AT_LARGE, TESTING};

/// Whether an answer that begins with `words`, as an honest unknown does, goes on to a no.
pub(super) fn goes_on(tokens: &Tokens, words: &Range<usize>, asked: &Asked) -> bool {
    let Some(last) = words.end.checked_sub(1) else { return false };
    match (tokens.word(words.start), tokens.word(last)) {
        ("no", noun) if KNOWLEDGE.contains(noun) => denies_of_data(tokens, words, noun, asked),
        ("not", "understood" | "clear") => {
            asked.for_something_good() && is_of_persons(tokens, words.end)
        }
        ("none", _) => none_helped(tokens, words.end),
        _ => false,
    }
}

/// "No data at risk", "No data from the API is wrong", and, where data are asked for, "No user data on that host", "No data
/// from users lost" and "No data, no secrets".
fn denies_of_data(tokens: &Tokens, words: &Range<usize>, noun: &str, asked: &Asked) -> bool {
    let from = words.end;
    let end = tokens.clause_end(from);
    if (from..end).any(|i| is_open(tokens, i)) {
        return false;
    }
    if tokens.word(from) == "at" && matches!(tokens.word(from + 1), "risk" | "stake") {
        return true;
    }
    let is_so = |i: usize| {
        let verb = matches!(tokens.word(i), "is" | "are" | "was" | "were" | "gets" | "get");
        let next = tokens.word(i + 1);
        verb && !next.is_empty() && !GIVEN.contains(next) && !GATHERED.contains(next)
    };
    let of_some = matches!(tokens.word(from), "on" | "from" | "about" | "at");
    if of_some && (from + 1..end).any(is_so) {
        return true;
    }
    if !asked.has(noun) {
        return false;
    }
    let of_users = (words.start + 1..from).any(|i| tokens.word(i) == "user");
    let of_another = tokens.is_mark(from, ",")
        && tokens.word(from + 1) == "no"
        && !KNOWLEDGE.contains(tokens.word(from + 2))
        && !KNOWLEDGE_KINDS.contains(tokens.word(from + 2));
    let harmed = |i: usize| {
        let ends = tokens.boundary(i + 1) || PLACES.contains(tokens.word(i + 1));
        HARMED.contains(tokens.word(i)) && ends
    };
    (from..end).any(harmed) || of_users && from < end || of_another
}

/// Whether the word at `at` leaves open what is said: "yet", "whether", "on that", but not "on that host".
fn is_open(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.word(at);
    let that = || tokens.boundary(at + 1) || auxiliary(tokens.word(at + 1)).is_some();
    ASKING.contains(word) || NOT_SO_FAR.contains(word) || word == "that" && that()
}

/// "Not understood by most users", "Not clear to the average user".
fn is_of_persons(tokens: &Tokens, from: usize) -> bool {
    let clause = from + 1..tokens.clause_end(from);
    matches!(tokens.word(from), "by" | "to" | "for")
        && !clause.clone().any(|i| is_open(tokens, i))
        && clause.take(4).any(|i| is_person(tokens, i))
}

fn is_person(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.word(at);
    PERSONS.contains(word) || PEOPLE_AT_LARGE.contains(word)
}

/// "None tried helped", "None tested so far works".
fn none_helped(tokens: &Tokens, from: usize) -> bool {
    let helps = |i: usize| {
        let word = tokens.word(i);
        HELPING.contains(word) || matches!(word, "help" | "work")
    };
    let clause = from..tokens.clause_end(from);
    clause.take_while(|&i| !CONDITIONS.contains(tokens.word(i))).any(helps)
}

/// Whether "untested" or "we have not tested it", right behind a no and ending before `end`, tells of something else, so
/// that the no stays one: "on ARM", "why it is slow", "to most users", "but the function is gone".
pub(super) fn is_of_another(tokens: &Tokens, end: usize) -> bool {
    let at = end + usize::from(tokens.word(end) == "it");
    let tested = end.checked_sub(1).map_or("", |i| tokens.word(i));
    let next = tokens.word(at + 1);
    match tokens.word(at) {
        "why" | "who" | "whose" | "when" | "where" => true,
        "how" => matches!(next, "many" | "much" | "often"),
        "on" | "with" | "under" | "in" | "against" => {
            // "Not tested with the fix" is no test at all.
            let of_fix = || (at + 1..at + 4).any(|i| matches!(tokens.word(i), "fix" | "patch"));
            TESTING.contains(tested) && !next.is_empty() && !NOT_ANOTHER.contains(next) && !of_fix()
        }
        "to" => (at + 1..at + 4).any(|i| is_person(tokens, i)),
        // "Not tested, but it should be"
        "but" => {
            let end = tokens.sentence_end(at);
            let hopes = |i: usize| {
                hedge::at(tokens, i).is_some()
                    || matches!(tokens.word(i), "should" | "would" | "could" | "may" | "will")
            };
            end > at + 2 && !(at + 1..end).any(hopes)
        }
        _ => false,
    }
}
