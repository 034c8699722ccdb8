//! Where what is written in YAML ends.

use super::byte;
use crate::proposal::yaml_tree::{Entry, Node, NodeKind};
use crate::source::Source;

/// One past the last byte of a node's text: what follows it (comments, blank lines) is not part of it.
pub fn content_end(source: &Source, node: &Node) -> usize {
    let mut node = node;
    loop {
        let trimmed = || node.span.start + source.slice(node.span).trim_end().len();
        if matches!(byte(source, node.span.start), Some(b'[' | b'{')) {
            return node.span.end;
        }
        match &node.kind {
            NodeKind::Mapping(entries) => match entries.last() {
                Some(last) if last.value.span.is_empty() => return colon_end(source, last),
                Some(last) => node = &last.value,
                None => return trimmed(),
            },
            NodeKind::Sequence(items) => match items.last() {
                Some(last) if !last.span.is_empty() => node = last,
                _ => return trimmed(),
            },
            NodeKind::Scalar { .. } | NodeKind::Null => return trimmed(),
        }
    }
}

/// One past the last byte of an entry's text.
pub fn entry_end(source: &Source, entry: &Entry) -> usize {
    if entry.value.span.is_empty() {
        return colon_end(source, entry);
    }
    content_end(source, &entry.value).max(entry.key_span.end)
}

/// One past the colon behind an entry's key; the key's end where it has none.
pub(super) fn colon_end(source: &Source, entry: &Entry) -> usize {
    let rest = source.text().get(entry.key_span.end..).unwrap_or_default();
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let end = entry.key_span.end;
    if rest[blanks..].starts_with(':') { end + blanks + 1 } else { end }
}
