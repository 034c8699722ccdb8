//! Files of ours that are no proposals, and what can be told of them without a policy or a calendar.

use crate::config::keys::CONFIG;
use crate::policy::load::keys::POLICY;
use crate::proposal::yaml_tree::{Node, NodeKind};
use crate::settings::shape::Shape;
use std::collections::HashSet;

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

/// A policy as far as it is written, and what the one that it extends has.
#[derive(Clone, Copy, Default)]
pub(super) struct Parts<'n> {
    /// The file's own YAML.
    pub(super) own: Option<&'n Node>,
    /// That of the policy that it extends.
    pub(super) base: Option<&'n Node>,
}

/// An id with its words.
pub(super) type Named = (String, String);

impl<'n> Parts<'n> {
    /// The ids of criteria, each with its title.
    pub(super) fn criteria(self) -> Vec<Named> {
        self.all(|root| criterion_nodes(root).filter_map(|node| named(node, "title")).collect())
    }

    /// The ids of questions, each with its prompt.
    pub(super) fn questions(self) -> Vec<Named> {
        self.all(|root| question_nodes(root).filter_map(|node| named(node, "prompt")).collect())
    }

    /// What the file has, with the words of the other where it has none itself, and then what the other has beside it;
    /// what is removed is not there.
    fn all(self, of: impl Fn(Option<&Node>) -> Vec<Named>) -> Vec<Named> {
        let (mut found, base) = (of(self.own), of(self.base));
        for (id, says) in found.iter_mut().filter(|(_, says)| says.is_empty()) {
            says.extend(
                base.iter().find(|(other, _)| other == id).map(|(_, words)| words.as_str()),
            );
        }
        let own: HashSet<String> = found.iter().map(|(id, _)| id.clone()).collect();
        let removed = self.removed();
        let is_left = |id: &str| !own.contains(id) && !removed.contains(id);
        found.extend(base.into_iter().filter(|(id, _)| is_left(id)));
        found
    }

    /// What the file removes of the other: criteria with all their questions.
    fn removed(self) -> HashSet<&'n str> {
        let named = items(self.own.and_then(|own| child(own, "remove"))).iter();
        let mut removed: HashSet<&str> = named.filter_map(|node| text(Some(node))).collect();
        for criterion in criterion_nodes(self.base) {
            if text(child(criterion, "id")).is_some_and(|id| removed.contains(id)) {
                let questions = items(child(criterion, "questions")).iter();
                removed.extend(questions.filter_map(|node| text(child(node, "id"))));
            }
        }
        removed
    }

    /// The criteria and questions of the other policy, each with its words.
    pub(super) fn inherited(self) -> Vec<Named> {
        let other = Parts { own: self.base, base: None };
        other.criteria().into_iter().chain(other.questions()).collect()
    }

    /// The criteria of the other policy that the file does not change yet, each with its title.
    pub(super) fn criteria_to_change(self) -> Vec<Named> {
        let own: HashSet<&str> = ids(criterion_nodes(self.own)).collect();
        let other = Parts { own: self.base, base: None }.criteria();
        other.into_iter().filter(|(id, _)| !own.contains(id.as_str())).collect()
    }

    /// The same of the questions of one criterion.
    pub(super) fn questions_to_change(self, criterion: &str) -> Vec<Named> {
        let own: HashSet<&str> = ids(question_nodes(self.own)).collect();
        let mut criteria = criterion_nodes(self.base);
        let other = criteria.find(|node| text(child(node, "id")) == Some(criterion));
        let questions = items(other.and_then(|node| child(node, "questions")));
        let named = questions.iter().filter_map(|node| named(node, "prompt"));
        named.filter(|(id, _)| !own.contains(id.as_str())).collect()
    }

    /// What a key of a question says: here, or else in the other policy.
    fn of_question(self, id: &str, key: &str) -> Option<&'n Node> {
        [self.own, self.base].into_iter().find_map(|root| {
            let question = question_nodes(root).find(|node| text(child(node, "id")) == Some(id));
            child(question?, key)
        })
    }

    /// The kind of a question.
    pub(super) fn kind(self, question: &str) -> Option<&'n str> {
        text(self.of_question(question, "kind"))
    }

    /// The options of a question.
    pub(super) fn options(self, question: &str) -> Vec<String> {
        let name =
            |node: &Node| text(Some(node)).or_else(|| text(child(node, "name"))).map(str::to_owned);
        items(self.of_question(question, "options")).iter().filter_map(name).collect()
    }

    /// What a question can be answered with, as a condition names it.
    pub(super) fn values(self, question: &str) -> Vec<String> {
        match self.kind(question) {
            // Quoted, as YAML would make booleans of them.
            Some("yes-no") => vec!["\"yes\"".to_owned(), "\"no\"".to_owned()],
            Some("choice") => self.options(question),
            _ => Vec::new(),
        }
    }
}

fn criterion_nodes(root: Option<&Node>) -> impl Iterator<Item = &Node> {
    items(root.and_then(|root| child(root, "criteria"))).iter()
}

fn question_nodes(root: Option<&Node>) -> impl Iterator<Item = &Node> {
    criterion_nodes(root).flat_map(|node| items(child(node, "questions")))
}

fn ids<'n>(nodes: impl Iterator<Item = &'n Node>) -> impl Iterator<Item = &'n str> {
    nodes.filter_map(|node| text(child(node, "id")))
}

fn named(node: &Node, words: &str) -> Option<Named> {
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
