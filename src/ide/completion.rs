//! Completion: what can be written at the cursor. One file a kind; at most one of them has something to offer.

mod answers;
mod cursor;
mod documentation;
mod issues;
mod metadata;
mod policy;
mod questions;
mod settings;
#[cfg(test)]
mod tests;
mod text;
mod waivers;

pub use documentation::{About, documentation};
pub use settings::in_file;
pub use text::{Stop, Text, escaped};

use crate::assess::{Assessment, Context};
use crate::proposal::{Format, markdown};
use crate::source::{Source, Span};

/// What something that can be written is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A key of a mapping.
    Key,
    /// A value or an answer.
    Value,
    /// A question that is not asked yet.
    Question,
    /// A rule.
    Rule,
}

/// Something that can be written at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What the menu shows.
    pub label: String,
    /// What the words at the cursor are compared with; empty where that is the label.
    pub filter: String,
    /// A few words beside it; may be empty.
    pub detail: String,
    /// What it is.
    pub kind: CompletionKind,
    /// What is written in place of the word at the cursor.
    pub text: Text,
    /// What there is to read about it.
    pub about: About,
}

/// What can be written at the cursor, the likeliest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completions {
    /// The word before the cursor, within its line.
    pub insert: Span,
    /// The word with its rest behind the cursor.
    pub replace: Span,
    /// What can stand there instead.
    pub items: Vec<Completion>,
    /// With more of the word other things can be offered.
    pub incomplete: bool,
}

impl Completions {
    fn new(insert: Span, replace: Span, items: Vec<Completion>) -> Self {
        Self { insert, replace, items, incomplete: false }
    }
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Somebody who wants to see what there is, or types a word.
    Person,
    /// An editor, since a blank or bracket was typed: what nobody is waiting for would be in the way, so that only
    /// answers and values are offered.
    Blank,
}

/// The cursor and its line.
#[derive(Clone, Copy)]
struct Place<'a> {
    source: &'a Source,
    context: &'a Context<'a>,
    assessment: &'a Assessment,
    asked: Asked,
    offset: usize,
    /// The line up to the cursor.
    before: &'a str,
    /// The rest of the line.
    after: &'a str,
}

/// What can be written at `offset` of a proposal.
pub fn completions(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    offset: usize,
    asked: Asked,
) -> Option<Completions> {
    let line = source.line_span(source.line_of(offset));
    let place = Place {
        source,
        context,
        assessment,
        asked,
        offset,
        before: source.slice(Span::new(line.start, offset)),
        after: source.slice(Span::new(offset, line.end)),
    };
    let found = waivers::offer(&place).or_else(|| match context.format {
        Format::Markdown if metadata::is_inside(&place) => metadata::offer(&place),
        Format::Markdown => issues::offer(&place)
            .or_else(|| answers::offer(&place))
            .or_else(|| questions::offer(&place))
            // What is quoted or commented out asks nothing. Most places offer nothing anyway, and this reads lines.
            .filter(|_| !markdown::is_verbatim(source, &assessment.proposal, offset)),
        Format::Yaml => metadata::offer(&place),
    });
    found.filter(|found| !found.items.is_empty())
}

impl Place<'_> {
    /// The prompt on the cursor's line that is only begun: it is read as its question, and nobody has asked that yet.
    fn begun(&self) -> Option<Span> {
        let line = self.source.line_span(self.source.line_of(self.offset));
        let lexicon = &self.assessment.policy.lexicon;
        let is_begun = |prompt: &str| {
            lexicon.match_start(prompt).is_none() && lexicon.match_begun(prompt).is_some()
        };
        let mut prompts = self.assessment.proposal.answers.iter().map(|answer| answer.prompt);
        prompts.find(|&prompt| line.contains(prompt) && is_begun(self.source.slice(prompt)))
    }

    /// Offers texts in place of the last `typed` bytes before the cursor and of the rest of the word behind it.
    fn in_place_of(&self, typed: usize, items: Vec<Completion>) -> Completions {
        let start = self.offset - typed;
        let rest = self.after.find(|c| !is_word(c)).unwrap_or(self.after.len());
        let replace = Span::new(start, self.offset + rest);
        Completions::new(Span::new(start, self.offset), replace, items)
    }
}

/// Whether names and values have this character.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '.' | '_')
}

/// The length of the word at the end of `text`.
fn word_len(text: &str) -> usize {
    text.len() - text.trim_end_matches(is_word).len()
}
