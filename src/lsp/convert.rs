//! Between our spans and findings and the protocol's ranges and diagnostics.

use super::capabilities::Client;
use crate::edit::{Edit, before_the_final_line_ending};
use crate::finding::{Finding, Severity};
use crate::source::{Columns, Encoding, Position, Source, Span};
use gen_lsp_types as lsp;

/// The name under which findings appear in editors.
pub(super) const SOURCE: &str = "hotfix-lint";

/// Spans of one document as ranges; quick when they come in document order.
pub(super) struct Ranges<'a> {
    columns: Columns<'a>,
}

impl<'a> Ranges<'a> {
    pub(super) fn new(source: &'a Source, encoding: Encoding) -> Self {
        Self { columns: source.columns(encoding) }
    }

    /// The range of a span.
    pub(super) fn range(&mut self, span: Span) -> lsp::Range {
        let start = self.columns.position(span.start);
        let end = self.columns.position(span.end.max(span.start));
        lsp::Range { start: to_lsp(start), end: to_lsp(end) }
    }

    /// A finding as a diagnostic of the document at `uri`.
    pub(super) fn diagnostic(
        &mut self,
        finding: &Finding,
        uri: &str,
        client: &Client,
    ) -> lsp::Diagnostic {
        let range = self.range(finding.span);
        let related = client.related.then(|| {
            let place = |related: &crate::finding::Related| lsp::DiagnosticRelatedInformation {
                location: lsp::Location {
                    uri: lsp::Uri(uri.to_owned()),
                    range: self.range(related.span),
                },
                message: related.message.clone(),
            };
            finding.related.iter().map(place).collect::<Vec<_>>()
        });
        lsp::Diagnostic {
            range,
            severity: Some(severity(finding.severity)),
            code: Some(finding.rule.to_owned().into()),
            code_description: client
                .descriptions
                .then(|| lsp::CodeDescription { href: lsp::Uri(crate::rule::url(finding.rule)) }),
            source: Some(SOURCE.to_owned()),
            message: finding.message.clone().into(),
            tags: None,
            related_information: related.filter(|places| !places.is_empty()),
            data: None,
        }
    }
}

fn to_lsp(position: Position) -> lsp::Position {
    lsp::Position { line: position.line, character: position.column }
}

/// The protocol's word for a severity.
fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::Error,
        Severity::Warning => lsp::DiagnosticSeverity::Warning,
        Severity::Information => lsp::DiagnosticSeverity::Information,
        Severity::Hint => lsp::DiagnosticSeverity::Hint,
    }
}

/// The byte at a position of the client.
pub(super) fn offset(source: &Source, position: lsp::Position, encoding: Encoding) -> usize {
    let position = Position { line: position.line, column: position.character };
    source.offset(position, encoding)
}

/// The bytes of a range of the client, whose ends may come in either order.
pub(super) fn span(source: &Source, range: lsp::Range, encoding: Encoding) -> Span {
    let start = offset(source, range.start, encoding);
    let end = offset(source, range.end, encoding);
    Span::new(start.min(end), start.max(end))
}

/// Edits of the document `uri` at `version`, in the form that the client takes.
pub(super) fn workspace_edit(
    source: &Source,
    uri: &str,
    version: i32,
    edits: &[Edit],
    client: &Client,
) -> lsp::WorkspaceEdit {
    let mut ranges = Ranges::new(source, client.encoding);
    let edits = before_the_final_line_ending(source.text(), edits)
        .into_iter()
        .map(|edit| lsp::TextEdit { range: ranges.range(edit.span), new_text: edit.text });
    let uri = lsp::Uri(uri.to_owned());
    if !client.versioned_edits {
        return lsp::WorkspaceEdit {
            changes: Some([(uri, edits.collect())].into()),
            ..lsp::WorkspaceEdit::default()
        };
    }
    let change = lsp::TextDocumentEdit {
        text_document: lsp::OptionalVersionedTextDocumentIdentifier {
            version: Some(version),
            text_document_identifier: lsp::TextDocumentIdentifier { uri },
        },
        edits: edits.map(Into::into).collect(),
    };
    lsp::WorkspaceEdit {
        document_changes: Some(vec![change.into()]),
        ..lsp::WorkspaceEdit::default()
    }
}
