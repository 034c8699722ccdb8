//! Documents: their texts, positions and diagnostics.

use super::client::{Client, frame, initialized, range_of, rules, to_range};
use gen_lsp_types as lsp;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A proposal without an issue: a finding at its title, whose columns differ in every encoding.
const TITLED: &str = "# é😀 crash\n\n## Is this bug significant?\n";

const A: &str = "file:///p/hotfixes/a.md";

fn push() -> Value {
    json!({"textDocument": {"publishDiagnostics": {"versionSupport": true}}})
}

fn with_encodings(offered: &[&str]) -> Client {
    let mut capabilities = push();
    capabilities["general"] = json!({"positionEncodings": offered});
    initialized(capabilities)
}

#[test]
fn columns_count_what_was_agreed_on() {
    for (offered, end) in [
        (&["utf-8", "utf-16", "utf-32"][..], 14),
        (&["utf-16"], 11),
        (&["utf-32", "utf-16"], 10),
        (&["utf-7"], 11),
    ] {
        let mut client = with_encodings(offered);
        client.open(A, "markdown", TITLED);
        let published = client.published();
        assert_eq!(published.uri.0, A);
        assert_eq!(published.version, Some(1));
        let range = range_of(&published.diagnostics, "missing-issue");
        assert_eq!(range, [0, 2, 0, end], "{offered:?}");
    }
}

#[test]
fn edits_apply_in_every_encoding() {
    for (encoding, end) in [("utf-8", 12), ("utf-16", 9), ("utf-32", 8)] {
        let mut client = with_encodings(&[encoding]);
        client.open(A, "markdown", "x\r\n# 😀\r\n");
        client.published_for(1);
        // Past the end of the line, and in front of the emoji: `# A 😀 é!`.
        client.edit(A, 2, [1, 900, 1, 900], " é!");
        client.edit(A, 3, [1, 2, 1, 2], "A ");
        let published = client.published_for(3);
        assert_eq!(range_of(&published.diagnostics, "missing-issue"), [1, 2, 1, end]);
        // Within the emoji, where columns count parts of it; that is its beginning.
        client.edit(A, 4, [1, 5, 1, 5], "x");
        let published = client.published_for(4);
        assert_eq!(range_of(&published.diagnostics, "missing-issue"), [1, 2, 1, end + 1]);
        // Past the last line.
        client.edit(A, 5, [0, 0, 9, 9], "# B");
        let published = client.published_for(5);
        assert_eq!(range_of(&published.diagnostics, "missing-issue"), [0, 2, 0, 3]);
    }
}

#[test]
fn line_endings_that_edits_join_and_part() {
    let mut client = with_encodings(&["utf-16"]);
    client.open(A, "markdown", "\r\n\r\n# A\r\n");
    client.published_for(1);
    // Takes the `\n` out of the first `\r\n`, and puts it back.
    client.edit(A, 2, [0, 0, 1, 0], "\r");
    client.edit(A, 3, [1, 0, 1, 0], "\n");
    // `\r\n`, then a lone `\r` and a lone `\n`.
    let changes = json!([
        {"range": to_range([0, 0, 0, 0]), "text": "\r"},
        {"range": to_range([1, 0, 1, 0]), "text": "\n"},
    ]);
    client.change(A, 4, &changes);
    let published = client.published_for(4);
    let [line, start, _, end] = range_of(&published.diagnostics, "missing-issue");
    assert_eq!((line, start, end), (3, 2, 3));
}

#[test]
fn a_burst_is_analysed_a_few_times_at_most() {
    let mut client = with_encodings(&["utf-16"]);
    client.open(A, "markdown", "# A\n");
    client.published_for(1);
    let mut burst = String::new();
    for version in 2..=201 {
        let params = json!({
            "textDocument": {"uri": A, "version": version},
            "contentChanges": [{"range": to_range([0, 2, 0, 2]), "text": "x"}],
        });
        let change =
            json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params});
        burst.push_str(&frame(&change));
    }
    client.write(burst.as_bytes());
    let mut count = 0;
    let last = loop {
        let published = client.published();
        count += 1;
        if published.version == Some(201) {
            break published;
        }
    };
    assert!(count <= 8, "{count} publishes");
    assert_eq!(range_of(&last.diagnostics, "missing-issue"), [0, 2, 0, 203]);
}

#[test]
fn changes_apply_in_the_order_they_come() {
    let mut client = with_encodings(&["utf-8"]);
    client.open(A, "markdown", "# A\n");
    client.published_for(1);
    let (mut text, mut seed) = ("# A\n".to_owned(), 7_u32);
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    for version in 2..=2001 {
        let at = 2 + next(text.len() - 2);
        let range = to_range([0, at as u32, 0, at as u32]);
        let letter = char::from(b'a' + next(26) as u8).to_string();
        text.insert_str(at, &letter);
        client.change(A, version, &json!([{"range": range, "text": letter}]));
    }
    // The whole title is taken as the name of a rule that does not exist: its message holds the text as the server
    // has it.
    let title = text.trim_end().strip_prefix("# ").unwrap();
    client.edit(A, 2002, [0, 0, 0, 2], "<!-- hotfix-lint: allow ");
    client.edit(A, 2003, [0, 24 + title.len() as u32, 0, 24 + title.len() as u32], ": why -->");
    client.published_for(2003);
    let position = json!({"line": 0, "character": 5});
    let params = json!({"textDocument": {"uri": A}, "position": position});
    let id = client.ask("textDocument/hover", &params);
    let answer = client.answer(id);
    assert!(answer["result"]["contents"]["value"].as_str().unwrap().contains(title), "{answer}");
}

#[test]
fn documents_of_others_are_left_alone() {
    let mut client = with_encodings(&["utf-16"]);
    client.open("file:///p/README.md", "markdown", TITLED);
    client.open("file:///p/hotfixes/a.rs", "rust", TITLED);
    client.open("untitled:Untitled-1", "markdown", TITLED);
    for uri in ["file:///p/README.md", "file:///p/hotfixes/a.rs", "untitled:Untitled-1"] {
        let at = json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 3}});
        let id = client.ask("textDocument/hover", &at);
        assert_eq!(client.answer(id)["result"], Value::Null);
        let id = client.ask("textDocument/codeLens", &json!({"textDocument": {"uri": uri}}));
        assert_eq!(client.answer(id)["result"], Value::Null);
    }
    // It says what it is, and no longer.
    let front = "---\nkind: hotfix-proposal\n---\n";
    client.edit("untitled:Untitled-1", 2, [0, 0, 0, 0], front);
    let published = client.published();
    assert_eq!(published.uri.0, "untitled:Untitled-1");
    assert!(rules(&published.diagnostics).contains(&"missing-issue".to_owned()));
    client.edit("untitled:Untitled-1", 3, [0, 0, 3, 0], "");
    assert_eq!(client.published_for(3).diagnostics, []);
}

#[test]
fn uris_are_kept_as_they_came() {
    let mut client = with_encodings(&["utf-16"]);
    for uri in
        ["file:///p/a b[1].hotfix.md", "file:///p/%C3%A9%5B1%5D.hotfix.md", "file:///é.hotfix.md"]
    {
        client.open(uri, "markdown", TITLED);
        assert_eq!(client.published().uri.0, uri);
    }
}

#[test]
fn closing_takes_diagnostics_back() {
    let mut client = with_encodings(&["utf-16"]);
    client.open(A, "markdown", TITLED);
    assert!(!client.published().diagnostics.is_empty());
    client.close(A);
    let cleared = client.published();
    assert_eq!((cleared.uri.0.as_str(), cleared.diagnostics), (A, Vec::new()));
    client.edit(A, 2, [0, 0, 0, 0], "x");
    let log = client.notified::<lsp::LogMessageNotification>();
    assert!(log.message.contains(A), "{}", log.message);
}

#[test]
fn a_change_that_cannot_be_read_leaves_the_text_alone() {
    let mut client = with_encodings(&["utf-16"]);
    client.open(A, "markdown", TITLED);
    client.published_for(1);
    client.change(A, 2, &json!([{"range": {"start": 7}, "text": "nothing is left"}]));
    client.notified::<lsp::LogMessageNotification>();
    client.edit(A, 3, [0, 0, 0, 0], "");
    let published = client.published_for(3);
    assert_eq!(range_of(&published.diagnostics, "missing-issue"), [0, 2, 0, 11]);
}

#[test]
fn diagnostics_on_request() {
    let capabilities = json!({"textDocument": {
        "diagnostic": {"relatedInformation": true, "codeDescriptionSupport": true},
        "publishDiagnostics": {},
    }});
    let mut client = initialized(capabilities);
    client.open(A, "markdown", TITLED);
    let pull = |previous: Option<&str>| {
        let mut params = json!({"textDocument": {"uri": A}});
        if let Some(previous) = previous {
            params["previousResultId"] = previous.into();
        }
        params
    };
    let id = client.ask("textDocument/diagnostic", &pull(None));
    let full = client.answer(id)["result"].clone();
    assert_eq!(full["kind"], "full");
    let first = &full["items"][0];
    assert_eq!(first["source"], "hotfix-lint");
    let rule = first["code"].as_str().unwrap();
    assert!(first["codeDescription"]["href"].as_str().unwrap().contains(rule));
    let known = full["resultId"].as_str().unwrap();
    let id = client.ask("textDocument/diagnostic", &pull(Some(known)));
    assert_eq!(client.answer(id)["result"], json!({"kind": "unchanged", "resultId": known}));
    client.edit(A, 2, [0, 2, 0, 2], "x");
    let id = client.ask("textDocument/diagnostic", &pull(Some(known)));
    assert_eq!(client.answer(id)["result"]["kind"], "full");
    let other = json!({"textDocument": {"uri": "file:///p/not-open.md"}});
    let id = client.ask("textDocument/diagnostic", &other);
    assert_eq!(client.answer(id)["result"], json!({"kind": "full", "items": []}));
}

#[test]
fn what_the_client_does_not_know_is_not_sent() {
    let mut client = initialized(json!({}));
    client.open(A, "markdown", TITLED);
    let published = client.next(|message| message["method"] == "textDocument/publishDiagnostics");
    assert!(published["params"].get("version").is_none());
    for diagnostic in published["params"]["diagnostics"].as_array().unwrap() {
        for key in ["codeDescription", "relatedInformation", "tags", "data"] {
            assert!(diagnostic.get(key).is_none(), "{diagnostic}");
        }
    }
}

#[test]
fn long_lines_and_many_findings() {
    let mut text = String::from("# A\n\n");
    for n in 0..2000 {
        let _ = write!(text, "<!-- hotfix-lint: allow rule-{n}: é --> ");
    }
    let mut client = with_encodings(&["utf-16"]);
    client.open(A, "markdown", &text);
    let published = client.published();
    let last = published.diagnostics.last().unwrap();
    assert!(last.range.end.character as usize <= text.chars().count());
}
