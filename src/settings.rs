//! Reading the YAML of policies and configurations.
//!
//! Scalars are their source text, so that `name: 26.10` is the release 26.10 and `for-hotfix: no` is a no. A mistake
//! is noted at its key or value and reading goes on: an author sees all of them at once.

pub mod shape;
mod tree;

use crate::order;
use crate::proposal::yaml_tree::{self, Entry, Node, NodeKind};
use crate::rule::{is_slip, nearest};
use crate::source::Span;
use shape::Key;
use std::collections::HashSet;
use std::fmt::Display;
use tree::{raise_unnamed, too_deep, twice};

pub(crate) use tree::is_broken;

/// A mistake in a policy or configuration file, at its key or value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The key or value.
    pub span: Span,
    /// What is wrong and what to do: one sentence, lower case, without a full stop.
    pub message: String,
}

/// A text that is read, and what was found wrong with it.
#[derive(Debug)]
pub(crate) struct Reader<'t> {
    text: &'t str,
    mistakes: Vec<Mistake>,
    /// Where everything stands that comes from another file.
    elsewhere: Option<Span>,
}

/// A mapping whose keys are known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Map<'n> {
    /// Where to say that something is missing: the first key, or the whole of an empty mapping.
    pub(crate) place: Span,
    entries: &'n [Entry],
    /// Keys that are not known are told.
    is_closed: bool,
}

impl<'n> Map<'n> {
    /// The value of `key`; of a key that stands twice the first.
    pub(crate) fn get(self, key: &str) -> Option<&'n Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The entry of `key`.
    pub(crate) fn entry(self, key: &str) -> Option<&'n Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The key's place, or the mapping's.
    pub(crate) fn key_span(self, key: &str) -> Span {
        self.entry(key).map_or(self.place, |entry| entry.key_span)
    }
}

/// How deep settings may nest; more is no policy but an attack on the stack.
const MAX_DEPTH: usize = 64;

/// How many mistakes of one file are noted.
const MOST_MISTAKES: usize = 1000;

impl<'t> Reader<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, mistakes: Vec::new(), elsewhere: None }
    }

    /// Parses the text; what does not parse is noted. `None` for an empty text, and for one that nests too deep.
    pub(crate) fn root(&mut self) -> Option<Node> {
        let start = if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let tree = yaml_tree::parse(self.text, Span::new(start, self.text.len()));
        for error in tree.errors {
            self.wrong(error.span, error.message);
        }
        let mut root = tree.root?;
        if let Some(span) = too_deep(&root, MAX_DEPTH) {
            self.wrong(span, format!("nests more than {MAX_DEPTH} levels deep"));
            return None;
        }
        if !self.is_clean() {
            raise_unnamed(&mut root);
        }
        Some(root)
    }

    /// Notes a mistake; after so many that nobody would read on, no more.
    pub(crate) fn wrong(&mut self, span: Span, message: impl Into<String>) {
        if !self.is_full() {
            self.mistakes.push(Mistake { span, message: message.into() });
        }
    }

    /// Whether no more mistakes are noted.
    pub(crate) fn is_full(&self) -> bool {
        self.mistakes.len() >= MOST_MISTAKES
    }

    /// Everything that comes from another file stands at `span`.
    pub(crate) fn inherits(&mut self, span: Span) {
        self.elsewhere = Some(span);
    }

    /// What stands at `span`, and the rest of its last line.
    pub(crate) fn with_rest(&self, span: Span) -> (&'t str, &'t str) {
        let rest = self.text.get(span.end..).unwrap_or_default();
        let line = rest.split(['\n', '\r']).next().unwrap_or_default();
        (self.text.get(span.range()).unwrap_or_default(), line)
    }

    /// Whether some of it comes from another file.
    pub(crate) fn is_extending(&self) -> bool {
        self.elsewhere.is_some()
    }

    /// Whether what stands at `span` comes from another file.
    pub(crate) fn is_inherited(&self, span: Span) -> bool {
        self.elsewhere == Some(span)
    }

    /// Mistakes from number `from` on that stand where another file is named are those of `whose`, and are told at `span`.
    pub(crate) fn name_inherited(&mut self, from: usize, whose: &str, span: Span) {
        let Some(elsewhere) = self.elsewhere else { return };
        let noted = self.mistakes.iter_mut().skip(from);
        for mistake in noted.filter(|mistake| mistake.span == elsewhere) {
            mistake.span = span;
            mistake.message = format!("{whose}: {}", mistake.message);
        }
    }

    /// How much is wrong so far.
    pub(crate) fn count(&self) -> usize {
        self.mistakes.len()
    }

    /// Whether anything is wrong so far.
    pub(crate) fn is_clean(&self) -> bool {
        self.mistakes.is_empty()
    }

    /// What is wrong, in the order of the text.
    pub(crate) fn finish(mut self) -> Vec<Mistake> {
        order::by_key(&mut self.mistakes, |mistake| mistake.span);
        self.mistakes.dedup();
        self.mistakes
    }

    /// The mapping `node`, called `what` in messages. Keys that are not in `known` and keys that stand twice are
    /// noted.
    pub(crate) fn mapping<'n>(
        &mut self,
        node: &'n Node,
        what: &str,
        known: &[Key],
    ) -> Option<Map<'n>> {
        self.mapping_with(node, what, known, |_| None)
    }

    /// The mapping `node`. `instead` says how to write what some keys mean that are not in `known`.
    pub(crate) fn mapping_with<'n>(
        &mut self,
        node: &'n Node,
        what: &str,
        known: &[Key],
        instead: impl Fn(&Entry) -> Option<String>,
    ) -> Option<Map<'n>> {
        let map = self.any_mapping(node, what)?;
        for entry in map.entries {
            // Looking for a near word costs more than anything else here.
            if !known.iter().any(|key| key.name == entry.key) && !self.is_full() {
                let known: Vec<&str> = known.iter().map(|key| key.name).collect();
                let hint = instead(entry).unwrap_or_else(|| {
                    nearest(&entry.key, known.iter().copied()).map_or_else(
                        || format!("known are {}", listed(&known)),
                        |near| format!("did you mean `{near}`?"),
                    )
                });
                self.wrong(entry.key_span, format!("unknown key `{}`: {hint}", short(&entry.key)));
            }
        }
        Some(Map { is_closed: true, ..map })
    }

    /// The mapping `node`, whatever its keys. Keys that stand twice are noted.
    pub(crate) fn any_mapping<'n>(&mut self, node: &'n Node, what: &str) -> Option<Map<'n>> {
        let NodeKind::Mapping(entries) = &node.kind else {
            self.expected(node, what, "a mapping (`key: value`)");
            return None;
        };
        for entry in twice(entries) {
            let message = format!("`{}` is here twice: remove one", short(&entry.key));
            self.wrong(entry.key_span, message);
        }
        let place = entries.first().map_or(node.span, |entry| entry.key_span);
        Some(Map { place, entries, is_closed: false })
    }

    /// The entries of a mapping, each key once.
    pub(crate) fn entries<'n>(&mut self, node: &'n Node, what: &str) -> Vec<&'n Entry> {
        let Some(map) = self.any_mapping(node, what) else { return Vec::new() };
        let mut seen = HashSet::new();
        map.entries.iter().filter(|entry| seen.insert(entry.key.as_str())).collect()
    }

    /// The value of `key`, which must be there.
    pub(crate) fn required<'n>(&mut self, map: Map<'n>, key: &str, what: &str) -> Option<&'n Node> {
        if let Some(node) = map.get(key) {
            return Some(node);
        }
        // One that is misspelt is told as that.
        let is_meant = |written: &str| written.eq_ignore_ascii_case(key) || is_slip(written, key);
        if !map.is_closed || !map.entries.iter().any(|entry| is_meant(&entry.key)) {
            self.wrong(map.place, format!("{what} needs `{key}`"));
        }
        None
    }

    /// The text of a scalar that is not blank.
    pub(crate) fn text<'n>(&mut self, node: &'n Node, what: impl Display) -> Option<&'n str> {
        match &node.kind {
            _ if is_broken(node) => None,
            NodeKind::Scalar { text, .. } if !text.trim().is_empty() => Some(text.trim()),
            NodeKind::Scalar { .. } => {
                self.wrong(node.span, format!("{what} is empty: write something or remove it"));
                None
            }
            _ => {
                self.expected(node, what, "one value");
                None
            }
        }
    }

    /// The text of `key`, or nothing where the key is absent.
    pub(crate) fn optional_text(&mut self, map: Map<'_>, key: &str) -> String {
        map.get(key)
            .and_then(|node| self.text(node, format_args!("`{key}`")))
            .map_or_else(String::new, folded)
    }

    /// The items of a sequence. Nothing at all is an empty one, and one value is a sequence of one.
    pub(crate) fn items<'n>(&mut self, node: &'n Node, what: &str) -> &'n [Node] {
        match &node.kind {
            _ if is_broken(node) => &[],
            NodeKind::Sequence(items) => items,
            NodeKind::Scalar { .. } => std::slice::from_ref(node),
            NodeKind::Null if !self.is_alias(node) => &[],
            _ => {
                self.expected(node, what, "a list (`[one, two]`)");
                &[]
            }
        }
    }

    /// The texts of a list, with their places.
    pub(crate) fn texts(&mut self, node: &Node, what: &str) -> Vec<(String, Span)> {
        let items = self.items(node, what);
        items
            .iter()
            .filter_map(|item| {
                self.text(item, format_args!("an entry of {what}"))
                    .map(|text| (folded(text), item.span))
            })
            .collect()
    }

    /// A yes or no, in any of YAML's spellings.
    pub(crate) fn yes_no(&mut self, node: &Node, what: &str) -> Option<bool> {
        let text = self.text(node, what)?;
        let value = yes_no(text);
        if value.is_none() {
            self.wrong(node.span, format!("{what} is yes or no, not `{}`", short(text)));
        }
        value
    }

    /// A number from `least` to `most`.
    pub(crate) fn number(&mut self, node: &Node, what: &str, least: u32, most: u32) -> Option<u32> {
        let text = self.text(node, what)?;
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let number = text.parse::<u32>().ok().filter(|n| digits && (least..=most).contains(n));
        if number.is_none() {
            let range = if most == u32::MAX {
                format!("of {least} or more")
            } else {
                format!("from {least} to {most}")
            };
            self.wrong(
                node.span,
                format!("{what} is a whole number {range}, not `{}`", short(text)),
            );
        }
        number
    }

    /// Notes that `node` is not what it should be.
    pub(crate) fn expected(&mut self, node: &Node, what: impl Display, expected: &str) {
        if is_broken(node) {
            return;
        }
        let found = match &node.kind {
            NodeKind::Null if self.is_alias(node) => "an alias: write the value out",
            NodeKind::Null => "nothing",
            NodeKind::Scalar { .. } => "one value",
            NodeKind::Sequence(_) => "a list",
            NodeKind::Mapping(_) => "a mapping",
        };
        self.wrong(node.span, format!("{what} must be {expected}, but here is {found}"));
    }

    fn is_alias(&self, node: &Node) -> bool {
        self.text.get(node.span.range()).is_some_and(|text| text.starts_with('*'))
    }
}

/// A yes or no, in any of YAML's spellings.
pub(crate) fn yes_no(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "y" | "true" | "on" => Some(true),
        "no" | "n" | "false" | "off" => Some(false),
        _ => None,
    }
}

/// `text` on one line.
fn folded(text: &str) -> String {
    // As nearly every text is.
    let is_folded = text.bytes().all(|b| matches!(b, b' '..=b'~'))
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.as_bytes().windows(2).any(|pair| pair == b"  ");
    if is_folded {
        return text.to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words as a list for people: `a`, `b` and `c`.
pub(crate) fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// `text`, or its beginning where it is too long to quote.
pub(crate) fn short(text: &str) -> String {
    let text = folded(text);
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
