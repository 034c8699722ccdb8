//! What the server makes of a snapshot of the tracker, and of changes of it.

use super::client::{Folder, initialized_in, rules};
use super::features::hover_text;
use super::workspace::{CHANGED, changed, push};
use gen_lsp_types as lsp;
use serde_json::json;

const CONFIG: &str = "\
tracker:
  url: https://forge.example/acme/app/issues/{issue}
  snapshot: export/issues.json
  complete: yes
";
const OPEN: &str = "[{\"number\": 12, \"title\": \"Sums are wrong\", \"state\": \"OPEN\"}]";
const CLOSED: &str = "[{\"number\": 12, \"title\": \"Sums are wrong\", \"state\": \"CLOSED\", \"stateReason\": \"NOT_PLANNED\"}]";
const PROPOSAL: &str = "\
---
status: proposed
issue: \"#12\"
---
# Crash

- Does it produce incorrect results? Yes, see #12
";

fn folder(issues: &str) -> Folder {
    Folder::new(&[
        (".git/HEAD", ""),
        ("hotfix-lint.yaml", CONFIG),
        ("export/issues.json", issues),
        ("a.hotfix.md", PROPOSAL),
    ])
}

fn is_broken(rules: &[String]) -> bool {
    rules.iter().any(|rule| rule == "broken-evidence")
}

#[test]
fn hover_and_completion_know_the_issues() {
    let folder = folder(OPEN);
    let mut client = initialized_in(
        &[],
        json!({"textDocument": {"hover": {"contentFormat": ["markdown"]}, "publishDiagnostics": {"versionSupport": true}}}),
    );
    let uri = folder.uri("a.hotfix.md");
    client.open(&uri, "markdown", PROPOSAL);
    client.published_for(1);
    for [line, character] in [[2, 9], [6, 47]] {
        let hover = hover_text(&mut client, &uri, line, character);
        assert!(hover.contains("Sums are wrong") && hover.contains("open"), "{hover}");
    }
    client.edit(&uri, 2, [6, 46, 6, 49], "#");
    client.published_for(2);
    let params = json!({
        "textDocument": {"uri": uri}, "position": {"line": 6, "character": 47},
        "context": {"triggerKind": 2, "triggerCharacter": "#"},
    });
    let list = client.result("textDocument/completion", &params);
    let item = &list["items"][0];
    assert_eq!(
        (&item["label"], &item["detail"], &item["filterText"]),
        (&json!("#12"), &json!("Sums are wrong"), &json!("#12 Sums are wrong"))
    );
    assert_eq!(item["textEdit"]["range"]["start"]["character"], 46);
}

#[test]
fn a_new_export_is_followed() {
    let folder = folder(OPEN);
    let mut client = initialized_in(&[&folder], push());
    let told = client.told();
    assert!(told.0 == folder.uri("a.hotfix.md") && !is_broken(&told.1), "{told:?}");
    folder.write("export/issues.json", CLOSED);
    changed(&mut client, &folder, &[("export/issues.json", CHANGED)]);
    assert!(is_broken(&client.told().1));
    // One that is none is told where it is named, and proposals are checked without it.
    folder.write("export/issues.json", "[{");
    changed(&mut client, &folder, &[("export/issues.json", CHANGED)]);
    let mut told = [client.published(), client.published()];
    told.sort_by_key(|published| published.uri.0.clone());
    let [proposal, config] = told;
    assert!(!is_broken(&rules(&proposal.diagnostics)));
    assert_eq!(config.uri.0, folder.uri("hotfix-lint.yaml"));
    let message = config.diagnostics[0].message.clone();
    assert!(format!("{message:?}").contains("export/issues.json:1:2: no JSON"), "{message:?}");
    assert_eq!(config.diagnostics[0].range.start.line, 2);
    let message = client.notified::<lsp::ShowMessageNotification>().message;
    assert!(message.contains("hotfix-lint.yaml:3: export/issues.json:1:2: "), "{message}");
    folder.write("export/issues.json", CLOSED);
    changed(&mut client, &folder, &[("export/issues.json", CHANGED)]);
    let told = [client.told(), client.told()];
    assert!(told.iter().any(|(uri, rules)| uri.ends_with("a.hotfix.md") && is_broken(rules)));
    assert!(told.iter().any(|(uri, rules)| uri.ends_with("yaml") && rules.is_empty()), "{told:?}");
}
