//! The prose in pieces: what stands between blanks, brackets and quotes. Everything in prose is told from these.

use super::name;
use super::words::IDLE;
use crate::proposal::content::Content;
use crate::source::Span;
use std::ops::Range;

/// One piece.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts about one piece")]
pub(super) struct Chunk<'a> {
    pub(super) text: &'a str,
    /// Where it stands in the prose.
    pub(super) range: Range<usize>,
    /// Where it stands in the document.
    pub(super) span: Span,
    /// Whether only blanks stand between it and the piece before.
    pub(super) adjoins: bool,
    pub(super) is_url: bool,
    /// Whether it is nothing but letters in lower case, as most pieces are.
    pub(super) is_plain: bool,
    /// Whether it belongs to a link: the label, or the address shown.
    pub(super) in_link: bool,
    /// The inline code it is in: an index into the content's list.
    pub(super) code: Option<usize>,
    /// Whether it is part of the words that say the value.
    pub(super) in_value: bool,
}

impl Chunk<'_> {
    /// Whether it counts as a word of an explanation.
    pub(super) fn is_word(&self) -> bool {
        if self.is_url || self.in_value {
            return false;
        }
        if self.is_plain {
            return !IDLE.contains(self.text);
        }
        self.text.contains(char::is_alphanumeric)
            && !self.is_reference()
            && (self.text.len() > 5 || !IDLE.contains(&self.text.to_ascii_lowercase()))
    }

    /// `#12`, `owner/repo#12`, `KEY-12`, `CVE-2026-1234`: they point, and explain nothing themselves.
    fn is_reference(&self) -> bool {
        let numbered =
            self.text.rsplit_once(['#', '!']).is_some_and(|(_, number)| !number.is_empty());
        numbered || name::is_issue_key(self.text) || name::is_advisory(self.text)
    }
}

/// Cuts the prose into pieces.
pub(super) fn split<'a>(content: &'a Content, value: Option<Span>) -> Vec<Chunk<'a>> {
    let text = content.prose.text();
    let links = cover(content.links.iter().map(|link| link.span));
    let (mut links, mut codes) = (Holders::new(&links), Holders::new(&content.inline_code));
    let mut spans = content.prose.spans();
    let mut chunks: Vec<Chunk<'a>> = Vec::with_capacity(text.len() / 5);
    let mut end_before = 0;
    pieces(text, |range, shape| {
        let span = spans.span(range.clone());
        let gap = text.get(end_before..range.start).unwrap_or_default();
        let is_one_blank = matches!(gap.as_bytes(), [b' ' | b'\n']);
        end_before = range.end;
        chunks.push(Chunk {
            text: text.get(range.clone()).unwrap_or_default(),
            span,
            adjoins: is_one_blank || gap.trim().is_empty() && !gap.contains("\n\n"),
            is_url: shape == Shape::Address,
            is_plain: shape == Shape::Plain,
            in_link: links.of(span.start).is_some(),
            code: codes.of(span.start),
            in_value: value.is_some_and(|value| value.contains(span)),
            range,
        });
    });
    chunks
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

/// Tells which of ascending spans holds a byte, for bytes that are asked for in ascending order.
struct Holders<'a> {
    spans: &'a [Span],
    at: usize,
}

impl<'a> Holders<'a> {
    fn new(spans: &'a [Span]) -> Self {
        Self { spans, at: 0 }
    }

    /// The index of the span that holds `byte`.
    fn of(&mut self, byte: usize) -> Option<usize> {
        while self.spans.get(self.at).is_some_and(|span| span.end <= byte) {
            self.at += 1;
        }
        self.spans.get(self.at).filter(|span| span.start <= byte).map(|_| self.at)
    }
}

/// What a piece looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Letters in lower case.
    Plain,
    Address,
    Other,
}

/// Calls `take` with the range and the shape of each piece, in order.
fn pieces(text: &str, mut take: impl FnMut(Range<usize>, Shape)) {
    let bytes = text.as_bytes();
    let mut start = None;
    let mut before = ' ';
    let mut at = 0;
    while at < bytes.len() {
        if start.is_none()
            && let Some(len) = plain_word(&bytes[at..])
        {
            take(at..at + len, Shape::Plain);
            at += len;
            before = ' ';
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let fresh = start.is_none() || !before.is_alphanumeric();
        if fresh
            && matches!(c, 'h' | 'H')
            && let Some(len) = address(&text[at..])
        {
            push(text, start.take(), at, &mut take);
            take(at..at + len, Shape::Address);
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
            push(text, start.take(), at, &mut take);
        } else if start.is_none() {
            start = Some(at);
        }
        before = c;
        at = next;
    }
    push(text, start, text.len(), &mut take);
}

/// The length of the word that `rest` begins with, where it is letters in lower case up to a blank, or to a comma or a
/// full stop before one.
fn plain_word(rest: &[u8]) -> Option<usize> {
    let len = rest.iter().take_while(|b| b.is_ascii_lowercase()).count();
    let ends = matches!(&rest[len..], [] | [b' ' | b'\n', ..] | [b',' | b'.', b' ' | b'\n', ..]);
    (len > 0 && ends).then_some(len)
}

fn push(text: &str, start: Option<usize>, end: usize, take: &mut impl FnMut(Range<usize>, Shape)) {
    let Some(start) = start else { return };
    let piece = &text[start..end];
    let shape = |piece: &str| {
        if piece.bytes().all(|b| b.is_ascii_lowercase()) { Shape::Plain } else { Shape::Other }
    };
    if let [first, .., last] = piece.as_bytes()
        && first.is_ascii_alphanumeric()
        && last.is_ascii_alphanumeric()
    {
        return take(start..end, shape(piece));
    }
    let trimmed = piece.trim_end_matches(['.', ':', '!', '?', '*', '~', '…']);
    let from = trimmed.len() - trimmed.trim_start_matches(['*', '~', ':']).len();
    if from < trimmed.len() {
        take(start + from..start + trimmed.len(), shape(&trimmed[from..]));
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
