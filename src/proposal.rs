//! The model: what one document says, with the exact span of everything.
//!
//! Reading never fails: a half-typed document gives what it has, and what is wrong with it in
//! [`Proposal::errors`]. Both formats are read into the same model, so no rule asks which it was.

pub mod answer;
pub(crate) mod boxes;
pub mod content;
pub mod evidence;
pub mod inline;
pub mod known;
mod letters;
pub mod lexicon;
pub mod markdown;
pub mod metadata;
mod reading;
pub mod waiver;
mod wordlist;
pub mod yaml;
pub mod yaml_tree;

use crate::policy::{CriterionId, Policy, QuestionId, Value};
use crate::source::{Source, Span};
use answer::Reading;
use content::Content;
use evidence::Evidence;
use known::Known;
use metadata::Metadata;

/// The two kinds of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Markdown, with or without YAML front matter.
    Markdown,
    /// YAML: a mapping with `answers`.
    Yaml,
}

impl Format {
    /// The format a file's name asks for; `None` for other files.
    pub fn of_path(path: &str) -> Option<Self> {
        let (_, extension) = path.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "yaml" | "yml" => Some(Self::Yaml),
            _ => None,
        }
    }
}

/// One document that argues for a hotfix, as it is written.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Markdown or YAML.
    pub format: Format,
    /// Front matter, or the top-level keys of a YAML document.
    pub metadata: Metadata,
    /// The verdict's place: front matter `title`, else the first heading, else line 1.
    pub title: Span,
    /// The criteria that have a heading, key or line of their own, in document order.
    pub criteria: Vec<CriterionPlace>,
    /// Every question found, in document order; a question asked twice is here twice.
    pub answers: Vec<Answer>,
    /// Lines that nearly ask a question.
    pub near_misses: Vec<NearMiss>,
    /// Inline suppressions, in document order.
    pub waivers: Vec<Waiver>,
    /// Where the text does not parse.
    pub errors: Vec<SyntaxError>,
    /// The `## Deferral` section that Defer writes, heading included, up to the next heading or the end.
    pub deferral_section: Option<Span>,
}

impl Proposal {
    /// What it is called, without markup: the value of `title`, else the words at the verdict's place. Empty where those
    /// are no words, such as the line that front matter begins with.
    pub fn name(&self, source: &Source) -> String {
        let written = match &self.metadata.title {
            Some(title) => title.text.trim(),
            None => source.slice(self.title).trim(),
        };
        if !written.contains(char::is_alphanumeric) {
            return String::new();
        }
        match self.format {
            Format::Markdown if self.metadata.title.is_none() => markdown::title::plain(written),
            _ => written.to_owned(),
        }
    }
}

/// Where a criterion stands in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionPlace {
    /// Which criterion.
    pub criterion: CriterionId,
    /// The words of the heading, or the key.
    pub span: Span,
    /// From the heading's or key's first byte to where the criterion ends: the next criterion, or the end of its
    /// section or mapping. A new question of it belongs before the end.
    pub section: Span,
}

/// How a question is laid out: what an inserted question, and a removed one, must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A heading of this level (1 to 6).
    Heading(u8),
    /// A bullet or numbered item.
    Item,
    /// A row of a table.
    Row,
    /// A plain or bold line of a paragraph, `key: value`, `[key]: value`, or a quoted line.
    Line,
    /// A key of a YAML mapping.
    Key,
}

/// A question of the policy found in the document, and what is written for it.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Which question.
    pub question: QuestionId,
    /// The words that ask it, without markers, numbering and emphasis; the key in YAML.
    pub prompt: Span,
    /// The answer: the prompt left out, surrounding blanks trimmed. Empty, just behind the prompt, where nothing is
    /// written.
    pub span: Span,
    /// Prompt and answer with their markers: whole lines where the entry owns them. What removing it removes.
    pub entry: Span,
    /// How it is laid out.
    pub layout: Layout,
    /// The cells behind it, where it is a row of a table.
    pub(crate) row: Option<markdown::Row>,
    /// What is written, markup taken away.
    pub content: Content,
    /// What the writing amounts to.
    pub reading: Reading,
    /// Everything checkable in the answer, in document order, and behind it what the answer points to.
    pub evidence: Vec<Evidence>,
    /// How many of `evidence`, the last ones, the answer points to: they are written elsewhere in the document.
    pub pointed_to: usize,
}

impl Answer {
    /// The value, where it can be told.
    pub fn value(&self) -> Option<Value> {
        self.reading.value
    }
}

/// A line that is close to a question's prompt and matches none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss {
    /// The words, without markers.
    pub span: Span,
    /// The question it is closest to.
    pub question: QuestionId,
}

/// `hotfix-lint: allow RULE: REASON`, in a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The whole comment, with its markers.
    pub span: Span,
    /// The rule's name as written.
    pub rule: String,
    /// Where that name stands.
    pub rule_span: Span,
    /// Why; empty where nothing is given, and then the waiver suppresses nothing.
    pub reason: String,
    /// What stands before the rule, where that is not `hotfix-lint: allow` but meant to be: it suppresses nothing.
    pub slip: Option<Span>,
    /// Where findings are silenced: the answer it stands in or before (prompt and answer), or in YAML the entry it
    /// stands on or before; else the heading of the criterion it stands in or before, else the title. `None` where it
    /// covers nothing.
    pub scope: Option<Span>,
}

/// A place that does not parse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where.
    pub span: Span,
    /// What is wrong and what was expected, lower case.
    pub message: String,
    /// Where it began, such as the fence that never closes.
    pub related: Option<(Span, String)>,
}

/// Reads a document. Total: any text gives a proposal.
pub fn read(source: &Source, format: Format, policy: &Policy) -> Proposal {
    match format {
        Format::Markdown => markdown::read(source, policy, None),
        Format::Yaml => yaml::read(source, policy, None),
    }
}

/// The same for a document that differs little from one that was read under the same policy: what comes of it is the
/// same, and it takes less time.
pub fn reread(source: &Source, format: Format, policy: &Policy, known: &Known<'_>) -> Proposal {
    match format {
        Format::Markdown => markdown::read(source, policy, Some(known)),
        Format::Yaml => yaml::read(source, policy, Some(known)),
    }
}
