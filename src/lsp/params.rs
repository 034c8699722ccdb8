//! What the server reads of each message's params: what it uses, and no more. The protocol crate's own types know
//! everything that could be said, and the code to read that was half a megabyte of program.

use gen_lsp_types as lsp;
use serde::Deserialize;
use serde_json::Value;

/// The beginning of a session.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Initialize {
    pub(super) process_id: Option<i32>,
    pub(super) client_info: Option<ClientInfo>,
    /// The only folder, in the words of older clients.
    pub(super) root_uri: Option<String>,
    pub(super) workspace_folders: Option<Vec<Id>>,
    pub(super) trace: Option<lsp::TraceValue>,
    pub(super) initialization_options: Option<Value>,
    pub(super) capabilities: Value,
}

/// What the client calls itself.
#[derive(Deserialize)]
pub(super) struct ClientInfo {
    pub(super) name: String,
    pub(super) version: Option<String>,
}

/// A document or a folder, by its URI.
#[derive(Deserialize)]
pub(super) struct Id {
    pub(super) uri: String,
}

/// Params that name one document.
pub(super) trait Named {
    /// The document's URI, as the client calls it.
    fn uri(&self) -> &str;
}

/// Declares params with the document that they are about.
macro_rules! about_a_document {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $kind:ty),* })*) => {$(
        $(#[$doc])*
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub(super) struct $name {
            pub(super) text_document: Id,
            $(pub(super) $field: $kind,)*
        }

        impl Named for $name {
            fn uri(&self) -> &str {
                &self.text_document.uri
            }
        }
    )*};
}

about_a_document! {
    /// The whole document.
    Whole {}
    /// A place.
    At { position: lsp::Position }
    /// A range.
    Within { range: lsp::Range }
    /// Several places.
    Places { positions: Vec<lsp::Position> }
    /// A place, and what made the editor ask there.
    Completion { position: lsp::Position, context: Option<Trigger> }
    /// A range, and which actions are asked for.
    Actions { range: lsp::Range, context: ActionContext }
    /// A name, and whether the place that declares it counts.
    References { position: lsp::Position, context: ReferenceContext }
    /// A name, and the one to replace it.
    Rename { position: lsp::Position, new_name: String }
    /// Diagnostics, and the result that the client has.
    Diagnostics { previous_result_id: Option<String> }
    /// What has changed of tokens since a result that the client has.
    TokensSince { previous_result_id: String }
}

/// What made an editor ask for completions.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Trigger {
    pub(super) trigger_kind: lsp::CompletionTriggerKind,
}

/// Which actions are asked for.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ActionContext {
    pub(super) diagnostics: Option<Vec<Shown>>,
    pub(super) only: Option<Vec<String>>,
    pub(super) trigger_kind: Option<lsp::CodeActionTriggerKind>,
}

/// A diagnostic that the client shows, of ours or of others: which one it is.
#[derive(Deserialize)]
pub(super) struct Shown {
    pub(super) range: lsp::Range,
    /// A number or a text; ours are texts.
    #[serde(default)]
    pub(super) code: serde_json::Value,
}

/// Which places of a name are asked for.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ReferenceContext {
    pub(super) include_declaration: bool,
}

/// Words to look for in the workspace.
#[derive(Deserialize)]
pub(super) struct Query {
    pub(super) query: String,
}

/// The workspace's diagnostics, and the results that the client has.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WorkspaceDiagnostics {
    pub(super) previous_result_ids: Vec<PreviousResult>,
    pub(super) partial_result_token: Option<lsp::ProgressToken>,
    pub(super) work_done_token: Option<lsp::ProgressToken>,
}

/// A result that the client has.
#[derive(Deserialize)]
pub(super) struct PreviousResult {
    pub(super) uri: String,
    pub(super) value: String,
}

/// A command.
#[derive(Deserialize)]
pub(super) struct Execute {
    pub(super) command: String,
    pub(super) arguments: Option<Vec<Value>>,
}

/// A document that is opened.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Open {
    pub(super) text_document: Item,
}

/// A document with its text.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Item {
    pub(super) uri: String,
    pub(super) language_id: String,
    pub(super) version: i32,
    pub(super) text: String,
}

/// Changes of a document, each to the text that the ones before have made.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Changes {
    pub(super) text_document: Version,
    pub(super) content_changes: Vec<Change>,
}

/// A document, and its version after the changes.
#[derive(Deserialize)]
pub(super) struct Version {
    pub(super) uri: String,
    pub(super) version: i32,
}

/// One change. Without a range it is the new text of the whole document; with one that cannot be read it is an error.
#[derive(Deserialize)]
pub(super) struct Change {
    pub(super) range: Option<lsp::Range>,
    pub(super) text: String,
}

/// Files that have changed on disk.
#[derive(Deserialize)]
pub(super) struct Files {
    pub(super) changes: Vec<FileEvent>,
}

/// What has become of a file.
#[derive(Deserialize)]
pub(super) struct FileEvent {
    pub(super) uri: String,
    #[serde(rename = "type")]
    pub(super) kind: lsp::FileChangeType,
}

/// Folders that have come to the workspace, or gone.
#[derive(Deserialize)]
pub(super) struct Folders {
    pub(super) event: FolderEvent,
}

/// Which folders have come, and which have gone.
#[derive(Deserialize)]
pub(super) struct FolderEvent {
    pub(super) added: Vec<Id>,
    pub(super) removed: Vec<Id>,
}

/// Settings that have changed.
#[derive(Deserialize)]
pub(super) struct Settings {
    pub(super) settings: Value,
}

/// Progress that nobody wants to wait for.
#[derive(Deserialize)]
pub(super) struct Progress {
    pub(super) token: lsp::ProgressToken,
}

/// A request that nobody wants an answer to.
#[derive(Deserialize)]
pub(super) struct Cancel {
    pub(super) id: lsp::Id,
}

/// How closely the client wants to follow.
#[derive(Deserialize)]
pub(super) struct Trace {
    pub(super) value: lsp::TraceValue,
}
