//! The prose in pieces: what stands between blanks, brackets and quotes. Everything in prose is told from these.

use super::words::{FRACTIONS, IDLE, NUMBERS, TELLING};
use super::{name, record, trace};
use crate::proposal::content::{Content, Holders};
use crate::proposal::{inline, letters};
use crate::source::Span;
use std::ops::Range;

/// One piece.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts about one piece")]
pub(super) struct Chunk<'a> {
    pub(super) text: &'a str,
    /// Where it begins in the prose.
    pub(super) start: usize,
    pub(super) shape: Shape,
    /// Whether only blanks stand between it and the piece before.
    pub(super) adjoins: bool,
    /// Whether it can be read as more than a word of an explanation.
    pub(super) speaks: bool,
    /// Whether it belongs to a link: the label, or the address shown.
    pub(super) in_link: bool,
    /// The inline code it is in: an index into the content's list.
    pub(super) code: Option<usize>,
    /// Whether it is part of the words that say the value.
    pub(super) in_value: bool,
}

/// What a piece looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Letters in lower case, as most pieces are.
    Plain,
    /// A capital, and letters in lower case.
    Title,
    Address,
    Other,
}

impl Chunk<'_> {
    /// Where it stands in the prose.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    pub(super) fn is_url(&self) -> bool {
        self.shape == Shape::Address
    }

    /// Whether it counts as a word of an explanation.
    fn is_word(&self) -> bool {
        if self.in_value {
            return false;
        }
        match self.shape {
            Shape::Plain | Shape::Title => !self.is_idle(),
            Shape::Address => false,
            Shape::Other => {
                self.text.contains(char::is_alphanumeric) && !self.is_reference() && !self.is_idle()
            }
        }
    }

    /// Such words have three to five letters.
    fn is_idle(&self) -> bool {
        matches!(self.text.len(), 3..=5) && IDLE.contains_in_any_case(self.text)
    }

    /// `#12`, `owner/repo#12`, `KEY-12`, `CVE-2026-1234`: they point, and explain nothing themselves.
    fn is_reference(&self) -> bool {
        let mark = memchr::memrchr2(b'#', b'!', self.text.as_bytes());
        mark.is_some_and(|at| at + 1 < self.text.len())
            || name::is_issue_key(self.text)
            || record::is_record(self.text)
            || name::is_advisory(self.text)
    }
}

/// The prose in pieces, and which of them explain.
pub(super) struct Pieces<'a> {
    pub(super) chunks: Vec<Chunk<'a>>,
    /// How many are words of an explanation.
    pub(super) words: usize,
    /// From the first of those to the end of the last, in bytes of the prose.
    pub(super) explained: Range<usize>,
}

impl Pieces<'_> {
    /// Counts a word of an explanation.
    #[inline]
    fn explain(&mut self, range: Range<usize>) {
        if self.words == 0 {
            self.explained.start = range.start;
        }
        self.words += 1;
        self.explained.end = range.end;
    }
}

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
        end_before: 0,
        pieces: Pieces { chunks: Vec::with_capacity(text.len() / 5), words: 0, explained: 0..0 },
    };
    cutter.run();
    cutter.pieces
}

struct Cutter<'a, 'l> {
    text: &'a str,
    places: Places<'a, 'l>,
    /// One past the last byte of the piece before.
    end_before: usize,
    pieces: Pieces<'a>,
}

impl Cutter<'_, '_> {
    /// Takes the word at `range` if it says nothing and is in nothing, as nearly all are.
    #[inline]
    fn take_quiet(&mut self, range: Range<usize>, shape: Shape) -> bool {
        let Some(text) = self.text.get(range.clone()) else { return false };
        if range.end > self.places.quiet_to
            || TELLING.contains_in_any_case(text)
            || may_be_commit(text)
        {
            return false;
        }
        let chunk = Chunk {
            text,
            start: range.start,
            shape,
            adjoins: self.adjoins(range.start),
            speaks: false,
            in_link: false,
            code: None,
            in_value: false,
        };
        self.end_before = range.end;
        self.pieces.explain(range);
        self.pieces.chunks.push(chunk);
        true
    }

    /// Takes the piece at `range`, which is of that shape.
    fn take(&mut self, range: Range<usize>, shape: Shape) {
        let Some(text) = self.text.get(range.clone()) else { return };
        let (in_link, code, in_value) = self.places.of(range.clone());
        let chunk = Chunk {
            text,
            start: range.start,
            shape,
            adjoins: self.adjoins(range.start),
            speaks: match shape {
                Shape::Plain => begins_more(text) || may_be_commit(text),
                Shape::Title => begins_more(text),
                Shape::Address | Shape::Other => true,
            },
            in_link,
            code,
            in_value,
        };
        self.end_before = range.end;
        if chunk.is_word() {
            self.pieces.explain(range);
        }
        self.pieces.chunks.push(chunk);
    }

    /// Whether nothing but blanks inside one paragraph stands between the piece before and `start`.
    #[inline]
    fn adjoins(&self, start: usize) -> bool {
        match self.text.as_bytes().get(self.end_before..start) {
            Some([b' ' | b'\n']) => true,
            Some([first, ..]) if first.is_ascii_graphic() => false,
            _ => {
                let gap = self.text.get(self.end_before..start);
                gap.is_some_and(|gap| gap.trim().is_empty() && !gap.contains("\n\n"))
            }
        }
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
            if !self.take_quiet(at..at + len, shape) {
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

/// Whether a word may begin a measurement, "held by", or output.
fn begins_more(word: &str) -> bool {
    NUMBERS.contains_in_any_case(word)
        || FRACTIONS.contains_in_any_case(word)
        || word.eq_ignore_ascii_case("held")
        || trace::may_begin(word)
}

/// Whether a word has the letters and the length of a commit.
#[inline]
pub(super) fn may_be_commit(word: &str) -> bool {
    word.len() >= 7 && word.bytes().all(|b| b.is_ascii_hexdigit())
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
    let mut url = &text[..inline::address_end(text)];
    // Few addresses have brackets.
    let closes = memchr::memchr(b')', url.as_bytes()).is_some();
    let count = |bracket: u8| url.bytes().filter(|&b| closes && b == bracket).count();
    let (mut open, mut close) = (count(b'('), count(b')'));
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
