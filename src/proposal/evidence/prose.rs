//! What running text names: issues, pull requests, commits, advisories, tests, who holds the evidence, and numbers.

use super::chunk::{self, Chunk, Shape};
use super::{Evidence, EvidenceKind, measure, output, snippet, target, trace};
use crate::proposal::content::Content;
use crate::source::{Source, Span};
use std::borrow::Cow;

/// How much of a sentence around inline code is looked at, in bytes: what keeps long answers linear.
const REACH: usize = 240;

pub(super) const NO_NUMBER: &str = "placeholder instead of a number";

/// The words that explain: how many, and where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) count: usize,
    pub(super) span: Option<Span>,
}

/// Collects what the prose names, and counts its words.
pub(super) fn read(
    source: &Source,
    content: &Content,
    value: Option<Span>,
    found: &mut Vec<Evidence>,
) -> Words {
    let pieces = chunk::split(content, value);
    let chunks = &pieces.chunks;
    let mut scanner = Scan { source, content, chunks, found, looked_to: 0, output_to: 0 };
    let mut at = 0;
    while at < chunks.len() {
        at = scanner.step(at);
    }
    // What GitHub writes for an empty field.
    if pieces.words == 0 || content.prose.text().trim().eq_ignore_ascii_case("no response") {
        return Words::default();
    }
    Words { count: pieces.words, span: Some(content.prose.span(pieces.explained)) }
}

pub(super) struct Scan<'a> {
    source: &'a Source,
    pub(super) content: &'a Content,
    pub(super) chunks: &'a [Chunk<'a>],
    found: &'a mut Vec<Evidence>,
    /// Up to this byte of the prose the lines of the evidence part were looked at.
    looked_to: usize,
    /// Up to this byte they are output.
    output_to: usize,
}

impl<'a> Scan<'a> {
    /// Reads what begins at piece `at`; gives back the next piece to read.
    fn step(&mut self, at: usize) -> usize {
        let Some(chunk) = self.chunks.get(at) else { return at + 1 };
        self.output_lines(chunk);
        if !chunk.speaks && chunk.code.is_none() {
            return at + 1;
        }
        if let Some(index) = chunk.code
            && !chunk.is_url()
            && let Some(next) = self.code(at, index)
        {
            return next;
        }
        if chunk.code.is_none()
            && chunk.start >= self.output_to
            && let Some(next) = self.output(at, chunk)
        {
            return next;
        }
        if !chunk.in_link {
            if chunk.is_url() || target::is_bare_address(chunk.text) {
                self.address(chunk);
                return at + 1;
            }
            if let Some(last) = self.private(at) {
                return last + 1;
            }
            self.references(at);
        }
        match measure::read(self.chunks, at) {
            Some(last) => {
                let span = self.over(at, last);
                self.push(EvidenceKind::Measurement, span, String::new(), None);
                last + 1
            }
            None => at + 1,
        }
    }

    pub(super) fn push(
        &mut self,
        kind: EvidenceKind,
        span: Span,
        target: String,
        broken: Option<&str>,
    ) {
        let broken = broken.map(str::to_owned);
        self.found.push(Evidence { broken, ..Evidence::new(kind, span, target) });
    }

    /// The document's bytes of a piece.
    pub(super) fn span(&self, chunk: &Chunk) -> Span {
        self.content.prose.span(chunk.range())
    }

    /// The document's bytes from one piece to another.
    pub(super) fn over(&self, first: usize, last: usize) -> Span {
        match (self.chunks.get(first), self.chunks.get(last)) {
            (Some(first), Some(last)) => self.content.prose.span(first.start..last.range().end),
            _ => Span::default(),
        }
    }

    /// The text of the piece at `at`, lower case; empty past the end and where a sentence ends before it.
    pub(super) fn word(&self, at: usize) -> Cow<'a, str> {
        let chunk = self.chunks.get(at).filter(|chunk| chunk.adjoins);
        chunk.map(lower).unwrap_or_default()
    }

    /// The word `by` pieces before the piece at `at`, lower case; empty where a sentence ends between them.
    pub(super) fn before(&self, at: usize, by: usize) -> Cow<'a, str> {
        let from = at.saturating_sub(by);
        let adjoins =
            (from + 1..=at).all(|i| self.chunks.get(i).is_some_and(|chunk| chunk.adjoins));
        let chunk = at.checked_sub(by).and_then(|i| self.chunks.get(i)).filter(|_| adjoins);
        chunk.map(lower).unwrap_or_default()
    }

    /// Inline code as a whole. `None` where it is nothing in itself: then its words are read one by one.
    fn code(&mut self, at: usize, index: usize) -> Option<usize> {
        let span = *self.content.inline_code.get(index)?;
        let first = at
            .checked_sub(1)
            .and_then(|i| self.chunks.get(i))
            .is_none_or(|chunk| chunk.code != Some(index));
        if !first {
            return None;
        }
        let from = self.chunks.get(at)?.start;
        let next = (at + 1..self.chunks.len())
            .find(|&i| self.chunks.get(i).is_none_or(|chunk| chunk.code != Some(index)));
        let next = next.unwrap_or(self.chunks.len());
        let last = self.chunks.get(next - 1)?;
        let code = self.source.slice(span);
        // The signs that the code ends with are in no piece.
        let signs = code.rfind(last.text).map_or(0, |at| code.len() - at - last.text.len());
        let text = self.content.prose.text();
        let to = floor(text, last.range().end + signs);
        let head = &text[floor(text, from.saturating_sub(REACH))..from];
        let tail = &text[to..floor(text, to + REACH)];
        let head =
            memchr::memrchr2(b'\n', b'!', head.as_bytes()).map_or(head, |at| &head[at + 1..]);
        let tail = memchr::memchr2(b'\n', b'!', tail.as_bytes()).map_or(tail, |at| &tail[..at]);
        let (kind, target) = snippet::read(code, head, tail)?;
        self.push(kind, span, target, None);
        Some(next)
    }

    /// Output that stands in the prose: a trace, or a message in quotes. Gives back the next piece to read.
    fn output(&mut self, at: usize, chunk: &Chunk<'a>) -> Option<usize> {
        let text = self.content.prose.text();
        if !trace::may_be_in(text, chunk) {
            return None;
        }
        let quoted_line = || trace::line(text, chunk).filter(|line| self.is_quoted(line.start));
        let range = trace::at(text, chunk)
            .or_else(|| trace::in_quotes(text, chunk))
            .or_else(|| trace::last_words(text, chunk))
            .or_else(quoted_line)?;
        let span = self.content.prose.span(range.clone());
        self.push(EvidenceKind::Log, span, String::new(), None);
        let behind = self.chunks.get(at..)?.partition_point(|chunk| chunk.start < range.end);
        Some(at + behind.max(1))
    }

    /// The lines of output that begin with `chunk`, where an answer has a part for its evidence: a line there is what a
    /// fence would show. What is named in them counts as well.
    fn output_lines(&mut self, chunk: &Chunk<'a>) {
        let Some(from) = self.content.notes_from else { return };
        let from = self.looked_to.max(from);
        if chunk.start < from {
            return;
        }
        let text = self.content.prose.text();
        let line_end = |at: usize| {
            memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |len| at + len)
        };
        let break_before = memchr::memrchr(b'\n', &text.as_bytes()[from..chunk.start]);
        let start = break_before.map_or(from, |len| from + len + 1);
        let (mut at, mut shown) = (start, start);
        while at < text.len() && output::is_line(&text[at..line_end(at)]) {
            shown = line_end(at);
            at = (shown + 1).min(text.len());
        }
        self.looked_to = if shown > start { at } else { line_end(chunk.start) };
        if shown > start && chunk.code.is_none() {
            self.output_to = shown;
            let blank = text[start..].len() - text[start..].trim_start().len();
            let span = self.content.prose.span(start + blank..shown);
            self.push(EvidenceKind::Log, span, String::new(), None);
        }
    }

    /// Whether byte `at` of the prose is on a line behind `>`.
    fn is_quoted(&self, at: usize) -> bool {
        let line = self.source.line_of(self.content.prose.span(at..at + 1).start);
        self.source.slice(self.source.line_span(line)).trim_start().starts_with('>')
    }

    fn address(&mut self, chunk: &Chunk) {
        let Some(target) = target::read(chunk.text) else { return };
        let span = self.span(chunk);
        let (span, broken) = match placeholder_behind(self.content, span.end) {
            Some(placeholder) => (span.cover(placeholder), Some("placeholder in the address")),
            None => (span, target.broken),
        };
        self.push(target.kind, span, target.to, broken);
    }

    /// "held by Jane Doe", "held privately by @jane", "held by the security team".
    fn private(&mut self, at: usize) -> Option<usize> {
        if !self.chunks.get(at)?.text.eq_ignore_ascii_case("held") {
            return None;
        }
        let by = (at + 1..at + 4).find(|&i| self.word(i) == "by")?;
        let mut last = by + 1;
        let name = self.chunks.get(last).filter(|chunk| chunk.adjoins)?;
        if matches!(name.text, "NAME" | "TBD" | "TODO" | "XXX") {
            let span = self.over(at, last);
            self.push(
                EvidenceKind::Private,
                span,
                String::new(),
                Some("placeholder instead of a name"),
            );
            return Some(last);
        }
        let is_name =
            |chunk: &Chunk| chunk.text.starts_with(|c: char| c.is_uppercase() || c == '@');
        if matches!(&*self.word(last), "the" | "our" | "a") {
            last = (last + 1..last + 5).find(|&i| {
                matches!(
                    &*self.word(i),
                    "team"
                        | "group"
                        | "lead"
                        | "office"
                        | "manager"
                        | "officer"
                        | "owner"
                        | "reporter"
                        | "vendor"
                        | "desk"
                        | "list"
                )
            })?;
        } else if is_name(name) {
            while last < by + 5
                && self.chunks.get(last + 1).is_some_and(|chunk| chunk.adjoins && is_name(chunk))
            {
                last += 1;
            }
        } else if matches!(&*self.word(last), "security" | "legal" | "support") {
            last += usize::from(self.word(last + 1) == "team");
        } else {
            return None;
        }
        let span = self.over(at, last);
        self.push(EvidenceKind::Private, span, String::new(), None);
        Some(last)
    }
}

/// The text of a piece in lower case; empty for what is too long to be a word.
fn lower<'a>(chunk: &Chunk<'a>) -> Cow<'a, str> {
    match chunk.shape {
        _ if chunk.text.len() >= 40 => Cow::default(),
        Shape::Plain => Cow::Borrowed(chunk.text),
        _ if !chunk.text.bytes().any(|b| b.is_ascii_uppercase()) => Cow::Borrowed(chunk.text),
        _ => Cow::Owned(chunk.text.to_ascii_lowercase()),
    }
}

/// The placeholder that begins right at byte `at` of the document.
pub(super) fn placeholder_behind(content: &Content, at: usize) -> Option<Span> {
    let index = content.placeholders.partition_point(|placeholder| placeholder.start < at);
    content.placeholders.get(index).copied().filter(|placeholder| placeholder.start == at)
}

/// The greatest character boundary of `text` that is at most `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
