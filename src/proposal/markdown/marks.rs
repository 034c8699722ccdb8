//! Where questions, criteria and headings stand: one pass over the lines. `rows` looks at those of tables.

mod mark;
mod rows;

use super::blocks::{Blocks, Kind};
use super::columns::Columns;
use super::line::{self, LineStart};
use super::row::Row;
use super::{aliased, prefix, tail};
use crate::policy::{Policy, QuestionId};
use crate::proposal::Layout;
use crate::proposal::lexicon::{Asked, Match};
use crate::source::{Source, Span};
pub(super) use mark::{Mark, MarkKind, QuestionMark};

/// Finds all marks from byte `from` on, in document order.
pub(super) fn find(source: &Source, from: usize, blocks: &Blocks, policy: &Policy) -> Vec<Mark> {
    let mut finder = Finder {
        source,
        blocks,
        policy,
        marks: Vec::new(),
        region: 0,
        comment: 0,
        asking: None,
        columns: None,
        is_wiki: false,
    };
    let mut line = source.line_of(from);
    while line < source.line_count() {
        line = finder.line(line, from);
    }
    let mut marks = finder.marks;
    if !finder.is_wiki {
        // One line in Jira's way does not make a document of Jira's.
        marks.retain(|mark| !is_wiki_heading(source, mark));
    }
    aliased::drop_answers(source, policy, &mut marks);
    marks
}

/// Whether a heading that asks nothing is one as Jira has it: `h2. Notes`.
fn is_wiki_heading(source: &Source, mark: &Mark) -> bool {
    let MarkKind::Heading { span, .. } = mark.kind else { return false };
    source.slice(Span::new(mark.entry, span.start)).trim_start().starts_with('h')
}

/// Whether a line asks one of the policy's questions, wherever it stands: what ends a fence that never closes.
pub(super) fn asks(source: &Source, line: usize, policy: &Policy) -> bool {
    let span = source.line_span(line);
    let start = line::start(source.text(), span);
    let text = &source.text()[start.at..lookahead(source, line)];
    matches!(policy.lexicon.match_start(text), Some(Match { asked: Asked::Question(_), .. }))
}

/// How far a wrapped prompt may go: the end of the second line after this one.
fn lookahead(source: &Source, line: usize) -> usize {
    source.line_span((line + 2).min(source.line_count() - 1)).end
}

struct Finder<'a> {
    source: &'a Source,
    blocks: &'a Blocks,
    policy: &'a Policy,
    marks: Vec<Mark>,
    /// First region that may still hold the current line.
    region: usize,
    /// First comment that may.
    comment: usize,
    /// The indented block that was looked at last because it asks something: looked through once, not at each line.
    asking: Option<usize>,
    /// The columns of the table at hand.
    columns: Option<Columns>,
    /// Whether a heading as Jira has it asks something.
    is_wiki: bool,
}

impl Finder<'_> {
    /// Looks at one line; returns the next one to look at.
    fn line(&mut self, line: usize, from: usize) -> usize {
        let span = self.source.line_span(line);
        let span = Span::new(span.start.max(from), span.end.max(from));
        let text = self.source.text();
        while self.blocks.regions.get(self.region).is_some_and(|r| r.span.end <= span.start) {
            self.region += 1;
        }
        while self.blocks.comments.get(self.comment).is_some_and(|c| c.end <= span.start) {
            self.comment += 1;
        }
        let region = self
            .blocks
            .regions
            .get(self.region)
            .filter(|r| r.span.start < span.end.max(span.start + 1));
        match region.map(|region| (&region.kind, region.span)) {
            Some((Kind::Fence { .. }, code)) if code.start <= line::start(text, span).content => {
                return self.source.line_of(code.end.saturating_sub(1)).max(line) + 1;
            }
            Some((Kind::Indented, code)) => {
                let last = self.source.line_of(code.end.saturating_sub(1)).max(line);
                if self.asking != Some(code.start) {
                    if !(line..=last).any(|line| asks(self.source, line, self.policy)) {
                        return last + 1;
                    }
                    self.asking = Some(code.start);
                }
            }
            Some((Kind::Table, table)) => {
                self.row(line, span, table);
                return line + 1;
            }
            _ => {}
        }
        let level = match region {
            // An underlined heading may have swallowed an answer: its first line alone is one.
            Some(region) if region.span.start >= span.start => match region.kind {
                Kind::Heading(level) => Some(level),
                _ => None,
            },
            _ => None,
        };
        if level.is_none() && self.says_nothing(span) {
            return line + 1;
        }
        let mut start = line::start(text, span);
        // Words behind a comment on the same line are the line's words.
        if let Some(comment) = self.blocks.comments.get(self.comment)
            && comment.start <= start.at
        {
            if comment.end >= span.end {
                return line + 1;
            }
            start = line::start(text, Span::new(comment.end, span.end));
        }
        let level = level.or((start.hashes > 0).then_some(start.hashes));
        if start.at >= span.end {
            return line + 1;
        }
        if let Some(level) = level
            && is_deferral(&text[start.at..span.end])
        {
            return self.deferral(line, level);
        }
        self.words(line, span, &start, level)
    }

    /// Whether a line, as most of them, has no markers, no first word of a question, no comment, and no question mark.
    fn says_nothing(&self, span: Span) -> bool {
        let line = self.source.slice(span);
        let Some(indent) = line::plain_indent(line.as_bytes()) else { return false };
        let comment = self.blocks.comments.get(self.comment);
        comment.is_none_or(|comment| comment.start >= span.end)
            && !self.policy.lexicon.may_begin(&line[indent..])
            // The full-width mark begins with this byte.
            && memchr::memchr2(b'?', 0xef, line.as_bytes()).is_none()
    }

    /// Matches the words of a line.
    fn words(&mut self, line: usize, span: Span, start: &LineStart, level: Option<u8>) -> usize {
        let text = self.source.text();
        let end = lookahead(self.source, line).max(span.end);
        let ahead = &text[start.at..end];
        let at_once = self.policy.lexicon.match_start(ahead);
        // "[Reach]" before a question is the name of a criterion as well.
        if (at_once.is_none() || start.bracket)
            && let Some(behind) = self.behind_prefix(&text[start.at..span.end], &text[..end], start)
        {
            return self.words(line, span, &behind, level);
        }
        let found = at_once.or_else(|| {
            let begun = level.is_some()
                || start.strong
                || start.item.is_some()
                || ahead.starts_with(char::is_uppercase);
            begun.then(|| self.policy.lexicon.match_begun(ahead)).flatten()
        });
        self.is_wiki |=
            found.is_some() && start.hashes > 0 && text[span.start..].trim_start().starts_with('h');
        match found {
            Some(Match { asked: Asked::Question(_), end, .. }) if is_struck(start, end) => {
                self.push(span.start, MarkKind::Struck);
                line + 1
            }
            Some(Match { asked: Asked::Question(question), end, rest, .. }) => {
                let layout = match level {
                    Some(level) => Layout::Heading(level),
                    None if start.item.is_some() => Layout::Item,
                    None => Layout::Line,
                };
                let mut rest = self.behind_repeated(question, start.at + rest, span.end);
                let line_end = self.source.line_span(self.source.line_of(rest)).end;
                rest = tail::skip(text, rest, line_end.max(rest));
                // Hashes that close a heading are not its words.
                let behind = text.get(rest..span.end).unwrap_or_default();
                if start.hashes > 0 && behind.trim_matches(['#', ' ', '\t']).is_empty()
                    || level.is_some() && tail::is_attributes(behind)
                {
                    rest = rest.max(span.end);
                }
                self.question(
                    span.start,
                    start,
                    question,
                    Span::new(start.at, start.at + end),
                    rest,
                    layout,
                    None,
                );
                self.source.line_of(rest).max(line) + 1
            }
            Some(Match { asked: Asked::Criterion(criterion), end, rest, .. })
                if level.is_some()
                    || start.item.is_some_and(|number| number > 0 || start.indent == 0)
                    || blank_rest(&text[(start.at + rest).min(span.end)..span.end]) =>
            {
                let words = Span::new(start.at, start.at + end);
                // Whatever stands behind a heading on its line is no answer.
                let rest = Some(if level.is_some() { span.end } else { start.at + rest });
                self.push(span.start, MarkKind::Criterion { criterion, span: words, rest, level });
                line + 1
            }
            _ => {
                if let Some(level) = level {
                    self.heading(span, start, level);
                } else if !self.near_miss(span, start)
                    && start.item.is_some()
                    && tail::asks(&text[start.at..span.end])
                {
                    self.push(span.start, MarkKind::Other { indent: start.indent });
                }
                line + 1
            }
        }
    }

    /// The beginning of a line in whose `words` something that is no marker stands before a question.
    fn behind_prefix(&self, words: &str, text: &str, start: &LineStart) -> Option<LineStart> {
        let prefix = prefix::read(words, start.bracket)?;
        let at = start.at + prefix.len;
        let ahead = text.get(at..)?;
        let found = self.policy.lexicon.match_start(ahead)?;
        let is_prompt = ahead.get(..found.end)?.ends_with(['?', '？']);
        let place = |at: usize| start.at + at;
        let tick = prefix
            .tick
            .map(|(range, ticked)| (Span::new(place(range.start), place(range.end)), ticked));
        (is_prompt || !prefix.is_name).then(|| LineStart {
            at,
            tick: tick.or(start.tick),
            bracket: start.bracket && !prefix.is_name,
            ..start.clone()
        })
    }

    /// `Workaround: is there even a workaround?`: the same question again on its own line is the template's.
    fn behind_repeated(&self, question: QuestionId, rest: usize, end: usize) -> usize {
        let Some(behind) = self.source.text().get(rest..end) else { return rest };
        let lead = behind.len() - behind.trim_start_matches([' ', '\t', '*', '_', '(']).len();
        let Some(again) = self.policy.lexicon.match_start(&behind[lead..]) else { return rest };
        let words = &behind[lead..];
        // "Can it wait? Cannot wait" says it.
        let states = || {
            let (prompt, behind) = words.split_at(again.end.min(words.len()));
            let (between, behind) =
                behind.split_at(again.rest.saturating_sub(again.end).min(behind.len()));
            aliased::states(self.policy, question, prompt, between, behind)
        };
        if again.asked != Asked::Question(question)
            || lead == behind[..lead].trim_end_matches('(').len() && states()
        {
            return rest;
        }
        rest + lead + again.rest
    }

    /// A heading that asks nothing by its first words: perhaps in parentheses, perhaps nearly.
    fn heading(&mut self, span: Span, start: &LineStart, level: u8) {
        let text = self.source.text();
        let words = &text[start.at..span.end];
        if let Some(open) = words.find('(')
            && let Some(found) = self.policy.lexicon.match_start(&words[open + 1..])
            && let Asked::Question(question) = found.asked
        {
            let at = start.at + open + 1;
            let rest = text[at + found.rest..span.end]
                .find(')')
                .map_or(span.end, |i| at + found.rest + i + 1);
            let prompt = Span::new(at, at + found.end);
            self.question(span.start, start, question, prompt, rest, Layout::Heading(level), None);
            return;
        }
        if !self.near_miss(span, start) {
            let len = words.trim_end_matches(['#', '*', '_', ' ', '\t']).len();
            // A line of `---` under a heading belongs to it.
            if words.contains(char::is_alphanumeric) {
                self.push(
                    span.start,
                    MarkKind::Heading { level, span: Span::new(start.at, start.at + len) },
                );
            }
        }
    }

    fn near_miss(&mut self, span: Span, start: &LineStart) -> bool {
        let text = &self.source.text()[start.at..span.end];
        if start.struck.is_some() {
            return false;
        }
        let asks = memchr::memchr(b'?', text.as_bytes()).map(|at| at + 1);
        // The full-width mark begins with this byte.
        let wide = || memchr::memchr(0xef, text.as_bytes()).and_then(|_| text.find('？'));
        let asks = asks.or_else(|| wide().map(|at| at + '？'.len_utf8()));
        let marked = start.hashes > 0 || start.strong || start.item.is_some();
        // What is not asked is no question: a marked line needs a colon at least.
        let colon = || memchr::memchr(b':', text.as_bytes()).filter(|_| marked);
        let Some(end) = asks.or_else(colon) else { return false };
        let words = &text[..end];
        if words.len() > 200 {
            return false;
        }
        let Some(question) = self.policy.lexicon.nearest(words) else { return false };
        let words = Span::new(start.at, start.at + end);
        self.push(span.start, MarkKind::NearMiss { question, span: words });
        true
    }

    /// The section that Defer writes goes on to the next heading of its level or a higher one.
    fn deferral(&mut self, line: usize, level: u8) -> usize {
        let from = self.source.line_span(line).end;
        let next = self.blocks.regions[self.region.min(self.blocks.regions.len())..]
            .iter()
            .find(|r| r.span.start > from && matches!(r.kind, Kind::Heading(l) if l <= level))
            .map_or(self.source.text().len(), |r| self.source.line_start(r.span.start));
        self.push(self.source.line_span(line).start, MarkKind::Deferral { end: next });
        if next >= self.source.text().len() {
            self.source.line_count()
        } else {
            self.source.line_of(next)
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one mark, each from another place")]
    fn question(
        &mut self,
        entry: usize,
        start: &LineStart,
        question: QuestionId,
        prompt: Span,
        rest: usize,
        layout: Layout,
        row: Option<Row>,
    ) {
        let mark = QuestionMark {
            question,
            prompt,
            rest,
            layout,
            tick: start.tick,
            bracket: start.bracket,
            indent: start.indent,
            row,
        };
        self.push(entry, MarkKind::Question(mark));
    }

    fn push(&mut self, entry: usize, kind: MarkKind) {
        self.marks.push(Mark { entry, kind });
    }
}

/// Whether all of a prompt, which ends `end` bytes behind the start of the words, is struck out.
fn is_struck(start: &LineStart, end: usize) -> bool {
    start.struck.is_some_and(|struck| start.at + end <= struck)
}

fn blank_rest(text: &str) -> bool {
    !text.contains(char::is_alphanumeric)
}

fn is_deferral(words: &str) -> bool {
    words.trim_matches(|c: char| !c.is_alphanumeric()).eq_ignore_ascii_case("deferral")
}
