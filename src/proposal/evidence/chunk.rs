//! The prose in pieces: what stands between blanks, brackets and quotes. Everything in prose is told from these.

use super::pieces::{Chunk, Pieces, Shape};
use super::words::{NUMBERS, TELLING};
use crate::proposal::content::{Content, Holders};
use crate::proposal::letters;
use crate::source::Span;
use std::ops::Range;

/// Cuts the prose into pieces.
pub(super) fn split(content: &Content, value: Option<Span>) -> Pieces<'_> {
    let text = content.prose.text();
    let links = cover(content.links.iter().map(|link| link.span));
    let mut cutter = Cutter {
        text,
        places: Places {
            links: Holders::new(&content.prose, &links),
            codes: Holders::new(&content.prose, &content.inline_code),
            value,
            quiet_to: 0,
        },
        pieces: Pieces::new(text),
    };
    cutter.run();
    cutter.pieces
}

struct Cutter<'a, 'l> {
    text: &'a str,
    places: Places<'a, 'l>,
    pieces: Pieces<'a>,
}

impl Cutter<'_, '_> {
    /// Takes the word at `range` if it says nothing and is in nothing, as nearly all are.
    #[inline]
    fn take_quiet(&mut self, range: Range<usize>) -> bool {
        let word = &self.text.as_bytes()[range.clone()];
        let tells = || self.text.get(range.clone()).is_none_or(|w| TELLING.contains_in_any_case(w));
        if range.end > self.places.quiet_to
            || TELLING.may_begin(word) && tells()
            || may_be_commit(word)
        {
            return false;
        }
        self.pieces.push_quiet(range);
        true
    }

    /// Takes the piece at `range`, which is of that shape.
    fn take(&mut self, range: Range<usize>, shape: Shape) {
        let Some(text) = self.text.get(range.clone()) else { return };
        let (in_link, code, in_value) = self.places.of(range.clone());
        self.pieces.push(Chunk {
            text,
            number: self.pieces.count(),
            start: range.start,
            shape,
            adjoins: self.pieces.adjoins(range.start),
            speaks: match shape {
                Shape::Plain => is_number_or_held(text) || may_be_commit(text.as_bytes()),
                Shape::Title => is_number_or_held(text),
                Shape::Address | Shape::Other => true,
            },
            in_link,
            code,
            in_value,
        });
    }

    /// Takes the words from `at` on that are told by their letters alone; gives back where something else begins.
    fn words(&mut self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(at) {
            if matches!(byte, b' ' | b'\n') {
                at += 1;
                continue;
            }
            let Some((len, ended, shape)) = word(&bytes[at..]) else { break };
            if !self.take_quiet(at..at + len) {
                self.take(at..at + len, shape);
            }
            at += len + ended;
        }
        at
    }

    fn run(&mut self) {
        let text = self.text;
        let bytes = text.as_bytes();
        let mut start = None;
        let mut before = ' ';
        let mut at = 0;
        while at < bytes.len() {
            if start.is_none() {
                let next = self.words(at);
                if next > at {
                    at = next;
                    before = ' ';
                    continue;
                }
            }
            let Some(c) = text[at..].chars().next() else { break };
            let fresh = start.is_none() || !before.is_alphanumeric();
            if fresh
                && matches!(c, 'h' | 'H')
                && let Some(len) = address(&text[at..])
            {
                self.trim(start.take(), at);
                self.take(at..at + len, Shape::Address);
                at += len;
                before = ' ';
                continue;
            }
            let next = at + c.len_utf8();
            if c.is_ascii_alphanumeric() {
                // The rest of a word neither ends the piece nor begins an address.
                start.get_or_insert(at);
                let run = bytes[next..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
                at = next + run;
                before = char::from(bytes[at - 1]);
                continue;
            }
            let after = text[next..].chars().next().unwrap_or(' ');
            if separates(c, before, after) {
                self.trim(start.take(), at);
            } else if start.is_none() {
                start = Some(at);
            }
            before = c;
            at = next;
        }
        self.trim(start, text.len());
    }

    /// Takes the piece from `start` to `end`, the punctuation around it left out.
    fn trim(&mut self, start: Option<usize>, end: usize) {
        let Some(start) = start else { return };
        let piece = &self.text[start..end];
        if let [first, .., last] = piece.as_bytes()
            && first.is_ascii_alphanumeric()
            && last.is_ascii_alphanumeric()
        {
            return self.take(start..end, shape(piece));
        }
        let trimmed = piece.trim_end_matches(['.', ':', '!', '?', '*', '~', '…']);
        let from = trimmed.len() - trimmed.trim_start_matches(['*', '~', ':']).len();
        if from < trimmed.len() {
            self.take(start + from..start + trimmed.len(), shape(&trimmed[from..]));
        }
    }
}

/// What is around the pieces, which are asked for in ascending order.
struct Places<'a, 'l> {
    links: Holders<'a, 'l>,
    codes: Holders<'a, 'a>,
    value: Option<Span>,
    /// Up to this byte of the prose no piece is in anything.
    quiet_to: usize,
}

impl Places<'_, '_> {
    /// Whether the piece at `range` is in a link, in which inline code it is, and whether it is in the value.
    #[inline]
    fn of(&mut self, range: Range<usize>) -> (bool, Option<usize>, bool) {
        if range.end <= self.quiet_to { (false, None, false) } else { self.look(range) }
    }

    fn look(&mut self, range: Range<usize>) -> (bool, Option<usize>, bool) {
        let link = self.links.of(range.clone()).is_some();
        let (code, span) = self.codes.at(range);
        let in_value = self.value.is_some_and(|value| value.contains(span));
        if self.value.is_none_or(|value| value.end <= span.start) {
            self.quiet_to = self.links.quiet_to().min(self.codes.quiet_to());
        }
        (link, code, in_value)
    }
}

/// Whether a word may begin a measurement, or "held by".
fn is_number_or_held(word: &str) -> bool {
    NUMBERS.contains_in_any_case(word) || word.eq_ignore_ascii_case("held")
}

/// Whether a word has the letters and the length of a commit.
#[inline]
pub(super) fn may_be_commit(word: &[u8]) -> bool {
    word.len() >= 7 && word.iter().all(u8::is_ascii_hexdigit)
}

/// The disjoint spans that cover `spans`.
fn cover(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut spans: Vec<Span> = spans.collect();
    spans.sort_unstable();
    let mut covered: Vec<Span> = Vec::new();
    for span in spans {
        match covered.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => covered.push(span),
        }
    }
    covered
}

/// The length of the word that `rest` begins with, where it is letters up to a blank, or to a comma or a full stop
/// before one, none but the first a capital; and the length of what ends it.
#[inline]
fn word(rest: &[u8]) -> Option<(usize, usize, Shape)> {
    let shape = match rest.first()? {
        b'a'..=b'z' => Shape::Plain,
        b'A'..=b'Z' => Shape::Title,
        _ => return None,
    };
    let len = 1 + letters::in_lower_case(&rest[1..]);
    let ended = match rest[len..] {
        [] => 0,
        [b' ' | b'\n', ..] => 1,
        [b',' | b'.', b' ' | b'\n', ..] => 2,
        _ => return None,
    };
    Some((len, ended, shape))
}

fn shape(piece: &str) -> Shape {
    match piece.as_bytes() {
        [first, rest @ ..] if rest.iter().all(u8::is_ascii_lowercase) => match first {
            b'a'..=b'z' => Shape::Plain,
            b'A'..=b'Z' => Shape::Title,
            _ => Shape::Other,
        },
        _ => Shape::Other,
    }
}

/// Whether `c` ends a piece. Separators between digits and apostrophes between letters do not.
fn separates(c: char, before: char, after: char) -> bool {
    match c {
        ',' => !(before.is_ascii_digit() && after.is_ascii_digit()),
        '\'' | '’' => !(before.is_alphanumeric() && after.is_alphanumeric()),
        '(' | ')' | '[' | ']' | '{' | '}' | '"' | '`' | '<' | '>' | ';' | '|' | '“' | '”' | '‘'
        | '«' | '»' | '—' | '–' | '…' => true,
        c => c.is_whitespace(),
    }
}

/// The length of the address that `text` begins with.
fn address(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let scheme = ["https://", "http://"].into_iter().find(|scheme| {
        bytes.len() >= scheme.len() && bytes[..scheme.len()].eq_ignore_ascii_case(scheme.as_bytes())
    })?;
    let end = text
        .find(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`' | '|' | '\\')
        })
        .unwrap_or(text.len());
    let mut url = &text[..end];
    let mut open = url.matches('(').count();
    let mut close = url.matches(')').count();
    while url.len() > scheme.len() {
        let Some(last) = url.chars().next_back() else { break };
        let drop = matches!(
            last,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '”' | '’' | ']' | '}'
        ) || last == ')' && close > open;
        if !drop {
            break;
        }
        close -= usize::from(last == ')');
        open -= usize::from(last == '(');
        url = &url[..url.len() - last.len_utf8()];
    }
    Some(url.len())
}
