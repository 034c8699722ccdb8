//! Beginning and end, and what must not end it.

use super::client::{frame, initialized, start};
use serde_json::{Value, json};
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[test]
fn the_order_of_things() {
    let mut client = start();
    assert_eq!(client.refused("textDocument/hover", &json!({})), -32002);
    assert_eq!(client.refused("shutdown", &Value::Null), -32002);
    client.initialize(json!({}));
    assert_eq!(client.refused("initialize", &json!({"capabilities": {}})), -32600);
    assert_eq!(client.refused("$/unknown", &json!({})), -32601);
    assert_eq!(client.refused("textDocument/unknown", &json!({})), -32601);
    assert_eq!(client.refused("textDocument/hover", &json!({"position": 7})), -32602);
    client.send(&json!({"jsonrpc": "2.0", "method": "$/unknown"}));
    client.send(&json!({"jsonrpc": "2.0", "method": "unknown/unknown", "params": []}));
    let id = client.ask("shutdown", &Value::Null);
    assert_eq!(client.answer(id)["result"], Value::Null);
    assert_eq!(client.refused("textDocument/hover", &json!({})), -32600);
    client.send(&json!({"jsonrpc": "2.0", "method": "exit", "params": null}));
    assert_eq!(client.exit_code(), 0);
}

#[test]
fn shutdown_without_params() {
    let mut client = initialized(json!({}));
    client.send(&json!({"jsonrpc": "2.0", "id": "last", "method": "shutdown"}));
    let answer = client.next(|message| message["id"] == "last");
    assert_eq!(answer, json!({"jsonrpc": "2.0", "id": "last", "result": null}));
    client.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
    assert_eq!(client.exit_code(), 0);
}

#[test]
fn exit_without_shutdown() {
    let mut client = initialized(json!({}));
    client.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn closed_input_ends_the_server() {
    let mut client = initialized(json!({}));
    client.close_input();
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn half_a_message_at_the_end() {
    let mut client = initialized(json!({}));
    client.write(b"Content-Length: 100\r\n\r\n{\"jsonrpc\"");
    client.close_input();
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn a_client_that_no_longer_reads() {
    let mut server = Command::new(env!("CARGO_BIN_EXE_hotfix-lint"))
        .arg("server")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = server.stdin.take().unwrap();
    // More answers than a pipe holds, and nobody takes them.
    let refused = frame(&json!({"jsonrpc": "2.0", "id": 1, "method": "x".repeat(500)}));
    for _ in 0..1000 {
        input.write_all(refused.as_bytes()).unwrap();
    }
    drop(input);
    let closed = Instant::now();
    assert_eq!(server.wait().unwrap().code(), Some(1));
    assert!(closed.elapsed() < Duration::from_secs(10));
}

#[cfg(unix)]
#[test]
fn a_client_that_dies() {
    let mut parent = Command::new("sleep").arg("600").spawn().unwrap();
    let mut client = start();
    let params = json!({"processId": parent.id(), "rootUri": null, "capabilities": {}});
    let id = client.ask("initialize", &params);
    client.answer(id);
    parent.kill().unwrap();
    parent.wait().unwrap();
    assert_eq!(client.exit_code(), 1);
}

#[cfg(unix)]
#[test]
fn a_client_in_another_container() {
    let mut client = start();
    let params = json!({"processId": i32::MAX, "rootUri": null, "capabilities": {}});
    let id = client.ask("initialize", &params);
    client.answer(id);
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(client.refused("unknown", &json!({})), -32601);
}

#[test]
fn malformed_messages_are_answered_and_survived() {
    let mut client = initialized(json!({}));
    let frames: [(&str, i32); 9] = [
        ("Content-Length: 1\r\n\r\n{", -32700),
        ("Content-Length: 2\r\n\r\n{}", -32600),
        ("Content-Length: 2\r\n\r\n[]", -32600),
        ("content-length: 4\r\nContent-Type: x\r\n\r\ntrue", -32600),
        ("Content-Length: 4294967296\r\n\r\n", -32700),
        ("Content-Length: many\r\n\r\n", -32700),
        ("Content-Type: x\r\n\r\n", -32700),
        ("Content-Length\r\n", -32700),
        ("Content-Length: 12\r\n\r\n{\"method\":1}", -32600),
    ];
    for (text, code) in frames {
        client.write(text.as_bytes());
        let answer = client.next(|message| message["id"] == Value::Null);
        assert_eq!(answer["error"]["code"], code, "{text}");
        // In step again, whatever that was.
        assert_eq!(client.refused("unknown", &json!({})), -32601, "{text}");
    }
    client.write(b"Content-Length: 3\r\n\r\n\"\xff\"");
    assert_eq!(client.next(|m| m["id"] == Value::Null)["error"]["code"], -32700);
    // Half a header, and the rest later.
    client.write(b"Content-Le");
    std::thread::sleep(Duration::from_millis(50));
    let unknown = frame(&json!({"jsonrpc": "2.0", "id": 99, "method": "unknown"}));
    client.write(unknown.strip_prefix("Content-Le").unwrap().as_bytes());
    assert_eq!(client.answer(99)["error"]["code"], -32601);
}

#[test]
fn a_day_that_is_none_is_told() {
    let mut client = start();
    let options = json!({"today": "tomorrow"});
    let params = json!({"capabilities": {}, "processId": null, "rootUri": null, "initializationOptions": options});
    let id = client.ask("initialize", &params);
    assert!(client.answer(id)["result"]["capabilities"].is_object());
    let log = client.notified::<gen_lsp_types::LogMessageNotification>();
    assert!(log.message.contains("tomorrow"), "{}", log.message);
    let shown = client.notified::<gen_lsp_types::ShowMessageNotification>();
    assert_eq!(shown.message, log.message);
}
