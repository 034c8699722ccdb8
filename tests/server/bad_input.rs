//! What no client should send: each is answered as the protocol says, and nothing dies.

use super::client::{Client, initialized};
use gen_lsp_types as lsp;
use serde_json::{Value, json};

const A: &str = "file:///p/hotfixes/a.md";
const TITLED: &str = "# \u{1F600} crash\n";

const PARSE_ERROR: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;
const METHOD_NOT_FOUND: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;

fn opened() -> Client {
    let mut client =
        initialized(json!({"textDocument": {"publishDiagnostics": {"versionSupport": true}}}));
    client.open(A, "markdown", TITLED);
    client.published_for(1);
    client
}

/// The server still does what it is there for.
fn is_well(client: &mut Client) {
    client.change(A, 99, &json!([{"text": TITLED}]));
    let published = client.published_for(99);
    assert!(!published.diagnostics.is_empty());
}

/// Every request about a place in a document.
const POSITIONAL: [&str; 4] = [
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/codeAction",
    "textDocument/selectionRange",
];

fn at(line: u32, character: u32) -> Value {
    let position = json!({"line": line, "character": character});
    json!({
        "textDocument": {"uri": A}, "position": position, "positions": [position],
        "range": {"start": position, "end": position}, "context": {"diagnostics": [], "triggerKind": 1},
    })
}

#[test]
fn unknown_methods() {
    let mut client = opened();
    for method in ["textDocument/unknown", "$/unknown", "", "initialize/d", "\u{1F600}"] {
        assert_eq!(client.refused(method, &json!({})), METHOD_NOT_FOUND, "{method}");
        client.send(&json!({"jsonrpc": "2.0", "method": method, "params": {"x": 1}}));
    }
    is_well(&mut client);
}

#[test]
fn params_of_the_wrong_shape() {
    let mut client = opened();
    let shapes = [
        Value::Null,
        json!([]),
        json!(7),
        json!({"textDocument": 7}),
        json!({"textDocument": {"uri": null}}),
        json!({"textDocument": {"uri": A}, "position": {"line": -1, "character": 0}}),
        json!({"textDocument": {"uri": A}, "position": {"line": 4_294_967_296_u64, "character": 0}}),
        json!({"textDocument": {"uri": A}, "position": {"line": 0.5, "character": 0}}),
    ];
    for shape in &shapes {
        for method in POSITIONAL {
            assert_eq!(client.refused(method, shape), INVALID_PARAMS, "{method} {shape}");
        }
    }
    let others = ["workspace/diagnostic", "workspace/executeCommand", "codeAction/resolve"];
    for method in others {
        assert_eq!(client.refused(method, &json!([7])), INVALID_PARAMS, "{method}");
    }
    is_well(&mut client);
}

#[test]
fn notifications_of_the_wrong_shape() {
    let mut client = opened();
    let methods = [
        "textDocument/didOpen",
        "textDocument/didChange",
        "textDocument/didClose",
        "textDocument/didSave",
        "workspace/didChangeWatchedFiles",
        "workspace/didChangeWorkspaceFolders",
        "window/workDoneProgress/cancel",
        "$/cancelRequest",
        "$/setTrace",
    ];
    for method in methods {
        client.send(&json!({"jsonrpc": "2.0", "method": method, "params": {"textDocument": 7}}));
        let log = client.notified::<lsp::LogMessageNotification>();
        assert!(log.message.starts_with(method), "{}", log.message);
    }
    is_well(&mut client);
}

#[test]
fn positions_past_the_end() {
    let mut client = opened();
    for (line, character) in [(0, 900), (1, 0), (1, 7), (77, 0), (i32::MAX as u32, i32::MAX as u32)]
    {
        for method in POSITIONAL {
            client.result(method, &at(line, character));
        }
    }
    // The ends of a range in the wrong order.
    let mut params = at(0, 0);
    params["range"]["start"] = json!({"line": 9, "character": 9});
    client.result("textDocument/codeAction", &params);
    is_well(&mut client);
}

#[test]
fn positions_inside_a_surrogate_pair() {
    let mut client = opened();
    for method in POSITIONAL {
        client.result(method, &at(0, 3));
    }
    // An edit there is one before the character: nothing is cut in two.
    client.edit(A, 2, [0, 3, 0, 3], "x");
    let published = client.published_for(2);
    let range = super::client::range_of(&published.diagnostics, "missing-issue");
    assert_eq!(range, [0, 2, 0, 11]);
    // One whose ends are both inside replaces nothing.
    client.edit(A, 3, [0, 4, 0, 4], "y");
    assert!(!client.published_for(3).diagnostics.is_empty());
    is_well(&mut client);
}

#[test]
fn edits_of_documents_that_were_never_opened() {
    let mut client = opened();
    let other = "file:///p/hotfixes/never.md";
    client.edit(other, 2, [0, 0, 0, 0], "x");
    let log = client.notified::<lsp::LogMessageNotification>();
    assert!(log.message.contains(other), "{}", log.message);
    let saved = json!({"textDocument": {"uri": other}});
    client.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didSave", "params": saved}));
    client.close(other);
    for method in POSITIONAL {
        let mut params = at(0, 0);
        params["textDocument"]["uri"] = other.into();
        assert_eq!(client.result(method, &params), Value::Null, "{method}");
    }
    is_well(&mut client);
}

#[test]
fn documents_opened_and_closed_twice() {
    let mut client = opened();
    client.open(A, "markdown", "# Another\n");
    assert_eq!(client.published().version, Some(1));
    client.close(A);
    assert!(client.published().diagnostics.is_empty());
    client.close(A);
    client.open(A, "markdown", TITLED);
    client.published();
    is_well(&mut client);
}

#[test]
fn documents_closed_while_they_are_analysed() {
    let mut client = opened();
    let long = format!("{TITLED}\n{}", "- Does it produce incorrect results? Yes\n".repeat(1000));
    let uri = "file:///p/hotfixes/long.md";
    client.open(uri, "markdown", &long);
    let hover = json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 3}});
    let asked = client.ask("textDocument/hover", &hover);
    client.close(uri);
    let answer = client.answer(asked);
    assert!(answer.get("result").is_some() || answer["error"]["code"].is_i64(), "{answer}");
    is_well(&mut client);
    // Whatever was said of it has been taken back.
    client.end();
    client.settled(uri);
}

#[test]
fn ids_that_are_used_twice_or_make_no_sense() {
    let mut client = opened();
    let request = |id: Value| json!({"jsonrpc": "2.0", "id": id, "method": "textDocument/unknown"});
    client.send(&request(json!("a")));
    assert_eq!(client.next(|m| m["id"] == "a")["error"]["code"], METHOD_NOT_FOUND);
    // Answered, and so free again.
    client.send(&request(json!("a")));
    assert_eq!(client.next(|m| m["id"] == "a")["error"]["code"], METHOD_NOT_FOUND);
    for id in [json!(1.5), json!([]), json!({}), json!(true)] {
        client.send(&request(id));
        assert_eq!(client.next(|m| m["id"] == Value::Null)["error"]["code"], INVALID_REQUEST);
    }
    // Answers to what nobody asked, and cancellations of what nobody wants.
    client.send(&json!({"jsonrpc": "2.0", "id": 4711, "result": null}));
    client.send(&json!({"jsonrpc": "2.0", "id": "x", "error": {"code": 1, "message": "no"}}));
    for id in [json!(4711), json!("x")] {
        client.send(&json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": id}}));
    }
    client.write(b"Content-Length: 1\r\n\r\n{");
    assert_eq!(client.next(|m| m["id"] == Value::Null)["error"]["code"], PARSE_ERROR);
    is_well(&mut client);
}

#[test]
fn the_requests_of_two_clients_at_once() {
    let mut client = opened();
    let mut ids = Vec::new();
    for round in 0..50_u32 {
        client.edit(A, 2 + i32::try_from(round).unwrap(), [0, 2, 0, 2], "x");
        for method in POSITIONAL {
            ids.push(client.ask(method, &at(0, round)));
            ids.push(client.ask(method, &at(round, 0)));
        }
        if round % 3 == 0 {
            let id = ids[ids.len() - 2];
            client.send(
                &json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": id}}),
            );
        }
    }
    // Each exactly once: with a result, or as cancelled.
    for id in ids {
        let answer = client.answer(id);
        let cancelled = answer["error"]["code"] == -32800;
        assert!(answer.get("result").is_some() != cancelled, "{answer}");
    }
    client.published_for(51);
    is_well(&mut client);
}

#[test]
fn nothing_of_a_document_acts_on_an_editor() {
    let evil = "\u{1b}[31m\u{202e}\u{2066}\u{200b}\u{9b}";
    let text = format!(
        "---\ntitle: 'a{evil}'\nstatus: 'b{evil}'\nissue: 'c{evil}'\n---\n# T\n\nDoes it produce incorect{evil} results? {evil}\n\n<!-- hotfix-lint: allow x{evil}: y -->\n"
    );
    let mut client =
        initialized(json!({"textDocument": {"hover": {"contentFormat": ["markdown"]}}}));
    client.open(A, "markdown", &text);
    let mut seen = serde_json::to_value(client.published()).unwrap().to_string();
    for line in 0..10 {
        seen += &client.result("textDocument/hover", &at(line, 9)).to_string();
    }
    client.edit("file:///not/open\u{202e}.md", 2, [0, 0, 0, 0], "x");
    client.close(A);
    client.end();
    client.settled(A);
    client.ignore(|message| {
        seen += &message.to_string();
        true
    });
    assert!(seen.contains("\\\\u{202e}"), "it is shown: {seen}");
    // JSON writes some characters by their number; of a URI nothing is changed.
    for c in ["\u{1b}", "\\u001b", "\u{2066}", "\u{200b}", "\u{9b}"] {
        assert!(!seen.contains(c), "{c:?}: {seen}");
    }
}

#[test]
fn a_client_that_asks_for_what_it_is_pushed() {
    let mut client = opened();
    let report = client.result("textDocument/diagnostic", &json!({"textDocument": {"uri": A}}));
    assert_eq!(report["kind"], "full");
    assert!(!report["items"].as_array().unwrap().is_empty(), "{report}");
}

#[test]
fn documents_that_are_too_long_are_told() {
    let mut client = initialized(json!({}));
    client.open(A, "markdown", &"A line of many.\n".repeat(600_000));
    let published = client.published();
    assert_eq!(super::client::rules(&published.diagnostics), ["syntax-error"]);
    let message = serde_json::to_value(&published.diagnostics[0].message).unwrap();
    assert!(message.as_str().unwrap().contains("longer than 8 MB"), "{message}");
    // Made shorter, it is read.
    client.change(A, 2, &json!([{"text": TITLED}]));
    assert!(
        !super::client::rules(&client.published().diagnostics).contains(&"syntax-error".into())
    );
}
