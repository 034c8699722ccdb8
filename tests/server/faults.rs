//! What goes wrong around a server: clients that flood it or leave in the middle, files and folders that go away.

use super::client::{Client, Folder, frame, initialized, initialized_in, range_of, start};
use gen_lsp_types as lsp;
use serde_json::{Value, json};
use std::collections::HashSet;

const A: &str = "file:///p/hotfixes/a.md";
const NO_ISSUE: &str = "---\nstatus: proposed\n---\n# Crash on start\n";
const CANCELLED: i64 = -32800;

fn with_versions() -> Value {
    json!({"textDocument": {"publishDiagnostics": {"versionSupport": true}}})
}

fn watching() -> Value {
    json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}})
}

fn message(method: &str, params: &Value) -> String {
    frame(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
}

fn request(id: i32, method: &str, params: &Value) -> String {
    frame(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))
}

fn inserted(version: i32, text: &str) -> String {
    let start = json!({"line": 0, "character": 2});
    let change = json!({"range": {"start": start, "end": start}, "text": text});
    let document = json!({"uri": A, "version": version});
    message(
        "textDocument/didChange",
        &json!({"textDocument": document, "contentChanges": [change]}),
    )
}

fn of_document() -> Value {
    json!({"textDocument": {"uri": A}, "position": {"line": 0, "character": 3}})
}

/// Reads the answers to these requests, in any order; how many were cancelled.
fn answered(client: &mut Client, ids: impl Iterator<Item = i32>) -> usize {
    let mut open: HashSet<i64> = ids.map(i64::from).collect();
    let mut cancelled = 0;
    while !open.is_empty() {
        let message = client.next(|message| message.get("id").is_some());
        let is_open = message["id"].as_i64().is_some_and(|id| open.remove(&id));
        assert!(is_open, "answered twice, or never asked: {message}");
        match message["error"]["code"].as_i64() {
            None => assert!(message.get("result").is_some(), "{message}"),
            Some(CANCELLED) => cancelled += 1,
            Some(other) => panic!("{other}: {message}"),
        }
    }
    cancelled
}

#[test]
fn ten_thousand_messages_back_to_back() {
    let mut client = initialized(with_versions());
    client.open(A, "markdown", "# A\n");
    let methods = [
        "textDocument/hover",
        "textDocument/codeLens",
        "textDocument/documentSymbol",
        "textDocument/completion",
    ];
    let mut flood = String::new();
    let mut version = 1;
    for (n, method) in (1..=10_000).step_by(2).zip(methods.into_iter().cycle()) {
        version += 1;
        flood.push_str(&request(n, method, &of_document()));
        flood.push_str(&inserted(version, "x"));
    }
    client.write(flood.as_bytes());
    assert_eq!(answered(&mut client, (1..=10_000).step_by(2)), 0);
    // Every edit has been applied: the title has grown by one letter for each.
    let last = client.published_for(version);
    assert_eq!(range_of(&last.diagnostics, "missing-issue"), [0, 2, 0, 5003]);
    client.close(A);
    client.end();
    client.settled(A);
}

#[test]
fn a_storm_of_cancelled_requests() {
    let mut client = initialized(with_versions());
    client.open(A, "markdown", "# A\n");
    let cancel = |id: i32| message("$/cancelRequest", &json!({"id": id}));
    let mut storm = String::new();
    for n in 1..=3000 {
        storm.push_str(&inserted(n + 1, "x"));
        storm.push_str(&request(n, "textDocument/hover", &of_document()));
        // At once, again, and what has never been asked.
        [n, n, -n].map(cancel).iter().for_each(|text| storm.push_str(text));
    }
    client.write(storm.as_bytes());
    assert!(answered(&mut client, 1..=3000) > 0);
    client.write(request(9000, "textDocument/hover", &of_document()).as_bytes());
    assert_eq!(answered(&mut client, std::iter::once(9000)), 0);
    client.close(A);
    client.end();
    client.settled(A);
}

#[test]
fn input_that_ends_anywhere_in_a_message() {
    let whole = request(7, "textDocument/hover", &of_document());
    for end in [1, 9, 15, 17, 19, 20, 21, 30, whole.len() - 1] {
        let mut client = initialized(json!({}));
        client.write(&whole.as_bytes()[..end]);
        client.close_input();
        assert_eq!(client.exit_code(), 1, "{:?}", &whole[..end]);
    }
    // Before it has begun.
    let mut client = start();
    client.close_input();
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn a_length_that_no_body_has() {
    let mut client = initialized(json!({}));
    for length in ["4294967296", "4294967295", "18446744073709551616", "-1", "1e3"] {
        client.write(format!("Content-Length: {length}\r\n\r\n").as_bytes());
        let answer = client.next(|message| message["id"] == Value::Null);
        assert_eq!(answer["error"]["code"], -32700, "{length}");
        assert_eq!(client.refused("unknown", &json!({})), -32601, "{length}");
    }
}

#[test]
fn the_workspace_is_deleted() {
    let folder = Folder::new(&[
        ("open.hotfix.md", NO_ISSUE),
        ("closed.hotfix.md", NO_ISSUE),
        ("hotfix-lint.yaml", "rules: { open-questions: off }\n"),
    ]);
    let mut client = initialized_in(&[&folder], watching());
    let mut told = [client.told(), client.told()];
    told.sort();
    assert_eq!(told[0].0, folder.uri("closed.hotfix.md"));
    client.open(&folder.uri("open.hotfix.md"), "markdown", NO_ISSUE);
    let document = json!({"textDocument": {"uri": folder.uri("open.hotfix.md")}});
    assert!(client.result("textDocument/codeLens", &document).is_array());
    std::fs::remove_dir_all(folder.path("")).unwrap();
    let gone = ["closed.hotfix.md", "open.hotfix.md", "hotfix-lint.yaml"]
        .map(|name| json!({"uri": folder.uri(name), "type": 3}));
    let changes = serde_json::from_value(json!({"changes": gone})).unwrap();
    client.notify::<lsp::DidChangeWatchedFilesNotification>(changes);
    let taken_back = client.next(|message| {
        message["params"]["uri"] == folder.uri("closed.hotfix.md")
            && message["params"]["diagnostics"] == json!([])
    });
    assert_eq!(taken_back["method"], "textDocument/publishDiagnostics");
    // What is open is still there, with everything that can be done to it.
    client.edit(&folder.uri("open.hotfix.md"), 2, [3, 2, 3, 2], "é");
    assert!(client.result("textDocument/codeLens", &document).is_array());
    let command = json!({"command": "hotfix-lint.report", "arguments": []});
    let id = client.ask("workspace/executeCommand", &command);
    assert!(client.answer(id).get("error").is_none_or(|error| error["code"].is_i64()));
    client.close(&folder.uri("open.hotfix.md"));
    client.end();
    client.ignore(|message| message.get("id").is_none());
}

#[cfg(unix)]
#[test]
fn permissions_are_revoked() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new(&[("a.hotfix.md", NO_ISSUE)]);
    let path = folder.path("a.hotfix.md");
    let allow = |mode: u32| {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    std::fs::set_permissions(folder.path(""), std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut client = super::client::start_unprivileged();
    client.initialize_in(&[&folder], watching(), json!({"today": super::client::TODAY}));
    client.notify::<lsp::InitializedNotification>(lsp::InitializedParams {});
    client.asked::<lsp::RegistrationRequest>(&Value::Null);
    let rules = client.told().1;
    assert!(rules.contains(&"missing-issue".to_owned()), "{rules:?}");
    for (mode, expected) in [(0o000, "syntax-error"), (0o644, "missing-issue")] {
        allow(mode);
        let change = json!({"changes": [{"uri": folder.uri("a.hotfix.md"), "type": 2}]});
        client.notify::<lsp::DidChangeWatchedFilesNotification>(
            serde_json::from_value(change).unwrap(),
        );
        let published = client.published();
        let told = super::client::rules(&published.diagnostics);
        assert!(told.contains(&expected.to_owned()), "{mode:o}: {told:?}");
        let denied = published.diagnostics.iter().any(|d| {
            serde_json::to_value(&d.message).unwrap().to_string().contains("permission denied")
        });
        assert_eq!(denied, mode == 0, "{published:?}");
    }
}
