//! What is found in a document: the places where answers begin and end.

use crate::policy::{CriterionId, QuestionId};
use crate::proposal::Layout;
use crate::proposal::markdown::row::Row;
use crate::source::Span;

/// A place that begins or ends an answer.
#[derive(Clone, Debug)]
pub(in crate::proposal::markdown) struct Mark {
    /// First byte of its line.
    pub(in crate::proposal::markdown) entry: usize,
    pub(in crate::proposal::markdown) kind: MarkKind,
}

#[derive(Clone, Debug)]
pub(in crate::proposal::markdown) enum MarkKind {
    Question(QuestionMark),
    Criterion {
        criterion: CriterionId,
        span: Span,
        /// Where what is written below it begins at the earliest; `None` in a table.
        rest: Option<usize>,
        /// The level, when it is a heading.
        level: Option<u8>,
    },
    /// A heading that asks nothing; its words.
    Heading {
        level: u8,
        span: Span,
    },
    /// A line close to a question.
    NearMiss {
        question: QuestionId,
        span: Span,
    },
    /// A question that is struck out, and not asked.
    Struck,
    /// An item that asks what the policy does not; the columns before its marker.
    Other {
        indent: usize,
    },
    /// The header of a table of questions: what stands from there on is no answer to what was asked before.
    Table,
    /// The heading of the section that Defer writes; nothing up to `end` is read.
    Deferral {
        end: usize,
    },
}

#[derive(Clone, Debug)]
pub(in crate::proposal::markdown) struct QuestionMark {
    pub(in crate::proposal::markdown) question: QuestionId,
    pub(in crate::proposal::markdown) prompt: Span,
    /// Where the answer begins at the earliest.
    pub(in crate::proposal::markdown) rest: usize,
    pub(in crate::proposal::markdown) layout: Layout,
    /// The box of the question's own line.
    pub(in crate::proposal::markdown) tick: Option<(Span, bool)>,
    /// The prompt stands in square brackets.
    pub(in crate::proposal::markdown) bracket: bool,
    /// The columns before the marker of an item.
    pub(in crate::proposal::markdown) indent: usize,
    /// In a table: the cells behind it.
    pub(in crate::proposal::markdown) row: Option<Row>,
}
