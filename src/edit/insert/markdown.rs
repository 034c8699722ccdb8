//! Questions as lines of a Markdown document: headings, items, rows or plain lines like those around them.

use super::line::{Marks, Written, marks_len};
use super::{Anchor, Document};
use crate::edit::lines::{self, Insertion};
use crate::edit::{Edit, front_matter};
use crate::policy::{CriterionId, QuestionId};
use crate::proposal::{Answer, Layout};
use crate::source::Span;

/// Beside their like, each behind the question that the policy asks before it.
pub(super) fn in_layout(document: &Document<'_>, questions: &[QuestionId]) -> Option<Vec<Edit>> {
    let mut groups: Vec<(Anchor, Vec<QuestionId>)> = Vec::new();
    for &question in questions {
        let anchor = anchor(document, question);
        match groups.iter_mut().find(|(known, _)| *known == anchor) {
            Some((_, questions)) => questions.push(question),
            None => groups.push((anchor, vec![question])),
        }
    }
    let mut blocks: Vec<Block> = Vec::new();
    for (anchor, questions) in &groups {
        blocks.push(block(document, *anchor, questions)?);
    }
    Some(edits(document, blocks))
}

/// At the end, below the criterion's heading: what any document understands.
#[expect(clippy::unnecessary_wraps, reason = "one of several ways, of which others may fail")]
pub(super) fn at_the_end(document: &Document<'_>, questions: &[QuestionId]) -> Option<Vec<Edit>> {
    let mut criteria: Vec<CriterionId> =
        questions.iter().map(|&q| document.criterion_of(q)).collect();
    criteria.dedup();
    let blocks = criteria.into_iter().map(|criterion| {
        let own = questions.iter().copied().filter(|&q| document.criterion_of(q) == criterion);
        let mut paragraphs = vec![format!("## {}", document.policy.criterion(criterion).title)];
        paragraphs.extend(own.map(|q| format!("### {}", document.policy.question(q).prompt)));
        Block { place: end(document), paragraphs, loose: true }
    });
    Some(edits(document, blocks.collect()))
}

fn anchor(document: &Document<'_>, question: QuestionId) -> Anchor {
    let criterion = document.criterion_of(question);
    let place = || document.proposal.criteria.iter().position(|place| place.criterion == criterion);
    document
        .neighbour(question)
        .or_else(|| place().map(Anchor::Section))
        .unwrap_or(Anchor::New(criterion))
}

/// Lines that go in together.
struct Block {
    place: Insertion,
    /// Lines, or several of one question.
    paragraphs: Vec<String>,
    /// With blank lines between them and around.
    loose: bool,
}

fn block(document: &Document<'_>, anchor: Anchor, questions: &[QuestionId]) -> Option<Block> {
    let source = document.source;
    let ask = |model: &Model| -> Vec<String> {
        questions.iter().enumerate().map(|(n, &q)| model.ask(document, q, n)).collect()
    };
    match anchor {
        Anchor::After(index) => {
            let answer = document.proposal.answers.get(index)?;
            let model = Model::of(document, index)?;
            let place = after_text(document, answer.entry.end, answer.entry.start);
            Some(Block { place, paragraphs: ask(&model), loose: model.loose })
        }
        Anchor::Before(index) => {
            let answer = document.proposal.answers.get(index)?;
            let model = Model::of(document, index)?;
            let place = lines::line_at(source, answer.entry.start);
            // Numbers go on from the one before the model's.
            Some(Block { place, paragraphs: ask(&model), loose: model.loose })
        }
        Anchor::Section(index) => {
            let place = document.proposal.criteria.get(index)?;
            let level = heading_level(document, place.span);
            let model = Model::elsewhere(document, level);
            let at = after_text(document, place.section.end, place.section.start);
            Some(Block { place: at, paragraphs: ask(&model), loose: true })
        }
        Anchor::New(criterion) => {
            let heading = criterion_heading(document, criterion);
            let level = heading.bytes().take_while(|&b| b == b'#').count();
            let model = Model::elsewhere(document, Some(level));
            let mut paragraphs = Vec::new();
            let flat =
                document.proposal.criteria.is_empty() && !document.proposal.answers.is_empty();
            if !flat {
                paragraphs.push(heading);
            }
            paragraphs.extend(ask(&model));
            let loose = !flat || model.loose;
            Some(Block { place: new_place(document, criterion, flat), paragraphs, loose })
        }
    }
}

/// Where a criterion goes that is not in the document: behind the one that the policy names before it.
fn new_place(document: &Document<'_>, criterion: CriterionId, flat: bool) -> Insertion {
    let proposal = document.proposal;
    if flat {
        let before =
            proposal.answers.iter().filter(|a| document.criterion_of(a.question) < criterion);
        if let Some(answer) = before.max_by_key(|answer| answer.entry.end) {
            return after_text(document, answer.entry.end, answer.entry.start);
        }
        if let Some(first) = proposal.answers.first() {
            return lines::line_at(document.source, first.entry.start);
        }
    }
    let before = proposal.criteria.iter().filter(|place| place.criterion < criterion);
    match before.max_by_key(|place| place.criterion) {
        Some(place) => after_text(document, place.section.end, place.section.start),
        None => end(document),
    }
}

/// The end of the document, before the section that Defer writes.
fn end(document: &Document<'_>) -> Insertion {
    let end = document.source.text().len();
    let end = document.proposal.deferral_section.map_or(end, |section| section.start);
    let start =
        document.proposal.metadata.block.map_or(front_matter::first(document.source), |b| b.end);
    after_text(document, end, start)
}

/// Below the last line of text before byte `end`, though not above the line of `start`.
fn after_text(document: &Document<'_>, end: usize, start: usize) -> Insertion {
    let source = document.source;
    let text = source.text().get(start..end.max(start)).unwrap_or_default();
    let last = start + text.trim_end().len();
    if last == start {
        return lines::line_at(source, start.max(end.min(start)));
    }
    lines::line_after(source, last.saturating_sub(1), source.text().len())
}

/// The words of a criterion's heading, written as those in the document.
fn criterion_heading(document: &Document<'_>, criterion: CriterionId) -> String {
    let title = &document.policy.criterion(criterion).title;
    let like =
        document.proposal.criteria.first().and_then(|place| heading_level(document, place.span));
    format!("{} {title}", "#".repeat(like.unwrap_or(2)))
}

/// The level of the heading that `span` stands in; `None` for other lines.
fn heading_level(document: &Document<'_>, span: Span) -> Option<usize> {
    let start = document.source.line_start(span.start);
    let prefix = document.source.slice(Span::new(start, span.start));
    let hashes = prefix.bytes().filter(|&b| b == b'#').count();
    (1..=6).contains(&hashes).then_some(hashes)
}

/// How a question is written: what stands before and behind its words.
pub(super) struct Model {
    prefix: String,
    suffix: String,
    /// Lines below it that name the answer, such as `**A:**`.
    below: String,
    /// A row of a table: its cells, the prompt's marked.
    row: Option<Row>,
    /// By its id.
    by_id: bool,
    loose: bool,
}

struct Row {
    before: String,
    prompt_width: usize,
    after: String,
}

impl Model {
    /// As the answer at `index` is written.
    fn of(document: &Document<'_>, index: usize) -> Option<Self> {
        let answer = document.proposal.answers.get(index)?;
        let source = document.source;
        let line = source.line_span(source.line_of(answer.prompt.start));
        let begin = line.start + bom_len(source.slice(line));
        let prefix = source.slice(Span::new(begin, answer.prompt.start));
        let question = document.policy.question(answer.question);
        let by_id = source.slice(answer.prompt).eq_ignore_ascii_case(&question.id);
        if answer.layout == Layout::Row {
            return Some(Self { by_id, ..Self::row(document, answer)? });
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
        let mut suffix = match close {
            Some(close) => close.to_owned(),
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
        Some(Self { prefix, suffix, below, row: None, by_id, loose: is_loose(document, index) })
    }

    /// As most of the document's questions are written, below a heading of `level`.
    fn elsewhere(document: &Document<'_>, level: Option<usize>) -> Self {
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
            below: String::new(),
            row: None,
            by_id: false,
            loose: level.is_some_and(|level| level < 6)
                && !document.proposal.answers.iter().any(|a| a.layout == Layout::Row),
        })
    }

    fn row(document: &Document<'_>, answer: &Answer) -> Option<Self> {
        let source = document.source;
        let line = source.line_span(source.line_of(answer.prompt.start));
        let text = source.slice(line);
        let borders = borders(text);
        let at = answer.prompt.start - line.start;
        let open = borders.iter().rev().find(|&&border| border < at).copied();
        let close =
            borders.iter().find(|&&border| border >= answer.prompt.end - line.start).copied();
        let start = open.map_or(0, |open| open + 1);
        let end = close.unwrap_or(text.len());
        let blank = |text: &str| -> String {
            let borders = self::borders(text);
            text.char_indices()
                .map(|(at, c)| if borders.contains(&at) { '|' } else { keep_blank(c) })
                .collect()
        };
        let outside = |text: &str| {
            if text.trim_matches(['|', ' ', '\t', '>']).is_empty() {
                text.to_owned()
            } else {
                blank(text)
            }
        };
        let row = Row {
            before: outside(text.get(..start)?),
            prompt_width: text.get(start..end)?.chars().count(),
            after: outside(text.get(end..)?),
        };
        Some(Self {
            prefix: source.slice(Span::new(line.start + start, answer.prompt.start)).to_owned(),
            suffix: String::new(),
            below: String::new(),
            row: Some(row),
            by_id: false,
            loose: false,
        })
    }

    /// The line that asks `question`, the `n`th of several after the model.
    fn ask(&self, document: &Document<'_>, question: QuestionId, n: usize) -> String {
        if let Some(row) = &self.row {
            let cell = self.cell(document, question, row);
            return format!("{}{cell}{}", row.before, row.after).trim_end().to_owned();
        }
        let words = self.words(document, question);
        format!("{}{words}{}{}", self.marked(n), self.suffix, self.below)
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
                Some(tail) => ("| ", tail.to_owned()),
                None => ("", row.after.clone()),
            };
            let indent = cell.len() - cell.trim_start().len();
            let marks = format!("{}{}", row.before, &cell[..indent]);
            return Written { marks, head: format!("{}{open}", &cell[indent..]), tail };
        }
        let marked = self.marked(0);
        let (marks, inner) = marked.split_at(marks_len(&marked));
        let words = self.words(document, question);
        let gap = match (Marks::of(marks), self.below.strip_prefix(eol)) {
            // The answer is folded away with its question.
            (_, Some(below)) if below.trim_start().starts_with("</") => {
                let head = format!("{inner}{words}{}{eol}{eol}", self.suffix);
                return Written { marks: marks.to_owned(), head, tail: self.below.clone() };
            }
            (_, Some(_)) => format!("{} ", self.below),
            (Marks::Heading, None) => format!("{eol}{eol}"),
            (_, None) => " ".to_owned(),
        };
        let head = format!("{inner}{words}{}{gap}", self.suffix);
        Written { marks: marks.to_owned(), head, tail: String::new() }
    }

    /// What stands before the words of the `n`th of several after the model.
    fn marked(&self, n: usize) -> String {
        unticked(&numbered(&self.prefix, n + 1))
    }

    fn words<'d>(&self, document: &Document<'d>, question: QuestionId) -> &'d str {
        let question = document.policy.question(question);
        if self.by_id { &question.id } else { &question.prompt }
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
    let words = between.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    if matches!(words.as_str(), "a" | "answer" | "my answer") {
        between.to_owned()
    } else {
        String::new()
    }
}

/// Whether blank lines stand around the answer at `index`.
fn is_loose(document: &Document<'_>, index: usize) -> bool {
    let answers = &document.proposal.answers;
    let Some(answer) = answers.get(index) else { return true };
    if matches!(answer.layout, Layout::Heading(_)) {
        return true;
    }
    let gap = |first: &Answer, second: &Answer| {
        let text = document.source.text().get(first.entry.end..second.entry.start);
        (first.layout == second.layout)
            .then(|| text.is_some_and(|text| text.contains(['\n', '\r'])))
    };
    let next = answers.get(index + 1).and_then(|next| gap(answer, next));
    let last = index.checked_sub(1).and_then(|last| gap(answers.get(last)?, answer));
    next.or(last).unwrap_or(answer.layout == Layout::Line)
}

/// The prefix with its number, if it has one, `by` higher.
fn numbered(prefix: &str, by: usize) -> String {
    let digits = |c: char| c.is_ascii_digit();
    let Some(start) = prefix.find(digits) else { return prefix.to_owned() };
    let end = prefix[start..].find(|c| !digits(c)).map_or(prefix.len(), |len| start + len);
    match prefix[start..end].parse::<usize>() {
        Ok(number) => {
            format!("{}{}{}", &prefix[..start], number.saturating_add(by), &prefix[end..])
        }
        Err(_) => prefix.to_owned(),
    }
}

/// The prefix with an empty box.
fn unticked(prefix: &str) -> String {
    match (prefix.find('['), prefix.find(']')) {
        (Some(open), Some(close)) if open < close => {
            format!("{}[ ]{}", &prefix[..open], &prefix[close + 1..])
        }
        _ => prefix.to_owned(),
    }
}

/// The unescaped `|` of a row.
fn borders(text: &str) -> Vec<usize> {
    let mut escaped = false;
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        if c == '|' && !escaped {
            found.push(at);
        }
        escaped = c == '\\' && !escaped;
    }
    found
}

fn keep_blank(c: char) -> char {
    if c == '\t' { c } else { ' ' }
}

fn bom_len(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// The edits of all blocks, those for one place together, with blank lines where they are loose.
fn edits(document: &Document<'_>, blocks: Vec<Block>) -> Vec<Edit> {
    let source = document.source;
    let mut merged: Vec<Block> = Vec::new();
    for block in blocks {
        match merged.iter_mut().find(|known| known.place == block.place) {
            Some(known) => {
                known.paragraphs.extend(block.paragraphs);
                known.loose |= block.loose;
            }
            None => merged.push(block),
        }
    }
    let edit = |block: Block| {
        let eol = lines::eol_at(source, block.place.at);
        if !block.loose {
            return block.place.edit(&block.paragraphs.join(eol), eol);
        }
        let gap = format!("{eol}{eol}");
        let mut text = block.paragraphs.join(&gap);
        let above = source.text().get(..block.place.at).unwrap_or_default();
        let last = above.trim_end_matches(['\n', '\r']);
        let blank_above = source.line_of(above.len()) > source.line_of(last.len()) + 1;
        if !last.trim_start_matches('\u{feff}').is_empty() && !blank_above {
            text = format!("{eol}{text}");
        }
        let below = source.line_span(source.line_of(block.place.at));
        if !block.place.open
            && block.place.at < source.text().len()
            && !source.slice(below).trim().is_empty()
        {
            text.push_str(eol);
        }
        block.place.edit(&text, eol)
    };
    merged.into_iter().map(edit).collect()
}
