//! What an answer amounts to, where what leads to it has to be told from the author's own words: a quote.

use super::blocks::Blocks;
use super::marks::QuestionMark;
use super::{body, ends};
use crate::policy::{ForHotfix, Policy, Question, Value};
use crate::proposal::answer::{self, Quality, Reading};
use crate::proposal::content::Content;
use crate::source::{Source, Span};

/// Reads the answer to the question at `mark`, whose `content` goes on up to `end`.
pub(super) fn read(
    source: &Source,
    policy: &Policy,
    blocks: &Blocks,
    mark: &QuestionMark,
    content: &Content,
    end: usize,
) -> Reading {
    let question = policy.question(mark.question);
    let mut reading = answer::read(question, content);
    if mark.row.is_some() {
        return reading;
    }
    let span = Span::new(mark.rest, end.max(mark.rest));
    let part = |span: Span| answer::read(question, &body::read(source, blocks, mark, span));
    if let Some(from) = ends::behind_quote(source, mark, span) {
        let own = part(Span::new(from, span.end));
        reading = beside_quote(reading, own);
    }
    match bound(source, question, mark, &reading) {
        Some(words) => Reading { quality: Quality::Astride(words), ..undecided(reading) },
        None => reading,
    }
}

/// The reading of an answer that begins with a quote, where `own` is that of the words which follow it: those decide
/// where the quote does not.
fn beside_quote(reading: Reading, own: Reading) -> Reading {
    if reading.quality == Quality::Unclear && says(&own) { own } else { reading }
}

/// `> 3`, a line of its own, where three and more than three are on either side of the limit: a quote, or a bound.
fn bound(
    source: &Source,
    question: &Question,
    mark: &QuestionMark,
    reading: &Reading,
) -> Option<Span> {
    let Some(ForHotfix::MoreThan(limit)) = question.for_hotfix else { return None };
    let said = reading.value_span.filter(|_| reading.is_clear())?;
    let line = source.line_span(source.line_of(said.start));
    let words = source.slice(line).trim();
    let is_number = words.strip_prefix('>').is_some_and(|number| {
        let number = number.trim();
        !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    });
    let is_quoted = |line: Span| source.slice(line).trim_start().starts_with('>');
    let number = source.line_of(said.start);
    let goes_on = number + 1 < source.line_count() && is_quoted(source.line_span(number + 1));
    let is_asked_in_quote = is_quoted(source.line_span(source.line_of(mark.prompt.start)));
    let is_limit = reading.value == Some(Value::Count(limit));
    let start = line.start + (source.slice(line).len() - source.slice(line).trim_start().len());
    (is_limit && is_number && !goes_on && !is_asked_in_quote)
        .then(|| Span::new(start, start + words.len()))
}

/// A reading without its value.
fn undecided(reading: Reading) -> Reading {
    Reading { value: None, value_span: None, ..reading }
}

/// Whether the words say something of what is asked.
fn says(own: &Reading) -> bool {
    !matches!(own.quality, Quality::Unclear | Quality::Blank | Quality::Placeholder(_))
}
