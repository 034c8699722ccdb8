//! Questions as lines of a Markdown document: where they go among those that are there.

use super::model::{Model, heading_level};
use super::{Anchor, Document};
use crate::edit::lines::{self, Insertion};
use crate::edit::{Edit, front_matter};
use crate::policy::{CriterionId, QuestionId};

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
