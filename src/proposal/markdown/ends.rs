//! Where an answer ends.

use super::blocks::Blocks;
use super::marks::{Mark, MarkKind, QuestionMark};
use super::{answers, body};
use crate::policy::{Kind, Policy};
use crate::proposal::Layout;
use crate::proposal::content::Content;
use crate::proposal::reading;
use crate::source::{Source, Span};

/// Where the answer to the question `mark`, the one at `marks[index]` or a repetition of it, ends.
pub(super) fn end_of(
    source: &Source,
    policy: &Policy,
    blocks: &Blocks,
    marks: &[Mark],
    index: usize,
    mark: &QuestionMark,
) -> usize {
    let next = marks[index + 1..].iter().find(|next| match (&next.kind, mark.layout) {
        (MarkKind::Heading { level, .. }, Layout::Heading(own)) => *level <= own,
        (MarkKind::Other { indent }, layout) => {
            layout == Layout::Item && *indent <= mark.indent && is_blank_line(source, mark.rest)
        }
        _ => true,
    });
    let end = next.map_or(source.text().len(), |next| next.entry).max(mark.rest);
    let rules = Rules { source, policy, blocks, mark, end, is_within: is_heading(mark, next) };
    let end = rules.end().unwrap_or(end);
    markup_end(source, mark, end).unwrap_or(end)
}

/// Whether nothing stands in the line from byte `at` on.
fn is_blank_line(source: &Source, at: usize) -> bool {
    let line = source.line_span(source.line_of(at));
    source.slice(Span::new(at, line.end.max(at))).trim_matches([' ', '\t', '*', '_']).is_empty()
}

/// Whether the answer of a heading goes on to another one.
fn is_heading(mark: &QuestionMark, next: Option<&Mark>) -> bool {
    let heads = |next: &Mark| match &next.kind {
        MarkKind::Heading { .. } | MarkKind::Criterion { level: Some(_), .. } => true,
        MarkKind::Question(next) => matches!(next.layout, Layout::Heading(_)),
        _ => false,
    };
    matches!(mark.layout, Layout::Heading(_)) && next.is_some_and(heads)
}

/// The rules across the page in what may be the answer to `mark`, up to `end`.
struct Rules<'a> {
    source: &'a Source,
    policy: &'a Policy,
    blocks: &'a Blocks,
    mark: &'a QuestionMark,
    end: usize,
    /// The answer is a section among others: what is below a rule in it belongs to it.
    is_within: bool,
}

impl Rules<'_> {
    /// Where a rule ends what was said above it. Right below the question it is an ornament, and within an item it is
    /// the item's.
    fn end(&self) -> Option<usize> {
        let Self { source, policy, blocks, mark, end, .. } = *self;
        let from = blocks.rules.partition_point(|rule| *rule < mark.rest);
        let rules = blocks.rules.get(from..)?;
        let mut rules = rules.iter().copied().take_while(|&rule| rule < end).peekable();
        let first = *rules.peek()?;
        let asked = source.line_of(mark.rest);
        let column = |rule: usize| rule - source.line_start(rule);
        let is_heading = matches!(mark.layout, Layout::Heading(_));
        let above =
            is_heading.then(|| body::read(source, blocks, mark, Span::new(mark.rest, first)));
        let is_template =
            above.as_ref().is_some_and(|above| answers::is_template(policy, mark, above));
        let is_blank = above.as_ref().is_some_and(is_blank);
        let is_ornament = is_blank && self.begins_answer(first);
        if self.is_within && (is_ornament || !is_template) {
            return None;
        }
        let is_inner = |rule: usize| mark.layout == Layout::Item && column(rule) > mark.indent;
        let mut ends = rules.filter(|&rule| {
            source.line_of(rule) > asked + 1 && !is_inner(rule) && !(is_ornament && rule == first)
        });
        ends.next().map(|rule| source.line_start(rule))
    }

    /// Whether what stands below a rule can be nothing but the answer: "Yes, …", a number, an option. "No further
    /// comments" is not.
    fn begins_answer(&self, rule: usize) -> bool {
        let from = self.source.next_line(rule);
        let below = self.source.text().get(from..self.end).unwrap_or_default();
        let words = below.trim_start_matches(|c: char| c.is_whitespace() || "*_>-`".contains(c));
        let begins = |name: &str| {
            let said = words.get(..name.len()).is_some_and(|said| said.eq_ignore_ascii_case(name));
            let behind = || words[name.len()..].trim_start_matches(['*', '_', '`']);
            said && (behind().is_empty()
                || behind().starts_with([',', '.', ';', ':', '!', '\n', '\r'])
                || behind()
                    .trim_start_matches([' ', '\t'])
                    .starts_with(['-', '–', '—', '(', '\n', '\r']))
        };
        match &self.policy.question(self.mark.question).kind {
            Kind::YesNo => {
                ["yes", "no", "none", "true", "false", "✅", "❌"].into_iter().any(begins)
            }
            Kind::Choice(options) => options
                .iter()
                .any(|option| begins(&option.name) || option.aliases.iter().any(|a| begins(a))),
            Kind::Count => {
                let number = words.bytes().take_while(u8::is_ascii_digit).count();
                let behind = words[number..].chars().next();
                matches!(number, 1..=3)
                    && behind.is_none_or(|c| c.is_whitespace() || ",.".contains(c))
            }
            Kind::Text => self.is_within && !words.is_empty(),
        }
    }
}

/// Whether nothing at all is written, not even the template's words or boxes.
fn is_blank(content: &Content) -> bool {
    content.prose.is_blank()
        && content.boxes.is_empty()
        && content.placeholders.is_empty()
        && content.code.is_empty()
        && content.links.is_empty()
}

/// An answer in a list or table of HTML ends with its entry or row.
fn markup_end(source: &Source, mark: &QuestionMark, end: usize) -> Option<usize> {
    let text = source.text();
    let before = &text[source.line_start(mark.prompt.start)..mark.prompt.start];
    if !before.contains('<') {
        return None;
    }
    let answer = text.get(mark.rest..end)?;
    let found = if before.contains("<dt") {
        ["</dl", "<dt"].iter().filter_map(|tag| answer.find(tag)).min()
    } else if before.contains("<td") || before.contains("<th") {
        answer.find("</tr")
    } else {
        None
    };
    found.map(|at| mark.rest + at)
}

/// Whether the line of a question is quoted.
pub(super) fn is_quoted(source: &Source, mark: &QuestionMark) -> bool {
    let line = source.line_span(source.line_of(mark.prompt.start));
    source.slice(line).trim_start().starts_with('>')
}

/// Where the words below a quote begin that an answer in `span` begins with, as replies do: `None` where all of it is
/// quoted, or the first words are not.
pub(super) fn behind_quote(source: &Source, span: Span) -> Option<usize> {
    if !is_blank_line(source, span.start) {
        return None;
    }
    let numbers = source.line_of(span.start) + 1..source.line_count();
    let lines = numbers.map(|number| source.line_span(number));
    let lines = lines.take_while(|line| line.start < span.end);
    reading::behind_quote(lines.map(|line| (line.start, source.slice(line))))
}
