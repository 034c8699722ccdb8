//! Policies in files: followed wherever they are named, and never gone while they are broken.

use super::client::{Client, Folder, initialized_in, rules};
use super::workspace::{CHANGED, changed, push};
use gen_lsp_types as lsp;
use serde_json::{Value, json};

const TEAM: &str = "\
policy: 1
name: team
criteria:
  - id: harm
    title: Does it do harm?
    met-when: breaks
    questions:
      - { id: breaks, prompt: Does it break something?, kind: yes-no, for-hotfix: yes }
hotfix-when: harm
";
const PROPOSAL: &str = "\
status: proposed
issue: \"#12\"
answers:
  breaks: no
";

/// What is told of a file.
fn told_of(client: &mut Client, uri: &str) -> Vec<String> {
    let published = client.next(|message| message["params"]["uri"] == uri);
    let published: lsp::PublishDiagnosticsParams =
        serde_json::from_value(published["params"].clone()).unwrap();
    rules(&published.diagnostics)
}

fn has(rules: &[String], rule: &str) -> bool {
    rules.iter().any(|other| other == rule)
}

#[test]
fn a_policy_that_breaks_holds_as_it_last_was() {
    let folder = Folder::new(&[
        ("hotfix-lint.yaml", "policy: team.yaml\n"),
        ("team.yaml", TEAM),
        ("a.hotfix.yaml", PROPOSAL),
    ]);
    let mut client = initialized_in(&[&folder], push());
    let (proposal, config) = (folder.uri("a.hotfix.yaml"), folder.uri("hotfix-lint.yaml"));
    assert_eq!(told_of(&mut client, &proposal), ["criterion-not-met"]);
    folder.write("team.yaml", "policy: 1\nname: team\ncriteria: 7\n");
    folder.write("hotfix-lint.yaml", "policy: team.yaml\nrules: { criterion-not-met: off }\n");
    changed(&mut client, &folder, &[("team.yaml", CHANGED), ("hotfix-lint.yaml", CHANGED)]);
    assert!(told_of(&mut client, &config).iter().all(|rule| rule == "invalid-config"));
    // The rest of the configuration is new; the question is that of the team all the same.
    assert_eq!(told_of(&mut client, &proposal), [""; 0]);
    let message = client.notified::<lsp::ShowMessageNotification>().message;
    assert!(message.contains("hotfix-lint.yaml:1: team.yaml:"), "{message}");
    folder.write("team.yaml", TEAM);
    folder.write("hotfix-lint.yaml", "policy: team.yaml\n");
    changed(&mut client, &folder, &[("team.yaml", CHANGED), ("hotfix-lint.yaml", CHANGED)]);
    assert_eq!(told_of(&mut client, &config), [""; 0]);
    assert_eq!(told_of(&mut client, &proposal), ["criterion-not-met"]);
}

#[test]
fn a_policy_that_is_broken_from_the_beginning_keeps_nobody_from_checking() {
    let folder = Folder::new(&[
        ("hotfix-lint.yaml", "policy: team.yaml\n"),
        ("team.yaml", "policy: 1\nname: team\ncriteria: 7\n"),
        ("a.hotfix.yaml", PROPOSAL),
    ]);
    let mut client = initialized_in(&[&folder], push());
    let told = told_of(&mut client, &folder.uri("a.hotfix.yaml"));
    assert!(has(&told, "missing-question"), "{told:?}");
    let told = told_of(&mut client, &folder.uri("hotfix-lint.yaml"));
    assert!(has(&told, "invalid-config"), "{told:?}");
    client.notified::<lsp::ShowMessageNotification>();
}

const OURS: &str = "\
policy: 1
name: ours
extends: team.yaml
remove: []
criteria:
  - id: harm
    questions:
      - { id: breaks, for-hotfix: no }
      - { id: }
hotfix-when: { all: [harm] }
";

#[test]
fn what_a_policy_inherits_is_known() {
    let two = "{ id: breaks, prompt: Does it break something?, kind: yes-no, for-hotfix: yes }\n      - { id: shop, prompt: Which shop?, kind: choice, options: [one, all] }";
    let (_, rest) = TEAM.split_once("      - ").unwrap();
    let (_, rest) = rest.split_once('\n').unwrap();
    let team = format!("{}      - {two}\n{rest}", &TEAM[..TEAM.find("      - ").unwrap()]);
    let team = team.replace("met-when: breaks", "met-when: { any: [breaks, { is: [shop, all] }] }");
    let folder = Folder::new(&[(".git/HEAD", ""), ("team.yaml", &team), ("ours.yaml", OURS)]);
    let mut client = initialized_in(&[&folder], json!({"textDocument": {"diagnostic": {}}}));
    let uri = folder.uri("ours.yaml");
    client.open(&uri, "yaml", OURS);
    let mut at = |method: &str, line: u32, character: u32| {
        let place = json!({"line": line, "character": character});
        client.result(method, &json!({"textDocument": {"uri": uri}, "position": place}))
    };
    let mut offered = |line: u32, character: u32| -> Vec<String> {
        let list = at("textDocument/completion", line, character);
        let items = list["items"].as_array().expect("items").iter();
        items.map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(offered(9, 21), ["harm", "breaks", "shop"]);
    assert_eq!(offered(3, 9), ["harm", "breaks", "shop"]);
    assert_eq!(offered(8, 14), ["shop"]);
    assert_eq!(offered(7, 34), ["yes", "no"]);
    let mut says = |line: u32, character: u32| {
        at("textDocument/hover", line, character)["contents"]["value"].as_str().map(str::to_owned)
    };
    assert!(says(9, 22).unwrap().contains("Does it do harm?"));
    assert!(says(5, 9).unwrap().contains("Does it do harm?"));
    assert!(says(7, 15).unwrap().contains("Does it break something?"));
}

#[test]
fn a_policy_that_a_proposal_names_is_followed() {
    let folder = Folder::new(&[
        (".git/HEAD", ""),
        ("policies/team.yaml", TEAM),
        ("hotfixes/a.yaml", &format!("policy: ../policies/team.yaml\n{PROPOSAL}")),
    ]);
    let mut client = initialized_in(&[&folder], push());
    let (closed, open) = (folder.uri("hotfixes/a.yaml"), folder.uri("hotfixes/b.yaml"));
    assert_eq!(told_of(&mut client, &closed), ["criterion-not-met"]);
    client.open(&open, "yaml", &format!("policy: ../policies/team.yaml\n{PROPOSAL}"));
    assert_eq!(told_of(&mut client, &open), ["criterion-not-met"]);
    folder.write("policies/team.yaml", "policy: 1\nname: team\ncriteria: 7\n");
    changed(&mut client, &folder, &[("policies/team.yaml", CHANGED)]);
    for uri in [&open, &closed] {
        assert!(has(&told_of(&mut client, uri), "invalid-metadata"));
    }
    folder.write("policies/team.yaml", TEAM);
    changed(&mut client, &folder, &[("policies/team.yaml", CHANGED)]);
    for uri in [&open, &closed] {
        assert_eq!(told_of(&mut client, uri), ["criterion-not-met"]);
    }
    let links = client.result(
        "textDocument/documentLink",
        &json!({"textDocument": {"uri": folder.uri("hotfixes/b.yaml")}}),
    );
    assert!(links[0]["target"].as_str().unwrap().ends_with("/policies/team.yaml"), "{links}");
}

#[test]
fn nothing_is_deferred_by_a_policy_that_stands_in() {
    let calendar = "releases:\n  - {name: \"26.10\", release: 2026-10-07}\n  \
        - {name: \"26.12\", freeze: 2026-11-24, release: 2026-12-09}\n";
    let broken = format!("policy: team.yaml\n{calendar}");
    let text = "---\nstatus: proposed\nissue: 12\n---\n# Crash\n\n- Does it produce incorrect results? No\n";
    let capabilities = json!({"workspace": {
        "applyEdit": true,
        "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]},
    }});
    for (config, stands_in) in [(broken.as_str(), true), (calendar, false)] {
        let folder = Folder::new(&[("hotfix-lint.yaml", config), ("team.yaml", "criteria: 7\n")]);
        let uri = folder.uri("a.hotfix.md");
        let mut client = initialized_in(&[&folder], capabilities.clone());
        client.open(&uri, "markdown", text);
        let run =
            |command: &str, argument: Value| json!({"command": command, "arguments": [argument]});
        let lenses = json!({"textDocument": {"uri": uri}});
        let id = client.ask("textDocument/codeLens", &lenses);
        let lenses = client.answer(id)["result"].to_string();
        assert_eq!(lenses.contains("Defer to 26.12"), !stands_in, "{lenses}");
        let params = json!({
            "textDocument": {"uri": uri},
            "range": {"start": {"line": 4, "character": 2}, "end": {"line": 4, "character": 2}},
            "context": {"diagnostics": []},
        });
        let id = client.ask("textDocument/codeAction", &params);
        let actions = client.answer(id)["result"].to_string();
        assert_eq!(actions.contains("Defer to 26.12"), !stands_in, "{actions}");
        // What has shipped is nothing to wait for, whatever the policy.
        let shipped = run("hotfix-lint.defer", json!({"uri": uri, "release": "26.10"}));
        assert_eq!(client.refused("workspace/executeCommand", &shipped), -32803);
        if stands_in {
            let defer = run("hotfix-lint.defer", json!({"uri": uri}));
            assert_eq!(client.refused("workspace/executeCommand", &defer), -32803);
            let new = run("hotfix-lint.new", json!({"title": "T"}));
            assert_eq!(client.refused("workspace/executeCommand", &new), -32803);
        }
        client.end();
        client.ignore(|message: &Value| message.get("method").is_some());
    }
}
