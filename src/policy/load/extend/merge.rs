//! Changes made to the YAML of another policy, key by key and id by id, in linear time.

use super::id;
use crate::proposal::yaml_tree::{Entry, Node, NodeKind};
use std::collections::{HashMap, HashSet};

/// Makes a policy's changes to the other one.
pub(super) fn policy(entries: &mut Vec<Entry>, changes: Vec<Entry>) {
    change(entries, changes, &[("criteria", criteria), ("contradictions", append)]);
}

fn is_list(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Sequence(_))
}

/// How two lists become one.
type Join = fn(&mut Node, Node);

/// Puts keys in the place of the other policy's; those of `lists` are joined with what is there, and one without a value
/// takes that away. A key that is given twice stays, to be told.
fn change(entries: &mut Vec<Entry>, changes: Vec<Entry>, lists: &[(&str, Join)]) {
    let mut places: HashMap<String, usize> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        places.entry(entry.key.clone()).or_insert(index);
    }
    let mut gone = HashSet::new();
    for change in changes {
        let place = places.remove(&change.key);
        let Some((index, entry)) = place.and_then(|at| Some((at, entries.get_mut(at)?))) else {
            entries.push(change);
            continue;
        };
        match lists.iter().find(|(key, _)| *key == change.key) {
            Some((_, join)) if is_list(&change.value) => {
                entry.key_span = change.key_span;
                join(&mut entry.value, change.value);
            }
            _ if change.value.kind == NodeKind::Null => drop(gone.insert(index)),
            _ => *entry = change,
        }
    }
    let mut index = 0..;
    entries.retain(|_| index.next().is_none_or(|index| !gone.contains(&index)));
}

fn criteria(list: &mut Node, changes: Node) {
    items(list, changes, &[("questions", questions)]);
}

fn questions(list: &mut Node, changes: Node) {
    items(list, changes, &[]);
}

/// Merges lists of criteria, or of questions: of one id, key by key; others come behind.
fn items(list: &mut Node, changes: Node, lists: &[(&str, Join)]) {
    let (NodeKind::Sequence(items), NodeKind::Sequence(changes)) = (&mut list.kind, changes.kind)
    else {
        return;
    };
    let mut places: HashMap<String, usize> = HashMap::new();
    for (index, item) in items.iter().enumerate() {
        if let Some(id) = id(item) {
            places.entry(id.to_owned()).or_insert(index);
        }
    }
    for item in changes {
        let index = id(&item).and_then(|id| places.remove(id));
        match (index.and_then(|index| items.get_mut(index)), item) {
            (
                Some(Node { span, kind: NodeKind::Mapping(entries) }),
                Node { span: own, kind: NodeKind::Mapping(changes) },
            ) => {
                *span = own;
                change(entries, changes, lists);
            }
            (_, item) => items.push(item),
        }
    }
}

fn append(list: &mut Node, more: Node) {
    if let (NodeKind::Sequence(items), NodeKind::Sequence(more)) = (&mut list.kind, more.kind) {
        items.extend(more);
    }
}
