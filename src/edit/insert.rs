//! Inserting questions that a document does not ask yet, where they belong and in the layout it uses itself.

mod line;
mod markdown;
mod model;
mod yaml;

pub use line::{Line, Marks, Written, columns, line_at, marks_len};
pub use yaml::{KeyStyle, key_style};

use super::{Edit, apply, room};
use crate::policy::{CriterionId, Policy, QuestionId};
use crate::proposal::evidence::EvidenceKind;
use crate::proposal::known::Known;
use crate::proposal::{Answer, Format, Proposal};
use crate::source::Source;

/// The edits that ask `questions`, which the document does not ask; `None` where no place for them is found that the
/// reader would understand.
pub fn questions(
    source: &Source,
    policy: &Policy,
    proposal: &Proposal,
    questions: &[QuestionId],
) -> Option<Vec<Edit>> {
    let mut questions = questions.to_vec();
    questions.sort_unstable();
    questions.dedup();
    let document = Document { source, policy, proposal };
    let candidates: &[Way] = match proposal.format {
        Format::Markdown => &[markdown::in_layout, markdown::at_the_end],
        Format::Yaml => &[yaml::in_layout],
    };
    candidates.iter().filter_map(|candidate| candidate(&document, &questions)).find_map(|edits| {
        let (source, after) = read(&document, &questions, &edits)?;
        let asked = after.answers.iter().find(|answer| questions.contains(&answer.question))?;
        Some(room::for_answer(edits, &source, &after, asked))
    })
}

/// One way to write questions into a document; `None` where it has no place for them.
type Way = fn(&Document<'_>, &[QuestionId]) -> Option<Vec<Edit>>;

/// What an insertion looks at.
struct Document<'a> {
    source: &'a Source,
    policy: &'a Policy,
    proposal: &'a Proposal,
}

impl Document<'_> {
    /// The first place where a question is asked.
    fn asked(&self, question: QuestionId) -> Option<(usize, &Answer)> {
        self.proposal.answers.iter().enumerate().find(|(_, answer)| answer.question == question)
    }

    fn criterion_of(&self, question: QuestionId) -> CriterionId {
        self.policy.question(question).criterion
    }

    /// The nearest question before `question`, in the policy's order, of its own criterion, that is asked; else the
    /// nearest one after it.
    fn neighbour(&self, question: QuestionId) -> Option<Anchor> {
        let siblings = &self.policy.criterion(self.criterion_of(question)).questions;
        let before = siblings.iter().rev().filter(|&&sibling| sibling < question);
        let after = siblings.iter().filter(|&&sibling| sibling > question);
        before
            .filter_map(|&sibling| self.asked(sibling))
            .map(|(index, _)| Anchor::After(index))
            .next()
            .or_else(|| {
                after.filter_map(|&s| self.asked(s)).map(|(index, _)| Anchor::Before(index)).next()
            })
    }
}

/// Where questions go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anchor {
    /// Behind this answer.
    After(usize),
    /// Before this answer.
    Before(usize),
    /// At the end of the criterion's section: an index into the proposal's criteria.
    Section(usize),
    /// Nowhere yet: the criterion is not in the document.
    New(CriterionId),
}

/// Whether the changed document asks all of `questions`, each once and blank, and says what it said before.
/// The document after the edits; `None` where it does not ask just `questions` besides what it asks already.
fn read(
    document: &Document<'_>,
    questions: &[QuestionId],
    edits: &[Edit],
) -> Option<(Source, Proposal)> {
    let source = Source::new(apply(document.source.text(), edits)?);
    let known = Known::new(document.source, document.proposal);
    let (format, policy) = (document.proposal.format, document.policy);
    let after = crate::proposal::reread(&source, format, policy, &known);
    let is_new = |answer: &&Answer| questions.contains(&answer.question);
    let old: Vec<&Answer> = after.answers.iter().filter(|answer| !is_new(answer)).collect();
    let new: Vec<&Answer> = after.answers.iter().filter(is_new).collect();
    let is_read = after.errors.len() <= document.proposal.errors.len()
        && new.len() == questions.len()
        && new.iter().all(|answer| answer.reading.value.is_none() && answer.evidence.is_empty())
        && old.len() == document.proposal.answers.len()
        && old
            .iter()
            .zip(&document.proposal.answers)
            .all(|(after, before)| says_the_same(after, before));
    is_read.then_some((source, after))
}

/// Whether two readings of one question come to the same. What explains is left out: how much of it counts is the
/// assessment's to say; and so is what only the assessment has found.
pub(super) fn says_the_same(a: &Answer, b: &Answer) -> bool {
    let shown = |answer: &Answer| -> Vec<_> {
        let evidence = answer
            .evidence
            .iter()
            .filter(|e| e.kind != EvidenceKind::Explanation && !e.beyond.found);
        evidence.map(|e| (e.kind, e.target.clone())).collect()
    };
    a.question == b.question
        && a.reading.value == b.reading.value
        && std::mem::discriminant(&a.reading.quality) == std::mem::discriminant(&b.reading.quality)
        && shown(a) == shown(b)
}

#[cfg(test)]
mod tests;
