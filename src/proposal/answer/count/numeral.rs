//! Numerals: "1,000", "25 000", "two hundred and five", "2 million".

use super::super::tokens::{Kind, Token, Tokens};
use super::super::words::{AFTER_PRONOUN_ONE, BEFORE_PRONOUN_ONE, NUMBERS};

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
        let group = tokens.get(end + usize::from(apart)).filter(|token| {
            token.kind == Kind::Number
                && token.text.len() == 3
                && token.glued == apart
                && !token.starts_line
        });
        let Some(group) = group.and_then(digits) else { return (n, end) };
        n = n.saturating_mul(1000).saturating_add(group);
        end += 1 + usize::from(apart);
    }
}

/// The number times the thousand or million behind it, and what follows that: "two thousand five hundred".
fn scaled(tokens: &Tokens, (n, end): (u32, usize)) -> (u32, usize) {
    let scale = match tokens.word(end) {
        "thousand" => 1_000,
        "million" => 1_000_000,
        _ => return (n, end),
    };
    let n = n.saturating_mul(scale);
    let next = end + 1 + usize::from(tokens.word(end + 1) == "and");
    match word_number(tokens, next) {
        Some((rest, end)) if rest > 0 && rest < scale => {
            let (rest, end) = if scale > 1000 { scaled(tokens, (rest, end)) } else { (rest, end) };
            (n.saturating_add(rest), end)
        }
        _ => (n, end + 1),
    }
}

fn word_number(tokens: &Tokens, at: usize) -> Option<(u32, usize)> {
    let value =
        |i: usize| NUMBERS.iter().find(|(name, _)| *name == tokens.word(i)).map(|(_, n)| *n);
    let mut n = value(at)?;
    let mut end = at + 1;
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
    let with_unit = |n: u32, end: usize| {
        let next = end + usize::from(tokens.is_mark(end, "-"));
        match value(next).filter(|unit| (20..100).contains(&n) && (1..10).contains(unit)) {
            Some(unit) => (n + unit, next + 1),
            None => (n, end),
        }
    };
    (n, end) = with_unit(n, end);
    if n < 100 && tokens.word(end) == "hundred" {
        (n, end) = (n * 100, end + 1);
    }
    let hundreds = n >= 100 && tokens.word(end) == "and";
    if let Some(rest) = value(end + 1).filter(|rest| hundreds && (1..100).contains(rest)) {
        let (rest, after) = with_unit(rest, end + 2);
        (n, end) = (n + rest, after);
    }
    if tokens.word(at) == "dozen" && at > 1 && tokens.phrase(at - 2, "half a").is_some() {
        n = 6;
    }
    Some((n, end))
}
