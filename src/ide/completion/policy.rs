//! Names and values in a policy that no table has: ids of the policy that it extends, and what a question can be answered
//! with.

use super::cursor::Step;
use super::text::{Stop, Text};
use crate::ide::file::{self, Named, Parts};
use crate::proposal::yaml_tree::Node;

/// The ids of the extended policy that can be changed where `path` leads: to the id of a criterion or of a question.
pub(super) fn names(parts: Parts<'_>, path: &[Step]) -> Vec<Named> {
    let Some((_id, item)) = path.split_last() else { return Vec::new() };
    match item {
        [_criteria, _] => parts.criteria_to_change(),
        [criteria, criterion, _questions, _] => {
            let criterion = [criteria.clone(), criterion.clone()];
            id(parts.own, &criterion).map_or_else(Vec::new, |id| parts.questions_to_change(id))
        }
        _ => Vec::new(),
    }
}

/// What can speak for a hotfix as an answer to the question in whose `for-hotfix` the cursor stands.
pub(super) fn speaks(parts: Parts<'_>, path: &[Step]) -> Vec<(String, Text)> {
    let question = path.split_last().and_then(|(_, question)| at(parts.own?, question));
    let id = question.and_then(|node| file::text(file::child(node, "id")));
    let own = question.and_then(|node| file::text(file::child(node, "kind")));
    let kind = own.or_else(|| parts.kind(id?));
    let plain = |names: Vec<String>| {
        names.into_iter().map(|name| (name.clone(), Text::plain(name))).collect()
    };
    match kind {
        Some("choice") => plain(id.map_or_else(Vec::new, |id| parts.options(id))),
        Some("count") => {
            let text = Text::with_stop("{ more-than: ", Stop::Anything, " }");
            vec![("{ more-than: }".to_owned(), text)]
        }
        Some("text") => Vec::new(),
        _ => plain(vec!["yes".to_owned(), "no".to_owned()]),
    }
}

/// The values of the question that stands beside the cursor: `[question, value]`.
pub(super) fn values_beside(parts: Parts<'_>, path: &[Step]) -> Vec<String> {
    let Some((Step::Item(1), path)) = path.split_last() else { return Vec::new() };
    let pair = parts.own.and_then(|own| at(own, path));
    let question = file::text(file::items(pair).first());
    question.map_or_else(Vec::new, |question| parts.values(question))
}

fn id<'n>(root: Option<&'n Node>, path: &[Step]) -> Option<&'n str> {
    file::text(file::child(at(root?, path)?, "id"))
}

/// The node that a path leads to.
fn at<'n>(root: &'n Node, path: &[Step]) -> Option<&'n Node> {
    path.iter().try_fold(root, |node, step| match step {
        Step::Key(key) => file::child(node, key),
        Step::Item(index) => file::items(Some(node)).get(*index),
    })
}
