//! What an alias stands for: the node at its anchor, read in the alias's place.

use super::super::yaml_tree::{Node, NodeKind, Tree};
use crate::source::Source;
use std::cell::Cell;

/// The aliases of a document. Nothing is copied, and no more is read through them than the document is long, with room
/// for small ones: a bomb costs what its text costs.
pub(super) struct Aliases<'a> {
    tree: &'a Tree,
    /// How many bytes may still be read in another place.
    left: Cell<usize>,
}

const ROOM: usize = 1 << 14;

impl<'a> Aliases<'a> {
    pub(super) fn new(source: &Source, tree: &'a Tree) -> Self {
        Self { tree, left: Cell::new(source.text().len() + ROOM) }
    }

    /// The node that `alias` stands for.
    pub(super) fn find(&self, alias: &Node) -> Option<&'a Node> {
        if alias.kind != NodeKind::Null || alias.span.is_empty() {
            return None;
        }
        let node = self.tree.anchored(alias.span)?;
        self.left.set(self.left.get().checked_sub(node.span.len())?);
        Some(node)
    }
}
