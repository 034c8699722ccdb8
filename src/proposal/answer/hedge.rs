//! Words that take certainty away.
//!
//! They count instead of the value, right before it and right after it. Anywhere else they hedge something else: "Yes,
//! it should return 3 but returns 4" is a plain yes.

use super::tokens::{Kind, Tokens};
use super::words::{ASKING, EPISTEMIC, FACTS, HEDGES, OCCASIONS, THINK_NOT, THINK_SO, UNSURE};
use std::ops::Range;

/// One past the hedge that begins at `at`.
pub(super) fn at(tokens: &Tokens, at: usize) -> Option<usize> {
    let end = [HEDGES, THINK_SO, THINK_NOT]
        .iter()
        .filter_map(|list| tokens.any_phrase(at, list))
        .max()
        .filter(|_| !tokens.is_code(at))?;
    let compares = || {
        (end..tokens.sentence_end(end)).any(|i| {
            matches!(tokens.word(i), "but" | "instead" | "yet" | "rather")
                || tokens.phrase(i, "it is").is_some()
        })
    };
    // "likely()", "maybe-uninitialized"
    if is_part_of_a_name(tokens, end) {
        return None;
    }
    match tokens.word(at) {
        // "Should be 3 but is 4" tells the right result from the wrong one.
        "should" | "could" if compares() || FACTS.contains(tokens.word(end)) => None,
        // "Appears in 3 of 5 runs": it happens.
        "appears" if OCCASIONS.contains(tokens.word(end)) => None,
        // "No kind of restart helps."
        "kind" | "sort" if !tokens.boundary(end) => None,
        // "Possibly", but not "a likely cause"; and "more likely than" compares.
        "more" if tokens.word(end) == "than" => None,
        _ => Some(end),
    }
}

/// "Yes, should be 3, is 4", "Yes, we expect `None` and get 0": the right result, and then the wrong one.
fn states_a_result(tokens: &Tokens, hedge: Range<usize>) -> bool {
    let expects = tokens.word(hedge.start) == "should"
        || hedge.end.checked_sub(1).is_some_and(|last| tokens.word(last) == "expect");
    let result = tokens.get(hedge.end).is_some_and(|token| token.kind == Kind::Number);
    expects && (result || tokens.in_code(hedge.end))
}

/// Whether the words before `end` are the beginning of a name: `likely()`, `maybe-uninitialized`, `probably_prime`.
fn is_part_of_a_name(tokens: &Tokens, end: usize) -> bool {
    let glued = |i: usize| tokens.get(i).is_some_and(|token| token.glued);
    glued(end)
        && glued(end + 1)
        && ["(", "-", "_", "."].iter().any(|mark| tokens.is_mark(end, mark))
        && (tokens.is_mark(end + 1, ")") || !tokens.word(end + 1).is_empty())
}

/// The hedge right after a value that ends before `end`: "Yes, probably", "No (I think)", "Yes?", "Yes, it seems".
///
/// Across the end of a sentence only a hedge that is a sentence of its own counts: "Yes. This will probably hit X" is
/// none.
pub(super) fn after(tokens: &Tokens, end: usize) -> Option<Range<usize>> {
    let mut at = end;
    let mut ended = false;
    while let Some(token) = tokens.get(at) {
        match (token.kind, &*token.text) {
            (Kind::Mark, "?") if !ended => return Some(at..at + 1),
            (Kind::Mark, "." | "!" | "…") | (Kind::Stop, _) if !ended => ended = true,
            (Kind::Mark, "," | ";" | ":" | "(" | "—" | "-" | "~") | (Kind::Symbol, _) => {}
            _ => break,
        }
        at += 1;
        if at > end + 3 {
            return None;
        }
    }
    let alone = |end: usize| {
        tokens.sentence_ends(end)
            || tokens.is_mark(end, ")") && tokens.sentence_ends(end + 1)
            || !ended && tokens.clause_ends(end)
    };
    // "Yes, but not sure"; "Yes, but not sure about ARM" doubts something else.
    if !ended
        && matches!(tokens.word(at), "but" | "though" | "although")
        && let Some(hedge_end) = tokens.any_phrase(at + 1, UNSURE)
    {
        return alone(hedge_end).then_some(at + 1..hedge_end);
    }
    if let Some(hedge_end) = self::at(tokens, at) {
        // "Yes, not sure why": it is so, and something else is not known.
        let of_another =
            tokens.any_phrase(at, UNSURE).is_some() && ASKING.contains(tokens.word(hedge_end));
        let hedges =
            (!ended || alone(hedge_end)) && !of_another && !states_a_result(tokens, at..hedge_end);
        return hedges.then_some(at..hedge_end);
    }
    // "Yes, it probably does", "Yes, it should", but not "Yes, it probably began in 24.06".
    if !matches!(tokens.word(at), "it" | "this" | "that" | "they" | "there" | "we" | "i") {
        return None;
    }
    let from =
        at + 1 + usize::from(matches!(tokens.word(at + 1), "will" | "is" | "does" | "would"));
    let hedge_end = match tokens.word(from) {
        "should" | "might" | "could" | "may" | "seems" | "appears" => from + 1,
        _ => self::at(tokens, from)?,
    };
    let mut last = hedge_end;
    while matches!(
        tokens.word(last),
        "does" | "do" | "is" | "are" | "will" | "can" | "so" | "be" | "not" | "has"
    ) {
        last += 1;
    }
    alone(last).then_some(at..last)
}

/// A hedge about the whole first sentence from `from` on: what one knows, anywhere in it ("No workaround that I know
/// of"), and what one thinks, as its last clause ("Yes, for most users, I think").
pub(super) fn of_sentence(tokens: &Tokens, from: usize) -> Option<Range<usize>> {
    let end = tokens.sentence_end(from);
    (from..end).find_map(|i| {
        // "None that we know of", but not "we know of none".
        if let Some(last) = tokens.any_phrase(i, EPISTEMIC)
            && (tokens.boundary(last)
                || !matches!(tokens.word(last - 1), "of" | "know" | "seen" | "noticed"))
        {
            return Some(i..last);
        }
        let opens = i > from && tokens.clause_ends(i - 1);
        let thinks = matches!(tokens.word(i), "i" | "we" | "i'd");
        let last = (opens && thinks).then(|| at(tokens, i)).flatten()?;
        (last >= end || tokens.is_mark(last, ")")).then_some(i..last)
    })
}

/// The hedge right before a value that begins at `value`, in the clause that begins at `clause`.
pub(super) fn before(tokens: &Tokens, clause: usize, value: usize) -> Option<Range<usize>> {
    (clause..value).find_map(|i| {
        let end = at(tokens, i)?;
        (end <= value && value - end <= 3).then_some(i..end)
    })
}
