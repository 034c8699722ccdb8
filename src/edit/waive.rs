//! Putting a waiver where it covers a finding, its reason left to the author, and taking one out.

use super::{Edit, front_matter, lines, remove, room};
use crate::finding::{Finding, Subject};
use crate::proposal::{Answer, Format, Layout, Proposal, Waiver};
use crate::source::{Source, Span};

/// The edits that put a waiver for `finding` into the document, with `reason`.
///
/// Without a reason it silences nothing, and says so: that is what an author is given to fill in.
pub fn insert(
    source: &Source,
    proposal: &Proposal,
    finding: &Finding,
    reason: &str,
) -> Option<Vec<Edit>> {
    let words = format!("hotfix-lint: allow {}: {reason}", finding.rule);
    let words = words.trim_end();
    let edit = match proposal.format {
        Format::Yaml => yaml(source, proposal, finding, words),
        Format::Markdown => markdown(source, proposal, finding, &format!("<!-- {words} -->")),
    };
    let edits = vec![edit];
    Some(if reason.is_empty() { room::behind(edits, words, " ") } else { edits })
}

/// Removes a waiver, with its line where it stands alone.
pub fn remove(source: &Source, waiver: &Waiver) -> Vec<Edit> {
    remove::words(source, waiver.span)
}

fn yaml(source: &Source, proposal: &Proposal, finding: &Finding, words: &str) -> Edit {
    let at = match finding.subject {
        Subject::Document | Subject::Missing(_)
            if finding.criterion.is_none() || proposal.criteria.is_empty() =>
        {
            first_line(source)
        }
        _ => source.line_start(finding.span.start).max(first_line(source)),
    };
    let line = source.slice(source.line_span(source.line_of(at)));
    let indent: String = line
        .trim_start_matches('\u{feff}')
        .chars()
        .take_while(|c| matches!(c, ' ' | '\t'))
        .collect();
    let eol = lines::eol_at(source, at);
    lines::line_at(source, at).edit(&format!("{indent}# {words}"), eol)
}

/// The first line of a YAML document's keys.
fn first_line(source: &Source) -> usize {
    front_matter::first(source)
}

fn markdown(source: &Source, proposal: &Proposal, finding: &Finding, comment: &str) -> Edit {
    let in_front_matter = proposal.metadata.block.is_some_and(|block| block.contains(finding.span));
    if let Subject::Answer(index) = finding.subject
        && let Some(answer) = proposal.answers.get(index)
    {
        return at_answer(source, answer, comment);
    }
    if in_front_matter && matches!(finding.subject, Subject::Metadata(_)) {
        // YAML's comments are the ones that count there.
        let words = comment.trim_start_matches("<!-- ").trim_end_matches(" -->");
        let at = source.line_start(finding.span.start);
        return lines::line_at(source, at).edit(&format!("# {words}"), lines::eol_at(source, at));
    }
    if in_front_matter || finding.span == proposal.title {
        return at_top(source, proposal, comment);
    }
    let at = source.line_start(finding.span.start).max(front_matter::first(source));
    lines::line_at(source, at).edit(comment, lines::eol_at(source, at))
}

/// Before everything but the front matter.
fn at_top(source: &Source, proposal: &Proposal, comment: &str) -> Edit {
    let start =
        proposal.metadata.block.map_or_else(|| front_matter::first(source), |block| block.end);
    let rest = source.text().get(start..).unwrap_or_default();
    let text = start + (rest.len() - rest.trim_start().len());
    let at = if text >= source.text().len() { start } else { source.line_start(text).max(start) };
    let eol = lines::eol_at(source, at);
    let place = lines::line_at(source, at);
    if place.open { place.edit(comment, eol) } else { place.edit(&format!("{comment}{eol}"), eol) }
}

/// In the answer: at the end of the question's line, or below its heading.
fn at_answer(source: &Source, answer: &Answer, comment: &str) -> Edit {
    let line = source.line_span(source.line_of(answer.prompt.end));
    match answer.layout {
        Layout::Heading(_) => {
            let place = lines::line_after(source, answer.prompt.end, source.text().len());
            place.edit(comment, lines::eol_at(source, place.at))
        }
        Layout::Row => {
            let end = if answer.span.is_empty() { answer.prompt.end } else { answer.span.end };
            Edit::insert(end, format!(" {comment}"))
        }
        _ => {
            let text = source.slice(line);
            let end = line.start + text.trim_end().len();
            Edit::replace(Span::new(end, line.end), format!(" {comment}"))
        }
    }
}
