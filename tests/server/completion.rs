//! Completion, and the files beside proposals: configurations and policies.

use super::client::{Client, Folder, initialized, range_of, rules, to_range};
use super::features::{CALENDAR, configured, hover_text};
use gen_lsp_types as lsp;
use serde_json::{Value, json};

/// What VS Code declares of completion.
fn modern() -> Value {
    json!({
        "completionItem": {
            "snippetSupport": true, "insertReplaceSupport": true,
            "documentationFormat": ["markdown", "plaintext"],
            "resolveSupport": {"properties": ["documentation", "detail"]},
            "insertTextModeSupport": {"valueSet": [1, 2]},
        },
        "completionList": {"itemDefaults": ["commitCharacters", "editRange"]},
        "contextSupport": true,
    })
}

fn started(completion: &Value, encoding: &str) -> Client {
    initialized(json!({
        "general": {"positionEncodings": [encoding]},
        "textDocument": {
            "completion": completion,
            "hover": {"contentFormat": ["markdown"]},
            "publishDiagnostics": {"versionSupport": true},
        },
    }))
}

/// Asks at a place; `trigger` is the character that was typed.
fn complete(
    client: &mut Client,
    uri: &str,
    [line, character]: [u32; 2],
    trigger: Option<&str>,
) -> Option<lsp::CompletionList> {
    let mut params = json!({
        "textDocument": {"uri": uri}, "position": {"line": line, "character": character},
    });
    if let Some(trigger) = trigger {
        params["context"] = json!({"triggerKind": 2, "triggerCharacter": trigger});
    }
    let params = serde_json::from_value(params).unwrap();
    match client.request::<lsp::CompletionRequest>(params)? {
        lsp::CompletionResponse::CompletionList(list) => Some(list),
        lsp::CompletionResponse::CompletionItemList(items) => panic!("no list: {items:?}"),
    }
}

fn labels(list: &lsp::CompletionList) -> Vec<&str> {
    list.items.iter().map(|item| item.label.as_str()).collect()
}

const A: &str = "file:///p/hotfixes/a.md";

#[test]
fn questions_for_a_client_that_can_do_everything() {
    let mut client = started(&modern(), "utf-16");
    client.open(A, "markdown", "# é😀\n\n- Does it produce incorrect results? No\n- Are\n");
    let list = complete(&mut client, A, [3, 4], None).expect("questions");
    assert!(!list.is_incomplete);
    let range = list.item_defaults.as_ref().and_then(|defaults| defaults.edit_range);
    let Some(lsp::EditRange::EditRangeWithInsertReplace(range)) = range else { panic!("{list:?}") };
    assert_eq!(range.insert, to_range([3, 2, 3, 4]));
    assert_eq!(range.replace, to_range([3, 2, 3, 5]));
    let item = list.items[0].clone();
    assert_eq!(item.label, "Are there compile or runtime errors with valid input?");
    assert_eq!(item.insert_text_format, Some(lsp::InsertTextFormat::Snippet));
    assert_eq!(
        item.text_edit_text.as_deref(),
        Some("Are there compile or runtime errors with valid input? $0")
    );
    assert!(item.text_edit.is_none() && item.documentation.is_none());
    let sorted: Vec<_> = list.items.iter().map(|item| item.sort_text.clone()).collect();
    assert!(sorted.is_sorted());
    let resolved = client.request::<lsp::CompletionResolveRequest>(item.clone());
    let Some(lsp::Documentation::MarkupContent(text)) = &resolved.documentation else {
        panic!("{resolved:?}")
    };
    assert!(text.value.contains("errors-on-valid-input"), "{}", text.value);
    assert_eq!(lsp::CompletionItem { documentation: None, ..resolved }, item);
    // The document is gone, or the item is somebody else's: the item comes back as it was.
    client.close(A);
    assert_eq!(client.request::<lsp::CompletionResolveRequest>(item.clone()), item);
    let other = lsp::CompletionItem { data: Some(json!({"x": 1})), ..item };
    assert_eq!(client.request::<lsp::CompletionResolveRequest>(other.clone()), other);
    client.published_for(1);
    client.published();
}

#[test]
fn a_question_that_is_begun_is_offered_to_its_end() {
    let mut client = started(&modern(), "utf-16");
    let text = "# é😀\n\n- Does it produce incorrect results? No\n- Is there even";
    client.open(A, "markdown", text);
    let list = complete(&mut client, A, [3, 15], None).expect("questions");
    let range = list.item_defaults.as_ref().and_then(|defaults| defaults.edit_range);
    let Some(lsp::EditRange::EditRangeWithInsertReplace(range)) = range else { panic!("{list:?}") };
    // All that is typed of it is replaced, and compared with.
    assert_eq!(range.insert, to_range([3, 2, 3, 15]));
    let item = list.items.iter().find(|item| item.label == "Is there even a workaround?");
    let item = item.unwrap_or_else(|| panic!("{:?}", labels(&list)));
    assert_eq!(item.filter_text.as_deref().unwrap_or(&item.label), item.label);
    client.published_for(1);
}

#[test]
fn answers_are_offered_at_once_by_an_editor_that_can() {
    for can in [true, false] {
        let commands = json!([if can { "editor.action.triggerSuggest" } else { "other.command" }]);
        let mut client = initialized(json!({
            "textDocument": {
                "completion": modern(), "publishDiagnostics": {"versionSupport": true},
            },
            "experimental": {"commands": {"commands": commands}},
        }));
        client.open(A, "markdown", "# é😀\n\n- Does it produce incorrect results? No\n- \n");
        client.published_for(1);
        let list = complete(&mut client, A, [3, 2], None).expect("questions");
        let commands =
            list.items.iter().map(|item| item.command.as_ref()).map(|command| {
                command.map(|command| (command.command.as_str(), &command.arguments))
            });
        let expected = can.then_some(("editor.action.triggerSuggest", &None));
        let mut commands: Vec<_> = commands.collect();
        // A text has no words to choose from.
        let texts = commands.iter().filter(|command| command.is_none()).count();
        assert!(!can || texts < 4, "{commands:?}");
        commands.retain(Option::is_some);
        assert_eq!(commands.first().copied().flatten(), expected);
        // An answer is complete.
        let answer = u32::try_from("- Does it produce incorrect results? N".len()).unwrap();
        let list = complete(&mut client, A, [2, answer], None).expect("answers");
        assert!(list.items.iter().all(|item| item.command.is_none()));
    }
}

#[test]
fn a_client_that_declares_nothing_gets_plain_texts() {
    let mut client = started(&json!({}), "utf-8");
    client.open(
        A,
        "markdown",
        "# é😀\n\n> é **Q:** \n\n- Does it produce incorrect results? Yxx\n",
    );
    client.published_for(1);
    let column = u32::try_from("- Does it produce incorrect results? Y".len()).unwrap();
    let list = complete(&mut client, A, [4, column], None).expect("answers");
    assert_eq!(labels(&list), ["Yes", "No"]);
    assert!(list.item_defaults.is_none());
    for item in &list.items {
        let Some(lsp::CompletionItemTextEdit::TextEdit(edit)) = &item.text_edit else {
            panic!("{item:?}")
        };
        // What stands behind the cursor stays.
        assert_eq!(edit.range, to_range([4, column - 1, 4, column]));
        assert_eq!(edit.new_text, item.label);
        assert!(item.insert_text_format.is_none() && item.data.is_none());
        assert!(matches!(item.documentation, Some(lsp::Documentation::String(_))), "{item:?}");
    }
}

#[test]
fn ranges_in_every_encoding() {
    let before = "deferral: {reasons: \"é😀\", from: ";
    let text = format!("---\ntitle: T\n{before}draft}} # é\n---\n# T\n");
    let words = [
        ("utf-8", before.len()),
        ("utf-16", before.encode_utf16().count()),
        ("utf-32", before.chars().count()),
    ];
    for (encoding, word) in words {
        let word = u32::try_from(word).unwrap();
        let mut client = started(&modern(), encoding);
        client.open(A, "markdown", &text);
        client.published_for(1);
        let list = complete(&mut client, A, [2, word + 2], None).expect("statuses");
        assert_eq!(labels(&list)[..2], ["draft", "proposed"]);
        let range = list.item_defaults.and_then(|defaults| defaults.edit_range);
        let Some(lsp::EditRange::EditRangeWithInsertReplace(range)) = range else { panic!() };
        assert_eq!(range.insert, to_range([2, word, 2, word + 2]), "{encoding}");
        assert_eq!(range.replace, to_range([2, word, 2, word + 5]), "{encoding}");
    }
}

#[test]
fn a_blank_brings_values_and_never_questions() {
    let folder = configured(CALENDAR);
    let mut client = started(&modern(), "utf-16");
    let uri = folder.uri("a.hotfix.md");
    client.open(&uri, "markdown", "---\ntarget: \n---\n# T\n\n- \n\nA word \n");
    client.published_for(1);
    let list = complete(&mut client, &uri, [1, 8], Some(" ")).expect("releases");
    assert_eq!(labels(&list), ["26.12", "27.02"]);
    assert_eq!(list.items[0].detail.as_deref(), Some("freeze 2026-11-24, release 2026-12-09"));
    assert_eq!(list.items[0].text_edit_text.as_deref(), Some("\"26.12\""));
    assert_eq!(complete(&mut client, &uri, [5, 2], Some(" ")), None);
    assert_eq!(complete(&mut client, &uri, [7, 7], Some(" ")), None);
    assert!(complete(&mut client, &uri, [5, 2], None).is_some());
}

#[test]
fn half_typed_documents() {
    let mut client = started(&modern(), "utf-16");
    let mut version = 1;
    client.open(A, "markdown", "");
    client.published_for(1);
    let mut typed = |text: &str, at: [u32; 2]| {
        version += 1;
        client.change(A, version, &json!([{"text": text}]));
        client.published_for(version);
        complete(&mut client, A, at, None)
    };
    let keys = typed("---\nta\n---\n", [1, 2]).expect("keys");
    assert!(labels(&keys).contains(&"target"));
    let keys = typed("---\ntitle: T\nta", [2, 2]).expect("keys of front matter that is open");
    assert!(labels(&keys).contains(&"target"));
    let statuses = typed("---\nstatus: \n---\n", [1, 8]).expect("statuses");
    assert_eq!(labels(&statuses)[0], "draft");
    let questions = typed("- ", [0, 2]).expect("questions");
    assert_eq!(labels(&questions)[0], "Does it produce incorrect results?");
}

const POLICY: &str = "\
policy: 1
name: ours
criteria:
  - id: harm
    title: Is anybody harmed?
    met-when: wrong
    questions:
      - id: wrong
        prompt: Are amounts wrong?
        kind: yes-no
        for-hotfix: yes
hotfix-when: harm
";

#[test]
fn a_policy_is_checked_completed_and_explained() {
    let folder = Folder::new(&[("hotfix-lint.yaml", "policy: ours.yaml\n"), ("ours.yaml", POLICY)]);
    let mut client = started(&modern(), "utf-16");
    let (uri, proposal) = (folder.uri("ours.yaml"), folder.uri("a.hotfix.md"));
    client.open(&proposal, "markdown", "---\nstatus: proposed\n---\n# T\n");
    let found = client.published_for(1);
    assert!(rules(&found.diagnostics).contains(&"missing-question".to_owned()));
    client.open(&uri, "yaml", POLICY);
    assert_eq!(client.published_for(1).diagnostics, []);
    let hover = hover_text(&mut client, &uri, 11, 14);
    assert!(hover.contains("Is anybody harmed?"), "{hover}");
    let ids = complete(&mut client, &uri, [11, 13], None).expect("ids");
    assert_eq!(labels(&ids), ["harm", "wrong"]);
    // A mistake is told at its place while it is typed, and the proposal is judged by what is on disk.
    client.edit(&uri, 2, [11, 13, 11, 17], "ham");
    let told = client.published_for(2);
    assert_eq!(rules(&told.diagnostics), ["invalid-policy"]);
    assert_eq!(range_of(&told.diagnostics, "invalid-policy"), [11, 13, 11, 16]);
    // Saved with another question: the proposal is judged again.
    let changed = POLICY.replace("Are amounts wrong?", "Are sums wrong?");
    client.change(&uri, 3, &json!([{"text": changed}]));
    assert_eq!(client.published_for(3).diagnostics, []);
    folder.write("ours.yaml", &changed);
    let saved = json!({"textDocument": {"uri": uri}});
    client.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didSave", "params": saved}));
    // Both are published again, in either order; nothing is wrong with the policy.
    let (one, other) = (client.published(), client.published());
    let (judged, policy) = if one.uri.0 == proposal { (one, other) } else { (other, one) };
    assert_eq!((judged.uri.0.as_str(), policy.uri.0.as_str()), (proposal.as_str(), uri.as_str()));
    assert!(format!("{:?}", judged.diagnostics).contains("Are sums wrong?"), "{judged:?}");
    assert_eq!(policy.diagnostics, []);
    // A text that stops being a policy is nobody's.
    client.change(&uri, 4, &json!([{"text": "a: 1\n"}]));
    assert_eq!(client.published_for(4).diagnostics, []);
    assert_eq!(complete(&mut client, &uri, [0, 0], None), None);
}

#[test]
fn a_configuration_is_completed_and_explained() {
    let folder = configured("rules: {}\n");
    let mut client = started(&modern(), "utf-16");
    let uri = folder.uri("hotfix-lint.yaml");
    client.open(&uri, "yaml", "rules: { weak-evidence:  }\nti\n");
    let told = client.published_for(1);
    assert_eq!(rules(&told.diagnostics)[0], "invalid-config");
    client.notified::<lsp::ShowMessageNotification>();
    let levels = complete(&mut client, &uri, [0, 24], Some(" ")).expect("levels");
    assert_eq!(labels(&levels), ["off", "hint", "information", "warning", "error"]);
    let keys = complete(&mut client, &uri, [1, 2], None).expect("keys");
    assert!(labels(&keys).contains(&"timing") && !labels(&keys).contains(&"rules"));
    let timing = keys.items.iter().find(|item| item.label == "timing").unwrap().clone();
    let resolved = client.request::<lsp::CompletionResolveRequest>(timing);
    assert!(format!("{:?}", resolved.documentation).contains("close enough to wait for"));
    let hover = hover_text(&mut client, &uri, 0, 12);
    assert!(hover.contains("evidence, but of a kind that does not show this"), "{hover}");
}

#[test]
fn a_release_is_explained_where_it_is_defined() {
    let folder = configured(CALENDAR);
    let mut client = started(&modern(), "utf-16");
    let uri = folder.uri("hotfix-lint.yaml");
    client.open(&uri, "yaml", CALENDAR);
    client.published_for(1);
    let hover = hover_text(&mut client, &uri, 1, 12);
    assert!(hover.contains("Release **26.12**:"), "{hover}");
    assert!(hover.contains("freeze 2026-11-24 (in 2 days"), "{hover}");
    // What is no release is what it was.
    let hover = hover_text(&mut client, &uri, 2, 6);
    assert!(hover.contains("first day of the freeze"), "{hover}");
}
