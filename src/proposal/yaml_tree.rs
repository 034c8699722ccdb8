//! YAML as a tree of spans: the one reader of YAML for documents and front matter.
//!
//! Parsing never fails. Where the text is no YAML, the smallest of a few repairs (a closing quote, a colon, a value
//! taken as plain text, a blanked line) is found that lets the parser get furthest, and the place is told. Repairs are
//! made on a copy; every span and text in the tree is the document's own.

mod build;
mod documents;
mod lines;
mod plain;
mod repair;
mod tabs;
mod wording;

use super::SyntaxError;
use crate::order;
use crate::source::Span;

pub use documents::joined;

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarStyle {
    /// Without quotes.
    Plain,
    /// In single quotes.
    Single,
    /// In double quotes.
    Double,
    /// `|`.
    Literal,
    /// `>`.
    Folded,
}

/// A node with its span in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The node's bytes: quotes, brackets and block indicators included. Empty, behind the key's colon, for no value.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

/// The shapes of YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// No value at all, or an alias, which is never expanded: [`Tree::anchored`] tells what it stands for.
    Null,
    /// A scalar: its text after YAML's unquoting, its style, and where its content stands (quotes and block header
    /// left out).
    Scalar {
        /// The text.
        text: String,
        /// The style.
        style: ScalarStyle,
        /// Quotes and block header left out.
        content: Span,
    },
    /// A sequence.
    Sequence(Vec<Node>),
    /// A mapping, keys in document order, a key twice is here twice.
    Mapping(Vec<Entry>),
}

/// One key of a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key's text.
    pub key: String,
    /// The key's bytes, quotes included.
    pub key_span: Span,
    /// Its value.
    pub value: Node,
}

/// A comment, `#` included, line break left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its bytes.
    pub span: Span,
}

impl Node {
    /// The keys of a mapping; none of anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.kind {
            NodeKind::Mapping(entries) => entries,
            _ => &[],
        }
    }
}

/// `*name`, where an anchor of that name stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alias {
    /// Its first byte.
    pub at: usize,
    /// The first byte of the node that it stands for.
    pub to: usize,
}

/// What a text holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// The first document's root; `None` for an empty text.
    pub root: Option<Node>,
    /// All comments, in order.
    pub comments: Vec<Comment>,
    /// The aliases that stand for something, in order.
    pub aliases: Vec<Alias>,
    /// The line where a second document begins.
    pub second: Option<Span>,
    /// What did not parse; everything that could be kept is in `root` all the same.
    pub errors: Vec<SyntaxError>,
}

impl Tree {
    /// The node that the alias at `alias` stands for.
    pub fn anchored(&self, alias: Span) -> Option<&Node> {
        let index = self.aliases.binary_search_by_key(&alias.start, |alias| alias.at).ok()?;
        let to = self.aliases.get(index)?.to;
        let last = |before: usize| before.checked_sub(1);
        let mut node = self.root.as_ref()?;
        while node.span.start != to {
            node = match &node.kind {
                NodeKind::Sequence(items) => {
                    items.get(last(items.partition_point(|item| item.span.start <= to))?)?
                }
                NodeKind::Mapping(entries) => {
                    let before = entries.partition_point(|entry| entry.value.span.start <= to);
                    &entries.get(last(before)?)?.value
                }
                NodeKind::Null | NodeKind::Scalar { .. } => return None,
            };
        }
        Some(node)
    }
}

/// How many places that do not parse are mended, and told, before the rest of the text is left alone.
const MAX_ERRORS: usize = 8;

/// Parses `text[span]`; all spans speak of the whole `text`.
///
/// Linear in the length of the text: there are at most eight repairs, and how many bytes are parsed again to find
/// them is bounded.
pub fn parse(text: &str, span: Span) -> Tree {
    if let Some(tree) = plain::read(text, span) {
        return tree;
    }
    let Some(part) = text.get(span.range()) else { return Tree::default() };
    let mut patch = Patch::new(part, span.start);
    let mut attempt = build::build(text, &patch);
    let mut errors: Vec<SyntaxError> = Vec::new();
    let mut budget = Budget::new(part.len());
    while let Some(failure) = attempt.failure.take() {
        let known = errors.iter().any(|error| error.span.touches(failure.at));
        let full = errors.len() >= MAX_ERRORS;
        let repaired = if full { None } else { repair::best(text, &patch, &failure, &mut budget) };
        let Some(repaired) = repaired else {
            if !known && !full {
                errors.push(wording::error(text, span, &failure));
            }
            break;
        };
        errors.push(repaired.error.unwrap_or_else(|| wording::error(text, span, &failure)));
        patch = repaired.patch;
        attempt = repaired.attempt;
    }
    let unknown = attempt.unknown.iter().take(MAX_ERRORS);
    errors.extend(unknown.map(|&span| wording::unknown_alias(span)));
    let second = documents::borders(text, span).second;
    errors.extend(second.map(|span| {
        let message = "begins a second document, which is not read: put all into the first";
        wording::told(span, message.to_owned())
    }));
    order::by_key(&mut errors, |error| error.span);
    errors.dedup_by_key(|error| error.span);
    Tree {
        root: attempt.root,
        comments: attempt.comments,
        aliases: attempt.aliases,
        second,
        errors,
    }
}

/// How many bytes may still be parsed in search of repairs.
struct Budget(usize);

impl Budget {
    /// A text of some pages is parsed as often as there are repairs to try, a long one a few times.
    fn new(len: usize) -> Self {
        Self(len.saturating_mul(MAX_ERRORS).saturating_add(1 << 19))
    }

    fn spend(&mut self, bytes: usize) {
        self.0 = self.0.saturating_sub(bytes);
    }

    fn is_spent(&self) -> bool {
        self.0 == 0
    }
}

/// A copy of the parsed bytes with repairs, and the way back to the document.
#[derive(Clone, Debug)]
struct Patch {
    text: String,
    /// First byte of the parsed bytes in the document.
    base: usize,
    /// Bytes of `text` that the document does not have, ascending.
    inserted: Vec<usize>,
    /// Bytes of the document, ascending, that stand in `text` as filling: their own text counts.
    masked: Vec<Span>,
}

impl Patch {
    fn new(text: &str, base: usize) -> Self {
        Self { text: text.to_owned(), base, inserted: Vec::new(), masked: Vec::new() }
    }

    /// The document's byte for byte `at` of the copy; an inserted byte stands for the one behind it.
    fn to_document(&self, at: usize) -> usize {
        self.base + at - self.inserted.partition_point(|&inserted| inserted < at)
    }

    /// The copy's byte for byte `at` of the document, behind what was inserted there.
    fn to_copy(&self, at: usize) -> usize {
        let at = at.saturating_sub(self.base);
        // How many of them stand before it: `inserted[n] - n` never falls.
        let (mut before, mut behind) = (0, self.inserted.len());
        while before < behind {
            let middle = usize::midpoint(before, behind);
            if self.inserted[middle] - middle <= at {
                before = middle + 1;
            } else {
                behind = middle;
            }
        }
        (at + before).min(self.text.len())
    }

    /// Inserts ASCII before the document's byte `at`.
    fn insert(&mut self, at: usize, ascii: &str) {
        let at = self.to_copy(at);
        self.text.insert_str(at, ascii);
        for inserted in &mut self.inserted {
            if *inserted >= at {
                *inserted += ascii.len();
            }
        }
        self.inserted.extend(at..at + ascii.len());
        self.inserted.sort_unstable();
    }

    /// Inserts ASCII before each of the document's bytes `places`, which ascend: in one pass over the copy.
    fn insert_before_all(&mut self, places: &[usize], ascii: &str) {
        let places: Vec<usize> = places.iter().map(|&at| self.to_copy(at)).collect();
        let mut text = String::with_capacity(self.text.len() + places.len() * ascii.len());
        let mut inserted = Vec::with_capacity(self.inserted.len() + places.len() * ascii.len());
        let mut known = self.inserted.iter().copied().peekable();
        let mut from = 0;
        for at in places {
            let moved = text.len() - from;
            inserted.extend(std::iter::from_fn(|| known.next_if(|&n| n < at)).map(|n| n + moved));
            text.push_str(self.text.get(from..at).unwrap_or_default());
            inserted.extend(text.len()..text.len() + ascii.len());
            text.push_str(ascii);
            from = at;
        }
        let moved = text.len() - from;
        inserted.extend(known.map(|n| n + moved));
        text.push_str(self.text.get(from..).unwrap_or_default());
        (self.text, self.inserted) = (text, inserted);
    }

    /// Writes `with` over every byte of the document's `span` that is neither a blank nor a line break; tells whether
    /// that changed anything.
    fn fill(&mut self, span: Span, with: u8) -> bool {
        let (start, end) = (self.to_copy(span.start), self.to_copy(span.end));
        let Some(part) = self.text.get(start..end) else { return false };
        let filled: String = part
            .bytes()
            .map(|byte| if byte.is_ascii_whitespace() { byte } else { with })
            .map(char::from)
            .collect();
        let changed = filled != part;
        self.text.replace_range(start..end, &filled);
        changed
    }

    /// Takes the document's `span` for plain text.
    fn mask(&mut self, span: Span) -> bool {
        let changed = self.fill(span, b'x');
        self.masked.push(span);
        self.masked.sort_unstable();
        changed
    }

    /// Takes the document's `span` out.
    fn blank(&mut self, span: Span) -> bool {
        self.fill(span, b' ')
    }

    /// Writes a blank over every byte of the document's `span`, tabs too.
    fn blank_all(&mut self, span: Span) -> bool {
        let (start, end) = (self.to_copy(span.start), self.to_copy(span.end));
        let changed = self.text.get(start..end).is_some_and(|part| part.contains('\t'));
        if changed {
            self.text.replace_range(start..end, &" ".repeat(end - start));
        }
        changed
    }

    fn is_masked(&self, span: Span) -> bool {
        self.masked.iter().any(|masked| masked.start < span.end && span.start < masked.end)
    }
}

#[cfg(test)]
mod tests;
