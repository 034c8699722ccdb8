//! What the client declares, and what the server offers to such a client.

pub(super) mod completion;

use super::options::SECTION;
use super::{commands, views};
use crate::source::Encoding;
use gen_lsp_types as lsp;
use lsp::{CodeActionKind, PositionEncodingKind};
use serde_json::Value;

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
    /// Takes edits that say where the cursor goes.
    pub(super) snippet_edits: bool,
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
    /// What is declared in an unexpected way counts as not declared: a client that errs about one thing can do the rest.
    pub(super) fn new(capabilities: &Value) -> Self {
        let declared = Declared(capabilities);
        let of_text = Declared(&capabilities["textDocument"]);
        let of_workspace = Declared(&capabilities["workspace"]);
        let pull = of_text.has("/diagnostic");
        let diagnostics = if pull { "/diagnostic" } else { "/publishDiagnostics" };
        let of_diagnostics = |capability: &str| {
            of_text.can(&format!("{diagnostics}/{capability}"))
                || of_text.can(&format!("/publishDiagnostics/{capability}"))
        };
        let resolves = of_text.lists("/codeAction/resolveSupport/properties", "edit");
        let document_changes = of_workspace.can("/workspaceEdit/documentChanges");
        let apply_edit = of_workspace.can("/applyEdit");
        Self {
            encoding: encoding(declared),
            pull,
            versions: of_text.can("/publishDiagnostics/versionSupport"),
            related: of_diagnostics("relatedInformation"),
            descriptions: of_diagnostics("codeDescriptionSupport"),
            refresh_diagnostics: of_workspace.can("/diagnostics/refreshSupport"),
            refresh_lenses: of_workspace.can("/codeLens/refreshSupport"),
            refresh_hints: of_workspace.can("/inlayHint/refreshSupport"),
            refresh_tokens: of_workspace.can("/semanticTokens/refreshSupport"),
            tokens: of_text.lists("/semanticTokens/formats", "relative"),
            token_deltas: of_text.can("/semanticTokens/requests/full/delta"),
            markdown: of_text.lists("/hover/contentFormat", "markdown"),
            literals: of_text.has("/codeAction/codeActionLiteralSupport"),
            preferred: of_text.can("/codeAction/isPreferredSupport"),
            disabled: of_text.can("/codeAction/disabledSupport"),
            resolve: resolves && of_text.can("/codeAction/dataSupport"),
            versioned_edits: document_changes,
            // They stand in `documentChanges`.
            snippet_edits: document_changes
                && of_workspace.can("/workspaceEdit/snippetEditSupport"),
            definition_links: of_text.can("/definition/linkSupport"),
            prepare_rename: of_text.can("/rename/prepareSupport"),
            annotations: document_changes
                && of_workspace.has("/workspaceEdit/changeAnnotationSupport"),
            // Such operations stand in `documentChanges`: whoever knows the one knows the other.
            creates_files: apply_edit
                && of_workspace.lists("/workspaceEdit/resourceOperations", "create"),
            show_document: declared.can("/window/showDocument/support"),
            link_tooltips: of_text.can("/documentLink/tooltipSupport"),
            tree: of_text.can("/documentSymbol/hierarchicalDocumentSymbolSupport"),
            fold_limit: of_text.number("/foldingRange/rangeLimit"),
            apply_edit,
            completion: completion::Completion::new(
                of_text,
                Declared(&capabilities["experimental"]),
            ),
            watch: of_workspace.can("/didChangeWatchedFiles/dynamicRegistration"),
            configuration: of_workspace.can("/configuration"),
            register_configuration: of_workspace.can("/didChangeConfiguration/dynamicRegistration"),
            progress: declared.can("/window/workDoneProgress"),
        }
    }
}

/// What a client declares, or a part of it. Paths are JSON pointers.
#[derive(Clone, Copy)]
struct Declared<'v>(&'v Value);

impl<'v> Declared<'v> {
    /// Whether it says yes.
    fn can(self, path: &str) -> bool {
        self.0.pointer(path).and_then(Value::as_bool).unwrap_or_default()
    }

    /// Whether it says anything.
    fn has(self, path: &str) -> bool {
        self.0.pointer(path).is_some_and(|value| !value.is_null())
    }

    /// The words of a list.
    fn words(self, path: &str) -> impl Iterator<Item = &'v str> + use<'v> {
        self.0
            .pointer(path)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
    }

    /// Whether a list has a word in it.
    fn lists(self, path: &str, word: &str) -> bool {
        self.words(path).any(|listed| listed == word)
    }

    fn number(self, path: &str) -> Option<usize> {
        self.0.pointer(path).and_then(Value::as_u64).and_then(|number| number.try_into().ok())
    }
}

/// The first of the client's encodings that we know.
fn encoding(declared: Declared<'_>) -> Encoding {
    let known = |encoding| match encoding {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    };
    declared.words("/general/positionEncodings").find_map(known).unwrap_or_default()
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
    /// Both bits of the protocol's set.
    const CREATED_OR_DELETED: u32 = 1 | 4;
    let watcher = |glob: &str, kind| lsp::FileSystemWatcher {
        glob_pattern: lsp::GlobPattern::Pattern(glob.to_owned()),
        kind,
    };
    let watchers = vec![
        // Configurations and the files that they name, too.
        watcher("**/*.{md,markdown,yaml,yml,ics,json,csv}", None),
        watcher("**/{.gitignore,.ignore}", None),
        // Answers name files of any kind, and of a folder that is deleted nothing else is told.
        watcher("**/*", Some(lsp::WatchKind::Custom(CREATED_OR_DELETED))),
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
    use serde_json::json;

    fn client(declared: &Value) -> Client {
        Client::new(declared)
    }

    #[test]
    fn takes_the_first_encoding_it_knows() {
        let of =
            |offered: &[&str]| client(&json!({"general": {"positionEncodings": offered}})).encoding;
        assert_eq!(of(&["utf-7", "utf-32", "utf-8"]), Encoding::Utf32);
        assert_eq!(of(&["utf-8", "utf-16"]), Encoding::Utf8);
        assert_eq!(of(&[]), Encoding::Utf16);
        assert_eq!(client(&json!({})).encoding, Encoding::Utf16);
    }

    #[test]
    fn takes_what_it_understands_of_a_client_that_errs() {
        let strange = client(&json!({
            "general": {"positionEncodings": [8, "utf-8"]},
            "textDocument": {"hover": {"contentFormat": "markdown"}, "rename": [], "completion": true,
                "foldingRange": {"rangeLimit": -1}, "publishDiagnostics": {"versionSupport": "yes"}},
            "workspace": {"applyEdit": true}, "window": null,
        }));
        assert_eq!((strange.encoding, strange.apply_edit), (Encoding::Utf8, true));
        assert!(!strange.markdown && !strange.versions && strange.fold_limit.is_none());
    }

    #[test]
    fn offers_diagnostics_on_request_only_to_those_who_ask() {
        assert!(offer(&Client::default()).diagnostic_provider.is_none());
        let pull = client(&json!({"textDocument": {"diagnostic": {}}}));
        assert!(offer(&pull).diagnostic_provider.is_some());
    }
}
