//! A question on the line that somebody is typing, as its like are written.

use super::Document;
use super::model::Model;
use crate::edit::table;
use crate::policy::{Policy, QuestionId};
use crate::proposal::Proposal;
use crate::proposal::markdown::tick_len;
use crate::source::Source;

/// How a question is written on one line of a Markdown document.
pub struct Line<'a> {
    document: Document<'a>,
    model: Model,
    eol: &'static str,
}

/// A question as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// What makes its line a heading, an item or a row.
    pub marks: String,
    /// Everything else up to its answer.
    pub head: String,
    /// What stands behind the answer.
    pub tail: String,
}

/// What makes a line something else than a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// Nothing.
    None,
    /// `#`
    Heading,
    /// A bullet or number.
    Item,
    /// `|`
    Row,
}

impl Marks {
    /// What the marks at the beginning of a line make of it.
    pub fn of(marks: &str) -> Self {
        match marks.trim_start_matches(['>', ' ', '\t', '\u{feff}']).chars().next() {
            None => Self::None,
            Some('#') => Self::Heading,
            Some('|') => Self::Row,
            Some(_) => Self::Item,
        }
    }
}

/// How long the marks at the beginning of a line are: of quotes, headings, bullets, numbers, boxes and rows.
pub fn marks_len(line: &str) -> usize {
    let mut rest = line.trim_start_matches('\u{feff}');
    loop {
        let after = rest.trim_start_matches([' ', '\t']);
        let digits = after.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = if digits.len() < after.len() { digits } else { "" };
        let begins = |mark: &str| {
            // A bullet ends in a blank: `**bold**` and `-1` are no items.
            let text = after.strip_prefix(mark)?;
            (text.is_empty() || text.starts_with([' ', '\t'])).then_some(text)
        };
        let boxed = tick_len(after).map(|len| &after[len..]);
        let item = ["-", "*", "+"].into_iter().find_map(begins);
        let numbered = number
            .strip_prefix(['.', ')'])
            .filter(|text| text.is_empty() || text.starts_with([' ', '\t']));
        let other = after.strip_prefix(['>', '|']);
        let heading = after.strip_prefix('#').map(|text| text.trim_start_matches('#'));
        match boxed.or(item).or(numbered).or(other).or(heading) {
            Some(text) => rest = text,
            None => return line.len() - after.len(),
        }
    }
}

/// How questions are written on the line of byte `at`: like the one before it in the same section, or as most of the
/// document's are.
pub fn line_at<'a>(
    source: &'a Source,
    policy: &'a Policy,
    proposal: &'a Proposal,
    at: usize,
) -> Line<'a> {
    let document = Document { source, policy, proposal };
    let model = Model::near(&document, at);
    Line { document, model, eol: source.line_ending() }
}

/// What the columns of the table are called whose row is begun on the line of byte `at`; `None` where it has no header.
pub fn columns(source: &Source, at: usize) -> Option<Vec<&str>> {
    Some(table::names(source, table::header(source, source.line_of(at))?))
}

impl Line<'_> {
    /// What questions are written as.
    pub fn marks(&self) -> Marks {
        Marks::of(&self.model.written(&self.document, QuestionId(0), self.eol).marks)
    }

    /// The words that ask `question`.
    pub fn words(&self, question: QuestionId) -> &str {
        self.model.words(&self.document, question)
    }

    /// The line that asks `question`.
    pub fn ask(&self, question: QuestionId) -> Written {
        self.model.written(&self.document, question, self.eol)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks() {
        for (line, len) in [
            ("", 0),
            ("  ", 2),
            ("- Does", 2),
            ("* [ ] Does", 6),
            ("- [✔] Does", 8),
            ("- [] Does", 5),
            ("- [a] Does", 2),
            ("- [x](y)", 2),
            ("12. Does", 4),
            ("> ## Does", 5),
            ("##Does", 2),
            ("| Does", 2),
            ("**Does", 0),
            ("-1", 0),
            ("3 of 4", 0),
            ("-", 1),
        ] {
            assert_eq!(marks_len(line), len, "{line:?}");
        }
        assert_eq!(Marks::of("> - "), Marks::Item);
        assert_eq!(Marks::of("> "), Marks::None);
        assert_eq!(Marks::of("### "), Marks::Heading);
    }
}
