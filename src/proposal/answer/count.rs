//! Counts: the first number of the first sentence, in digits or words; else a numbered list is counted.
//!
//! Of a range the upper end counts, since that is what a user may need, unless a limit of the question lies within it:
//! then the range says neither. "More than 3" is at least 4. A version, a date,
//! an issue number and a number with a unit of time or size count nothing.

mod listed;
mod numeral;

use super::Sense;
use super::bound::{self, Bound};
use super::hedge;
use super::tokens::{Kind, Token, Tokens};
use super::words::{STEPS, UNITS, VAGUE};
use crate::policy::Value;
use crate::proposal::evidence::words::NAMES;
use listed::listed;
use numeral::{is_part, plain, scale, shared_scale};
use std::ops::Range;

/// A number that an answer says.
struct Said {
    n: u32,
    /// The other end of the range that it is one end of: nothing below "up to 3", no end above "at least 3".
    other: u32,
    words: Range<usize>,
}

impl Said {
    /// A number that is no end of a range.
    fn exactly(n: u32, words: Range<usize>) -> Self {
        Self { n, other: n, words }
    }

    /// Whether one end is above the limit and the other is not.
    fn is_astride(&self, limit: u32) -> bool {
        (self.n > limit) != (self.other > limit)
    }
}

/// Reads the answer that begins at token `at`; `items` is the length of a numbered list in it, and more steps than one
/// of `limits` mean something else than up to so many.
pub(super) fn read(tokens: &Tokens, at: usize, items: usize, limits: &[u32]) -> Sense {
    let at = tokens.next_word(at);
    let items = u32::try_from(items).unwrap_or(u32::MAX);
    if let Some((listed, words)) = listed(tokens, at) {
        return Sense::Told(Value::Count(listed.max(items)), tokens.span(words));
    }
    if items < 2
        && let Some(n) = listed::behind_marker(tokens, items == 1)
    {
        return Sense::Told(Value::Count(n), tokens.all());
    }
    let end = tokens.sentence_end(at);
    let said = (at..end)
        .find_map(|i| number(tokens, i, i == at).filter(|said| of_steps(tokens, said)))
        .or_else(|| {
            (at..end).find_map(|i| {
                number(tokens, i, i == at).filter(|said| !is_setting(tokens, &said.words))
            })
        });
    if let Some((phrase, n)) = vague(tokens, at..end)
        && said.as_ref().is_none_or(|said| phrase.start <= said.words.start)
    {
        let span = tokens.span(phrase);
        return match n {
            _ if items > 0 => Sense::Told(Value::Count(items), span),
            Some(n) => Sense::Hedged(Some((Value::Count(n), span)), span),
            None => Sense::Hedged(None, span),
        };
    }
    if let Some((n, words)) = said.as_ref().and_then(|said| calculated(tokens, said.words.start)) {
        return told(tokens, at, &Said::exactly(n, words));
    }
    let one = said.as_ref().filter(|said| said.n == 1 && said.words.len() == 1);
    if let Some((words, n)) =
        one.and_then(|said| Some((&said.words, listed::running(tokens, said.words.start)?)))
    {
        return Sense::Told(Value::Count(n), tokens.span(words.clone()));
    }
    match said.filter(|said| !is_enumerated(tokens, &said.words)) {
        // In a list of steps a number is a step's own, unless it leads or counts steps.
        Some(said) if items == 0 || said.words.start == at || of_steps(tokens, &said) => {
            return match limits.iter().find(|&&limit| said.is_astride(limit)) {
                Some(limit) => Sense::Astride(tokens.span(said.words), *limit),
                None => told(tokens, at, &said),
            };
        }
        _ => {}
    }
    if items > 0 {
        return Sense::Told(Value::Count(items), tokens.all());
    }
    if let Some((n, words)) = (end..tokens.len()).find_map(|i| listed(tokens, i)) {
        return Sense::Told(Value::Count(n), tokens.span(words));
    }
    hedge::at(tokens, at)
        .map_or(Sense::Unclear, |hedge| Sense::Hedged(None, tokens.span(at..hedge)))
}

/// The number at `at`, behind no more than "now" or "still", where nothing else or steps follow it.
pub(super) fn alone(tokens: &Tokens, at: usize) -> Option<(u32, Range<usize>)> {
    let at = tokens.next_word(at);
    let at = at + usize::from(matches!(tokens.word(at), "now" | "only" | "actually" | "really"));
    let said = some(tokens, at)?;
    let end = said.words.end;
    (tokens.boundary(end) || STEPS.contains(tokens.word(end))).then_some((said.n, said.words))
}

/// Whether a word for steps follows the number: "3 small code changes".
fn of_steps(tokens: &Tokens, Said { words, .. }: &Said) -> bool {
    let covered = words.end.checked_sub(1).is_some_and(|last| STEPS.contains(tokens.word(last)));
    let follows = (words.end..words.end + 4)
        .take_while(|&i| !tokens.clause_ends(i))
        .any(|i| STEPS.contains(tokens.word(i)));
    covered || follows
}

/// Whether the number is what something is set to: "set the size to 1024", but not "up to 3".
fn is_setting(tokens: &Tokens, words: &Range<usize>) -> bool {
    let before = |n: usize| words.start.checked_sub(n).map_or("", |i| tokens.word(i));
    before(1) == "to" && before(2) != "up"
}

/// "A couple", "a few", "a couple of hundred": the first of them.
fn vague(tokens: &Tokens, sentence: Range<usize>) -> Option<(Range<usize>, Option<u32>)> {
    sentence.into_iter().find_map(|i| {
        let (end, n) =
            VAGUE.iter().find_map(|(phrase, n)| Some((tokens.phrase(i, phrase)?, *n)))?;
        let scaled = end + usize::from(tokens.word(end) == "of");
        Some(match scale(tokens, scaled) {
            Some(scale) => (i..scaled + 1, n.map(|n| n.saturating_mul(scale))),
            None => (i..end, n),
        })
    })
}

fn told(tokens: &Tokens, clause: usize, Said { n, words, .. }: &Said) -> Sense {
    let value = (Value::Count(*n), tokens.span(words.clone()));
    let or_so = tokens.phrase(words.end, "or so").map(|end| words.end..end);
    let noun_end = words.end + usize::from(STEPS.contains(tokens.word(words.end)));
    let hedge = or_so
        .or_else(|| hedge::before(tokens, clause, words.start))
        .or_else(|| hedge::after(tokens, words.end))
        .or_else(|| hedge::after(tokens, noun_end))
        .or_else(|| hedge::of_sentence(tokens, words.end));
    match hedge {
        Some(hedge) => Sense::Hedged(Some(value), tokens.span(hedge)),
        None => Sense::Told(value.0, value.1),
    }
}

/// The number at `at` with its words; bounds before it and the end of a range behind it are part of it.
fn number(tokens: &Tokens, at: usize, leads: bool) -> Option<Said> {
    match tokens.word(at) {
        "none" | "nothing" | "nil" if leads => {
            let in_code = tokens.phrase(at + 1, "in code").or(tokens.phrase(at + 1, "in the code"));
            let others = in_code.is_some_and(|end| counts_others(tokens, end, true));
            return (!others).then(|| Said::exactly(0, at..at + 1));
        }
        "no" => {
            let end = (at + 1..at + 4).find(|&i| STEPS.contains(tokens.word(i)))?;
            let plain = (at + 1..end).all(|i| !tokens.word(i).is_empty());
            let of_code = (at + 1..end).any(|i| tokens.word(i) == "code");
            let nothing = plain && !counts_others(tokens, end + 1, of_code);
            return nothing.then(|| Said::exactly(0, at..end + 1));
        }
        _ => {}
    }
    some(tokens, at)
}

/// The same where it is any at all: "no steps" and "none" say none.
fn some(tokens: &Tokens, at: usize) -> Option<Said> {
    if matches!(tokens.word(at), "a" | "an") && plain(tokens, at).is_none() {
        return article(tokens, at);
    }
    let (mut least, mut end) = plain(tokens, at)?;
    let mut n = least;
    if let Some((upper, upper_end)) = range_end(tokens, at, end)
        && upper >= n
    {
        // "6-8 thousand" begins at six thousand, "100 to 2 thousand" at 100.
        let shared = shared_scale(tokens, end + 1, upper_end).unwrap_or(1);
        let is_own =
            shared_scale(tokens, at, end).is_some() || least.saturating_mul(shared) > upper;
        least = if is_own { least } else { least.saturating_mul(shared) };
        (n, end) = (upper, upper_end);
    }
    if is_part(tokens, end) || is_named(tokens, at, end) || is_denied(tokens, at) {
        return None;
    }
    // "4 at most", "4 steps at most"
    let noun_end = end + usize::from(STEPS.contains(tokens.word(end)));
    let behind = bound::behind(tokens, end, noun_end);
    end = behind.map_or(end, |(_, end)| end);
    let (n, other, start) = bounded(tokens, at, n);
    let other = other.unwrap_or(match behind {
        Some((Bound::AtLeast, _)) => u32::MAX,
        Some(_) => 0,
        None => least,
    });
    Some(Said { n, other, words: start..end })
}

/// The number `n` at `at` with the bound before it, the other end of the range that the bound makes of it, and where its
/// words begin.
fn bounded(tokens: &Tokens, at: usize, n: u32) -> (u32, Option<u32>, usize) {
    let Some((bound, start)) = bound::before(tokens, at) else { return (n, None, at) };
    // "No more than 3" and "not less than 3" are 3, and "up to 3" is, too.
    let (bound, start) = bound::denied(tokens, bound, start).unwrap_or((bound, start));
    match bound {
        Bound::Above => (n.saturating_add(1), Some(u32::MAX), start),
        Bound::AtLeast => (n, Some(u32::MAX), start),
        Bound::AtMost => (n, Some(0), start),
        Bound::Under => (n.saturating_sub(1), Some(0), start),
    }
}

/// "Not 2 but 4", "not four, three": what the number is not.
fn is_denied(tokens: &Tokens, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|i| tokens.word(i) == "not")
}

/// "One, two or three", "1, 2, 3": the first of three numbers or more, of which any can be meant. "3, 4 on ARM" is three.
fn is_enumerated(tokens: &Tokens, words: &Range<usize>) -> bool {
    let next = |end: usize| {
        let comma = end + usize::from(tokens.is_mark(end, ","));
        let joins = comma + usize::from(matches!(tokens.word(comma), "or" | "and"));
        (joins > end).then(|| plain(tokens, joins)).flatten().map(|(_, end)| end)
    };
    tokens.is_mark(words.end, ",") && next(words.end).and_then(next).is_some()
}

/// What a calculation with the number at `at` comes to: "2*3 = 6", "3 + 1 = 4".
fn calculated(tokens: &Tokens, at: usize) -> Option<(u32, Range<usize>)> {
    let is_sign = |token: &Token| matches!(&*token.text, "+" | "-" | "—" | "×" | "x" | "·" | "/");
    let is_part =
        |i: usize| tokens.get(i).is_some_and(|token| token.kind == Kind::Number || is_sign(token));
    let before = (at.saturating_sub(16)..at).rev().take_while(|&i| is_part(i)).count();
    let equals = (at + 1..at + 16).find(|&i| !is_part(i))?;
    // "24.06 = 3" is none: there is nothing to calculate with.
    let parts = before + (equals - at);
    let is_sum = parts > 1 && tokens.is_mark(equals, "=");
    let (n, end) = is_sum.then(|| plain(tokens, equals + 1)).flatten()?;
    Some((n, equals + 1..end))
}

/// "No code changes, but 5 manual steps", "No code changes, just one env var": whether steps of another kind are counted
/// behind those that there are none of. Where there are none `of_code`, what stands first in a clause counts, whatever
/// it is.
fn counts_others(tokens: &Tokens, from: usize, of_code: bool) -> bool {
    let end = tokens.sentence_end(from);
    let turns = |i: usize| matches!(tokens.word(i), "but" | "just" | "only");
    let opens = |i: usize| turns(i - 1) || tokens.word(i - 1) == "and" || tokens.clause_ends(i - 1);
    let but = (from..end).find(|&i| turns(i) || of_code && tokens.clause_ends(i));
    let counted = |i: usize| {
        // What there is none of is counted nowhere, and its own "but" is not looked for: that would double with each.
        some(tokens, i).is_some_and(|said| {
            said.n > 0 && (of_steps(tokens, &said) || of_code && opens(said.words.start))
        })
    };
    but.is_some_and(|but| (but + 1..end).any(counted))
}

/// "a step", "an extra line", "a one-liner": one; "a dozen": twelve.
fn article(tokens: &Tokens, at: usize) -> Option<Said> {
    let end = (at + 1..at + 4)
        .take_while(|&i| {
            tokens.is_mark(i, "-")
                || plain(tokens, i).is_none_or(|(n, _)| n == 1) && !tokens.word(i).is_empty()
        })
        .find(|&i| STEPS.contains(tokens.word(i)))?;
    Some(Said::exactly(1, at..end + 1))
}

/// The upper end of a range that begins with the number `at..end`.
fn range_end(tokens: &Tokens, at: usize, end: usize) -> Option<(u32, usize)> {
    let joins = tokens.is_mark(end, "-")
        || tokens.is_mark(end, "—")
        || matches!(tokens.word(end), "to" | "or");
    let between = at > 0 && tokens.word(at - 1) == "between" && tokens.word(end) == "and";
    if joins || between { plain(tokens, end + 1) } else { None }
}

/// Whether the number `at..end` names something (a version, an issue, a date) or measures (a time, a size).
fn is_named(tokens: &Tokens, at: usize, end: usize) -> bool {
    let glued = |i: usize| tokens.get(i).is_some_and(|token| token.glued);
    let before = at.checked_sub(1);
    let compares = || bound::before(tokens, at).is_some();
    let sign = before.is_some_and(|i| {
        glued(at)
            && !compares()
            && ["#", "-", "/", "$", "€", ".", ":", "=", "@", "!"]
                .iter()
                .any(|mark| tokens.is_mark(i, mark))
    });
    let hash = before.is_some_and(|i| tokens.is_mark(i, "#"));
    let named = before.is_some_and(|i| NAMES.contains(tokens.word(i)));
    let joined = ["-", "/", ":"].iter().any(|mark| tokens.is_mark(end, mark))
        && glued(end)
        && glued(end + 1)
        && tokens.get(end + 1).is_some_and(|next| next.kind == Kind::Number);
    let unit = tokens.is_mark(end, "%") || UNITS.contains(tokens.word(end));
    sign || hash || named || joined || unit || is_year(tokens, at)
}

/// "In 2026", "during 2025": a year is no number of things.
fn is_year(tokens: &Tokens, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |i| tokens.word(i));
    let is_one = |token: &Token| {
        let text = &*token.text;
        text.len() == 4 && (text.starts_with("20") || text.starts_with("199"))
    };
    matches!(before, "in" | "during" | "until" | "of") && tokens.get(at).is_some_and(is_one)
}
