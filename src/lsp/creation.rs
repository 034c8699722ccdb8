//! Commands that are about no open document: a new proposal, the page of a rule.

use super::commands::{failed, invalid};
use super::message::{self, Refusal};
use super::outgoing::Asked;
use super::session::Session;
use super::uri;
use crate::edit::new::{file_name, issue, new_document};
use crate::proposal::Format;
use crate::rule;
use gen_lsp_types as lsp;
use lsp_server::RequestId;
use serde::Deserialize;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Where proposals are kept when nobody says otherwise, below the first folder of the workspace.
const FOLDER: &str = "hotfixes";

#[derive(Default, Deserialize)]
#[serde(default)]
struct New {
    /// The file to be; its extension says the format.
    uri: Option<String>,
    title: String,
    issue: Option<String>,
    /// `markdown` or `yaml`, where there is no `uri`.
    format: Option<String>,
}

#[derive(Deserialize)]
struct Explain {
    rule: String,
}

impl Session {
    /// Creates a file with every question of the policy, and opens it.
    pub(super) fn create(&mut self, id: &RequestId, argument: Value) -> Result<(), Refusal> {
        let new: New = if argument.is_null() {
            New::default()
        } else {
            serde_json::from_value(argument).map_err(|error| {
                invalid(format!("new takes {{uri, title, issue, format}}: {error}"))
            })?
        };
        if !self.client.creates_files {
            return Err(failed(
                "this client creates no files for a server: `hotfix-lint new` does",
            ));
        }
        let (uri, path, format) = self.place(&new)?;
        if path.as_deref().is_some_and(Path::exists) || self.documents.contains_key(&uri) {
            return Err(failed(format!("{uri} is there already: nothing is overwritten")));
        }
        let (settings, _) = self.workspace.settings(path.as_deref());
        if let Some(refusal) = &settings.refusal {
            return Err(failed(refusal.clone()));
        }
        if settings.config.stands_in {
            return Err(failed(
                "the policy cannot be read, and another one's questions are not asked; mend it first",
            ));
        }
        let issue = new.issue.as_deref().and_then(issue);
        let text =
            new_document(&settings.config.policy, format, &new.title, issue.as_deref(), None);
        let answer = message::text(&json!({"uri": uri}));
        let label = "New hotfix proposal".to_owned();
        let params = lsp::ApplyWorkspaceEditParams {
            label: Some(label.clone()),
            edit: creation(&uri, text),
            ..lsp::ApplyWorkspaceEditParams::default()
        };
        self.ask::<lsp::ApplyWorkspaceEditRequest>(params, Asked::Creation { label, uri });
        self.answer(id, &answer);
        Ok(())
    }

    /// Which file to create.
    fn place(&self, new: &New) -> Result<(String, Option<PathBuf>, Format), Refusal> {
        if let Some(uri) = &new.uri {
            let format = Format::of_path(uri);
            let format = format.ok_or_else(|| invalid(format!("{uri} ends in no .md or .yaml")))?;
            return Ok((uri.clone(), uri::path(uri), format));
        }
        let (format, ending) = match new.format.as_deref() {
            None | Some("markdown") => (Format::Markdown, "md"),
            Some("yaml") => (Format::Yaml, "yaml"),
            Some(other) => {
                return Err(invalid(format!("`{other}` is no format: markdown and yaml are")));
            }
        };
        let roots = self.workspace.roots();
        let root = roots.first().ok_or_else(|| failed("no folder is open: say the `uri`"))?;
        let stem = file_name(&new.title);
        let free = (1..1000).find_map(|count| {
            let count = if count == 1 { String::new() } else { format!("-{count}") };
            let path = root.join(FOLDER).join(format!("{stem}{count}.hotfix.{ending}"));
            let is_open = self.documents.contains_key(&uri::of_path(&path));
            (!is_open && !path.exists()).then_some(path)
        });
        let path = free.ok_or_else(|| failed("no name is free: say the `uri`"))?;
        Ok((uri::of_path(&path), Some(path), format))
    }

    /// Shows the page of a rule: in a browser where the client opens one, else as a message.
    pub(super) fn explain(&mut self, id: &RequestId, argument: Value) -> Result<(), Refusal> {
        let Explain { rule: name } = serde_json::from_value(argument)
            .map_err(|error| invalid(format!("explain takes {{rule}}: {error}")))?;
        let rule = rule::find(&name).ok_or_else(|| invalid(format!("there is no rule {name}")))?;
        let url = rule::url(rule.name);
        self.answer(id, &message::text(&json!({"url": url, "page": rule.docs})));
        if self.client.show_document {
            let params = lsp::ShowDocumentParams {
                uri: lsp::Uri(url),
                external: Some(true),
                take_focus: None,
                selection: None,
            };
            self.ask::<lsp::ShowDocumentRequest>(params, Asked::Other);
        } else {
            let text = format!("{}: {} ({url})", rule.name, rule.summary);
            self.show(lsp::MessageType::Info, text);
        }
        Ok(())
    }

    /// Opens the file that the client has created.
    pub(super) fn created(&mut self, uri: String) {
        if self.client.show_document {
            let params = lsp::ShowDocumentParams {
                uri: lsp::Uri(uri),
                external: None,
                take_focus: Some(true),
                selection: None,
            };
            self.ask::<lsp::ShowDocumentRequest>(params, Asked::Other);
        }
    }
}

/// A file with a text in it, and never in place of another.
fn creation(uri: &str, text: String) -> lsp::WorkspaceEdit {
    let uri = lsp::Uri(uri.to_owned());
    let file = lsp::CreateFile {
        uri: uri.clone(),
        options: Some(lsp::CreateFileOptions { overwrite: Some(false), ignore_if_exists: None }),
        annotation_id: None,
    };
    let filled = lsp::TextDocumentEdit {
        text_document: lsp::OptionalVersionedTextDocumentIdentifier {
            version: None,
            text_document_identifier: lsp::TextDocumentIdentifier { uri },
        },
        edits: vec![lsp::TextEdit { range: lsp::Range::default(), new_text: text }.into()],
    };
    lsp::WorkspaceEdit {
        document_changes: Some(vec![file.into(), filled.into()]),
        ..lsp::WorkspaceEdit::default()
    }
}
