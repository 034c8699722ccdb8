//! Keys and values of YAML files whose shape is known: configurations, policies, metadata.

use super::cursor::{Cursor, Role, Step};
use super::text::{Stop, Text};
use super::{
    About, Completion, CompletionKind, Completions, Place, answers, issues, metadata, policy,
    questions,
};
use crate::edit::scalar;
use crate::ide::file::{File, Named, Parts};
use crate::proposal::yaml_tree::{Node, ScalarStyle};
use crate::settings::shape::{Key, Shape, Word};
use crate::source::{Source, Span};

/// What can be written at `offset` of such a file.
///
/// `base` is the YAML of the policy that it extends.
pub fn in_file(
    source: &Source,
    file: File,
    base: Option<&Node>,
    offset: usize,
) -> Option<Completions> {
    let start = crate::edit::front_matter::first(source);
    let body = Span::new(start, source.text().len());
    if offset < start {
        return None;
    }
    let cursors = Cursor::find(source, body, offset);
    offer_shape(source, offset, file.shape(), &cursors, Names::OfTheFile(base))
}

/// Where names come from that no table has.
#[derive(Clone, Copy)]
pub(super) enum Names<'a> {
    /// From the file itself, and from the policy that it extends.
    OfTheFile(Option<&'a Node>),
    /// From a proposal's policy and calendar.
    Of(&'a Place<'a>),
}

/// What `shape` allows at the cursor, however its word is taken.
pub(super) fn offer_shape(
    source: &Source,
    offset: usize,
    shape: &'static Shape,
    cursors: &[Cursor],
    names: Names<'_>,
) -> Option<Completions> {
    let word = cursors.first()?.word;
    let typed = source.slice(Span::new(word.start, offset));
    let mut items: Vec<Completion> = Vec::new();
    let mut incomplete = false;
    for cursor in cursors {
        for (shape, rest) in walk(shape, &cursor.path) {
            let found = match (cursor.role, names) {
                (Role::Value { quoted }, Names::Of(place)) if takes_issue(shape, rest) => {
                    let (found, more) = issues::in_yaml(place, typed, quoted, cursor.flow);
                    incomplete |= more;
                    found
                }
                // Nothing else begins with the sign of an issue.
                _ if typed.starts_with('#') => Vec::new(),
                (Role::Key { colon }, _) => keys(shape, rest, cursor, colon, names),
                (Role::Value { quoted }, _) => values(shape, rest, cursor, quoted, names),
            };
            for item in found {
                let is_new = items.iter().all(|known| known.label != item.label);
                if is_new && !cursor.others.contains(&item.label) {
                    items.push(item);
                }
            }
        }
    }
    let found = Completions::new(Span::new(word.start, offset), word, items);
    (!found.items.is_empty()).then_some(Completions { incomplete, ..found })
}

/// Whether a value is an issue, or evidence, which may be one.
fn takes_issue(shape: &Shape, rest: &[Step]) -> bool {
    let is_evidence = |step: &Step| *step == Step::Key("evidence".to_owned());
    match shape {
        Shape::Issue | Shape::List(Shape::Issue) => true,
        Shape::Answers => rest.iter().any(is_evidence),
        _ => false,
    }
}

/// The shapes at the end of a path, each with the steps that it leaves to others.
fn walk<'p>(root: &'static Shape, path: &'p [Step]) -> Vec<(&'static Shape, &'p [Step])> {
    let mut shapes = root.alternatives();
    for (index, step) in path.iter().enumerate() {
        if shapes.iter().any(|shape| matches!(shape, Shape::Answers)) {
            return vec![(&Shape::Answers, &path[index..])];
        }
        shapes = shapes.into_iter().flat_map(|shape| inside(shape, step)).collect();
    }
    shapes.into_iter().map(|shape| (shape, &path[path.len()..])).collect()
}

/// The shapes of what a step leads to.
fn inside(shape: &'static Shape, step: &Step) -> Vec<&'static Shape> {
    match step {
        Step::Key(name) => shape.below_key(name),
        Step::Item(index) => shape.below_item(*index),
    }
}

fn keys(
    shape: &'static Shape,
    rest: &[Step],
    cursor: &Cursor,
    colon: bool,
    names: Names<'_>,
) -> Vec<Completion> {
    match (shape, names) {
        (Shape::Map(keys) | Shape::OpenMap(keys), _) => {
            keys.iter().map(|key| key_item(key, cursor.flow, colon)).collect()
        }
        // A condition is one thing; only `at-least` and `of` go together.
        (Shape::Condition(keys), _) => {
            let fits = |key: &&Key| match &cursor.others[..] {
                [] => key.name != "of",
                [one] => {
                    matches!((one.as_str(), key.name), ("at-least", "of") | ("of", "at-least"))
                }
                _ => false,
            };
            keys.iter().filter(fits).map(|key| key_item(key, cursor.flow, colon)).collect()
        }
        (Shape::Each(Shape::Word(words), value), _) => words()
            .into_iter()
            .filter(|word| !word.unusual)
            .map(|word| named_key(&word.name, &word.says, value, cursor.flow, colon))
            .collect(),
        (Shape::Answers, Names::Of(place)) => questions::in_yaml(place, rest, cursor, colon),
        _ => Vec::new(),
    }
}

pub(super) fn key_item(key: &Key, flow: bool, colon: bool) -> Completion {
    named_key(key.name, key.says, key.shape, flow, colon)
}

fn named_key(name: &str, says: &str, shape: &'static Shape, flow: bool, colon: bool) -> Completion {
    let on_line = shape.alternatives().iter().any(|shape| {
        !matches!(shape, Shape::Map(_) | Shape::OpenMap(_) | Shape::Each(..) | Shape::Answers)
            && !matches!(shape, Shape::List(Shape::Map(_)) | Shape::Nothing)
    });
    let text = match (colon, on_line || flow) {
        (true, _) => Text::plain(name),
        (false, true) => Text::with_stop(format!("{name}: "), Stop::Anything, ""),
        // The value stands on lines of its own.
        (false, false) => Text::plain(format!("{name}:")),
    };
    Completion {
        label: name.to_owned(),
        filter: String::new(),
        detail: String::new(),
        kind: CompletionKind::Key,
        text,
        about: About::Words(says.to_owned()),
    }
}

fn values(
    shape: &'static Shape,
    rest: &[Step],
    cursor: &Cursor,
    quoted: bool,
    names: Names<'_>,
) -> Vec<Completion> {
    let plain = |label: String, says: String| Completion {
        text: Text::plain(label.as_str()),
        label,
        filter: String::new(),
        detail: String::new(),
        kind: CompletionKind::Value,
        about: About::Words(says),
    };
    let base = match names {
        Names::OfTheFile(base) => base,
        Names::Of(_) => None,
    };
    let parts = Parts { own: cursor.tree.root.as_ref(), base };
    let described =
        |found: Vec<Named>| found.into_iter().map(|(id, says)| plain(id, says)).collect::<Vec<_>>();
    match (shape, names) {
        (Shape::Word(words), _) => {
            let usual = words().into_iter().filter(|word| !word.unusual);
            usual.map(|Word { name, says, .. }| plain(name, says)).collect()
        }
        (Shape::YesNo, _) => ["yes", "no"].map(|word| plain(word.to_owned(), String::new())).into(),
        (Shape::Question, _) => described(parts.questions()),
        (Shape::Id, _) => {
            described(parts.criteria().into_iter().chain(parts.questions()).collect())
        }
        (Shape::Inherited, _) => described(parts.inherited()),
        (Shape::Name, _) => described(policy::names(parts, &cursor.path)),
        (Shape::Speaks, _) => policy::speaks(parts, &cursor.path)
            .into_iter()
            .map(|(label, text)| Completion { text, ..plain(label, String::new()) })
            .collect(),
        (Shape::Value, _) => policy::values_beside(parts, &cursor.path)
            .into_iter()
            .map(|value| plain(value, String::new()))
            .collect(),
        (Shape::List(item), _) => item
            .alternatives()
            .into_iter()
            .flat_map(|shape| values(shape, rest, cursor, quoted, names))
            .collect(),
        (Shape::Release, Names::Of(place)) => {
            let written = |item: Completion| Completion {
                text: Text::plain(if quoted {
                    item.label.clone()
                } else {
                    scalar::write(&item.label, ScalarStyle::Plain, ScalarStyle::Double, cursor.flow)
                }),
                ..item
            };
            metadata::releases(place).into_iter().map(written).collect()
        }
        (Shape::Day, Names::Of(place)) => {
            vec![plain(place.context.today.to_string(), "today".to_owned())]
        }
        (Shape::Answers, Names::Of(place)) => {
            let asked = questions::asked_by(&place.assessment.policy, rest);
            asked.map_or_else(Vec::new, |id| answers::in_yaml(&place.assessment.policy, id, quoted))
        }
        _ => Vec::new(),
    }
}
