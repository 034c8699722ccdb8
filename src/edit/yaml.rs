//! Edits of YAML that leave everything else as it was: comments, quoting, order of keys, indentation, line endings.
//!
//! Nothing here writes a document anew. A value is replaced inside its own bytes, a key comes and goes with its whole
//! lines, and what is written looks like its neighbours: their indentation, their quotes, block or flow. Taking out
//! what [`set`] put in gives back the same bytes.

mod ends;
mod flow;
mod style;

use super::Edit;
use super::lines::{self, Insertion};
use crate::proposal::yaml_tree::{Entry, Node, NodeKind, ScalarStyle, Tree};
use crate::source::{Source, Span};
use ends::colon_end;
use flow::{insert_flow, remove_flow};
use style::Style;

pub use ends::{content_end, entry_end};
pub use style::document;

/// A value to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, quoted where YAML would otherwise retype it.
    Text(String),
    /// YAML on one line, as it must stand: a scalar copied from the document with its quotes.
    Raw(String),
    /// No value.
    Null,
    /// Texts in a list, an item a line where the mapping around it is in block style.
    List(Vec<String>),
    /// Texts in a list on one line.
    Line(Vec<String>),
    /// Keys with values.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// A mapping of a document, and how new keys are written into it.
#[derive(Clone, Copy, Debug)]
pub struct Mapping<'a> {
    source: &'a Source,
    tree: &'a Tree,
    entries: &'a [Entry],
    /// The mapping's node; `None` where there are no keys yet.
    node: Option<&'a Node>,
    /// Where the first key goes when there is none, and the end that no new line may pass.
    body: Span,
}

impl<'a> Mapping<'a> {
    /// The root of `tree`, which stands in `body`; `None` where the root is something else than a mapping.
    pub fn root(source: &'a Source, tree: &'a Tree, body: Span) -> Option<Self> {
        match tree.root.as_ref() {
            None => Some(Self { source, tree, entries: &[], node: None, body }),
            Some(node) if matches!(node.kind, NodeKind::Null) => {
                Some(Self { source, tree, entries: &[], node: None, body })
            }
            Some(node) => Self::of(source, tree, node, body),
        }
    }

    /// The mapping at `node`; `None` where it is none.
    pub fn of(source: &'a Source, tree: &'a Tree, node: &'a Node, body: Span) -> Option<Self> {
        let NodeKind::Mapping(entries) = &node.kind else { return None };
        Some(Self { source, tree, entries, node: Some(node), body })
    }

    /// The mapping below `key`; `None` where there is none.
    pub fn child(&self, key: &str) -> Option<Mapping<'a>> {
        self.below(self.entry(key)?)
    }

    /// The mapping that is the value of `entry`; `None` where it is none.
    pub fn below(&self, entry: &'a Entry) -> Option<Mapping<'a>> {
        Self::of(self.source, self.tree, &entry.value, self.body)
    }

    /// The first entry of that key.
    pub fn entry(&self, key: &str) -> Option<&'a Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The entries, in document order.
    pub fn entries(&self) -> &'a [Entry] {
        self.entries
    }

    /// Whether it stands in braces.
    pub fn is_flow(&self) -> bool {
        self.node.is_some_and(|node| byte(self.source, node.span.start) == Some(b'{'))
    }

    /// How it writes.
    fn style(&self) -> Style {
        Style::of(self.source, self.tree, self.entries, self.body, self.is_flow())
    }
}

/// Sets `keys` in the mapping, and those of a [`Value::Map`] in the mapping below their key.
///
/// Those that are there get the value in place, others are added together behind the key they are related to, or where
/// `order` puts them.
///
/// `order` lists the keys of such a mapping as people write them. Keys it does not know go to the end.
pub fn set(mapping: &Mapping<'_>, order: &[&str], keys: &[(&str, Value)]) -> Vec<Edit> {
    let style = mapping.style();
    let mut edits = Vec::new();
    let mut added: Vec<(&str, Anchor, Vec<String>)> = Vec::new();
    for (key, value) in keys {
        if let Some(entry) = mapping.entry(key) {
            edits.extend(set_value(mapping, &style, entry, value));
            continue;
        }
        let written = format!("{}:{}", style.key(key), style.value(value, &style.indent));
        let related = added.iter_mut().find(|(first, _, _)| follows(key, first));
        if let Some((_, _, texts)) = related {
            texts.push(written);
        } else {
            added.push((key, anchor(mapping, order, key), vec![written]));
        }
    }
    if style.flow {
        edits.extend(insert_flow(mapping, &added));
    } else {
        edits.extend(insert_block(mapping, &style, added));
    }
    edits
}

/// Keys that belong together, so that one look finds them.
fn follows(key: &str, first: &str) -> bool {
    matches!((key, first), ("target" | "deferral", "status") | ("deferral", "target"))
}

/// Where a new key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anchor {
    /// Behind this entry.
    After(usize),
    /// Before this entry.
    Before(usize),
    /// At the end.
    End,
}

fn anchor(mapping: &Mapping<'_>, order: &[&str], key: &str) -> Anchor {
    let at = |key: &str| mapping.entries.iter().position(|entry| entry.key == key);
    let related: &[&str] = match key {
        "target" => &["status"],
        "deferral" => &["target", "status"],
        _ => &[],
    };
    if let Some(index) = related.iter().find_map(|key| at(key)) {
        return Anchor::After(index);
    }
    let Some(rank) = order.iter().position(|known| *known == key) else { return Anchor::End };
    if let Some(index) = order[..rank].iter().rev().find_map(|key| at(key)) {
        return Anchor::After(index);
    }
    order[rank..].iter().find_map(|key| at(key)).map_or(Anchor::End, Anchor::Before)
}

fn insert_block(
    mapping: &Mapping<'_>,
    style: &Style,
    added: Vec<(&str, Anchor, Vec<String>)>,
) -> Vec<Edit> {
    let source = mapping.source;
    let mut insertions: Vec<(Insertion, String)> = Vec::new();
    for (_, anchor, texts) in added {
        let place = match anchor {
            Anchor::After(index) => after(mapping, index),
            Anchor::Before(index) => before(mapping, index),
            Anchor::End if mapping.entries.is_empty() => lines::line_at(source, mapping.body.end),
            Anchor::End => after(mapping, mapping.entries.len() - 1),
        };
        for text in texts {
            let line = format!("{}{text}", style.indent);
            match insertions.iter_mut().find(|(known, _)| *known == place) {
                Some((place, text)) => {
                    *text = format!("{text}{}{line}", lines::eol_at(source, place.at));
                }
                None => insertions.push((place, line)),
            }
        }
    }
    let edit =
        |(place, lines): (Insertion, String)| place.edit(&lines, lines::eol_at(source, place.at));
    insertions.into_iter().map(edit).collect()
}

/// The line behind an entry and everything that belongs to it.
fn after(mapping: &Mapping<'_>, index: usize) -> Insertion {
    let end = mapping.entries.get(index).map_or(mapping.body.end, |e| entry_end(mapping.source, e));
    lines::line_after(mapping.source, end, mapping.body.end)
}

/// The line before an entry and the comments right above it; comments that begin the text speak of all of it.
fn before(mapping: &Mapping<'_>, index: usize) -> Insertion {
    let source = mapping.source;
    let Some(entry) = mapping.entries.get(index) else {
        return lines::line_at(source, mapping.body.end);
    };
    let own = source.line_of(entry.key_span.start);
    let top = source.line_of(mapping.body.start);
    let mut line = own;
    while line > top && source.slice(source.line_span(line - 1)).trim_start().starts_with('#') {
        line -= 1;
    }
    let line = if line <= top { own } else { line };
    lines::line_at(source, source.line_span(line).start.max(mapping.body.start))
}

/// Gives an entry another value.
fn set_value(mapping: &Mapping<'_>, style: &Style, entry: &Entry, value: &Value) -> Vec<Edit> {
    let source = mapping.source;
    if let Value::Map(keys) = value
        && let Some(child) = Mapping::of(source, mapping.tree, &entry.value, mapping.body)
    {
        let keys: Vec<(&str, Value)> =
            keys.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
        return set(&child, &[], &keys);
    }
    let slot = slot(source, &entry.value);
    match (value, slot) {
        (Value::Null, _) => {
            let start = value_start(source, entry);
            vec![Edit::remove(Span::new(start, entry_end(source, entry).max(start)))]
        }
        (Value::Text(text), Some(Slot { span, style: old })) => {
            let text = match old {
                ScalarStyle::Literal | ScalarStyle::Folded => text.clone(),
                old => style.scalar(text, old, style.flow),
            };
            vec![Edit::replace(span, text)]
        }
        (Value::Raw(raw), Some(Slot { span, .. })) => vec![Edit::replace(span, raw.clone())],
        (value, _) => {
            let after_key = colon_end(source, entry);
            let is_colon = byte(source, after_key.wrapping_sub(1)) == Some(b':');
            let colon = if is_colon { "" } else { ":" };
            let many_lines = match value {
                Value::List(items) => !items.is_empty(),
                Value::Map(keys) => !keys.is_empty(),
                _ => false,
            };
            // Anything but the value on the key's own line, such as a comment, stays there.
            let start = if entry.value.span.is_empty() && is_colon && many_lines && !style.flow {
                source.line_span(source.line_of(after_key)).end
            } else {
                value_start(source, entry)
            };
            let old = entry_end(source, entry).max(start);
            let indent = indent(source, entry.key_span.start);
            vec![Edit::replace(
                Span::new(start, old),
                format!("{colon}{}", style.value(value, &indent)),
            )]
        }
    }
}

/// Where an entry's value begins for good: behind the colon, or behind all of the key's line where it begins below it.
fn value_start(source: &Source, entry: &Entry) -> usize {
    let after_key = colon_end(source, entry);
    let line_end = source.line_span(source.line_of(after_key)).end;
    if entry.value.span.start > line_end { line_end } else { after_key }
}

/// Where a scalar's text stands, so that a replacement keeps quotes and block header.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// What is replaced: quotes included; of a block scalar only the text.
    pub span: Span,
    /// How it is written.
    pub style: ScalarStyle,
}

/// The slot of a value on one line; `None` where there is no value, or more than one line of it.
pub fn slot(source: &Source, node: &Node) -> Option<Slot> {
    let one_line = |span: Span| source.line_of(span.start) == source.line_of(span.end);
    let (span, style) = match &node.kind {
        NodeKind::Scalar { style, content, .. } => match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let text = source.slice(*content);
                let start = content.start + (text.len() - text.trim_start().len());
                (Span::new(start, start + text.trim().len()), *style)
            }
            _ => (node.span, *style),
        },
        // An alias, or a list on one line: its source text is as good as a scalar's.
        NodeKind::Null => (node.span, ScalarStyle::Plain),
        NodeKind::Sequence(_) | NodeKind::Mapping(_) => {
            let flow = matches!(byte(source, node.span.start), Some(b'[' | b'{'));
            (if flow { node.span } else { Span::empty(node.span.start) }, ScalarStyle::Plain)
        }
    };
    (!span.is_empty() && one_line(span)).then_some(Slot { span, style })
}

/// Removes keys of one mapping with their whole lines; keys that are not there are passed over.
///
/// Lines that follow one another go together, and where the last line of a text has no line ending the one before it
/// loses its own: a text without a final line ending stays one.
pub fn remove(mapping: &Mapping<'_>, keys: &[&str]) -> Vec<Edit> {
    let doomed = |entry: &Entry| keys.contains(&entry.key.as_str());
    if mapping.is_flow() {
        return remove_flow(mapping, doomed);
    }
    let spans =
        mapping.entries.iter().filter(|entry| doomed(entry)).map(|entry| lines_of(mapping, entry));
    lines::remove(mapping.source, spans, mapping.body.start)
}

/// The whole lines of an entry in block style.
pub fn lines_of(mapping: &Mapping<'_>, entry: &Entry) -> Span {
    let source = mapping.source;
    let start = source.line_start(entry.key_span.start).max(mapping.body.start);
    Span::new(start, source.next_line(entry_end(source, entry)))
}

/// The white space that begins the line of byte `at`.
fn indent(source: &Source, at: usize) -> String {
    let line = source.slice(source.line_span(source.line_of(at)));
    let line = line.strip_prefix('\u{feff}').unwrap_or(line);
    line.chars().take_while(|c| matches!(c, ' ' | '\t')).collect()
}

fn byte(source: &Source, at: usize) -> Option<u8> {
    source.text().as_bytes().get(at).copied()
}
