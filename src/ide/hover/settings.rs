//! Configurations and policies: what a key is for, and what a word or an id means.

use super::Hover;
use crate::assess::MAX_BYTES;
use crate::edit::front_matter;
use crate::ide::file::{File, Named, Parts};
use crate::ide::markup::{Page, Style};
use crate::proposal::yaml_tree::{self, Node, NodeKind};
use crate::settings::shape::{Shape, Word};
use crate::source::{Source, Span};

/// How deep anything that we read nests.
const MAX_DEPTH: usize = 64;

/// What is to be said of the key or word at `offset` of such a file.
///
/// `base` is the YAML of the policy that it extends.
pub fn in_file(
    source: &Source,
    file: File,
    base: Option<&Node>,
    offset: usize,
    style: Style,
) -> Option<Hover> {
    if source.text().len() > MAX_BYTES {
        return None;
    }
    let start = front_matter::first(source);
    let tree = yaml_tree::parse(source.text(), Span::new(start, source.text().len()));
    let root = tree.root.as_ref()?;
    let (span, name, says) = at(Parts { own: Some(root), base }, file.shape(), offset)?;
    let mut page = Page::new(style);
    page.paragraph(|line| {
        let line = line.strong(&name);
        if says.is_empty() { line } else { line.text(": ").message(&says) }
    });
    Some(Hover { span: super::line_of(source, span, offset), text: page.finish() })
}

/// The words at `offset`, their name, and what they mean.
fn at(parts: Parts<'_>, shape: &'static Shape, offset: usize) -> Option<(Span, String, String)> {
    let (mut node, mut shapes) = (parts.own?, shape.alternatives());
    for _ in 0..MAX_DEPTH {
        match &node.kind {
            NodeKind::Mapping(entries) => {
                if let Some(entry) = entries.iter().find(|entry| entry.key_span.touches(offset)) {
                    let says = shapes.iter().find_map(|shape| of_key(shape, &entry.key))?;
                    return Some((entry.key_span, entry.key.clone(), says));
                }
                let entry = entries.iter().find(|entry| entry.value.span.touches(offset))?;
                shapes = shapes.iter().flat_map(|shape| shape.below_key(&entry.key)).collect();
                node = &entry.value;
            }
            NodeKind::Sequence(items) => {
                let index = items.iter().position(|item| item.span.touches(offset))?;
                shapes = shapes.iter().flat_map(|shape| shape.below_item(index)).collect();
                node = &items[index];
            }
            NodeKind::Scalar { text, .. } => {
                // One value is a list of one.
                let single = shapes.iter().flat_map(|shape| shape.below_item(0));
                let says =
                    shapes.iter().copied().chain(single).find_map(|s| of_value(s, text, parts))?;
                return Some((node.span, text.clone(), says));
            }
            NodeKind::Null => return None,
        }
    }
    None
}

fn of_key(shape: &'static Shape, name: &str) -> Option<String> {
    if let Shape::Each(Shape::Word(words), _) = shape {
        return meaning(words(), name);
    }
    let key = shape.keys().iter().find(|key| key.name == name)?;
    Some(key.says.to_owned())
}

fn of_value(shape: &'static Shape, text: &str, parts: Parts<'_>) -> Option<String> {
    let named = |ids: Vec<Named>| ids.into_iter().find(|(id, _)| id == text).map(|(_, says)| says);
    match shape {
        Shape::Word(words) => meaning(words(), text),
        Shape::Question => named(parts.questions()),
        Shape::Id | Shape::Name => named(parts.questions()).or_else(|| named(parts.criteria())),
        Shape::Inherited => named(parts.inherited()),
        _ => None,
    }
}

fn meaning(words: Vec<Word>, name: &str) -> Option<String> {
    words.into_iter().find(|word| word.name == name).map(|word| word.says)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::cursor;

    fn hover(file: File, marked: &str) -> Option<String> {
        let (text, offset) = cursor(marked);
        let source = Source::new(text);
        let hover = in_file(&source, file, None, offset, Style::Plain)?;
        assert!(hover.span.touches(offset));
        Some(format!("[{}] {}", source.slice(hover.span), hover.text.trim_end()))
    }

    #[test]
    fn keys_and_words() {
        let config = |marked: &str| hover(File::Config, marked).unwrap_or_default();
        assert!(config("tim▮ing: { within-days: 7 }\n").starts_with("[timing] timing: when"));
        assert!(config("timing: { within▮-days: 7 }\n").contains("how many days"));
        assert_eq!(config("timing: { within-days: 7▮ }\n"), "");
        assert!(config("rules: { weak-evi▮dence: off }\n").contains("evidence, but of a kind"));
        assert_eq!(config("rules: { weak-evidence: o▮ff }\n"), "[off] off: the rule says nothing");
        assert!(
            config("releases:\n  - {free▮ze: 2026-11-24}\n").contains("first day of the freeze")
        );
        assert_eq!(config("policy: rapids-prac▮tice\n").lines().count(), 1);
        assert_eq!(config("nothing▮: 1\n"), "");
        assert_eq!(config("# com▮ment\n"), "");
    }

    #[test]
    fn ids_are_what_they_ask() {
        let text = "policy: 1\ncriteria:\n  - id: harm\n    title: Is anybody harmed?\n    questions:\n      - {id: wrong, prompt: Are amounts wrong?, kind: yes-no, evidence: {any-of: log}}\nhotfix-when: { all: [harm, wrong] }\n";
        let at = |word: &str, with: &str| {
            hover(File::Policy, &text.replace(word, with)).unwrap_or_default()
        };
        assert_eq!(at("[harm, wrong]", "[ha▮rm, wrong]"), "[harm] harm: Is anybody harmed?");
        assert_eq!(at("[harm, wrong]", "[harm, wro▮ng]"), "[wrong] wrong: Are amounts wrong?");
        assert_eq!(at("yes-no", "yes▮-no"), "[yes-no] yes-no: answered with yes or no");
        assert!(at("any-of: log", "any-of: lo▮g").contains("stack trace"));
        assert!(at("hotfix-when", "hotfix▮-when").contains("the condition for the verdict"));
        assert!(at("policy: 1", "policy: 1▮").contains("format"));
    }
}
