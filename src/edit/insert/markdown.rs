//! Questions as lines of a Markdown document: where they go among those that are there.

use super::line::{Marks, marks_len};
use super::model::{Model, heading_level, number_of, numbered};
use super::{Anchor, Document};
use crate::edit::lines::{self, Insertion};
use crate::edit::{Edit, front_matter, table};
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
    let mut new = 0;
    for (anchor, questions) in &groups {
        blocks.push(block(document, *anchor, questions, new)?);
        new += if matches!(anchor, Anchor::New(_)) { signed(questions.len()) } else { 0 };
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

/// The lines for one anchor, `new` questions having gone to new criteria before.
fn block(
    document: &Document<'_>,
    anchor: Anchor,
    questions: &[QuestionId],
    new: isize,
) -> Option<Block> {
    let source = document.source;
    let ask = |model: &Model, from: isize| asked(document, model, questions, from);
    match anchor {
        Anchor::After(index) => {
            let answer = document.proposal.answers.get(index)?;
            let model = Model::of(document, index)?;
            let place = below(document, answer);
            Some(Block { place, paragraphs: ask(&model, 1), loose: model.loose })
        }
        Anchor::Before(index) => {
            let answer = document.proposal.answers.get(index)?;
            let model = Model::of(document, index)?;
            let place = above(document, answer);
            // As high as leaves room for the model's own number, and that is where a list begins.
            let own = signed(model.number().unwrap_or(1));
            let from = (-signed(questions.len())).max(1 - own);
            Some(Block { place, paragraphs: ask(&model, from), loose: model.loose })
        }
        Anchor::Section(index) => {
            let place = document.proposal.criteria.get(index)?;
            let level = heading_level(document, place.span);
            let at = after_text(document, place.section.end, place.section.start);
            let model = Model::elsewhere(document, level);
            let asked = ask(&model, first_of_section(&model, 0));
            let paragraphs = table_of(document, questions).map_or_else(
                || model.paragraphs(asked, lines::eol_at(source, at.at)),
                |table| vec![table],
            );
            Some(Block { place: at, paragraphs, loose: level.is_some() || model.loose })
        }
        Anchor::New(criterion) => new_block(document, criterion, questions, new),
    }
}

/// `questions` as the model has them, the number of the first one `from` higher than its own.
fn asked(
    document: &Document<'_>,
    model: &Model,
    questions: &[QuestionId],
    from: isize,
) -> Vec<String> {
    (from..).zip(questions).map(|(by, &question)| model.ask(document, question, by)).collect()
}

/// A criterion that the document does not name, with its questions.
fn new_block(
    document: &Document<'_>,
    criterion: CriterionId,
    questions: &[QuestionId],
    new: isize,
) -> Option<Block> {
    let ask = |model: &Model, from: isize| asked(document, model, questions, from);
    let flat = document.proposal.criteria.is_empty() && !document.proposal.answers.is_empty();
    let place = new_place(document, criterion, flat);
    if flat {
        let model = match row_beside(document, criterion) {
            Some(index) => Model::of(document, index)?,
            None => Model::elsewhere(document, Some(2)),
        };
        return Some(Block { place, paragraphs: ask(&model, 1), loose: model.loose });
    }
    if let Some(item) = criterion_item(document, criterion) {
        let model = Model::elsewhere(document, None);
        let mut paragraphs = vec![item];
        paragraphs.extend(ask(&model, first_of_section(&model, new)));
        return Some(Block { place, paragraphs, loose: model.loose });
    }
    let heading = criterion_heading(document, criterion);
    let level = heading.bytes().take_while(|&b| b == b'#').count();
    let model = Model::elsewhere(document, Some(level)).at_margin();
    let mut paragraphs = vec![heading];
    if let Some(table) = table_of(document, questions) {
        paragraphs.push(table);
    } else {
        let asked = ask(&model, first_of_section(&model, new));
        paragraphs.extend(model.paragraphs(asked, lines::eol_at(document.source, place.at)));
    }
    Some(Block { place, paragraphs, loose: true })
}

/// How much higher than the model's the number of the first question of a section is: lists begin anew in each, and
/// other numbers go on behind those of `new` questions before it.
fn first_of_section(model: &Model, new: isize) -> isize {
    if model.is_item() { 1 - signed(model.number().unwrap_or(0)) } else { 1 + new }
}

fn signed(number: usize) -> isize {
    isize::try_from(number).unwrap_or(isize::MAX)
}

/// A criterion as an item of the list that the others are items of.
fn criterion_item(document: &Document<'_>, criterion: CriterionId) -> Option<String> {
    let last = document.proposal.criteria.iter().rfind(|place| place.criterion < criterion);
    let like = last.or(document.proposal.criteria.first())?;
    let start = document.source.line_start(like.span.start);
    let prefix = document.source.slice(Span::new(start, like.span.start));
    let is_item = Marks::of(prefix) == Marks::Item && marks_len(prefix) == prefix.len();
    let by = if last.is_some() { 1 } else { -1 };
    is_item
        .then(|| format!("{}{}", numbered(prefix, by), document.policy.criterion(criterion).title))
}

/// A table of its own that asks `questions`, with the header of the last one, where tables are what the document asks
/// most of its questions in.
fn table_of(document: &Document<'_>, questions: &[QuestionId]) -> Option<String> {
    let source = document.source;
    let answers = &document.proposal.answers;
    let rows = answers.iter().filter(|answer| answer.layout == Layout::Row).count();
    let last = answers.iter().rposition(|answer| answer.layout == Layout::Row)?;
    if rows * 2 <= answers.len() {
        return None;
    }
    let model = Model::of(document, last)?;
    let header = table::header(source, source.line_of(answers.get(last)?.prompt.start))?;
    let lines = [header, header + 1].map(|line| source.slice(source.line_span(line)).to_owned());
    let asked = questions.iter().map(|&question| model.ask(document, question, 1));
    let eol = lines::eol_at(source, source.line_span(header + 1).start);
    Some(lines.into_iter().chain(asked).collect::<Vec<_>>().join(eol))
}

/// The row that the first question of a criterion goes below or above, in a document without criteria.
fn row_beside(document: &Document<'_>, criterion: CriterionId) -> Option<usize> {
    let answers = &document.proposal.answers;
    let is_before = |answer: &&Answer| document.criterion_of(answer.question) < criterion;
    let before = answers.iter().filter(is_before).map(|answer| answer.entry.end).max();
    let index = match before {
        Some(end) => answers.iter().position(|answer| answer.entry.end == end)?,
        None => 0,
    };
    (answers.get(index)?.layout == Layout::Row).then_some(index)
}

/// Before an answer; nothing can go before the header of a table.
fn above(document: &Document<'_>, answer: &Answer) -> Insertion {
    if rule_below(document, answer).is_some() {
        return below(document, answer);
    }
    lines::line_at(document.source, answer.entry.start)
}

/// Behind an answer, and where that is the header of a table, behind the rule below it.
fn below(document: &Document<'_>, answer: &Answer) -> Insertion {
    let end = rule_below(document, answer).unwrap_or(answer.entry.end);
    after_text(document, end, answer.entry.start)
}

/// The end of the rule below an answer in the header of a table.
fn rule_below(document: &Document<'_>, answer: &Answer) -> Option<usize> {
    let source = document.source;
    let row = source.line_of(answer.prompt.start);
    let is_header = answer.layout == Layout::Row && table::is_header(source, row);
    is_header.then(|| source.line_span(row + 1).end)
}

/// Where a criterion goes that is not in the document: behind the one that the policy names before it.
fn new_place(document: &Document<'_>, criterion: CriterionId, flat: bool) -> Insertion {
    let proposal = document.proposal;
    if flat {
        let before =
            proposal.answers.iter().filter(|a| document.criterion_of(a.question) < criterion);
        if let Some(answer) = before.max_by_key(|answer| answer.entry.end) {
            return below(document, answer);
        }
        if let Some(first) = proposal.answers.first() {
            return above(document, first);
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

/// The edits of all blocks, those for one place together, with blank lines where they are loose.
fn edits(document: &Document<'_>, blocks: Vec<Block>) -> Vec<Edit> {
    let mut places: Vec<Vec<Block>> = Vec::new();
    for block in blocks {
        let is_here = |known: &&mut Vec<Block>| known.iter().any(|b| b.place == block.place);
        match places.iter_mut().find(is_here) {
            Some(known) => known.push(block),
            None => places.push(vec![block]),
        }
    }
    places.into_iter().filter_map(|blocks| edit(document, blocks)).collect()
}

/// The edit of all blocks for one place.
fn edit(document: &Document<'_>, mut blocks: Vec<Block>) -> Option<Edit> {
    let source = document.source;
    let place = blocks.first()?.place;
    let eol = lines::eol_at(source, place.at);
    consecutive(blocks.iter_mut().flat_map(|block| &mut block.paragraphs));
    let (loose_above, loose_below) = (blocks.first()?.loose, blocks.last()?.loose);
    let mut text = String::new();
    let mut loose_before = false;
    for block in blocks {
        if !text.is_empty() {
            text.push_str(eol);
            if loose_before || block.loose {
                text.push_str(eol);
            }
        }
        let gap = if block.loose { [eol, eol].concat() } else { eol.to_owned() };
        text.push_str(&block.paragraphs.join(&gap));
        loose_before = block.loose;
    }
    let above = source.text().get(..place.at).unwrap_or_default();
    let last = above.trim_end_matches(['\n', '\r']);
    let blank_above = source.line_of(above.len()) > source.line_of(last.len()) + 1;
    // A block of HTML ends at a blank line, but for these, and a quote does not go on a paragraph outside of it.
    let line = last.rsplit(['\n', '\r']).next().unwrap_or_default().trim_start();
    let is_html = line.starts_with('<') && !line.contains("</pre>") && !line.contains("-->");
    let apart = is_html || text.starts_with('>') && !line.starts_with('>');
    let is_begun = !last.trim_start_matches('\u{feff}').is_empty();
    if (loose_above || apart) && is_begun && !blank_above {
        text.insert_str(0, eol);
    }
    let below = source.line_span(source.line_of(place.at));
    let is_followed =
        !place.open && place.at < source.text().len() && !source.slice(below).trim().is_empty();
    if loose_below && is_followed {
        text.push_str(eol);
    }
    Some(place.edit(&text, eol))
}

/// Numbers lines that follow one another one after the other, where they are of one list.
fn consecutive<'p>(paragraphs: impl Iterator<Item = &'p mut String>) {
    let mut last: Option<(String, usize)> = None;
    for paragraph in paragraphs {
        let lead = paragraph.find(char::is_alphabetic).unwrap_or(paragraph.len());
        let lead = &paragraph[..lead];
        // A digit of the words is none of their number.
        let number = number_of(lead).filter(|_| lead.contains(['.', ')']));
        let marks: String = lead.chars().filter(|c| !c.is_ascii_digit()).collect();
        let wanted = match (last, number) {
            (Some((known, last)), Some(_)) if known == marks => Some(last + 1),
            _ => number,
        };
        if let (Some(number), Some(wanted)) = (number, wanted) {
            let numbered = numbered(lead, signed(wanted) - signed(number));
            paragraph.replace_range(..lead.len(), &numbered);
        }
        last = wanted.map(|number| (marks, number));
    }
}
