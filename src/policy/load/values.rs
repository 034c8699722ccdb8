//! What a question accepts: kinds and options, the answers that speak for a hotfix, the evidence.

use super::instead::{self, Comparison};
use super::{MOST, check, keys};
use crate::policy::{ChoiceOption, EvidenceNeed, ForHotfix, Kind, Value};
use crate::proposal::answer;
use crate::proposal::evidence::EvidenceKind;
use crate::proposal::yaml_tree::{Node, NodeKind};
use crate::rule::nearest;
use crate::settings::{Map, Reader, is_broken, listed, short, yes_no};
use crate::source::Span;
use std::collections::HashMap;

/// The kind of a question; one that is not understood is noted.
pub(super) fn kind(reader: &mut Reader<'_>, map: Map<'_>) -> Option<Kind> {
    let kind = reader.required(map, "kind", "a question")?;
    let read = match meant(reader, kind)? {
        "count" => Kind::Count,
        "text" => Kind::Text,
        "choice" => {
            let Some(node) = map.get("options") else {
                reader.wrong(kind.span, "a choice needs `options`");
                return Some(unknown());
            };
            return Some(Kind::Choice(options(reader, node)));
        }
        _ => Kind::YesNo,
    };
    if map.get("options").is_some() {
        let place = map.key_span("options");
        let way = if reader.is_inherited(place) {
            ": take them away with `options:` and nothing behind it"
        } else {
            ""
        };
        reader.wrong(place, format!("only a question of the kind `choice` has options{way}"));
    }
    Some(read)
}

/// What stands for a kind that is not told, or whose options are not, which is a mistake of its own: nothing is said of its
/// values.
pub(super) fn unknown() -> Kind {
    Kind::Choice(Vec::new())
}

/// The kind that is written, or the one that is meant by what is written, which is noted: what is said of the question
/// elsewhere is read as it was meant.
fn meant(reader: &mut Reader<'_>, node: &Node) -> Option<&'static str> {
    let text = reader.text(node, "`kind`")?;
    let kinds = keys::KINDS.map(|(name, _)| name);
    if let Some(known) = kinds.into_iter().find(|name| *name == text) {
        return Some(known);
    }
    let other = keys::OTHER_KINDS.iter().find(|(other, _)| other.eq_ignore_ascii_case(text));
    let (hint, meant) = match (other, nearest(text, kinds)) {
        (Some((_, kind)), _) => (format!("use `{kind}`"), Some(*kind)),
        (None, Some(near)) => (format!("did you mean `{near}`?"), Some(near)),
        (None, None) => (listed(&kinds), None),
    };
    reader.wrong(node.span, format!("unknown kind `{}`: {hint}", short(text)));
    meant
}

fn options(reader: &mut Reader<'_>, node: &Node) -> Vec<ChoiceOption> {
    let items = reader.items(node, "`options`");
    let mut options: Vec<ChoiceOption> = Vec::new();
    let mut known: HashMap<String, (usize, String)> = HashMap::new();
    for (index, item) in items.iter().enumerate() {
        // An option without aliases may be its name alone.
        let (name, aliases) = if let NodeKind::Scalar { .. } = item.kind {
            let name = reader.text(item, "an option").map(|name| (name.to_owned(), item.span));
            (name, Vec::new())
        } else {
            let Some(map) = reader.mapping(item, "an option", &keys::OPTION) else {
                continue;
            };
            let name = reader
                .required(map, "name", "an option")
                .and_then(|node| reader.text(node, "`name`").map(|n| (n.to_owned(), node.span)));
            let aliases =
                map.get("aliases").map(|node| reader.texts(node, "`aliases`")).unwrap_or_default();
            (name, aliases)
        };
        let Some((name, span)) = name else { continue };
        let all = || std::iter::once((&name, span)).chain(aliases.iter().map(|(a, s)| (a, *s)));
        for (word, span) in all() {
            option_name(reader, word, span, index, &mut known);
        }
        options
            .push(ChoiceOption::new(name, aliases.into_iter().map(|(alias, _)| alias).collect()));
    }
    if options.len() < 2 && !is_broken(node) {
        reader.wrong(node.span, "a choice needs at least two options");
    }
    if options.len() > MOST {
        reader.wrong(node.span, format!("more than {MOST} options"));
        options.truncate(MOST);
    }
    options
}

/// Notes a name that nothing can be found by, and one that another option goes by.
fn option_name(
    reader: &mut Reader<'_>,
    name: &str,
    span: Span,
    index: usize,
    known: &mut HashMap<String, (usize, String)>,
) {
    let words = check::normal(name);
    if words.is_empty() {
        let name = short(name);
        reader.wrong(span, format!("`{name}` has no words to recognise it by: choose other words"));
        return;
    }
    if answer::says_nothing(&words) {
        let name = short(name);
        reader.wrong(
            span,
            format!("`{name}` is what stands where nothing is answered: choose other words"),
        );
        return;
    }
    let (first, other) = known.entry(words).or_insert_with(|| (index, name.to_owned()));
    if *first == index {
        return;
    }
    if other.to_lowercase() == name.to_lowercase() {
        reader.wrong(span, "another option has this name already");
    } else {
        let (name, other) = (short(name), short(other));
        reader.wrong(
            span,
            format!("marks alone do not tell `{name}` from `{other}`: choose other words"),
        );
    }
}

pub(super) fn for_hotfix(reader: &mut Reader<'_>, node: &Node, kind: &Kind) -> Option<ForHotfix> {
    match (kind, &node.kind) {
        _ if *kind == unknown() => None,
        (Kind::Choice(_) | Kind::Count | Kind::YesNo, NodeKind::Sequence(items))
            if *kind != Kind::YesNo || items.len() == 1 =>
        {
            reader.wrong(node.span, instead::of_answers(items));
            None
        }
        (Kind::Choice(_) | Kind::YesNo, NodeKind::Mapping(_)) => {
            let message = "`for-hotfix` is one answer; conditions such as `{ not: { is: [question, value] } }` stand in `met-when` and `hotfix-when`";
            reader.wrong(node.span, message);
            None
        }
        (Kind::Count, NodeKind::Mapping(_)) => {
            let noted = reader.count();
            let known = &keys::MORE_THAN;
            let map = reader.mapping_with(node, "`for-hotfix`", known, instead::in_for_hotfix)?;
            // Another key in its place is told already.
            if map.get("more-than").is_none() && reader.count() > noted {
                return None;
            }
            let number = reader.required(map, "more-than", "`for-hotfix`")?;
            reader.number(number, "`more-than`", 0, u32::MAX - 1).map(ForHotfix::MoreThan)
        }
        (Kind::Count, NodeKind::Scalar { text, .. }) if text.parse::<u32>().is_err() => {
            let text = reader.text(node, "`for-hotfix`")?;
            reader.wrong(node.span, no_threshold(text));
            None
        }
        _ => value(reader, node, kind, "`for-hotfix`").map(ForHotfix::Is),
    }
}

/// What is said of a threshold in words or signs: `>5`, `at least 5`, `5+`, `fewer than 5`.
fn no_threshold(text: &str) -> String {
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let digits = digits.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    let number = digits.parse::<u32>().ok();
    let says = |words: &[&str]| words.iter().any(|word| text.to_ascii_lowercase().contains(word));
    let comparison = if says(&[">=", "≥", "least", "+", "or more", "min"]) {
        Comparison::OrMore
    } else if says(&["<=", "≤", "most", "or less", "or fewer", "max"]) {
        Comparison::OrFewer
    } else if says(&["<", "less", "fewer", "under", "below"]) {
        Comparison::Fewer
    } else {
        Comparison::More
    };
    let way = match number {
        Some(n) => comparison.for_hotfix(n),
        None => Comparison::More.for_hotfix(5),
    };
    format!("`for-hotfix` is a whole number, not `{}`: {way}", short(text))
}

/// A value that a question of `kind` can have; anything else is noted.
pub(super) fn value(
    reader: &mut Reader<'_>,
    node: &Node,
    kind: &Kind,
    what: &str,
) -> Option<Value> {
    match kind {
        Kind::YesNo => reader.yes_no(node, what).map(Value::YesNo),
        Kind::Count => reader.number(node, what, 0, u32::MAX).map(Value::Count),
        Kind::Text => {
            reader.wrong(
                node.span,
                format!(
                    "{what} cannot be told from words: leave it out, or ask for yes or no, an option or a number"
                ),
            );
            None
        }
        kind if *kind == unknown() => None,
        Kind::Choice(options) => {
            let text = reader.text(node, what)?;
            let index = options.iter().position(|option| {
                let names = || std::iter::once(&option.name).chain(&option.aliases);
                names().any(|name| check::normal(name) == check::normal(text))
                    // `for-hotfix: yes` for an option that is written `on`.
                    || yes_no(text).is_some_and(|yes| names().any(|n| yes_no(n) == Some(yes)))
            });
            if index.is_none() {
                let names: Vec<&str> = options.iter().map(|option| option.name.as_str()).collect();
                let hint = nearest(text, names.iter().copied())
                    .map_or_else(|| listed(&names), |near| format!("did you mean `{near}`?"));
                reader.wrong(node.span, format!("unknown option `{}`: {hint}", short(text)));
            }
            index.map(|index| Value::Choice(index as u16))
        }
    }
}

pub(super) fn evidence(reader: &mut Reader<'_>, node: &Node) -> EvidenceNeed {
    let Some(map) = reader.mapping(node, "`evidence`", &keys::EVIDENCE) else {
        return EvidenceNeed::default();
    };
    let mut kinds = |key: &str| -> Vec<EvidenceKind> {
        let Some(node) = map.get(key) else { return Vec::new() };
        let is_empty = match &node.kind {
            NodeKind::Sequence(items) => items.is_empty(),
            kind => *kind == NodeKind::Null,
        };
        if is_empty {
            // Left out, that of the other policy would count.
            let way = if reader.is_extending() { "blank" } else { "out" };
            let message =
                format!("`{key}` names no kind: leave `evidence` {way} where none is asked for");
            reader.wrong(map.key_span(key), message);
        }
        evidence_kinds(reader, node)
    };
    let (any_of, all_of) = (kinds("any-of"), kinds("all-of"));
    if map.get("any-of").is_none() && map.get("all-of").is_none() {
        reader.wrong(node.span, "`evidence` needs `any-of` or `all-of`");
    }
    let explained = any_of.iter().chain(&all_of).any(|&kind| kind == EvidenceKind::Explanation);
    let min_words = match map.get("words") {
        Some(node) if !explained => {
            reader.wrong(node.span, "`words` counts for an `explanation`, which is not asked for");
            0
        }
        Some(node) => reader.number(node, "`words`", 1, 1000).unwrap_or(1) as usize,
        None => usize::from(explained),
    };
    EvidenceNeed { any_of, all_of, min_words }
}

fn evidence_kinds(reader: &mut Reader<'_>, node: &Node) -> Vec<EvidenceKind> {
    if let NodeKind::Scalar { text, .. } = &node.kind
        && text == "any"
    {
        return EvidenceKind::ALL.to_vec();
    }
    let mut kinds = Vec::new();
    for (name, span) in reader.texts(node, "the kinds of evidence") {
        match EvidenceKind::from_name(&name) {
            Some(kind) if kinds.contains(&kind) => {
                reader.wrong(span, format!("`{name}` is here twice: remove one"));
            }
            Some(kind) => kinds.push(kind),
            None => {
                let names = EvidenceKind::ALL.map(EvidenceKind::name);
                let hint = nearest(&name, names)
                    .map_or_else(|| listed(&names), |near| format!("did you mean `{near}`?"));
                reader.wrong(span, format!("unknown kind of evidence `{}`: {hint}", short(&name)));
            }
        }
    }
    kinds
}
