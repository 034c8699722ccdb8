//! YAML documents: a mapping with `answers`, keyed by question, flat or grouped by criterion.
//!
//! `content` reads what is written for one question, `block` and `scalar` the words of one scalar, `list` tells what a list
//! is, `alias` what stands elsewhere, and `waivers` reads the comments.

mod alias;
mod block;
mod content;
mod list;
mod scalar;
mod waivers;

use super::answer::Reading;
use super::content::Content;
use super::evidence::Evidence;
use super::known::Known;
use super::lexicon::Asked;
use super::markdown::pointer;
use super::metadata::{Invalid, KEYS, Metadata};
use super::reading::{self, Place};
use super::yaml_tree::{Entry, Node, NodeKind, Tree};
use super::{
    Answer, CriterionPlace, Format, Layout, NearMiss, Proposal, SyntaxError, Waiver, evidence,
    metadata, yaml_tree,
};
use crate::policy::{Policy, QuestionId};
use crate::source::{Source, Span};
use alias::Aliases;

/// The waivers in the comments of a Markdown document's front matter.
pub(super) fn metadata_waivers(source: &Source, metadata: &Metadata) -> Vec<Waiver> {
    waivers::read(source, metadata, &[], &[], &[])
}

/// Reads a document.
pub(super) fn read(source: &Source, policy: &Policy, known: Option<&Known<'_>>) -> Proposal {
    let mut tree = yaml_tree::parse(source.text(), source.span());
    if tree.second.is_some() {
        tree = yaml_tree::joined(source.text(), source.span()).unwrap_or(tree);
    }
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
        aliases: Aliases::new(source, &metadata.tree),
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
    aliases: Aliases<'a>,
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
            } else if !KEYS.contains(&key) && self.named(key).is_some() {
                beside = beside.or(Some(entry));
                self.entry(entry, false);
            }
        }
        if let Some(entry) = beside {
            let message = "the answers are expected below the key `answers`, indented";
            return Some(invalid(entry.key_span, message, None));
        }
        if let Some(entry) = named {
            let message = "expected the questions and their answers below `answers`, indented";
            return lone_text(&entry.value).map(|span| invalid(span, message, None));
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

    /// What `text`, whole, names. Programs write `errorsOnValidInput` for an id.
    fn named(&self, text: &str) -> Option<Asked> {
        let lexicon = &self.policy.lexicon;
        lexicon.whole(text).or_else(|| lexicon.whole(&apart(text)?))
    }

    /// Whether `node` holds answers: one of its keys asks something.
    fn asks(&self, node: &Node) -> bool {
        node.entries().iter().any(|entry| self.named(&entry.key).is_some())
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
                    if self.asks(item) || !self.item(item) {
                        self.group(item, names);
                    }
                }
            }
            NodeKind::Null | NodeKind::Scalar { .. } => {}
        }
    }

    /// One key: a question, a criterion, or a group of the team's own; `names`: or a question's name misspelt.
    fn entry(&mut self, entry: &'a Entry, names: bool) {
        match self.named(&entry.key) {
            Some(Asked::Question(question)) => self.value(question, entry),
            Some(Asked::Criterion(criterion)) => {
                let section = entry.key_span.cover(entry.value.span);
                self.criteria.push(CriterionPlace { criterion, span: entry.key_span, section });
                match (&entry.value.kind, &self.policy.criterion(criterion).questions[..]) {
                    // Where a criterion has one question, its key asks it.
                    (NodeKind::Scalar { .. }, &[only]) => self.value(only, entry),
                    _ => self.group(&entry.value, names),
                }
            }
            None if self.asks(&entry.value) => self.group(&entry.value, names),
            None if names && has_colon(self.source, entry) => {
                self.near_miss(&entry.key, entry.key_span);
            }
            None => {}
        }
    }

    /// A question and what is written for it.
    fn value(&mut self, question: QuestionId, entry: &Entry) {
        let written = Written { question, value: &entry.value, is_item: false };
        let answer = self.answer(&written, entry.key_span, lines(self.source, entry));
        self.answers.push(answer);
    }

    /// `{question: …, answer: …}`, an item of a list of answers; tells whether it is one.
    fn item(&mut self, item: &'a Node) -> bool {
        let entries = item.entries();
        let naming = entries.iter().filter_map(|entry| match &entry.value.kind {
            NodeKind::Scalar { text, .. } if content::is_one_of(&entry.key, &content::QUESTION) => {
                Some((text.as_str(), entry.value.span))
            }
            _ => None,
        });
        let mut unknown = None;
        for (text, span) in naming {
            if let Some(Asked::Question(question)) = self.named(text) {
                let written = Written { question, value: item, is_item: true };
                let answer = self.answer(&written, span, item_lines(self.source, item));
                self.answers.push(answer);
                return true;
            }
            unknown = unknown.or(Some((text, span)));
        }
        if let Some((text, span)) = unknown {
            self.near_miss(text, span);
        }
        unknown.is_some()
    }

    fn near_miss(&mut self, text: &str, span: Span) {
        let lexicon = &self.policy.lexicon;
        let question = lexicon.nearest(text).or_else(|| lexicon.nearest(&apart(text)?));
        let question = question.or_else(|| lexicon.nearest_name(text));
        self.near_misses.extend(question.map(|question| NearMiss { span, question }));
    }

    /// What is written for a question in the lines `entry`, and what it amounts to.
    fn answer(&self, written: &Written<'_>, prompt: Span, entry: Span) -> Answer {
        let question = written.question;
        let (content, own) = self.content(written, None);
        let known = self.known.filter(|_| own);
        let known = known.and_then(|k| k.find(self.source, question, entry, &content));
        let (reading, mut evidence) = known.unwrap_or_else(|| self.read(written, &content, own));
        let pointed_to = pointer::follow_issue(self.metadata, &content, &mut evidence);
        Answer {
            question,
            prompt,
            span: content.span,
            entry,
            layout: Layout::Key,
            row: None,
            content,
            reading,
            evidence,
            pointed_to,
        }
    }

    fn content(&self, written: &Written<'_>, part: Option<Span>) -> (Content, bool) {
        let asked = self.policy.question(written.question);
        let read = if written.is_item { content::read_item } else { content::read };
        read(self.source, asked, &self.aliases, written.value, part)
    }

    fn read(
        &self,
        written: &Written<'_>,
        content: &Content,
        own: bool,
    ) -> (Reading, Vec<Evidence>) {
        let reading = self.reading(written, content);
        // All that an alias stands for has its place: what is beside the value cannot be told from it by that.
        let is_alias = |value: &Span| !own && self.source.slice(*value).starts_with('*');
        let value = reading.value_span.filter(|value| !is_alias(value));
        let mut evidence = evidence::collect(self.source, content, value);
        if value != reading.value_span
            && let Some(last) = evidence.last_mut()
        {
            last.words = last.words.saturating_sub(1);
        }
        (reading, evidence)
    }

    fn reading(&self, written: &Written<'_>, content: &Content) -> Reading {
        let question = written.question;
        let Some((style, span)) = content::answer(written.value) else {
            return reading::whole(self.policy, question, content);
        };
        let place = Place {
            source: self.source,
            policy: self.policy,
            question,
            span,
            behind_quote: content::behind_quote(self.source, style, span),
            is_asked_in_quote: false,
        };
        reading::read(&place, content, |part| self.content(written, Some(part)).0)
    }
}

/// What is written for a question.
struct Written<'a> {
    question: QuestionId,
    /// What its key stands for, or (`is_item`) the item of a list that names it.
    value: &'a Node,
    is_item: bool,
}

/// A text where there should be questions: all that there is, or an item of a list.
fn lone_text(node: &Node) -> Option<Span> {
    match &node.kind {
        NodeKind::Scalar { .. } => Some(node.span),
        NodeKind::Sequence(items) => {
            let text = |item: &&Node| matches!(item.kind, NodeKind::Scalar { .. });
            items.iter().find(text).map(|item| item.span)
        }
        NodeKind::Null | NodeKind::Mapping(_) => None,
    }
}

/// The words of a name that are told apart by capitals; `None` of any other.
fn apart(name: &str) -> Option<String> {
    let name = name.trim();
    let bytes = name.as_bytes();
    let is_border =
        |pair: &[u8]| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase());
    if !bytes.iter().all(u8::is_ascii_alphanumeric) || !bytes.windows(2).any(is_border) {
        return None;
    }
    let mut words = String::with_capacity(2 * name.len());
    for (at, c) in name.char_indices() {
        if at > 0 && is_border(&bytes[at - 1..=at]) {
            words.push(' ');
        }
        words.push(c);
    }
    Some(words)
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

/// The whole lines of an item of a list, its dash included, or just the item where it shares them with others.
fn item_lines(source: &Source, item: &Node) -> Span {
    let start = source.line_start(item.span.start);
    let before = source.slice(Span::new(start, item.span.start));
    let last = source.line_span(source.line_of(item.span.end));
    let after = source.slice(Span::new(item.span.end, last.end)).trim_start();
    if before.trim() == "-" && (after.is_empty() || after.starts_with('#')) {
        Span::new(start, source.next_line(item.span.end))
    } else {
        item.span
    }
}

#[cfg(test)]
mod tests;
