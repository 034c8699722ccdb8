//! Files of ours that are no proposals, and what can be told of them without a policy or a calendar.

use crate::config::keys::CONFIG;
use crate::policy::load::keys::POLICY;
use crate::proposal::yaml_tree::{Node, NodeKind};
use crate::settings::shape::Shape;

/// A file that is no proposal, and is written by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// `hotfix-lint.yaml`.
    Config,
    /// A policy.
    Policy,
}

impl File {
    /// What it may hold.
    pub fn shape(self) -> &'static Shape {
        static CONFIGURATION: Shape = Shape::Map(&CONFIG);
        static A_POLICY: Shape = Shape::Map(&POLICY);
        match self {
            Self::Config => &CONFIGURATION,
            Self::Policy => &A_POLICY,
        }
    }
}

/// The ids of a policy's criteria, each with its title.
pub(super) fn criteria(root: Option<&Node>) -> Vec<(String, String)> {
    let all = items(root.and_then(|root| child(root, "criteria")));
    all.iter().filter_map(|node| named(node, "title")).collect()
}

/// The ids of a policy's questions, each with its prompt.
pub(super) fn questions(root: Option<&Node>) -> Vec<(String, String)> {
    question_nodes(root).filter_map(|node| named(node, "prompt")).collect()
}

/// What a question can be answered with, as a condition names it.
pub(super) fn values(root: Option<&Node>, question: &str) -> Vec<String> {
    let mut questions = question_nodes(root);
    let Some(question) = questions.find(|node| text(child(node, "id")) == Some(question)) else {
        return Vec::new();
    };
    match text(child(question, "kind")) {
        // Quoted, as YAML would make booleans of them.
        Some("yes-no") => vec!["\"yes\"".to_owned(), "\"no\"".to_owned()],
        Some("choice") => {
            let name = |node: &Node| {
                text(Some(node)).or_else(|| text(child(node, "name"))).map(str::to_owned)
            };
            items(child(question, "options")).iter().filter_map(name).collect()
        }
        _ => Vec::new(),
    }
}

fn question_nodes(root: Option<&Node>) -> impl Iterator<Item = &Node> {
    let criteria = items(root.and_then(|root| child(root, "criteria")));
    criteria.iter().flat_map(|node| items(child(node, "questions")))
}

fn named(node: &Node, words: &str) -> Option<(String, String)> {
    let says = text(child(node, words)).unwrap_or_default();
    text(child(node, "id")).map(|id| (id.to_owned(), says.to_owned()))
}

/// The value of a key.
pub(super) fn child<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    match &node.kind {
        NodeKind::Mapping(entries) => {
            entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
        }
        _ => None,
    }
}

/// The items of a list; none where it is no list.
pub(super) fn items(node: Option<&Node>) -> &[Node] {
    match node.map(|node| &node.kind) {
        Some(NodeKind::Sequence(items)) => items,
        _ => &[],
    }
}

/// The text of a scalar.
pub(super) fn text(node: Option<&Node>) -> Option<&str> {
    match node.map(|node| &node.kind) {
        Some(NodeKind::Scalar { text, .. }) => Some(text.trim()),
        _ => None,
    }
}
