//! The block structure of a document: what is code, heading, table, HTML or comment.
//!
//! The parser decides this alone. Below a fence or comment that never closes it sees nothing but code: such a block
//! ends before the next line that asks a question, and the rest is parsed again.

use super::notes::{self, Note};
use crate::proposal::SyntaxError;
use crate::proposal::inline::References;
use crate::source::{Source, Span};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// What a range of lines is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Fenced code: language, and the bytes between the fences.
    Fence { language: String, body: Span },
    /// Indented code.
    Indented,
    /// A heading of this level.
    Heading(u8),
    /// A table.
    Table,
}

/// A range of the document that is not a plain paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// From its first byte (container markers before it left out) to its last line's end.
    pub(super) span: Span,
    pub(super) kind: Kind,
}

/// The structure of a document.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// In document order, never nested.
    pub(super) regions: Vec<Region>,
    /// Comments with their markers, in document order.
    pub(super) comments: Vec<Span>,
    /// Reference definitions.
    pub(super) references: References,
    /// Footnotes and references, in document order.
    pub(super) notes: Vec<Note>,
    /// Where the rules across the page stand, in document order.
    pub(super) rules: Vec<usize>,
    /// Fences and comments that never close.
    pub(super) errors: Vec<SyntaxError>,
}

/// How often the rest of a document is parsed again behind a block that never closes.
const RESTARTS: usize = 8;

/// Reads the blocks from byte `from` on; `asks` tells whether the line of that number asks a question.
pub(super) fn read(source: &Source, from: usize, asks: impl Fn(usize) -> bool) -> Blocks {
    let mut blocks = Blocks::default();
    let mut start = from;
    for round in 0..=RESTARTS {
        match blocks.parse(source, start, &asks) {
            Some(next) if next > start && round < RESTARTS => start = next,
            _ => break,
        }
    }
    blocks.notes = notes::read(source, from, &blocks, &asks);
    blocks
}

impl Blocks {
    /// Parses from `start` to the end; returns where to begin again when a block never closes.
    fn parse(
        &mut self,
        source: &Source,
        start: usize,
        asks: &impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let text = source.text();
        let parser = Parser::new_ext(&text[start..], Options::ENABLE_TABLES);
        for (label, definition) in parser.reference_definitions().iter() {
            // A footnote is told by what stands in it.
            if self.references.len() < 10_000 && !label.starts_with('^') {
                self.references
                    .entry(label.to_lowercase())
                    .or_insert_with(|| definition.dest.to_string());
            }
        }
        for (event, range) in parser.into_offset_iter() {
            let span = Span::new(range.start + start, range.end + start);
            match event {
                Event::Start(Tag::Heading { level, .. })
                    if !is_bulleted(source, span) || !asks(source.line_of(span.start)) =>
                {
                    self.push(span, Kind::Heading(level as u8));
                }
                Event::Start(Tag::Table(_)) => self.push(span, Kind::Table),
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                    self.push(span, Kind::Indented);
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                    let (body, closed) = fence_body(source, span);
                    let language =
                        info.split([' ', ',', '{']).next().unwrap_or_default().to_lowercase();
                    let open_ended =
                        !closed && source.slice(Span::new(span.end, text.len())).trim().is_empty();
                    if !open_ended {
                        self.push(span, Kind::Fence { language, body });
                        continue;
                    }
                    let first = source.line_of(span.start);
                    let line = source.line_span(first);
                    self.errors.push(SyntaxError {
                        span: Span::new(span.start.max(line.start), line.end),
                        message: "this code fence never closes; put the same fence on a line of its own below the code"
                            .to_owned(),
                        related: None,
                    });
                    let next = (first + 1..source.line_count()).find(|&line| asks(line));
                    let end = next.map_or(span.end, |line| source.line_span(line).start);
                    let body = Span::new(body.start.min(end), body.end.min(end));
                    self.push(Span::new(span.start, end), Kind::Fence { language, body });
                    return next.map(|_| end);
                }
                Event::Rule => self.rules.push(span.start),
                Event::Start(Tag::HtmlBlock) => {
                    if let Some(next) = self.comments_in(source, span, asks) {
                        return Some(next);
                    }
                }
                Event::InlineHtml(html) if html.starts_with("<!--") => self.comments.push(span),
                _ => {}
            }
        }
        None
    }

    /// Whether byte `at` is in code.
    pub(super) fn is_code(&self, at: usize) -> bool {
        let region = self.regions.get(self.regions.partition_point(|r| r.span.end <= at));
        region.is_some_and(|r| {
            r.span.start <= at && matches!(r.kind, Kind::Fence { .. } | Kind::Indented)
        })
    }

    /// The note that begins in a line's `part`.
    pub(super) fn note_in(&self, part: Span) -> Option<&Note> {
        let note = self.notes.get(self.notes.partition_point(|note| note.span.start < part.start));
        note.filter(|note| note.span.start < part.end)
    }

    fn push(&mut self, span: Span, kind: Kind) {
        self.regions.push(Region { span, kind });
    }

    /// Collects the comments of an HTML block; where one never closes it ends at the next blank line or question, and
    /// that is where to begin again.
    fn comments_in(
        &mut self,
        source: &Source,
        block: Span,
        asks: &impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let text = source.slice(block);
        let mut at = 0;
        while let Some(open) = text[at..].find("<!--").map(|i| at + i) {
            if let Some(close) = text[open + 4..].find("-->") {
                let end = open + 4 + close + 3;
                self.comments.push(Span::new(block.start + open, block.start + end));
                at = end;
                continue;
            }
            let start = block.start + open;
            let first = source.line_of(start);
            self.errors.push(SyntaxError {
                span: Span::new(start, source.line_span(first).end),
                message: "this comment never closes; end it with `-->`".to_owned(),
                related: None,
            });
            let next = (first + 1..source.line_count())
                .find(|&line| source.slice(source.line_span(line)).trim().is_empty() || asks(line));
            let end = next.map_or(source.text().len(), |line| source.line_span(line).start);
            self.comments.push(Span::new(start, end));
            return next.map(|_| end);
        }
        None
    }
}

/// Whether a heading is one for a lone `-` below it: below a question that is a bullet for its answer.
fn is_bulleted(source: &Source, heading: Span) -> bool {
    let text = source.slice(heading).trim_end();
    let last = text.rsplit(['\n', '\r']).next().unwrap_or_default();
    last.len() < text.len() && last.trim_matches([' ', '\t', '>']) == "-"
}

/// The bytes between the fences, and whether there is a closing one.
fn fence_body(source: &Source, span: Span) -> (Span, bool) {
    const MARKERS: [char; 3] = [' ', '\t', '>'];
    let first = source.line_of(span.start);
    let last = source.line_of(span.end.saturating_sub(1).max(span.start));
    let opening = source
        .slice(Span::new(span.start, source.line_span(first).end))
        .trim_start_matches(MARKERS);
    let mark = opening.chars().next().unwrap_or('`');
    let run = opening.chars().take_while(|&c| c == mark).count();
    let body_start = source.next_line(span.start).min(span.end);
    let closing = source.slice(source.line_span(last)).trim_matches(|c| MARKERS.contains(&c));
    let closed =
        last > first && closing.chars().count() >= run && closing.chars().all(|c| c == mark);
    let body_end = if closed { source.line_span(last).start } else { span.end };
    (Span::new(body_start, body_end.max(body_start)), closed)
}
