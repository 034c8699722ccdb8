//! Issues, also those that YAML takes for a comment.

use super::{Reader, is_nothing};
use crate::proposal::metadata::{Spanned, issue};
use crate::proposal::yaml_tree::{Node, NodeKind, ScalarStyle};
use crate::source::Span;
use std::ops::Range;

impl Reader<'_> {
    pub(super) fn issues(&mut self, node: &Node, issues: &mut Vec<Spanned>) {
        match &node.kind {
            NodeKind::Sequence(items) => match self.cut_list(node) {
                Some(list) => self.lost_in_list(list, issues),
                None => {
                    for item in items {
                        self.one_issue(item, issues);
                    }
                }
            },
            _ => self.one_issue(node, issues),
        }
    }

    fn one_issue(&mut self, node: &Node, issues: &mut Vec<Spanned>) {
        if let Some(lost) = self.lost(node) {
            self.lost_to_comment("issue", &lost);
            issues.extend(lost);
            return;
        }
        let (text, style, content) = match &node.kind {
            NodeKind::Null => return,
            NodeKind::Scalar { text, style, content } => (text.as_str(), *style, *content),
            NodeKind::Sequence(_) | NodeKind::Mapping(_) => {
                if !is_nothing(node) {
                    self.say(
                        "issue",
                        node.span,
                        "expected an issue such as \"#123\", or a list of them".into(),
                        None,
                    );
                }
                return;
            }
        };
        let trimmed = text.trim();
        if style == ScalarStyle::Plain && issue::is_number(trimmed) {
            let text = format!("#{trimmed}");
            self.say(
                "issue",
                node.span,
                format!("expected an issue such as \"#123\": write \"{text}\""),
                Some(format!("\"{text}\"")),
            );
            issues.push(Spanned { text, span: node.span });
            return;
        }
        let found = issue::references(text);
        if let [only] = found.as_slice()
            && only.len() == trimmed.len()
        {
            issues.push(Spanned { text: trimmed.to_owned(), span: node.span });
            return;
        }
        // A flow list whose issues YAML takes for a comment does not parse as one.
        if style == ScalarStyle::Plain && text.starts_with('[') && !found.is_empty() {
            let list = self.source.slice(node.span);
            let end = list.rfind(']').map_or(list.len(), |at| at + 1);
            self.lost_in_list(Span::new(node.span.start, node.span.start + end), issues);
            return;
        }
        let exact = self.source.slice(content) == text;
        for range in found {
            let span = if exact {
                Span::new(content.start + range.start, content.start + range.end)
            } else {
                node.span
            };
            issues.push(Spanned { text: text[range].to_owned(), span });
        }
    }

    /// A list in brackets whose end YAML takes for a comment, for the issue that begins it: `["#1", #2]`.
    fn cut_list(&self, node: &Node) -> Option<Span> {
        let line = self.source.line_span(self.source.line_of(node.span.start));
        let comments = &self.tree.comments;
        let next = comments.partition_point(|comment| comment.span.start < node.span.start);
        let comment = comments.get(next)?.span;
        let text = self.source.slice(comment);
        let is_issue = text.get(1..).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
        let list = self.source.slice(Span::new(node.span.start, comment.start));
        let is_cut = list.starts_with('[') && !list.contains(']') && comment.end <= line.end;
        let end = text.rfind(']').filter(|_| is_issue && is_cut)?;
        Some(Span::new(node.span.start, comment.start + end + 1))
    }

    /// Reads a list that YAML does not, and says how to write it; not, where something in it is no issue.
    fn lost_in_list(&mut self, list: Span, issues: &mut Vec<Spanned>) {
        let entries = issue::entries(self.source.slice(list));
        let quoted: Option<Vec<String>> = entries
            .iter()
            .map(|(_, issue)| issue.as_ref().map(|issue| format!("\"{issue}\"")))
            .collect();
        self.say(
            "issue",
            list,
            "YAML takes an unquoted `#` for a comment: put the issues in quotes".into(),
            quoted.map(|quoted| format!("[{}]", quoted.join(", "))),
        );
        issues.extend(entries.into_iter().filter_map(|(range, issue)| {
            let span = Span::new(list.start + range.start, list.start + range.end);
            Some(Spanned { text: issue?, span })
        }));
    }

    /// The issues in the comment right behind `node` on its line, where YAML sees no value, or one that misses them:
    /// `issue: #123` and `issue: see #123`.
    pub(super) fn lost(&self, node: &Node) -> Option<Vec<Spanned>> {
        match &node.kind {
            NodeKind::Null if node.span.is_empty() => {}
            NodeKind::Scalar { text, style: ScalarStyle::Plain, .. }
                if issue::references(text).is_empty() => {}
            _ => return None,
        }
        let comments = &self.tree.comments;
        let next = comments.partition_point(|comment| comment.span.start < node.span.end);
        let span = comments.get(next)?.span;
        let between = self.source.slice(Span::new(node.span.end, span.start));
        let text = self.source.slice(span);
        let number = text
            .strip_prefix('#')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if !number || between.contains(|c| !matches!(c, ' ' | '\t')) {
            return None;
        }
        let text = text
            .split_once(" #")
            .filter(|(_, rest)| !rest.starts_with(|c: char| c.is_ascii_digit()))
            .map_or(text, |(before, _)| before);
        // Words between two issues end what is the value's.
        let mut until = 0;
        let is_next = |range: &Range<usize>| {
            let between = text.get(until..range.start).unwrap_or_default();
            let follows = until == 0 || issue::only_separates(between);
            until = range.end;
            follows
        };
        let found: Vec<Spanned> = issue::references(text)
            .into_iter()
            .take_while(is_next)
            .map(|range| Spanned {
                text: text[range.clone()].to_owned(),
                span: Span::new(span.start + range.start, span.start + range.end),
            })
            .collect();
        (!found.is_empty()).then_some(found)
    }

    /// Says so, with what to write instead.
    pub(super) fn lost_to_comment(&mut self, key: &'static str, lost: &[Spanned]) {
        let (Some(first), Some(end)) = (lost.first(), lost.last()) else { return };
        let span = first.span.cover(end.span);
        let suggestion = if lost.len() == 1 {
            format!("\"{}\"", first.text)
        } else {
            let all: Vec<String> = lost.iter().map(|issue| format!("\"{}\"", issue.text)).collect();
            format!("[{}]", all.join(", "))
        };
        // Words behind it stay what YAML takes them for: a comment.
        let line = self.source.line_span(self.source.line_of(span.end));
        let rest = self.source.slice(Span::new(span.end, line.end)).trim();
        let behind = if rest.is_empty() || rest.starts_with('#') { "" } else { " #" };
        self.say(
            key,
            span,
            "YAML takes an unquoted `#` for a comment: put the issue in quotes".into(),
            Some(suggestion + behind),
        );
    }
}
