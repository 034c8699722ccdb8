//! Fixes: where they are offered, and where they leave the cursor.

use super::client::{Client, initialized, to_range};
use gen_lsp_types as lsp;
use serde_json::{Value, json};

const A: &str = "file:///p/hotfixes/a.hotfix.md";

/// A client with what is declared of edits of the workspace.
fn started(workspace_edit: &Value) -> Client {
    initialized(json!({
        "workspace": {"workspaceEdit": workspace_edit},
        "textDocument": {
            "publishDiagnostics": {"versionSupport": true},
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
                "dataSupport": true, "resolveSupport": {"properties": ["edit"]},
            },
        },
    }))
}

/// The quick fixes at a place, where the client shows these diagnostics.
fn fixes(client: &mut Client, at: [u32; 2], shown: &Value) -> Vec<lsp::CodeAction> {
    let params = json!({
        "textDocument": {"uri": A}, "range": to_range([at[0], at[1], at[0], at[1]]),
        "context": {"diagnostics": shown, "only": ["quickfix"], "triggerKind": 1},
    });
    let found = client.result("textDocument/codeAction", &params);
    serde_json::from_value(found).unwrap()
}

fn titles(actions: &[lsp::CodeAction]) -> Vec<&str> {
    actions.iter().map(|action| action.title.as_str()).collect()
}

const OF_ALL: &str = "# T\n\n## Is this bug significant?\n\n\
    ### Does it produce incorrect results?\n\n\
    ### Are there compile or runtime errors with valid input?\n\nYes, it ends at once.\n\n\
    ## Does it affect the majority of users?\n\n\
    - Does the bug affect a common or major function? Yes, for all.\n\
    - Will the average user encounter the bug during normal, average usage?\n";

/// What the fix of that title writes at a place: the snippets as `snippet: …`.
fn written(client: &mut Client, at: [u32; 2], title: &str) -> Vec<String> {
    let found = fixes(client, at, &json!([]));
    let action = found.iter().find(|action| action.title == title);
    let action = action.unwrap_or_else(|| panic!("{title} in {:?}", titles(&found))).clone();
    let edit = client.request::<lsp::CodeActionResolveRequest>(action).edit.expect("the edit");
    let edit = json!(edit);
    let edits = edit.pointer("/documentChanges/0/edits").or(edit["changes"].get(A));
    let written = |edit: &Value| {
        if let Some(text) = edit["newText"].as_str() {
            return text.to_owned();
        }
        assert_eq!(edit["snippet"]["kind"], "snippet", "{edit}");
        format!("snippet: {}", edit["snippet"]["value"].as_str().unwrap())
    };
    edits.and_then(Value::as_array).unwrap().iter().map(written).collect()
}

#[test]
fn fixes_that_leave_something_to_write_leave_the_cursor_there() {
    let mut client = started(&json!({"documentChanges": true, "snippetEditSupport": true}));
    let mut plain = started(&json!({"documentChanges": true}));
    let mut simple = started(&json!({"snippetEditSupport": true}));
    let clients = [&mut client, &mut plain, &mut simple];
    for client in clients {
        client.open(A, "markdown", OF_ALL);
        client.published_for(1);
    }
    for (at, title, plainly, snippet) in [
        ([4, 6], "Start the answer with Yes", "\nYes\n", "\nYes$0\n"),
        ([13, 4], "Start the answer with No", " No", " No$0"),
        (
            [4, 6],
            "Waive unanswered, saying why",
            "<!-- hotfix-lint: allow unanswered: -->\n",
            "<!-- hotfix-lint: allow unanswered: $0 -->\n",
        ),
        (
            [13, 4],
            "Waive unanswered, saying why",
            " <!-- hotfix-lint: allow unanswered: -->",
            " <!-- hotfix-lint: allow unanswered: $0 -->",
        ),
        ([8, 0], "Make room for a log", "\n\nLog:\n\n```\n\n```", "\n\nLog:\n\n```\n$0\n```"),
        ([8, 0], "Make room for a test", "\n\nTest: <its name>", "\n\nTest: ${0:<its name>}"),
        (
            [2, 4],
            "Insert the missing question",
            "\n### Is there major incorrect functionality?\n",
            "\n### Is there major incorrect functionality?\n\n$0\n",
        ),
        (
            [10, 4],
            "Insert the missing question",
            "- Is the input that causes the bug a common or edge case?\n",
            "- Is the input that causes the bug a common or edge case? $0\n",
        ),
        ([0, 3], "Add the key issue", "---\nissue:\n---\n\n", "---\nissue: $0\n---\n\n"),
    ] {
        let snippet = format!("snippet: {snippet}");
        assert_eq!(written(&mut client, at, title), [snippet], "{title}");
        // Who does not say that they know snippets is sent the text, without what only words behind it need.
        for client in [&mut plain, &mut simple] {
            assert_eq!(written(client, at, title), [plainly], "{title}");
        }
    }
    // The line below would be indented as the editor is set up.
    let room = written(&mut client, [12, 52], "Make room for a number");
    assert_eq!(room, ["\n\n  Measured: <how many of how many>"]);
}

#[test]
fn snippets_of_yaml_keep_its_indentation() {
    let text = "title: T\nissue: \"#12\"\nanswers:\n  incorrect-results:\n  errors-on-valid-input: yes\n  \
        major-incorrect-functionality: tbd\n";
    let mut client = started(&json!({"documentChanges": true, "snippetEditSupport": true}));
    client.open(A, "yaml", text);
    client.published_for(1);
    // `A` says Markdown, and the editor says YAML.
    assert_eq!(written(&mut client, [3, 4], "Start the answer with Yes"), ["snippet:  \"Yes$0\""]);
    assert_eq!(written(&mut client, [5, 35], "Answer No"), ["snippet: \"No$0\""]);
    let waived = written(&mut client, [3, 4], "Waive unanswered, saying why");
    assert_eq!(waived, ["  # hotfix-lint: allow unanswered:\n"]);
    let room = written(&mut client, [4, 27], "Make room for a test");
    assert!(room[0].contains("evidence: \"Test: <its name>\""), "{room:?}");
}

#[test]
fn fixes_of_what_the_client_shows_are_offered_beside_it() {
    let text = "---\nissue: \"#12\"\n---\n# T\n\n- Does it produce incorrect results? Probably yes, as they say in 26.10\n";
    let mut client = started(&json!({"documentChanges": true}));
    client.open(A, "markdown", text);
    let published = client.published_for(1).diagnostics;
    let hedged = |d: &&lsp::Diagnostic| d.code == Some("hedged-answer".to_owned().into());
    let hedged = serde_json::to_value(published.iter().find(hedged).expect("a hedge")).unwrap();
    let waive = "Waive hedged-answer, saying why";
    let end = [5, 71];
    // Behind the words nothing is found, unless the client names what it shows on the line.
    assert!(!titles(&fixes(&mut client, end, &json!([]))).contains(&waive));
    let found = fixes(&mut client, end, &json!([hedged]));
    assert_eq!(titles(&found).iter().filter(|title| **title == waive).count(), 1);
    let action = found.into_iter().find(|action| action.title == waive).unwrap();
    assert_eq!(json!(action.diagnostics), json!([hedged]));
    let resolved = client.request::<lsp::CodeActionResolveRequest>(action);
    let edit = json!(resolved.edit.expect("the edit"));
    assert!(edit.to_string().contains("allow hedged-answer"), "{edit}");
    // Under the cursor it is offered once, whether it is named or not.
    let within = [5, 40];
    let there = titles(&fixes(&mut client, within, &json!([]))).join("\n");
    assert!(there.contains(waive), "{there}");
    assert_eq!(titles(&fixes(&mut client, within, &json!([hedged]))).join("\n"), there);
    assert_eq!(titles(&fixes(&mut client, within, &json!([hedged, hedged]))).join("\n"), there);
    // What is not ours, or was ours once, has no fixes.
    for (key, other) in [
        ("code", json!("contradiction")),
        ("code", json!(12)),
        ("code", Value::Null),
        ("range", json!(to_range([5, 38, 5, 40]))),
        ("range", json!(to_range([99, 0, 99, 7]))),
    ] {
        let mut foreign = hedged.clone();
        foreign[key] = other;
        assert!(!titles(&fixes(&mut client, end, &json!([foreign]))).contains(&waive), "{foreign}");
    }
}
