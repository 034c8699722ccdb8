//! A no to whether it is a breach or loses data that tells of one of them in other words: "No breach; rows are gone", "No
//! data loss. Passwords are in the log", "No data survives a restart".

use super::super::known::words::HARMED;
use super::super::statement::{Asked, auxiliary};
use super::super::tokens::Tokens;
use super::super::words::NEGATIONS;
use super::words::{
    CONDITIONS, EXPOSED, EXPOSING, GONE, HARMLESS, LOSING_ROWS, MENDED, PASSING, PLACES, RECORDS,
    SECRETS, SURVIVING,
};
use std::ops::Range;

/// "No data survives a restart", "None of the rows survive", "No backup is left": what there is none of any more.
pub(super) fn survives_not(tokens: &Tokens, words: &Range<usize>, asked: &Asked) -> bool {
    if !asked.has("data") {
        return false;
    }
    let end = tokens.clause_end(words.end);
    let is_record =
        |&i: &usize| is_record(tokens.word(i)) || matches!(tokens.word(i), "backup" | "backups");
    let begins = match tokens.word(words.start) {
        "no" => true,
        "none" => tokens.word(words.end) == "of",
        "not" => tokens.word(words.end) == "one" || tokens.phrase(words.end, "a single").is_some(),
        _ => false,
    };
    let Some(record) = (words.end..end.min(words.end + 4)).find(is_record).filter(|_| begins)
    else {
        return false;
    };
    (record + 1..end).take(3).any(|i| {
        let word = tokens.word(i);
        let ends = || tokens.boundary(i + 1) || CONDITIONS.contains(tokens.word(i + 1));
        let can = || matches!(tokens.word(i - 1), "be") && matches!(word, "restored" | "recovered");
        SURVIVING.contains(word) || matches!(word, "left" | "remains" | "remain") && ends() || can()
    })
}

/// Whether a clause behind a no tells of lost rows or of secrets that others see, and the sentence that it ends does not
/// take it back: "rows are gone", "it drops committed rows", "passwords exposed to other tenants", "tokens leak".
pub(in super::super) fn is_told(tokens: &Tokens, clause: &Range<usize>, asked: &Asked) -> bool {
    let loses = asked.has("data") && is_lost(tokens, clause);
    let leaks = asked.has("breach") && is_exposed(tokens, clause);
    if !loses && !leaks {
        return false;
    }
    // "Rows are dropped from the cache and read again"
    let mut said = clause.start..tokens.sentence_end(clause.end.saturating_sub(1));
    let denied = clause.clone().any(|i| NEGATIONS.contains(tokens.word(i)));
    let mended = said.any(|i| {
        let word = tokens.word(i);
        HARMLESS.contains(word) || !leaks && (MENDED.contains(word) || PASSING.contains(word))
    });
    !denied && !mended
}

/// "Rows are gone", "customers lost rows", "it drops committed rows", "data gets corrupted".
fn is_lost(tokens: &Tokens, clause: &Range<usize>) -> bool {
    clause.clone().filter(|&i| is_record(tokens.word(i))).any(|record| {
        let behind = (record + 1..clause.end).find(|&i| {
            auxiliary(tokens.word(i)).is_none()
                && !matches!(tokens.word(i), "get" | "gets" | "got" | "been" | "all")
        });
        let gone = behind.filter(|&i| GONE.contains(tokens.word(i)));
        // "Lost rows reappear" begins with what they were, "customers lost rows" with who lost them.
        let lost = (clause.start..record)
            .rev()
            .take(4)
            .find(|&i| LOSING_ROWS.contains(tokens.word(i)))
            .filter(|&i| i > clause.start || tokens.word(i).ends_with('s'));
        gone.is_some() || lost.is_some()
    })
}

/// "Passwords exposed to other tenants", "passwords are in the log", "tokens leak", "anyone can read the passwords".
fn is_exposed(tokens: &Tokens, clause: &Range<usize>) -> bool {
    clause.clone().filter(|&i| SECRETS.contains(tokens.word(i))).any(|secret| {
        let is_thing = tokens.boundary(secret + 1) || PLACES.contains(tokens.word(secret + 1));
        let mut before = (clause.start..secret).rev().take(4);
        let seen = is_thing && before.any(|i| EXPOSING.contains(tokens.word(i)));
        let behind = (secret + 1..clause.end).find(|&i| {
            auxiliary(tokens.word(i)).is_none()
                && !matches!(tokens.word(i), "get" | "gets" | "got" | "been")
        });
        let exposed = behind.is_some_and(|i| {
            let word = tokens.word(i);
            EXPOSED.contains(word)
                || HARMED.contains(word)
                || matches!(word, "in" | "to")
                    && (i + 1..i + 3).any(|i| matches!(tokens.word(i), "log" | "logs" | "others"))
        });
        seen || exposed
    })
}

fn is_record(word: &str) -> bool {
    word == "data" || RECORDS.contains(word)
}
