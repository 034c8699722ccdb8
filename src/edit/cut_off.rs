//! Parts of answers that YAML takes for comments.

use super::answer::key_entry;
use crate::proposal::yaml_tree::{Node, NodeKind, ScalarStyle};
use crate::proposal::{Answer, Format, Proposal};
use crate::source::{Source, Span};

/// What YAML takes for a comment, and an author meant as part of an answer or its evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CutOff {
    /// What is left before it; empty where that is nothing.
    pub before: Span,
    /// The comment.
    pub comment: Span,
}

impl CutOff {
    /// Whether the comment begins with the issue: nobody comments like that.
    pub fn is_reference(&self, source: &Source) -> bool {
        let words = source.slice(self.comment).strip_prefix('#').unwrap_or_default();
        words.starts_with(|c: char| c.is_ascii_digit())
    }

    /// All of what was meant.
    pub fn whole(&self) -> Span {
        if self.before.is_empty() { self.comment } else { self.before.cover(self.comment) }
    }
}

/// What stands behind an answer or behind its evidence and YAML takes for a comment, where it names an issue:
/// `yes, see #512`, `yes  # see #512`, `- see #512`, `evidence: #512`.
pub fn find(source: &Source, proposal: &Proposal, answer: &Answer) -> Option<CutOff> {
    if proposal.format != Format::Yaml {
        return None;
    }
    let (_, entry) = key_entry(source, proposal, answer)?;
    find_in(source, &entry.value)
}

fn find_in(source: &Source, node: &Node) -> Option<CutOff> {
    match &node.kind {
        NodeKind::Mapping(entries) => {
            entries.iter().find_map(|entry| find_in(source, &entry.value))
        }
        NodeKind::Sequence(items) => items.iter().find_map(|item| find_in(source, item)),
        NodeKind::Null if !node.span.is_empty() => None,
        NodeKind::Null | NodeKind::Scalar { style: ScalarStyle::Plain, .. } => {
            let line = source.line_span(source.line_of(node.span.end));
            let behind = source.slice(Span::new(node.span.end, line.end)).trim_end();
            let comment = behind.trim_start();
            let end = node.span.end + behind.len();
            names_issue(comment)
                .then(|| CutOff { before: node.span, comment: Span::new(end - comment.len(), end) })
        }
        NodeKind::Scalar { .. } => None,
    }
}

/// Whether a comment is an issue, or has one in it.
fn names_issue(comment: &str) -> bool {
    let is_number = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    comment.strip_prefix('#').is_some_and(|rest| {
        is_number(rest)
            || rest.starts_with([' ', '\t'])
                && rest.match_indices(" #").any(|(at, sign)| is_number(&rest[at + sign.len()..]))
    })
}
