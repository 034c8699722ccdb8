//! A no that tells of the bug that was asked for: "No rows returned", "Never returns the right sum".

use super::super::known::words::HARMED;
use super::super::statement::{Asked, auxiliary};
use super::super::tokens::Tokens;
use super::super::words::{DETERMINERS, NEGATIONS};
use super::stuck;
use super::words::{
    ALARMS, AS_EXPECTED, AT_ALL, CAN_BE, CLAUSE_OPENERS, CONDITIONS, FAILING, FAULTS,
    GOING_THROUGH, HARMING, HARMS, MESSAGES, OUTPUTS, PERSONS, PLACES, REPORTS, RESULTS, RETURNING,
    RIGHT, SEEN, SHOWN, SPARED, SYMPTOMS, WORKING, WRONG,
};
use std::ops::Range;

/// "No rows returned", "Never returns the right sum", "None can avoid it": where a bug is asked for, a no that tells of
/// one.
pub(super) fn is_told(tokens: &Tokens, words: &Range<usize>, asked: &Asked) -> bool {
    let results = asked.has("results") || asked.has("functionality");
    let errors = asked.has("errors") || asked.has("functionality");
    // "Not found", but not "Not found in the logs".
    let message = tokens
        .any_phrase(words.start, MESSAGES)
        .is_some_and(|end| end > words.start + 2 || tokens.boundary(end));
    (results || errors)
        && (message
            || works_not(tokens, words, asked)
            || shows_nothing(tokens, words, asked)
            || is_unequalled(tokens, words)
            || goes_wrong_otherwise(tokens, words.end, asked, results, errors))
        || (results || errors || asked.has("bug")) && stuck::is_told(tokens, words, asked)
        || asked.has("bug") && spares_nobody(tokens, words)
}

/// "None of the totals match", "No totals add up", "Never returns the right sum", "Not sorted properly": what should be
/// so is not.
fn works_not(tokens: &Tokens, words: &Range<usize>, asked: &Asked) -> bool {
    let end = tokens.clause_end(words.end);
    let is_wrong = |i: usize| {
        [FAULTS, WRONG, FAILING, SYMPTOMS].iter().any(|list| list.contains(tokens.word(i)))
    };
    if (words.end..end).any(|i| is_wrong(i) || NEGATIONS.contains(tokens.word(i))) {
        return false;
    }
    let does = |i: usize| WORKING.contains(tokens.word(i));
    let is_other = |i: usize| {
        let word = tokens.word(i);
        !word.is_empty() && !asked.has(word) && !PERSONS.contains(word)
    };
    let is_right = |i: usize| {
        RIGHT.contains(tokens.word(i)) && !matches!(tokens.word(i + 1), "now" | "away" | "after")
    };
    // "Not when used correctly" says when.
    let own = words.end..end.min(words.end + 4);
    let says_right = || {
        own.take_while(|&i| {
            !CONDITIONS.contains(tokens.word(i)) && !PLACES.contains(tokens.word(i))
        })
        .any(is_right)
    };
    match tokens.word(words.start) {
        "none" if tokens.word(words.end) == "of" => {
            let of = |i: &usize| !DETERMINERS.contains(tokens.word(*i));
            let of = (words.end + 1..words.end + 4).find(of);
            (of.is_some_and(is_other) && (words.end + 2..end).any(does))
                || (words.end..end).any(is_right)
        }
        "never" => does(words.end) || says_right(),
        "not" if tokens.phrase(words.end, "once did").is_some() => (words.end + 2..end).any(does),
        "not" => {
            if let Some(things) = single(tokens, words.end) {
                return fails(tokens, things, asked);
            }
            let adverb = usize::from(tokens.word(words.end).ends_with("ly"));
            let shown = words.end + adverb;
            let ends = tokens.boundary(shown + 1) || tokens.any_phrase(shown + 1, AT_ALL).is_some();
            SHOWN.contains(tokens.word(shown)) && ends || is_doing(tokens, shown) || says_right()
        }
        "no" => fails(tokens, words.end, asked) || lacks_right(tokens, words.end),
        _ => false,
    }
}

/// "No correct results", "No usable output since Friday": what there is none of is what should come out.
fn lacks_right(tokens: &Tokens, at: usize) -> bool {
    let thing = tokens.word(at + 1);
    let ends = tokens.boundary(at + 2)
        || tokens.any_phrase(at + 2, AT_ALL).is_some()
        || tokens.word(at + 2) == "since";
    let is_right =
        matches!(tokens.word(at), "correct" | "right" | "accurate" | "usable" | "sane" | "proper");
    is_right && (RESULTS.contains(thing) || OUTPUTS.contains(thing)) && ends
}

/// Where "a single order" and "one row" name what there is not one of.
fn single(tokens: &Tokens, at: usize) -> Option<usize> {
    tokens.phrase(at, "a single").or_else(|| tokens.phrase(at, "one"))
}

/// What there are none of in "No totals match", "No row is right", "Not a single order can be placed": things that
/// nobody asked for, and that do what they should nowhere.
fn fails(tokens: &Tokens, things: usize, asked: &Asked) -> bool {
    let end = tokens.clause_end(things).min(things + 4);
    let noun = tokens.word(things);
    let is_bad =
        |word: &str| [HARMS, HARMING, HARMED, REPORTS].iter().any(|list| list.contains(word));
    // "No it works" lacks its comma.
    let is_thing = !noun.is_empty() && !PERSONS.contains(noun) && !CLAUSE_OPENERS.contains(noun);
    if !is_thing || is_bad(noun) {
        return false;
    }
    let is = |i: usize| matches!(tokens.word(i), "is" | "are" | "was" | "were");
    let works = |i: usize| {
        WORKING.contains(tokens.word(i)) || tokens.any_phrase(i, GOING_THROUGH).is_some()
    };
    let can_be = |i: usize| {
        let done = tokens.any_phrase(i, CAN_BE).map_or("", |done| tokens.word(done));
        !done.is_empty() && !SEEN.contains(done) && !is_bad(done)
    };
    let is_right = |i: usize| {
        let shown = RETURNING.contains(tokens.word(i)) && tokens.word(i + 1) == "the";
        shown && matches!(tokens.word(i + 2), "right" | "correct")
            || is(i)
                && (RIGHT.contains(tokens.word(i + 1)) && !tokens.is_mark(i + 2, "-")
                    || tokens.any_phrase(i + 1, AS_EXPECTED).is_some())
    };
    (things + 1..end).any(|i| !asked.has(noun) && (works(i) || can_be(i)) || is_right(i))
}

/// "Not syncing", "not saving anything": what is done by something that works, but not "not printing related".
fn is_doing(tokens: &Tokens, at: usize) -> bool {
    let Some(stem) = tokens.word(at).strip_suffix("ing") else { return false };
    let is_verb = |verb: &str| verb.strip_suffix('e').unwrap_or(verb) == stem;
    let next = tokens.word(at + 1);
    let ends = tokens.boundary(at + 1)
        || PLACES.contains(next)
        || matches!(next, "since" | "any" | "anything" | "the")
        || tokens.any_phrase(at + 1, AT_ALL).is_some();
    ends && WORKING.beginning_with(stem).any(is_verb)
}

/// "No rows are returned at all", "No rows returned", "No output", "No login possible": a bug in which nothing comes
/// out, where nobody asked for rows.
fn shows_nothing(tokens: &Tokens, words: &Range<usize>, asked: &Asked) -> bool {
    if tokens.word(words.start) != "no" {
        return false;
    }
    let from = words.end;
    // "No wrong rows are returned" and "no secrets are printed" deny what was asked.
    let is_other = |i: usize| {
        let word = tokens.word(i);
        let is_bad = [FAULTS, HARMS, SYMPTOMS, FAILING].iter().any(|list| list.contains(word));
        !word.is_empty() && !asked.has(word) && !is_bad
    };
    let is_verb = |word: &str| {
        matches!(word, "is" | "are" | "was" | "were" | "get" | "gets" | "could" | "be")
    };
    let tells = |i: usize| SHOWN.contains(tokens.word(i)) || tokens.word(i) == "possible";
    let told = (from + 1..from + 5).take_while(|&i| !tokens.clause_ends(i)).find(|&i| tells(i));
    if let Some(told) = told {
        let things = (from..told).take_while(|&i| !is_verb(tokens.word(i)));
        return tokens.get(told + 1).is_none_or(|next| next.text != "-")
            && things.into_iter().all(is_other);
    }
    let noun = tokens.word(from);
    let at_all = tokens.any_phrase(from + 1, AT_ALL).is_some();
    let is_left = tokens.word(from + 1) == "left" && tokens.boundary(from + 2);
    at_all && ALARMS.contains(noun)
        || is_left && asked.has(noun)
        || OUTPUTS.contains(noun)
            && (tokens.boundary(from + 1) || at_all || is_left || is_silent(tokens, from + 1))
}

/// "No notifications since Tuesday", "No heartbeat from devices": behind the thing only when or where it comes from. "No
/// mails from customers" are complaints, and "No rows since 24.10 are affected" says what there are none of.
fn is_silent(tokens: &Tokens, at: usize) -> bool {
    let says_more = |i: usize| {
        let word = tokens.word(i);
        PERSONS.contains(word) || HARMED.contains(word) || auxiliary(word).is_some()
    };
    matches!(tokens.word(at), "since" | "from") && !(at..tokens.clause_end(at)).any(says_more)
}

/// "Never seen anything this wrong": by which all else is measured.
fn is_unequalled(tokens: &Tokens, words: &Range<usize>) -> bool {
    tokens.word(words.start) == "never"
        && (words.end + 1..tokens.clause_end(words.end)).any(|i| {
            matches!(tokens.word(i), "this" | "so" | "as")
                && [FAULTS, WRONG].iter().any(|list| list.contains(tokens.word(i + 1)))
        })
}

/// "No, it returns wrong totals", "No. The totals are not right.": what a no is followed by is the yes in other words,
/// where wrong results are asked for.
pub(super) fn is_affirmed(tokens: &Tokens, from: usize, asked: &Asked) -> bool {
    if !asked.has("results") {
        return false;
    }
    let end = tokens.sentence_end(tokens.sentence_end(tokens.next_word(from)) + 1);
    // Most answers name no results.
    (from..end).filter(|&i| RESULTS.contains(tokens.word(i))).any(|result| {
        let start = (from..result).rfind(|&i| tokens.clause_ends(i)).map_or(from, |mark| mark + 1);
        let word = |i: usize| tokens.word(i);
        let denied =
            |i: usize| NEGATIONS.contains(word(i)) || matches!(word(i), "nobody" | "none" | "only");
        let is_wrong = |i: usize| WRONG.contains(word(i)) && tokens.boundary(i + 1);
        let returned = result.checked_sub(2).filter(|verb| {
            *verb >= start && RETURNING.contains(word(*verb)) && WRONG.contains(word(verb + 1))
        });
        if returned.is_some() && tokens.boundary(result + 1) {
            return !(start..result).any(denied);
        }
        let wrong = match word(result + 1) {
            "is" | "are" | "was" | "were" => {
                is_wrong(result + 2) || word(result + 2) == "not" && is_right(tokens, result + 3)
            }
            "isn't" | "aren't" | "wasn't" | "weren't" => is_right(tokens, result + 2),
            _ => false,
        };
        wrong && !(start..result).any(denied)
    })
}

/// "Right" and "correct" at the end of a clause.
fn is_right(tokens: &Tokens, at: usize) -> bool {
    matches!(tokens.word(at), "right" | "correct" | "accurate") && tokens.boundary(at + 1)
}

/// "No exception, results silently wrong": the symptom that is denied was not asked, and the one behind it was.
fn goes_wrong_otherwise(
    tokens: &Tokens,
    from: usize,
    asked: &Asked,
    results: bool,
    errors: bool,
) -> bool {
    let is_asked = |word: &str| {
        results && WRONG.contains(word) || errors && FAILING.contains(word) || asked.has(word)
    };
    let is_symptom = |word: &str| SYMPTOMS.contains(word) || FAILING.contains(word);
    let clause = tokens.clause_end(from);
    let mut denied = (from..clause).map(|i| tokens.word(i));
    if denied.clone().any(is_asked) || !denied.any(is_symptom) {
        return false;
    }
    let first = tokens.sentence_end(clause);
    let end = tokens.sentence_end(first + 1);
    let mut at = clause + 1;
    while at < end {
        let last = tokens.clause_end(at).min(end);
        let mut said = (at..last).map(|i| tokens.word(i));
        let is_so = said.clone().any(|word| is_asked(word) && !asked.has(word));
        let turned = |word| {
            NEGATIONS.contains(word) || matches!(word, "none" | "if" | "when" | "would" | "could")
        };
        if is_so && !said.any(turned) {
            return true;
        }
        at = last + 1;
    }
    false
}

/// "None can avoid it", "No user is safe", "No way around it": nobody is spared.
fn spares_nobody(tokens: &Tokens, words: &Range<usize>) -> bool {
    (words.end..tokens.clause_end(words.end)).any(|i| match tokens.word(i) {
        "around" => matches!(tokens.word(i + 1), "it" | "this" | "that"),
        "safe" => matches!(tokens.word(i - 1), "is" | "are" | "was" | "were" | "be"),
        word => SPARED.contains(word),
    })
}
