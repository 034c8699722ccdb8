//! Finding one's way: colours, links, places, releases.

use super::client::{Client, Folder, document, initialized, initialized_in, to_range};
use super::features::DEFERRED_BY_POLICY;
use gen_lsp_types as lsp;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

fn colours(delta: bool) -> Value {
    // Findings are there for those who ask, and nobody here does.
    json!({"textDocument": {"diagnostic": {}, "semanticTokens": {
        "requests": {"range": true, "full": {"delta": delta}},
        "tokenTypes": ["class"], "tokenModifiers": [], "formats": ["relative"],
    }}})
}

fn tokens(client: &mut Client, uri: &str) -> lsp::SemanticTokens {
    let params = json!({"textDocument": document(uri)});
    let params = serde_json::from_value(params).unwrap();
    client.request::<lsp::SemanticTokensRequest>(params).expect("tokens")
}

/// The numbers of tokens, five each.
fn numbers(tokens: &[lsp::SemanticToken]) -> Vec<u32> {
    tokens.iter().flat_map(|&token| <[u32; 5]>::from(token)).collect()
}

#[test]
fn colours_in_every_encoding() {
    for (encoding, end) in [("utf-8", 10), ("utf-16", 7), ("utf-32", 6)] {
        let mut capabilities = colours(true);
        capabilities["general"] = json!({"positionEncodings": [encoding]});
        let mut client = initialized(capabilities);
        client.open("file:///p/hotfixes/a.md", "markdown", "# é😀 abc\r\n");
        let found = tokens(&mut client, "file:///p/hotfixes/a.md");
        assert_eq!(numbers(&found.data), [0, 2, end, 0, 0b10_0001], "{encoding}");
    }
}

#[test]
fn colours_that_change() {
    let mut client = initialized(colours(true));
    let uri = "file:///p/hotfixes/a.md";
    client.open(uri, "markdown", DEFERRED_BY_POLICY);
    let mut now = tokens(&mut client, uri);
    for (version, range, text) in [
        (2, [6, 37, 6, 39], "Yes"),
        (3, [0, 0, 0, 0], "\n"),
        (4, [0, 0, 99, 0], ""),
        (5, [0, 0, 0, 0], "# A\n"),
    ] {
        client.edit(uri, version, range, text);
        let params = json!({"textDocument": document(uri), "previousResultId": now.result_id});
        let params = serde_json::from_value(params).unwrap();
        let changed = client.request::<lsp::SemanticTokensDeltaRequest>(params).expect("tokens");
        let lsp::SemanticTokensDeltaResponse::SemanticTokensDelta(delta) = changed else {
            panic!("{changed:?}")
        };
        let mut data = numbers(&now.data);
        for edit in delta.edits {
            let (start, count) = (edit.start as usize, edit.delete_count as usize);
            data.splice(start..start + count, edit.data.unwrap_or_default());
        }
        now = tokens(&mut client, uri);
        assert_eq!(data, numbers(&now.data), "version {version}");
    }
    // A result that the server does not know: all of them.
    let params = json!({"textDocument": document(uri), "previousResultId": "other"});
    let params = serde_json::from_value(params).unwrap();
    let all = client.request::<lsp::SemanticTokensDeltaRequest>(params).expect("tokens");
    assert!(matches!(all, lsp::SemanticTokensDeltaResponse::SemanticTokens(all) if all == now));
    // Within a range.
    let params = json!({"textDocument": document(uri), "range": to_range([1, 0, 1, 0])});
    let params = serde_json::from_value(params).unwrap();
    let some = client.request::<lsp::SemanticTokensRangeRequest>(params).expect("tokens");
    assert!(some.data.is_empty());
}

#[test]
fn colours_for_those_who_want_them() {
    let mut client = super::client::start();
    let offered = client.initialize(json!({})).capabilities;
    assert!(offered.semantic_tokens_provider.is_none());
    let mut client = super::client::start();
    let offered = client.initialize(colours(false)).capabilities;
    let offered = serde_json::to_value(offered.semantic_tokens_provider).unwrap();
    assert_eq!(offered["full"], json!(true));
    assert_eq!(offered["legend"]["tokenTypes"][0], "class");
}

/// A client that knows how to go elsewhere.
fn traveller() -> Value {
    json!({
        "workspace": {
            "applyEdit": true,
            "workspaceEdit": {
                "documentChanges": true, "resourceOperations": ["create"],
                "changeAnnotationSupport": {},
            },
        },
        "window": {"showDocument": {"support": true}},
        "textDocument": {
            "publishDiagnostics": {"versionSupport": true},
            "definition": {"linkSupport": true},
            "rename": {"prepareSupport": true},
            "documentLink": {"tooltipSupport": true},
        },
    })
}

const CONFIG: &str = "\
policy: mine.yaml
tracker: {url: \"https://forge.example/acme/app/issues/{issue}\"}
releases: {file: releases.yaml}
";

const RELEASES: &str = "\
releases:
  - name: \"26.12\" # é😀
    freeze: 2026-11-24
    release: 2026-12-09
  - {name: 27.02, freeze: 2027-01-20, release: 2027-02-03}
";

const POLICY: &str = "\
policy: 1
name: mine
title: Ours
criteria:
  - id: significant
    title: Is this bug significant?
    met-when: { any: [incorrect-results] }
    questions:
      - id: incorrect-results
        prompt: Does it produce incorrect results?
        kind: yes-no
        for-hotfix: yes
hotfix-when: significant
";

const WAITING: &str = "\
---
title: 😀 Joins
target: 26.12 # soon
policy: mine
---
## Is this bug significant?

- Does it produce incorrect results? Yes, see Reproduction.

## Reproduction

`tests/test_join.py::test_nulls`
";

/// A workspace with two proposals that wait for 26.12, one that does not, and a folder with a calendar of its own.
fn workspace() -> Folder {
    Folder::new(&[
        ("hotfix-lint.yaml", CONFIG),
        ("releases.yaml", RELEASES),
        ("mine.yaml", POLICY),
        ("a.hotfix.md", WAITING),
        ("deep/b.hotfix.yaml", "title: Sorts\nstatus: deferred\ntarget: '26.12'\nanswers: {}\n"),
        ("c.hotfix.md", "---\ntarget: 27.02\n---\n# Other 26.12\n"),
        ("other/hotfix-lint.yaml", "releases:\n  - {name: \"26.12\", release: 2026-12-01}\n"),
        ("other/d.hotfix.md", "---\ntarget: 26.12\n---\n# Elsewhere\n"),
    ])
}

/// A session in a folder, whose proposals have been looked through.
fn in_workspace(folder: &Folder, mut capabilities: Value) -> Client {
    // Nobody here looks at findings: they are there for those who ask.
    capabilities["textDocument"]["diagnostic"] = json!({});
    let mut client = initialized_in(&[folder], capabilities);
    let uri = folder.uri("a.hotfix.md");
    client.open(&uri, "markdown", WAITING);
    let id = client.ask("textDocument/diagnostic", &json!({"textDocument": document(&uri)}));
    client.answer(id);
    let deadline = Instant::now() + Duration::from_secs(20);
    let all = |client: &mut Client| found(client, "").len() == 4;
    while !all(&mut client) {
        assert!(Instant::now() < deadline, "{:?}", found(&mut client, ""));
    }
    client
}

/// The names of the symbols for a query.
fn found(client: &mut Client, query: &str) -> Vec<String> {
    let id = client.ask("workspace/symbol", &json!({"query": query}));
    let found = client.answer(id)["result"].clone();
    let found = found.as_array().expect("a list").iter();
    found.map(|symbol| symbol["name"].as_str().unwrap().to_owned()).collect()
}

/// Asks about a place: `more` comes beside document and position.
fn at(client: &mut Client, method: &str, uri: &str, place: [u32; 2], more: &Value) -> Value {
    let position = json!({"line": place[0], "character": place[1]});
    let mut params = json!({"textDocument": {"uri": uri}, "position": position});
    params.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    let id = client.ask(method, &params);
    client.answer(id)
}

#[test]
fn names_lead_to_their_definitions() {
    let folder = workspace();
    let mut client = in_workspace(&folder, traveller());
    let uri = folder.uri("a.hotfix.md");
    let mut definition = |place: [u32; 2]| {
        let link = at(&mut client, "textDocument/definition", &uri, place, &json!({}));
        let link = &link["result"][0];
        let uri = link["targetUri"].as_str().unwrap_or_default();
        let start = &link["targetSelectionRange"]["start"];
        (
            uri.to_owned(),
            start["line"].clone(),
            link["originSelectionRange"]["end"]["character"].clone(),
        )
    };
    assert_eq!(definition([2, 10]), (folder.uri("releases.yaml"), json!(1), json!(13)));
    assert_eq!(definition([3, 9]), (folder.uri("mine.yaml"), json!(1), json!(12)));
    assert_eq!(definition([5, 5]), (folder.uri("mine.yaml"), json!(4), json!(27)));
    assert_eq!(definition([7, 5]), (folder.uri("mine.yaml"), json!(8), json!(36)));
    assert_eq!(definition([7, 50]), (uri.clone(), json!(9), json!(58)));
    assert_eq!(definition([1, 9]).0, "");
    // From a configuration to what it names, and within a policy.
    let config = folder.uri("hotfix-lint.yaml");
    client.open(&config, "yaml", CONFIG);
    let named = at(&mut client, "textDocument/definition", &config, [2, 20], &json!({}));
    assert_eq!(named["result"][0]["targetUri"], folder.uri("releases.yaml"));
    client.open(&folder.uri("mine.yaml"), "yaml", POLICY);
    let asked =
        at(&mut client, "textDocument/definition", &folder.uri("mine.yaml"), [6, 30], &json!({}));
    assert_eq!(asked["result"][0]["targetRange"]["start"]["line"], 8);
}

#[test]
fn a_location_where_links_are_not_known() {
    let folder = workspace();
    let mut client = in_workspace(&folder, json!({}));
    let uri = folder.uri("a.hotfix.md");
    let found = at(&mut client, "textDocument/definition", &uri, [2, 10], &json!({}));
    assert_eq!(
        found["result"],
        json!({"uri": folder.uri("releases.yaml"), "range": to_range([1, 10, 1, 17])})
    );
}

#[test]
fn a_release_knows_who_waits_for_it() {
    let folder = workspace();
    let mut client = in_workspace(&folder, traveller());
    let mut references = |uri: &str, place: [u32; 2], declaration: bool| {
        let more = json!({"context": {"includeDeclaration": declaration}});
        let found = at(&mut client, "textDocument/references", uri, place, &more);
        let found = found["result"].as_array().expect("a list").iter();
        let place = |found: &Value| {
            let uri = found["uri"].as_str().unwrap();
            (
                uri.rsplit('/').next().unwrap().to_owned(),
                found["range"]["start"]["line"].as_u64().unwrap(),
            )
        };
        found.map(place).collect::<Vec<_>>()
    };
    let place = |name: &str, line| (name.to_owned(), line);
    let waiting = [place("a.hotfix.md", 2), place("b.hotfix.yaml", 2)];
    let uri = folder.uri("a.hotfix.md");
    assert_eq!(references(&uri, [2, 9], false), waiting);
    let all = [&waiting[..], &[place("releases.yaml", 1)]].concat();
    assert_eq!(references(&uri, [2, 9], true), all);
    // A question: its place, the conditions that name it, and where it is asked here.
    let asked = references(&uri, [7, 9], true);
    assert_eq!(asked, [place("a.hotfix.md", 7), place("mine.yaml", 6), place("mine.yaml", 8)]);
    // A heading: the answers that point to it.
    assert_eq!(references(&uri, [9, 5], false), [place("a.hotfix.md", 7)]);
    // From the calendar, too.
    let calendar = folder.uri("releases.yaml");
    client.open(&calendar, "yaml", RELEASES);
    let more = json!({"context": {"includeDeclaration": true}});
    let found = at(&mut client, "textDocument/references", &calendar, [1, 12], &more);
    assert_eq!(found["result"].as_array().map(Vec::len), Some(3));
}

#[test]
fn a_release_is_renamed_everywhere() {
    let folder = workspace();
    let mut client = in_workspace(&folder, traveller());
    let uri = folder.uri("a.hotfix.md");
    let prepared = at(&mut client, "textDocument/prepareRename", &uri, [2, 9], &json!({}));
    assert_eq!(
        prepared["result"],
        json!({"range": to_range([2, 8, 2, 13]), "placeholder": "26.12"})
    );
    let nothing = at(&mut client, "textDocument/prepareRename", &uri, [6, 0], &json!({}));
    assert_eq!(nothing["result"], Value::Null);
    let renamed =
        at(&mut client, "textDocument/rename", &uri, [2, 9], &json!({"newName": "26.13"}));
    let changes = renamed["result"]["documentChanges"].as_array().expect("changes");
    let mut edits: Vec<Value> = changes
        .iter()
        .map(|change| {
            assert_eq!(change["edits"].as_array().map(Vec::len), Some(1), "{change}");
            let edit = &change["edits"][0];
            let document = &change["textDocument"];
            json!([document["uri"], document["version"], edit["newText"], edit["range"]["start"]])
        })
        .collect();
    edits.sort_by_key(|edit| edit[0].as_str().unwrap().to_owned());
    let start = |line: u32, character: u32| json!({"line": line, "character": character});
    assert_eq!(
        edits,
        [
            json!([uri, 1, "\"26.13\"", start(2, 8)]),
            json!([folder.uri("deep/b.hotfix.yaml"), null, "'26.13'", start(2, 8)]),
            json!([folder.uri("releases.yaml"), null, "\"26.13\"", start(1, 10)]),
        ]
    );
    for bad in ["27.02", "", " ", "a\nb"] {
        let refused =
            at(&mut client, "textDocument/rename", &uri, [2, 9], &json!({"newName": bad}));
        assert_eq!(refused["error"]["code"], -32803, "{bad:?}");
    }
    let refused = at(&mut client, "textDocument/rename", &uri, [6, 0], &json!({"newName": "x"}));
    assert_eq!(refused["error"]["code"], -32803);
}

#[test]
fn a_release_that_a_rule_names() {
    let config = "releases:\n  every: 1 month\n  from: 2026-12-09\n  name: \"{yy}.{mm}\"\n  except:\n    - { name: \"27.02\", release: 2027-02-17 }\n    - { name: spring, release: 2027-04-01 }\n";
    let proposal = "---\ntarget: 26.12\n---\n# T\n";
    let folder = Folder::new(&[("hotfix-lint.yaml", config), ("a.hotfix.md", proposal)]);
    let mut capabilities = traveller();
    capabilities["textDocument"]["diagnostic"] = json!({});
    let mut client = initialized_in(&[&folder], capabilities);
    let (uri, calendar) = (folder.uri("a.hotfix.md"), folder.uri("hotfix-lint.yaml"));
    client.open(&uri, "markdown", proposal);
    client.open(&calendar, "yaml", config);
    let more = json!({"newName": "x"});
    let mut asked = |method: &str, uri: &str, place: [u32; 2]| loop {
        let answer = at(&mut client, method, uri, place, &more);
        if !answer.to_string().contains("still being read") {
            return answer;
        }
    };
    for method in ["textDocument/prepareRename", "textDocument/rename"] {
        for (uri, place) in [(&uri, [1, 9]), (&calendar, [5, 15])] {
            let answer = asked(method, uri, place);
            let message = answer["error"]["message"].as_str().expect("a reason");
            assert!(message.contains("the rule in `releases` makes the name"), "{message}");
        }
    }
    // One that the rule does not have is written where it is.
    let answer = asked("textDocument/rename", &calendar, [6, 15]);
    let changes = answer["result"]["documentChanges"].as_array().expect("changes");
    assert_eq!(changes[0]["edits"][0]["range"], json!(to_range([6, 14, 6, 20])));
    let hover = asked("textDocument/hover", &calendar, [6, 15]);
    assert!(hover.to_string().contains("release 2027-04-01"), "{hover}");
}

const EVENTS: &str = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Ours 26.12 freeze\r\nDTSTART;VALUE=DATE:20261124\r\n\
    END:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY;LANGUAGE=en:26.12 release\r\nDTSTART;VALUE=DATE:20261209\r\n\
    END:VEVENT\r\nEND:VCALENDAR\r\n";

#[test]
fn a_release_that_is_an_event() {
    let proposal = "---\ntarget: 26.12\n---\n# T\n";
    let folder = Folder::new(&[
        ("hotfix-lint.yaml", "releases: {file: team.ics}\n"),
        ("team.ics", EVENTS),
        ("a.hotfix.md", proposal),
    ]);
    let mut capabilities = traveller();
    capabilities["textDocument"]["diagnostic"] = json!({});
    let mut client = initialized_in(&[&folder], capabilities);
    let (uri, calendar) = (folder.uri("a.hotfix.md"), folder.uri("team.ics"));
    client.open(&uri, "markdown", proposal);
    let link = at(&mut client, "textDocument/definition", &uri, [1, 9], &json!({}));
    let link = &link["result"][0];
    assert_eq!(link["targetUri"], calendar);
    assert_eq!(link["targetSelectionRange"], json!(to_range([6, 20, 6, 25])));
    let renamed = |client: &mut Client, name: &str| loop {
        let more = json!({"newName": name});
        let answer = at(client, "textDocument/rename", &uri, [1, 9], &more);
        // Until the workspace has been looked through nobody knows who waits for it.
        if !answer.to_string().contains("still being read") {
            return answer;
        }
    };
    let answer = renamed(&mut client, "26.13");
    let changes = answer["result"]["documentChanges"].as_array().expect("changes");
    let events = changes.iter().find(|c| c["textDocument"]["uri"] == calendar).expect("events");
    let edits = events["edits"].as_array().unwrap().iter();
    let mut edits: Vec<Value> = edits.map(|edit| json!([edit["newText"], edit["range"]])).collect();
    edits.sort_by_key(|edit| edit[1]["start"]["line"].as_u64());
    let edit = |range| json!(["26.13", to_range(range)]);
    assert_eq!(edits, [edit([2, 13, 2, 18]), edit([6, 20, 6, 25])]);
    for bad in ["spring", "26.12 b"] {
        let answer = renamed(&mut client, bad);
        assert!(answer["error"]["message"].as_str().unwrap().contains("one word"), "{answer}");
    }
}

#[test]
fn questions_lead_into_the_policy_that_the_document_names() {
    let proposal = "---\npolicy: ../mine.yaml\n---\n- Does it produce incorrect results? No\n";
    let folder =
        Folder::new(&[(".git/HEAD", ""), ("mine.yaml", POLICY), ("hotfixes/a.md", proposal)]);
    let mut client = initialized_in(&[&folder], json!({"textDocument": {"diagnostic": {}}}));
    let uri = folder.uri("hotfixes/a.md");
    client.open(&uri, "markdown", proposal);
    for (place, range) in [([3, 9], [8, 12, 8, 29]), ([1, 12], [1, 6, 1, 10])] {
        let found = at(&mut client, "textDocument/definition", &uri, place, &json!({}));
        let expected = json!({"uri": folder.uri("mine.yaml"), "range": to_range(range)});
        assert_eq!(found["result"], expected);
    }
    let more = json!({"context": {"includeDeclaration": true}});
    let found = at(&mut client, "textDocument/references", &uri, [3, 9], &more);
    assert_eq!(found["result"].as_array().map(Vec::len), Some(3), "{found}");
}

#[test]
fn proposals_are_found_by_what_they_say() {
    let folder = workspace();
    let mut client = in_workspace(&folder, traveller());
    let id = client.ask("workspace/symbol", &json!({"query": "sorts"}));
    let sorts = client.answer(id)["result"][0]["location"].clone();
    let document =
        json!({"uri": folder.uri("deep/b.hotfix.yaml"), "range": to_range([0, 0, 0, 0])});
    assert_eq!(sorts, document);
    assert_eq!(found(&mut client, "joins"), ["😀 Joins (draft, hotfix, 26.12)"]);
    assert_eq!(found(&mut client, "deferred 26.12"), ["Sorts (deferred, undecided, 26.12)"]);
    assert_eq!(found(&mut client, "c.hotfix"), ["Other 26.12 (draft, undecided, 27.02)"]);
    assert!(found(&mut client, "none of them").is_empty());
}

#[test]
fn links_to_files_and_pages() {
    let folder = workspace();
    folder.write("tests/test_join.py", "");
    let mut client = in_workspace(&folder, traveller());
    let params = json!({"textDocument": document(&folder.uri("a.hotfix.md"))});
    let params = serde_json::from_value(params).unwrap();
    let links = client.request::<lsp::DocumentLinkRequest>(params).expect("links");
    assert_eq!(links.len(), 1, "{links:?}");
    assert_eq!(links[0].target.as_ref().unwrap().0, folder.uri("tests/test_join.py"));
    assert_eq!(links[0].tooltip.as_deref(), Some("test tests/test_join.py::test_nulls"));
    let config = folder.uri("hotfix-lint.yaml");
    client.open(&config, "yaml", CONFIG);
    let params = serde_json::from_value(json!({"textDocument": document(&config)})).unwrap();
    let links = client.request::<lsp::DocumentLinkRequest>(params).expect("links");
    let targets: Vec<_> = links.iter().map(|link| link.target.clone().unwrap().0).collect();
    assert_eq!(targets, [folder.uri("mine.yaml"), folder.uri("releases.yaml")]);
    let calendar = folder.uri("releases.yaml");
    client.open(&calendar, "yaml", RELEASES);
    let params = json!({"textDocument": document(&calendar), "range": to_range([0, 0, 9, 0])});
    let hints = client
        .request::<lsp::InlayHintRequest>(serde_json::from_value(params).unwrap())
        .expect("hints");
    let labels: Vec<_> = hints.iter().map(|hint| json!(hint.label)).collect();
    assert_eq!(labels, ["freezes in 2 days", "freezes in 59 days"]);
}

#[test]
fn deferring_is_confirmed_where_that_can_be_asked() {
    let folder = workspace();
    let mut client = in_workspace(&folder, traveller());
    let uri = folder.uri("a.hotfix.md");
    let defer = json!({"command": "hotfix-lint.defer", "arguments": [{"uri": uri}]});
    let id = client.ask("workspace/executeCommand", &defer);
    // As it was sent: the protocol crate's type takes an annotated edit for a plain one.
    let asked = client.next(|message| message["method"] == "workspace/applyEdit");
    client.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": {"applied": true}}));
    client.answer(id);
    let edit = &asked["params"]["edit"];
    let annotation = &edit["changeAnnotations"]["confirm"];
    assert_eq!(annotation["needsConfirmation"], true);
    assert_eq!(annotation["label"], "Defer to 26.12");
    let edits = edit["documentChanges"][0]["edits"].as_array().expect("edits");
    assert!(edits.iter().all(|edit| edit["annotationId"] == "confirm"), "{edits:?}");
}

#[test]
fn a_new_proposal() {
    let folder = workspace();
    let mut client = in_workspace(&folder, traveller());
    let new = |arguments: Value| json!({"command": "hotfix-lint.new", "arguments": [arguments]});
    let id =
        client.ask("workspace/executeCommand", &new(json!({"title": "Sort: é", "issue": "#7"})));
    let asked = client.asked::<lsp::ApplyWorkspaceEditRequest>(&json!({"applied": true}));
    let uri = folder.uri("hotfixes/sort-%C3%A9.hotfix.md");
    assert_eq!(client.answer(id)["result"], json!({"uri": uri}));
    let changes = json!(asked.edit.document_changes);
    assert_eq!(changes[0], json!({"kind": "create", "uri": uri, "options": {"overwrite": false}}));
    let text = changes[1]["edits"][0]["newText"].as_str().unwrap();
    assert!(text.contains("# Sort: é\n") && text.contains("issue: \"#7\"\n"), "{text}");
    let shown = client.asked::<lsp::ShowDocumentRequest>(&json!({"success": true}));
    assert_eq!(shown.uri.0, uri);
    // A lone number is what `#` stands before, as on the command line.
    let id = client.ask("workspace/executeCommand", &new(json!({"title": "T", "issue": "1234"})));
    let asked = client.asked::<lsp::ApplyWorkspaceEditRequest>(&json!({"applied": true}));
    let changes = json!(asked.edit.document_changes);
    let text = changes[1]["edits"][0]["newText"].as_str().unwrap();
    assert!(text.contains("issue: \"#1234\"\n"), "{text}");
    client.answer(id);
    client.asked::<lsp::ShowDocumentRequest>(&json!({"success": true}));
    for (arguments, code) in [
        (json!({"uri": folder.uri("a.hotfix.md")}), -32803),
        (json!({"uri": folder.uri("a.txt")}), -32602),
        (json!({"format": "html"}), -32602),
        (json!(7), -32602),
    ] {
        assert_eq!(client.refused("workspace/executeCommand", &new(arguments)), code);
    }
    let mut client = initialized(json!({}));
    assert_eq!(client.refused("workspace/executeCommand", &new(json!({}))), -32803);
}

#[test]
fn the_page_of_a_rule() {
    let explain =
        |rule: &str| json!({"command": "hotfix-lint.explain", "arguments": [{"rule": rule}]});
    let mut client = initialized(traveller());
    let id = client.ask("workspace/executeCommand", &explain("missing-evidence"));
    let shown = client.asked::<lsp::ShowDocumentRequest>(&json!({"success": true}));
    assert!(shown.external == Some(true) && shown.uri.0.ends_with("missing-evidence.md"));
    assert_eq!(client.answer(id)["result"]["url"], json!(shown.uri.0));
    assert_eq!(client.refused("workspace/executeCommand", &explain("none")), -32602);
    let mut client = initialized(json!({}));
    let id = client.ask("workspace/executeCommand", &explain("missing-evidence"));
    let told = client.notified::<lsp::ShowMessageNotification>();
    assert!(told.message.starts_with("missing-evidence: "), "{}", told.message);
    client.answer(id);
}

#[test]
fn the_triage_table() {
    let folder = workspace();
    let mut client = in_workspace(&folder, traveller());
    let report =
        |arguments: Value| json!({"command": "hotfix-lint.report", "arguments": arguments});
    // What is in the editor counts.
    client.edit(&folder.uri("a.hotfix.md"), 2, [1, 7, 1, 15], "Unsaved é");
    let id = client.ask("workspace/executeCommand", &report(json!([])));
    let text = client.answer(id)["result"]["text"].as_str().expect("a text").to_owned();
    for words in ["Unsaved é", "Sorts", "Other 26.12", "Elsewhere", "deep/b.hotfix.yaml"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let id = client.ask("workspace/executeCommand", &report(json!([{"format": "html"}])));
    let page = client.answer(id)["result"]["text"].as_str().expect("a page").to_owned();
    assert!(page.starts_with("<!doctype html>") || page.starts_with("<!DOCTYPE html>"), "{page}");
    let bad = report(json!([{"format": "pdf"}]));
    assert_eq!(client.refused("workspace/executeCommand", &bad), -32602);
    // A symbol of a text that has moved on leads to its document, and to no line that may be gone.
    client.change(&folder.uri("a.hotfix.md"), 3, &json!([{"text": "---\ntarget: 26.12\n---\n"}]));
    let id = client.ask("workspace/symbol", &json!({"query": "26.12 a.hotfix"}));
    let found = client.answer(id)["result"].clone();
    assert_eq!(found[0]["location"]["range"], json!(to_range([0, 0, 0, 0])), "{found}");
}
