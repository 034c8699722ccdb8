//! What an answer amounts to: yes, no, an option, a number, or why that cannot be told.

use super::content::Content;
use crate::policy::{Question, Value};
use crate::source::Span;

/// Why an answer does not give a value that can be used, or that it does: one of these, the first that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quality {
    /// Nothing but blanks, comments, the prompt, `_No response_` or an empty box.
    Blank,
    /// TBD and the like; the words.
    NonAnswer(Span),
    /// "Unknown", "nobody has looked": honest, and not an answer; the words.
    Unknown(Span),
    /// "N/A, reason": an answer with a reason that decides nothing; the words.
    NotApplicable(Span),
    /// Nothing but a placeholder or an instruction of the template; the words.
    Placeholder(Span),
    /// Probably and the like, instead of or beside the value; the hedging words.
    Hedged(Span),
    /// There is text, but no value in it.
    Unclear,
    /// Two ticked boxes exclude each other; the boxes with their labels.
    TwoBoxes(Span, Span),
    /// The value can be told.
    Clear,
}

/// What was understood of one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The value, where one is told, even beside a hedge; `None` otherwise.
    pub value: Option<Value>,
    /// The words that say it: `Yes`, `edge case`, `3 steps`, the ticked box.
    pub value_span: Option<Span>,
    /// Why it can or cannot be used.
    pub quality: Quality,
    /// Template text left in an answer that says something beside it.
    pub leftover: Option<Span>,
    /// A box and the prose that disagree: (box, prose). The prose counts.
    pub box_conflict: Option<(Span, Span)>,
}

impl Reading {
    /// Nothing is written.
    pub fn blank() -> Self {
        Self {
            value: None,
            value_span: None,
            quality: Quality::Blank,
            leftover: None,
            box_conflict: None,
        }
    }

    /// Whether the value can be used as it stands.
    pub fn is_clear(&self) -> bool {
        matches!(self.quality, Quality::Clear)
    }
}

/// Reads the value of one answer.
pub fn read(question: &Question, content: &Content) -> Reading {
    let _ = (question, content);
    Reading::blank()
}
