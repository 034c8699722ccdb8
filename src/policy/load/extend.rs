//! `extends`: a policy as the changes that it makes to another one.
//!
//! The changes are made in the YAML, before anything is understood, so that what comes out is read and checked like any
//! other policy. What stands in the other file keeps no place of its own: it is told where `extends` names it.

mod merge;
mod strangers;

use super::{PolicyError, finish, read};
use crate::files;
use crate::policy::files::is_path;
use crate::policy::{Policy, builtin};
use crate::proposal::yaml_tree::{Entry, Node, NodeKind};
use crate::rule::nearest;
use crate::settings::{Reader, listed, short};
use crate::source::{Encoding, Source, Span};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// How many policies may build upon each other.
const MOST_BASES: usize = 8;

/// How many mistakes of another file are told.
const MOST_TOLD: usize = 20;

/// The policies that lead to the one being read.
#[derive(Debug, Default)]
pub(super) struct Chain {
    /// Names of built-in ones, real paths of the others.
    begun: Vec<PathBuf>,
    files: Vec<PathBuf>,
    /// The YAML of the one that the last one read extends.
    base: Option<Node>,
}

impl Chain {
    /// Begins with a file.
    pub(super) fn new(path: &Path) -> Self {
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        Self { begun: vec![real], ..Self::default() }
    }

    /// The files that were read, but for the first.
    pub(super) fn into_files(self) -> Vec<PathBuf> {
        self.files
    }

    /// The YAML of the policy that the first one extends.
    pub(super) fn into_base(self) -> Option<Node> {
        self.base
    }
}

/// A policy and the YAML it was read from, what it extends included.
pub(super) struct Whole {
    pub(super) policy: Policy,
    tree: Node,
}

/// Reads a policy; `path` is the file it stands in, `None` where files cannot be named.
pub(super) fn whole(
    text: &str,
    path: Option<&Path>,
    chain: &mut Chain,
) -> Result<Whole, Vec<PolicyError>> {
    let mut reader = Reader::new(text);
    let read = reader.root().and_then(|root| {
        let tree = resolved(&mut reader, root, path, chain)?;
        Some((read(&mut reader, &tree)?, tree))
    });
    if read.is_none() && reader.is_clean() {
        reader
            .wrong(Span::empty(0), "an empty policy: `policy: 1`, `name` and `criteria` begin one");
    }
    let read = read.filter(|_| reader.is_clean());
    let whole =
        read.and_then(|(policy, tree)| Some(Whole { policy: finish(&mut reader, policy)?, tree }));
    whole.ok_or_else(|| reader.finish())
}

/// The tree with what it extends; as it is where it extends nothing.
fn resolved(
    reader: &mut Reader<'_>,
    root: Node,
    path: Option<&Path>,
    chain: &mut Chain,
) -> Option<Node> {
    let NodeKind::Mapping(entries) = &root.kind else { return Some(root) };
    // Keys given twice would be merged away.
    reader.any_mapping(&root, "a policy");
    let Some(extends) = entries.iter().find(|entry| entry.key == "extends") else {
        if let Some(remove) = entries.iter().find(|entry| entry.key == "remove") {
            reader.wrong(remove.key_span, "`remove` needs `extends`, the policy to remove from");
        }
        return Some(root);
    };
    let node = extends.value.clone();
    let name = reader.text(&node, "`extends`")?.to_owned();
    let base = match base(&name, path, chain) {
        Ok(base) => base,
        Err(messages) => {
            chain.base = None;
            for message in messages {
                reader.wrong(node.span, message);
            }
            return None;
        }
    };
    chain.base = Some(base.tree.clone());
    merged(reader, base.tree, root, node.span, &name)
}

/// Reads the policy that is extended, or tells why not.
fn base(name: &str, path: Option<&Path>, chain: &mut Chain) -> Result<Whole, Vec<String>> {
    if let Some((known, text)) = builtin::BUILTIN.iter().find(|(known, _)| *known == name) {
        begin(chain, PathBuf::from(known), name)?;
        return whole(text, None, chain).map_err(|errors| elsewhere(name, text, &errors));
    }
    let Some(path) = path.filter(|_| is_path(name)) else {
        let names = builtin::BUILTIN.map(|(known, _)| known);
        let hint = nearest(name, names).map_or_else(
            || format!("built in are {}", listed(&names)),
            |near| format!("did you mean `{near}`?"),
        );
        let name = short(name);
        return Err(vec![format!(
            "no policy is called `{name}`: {hint}; a file is named by its path"
        )]);
    };
    let (file, text) = files::beside(path, name, files::MOST_SETTINGS_BYTES)
        .map_err(|why| vec![format!("`{}` {why}", short(name))])?;
    begin(chain, file.canonicalize().unwrap_or_else(|_| file.clone()), name)?;
    chain.files.push(file.clone());
    whole(&text, Some(&file), chain).map_err(|errors| elsewhere(name, &text, &errors))
}

/// Notes that a policy is being read; none may lead back to itself.
fn begin(chain: &mut Chain, place: PathBuf, name: &str) -> Result<(), Vec<String>> {
    if chain.begun.contains(&place) {
        let message = format!("`{}` leads back to itself: take it out of the circle", short(name));
        return Err(vec![message]);
    }
    if chain.begun.len() > MOST_BASES {
        let message = format!("more than {MOST_BASES} policies build upon each other: merge some");
        return Err(vec![message]);
    }
    chain.begun.push(place);
    Ok(())
}

/// Mistakes of another file, with their places there.
fn elsewhere(name: &str, text: &str, errors: &[PolicyError]) -> Vec<String> {
    let source = Source::new(text);
    let told = |error: &PolicyError| {
        let at = source.position(error.span.start, Encoding::Utf32);
        format!("{}:{}:{}: {}", short(name), at.line + 1, at.column + 1, error.message)
    };
    errors.iter().take(MOST_TOLD).map(told).collect()
}

/// `base` with the changes that `root` makes; everything of the base stands at `place`.
fn merged(
    reader: &mut Reader<'_>,
    mut base: Node,
    root: Node,
    place: Span,
    name: &str,
) -> Option<Node> {
    move_to(&mut base, place);
    reader.inherits(place);
    let (NodeKind::Mapping(mut entries), NodeKind::Mapping(changes)) = (base.kind, root.kind)
    else {
        return None;
    };
    // A policy that goes by the other's name could not be told from it.
    entries.retain(|entry| entry.key != "name");
    let removed = changes
        .iter()
        .find(|change| change.key == "remove")
        .map(|change| reader.texts(&change.value, "`remove`"))
        .unwrap_or_default();
    let before = asked(&entries);
    let gone = remove(reader, &mut entries, &removed);
    // What is meant for another id would be read as something new, with one mistake after the other.
    if !strangers::none(reader, &entries, &changes, name) {
        return None;
    }
    let emptied = emptied(&entries, &removed, before);
    merge::policy(&mut entries, changes);
    if told_as_empty(reader, &entries, &emptied) {
        return None;
    }
    told_as_used(reader, &entries, &gone, place)
        .then_some(Node { span: root.span, kind: NodeKind::Mapping(entries) })
}

/// Everything in the node stands at `place`.
fn move_to(node: &mut Node, place: Span) {
    node.span = place;
    match &mut node.kind {
        NodeKind::Null => {}
        NodeKind::Scalar { content, .. } => *content = place,
        NodeKind::Sequence(items) => items.iter_mut().for_each(|item| move_to(item, place)),
        NodeKind::Mapping(entries) => {
            for entry in entries {
                entry.key_span = place;
                move_to(&mut entry.value, place);
            }
        }
    }
}

/// The id of a criterion or question.
fn id(node: &Node) -> Option<&str> {
    text(get(node, "id")?)
}

fn get<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let NodeKind::Mapping(entries) = &node.kind else { return None };
    entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
}

fn text(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Scalar { text, .. } => Some(text.trim()),
        _ => None,
    }
}

/// Takes questions, criteria with their questions, and the contradictions that name them, out of the other policy. Gives
/// everything that is gone, and where that is said.
fn remove(
    reader: &mut Reader<'_>,
    entries: &mut [Entry],
    removed: &[(String, Span)],
) -> HashMap<String, Span> {
    let said: HashMap<&str, Span> = removed.iter().rev().map(|(id, s)| (id.as_str(), *s)).collect();
    let said = |id: &str| said.get(id).copied();
    let mut gone: HashMap<String, Span> = removed.iter().rev().cloned().collect();
    let mut known: BTreeSet<String> = BTreeSet::new();
    for entry in entries.iter_mut().filter(|entry| entry.key == "criteria") {
        let NodeKind::Sequence(criteria) = &mut entry.value.kind else { continue };
        criteria.retain(|criterion| {
            let whole = id(criterion).and_then(said);
            known.extend(id(criterion).map(str::to_owned));
            for question in questions(criterion).iter().filter_map(id) {
                known.insert(question.to_owned());
                if let Some(span) = whole {
                    gone.entry(question.to_owned()).or_insert(span);
                }
            }
            whole.is_none()
        });
        for list in criteria.iter_mut().filter_map(questions_mut) {
            list.retain(|question| id(question).and_then(said).is_none());
        }
    }
    for (name, span) in removed.iter().filter(|(name, _)| !known.contains(name)) {
        // Looking for a near word costs more than anything else here.
        if reader.is_full() {
            break;
        }
        let hint = nearest(name, known.iter().map(String::as_str)).map_or_else(
            || "name a question or criterion of the extended policy".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        reader.wrong(*span, format!("nothing to remove is called `{}`: {hint}", short(name)));
    }
    for entry in entries.iter_mut().filter(|entry| entry.key == "contradictions") {
        let NodeKind::Sequence(items) = &mut entry.value.kind else { continue };
        items.retain(|item| {
            let mut names = Vec::new();
            if let Some(when) = get(item, "when") {
                named(when, &mut names);
            }
            !names.iter().any(|(name, _)| gone.contains_key(*name))
        });
    }
    gone
}

/// The criteria with the questions that they ask.
fn asked(entries: &[Entry]) -> Vec<(String, Vec<String>)> {
    let criteria = strangers::criteria(entries);
    let own = |node: &Node| id(node).unwrap_or_default().to_owned();
    criteria.iter().map(|one| (own(one), questions(one).iter().map(own).collect())).collect()
}

/// The criteria that ask nothing any more, and where the last of their questions is removed.
fn emptied(
    entries: &[Entry],
    removed: &[(String, Span)],
    before: Vec<(String, Vec<String>)>,
) -> HashMap<String, Span> {
    let said: HashMap<&str, Span> = removed.iter().map(|(id, span)| (id.as_str(), *span)).collect();
    let mut before: HashMap<String, Vec<String>> = before.into_iter().collect();
    let criteria = strangers::criteria(entries).iter().filter(|one| questions(one).is_empty());
    let found = criteria.filter_map(|one| {
        let (id, asked) = before.remove_entry(id(one)?)?;
        let last = asked.iter().filter_map(|question| said.get(question.as_str())).max()?;
        Some((id, *last))
    });
    found.collect()
}

/// Whether a criterion is left without a question, which is told where the last one is removed.
fn told_as_empty(
    reader: &mut Reader<'_>,
    entries: &[Entry],
    emptied: &HashMap<String, Span>,
) -> bool {
    let noted = reader.count();
    let criteria = strangers::criteria(entries).iter().filter(|one| questions(one).is_empty());
    for (id, span) in criteria.filter_map(|one| emptied.get_key_value(id(one)?)) {
        reader.wrong(*span, format!("no question of `{}` is left: remove `{0}`, too", short(id)));
    }
    reader.count() > noted
}

fn questions(criterion: &Node) -> &[Node] {
    match get(criterion, "questions").map(|node| &node.kind) {
        Some(NodeKind::Sequence(questions)) => questions,
        _ => &[],
    }
}

fn questions_mut(criterion: &mut Node) -> Option<&mut Vec<Node>> {
    let NodeKind::Mapping(keys) = &mut criterion.kind else { return None };
    match &mut keys.iter_mut().find(|entry| entry.key == "questions")?.value.kind {
        NodeKind::Sequence(questions) => Some(questions),
        _ => None,
    }
}

/// Whether no condition of the other policy still uses what is removed; those that do are told where that is said.
fn told_as_used(
    reader: &mut Reader<'_>,
    entries: &[Entry],
    gone: &HashMap<String, Span>,
    place: Span,
) -> bool {
    let mut clean = true;
    let find = |key: &str| entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value);
    let criteria = match find("criteria").map(|node| &node.kind) {
        Some(NodeKind::Sequence(criteria)) => &criteria[..],
        _ => &[],
    };
    // What is removed may have come back as another.
    let all = criteria.iter().flat_map(|one| std::iter::once(one).chain(questions(one)));
    let again: HashSet<&str> = all.filter_map(id).collect();
    let mut look = |condition: Option<&Node>, whose: &str| {
        let mut names = Vec::new();
        if let Some(condition) = condition {
            named(condition, &mut names);
        }
        let ours = |(name, span): &&(&str, Span)| *span == place && !again.contains(name);
        for (name, _) in names.iter().filter(ours) {
            if let Some(span) = gone.get(*name) {
                let message = format!(
                    "{whose} of the extended policy uses `{name}`: give it another condition"
                );
                reader.wrong(*span, message);
                clean = false;
            }
        }
    };
    look(find("hotfix-when"), "`hotfix-when`");
    for side in ["hotfix", "defer"] {
        look(find("lean-when").and_then(|lean| get(lean, side)), "`lean-when`");
    }
    for criterion in criteria {
        let whose = format!("`met-when` of `{}`", id(criterion).unwrap_or_default());
        look(get(criterion, "met-when"), &whose);
    }
    clean
}

/// The ids that a condition names, with their places.
fn named<'n>(condition: &'n Node, names: &mut Vec<(&'n str, Span)>) {
    match &condition.kind {
        NodeKind::Null => {}
        NodeKind::Scalar { text, .. } => names.push((text.trim(), condition.span)),
        NodeKind::Sequence(items) => items.iter().for_each(|item| named(item, names)),
        NodeKind::Mapping(entries) => {
            for entry in entries {
                match (entry.key.as_str(), &entry.value.kind) {
                    ("at-least", _) => {}
                    ("is" | "more-than", NodeKind::Sequence(pair)) => {
                        if let Some(question) = pair.first() {
                            named(question, names);
                        }
                    }
                    _ => named(&entry.value, names),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
