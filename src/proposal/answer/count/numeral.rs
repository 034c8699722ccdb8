//! Numerals: "1,000", "25 000", "two hundred and five", "2 million", "5 dozen".

use super::super::tokens::{Kind, Token, Tokens};
use super::super::words::{AFTER_PRONOUN_ONE, BEFORE_PRONOUN_ONE, BETWEEN_NOUNS, BYTES, NUMBERS};

/// A number without its surroundings.
pub(super) fn plain(tokens: &Tokens, at: usize) -> Option<(u32, usize)> {
    let token = tokens.get(at)?;
    let number = match token.kind {
        Kind::Number => grouped(tokens, at, digits(token)?),
        Kind::Word => word_number(tokens, at)?,
        _ => return None,
    };
    (!tokens.is_code(at)).then(|| scaled(tokens, number))
}

/// The number that digits and thousands separators say; nothing for versions and the like.
fn digits(token: &Token) -> Option<u32> {
    let groups: Vec<&str> = token.text.split([',', '_']).collect();
    let grouped = groups.len() == 1 || groups.iter().skip(1).all(|group| group.len() == 3);
    let numeric =
        groups.iter().all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()));
    if !grouped || !numeric {
        return None;
    }
    let n = groups
        .iter()
        .flat_map(|group| group.bytes())
        .fold(0u32, |n, digit| n.saturating_mul(10).saturating_add(u32::from(digit - b'0')));
    Some(n)
}

/// A number with the groups of three digits behind it, where a blank or an apostrophe parts them: "25 000", "25'000".
fn grouped(tokens: &Tokens, at: usize, mut n: u32) -> (u32, usize) {
    let mut end = at + 1;
    if tokens.get(at).is_none_or(|token| token.text.len() > 3) || n == 0 {
        return (n, end);
    }
    loop {
        let apart = tokens.is_mark(end, "'");
        let behind = end + usize::from(apart) + 1;
        let group = tokens.get(behind - 1).filter(|token| {
            token.kind == Kind::Number
                && token.text.len() == 3
                && token.glued == apart
                && !token.starts_line
                && (apart || !is_of_a_noun(tokens, n, behind))
        });
        let Some(group) = group.and_then(digits) else { return (n, end) };
        n = n.saturating_mul(1000).saturating_add(group);
        end = behind;
    }
}

/// Whether the digits before `end` belong to what there are `n` of: "1 200-line patch" is one patch, and "2 100% safe
/// steps", "2 500 MB downloads" and "2 200 OK checks" are two; but "2 500 MB disk space" is no number of things.
fn is_of_a_noun(tokens: &Tokens, n: u32, end: usize) -> bool {
    let noun = |from: usize| {
        let words = (from..from + 3)
            .take_while(|&i| !tokens.boundary(i) && !BETWEEN_NOUNS.contains(tokens.word(i)));
        words.into_iter().any(|i| n == 1 || tokens.word(i).ends_with('s'))
    };
    let glued = tokens.get(end).is_some_and(|token| token.glued);
    let measured = tokens.is_mark(end, "%") && glued
        || tokens.word(end) == "ok"
        || BYTES.contains(tokens.word(end));
    is_hyphened(tokens, end) || measured && noun(end + 1)
}

/// Whether a hyphen and a word that is no part of a number are glued to what ends before `end`: "thousand-line", but not
/// "hundred-and-one" or "twenty-one".
fn is_hyphened(tokens: &Tokens, end: usize) -> bool {
    let glued = |i: usize| tokens.get(i).is_some_and(|token| token.glued);
    let word = tokens.get(end + 1).filter(|token| token.kind == Kind::Word);
    tokens.is_mark(end, "-")
        && glued(end)
        && glued(end + 1)
        && word.is_some_and(|word| {
            !matches!(&*word.text, "and" | "odd" | "plus" | "fold" | "ish" | "thousand" | "million")
                && named(&word.text).is_none()
        })
}

/// The number that a word is the name of.
fn named(word: &str) -> Option<u32> {
    NUMBERS.iter().find(|(name, _)| *name == word).map(|(_, n)| *n)
}

/// What the word at `at` multiplies the number before it by.
pub(super) fn scale(tokens: &Tokens, at: usize) -> Option<u32> {
    let scale = match tokens.word(at) {
        "dozen" | "dozens" => 12,
        "hundred" | "hundreds" => 100,
        "thousand" | "thousands" => 1_000,
        "million" | "millions" => 1_000_000,
        _ => return None,
    };
    (!is_hyphened(tokens, at + 1)).then_some(scale)
}

/// What the words that end before `end` multiply all of the number that begins at `at` by: a thousand in "8 thousand" and
/// "six hundred thousand"; nothing where something is added to it, as in "two thousand five hundred".
pub(super) fn shared_scale(tokens: &Tokens, at: usize, end: usize) -> Option<u32> {
    let first = (at..end).find(|&i| i > at && scale(tokens, i).is_some())?;
    (first..end).try_fold(1u32, |all, i| Some(all.saturating_mul(scale(tokens, i)?)))
}

/// The number times the dozen, hundred, thousand or million behind it, and what follows that: "two thousand five
/// hundred".
fn scaled(tokens: &Tokens, (mut n, mut end): (u32, usize)) -> (u32, usize) {
    // "5-dozen"
    let hyphen = tokens.is_mark(end, "-") && tokens.get(end).is_some_and(|mark| mark.glued);
    if let Some(small @ (12 | 100)) = scale(tokens, end + usize::from(hyphen)) {
        (n, end) = (n.saturating_mul(small), end + usize::from(hyphen) + 1);
        if small == 100 {
            (n, end) = with_rest(tokens, n, end);
        }
    }
    let Some(scale) = scale(tokens, end) else { return (n, end) };
    let n = n.saturating_mul(scale);
    let next = end + 1 + usize::from(tokens.word(end + 1) == "and");
    let three =
        tokens.get(next).filter(|token| token.kind == Kind::Number && token.text.len() == 3);
    if let Some(rest) = three.and_then(digits) {
        return (n.saturating_add(rest), next + 1);
    }
    match word_number(tokens, next) {
        Some((rest, end)) if rest > 0 && rest < scale => {
            let (rest, end) = if scale > 1000 { scaled(tokens, (rest, end)) } else { (rest, end) };
            (n.saturating_add(rest), end)
        }
        _ => (n, end + 1),
    }
}

/// "A" in "a hundred", which is one; the whole of "half a dozen" and "half-dozen".
fn article(tokens: &Tokens, at: usize) -> Option<(u32, usize)> {
    let before = |n: usize| at.checked_sub(n).map_or("", |i| tokens.word(i));
    match tokens.word(at) {
        // "A quarter of a million" is none.
        "a" if before(1) != "of" => scale(tokens, at + 1).map(|_| (1, at + 1)),
        "half" if before(2) != "and" => {
            let next = at + 1;
            let apart = tokens.word(next) == "a" || tokens.is_mark(next, "-");
            let last = next + usize::from(apart);
            Some((scale(tokens, last)? / 2, last + 1))
        }
        _ => None,
    }
}

fn word_number(tokens: &Tokens, at: usize) -> Option<(u32, usize)> {
    if let Some((n, end)) = article(tokens, at)
        && n > 1
    {
        return Some((n, end));
    }
    let value = |i: usize| named(tokens.word(i));
    let (mut n, mut end) = match article(tokens, at) {
        Some(one) => one,
        None => (
            value(at).filter(|n| !matches!(n, 12 | 100) || !is_behind_article(tokens, at))?,
            at + 1,
        ),
    };
    if tokens.word(at) == "one" {
        let before = at.checked_sub(1).map_or("", |i| tokens.word(i));
        let pronoun =
            AFTER_PRONOUN_ONE.contains(tokens.word(end)) || BEFORE_PRONOUN_ONE.contains(before);
        // "One of them" picks; "one-time" does not count either.
        let picks =
            tokens.word(end) == "of" || tokens.is_mark(end, "-") && tokens.word(end + 1) == "time";
        if pronoun || picks {
            return None;
        }
    }
    (n, end) = with_unit(tokens, n, end);
    if n < 100 && tokens.word(end) == "hundred" && !is_hyphened(tokens, end + 1) {
        (n, end) = (n * 100, end + 1);
    }
    if n >= 100 {
        (n, end) = with_rest(tokens, n, end);
    }
    Some((n, end))
}

/// A ten with the unit behind it: "twenty-one", "twenty one".
fn with_unit(tokens: &Tokens, n: u32, end: usize) -> (u32, usize) {
    let next = end + usize::from(tokens.is_mark(end, "-"));
    // "Twenty one-line changes" are twenty.
    let is_own = || next == end && is_hyphened(tokens, next + 1);
    let fits = |unit: &u32| (20..100).contains(&n) && (1..10).contains(unit) && !is_own();
    match named(tokens.word(next)).filter(fits) {
        Some(unit) => (n + unit, next + 1),
        None => (n, end),
    }
}

/// Hundreds with what follows them: "two hundred and five", "two hundred fifty".
fn with_rest(tokens: &Tokens, n: u32, end: usize) -> (u32, usize) {
    let and = tokens.word(end) == "and";
    let next = end + usize::from(and);
    let is_own = || !and && (is_hyphened(tokens, next + 1) || tokens.word(next) == "single");
    let fits = |rest: &u32| (1..100).contains(rest) && !is_own();
    match named(tokens.word(next)).filter(fits) {
        Some(rest) => {
            let (rest, end) = with_unit(tokens, rest, next + 1);
            (n.saturating_add(rest), end)
        }
        None => (n, end),
    }
}

/// "Two and a half dozen" is no whole number, and no dozen; "not a dozen" is none, and "a hundred-line patch" is one.
fn is_behind_article(tokens: &Tokens, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|i| matches!(tokens.word(i), "half" | "a"))
}

/// "2 and a half", "two thirds of them": whether what follows a number that ends before `end` makes it a part of something.
pub(super) fn is_part(tokens: &Tokens, end: usize) -> bool {
    let fraction = || matches!(tokens.word(end), "third" | "thirds" | "quarter" | "quarters");
    tokens.phrase(end, "and a half").is_some() || tokens.word(end + 1) == "of" && fraction()
}
