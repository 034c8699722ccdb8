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
