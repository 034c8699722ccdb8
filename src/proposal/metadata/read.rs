//! The values of the keys, and what is wrong with them. `issues` reads those that name issues.

mod issues;

use super::super::lexicon::edit_distance;
use super::super::yaml_tree::{Entry, Node, NodeKind, ScalarStyle, Tree};
use super::{Decision, Deferral, Invalid, KEYS, Metadata, Spanned, Status, date};
use crate::order;
use crate::source::{Source, Span};

/// Reads the metadata of a tree whose root is the metadata's mapping.
pub fn read(source: &Source, tree: Tree, block: Option<Span>, body: Option<Span>) -> Metadata {
    let mut metadata = Metadata { block, body, ..Metadata::default() };
    let mut reader = Reader { source, tree: &tree, invalid: Vec::new() };
    if let Some(Node { kind: NodeKind::Mapping(entries), .. }) = &tree.root {
        reader.duplicates(entries, &KEYS);
        reader.almost_named(entries, &KEYS);
        reader.root(entries, &mut metadata);
    }
    let mut invalid = reader.invalid;
    order::by_key(&mut invalid, |invalid| invalid.span);
    metadata.invalid = invalid;
    metadata.tree = tree;
    metadata
}

/// Whether an entry has that key, blanks around it left out.
fn is_named(entry: &Entry, name: &str) -> bool {
    let key = entry.key.as_str();
    // Hardly a key has blanks around it.
    let may_be_trimmed = || {
        let ends = [key.as_bytes().first(), key.as_bytes().last()];
        key.len() > name.len() && !ends.into_iter().flatten().all(u8::is_ascii_graphic)
    };
    key == name || may_be_trimmed() && key.trim() == name
}

/// Whether `written` is `name` in other capitals, or with `_` for `-`, and not `name` itself.
fn is_almost(written: &str, name: &str) -> bool {
    let is_same = |(a, b): (u8, u8)| a.eq_ignore_ascii_case(&b) || matches!((a, b), (b'_', b'-'));
    written.len() == name.len() && written != name && written.bytes().zip(name.bytes()).all(is_same)
}

/// The value that counts for `key`: the first that is one.
fn value<'t>(entries: &'t [Entry], key: &str) -> Option<&'t Node> {
    let mut values = entries.iter().filter(|entry| is_named(entry, key)).map(|e| &e.value);
    let first = values.next()?;
    if is_nothing(first) {
        values.find(|value| !is_nothing(value)).or(Some(first))
    } else {
        Some(first)
    }
}

fn is_nothing(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Null => true,
        NodeKind::Scalar { text, style: ScalarStyle::Plain, .. } => {
            matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL")
        }
        NodeKind::Scalar { text, .. } => text.trim().is_empty(),
        NodeKind::Sequence(items) => items.iter().all(is_nothing),
        NodeKind::Mapping(entries) => entries.is_empty(),
    }
}

/// The keys below `decision` and `deferral`.
const DECISION: [&str; 3] = ["decision.by", "decision.date", "decision.reason"];
const DEFERRAL: [&str; 3] = ["deferral.date", "deferral.from", "deferral.reasons"];

struct Reader<'a> {
    source: &'a Source,
    tree: &'a Tree,
    invalid: Vec<Invalid>,
}

impl Reader<'_> {
    fn root(&mut self, entries: &[Entry], metadata: &mut Metadata) {
        metadata.title = self.text(entries, "title", "title");
        metadata.kind = self.text(entries, "kind", "kind");
        metadata.component = self.text(entries, "component", "component");
        metadata.affects = self.text(entries, "affects", "affects");
        metadata.regression_since = self.text(entries, "regression-since", "regression-since");
        metadata.target = self.text(entries, "target", "target");
        metadata.hotfix_release = self.text(entries, "hotfix-release", "hotfix-release");
        metadata.policy = self.text(entries, "policy", "policy");
        metadata.status_text = self.text(entries, "status", "status");
        if let Some(status) = &metadata.status_text {
            self.status("status", status);
        }
        metadata.fix = self.text(entries, "fix", "fix").or_else(|| {
            let lost = self.lost(value(entries, "fix")?)?;
            self.lost_to_comment("fix", &lost);
            lost.into_iter().next()
        });
        if let Some(node) = value(entries, "issue") {
            self.issues(node, &mut metadata.issues);
        }
        metadata.decision = value(entries, "decision").and_then(|node| self.decision(node));
        metadata.deferral = value(entries, "deferral").and_then(|node| self.deferral(node));
    }

    fn say(&mut self, key: &'static str, span: Span, message: String, suggestion: Option<String>) {
        self.invalid.push(Invalid { key, span, message, suggestion });
    }

    /// Reports the second and every further entry of each of `keys`.
    fn duplicates(&mut self, entries: &[Entry], keys: &[&'static str]) {
        for key in keys {
            let name = key.rsplit_once('.').map_or(*key, |(_, name)| name);
            for entry in entries.iter().filter(|entry| is_named(entry, name)).skip(1) {
                self.say(
                    key,
                    entry.key_span,
                    format!("`{name}` is given twice: only one can count, remove the other"),
                    None,
                );
            }
        }
    }

    /// Reports keys that are one of `keys` but for capitals, or `_` for `-`, where that one is not there. A key that is
    /// spelt otherwise is the author's own.
    fn almost_named(&mut self, entries: &[Entry], keys: &[&'static str]) {
        let name = |key: &'static str| key.rsplit_once('.').map_or(key, |(_, name)| name);
        let mut told: Vec<&str> = Vec::new();
        for entry in entries {
            let written = entry.key.trim();
            let is_meant = |key: &&&'static str| is_almost(written, name(key));
            let Some(key) = keys.iter().find(is_meant) else { continue };
            let name = name(key);
            let is_there = || entries.iter().any(|entry| is_named(entry, name));
            // Answers that stand elsewhere are told where they are looked for.
            if name == "answers" || told.contains(&name) || is_there() {
                continue;
            }
            told.push(name);
            self.say(
                key,
                entry.key_span,
                format!("`{written}` is not read: did you mean `{name}`?"),
                Some(name.to_owned()),
            );
        }
    }

    /// One text; blank ones are absent, lists and mappings invalid.
    fn text(&mut self, entries: &[Entry], name: &str, key: &'static str) -> Option<Spanned> {
        let node = value(entries, name)?;
        if is_nothing(node) {
            return None;
        }
        let found = match &node.kind {
            NodeKind::Null => return None,
            NodeKind::Scalar { text, .. } => {
                return Some(Spanned { text: text.trim().to_owned(), span: node.span });
            }
            NodeKind::Sequence(items) => {
                if let [Node { kind: NodeKind::Scalar { text, style, .. }, span }] =
                    items.as_slice()
                    && matches!(
                        style,
                        ScalarStyle::Plain | ScalarStyle::Single | ScalarStyle::Double
                    )
                {
                    let only = self.source.slice(*span).to_owned();
                    self.say(
                        key,
                        node.span,
                        format!("expected one text for `{name}`, not a list: {}", text.trim()),
                        Some(only),
                    );
                    return None;
                }
                "a list"
            }
            NodeKind::Mapping(_) => "a mapping",
        };
        self.say(key, node.span, format!("expected one text for `{name}`, not {found}"), None);
        None
    }

    /// Reports a status that is none.
    fn status(&mut self, key: &'static str, status: &Spanned) {
        if Status::ALL.iter().any(|known| known.name() == status.text) {
            return;
        }
        let meant = meant_status(&status.text);
        let names = Status::ALL.map(Status::name).join(", ");
        let message = match meant {
            Some(meant) if meant.name().eq_ignore_ascii_case(&status.text) => {
                format!("statuses are written in lower case: `{}`", meant.name())
            }
            Some(meant) => format!(
                "`{}` is no status: did you mean `{}`?",
                shortened(&status.text),
                meant.name()
            ),
            None => format!("`{}` is no status: expected one of {names}", shortened(&status.text)),
        };
        self.say(key, status.span, message, meant.map(|meant| meant.name().to_owned()));
    }

    /// Reports a date that is none.
    fn date(&mut self, key: &'static str, date: &Spanned) {
        if let Err(wrong) = date::check(&date.text) {
            self.say(key, date.span, wrong.message, wrong.meant);
        }
    }

    fn decision(&mut self, node: &Node) -> Option<Decision> {
        let entries = self.mapping(node, "decision", "`by`, `date` and `reason`")?;
        self.duplicates(entries, &DECISION);
        self.almost_named(entries, &DECISION);
        let date = self.text(entries, "date", "decision.date");
        if let Some(date) = &date {
            self.date("decision.date", date);
        }
        Some(Decision {
            span: node.span,
            by: self.text(entries, "by", "decision.by"),
            date,
            reason: self.text(entries, "reason", "decision.reason"),
        })
    }

    fn deferral(&mut self, node: &Node) -> Option<Deferral> {
        let entries = self.mapping(node, "deferral", "`date`, `from` and `reasons`")?;
        self.duplicates(entries, &DEFERRAL);
        self.almost_named(entries, &DEFERRAL);
        let date = self.text(entries, "date", "deferral.date");
        if let Some(date) = &date {
            self.date("deferral.date", date);
        }
        let from = self.text(entries, "from", "deferral.from");
        if let Some(from) = &from {
            self.status("deferral.from", from);
        }
        let mut reasons = Vec::new();
        if let Some(node) = value(entries, "reasons") {
            self.reasons(node, &mut reasons);
        }
        Some(Deferral { span: node.span, date, from, reasons })
    }

    fn reasons(&mut self, node: &Node, reasons: &mut Vec<Spanned>) {
        let items = match &node.kind {
            NodeKind::Sequence(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        for item in items {
            match &item.kind {
                _ if is_nothing(item) => {}
                NodeKind::Scalar { text, .. } => {
                    reasons.push(Spanned { text: text.trim().to_owned(), span: item.span });
                }
                _ => self.say(
                    "deferral.reasons",
                    item.span,
                    "expected a text, or a list of texts, for `reasons`".into(),
                    None,
                ),
            }
        }
    }

    fn mapping<'t>(
        &mut self,
        node: &'t Node,
        key: &'static str,
        keys: &str,
    ) -> Option<&'t [Entry]> {
        if let NodeKind::Mapping(entries) = &node.kind {
            return Some(entries);
        }
        if !is_nothing(node) {
            let found =
                if matches!(node.kind, NodeKind::Sequence(_)) { "a list" } else { "a text" };
            self.say(key, node.span, format!("expected {keys} below `{key}`, not {found}"), None);
        }
        None
    }
}

/// The status that was meant: another case, a word behind it, a slip of the fingers, or another word for it.
fn meant_status(text: &str) -> Option<Status> {
    const OTHER_WORDS: [(&str, Status); 13] = [
        ("wip", Status::Draft),
        ("open", Status::Proposed),
        ("review", Status::Proposed),
        ("in review", Status::Proposed),
        ("accepted", Status::Approved),
        ("shipped", Status::Released),
        ("done", Status::Released),
        ("postponed", Status::Deferred),
        ("delayed", Status::Deferred),
        ("declined", Status::Rejected),
        ("denied", Status::Rejected),
        ("cancelled", Status::Withdrawn),
        ("canceled", Status::Withdrawn),
    ];
    let lower: String = text.chars().take(40).collect::<String>().to_lowercase();
    let word = lower
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .find(|word| !word.is_empty())
        .unwrap_or_default();
    if let Some(status) = Status::from_name(word) {
        return Some(status);
    }
    if let Some((_, status)) =
        OTHER_WORDS.iter().find(|(other, _)| *other == lower || *other == word)
    {
        return Some(*status);
    }
    Status::ALL
        .into_iter()
        .filter(|_| word.len() > 2)
        .map(|status| (edit_distance(word, status.name()), status))
        .filter(|&(distance, status)| {
            distance <= status.name().len() / 3 || status.name().starts_with(word)
        })
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, status)| status)
}

fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= 40 && line.len() == text.len() {
        return line.to_owned();
    }
    line.chars().take(39).chain(['…']).collect()
}
