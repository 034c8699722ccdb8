//! Questions with their answers, taken out of whatever layout they stand in.

use super::LayoutError;
use crate::edit::table;
use crate::policy::QuestionId;
use crate::proposal::markdown::{Part, cells, layout_label, notes_label, tick_in};
use crate::proposal::{Answer, Layout, Proposal};
use crate::source::{Source, Span};

/// A question and the lines below it.
#[derive(Debug)]
pub(super) struct Entry<'s> {
    pub(super) question: QuestionId,
    /// Line of the question, counted from 1.
    pub(super) line: usize,
    /// As it is asked, on one line.
    pub(super) prompt: String,
    /// The answer, from its first line with text to its last, without the indentation of the list it stands in. A cell
    /// behind the answer's is a line that begins with its column's name.
    pub(super) body: Vec<Line<'s>>,
    /// Whole lines of the document. The first and the last entry of a table reach over all of the table.
    pub(super) span: Span,
    /// The first byte of the table that it stands in.
    pub(super) table: Option<usize>,
}

/// One line of an answer.
#[derive(Clone, Debug)]
pub(super) struct Line<'s> {
    /// The column's name, for a cell that is not the answer's.
    pub(super) label: Option<String>,
    pub(super) text: &'s str,
    /// Its line ending.
    pub(super) eol: &'s str,
}

impl Line<'_> {
    /// The line as it stands below a question.
    pub(super) fn words(&self) -> String {
        match &self.label {
            Some(label) => format!("{label}: {}", self.text),
            None => self.text.to_owned(),
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.label.is_none() && self.text.trim().is_empty()
    }
}

impl Entry<'_> {
    /// Whether two entries, of a document before and after, ask and say the same.
    pub(super) fn says_the_same(&self, other: &Entry<'_>) -> bool {
        let lines = |entry: &Entry<'_>| entry.body.iter().map(Line::words).collect::<Vec<_>>();
        self.question == other.question
            && self.prompt == other.prompt
            && lines(self) == lines(other)
    }
}

/// All entries of a document, in its order.
pub(super) fn read<'s>(
    source: &'s Source,
    proposal: &Proposal,
) -> Result<Vec<Entry<'s>>, LayoutError> {
    let mut entries: Vec<Entry<'s>> = Vec::new();
    let mut tables: Vec<Table> = Vec::new();
    for answer in &proposal.answers {
        let line = source.line_of(answer.prompt.start) + 1;
        let last = entries.last().filter(|last| last.table.is_none());
        if last.is_some_and(|last| last.span.end > answer.entry.start) {
            return Err(LayoutError::WordsBefore(line));
        }
        if answer.layout != Layout::Row {
            entries.push(below(source, answer, line)?);
            continue;
        }
        if tables.last().is_none_or(|table| !table.span.contains(answer.prompt)) {
            tables.push(Table::around(source, answer.prompt).ok_or(LayoutError::Table(line))?);
        }
        if let Some(table) = tables.last_mut() {
            table.asked += 1;
            entries.push(table.row(source, answer, line)?);
        }
    }
    // A row that asks nothing would be lost with its table.
    match tables.iter().find(|table| table.asked != table.rows) {
        Some(table) => Err(LayoutError::Table(table.header + 1)),
        None => Ok(entries),
    }
}

/// A question on a line of its own, whatever its marker, and what stands below.
fn below<'s>(source: &'s Source, answer: &Answer, number: usize) -> Result<Entry<'s>, LayoutError> {
    let first = source.line_span(number - 1);
    let lead = source.slice(Span::new(first.start, answer.prompt.start));
    let marker = lead.trim_start_matches(['\u{feff}', ' ', '\t']);
    let indent = lead.len() - marker.len();
    if answer.layout == Layout::Item && indent > 0 {
        return Err(LayoutError::Nested(number));
    }
    if tick_in(marker).is_some() {
        return Err(LayoutError::Box(number));
    }
    if !is_marker(marker) || answer.entry.start != first.start {
        return Err(LayoutError::WordsBefore(number));
    }
    let (rest_from, next) = behind_prompt(source, answer, marker);
    let column = if answer.layout == Layout::Item { content_column(marker) } else { 0 };
    let mut body = Vec::new();
    let mut from = rest_from;
    let mut end = answer.entry.end;
    while from < end {
        let line = source.line_span(source.line_of(from));
        let text = Span::new(from, line.end.min(end).max(from));
        let after = source.next_line(from).max(from + 1);
        let eol = Span::new(text.end, after.min(end).max(text.end));
        let slice = source.slice(text);
        let slice = if from == rest_from && !next { slice } else { dedented(slice, column) };
        body.push(Line { label: None, text: slice, eol: source.slice(eol) });
        from = after;
    }
    drop_blank(&mut body);
    if let Some(first) = body.first_mut() {
        first.text = without_label(first.text);
        drop_blank(&mut body);
    }
    while body.last().is_some_and(Line::is_blank) {
        body.pop();
    }
    end = end.max(answer.entry.start);
    let span = Span::new(answer.entry.start, end);
    let prompt = one_line(source.slice(answer.prompt));
    Ok(Entry { question: answer.question, line: number, prompt, body, span, table: None })
}

fn drop_blank(body: &mut Vec<Line<'_>>) {
    let blank_above = body.iter().take_while(|line| line.is_blank()).count();
    body.drain(..blank_above);
}

/// An answer without the `A:` before it, which belongs to the layout.
fn without_label(line: &str) -> &str {
    layout_label(line).map_or(line, |len| line[len..].trim_start_matches([' ', '\t']))
}

/// The emphasis that a marker opens and does not close: that of `**Q: `, and none of `**Q:** `.
fn opened(marker: &str) -> &str {
    let is_mark = |c: char| matches!(c, '*' | '_');
    let mut open = "";
    let mut rest = marker;
    while let Some(at) = rest.find(is_mark) {
        let behind = &rest[at..];
        let len = behind.len() - behind.trim_start_matches(is_mark).len();
        let run = &behind[..len];
        rest = &behind[len..];
        // A bullet opens nothing.
        if run == "*" && open.is_empty() && rest.starts_with([' ', '\t']) {
            continue;
        }
        open = if open.is_empty() { run } else { "" };
    }
    open
}

/// Where the answer begins at the earliest, and whether that is the line below the question's.
fn behind_prompt(source: &Source, answer: &Answer, marker: &str) -> (usize, bool) {
    let line = source.line_span(source.line_of(answer.prompt.end));
    let mut rest = source.slice(Span::new(answer.prompt.end, line.end.max(answer.prompt.end)));
    let mut closer = opened(marker);
    let (mut colon, mut bracket) = (true, marker.ends_with('['));
    loop {
        let first = rest.chars().next();
        if !closer.is_empty() && rest.starts_with(closer) {
            rest = &rest[closer.len()..];
            closer = "";
        } else if matches!(first, Some(' ' | '\t' | '\u{a0}')) {
            rest = rest.trim_start_matches([' ', '\t', '\u{a0}']);
        } else if colon && matches!(first, Some(':' | '：' | '?')) {
            colon = first == Some('?');
            rest = rest.trim_start_matches([':', '：', '?']);
        } else if colon && ["- ", "– ", "— "].iter().any(|dash| rest.starts_with(dash)) {
            colon = false;
            rest = rest.trim_start_matches(['-', '–', '—']);
        } else if bracket && first == Some(']') {
            bracket = false;
            rest = &rest[1..];
        } else {
            break;
        }
    }
    let is_heading = matches!(answer.layout, Layout::Heading(_));
    if is_heading && rest.trim_matches(['#', ' ', '\t']).is_empty() {
        rest = "";
    }
    if !rest.trim().is_empty() {
        return (line.end - rest.len(), false);
    }
    let below = source.next_line(line.end.max(answer.prompt.end));
    // The line below an underlined heading is the heading's.
    let under = source.slice(source.line_span(source.line_of(below))).trim();
    if is_heading
        && !marker.starts_with('#')
        && !under.is_empty()
        && (under.bytes().all(|b| b == b'=') || under.bytes().all(|b| b == b'-'))
    {
        return (source.next_line(below).max(below), true);
    }
    (below, true)
}

/// Whether a text is nothing but markers: hashes, bullets, numbers, quote marks, emphasis, an opening bracket, `Q:`.
fn is_marker(text: &str) -> bool {
    let inner = text.trim_matches(|c: char| !c.is_alphanumeric());
    let number = inner.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b')');
    let label = inner.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '#');
    !text.contains(['<', '|', '`'])
        && (number || label.eq_ignore_ascii_case("q") || label.eq_ignore_ascii_case("question"))
}

/// Where the text of an item begins, as its list has it.
fn content_column(marker: &str) -> usize {
    let word = marker.find([' ', '\t']).unwrap_or(marker.len());
    (word + 1).min(5)
}

/// The line with up to `column` columns of blanks taken from its beginning.
fn dedented(line: &str, column: usize) -> &str {
    let mut done = 0;
    let mut bytes = 0;
    for c in line.chars() {
        match c {
            ' ' if done < column => done += 1,
            '\t' if done < column => done += 4 - done % 4,
            _ => break,
        }
        bytes += 1;
    }
    &line[bytes..]
}

/// Words of a prompt that goes over several lines, on one.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A table: its lines, and what its header names.
struct Table {
    span: Span,
    names: Vec<String>,
    /// The header's line, counted from 0.
    header: usize,
    /// Rows below the header and the rule.
    rows: usize,
    /// Those that ask a question.
    asked: usize,
}

impl Table {
    /// The table that a row stands in; `None` where it has no header of its own.
    fn around(source: &Source, prompt: Span) -> Option<Self> {
        let row = source.line_of(prompt.start);
        let header = table::header(source, row)?;
        let is_row = |line: &usize| source.slice(source.line_span(*line)).contains('|');
        let last = (row..source.line_count()).take_while(is_row).last()?;
        let start = source.line_span(header).start;
        let span = Span::new(start, source.next_line(source.line_span(last).start));
        let names = table::names(source, header).into_iter().map(str::to_owned).collect();
        Some(Self { span, names, header, rows: last - header - 1, asked: 0 })
    }

    fn row<'s>(
        &self,
        source: &'s Source,
        answer: &Answer,
        number: usize,
    ) -> Result<Entry<'s>, LayoutError> {
        let line = source.line_span(number - 1);
        let cells: Vec<Span> = cells(source.text(), line).collect();
        let odd = LayoutError::Table(number);
        let own = cells.iter().find(|cell| cell.contains(answer.prompt));
        let cell = *own.ok_or(odd)?;
        let beside = [
            Span::new(line.start, cell.start),
            Span::new(cell.start, answer.prompt.start),
            Span::new(answer.prompt.end, cell.end),
        ];
        if beside.iter().any(|&part| source.slice(part).contains(char::is_alphanumeric)) {
            return Err(LayoutError::WordsBefore(number));
        }
        let row = answer.row.as_ref().ok_or(odd)?.said(source);
        let said = match row.answer {
            Part::Nothing => "",
            Part::Head(word, _) => word,
            Part::Cell(cell) => source.slice(cell),
            Part::Behind(_) => return Err(LayoutError::WordsBefore(number)),
        };
        let mut body = Vec::new();
        if !said.is_empty() {
            body.push(Line { label: None, text: said, eol: "" });
        }
        for cell in row.notes.into_iter().filter(|cell| !cell.is_empty()) {
            let at = cells.iter().position(|other| *other == cell);
            let name = at.and_then(|at| self.names.get(at)).ok_or(odd)?;
            let label = format!("{name}:");
            if notes_label(&label) != Some(label.len()) {
                return Err(odd);
            }
            body.push(Line { label: Some(name.clone()), text: source.slice(cell), eol: "" });
        }
        let prompt = one_line(source.slice(answer.prompt));
        // The header goes with the first row.
        let first = number - 1 == self.header + 2;
        let start = if first { self.span.start } else { line.start };
        let span = Span::new(start, source.next_line(line.start));
        let table = Some(self.span.start);
        Ok(Entry { question: answer.question, line: number, prompt, body, span, table })
    }
}
