//! Where a proposal stands, for editors that keep it in sight; and what the server knows.

use super::client::{document, initialized};
use super::features::{CALENDAR, configured};
use serde_json::{Value, json};

const PROPOSAL: &str = "---\nstatus: proposed\n---\n# 😀 Crash\n\n- Does it produce incorrect results? No.\n\
    - Are there compile or runtime errors with valid input? No.\n- Is there major incorrect functionality? No.\n";

#[test]
fn says_where_a_proposal_stands() {
    let folder = configured(CALENDAR);
    let versions = json!({"textDocument": {"publishDiagnostics": {"versionSupport": true}}});
    let mut client = initialized(versions);
    let uri = folder.uri("a.hotfix.md");
    client.open(&uri, "markdown", PROPOSAL);
    client.published_for(1);
    let status = client.result("hotfix-lint/status", &json!({"textDocument": document(&uri)}));
    assert_eq!(status["verdict"], "defer");
    assert_eq!(status["status"], "proposed");
    assert_eq!(status["deferred"], false);
    assert_eq!(status["targets"], json!(["26.12", "27.02"]));
    let summary = status["summary"].as_str().unwrap();
    assert!(summary.starts_with("defer: significant is not met"), "{summary}");
    let derivation = status["derivation"].as_str().unwrap();
    assert!(derivation.contains("Verdict: **defer"), "{derivation}");
    assert_eq!(status["range"]["start"], json!({"line": 3, "character": 2}));

    // What is decided already does not press, and waits for nothing.
    for (version, decided) in (2..).zip(["rejected", "withdrawn", "released", "included"]) {
        let text = PROPOSAL.replace("proposed", decided).replacen("? No.", "? Yes, see #12.", 1);
        client.change(&uri, version, &json!([{"text": text}]));
        let status = client.result("hotfix-lint/status", &json!({"textDocument": document(&uri)}));
        assert_eq!(status["verdict"], "undecided");
        assert_eq!(status["targets"], json!([]));
        let summary = status["summary"].as_str().unwrap();
        assert!(summary.starts_with(&format!("{decided}, verdict undecided: ")), "{summary}");
        assert!(!summary.contains("freezes") && !summary.contains("questions"), "{summary}");
        client.published_for(version);
    }

    // The decision to wait comes before the verdict, in the derivation as in the line.
    let deferral =
        "deferred\ntarget: \"26.12\"\ndeferral:\n  date: 2026-11-20\n  reasons: [it can wait]";
    let text = PROPOSAL.replace("proposed", deferral);
    client.change(&uri, 6, &json!([{"text": text}]));
    client.published_for(6);
    let status = client.result("hotfix-lint/status", &json!({"textDocument": document(&uri)}));
    let summary = status["summary"].as_str().unwrap();
    assert!(summary.starts_with("deferred, verdict defer: "), "{summary}");
    let derivation = status["derivation"].as_str().unwrap();
    let told = "Deferred on 2026-11-20 to **26.12**\n\n- it can wait\n\nVerdict: **defer: ";
    assert!(derivation.starts_with(told), "{derivation}");

    client.change(&uri, 7, &json!([{"text": ""}]));
    client.published_for(7);
    let status = client.result("hotfix-lint/status", &json!({"textDocument": document(&uri)}));
    assert_eq!(status["verdict"], "undecided");
    assert_eq!(status["status"], "draft");
}

#[test]
fn other_documents_stand_nowhere() {
    let folder = configured("{}");
    let mut client = initialized(json!({}));
    let uri = folder.uri("notes.md");
    client.open(&uri, "markdown", "# Notes\n");
    for uri in [uri, folder.uri("not-open.hotfix.md"), "untitled:Untitled-1".to_owned()] {
        let status = client.result("hotfix-lint/status", &json!({"textDocument": document(&uri)}));
        assert_eq!(status, Value::Null, "{uri}");
    }
    assert_eq!(client.refused("hotfix-lint/status", &json!({"uri": "a"})), -32602);
}

#[test]
fn tells_what_it_knows_without_a_message_to_the_user() {
    let mut client = initialized(json!({}));
    let text = client.result("hotfix-lint/debugInformation", &Value::Null);
    assert!(text.as_str().unwrap().starts_with("# hotfix-lint "), "{text}");
}
