//! The server's loop: documents opened, edited, asked about and closed in any order, requests cancelled and repeated.
//! Each request is answered exactly once.
//!
//! The input is a list of steps: a byte for what is done, one for where, one for how much, and a text up to the next NUL.
#![no_main]

use serde_json::{Value, json};
use std::collections::HashMap;

const ASKED: [&str; 22] = [
    "textDocument/hover",
    "textDocument/codeAction",
    "textDocument/codeLens",
    "textDocument/completion",
    "textDocument/diagnostic",
    "textDocument/documentLink",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/inlayHint",
    "textDocument/selectionRange",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/full/delta",
    "textDocument/semanticTokens/range",
    "workspace/symbol",
    "workspace/executeCommand",
    "hotfix-lint/status",
    "codeAction/resolve",
    "shutdown",
];

const COMMANDS: [&str; 4] =
    ["hotfix-lint.defer", "hotfix-lint.reopen", "hotfix-lint.report", "hotfix-lint.new"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some(data) = hotfix_lint_fuzz::text(data) else { return };
    let mut input = Vec::new();
    let mut send = |message: &Value| {
        let body = message.to_string();
        input.extend(format!("Content-Length: {}\r\n\r\n{body}", body.len()).bytes());
    };
    let pull = data.len() % 2 == 0;
    let text_document = if pull {
        json!({"diagnostic": {}})
    } else {
        json!({"publishDiagnostics": {"versionSupport": true}})
    };
    let capabilities = json!({
        "general": {"positionEncodings": [if data.len() % 3 == 0 { "utf-8" } else { "utf-16" }]},
        "textDocument": text_document,
        "workspace": {"applyEdit": true},
    });
    let params = json!({"processId": null, "rootUri": null, "capabilities": capabilities, "initializationOptions": {"today": "2026-11-22"}});
    send(&json!({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params}));
    send(&json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}));
    let mut asked = 1;
    for (n, step) in data.split('\0').take(40).enumerate() {
        let bytes = step.as_bytes();
        let byte = |at: usize| bytes.get(at).map_or(0, |&byte| usize::from(byte));
        let mut begin = step.len().min(3);
        while !step.is_char_boundary(begin) {
            begin += 1;
        }
        let typed = &step[begin..];
        let name = ["a.md", "b.yaml", "hotfix-lint.yaml"][byte(1) % 3];
        let uri = format!("file:///nowhere/hotfixes/{name}");
        let version = n + 1;
        let position = |by: usize| json!({"line": by % 9, "character": by / 9});
        let (from, to) = (position(byte(1) / 3), position(byte(1) / 3 + byte(2)));
        match byte(0) % 32 {
            0..=2 => {
                let language = if name == "a.md" { "markdown" } else { "yaml" };
                let document =
                    json!({"uri": uri, "languageId": language, "version": version, "text": typed});
                send(
                    &json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": document}}),
                );
            }
            3..=6 => {
                let change = json!({"range": {"start": from, "end": to}, "text": typed});
                let params = json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]});
                send(
                    &json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params}),
                );
            }
            7 => send(
                &json!({"jsonrpc": "2.0", "method": "textDocument/didClose", "params": {"textDocument": {"uri": uri}}}),
            ),
            8 => send(
                &json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": byte(2)}}),
            ),
            9 => send(
                &json!({"jsonrpc": "2.0", "method": "textDocument/didSave", "params": {"textDocument": {"uri": uri}}}),
            ),
            kind => {
                let method = ASKED[(kind - 10) % ASKED.len()];
                let params = json!({
                    "textDocument": {"uri": uri},
                    "position": from,
                    "positions": [from, to],
                    "range": {"start": from, "end": to},
                    "context": {"diagnostics": [], "triggerKind": 1, "includeDeclaration": true},
                    "newName": typed,
                    "query": typed,
                    "previousResultId": typed,
                    "command": COMMANDS[byte(2) % COMMANDS.len()],
                    "arguments": [uri, typed],
                    "title": typed,
                    "data": {"uri": uri},
                });
                send(&json!({"jsonrpc": "2.0", "id": asked, "method": method, "params": params}));
                asked += 1;
            }
        }
    }
    // What still waits is answered when the client asks for nothing more.
    send(&json!({"jsonrpc": "2.0", "id": asked, "method": "shutdown", "params": null}));
    let (texts, _) = hotfix_lint::lsp::loopback::converse(&input);
    let mut answers: HashMap<i64, u32> = HashMap::new();
    for text in texts {
        let message: Value = serde_json::from_str(&text).expect("JSON");
        if let (None, Some(id)) = (message.get("method"), message["id"].as_i64()) {
            *answers.entry(id).or_default() += 1;
        }
    }
    for id in 0..=asked {
        assert_eq!(answers.get(&id), Some(&1), "the request {id}");
    }
});
