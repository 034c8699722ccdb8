//! Text of documents and file names on its way to a terminal: nothing in it may move the cursor, change colours or
//! turn the direction of reading.

use std::borrow::Cow;

/// `text` on one line, with everything a terminal would act upon made visible: white space becomes a blank, other
/// control, direction and invisible characters become `\u{..}`.
pub fn line(text: &str) -> Cow<'_, str> {
    if is_plain(text) || !text.chars().any(acts) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        push(&mut out, c);
    }
    Cow::Owned(out)
}

/// Whether there is nothing but ASCII that is seen, as in most texts.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b' '..=b'~'))
}

/// Several lines: as [`line()`], but line feeds stay.
pub fn lines(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c != '\n' && acts(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if c == '\n' {
            out.push(c);
        } else {
            push(&mut out, c);
        }
    }
    Cow::Owned(out)
}

/// The character to show for `c` where columns must stay as they are: one for one. Tabs stay.
pub(super) const fn stand_in(c: char) -> char {
    match c {
        '\t' => c,
        '\0'..='\x1f' => match char::from_u32(0x2400 + c as u32) {
            Some(picture) => picture,
            None => char::REPLACEMENT_CHARACTER,
        },
        '\x7f' => '␡',
        c if acts(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// Appends one character, made visible where it must be.
fn push(out: &mut String, c: char) {
    match c {
        '\t' | '\n' | '\r' => out.push(' '),
        c if acts(c) => out.extend(c.escape_unicode()),
        c => out.push(c),
    }
}

/// Whether a terminal would do something with the character other than show it.
const fn acts(c: char) -> bool {
    matches!(c,
        '\0'..='\x1f' | '\x7f'..='\u{9f}'
        // Directions, and separators that some terminals take for line ends.
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        // Invisible: they make two texts look alike. A zero-width joiner holds emoji together and stays.
        | '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{2060}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_acts_any_more() {
        assert_eq!(line("plain é 😀"), "plain é 😀");
        assert_eq!(line("a\tb\nc\x1b[31m"), "a b c\\u{1b}[31m");
        assert_eq!(line("x\u{202e}y\u{9b}z"), "x\\u{202e}y\\u{9b}z");
        assert_eq!("a\t\x1b\u{9b}é".chars().map(stand_in).collect::<String>(), "a\t␛\u{fffd}é");
        assert_eq!(lines("a\nb\x07"), "a\nb\\u{7}");
    }
}
