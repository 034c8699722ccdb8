//! How a mapping is written, so that what is added looks like it.

use super::{Value, byte, indent};
use crate::edit::{lines, scalar};
use crate::proposal::yaml_tree::{Entry, Node, NodeKind, ScalarStyle, Tree};
use crate::source::{Source, Span};

/// How a mapping is written.
#[derive(Clone, Debug)]
pub(super) struct Style {
    /// In braces.
    pub(super) flow: bool,
    /// In braces, with quoted keys: everything is quoted.
    json: bool,
    /// What is quoted is quoted with these.
    quotes: ScalarStyle,
    /// White space before its keys.
    pub(super) indent: String,
    /// White space that a nested mapping adds.
    step: String,
    /// White space that the items of a sequence add to their key's.
    sequence: String,
    /// Between lines of a block.
    eol: &'static str,
}

impl Style {
    /// The style of a mapping with these entries.
    pub(super) fn of(
        source: &Source,
        tree: &Tree,
        entries: &[Entry],
        body: Span,
        flow: bool,
    ) -> Self {
        let first = entries.first().map(|entry| entry.key_span.start);
        let quoted_keys = first.is_some_and(|at| byte(source, at) == Some(b'"'));
        let (step, sequence) = steps(source, tree);
        Self {
            flow,
            json: flow && quoted_keys,
            quotes: if quoted_keys { ScalarStyle::Double } else { quotes(tree) },
            indent: first.map_or_else(String::new, |at| indent(source, at)),
            step,
            sequence,
            eol: lines::eol_at(source, first.unwrap_or(body.end)),
        }
    }

    pub(super) fn scalar(&self, text: &str, style: ScalarStyle, flow: bool) -> String {
        let style = if self.json { ScalarStyle::Double } else { style };
        scalar::write(text, style, self.quotes, flow)
    }

    pub(super) fn key(&self, key: &str) -> String {
        self.scalar(key, ScalarStyle::Plain, self.flow)
    }

    /// What follows the key's colon.
    pub(super) fn value(&self, value: &Value, indent: &str) -> String {
        let block_list = |items: &[String]| {
            items.iter().fold(String::new(), |out, item| {
                let item = self.scalar(item, ScalarStyle::Plain, false);
                out + self.eol + indent + &self.sequence + "- " + &item
            })
        };
        match value {
            Value::List(items) if !self.flow && !items.is_empty() => block_list(items),
            Value::Map(entries) if !self.flow && !entries.is_empty() => {
                let deeper = format!("{indent}{}", self.step);
                entries.iter().fold(String::new(), |out, (key, value)| {
                    out + self.eol + &deeper + &self.key(key) + ":" + &self.value(value, &deeper)
                })
            }
            Value::Null if !self.flow => String::new(),
            value => format!(" {}", self.inline(value)),
        }
    }

    /// The value on one line.
    fn inline(&self, value: &Value) -> String {
        match value {
            Value::Text(text) => self.scalar(text, ScalarStyle::Plain, self.flow),
            Value::Raw(raw) => raw.clone(),
            Value::Null => "null".to_owned(),
            Value::List(items) | Value::Line(items) => {
                let items: Vec<String> =
                    items.iter().map(|item| self.scalar(item, ScalarStyle::Plain, true)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Map(entries) => {
                let entries: Vec<String> = entries
                    .iter()
                    .map(|(key, value)| {
                        format!(
                            "{}: {}",
                            self.scalar(key, ScalarStyle::Plain, true),
                            self.inline(value)
                        )
                    })
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }
}

/// `keys` as the lines of a new block mapping, each with its line ending.
pub fn document(keys: &[(&str, Value)], eol: &'static str) -> String {
    let style = Style {
        flow: false,
        json: false,
        quotes: ScalarStyle::Double,
        indent: String::new(),
        step: "  ".to_owned(),
        sequence: "  ".to_owned(),
        eol,
    };
    keys.iter().fold(String::new(), |out, (key, value)| {
        out + &style.key(key) + ":" + &style.value(value, "") + eol
    })
}

/// The quotes the document uses first; double where it uses none.
fn quotes(tree: &Tree) -> ScalarStyle {
    let mut nodes: Vec<&Node> = tree.root.iter().collect();
    while let Some(node) = nodes.pop() {
        match &node.kind {
            NodeKind::Scalar {
                style: style @ (ScalarStyle::Single | ScalarStyle::Double), ..
            } => {
                return *style;
            }
            NodeKind::Sequence(items) => nodes.extend(items.iter().rev()),
            NodeKind::Mapping(entries) => nodes.extend(entries.iter().rev().map(|e| &e.value)),
            NodeKind::Null | NodeKind::Scalar { .. } => {}
        }
    }
    ScalarStyle::Double
}

/// What the document's first nested mapping, and its first sequence below a key, add to the indentation.
fn steps(source: &Source, tree: &Tree) -> (String, String) {
    let (mut step, mut sequence) = (None, None);
    let mut nodes: Vec<&Node> = tree.root.iter().collect();
    while let Some(node) = nodes.pop() {
        if step.is_some() && sequence.is_some() {
            break;
        }
        let NodeKind::Mapping(entries) = &node.kind else { continue };
        for entry in entries {
            let own = || indent(source, entry.key_span.start);
            match &entry.value.kind {
                NodeKind::Mapping(children) if step.is_none() => {
                    let first = children.first().map(|e| indent(source, e.key_span.start));
                    step = first
                        .and_then(|i| i.strip_prefix(&own()).map(str::to_owned))
                        .filter(|s| !s.is_empty());
                }
                NodeKind::Sequence(items) if sequence.is_none() => {
                    let below = items.first().filter(|item| {
                        source.line_of(item.span.start) > source.line_of(entry.key_span.start)
                            && byte(source, entry.value.span.start) != Some(b'[')
                    });
                    sequence = below.and_then(|item| {
                        indent(source, item.span.start).strip_prefix(&own()).map(str::to_owned)
                    });
                }
                _ => {}
            }
        }
        nodes.extend(entries.iter().rev().map(|e| &e.value));
    }
    let step = step.unwrap_or_else(|| "  ".to_owned());
    (step.clone(), sequence.unwrap_or(step))
}
