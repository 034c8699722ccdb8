//! The schemas: as the program writes them, and of one mind with the readers.

use super::draft7;
use crate::{configuration, path, read};
use hotfix_lint::config::Config;
use hotfix_lint::edit::new::new_document;
use hotfix_lint::policy::{builtin, load};
use hotfix_lint::proposal::yaml_tree::{self, Node, NodeKind, ScalarStyle};
use hotfix_lint::proposal::{self, Format};
use hotfix_lint::schema::{Subject, schema};
use hotfix_lint::source::{Source, Span};
use serde_json::{Map, Value, json};
use std::process::Command;

#[test]
fn the_schemas_are_current() {
    for subject in Subject::ALL {
        let name = format!("schemas/{}.json", subject.name());
        let now = schema(subject, &builtin::rapids());
        if std::env::var_os("HOTFIX_LINT_BLESS").is_some() {
            std::fs::write(path(&name), &now).unwrap();
        }
        assert!(read(&name) == now, "{name} is out of date: HOTFIX_LINT_BLESS=1 writes it");
    }
}

/// A schema that knows no other fields than those it names.
fn closed(schema: &mut Value) {
    match schema {
        Value::Object(keywords) => {
            if keywords.contains_key("properties") {
                keywords.insert("additionalProperties".to_owned(), json!(false));
            }
            keywords.values_mut().for_each(closed);
        }
        Value::Array(items) => items.iter_mut().for_each(closed),
        _ => {}
    }
}

#[test]
fn what_is_printed_is_what_the_schemas_say() {
    for (subject, command) in [(Subject::Check, "check"), (Subject::Report, "report")] {
        let mut schema: Value =
            serde_json::from_str(&schema(subject, &builtin::rapids())).expect("JSON");
        closed(&mut schema);
        let mut program = Command::new(env!("CARGO_BIN_EXE_hotfix-lint"));
        let arguments =
            ["--today", "2026-11-22", "--format", "json", "examples", "tests/editors/workspace"];
        let output = program.arg(command).args(arguments).current_dir(path("")).output().unwrap();
        let mut printed: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(draft7::refusals(&schema, &printed), [""; 0], "{command}");
        let proposals = printed["proposals"].as_array_mut().unwrap();
        assert!(proposals.len() > 20, "{command}");
        // The schemas do refuse something.
        proposals[0].as_object_mut().unwrap().remove("verdict");
        proposals[1]["status"] = json!("done");
        proposals[2]["more"] = json!(1);
        assert_eq!(draft7::refusals(&schema, &printed).len(), 3, "{command}");
    }
}

/// Where the schema of a subject refuses a text, and why; empty where it takes it.
fn refusals(subject: Subject, text: &str) -> Vec<String> {
    let schema: Value = serde_json::from_str(&schema(subject, &builtin::rapids())).expect("JSON");
    draft7::refusals(&schema, &yaml(text))
}

#[test]
fn the_schemas_take_what_is_ours() {
    let mut taken = vec![
        (Subject::Config, "README.md".to_owned(), configuration()),
        (Subject::Config, "examples".to_owned(), read("examples/hotfix-lint.yaml")),
        (Subject::Policy, "docs/policies.md".to_owned(), documented_policy()),
    ];
    for (name, text) in builtin::BUILTIN {
        taken.push((Subject::Policy, name.to_owned(), text.to_owned()));
        let policy = builtin::find(name).unwrap();
        let text = new_document(&policy, Format::Yaml, "T", Some("#1"), None);
        taken.push((Subject::Proposal, format!("new {name}"), text));
    }
    for entry in std::fs::read_dir(path("examples")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if !name.contains(".hotfix.") {
            continue;
        }
        let text = read(&format!("examples/{name}"));
        let text = match Format::of_path(&name).expect("a format") {
            Format::Yaml => text,
            Format::Markdown => front_matter(&text),
        };
        taken.push((Subject::Proposal, name, text));
    }
    for (subject, name, text) in taken {
        assert_eq!(refusals(subject, &text), [""; 0], "{name}");
    }
}

#[test]
fn schema_and_reader_are_of_one_mind() {
    let policy = |from: &str, to: &str| documented_policy().replacen(from, to, 1);
    let cases = [
        (Subject::Config, "{}".to_owned(), true),
        (Subject::Config, "tracker:\nreleases:\nrules:\ntiming:\ninclude:\n".to_owned(), true),
        (Subject::Config, "include: \"**/*.md\"\n".to_owned(), true),
        (Subject::Config, "rules: { missing-issue: off, weak-evidence: false }\n".to_owned(), true),
        (Subject::Config, "rules: { missing-isue: off }\n".to_owned(), false),
        (Subject::Config, "rules: { missing-issue: never }\n".to_owned(), false),
        (Subject::Config, "rules: { invalid-policy: off }\n".to_owned(), false),
        (Subject::Config, "polciy: rapids\n".to_owned(), false),
        (Subject::Config, "timing: { within-days: soon }\n".to_owned(), false),
        (Subject::Config, "timing: { within-days: \"7\" }\n".to_owned(), true),
        (Subject::Config, "releases: [{ name: 26.12, release: 2026-12-09 }]\n".to_owned(), true),
        (Subject::Config, "releases: [{ name: 26.12 }]\n".to_owned(), false),
        (Subject::Config, "releases: [{ name: 26.12, release: soon }]\n".to_owned(), false),
        (Subject::Config, "releases: { cohort: early }\n".to_owned(), false),
        (Subject::Policy, policy("name: payments", "title: payments"), false),
        (Subject::Policy, policy("kind: yes-no", "kind: yesno"), false),
        (Subject::Policy, policy("for-hotfix: yes", "for-hotfix: true"), true),
        (Subject::Policy, policy("optional: true", "optional: On"), true),
        (Subject::Policy, policy("optional: true", "optional: perhaps"), false),
        (Subject::Policy, policy("[log, reproduction, issue]", "log"), true),
        (Subject::Policy, policy("[log, reproduction, issue]", "any"), true),
        (Subject::Policy, policy("[log, reproduction, issue]", "[lgo]"), false),
        (Subject::Policy, policy("{ all: [harm, where] }", "{ all: [harm], of: [where] }"), false),
        (
            Subject::Policy,
            policy("{ all: [harm, where] }", "{ at-least: 2, of: [harm, where] }"),
            true,
        ),
        (Subject::Policy, policy("{ all: [harm, where] }", "{ every: [harm, where] }"), false),
        (Subject::Policy, policy("{ is: [where, sandbox] }", "{ is: [where] }"), false),
        (Subject::Policy, policy("{ is: [where, sandbox] }", "{ is: }"), false),
        (Subject::Policy, policy("id: harm", "id:"), false),
        (Subject::Policy, EXTENDING.to_owned(), true),
        (
            Subject::Proposal,
            "status: draft\nother: 1\nissue: [\"#1\", acme/app#2]\n".to_owned(),
            true,
        ),
        (Subject::Proposal, "status:\ndecision:\nanswers:\n".to_owned(), true),
        (Subject::Proposal, "status: done\n".to_owned(), false),
        (Subject::Proposal, "target: [26.12]\n".to_owned(), false),
        (Subject::Proposal, "decision: { date: tomorrow }\n".to_owned(), false),
        (Subject::Proposal, "deferral: { from: someday }\n".to_owned(), false),
        (Subject::Proposal, "answers: { majority: { common-input: common } }\n".to_owned(), true),
        (
            Subject::Proposal,
            "answers: { Is it common?: { answer: yes, evidence: [a] } }\n".to_owned(),
            true,
        ),
    ];
    for (subject, text, taken) in cases {
        assert_eq!(refusals(subject, &text).is_empty(), taken, "the schema on\n{text}");
        assert_eq!(is_read(subject, &text), taken, "the reader on\n{text}");
    }
}

/// Keys without a value take those of the other policy away.
const EXTENDING: &str = "policy: 1
name: ours
extends: rapids
source:
title:
criteria:
  - id: significant
    why:
    questions: [{ id: incorrect-results, evidence: , aliases: , example: }]
";

/// Whether the program finds nothing wrong with the shape of a text.
fn is_read(subject: Subject, text: &str) -> bool {
    match subject {
        Subject::Config => Config::parse(text, &path("examples/hotfix-lint.yaml")).is_ok(),
        Subject::Policy => load::load(text).is_ok(),
        Subject::Proposal => {
            let read = proposal::read(&Source::new(text), Format::Yaml, &builtin::rapids());
            read.metadata.invalid.is_empty() && read.errors.is_empty()
        }
        Subject::Check | Subject::Report => panic!("nobody reads what is printed"),
    }
}

fn documented_policy() -> String {
    let page = read("docs/policies.md");
    let (_, rest) = page.split_once("```yaml policy\n").expect("a policy");
    rest.split_once("```\n").expect("its end").0.to_owned()
}

fn front_matter(text: &str) -> String {
    let rest = text.strip_prefix("---\n").unwrap_or_default();
    rest.split_once("\n---\n").map_or_else(String::new, |(body, _)| format!("{body}\n"))
}

/// YAML as an editor's YAML server sees it: scalars by the core schema of YAML 1.2.
fn yaml(text: &str) -> Value {
    let tree = yaml_tree::parse(text, Span::new(0, text.len()));
    assert_eq!(tree.errors, [], "{text}");
    tree.root.as_ref().map_or_else(|| json!({}), value)
}

fn value(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Null => Value::Null,
        NodeKind::Scalar { text, style: ScalarStyle::Plain, .. } => plain(text),
        NodeKind::Scalar { text, .. } => json!(text),
        NodeKind::Sequence(items) => items.iter().map(value).collect(),
        NodeKind::Mapping(entries) => {
            let entries = entries.iter().map(|entry| (entry.key.clone(), value(&entry.value)));
            entries.collect::<Map<_, _>>().into()
        }
    }
}

fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => json!(true),
        "false" | "False" | "FALSE" => json!(false),
        _ => {
            let integer = text.parse::<i64>().ok().map(|number| json!(number));
            integer.or_else(|| text.parse::<f64>().ok().map(|n| json!(n))).unwrap_or(json!(text))
        }
    }
}
