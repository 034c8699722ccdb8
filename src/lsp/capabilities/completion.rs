//! What the client declares of completion, and when it is to ask by itself.

use super::Declared;
use gen_lsp_types as lsp;
use serde_json::Value;

/// What of the client's capabilities makes a difference to completion.
#[expect(clippy::struct_excessive_bools, reason = "each is one declaration of the client")]
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::lsp) struct Completion {
    /// Goes to places to fill in what it inserts.
    pub(in crate::lsp) snippets: bool,
    /// Asks people whether the rest of a word is to be kept.
    pub(in crate::lsp) insert_replace: bool,
    /// Takes one range for all items.
    pub(in crate::lsp) default_range: bool,
    /// Inserts lines as they are when told so.
    pub(in crate::lsp) as_is: bool,
    /// Knows kinds of text.
    pub(in crate::lsp) markup: bool,
    /// Shows what there is to read as Markdown; otherwise as plain text.
    pub(in crate::lsp) markdown: bool,
    /// Asks for what there is to read when somebody looks.
    pub(in crate::lsp) resolve: bool,
    /// Asks again when an item that was chosen says so.
    pub(in crate::lsp) asks_again: bool,
}

/// The command by which an editor of VS Code's kind asks again, which others do not know.
pub(in crate::lsp) const ASK_AGAIN: &str = "editor.action.triggerSuggest";

impl Completion {
    /// From what is declared of documents, and of commands beyond the protocol.
    pub(super) fn new(declared: Declared<'_>, experimental: Declared<'_>) -> Self {
        let item = |capability: &str| format!("/completion/completionItem/{capability}");
        // Insertion as it is, by the protocol's number.
        let modes = declared.0.pointer(&item("insertTextModeSupport/valueSet"));
        let as_is =
            modes.and_then(Value::as_array).is_some_and(|modes| modes.iter().any(|m| m == 1));
        Self {
            snippets: declared.can(&item("snippetSupport")),
            insert_replace: declared.can(&item("insertReplaceSupport")),
            default_range: declared.lists("/completion/completionList/itemDefaults", "editRange"),
            as_is,
            markup: declared.has(&item("documentationFormat")),
            markdown: declared.lists(&item("documentationFormat"), "markdown"),
            resolve: declared.lists(&item("resolveSupport/properties"), "documentation"),
            asks_again: experimental.lists("/commands/commands", ASK_AGAIN),
        }
    }
}

/// Letters need no mention: editors ask at the beginning of a word, where they ask at all.
///
/// A blank ends what stands before a value: the colon of a key, the question mark of a prompt, `allow`, a comma. It ends
/// every word of prose as well, but there the answer is an empty list, which nobody sees; questions, which could stand
/// behind any bullet, are not offered for a blank. An opening bracket begins a list of values in policies and
/// configurations, and in prose a link, for which nothing is offered. A `#` begins an issue; at the beginning of a line it
/// begins a heading, for which nothing is offered. Left out on purpose: the colon and the question mark themselves
/// (behind them comes a blank), `-` and `|` (they begin lists and tables that are no questions), quotes and the full
/// stop.
const TRIGGERS: [&str; 3] = [" ", "[", "#"];

pub(super) fn provider() -> lsp::CompletionOptions {
    lsp::CompletionOptions {
        trigger_characters: Some(TRIGGERS.map(str::to_owned).to_vec()),
        resolve_provider: Some(true),
        ..lsp::CompletionOptions::default()
    }
}
