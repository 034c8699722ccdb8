//! Numbers in words, and the words around a number.

use crate::proposal::evidence::words::divisible;
use crate::proposal::wordlist::{WordList, words};

/// Numbers in words, and what they are. Those of a measurement are fewer, `one` counts nothing there, and more, for nobody
/// takes a million steps.
pub(in crate::proposal::answer) const NUMBERS: &[(&str, u32)] = &[
    ("zero", 0), ("one", 1), ("single", 1), ("two", 2), ("three", 3),
    ("four", 4), ("five", 5), ("six", 6), ("seven", 7), ("eight", 8), ("nine", 9), ("ten", 10),
    ("eleven", 11), ("twelve", 12), ("dozen", 12), ("thirteen", 13), ("fourteen", 14),
    ("fifteen", 15), ("sixteen", 16), ("seventeen", 17), ("eighteen", 18), ("nineteen", 19),
    ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50), ("sixty", 60), ("seventy", 70),
    ("eighty", 80), ("ninety", 90), ("hundred", 100),
];

/// Words behind a number that counts no steps: units of time and size, and who is affected.
pub(in crate::proposal::answer) const UNITS: &WordList = words!(concat!("byte, users, user, ", divisible!()));

/// Units of size.
pub(in crate::proposal::answer) const BYTES: &WordList = words!("b, kb, mb, gb, tb, kib, mib, gib, byte, bytes");

/// Words behind a unit that name nothing that there are so many of: "2 500 MB of logs".
pub(in crate::proposal::answer) const BETWEEN_NOUNS: &WordList = words!("
    of, to, in, on, with, by, at, from, for, per, each, and, or, but, is, are, as, if, when, free, more, less, every,
    after, before, total, altogether, ram, memory, larger, smaller, big, long
");

/// Words that follow "one" where it is no number.
pub(in crate::proposal::answer) const AFTER_PRONOUN_ONE: &WordList = words!("
    must, has, needs, can, should, could, may, would, cannot, might, who, that
");

/// Words before "one" where it is no number.
pub(in crate::proposal::answer) const BEFORE_PRONOUN_ONE: &WordList = words!("no, this, that, the, which, any, some, every");

/// Amounts that are no number.
pub(in crate::proposal::answer) const VAGUE: &[(&str, Option<u32>)] = &[
    ("a couple", Some(2)), ("couple", Some(2)), ("a few", None), ("several", None), ("a handful", None),
];

/// What a count counts, behind "no", "a" and "an".
pub(in crate::proposal::answer) const STEPS: &WordList = words!("
    step, steps, change, changes, line, lines, liner, setting, flag, command, edit, edits, action, actions, pin,
    call, option
");

/// Words that make a number a lower bound of more: "more than 3" is at least 4.
pub(in crate::proposal::answer) const ABOVE: &[&str] = &["more than", "over", "above", "greater than", "upwards of"];

/// Words cut short that stand before a number.
pub(in crate::proposal::answer) const ABBREVIATIONS: &WordList = words!("max, min, ca, approx, appr");

/// Words that make a number an upper bound of less.
pub(in crate::proposal::answer) const UNDER: &[&str] = &["less than", "fewer than", "under", "below"];

/// Words that make a number the end of what is possible.
pub(in crate::proposal::answer) const AT_MOST: &[&str] = &["up to", "at most", "maximum of", "max"];

/// The same, behind the number.
pub(in crate::proposal::answer) const AT_MOST_BEHIND: &[&str] = &["at most", "at the most", "max", "or less", "or fewer", "tops"];

/// Words that make a number the beginning of what is possible.
pub(in crate::proposal::answer) const AT_LEAST: &[&str] = &["at least", "minimum of", "min"];
