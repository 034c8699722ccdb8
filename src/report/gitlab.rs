//! GitLab's code quality report: a list of issues, of which a merge request shows what is new and what is gone.

use super::failure::{self, Failure};
use super::{Document, Look, fingerprint};
use crate::finding::Severity;
use serde::Serialize;

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'static str,
    /// Unique in the report, and the same in the next one.
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// One document: its issues, commas between them. Hints are left out unless they are asked for, and what
/// counts for nothing always.
pub(super) fn document(document: &Document<'_>, look: Look) -> String {
    let is_told = |severity| severity > Severity::Hint || look.verbose;
    let entries: Vec<String> = document
        .told()
        .iter()
        .filter(|told| told.suppression.is_none() && is_told(told.finding.severity))
        .map(|told| {
            let line = |offset| document.source.line_of(offset) + 1;
            let issue = Issue {
                description: &told.finding.message,
                check_name: told.finding.rule,
                fingerprint: fingerprint::hex(fingerprint::in_file(document.path, told.identity)),
                severity: severity(told.finding.severity),
                location: Location {
                    path: document.path,
                    lines: Lines {
                        begin: line(told.finding.span.start),
                        end: line(told.finding.span.end),
                    },
                },
            };
            // Plain data with string keys: serialising it cannot fail.
            serde_json::to_string(&issue).unwrap_or_default()
        })
        .collect();
    entries.join(",\n")
}

/// What could not be checked, commas between: nothing is worse, since nobody knows what is in it.
pub(super) fn failures(failures: &[Failure]) -> String {
    let issue = |(failure, identity): (&Failure, u64)| {
        let (begin, end) = failure.lines();
        let issue = Issue {
            description: &failure.message,
            check_name: failure.name(),
            fingerprint: fingerprint::hex(identity),
            severity: "blocker",
            location: Location {
                path: &failure.path,
                lines: Lines { begin: begin as usize, end: end as usize },
            },
        };
        serde_json::to_string(&issue).unwrap_or_default()
    };
    let entries: Vec<String> =
        failures.iter().zip(failure::identities(failures)).map(issue).collect();
    entries.join(",\n")
}

/// The word for how much it matters, of the five that there are.
const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "major",
        Severity::Information => "minor",
        Severity::Hint => "info",
    }
}
