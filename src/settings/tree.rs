//! What the tree of a file is looked through for before anybody reads it, and what did not parse in it.

use crate::proposal::yaml_tree::{Entry, Node, NodeKind, ScalarStyle};
use crate::source::Span;
use std::collections::HashSet;

/// Lines indented too deep, which reading has put below a key without a name, are keys like those around them.
pub(super) fn raise_unnamed(node: &mut Node) {
    match &mut node.kind {
        NodeKind::Null | NodeKind::Scalar { .. } => {}
        NodeKind::Sequence(items) => items.iter_mut().for_each(raise_unnamed),
        NodeKind::Mapping(entries) => {
            for entry in entries.iter_mut() {
                raise_unnamed(&mut entry.value);
            }
            if entries.iter().any(is_unnamed) {
                let raised = std::mem::take(entries).into_iter().flat_map(|entry| {
                    match (is_unnamed(&entry), entry.value.kind) {
                        (true, NodeKind::Mapping(below)) => below,
                        (_, kind) => vec![Entry { value: Node { kind, ..entry.value }, ..entry }],
                    }
                });
                *entries = raised.collect();
            }
        }
    }
}

/// Whether the key is none of the author's.
fn is_unnamed(entry: &Entry) -> bool {
    entry.key_span.is_empty() && matches!(entry.value.kind, NodeKind::Mapping(_))
}

/// The entries whose key stands before them already.
pub(super) fn twice(entries: &[Entry]) -> Vec<&Entry> {
    /// Up to so many keys are compared with each other, as those of nearly every mapping are.
    const FEW: usize = 16;
    if entries.len() <= FEW {
        let before = |(at, entry): &(usize, &Entry)| {
            entries[..*at].iter().any(|other| other.key == entry.key)
        };
        return entries.iter().enumerate().filter(before).map(|(_, entry)| entry).collect();
    }
    let mut seen = HashSet::new();
    entries.iter().filter(|entry| !seen.insert(entry.key.as_str())).collect()
}

/// Whether the node is a list or mapping that did not parse, which is told: no text begins like that without quotes.
pub(crate) fn is_broken(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Scalar { text, style: ScalarStyle::Plain, .. } => text.starts_with(['[', '{']),
        _ => false,
    }
}

/// A node below `depth` levels, if there is one.
pub(super) fn too_deep(node: &Node, depth: usize) -> Option<Span> {
    let Some(depth) = depth.checked_sub(1) else { return Some(node.span) };
    match &node.kind {
        NodeKind::Null | NodeKind::Scalar { .. } => None,
        NodeKind::Sequence(items) => items.iter().find_map(|item| too_deep(item, depth)),
        NodeKind::Mapping(entries) => {
            entries.iter().find_map(|entry| too_deep(&entry.value, depth))
        }
    }
}
