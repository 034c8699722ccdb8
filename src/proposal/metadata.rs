//! Metadata: the front matter of a Markdown document, the top-level keys of a YAML document.
//!
//! `front_matter` finds where it stands, `keys` says what it may hold, `read` takes the values, `issue` and `date` know what issues and dates look
//! like.

mod date;
mod front_matter;
mod issue;
pub mod keys;
mod read;

pub use front_matter::split_front_matter;
pub use read::read;

use super::yaml_tree::{Node, Tree};
use crate::settings::shape;
use crate::source::Span;

/// Why a text is no day of the calendar, written `2026-11-24`.
pub(crate) fn no_day(text: &str) -> Option<String> {
    date::check(text).err().map(|wrong| wrong.message)
}

/// The names of [`keys::METADATA`].
pub const KEYS: [&str; 14] = shape::names(&keys::METADATA);

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Being written: the default.
    #[default]
    Draft,
    /// Up for decision.
    Proposed,
    /// Decided for a hotfix.
    Approved,
    /// The hotfix shipped.
    Released,
    /// Waits for its target.
    Deferred,
    /// A deferred fix shipped with its target.
    Included,
    /// Decided against.
    Rejected,
    /// Taken back by its author.
    Withdrawn,
}

impl Status {
    /// Every status, in the order of a proposal's life.
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::Proposed,
        Self::Approved,
        Self::Released,
        Self::Deferred,
        Self::Included,
        Self::Rejected,
        Self::Withdrawn,
    ];

    /// The word in the document.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::Released => "released",
            Self::Deferred => "deferred",
            Self::Included => "included",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// What it means.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Draft => "being written",
            Self::Proposed => "up for decision",
            Self::Approved => "decided for a hotfix",
            Self::Released => "the hotfix has shipped",
            Self::Deferred => "waits for its target release",
            Self::Included => "shipped with its target release",
            Self::Rejected => "decided against",
            Self::Withdrawn => "taken back by its author",
        }
    }

    /// Whether a proposal that stands here may have stood at `other` before.
    pub fn follows(self, other: Self) -> bool {
        match other {
            Self::Draft => true,
            Self::Proposed => self != Self::Draft,
            Self::Approved => self == Self::Released,
            Self::Deferred => self == Self::Included,
            Self::Released | Self::Included | Self::Rejected | Self::Withdrawn => false,
        }
    }

    /// The status of that name, whatever its case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name().eq_ignore_ascii_case(name))
    }
}

/// A text with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned {
    /// The text, unquoted and trimmed; numbers and dates as their source text.
    pub text: String,
    /// Its bytes, quotes included.
    pub span: Span,
}

/// `decision`: a named human's decision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// The whole value.
    pub span: Span,
    /// Who.
    pub by: Option<Spanned>,
    /// When.
    pub date: Option<Spanned>,
    /// Why.
    pub reason: Option<Spanned>,
}

impl Decision {
    /// Whether it names who, when and why.
    pub fn is_complete(&self) -> bool {
        [&self.by, &self.date, &self.reason].into_iter().all(Option::is_some)
    }
}

/// `deferral`: what Defer wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deferral {
    /// The whole value.
    pub span: Span,
    /// When it was deferred.
    pub date: Option<Spanned>,
    /// The status before.
    pub from: Option<Spanned>,
    /// Why, one entry a reason.
    pub reasons: Vec<Spanned>,
}

/// A problem of one value: an `invalid-metadata` finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// The key, such as `status` or `deferral.date`.
    pub key: &'static str,
    /// The value's bytes.
    pub span: Span,
    /// What is wrong and what is expected.
    pub message: String,
    /// What to write instead, in YAML as it must stand there, where that can be told.
    pub suggestion: Option<String>,
}

/// Everything the metadata says.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    /// Markdown: the front matter with both fences and the last one's line ending; YAML: the root mapping.
    pub block: Option<Span>,
    /// The lines between the fences, or the root mapping: where keys are added.
    pub body: Option<Span>,
    /// The parsed YAML.
    pub tree: Tree,
    /// `title`.
    pub title: Option<Spanned>,
    /// `kind`.
    pub kind: Option<Spanned>,
    /// `issue`, one or several; an unquoted `#123` that YAML takes for a comment is here, too.
    pub issues: Vec<Spanned>,
    /// `status` as written; [`Metadata::status`] gives its meaning.
    pub status_text: Option<Spanned>,
    /// `component`.
    pub component: Option<Spanned>,
    /// `affects`.
    pub affects: Option<Spanned>,
    /// `regression-since`.
    pub regression_since: Option<Spanned>,
    /// `fix`.
    pub fix: Option<Spanned>,
    /// `target`.
    pub target: Option<Spanned>,
    /// `hotfix-release`.
    pub hotfix_release: Option<Spanned>,
    /// `policy`.
    pub policy: Option<Spanned>,
    /// `decision`.
    pub decision: Option<Decision>,
    /// `deferral`.
    pub deferral: Option<Deferral>,
    /// Values that cannot be what they should be.
    pub invalid: Vec<Invalid>,
}

impl Metadata {
    /// The status; draft where none or an unknown one is given.
    pub fn status(&self) -> Status {
        self.status_text.as_ref().and_then(|s| Status::from_name(&s.text)).unwrap_or_default()
    }

    /// Whether one of the invalid values says what is wrong at `error`, and how to mend it: `issue: [#1, #2]`.
    pub fn explains(&self, error: &super::SyntaxError) -> bool {
        self.invalid.iter().any(|invalid| {
            invalid.key == "issue"
                && invalid.suggestion.is_some()
                && invalid.span.contains(Span::empty(error.span.start))
        })
    }

    /// Whether the document says that it is a hotfix proposal.
    pub fn says_proposal(&self) -> bool {
        self.kind.as_ref().is_some_and(|kind| kind.text == keys::PROPOSAL)
    }

    /// The entry of a top-level key.
    pub fn entry(&self, key: &str) -> Option<&super::yaml_tree::Entry> {
        match &self.tree.root.as_ref()?.kind {
            super::yaml_tree::NodeKind::Mapping(entries) => {
                entries.iter().find(|entry| entry.key == key)
            }
            _ => None,
        }
    }
}

/// The value node of a key path, such as `["deferral", "date"]`.
pub fn node<'a>(root: &'a Node, path: &[&str]) -> Option<&'a Node> {
    path.iter().try_fold(root, |node, key| match &node.kind {
        super::yaml_tree::NodeKind::Mapping(entries) => {
            entries.iter().find(|e| e.key == *key).map(|e| &e.value)
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests;
