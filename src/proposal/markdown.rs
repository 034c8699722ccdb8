//! Markdown documents, by one rule: a question is any line whose leading words ask it; its answer is the rest of the
//! line and everything up to the next question, the next criterion, or the heading that ends it.
//!
//! `blocks` tells what is code, heading, table or comment; `marks` finds where questions, criteria and headings stand;
//! `answers` joins marks to answers; `body` reads what is written between two marks; `pointer` follows "see Reproduction".

mod aliased;
mod answers;
mod blocks;
mod body;
mod cells;
mod columns;
mod ends;
pub(in crate::proposal) mod labels;
pub(in crate::proposal) mod line;
mod marks;
pub(in crate::proposal) mod markup;
mod notes;
mod numbering;
pub(in crate::proposal) mod pointer;
mod prefix;
mod row;
mod tail;
#[cfg(test)]
mod tests;
pub(in crate::proposal) mod title;

use super::known::Known;
use super::{
    Answer, CriterionPlace, Format, NearMiss, Proposal, SyntaxError, Waiver, metadata, waiver,
    yaml, yaml_tree,
};
use crate::policy::Policy;
use crate::source::{Source, Span};
pub(in crate::proposal) use aliased::begins_answer;
use blocks::{Blocks, Kind};
pub(crate) use cells::{border, borders, cells};
pub(crate) use columns::ANSWER_COLUMNS;
pub(crate) use labels::{answer_label, is_answer_label, layout_label, notes_label};
pub(crate) use line::{behind_numbering, tick_in, tick_len};
use marks::{Mark, MarkKind};
use metadata::Metadata;
pub(crate) use numbering::question_label;
pub(crate) use row::{Part, Row, is_empty_mark};

/// Reads a document.
pub(super) fn read(source: &Source, policy: &Policy, known: Option<&Known<'_>>) -> Proposal {
    let (metadata, mut errors) = front_matter(source);
    let from = metadata.block.map_or_else(|| bom_len(source.text()), |block| block.end);
    let blocks = blocks::read(source, from, |line| marks::asks(source, line, policy));
    let marks = marks::find(source, from, &blocks, policy);
    errors.extend(blocks.errors.iter().cloned());

    let title = title::find(source, &metadata, &marks);
    let answers = answers::read(source, policy, &metadata, &blocks, &marks, known);
    let criteria = criteria(source, policy, &marks);
    let mut all_waivers = yaml::metadata_waivers(source, &metadata);
    let near_misses: Vec<NearMiss> = marks
        .iter()
        .filter_map(|mark| match mark.kind {
            MarkKind::NearMiss { question, span } => Some(NearMiss { span, question }),
            _ => None,
        })
        .collect();
    let places =
        Places { answers: &answers, near_misses: &near_misses, criteria: &criteria, title };
    all_waivers.extend(waivers(source, &blocks, &places));
    let deferral_section = marks.iter().find_map(|mark| match mark.kind {
        MarkKind::Deferral { end } => Some(Span::new(mark.entry, end)),
        _ => None,
    });
    Proposal {
        format: Format::Markdown,
        metadata,
        title,
        criteria,
        answers,
        near_misses,
        waivers: all_waivers,
        errors,
        deferral_section,
    }
}

/// Where answers point to within the document: the words ("see Reproduction") and the heading that they name, in the
/// order of the answers.
pub fn pointers(source: &Source, policy: &Policy, proposal: &Proposal) -> Vec<(Span, Span)> {
    let block = proposal.metadata.block;
    let from = block.map_or_else(|| bom_len(source.text()), |block| block.end);
    let blocks = blocks::read(source, from, |line| marks::asks(source, line, policy));
    let marks = marks::find(source, from, &blocks, policy);
    let sections = pointer::Sections::new(source, &blocks, &marks);
    let contents = proposal.answers.iter().map(|answer| &answer.content);
    contents.flat_map(|content| sections.headings(content)).collect()
}

/// Whether byte `at` stands in a code fence or a comment, where nothing asks and nothing answers.
pub fn is_verbatim(source: &Source, proposal: &Proposal, at: usize) -> bool {
    // No question stands in either: what is in front of the last one makes no difference.
    let before = |answer: &Answer| Some(answer.prompt.start).filter(|start| *start < at);
    let asked = proposal.answers.iter().filter_map(before).max();
    let block = proposal.metadata.block;
    let first = block.map_or_else(|| bom_len(source.text()), |block| block.end);
    let from = asked.map_or(first, |asked| {
        // The list that the question is in begins at the margin.
        let mut line = source.line_of(asked);
        while line > 0 && source.slice(source.line_span(line)).starts_with([' ', '\t']) {
            line -= 1;
        }
        source.line_span(line).start.max(first)
    });
    let read = Source::new(source.slice(Span::new(from, at.max(from))));
    let blocks = blocks::read(&read, 0, |_| false);
    let goes_on = |span: Span| span.end == read.text().len();
    let in_fence = blocks.regions.iter().any(|region| match &region.kind {
        Kind::Fence { body, .. } => goes_on(region.span) && body.end == region.span.end,
        _ => false,
    });
    let is_open = |comment: Span| goes_on(comment) && !read.slice(comment).ends_with("-->");
    in_fence || blocks.comments.iter().any(|&comment| is_open(comment))
}

fn bom_len(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

fn front_matter(source: &Source) -> (Metadata, Vec<SyntaxError>) {
    let Some((block, body, unclosed)) = metadata::split_front_matter(source) else {
        return (Metadata::default(), Vec::new());
    };
    let mut tree = yaml_tree::parse(source.text(), body);
    let mut errors = std::mem::take(&mut tree.errors);
    if unclosed {
        errors.insert(
            0,
            SyntaxError {
                span: source.line_span(source.line_of(block.start)),
                message: "this front matter never closes; put `---` on a line of its own below its last key".to_owned(),
                related: None,
            },
        );
    }
    let metadata = metadata::read(source, tree, Some(block), Some(body));
    errors.retain(|error| !metadata.explains(error));
    (metadata, errors)
}

fn criteria(source: &Source, policy: &Policy, marks: &[Mark]) -> Vec<CriterionPlace> {
    let mut places = Vec::new();
    for (index, mark) in marks.iter().enumerate() {
        let MarkKind::Criterion { criterion, span, level, .. } = mark.kind else { continue };
        let end = marks[index + 1..]
            .iter()
            .find(|next| match &next.kind {
                MarkKind::Criterion { .. } | MarkKind::Deferral { .. } => true,
                MarkKind::Heading { level: next, .. } => level.is_none_or(|own| *next <= own),
                MarkKind::Question(next) => policy.question(next.question).criterion != criterion,
                MarkKind::NearMiss { .. }
                | MarkKind::Struck
                | MarkKind::Other { .. }
                | MarkKind::Table => false,
            })
            .map_or(source.text().len(), |next| next.entry);
        places.push(CriterionPlace { criterion, span, section: Span::new(mark.entry, end) });
    }
    places
}

/// What a waiver can cover, all of it in document order.
struct Places<'p> {
    answers: &'p [Answer],
    near_misses: &'p [NearMiss],
    criteria: &'p [CriterionPlace],
    title: Span,
}

/// The last of `items`, which are in document order, that begins before byte `at`.
fn last_before<T>(items: &[T], at: usize, start: impl Fn(&T) -> usize) -> Option<&T> {
    items.partition_point(|item| start(item) < at).checked_sub(1).and_then(|i| items.get(i))
}

/// The first of `items`, which are in document order, that begins in `line`.
fn first_in<T>(items: &[T], line: Span, start: impl Fn(&T) -> usize) -> Option<&T> {
    let first = items.get(items.partition_point(|item| start(item) < line.start));
    first.filter(|item| start(item) <= line.end)
}

/// Waivers with what they cover: the answer they stand in, the question or near miss on the next line, the
/// criterion's heading, or else the title.
fn waivers(source: &Source, blocks: &Blocks, places: &Places<'_>) -> Vec<Waiver> {
    let text = source.text();
    let &Places { answers, near_misses, criteria, title } = places;
    let mut waivers = Vec::new();
    for &comment in &blocks.comments {
        let inner =
            Span::new(comment.start + 4, comment.end.saturating_sub(3).max(comment.start + 4));
        let Some(mut waiver) = waiver::read(text, comment, inner) else { continue };
        let line = source.line_start(comment.start);
        let alone = text[line..comment.start].trim_matches([' ', '\t', '>']).is_empty();
        let next = source.next_line(comment.end);
        let within = last_before(answers, comment.start, |answer| answer.entry.start);
        let within = within.filter(|a| {
            comment.start < a.entry.end || text[a.entry.end..comment.start].trim().is_empty()
        });
        let next_line = Span::empty(next);
        let before = first_in(answers, next_line, |answer| answer.entry.start).filter(|_| alone);
        // Between two questions a deeper comment belongs to the one above.
        let indent =
            |at: usize| text[at..].len() - text[at..].trim_start_matches([' ', '\t', '>']).len();
        let before = before.filter(|a| within.is_none() || indent(line) <= indent(a.entry.start));
        let heading = first_in(criteria, next_line, |place| place.section.start).filter(|_| alone);
        let own_line = source.line_span(source.line_of(if alone { next } else { line }));
        let miss = first_in(near_misses, own_line, |miss| miss.span.start);
        let scope = match (before, heading, within) {
            _ if miss.is_some() => miss.map_or(title, |miss| miss.span),
            (Some(answer), _, _) | (None, None, Some(answer)) => {
                answer.prompt.cover(answer.span).cover(Span::new(
                    answer.prompt.start,
                    if answer.entry.contains(comment) { comment.end } else { answer.prompt.end },
                ))
            }
            (None, Some(place), _) => place.span,
            (None, None, None) => {
                let own = last_before(criteria, comment.start, |place| place.section.start);
                own.filter(|place| place.section.contains(comment))
                    .map_or(title, |place| place.span)
            }
        };
        waiver.scope = Some(scope);
        waivers.push(waiver);
    }
    waivers
}
