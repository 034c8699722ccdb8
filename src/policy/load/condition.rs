//! Conditions: `any`, `all`, `not`, `at-least … of`, `is`, `more-than` and bare ids.

use super::keys::CONDITION_KEYS;
use super::{MOST_PARTS, Places, check, instead, values};
use crate::policy::{Condition, Kind, Policy, Question, QuestionId};
use crate::proposal::yaml_tree::{Node, NodeKind};
use crate::rule::nearest;
use crate::settings::{Map, Reader, listed, short};
use std::collections::HashSet;

/// Reads a condition over the questions and criteria of `policy`; its conditions need not be read yet. Its place and
/// those of all conditions in it go to `places`, each before what is inside it.
pub(super) fn read(
    reader: &mut Reader<'_>,
    policy: &Policy,
    node: &Node,
    places: &mut Places,
) -> Option<Condition> {
    places.parts.push(node.span);
    if places.parts.len() > MOST_PARTS {
        if places.parts.len() == MOST_PARTS + 1 {
            let message =
                format!("conditions of more than {MOST_PARTS} parts: fewer decide better");
            reader.wrong(node.span, message);
        }
        return None;
    }
    match &node.kind {
        NodeKind::Scalar { .. } => return read_id(reader, policy, node, places),
        NodeKind::Sequence(items) => {
            reader.wrong(node.span, instead::of_list(items));
            return None;
        }
        NodeKind::Null => {
            reader.expected(node, "a condition", "an id or a mapping (`{ all: [one, other] }`)");
            return None;
        }
        NodeKind::Mapping(_) => {}
    }
    let map = reader.mapping_with(node, "a condition", &CONDITION_KEYS, instead::in_condition)?;
    let given: Vec<&str> =
        CONDITION_KEYS.iter().map(|key| key.name).filter(|key| map.get(key).is_some()).collect();
    match given[..] {
        ["any"] => parts(reader, policy, map.get("any")?, "`any`", places).map(Condition::Any),
        ["all"] => parts(reader, policy, map.get("all")?, "`all`", places).map(Condition::All),
        ["not"] => read(reader, policy, map.get("not")?, places).map(Box::new).map(Condition::Not),
        ["at-least", "of"] => {
            let node = map.get("of")?;
            let parts = parts(reader, policy, node, "`of`", places)?;
            each_once(reader, node, &parts)?;
            let most = u32::try_from(parts.len()).unwrap_or(u32::MAX);
            let least = reader.number(map.get("at-least")?, "`at-least`", 1, most)?;
            Some(Condition::AtLeast(least as usize, parts))
        }
        ["at-least"] => {
            let way = map.entry("at-least").and_then(instead::of_a_question).unwrap_or_default();
            let message = format!("`at-least` needs `of`, a list of conditions{way}");
            reader.wrong(map.key_span("at-least"), message);
            None
        }
        ["of"] => {
            reader.wrong(map.key_span("of"), "`of` needs `at-least`, a number");
            None
        }
        ["is"] => read_is(reader, policy, map.get("is")?, places),
        ["more-than"] => read_more_than(reader, policy, map, places),
        [] => {
            // Unknown keys are noted already.
            if matches!(&node.kind, NodeKind::Mapping(entries) if entries.is_empty()) {
                reader
                    .wrong(node.span, "an empty condition: name a question or use `any` or `all`");
            }
            None
        }
        _ => {
            let message = format!(
                "one condition at a time, not {}: put them below `all` or `any`",
                listed(&given)
            );
            reader.wrong(map.place, message);
            None
        }
    }
}

/// `is: [question, value]`.
fn read_is(
    reader: &mut Reader<'_>,
    policy: &Policy,
    node: &Node,
    places: &Places,
) -> Option<Condition> {
    let (question, value) = pair(reader, policy, node, "`is`")?;
    let noted = reader.count();
    let asked = policy.question(question);
    let what = format!("the value of `{}`", asked.id);
    let read = (!is_for_people(reader, policy, question, node))
        .then(|| values::value(reader, value, &asked.kind, &what))
        .flatten();
    places.tell_at(reader, noted, question);
    read.map(|value| Condition::Is(question, value))
}

/// `more-than: [question, N]`.
fn read_more_than(
    reader: &mut Reader<'_>,
    policy: &Policy,
    map: Map<'_>,
    places: &Places,
) -> Option<Condition> {
    let (question, value) = pair(reader, policy, map.get("more-than")?, "`more-than`")?;
    let Question { id, kind, .. } = policy.question(question);
    if *kind == values::unknown() {
        return None;
    }
    if *kind != Kind::Count {
        let noted = reader.count();
        reader.wrong(map.key_span("more-than"), format!("`{id}` does not ask for a number"));
        places.tell_at(reader, noted, question);
        return None;
    }
    let count = reader.number(value, "the number", 0, u32::MAX - 1)?;
    Some(Condition::MoreThan(question, count))
}

impl Places {
    /// Mistakes from number `noted` on in a condition of another file are those of the question that does not fit it any
    /// more.
    fn tell_at(&self, reader: &mut Reader<'_>, noted: usize, question: QuestionId) {
        let Some(&place) = self.questions.get(usize::from(question.0)) else { return };
        reader.name_inherited(noted, &format!("{} of the extended policy", self.whose), place);
    }
}

/// All conditions of a list; nothing when one of them is wrong, so that no half of a condition is judged.
fn parts(
    reader: &mut Reader<'_>,
    policy: &Policy,
    node: &Node,
    what: &str,
    places: &mut Places,
) -> Option<Vec<Condition>> {
    let items = reader.items(node, what);
    if items.is_empty() {
        reader.wrong(node.span, format!("{what} needs at least one condition"));
        return None;
    }
    let read: Vec<_> = items.iter().map(|item| read(reader, policy, item, places)).collect();
    read.into_iter().collect()
}

/// Notes what `at-least` would count twice.
fn each_once(reader: &mut Reader<'_>, node: &Node, parts: &[Condition]) -> Option<()> {
    let NodeKind::Sequence(items) = &node.kind else { return Some(()) };
    let noted = reader.count();
    let mut seen = HashSet::new();
    for (item, part) in items.iter().zip(parts) {
        if !seen.insert(part) {
            let what = match &item.kind {
                NodeKind::Scalar { text, .. } => format!("`{}`", short(text)),
                _ => "this".to_owned(),
            };
            reader.wrong(
                item.span,
                format!("{what} is here twice, and would count twice: remove one"),
            );
        }
    }
    (reader.count() == noted).then_some(())
}

/// `[question, value]`.
fn pair<'n>(
    reader: &mut Reader<'_>,
    policy: &Policy,
    node: &'n Node,
    what: &str,
) -> Option<(QuestionId, &'n Node)> {
    let NodeKind::Sequence(items) = &node.kind else {
        reader.expected(node, what, "`[question, value]`");
        return None;
    };
    let [question, value] = &items[..] else {
        reader.wrong(node.span, format!("{what} takes two things: `[question, value]`"));
        return None;
    };
    let id = reader.text(question, "a question")?;
    let found = policy.find_question(id);
    if found.is_none() && policy.find_criterion(id).is_some() {
        let message = format!(
            "{what} asks for the answer to a question, and `{id}` is a criterion: its id alone holds when it is met"
        );
        reader.wrong(question.span, message);
    } else if found.is_none() {
        let ids = policy.questions.iter().map(|question| question.id.as_str());
        unknown(reader, question, id, ids);
    }
    found.map(|id| (id, value))
}

/// A bare id: a question that speaks for a hotfix, or a criterion that is met.
fn read_id(
    reader: &mut Reader<'_>,
    policy: &Policy,
    node: &Node,
    places: &Places,
) -> Option<Condition> {
    let id = reader.text(node, "a condition")?;
    if let Some(question) = policy.find_question(id) {
        let noted = reader.count();
        if is_for_people(reader, policy, question, node) {
            places.tell_at(reader, noted, question);
            return None;
        }
        if policy.question(question).for_hotfix.is_none() {
            let message = format!(
                "no answer to `{id}` speaks for a hotfix: give it `for-hotfix`, or use `is`"
            );
            reader.wrong(node.span, message);
            places.tell_at(reader, noted, question);
            return None;
        }
        return Some(Condition::Speaks(question));
    }
    if let Some(criterion) = policy.find_criterion(id) {
        return Some(Condition::Met(criterion));
    }
    if let Some(way) = instead::of_sentence(id) {
        reader.wrong(node.span, format!("`{}` is no id: {way}", short(id)));
        return None;
    }
    if let Some(denied) = ["!", "not ", "NOT "].iter().find_map(|not| id.strip_prefix(not)) {
        let denied = short(denied.trim());
        reader.wrong(node.span, format!("a condition that must not hold is `{{ not: {denied} }}`"));
        return None;
    }
    let questions = policy.questions.iter().map(|question| question.id.as_str());
    let criteria = policy.criteria.iter().map(|criterion| criterion.id.as_str());
    unknown(reader, node, id, questions.chain(criteria));
    None
}

/// Whether a question is answered in words, which is noted: no condition can judge those.
fn is_for_people(
    reader: &mut Reader<'_>,
    policy: &Policy,
    question: QuestionId,
    node: &Node,
) -> bool {
    let question = policy.question(question);
    let is_text = question.kind == Kind::Text;
    // A value that was not understood is told already.
    if is_text && question.for_hotfix.is_none() {
        reader.wrong(node.span, check::for_people(&question.id));
    }
    is_text
}

fn unknown<'a>(
    reader: &mut Reader<'_>,
    node: &Node,
    id: &str,
    known: impl Iterator<Item = &'a str>,
) {
    let hint = match nearest(id, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "conditions name the ids of this policy".to_owned(),
    };
    reader.wrong(node.span, format!("unknown question or criterion `{}`: {hint}", short(id)));
}
