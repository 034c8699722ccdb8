//! Markdown to YAML: the front matter becomes the top-level keys, each answer the text below its question's id, comments
//! YAML's own, and what belongs to no question the text of `notes`.

use super::{dedented, line};
use crate::assess::Assessment;
use crate::edit::{deferral, front_matter, scalar, table};
use crate::order;
use crate::policy::{CriterionId, Value};
use crate::proposal::Answer;
use crate::proposal::markdown::{Part, Row};
use crate::proposal::yaml_tree::ScalarStyle;
use crate::source::{Source, Span};
use std::fmt::Write as _;

/// Where text goes that belongs to no question.
const NOTES: &str = "notes";

/// The document as YAML.
pub(super) fn written(source: &Source, assessment: &Assessment) -> Result<String, Vec<String>> {
    let proposal = &assessment.proposal;
    let mut rest = Rest::new(source, assessment);
    let mut out = head(source, assessment);
    let notes = rest.notes();
    if let Some((at, text)) = notes {
        if proposal.metadata.entry(NOTES).is_some() {
            let what = format!("this text has no place: the key `{NOTES}` is taken");
            return Err(vec![line(source, at, &what)]);
        }
        block(NOTES, &text, 0, &mut out);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str("answers:\n");
    for criterion in in_order(assessment) {
        for comment in rest.before_criterion(criterion) {
            push_comment(&comment, 2, &mut out);
        }
        let id = &assessment.policy.criterion(criterion).id;
        let _ = writeln!(out, "  {}:", front_matter::scalar(id));
        let of =
            |answer: &&Answer| assessment.policy.question(answer.question).criterion == criterion;
        for answer in proposal.answers.iter().filter(of) {
            push_answer(source, assessment, answer, &mut rest, &mut out);
        }
    }
    for comment in rest.left() {
        push_comment(&comment, 0, &mut out);
    }
    Ok(out)
}

/// The criteria that are answered, in the order they are met.
fn in_order(assessment: &Assessment) -> Vec<CriterionId> {
    let mut order = Vec::new();
    for answer in &assessment.proposal.answers {
        let criterion = assessment.policy.question(answer.question).criterion;
        if !order.contains(&criterion) {
            order.push(criterion);
        }
    }
    order
}

/// The front matter's lines, and the title where it is a heading.
fn head(source: &Source, assessment: &Assessment) -> String {
    let proposal = &assessment.proposal;
    let metadata = &proposal.metadata;
    let mut out = String::new();
    let title = source.slice(proposal.title).trim();
    // The first heading may be a question's, or a criterion's.
    let asks = proposal.answers.iter().any(|answer| proposal.title.contains(answer.prompt))
        || proposal.criteria.iter().any(|place| proposal.title.contains(place.span));
    if metadata.title.is_none() && !asks && is_heading(source, proposal.title) {
        let _ = writeln!(out, "title: {}", front_matter::scalar(title));
    }
    let body = metadata.body.map_or("", |body| source.slice(body));
    for line in body.lines() {
        let _ = writeln!(out, "{line}");
    }
    out
}

fn is_heading(source: &Source, span: Span) -> bool {
    let line = source.line_of(span.start);
    let next = if line + 1 < source.line_count() {
        source.slice(source.line_span(line + 1)).trim()
    } else {
        ""
    };
    source.slice(source.line_span(line)).trim_start().starts_with('#')
        || (!next.is_empty() && next.bytes().all(|b| b == b'='))
}

fn push_answer(
    source: &Source,
    assessment: &Assessment,
    answer: &Answer,
    rest: &mut Rest<'_>,
    out: &mut String,
) {
    let id = front_matter::scalar(&assessment.policy.question(answer.question).id);
    if let Some(row) = &answer.row {
        let cells = Cells::of(source, assessment, row);
        for comment in rest.of(answer).into_iter().chain(cells.waivers) {
            push_comment(&comment, 4, out);
        }
        push_row(&id, &cells.answer, &cells.notes, out);
        return;
    }
    let (text, inner) = without_waivers(source, assessment, written_span(source, answer));
    for comment in rest.of(answer).into_iter().chain(inner) {
        push_comment(&comment, 4, out);
    }
    let text = dedented(text.trim());
    // The box of the question's own line stands before the question.
    let own = answer.content.boxes.iter().find(|one| one.label.is_empty());
    let own = own.filter(|one| !answer.span.contains(one.span));
    let value = match (own, answer.value()) {
        (Some(_), Some(Value::YesNo(yes))) if text.is_empty() => {
            if yes {
                "yes"
            } else {
                "no"
            }
        }
        _ => "",
    };
    let text = match own {
        Some(_) if text.is_empty() => value.to_owned(),
        Some(one) => format!("{} {text}", source.slice(one.span)),
        None => text,
    };
    push_value(&id, &text, 4, out);
}

/// The answer with the markup around it, such as the second backtick of its last word.
fn written_span(source: &Source, answer: &Answer) -> Span {
    let Span { start, end } = answer.span;
    let line = source.line_span(source.line_of(end));
    let end = end.max(line.end.min(answer.entry.end));
    let line = source.slice(Span::new(source.line_start(start).max(answer.prompt.end), start));
    let bare = line.trim_end_matches(['*', '_', '`', '[', '<', '!', '~']);
    let begins = bare.is_empty() || bare.ends_with(char::is_whitespace);
    Span::new(if begins { start - (line.len() - bare.len()) } else { start }, end)
}

/// The words of a row's cells.
struct Cells {
    answer: String,
    notes: Vec<String>,
    waivers: Vec<String>,
}

impl Cells {
    fn of(source: &Source, assessment: &Assessment, row: &Row) -> Self {
        let said = row.said(source);
        let mut waivers = Vec::new();
        let mut words = |cell: Span| {
            let (text, inner) = without_waivers(source, assessment, cell);
            waivers.extend(inner);
            text.trim().replace("\\|", "|")
        };
        let answer = match said.answer {
            Part::Nothing => String::new(),
            Part::Head(word, _) => word.to_owned(),
            Part::Behind(cell) | Part::Cell(cell) => words(cell),
        };
        let notes = said.notes.into_iter().map(words).filter(|text| !text.is_empty()).collect();
        Self { answer, notes, waivers }
    }
}

/// A row of a table: what answers, and what the other cells give as evidence.
fn push_row(id: &str, answer: &str, evidence: &[String], out: &mut String) {
    if evidence.is_empty() {
        push_value(id, answer, 4, out);
        return;
    }
    let _ = writeln!(out, "    {id}:");
    push_value("answer", answer, 6, out);
    let _ = writeln!(out, "      evidence:");
    for cell in evidence {
        let _ = writeln!(out, "        - {}", quoted(cell));
    }
}

/// A key with a text: on its line where it is short, else below it.
fn push_value(key: &str, text: &str, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent);
    if text.is_empty() {
        let _ = writeln!(out, "{pad}{key}:");
    } else if text.contains('\n') || (!is_word(text) && !scalar::is_plain_safe(text, false)) {
        block(key, text, indent, out);
    } else {
        let _ = writeln!(out, "{pad}{key}: {text}");
    }
}

/// Whether people write it without quotes, whatever YAML takes it for: questions are answered in words.
fn is_word(text: &str) -> bool {
    ["yes", "no"].iter().any(|word| word.eq_ignore_ascii_case(text))
        || (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
}

fn quoted(text: &str) -> String {
    scalar::write(text, ScalarStyle::Plain, ScalarStyle::Double, false)
}

/// A key with a text as it is written, below it.
fn block(key: &str, text: &str, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent);
    let _ = writeln!(out, "{pad}{key}: |-");
    for line in text.lines() {
        let _ = if line.trim().is_empty() { writeln!(out) } else { writeln!(out, "{pad}  {line}") };
    }
}

fn push_comment(comment: &str, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent);
    for line in comment.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let _ = writeln!(out, "{pad}# {line}");
    }
}

/// The words of a comment, without its markers.
fn inner(comment: &str) -> String {
    comment.trim_start_matches("<!--").trim_end_matches("-->").trim().to_owned()
}

/// A text without the waivers in it, and those.
fn without_waivers(source: &Source, assessment: &Assessment, span: Span) -> (String, Vec<String>) {
    let (mut text, mut taken, mut at) = (String::new(), Vec::new(), span.start);
    for waiver in &assessment.proposal.waivers {
        if span.contains(waiver.span) && waiver.span.start >= at {
            text.push_str(source.slice(Span::new(at, waiver.span.start)));
            taken.push(inner(source.slice(waiver.span)));
            at = waiver.span.end;
        }
    }
    text.push_str(source.slice(Span::new(at, span.end)));
    (text, taken)
}

/// What stands around the answers: comments, and everything else.
struct Rest<'a> {
    source: &'a Source,
    assessment: &'a Assessment,
    /// Where each comment stands, and its words; those that have no place yet.
    comments: Vec<(usize, String)>,
    text: Vec<(usize, String)>,
}

impl<'a> Rest<'a> {
    fn new(source: &'a Source, assessment: &'a Assessment) -> Self {
        let mut rest = Self { source, assessment, comments: Vec::new(), text: Vec::new() };
        let mut at = assessment.proposal.metadata.block.map_or(0, |block| block.end);
        for taken in rest.taken() {
            rest.gap(Span::new(at.min(taken.start), taken.start));
            at = at.max(taken.end);
        }
        rest.gap(Span::new(at.min(source.text().len()), source.text().len()));
        for answer in &assessment.proposal.answers {
            // Between a prompt and its answer stand markers, and comments.
            let (prompt, span, entry) = (answer.prompt, answer.span, answer.entry);
            let (first, last) = (prompt.end.min(span.start), span.end.max(prompt.end));
            rest.comments_of(Span::new(first, span.start.max(first)));
            rest.comments_of(Span::new(last, entry.end.max(last)));
        }
        order::by_key(&mut rest.comments, |(place, _)| *place);
        rest
    }

    /// What has its place elsewhere: answers with their prompts, the headings of criteria, the title, and what Defer wrote,
    /// which the metadata holds as well.
    fn taken(&self) -> Vec<Span> {
        let proposal = &self.assessment.proposal;
        let line = |span: Span| {
            let end = self.source.next_line(span.end);
            let after = self.source.slice(self.source.line_span(self.source.line_of(end)));
            let is_underline =
                |c: char| !after.trim().is_empty() && after.trim().chars().all(|x| x == c);
            let end = if is_underline('=') || is_underline('-') {
                self.source.next_line(end)
            } else {
                end
            };
            Span::new(self.source.line_start(span.start), end)
        };
        let mut taken: Vec<Span> = proposal
            .answers
            .iter()
            .map(|answer| answer.entry.cover(answer.prompt).cover(answer.span))
            .chain(proposal.criteria.iter().map(|criterion| line(criterion.span)))
            .chain(deferral::own_lines(self.source, proposal))
            .collect();
        if is_heading(self.source, proposal.title) {
            taken.push(line(proposal.title));
        }
        taken.sort();
        taken
    }

    /// Takes what stands between two places apart: comments, and text.
    fn gap(&mut self, span: Span) {
        let mut at = span.start;
        for comment in self.comments_of(span) {
            self.prose(Span::new(at, comment.start));
            at = comment.end;
        }
        self.prose(Span::new(at, span.end));
    }

    /// Keeps the comments of a place, and tells where they stand.
    fn comments_of(&mut self, span: Span) -> Vec<Span> {
        let (mut found, mut at) = (Vec::new(), span.start);
        while let Some(rest) = self.source.text().get(at..span.end) {
            let Some(from) = rest.find("<!--") else { break };
            let Some(length) = rest[from..].find("-->") else { break };
            let comment = Span::new(at + from, at + from + length + "-->".len());
            self.comments.push((comment.start, inner(self.source.slice(comment))));
            found.push(comment);
            at = comment.end;
        }
        found
    }

    fn prose(&mut self, span: Span) {
        let text = table::without_heads(self.source.slice(span));
        // Markers that held answers together are no text of their own.
        let is_marker = |line: &&str| {
            line.chars().all(|c| {
                c.is_whitespace() || matches!(c, '-' | '*' | '+' | '|' | ':' | '>' | '#' | '_')
            })
        };
        // A heading that says the metadata's title once more.
        let title = self.assessment.proposal.metadata.title.as_ref();
        let is_title = |line: &str| {
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            line.starts_with("# ") && title.is_some_and(|t| words(&line[2..]) == words(&t.text))
        };
        let lines: Vec<&str> =
            text.lines().map(str::trim_end).filter(|line| !is_title(line)).collect();
        if lines.iter().all(&is_marker) {
            return;
        }
        let kept: Vec<&str> = lines
            .into_iter()
            .filter(|l| l.is_empty() || !is_marker(l) || l.trim().len() > 2)
            .collect();
        self.text.push((span.start, kept.join("\n").trim_matches('\n').to_owned()));
    }

    /// Everything that belongs to no question, and where it begins.
    fn notes(&self) -> Option<(usize, String)> {
        let (at, _) = self.text.first()?;
        let texts: Vec<&str> = self.text.iter().map(|(_, text)| text.as_str()).collect();
        Some((*at, texts.join("\n\n")))
    }

    /// The comments before a criterion's heading.
    fn before_criterion(&mut self, criterion: CriterionId) -> Vec<String> {
        let mut places = self.assessment.proposal.criteria.iter();
        let place = places.find(|place| place.criterion == criterion);
        place.map_or_else(Vec::new, |place| self.before(place.span.start))
    }

    /// The comments before a place that have none yet.
    fn before(&mut self, at: usize) -> Vec<String> {
        let count = self.comments.partition_point(|(place, _)| *place < at);
        self.comments.drain(..count).map(|(_, comment)| comment).collect()
    }

    /// The comments before and within an answer that have no place yet. A waiver on a line of its own behind the answer is
    /// about the line below it, and so about the next one.
    fn of(&mut self, answer: &Answer) -> Vec<String> {
        let waivers = &self.assessment.proposal.waivers;
        let begins_line = |at: usize| {
            let start = self.source.line_start(at);
            self.source.slice(Span::new(start, at)).trim().is_empty()
        };
        let end = answer.entry.end.max(answer.span.end);
        let mut behind = waivers
            .iter()
            .map(|waiver| waiver.span.start)
            .filter(|&at| answer.span.end <= at && at < end && begins_line(at));
        let end = behind.next().unwrap_or(end);
        self.before(end)
    }

    fn left(&mut self) -> Vec<String> {
        self.before(usize::MAX)
    }
}
