//! What a list below a question is: steps to count, or more than one option.

use super::super::yaml_tree::{Node, NodeKind};
use crate::policy::{Kind, Question};

/// Whether two items are nothing but two different answers: `[common, edge-case]`.
pub(super) fn has_alternatives(question: &Question, items: &[Node]) -> bool {
    let mut named = items.iter().filter_map(|item| option(question, text(item)?));
    match named.next() {
        Some(first) => named.any(|other| other != first),
        None => false,
    }
}

/// Which answer `text` is, whole.
fn option(question: &Question, text: &str) -> Option<usize> {
    let text = text.trim();
    let is = |words: [&str; 4]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    match &question.kind {
        Kind::Choice(options) => options.iter().position(|option| option.is_named(text)),
        Kind::YesNo if is(["yes", "y", "true", "on"]) => Some(1),
        Kind::YesNo if is(["no", "n", "false", "off"]) => Some(0),
        Kind::YesNo | Kind::Count | Kind::Text => None,
    }
}

/// Whether the items are steps, one each: several, and the first is no number with an explanation behind it.
pub(super) fn is_of_steps(items: &[Node]) -> bool {
    let words = || items.iter().all(|item| text(item).is_some());
    items.len() > 1 && words() && !items.first().and_then(text).is_some_and(is_number)
}

fn text(item: &Node) -> Option<&str> {
    match &item.kind {
        NodeKind::Scalar { text, .. } => Some(text),
        _ => None,
    }
}

/// "3", "3-4 steps", "about 3", "at most 2": but not "26.08 is pinned", "1. Pin it" or "Pin 2 packages".
fn is_number(text: &str) -> bool {
    const BEFORE: [&str; 16] = [
        "about",
        "around",
        "approximately",
        "roughly",
        "maybe",
        "probably",
        "at",
        "most",
        "least",
        "up",
        "to",
        "only",
        "more",
        "less",
        "than",
        "it",
    ];
    let is_before = |word: &&str| BEFORE.iter().any(|before| word.eq_ignore_ascii_case(before));
    let first = text.split_whitespace().find(|word| !is_before(word)).unwrap_or_default();
    let number =
        first.trim_start_matches(['~', '<', '>', '=', '≈']).trim_end_matches([',', ':', ';', '+']);
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lead() {
        for text in [
            "3",
            "3: pin it",
            "3-4",
            "about 3",
            "At most 2 steps",
            "~3",
            "4, see below",
            "up to 4",
            "2+",
        ] {
            assert!(is_number(text), "{text}");
        }
        for text in [
            "pin 26.08",
            "26.08 must be pinned",
            "1. pin it",
            "1) pin it",
            "use 2 workers",
            "set FOO=1",
            "a step",
            "pin it",
            "restart",
            "2nd: restart",
            "",
        ] {
            assert!(!is_number(text), "{text}");
        }
    }
}
