//! Workflow commands of GitHub Actions: printed by a step, each is an annotation on its line of the pull request.

use super::failure::Failure;
use super::{Document, Look, Totals, escape, human};
use crate::finding::{Finding, Severity};
use crate::source::{Columns, Encoding, Position};
use std::fmt::Write as _;

/// One document: a line for each finding. Hints are left out unless they are asked for; a run may annotate only so much.
pub(super) fn document(document: &Document<'_>, look: Look) -> String {
    let columns = document.source.columns(Encoding::Utf32);
    let path = property(document.path);
    let mut out = String::new();
    for finding in &document.assessment.findings {
        if finding.severity > Severity::Hint || look.verbose {
            push(&path, &columns, finding, &mut out);
        }
    }
    out
}

/// What could not be checked: a line for each, on the first line of the file where no other is to blame.
pub(super) fn failures(failures: &[Failure]) -> String {
    let mut out = String::new();
    for failure in failures {
        let _ = write!(out, "::error file={}", property(&failure.path));
        match failure.at {
            Some((start, end)) => push_place(start, end, &mut out),
            None => out.push_str(",line=1"),
        }
        let _ = writeln!(out, ",title={}::{}", property(failure.name()), data(&failure.message));
    }
    out
}

/// The last line, for the log.
pub(super) fn close(totals: &Totals, look: Look) -> String {
    human::close(totals, Look { quiet: look.quiet, ..Look::default() })
}

/// One line; `path` is a property.
fn push(path: &str, columns: &Columns<'_>, finding: &Finding, out: &mut String) {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "notice",
    };
    let (start, end) = (columns.position(finding.span.start), columns.position(finding.span.end));
    let _ = write!(out, "::{command} file={path}");
    push_place(start, end, out);
    let _ = writeln!(out, ",title={}::{}", property(finding.rule), data(&finding.message));
}

/// The properties that say where.
fn push_place(start: Position, end: Position, out: &mut String) {
    let _ = write!(out, ",line={}", start.line + 1);
    if start.line == end.line {
        // Columns are for places within a line.
        let (from, to) = (start.column + 1, end.column + 1);
        let _ = write!(out, ",col={from},endColumn={to}");
    } else {
        let _ = write!(out, ",endLine={}", end.line + 1);
    }
}

/// Text behind the command's second `::`. Whatever else would act on a terminal is shown instead: logs are read there.
fn data(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive(['%', '\r', '\n']) {
        let (shown, code) = match part.as_bytes() {
            [.., b'%'] => (&part[..part.len() - 1], "%25"),
            [.., b'\r'] => (&part[..part.len() - 1], "%0D"),
            [.., b'\n'] => (&part[..part.len() - 1], "%0A"),
            _ => (part, ""),
        };
        out.push_str(&escape::line(shown));
        out.push_str(code);
    }
    out
}

/// The value of a property.
fn property(text: &str) -> String {
    let mut text = data(text);
    for (c, code) in [(':', "%3A"), (',', "%2C")] {
        if text.contains(c) {
            text = text.replace(c, code);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_or_a_property() {
        assert_eq!(data("50% of a:b,c\r\nx"), "50%25 of a:b,c%0D%0Ax");
        assert_eq!(data("a\x1b[31m"), "a\\u{1b}[31m");
        assert_eq!(property("a,b:c%\n.md"), "a%2Cb%3Ac%25%0A.md");
    }
}
