//! Cuts an answer into tokens.
//!
//! Quotes, emphasis, zero-width characters and variation selectors are no tokens; curly apostrophes, full-width letters
//! and every kind of dash and blank are read as their plain forms.

use super::tokens::{Kind, LIMIT, Token};
use super::words::ABBREVIATIONS;
use crate::proposal::letters;
use std::borrow::Cow;
use std::ops::Range;

/// The prose of an answer.
#[derive(Clone, Copy)]
pub(super) struct Texts<'a> {
    /// As it is written.
    pub(super) written: &'a str,
    /// With its ASCII letters in lower case, byte for byte: most words are compared as slices of this.
    pub(super) lower: &'a str,
}

/// Cuts `range`, whose ends are no blanks, into tokens, up to [`LIMIT`] in `list`. Whether there are more.
pub(super) fn cut<'a>(texts: Texts<'a>, range: Range<usize>, list: &mut Vec<Token<'a>>) -> bool {
    let (Some(written), Some(lower)) =
        (texts.written.get(..range.end), texts.lower.get(..range.end))
    else {
        return false;
    };
    let bytes = written.as_bytes();
    let mut at = range.start;
    let (mut glued, mut starts_line) = (false, true);
    while let Some(&byte) = bytes.get(at) {
        if byte == b' ' {
            at += 1;
            glued = false;
            continue;
        }
        if byte == b'.' && is_abbreviated(list, &bytes[at + 1..]) {
            (at, glued) = (at + 1, false);
            continue;
        }
        if list.len() >= LIMIT {
            return true;
        }
        if let Some((kind, len)) = simple(&bytes[at..]) {
            list.push(Token {
                kind,
                text: Cow::Borrowed(&lower[at..at + len]),
                range: at..at + len,
                ends: matches!(byte, b'.' | b'!' | b'?' | b';'),
                glued,
                starts_line,
                capitals: !byte.is_ascii_lowercase() && (len == 1 || kind == Kind::Number),
            });
            at += len;
            glued = bytes.get(at) != Some(&b' ');
            at += usize::from(!glued);
            starts_line = false;
            continue;
        }
        let rest = &written[at..];
        let Some(c) = rest.chars().next() else { break };
        if c == '\n' || c == '\r' {
            let (len, stop) = line_break(rest);
            if stop {
                list.push(Token::stop(at..at + len));
            }
            at += len;
            (glued, starts_line) = (false, true);
        } else if c.is_whitespace() {
            at += c.len_utf8();
            glued = false;
        } else if is_dropped(c) {
            at += c.len_utf8();
        } else {
            let (kind, len) = token_at(rest, glued);
            let mut text = normal(&rest[..len], &lower[at..at + len], kind);
            if text == "-" && !glued && rest[len..].starts_with(char::is_whitespace) {
                text = Cow::Borrowed("—");
            }
            let ends = kind == Kind::Mark && matches!(&*text, "." | "!" | "?" | "…" | ";");
            list.push(Token {
                kind,
                text,
                range: at..at + len,
                ends,
                glued,
                starts_line,
                capitals: is_capitals(&rest[..len]),
            });
            at += len;
            (glued, starts_line) = (true, false);
        }
    }
    false
}

/// Whether the dot before `rest` is that of a short word before a number, and ends nothing: "max. 3", but not "5 min. 2
/// steps".
fn is_abbreviated(list: &[Token], rest: &[u8]) -> bool {
    let [b' ', b'0'..=b'9', ..] = rest else { return false };
    let mut before = list.iter().rev();
    before.next().is_some_and(|token| ABBREVIATIONS.contains(&token.text))
        && before.next().is_none_or(|token| token.kind != Kind::Number)
}

/// Kind and length of the token that `rest` begins with, where it is what nearly all are: a word of ASCII letters, none
/// but the first a capital, that plainly ends where they do; digits before a blank; or a mark of one character.
#[inline]
fn simple(rest: &[u8]) -> Option<(Kind, usize)> {
    let dot_ends = |behind: Option<&u8>| {
        !behind.is_some_and(|&b| b == b'.' || b.is_ascii_alphanumeric() || !b.is_ascii())
    };
    match rest.first()? {
        b'a'..=b'z' | b'A'..=b'Z' => {
            let letters = letters::in_lower_case(&rest[1..rest.len().min(41)]);
            let ends = match rest.get(1 + letters) {
                None | Some(b' ' | b'\n' | b',' | b';' | b'!' | b'?' | b')' | b'-') => true,
                Some(b'.') => dot_ends(rest.get(2 + letters)),
                _ => false,
            };
            ends.then_some((Kind::Word, 1 + letters))
        }
        b'0'..=b'9' => {
            let len = rest.iter().take(40).take_while(|b| b.is_ascii_digit()).count();
            let ends = matches!(rest.get(len), None | Some(b' ' | b'\n'));
            ends.then_some((Kind::Number, len))
        }
        b',' | b';' | b'!' | b'?' | b'(' | b')' => Some((Kind::Mark, 1)),
        b'-' => rest.get(1)?.is_ascii_alphanumeric().then_some((Kind::Mark, 1)),
        b'.' => dot_ends(rest.get(1)).then_some((Kind::Mark, 1)),
        _ => None,
    }
}

/// Length of the blanks from a line break on, and whether the break ends a sentence: a wrapped line goes on in lower
/// case.
fn line_break(text: &str) -> (usize, bool) {
    if let [b'\n', first, ..] = text.as_bytes()
        && first.is_ascii_alphanumeric()
    {
        return (1, !first.is_ascii_lowercase());
    }
    let end = text.len() - text.trim_start().len();
    let lines = text[..end].bytes().filter(|&b| b == b'\n').count();
    let goes_on = text[end..]
        .trim_start_matches(is_dropped)
        .starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ')'));
    (end, lines > 1 || !goes_on)
}

/// Characters that say nothing: emphasis, quotes, zero-width characters, variation selectors, skin tones.
fn is_dropped(c: char) -> bool {
    matches!(
        c,
        '*' | '_' | '`' | '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '‚'
            | '\u{200b}'..='\u{200f}'
            | '\u{2060}' | '\u{feff}' | '\u{ad}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{1f3fb}'..='\u{1f3ff}'
    )
}

/// The plain form of a full-width character.
fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '’' | 'ʼ' => '\'',
        '–' | '―' | '−' => '—',
        '‐' | '‑' => '-',
        _ => c,
    }
}

/// Kind and length of the token that `rest`, which begins with no white space, begins with.
fn token_at(rest: &str, glued: bool) -> (Kind, usize) {
    let Some(first) = rest.chars().next() else { return (Kind::Mark, 0) };
    let head = rest.as_bytes();
    let scheme = |s: &str| {
        let first = s.as_bytes()[0];
        head[0] | 0x20 == first
            && head.len() >= s.len()
            && head[..s.len()].eq_ignore_ascii_case(s.as_bytes())
    };
    if scheme("http://") || scheme("https://") || (!glued && scheme("www.")) {
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`'));
        let url = &rest[..end.unwrap_or(rest.len())];
        return (Kind::Url, url.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']).len());
    }
    if first.is_alphanumeric() {
        if let Some(len) = not_applicable(rest) {
            return (Kind::Word, len);
        }
        let kind = if plain(first).is_ascii_digit() { Kind::Number } else { Kind::Word };
        return (kind, word_len(rest));
    }
    match plain(first) {
        '.' | '-' => (Kind::Mark, rest.len() - rest.trim_start_matches(first).len()),
        c if c.is_ascii_punctuation() || matches!(c, '—' | '…' | '•' | '·' | '、' | '。') => {
            (Kind::Mark, first.len_utf8())
        }
        _ => (Kind::Symbol, first.len_utf8()),
    }
}

fn is_capitals(raw: &str) -> bool {
    if raw.is_ascii() {
        !raw.bytes().any(|b| b.is_ascii_lowercase())
    } else {
        !raw.contains(char::is_lowercase)
    }
}

/// How a token is compared; `lower` is `raw` with its ASCII letters in lower case.
fn normal<'a>(raw: &str, lower: &'a str, kind: Kind) -> Cow<'a, str> {
    let text = if raw.is_ascii() {
        Cow::Borrowed(lower)
    } else {
        letters::composed(raw.chars().map(plain).collect::<String>().to_lowercase().into())
    };
    let fixed = match (kind, &*text) {
        (Kind::Mark, "…") => "…",
        (Kind::Mark, "。") => ".",
        (Kind::Mark, dots) if dots.len() > 1 && dots.starts_with('.') => "…",
        (Kind::Mark, dashes) if dashes.len() > 1 && dashes.starts_with('-') => "—",
        (Kind::Mark, "、") => ",",
        (Kind::Word, "n.a" | "n.a." | "n/a") => "n/a",
        _ => return text,
    };
    Cow::Borrowed(fixed)
}

/// The length of `n/a` or `n.a.` that `rest` begins with.
fn not_applicable(rest: &str) -> Option<usize> {
    let head = rest.as_bytes();
    let found = matches!(head, [b'n' | b'N', b'/' | b'.', b'a' | b'A', ..])
        && !rest[3..].starts_with(char::is_alphanumeric);
    found.then(|| if head[1] == b'.' && head.get(3) == Some(&b'.') { 4 } else { 3 })
}

/// Words after which a dot ends a sentence even without a blank.
const SHORT: [&str; 9] = ["yes", "no", "y", "n", "none", "true", "false", "nope", "never"];

/// The length of the word or number at the beginning of `rest`. Apostrophes and dots between letters, underscores, and
/// separators between digits belong to it.
fn word_len(rest: &str) -> usize {
    // Nearly every word is letters or digits, and what is behind them plainly ends it.
    let bytes = rest.as_bytes();
    let plain_len = bytes.iter().take(100).take_while(|b| b.is_ascii_alphanumeric()).count();
    let ends = match bytes.get(plain_len) {
        None => true,
        Some(b',' | b'.') => {
            bytes.get(plain_len + 1).is_none_or(|b| b.is_ascii() && !b.is_ascii_alphanumeric())
        }
        Some(b) => b.is_ascii() && !b.is_ascii_alphanumeric() && !matches!(b, b'_' | b'\''),
    };
    if plain_len > 0 && ends {
        return plain_len;
    }
    let mut chars = rest.char_indices().peekable();
    let mut last = ' ';
    let mut end = 0;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| plain(next));
        let joins = match plain(c) {
            _ if c.is_alphanumeric() || letters::is_accent(c) => true,
            '\'' => last.is_alphabetic() && next.is_alphabetic(),
            '_' => next.is_alphanumeric() || next == '_',
            ',' => last.is_ascii_digit() && next.is_ascii_digit(),
            '.' if last.is_ascii_digit() => next.is_ascii_digit(),
            '.' => {
                last.is_alphabetic()
                    && next.is_alphanumeric()
                    && !SHORT.contains(&rest[..at].to_lowercase().as_str())
            }
            _ => false,
        };
        if !joins {
            break;
        }
        last = plain(c);
        end = at + c.len_utf8();
        // A word this long is no word; the rest of it is another.
        if end > 200 {
            break;
        }
    }
    end
}
