//! What a console cannot show: streams that end early, colours, bytes, order.

use super::{command, repository};
use libtest_mimic::Trial;
use serde_json::Value;
use std::io::Read as _;
use std::path::Path;
use std::process::Stdio;

type Check = fn();

pub(super) fn trials() -> Vec<Trial> {
    let checks: [(&str, Check); 10] = [
        ("json: the contract", contract),
        ("json: the same bytes twice", deterministic),
        ("sarif: the same finding on another line", fingerprints),
        ("the day of a report is the team's", days),
        ("forges get paths from the repository's root", from_the_root),
        ("a reader that has seen enough", broken_pipe),
        ("completions and manual pages for everything", pages),
        ("colours where they are asked for", colours),
        ("nothing of a document acts on a terminal", inert),
        ("no file is lost or doubled", every_file_once),
    ];
    let trial = |(name, check): (&str, Check)| {
        Trial::test(name, move || {
            check();
            Ok(())
        })
    };
    checks.into_iter().map(trial).collect()
}

const PROPOSAL: &str = "\
---
title: Merge drops rows
issue: \"#12\"
status: proposed
---
# Is this bug significant?

## Does it produce incorrect results?

Yes, as #12 shows:

```python
merge(a, b)
```

## Are there compile or runtime errors with valid input?

TBD
";

fn write_many(folder: &Path, count: usize) {
    let proposals = folder.join("hotfixes");
    std::fs::create_dir_all(&proposals).unwrap();
    for n in 0..count {
        std::fs::write(proposals.join(format!("{n:04}.md")), PROPOSAL).unwrap();
    }
}

fn json(folder: &Path, arguments: &[&str]) -> String {
    let output = command(folder)
        .args(["check", "--today", "2026-11-22", "--format", "json"])
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    String::from_utf8(output.stdout).unwrap()
}

/// The keys of an object in the order they are written: as many as the sample has, and no others.
fn keys(text: &str) -> Vec<String> {
    let (mut depth, mut keys) = (0, Vec::new());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            '"' => {
                let mut strings = serde_json::Deserializer::from_str(rest).into_iter::<String>();
                let string = strings.next().unwrap().unwrap();
                let end = strings.byte_offset();
                if depth == 1 && rest[end..].starts_with(':') {
                    keys.push(string);
                }
                rest = &rest[end..];
                continue;
            }
            _ => {}
        }
        rest = &rest[c.len_utf8()..];
    }
    keys
}

/// The object behind the first `"key":[` or `"key":`.
fn object<'a>(text: &'a str, key: &str) -> &'a str {
    let at = text.find(&format!("\"{key}\":")).unwrap_or_else(|| panic!("{key} in {text}"));
    let from = &text[at + key.len() + 3..];
    from.strip_prefix('[').unwrap_or(from)
}

fn contract() {
    let folder = repository();
    std::fs::write(folder.path().join("a.hotfix.md"), PROPOSAL).unwrap();
    let calendar = "releases:\n  - { name: \"26.12\", freeze: 2026-11-24, release: 2026-12-09 }\n";
    std::fs::write(folder.path().join("hotfix-lint.yaml"), calendar).unwrap();
    let text = json(folder.path(), &["a.hotfix.md"]);

    assert_eq!(keys(&text), ["version", "today", "proposals"]);
    assert_eq!(
        keys(object(&text, "proposals")),
        ["path", "status", "policy", "verdict", "criteria", "answers", "next_release", "findings"]
    );
    assert_eq!(keys(object(&text, "criteria")), ["id", "outcome"]);
    assert_eq!(keys(object(&text, "answers")), ["question", "value", "truth", "evidence", "range"]);
    assert_eq!(keys(object(&text, "range")), ["start", "end"]);
    assert_eq!(keys(object(&text, "start")), ["line", "column"]);
    assert_eq!(
        keys(object(&text, "next_release")),
        ["name", "freeze", "release", "days_to_freeze"]
    );

    let all: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(all["version"], 1);
    assert_eq!(all["today"], "2026-11-22");
    let proposal = &all["proposals"][0];
    assert_eq!(proposal["path"], "a.hotfix.md");
    assert_eq!(proposal["status"], "proposed");
    assert_eq!(proposal["policy"], "rapids");
    assert_eq!(proposal["verdict"], "undecided");
    assert_eq!(proposal["criteria"][0]["id"], "significant");
    assert_eq!(proposal["criteria"][0]["outcome"], "met");
    let answer = &proposal["answers"][0];
    assert_eq!(answer["question"], "incorrect-results");
    assert_eq!(answer["value"], "yes");
    assert_eq!(answer["truth"], "true");
    assert!(answer["evidence"].as_array().unwrap().contains(&"reproduction".into()), "{answer}");
    assert_eq!(answer["range"]["start"], serde_json::json!({"line": 10, "column": 1}));
    assert_eq!(proposal["answers"][1]["value"], Value::Null);
    let next = &proposal["next_release"];
    let expected = serde_json::json!({
        "name": "26.12", "freeze": "2026-11-24", "release": "2026-12-09", "days_to_freeze": 2
    });
    assert_eq!(next, &expected);

    let findings = proposal["findings"].as_array().unwrap();
    let one = findings.iter().find(|finding| finding["rule"] == "non-answer").expect("TBD");
    assert_eq!(one["severity"], "hint", "moot: another answer is yes");
    assert_eq!(one["question"], "errors-on-valid-input");
    let whole = &text[text.find("\"rule\":\"non-answer\"").unwrap() - 1..];
    let order = ["rule", "severity", "message", "question", "range", "related", "fixes"];
    assert_eq!(keys(whole), order);
    // No question of its own: no key either.
    let missing = findings.iter().find(|finding| finding["rule"] == "missing-question").unwrap();
    assert!(missing.get("question").is_none(), "{missing}");
    for fix in findings.iter().flat_map(|finding| finding["fixes"].as_array().unwrap()) {
        assert!(fix["title"].is_string() && fix["safe"].is_boolean(), "{fix}");
        for edit in fix["edits"].as_array().unwrap() {
            assert!(edit["text"].is_string() && edit["range"]["end"]["line"].is_u64(), "{edit}");
        }
    }
}

fn deterministic() {
    let folder = repository();
    write_many(folder.path(), 40);
    assert_eq!(json(folder.path(), &["."]), json(folder.path(), &["."]));
}

fn from_the_root() {
    let folder = repository();
    let inside = folder.path().join("svc/a");
    std::fs::create_dir_all(&inside).unwrap();
    std::fs::write(inside.join("a.hotfix.md"), PROPOSAL).unwrap();
    std::fs::write(folder.path().join("svc/bad.hotfix.md"), b"\xFF").unwrap();
    let whole = inside.to_str().unwrap();
    for (format, a, bad) in [
        ("github", "file=svc/a/a.hotfix.md,", "file=svc/bad.hotfix.md,"),
        ("gitlab", r#""path":"svc/a/a.hotfix.md""#, r#""path":"svc/bad.hotfix.md""#),
        ("sarif", r#""uri":"svc/a/a.hotfix.md""#, r#""uri":"svc/bad.hotfix.md""#),
        ("junit", r#"classname="a.hotfix.md""#, r#"classname="../bad.hotfix.md""#),
    ] {
        let said = |arguments: &[&str]| {
            let mut command = command(&inside);
            let output = command.args(["check", "--format", format]).args(arguments).output();
            String::from_utf8(output.unwrap().stdout).unwrap()
        };
        let text = said(&["a.hotfix.md", "../bad.hotfix.md"]);
        assert!(text.contains(a) && text.contains(bad), "{text}");
        if format != "junit" {
            let text = said(&[whole]);
            assert!(text.contains(a), "{text}");
        }
    }
}

/// Between these places it is never the same day.
fn days() {
    let folder = repository();
    let at = |name: &str| folder.path().join(name);
    let day = |arguments: &[&str]| -> String {
        let output = command(folder.path()).args(arguments).output().unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        report["today"].as_str().unwrap().to_owned()
    };
    for (name, zone) in [("east", "Pacific/Kiritimati"), ("west", "Pacific/Pago_Pago")] {
        std::fs::create_dir(at(name)).unwrap();
        std::fs::write(at(name).join("a.hotfix.md"), PROPOSAL).unwrap();
        let timing = format!("timing: {{ time-zone: {zone} }}\n");
        std::fs::write(at(name).join("hotfix-lint.yaml"), timing).unwrap();
    }
    for command in ["check", "report"] {
        let of = |name| day(&[command, "--format", "json", name]);
        assert!(of("east") > of("west"), "{command}");
        // Of several teams none is in the right.
        assert!(of("east") >= of(".") && of(".") >= of("west"), "{command}");
    }
}

fn every_file_once() {
    let folder = repository();
    write_many(folder.path(), 40);
    let all: Value =
        serde_json::from_str(&json(folder.path(), &[".", "hotfixes", "hotfixes/0007.md"])).unwrap();
    let paths: Vec<&str> = all["proposals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|proposal| proposal["path"].as_str().unwrap())
        .collect();
    let expected: Vec<String> = (0..40).map(|n| format!("hotfixes/{n:04}.md")).collect();
    assert_eq!(paths, expected);
}

fn pages() {
    let folder = repository();
    let seen = |arguments: &[&str]| {
        let output = command(folder.path()).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let help = seen(&["--help"]);
    let commands = help.split_once("Commands:\n").unwrap().1.split_once("\n\n").unwrap().0;
    let names: Vec<&str> =
        commands.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).collect();
    let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    assert!(names.contains(&"check"), "{help}");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = seen(&["completions", shell]);
        assert!(names.iter().all(|name| script.contains(name)), "{shell}");
        assert!(script.contains("fail-on"), "{shell}");
        // What `explain`, `policy show` and `init --policy` can be asked for; the generator tells the other shells nothing
        // of a value that has no option before it.
        if matches!(shell, "bash" | "zsh") {
            for name in ["missing-evidence", "average-user", "rapids-practice"] {
                assert!(script.contains(name), "{shell}: {name}");
            }
        }
    }
    for name in ["list", "show", "check", "backtest"] {
        let page = seen(&["man", "policy", name]);
        assert!(page.contains(&format!(".TH hotfix-lint-policy-{name} 1")), "{page}");
        assert_eq!(page, seen(&["man", &format!("policy {name}")]));
    }
    let page = seen(&["man"]);
    for name in names.into_iter().filter(|name| *name != "help") {
        assert!(page.contains(name), "{name}");
        assert!(seen(&["man", name]).contains(&format!("hotfix\\-lint\\-{name}")), "{name}");
    }
}

fn fingerprints() {
    let folder = repository();
    let seen = |text: &str| -> Vec<(String, u64)> {
        std::fs::write(folder.path().join("a.hotfix.md"), text).unwrap();
        let mut command = command(folder.path());
        command.args(["check", "--today", "2026-11-22", "--format", "sarif"]);
        let output = command.output().unwrap();
        let log: Value = serde_json::from_slice(&output.stdout).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        let line = |result: &Value| {
            result["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64().unwrap()
        };
        results
            .iter()
            .map(|result| {
                (result["partialFingerprints"]["hotfixLint/v1"].to_string(), line(result))
            })
            .collect()
    };
    let before = seen(PROPOSAL);
    let moved = PROPOSAL.replace("# Is this bug", "Some words.\n\n# Is this bug");
    let after = seen(&moved.replace("TBD", "*tbd*"));
    assert!(before.len() > 1, "{before:?}");
    let names =
        |found: &[(String, u64)]| found.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&before), names(&after));
    assert_ne!(before, after, "the lines have changed");
    assert_ne!(names(&before), names(&seen(&PROPOSAL.replace("TBD", "ask Ann"))));
}

fn broken_pipe() {
    let folder = repository();
    // More than a pipe holds.
    write_many(folder.path(), 200);
    let mut child = command(folder.path())
        .args(["check", "."])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut some = [0; 16];
    stdout.read_exact(&mut some).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1), "what was not read counts all the same");

    // Nobody reads anything at all.
    std::fs::write(folder.path().join("a.hotfix.md"), PROPOSAL).unwrap();
    for arguments in [
        &["check", "a.hotfix.md"][..],
        &["check", "a.hotfix.md", "--fix"],
        &["check", "a.hotfix.md", "--diff"],
        &["report"],
        &["report", "--format", "html"],
        &["new"],
        &["convert", "a.hotfix.md"],
        &["diff", "a.hotfix.md", "a.hotfix.md"],
        &["explain"],
        &["policy", "list"],
        &["schema", "check"],
        &["man"],
        &["completions", "zsh"],
    ] {
        let mut child = command(folder.path())
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
        assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments:?}: {:?}", output.status);
    }
}

fn colours() {
    let folder = repository();
    std::fs::write(folder.path().join("a.hotfix.md"), PROPOSAL).unwrap();
    let seen = |name: &str| {
        let output = command(folder.path()).arg("check").env(name, "1").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(!seen("NO_COLOR").contains('\x1b'));
    assert!(!seen("X").contains('\x1b'), "a pipe is no terminal");
    assert!(seen("CLICOLOR_FORCE").contains("\x1b[1m"));
}

fn inert() {
    let folder = repository();
    let evil = "\x1b]0;x\x07\u{9b}31m\u{202e}\r\x08";
    let text = format!(
        "---\ntitle: a{evil}b\nstatus: c{evil}d\n---\n# {evil}\n\nDoes it produce incorect results?{evil} Yes\n"
    );
    std::fs::write(folder.path().join("a.hotfix.md"), &text).unwrap();
    #[cfg(unix)]
    std::fs::write(folder.path().join("b\x1b[31m.hotfix.md"), text).unwrap();
    for force in ["NO_COLOR", "CLICOLOR_FORCE"] {
        let output =
            command(folder.path()).args(["check", "--verbose"]).env(force, "1").output().unwrap();
        for stream in [output.stdout, output.stderr] {
            let seen = String::from_utf8(stream).unwrap();
            let bare = if force == "CLICOLOR_FORCE" { strip_styles(&seen) } else { seen };
            let acting = |c: &char| c.is_control() || *c == '\u{202e}';
            for c in evil.chars().filter(acting) {
                assert!(!bare.contains(c), "{c:?} in {bare:?}");
            }
        }
    }
}

/// The text without the sequences that set colours and weights, which the program may write.
fn strip_styles(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(part.len());
        assert!(part[end..].starts_with('m'), "only styles: {part:?}");
        out.push_str(&part[end + 1..]);
    }
    out
}
