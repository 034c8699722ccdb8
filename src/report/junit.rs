//! JUnit's XML: a proposal is a test suite, a finding a test case that fails. What does not matter to the run, and what is
//! waived, is a case that was skipped; what could not be checked is one with an error.

use super::failure::Failure;
use super::{Document, Look, escape};
use crate::finding::Severity;
use crate::source::Encoding;
use std::fmt::Write as _;

/// What stands before the first document.
pub(super) fn open() -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"hotfix-lint\">\n".to_owned()
}

/// What stands behind the last document.
pub(super) fn close() -> String {
    "</testsuites>\n".to_owned()
}

/// What could not be checked: a suite for each file.
pub(super) fn failures(failures: &[Failure]) -> String {
    let mut out = String::new();
    for suite in failures.chunk_by(|one, other| one.path == other.path) {
        let Some(first) = suite.first() else { continue };
        let (path, errors) = (escaped(&first.path), suite.len());
        let _ = writeln!(
            out,
            "  <testsuite name=\"{path}\" tests=\"{errors}\" failures=\"0\" errors=\"{errors}\" skipped=\"0\">"
        );
        for failure in suite {
            let (name, message) = (failure.name(), escaped(&failure.message));
            let whole = escaped(&failure.to_string());
            let _ = writeln!(
                out,
                "    <testcase classname=\"{path}\" name=\"{name}\">\n      <error type=\"{name}\" message=\"{message}\">{whole}</error>\n    </testcase>"
            );
        }
        out.push_str("  </testsuite>\n");
    }
    out
}

/// One document.
pub(super) fn document(document: &Document<'_>, look: Look) -> String {
    let columns = document.source.columns(Encoding::Utf32);
    let (mut cases, mut tests, mut failures, mut skipped) = (String::new(), 0, 0, 0);
    let path = escaped(document.path);
    let mut case = |name: &str, body: &str| {
        tests += 1;
        let name = escaped(name);
        let _ = match body {
            "" => writeln!(cases, "    <testcase classname=\"{path}\" name=\"{name}\"/>"),
            _ => writeln!(
                cases,
                "    <testcase classname=\"{path}\" name=\"{name}\">\n      {body}\n    </testcase>"
            ),
        };
    };
    case(&format!("verdict: {}", document.assessment.verdict.name()), "");
    for told in document.told() {
        let finding = told.finding;
        let at = columns.position(finding.span.start);
        let (line, column) = (at.line + 1, at.column + 1);
        let place = format!("{}:{line}:{column}", document.path);
        let message = escaped(&finding.message);
        let fails = look.fail_on.is_some_and(|least| finding.severity >= least);
        let body = match told.suppression {
            Some(suppression) => {
                skipped += 1;
                format!("<skipped message=\"{}\"/>", escaped(suppression.reason))
            }
            None if fails => {
                failures += 1;
                let kind = finding.severity.name();
                format!(
                    "<failure type=\"{kind}\" message=\"{message}\">{}</failure>",
                    escaped(&format!("{place}: {}", finding.message))
                )
            }
            None if finding.severity > Severity::Hint || look.verbose => {
                skipped += 1;
                let kind = finding.severity.name();
                format!("<skipped message=\"{kind}: {message}\"/>")
            }
            None => continue,
        };
        case(&told.name(document), &body);
    }
    format!(
        "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\">\n{cases}  </testsuite>\n"
    )
}

/// Text for an attribute or an element: nothing in it is markup, turns the direction of reading, or is a character that
/// XML has not.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in escape::lines(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // An attribute would turn it into a blank.
            '\n' => out.push_str("&#10;"),
            '\u{fffe}' | '\u{ffff}' => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup() {
        assert_eq!(
            escaped("<a b=\"c\">&\n\0\u{ffff}\u{202e}é"),
            "&lt;a b=&quot;c&quot;&gt;&amp;&#10;\\u{0}�\\u{202e}é"
        );
    }
}
