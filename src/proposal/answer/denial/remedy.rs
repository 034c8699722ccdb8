//! A no to whether there is a workaround that names one: "No, only a downgrade helps", "No, one has to downgrade".

use super::super::statement::Asked;
use super::super::tokens::Tokens;
use super::super::words::NEGATIONS;
use super::words::{
    DEEDS, EXCEPTIONS, FOUND, HELPING, NO_DEEDS, OFFERS, OPTIONS, PERSONS, PRONOUNS, REMEDIES,
    TELLING, TO_COME, UNFOUND,
};
use crate::proposal::wordlist::WordList;
use std::ops::Range;

/// "No, but pinning it works", "No, only a downgrade helps", "None, other than pinning it": a no that names the
/// workaround that there is not.
pub(super) fn offers(tokens: &Tokens, from: usize, asked: &Asked) -> bool {
    if !asked.for_a_workaround() {
        return false;
    }
    if is_told(tokens, from) {
        return true;
    }
    let next = tokens.next_word(from);
    if !matches!(tokens.word(next), "but" | "only") {
        let except = tokens.any_phrase(next, EXCEPTIONS);
        return except.is_some_and(|end| !matches!(tokens.word(end), "waiting" | "to" | "wait"));
    }
    let end = tokens.sentence_end(next);
    // "None but pinning"
    if next == from && tokens.word(from - 1) == "none" {
        return deed(tokens, next + 1).is_some();
    }
    let is = |list: &WordList| (next + 1..end).any(|i| list.contains(tokens.word(i)));
    let named = if tokens.word(next) == "only" { is(HELPING) } else { is(OFFERS) };
    named && !is(NEGATIONS) && !is(TO_COME)
}

/// "No workaround, but pinning it works", "but a restart helps": what is done, and that it helps, behind the "but".
pub(super) fn is_named_behind(tokens: &Tokens, but: usize, end: usize) -> bool {
    let is = |list: &WordList| (but + 1..end).any(|i| list.contains(tokens.word(i)));
    deed(tokens, but + 1).is_some() && is(HELPING) && !is(NEGATIONS) && !is(TO_COME)
}

/// What a user can do, named at `at`: "pinning", "a restart", but not "waiting", "nothing" or "the fix".
fn deed(tokens: &Tokens, at: usize) -> Option<usize> {
    let at = at + usize::from(matches!(tokens.word(at), "a" | "an" | "the" | "only" | "just"));
    let word = tokens.word(at);
    let is_deed = word.len() > 4 && word.ends_with("ing") && !NO_DEEDS.contains(word);
    (is_deed && word != "waiting" || DEEDS.contains(word)).then_some(at)
}

/// Whether the first two sentences from `from` on say what users do about it: "the only way is to downgrade", "one has to
/// restart it", "we tell people to downgrade", "unless you restart it", "restarting helps".
pub(super) fn is_told(tokens: &Tokens, from: usize) -> bool {
    let end = tokens.sentence_end(tokens.sentence_end(from) + 1);
    // Most answers name nothing that users do.
    (from..end).filter(|&i| REMEDIES.contains(tokens.word(i))).any(|remedy| {
        let clause = clause_start(tokens, from, remedy)..tokens.clause_end(remedy);
        let is = |list: &WordList| clause.clone().any(|i| list.contains(tokens.word(i)));
        let is_down = tokens.word(remedy + 1) == "down";
        let is_said = !is(NEGATIONS) && !is(TO_COME) && !is(UNFOUND) && !is_down;
        is_said
            && !is_in_vain(tokens, remedy)
            && (is_what_users_do(tokens, &clause, remedy)
                || helps(tokens, &clause, remedy).is_some())
    })
}

/// "We told users to restart, it did not help": what comes of it, up to the end of the next sentence.
fn is_in_vain(tokens: &Tokens, remedy: usize) -> bool {
    let helps = |i: usize| {
        HELPING.contains(tokens.word(i)) || matches!(tokens.word(i), "help" | "work" | "avail")
    };
    let mut said = remedy..tokens.sentence_end(tokens.sentence_end(remedy) + 1);
    said.any(|i| helps(i) && (i.saturating_sub(3)..i).any(|i| NEGATIONS.contains(tokens.word(i))))
}

/// Where the clause begins that has `at` in it, no further back than `from`.
fn clause_start(tokens: &Tokens, from: usize, at: usize) -> usize {
    (from..at).rfind(|&i| tokens.clause_ends(i)).map_or(from, |mark| mark + 1)
}

/// "One has to downgrade", "tell people to downgrade", "the only option is a downgrade", "unless you count restarting".
fn is_what_users_do(tokens: &Tokens, clause: &Range<usize>, remedy: usize) -> bool {
    let before = |n: usize| {
        remedy.checked_sub(n).filter(|i| clause.contains(i)).map_or("", |i| tokens.word(i))
    };
    let is_person = |word: &str| PERSONS.contains(word) || PRONOUNS.contains(word);
    let article = usize::from(matches!(before(1), "a" | "an" | "to"));
    let is_only = matches!(before(article + 1), "is" | "was" | "remains")
        && OPTIONS.contains(before(article + 2))
        && before(article + 3) == "only";
    let has_to = matches!(before(2), "have" | "has" | "need" | "needs") && is_person(before(3));
    let is_told = is_person(before(2)) && TELLING.contains(before(3));
    let must = before(1) == "must" && is_person(before(2));
    let unless = (1..5).any(|n| before(n) == "unless");
    is_only || before(1) == "to" && (has_to || is_told) || must || unless
}

/// "Restarting helps for a while", "a downgrade works": where the helping stands. What "only helps for an hour" is none.
fn helps(tokens: &Tokens, clause: &Range<usize>, remedy: usize) -> Option<usize> {
    let is_article = |i: &usize| matches!(tokens.word(*i), "a" | "an" | "the" | "but");
    let leads = clause.start + clause.clone().take_while(is_article).count() == remedy;
    let helping = (remedy..clause.end).find(|&i| HELPING.contains(tokens.word(i)));
    let is_only =
        |&i: &usize| [i.saturating_sub(1), i + 1].iter().any(|&i| tokens.word(i) == "only");
    helping.filter(|helping| leads && !is_only(helping))
}

/// The words from `from` on that say that a workaround was found: "support found one", "workaround found", "restart works".
pub(in super::super) fn found(tokens: &Tokens, from: usize) -> Option<Range<usize>> {
    let end = tokens.sentence_end(from);
    let is = |list: &WordList| (from..end).any(|i| list.contains(tokens.word(i)));
    if is(NEGATIONS) || is(TO_COME) || is(UNFOUND) || tokens.is_mark(end, "?") {
        return None;
    }
    (from..end).find_map(|i| match tokens.word(i) {
        "found" if tokens.word(i + 1) == "one" && tokens.boundary(i + 2) => Some(i..i + 2),
        "found" if tokens.phrase(i + 1, "a workaround").is_some() => Some(i..i + 3),
        "workaround" => {
            let found = (i + 1..i + 4).find(|&at| FOUND.contains(tokens.word(at)))?;
            Some(i..found + 1)
        }
        word if REMEDIES.contains(word) => {
            let clause = clause_start(tokens, from, i)..tokens.clause_end(i);
            helps(tokens, &clause, i).map(|helping| i..helping + 1)
        }
        _ => None,
    })
}
