//! What a condition may turn out to be: a set, as bits. Where two answers to one question are compared, its elements are
//! pairs: what the condition is with the one, and with the other.

/// Holds (with both answers, where two are compared).
pub(super) const TT: u8 = 1;
/// Does not hold (with either).
pub(super) const FF: u8 = 2;
/// Holds with the first answer only.
pub(super) const TF: u8 = 4;
/// Holds with the second answer only.
pub(super) const FT: u8 = 8;

/// The set of one element, the same with both answers.
pub(super) fn both(holds: bool) -> u8 {
    if holds { TT } else { FF }
}

/// The opposite of each element.
pub(super) fn turned(set: u8) -> u8 {
    let has = |bit: u8, then: u8| if set & bit != 0 { then } else { 0 };
    has(TT, FF) | has(FF, TT) | has(TF, FT) | has(FT, TF)
}

/// How many parts that differ between two answers are counted exactly.
const EXACT: usize = 7;

/// What "at least `least` of these" may be. The parts vary independently of each other.
pub(super) fn at_least(least: usize, children: &[usize], values: &[u8]) -> u8 {
    // Parts that do not depend on which of two answers is taken hold for this many at least and at most.
    let (mut min, mut max) = (0, 0);
    let mut differing = 0;
    for &child in children {
        match values[child] {
            TT => (min, max) = (min + 1, max + 1),
            FF => {}
            set if set == TT | FF => max += 1,
            _ => differing += 1,
        }
    }
    if differing == 0 {
        return (if max >= least { TT } else { 0 }) | (if min < least { FF } else { 0 });
    }
    if differing > EXACT {
        return TT | FF | TF | FT;
    }
    // Bit `8 a + b`: with the first answer `a` of the differing parts may hold while with the second `b` do.
    let mut counts: u64 = 1;
    for set in children.iter().map(|&child| values[child]).filter(|set| set & (TF | FT) != 0) {
        let mut next = 0;
        for (element, shift) in [(FF, 0), (FT, 1), (TF, 8), (TT, 9)] {
            if set & element != 0 {
                next |= counts << shift;
            }
        }
        counts = next;
    }
    let mut result = 0;
    for a in 0..=differing {
        for b in 0..=differing {
            if counts & 1 << (8 * a + b) == 0 {
                continue;
            }
            // `s` of the other parts hold, for any `s` from `min` to `max`.
            let (low, high) = (a.min(b), a.max(b));
            if max + low >= least {
                result |= TT;
            }
            if min + high < least {
                result |= FF;
            }
            // Some `s` has `s + high >= least` and `s + low < least`: the least that will do must not be too many.
            let s = min.max(least.saturating_sub(high));
            if a != b && s <= max && s + low < least {
                result |= if a > b { TF } else { FT };
            }
        }
    }
    result
}
