//! What code gave, stated right behind it: "`sum([1, 1])` is 3", "`merge(a, b)` loses rows". That is a reproduction; that
//! a function "was added", "is called" or "is slow" is none.

use super::words::{HARMS, LINKED, RESULTS, VALUES};

/// Whether `after`, what stands behind code, begins with what the code gave.
pub(super) fn is_told(after: &str) -> bool {
    let after = after.trim_start();
    let sign = ["===", "==", "=>", "->", "→", "="].iter().find_map(|sign| after.strip_prefix(sign));
    if let Some(value) = sign {
        return is_value(value);
    }
    let (word, rest) = first_word(after);
    // "silently drops rows"
    let (word, rest) =
        if word.len() > 4 && word.ends_with("ly") { first_word(rest) } else { (word, rest) };
    let next = first_word(rest).0;
    match word {
        "is" => is_value(rest),
        _ if RESULTS.contains(word) => is_value(rest) || matches!(next, "nothing" | "garbage"),
        _ => HARMS.contains(word) && next != "support",
    }
}

/// Whether `text` is a call with literal arguments and what it gave: `f(1) == 3`.
pub(super) fn is_compared(text: &str) -> bool {
    let text = text.strip_prefix("assert ").unwrap_or(text);
    let signs = [" === ", " == ", " => ", " -> ", " → ", " # ", " // "];
    let Some((call, value)) = signs.iter().find_map(|sign| text.split_once(sign)) else {
        return false;
    };
    let call = call.trim();
    let Some((name, arguments)) = call.split_once('(') else { return false };
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ':');
    let is_literal = |c: char| c.is_ascii_digit() || matches!(c, '"' | '\'' | '[' | '{');
    call.ends_with(')')
        && !name.is_empty()
        && name.chars().all(is_name)
        && arguments.contains(is_literal)
        && is_value(value)
}

/// Whether `text` begins with a value: a number that counts nothing, a text, a list, `true`, "nothing".
fn is_value(text: &str) -> bool {
    let text = text.trim_start();
    let number = text.strip_prefix(['-', '+', '±', '~']).unwrap_or(text);
    if number.starts_with(|c: char| c.is_ascii_digit()) {
        let end = number
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '_' | 'e')));
        let (digits, rest) = number.split_at(end.unwrap_or(number.len()));
        let digits = digits.trim_end_matches(['.', ',']);
        let plain =
            digits.bytes().filter(u8::is_ascii_alphabetic).count() <= 1 && !digits.ends_with('x');
        let ended =
            !rest.starts_with([' ', '-', '%']) || number[digits.len()..].starts_with(['.', ',']);
        return plain && (ended || LINKED.contains(first_word(rest).0) || rest.trim().is_empty());
    }
    if text.starts_with(['"', '\'', '“', '[', '{']) {
        return true;
    }
    VALUES.contains_in_any_case(first_word(text).0)
}

/// The word that a text begins with, and the rest.
fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '\'')))
        .unwrap_or(text.len());
    text.split_at(end)
}
