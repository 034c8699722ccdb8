//! Writing all questions of a Markdown document in one layout: as headings, as bullets or as tables.
//!
//! What an answer says stays, byte for byte, but for the indentation that a list wants. A conversion is offered when
//! the changed document, read again, gives every question the lines it had, and is judged as before.

mod entry;
mod write;

use super::{Edit, apply};
use crate::assess::{Assessment, Context, assess};
use crate::finding::Severity;
use crate::policy::{CriterionId, QuestionId};
use crate::proposal::{Answer, Format, Layout, Proposal};
use crate::source::{Source, Span};
use entry::Entry;
use std::fmt;

/// A layout that questions can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A heading each, the answer below.
    Headings,
    /// A bullet each, the answer behind the question.
    Bullets,
    /// A row each.
    Tables,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 3] = [Self::Headings, Self::Bullets, Self::Tables];

    /// Whether a question is laid out like this.
    const fn is(self, layout: Layout) -> bool {
        match self {
            Self::Headings => matches!(layout, Layout::Heading(_)),
            Self::Bullets => matches!(layout, Layout::Item),
            Self::Tables => matches!(layout, Layout::Row),
        }
    }
}

/// Why a document's questions cannot be written in another layout. Lines count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayoutError {
    /// Nothing to convert: YAML, no question, or all of them laid out like this already.
    Nothing,
    /// Words before a question, which would be lost.
    WordsBefore(usize),
    /// A question with a box of its own, whose tick is the answer.
    Box(usize),
    /// A question below another item.
    Nested(usize),
    /// A row that asks nothing, or a table whose columns have no place elsewhere.
    Table(usize),
    /// An answer that does not fit in a cell.
    TooLong(usize),
    /// A `|` in a question or an answer.
    Border(usize),
    /// No heading can go below the one that is there.
    Deep(usize),
    /// The changed document would not read as it does.
    NotReadBack,
}

impl fmt::Display for LayoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("no question to lay out differently"),
            Self::WordsBefore(line) => {
                write!(f, "line {line} has more than the question in front of the answer")
            }
            Self::Box(line) => write!(f, "the question in line {line} has a box of its own"),
            Self::Nested(line) => {
                write!(f, "the question in line {line} stands below another item")
            }
            Self::Table(line) => {
                write!(f, "the table in line {line} has more than questions, answers and evidence")
            }
            Self::TooLong(line) => {
                write!(f, "the answer in line {line} is longer than a cell of a table can be")
            }
            Self::Border(line) => write!(f, "there is a `|` in line {line}"),
            Self::Deep(line) => write!(f, "the heading above line {line} is six deep already"),
            Self::NotReadBack => {
                f.write_str("the changed document would not read as it does now: change it by hand")
            }
        }
    }
}

impl std::error::Error for LayoutError {}

/// Writes all questions in `form`.
///
/// # Errors
///
/// When that cannot be done without losing a word or changing what is read.
pub fn convert(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    form: Form,
) -> Result<Vec<Edit>, LayoutError> {
    let proposal = &assessment.proposal;
    let laid_out = |answer: &Answer| form.is(answer.layout);
    if proposal.format != Format::Markdown || proposal.answers.iter().all(laid_out) {
        return Err(LayoutError::Nothing);
    }
    let entries = entry::read(source, proposal)?;
    let edits = edits(source, proposal, &entries, form)?;
    let text = apply(source.text(), &edits).ok_or(LayoutError::NotReadBack)?;
    let after = Source::new(text);
    let judged = assess(&after, context);
    if is_kept(source, assessment, &entries, &after, &judged, form) {
        Ok(edits)
    } else {
        Err(LayoutError::NotReadBack)
    }
}

/// The entries in `form`, but for groups that are written like that already.
fn edits(
    source: &Source,
    proposal: &Proposal,
    entries: &[Entry<'_>],
    form: Form,
) -> Result<Vec<Edit>, LayoutError> {
    let mut edits = Vec::new();
    let mut layouts = proposal.answers.iter().map(|answer| answer.layout);
    let (mut from, mut level) = (0, 1);
    for group in groups(source, entries) {
        let start = group.first().map_or(from, |entry| entry.span.start);
        level = write::level_in(source, Span::new(from, start.max(from))).unwrap_or(level);
        from = group.last().map_or(from, |entry| entry.span.end);
        let odd = layouts.by_ref().take(group.len()).filter(|&layout| !form.is(layout)).count();
        if odd > 0 {
            edits.push(write::group(source, group, form, level)?);
        }
    }
    Ok(edits)
}

/// Entries that follow one another with nothing but blank lines between.
fn groups<'e, 's>(
    source: &'s Source,
    entries: &'e [Entry<'s>],
) -> impl Iterator<Item = &'e [Entry<'s>]> {
    entries.chunk_by(|one, next| {
        let between = Span::new(one.span.end, next.span.start.max(one.span.end));
        source.slice(between).trim().is_empty() && one.table == next.table
    })
}

/// Whether the changed document asks and says what it did, line for line, and is judged as it was.
fn is_kept(
    source: &Source,
    before: &Assessment,
    entries: &[Entry<'_>],
    changed: &Source,
    after: &Assessment,
    form: Form,
) -> bool {
    let Ok(read) = entry::read(changed, &after.proposal) else { return false };
    let same_entries = entries.len() == read.len()
        && entries.iter().zip(&read).all(|(old, new)| old.says_the_same(new));
    let (old, new) = (&before.proposal, &after.proposal);
    same_entries
        && new.answers.iter().all(|answer| form.is(answer.layout))
        && old.answers.iter().zip(&new.answers).all(|(old, new)| reads_the_same(old, new))
        && old.errors.len() == new.errors.len()
        && around(source, old) == around(changed, new)
        && before.facts == after.facts
        && before.verdict == after.verdict
        && findings(before) == findings(after)
}

fn reads_the_same(old: &Answer, new: &Answer) -> bool {
    let shown = |answer: &Answer| -> Vec<_> {
        answer.evidence.iter().map(|e| (e.kind, e.target.clone(), e.broken.clone())).collect()
    };
    old.question == new.question
        && old.reading.value == new.reading.value
        && std::mem::discriminant(&old.reading.quality)
            == std::mem::discriminant(&new.reading.quality)
        && old.content.code.len() == new.content.code.len()
        && shown(old) == shown(new)
}

/// What stands around the questions, as it is read: criteria, waivers, and the record of a deferral.
fn around<'s>(
    source: &'s Source,
    proposal: &'s Proposal,
) -> (Vec<(CriterionId, &'s str)>, Vec<&'s str>, Option<&'s str>) {
    let criteria = proposal.criteria.iter();
    (
        criteria.map(|place| (place.criterion, source.slice(place.span))).collect(),
        proposal.waivers.iter().map(|waiver| source.slice(waiver.span)).collect(),
        proposal.deferral_section.map(|section| source.slice(section)),
    )
}

/// The findings without their places.
fn findings(
    assessment: &Assessment,
) -> Vec<(&'static str, Option<QuestionId>, Option<CriterionId>, Severity)> {
    let key = |finding: &crate::finding::Finding| {
        (finding.rule, finding.question, finding.criterion, finding.severity)
    };
    let mut found: Vec<_> = assessment.findings.iter().map(key).collect();
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests;
