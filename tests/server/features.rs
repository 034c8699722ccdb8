//! What editors show and do: hover, code actions, lenses, commands, configuration.

use super::client::{Client, Folder, document, initialized_in, to_range};
use gen_lsp_types as lsp;
use serde_json::{Value, json};

pub(crate) const DEFERRED_BY_POLICY: &str = "\
# Crash on start

- issue: see https://github.com/acme/app/issues/12

## Is this bug significant?

- Does it produce incorrect results? No, the program ends.
- Are there compile or runtime errors with valid input? No, not with valid input.
- Is there major incorrect functionality? No, the rest works.
";

/// What VS Code declares, of what matters here.
fn editor() -> Value {
    json!({
        "workspace": {
            "applyEdit": true,
            "workspaceEdit": {"documentChanges": true},
            "didChangeWatchedFiles": {"dynamicRegistration": true},
        },
        "textDocument": {
            "publishDiagnostics": {"versionSupport": true, "relatedInformation": true},
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}},
                "isPreferredSupport": true, "disabledSupport": true, "dataSupport": true,
                "resolveSupport": {"properties": ["edit"]},
            },
        },
    })
}

pub(crate) fn started(capabilities: Value) -> Client {
    initialized_in(&[], capabilities)
}

/// A folder with a configuration, and no folder of the workspace.
pub(crate) fn configured(config: &str) -> Folder {
    Folder::new(&[("hotfix-lint.yaml", config)])
}

pub(crate) const CALENDAR: &str = "\
releases:
  - name: \"26.12\"
    freeze: 2026-11-24
    release: 2026-12-09
  - name: \"27.02\"
    freeze: 2027-01-20
    release: 2027-02-03
";

pub(crate) fn hover_text(client: &mut Client, uri: &str, line: u32, character: u32) -> String {
    let position = lsp::Position { line, character };
    let params = json!({"textDocument": {"uri": uri}, "position": position});
    let params: lsp::HoverParams = serde_json::from_value(params).unwrap();
    let hover = client.request::<lsp::HoverRequest>(params).expect("a hover");
    let range = hover.range.expect("the words hovered over");
    assert!(range.start <= position && position <= range.end);
    match hover.contents {
        lsp::Contents::MarkupContent(content) => content.value,
        other => panic!("{other:?}"),
    }
}

fn actions(client: &mut Client, uri: &str, range: [u32; 4], only: &Value) -> Vec<lsp::CodeAction> {
    let mut params = json!({
        "textDocument": {"uri": uri}, "range": to_range(range), "context": {"diagnostics": []},
    });
    if !only.is_null() {
        params["context"]["only"] = only.clone();
    }
    let params: lsp::CodeActionParams = serde_json::from_value(params).unwrap();
    let found = client.request::<lsp::CodeActionRequest>(params).expect("a list");
    let literal = |action| match action {
        lsp::CodeActionResponse::CodeAction(action) => action,
        lsp::CodeActionResponse::Command(command) => panic!("{command:?}"),
    };
    found.into_iter().map(literal).collect()
}

/// Applies edits of one document that were made for `version` as an editor would.
fn apply(client: &mut Client, uri: &str, version: i32, edit: &lsp::WorkspaceEdit) {
    let changes = edit.document_changes.as_ref().expect("documentChanges");
    let [lsp::DocumentChange::TextDocumentEdit(change)] = &changes[..] else {
        panic!("{changes:?}")
    };
    assert_eq!(change.text_document.text_document_identifier.uri.0, uri);
    assert_eq!(change.text_document.version, Some(version));
    let mut edits: Vec<Value> = change
        .edits
        .iter()
        .map(|edit| {
            let edit = serde_json::to_value(edit).unwrap();
            json!({"range": edit["range"], "text": edit["newText"]})
        })
        .collect();
    // From the end, so that no change moves the places of another.
    edits.sort_by_key(|edit| {
        let start = &edit["range"]["start"];
        std::cmp::Reverse((start["line"].as_u64(), start["character"].as_u64()))
    });
    client.change(uri, version + 1, &json!(edits));
}

#[test]
fn hovers() {
    let folder = configured(CALENDAR);
    let mut client = started(editor());
    let uri = folder.uri("a.hotfix.md");
    client.open(&uri, "markdown", DEFERRED_BY_POLICY);
    client.published_for(1);
    let title = hover_text(&mut client, &uri, 0, 4);
    assert!(title.contains("Verdict: **defer"), "{title}");
    assert!(title.contains("| incorrect-results | no |"), "{title}");
    assert!(title.contains("26.12 freezes in 2 days"), "{title}");
    let criterion = hover_text(&mut client, &uri, 4, 6);
    assert!(criterion.contains("significant is not met"), "{criterion}");
    let question = hover_text(&mut client, &uri, 6, 8);
    assert!(question.contains("Does it produce incorrect results?"), "{question}");
    assert!(question.contains("Evidence:"), "{question}");
    let answer = hover_text(&mut client, &uri, 6, 40);
    assert!(answer.contains("Read as **no**"), "{answer}");
}

#[test]
fn defer_apply_and_reopen() {
    let folder = configured(CALENDAR);
    let mut client = started(editor());
    let uri = folder.uri("a.hotfix.md");
    client.open(&uri, "markdown", DEFERRED_BY_POLICY);
    let published = client.published_for(1);
    assert!(!published.diagnostics.is_empty());
    // Anywhere in the document, since the verdict is defer; preferred at the title.
    let anywhere = actions(&mut client, &uri, [8, 3, 8, 3], &json!(["quickfix"]));
    assert!(anywhere.iter().any(|action| action.title == "Defer to 27.02"));
    let at_title = actions(&mut client, &uri, [0, 3, 0, 3], &Value::Null);
    let defer = at_title.into_iter().find(|action| action.title == "Defer to 26.12").unwrap();
    assert_eq!(defer.is_preferred, Some(true));
    assert!(defer.edit.is_none() && defer.disabled.is_none());
    let resolved = client.request::<lsp::CodeActionResolveRequest>(defer.clone());
    apply(&mut client, &uri, 1, &resolved.edit.expect("the edit"));
    let published = client.published_for(2);
    let rules = super::client::rules(&published.diagnostics);
    assert!(!rules.contains(&"criterion-not-met".to_owned()), "{rules:?}");
    // The text has moved on: the old action no longer fits.
    assert_eq!(
        client.refused("codeAction/resolve", &serde_json::to_value(&defer).unwrap()),
        -32801
    );
    let now = actions(&mut client, &uri, [0, 0, 0, 0], &Value::Null);
    let reopen = now.into_iter().find(|action| action.title == "Reopen").unwrap();
    let resolved = client.request::<lsp::CodeActionResolveRequest>(reopen);
    apply(&mut client, &uri, 2, &resolved.edit.expect("the edit"));
    let reopened = client.published_for(3);
    assert_eq!(reopened.diagnostics, {
        client.edit(&uri, 4, [0, 0, 99, 0], DEFERRED_BY_POLICY);
        client.published_for(4).diagnostics
    });
}

#[test]
fn kinds_of_actions() {
    let folder = configured(CALENDAR);
    let mut client = started(editor());
    let uri = folder.uri("a.hotfix.md");
    client.open(&uri, "markdown", DEFERRED_BY_POLICY);
    client.published_for(1);
    let kinds = |client: &mut Client, only: &Value| -> Vec<Value> {
        actions(client, &uri, [0, 0, 9, 0], only).iter().map(|action| json!(action.kind)).collect()
    };
    for only in ["refactor", "refactor.rewrite"] {
        assert_eq!(kinds(&mut client, &json!([only])), ["refactor.rewrite", "refactor.rewrite"]);
    }
    for only in ["refactor.extract", "quickfix.x", "sourc"] {
        assert!(kinds(&mut client, &json!([only])).is_empty());
    }
    assert!(kinds(&mut client, &json!(["quickfix"])).iter().all(|kind| kind == "quickfix"));
    let source = kinds(&mut client, &json!(["source.fixAll"]));
    assert!(source.iter().all(|kind| kind == "source.fixAll.hotfix-lint"));
}

#[test]
fn questions_in_another_layout() {
    let folder = configured(CALENDAR);
    let mut client = started(editor());
    let uri = folder.uri("a.hotfix.md");
    let text = DEFERRED_BY_POLICY.replace("the rest works.\n", "the rest works.\n  Mostly.\n");
    client.open(&uri, "markdown", &text);
    client.published_for(1);
    let found = actions(&mut client, &uri, [6, 3, 6, 3], &json!(["refactor"]));
    let [headings, tables] = &found[..] else { panic!("{found:?}") };
    assert_eq!(headings.title, "Lay out the questions as headings");
    let resolved = client.request::<lsp::CodeActionResolveRequest>(headings.clone());
    apply(&mut client, &uri, 1, &resolved.edit.expect("the edit"));
    client.published_for(2);
    assert!(hover_text(&mut client, &uri, 6, 8).contains("Does it produce incorrect results?"));
    let reason = &tables.disabled.as_ref().expect("a reason").reason;
    assert!(reason.contains("line 9"), "{reason}");
    // A client that cannot show reasons is not shown what cannot be done.
    let mut capabilities = editor();
    capabilities["textDocument"]["codeAction"]["disabledSupport"] = json!(false);
    capabilities["textDocument"]["codeAction"]["resolveSupport"] = Value::Null;
    let mut client = started(capabilities);
    client.open(&uri, "markdown", &text);
    client.published_for(1);
    let found = actions(&mut client, &uri, [6, 3, 6, 3], &json!(["refactor"]));
    let titles: Vec<_> = found.iter().map(|action| action.title.as_str()).collect();
    assert_eq!(titles, ["Lay out the questions as headings"]);
    assert!(found[0].edit.is_some());
}

#[test]
fn fixes_with_and_without_resolve() {
    let uri = "file:///p/hotfixes/a.md";
    let text =
        "# T\n\n- Does it produce incorrect results?\n- Is there major incorrect functionality?\n";
    let mut without = editor();
    without["textDocument"]["codeAction"]["resolveSupport"] = Value::Null;
    let mut texts: Vec<Vec<lsp::WorkspaceEdit>> = Vec::new();
    for capabilities in [editor(), without] {
        let mut client = started(capabilities);
        client.open(uri, "markdown", text);
        client.published_for(1);
        let found = actions(&mut client, uri, [0, 0, 4, 0], &json!(["quickfix"]));
        assert!(found.iter().any(|action| action.diagnostics.is_some()));
        let mut edit = |action: lsp::CodeAction| match action.edit {
            Some(edit) => edit,
            None => client.request::<lsp::CodeActionResolveRequest>(action).edit.unwrap(),
        };
        texts.push(found.into_iter().map(&mut edit).collect());
    }
    // Two questions have a fix of one title; each gets its own.
    assert!(texts[0].len() > 4);
    assert_eq!(texts[0], texts[1]);
}

#[test]
fn lenses_and_commands() {
    let folder = configured(CALENDAR);
    let mut client = started(editor());
    let uri = folder.uri("a.hotfix.md");
    client.open(&uri, "markdown", DEFERRED_BY_POLICY);
    client.published_for(1);
    let params = json!({"textDocument": document(&uri)});
    let params: lsp::CodeLensParams = serde_json::from_value(params).unwrap();
    let lenses = client.request::<lsp::CodeLensRequest>(params).expect("lenses");
    let titles: Vec<String> =
        lenses.iter().map(|lens| lens.command.as_ref().unwrap().title.clone()).collect();
    // What matters most comes first.
    let expected = [
        "defer · 26.12 freezes in 2 days",
        "Defer to 26.12",
        "8 questions are open, none decides",
        "significant is not met",
    ];
    assert_eq!(titles, expected);
    // A criterion is told of by itself, and where it stands.
    let command = lenses[3].command.clone().unwrap();
    let told = &command.arguments.as_ref().unwrap()[0];
    assert_eq!(told["criterion"], "significant");
    assert_eq!(told["position"], json!(lenses[3].range.start));
    let execute = json!({"command": command.command, "arguments": command.arguments});
    let id = client.ask("workspace/executeCommand", &execute);
    let told = client.notified::<lsp::ShowMessageNotification>();
    assert!(told.message.starts_with("significant is not met, because "), "{}", told.message);
    assert!(told.message.contains(". Met when "), "{}", told.message);
    client.answer(id);
    let command = lenses[1].command.clone().unwrap();
    let execute = json!({"command": command.command, "arguments": command.arguments});
    let id = client.ask("workspace/executeCommand", &execute);
    let applied = client.asked::<lsp::ApplyWorkspaceEditRequest>(&json!({"applied": true}));
    assert_eq!(client.answer(id)["result"], Value::Null);
    assert_eq!(applied.label.as_deref(), Some("Defer to 26.12"));
    apply(&mut client, &uri, 1, &applied.edit);
    client.published_for(2);
    // Told, where there is nothing to change.
    let verdict = json!({"command": "hotfix-lint.verdict", "arguments": [{"uri": uri}]});
    let id = client.ask("workspace/executeCommand", &verdict);
    let told = client.notified::<lsp::ShowMessageNotification>();
    assert!(told.message.starts_with("deferred, verdict defer: "), "{}", told.message);
    assert_eq!(client.answer(id)["result"], Value::Null);
    let reopen = json!({"command": "hotfix-lint.reopen", "arguments": [{"uri": uri}]});
    let id = client.ask("workspace/executeCommand", &reopen);
    let refusal = json!({"applied": false, "failureReason": "busy"});
    client.asked::<lsp::ApplyWorkspaceEditRequest>(&refusal);
    client.answer(id);
    let told = client.notified::<lsp::ShowMessageNotification>();
    assert!(told.message.contains("busy"), "{}", told.message);
}

#[test]
fn commands_that_cannot_be_executed() {
    let mut client = started(editor());
    let run = |client: &mut Client, command: &str, arguments: Value| {
        let params = json!({"command": command, "arguments": arguments});
        client.refused("workspace/executeCommand", &params)
    };
    assert_eq!(run(&mut client, "other", json!([])), -32602);
    assert_eq!(run(&mut client, "hotfix-lint.defer", json!([])), -32602);
    let closed = json!([{"uri": "file:///p/hotfixes/closed.md"}]);
    assert_eq!(run(&mut client, "hotfix-lint.defer", closed), -32803);
    client.open("file:///p/hotfixes/b.md", "markdown", DEFERRED_BY_POLICY);
    client.published();
    let other = json!([{"uri": "file:///p/hotfixes/b.md", "criterion": "other"}]);
    assert_eq!(run(&mut client, "hotfix-lint.verdict", other), -32602);
    let mut client = started(json!({}));
    client.open("file:///p/hotfixes/a.md", "markdown", DEFERRED_BY_POLICY);
    client.published();
    let open = json!([{"uri": "file:///p/hotfixes/a.md"}]);
    assert_eq!(run(&mut client, "hotfix-lint.defer", open), -32803);
}

#[test]
fn clients_without_literals_get_commands() {
    let mut client = started(json!({"workspace": {"applyEdit": true}}));
    let uri = "file:///p/hotfixes/a.md";
    client.open(uri, "markdown", DEFERRED_BY_POLICY);
    client.published();
    let params = json!({
        "textDocument": {"uri": uri}, "range": to_range([0, 0, 0, 0]),
        "context": {"diagnostics": []},
    });
    let id = client.ask("textDocument/codeAction", &params);
    let found = client.answer(id)["result"].clone();
    assert_eq!(found[0]["title"], "Defer to the next release");
    assert_eq!(found[0]["command"], "hotfix-lint.defer");
}

#[test]
fn plain_text_where_markdown_is_not_known() {
    let mut client = started(json!({}));
    let uri = "file:///p/hotfixes/a.md";
    client.open(uri, "markdown", DEFERRED_BY_POLICY);
    client.published();
    let text = hover_text(&mut client, uri, 0, 4);
    assert!(text.contains("Verdict: defer") && !text.contains("**"), "{text}");
}

#[test]
fn views_of_a_document() {
    let folder = configured(&format!(
        "tracker: {{url: \"https://forge.example/acme/app/issues/{{issue}}\"}}\n{CALENDAR}"
    ));
    let mut capabilities = editor();
    capabilities["textDocument"]["documentSymbol"] =
        json!({"hierarchicalDocumentSymbolSupport": true});
    let mut client = started(capabilities);
    let uri = folder.uri("a.hotfix.md");
    let front = "---\nissue: \"#12\"\ntarget: 26.12\nstatus: \n---\n";
    client.open(&uri, "markdown", &format!("{front}{DEFERRED_BY_POLICY}"));
    client.published_for(1);
    let mut view = |method: &str, more: Value| {
        let mut params = json!({"textDocument": {"uri": uri}});
        params.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        let id = client.ask(method, &params);
        client.answer(id)["result"].clone()
    };
    let outline = view("textDocument/documentSymbol", json!({}));
    assert_eq!(outline[0]["name"], "Crash on start");
    assert_eq!(outline[0]["children"][0]["detail"], "not met");
    assert_eq!(outline[0]["children"][0]["children"].as_array().map(Vec::len), Some(3));
    let folds = view("textDocument/foldingRange", json!({}));
    assert_eq!((&folds[0]["startLine"], &folds[0]["endLine"]), (&json!(0), &json!(4)));
    let links = view("textDocument/documentLink", json!({}));
    assert_eq!(links[0]["target"], "https://forge.example/acme/app/issues/12");
    let range = json!({"range": to_range([0, 0, 99, 0])});
    let hints = view("textDocument/inlayHint", range);
    assert_eq!(hints[0]["label"], "freezes in 2 days");
    assert_eq!(hints[1]["label"], "not met");
    let position = json!({"line": 11, "character": 38});
    let around = view("textDocument/selectionRange", json!({"positions": [position]}));
    assert_eq!(around[0]["range"], json!(to_range([11, 37, 11, 39])));
    assert_eq!(around[0]["parent"]["range"]["start"], json!({"line": 11, "character": 37}));
    let statuses =
        view("textDocument/completion", json!({"position": {"line": 3, "character": 8}}));
    assert_eq!(statuses["items"][0]["label"], "draft");
    assert_eq!(statuses["items"][0]["textEdit"]["range"], json!(to_range([3, 8, 3, 8])));
}

#[test]
fn a_configuration_in_an_editor_counts_as_it_is_there() {
    let folder = configured("rules: {}\n");
    let mut client = started(editor());
    let (uri, config) = (folder.uri("a.hotfix.md"), folder.uri("hotfix-lint.yaml"));
    client.open(&uri, "markdown", "# Title\n");
    let rules = super::client::rules(&client.published_for(1).diagnostics);
    assert!(rules.contains(&"missing-issue".to_owned()), "{rules:?}");
    client.open(&config, "yaml", "rules: {missing-issue: off}\n");
    let for_uri = |client: &mut Client, uri: &str| loop {
        let published = client.published();
        if published.uri.0 == uri {
            return super::client::rules(&published.diagnostics);
        }
    };
    assert!(!for_uri(&mut client, &uri).contains(&"missing-issue".to_owned()));
    // Broken while it is typed: told in its own text, and the last good one stays in force.
    client.edit(&config, 2, [0, 0, 1, 0], "rules: {missing-issue: never}\n");
    while for_uri(&mut client, &config) != ["invalid-config"] {}
    // Saved like that: told once.
    let saved = json!({"textDocument": {"uri": config}});
    client.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didSave", "params": saved}));
    let told = client.notified::<lsp::ShowMessageNotification>();
    assert!(told.message.contains("hotfix-lint.yaml:1"), "{}", told.message);
    client.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didSave", "params": saved}));
    // Closed without saving: the disk counts again.
    client.close(&config);
    assert!(for_uri(&mut client, &config).is_empty());
    assert!(for_uri(&mut client, &uri).contains(&"missing-issue".to_owned()));
}

#[test]
fn a_configuration_on_disk_is_watched() {
    let folder = configured("rules: {}\n");
    let mut client = started(editor());
    let uri = folder.uri("a.hotfix.md");
    client.open(&uri, "markdown", "# Title\n");
    client.published_for(1);
    folder.write("hotfix-lint.yaml", "rules: {missing-issue: off}\n");
    let changes = json!([{"uri": folder.uri("hotfix-lint.yaml"), "type": 2}]);
    client.notify::<lsp::DidChangeWatchedFilesNotification>(
        serde_json::from_value(json!({"changes": changes})).unwrap(),
    );
    let rules = super::client::rules(&client.published().diagnostics);
    assert!(!rules.contains(&"missing-issue".to_owned()), "{rules:?}");
}

#[test]
fn a_policy_that_is_saved_counts_at_once() {
    let folder = configured("releases: {file: calendar.yaml}\n");
    let calendar = |day: &str| {
        format!("releases:\n  - {{name: \"26.12\", freeze: {day}, release: 2026-12-09}}\n")
    };
    folder.write("calendar.yaml", &calendar("2026-11-24"));
    let mut client = started(editor());
    let (uri, other) = (folder.uri("a.hotfix.md"), folder.uri("calendar.yaml"));
    client.open(&uri, "markdown", "---\ntarget: 26.12\n---\n# Title\n");
    client.published_for(1);
    assert!(
        hover_text(&mut client, &uri, 1, 2).contains("2026-11-24 (in 2 days, 1 working day left)")
    );
    client.open(&other, "yaml", &calendar("2026-11-24"));
    folder.write("calendar.yaml", &calendar("2026-11-30"));
    let saved = json!({"textDocument": {"uri": other}});
    client.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didSave", "params": saved}));
    client.published_for(1);
    assert!(
        hover_text(&mut client, &uri, 1, 2).contains("2026-11-30 (in 8 days, 5 working days left)")
    );
}

#[test]
fn clients_that_pull_are_told_to_ask_again() {
    let folder = configured("rules: {}\n");
    let mut client = started(json!({
        "workspace": {"diagnostics": {"refreshSupport": true}, "codeLens": {"refreshSupport": true}},
        "textDocument": {"diagnostic": {}},
    }));
    client.open(&folder.uri("a.hotfix.md"), "markdown", "# Title\n");
    folder.write("hotfix-lint.yaml", "timing: {within-days: 14}\n");
    let changes = json!({"changes": [{"uri": folder.uri("hotfix-lint.yaml"), "type": 2}]});
    client
        .notify::<lsp::DidChangeWatchedFilesNotification>(serde_json::from_value(changes).unwrap());
    client.asked::<lsp::DiagnosticRefreshRequest>(&Value::Null);
    client.asked::<lsp::CodeLensRefreshRequest>(&Value::Null);
}
