//! YAML to Markdown: everything but the answers becomes the front matter, as it is; each criterion and each question a
//! heading; comments between the answers HTML's.

use super::line;
use crate::assess::Assessment;
use crate::policy::CriterionId;
use crate::proposal::Answer;
use crate::proposal::yaml_tree::{Entry, Node, NodeKind};
use crate::source::{Source, Span};
use std::fmt::Write as _;

/// The document as Markdown.
pub(super) fn written(source: &Source, assessment: &Assessment) -> Result<String, Vec<String>> {
    let metadata = &assessment.proposal.metadata;
    let root = metadata.tree.root.as_ref();
    if root.is_some_and(|root| source.slice(root.span).starts_with('{')) {
        return Err(vec![
            "line 1: a document in braces has no lines that could be kept".to_owned(),
        ]);
    }
    let place = metadata.entry("answers").map(|entry| lines(source, entry));
    let beside: Vec<String> = (assessment.proposal.answers.iter())
        .filter(|answer| !place.is_some_and(|place| place.contains(answer.prompt)))
        .map(|answer| {
            line(source, answer.prompt.start, &"this answer does not stand below `answers`")
        })
        .collect();
    if !beside.is_empty() {
        return Err(beside);
    }
    let mut out = "---\n".to_owned();
    push_metadata(source, place, &mut out);
    out.push_str("---\n");
    if let Some(title) = &metadata.title {
        let words: Vec<&str> = title.text.split_whitespace().collect();
        let _ = write!(out, "\n# {}\n", words.join(" "));
    }
    if let (Some(place), Some(entry)) = (place, metadata.entry("answers")) {
        let mut body = Body::new(source, assessment, place);
        body.group(&entry.value, &mut out);
        body.end(&mut out);
        if !body.lost.is_empty() {
            return Err(body.lost);
        }
    }
    Ok(out)
}

/// The whole lines of `answers` and everything below it that is indented.
fn lines(source: &Source, entry: &Entry) -> Span {
    let mut line = source.line_of(entry.key_span.cover(entry.value.span).end);
    let start = source.line_start(entry.key_span.start);
    let is_below = |line: usize| {
        let text = source.slice(source.line_span(line));
        text.trim().is_empty() || text.starts_with([' ', '\t'])
    };
    while line + 1 < source.line_count() && is_below(line + 1) {
        line += 1;
    }
    Span::new(start, source.next_line(source.line_span(line).end))
}

/// Every line outside of `answers`, without what begins and ends a document.
fn push_metadata(source: &Source, answers: Option<Span>, out: &mut String) {
    for index in 0..source.line_count() {
        let span = source.line_span(index);
        let text = source.slice(span).trim_start_matches('\u{feff}');
        let is_mark = matches!(text.trim_end(), "---" | "...");
        if !is_mark && !answers.is_some_and(|answers| answers.contains(span)) {
            let _ = writeln!(out, "{text}");
        }
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
}

/// The answers, and the comments that are still to be written.
struct Body<'a> {
    source: &'a Source,
    assessment: &'a Assessment,
    comments: Vec<Span>,
    criterion: Option<CriterionId>,
    lost: Vec<String>,
}

impl<'a> Body<'a> {
    fn new(source: &'a Source, assessment: &'a Assessment, place: Span) -> Self {
        let all = &assessment.proposal.metadata.tree.comments;
        let comments = all.iter().map(|comment| comment.span);
        let comments = comments.filter(|span| place.contains(*span)).rev().collect();
        Self { source, assessment, comments, criterion: None, lost: Vec::new() }
    }

    /// The questions below a key, in their order.
    fn group(&mut self, node: &Node, out: &mut String) {
        match &node.kind {
            NodeKind::Mapping(entries) => entries.iter().for_each(|entry| self.entry(entry, out)),
            NodeKind::Sequence(items) => items.iter().for_each(|item| self.group(item, out)),
            NodeKind::Null => {}
            NodeKind::Scalar { .. } => {
                self.lost.push(line(self.source, node.span.start, &"this belongs to no question"));
            }
        }
    }

    fn entry(&mut self, entry: &Entry, out: &mut String) {
        let answers = &self.assessment.proposal.answers;
        match answers.iter().find(|answer| answer.prompt == entry.key_span) {
            Some(answer) => self.answer(answer, entry, out),
            None if matches!(entry.value.kind, NodeKind::Mapping(_) | NodeKind::Null) => {
                self.before(entry.key_span.start, out);
                self.group(&entry.value, out);
            }
            None => {
                let what = format!("`{}` is no question of the policy", entry.key);
                self.lost.push(line(self.source, entry.key_span.start, &what));
            }
        }
    }

    fn answer(&mut self, answer: &Answer, entry: &Entry, out: &mut String) {
        let question = self.assessment.policy.question(answer.question);
        if self.criterion != Some(question.criterion) {
            self.criterion = Some(question.criterion);
            let title = &self.assessment.policy.criterion(question.criterion).title;
            let _ = write!(out, "\n## {title}\n");
        }
        let _ = write!(out, "\n### {}\n", question.prompt);
        // In the answer a comment stays with it, whatever comes before.
        self.before(answer.entry.end.max(entry.value.span.end), out);
        let mut text = String::new();
        push_value(self.source, &entry.value, &mut text);
        let text = text.trim_matches('\n');
        if !text.is_empty() {
            let _ = write!(out, "\n{text}\n");
        }
    }

    /// The comments up to a place.
    fn before(&mut self, at: usize, out: &mut String) {
        while let Some(span) = self.comments.pop_if(|span| span.start < at) {
            let text = self.source.slice(span).trim_start_matches('#').trim();
            if text.contains("-->") {
                self.lost.push(line(
                    self.source,
                    span.start,
                    &"`-->` in this comment would end it",
                ));
            }
            let _ = write!(out, "\n<!-- {text} -->\n");
        }
    }

    fn end(&mut self, out: &mut String) {
        self.before(usize::MAX, out);
    }
}

/// What is written for one question: the answer, then everything else in its order.
fn push_value(source: &Source, node: &Node, out: &mut String) {
    match &node.kind {
        NodeKind::Null => {}
        NodeKind::Scalar { text, .. } => push_paragraph(text, out),
        // `[x]` is a list to YAML and a box to people.
        NodeKind::Sequence(_) if source.slice(node.span).starts_with('[') => {
            push_paragraph(source.slice(node.span), out);
        }
        NodeKind::Sequence(items) => items.iter().for_each(|item| push_value(source, item, out)),
        NodeKind::Mapping(entries) => {
            let is_answer = |entry: &&Entry| matches!(entry.key.as_str(), "answer" | "value");
            for entry in entries.iter().filter(is_answer) {
                push_value(source, &entry.value, out);
            }
            for entry in entries.iter().filter(|entry| !is_answer(entry)) {
                push_part(source, entry, out);
            }
        }
    }
}

/// One of the keys beside the answer: its name says what its text is.
fn push_part(source: &Source, entry: &Entry, out: &mut String) {
    match (entry.key.as_str(), &entry.value.kind) {
        ("evidence" | "notes", _) => push_value(source, &entry.value, out),
        (key, NodeKind::Scalar { text, .. }) if text.contains('\n') => {
            let _ = write!(out, "\n{key}:\n");
            let fence = fence(text);
            push_paragraph(&format!("{fence}\n{}\n{fence}", text.trim_end()), out);
        }
        (key, NodeKind::Scalar { text, .. }) => push_paragraph(&format!("{key}: {text}"), out),
        (key, _) => {
            let _ = write!(out, "\n{key}:\n");
            push_value(source, &entry.value, out);
        }
    }
}

/// A fence that nothing in the text closes.
fn fence(text: &str) -> String {
    let longest = |line: &str| line.trim_start().bytes().take_while(|&b| b == b'`').count();
    "`".repeat(text.lines().map(longest).max().unwrap_or_default().max(2) + 1)
}

fn push_paragraph(text: &str, out: &mut String) {
    let text = text.trim_matches('\n');
    if !text.is_empty() {
        let _ = write!(out, "\n{text}\n");
    }
}
