//! What people set in their editors, and what the server tells of itself.

use super::client::{Client, Folder, TODAY, initialized_in, start};
use gen_lsp_types as lsp;
use serde_json::{Value, json};

const TARGETED: &str = "---\nstatus: proposed\nissue: 12\ntarget: 26.12\n---\n# Crash\n";
const CALENDAR: &str =
    "releases:\n  - {name: \"26.12\", freeze: 2026-11-24, release: 2026-12-09}\n";

fn folder() -> Folder {
    Folder::new(&[("a.hotfix.md", TARGETED), ("hotfix-lint.yaml", CALENDAR)])
}

fn has(rules: &[String], rule: &str) -> bool {
    rules.iter().any(|other| other == rule)
}

/// Answers the request for settings, which must ask for ours alone.
fn give(client: &mut Client, section: Value) {
    let asked = client.asked::<lsp::ConfigurationRequest>(&json!([section]));
    assert_eq!(asked.items.len(), 1);
    assert_eq!(asked.items[0].section.as_deref(), Some("hotfix-lint"));
}

fn configuration_changed(client: &mut Client, settings: Value) {
    let params = json!({"settings": settings});
    client
        .notify::<lsp::DidChangeConfigurationNotification>(serde_json::from_value(params).unwrap());
}

#[test]
fn settings_are_asked_for_and_count_at_once() {
    let folder = folder();
    let capabilities = json!({"workspace": {
        "configuration": true, "didChangeConfiguration": {"dynamicRegistration": true},
    }});
    let mut client = initialized_in(&[&folder], capabilities);
    let registered = client.asked::<lsp::RegistrationRequest>(&Value::Null);
    assert_eq!(registered.registrations[0].method, "workspace/didChangeConfiguration");
    give(&mut client, Value::Null);
    assert!(has(&client.told().1, "release-imminent"));
    let open = folder.uri("b.hotfix.md");
    client.open(&open, "markdown", TARGETED);
    assert!(has(&client.told().1, "release-imminent"));
    // Another day, for the open and the others.
    configuration_changed(&mut client, Value::Null);
    give(&mut client, json!({"today": "2026-10-01"}));
    let told = [client.told(), client.told()];
    assert!(told.iter().all(|(_, rules)| !has(rules, "release-imminent")), "{told:?}");
    // Nothing of files that are not open.
    configuration_changed(&mut client, Value::Null);
    give(&mut client, json!({"today": "2026-10-01", "workspaceDiagnostics": false}));
    assert_eq!(client.told(), (folder.uri("a.hotfix.md"), Vec::new()));
    // What is not set any more is as it was in the beginning.
    configuration_changed(&mut client, Value::Null);
    give(&mut client, json!({}));
    let told = [client.told(), client.told()];
    assert!(told.iter().any(|(uri, rules)| *uri == open && has(rules, "release-imminent")));
    let closed = folder.uri("a.hotfix.md");
    let last = if told.iter().all(|(uri, _)| *uri != closed) { Some(client.told()) } else { None };
    let mut all = told.iter().chain(&last);
    assert!(all.any(|(uri, _)| *uri == closed), "{told:?}");
}

#[test]
fn nothing_stays_of_a_closed_file_that_nothing_is_told_of() {
    let folder = folder();
    let mut client = start();
    client.initialize_in(
        &[&folder],
        json!({}),
        json!({"today": TODAY, "workspaceDiagnostics": false}),
    );
    client.notify::<lsp::InitializedNotification>(lsp::InitializedParams {});
    let uri = folder.uri("a.hotfix.md");
    client.open(&uri, "markdown", TARGETED);
    assert!(has(&client.told().1, "release-imminent"));
    client.close(&uri);
    assert_eq!(client.told(), (uri, Vec::new()));
}

#[test]
fn what_clients_have_of_files_that_nothing_is_told_of_any_more_is_taken_back() {
    let folder = folder();
    let capabilities = json!({"textDocument": {"diagnostic": {}}});
    let mut client = initialized_in(&[&folder], capabilities);
    let pulled = |client: &mut Client, known: Value| {
        client.result("workspace/diagnostic", &json!({"previousResultIds": known}))["items"].clone()
    };
    let items = pulled(&mut client, json!([]));
    assert_eq!(items[0]["kind"], "full");
    configuration_changed(&mut client, json!({"hotfix-lint": {"workspaceDiagnostics": false}}));
    let uri = folder.uri("a.hotfix.md");
    let known = json!([{"uri": uri, "value": items[0]["resultId"]}]);
    let items = pulled(&mut client, known);
    assert_eq!((&items[0]["kind"], &items[0]["items"]), (&json!("full"), &json!([])), "{items}");
}

#[test]
fn settings_are_pushed_by_clients_that_cannot_be_asked() {
    let folder = folder();
    let mut client = initialized_in(&[&folder], json!({}));
    assert!(has(&client.told().1, "release-imminent"));
    configuration_changed(&mut client, json!({"other": {"today": "2026-10-01"}}));
    configuration_changed(&mut client, json!({"hotfix-lint": {"today": "2026-10-01"}}));
    assert!(!has(&client.told().1, "release-imminent"));
    configuration_changed(&mut client, json!({"hotfix-lint": {"today": "soon", "logLevel": 3}}));
    let mut problems = [(); 2].map(|()| client.notified::<lsp::LogMessageNotification>().message);
    problems.sort();
    assert!(problems[0].contains("logLevel") && problems[1].contains("soon"), "{problems:?}");
    // In a message as well, once, however often the settings come.
    let mut shown = [(); 2].map(|()| client.notified::<lsp::ShowMessageNotification>().message);
    shown.sort();
    assert_eq!(shown, problems);
    assert!(has(&client.told().1, "release-imminent"));
    configuration_changed(&mut client, json!({"hotfix-lint": {"today": "soon", "logLevel": 3}}));
    client.notified::<lsp::LogMessageNotification>();
    client.notified::<lsp::LogMessageNotification>();
}

#[test]
fn the_log_holds_what_was_asked_for() {
    let mut client = start();
    client.initialize_in(&[], json!({}), json!({"today": TODAY, "logLevel": "error"}));
    client.edit("file:///a.md", 2, [0, 0, 0, 0], "x");
    // Not told: the change of a document that is not open is a warning. An error is.
    client.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": 7}));
    let log = client.notified::<lsp::LogMessageNotification>();
    assert_eq!(log.kind, lsp::MessageType::Error);
}

#[test]
fn what_is_done_can_be_followed() {
    let folder = folder();
    let mut client = initialized_in(&[&folder], json!({}));
    client.told();
    let set = |client: &mut Client, value: &str| {
        let params = json!({"value": value});
        client.send(&json!({"jsonrpc": "2.0", "method": "$/setTrace", "params": params}));
    };
    let uri = folder.uri("b.hotfix.md");
    set(&mut client, "messages");
    client.open(&uri, "markdown", TARGETED);
    // The end of the search for files may be told as well, whenever that is.
    let analysed = |client: &mut Client| loop {
        let traced = client.notified::<lsp::LogTraceNotification>();
        if traced.message == format!("analysed {uri}") {
            return traced.verbose;
        }
    };
    assert_eq!(analysed(&mut client), None);
    client.told();
    set(&mut client, "verbose");
    client.edit(&uri, 2, [5, 2, 5, 2], "x");
    let details = analysed(&mut client).unwrap();
    assert!(details.starts_with("version 2: undecided, "), "{details}");
    client.told();
    set(&mut client, "off");
    client.edit(&uri, 3, [5, 2, 5, 2], "x");
    client.told();
}

#[test]
fn the_server_tells_of_itself() {
    let folder = folder();
    let mut client = initialized_in(&[&folder], json!({}));
    client.told();
    client.open(&folder.uri("b.hotfix.md"), "markdown", TARGETED);
    client.told();
    let command = json!({"command": "hotfix-lint.debugInformation"});
    let text = client.result("workspace/executeCommand", &command);
    let text = text.as_str().unwrap();
    for part in [
        env!("CARGO_PKG_VERSION"),
        "today: 2026-11-22 (set)",
        "hotfix-lint.yaml: in force, policy rapids",
        "2 proposals, 1 of the files not open",
        "b.hotfix.md: version 1: undecided, ",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert_eq!(client.notified::<lsp::ShowMessageNotification>().message, text);
}

/// As on the command line, which refuses: what a team has agreed on is not what the program does without a word.
#[test]
fn nothing_is_judged_by_the_defaults_where_a_configuration_is_no_good_from_the_start() {
    let folder = Folder::new(&[
        ("hotfix-lint.yaml", "polcy: team.yaml\n"),
        ("a.hotfix.md", TARGETED),
        ("other/hotfix-lint.yaml", "rules: {missing-issue: off}\n"),
        ("other/c.hotfix.md", TARGETED),
    ]);
    let (config, open) = (folder.uri("hotfix-lint.yaml"), folder.uri("b.hotfix.md"));
    let capabilities = json!({"workspace": {
        "applyEdit": true,
        "didChangeWatchedFiles": {"dynamicRegistration": true},
        "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]},
    }});
    let mut client = initialized_in(&[&folder], capabilities);
    let why = client.notified::<lsp::ShowMessageNotification>().message;
    let so = ":1: unknown key `polcy`: did you mean `policy`?; what this configuration holds for is not checked";
    assert!(why.ends_with(so), "{why}");
    // What it does not hold for is judged.
    let mut told = [client.told(), client.told()];
    told.sort();
    assert_eq!(told[0], (config.clone(), vec!["invalid-config".to_owned()]));
    assert_eq!(told[1].0, folder.uri("other/c.hotfix.md"));

    client.open(&open, "markdown", TARGETED);
    let at = json!({"textDocument": {"uri": open}});
    assert_eq!(client.result("hotfix-lint/status", &at), Value::Null);
    let start = json!({"line": 0, "character": 0});
    let params = json!({
        "textDocument": {"uri": open}, "range": {"start": start, "end": start},
        "context": {"diagnostics": []},
    });
    let actions = client.result("textDocument/codeAction", &params);
    assert!(actions.as_array().is_none_or(Vec::is_empty), "{actions}");
    for (name, argument) in [
        ("defer", json!({"uri": open})),
        ("verdict", json!({"uri": open})),
        ("new", json!({"title": "Crash"})),
    ] {
        let params = json!({"command": format!("hotfix-lint.{name}"), "arguments": [argument]});
        let id = client.ask("workspace/executeCommand", &params);
        assert_eq!(client.answer(id)["error"]["message"], why, "{name}");
    }
    let report = json!({"command": "hotfix-lint.report", "arguments": []});
    let text = client.result("workspace/executeCommand", &report)["text"].to_string();
    assert!(text.contains("1 proposal") && text.contains("c.hotfix.md"), "{text}");
    assert_eq!(client.notified::<lsp::ShowMessageNotification>().message, why);

    // Mended, it holds, and goes on to when it breaks again.
    folder.write("hotfix-lint.yaml", CALENDAR);
    super::workspace::changed(
        &mut client,
        &folder,
        &[("hotfix-lint.yaml", super::workspace::CHANGED)],
    );
    let mut told = [client.told(), client.told(), client.told()];
    told.sort();
    assert!(told[0].0.ends_with("a.hotfix.md") && has(&told[0].1, "release-imminent"));
    assert!(told[1].0 == open && has(&told[1].1, "release-imminent"), "{told:?}");
    assert_eq!(told[2], (config.clone(), Vec::new()));
    folder.write("hotfix-lint.yaml", "releases: 7\n");
    super::workspace::changed(
        &mut client,
        &folder,
        &[("hotfix-lint.yaml", super::workspace::CHANGED)],
    );
    let why = client.notified::<lsp::ShowMessageNotification>().message;
    assert!(!why.contains("is not checked"), "{why}");
    let mut told = [client.told(), client.told()];
    told.sort();
    assert!(told[0].0 == open && has(&told[0].1, "release-imminent"), "{told:?}");
    assert_eq!(told[1], (config, vec!["invalid-config".to_owned()]));
    let status = client.result("hotfix-lint/status", &at);
    assert_eq!(status["targets"], json!(["26.12"]));
}
