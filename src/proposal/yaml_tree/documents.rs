//! A text of several documents: what is behind the first is read by nobody, unless it goes on where the first ends.

use super::lines::Lines;
use super::{Node, NodeKind, Patch, Tree, build, wording};
use crate::source::Span;
use std::collections::HashSet;

/// Where a text of several documents changes from one to the next.
pub(super) struct Borders {
    /// The line that begins the second document, or ends the first; `None` where there is one document, however many
    /// marks stand around it.
    pub(super) second: Option<Span>,
    /// The marks of all lines behind the beginning of the first.
    marks: Vec<Span>,
}

/// Looks for `---` and `...` in `text[span]`.
pub(super) fn borders(text: &str, span: Span) -> Borders {
    let lines = Lines { text, start: span.start, end: span.end };
    let (mut begun, mut marks, mut second) = (false, Vec::new(), None);
    if !has_mark(&text.as_bytes()[span.range()]) {
        return Borders { second, marks };
    }
    let mut first = None;
    let mut at = span.start;
    while at < span.end {
        let line = lines.line(at);
        at = lines.next(line);
        let words = lines.slice(line);
        let lead = words.len() - words.trim_start_matches('\u{feff}').len();
        let mark = mark(&words[lead..]);
        let rest = words[lead + if mark.is_some() { 3 } else { 0 }..].trim();
        if mark.is_some() && begun {
            let start = line.start + lead;
            marks.push(Span::new(start, start + 3));
            first = first.or(Some(lines.trim(line)));
        }
        if !rest.is_empty() && !rest.starts_with(['#', '%']) {
            second = second.or(first);
            begun = true;
        }
        begun |= mark == Some("---");
    }
    Borders { second, marks }
}

/// Whether a mark stands at the beginning of any line but the first, as it does in few texts.
fn has_mark(text: &[u8]) -> bool {
    ["---", "..."].iter().any(|mark| {
        let mut found = memchr::memmem::find_iter(text, mark);
        found.any(|at| at > 0 && !matches!(text[at - 1], b' '..))
    })
}

fn mark(line: &str) -> Option<&'static str> {
    let mark = ["---", "..."].into_iter().find(|mark| line.starts_with(mark))?;
    let rest = &line[mark.len()..];
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some(mark)
}

/// The documents of `text[span]` read as one, where that is what the author means: mappings without a mistake, whose keys
/// do not name the same thing twice, such as metadata above `---` and the answers below it.
pub fn joined(text: &str, span: Span) -> Option<Tree> {
    let borders = borders(text, span);
    let second = borders.second?;
    let mut patch = Patch::new(text.get(span.range())?, span.start);
    for mark in borders.marks {
        patch.blank(mark);
    }
    let attempt = build::build(text, &patch);
    let root = attempt.root.filter(|root| is_disjoint(root, second.start))?;
    if attempt.failure.is_some() || !attempt.unknown.is_empty() {
        return None;
    }
    Some(Tree {
        root: Some(root),
        comments: attempt.comments,
        aliases: attempt.aliases,
        second: Some(second),
        errors: vec![wording::told(
            second,
            "begins a second document: put all into the first".into(),
        )],
    })
}

/// Whether no key behind `border` stands before it as well.
fn is_disjoint(root: &Node, border: usize) -> bool {
    let NodeKind::Mapping(entries) = &root.kind else { return false };
    let (before, behind) =
        entries.split_at(entries.partition_point(|entry| entry.key_span.start < border));
    let before: HashSet<&str> = before.iter().map(|entry| entry.key.trim()).collect();
    !before.is_empty() && behind.iter().all(|entry| !before.contains(entry.key.trim()))
}
