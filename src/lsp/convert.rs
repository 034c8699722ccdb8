//! Between our spans and findings and the protocol's ranges and diagnostics.

mod snippet;

use super::capabilities::Client;
use crate::edit::{Edit, before_the_final_line_ending};
use crate::finding::{Finding, Severity};
use crate::report::escape;
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
                message: escape::line(&related.message).into_owned(),
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
            message: escape::line(&finding.message).into_owned().into(),
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

/// Edits of one document.
pub(super) struct Change<'a> {
    pub(super) uri: &'a str,
    /// The client's version of the text; `None` where the disk's is meant.
    pub(super) version: Option<i32>,
    pub(super) source: &'a Source,
    pub(super) edits: &'a [Edit],
}

impl Change<'_> {
    fn placed(&self, client: &Client) -> Vec<(lsp::Range, Edit)> {
        let mut ranges = Ranges::new(self.source, client.encoding);
        before_the_final_line_ending(self.source.text(), self.edits)
            .into_iter()
            .map(|edit| (ranges.range(edit.span), edit))
            .collect()
    }

    fn plain(&self, client: &Client) -> Vec<lsp::TextEdit> {
        let plain = |(range, edit): (_, Edit)| lsp::TextEdit { range, new_text: edit.text };
        self.placed(client).into_iter().map(plain).collect()
    }

    /// The edits, with the cursor where the author goes on if the client can put it there.
    fn edits(&self, client: &Client) -> Vec<lsp::Edit> {
        let edits = self.placed(client);
        let as_snippets = client.snippet_edits
            && edits.iter().all(|(_, edit)| snippet::keeps_its_bytes(self.source, edit));
        let edit = |(range, edit): (_, Edit)| match snippet::of(&edit).filter(|_| as_snippets) {
            Some(value) => {
                let snippet = lsp::StringValue { value };
                lsp::SnippetTextEdit { range, snippet, annotation_id: None }.into()
            }
            None => lsp::TextEdit { range, new_text: edit.text }.into(),
        };
        edits.into_iter().map(edit).collect()
    }
}

/// Edits of some documents, each at its version, in the form that the client takes.
pub(super) fn workspace_edit(changes: &[Change<'_>], client: &Client) -> lsp::WorkspaceEdit {
    let uri = |change: &Change<'_>| lsp::Uri(change.uri.to_owned());
    if !client.versioned_edits {
        let changes = changes.iter().map(|change| (uri(change), change.plain(client)));
        return lsp::WorkspaceEdit {
            changes: Some(changes.collect()),
            ..lsp::WorkspaceEdit::default()
        };
    }
    let changes = changes.iter().map(|change| lsp::TextDocumentEdit {
        text_document: lsp::OptionalVersionedTextDocumentIdentifier {
            version: change.version,
            text_document_identifier: lsp::TextDocumentIdentifier { uri: uri(change) },
        },
        edits: change.edits(client),
    });
    lsp::WorkspaceEdit {
        document_changes: Some(changes.map(Into::into).collect()),
        ..lsp::WorkspaceEdit::default()
    }
}

/// The same edit, which a person is asked to confirm where the client knows how to.
pub(super) fn to_confirm(
    mut edit: lsp::WorkspaceEdit,
    label: &str,
    description: &str,
    client: &Client,
) -> lsp::WorkspaceEdit {
    const ID: &str = "confirm";
    if !client.annotations {
        return edit;
    }
    for change in edit.document_changes.iter_mut().flatten() {
        let lsp::DocumentChange::TextDocumentEdit(change) = change else { continue };
        for edit in &mut change.edits {
            if let lsp::Edit::TextEdit(plain) = edit {
                let annotation_id = ID.to_owned();
                *edit = lsp::AnnotatedTextEdit { annotation_id, text_edit: plain.clone() }.into();
            }
        }
    }
    let annotation = lsp::ChangeAnnotation {
        label: label.to_owned(),
        needs_confirmation: Some(true),
        description: Some(description.to_owned()),
    };
    edit.change_annotations = Some([(ID.to_owned(), annotation)].into());
    edit
}
