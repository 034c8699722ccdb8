//! SARIF 2.1.0: what code scanning and many other readers take. Each rule comes with its page, each finding with its
//! fixes, with a fingerprint that no line is part of, and, where it is waived, with who says so. A run that could not check
//! everything says that it failed, and why: what is missing from its results is not mended.

use super::failure::Failure;
use super::{Document, Suppression, Told, fingerprint};
use crate::finding::{Fix, Safety, Severity};
use crate::rule::{self, RULES};
use crate::source::{Columns, Encoding, Position, Span};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::fmt::Write as _;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What stands before the first document.
pub(super) fn open(today: Date) -> String {
    let rules: Vec<Value> = RULES.iter().map(rule).collect();
    let driver = json!({
        "name": "hotfix-lint",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "informationUri": rule::HOME,
        "rules": rules,
    });
    format!(
        r#"{{"$schema":"{SCHEMA}","version":"2.1.0","runs":[{{"tool":{{"driver":{driver}}},"columnKind":"unicodeCodePoints","properties":{{"today":"{today}"}},"results":["#
    )
}

/// What stands behind the last document.
pub(super) fn close(failures: &[Failure]) -> String {
    let mut invocation = json!({"executionSuccessful": failures.is_empty()});
    let (configuration, execution): (Vec<&Failure>, _) =
        failures.iter().partition(|failure| failure.rule.is_some());
    for (key, failures) in [
        ("toolConfigurationNotifications", configuration),
        ("toolExecutionNotifications", execution),
    ] {
        if !failures.is_empty() {
            invocation[key] = failures.into_iter().map(notification).collect();
        }
    }
    format!("],\"invocations\":[{invocation}]}}]}}\n")
}

/// What could not be checked.
fn notification(failure: &Failure) -> Value {
    let mut place = json!({"artifactLocation": {"uri": uri(&failure.path)}});
    if let Some((start, end)) = failure.at {
        place["region"] = lines(start, end);
    }
    let mut notification = json!({
        "level": "error",
        "message": {"text": failure.message},
        "locations": [{"physicalLocation": place}],
    });
    if let Some(name) = failure.rule {
        let index = RULES.iter().position(|rule| rule.name == name);
        notification["associatedRule"] = json!({"id": name, "index": index});
    }
    notification
}

/// One document: its results, commas between them.
pub(super) fn document(document: &Document<'_>) -> String {
    let columns = document.source.columns(Encoding::Utf32);
    let file = json!({"uri": uri(document.path)});
    let results: Vec<String> = document
        .told()
        .iter()
        .map(|told| result(document, &file, &columns, told).to_string())
        .collect();
    results.join(",")
}

fn rule(rule: &rule::Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.docs, "markdown": rule.docs},
        "helpUri": rule::url(rule.name),
        "defaultConfiguration": {"level": level(rule.severity)},
    })
}

fn result(document: &Document<'_>, file: &Value, columns: &Columns<'_>, told: &Told<'_>) -> Value {
    let finding = told.finding;
    let place = |span| json!({"artifactLocation": file, "region": region(columns, span)});
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": RULES.iter().position(|rule| rule.name == finding.rule),
        "level": level(finding.severity),
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place(finding.span)}],
        "partialFingerprints": {
            format!("hotfixLint/v{}", fingerprint::VERSION): fingerprint::hex(told.identity),
        },
    });
    if let Some(question) = finding.question {
        result["properties"] =
            json!({"question": document.assessment.policy.question(question).id});
    }
    if !finding.related.is_empty() {
        let related = finding.related.iter().map(|related| {
            json!({"physicalLocation": place(related.span), "message": {"text": related.message}})
        });
        result["relatedLocations"] = related.collect();
    }
    if !told.fixes.is_empty() {
        result["fixes"] = told.fixes.iter().map(|one| fix(file, columns, one)).collect();
    }
    // An empty list says that nothing suppresses it, which is more than saying nothing.
    result["suppressions"] = told.suppression.iter().map(suppression).collect();
    result
}

fn suppression(suppression: &Suppression<'_>) -> Value {
    let kind = if suppression.in_source { "inSource" } else { "external" };
    json!({"kind": kind, "status": "accepted", "justification": suppression.reason})
}

fn fix(file: &Value, columns: &Columns<'_>, fix: &Fix) -> Value {
    let replacements = fix.edits.iter().map(|edit| {
        json!({"deletedRegion": region(columns, edit.span), "insertedContent": {"text": edit.text}})
    });
    json!({
        "description": {"text": fix.title},
        "artifactChanges": [{"artifactLocation": file, "replacements": replacements.collect::<Value>()}],
        "properties": {"safe": fix.safety == Safety::Safe},
    })
}

fn region(columns: &Columns<'_>, span: Span) -> Value {
    lines(columns.position(span.start), columns.position(span.end))
}

fn lines(start: Position, end: Position) -> Value {
    json!({
        "startLine": start.line + 1,
        "startColumn": start.column + 1,
        "endLine": end.line + 1,
        "endColumn": end.column + 1,
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}

/// A path as a reference: relative to where the run began, or a file's address.
fn uri(path: &str) -> String {
    let mut out = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_references() {
        assert_eq!(uri("hotfixes/a b.md"), "hotfixes/a%20b.md");
        assert_eq!(uri("c:é#?.md"), "c%3A%C3%A9%23%3F.md");
        assert_eq!(uri("/a.md"), "file:///a.md");
    }
}
