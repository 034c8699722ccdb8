//! What the client declares, and what the server offers to such a client.

mod completion;

use super::options::SECTION;
use super::{commands, views};
use crate::source::Encoding;
use gen_lsp_types as lsp;
use lsp::{CodeActionKind, MarkupKind, PositionEncodingKind};

/// The kind of the action that applies every safe fix.
pub(super) const FIX_ALL: &str = "source.fixAll.hotfix-lint";

/// The kind of the actions that write the same words differently.
pub(super) const REWRITE: &str = "refactor.rewrite";

/// What of the client's capabilities makes a difference to us; the default is a client that declares nothing.
#[expect(clippy::struct_excessive_bools, reason = "each is one declaration of the client")]
#[derive(Clone, Debug, Default)]
pub(super) struct Client {
    /// What columns count.
    pub(super) encoding: Encoding,
    /// Asks for diagnostics itself.
    pub(super) pull: bool,
    /// Takes the version with pushed diagnostics.
    pub(super) versions: bool,
    /// Shows places that belong to a diagnostic.
    pub(super) related: bool,
    /// Links a diagnostic's code to its page.
    pub(super) descriptions: bool,
    /// Asks again for diagnostics when told that they have changed.
    pub(super) refresh_diagnostics: bool,
    /// Asks again for code lenses when told that they have changed.
    pub(super) refresh_lenses: bool,
    /// Asks again for inlay hints when told that they have changed.
    pub(super) refresh_hints: bool,
    /// Asks again for tokens when told that they have changed.
    pub(super) refresh_tokens: bool,
    /// Colours words by their tokens.
    pub(super) tokens: bool,
    /// Takes what has changed of the tokens.
    pub(super) token_deltas: bool,
    /// Shows hovers as Markdown; otherwise as plain text.
    pub(super) markdown: bool,
    /// Knows code actions; otherwise commands alone.
    pub(super) literals: bool,
    /// Knows preferred actions.
    pub(super) preferred: bool,
    /// Shows actions that cannot be taken, and why.
    pub(super) disabled: bool,
    /// Resolves the edit of an action when it is taken.
    pub(super) resolve: bool,
    /// Takes edits bound to a version of the document.
    pub(super) versioned_edits: bool,
    /// Takes definitions with the words that lead there.
    pub(super) definition_links: bool,
    /// Asks which words a rename is about.
    pub(super) prepare_rename: bool,
    /// Shows what a change is for, and asks people to confirm it.
    pub(super) annotations: bool,
    /// Creates files when an edit says so.
    pub(super) creates_files: bool,
    /// Shows documents and web pages when asked to.
    pub(super) show_document: bool,
    /// Shows words beside links.
    pub(super) link_tooltips: bool,
    /// Shows outlines as trees; otherwise as lists.
    pub(super) tree: bool,
    /// How many folds it wants at most.
    pub(super) fold_limit: Option<usize>,
    /// Applies edits that the server sends.
    pub(super) apply_edit: bool,
    /// What it declares of completion.
    pub(super) completion: completion::Completion,
    /// Watches files when told which.
    pub(super) watch: bool,
    /// Can be asked for settings.
    pub(super) configuration: bool,
    /// Tells of changed settings when asked to.
    pub(super) register_configuration: bool,
    /// Shows how far work is.
    pub(super) progress: bool,
}

impl Client {
    pub(super) fn new(declared: &lsp::ClientCapabilities) -> Self {
        let text = declared.text_document.clone().unwrap_or_default();
        let workspace = declared.workspace.clone().unwrap_or_default();
        let push = text.publish_diagnostics.unwrap_or_default();
        let pull = text.diagnostic.as_ref();
        let diagnostics =
            pull.map_or(&push.diagnostics_capabilities, |pull| &pull.diagnostics_capabilities);
        let tokens = text.semantic_tokens.as_ref();
        let actions = text.code_action.unwrap_or_default();
        let edits = workspace.workspace_edit.unwrap_or_default();
        let resolves = actions
            .resolve_support
            .is_some_and(|resolve| resolve.properties.iter().any(|p| p == "edit"));
        Self {
            encoding: encoding(declared),
            pull: pull.is_some(),
            versions: push.version_support == Some(true),
            related: diagnostics.related_information == Some(true)
                || push.diagnostics_capabilities.related_information == Some(true),
            descriptions: diagnostics.code_description_support == Some(true)
                || push.diagnostics_capabilities.code_description_support == Some(true),
            refresh_diagnostics: workspace.diagnostics.and_then(|d| d.refresh_support)
                == Some(true),
            refresh_lenses: workspace.code_lens.and_then(|l| l.refresh_support) == Some(true),
            refresh_hints: workspace.inlay_hint.and_then(|h| h.refresh_support) == Some(true),
            refresh_tokens: workspace.semantic_tokens.and_then(|t| t.refresh_support)
                == Some(true),
            tokens: tokens.is_some_and(|t| t.formats.contains(&lsp::TokenFormat::Relative)),
            token_deltas: tokens.is_some_and(|t| match &t.requests.full {
                Some(lsp::ClientSemanticTokensRequestOptionsFull::ClientSemanticTokensRequestFullDelta(full)) => {
                    full.delta == Some(true)
                }
                _ => false,
            }),
            markdown: text
                .hover
                .and_then(|hover| hover.content_format)
                .is_some_and(|formats| formats.contains(&MarkupKind::Markdown)),
            literals: actions.code_action_literal_support.is_some(),
            preferred: actions.is_preferred_support == Some(true),
            disabled: actions.disabled_support == Some(true),
            resolve: resolves && actions.data_support == Some(true),
            versioned_edits: edits.document_changes == Some(true),
            definition_links: text.definition.and_then(|d| d.link_support) == Some(true),
            prepare_rename: text.rename.and_then(|r| r.prepare_support) == Some(true),
            annotations: edits.document_changes == Some(true)
                && edits.change_annotation_support.is_some(),
            // Such operations stand in `documentChanges`: whoever knows the one knows the other.
            creates_files: workspace.apply_edit == Some(true)
                && edits
                    .resource_operations
                    .is_some_and(|known| known.contains(&lsp::ResourceOperationKind::Create)),
            show_document: declared
                .window
                .as_ref()
                .and_then(|window| window.show_document.as_ref())
                .is_some_and(|show| show.support),
            link_tooltips: text.document_link.and_then(|links| links.tooltip_support)
                == Some(true),
            tree: text
                .document_symbol
                .and_then(|symbols| symbols.hierarchical_document_symbol_support)
                == Some(true),
            fold_limit: text
                .folding_range
                .and_then(|folds| folds.range_limit)
                .map(|limit| limit as usize),
            apply_edit: workspace.apply_edit == Some(true),
            completion: completion::Completion::new(text.completion),
            watch: workspace.did_change_watched_files.and_then(|w| w.dynamic_registration)
                == Some(true),
            configuration: workspace.configuration == Some(true),
            register_configuration: workspace
                .did_change_configuration
                .and_then(|c| c.dynamic_registration)
                == Some(true),
            progress: declared.window.as_ref().and_then(|w| w.work_done_progress) == Some(true),
        }
    }
}

/// The first of the client's encodings that we know.
fn encoding(declared: &lsp::ClientCapabilities) -> Encoding {
    let offered = declared.general.as_ref().and_then(|general| general.position_encodings.as_ref());
    offered
        .into_iter()
        .flatten()
        .find_map(|encoding| match encoding {
            PositionEncodingKind::UTF8 => Some(Encoding::Utf8),
            PositionEncodingKind::UTF16 => Some(Encoding::Utf16),
            PositionEncodingKind::UTF32 => Some(Encoding::Utf32),
            PositionEncodingKind::Custom(_) => None,
        })
        .unwrap_or_default()
}

/// The answer to `initialize`.
pub(super) fn initialize(client: &Client) -> lsp::InitializeResult {
    lsp::InitializeResult {
        capabilities: offer(client),
        server_info: Some(lsp::ServerInfo {
            name: "hotfix-lint".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    }
}

fn offer(client: &Client) -> lsp::ServerCapabilities {
    let encoding = match client.encoding {
        Encoding::Utf8 => Some(PositionEncodingKind::UTF8),
        Encoding::Utf32 => Some(PositionEncodingKind::UTF32),
        // What holds where nothing is said; clients that know no other would stumble over the word.
        Encoding::Utf16 => None,
    };
    let sync = lsp::TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(lsp::TextDocumentSyncKind::Incremental),
        save: Some(true.into()),
        ..lsp::TextDocumentSyncOptions::default()
    };
    let actions = lsp::CodeActionOptions {
        code_action_kinds: Some(vec![
            CodeActionKind::QuickFix,
            CodeActionKind::RefactorRewrite,
            CodeActionKind::Custom(FIX_ALL.into()),
        ]),
        resolve_provider: client.resolve.then_some(true),
        ..lsp::CodeActionOptions::default()
    };
    let diagnostics = lsp::DiagnosticOptions {
        identifier: Some("hotfix-lint".to_owned()),
        workspace_diagnostics: true,
        ..lsp::DiagnosticOptions::default()
    };
    let folders = lsp::WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(true.into()),
    };
    lsp::ServerCapabilities {
        position_encoding: encoding,
        text_document_sync: Some(sync.into()),
        hover_provider: Some(true.into()),
        code_action_provider: Some(if client.literals { actions.into() } else { true.into() }),
        code_lens_provider: Some(lsp::CodeLensOptions::default()),
        completion_provider: Some(completion::provider()),
        document_link_provider: Some(lsp::DocumentLinkOptions::default()),
        document_symbol_provider: Some(true.into()),
        workspace_symbol_provider: Some(true.into()),
        definition_provider: Some(true.into()),
        references_provider: Some(true.into()),
        rename_provider: Some(if client.prepare_rename {
            lsp::RenameOptions { prepare_provider: Some(true), ..lsp::RenameOptions::default() }
                .into()
        } else {
            true.into()
        }),
        folding_range_provider: Some(true.into()),
        inlay_hint_provider: Some(true.into()),
        selection_range_provider: Some(true.into()),
        semantic_tokens_provider: client.tokens.then(|| tokens(client).into()),
        execute_command_provider: Some(lsp::ExecuteCommandOptions {
            commands: commands::NAMES.map(str::to_owned).to_vec(),
            ..lsp::ExecuteCommandOptions::default()
        }),
        diagnostic_provider: client.pull.then(|| diagnostics.into()),
        workspace: Some(lsp::WorkspaceOptions {
            workspace_folders: Some(folders),
            ..lsp::WorkspaceOptions::default()
        }),
        ..lsp::ServerCapabilities::default()
    }
}

fn tokens(client: &Client) -> lsp::SemanticTokensOptions {
    lsp::SemanticTokensOptions {
        legend: views::legend(),
        range: Some(true.into()),
        full: Some(if client.token_deltas {
            lsp::SemanticTokensFullDelta { delta: Some(true) }.into()
        } else {
            true.into()
        }),
        ..lsp::SemanticTokensOptions::default()
    }
}

/// Asks the client to watch what proposals are made of, and what they are judged by.
pub(super) fn watchers() -> lsp::RegistrationParams {
    let watcher = |glob: &str, kind| lsp::FileSystemWatcher {
        glob_pattern: lsp::GlobPattern::Pattern(glob.to_owned()),
        kind,
    };
    let watchers = vec![
        // Configurations and the files that they name, too.
        watcher("**/*.{md,markdown,yaml,yml,ics,json,csv}", None),
        watcher("**/{.gitignore,.ignore}", None),
        // Of a folder that is deleted nothing else is told.
        watcher("**/*", Some(lsp::WatchKind::Delete)),
    ];
    let options = lsp::DidChangeWatchedFilesRegistrationOptions { watchers };
    lsp::RegistrationParams {
        registrations: vec![lsp::Registration {
            id: "files".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: serde_json::to_value(options).ok(),
        }],
    }
}

/// Asks the client to tell of changes of our settings.
pub(super) fn configuration_changes() -> lsp::RegistrationParams {
    let section = Some(lsp::Section::String(SECTION.to_owned()));
    let options = lsp::DidChangeConfigurationRegistrationOptions { section };
    lsp::RegistrationParams {
        registrations: vec![lsp::Registration {
            id: "settings".to_owned(),
            method: "workspace/didChangeConfiguration".to_owned(),
            register_options: serde_json::to_value(options).ok(),
        }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(declared: serde_json::Value) -> Client {
        Client::new(&serde_json::from_value(declared).unwrap())
    }

    #[test]
    fn takes_the_first_encoding_it_knows() {
        let of = |offered: &[&str]| {
            client(serde_json::json!({"general": {"positionEncodings": offered}})).encoding
        };
        assert_eq!(of(&["utf-7", "utf-32", "utf-8"]), Encoding::Utf32);
        assert_eq!(of(&["utf-8", "utf-16"]), Encoding::Utf8);
        assert_eq!(of(&[]), Encoding::Utf16);
        assert_eq!(client(serde_json::json!({})).encoding, Encoding::Utf16);
    }

    #[test]
    fn offers_diagnostics_on_request_only_to_those_who_ask() {
        assert!(offer(&Client::default()).diagnostic_provider.is_none());
        let pull = client(serde_json::json!({"textDocument": {"diagnostic": {}}}));
        assert!(offer(&pull).diagnostic_provider.is_some());
    }
}
