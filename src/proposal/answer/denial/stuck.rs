//! A no that tells whom or what the bug stops: "No customer can pay", "None of them can log in", "No board comes up again".

use super::super::known::words::HARMED;
use super::super::statement::Asked;
use super::super::tokens::Tokens;
use super::super::words::DETERMINERS;
use super::words::{
    CLAUSE_OPENERS, COMING_UP, FAILING, FAULTS, GETTING_IN, HARMING, HARMS, LIVING, PERSONS,
    REPORTS, STOPPED, SYMPTOMS, TASKS, TROUBLES,
};
use std::ops::Range;

/// Whether the no in `words` says of everyone or everything that they cannot do what they are there for.
pub(super) fn is_told(tokens: &Tokens, words: &Range<usize>, asked: &Asked) -> bool {
    let from = match tokens.word(words.start) {
        "none" if tokens.word(words.end) == "of" => {
            let of = words.end + 1;
            of + usize::from(DETERMINERS.contains(tokens.word(of)))
        }
        "no" | "never" | "none" => words.end,
        "not" => match tokens.phrase(words.end, "a single").or(tokens.phrase(words.end, "one")) {
            Some(things) => things,
            None => return false,
        },
        _ => return false,
    };
    // "No they can log in" lacks its comma.
    if CLAUSE_OPENERS.contains(tokens.word(from)) && tokens.word(words.start) == "no" {
        return false;
    }
    let end = tokens.clause_end(from);
    // "None can log in" and "never boots" name nobody.
    let named = usize::from(tokens.word(words.start) == "no");
    let Some(verb) = (from + named..end.min(from + 5)).find(|&i| is_verb(tokens, i)) else {
        return false;
    };
    let is_bad = |word: &str| {
        let lists = [FAULTS, FAILING, HARMED, HARMING, HARMS, REPORTS, SYMPTOMS, TROUBLES];
        lists.iter().any(|list| list.contains(word))
    };
    if (from..verb).any(|i| is_bad(tokens.word(i))) {
        return false;
    }
    let by_persons = (from..verb).any(|i| PERSONS.contains(tokens.word(i)));
    let living = || {
        let one = LIVING.contains(tokens.word(verb)).then_some(verb + 1);
        // "It never comes up" is said of the bug.
        let never = |end: usize| verb == words.end && tokens.boundary(end);
        let up = || tokens.any_phrase(verb, COMING_UP).filter(|&end| !never(end));
        one.or_else(up).is_some_and(|end| ends(tokens, end))
    };
    can(tokens, verb).is_some_and(|task| is_stopped(tokens, task, asked))
        || tokens.any_phrase(verb, GETTING_IN).is_some()
        || !by_persons && living()
}

fn is_verb(tokens: &Tokens, at: usize) -> bool {
    can(tokens, at).is_some()
        || LIVING.contains(tokens.word(at))
        || tokens.any_phrase(at, COMING_UP).is_some()
        || tokens.any_phrase(at, GETTING_IN).is_some()
}

/// One past "can", "could" or "is able to".
fn can(tokens: &Tokens, at: usize) -> Option<usize> {
    match tokens.word(at) {
        "can" | "could" => Some(at + 1),
        "is" | "are" | "was" | "were" => tokens.phrase(at + 1, "able to"),
        _ => None,
    }
}

/// "Log in", "pay", "save their work" at `at`, but not "trigger it" or "install such a driver".
fn is_stopped(tokens: &Tokens, at: usize, asked: &Asked) -> bool {
    let Some(end) = tokens.any_phrase(at, TASKS) else { return false };
    // Whoever asks how many meet the bug is told that nobody can open such a file, and not that the bug keeps them from it.
    ends(tokens, end) || !asked.has("bug") && matches!(tokens.word(end), "the" | "their" | "to")
}

/// Whether nothing follows that says which of them it is said of.
fn ends(tokens: &Tokens, at: usize) -> bool {
    tokens.boundary(at)
        || STOPPED.contains(tokens.word(at))
        || tokens.word(at).starts_with(|c: char| c.is_ascii_digit())
}
