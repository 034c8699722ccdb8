//! How a document asks its questions: what stands before and behind the words, for the next question to look like them.

use super::Document;
use super::line::{Marks, Written, marks_len};
use crate::edit::lines;
use crate::policy::QuestionId;
use crate::proposal::{Answer, Layout, markdown};
use crate::source::Span;

/// How a question is written: what stands before and behind its words.
pub(super) struct Model {
    prefix: String,
    suffix: String,
    /// The colon in `suffix` stands in place of a question mark.
    is_unasked: bool,
    /// Lines below it that name the answer, such as `**A:**`.
    below: String,
    /// A row of a table: its cells, the prompt's marked.
    row: Option<Row>,
    /// By its id.
    by_id: bool,
    /// With blank lines around it.
    pub(super) loose: bool,
}

struct Row {
    before: String,
    prompt_width: usize,
    after: String,
}

impl Model {
    /// As the answer at `index` is written.
    pub(super) fn of(document: &Document<'_>, index: usize) -> Option<Self> {
        let answer = document.proposal.answers.get(index)?;
        let source = document.source;
        let line = source.line_span(source.line_of(answer.prompt.start));
        let begin = line.start + bom_len(source.slice(line));
        let prefix = source.slice(Span::new(begin, answer.prompt.start));
        let question = document.policy.question(answer.question);
        let by_id = source.slice(answer.prompt).eq_ignore_ascii_case(&question.id);
        if answer.layout == Layout::Row {
            return Some(Self { by_id, ..Self::row(document, answer) });
        }
        let summary = prefix.contains("<summary");
        let prefix =
            if is_marker(prefix) { prefix.to_owned() } else { plain_marker(answer.layout, prefix) };
        let last = source.line_span(source.line_of(answer.prompt.end));
        let written = !answer.span.is_empty() && answer.span.start < last.end;
        let stop = if written { answer.span.start } else { last.end };
        let behind = source.slice(Span::new(answer.prompt.end, stop)).trim_end();
        let behind = behind.trim_end_matches(['-', '–', '—', '|']).trim_end();
        let behind = behind.trim_start_matches(['?', ' ']);
        let close = behind.find("</summary>").map(|at| &behind[..at + "</summary>".len()]);
        let is_closing = !behind.is_empty() && behind.bytes().all(|b| b == b'#');
        let mut suffix = match close {
            Some(close) => close.to_owned(),
            // Hashes that close a heading.
            None if is_closing => format!(" {behind}"),
            None if is_marker(behind) => behind.to_owned(),
            None => {
                behind.chars().last().filter(|&c| c == ':').map(String::from).unwrap_or_default()
            }
        };
        let eol = lines::eol_at(source, line.start);
        let mut below = label_below(document, answer, last.end);
        if summary && close.is_some() {
            below = format!("{eol}{eol}</details>");
        }
        if by_id && suffix.is_empty() && answer.layout == Layout::Line {
            ":".clone_into(&mut suffix);
        }
        let is_unasked = !source.slice(answer.prompt).ends_with(['?', '？']);
        let loose = is_loose(document, index);
        Some(Self { prefix, suffix, is_unasked, below, row: None, by_id, loose })
    }

    /// As most of the document's questions are written, below a heading of `level`.
    pub(super) fn elsewhere(document: &Document<'_>, level: Option<usize>) -> Self {
        let fits = |answer: &Answer| match (answer.layout, level) {
            (Layout::Row, _) => false,
            (Layout::Heading(own), Some(level)) => usize::from(own) > level,
            _ => true,
        };
        let like = document.proposal.answers.iter().rposition(fits);
        like.and_then(|index| Self::of(document, index)).unwrap_or_else(|| Self {
            prefix: match level {
                Some(level @ 1..=5)
                    if !document.proposal.answers.iter().any(|a| a.layout == Layout::Row) =>
                {
                    format!("{} ", "#".repeat(level + 1))
                }
                _ => "- ".to_owned(),
            },
            suffix: String::new(),
            is_unasked: false,
            below: String::new(),
            row: None,
            by_id: false,
            loose: level.is_some_and(|level| level < 6)
                && !document.proposal.answers.iter().any(|a| a.layout == Layout::Row),
        })
    }

    fn row(document: &Document<'_>, answer: &Answer) -> Self {
        let source = document.source;
        let line = source.line_span(source.line_of(answer.prompt.start));
        let borders: Vec<usize> = markdown::borders(source.text(), line).collect();
        let open = borders.iter().rev().find(|&&border| border < answer.prompt.start);
        let close = borders.iter().find(|&&border| border >= answer.prompt.end);
        let start = open.map_or(line.start, |open| open + 1);
        let end = close.copied().unwrap_or(line.end);
        let outside = |part: Span| -> String {
            let text = source.slice(part);
            let quote = text.len() - text.trim_start_matches([' ', '\t', '>']).len();
            let blank = |(at, c): (usize, char)| match c {
                _ if at < quote => c,
                '|' if borders.binary_search(&(part.start + at)).is_ok() => '|',
                '\t' => '\t',
                _ => ' ',
            };
            text.char_indices().map(blank).collect()
        };
        let row = Row {
            before: outside(Span::new(line.start, start)),
            prompt_width: source.slice(Span::new(start, end)).chars().count(),
            after: outside(Span::new(end, line.end)),
        };
        Self {
            prefix: source.slice(Span::new(start, answer.prompt.start)).to_owned(),
            suffix: String::new(),
            is_unasked: false,
            below: String::new(),
            row: Some(row),
            by_id: false,
            loose: false,
        }
    }

    /// The line that asks `question`, its number, if it has one, `by` higher than the model's.
    pub(super) fn ask(&self, document: &Document<'_>, question: QuestionId, by: isize) -> String {
        if let Some(row) = &self.row {
            let cell = self.cell(document, question, row);
            return format!("{}{cell}{}", row.before, row.after).trim_end().to_owned();
        }
        let words = self.words(document, question);
        // `A1:` answers `Q1:`.
        let below = numbered(&self.below, by);
        format!("{}{words}{}{below}", self.marked(by), self.behind(words))
    }

    /// As the question before byte `at` is written, where that stands in the same section, else as most are.
    pub(super) fn near(document: &Document<'_>, at: usize) -> Self {
        let answers = &document.proposal.answers;
        let section = document.proposal.criteria.iter().rfind(|place| place.section.start <= at);
        let before = answers.iter().rposition(|answer| answer.prompt.end < at);
        let is_here = |index: &usize| {
            section.is_none_or(|place| place.section.contains(answers[*index].prompt))
        };
        let model = before.filter(is_here).and_then(|index| Self::of(document, index));
        let level = || section.and_then(|place| heading_level(document, place.span));
        model.unwrap_or_else(|| Self::elsewhere(document, level()))
    }

    /// `question` behind the model, taken apart where its answer goes.
    pub(super) fn written(
        &self,
        document: &Document<'_>,
        question: QuestionId,
        eol: &str,
    ) -> Written {
        if let Some(row) = &self.row {
            let cell = self.cell(document, question, row);
            let (open, tail) = match row.after.strip_prefix("| ") {
                // The answer needs a blank behind it, as it has one before it.
                Some(tail) if tail.starts_with('|') => ("| ", format!(" {tail}")),
                Some(tail) => ("| ", tail.to_owned()),
                None => ("", row.after.clone()),
            };
            let indent = cell.len() - cell.trim_start().len();
            let marks = format!("{}{}", row.before, &cell[..indent]);
            return Written { marks, head: format!("{}{open}", &cell[indent..]), tail };
        }
        let marked = self.marked(1);
        let (marks, inner) = marked.split_at(marks_len(&marked));
        let words = self.words(document, question);
        let below = numbered(&self.below, 1);
        let gap = match (Marks::of(marks), below.strip_prefix(eol)) {
            // The answer is folded away with its question.
            (_, Some(behind)) if behind.trim_start().starts_with("</") => {
                let head = format!("{inner}{words}{}{eol}{eol}", self.behind(words));
                return Written { marks: marks.to_owned(), head, tail: below };
            }
            (_, Some(_)) => format!("{below} "),
            (Marks::Heading, None) => format!("{eol}{eol}"),
            (_, None) => " ".to_owned(),
        };
        let head = format!("{inner}{words}{}{gap}", self.behind(words));
        Written { marks: marks.to_owned(), head, tail: String::new() }
    }

    /// What stands before the words, the number `by` higher than the model's.
    fn marked(&self, by: isize) -> String {
        unticked(&numbered(&self.prefix, by))
    }

    /// Lines as paragraphs: each one, or all of them together where they stand line below line.
    pub(super) fn paragraphs(&self, lines: Vec<String>, eol: &str) -> Vec<String> {
        if self.loose { lines } else { vec![lines.join(eol)] }
    }

    /// The same for a list that begins at the margin.
    pub(super) fn at_margin(mut self) -> Self {
        if self.is_item() {
            self.prefix = self.prefix.trim_start_matches([' ', '\t']).to_owned();
        }
        self
    }

    /// Whether it makes items of a list.
    pub(super) fn is_item(&self) -> bool {
        self.row.is_none() && Marks::of(&self.prefix[..marks_len(&self.prefix)]) == Marks::Item
    }

    /// The number that it has.
    pub(super) fn number(&self) -> Option<usize> {
        number_of(&self.prefix)
    }

    pub(super) fn words<'d>(&self, document: &Document<'d>, question: QuestionId) -> &'d str {
        let question = document.policy.question(question);
        if self.by_id { &question.id } else { &question.prompt }
    }

    /// What stands behind the words: what asks needs no colon.
    fn behind(&self, words: &str) -> String {
        if self.is_unasked && words.ends_with(['?', '？']) {
            self.suffix.replacen(':', "", 1)
        } else {
            self.suffix.clone()
        }
    }

    /// The cell that asks `question`.
    fn cell(&self, document: &Document<'_>, question: QuestionId, row: &Row) -> String {
        let marker = if is_marker(&self.prefix) { self.prefix.as_str() } else { " " };
        let bold: String = marker.trim().chars().rev().collect();
        let words = self.words(document, question).replace('|', "\\|");
        let cell = format!("{marker}{words}{bold} ");
        format!("{cell:<width$}", width = row.prompt_width)
    }
}

/// Whether a text is nothing but markers: bullets, numbers, boxes, emphasis, tags, quote marks, `Q:`.
fn is_marker(text: &str) -> bool {
    let mut tag = false;
    let letters: String = text
        .chars()
        .filter(|&c| {
            tag |= c == '<';
            let inside = tag;
            tag &= c != '>';
            !inside && c.is_alphabetic()
        })
        .collect();
    letters.len() <= 1 || letters.eq_ignore_ascii_case("question")
}

fn plain_marker(layout: Layout, prefix: &str) -> String {
    let indent = &prefix[..prefix.len() - prefix.trim_start().len()];
    match layout {
        Layout::Heading(level) => format!("{} ", "#".repeat(usize::from(level))),
        Layout::Item => format!("{indent}- "),
        _ => indent.to_owned(),
    }
}

/// A line between the question and its answer that only names the answer: `**A:**`.
fn label_below(document: &Document<'_>, answer: &Answer, from: usize) -> String {
    let until = if answer.span.is_empty() { answer.entry.end } else { answer.span.start };
    let between = document.source.text().get(from..until.max(from)).unwrap_or_default().trim_end();
    if markdown::is_answer_label(between) { between.to_owned() } else { String::new() }
}

/// Whether blank lines stand around the answer at `index`.
fn is_loose(document: &Document<'_>, index: usize) -> bool {
    let answers = &document.proposal.answers;
    let Some(answer) = answers.get(index) else { return true };
    if matches!(answer.layout, Layout::Heading(_)) {
        return true;
    }
    let gap = |first: &Answer, second: &Answer| {
        let text = document.source.text().get(first.entry.end..second.entry.start)?;
        // A heading between two lists says nothing of either.
        let is_near = first.layout == second.layout && text.trim().is_empty();
        is_near.then(|| text.contains(['\n', '\r']))
    };
    let next = answers.get(index + 1).and_then(|next| gap(answer, next));
    let last = || index.checked_sub(1).and_then(|last| gap(answers.get(last)?, answer));
    let alike = |pair: &[Answer]| match pair {
        [first, second] if first.layout == answer.layout => gap(first, second),
        _ => None,
    };
    // One that stands alone is written as the others are.
    let others = || answers.windows(2).find_map(alike);
    next.or_else(last).or_else(others).unwrap_or(answer.layout == Layout::Line)
}

/// Where the number of a prefix stands.
fn number_in(prefix: &str) -> Option<std::ops::Range<usize>> {
    let digits = |c: char| c.is_ascii_digit();
    let start = prefix.find(digits)?;
    let end = prefix[start..].find(|c| !digits(c)).map_or(prefix.len(), |len| start + len);
    Some(start..end)
}

/// The number in a prefix.
pub(super) fn number_of(prefix: &str) -> Option<usize> {
    prefix[number_in(prefix)?].parse().ok()
}

/// The prefix with its number, if it has one, `by` higher; none is below 1.
pub(super) fn numbered(prefix: &str, by: isize) -> String {
    let Some(digits) = number_in(prefix) else { return prefix.to_owned() };
    match prefix[digits.clone()].parse::<usize>() {
        Ok(number) => {
            let number = number.saturating_add_signed(by).max(1);
            format!("{}{number}{}", &prefix[..digits.start], &prefix[digits.end..])
        }
        Err(_) => prefix.to_owned(),
    }
}

/// The prefix with an empty box.
fn unticked(prefix: &str) -> String {
    match markdown::tick_in(prefix) {
        Some(tick) => format!("{}[ ]{}", &prefix[..tick.start], &prefix[tick.end..]),
        None => prefix.to_owned(),
    }
}

fn bom_len(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// The level of the heading that `span` stands in; `None` for other lines.
pub(super) fn heading_level(document: &Document<'_>, span: Span) -> Option<usize> {
    let start = document.source.line_start(span.start);
    let prefix = document.source.slice(Span::new(start, span.start));
    let hashes = prefix.bytes().filter(|&b| b == b'#').count();
    (1..=6).contains(&hashes).then_some(hashes)
}
