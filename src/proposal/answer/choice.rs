//! Choices: the option's name or alias in the first clause that names one.

use super::Sense;
use super::hedge;
use super::option_name::OptionName;
use super::tokens::{Kind, Tokens};
use super::words::{CASES, NEGATIONS};
use crate::policy::{ChoiceOption, Value};
use std::ops::Range;

/// An option named in the answer.
struct Mention {
    option: usize,
    denied: bool,
    words: Range<usize>,
}

/// Reads the answer that begins at token `at`.
pub(super) fn read(tokens: &Tokens, at: usize, options: &[ChoiceOption]) -> Sense {
    let patterns: Vec<Pattern<'_>> = options.iter().enumerate().flat_map(patterns).collect();
    let mut denied: Vec<Mention> = Vec::new();
    let mut clause = at;
    let mut end = tokens.sentence_end(at);
    // "Yes. It is common.": the first sentence is no more than a word.
    if end <= at + 1 {
        end = tokens.sentence_end(end + 1);
    }
    while clause < end {
        let clause_end = clause_end(tokens, clause).min(end);
        let concedes = || {
            matches!(tokens.word(clause), "although" | "though" | "while")
                && mentions(tokens, clause_end + 1..end, &patterns).iter().any(|said| !said.denied)
        };
        if is_past_belief(tokens, clause) || concedes() {
            clause = clause_end + 1;
            continue;
        }
        let mentions = mentions(tokens, clause..clause_end, &patterns);
        let (no, yes): (Vec<Mention>, Vec<Mention>) =
            mentions.into_iter().partition(|mention| mention.denied);
        if let Some(first) = yes.first() {
            // The marks of a name may end a clause: "S3: high".
            let last = yes.iter().map(|mention| mention.words.end).max().unwrap_or(clause_end);
            let clause_end =
                if last > clause_end { self::clause_end(tokens, last) } else { clause_end };
            let one = yes.iter().all(|mention| mention.option == first.option)
                && !other_follows(tokens, clause_end + 1..end, first.option, &patterns);
            return if one {
                told(tokens, clause, first.option, first.words.clone())
            } else {
                Sense::Unclear
            };
        }
        denied.extend(no);
        clause = clause_end + 1;
    }
    // What is left when all others are denied: "not an edge case" is common.
    let mut left =
        (0..options.len()).filter(|option| denied.iter().all(|mention| mention.option != *option));
    match (left.next(), left.next(), denied.first()) {
        (Some(option), None, Some(mention)) => told(tokens, at, option, mention.words.clone()),
        _ => Sense::Unclear,
    }
}

/// The option that the answer begins with and a clause ends behind, and whether that is all there is.
///
/// A policy may have options that are no answer elsewhere: `unknown`, `n/a`, `later`.
pub(super) fn leading(
    tokens: &Tokens,
    at: usize,
    options: &[ChoiceOption],
) -> Option<(Sense, bool)> {
    let at = tokens.next_word(at);
    let found = options.iter().enumerate().flat_map(patterns);
    let found = found.filter_map(|name| Some((name.name.match_end(tokens, at)?, name.option)));
    let (end, option) = found.max_by_key(|(end, _)| *end)?;
    let rest = tokens.from(end);
    let alone = !tokens.more && rest.iter().all(|t| t.kind == Kind::Mark && t.text == ".");
    let sense = if alone {
        let index = u16::try_from(option).ok()?;
        Sense::Told(Value::Choice(index), tokens.span(at..end))
    } else {
        told(tokens, at, option, at..end)
    };
    (alone || tokens.boundary(end)).then_some((sense, alone))
}

/// The option that stands at `at`, behind no more than "it is", with nothing but "after all" behind it.
pub(super) fn chosen(
    tokens: &Tokens,
    at: usize,
    options: &[ChoiceOption],
) -> Option<(Value, Range<usize>)> {
    let at = behind_turn(tokens, tokens.next_word(at));
    let found = options.iter().enumerate().flat_map(patterns);
    let found = found.filter_map(|name| Some((name.name.match_end(tokens, at)?, name.option)));
    let (end, option) = found.max_by_key(|(end, _)| *end)?;
    let ends = tokens.boundary(end) || tokens.phrase(end, "after all").is_some();
    Some((Value::Choice(u16::try_from(option).ok()?), at..end)).filter(|_| ends)
}

/// One past the words with which a clause turns to another option: "but", "now it is an".
fn behind_turn(tokens: &Tokens, at: usize) -> usize {
    let turns = |i: &usize| {
        matches!(
            tokens.word(*i),
            "but"
                | "now"
                | "it"
                | "it's"
                | "is"
                | "a"
                | "an"
                | "actually"
                | "rather"
                | "really"
                | "meanwhile"
                | "today"
                | "this"
                | "still"
        )
    };
    at + (at..at + 5).take_while(turns).count()
}

/// Whether a later clause gives another option, alone or for other cases: "Common for joins, edge case for scans".
fn other_follows(tokens: &Tokens, rest: Range<usize>, option: usize, patterns: &[Pattern]) -> bool {
    rest.clone().any(|i| {
        let opens = i == rest.start || tokens.clause_ends(i - 1);
        let other = |at: usize| {
            let others = patterns.iter().filter(|pattern| pattern.option != option);
            others.filter_map(|pattern| match_end(tokens, at, pattern, patterns)).max()
        };
        let alone = |end: usize| tokens.boundary(end);
        let turned = || other(behind_turn(tokens, i)).is_some_and(alone);
        let told = || other(i).is_some_and(|end| alone(end) || CASES.contains(tokens.word(end)));
        opens && (told() || turned())
    })
}

fn told(tokens: &Tokens, clause: usize, option: usize, words: Range<usize>) -> Sense {
    let Ok(index) = u16::try_from(option) else { return Sense::Unclear };
    let value = (Value::Choice(index), tokens.span(words.clone()));
    let hedge = hedge::before(tokens, clause, words.start)
        .or_else(|| hedge::after(tokens, words.end))
        .or_else(|| hedge::of_sentence(tokens, words.end));
    match hedge {
        Some(hedge) => Sense::Hedged(Some(value), tokens.span(hedge)),
        None => Sense::Told(value.0, value.1),
    }
}

/// A name of an option.
struct Pattern<'a> {
    option: usize,
    name: &'a OptionName,
}

fn patterns((option, names): (usize, &ChoiceOption)) -> impl Iterator<Item = Pattern<'_>> {
    names.names.iter().map(move |name| Pattern { option, name })
}

fn mentions(tokens: &Tokens, clause: Range<usize>, patterns: &[Pattern]) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut at = clause.start;
    while at < clause.end {
        let best = patterns
            .iter()
            .filter_map(|pattern| Some((match_end(tokens, at, pattern, patterns)?, pattern)))
            .max_by_key(|(end, _)| *end);
        if let Some((end, _)) = best
            && is_partial(tokens, clause.start, at)
        {
            at = end;
        } else if let Some((end, pattern)) = best {
            let begin = pattern.name.start(tokens, at).max(clause.start);
            let from = denial(tokens, clause.start, begin);
            let start = from.unwrap_or(begin);
            let until = denied_behind(tokens, end);
            let denied = from.is_some() || until.is_some();
            found.push(Mention {
                option: pattern.option,
                denied,
                words: start..until.unwrap_or(end),
            });
            at = end;
        } else {
            if let Some(option) = prefixed(tokens.word(at), patterns) {
                // "uncommon" denies, and "not uncommon" does not.
                let denied = denial(tokens, clause.start, at).is_none();
                found.push(Mention { option, denied, words: at..at + 1 });
            }
            at += 1;
        }
    }
    found
}

/// One past the pattern at `at`. The first word of a longer name is enough where it stands alone: "common/edge".
fn match_end(tokens: &Tokens, at: usize, pattern: &Pattern, patterns: &[Pattern]) -> Option<usize> {
    let whole = pattern.name.match_end(tokens, at);
    whole.or_else(|| is_short(tokens, at, pattern, patterns).then_some(at + 1))
}

/// Whether the word at `at` is the first of the name and stands for it.
fn is_short(tokens: &Tokens, at: usize, pattern: &Pattern, patterns: &[Pattern]) -> bool {
    let said = tokens.word(at);
    pattern.name.first_of_several() == Some(said)
        && tokens.boundary(at + 1)
        // "Every request from Edge" means something else.
        && !at.checked_sub(1).is_some_and(|i| {
            matches!(tokens.word(i), "from" | "in" | "on" | "with" | "by" | "of" | "via")
        })
        && patterns.iter().all(|other| other.option == pattern.option || !other.name.begins_with(said))
}

/// The option that `word` denies by a prefix: "uncommon", "noncommon".
fn prefixed(word: &str, patterns: &[Pattern]) -> Option<usize> {
    let stem = word.strip_prefix("un").or_else(|| word.strip_prefix("non"))?;
    patterns
        .iter()
        .find(|pattern| pattern.name.one_word() == Some(stem))
        .map(|pattern| pattern.option)
}

/// "Not only an edge case" names the option and says that there is more.
fn is_partial(tokens: &Tokens, clause: usize, at: usize) -> bool {
    (at.saturating_sub(4).max(clause)..at).any(|i| {
        tokens.word(i) == "not" && matches!(tokens.word(i + 1), "only" | "just" | "merely")
    })
}

/// One past the end of the clause that begins at `clause`; what comes behind "because" gives reasons, no options.
fn clause_end(tokens: &Tokens, clause: usize) -> usize {
    let end = tokens.clause_end(clause);
    let reasons = |i: &usize| matches!(tokens.word(*i), "because" | "since" | "due" | "thanks");
    (clause + 1..end).find(reasons).unwrap_or(end)
}

/// "We thought it was an edge case, but …".
fn is_past_belief(tokens: &Tokens, clause: usize) -> bool {
    let believed = |i: usize| {
        matches!(tokens.word(i), "thought" | "assumed" | "believed" | "expected" | "hoped")
    };
    matches!(tokens.word(clause), "we" | "i" | "they")
        && (clause + 1..clause + 3).any(believed)
        && tokens.word(tokens.clause_end(clause) + 1) == "but"
}

/// "Edge case: no", "Edge case? No": one past the no.
fn denied_behind(tokens: &Tokens, end: usize) -> Option<usize> {
    let marked = [":", "?", "=", "—"].iter().any(|mark| tokens.is_mark(end, mark));
    let no = matches!(tokens.word(end + 1), "no" | "not" | "nope" | "false");
    (marked && no && tokens.boundary(end + 2)).then_some(end + 2)
}

/// Where the words that deny the option at `at` begin: at most four words before it, or "rather than", "far from".
fn denial(tokens: &Tokens, clause: usize, at: usize) -> Option<usize> {
    const OTHERS: [&str; 4] = ["than", "instead of", "far from", "anything but"];
    let from = at.saturating_sub(4).max(clause);
    let start = (from..at).rev().find(|&i| {
        NEGATIONS.contains(tokens.word(i))
            && !(tokens.word(i) == "no" && tokens.word(i + 1) == "doubt")
            && tokens.get(i).is_some_and(|token| token.kind == Kind::Word)
    });
    start.or_else(|| {
        (from..at).find(|&i| OTHERS.iter().any(|other| tokens.phrase(i, other).is_some()))
    })
}
