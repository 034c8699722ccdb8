//! From the parser's events to a tree of spans.

use super::{Alias, Comment, Entry, Node, NodeKind, Patch, ScalarStyle};
use crate::order;
use crate::source::Span;
use granit_parser::{ErrorKind, Event, Parser, StructureStyle, options};
use std::borrow::Cow;
use std::collections::HashMap;

/// What one run of the parser gave.
pub(super) struct Attempt {
    /// The tree, as far as the parser got.
    pub(super) root: Option<Node>,
    /// The comments, as far as the parser got.
    pub(super) comments: Vec<Comment>,
    /// Aliases with an anchor.
    pub(super) aliases: Vec<Alias>,
    /// Aliases without an anchor.
    pub(super) unknown: Vec<Span>,
    /// How many keys are in the tree, those that a repair made up not counted.
    pub(super) keys: usize,
    /// Why it stopped.
    pub(super) failure: Option<Failure>,
}

/// Where the parser stopped; bytes are the document's.
pub(super) struct Failure {
    pub(super) kind: ErrorKind,
    /// The place the parser names.
    pub(super) at: usize,
    /// Where the token begins that it was reading.
    pub(super) token: usize,
    /// Where the scalar before that begins.
    pub(super) scalar: usize,
    /// The opening brackets of the outermost and the innermost flow collection that are open there.
    pub(super) flow: Option<(usize, usize)>,
}

/// Parses the copy of `patch`; every span of the outcome speaks of `text`.
pub(super) fn build(text: &str, patch: &Patch) -> Attempt {
    let options = options! {
        emit_unresolved_aliases: true,
        max_buffered_comment_events: usize::MAX,
    };
    let mut builder = Builder::new(text, patch);
    let mut failure = None;
    let mut document = false;
    for next in Parser::new_from_str_with_options(&patch.text, options) {
        match next {
            Ok((Event::DocumentStart(..), _)) if document => break,
            Ok((Event::DocumentStart(..), _)) => document = true,
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or_default();
                let ours = patch.inserted.binary_search(&range.end.wrapping_sub(1)).is_ok();
                builder.take(event, patch.span(range), ours);
            }
            Err(error) => {
                let at = patch.to_document(error.marker().byte_offset().unwrap_or_default());
                let at = at.min(builder.end);
                failure = Some(Failure {
                    kind: error.kind().clone(),
                    at,
                    token: builder.skip(builder.last).min(at),
                    scalar: builder.scalar.min(at),
                    flow: builder.open_flow(),
                });
                break;
            }
        }
    }
    builder.finish(failure)
}

impl Patch {
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.to_document(range.start), self.to_document(range.end))
    }
}

impl Node {
    /// Nothing stands behind what comes before it.
    fn raise(&mut self, floor: usize) {
        if self.span.is_empty() && self.span.start < floor {
            self.span = Span::empty(floor);
        }
    }

    /// Nothing reaches into what comes behind it: of `::` both colons look like the one that a key is waiting for.
    fn lower(&mut self, ceiling: usize) {
        if self.span.end <= ceiling {
            return;
        }
        self.span = Span::new(self.span.start.min(ceiling), ceiling);
        match &mut self.kind {
            NodeKind::Sequence(items) => {
                for item in items {
                    item.lower(ceiling);
                }
            }
            NodeKind::Mapping(entries) => {
                for entry in entries {
                    entry.lower(ceiling);
                }
            }
            NodeKind::Scalar { content, .. } => {
                *content = Span::new(content.start.min(ceiling), content.end.min(ceiling));
            }
            NodeKind::Null => {}
        }
    }
}

impl Entry {
    fn lower(&mut self, ceiling: usize) {
        let key = self.key_span;
        self.key_span = Span::new(key.start.min(ceiling), key.end.min(ceiling));
        self.value.lower(ceiling);
    }
}

enum Frame {
    Sequence { start: usize, flow: bool, items: Vec<Node> },
    Mapping { start: usize, flow: bool, entries: Vec<Entry>, key: Option<(String, Span)> },
}

struct Builder<'a> {
    text: &'a str,
    patch: &'a Patch,
    /// One past the last byte that is parsed.
    end: usize,
    stack: Vec<Frame>,
    root: Option<Node>,
    comments: Vec<Comment>,
    aliases: Vec<Alias>,
    /// The parser's number of each anchor, and where its node begins.
    anchors: HashMap<usize, usize>,
    unknown: Vec<Span>,
    keys: usize,
    /// Where the last token ended.
    last: usize,
    /// Where the last scalar began.
    scalar: usize,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, patch: &'a Patch) -> Self {
        Self {
            text,
            patch,
            end: patch.to_document(patch.text.len()),
            stack: Vec::new(),
            root: None,
            comments: Vec::new(),
            aliases: Vec::new(),
            anchors: HashMap::new(),
            unknown: Vec::new(),
            keys: 0,
            last: patch.base,
            scalar: patch.base,
        }
    }

    /// `ours` tells that a repair has put the token's last byte there.
    fn take(&mut self, event: Event<'_>, span: Span, ours: bool) {
        match event {
            Event::Comment(..) => self.comments.push(Comment { span }),
            Event::UnresolvedAlias(name) => {
                self.last = span.end;
                self.unknown.push(span);
                // `*yes*` is an author's emphasis.
                let kind = if name.contains('*') {
                    let text = self.text.get(span.range()).unwrap_or_default().to_owned();
                    NodeKind::Scalar { text, style: ScalarStyle::Plain, content: span }
                } else {
                    NodeKind::Null
                };
                self.add(Node { span, kind });
            }
            Event::Alias(anchor) => {
                self.last = span.end;
                let to = self.anchors.get(&anchor);
                self.aliases.extend(to.map(|&to| Alias { at: span.start, to }));
                self.add(Node { span, kind: NodeKind::Null });
            }
            Event::Scalar(value, style, anchor, tag) => {
                let node = self.scalar(value, style, span, anchor != 0 || tag.is_some(), ours);
                self.last = self.last.max(span.end);
                self.scalar = span.start;
                self.anchor(anchor, node.span.start);
                self.add(node);
            }
            Event::SequenceStart(style, anchor, _) => {
                let flow = style == StructureStyle::Flow;
                let start = if flow { span.start } else { self.dash(span.start) };
                self.anchor(anchor, start);
                self.last = self.last.max(if flow { span.end } else { start });
                self.stack.push(Frame::Sequence { start, flow, items: Vec::new() });
            }
            Event::MappingStart(style, anchor, _) => {
                let flow = style == StructureStyle::Flow;
                self.anchor(anchor, span.start);
                self.last = self.last.max(span.end);
                self.stack.push(Frame::Mapping {
                    start: span.start,
                    flow,
                    entries: Vec::new(),
                    key: None,
                });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.last = self.last.max(span.end);
                self.close(Some(span.end));
            }
            _ => {}
        }
    }

    /// Notes where the node of an anchor begins; 0 is none.
    fn anchor(&mut self, anchor: usize, at: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, at);
        }
    }

    /// Where a block sequence begins: one that is not indented is announced at its first item.
    fn dash(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        if bytes.get(at) == Some(&b'-') {
            return at;
        }
        let before = skip(self.text, self.after_colon(), at, b":");
        if bytes.get(before) == Some(&b'-') { before } else { at }
    }

    /// Behind the pending key's colon, or behind the last token.
    fn after_colon(&self) -> usize {
        match self.stack.last() {
            Some(Frame::Mapping { key: Some((_, span)), .. }) => self.colon(*span),
            _ => self.last,
        }
    }

    /// Just behind the colon of the key at `span`, or behind the key where there is none on its line.
    fn colon(&self, span: Span) -> usize {
        let rest = self.text.get(span.end..self.end).unwrap_or_default();
        let trimmed = rest.trim_start_matches([' ', '\t']);
        if trimmed.starts_with(':') {
            span.end + (rest.len() - trimmed.len()) + 1
        } else {
            span.end
        }
    }

    /// The next byte that is neither blank, comment nor indicator.
    fn skip(&self, from: usize) -> usize {
        skip(self.text, from, self.end, b":-?,")
    }

    fn scalar(
        &self,
        value: Cow<'_, str>,
        style: granit_parser::ScalarStyle,
        span: Span,
        properties: bool,
        ours: bool,
    ) -> Node {
        use granit_parser::ScalarStyle as Theirs;
        let style = match style {
            Theirs::Plain if span.is_empty() => {
                let at = if properties { span.start } else { self.after_nothing(span.start) };
                return Node { span: Span::empty(at), kind: NodeKind::Null };
            }
            Theirs::Plain => ScalarStyle::Plain,
            Theirs::SingleQuoted => ScalarStyle::Single,
            Theirs::DoubleQuoted => ScalarStyle::Double,
            Theirs::Literal => ScalarStyle::Literal,
            Theirs::Folded => ScalarStyle::Folded,
        };
        match style {
            ScalarStyle::Plain => {
                let slice = self.text.get(span.range()).unwrap_or_default();
                let (text, content) = if self.patch.is_masked(span) {
                    let quote = usize::from(slice.starts_with(['"', '\'']));
                    (fold(&slice[quote..]), Span::new(span.start + quote, span.end))
                } else {
                    (value.into_owned(), span)
                };
                Node { span, kind: NodeKind::Scalar { text, style, content } }
            }
            ScalarStyle::Single | ScalarStyle::Double => {
                let quote = if style == ScalarStyle::Single { '\'' } else { '"' };
                let slice = self.text.get(span.range()).unwrap_or_default();
                let inner = slice.strip_prefix(quote).unwrap_or(slice);
                let closed = slice.len() > 1 && inner.ends_with(quote) && !ours;
                let start = span.end - inner.len();
                let content = Span::new(start, span.end - usize::from(closed));
                Node { span, kind: NodeKind::Scalar { text: value.into_owned(), style, content } }
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let (span, content) = self.block(span);
                Node { span, kind: NodeKind::Scalar { text: value.into_owned(), style, content } }
            }
        }
    }

    /// Where an empty value stands: right behind the colon or dash.
    fn after_nothing(&self, at: usize) -> usize {
        match self.stack.last() {
            Some(Frame::Mapping { key: Some(_), .. }) => self.after_colon(),
            Some(Frame::Sequence { start, items, flow: false }) => {
                let from = items.last().map_or(*start, |item| item.span.end);
                let dash = skip(self.text, from, self.end, b"");
                let found = dash < self.end && self.text.as_bytes().get(dash) == Some(&b'-');
                if found { dash + 1 } else { at }
            }
            _ => at,
        }
    }

    /// Span with header, and content, of a block scalar whose first byte of text is `span.start`.
    fn block(&self, span: Span) -> (Span, Span) {
        let header = self.skip(self.after_colon()).min(span.start);
        let bytes = self.text.as_bytes();
        let line = memchr::memchr2(b'\n', b'\r', &bytes[header..self.end])
            .map_or(self.end, |at| header + at);
        let whole = self.text.get(header..span.end).unwrap_or_default().trim_end();
        let end = header + whole.len();
        let next = line + if self.text[line..].starts_with("\r\n") { 2 } else { 1 };
        if end <= next {
            let end = end.max(header + 1).min(self.end);
            return (Span::new(header, end), Span::empty(end));
        }
        (Span::new(header, end), Span::new(next, end))
    }

    fn add(&mut self, mut node: Node) {
        match self.stack.last_mut() {
            None => {
                self.root.get_or_insert(node);
            }
            Some(Frame::Sequence { start, items, .. }) => {
                let floor = items.last_mut().map_or(*start, |item| {
                    if !node.span.is_empty() {
                        item.lower(node.span.start);
                    }
                    item.span.end
                });
                node.raise(floor);
                items.push(node);
            }
            Some(Frame::Mapping { start, entries, key, .. }) => {
                if let Some((key, key_span)) = key.take() {
                    node.raise(key_span.end);
                    self.keys += usize::from(!key_span.is_empty());
                    entries.push(Entry { key, key_span, value: node });
                    return;
                }
                let floor = entries.last_mut().map_or(*start, |entry| {
                    if !node.span.is_empty() {
                        entry.lower(node.span.start);
                    }
                    entry.value.span.end
                });
                node.raise(floor);
                let text = match node.kind {
                    NodeKind::Scalar { text, .. } => text,
                    _ => self.text.get(node.span.range()).unwrap_or_default().to_owned(),
                };
                *key = Some((text, node.span));
            }
        }
    }

    /// Ends the innermost collection; `end` is where the parser says it ends, for brackets.
    fn close(&mut self, end: Option<usize>) {
        let node = match self.stack.pop() {
            None => return,
            Some(Frame::Sequence { start, flow, items }) => {
                let last = items.last().map_or(start, |item| item.span.end);
                let end = end.filter(|_| flow).unwrap_or(last).max(last);
                Node { span: Span::new(start, end), kind: NodeKind::Sequence(items) }
            }
            Some(Frame::Mapping { start, flow, mut entries, key }) => {
                if let Some((key, key_span)) = key {
                    self.keys += usize::from(!key_span.is_empty());
                    let value =
                        Node { span: Span::empty(self.colon(key_span)), kind: NodeKind::Null };
                    entries.push(Entry { key, key_span, value });
                }
                let last = entries.last().map_or(start, |e| e.value.span.end.max(e.key_span.end));
                let end = end.filter(|_| flow).unwrap_or(last).max(last);
                Node { span: Span::new(start, end), kind: NodeKind::Mapping(entries) }
            }
        };
        self.add(node);
    }

    fn open_flow(&self) -> Option<(usize, usize)> {
        let mut open = self.stack.iter().filter_map(|frame| match frame {
            Frame::Sequence { start, flow: true, .. }
            | Frame::Mapping { start, flow: true, .. } => Some(*start),
            _ => None,
        });
        let outer = open.next()?;
        Some((outer, open.next_back().unwrap_or(outer)))
    }

    fn finish(mut self, failure: Option<Failure>) -> Attempt {
        while !self.stack.is_empty() {
            self.close(None);
        }
        order::by_key(&mut self.comments, |comment| comment.span);
        let root = self.root.filter(|root| !(root.kind == NodeKind::Null && root.span.is_empty()));
        Attempt {
            root,
            comments: self.comments,
            aliases: self.aliases,
            unknown: self.unknown,
            keys: self.keys,
            failure,
        }
    }
}

/// From `from` over blanks, line breaks, comments, tags, anchors and `indicators`, at most to `end`.
fn skip(text: &str, from: usize, end: usize, indicators: &[u8]) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < end {
        match bytes[at] {
            b' ' | b'\t' | b'\n' | b'\r' => at += 1,
            b'#' => at = memchr::memchr2(b'\n', b'\r', &bytes[at..end]).map_or(end, |n| at + n),
            b'!' | b'&' => {
                at += bytes[at..end].iter().position(u8::is_ascii_whitespace).unwrap_or(end - at);
            }
            byte if indicators.contains(&byte) => at += 1,
            _ => break,
        }
    }
    at.min(end)
}

/// A plain scalar's text: lines joined by a blank, empty lines kept as breaks.
fn fold(slice: &str) -> String {
    let mut out = String::with_capacity(slice.len());
    let mut empty = 0;
    for line in slice.replace("\r\n", "\n").split(['\n', '\r']).map(str::trim) {
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !out.is_empty() {
            match empty {
                0 => out.push(' '),
                _ => (0..empty).for_each(|_| out.push('\n')),
            }
        }
        empty = 0;
        out.push_str(line);
    }
    out
}
