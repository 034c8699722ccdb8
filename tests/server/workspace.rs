//! Proposals that are not open: found, judged, told of and kept current.

use super::client::{Client, Folder, TODAY, initialized_in, start};
use gen_lsp_types as lsp;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const NO_ISSUE: &str = "---\nstatus: proposed\n---\n# Crash on start\n";
const WITH_ISSUE: &str = "---\nstatus: proposed\nissue: 12\n---\n# Crash on start\n";

/// A client that is told of diagnostics, and watches files.
pub(crate) fn push() -> Value {
    json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}})
}

/// A client that asks for diagnostics, and watches files.
fn pull() -> Value {
    json!({
        "workspace": {
            "didChangeWatchedFiles": {"dynamicRegistration": true},
            "diagnostics": {"refreshSupport": true},
        },
        "textDocument": {"diagnostic": {}},
    })
}

pub(crate) fn changed(client: &mut Client, folder: &Folder, files: &[(&str, u8)]) {
    let change = |(name, kind): &(&str, u8)| json!({"uri": folder.uri(name), "type": kind});
    let changes = json!({"changes": files.iter().map(change).collect::<Vec<_>>()});
    client
        .notify::<lsp::DidChangeWatchedFilesNotification>(serde_json::from_value(changes).unwrap());
}

const CREATED: u8 = 1;
pub(crate) const CHANGED: u8 = 2;
const DELETED: u8 = 3;

fn misses_issue(rules: &[String]) -> bool {
    rules.iter().any(|rule| rule == "missing-issue")
}

/// Asks for the workspace's diagnostics and waits for the answer: the rules of each file, or `None` where nothing has
/// changed, and the ids.
#[expect(clippy::type_complexity, reason = "two plain maps")]
fn pulled(
    client: &mut Client,
    known: &BTreeMap<String, String>,
) -> (BTreeMap<String, Option<Vec<String>>>, BTreeMap<String, String>) {
    let previous: Vec<Value> =
        known.iter().map(|(uri, id)| json!({"uri": uri, "value": id})).collect();
    let params = json!({"previousResultIds": previous});
    let report =
        client.request::<lsp::WorkspaceDiagnosticRequest>(serde_json::from_value(params).unwrap());
    let (mut files, mut ids) = (BTreeMap::new(), BTreeMap::new());
    for item in report.items {
        let item = serde_json::to_value(item).unwrap();
        let uri = item["uri"].as_str().unwrap().to_owned();
        let found = item["items"].as_array().map(|items| {
            items.iter().map(|item| item["code"].as_str().unwrap().to_owned()).collect()
        });
        assert_eq!(found.is_none(), item["kind"] == "unchanged", "{item}");
        if let Some(id) = item["resultId"].as_str() {
            ids.insert(uri.clone(), id.to_owned());
        }
        files.insert(uri, found);
    }
    (files, ids)
}

#[test]
fn what_is_not_saved_yet_goes_by_the_first_folder() {
    let folders = [
        super::features::configured(super::features::CALENDAR),
        super::features::configured("rules: {missing-issue: off}\n"),
    ];
    let untitled = "untitled:Untitled-1";
    let text = format!("---\nkind: hotfix-proposal\nstatus: proposed\n---\n{NO_ISSUE}");
    for (order, near) in [([0, 1], true), ([1, 0], false)] {
        let folders = order.map(|index| &folders[index]);
        let mut client = initialized_in(&folders, json!({}));
        client.open(untitled, "markdown", &text);
        let mut published = client.published();
        while published.uri.0 != untitled {
            published = client.published();
        }
        let found = super::client::rules(&published.diagnostics);
        assert_eq!(found.contains(&"release-imminent".to_owned()), near, "{found:?}");
        assert_eq!(misses_issue(&found), near, "{found:?}");
    }
}

#[test]
fn proposals_that_are_not_open_are_told_of() {
    let folder = Folder::new(&[
        ("a.hotfix.md", NO_ISSUE),
        ("notes.md", NO_ISSUE),
        ("drafts/b.hotfix.md", NO_ISSUE),
        ("ignored/c.hotfix.md", NO_ISSUE),
        ("says so.md", "---\nkind: hotfix-proposal\nstatus: proposed\n---\n# Crash\n"),
        ("hotfix-lint.yaml", "exclude: [drafts]\n"),
        (".gitignore", "ignored\n"),
        (".git/HEAD", ""),
    ]);
    let mut client = initialized_in(&[&folder], push());
    let mut files = [client.told(), client.told()];
    files.sort();
    assert_eq!(files[0].0, folder.uri("a.hotfix.md"));
    assert_eq!(files[1].0, folder.uri("says%20so.md"));
    assert!(files.iter().all(|(_, rules)| misses_issue(rules)), "{files:?}");
}

/// As the command line takes it, whichever folder of a repository is opened.
#[test]
fn what_is_a_proposal_does_not_depend_on_the_folder_that_is_opened() {
    for (git, opened, found) in [
        (".git/HEAD", "", &["docs/hotfixes/2026/b.md"][..]),
        (".git/HEAD", "docs", &["docs/hotfixes/2026/b.md"]),
        (".git/HEAD", "docs/hotfixes", &["docs/hotfixes/2026/b.md"]),
        (".git/HEAD", "docs/hotfixes/2026", &["docs/hotfixes/2026/b.md"]),
        ("docs/hotfixes/2026/c.txt", "docs/hotfixes/2026", &["docs/hotfixes/2026/b.md"]),
        // What a repository is called says nothing.
        ("docs/hotfixes/.git/HEAD", "docs/hotfixes", &[]),
        ("docs/hotfixes/.git/HEAD", "docs/hotfixes/2026", &[]),
    ] {
        let folder = Folder::new(&[
            ("docs/hotfixes/2026/b.md", NO_ISSUE),
            ("docs/hotfixes/2026/a.hotfix.md", NO_ISSUE),
            ("docs/notes.md", NO_ISSUE),
            (git, ""),
        ]);
        let mut client = start();
        let folders = json!([{"uri": folder.uri(opened), "name": "a folder"}]);
        let params = json!({
            "processId": null, "rootUri": null, "workspaceFolders": folders,
            "capabilities": pull(), "initializationOptions": {"today": TODAY},
        });
        client.request::<lsp::InitializeRequest>(serde_json::from_value(params).unwrap());
        client.notify::<lsp::InitializedNotification>(lsp::InitializedParams {});
        client.asked::<lsp::RegistrationRequest>(&Value::Null);
        let (files, _) = pulled(&mut client, &BTreeMap::new());
        let mut wanted: Vec<String> = found.iter().map(|name| folder.uri(name)).collect();
        wanted.push(folder.uri("docs/hotfixes/2026/a.hotfix.md"));
        wanted.sort();
        assert_eq!(files.keys().collect::<Vec<_>>(), wanted.iter().collect::<Vec<_>>(), "{opened}");
    }
}

#[test]
fn the_disk_is_followed() {
    let folder = Folder::new(&[("a.hotfix.md", NO_ISSUE)]);
    let mut client = initialized_in(&[&folder], push());
    assert!(misses_issue(&client.told().1));
    folder.write("a.hotfix.md", WITH_ISSUE);
    folder.write("hotfixes/b.md", NO_ISSUE);
    changed(&mut client, &folder, &[("a.hotfix.md", CHANGED), ("hotfixes/b.md", CREATED)]);
    let mut files = [client.told(), client.told()];
    files.sort();
    assert_eq!(files[0].0, folder.uri("a.hotfix.md"));
    assert!(!misses_issue(&files[0].1));
    assert_eq!(files[1].0, folder.uri("hotfixes/b.md"));
    assert!(misses_issue(&files[1].1));
    // A folder that is deleted is told as one change.
    std::fs::remove_dir_all(folder.path("hotfixes")).unwrap();
    changed(&mut client, &folder, &[("hotfixes", DELETED)]);
    assert_eq!(client.told(), (folder.uri("hotfixes/b.md"), Vec::new()));
    // Nothing is told of what has not changed, or is none of ours.
    folder.write("notes.md", NO_ISSUE);
    changed(&mut client, &folder, &[("a.hotfix.md", CHANGED), ("notes.md", CREATED)]);
    folder.remove("a.hotfix.md");
    changed(&mut client, &folder, &[("a.hotfix.md", DELETED)]);
    assert_eq!(client.told(), (folder.uri("a.hotfix.md"), Vec::new()));
}

#[test]
fn what_is_open_counts_before_the_disk() {
    let folder = Folder::new(&[("a.hotfix.md", NO_ISSUE)]);
    let mut client = initialized_in(&[&folder], push());
    let uri = folder.uri("a.hotfix.md");
    assert!(misses_issue(&client.told().1));
    client.open(&uri, "markdown", WITH_ISSUE);
    assert!(!misses_issue(&client.told().1));
    changed(&mut client, &folder, &[("a.hotfix.md", CHANGED)]);
    client.edit(&uri, 2, [3, 0, 3, 0], "x");
    assert!(!misses_issue(&client.told().1));
    // Closed without saving: what is on disk again, and not nothing in between.
    client.close(&uri);
    assert!(misses_issue(&client.told().1));
    // The same once it is gone.
    client.open(&uri, "markdown", NO_ISSUE);
    assert!(misses_issue(&client.told().1));
    folder.remove("a.hotfix.md");
    client.close(&uri);
    assert_eq!(client.told(), (uri, Vec::new()));
}

#[test]
fn clients_ask_for_the_workspace() {
    let folder = Folder::new(&[("a.hotfix.md", NO_ISSUE), ("b.hotfix.md", WITH_ISSUE)]);
    let mut client = initialized_in(&[&folder], pull());
    let (a, b) = (folder.uri("a.hotfix.md"), folder.uri("b.hotfix.md"));
    let (files, ids) = pulled(&mut client, &BTreeMap::new());
    assert_eq!(files.keys().collect::<Vec<_>>(), [&a, &b]);
    assert!(misses_issue(files[&a].as_ref().unwrap()));
    assert!(!misses_issue(files[&b].as_ref().unwrap()));
    let (files, same) = pulled(&mut client, &ids);
    assert_eq!((files[&a].as_ref(), files[&b].as_ref()), (None, None));
    assert_eq!(same, ids);
    // What the client does not know is told again, though nothing has changed.
    let (files, _) = pulled(&mut client, &[(b.clone(), ids[&b].clone())].into());
    assert!(misses_issue(files[&a].as_ref().unwrap()));
    assert_eq!(files[&b], None);
    folder.remove("a.hotfix.md");
    folder.write("b.hotfix.md", NO_ISSUE);
    changed(&mut client, &folder, &[("a.hotfix.md", DELETED), ("b.hotfix.md", CHANGED)]);
    client.asked::<lsp::DiagnosticRefreshRequest>(&Value::Null);
    let (files, _) = pulled(&mut client, &ids);
    assert_eq!(files[&a], Some(Vec::new()));
    assert!(misses_issue(files[&b].as_ref().unwrap()));
}

#[test]
fn a_file_that_is_not_open_can_be_asked_for() {
    let folder = Folder::new(&[("a.hotfix.md", NO_ISSUE), ("notes.md", NO_ISSUE)]);
    let mut client = initialized_in(&[&folder], pull());
    pulled(&mut client, &BTreeMap::new());
    let mut ask = |name: &str, previous: Option<&str>| {
        let mut params = json!({"textDocument": {"uri": folder.uri(name)}});
        if let Some(previous) = previous {
            params["previousResultId"] = previous.into();
        }
        let id = client.ask("textDocument/diagnostic", &params);
        client.answer(id)["result"].clone()
    };
    let full = ask("a.hotfix.md", None);
    assert_eq!(full["items"][0]["code"], "missing-issue", "{full}");
    assert_eq!(ask("a.hotfix.md", full["resultId"].as_str())["kind"], "unchanged");
    assert_eq!(ask("notes.md", None), json!({"kind": "full", "items": []}));
}

#[test]
fn partial_results_are_streamed_as_long_as_the_client_likes() {
    let folder = Folder::new(&[("a.hotfix.md", NO_ISSUE)]);
    let mut client = initialized_in(&[&folder], pull());
    let a = folder.uri("a.hotfix.md");
    let params = json!({"previousResultIds": [], "partialResultToken": "here"});
    let id = client.ask("workspace/diagnostic", &params);
    let part = |client: &mut Client| {
        let progress = client.next(|message| message["method"] == "$/progress");
        assert_eq!(progress["params"]["token"], "here");
        progress["params"]["value"]["items"].clone()
    };
    let items = part(&mut client);
    assert_eq!((items[0]["uri"].as_str(), items.as_array().unwrap().len()), (Some(&*a), 1));
    assert_eq!(items[0]["items"][0]["code"], "missing-issue");
    folder.remove("a.hotfix.md");
    changed(&mut client, &folder, &[("a.hotfix.md", DELETED)]);
    assert_eq!(part(&mut client)[0]["items"], json!([]));
    client.send(&json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": id}}));
    assert_eq!(client.answer(id)["error"]["code"], -32800);
}

#[test]
fn of_a_document_that_is_closed_nothing_stays_but_what_is_on_disk() {
    let folder = Folder::new(&[("a.hotfix.md", NO_ISSUE)]);
    let elsewhere = Folder::new(&[]);
    let options = json!({"today": TODAY, "workspaceDiagnostics": false});
    for told in [true, false] {
        let mut client = start();
        let options = if told { json!({"today": TODAY}) } else { options.clone() };
        client.initialize_in(&[&folder], json!({"textDocument": {"diagnostic": {}}}), options);
        client.notify::<lsp::InitializedNotification>(lsp::InitializedParams {});
        let params = json!({"previousResultIds": [], "partialResultToken": "here"});
        let waiting = client.ask("workspace/diagnostic", &params);
        let a = folder.uri("a.hotfix.md");
        if told {
            client.next(|message| message["method"] == "$/progress");
        }
        // A file that stays, one that was renamed while it was open, and one that is nobody's.
        let gone = folder.uri("gone.hotfix.md");
        for uri in [&a, &gone, &elsewhere.uri("b.hotfix.md")] {
            client.open(uri, "markdown", NO_ISSUE);
            let document = json!({"textDocument": {"uri": uri}});
            let shown = client.result("textDocument/diagnostic", &document)["items"].clone();
            assert!(!shown.as_array().unwrap().is_empty());
            client.close(uri);
            let last = client.ask("textDocument/diagnostic", &document);
            let (mut answered, mut parts) = (false, 0);
            while !(answered && parts > 0) {
                let message = client.next(|m| m["id"] == last || m["method"] == "$/progress");
                if message["id"] == last {
                    (answered, parts) = (true, 0);
                    continue;
                }
                let [item] = &message["params"]["value"]["items"].as_array().unwrap()[..] else {
                    panic!("{message}");
                };
                let findings = item["items"].as_array().unwrap().len();
                assert_eq!((item["uri"].as_str(), findings > 0), (Some(&**uri), told && *uri == a));
                parts += 1;
            }
        }
        client.end();
        assert!(client.answer(waiting)["result"]["items"].is_array());
    }
}

#[test]
fn what_was_closed_between_two_requests_is_taken_back_by_the_second() {
    let folder = Folder::new(&[("a.hotfix.md", NO_ISSUE)]);
    let mut client = initialized_in(&[&folder], pull());
    let gone = folder.uri("gone.hotfix.md");
    client.open(&gone, "markdown", NO_ISSUE);
    client.close(&gone);
    let all = client.result("workspace/diagnostic", &json!({"previousResultIds": []}));
    let items = all["items"].as_array().unwrap();
    let of = |uri: &str| items.iter().find(|item| item["uri"] == uri).map(|item| &item["items"]);
    assert_eq!(of(&gone), Some(&json!([])), "{all}");
    assert_eq!(of(&folder.uri("a.hotfix.md")).unwrap()[0]["code"], "missing-issue");
}

#[test]
fn folders_come_and_go_each_with_its_own_configuration() {
    let strict = Folder::new(&[("a.hotfix.md", NO_ISSUE)]);
    let lax = Folder::new(&[
        ("hotfix-lint.yaml", "include: [\"plans/*.md\"]\nrules: {missing-issue: off}\n"),
        ("plans/b.md", NO_ISSUE),
        ("c.hotfix.md", NO_ISSUE),
    ]);
    let mut client = initialized_in(&[&strict], push());
    assert!(misses_issue(&client.told().1));
    let folders = |added: &[&Folder], removed: &[&Folder]| {
        let named = |folder: &&Folder| json!({"uri": folder.uri(""), "name": "f"});
        let named = |folders: &[&Folder]| folders.iter().map(named).collect::<Vec<_>>();
        json!({"jsonrpc": "2.0", "method": "workspace/didChangeWorkspaceFolders",
            "params": {"event": {"added": named(added), "removed": named(removed)}}})
    };
    client.send(&folders(&[&lax], &[]));
    let (uri, rules) = client.told();
    assert_eq!(uri, lax.uri("plans/b.md"));
    assert!(!misses_issue(&rules) && !rules.is_empty(), "{rules:?}");
    client.send(&folders(&[], &[&strict]));
    assert_eq!(client.told(), (strict.uri("a.hotfix.md"), Vec::new()));
    client.send(&folders(&[&strict], &[&lax]));
    let mut told = [client.told(), client.told()];
    told.sort_by_key(|(_, rules)| rules.len());
    assert_eq!(told[0], (lax.uri("plans/b.md"), Vec::new()));
    assert!(misses_issue(&told[1].1));
}

#[test]
fn a_folder_within_a_folder_is_looked_through_once() {
    let outer = Folder::new(&[("inner/a.hotfix.md", NO_ISSUE), ("b.hotfix.md", NO_ISSUE)]);
    let mut client = start();
    let folders = ["", "inner", ""].map(|name| json!({"uri": outer.uri(name), "name": name}));
    let params = json!({"processId": null, "rootUri": null, "capabilities": {},
        "workspaceFolders": folders, "initializationOptions": {"today": TODAY}});
    client.result("initialize", &params);
    client.notify::<lsp::InitializedNotification>(lsp::InitializedParams {});
    let mut told = [client.told().0, client.told().0];
    told.sort();
    assert_eq!(told, [outer.uri("b.hotfix.md"), outer.uri("inner/a.hotfix.md")]);
}

#[test]
fn a_configuration_takes_effect_in_files_that_are_not_open() {
    let folder = Folder::new(&[("a.hotfix.md", NO_ISSUE), ("hotfix-lint.yaml", "rules: {}\n")]);
    let mut client = initialized_in(&[&folder], push());
    assert!(misses_issue(&client.told().1));
    // As it is typed in an editor.
    let config = folder.uri("hotfix-lint.yaml");
    client.open(&config, "yaml", "rules: {missing-issue: off}\n");
    let mut told = [client.told(), client.told()];
    told.sort();
    assert!(!misses_issue(&told[0].1) && told[0].0 == folder.uri("a.hotfix.md"), "{told:?}");
    assert_eq!(told[1], (config.clone(), Vec::new()));
    // Closed unsaved.
    client.close(&config);
    let mut told = [client.told(), client.told()];
    told.sort();
    assert!(misses_issue(&told[0].1), "{told:?}");
    // On disk.
    folder.write("hotfix-lint.yaml", "exclude: [\"*.md\"]\n");
    changed(&mut client, &folder, &[("hotfix-lint.yaml", CHANGED)]);
    assert_eq!(client.told(), (folder.uri("a.hotfix.md"), Vec::new()));
    // A new one, nearer to the file.
    folder.write("hotfix-lint.yml", "rules: {}\n");
    folder.remove("hotfix-lint.yaml");
    changed(&mut client, &folder, &[("hotfix-lint.yml", CREATED), ("hotfix-lint.yaml", DELETED)]);
    assert!(misses_issue(&client.told().1));
}

#[test]
fn a_file_that_a_configuration_names_is_followed_wherever_it_is() {
    let folder = Folder::new(&[
        (".git/HEAD", ""),
        ("plans/hotfix-lint.yaml", "releases: {file: ../shared/./calendar.yaml}\n"),
        ("plans/a.hotfix.md", WITH_ISSUE),
        ("shared/calendar.yaml", "releases: [{name: \"27.02\", release: 2027-02-09}]\n"),
    ]);
    let mut client = initialized_in(&[&folder], push());
    let is_imminent = |rules: &[String]| rules.iter().any(|rule| rule == "release-imminent");
    assert!(!is_imminent(&client.told().1));
    folder.write("shared/calendar.yaml", "releases: [{name: \"26.12\", release: 2026-11-25}]\n");
    changed(&mut client, &folder, &[("shared/calendar.yaml", CHANGED)]);
    assert!(is_imminent(&client.told().1));
}

#[test]
fn a_broken_configuration_is_told_in_its_own_file_and_changes_nothing() {
    let folder = Folder::new(&[
        ("a.hotfix.md", NO_ISSUE),
        ("hotfix-lint.yaml", "rules: {open-questions: off}\n"),
    ]);
    let mut client = initialized_in(&[&folder], push());
    let config = folder.uri("hotfix-lint.yaml");
    assert!(misses_issue(&client.told().1));
    for text in ["rules: {open-questions: never}\n", "rules: [\n"] {
        folder.write("hotfix-lint.yaml", text);
        changed(&mut client, &folder, &[("hotfix-lint.yaml", CHANGED)]);
        let (uri, rules) = client.told();
        assert_eq!(uri, config);
        assert!(!rules.is_empty() && rules.iter().all(|rule| rule == "invalid-config"));
    }
    // One message for as long as it is broken.
    let message = client.notified::<lsp::ShowMessageNotification>().message;
    assert!(message.contains("hotfix-lint.yaml:1: "), "{message}");
    folder.write("hotfix-lint.yaml", "rules: {missing-issue: off}\n");
    changed(&mut client, &folder, &[("hotfix-lint.yaml", CHANGED)]);
    assert_eq!(client.told(), (config, Vec::new()));
    assert!(!misses_issue(&client.told().1));
}

#[test]
fn a_broken_configuration_is_told_to_those_who_ask() {
    let folder = Folder::new(&[("a.hotfix.md", NO_ISSUE), ("hotfix-lint.yaml", "rules: 7\n")]);
    let mut client = initialized_in(&[&folder], pull());
    let (files, _) = pulled(&mut client, &BTreeMap::new());
    client.notified::<lsp::ShowMessageNotification>();
    let config = folder.uri("hotfix-lint.yaml");
    assert_eq!(files[&config], Some(vec!["invalid-config".to_owned()]));
    let one = json!({"textDocument": {"uri": config}});
    let report = client.result("textDocument/diagnostic", &one);
    assert_eq!(report["items"][0]["code"], "invalid-config");
}

#[test]
fn files_that_cannot_be_read_are_told_of() {
    let folder = Folder::new(&[("empty.hotfix.md", "")]);
    std::fs::write(folder.path("latin.hotfix.md"), b"# Caf\xe9\n").unwrap();
    let mut client = initialized_in(&[&folder], push());
    let mut told = [client.told(), client.told()];
    told.sort();
    assert!(told[0].1.contains(&"open-questions".to_owned()), "{told:?}");
    assert_eq!(told[1], (folder.uri("latin.hotfix.md"), vec!["syntax-error".to_owned()]));
}

#[test]
fn a_client_that_watches_nothing_is_looked_after_when_it_saves() {
    let folder = Folder::new(&[("a.hotfix.md", NO_ISSUE)]);
    let mut client = initialized_in(&[&folder], json!({}));
    assert!(misses_issue(&client.told().1));
    folder.write("b.hotfix.md", NO_ISSUE);
    let saved = json!({"textDocument": {"uri": folder.uri("notes.txt")}});
    client.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didSave", "params": saved}));
    assert_eq!(client.told().0, folder.uri("b.hotfix.md"));
}

#[test]
fn what_is_saved_while_the_workspace_is_looked_through_is_found() {
    let folder = many(300);
    let mut client = initialized_in(&[&folder], json!({}));
    client.told();
    // By now the folder has been listed, and most of what is in it has still to be read.
    folder.write("new.hotfix.md", NO_ISSUE);
    let saved = json!({"textDocument": {"uri": folder.uri("notes.txt")}});
    client.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didSave", "params": saved}));
    while client.told().0 != folder.uri("new.hotfix.md") {}
}

/// A folder whose proposals take more than a moment.
fn many(count: usize) -> Folder {
    let folder = Folder::new(&[]);
    for n in 0..count {
        folder.write(&format!("{n}.hotfix.md"), NO_ISSUE);
    }
    folder
}

#[test]
fn work_that_takes_more_than_a_moment_is_shown() {
    let folder = many(600);
    let mut capabilities = push();
    capabilities["window"] = json!({"workDoneProgress": true});
    let mut client = initialized_in(&[&folder], capabilities);
    let asked = client.asked::<lsp::WorkDoneProgressCreateRequest>(&Value::Null);
    let mut next = || {
        let message = client.next(|message| message["method"] == "$/progress");
        let params: lsp::ProgressParams =
            serde_json::from_value(message["params"].clone()).unwrap();
        assert_eq!(params.token, asked.token);
        message["params"]["value"].clone()
    };
    let begin = next();
    assert_eq!((&begin["kind"], &begin["cancellable"]), (&json!("begin"), &json!(true)));
    let last = loop {
        let value = next();
        if value["kind"] != "report" {
            break value;
        }
        assert!(value["percentage"].as_u64().unwrap_or(0) <= 100);
    };
    assert_eq!(last, json!({"kind": "end", "message": "600 files"}));
    for _ in 0..600 {
        client.told();
    }
}

#[test]
fn work_can_be_called_off_and_taken_up_again() {
    let folder = many(600);
    let mut capabilities = pull();
    capabilities["window"] = json!({"workDoneProgress": true});
    let mut client = initialized_in(&[&folder], capabilities);
    let asked = client.asked::<lsp::WorkDoneProgressCreateRequest>(&Value::Null);
    let progress = |message: &Value| message["method"] == "$/progress";
    assert_eq!(client.next(progress)["params"]["value"]["kind"], "begin");
    client.notify::<lsp::WorkDoneProgressCancelNotification>(lsp::WorkDoneProgressCancelParams {
        token: asked.token,
    });
    while client.next(progress)["params"]["value"]["kind"] != "end" {}
    // The next request gets everything all the same.
    folder.write("more.hotfix.md", NO_ISSUE);
    let (files, ids) = pulled(&mut client, &BTreeMap::new());
    assert_eq!((files.len(), ids.len()), (601, 601));
    client.end();
    client.ignore(|message| {
        message["method"] == "$/progress" || message["method"] == "window/workDoneProgress/create"
    });
}

#[test]
fn a_request_is_told_how_far_its_work_is() {
    let folder = many(200);
    let mut client = initialized_in(&[&folder], pull());
    let params = json!({"previousResultIds": [], "workDoneToken": 7});
    let id = client.ask("workspace/diagnostic", &params);
    let items = client.answer(id)["result"]["items"].as_array().unwrap().len();
    assert_eq!(items, 200);
    let mut kinds = Vec::new();
    while kinds.last() != Some(&json!("end")) {
        let message = client.next(|message| message["method"] == "$/progress");
        assert_eq!(message["params"]["token"], 7);
        kinds.push(message["params"]["value"]["kind"].clone());
    }
    assert_eq!(kinds[0], "begin");
}

#[test]
fn the_end_of_a_session_leaves_nobody_waiting() {
    let folder = many(300);
    let mut client = initialized_in(&[&folder], pull());
    let id = client.ask("workspace/diagnostic", &json!({"previousResultIds": []}));
    let params = json!({"previousResultIds": [], "partialResultToken": "t", "workDoneToken": "w"});
    let streamed = client.ask("workspace/diagnostic", &params);
    client.end();
    assert!(client.answer(id)["result"]["items"].is_array());
    assert!(client.answer(streamed)["result"]["items"].is_array());
    client.ignore(|message| message["method"] == "$/progress");
}

#[test]
fn a_file_that_an_answer_names_comes_and_goes() {
    let text = "# T\n\n- Does it produce incorrect results? Yes, see [log](run.txt)\n";
    let folder = Folder::new(&[("a.hotfix.md", text)]);
    let uri = folder.uri("a.hotfix.md");
    let is_broken = |rules: &[String]| rules.iter().any(|rule| rule == "broken-evidence");
    let mut client = initialized_in(&[&folder], push());
    client.open(&uri, "markdown", text);
    let told = |client: &mut Client| loop {
        let (about, rules) = client.told();
        if about == uri {
            break is_broken(&rules);
        }
    };
    assert!(told(&mut client));
    folder.write("run.txt", "Error: no rows\n");
    changed(&mut client, &folder, &[("run.txt", CREATED)]);
    while told(&mut client) {}
    folder.remove("run.txt");
    changed(&mut client, &folder, &[("run.txt", DELETED)]);
    while !told(&mut client) {}
    // Where nobody tells of it, a save is a time to look.
    folder.write("run.txt", "Error: no rows\n");
    let saved = json!({"textDocument": {"uri": uri}});
    client.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didSave", "params": saved}));
    while told(&mut client) {}
}

#[test]
fn a_file_that_a_proposal_on_disk_names_comes_and_goes() {
    let linked = "# T\n\n- Does it produce incorrect results? Yes, see [log](logs/run.txt)\n";
    let other = "# T\n\n- Does it produce incorrect results? Yes, see [log](other.txt)\n";
    let folder = Folder::new(&[("a.hotfix.md", linked), ("b.hotfix.md", other)]);
    let uri = folder.uri("a.hotfix.md");
    let is_broken = |rules: &[String]| rules.iter().any(|rule| rule == "broken-evidence");
    for capabilities in [push(), pull()] {
        let mut client = initialized_in(&[&folder], capabilities.clone());
        if capabilities == pull() {
            let (files, ids) = pulled(&mut client, &BTreeMap::new());
            assert!(files[&uri].as_ref().is_some_and(|rules| is_broken(rules)));
            folder.write("logs/run.txt", "Error: no rows\n");
            changed(&mut client, &folder, &[("logs/run.txt", CREATED)]);
            let mut known = ids;
            let rules = loop {
                let (files, ids) = pulled(&mut client, &known);
                if let Some(rules) = files.get(&uri).cloned().flatten() {
                    break rules;
                }
                known = ids;
            };
            assert!(!is_broken(&rules), "{rules:?}");
            folder.remove("logs/run.txt");
            continue;
        }
        let first = [client.told(), client.told()];
        assert!(first.iter().all(|(_, rules)| is_broken(rules)), "{first:?}");
        folder.write("logs/run.txt", "Error: no rows\n");
        changed(&mut client, &folder, &[("logs/run.txt", CREATED)]);
        let (about, rules) = client.told();
        assert!(about == uri && !is_broken(&rules), "{about}: {rules:?}");
        // A folder that goes takes along what was in it.
        folder.remove("logs/run.txt");
        changed(&mut client, &folder, &[("logs", DELETED)]);
        let (about, rules) = client.told();
        assert!(about == uri && is_broken(&rules), "{about}: {rules:?}");
    }
}

#[test]
fn a_configuration_that_cannot_be_read_is_told() {
    let folder = Folder::new(&[("a.hotfix.md", NO_ISSUE)]);
    let latin = b"rules: {missing-issue: off} # Caf\xe9\n";
    std::fs::write(folder.path("hotfix-lint.yaml"), latin).unwrap();
    let uri = folder.uri("hotfix-lint.yaml");
    let mut client = initialized_in(&[&folder], push());
    let told = client.notified::<lsp::ShowMessageNotification>();
    assert!(told.message.contains("byte 33 (line 1) is not UTF-8"), "{}", told.message);
    assert!(told.message.ends_with("what this configuration holds for is not checked"));
    assert_eq!(client.told(), (uri.clone(), vec!["invalid-config".to_owned()]));
    // Mended, it holds; and what held goes on when it breaks again.
    folder.write("hotfix-lint.yaml", "rules: {missing-issue: off}\n");
    changed(&mut client, &folder, &[("hotfix-lint.yaml", CHANGED)]);
    let mut about = [client.told(), client.told()];
    about.sort();
    assert_eq!(about[1], (uri, Vec::new()));
    assert!(!misses_issue(&about[0].1), "{about:?}");
}
