//! Policies in files: followed wherever they are named, and never gone while they are broken.

use super::client::{Client, Folder, initialized_in, rules};
use super::workspace::{CHANGED, changed, push};
use gen_lsp_types as lsp;
use serde_json::json;

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
