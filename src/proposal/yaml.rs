//! YAML documents: a mapping with `answers`, keyed by question, flat or grouped by criterion.
//!
//! `content` reads what is written for one question, `scalar` the words of one scalar, `waivers` the comments.

mod content;
mod scalar;
mod waivers;

use super::content::Content;
use super::lexicon::Asked;
use super::markdown::pointer;
use super::metadata::{Invalid, KEYS, Metadata};
use super::yaml_tree::{Entry, Node, NodeKind, Tree};
use super::{
    Answer, CriterionPlace, Format, Layout, NearMiss, Proposal, SyntaxError, answer, evidence,
    metadata, yaml_tree,
};
use crate::policy::{Policy, QuestionId};
use crate::source::{Source, Span};

/// Reads a document.
pub fn read(source: &Source, policy: &Policy) -> Proposal {
    let mut tree = yaml_tree::parse(source.text(), source.span());
    let mut errors = std::mem::take(&mut tree.errors);
    let whole = tree.root.as_ref().map(|root| root.span);
    errors.extend(no_mapping(source, &tree, &errors));
    let mut metadata = metadata::read(source, tree, whole, whole);

    let mut walk = Walk {
        source,
        policy,
        metadata: &metadata,
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
        waivers: waivers::read(source, &metadata, &criteria, &answers),
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
    let text = source.slice(line);
    let start = line.end - text.trim_start_matches('\u{feff}').len();
    Span::new(start, start + source.slice(Span::new(start, line.end)).trim_end().len())
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
    criteria: Vec<CriterionPlace>,
    answers: Vec<Answer>,
    near_misses: Vec<NearMiss>,
}

impl<'a> Walk<'a> {
    /// Reads everything below `answers`; where there is no such key, what looks like it. Tells of the latter.
    fn root(&mut self) -> Option<Invalid> {
        let entries = root_entries(self.metadata);
        let mut found = false;
        for entry in entries.iter().filter(|entry| entry.key.trim() == "answers") {
            found = true;
            self.group(&entry.value, true);
        }
        if found {
            let entry = self.metadata.entry("answers")?;
            let text = matches!(entry.value.kind, NodeKind::Scalar { .. });
            return text.then(|| Invalid {
                key: "answers",
                span: entry.value.span,
                message: "expected the questions and their answers below `answers`, indented"
                    .to_owned(),
                suggestion: None,
            });
        }
        let others = || entries.iter().filter(|entry| !KEYS.contains(&entry.key.trim()));
        if let Some(entry) = others().find(|entry| self.asks(&entry.value)) {
            self.group(&entry.value, true);
            return has_colon(self.source, entry).then(|| Invalid {
                key: "answers",
                span: entry.key_span,
                message: "the answers are expected below the key `answers`".to_owned(),
                suggestion: Some("answers".to_owned()),
            });
        }
        let mut first = None;
        for entry in others() {
            if self.policy.lexicon.whole(&entry.key).is_some() {
                first = first.or(Some(entry));
                self.entry(entry, false);
            }
        }
        first.map(|entry| Invalid {
            key: "answers",
            span: entry.key_span,
            message: "the answers are expected below the key `answers`, indented".to_owned(),
            suggestion: None,
        })
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
        let reading = answer::read(self.policy.question(question), &content);
        let mut evidence = evidence::collect(self.source, &content, reading.value_span);
        pointer::follow_issue(self.metadata, &content, &mut evidence);
        self.answers.push(Answer {
            question,
            prompt: entry.key_span,
            span: content.span,
            entry: lines(self.source, entry),
            layout: Layout::Key,
            content,
            reading,
            evidence,
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
