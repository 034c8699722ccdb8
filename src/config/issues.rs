//! `issues`: what the labels and milestones of issues mean that are proposals themselves.

use super::keys;
use crate::issue::Words;
use crate::proposal::metadata::Status;
use crate::proposal::yaml_tree::{Node, NodeKind};
use crate::settings::{Reader, listed, short};

pub(super) fn read(reader: &mut Reader<'_>, node: &Node) -> Words {
    let mut words = Words::default();
    let Some(map) = reader.mapping(node, "`issues`", &keys::ISSUES) else { return words };
    let given = |key| map.get(key).filter(|node| !matches!(node.kind, NodeKind::Null));
    if let Some(node) = given("labels") {
        for entry in reader.entries(node, "`labels`") {
            let Some(text) = reader.text(&entry.value, "a status") else { continue };
            if let Some(status) = Status::from_name(text) {
                words.labels.insert(entry.key.trim().to_owned(), status);
            } else {
                let known = listed(&Status::ALL.map(Status::name));
                let message = format!("no status is called `{}`: choose {known}", short(text));
                reader.wrong(entry.value.span, message);
            }
        }
    }
    if let Some(node) = given("milestones") {
        for entry in reader.entries(node, "`milestones`") {
            if let Some(text) = reader.text(&entry.value, "a release") {
                words.milestones.insert(entry.key.trim().to_owned(), text.to_owned());
            }
        }
    }
    words
}
