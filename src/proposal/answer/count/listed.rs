//! Steps that are numbered one by one: `1. Pin it`, `1) pin 2) restart`, `Step 1: pin`, `1 - pin, 2 - restart, 3 - wait`.

use super::super::tokens::{Kind, Tokens};
use std::ops::Range;

/// The number of numbered lines or items in running text that begin at `at`, and the words of the first number.
pub(super) fn listed(tokens: &Tokens, at: usize) -> Option<(u32, Range<usize>)> {
    let label = |i: usize, n: u32| {
        let step = i > 0 && tokens.word(i - 1) == "step";
        let opens = step || tokens.get(i).is_some_and(|token| token.starts_line);
        let closed = tokens.get(i + 1).is_some_and(|next| next.glued && next.kind == Kind::Mark);
        is_number(tokens, i, n)
            && closed
            && (tokens.is_mark(i + 1, ")")
                || opens && (tokens.is_mark(i + 1, ".") || tokens.is_mark(i + 1, ":")))
            && tokens.get(i + 2).is_some_and(|next| !next.glued)
    };
    let first = at + usize::from(tokens.word(at) == "step");
    if !label(first, 1) {
        return None;
    }
    let mut count = 1;
    for i in first + 1..tokens.len() {
        if label(i, count + 1) {
            count += 1;
        }
    }
    let running = running(tokens, first).unwrap_or(0);
    Some((count.max(running), at..first + 1))
}

/// How many items are counted in running text from the number at `at` on, whatever stands behind each number: "1. pin
/// 2. restart 3. wait", "1: pin, 2: restart". Two are a list only where something parts them.
pub(super) fn running(tokens: &Tokens, at: usize) -> Option<u32> {
    let label = Label::at(tokens, at)?;
    is_number(tokens, at, 1).then(|| counted(tokens, at, 1, label)).flatten()
}

/// How many items there are whose first number was taken for the marker of the line that has the others in it: "pin it
/// 2. restart 3. wait". It is an item of a list, or a sign such as 1️⃣.
pub(super) fn behind_marker(tokens: &Tokens, is_item: bool) -> Option<u32> {
    let second = (1..tokens.len()).find(|&i| is_number(tokens, i, 2))?;
    let label = Label::at(tokens, second)?;
    let fits = match label {
        Label::Dot | Label::Bracket => is_item,
        label => label == Label::Keycap,
    };
    fits.then(|| counted(tokens, second - 1, 1, label)).flatten()
}

/// What stands behind the number of an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Dot,
    Bracket,
    Colon,
    Slash,
    Dash,
    Keycap,
    /// Nothing: the number opens its line.
    Line,
}

impl Label {
    /// What stands behind the number at `at`, where words follow.
    fn at(tokens: &Tokens, at: usize) -> Option<Self> {
        let number = tokens.get(at).filter(|token| token.kind == Kind::Number)?;
        let is_word = |i: usize| tokens.get(i).is_some_and(|token| token.kind == Kind::Word);
        let glued = |i: usize| tokens.get(i).is_some_and(|token| token.glued);
        if is_word(at + 1) {
            return number.starts_line.then_some(Self::Line);
        }
        // "3.x" and "one/two" are names.
        let is_name = || glued(at + 2) && tokens.word(at + 2).len() == 1;
        let label = match &*tokens.get(at + 1)?.text {
            "." if !is_name() => Self::Dot,
            ")" => Self::Bracket,
            ":" if !glued(at + 2) => Self::Colon,
            "\u{20e3}" => Self::Keycap,
            "/" if !glued(at + 2) => Self::Slash,
            "—" | "-" if !glued(at + 2) => Self::Dash,
            _ => return None,
        };
        is_word(at + 2).then_some(label)
    }
}

/// How many items with that `label` there are, where `count` were counted up to `at`.
fn counted(tokens: &Tokens, at: usize, mut count: u32, label: Label) -> Option<u32> {
    let mut parted = true;
    for i in at + 1..tokens.len() {
        if is_number(tokens, i, count + 1) && Label::at(tokens, i) == Some(label) {
            count += 1;
            parted &= is_parted(tokens, i, label);
        }
    }
    let is_list = match label {
        _ if count > 2 => true,
        Label::Line => false,
        _ => count == 2 && parted,
    };
    is_list.then_some(count)
}

/// Whether the number at `at` begins an item that is told apart from the one before: "see 2) of the runbook" begins none.
fn is_parted(tokens: &Tokens, at: usize, label: Label) -> bool {
    let before = at.saturating_sub(1 + usize::from(tokens.is_mark(at - 1, "(")));
    let refers = matches!(tokens.word(before), "see" | "in" | "to" | "of" | "from" | "or" | "like");
    tokens.clause_ends(before)
        || tokens.get(at).is_some_and(|token| token.starts_line)
        || label == Label::Bracket && !refers
}

fn is_number(tokens: &Tokens, at: usize, n: u32) -> bool {
    tokens.get(at).is_some_and(|token| token.kind == Kind::Number && token.text == n.to_string())
}
