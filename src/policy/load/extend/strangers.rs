//! Changes that name nothing of the other policy, or something where it is not.

use super::super::MOST;
use super::{get, id, questions};
use crate::proposal::yaml_tree::{Entry, Node, NodeKind};
use crate::rule::nearest;
use crate::settings::{Reader, short};
use std::collections::BTreeMap;

/// Whether every criterion and question of `changes` is one of the other policy, called `name`, in its place, or one of
/// its own; what is neither is told.
pub(super) fn none(reader: &mut Reader<'_>, base: &[Entry], changes: &[Entry], name: &str) -> bool {
    let noted = reader.count();
    let mut known = Known::new(base);
    for criterion in criteria(changes) {
        let own = id(criterion).unwrap_or_default();
        if !known.criteria.contains(&own) && !is_whole(criterion, &["title", "questions"]) {
            known.tell_criterion(reader, criterion, own, name);
        }
        for question in questions(criterion) {
            let Some(id) = id(question) else { continue };
            match known.questions.get(id) {
                Some(owner) if *owner != own => {
                    let message = format!(
                        "`{id}` is asked by `{owner}`: change it there, or `remove` it first"
                    );
                    reader.wrong(place(question), message);
                }
                None if !is_whole(question, &["prompt", "kind"]) => {
                    known.tell_question(reader, question, id, name);
                }
                _ => {}
            }
        }
    }
    reader.count() == noted
}

/// What the other policy has.
struct Known<'b> {
    criteria: Vec<&'b str>,
    /// The questions, and who asks them.
    questions: BTreeMap<&'b str, &'b str>,
    /// How many more names are looked for among these: that costs more than anything else here.
    looks: usize,
}

impl<'b> Known<'b> {
    fn new(base: &'b [Entry]) -> Self {
        let mut known = Self { criteria: Vec::new(), questions: BTreeMap::new(), looks: MOST };
        for criterion in criteria(base) {
            let Some(own) = id(criterion) else { continue };
            known.criteria.push(own);
            for question in questions(criterion).iter().filter_map(id) {
                known.questions.insert(question, own);
            }
        }
        known
    }

    /// A criterion that has not what one of its own needs: a name nearby is what was meant.
    fn tell_criterion(&mut self, reader: &mut Reader<'_>, node: &Node, own: &str, name: &str) {
        let Some(looks) = self.looks.checked_sub(1) else { return };
        self.looks = looks;
        if let Some(owner) = self.questions.get(own) {
            let message = format!("`{own}` is a question: put it below `questions` of `{owner}`");
            reader.wrong(place(node), message);
        } else if let Some(near) = nearest(own, self.criteria.iter().copied()) {
            let own = short(own);
            let name = short(name);
            reader.wrong(
                place(node),
                format!("no criterion of {name} is called `{own}`: did you mean `{near}`?"),
            );
        }
    }

    fn tell_question(&mut self, reader: &mut Reader<'_>, node: &Node, own: &str, name: &str) {
        let Some(looks) = self.looks.checked_sub(1) else { return };
        self.looks = looks;
        if let Some(near) = nearest(own, self.questions.keys().copied()) {
            let own = short(own);
            let name = short(name);
            reader.wrong(
                place(node),
                format!("no question of {name} is called `{own}`: did you mean `{near}`?"),
            );
        }
    }
}

/// The criteria of a policy.
pub(super) fn criteria(entries: &[Entry]) -> &[Node] {
    let list = entries.iter().find(|entry| entry.key == "criteria");
    match list.map(|entry| &entry.value.kind) {
        Some(NodeKind::Sequence(criteria)) => criteria,
        _ => &[],
    }
}

/// Whether all these keys are there, as in something new.
fn is_whole(node: &Node, keys: &[&str]) -> bool {
    keys.iter().all(|key| get(node, key).is_some())
}

/// Where the id stands.
fn place(node: &Node) -> crate::source::Span {
    get(node, "id").map_or(node.span, |id| id.span)
}
