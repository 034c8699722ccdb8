//! Where things are defined in the files of a team: releases in a configuration or a calendar, questions and criteria in
//! a policy.
//!
//! The text is read as it is, whatever is wrong elsewhere in it: whoever follows a name wants to see where it stands.

use crate::order;
use crate::proposal::yaml_tree::{self, Entry, Node, NodeKind, ScalarStyle};
use crate::source::{Source, Span};

/// Something that has a name in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name.
    pub name: String,
    /// Its bytes, quotes included.
    pub span: Span,
    /// All that is said of it there.
    pub whole: Span,
    /// How the name is written.
    pub style: ScalarStyle,
    /// It stands inside of brackets, where commas and brackets are syntax as well.
    pub flow: bool,
}

/// How deep a file is looked into; nothing that is defined stands deeper.
const DEEP: usize = 32;

fn parse(source: &Source) -> Option<Node> {
    let start = if source.text().starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    yaml_tree::parse(source.text(), Span::new(start, source.text().len())).root
}

fn entries(node: &Node) -> &[Entry] {
    match &node.kind {
        NodeKind::Mapping(entries) => entries,
        _ => &[],
    }
}

fn items(node: &Node) -> &[Node] {
    match &node.kind {
        NodeKind::Sequence(items) => items,
        _ => &[],
    }
}

fn value<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    entries(node).iter().find(|entry| entry.key == key).map(|entry| &entry.value)
}

/// The releases of a configuration or a calendar, in the order of the text.
pub fn releases(source: &Source) -> Vec<Place> {
    let root = parse(source);
    let Some(releases) = root.as_ref().and_then(|root| value(root, "releases")) else {
        return Vec::new();
    };
    let flow = is_flow(source, releases);
    // A rule's own are nowhere written; those that differ from it are.
    let excepted = value(releases, "except");
    let flow = flow || excepted.is_some_and(|list| is_flow(source, list));
    let listed = items(excepted.unwrap_or(releases))
        .iter()
        .filter_map(|item| named(source, item, "name", flow || is_flow(source, item)));
    // By phases the names are keys. `releases: {file: …}` says where the calendar is.
    let keyed = entries(releases)
        .iter()
        .filter(|entry| value(&entry.value, "phases").is_some())
        .map(|entry| Place {
            name: entry.key.clone(),
            span: entry.key_span,
            whole: entry.key_span.cover(entry.value.span),
            style: style_of(source, entry.key_span),
            flow,
        });
    listed.chain(keyed).collect()
}

/// The questions and criteria of a policy, in the order of the text.
pub fn questions(source: &Source) -> Vec<Place> {
    let mut found = Vec::new();
    if let Some(criteria) = parse(source).as_ref().and_then(|root| value(root, "criteria")) {
        for criterion in items(criteria) {
            found.extend(named(source, criterion, "id", false));
            let questions = value(criterion, "questions").map_or(&[][..], items);
            found.extend(questions.iter().filter_map(|item| named(source, item, "id", false)));
        }
    }
    order::by_key(&mut found, |place| place.span.start);
    found
}

/// The policy of a file: its name, or the beginning of the file where it has none.
pub fn policy(source: &Source) -> Option<Place> {
    let root = parse(source)?;
    value(&root, "criteria")?;
    named(source, &root, "name", false)
}

/// Where conditions of a policy speak of questions and criteria: the places and the ids, in the order of the text.
///
/// Values and numbers are among them; whoever looks for a question knows its id.
pub fn mentions(source: &Source) -> Vec<(Span, String)> {
    fn walk(node: &Node, depth: usize, found: &mut Vec<(Span, String)>) {
        let Some(depth) = depth.checked_sub(1) else { return };
        match &node.kind {
            NodeKind::Null => {}
            NodeKind::Scalar { text, .. } => {
                found.push((node.span, text.clone()));
            }
            NodeKind::Sequence(items) => items.iter().for_each(|n| walk(n, depth, found)),
            NodeKind::Mapping(entries) => {
                for entry in entries {
                    walk(&entry.value, depth, found);
                }
            }
        }
    }
    let mut found = Vec::new();
    let Some(root) = parse(source) else { return found };
    let criteria = value(&root, "criteria").map_or(&[][..], items);
    let met = criteria.iter().filter_map(|criterion| value(criterion, "met-when"));
    let excluded = value(&root, "contradictions").map_or(&[][..], items);
    let excluded = excluded.iter().filter_map(|item| value(item, "when"));
    let verdicts = entries(&root).iter().filter(|entry| entry.key.ends_with("-when"));
    for condition in met.chain(excluded).chain(verdicts.map(|entry| &entry.value)) {
        walk(condition, DEEP, &mut found);
    }
    found.sort_unstable();
    found
}

/// The files that a configuration names, each with the words that name it.
pub fn named_files(source: &Source) -> Vec<(Span, String)> {
    let Some(root) = parse(source) else { return Vec::new() };
    let within = |key, inner| value(&root, key).and_then(|node| value(node, inner));
    let nodes = [value(&root, "policy"), within("releases", "file")];
    let snapshots = one_or_more(within("tracker", "snapshot"));
    // Among them may be days, which are no files.
    let holidays = one_or_more(within("timing", "holidays"));
    let holidays = holidays.iter().filter_map(|node| value(node, "file"));
    let mut files: Vec<(Span, String)> = nodes
        .into_iter()
        .flatten()
        .chain(snapshots)
        .chain(holidays)
        .filter_map(|node| match &node.kind {
            NodeKind::Scalar { text, .. } => Some((node.span, text.trim().to_owned())),
            _ => None,
        })
        .filter(|(_, name)| !name.is_empty())
        .collect();
    files.sort();
    files
}

/// What stands behind a key that takes one thing or a list of them.
fn one_or_more(node: Option<&Node>) -> &[Node] {
    match node {
        Some(Node { kind: NodeKind::Sequence(items), .. }) => items,
        Some(node) => std::slice::from_ref(node),
        None => &[],
    }
}

/// The item whose name is the value of `key`.
fn named(source: &Source, item: &Node, key: &str, flow: bool) -> Option<Place> {
    let node = value(item, key)?;
    let NodeKind::Scalar { text, style, .. } = &node.kind else { return None };
    let name = text.trim();
    (!name.is_empty()).then(|| Place {
        name: name.to_owned(),
        span: node.span,
        whole: trimmed(source, item.span).cover(node.span),
        style: *style,
        flow,
    })
}

/// A node's bytes without the blanks at its end.
fn trimmed(source: &Source, span: Span) -> Span {
    Span::new(span.start, span.start + source.slice(span).trim_end().len())
}

fn is_flow(source: &Source, node: &Node) -> bool {
    source.slice(node.span).starts_with(['[', '{'])
}

/// How a key is written.
fn style_of(source: &Source, key: Span) -> ScalarStyle {
    match source.slice(key).chars().next() {
        Some('"') => ScalarStyle::Double,
        Some('\'') => ScalarStyle::Single,
        _ => ScalarStyle::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: &str = "policy: ./p.yaml\ntracker: {url: x, snapshot: issues.json}\nreleases:\n  - name: \"26.12\"  # é😀\n    release: 2026-12-09\n  - {name: '27.02', release: 2027-02-03}\n  - release: 2027-04-07\n  - name: spring\n";

    #[test]
    fn releases_of_a_configuration() {
        let source = Source::new(CONFIG);
        let found: Vec<_> = releases(&source)
            .into_iter()
            .map(|place| (source.slice(place.span).to_owned(), place.name, place.flow))
            .collect();
        let at = |words: &str, name: &str, flow| (words.to_owned(), name.to_owned(), flow);
        assert_eq!(
            found,
            [
                at("\"26.12\"", "26.12", false),
                at("'27.02'", "27.02", true),
                at("spring", "spring", false),
            ]
        );
        let files: Vec<_> = named_files(&source).into_iter().map(|(_, name)| name).collect();
        assert_eq!(files, ["./p.yaml", "issues.json"]);
        for (holidays, expected) in [
            ("{file: holidays.ics}", &["holidays.ics"][..]),
            (
                "[2026-12-24, {file: de.ics}, 2026-12-28 to 2026-12-31, {file: fr.ics}]",
                &["de.ics", "fr.ics"],
            ),
            ("[2026-12-24]", &[]),
            ("", &[]),
        ] {
            let source = Source::new(format!("timing:\n  holidays: {holidays}\n"));
            let files: Vec<_> = named_files(&source).into_iter().map(|(_, name)| name).collect();
            assert_eq!(files, expected);
        }
    }

    #[test]
    fn releases_by_phases() {
        let source = Source::new(
            "releases:\n  \"26.12\":\n    phases: []\n  file: x\n  26.10:\n    phases:\n      - {phase: release, start: 2026-10-07}\n",
        );
        let found: Vec<_> = releases(&source).into_iter().map(|p| (p.name, p.style)).collect();
        let at = |name: &str, style| (name.to_owned(), style);
        assert_eq!(found, [at("26.12", ScalarStyle::Double), at("26.10", ScalarStyle::Plain)]);
    }

    #[test]
    fn the_parts_of_a_policy() {
        let source = Source::new(
            "policy: 1\nname: mine\ncriteria:\n  - id: majority\n    met-when: { any: [common, { is: [common, edge-case] }] }\n    questions:\n      - id: common\n        prompt: common\ncontradictions:\n  - when: { not: common }\n    message: common\nhotfix-when: majority\n",
        );
        let names: Vec<_> = questions(&source).into_iter().map(|place| place.name).collect();
        assert_eq!(names, ["majority", "common"]);
        assert_eq!(policy(&source).map(|place| place.name).as_deref(), Some("mine"));
        let mentioned = |id: &str| mentions(&source).iter().filter(|(_, name)| name == id).count();
        assert_eq!((mentioned("common"), mentioned("majority")), (3, 1));
    }

    #[test]
    fn half_typed_files() {
        for text in [
            "",
            "releases",
            "releases:",
            "releases: [",
            "releases:\n  - name:\n",
            "- a",
            "criteria:\n  - id: [",
            "releases:\n  - name: a\n  -",
            "\u{feff}releases: {a: {phases: ",
        ] {
            let source = Source::new(text);
            releases(&source);
            questions(&source);
            mentions(&source);
            named_files(&source);
            assert_eq!(policy(&source), None);
        }
    }
}
