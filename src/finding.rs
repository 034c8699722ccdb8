//! What the rules say: findings, and the fixes that go with them.

use crate::calendar::Dated;
use crate::edit::Edit;
use crate::policy::{CriterionId, QuestionId};
use crate::rule::Rule;
use crate::source::Span;

/// How much a finding matters, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Shown on demand: a suggestion, or a moot question.
    Hint,
    /// Worth knowing.
    Information,
    /// Should be mended before the proposal is decided.
    Warning,
    /// The document or its configuration is broken here.
    Error,
}

impl Severity {
    /// The word of the JSON contract and the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Information => "information",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What it has to do with the finding.
    pub message: String,
}

/// What a finding is about: what its fixes start from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The document as a whole.
    Document,
    /// One answer: an index into [`crate::proposal::Proposal::answers`].
    Answer(usize),
    /// Questions that are not in the document, all of one criterion.
    Missing(Vec<QuestionId>),
    /// A metadata key, in its path notation such as `deferral.date`.
    Metadata(&'static str),
    /// One waiver: an index into [`crate::proposal::Proposal::waivers`].
    Waiver(usize),
    /// A line that nearly asks a question: an index into [`crate::proposal::Proposal::near_misses`].
    NearMiss(usize),
}

/// One thing a rule has to say about one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name, as in [`crate::rule::RULES`].
    pub rule: &'static str,
    /// How much it matters, after configuration and after mootness.
    pub severity: Severity,
    /// The words it is about.
    pub span: Span,
    /// One sentence, lower case, without a full stop at its end.
    pub message: String,
    /// The question, where the finding concerns exactly one.
    pub question: Option<QuestionId>,
    /// The criterion, where the finding concerns exactly one.
    pub criterion: Option<CriterionId>,
    /// Other places.
    pub related: Vec<Related>,
    /// What its fixes start from.
    pub subject: Subject,
    /// What to write instead, where the rule knows: the nearest valid status, release, date or prompt.
    pub suggestion: Option<String>,
}

impl Finding {
    /// A finding of `rule` at its own level, about the document as a whole.
    pub fn new(rule: &Rule, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule: rule.name,
            severity: rule.severity,
            span,
            message: message.into(),
            question: None,
            criterion: None,
            related: Vec::new(),
            subject: Subject::Document,
            suggestion: None,
        }
    }

    /// Whether the finding is about this answer.
    pub fn is_about(&self, answer: usize) -> bool {
        self.subject == Subject::Answer(answer)
    }
}

/// Whether a fix may be applied without a person looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// Keeps the meaning of the document: part of `--fix` and of fix-all.
    Safe,
    /// Says something new on the author's behalf: offered, never applied unasked.
    Review,
}

/// A change that mends a finding, or a step the document is ready for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the menu shows.
    pub title: String,
    /// Whether it may be applied unasked.
    pub safety: Safety,
    /// The one to take when in doubt.
    pub preferred: bool,
    /// The changes; they never overlap.
    pub edits: Vec<Edit>,
}

/// A fix that a rule knows, before it is tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untried {
    /// What the menu shows.
    pub title: String,
    /// Whether it may be applied unasked.
    pub safety: Safety,
    /// The one to take when in doubt.
    pub preferred: bool,
    /// What it does.
    pub change: Change,
}

/// What a fix does: edits where they follow from the finding, else what has to be worked out over the whole document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// These edits.
    Edits(Vec<Edit>),
    /// Asks questions.
    Insert(Vec<QuestionId>),
    /// Defers to a release, or (`None`) to the next one by that name.
    Defer(Option<Dated>),
    /// Takes a deferral back.
    Reopen,
    /// Waives the finding with these edits, which leave the reason to the author.
    Waive(Vec<Edit>),
}

impl From<Vec<Edit>> for Change {
    fn from(edits: Vec<Edit>) -> Self {
        Self::Edits(edits)
    }
}
