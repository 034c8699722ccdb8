//! Proposals that are not open: found, judged, told of and kept current.

use super::client::{Client, Folder, initialized_in, rules};
use gen_lsp_types as lsp;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const NO_ISSUE: &str = "---\nstatus: proposed\n---\n# Crash on start\n";
const WITH_ISSUE: &str = "---\nstatus: proposed\nissue: 12\n---\n# Crash on start\n";

/// A client that is told of diagnostics, and watches files.
fn push() -> Value {
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

fn changed(client: &mut Client, folder: &Folder, files: &[(&str, u8)]) {
    let change = |(name, kind): &(&str, u8)| json!({"uri": folder.uri(name), "type": kind});
    let changes = json!({"changes": files.iter().map(change).collect::<Vec<_>>()});
    client
        .notify::<lsp::DidChangeWatchedFilesNotification>(serde_json::from_value(changes).unwrap());
}

const CREATED: u8 = 1;
const CHANGED: u8 = 2;
const DELETED: u8 = 3;

/// The next diagnostics that are pushed, of whatever document.
fn told(client: &mut Client) -> (String, Vec<String>) {
    let published = client.published();
    (published.uri.0, rules(&published.diagnostics))
}

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
    let mut files = [told(&mut client), told(&mut client)];
    files.sort();
    assert_eq!(files[0].0, folder.uri("a.hotfix.md"));
    assert_eq!(files[1].0, folder.uri("says%20so.md"));
    assert!(files.iter().all(|(_, rules)| misses_issue(rules)), "{files:?}");
}

#[test]
fn the_disk_is_followed() {
    let folder = Folder::new(&[("a.hotfix.md", NO_ISSUE)]);
    let mut client = initialized_in(&[&folder], push());
    assert!(misses_issue(&told(&mut client).1));
    folder.write("a.hotfix.md", WITH_ISSUE);
    folder.write("hotfixes/b.md", NO_ISSUE);
    changed(&mut client, &folder, &[("a.hotfix.md", CHANGED), ("hotfixes/b.md", CREATED)]);
    let mut files = [told(&mut client), told(&mut client)];
    files.sort();
    assert_eq!(files[0].0, folder.uri("a.hotfix.md"));
    assert!(!misses_issue(&files[0].1));
    assert_eq!(files[1].0, folder.uri("hotfixes/b.md"));
    assert!(misses_issue(&files[1].1));
    // A folder that is deleted is told as one change.
    std::fs::remove_dir_all(folder.path("hotfixes")).unwrap();
    changed(&mut client, &folder, &[("hotfixes", DELETED)]);
    assert_eq!(told(&mut client), (folder.uri("hotfixes/b.md"), Vec::new()));
    // Nothing is told of what has not changed, or is none of ours.
    folder.write("notes.md", NO_ISSUE);
    changed(&mut client, &folder, &[("a.hotfix.md", CHANGED), ("notes.md", CREATED)]);
    folder.remove("a.hotfix.md");
    changed(&mut client, &folder, &[("a.hotfix.md", DELETED)]);
    assert_eq!(told(&mut client), (folder.uri("a.hotfix.md"), Vec::new()));
}

#[test]
fn what_is_open_counts_before_the_disk() {
    let folder = Folder::new(&[("a.hotfix.md", NO_ISSUE)]);
    let mut client = initialized_in(&[&folder], push());
    let uri = folder.uri("a.hotfix.md");
    assert!(misses_issue(&told(&mut client).1));
    client.open(&uri, "markdown", WITH_ISSUE);
    assert!(!misses_issue(&told(&mut client).1));
    changed(&mut client, &folder, &[("a.hotfix.md", CHANGED)]);
    client.edit(&uri, 2, [3, 0, 3, 0], "x");
    assert!(!misses_issue(&told(&mut client).1));
    // Closed without saving: what is on disk again, and not nothing in between.
    client.close(&uri);
    assert!(misses_issue(&told(&mut client).1));
    // The same once it is gone.
    client.open(&uri, "markdown", NO_ISSUE);
    assert!(misses_issue(&told(&mut client).1));
    folder.remove("a.hotfix.md");
    client.close(&uri);
    assert_eq!(told(&mut client), (uri, Vec::new()));
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
