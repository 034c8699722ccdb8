//! Where the cursor stands in YAML, however much of it is typed.
//!
//! The word at the cursor is replaced by one that nobody writes, once as a key and once as a value; where the parser
//! finds that word again is where the cursor stands. Half-typed lines need no rules of their own.

use super::word_len;
use crate::assess::MAX_BYTES;
use crate::proposal::yaml_tree::{self, Entry, Node, NodeKind, ScalarStyle, Tree};
use crate::source::{Source, Span};

/// A word that nobody writes: it ends in a character for private use.
const MARK: &str = "cursor\u{f0c7}";

/// How deep anything that we read nests.
const MAX_DEPTH: usize = 64;

/// One step into a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The value of a key.
    Key(String),
    /// An item of a list.
    Item(usize),
}

/// What the word at the cursor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A key; `colon` says that its colon is there.
    Key { colon: bool },
    /// A value; `quoted` says that it stands in quotes.
    Value { quoted: bool },
}

/// Where the cursor stands.
#[derive(Debug)]
pub(super) struct Cursor {
    /// From the root to the mapping whose key, or to the value, that the word is.
    pub(super) path: Vec<Step>,
    pub(super) role: Role,
    /// The other keys of the mapping, or items of the list.
    pub(super) others: Vec<String>,
    /// In brackets.
    pub(super) flow: bool,
    /// The word, with the sign of an issue before it.
    pub(super) word: Span,
    /// The text with the cursor's word replaced.
    pub(super) tree: Tree,
}

impl Cursor {
    /// The ways to take the word at `offset` of the YAML in `body`: as a key, as a value, or as either.
    pub(super) fn find(source: &Source, body: Span, offset: usize) -> Vec<Self> {
        // What is too long to be read is too long to be read anew for every word.
        if source.text().len() > MAX_BYTES {
            return Vec::new();
        }
        let line = source.line_span(source.line_of(offset));
        let before = source.slice(Span::new(line.start.max(body.start).min(offset), offset));
        let after = source.slice(Span::new(offset, line.end.min(body.end).max(offset)));
        let rest = after.len() - after.trim_start_matches(super::is_word).len();
        let head = &before[..before.len() - word_len(before)];
        // An issue's sign belongs to it, whatever YAML makes of that outside of quotes.
        let sign = usize::from(head.ends_with('#') && head.trim_start() != "#");
        let word = Span::new(line.start.max(body.start) + head.len() - sign, offset + rest);
        let behind = after[rest..].trim_start();
        let colon = behind.starts_with(':');
        let ends = behind.is_empty() || behind.starts_with([',', '}', ']', '#', '"', '\'']);
        let mut found = Vec::new();
        if colon || ends {
            let mark = if colon { MARK.to_owned() } else { format!("{MARK}: ") };
            found.extend(Self::marked(source, body, word, &mark, Role::Key { colon }));
        }
        if ends {
            found.extend(Self::marked(source, body, word, MARK, Role::Value { quoted: false }));
        }
        found
    }

    fn marked(source: &Source, body: Span, word: Span, mark: &str, role: Role) -> Option<Self> {
        let part = |start: usize, end: usize| source.text().get(start..end);
        let text = [part(body.start, word.start)?, mark, part(word.end, body.end)?].concat();
        let tree = yaml_tree::parse(&text, Span::new(0, text.len()));
        let mut cursor = Self {
            path: Vec::new(),
            role,
            others: Vec::new(),
            flow: false,
            word,
            tree: Tree::default(),
        };
        let found = cursor.descend(&text, tree.root.as_ref()?, word.start - body.start);
        cursor.tree = tree;
        found.then_some(cursor)
    }

    /// Goes down to the mark at byte `at`; tells whether it is there.
    fn descend(&mut self, text: &str, root: &Node, at: usize) -> bool {
        let mut node = root;
        for _ in 0..MAX_DEPTH {
            let flow = text.get(node.span.start..).is_some_and(|t| t.starts_with(['{', '[']));
            match &node.kind {
                NodeKind::Mapping(entries) => {
                    if self.is_key(entries) {
                        // `[a, b: c]` is YAML, and nobody means it.
                        let braced = flow || !self.flow;
                        self.flow |= flow;
                        return braced;
                    }
                    self.flow |= flow;
                    let Some(entry) = entries.iter().rfind(|e| e.key_span.start <= at) else {
                        return false;
                    };
                    self.path.push(Step::Key(entry.key.trim().to_owned()));
                    self.others = Vec::new();
                    node = &entry.value;
                }
                NodeKind::Sequence(items) => {
                    self.flow |= flow;
                    let Some(index) = items.iter().rposition(|item| item.span.start <= at) else {
                        return false;
                    };
                    self.path.push(Step::Item(index));
                    self.others = items.iter().filter_map(scalar).map(str::to_owned).collect();
                    node = &items[index];
                }
                NodeKind::Scalar { text, style, .. } => {
                    self.role = match self.role {
                        Role::Value { .. } => Role::Value { quoted: *style != ScalarStyle::Plain },
                        Role::Key { colon } => Role::Key { colon },
                    };
                    return text == MARK && matches!(self.role, Role::Value { .. });
                }
                NodeKind::Null => return false,
            }
        }
        false
    }

    fn is_key(&mut self, entries: &[Entry]) -> bool {
        let is_here =
            matches!(self.role, Role::Key { .. }) && entries.iter().any(|entry| entry.key == MARK);
        if is_here {
            let others = entries.iter().map(|entry| entry.key.trim());
            self.others = others.filter(|&key| key != MARK).map(str::to_owned).collect();
        }
        is_here
    }
}

fn scalar(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Scalar { text, .. } if text != MARK => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::cursor;

    /// Path and role of each way to take the cursor's word.
    fn at(marked: &str) -> Vec<String> {
        let (text, offset) = cursor(marked);
        let source = Source::new(text);
        let written = |cursor: Cursor| {
            let steps = cursor.path.iter().map(|step| match step {
                Step::Key(key) => format!("{key}."),
                Step::Item(index) => format!("{index}."),
            });
            let role = match cursor.role {
                Role::Key { .. } => "key",
                Role::Value { quoted: true } => "quoted",
                Role::Value { quoted: false } => "value",
            };
            let flow = if cursor.flow { " flow" } else { "" };
            format!("{}{role}{flow} {}", steps.collect::<String>(), cursor.others.join(","))
                .trim_end()
                .to_owned()
        };
        Cursor::find(&source, source.span(), offset).into_iter().map(written).collect()
    }

    #[test]
    fn keys_and_values() {
        assert_eq!(at("a: 1\nb▮\n"), ["key a"]);
        assert_eq!(at("a: 1\n▮\nc: 2\n"), ["key a,c"]);
        assert_eq!(at("a: ▮\n"), ["a.value"]);
        assert_eq!(at("a: x▮y # why\n"), ["a.value"]);
        assert_eq!(at("a: \"x▮\"\n"), ["a.quoted"]);
        assert_eq!(at("a▮b: 1\n"), ["key"]);
        assert_eq!(at("a:\n  ▮\nb: 1\n"), ["a.key", "a.value"]);
        assert_eq!(at("a: in b▮\n"), [""; 0]);
        assert_eq!(at("# a▮\n"), [""; 0]);
        assert_eq!(at("▮"), ["key", "value"]);
    }

    #[test]
    fn lists_and_brackets() {
        assert_eq!(at("a:\n  - x: 1\n  - ▮\n"), ["a.1.key", "a.1.value"]);
        assert_eq!(at("a:\n  - x: 1\n    ▮\n"), ["a.0.key x"]);
        assert_eq!(at("a: [x, ▮]\n"), ["a.1.value flow x"]);
        assert_eq!(at("a: { b: 1, c▮ }\n"), ["a.key flow b", "a.c.value flow"][..1]);
        assert_eq!(at("a: [{ b: ▮ }]\n"), ["a.0.b.value flow"]);
    }
}
