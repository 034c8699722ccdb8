//! The `## Deferral` section: for people, in the document they read.
//!
//! It is never read as an answer, and Reopen knows its own lines again: the sentence, and the reasons that the metadata
//! records. Whatever else stands there was written by the author, and stays.

use crate::calendar::Dated;
use crate::edit::{Edit, front_matter, lines};
use crate::proposal::Proposal;
use crate::source::{Source, Span};
use jiff::civil::Date;

const HEADING: &str = "## Deferral";
const SENTENCE: &str = "Deferred on ";

/// What the section says.
pub(super) struct Text<'a> {
    /// The day of the decision.
    pub(super) date: Date,
    /// The release with its days, where the calendar knows it.
    pub(super) to: Option<&'a Dated>,
    /// The release.
    pub(super) name: &'a str,
    /// Why.
    pub(super) reasons: &'a [String],
}

impl Text<'_> {
    /// The sentence and the reasons, without heading, and without a line ending at the end.
    fn body(&self, eol: &str) -> String {
        let article = if self.to.is_none() { "the " } else { "" };
        let days = match self.to {
            Some(to) if to.freeze < to.release => {
                format!(", which freezes on {} and is released on {}", to.freeze, to.release)
            }
            Some(to) => format!(", which is released on {}", to.release),
            None => String::new(),
        };
        let mut body = format!("{SENTENCE}{} to {article}{}{days}.", self.date, self.name);
        for (index, reason) in self.reasons.iter().enumerate() {
            let gap = if index == 0 { eol } else { "" };
            body = format!("{body}{gap}{eol}{}", bullet(reason));
        }
        body
    }
}

/// A reason as a sentence.
fn bullet(reason: &str) -> String {
    let mut chars = reason.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    let stop = if reason.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("- {first}{}{stop}", chars.as_str())
}

/// The line of the heading below which Defer's text stands or, where there is none of it yet, belongs: the reader's
/// heading, else (where it stands in a fence that never closes, or below other text that hides it) the last line that
/// is this very heading. `reasons` are those that the metadata records.
pub(super) fn heading(source: &Source, proposal: &Proposal, reasons: &[String]) -> Option<usize> {
    let written = written(source, proposal, reasons).map(|written| written.heading);
    written.or_else(|| headings(source, proposal).next())
}

fn headings(source: &Source, proposal: &Proposal) -> impl Iterator<Item = usize> {
    let read = proposal.deferral_section.map(|section| source.line_of(section.start));
    let is_heading = |&line: &usize| source.slice(source.line_span(line)).trim() == HEADING;
    let others = (0..source.line_count()).rev().filter(is_heading);
    read.into_iter().chain(others.filter(move |line| Some(*line) != read))
}

/// Where the sentence that Defer wrote names the release `name`, so that it can be renamed there, too.
pub(crate) fn named_release(source: &Source, name: &str) -> Option<Span> {
    let text = |line: usize| source.slice(source.line_span(line));
    let heading = (0..source.line_count()).rev().find(|&line| text(line).trim() == HEADING)?;
    let below = heading + 1..source.line_count();
    let mut sentences = below.take_while(|&line| !text(line).starts_with('#'));
    sentences.find_map(|line| {
        let rest = text(line).strip_prefix(SENTENCE)?;
        let (day, rest) = rest.split_once(" to ")?;
        let is_named = rest.strip_prefix(name)?.starts_with([',', '.']);
        let at = source.line_span(line).start + SENTENCE.len() + day.len() + " to ".len();
        is_named.then(|| Span::new(at, at + name.len()))
    })
}

/// The last line of the heading: an underlined one has two.
fn heading_end(source: &Source, heading: usize) -> usize {
    let text = |line: usize| source.slice(source.line_span(line)).trim();
    let line = text(heading + 1);
    let underline =
        !line.is_empty() && (line.bytes().all(|b| b == b'-') || line.bytes().all(|b| b == b'='));
    if underline && !text(heading).starts_with('#') { heading + 1 } else { heading }
}

/// The lines below the heading that belong to it: up to the next heading, or the end.
fn below(source: &Source, proposal: &Proposal, heading: usize) -> std::ops::Range<usize> {
    let section = proposal.deferral_section;
    let end = match section.filter(|section| source.line_of(section.start) == heading) {
        Some(section) if section.end < source.text().len() => source.line_of(section.end),
        _ => source.line_count(),
    };
    let first = heading_end(source, heading) + 1;
    let next = (first..end).find(|&line| {
        let text = source.slice(source.line_span(line));
        text.starts_with('#') && text.trim_start_matches('#').starts_with(' ')
    });
    first..next.unwrap_or(end).max(first)
}

/// The runs of lines that Defer wrote, blank lines inside of a run included.
fn own_runs(
    source: &Source,
    lines: std::ops::Range<usize>,
    reasons: &[String],
) -> Vec<(usize, usize)> {
    let bullets: Vec<String> = reasons.iter().map(|reason| bullet(reason)).collect();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut open = false;
    for line in lines {
        let text = source.slice(source.line_span(line)).trim();
        if text.is_empty() {
            continue;
        }
        let own = (text.starts_with(SENTENCE) && text.contains(" to "))
            || bullets.iter().any(|bullet| bullet == text);
        match runs.last_mut() {
            Some(run) if own && open => run.1 = line,
            _ if own => runs.push((line, line)),
            _ => {}
        }
        open = own;
    }
    runs
}

/// A section with text that Defer wrote: the heading's line, those below it, and the runs, of which there is one at
/// least.
struct Written {
    heading: usize,
    lines: std::ops::Range<usize>,
    runs: Vec<(usize, usize)>,
}

fn written(source: &Source, proposal: &Proposal, reasons: &[String]) -> Option<Written> {
    headings(source, proposal).find_map(|heading| {
        let lines = below(source, proposal, heading);
        let runs = own_runs(source, lines.clone(), reasons);
        (!runs.is_empty()).then_some(Written { heading, lines, runs })
    })
}

/// The lines that Defer wrote, the heading's included; empty where it wrote none.
pub(super) fn own(source: &Source, proposal: &Proposal, reasons: &[String]) -> Vec<Span> {
    let Some(Written { heading, runs, .. }) = written(source, proposal, reasons) else {
        return Vec::new();
    };
    let whole = |first: usize, last: usize| {
        Span::new(source.line_span(first).start, source.next_line(source.line_span(last).start))
    };
    let heading = whole(heading, heading_end(source, heading));
    std::iter::once(heading)
        .chain(runs.into_iter().map(|(first, last)| whole(first, last)))
        .collect()
}

/// Whether nothing but blanks stands in `lines` beside the runs.
fn only(source: &Source, mut lines: std::ops::Range<usize>, runs: &[(usize, usize)]) -> bool {
    lines.all(|line| {
        runs.iter().any(|&(first, last)| first <= line && line <= last)
            || source.slice(source.line_span(line)).trim().is_empty()
    })
}

/// Writes the section: anew at the end, or below `heading`, in place of what Defer wrote there before (`old` are the
/// reasons then).
pub(super) fn write(
    source: &Source,
    proposal: &Proposal,
    heading: Option<usize>,
    old: &[String],
    text: &Text<'_>,
) -> Vec<Edit> {
    let end = source.text().len();
    let eol = lines::eol_at(source, end);
    let Some(heading) = heading else {
        let start = proposal.metadata.block.map_or_else(|| front_matter::first(source), |b| b.end);
        let section = format!("{HEADING}{eol}{eol}{}", text.body(eol));
        let place = lines::line_at(source, end);
        if start >= end && !place.open {
            // Nothing but front matter, or nothing at all.
            let gap = if proposal.metadata.block.is_some() { eol } else { "" };
            return vec![Edit::insert(end, format!("{gap}{section}{eol}"))];
        }
        return vec![place.edit(&format!("{eol}{section}"), eol)];
    };
    let eol = lines::eol_at(source, source.line_span(heading).start);
    let lines = below(source, proposal, heading);
    let runs = own_runs(source, lines, old);
    let Some((&(first, last), rest)) = runs.split_first() else {
        let last = source.line_span(heading_end(source, heading));
        let place = lines::line_after(source, last.start, end);
        return vec![place.edit(&format!("{eol}{}", text.body(eol)), eol)];
    };
    let span = Span::new(source.line_span(first).start, source.line_span(last).end);
    let mut edits = vec![Edit::replace(span, text.body(eol))];
    let rest = rest.iter().map(|&(first, last)| with_gap(source, first, last));
    edits.extend(lines::remove(source, rest, 0));
    edits
}

/// Removes what [`write()`] wrote; `keep_heading` where the heading was there before.
pub(super) fn remove(
    source: &Source,
    proposal: &Proposal,
    reasons: &[String],
    keep_heading: bool,
) -> Vec<Edit> {
    let Some(written) = written(source, proposal, reasons) else { return Vec::new() };
    let Written { heading, lines, runs } = written;
    let last = runs.last().map_or(heading, |run| run.1);
    let spans = if !keep_heading && only(source, lines, &runs) {
        vec![with_gap(source, heading, last)]
    } else {
        runs.iter().map(|&(first, last)| with_gap(source, first, last)).collect()
    };
    lines::remove(source, spans, front_matter::first(source))
}

/// Whole lines, with the blank line before them.
fn with_gap(source: &Source, first: usize, last: usize) -> Span {
    let above = first.checked_sub(1).map(|line| source.line_span(line));
    let blank =
        above.filter(|line| source.slice(*line).trim_matches(['\u{feff}', ' ', '\t']).is_empty());
    let start = blank.map_or(source.line_span(first).start, |line| line.start);
    Span::new(
        start.max(front_matter::first(source)),
        source.next_line(source.line_span(last).start),
    )
}
