//! Diagnostics as the client gets them, written once by the worker that found them.

use super::convert::{Ranges, SOURCE};
use super::message;
use super::snapshot::Snapshot;
use crate::assess::Assessment;
use crate::report::escape;
use crate::rule;
use crate::settings::Mistake;
use crate::source::{Encoding, Source};
use gen_lsp_types as lsp;

/// The diagnostics of one state of one document.
pub(super) struct Report {
    /// They stand for this snapshot: what a client that pulls has to show for "unchanged".
    serial: u64,
    /// The JSON array.
    items: String,
    /// There is something to show, or would be: the document is ours.
    pub(super) speaks: bool,
}

impl Report {
    /// The findings of a document; of one that is no proposal there are none.
    pub(super) fn new(snapshot: &Snapshot, assessment: Option<&Assessment>) -> Self {
        let findings = assessment.map_or(&[][..], |assessment| &assessment.findings);
        let client = &snapshot.client;
        let mut ranges = Ranges::new(&snapshot.source, client.encoding);
        let diagnostics: Vec<_> = findings
            .iter()
            .map(|finding| ranges.diagnostic(finding, &snapshot.uri, client))
            .collect();
        let items = message::text(&diagnostics);
        Self { serial: snapshot.serial, items, speaks: assessment.is_some() }
    }

    /// The mistakes of a policy, in its own text.
    pub(super) fn of_policy(snapshot: &Snapshot, mistakes: &[Mistake]) -> Self {
        let name = rule::invalid_policy::RULE.name;
        let encoding = snapshot.client.encoding;
        Self::of_mistakes(snapshot.serial, &snapshot.source, name, mistakes, encoding)
    }

    /// The mistakes of a file of ours, in its own text.
    pub(super) fn of_mistakes(
        serial: u64,
        source: &Source,
        name: &'static str,
        mistakes: &[Mistake],
        encoding: Encoding,
    ) -> Self {
        let items = of_file(source, name, mistakes, encoding);
        Self { serial, items, speaks: true }
    }

    /// The diagnostics as a JSON array.
    pub(super) fn items(&self) -> &str {
        &self.items
    }

    /// The params of `textDocument/publishDiagnostics`.
    pub(super) fn publish(&self, uri: &str, version: Option<i32>) -> String {
        publish(uri, version, &self.items)
    }

    /// The answer to `textDocument/diagnostic` of a client that has `previous`.
    pub(super) fn pulled(&self, previous: Option<&str>) -> String {
        let serial = self.serial;
        if previous.and_then(|id| id.parse().ok()) == Some(serial) {
            return format!(r#"{{"kind":"unchanged","resultId":"{serial}"}}"#);
        }
        format!(r#"{{"kind":"full","resultId":"{serial}","items":{}}}"#, self.items)
    }
}

/// The answer to `textDocument/diagnostic` where there is nothing to say.
pub(super) const NOTHING: &str = r#"{"kind":"full","items":[]}"#;

/// Params that take back all diagnostics of a document.
pub(super) fn clear(uri: &str) -> String {
    publish(uri, None, "[]")
}

/// The mistakes of a file of ours, in its own text, as a JSON array; `name` is that of the rule.
pub(super) fn of_file(
    source: &Source,
    name: &str,
    mistakes: &[Mistake],
    encoding: Encoding,
) -> String {
    let mut ranges = Ranges::new(source, encoding);
    let diagnostics: Vec<_> = mistakes
        .iter()
        .map(|mistake| lsp::Diagnostic {
            range: ranges.range(mistake.span),
            severity: Some(lsp::DiagnosticSeverity::Error),
            code: Some(name.to_owned().into()),
            source: Some(SOURCE.to_owned()),
            message: escape::line(&mistake.message).into_owned().into(),
            ..lsp::Diagnostic::default()
        })
        .collect();
    message::text(&diagnostics)
}

/// The diagnostics of a file that cannot be read, as a JSON array.
pub(super) fn unreadable(message: &str) -> String {
    message::text(&[lsp::Diagnostic {
        severity: Some(lsp::DiagnosticSeverity::Error),
        code: Some(rule::syntax_error::RULE.name.to_owned().into()),
        source: Some(SOURCE.to_owned()),
        message: escape::line(message).into_owned().into(),
        ..lsp::Diagnostic::default()
    }])
}

/// The params of `textDocument/publishDiagnostics` for diagnostics that are a JSON array already.
pub(super) fn publish(uri: &str, version: Option<i32>, items: &str) -> String {
    let uri = message::text(&uri);
    match version {
        Some(version) => {
            format!(r#"{{"uri":{uri},"version":{version},"diagnostics":{items}}}"#)
        }
        None => format!(r#"{{"uri":{uri},"diagnostics":{items}}}"#),
    }
}
