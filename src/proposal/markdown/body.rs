//! From the lines below a question to its [`Content`].

use super::blocks::{Blocks, Kind};
use super::cells::cells;
use super::marks::QuestionMark;
use super::markup::{caption_len, is_markup};
use super::row::{Part, Row};
use super::{labels, line};
use crate::proposal::boxes::{self, jira_mark};
use crate::proposal::content::{CodeBlock, Content, Prose, TickBox};
use crate::proposal::inline;
use crate::source::{Source, Span};

/// Reads what is written in `span` for the question at `mark`.
pub(super) fn read(source: &Source, blocks: &Blocks, mark: &QuestionMark, span: Span) -> Content {
    let mut reader = Reader::new(source, blocks, span.len());
    if let Some((tick, ticked)) = mark.tick {
        let at = Span::empty(tick.end);
        reader.content.boxes.push(TickBox { span: tick, ticked, label: at, prose: 0..0 });
    }
    match &mark.row {
        Some(row) => reader.row(row),
        None => match jira_mark(source.slice(span)) {
            Some(said) => reader.jira(said, span),
            None => reader.lines(from_label(source, span).unwrap_or(span), mark.bracket),
        },
    }
    reader.finish(mark.rest)
}

/// `**My Answer:**` on a line of its own below a question opens the answer: what stands before it is the template's,
/// unless it answers.
fn from_label(source: &Source, span: Span) -> Option<Span> {
    /// How much of a template is looked through.
    const REACH: usize = 2000;
    let text = source.slice(span);
    let near = &text.as_bytes()[..text.len().min(REACH)];
    let labels = memchr::memmem::find_iter(near, b"nswer");
    let first = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let word = &first[..first.find(|c: char| !c.is_alphanumeric()).unwrap_or(first.len())];
    let answers = ["yes", "no"].iter().any(|said| said.eq_ignore_ascii_case(word));
    labels.filter(|_| !answers).find_map(|at| {
        let line = source.line_span(source.line_of(span.start + at));
        let start = line::start(source.text(), line).content;
        let words = &source.text()[start..line.end];
        // What is a heading or bold needs no colon.
        let is_marked = source.slice(line).trim_start().starts_with(['#', '*', '_']);
        let opens = start > span.start
            && (labels::answer_label(words).is_some()
                || is_marked && labels::bare_label(words).is_some());
        opens.then(|| Span::new(start, span.end))
    })
}

/// Reads a stretch of the document that belongs to no question: a section that an answer points to.
pub(super) fn section(source: &Source, blocks: &Blocks, span: Span) -> Content {
    let mut reader = Reader::new(source, blocks, span.len());
    reader.lines(span, false);
    reader.finish(span.start)
}

struct Reader<'a> {
    source: &'a Source,
    blocks: &'a Blocks,
    content: Content,
    /// The words of the paragraph at hand, markup included.
    raw: Prose,
    /// Indented code, for an answer that has nothing else.
    indented: Vec<Span>,
    /// Column and last number of the first numbered list; it has no column as long as its first item stands behind the
    /// question or a label.
    list: Option<(Option<usize>, u32)>,
    list_ended: bool,
    /// What stands in a row before its answer.
    before: Option<Span>,
    /// Where what is read ends.
    end: usize,
}

impl<'a> Reader<'a> {
    /// A reader of `bytes` of the document.
    fn new(source: &'a Source, blocks: &'a Blocks, bytes: usize) -> Self {
        // Most answers are shorter; in a longer one there is often more code than prose.
        let room = || Prose::with_capacity(bytes.min(2048));
        Self {
            source,
            blocks,
            content: Content { prose: room(), ..Content::default() },
            raw: room(),
            indented: Vec::new(),
            list: None,
            list_ended: false,
            before: None,
            end: 0,
        }
    }

    fn finish(mut self, rest: usize) -> Content {
        self.flush();
        let nothing = self.content.prose.is_blank() && self.content.boxes.is_empty();
        if nothing && !self.indented.is_empty() {
            // Words indented by accident are the answer all the same.
            for span in std::mem::take(&mut self.indented) {
                for line in self.source.line_of(span.start)
                    ..=self.source.line_of(span.end.saturating_sub(1))
                {
                    let line = self.source.line_span(line);
                    self.words(Span::new(line.start.max(span.start), line.end));
                }
                self.flush();
            }
        }
        let content = &self.content;
        let prose = (!content.prose.is_blank()).then(|| content.prose.trimmed_span());
        let parts = prose
            .into_iter()
            .chain(content.code.iter().map(|code| code.span))
            .chain(content.links.iter().map(|link| link.span))
            .chain(content.placeholders.iter().copied())
            .chain(
                content
                    .boxes
                    .iter()
                    .filter(|b| b.span.start >= rest)
                    .map(|b| b.span.cover(b.label)),
            )
            .chain(self.before);
        self.content.span = parts.reduce(Span::cover).unwrap_or(Span::empty(rest));
        if prose.is_some() {
            // Beside words it is where somebody has shortened them.
            let source = self.source;
            let is_elision = |span: Span| matches!(source.slice(span), "[...]" | "[…]");
            self.content.placeholders.retain(|span| !is_elision(*span));
        }
        self.content
    }

    /// Ends the paragraph: what is in `raw` is scanned.
    fn flush(&mut self) {
        if self.raw.text().is_empty() {
            return;
        }
        inline::scan(&self.raw, &self.blocks.references, &mut self.content);
        self.raw.clear();
    }

    fn break_paragraph(&mut self, at: usize) {
        self.flush();
        self.content.prose.break_line(at, true);
    }

    fn lines(&mut self, span: Span, bracket: bool) {
        let text = self.source.text();
        let first = self.source.line_of(span.start);
        self.end = span.end;
        let mut region = self.blocks.regions.partition_point(|r| r.span.end <= span.start);
        let mut line = first;
        while line < self.source.line_count() {
            let whole = self.source.line_span(line);
            if whole.start >= span.end && line > first {
                break;
            }
            let part =
                Span::new(whole.start.max(span.start), whole.end.min(span.end).max(span.start));
            while self.blocks.regions.get(region).is_some_and(|r| r.span.end <= part.start) {
                region += 1;
            }
            // It belongs to where its label stands.
            if line > first
                && let Some(note) = self.blocks.note_in(part)
            {
                self.break_paragraph(part.start);
                line = self.source.line_of(note.span.end.saturating_sub(1)).max(line) + 1;
                continue;
            }
            let here = self
                .blocks
                .regions
                .get(region)
                .filter(|r| r.span.start < part.end.max(part.start + 1));
            match here.map(|r| (&r.kind, r.span)) {
                Some((Kind::Fence { language, body }, code)) => {
                    self.line(
                        Span::new(part.start, code.start.clamp(part.start, part.end)),
                        line == first,
                    );
                    self.break_paragraph(code.start);
                    let block = self.source.slice(code);
                    let code = Span::new(code.start, code.start + block.trim_end().len());
                    self.content.code.push(CodeBlock {
                        span: code,
                        language: language.clone(),
                        body: *body,
                    });
                    line = self.source.line_of(code.end.saturating_sub(1)).max(line) + 1;
                    region += 1;
                    continue;
                }
                Some((Kind::Indented, code)) if code.start >= span.start => {
                    self.break_paragraph(code.start);
                    let code = Span::new(
                        code.start,
                        code.start + self.source.slice(code).trim_end().len(),
                    );
                    let block = CodeBlock { span: code, language: String::new(), body: code };
                    self.content.code.push(block);
                    self.indented.push(code);
                    line = self.source.line_of(code.end.saturating_sub(1)).max(line) + 1;
                    region += 1;
                    continue;
                }
                Some((Kind::Table, _)) if line > first => {
                    let border = |c: char| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '>');
                    if !text[part.range()].chars().all(border) {
                        for cell in cells(text, part) {
                            self.words(cell);
                            self.raw.break_line(cell.end, false);
                        }
                    }
                    line += 1;
                    continue;
                }
                _ => {}
            }
            let alone = if bracket { text[part.range()].trim() } else { "" };
            if alone.starts_with('(') && alone.ends_with(')') && self.content.prose.is_blank() {
                let start =
                    part.start + (text[part.range()].len() - text[part.range()].trim_start().len());
                self.content.placeholders.push(Span::new(start, start + alone.len()));
            } else {
                self.line(part, line == first);
            }
            line += 1;
        }
    }

    /// One line, markers and all; `first` when it stands behind the prompt.
    fn line(&mut self, part: Span, first: bool) {
        let text = self.source.text();
        let words = text[part.range()].trim_start();
        if words.is_empty() {
            if !first {
                self.break_paragraph(part.start);
            }
            return;
        }
        if !first && line::is_rule(words.trim_end()) {
            self.break_paragraph(part.start);
            return;
        }
        let mut from = part.start;
        if !first {
            let start = line::start(text, part);
            if let Some(number) = start.item {
                self.break_paragraph(part.start);
                self.count_item(start.indent, number);
            }
            if start.hashes > 0 {
                self.break_paragraph(part.start);
            }
            from = start.content;
        }
        from = self.behind_first_item(Span::new(from, part.end));
        let comments = self.blocks.comments.partition_point(|c| c.end <= from);
        let mut at = from;
        for comment in self.blocks.comments[comments..].iter().take_while(|c| c.start < part.end) {
            if comment.start > at {
                self.boxes(Span::new(at, comment.start));
            }
            at = at.max(comment.end.min(part.end));
        }
        if at < part.end {
            self.boxes(Span::new(at, part.end));
        }
        self.raw.break_line(part.end, false);
    }

    fn count_item(&mut self, indent: usize, number: u32) {
        match &mut self.list {
            _ if number == 0 || self.list_ended => {}
            None => {
                self.list = Some((Some(indent), number));
                self.content.numbered_items = 1;
            }
            Some((column, last)) if column.is_none_or(|column| column == indent) => {
                *column = Some(indent);
                // `1. 1. 1.` counts on by itself; a list that starts over is another one.
                if number > *last || (number == 1 && *last == 1) {
                    *last = number;
                    self.content.numbered_items += 1;
                } else {
                    self.list_ended = true;
                }
            }
            Some(_) => {}
        }
    }

    /// Where the words begin of a line that has the first item of a numbered list behind the question or a label, and the
    /// second item below it: `A: 1. stop it`. Elsewhere where they begin now.
    fn behind_first_item(&mut self, part: Span) -> usize {
        let text = self.source.text();
        let words = &text[part.range()];
        let nothing_yet = self.raw.is_blank() && self.content.prose.is_blank();
        if self.list.is_some() || !nothing_yet || !words.contains('1') {
            return part.start;
        }
        let label = labels::answer_label(words).unwrap_or(0);
        let first = line::start(text, Span::new(part.start + label, part.end));
        let next = self.source.next_line(part.end);
        if first.item != Some(1) || next >= self.end {
            return part.start;
        }
        let second = line::start(text, self.source.line_span(self.source.line_of(next)));
        if second.item != Some(2) {
            return part.start;
        }
        self.list = Some((None, 1));
        self.content.numbered_items = 1;
        first.content
    }

    /// Splits a line at its boxes: each one's label goes up to the next box.
    fn boxes(&mut self, part: Span) {
        let found = boxes::find(&self.source.text()[part.range()]);
        let Some(first) = found.first() else { return self.words(part) };
        self.words(Span::new(part.start, part.start + first.at.start));
        for one in found {
            let place = |span: Span| Span::new(part.start + span.start, part.start + span.end);
            let (span, label) = (place(one.at), place(one.label));
            self.flush();
            self.content.prose.break_line(span.start, true);
            let before = self.content.prose.text().len();
            if one.ticked {
                self.words(label);
                self.flush();
            }
            let prose = before..self.content.prose.text().len();
            self.content.boxes.push(TickBox { span, ticked: one.ticked, label, prose });
            if !one.behind.is_empty() {
                self.content.prose.break_line(span.start, true);
                self.words(place(one.behind));
            }
        }
    }

    /// Words without boxes and comments; labels such as `**A:**` and `Evidence:` are left out.
    fn words(&mut self, part: Span) {
        let text = self.source.text();
        let mut start = part.start;
        let rest = &text[part.range()];
        let nothing_yet = self.content.notes_from.is_none()
            && self.content.prose.is_blank()
            && self.raw.is_blank();
        if nothing_yet && let Some(len) = caption_len(rest) {
            start += len;
        } else if nothing_yet && let Some(len) = labels::answer_labels(rest) {
            start += len;
        } else if (self.raw.text().is_empty() || self.raw.text().ends_with('\n'))
            && let Some(len) = labels::notes_label(rest)
        {
            self.break_paragraph(start);
            self.content.notes_from.get_or_insert(self.content.prose.text().len());
            start += len;
        }
        if start >= part.end || is_markup(&text[start..part.end]) {
            return;
        }
        let words = text[start..part.end].trim_start();
        let start = part.end - words.len();
        let words = words.trim_end();
        let span = Span::new(start, start + words.len());
        if span.is_empty() {
            return;
        }
        if !self.raw.text().is_empty() && !self.raw.text().ends_with(char::is_whitespace) {
            self.raw.push(" ", Span::empty(span.start));
        }
        self.raw.push(words, span);
    }

    fn row(&mut self, row: &Row) {
        let said = row.said(self.source);
        self.before = said.notes_before();
        match said.answer {
            Part::Nothing => {}
            Part::Behind(words) => self.cell(words),
            Part::Head(word, cell) => self.raw.push(word, cell),
            Part::Cell(cell) => match jira_mark(self.source.slice(cell)) {
                Some(word) if !row.is_marked() => self.jira(word, cell),
                _ => self.cell(cell),
            },
        }
        self.break_paragraph(row.end);
        self.content.notes_from = Some(self.content.prose.text().len());
        for cell in said.notes {
            self.cell(cell);
            self.break_paragraph(cell.end);
        }
    }

    /// An answer that is one of Jira's marks.
    fn jira(&mut self, said: &str, span: Span) {
        let text = self.source.slice(span);
        let start = span.start + (text.len() - text.trim_start().len());
        self.raw.push(said, Span::new(start, start + text.trim().len()));
    }

    fn cell(&mut self, cell: Span) {
        if !cell.is_empty() {
            self.line(cell, true);
        }
    }
}
