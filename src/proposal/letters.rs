//! How far letters go, eight bytes at a time, since most of every document is words in lower case; and letters with
//! accents that are characters of their own, as some editors and file systems write them.

use std::borrow::Cow;

/// How many ASCII letters in lower case `bytes` begins with.
#[inline]
pub(in crate::proposal) fn in_lower_case(bytes: &[u8]) -> usize {
    let mut len = 0;
    while let Some(eight) = bytes[len..].first_chunk() {
        let others = others(u64::from_le_bytes(*eight));
        if others != 0 {
            return len + others.trailing_zeros() as usize / 8;
        }
        len += 8;
    }
    len + bytes[len..].iter().take_while(|b| b.is_ascii_lowercase()).count()
}

/// The highest bit of each of eight bytes that is no letter in lower case.
const fn others(bytes: u64) -> u64 {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    // Without their highest bits, no sum of two bytes carries into the next.
    let low = bytes & (EACH * 0x7f);
    let from_a = low + EACH * (0x80 - b'a' as u64);
    let behind_z = low + EACH * (0x7f - b'z' as u64);
    (!from_a | behind_z | bytes) & (EACH * 0x80)
}

/// Accents of European languages as characters of their own, each with the letters in lower case that may stand before it
/// and the letter that both are.
#[rustfmt::skip] // Read as pairs, not as columns.
const ACCENTS: [(char, &str); 13] = [
    ('\u{300}', "aàeèiìoòuùnǹ"), ('\u{301}', "aáeéiíoóuúyýcćnńsśzźlĺrŕ"),
    ('\u{302}', "aâeêiîoôuûcĉgĝhĥjĵsŝwŵyŷ"), ('\u{303}', "aãnñoõiĩuũ"), ('\u{304}', "aāeēiīoōuū"),
    ('\u{306}', "aăgğuŭий"), ('\u{307}', "cċeėgġzż"), ('\u{308}', "aäeëiïoöuüyÿеёії"), ('\u{30a}', "aåuů"),
    ('\u{30b}', "oőuű"), ('\u{30c}', "cčdďeěnňrřsštťzž"), ('\u{327}', "cçsşgģkķlļnņ"), ('\u{328}', "aąeęiįuų"),
];

/// Whether a character is an accent of the letter before it.
pub(in crate::proposal) fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// `word`, which is in lower case, with its letters and their accents as one character each.
pub(in crate::proposal) fn composed(word: Cow<'_, str>) -> Cow<'_, str> {
    if !word.contains(is_accent) {
        return word;
    }
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match out.chars().next_back().and_then(|letter| with_accent(letter, c)) {
            Some(both) => {
                out.pop();
                out.push(both);
            }
            None => out.push(c),
        }
    }
    out.into()
}

/// The letter that `letter` with `accent` is.
fn with_accent(letter: char, accent: char) -> Option<char> {
    let (_, pairs) = ACCENTS.iter().find(|(known, _)| *known == accent)?;
    let mut pairs = pairs.chars();
    while let (Some(plain), Some(both)) = (pairs.next(), pairs.next()) {
        if plain == letter {
            return Some(both);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_and_its_accent_are_one() {
        for (apart, whole) in [
            ("la\u{308}sst", "lässt"),
            ("cafe\u{301}", "café"),
            ("gro\u{308}ße", "größe"),
            ("e\u{302}tre", "être"),
            ("an\u{303}o", "año"),
            ("и\u{306}", "й"),
            ("q\u{308}", "q\u{308}"),
            ("\u{308}a", "\u{308}a"),
            ("plain", "plain"),
        ] {
            assert_eq!(composed(apart.into()), whole);
        }
        for (_, pairs) in ACCENTS {
            assert_eq!(pairs.chars().count() % 2, 0, "{pairs}");
        }
    }

    #[test]
    fn letters_end_where_the_first_other_byte_stands() {
        for len in 0..20 {
            for other in 0..=u8::MAX {
                let mut bytes = [b'a', b'z'].repeat(10);
                bytes[len] = other;
                let expected = if other.is_ascii_lowercase() { bytes.len() } else { len };
                assert_eq!(in_lower_case(&bytes), expected, "{other} behind {len} letters");
            }
        }
    }
}
