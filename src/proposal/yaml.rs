//! YAML documents: a mapping with `answers`, keyed by question, flat or grouped by criterion.
//!
//! `content` reads what is written for one question, `scalar` the words of one scalar, `waivers` the comments.

mod content;
mod scalar;
mod waivers;

use super::content::Content;
use super::known::Known;
use super::lexicon::Asked;
use super::markdown::pointer;
use super::metadata::{Invalid, KEYS, Metadata};
use super::yaml_tree::{Entry, Node, NodeKind, Tree};
use super::{
    Answer, CriterionPlace, Format, Layout, NearMiss, Proposal, SyntaxError, Waiver, answer,
    evidence, metadata, yaml_tree,
};
use crate::policy::{Policy, QuestionId};
use crate::source::{Source, Span};

/// The waivers in the comments of a Markdown document's front matter.
pub(super) fn metadata_waivers(source: &Source, metadata: &Metadata) -> Vec<Waiver> {
    waivers::read(source, metadata, &[], &[], &[])
}

/// Reads a document.
pub(super) fn read(source: &Source, policy: &Policy, known: Option<&Known<'_>>) -> Proposal {
    let mut tree = yaml_tree::parse(source.text(), source.span());
    let mut errors = std::mem::take(&mut tree.errors);
    let whole = tree.root.as_ref().map(|root| root.span);
    errors.extend(no_mapping(source, &tree, &errors));
    let mut metadata = metadata::read(source, tree, whole, whole);
    errors.retain(|error| !metadata.explains(error));

    let mut walk = Walk {
        source,
        policy,
        metadata: &metadata,
        known,
        criteria: Vec::new(),
        answers: Vec::new(),
        near_misses: Vec::new(),
    };
    let misplaced = walk.root();
    let Walk { criteria, answers, near_misses, .. } = walk;
    if let Some(invalid) = misplaced {
        let at = metadata.invalid.partition_point(|other| other.span < invalid.span);
        metadata.invalid.insert(at, invalid);
    }
    Proposal {
        format: Format::Yaml,
        title: title(source, &metadata),
        waivers: waivers::read(source, &metadata, &criteria, &answers, &near_misses),
        metadata,
        criteria,
        answers,
        near_misses,
        errors,
        deferral_section: None,
    }
}

/// A text that is YAML, and no proposal: a list or a lone word.
fn no_mapping(source: &Source, tree: &Tree, errors: &[SyntaxError]) -> Option<SyntaxError> {
    let root = tree.root.as_ref()?;
    if matches!(root.kind, NodeKind::Mapping(_)) || !errors.is_empty() {
        return None;
    }
    let line = source.line_span(source.line_of(root.span.start));
    Some(SyntaxError {
        span: Span::new(root.span.start, root.span.end.min(line.end).max(root.span.start)),
        message: "expected keys with their values, such as `title:` and `answers:`".to_owned(),
        related: None,
    })
}

/// The `title`, else the line of the first key, else line 1.
fn title(source: &Source, metadata: &Metadata) -> Span {
    if let Some(title) = &metadata.title {
        return title.span;
    }
    let first = root_entries(metadata).first().map_or(0, |entry| entry.key_span.start);
    let line = source.line_span(source.line_of(first));
    let text = source.slice(line).trim_end();
    let words = text.trim_start_matches(['\u{feff}', ' ', '\t']);
    Span::new(line.start + (text.len() - words.len()), line.start + text.len())
}

fn root_entries(metadata: &Metadata) -> &[Entry] {
    match metadata.tree.root.as_ref().map(|root| &root.kind) {
        Some(NodeKind::Mapping(entries)) => entries,
        _ => &[],
    }
}

/// Whether a colon stands behind the key: it is more than just begun.
fn has_colon(source: &Source, entry: &Entry) -> bool {
    let rest = source.text().get(entry.key_span.end..).unwrap_or_default();
    rest.trim_start_matches([' ', '\t']).starts_with(':')
}

struct Walk<'a> {
    source: &'a Source,
    policy: &'a Policy,
    metadata: &'a Metadata,
    known: Option<&'a Known<'a>>,
    criteria: Vec<CriterionPlace>,
    answers: Vec<Answer>,
    near_misses: Vec<NearMiss>,
}

impl<'a> Walk<'a> {
    /// Reads everything below `answers`, and questions that stand beside it; where there is no such key, what looks like
    /// it. Tells of the latter two.
    fn root(&mut self) -> Option<Invalid> {
        let invalid = |span: Span, message: &str, suggestion: Option<&str>| Invalid {
            key: "answers",
            span,
            message: message.to_owned(),
            suggestion: suggestion.map(str::to_owned),
        };
        let entries = root_entries(self.metadata);
        let (mut named, mut beside) = (None, None);
        for entry in entries {
            let key = entry.key.trim();
            if key == "answers" {
                named = named.or(Some(entry));
                self.group(&entry.value, true);
            } else if entry.key_span.is_empty() {
                // Where the key above some lines is gone, they stand below a nameless one.
                if self.asks(&entry.value) {
                    self.group(&entry.value, true);
                }
            } else if !KEYS.contains(&key) && self.policy.lexicon.whole(key).is_some() {
                beside = beside.or(Some(entry));
                self.entry(entry, false);
            }
        }
        if let Some(entry) = beside {
            let message = "the answers are expected below the key `answers`, indented";
            return Some(invalid(entry.key_span, message, None));
        }
        if let Some(entry) = named {
            let text = matches!(entry.value.kind, NodeKind::Scalar { .. });
            let message = "expected the questions and their answers below `answers`, indented";
            return text.then(|| invalid(entry.value.span, message, None));
        }
        let named = |entry: &&Entry| !entry.key_span.is_empty() && self.asks(&entry.value);
        let entry = entries.iter().find(named)?;
        // Where the line with `answers` is gone, they stand below the key before it.
        let known = KEYS.contains(&entry.key.trim());
        self.group(&entry.value, !known);
        let message = "the answers are expected below the key `answers`";
        (!known && has_colon(self.source, entry))
            .then(|| invalid(entry.key_span, message, Some("answers")))
    }

    /// Whether `node` holds answers: one of its keys asks something.
    fn asks(&self, node: &Node) -> bool {
        match &node.kind {
            NodeKind::Mapping(entries) => {
                entries.iter().any(|entry| self.policy.lexicon.whole(&entry.key).is_some())
            }
            _ => false,
        }
    }

    /// The questions of one mapping, or of a list of them.
    fn group(&mut self, node: &'a Node, names: bool) {
        match &node.kind {
            NodeKind::Mapping(entries) => {
                for entry in entries {
                    self.entry(entry, names);
                }
            }
            NodeKind::Sequence(items) => {
                for item in items.iter().filter(|i| matches!(i.kind, NodeKind::Mapping(_))) {
                    self.group(item, names);
                }
            }
            NodeKind::Null | NodeKind::Scalar { .. } => {}
        }
    }

    /// One key: a question, a criterion, or a group of the team's own; `names`: or a question's name misspelt.
    fn entry(&mut self, entry: &'a Entry, names: bool) {
        match self.policy.lexicon.whole(&entry.key) {
            Some(Asked::Question(question)) => self.answer(question, entry),
            Some(Asked::Criterion(criterion)) => {
                let section = entry.key_span.cover(entry.value.span);
                self.criteria.push(CriterionPlace { criterion, span: entry.key_span, section });
                self.group(&entry.value, names);
            }
            None if self.asks(&entry.value) => self.group(&entry.value, names),
            None if names && has_colon(self.source, entry) => {
                if let Some(question) = self.policy.lexicon.nearest(&entry.key) {
                    self.near_misses.push(NearMiss { span: entry.key_span, question });
                }
            }
            None => {}
        }
    }

    fn answer(&mut self, question: QuestionId, entry: &Entry) {
        let content: Content = content::read(self.source, &entry.value);
        let lines = lines(self.source, entry);
        let known = self.known.and_then(|k| k.find(self.source, question, lines, &content));
        let (reading, mut evidence) = known.unwrap_or_else(|| {
            let reading = answer::read(self.policy.question(question), &content);
            let evidence = evidence::collect(self.source, &content, reading.value_span);
            (reading, evidence)
        });
        let pointed_to = pointer::follow_issue(self.metadata, &content, &mut evidence);
        self.answers.push(Answer {
            question,
            prompt: entry.key_span,
            span: content.span,
            entry: lines,
            layout: Layout::Key,
            content,
            reading,
            evidence,
            pointed_to,
        });
    }
}

/// The whole lines of an entry, or just its key and value where it shares them with others.
fn lines(source: &Source, entry: &Entry) -> Span {
    let span = entry.key_span.cover(entry.value.span);
    let line = source.line_start(span.start);
    let last = source.line_span(source.line_of(span.end));
    let before = source.slice(Span::new(line, span.start)).trim_start_matches('\u{feff}');
    let after = source.slice(Span::new(span.end, last.end)).trim_start();
    if before.trim().is_empty() && (after.is_empty() || after.starts_with('#')) {
        Span::new(span.start - before.len(), source.next_line(span.end))
    } else {
        span
    }
}

#[cfg(test)]
mod tests;
