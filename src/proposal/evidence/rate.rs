//! What a number is of that no list has every word for: something in so much time, an amount of money, a great many of a
//! thing in words.

use super::chunk::Chunk;
use super::measure::{counted, word};
use super::words::{BREAKS, CURRENCIES, GREAT, PERIODS, UNCOUNTED};

/// Whether a word is something in so much time: `invoices/month`, `€/day`, `million/day`.
pub(super) fn is_rate(word: &str) -> bool {
    word.split_once('/').is_some_and(|(thing, period)| {
        PERIODS.contains(period)
            && !(UNCOUNTED.contains(thing) || BREAKS.contains(thing))
            && (is_money(thing) || thing.len() > 1 && thing.chars().all(char::is_alphabetic))
    })
}

/// Whether a word is a currency.
pub(super) fn is_money(word: &str) -> bool {
    CURRENCIES.contains(word)
}

/// Whether a word stands for a great many: "million".
pub(super) fn is_great(word: &str) -> bool {
    GREAT.contains_in_any_case(word)
}

/// The last piece of what a number at `at` counts that no other rule knows: `orders/h`, `EUR`, "million invoices",
/// "million a day".
pub(super) fn read(chunks: &[Chunk], at: usize) -> Option<usize> {
    let next = word(chunks, at + 1);
    if is_money(&next) || is_rate(&next) {
        return Some(at + 1);
    }
    if !is_great(&next) {
        return None;
    }
    let thing = word(chunks, at + 2);
    if is_money(&thing) || is_rate(&thing) {
        return Some(at + 2);
    }
    let per = matches!(&*thing, "per" | "a" | "an" | "each" | "every");
    let in_time = per && PERIODS.contains(&word(chunks, at + 3));
    if in_time { Some(at + 3) } else { counted(chunks, at + 1) }
}
