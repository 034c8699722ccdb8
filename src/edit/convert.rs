//! The other format: Markdown to YAML and back, with every answer, its evidence and the comments.
//!
//! A conversion is written, read again and compared. Where something is not there any more, or reads differently, there
//! is no conversion but the list of these things: a document is never converted in part.

mod compare;
mod to_markdown;
mod to_yaml;

use crate::assess::{Assessment, Context, assess};
use crate::proposal::Format;
use crate::source::Source;

/// The document in the other format, or what of it cannot be kept, each with its line.
pub fn convert(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
) -> Result<String, Vec<String>> {
    let errors = &assessment.proposal.errors;
    if !errors.is_empty() {
        let told = |error: &crate::proposal::SyntaxError| {
            line(source, error.span.start, &format_args!("this does not parse: {}", error.message))
        };
        return Err(errors.iter().map(told).collect());
    }
    let (text, format) = match context.format {
        Format::Markdown => (to_yaml::written(source, assessment)?, Format::Yaml),
        Format::Yaml => (to_markdown::written(source, assessment)?, Format::Markdown),
    };
    let converted = Source::new(text);
    let after = assess(&converted, &Context { format, ..*context });
    let lost = compare::lost((source, assessment), (&converted, &after));
    if lost.is_empty() { Ok(converted.text().to_owned()) } else { Err(lost) }
}

/// Something that cannot be kept, and the line it begins in.
fn line(source: &Source, at: usize, what: &dyn std::fmt::Display) -> String {
    format!("line {}: {what}", source.line_of(at) + 1)
}

/// The lines of a text without the indentation that all but the first have in common. The first one begins where the
/// text does.
fn dedented(text: &str) -> String {
    let is_blank = |line: &&str| line.trim().is_empty();
    let indent = text
        .lines()
        .skip(1)
        .filter(|line| !is_blank(line))
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .min()
        .unwrap_or_default();
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        out.push_str(if index == 0 { line } else { line.get(indent..).unwrap_or_default() });
    }
    out
}

#[cfg(test)]
mod tests;
