//! Where the front matter begins and ends, by hand: also while it is half typed.

use super::KEYS;
use crate::source::{Source, Span};

/// Splits the front matter off: (`block`, `body`) as in [`super::Metadata`], and whether its closing fence is missing.
///
/// It begins on the first line (a byte order mark may stand before it) with `---`, and ends with a line `---` or
/// `...`. A document without it gives `None`; so does one that begins with a rule. Where the closing fence is missing,
/// the body is what still looks like keys: up to a heading, or to a paragraph behind an empty line.
pub fn split_front_matter(source: &Source) -> Option<(Span, Span, bool)> {
    let first = source.line_span(0);
    let bom = if source.slice(first).starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let start = first.start + bom;
    let opening = source.slice(Span::new(start, first.end));
    if opening.trim_end_matches([' ', '\t']) != "---" {
        return None;
    }
    let from = source.next_line(start);
    let mut end = from;
    let mut has_key = false;
    let mut has_prose = false;
    let mut blank_before = false;
    for index in 1..source.line_count() {
        let span = source.line_span(index);
        let line = source.slice(span);
        let kind = Kind::of(line);
        if has_key && matches!(line.trim_end(), "-" | "--") {
            let next = Kind::of(source.slice(source.line_span(index + 1)));
            if !matches!(next, Kind::Key | Kind::Inner | Kind::Fence) {
                // The closing fence is being typed.
                let block = Span::new(start, source.next_line(span.start));
                return Some((block, Span::new(from, span.start), true));
            }
        }
        match kind {
            Kind::Fence if has_key || !has_prose => {
                let block = Span::new(start, source.next_line(span.start));
                return Some((block, Span::new(from, span.start), false));
            }
            Kind::Fence => return None,
            Kind::Hash(level) => {
                let next = source.slice(source.line_span(index + 1));
                if blank_before && !is_comment(level, next) {
                    break;
                }
            }
            Kind::Prose if blank_before || !has_key => {
                if blank_before {
                    break;
                }
                has_prose = true;
            }
            Kind::Key => has_key = true,
            Kind::Blank | Kind::Prose | Kind::Word | Kind::Inner => {}
        }
        blank_before = kind == Kind::Blank;
        if !blank_before {
            end = source.next_line(span.start);
        }
    }
    has_key.then(|| (Span::new(start, end), Span::new(from, end), true))
}

/// Whether a line that begins with so many `#` comments on the key below it, or is the last one before the closing
/// fence; otherwise it is a heading.
fn is_comment(level: usize, next: &str) -> bool {
    match key(next) {
        Some(key) => level == 1 || KEYS.contains(&key),
        None => matches!(Kind::of(next), Kind::Fence) || Kind::of(next) == Kind::Hash(level),
    }
}

/// What a line of front matter looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `---` or `...`.
    Fence,
    Blank,
    /// So many `#`: a comment or a heading.
    Hash(usize),
    /// `key:`.
    Key,
    /// One word: a key that is being typed.
    Word,
    /// Indented, an item, or a piece of a flow collection or a quoted text.
    Inner,
    /// Anything else.
    Prose,
}

impl Kind {
    fn of(line: &str) -> Self {
        let words = line.trim_end();
        match words.bytes().next() {
            None => Self::Blank,
            Some(_) if matches!(words, "---" | "...") => Self::Fence,
            Some(b'#') => Self::Hash(words.bytes().take_while(|&b| b == b'#').count()),
            Some(b' ' | b'\t' | b'[' | b']' | b'{' | b'}' | b'"' | b'\'' | b',') => Self::Inner,
            Some(b'-') if words == "-" || words.starts_with("- ") => Self::Inner,
            Some(_) if key(words).is_some() => Self::Key,
            Some(_) if !words.contains(char::is_whitespace) => Self::Word,
            Some(_) => Self::Prose,
        }
    }
}

/// The key that `line` begins with.
fn key(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let word =
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let apart = rest.is_empty() || rest.starts_with(char::is_whitespace) || KEYS.contains(&key);
    (word && apart).then_some(key)
}
