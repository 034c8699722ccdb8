//! Bounds around a number: "more than 3", "≥ 3", "up to 3", "3+".

use super::tokens::{Kind, Tokens};
use super::words::{ABOVE, AT_LEAST, AT_MOST, AT_MOST_BEHIND, UNDER};

/// On which side of a number the number that is meant lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// "More than 3".
    Above,
    /// "At least 3".
    AtLeast,
    /// "At most 3".
    AtMost,
    /// "Less than 3".
    Under,
}

impl Bound {
    /// What `mark`, alone before a number, says: `>`, `≤`, `>=`.
    pub(super) fn of_marks(marks: &str) -> Option<Self> {
        match marks {
            ">" => Some(Self::Above),
            "<" => Some(Self::Under),
            ">=" | "≥" | "≧" | "⩾" => Some(Self::AtLeast),
            "<=" | "≤" | "≦" | "⩽" => Some(Self::AtMost),
            _ => None,
        }
    }

    /// Whether whatever lies within `self` lies within `other`.
    pub(super) fn is_within(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Above, Self::Above | Self::AtLeast)
                | (Self::AtLeast, Self::AtLeast)
                | (Self::AtMost, Self::AtMost)
                | (Self::Under, Self::Under | Self::AtMost)
        )
    }
}

/// The bound in words or signs before the number at `at`, and where it begins.
pub(super) fn before(tokens: &Tokens, at: usize) -> Option<(Bound, usize)> {
    let last = at.checked_sub(1)?;
    let in_words = |phrases: &[&str]| {
        phrases.iter().find_map(|phrase| {
            let start = at.checked_sub(phrase.split(' ').count())?;
            tokens.phrase(start, phrase).map(|_| start)
        })
    };
    if tokens.word(last).is_empty() {
        return by_sign(tokens, last);
    }
    [
        (Bound::Above, ABOVE),
        (Bound::Under, UNDER),
        (Bound::AtMost, AT_MOST),
        (Bound::AtLeast, AT_LEAST),
    ]
    .into_iter()
    .find_map(|(bound, phrases)| Some((bound, in_words(phrases)?)))
}

/// The bound whose sign ends at `last`.
fn by_sign(tokens: &Tokens, last: usize) -> Option<(Bound, usize)> {
    let sign = tokens.get(last).filter(|token| matches!(token.kind, Kind::Mark | Kind::Symbol))?;
    if sign.text == "=" && sign.glued {
        let first = last.checked_sub(1)?;
        let with_equals = [(">", Bound::AtLeast), ("<", Bound::AtMost)];
        let found = with_equals.into_iter().find(|(mark, _)| tokens.is_mark(first, mark));
        return found.map(|(_, bound)| (bound, first));
    }
    Bound::of_marks(&sign.text).map(|bound| (bound, last))
}

/// "No more than 3", "not less than 3": what is said when `bound`, which begins at `start`, is denied, and where that
/// begins.
pub(super) fn denied(tokens: &Tokens, bound: Bound, start: usize) -> Option<(Bound, usize)> {
    let turned = match bound {
        Bound::Above => Bound::AtMost,
        Bound::Under => Bound::AtLeast,
        Bound::AtLeast | Bound::AtMost => return None,
    };
    let before = start.checked_sub(1)?;
    matches!(tokens.word(before), "no" | "not" | "never").then_some((turned, before))
}

/// The bound behind a number that ends before `end`, with its noun before `noun_end`: "3+", "3 or more", "3 steps at
/// most"; and one past the words of it that belong to the number.
pub(super) fn behind(tokens: &Tokens, end: usize, noun_end: usize) -> Option<(Bound, usize)> {
    let more = tokens.phrase(end, "or more").or_else(|| tokens.phrase(end, "and more"));
    if let Some(end) = more.or_else(|| tokens.is_mark(end, "+").then_some(end + 1)) {
        return Some((Bound::AtLeast, end));
    }
    let at_most = AT_MOST_BEHIND.iter().any(|phrase| tokens.phrase(noun_end, phrase).is_some());
    at_most.then_some((Bound::AtMost, end))
}
