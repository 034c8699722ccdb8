#![expect(clippy::needless_raw_string_hashes, reason = "one form for all expectations")]

use super::super::yaml_tree;
use super::*;
use crate::source::Source;
use proptest::prelude::*;
use std::fmt::Write as _;

fn split(text: &str) -> String {
    let source = Source::new(text);
    match split_front_matter(&source) {
        None => "none".into(),
        Some((block, body, unclosed)) => {
            assert_eq!(block.start, text.len() - text.trim_start_matches('\u{feff}').len());
            let open = if unclosed { " unclosed" } else { "" };
            format!("{:?}, then {:?}{open}", &text[body.range()], &text[block.end..])
        }
    }
}

#[test]
fn front_matter() {
    for (text, expected) in [
        ("", "none"),
        ("---", "none"),
        ("---\n---\n", r#""", then """#),
        ("---\n\n---\nx", r#""\n", then "x""#),
        ("\u{feff}---  \r\ntitle: x\r\n--- \r\nbody", r#""title: x\r\n", then "body""#),
        ("---\ntitle: x\n...\nbody", r#""title: x\n", then "body""#),
        ("---\rtitle: x\r---\rbody", r#""title: x\r", then "body""#),
        ("----\ntitle: x\n----\n", "none"),
        (" ---\ntitle: x\n---\n", "none"),
        ("text\n---\ntitle: x\n---\n", "none"),
        // A rule, not metadata.
        ("---\n\nSome text.\n\n---\n", "none"),
        ("---\nSome text.\n---\n", "none"),
        ("---\n# Title\n\ntext\n", "none"),
        // Comments and words without a colon.
        (
            "---\n# a comment\nstat\nissue: 1\n\n# why\nkind: x\n---\n# T\n",
            r##""# a comment\nstat\nissue: 1\n\n# why\nkind: x\n", then "# T\n""##,
        ),
        ("---\ntit\n---\n# T\n", r##""tit\n", then "# T\n""##),
        // Never closed.
        ("---\ntitle: x\nstat", r#""title: x\nstat", then "" unclosed"#),
        (
            "---\ntitle: x\n# note\nissue:\n  - a\n- b\n\n# Title\n\ntext\n",
            r##""title: x\n# note\nissue:\n  - a\n- b\n", then "\n# Title\n\ntext\n" unclosed"##,
        ),
        (
            "---\ntitle: x\n\n## Is this bug significant?\n\n- yes: no\n\n---\n\nmore\n",
            r###""title: x\n", then "\n## Is this bug significant?\n\n- yes: no\n\n---\n\nmore\n" unclosed"###,
        ),
        (
            "---\ntitle: x\n\nSome text: more\n",
            r#""title: x\n", then "\nSome text: more\n" unclosed"#,
        ),
        ("---\ntitle: x\n--\n\n# T\n", r##""title: x\n", then "\n# T\n" unclosed"##),
        ("---\ntitle: x\nstatus propo\n---\nbody", r#""title: x\nstatus propo\n", then "body""#),
        (
            "---\nreason: |\n  a\n\n  b\n\n# c\nkind: x\n---\n",
            r##""reason: |\n  a\n\n  b\n\n# c\nkind: x\n", then """##,
        ),
    ] {
        assert_eq!(split(text), expected, "{text:?}");
    }
}

/// Everything read, a line a value.
fn show(text: &str) -> String {
    let source = Source::new(text);
    let mut tree = yaml_tree::parse(text, source.span());
    let errors = std::mem::take(&mut tree.errors);
    let m = read(&source, tree, None, None);
    let mut out = String::new();
    let mut put = |name: &str, value: &Spanned| {
        let _ = writeln!(out, "{name} = {:?} at {:?}", value.text, source.slice(value.span));
    };
    for (name, value) in [
        ("title", &m.title),
        ("kind", &m.kind),
        ("status", &m.status_text),
        ("component", &m.component),
        ("affects", &m.affects),
        ("regression-since", &m.regression_since),
        ("fix", &m.fix),
        ("target", &m.target),
        ("hotfix-release", &m.hotfix_release),
        ("policy", &m.policy),
    ] {
        if let Some(value) = value {
            put(name, value);
        }
    }
    for issue in &m.issues {
        put("issue", issue);
    }
    if let Some(decision) = &m.decision {
        for (name, value) in
            [("by", &decision.by), ("date", &decision.date), ("reason", &decision.reason)]
        {
            if let Some(value) = value {
                put(name, value);
            }
        }
    }
    if let Some(deferral) = &m.deferral {
        for (name, value) in [("date", &deferral.date), ("from", &deferral.from)] {
            if let Some(value) = value {
                put(name, value);
            }
        }
        for reason in &deferral.reasons {
            put("reason", reason);
        }
    }
    for invalid in &m.invalid {
        let _ = write!(
            out,
            "! {} at {:?}: {}",
            invalid.key,
            source.slice(invalid.span),
            invalid.message
        );
        if let Some(suggestion) = &invalid.suggestion {
            let _ = write!(out, " -> {suggestion}");
        }
        out.push('\n');
    }
    for error in &errors {
        let _ = writeln!(out, "? {:?}: {}", source.slice(error.span), error.message);
    }
    out
}

/// Documents, and what is read from them: values, `!` what is invalid with its suggestion, `?` what does not parse.
const CASES: [(&str, &str); 33] = [
    (
        "title: \"A: b\"\nkind: hotfix-proposal\nstatus: proposed\ntarget: 26.10\naffects: 1.0\npolicy: ~\ncomponent:\nfix: 0123456\nother: [1]\nregression-since: '25.12'\nhotfix-release: 26.10.01\n",
        r##"title = "A: b" at "\"A: b\""
kind = "hotfix-proposal" at "hotfix-proposal"
status = "proposed" at "proposed"
affects = "1.0" at "1.0"
regression-since = "25.12" at "'25.12'"
fix = "0123456" at "0123456"
target = "26.10" at "26.10"
hotfix-release = "26.10.01" at "26.10.01"
"##,
    ),
    (
        "issue: #123\n",
        r##"issue = "#123" at "#123"
! issue at "#123": YAML takes an unquoted `#` for a comment: put the issue in quotes -> "#123"
"##,
    ),
    (
        "issue: #123 # really\n",
        r##"issue = "#123" at "#123"
! issue at "#123": YAML takes an unquoted `#` for a comment: put the issue in quotes -> "#123"
"##,
    ),
    (
        "issue: #123, #124 (users)\n",
        r##"issue = "#123" at "#123"
issue = "#124" at "#124"
! issue at "#123, #124": YAML takes an unquoted `#` for a comment: put the issue in quotes -> ["#123", "#124"] #
"##,
    ),
    (
        "issue: see #5\n",
        r##"issue = "#5" at "#5"
! issue at "#5": YAML takes an unquoted `#` for a comment: put the issue in quotes -> "#5"
"##,
    ),
    (
        "issue: [#1, #2]\nstatus: draft\n",
        r##"status = "draft" at "draft"
issue = "#1" at "#1"
issue = "#2" at "#2"
! issue at "[#1, #2]": YAML takes an unquoted `#` for a comment: put the issues in quotes -> ["#1", "#2"]
? "#1, #2]": expected a value in quotes: `#` begins a comment
"##,
    ),
    (
        "issue:\n  - #12\n  - \"#13\"\n  - acme/app#14\n  - PROJ-15\n  - https://x.org/i/16\n  - TBD\n  - {a: b}\n  -\n",
        r##"issue = "#12" at "#12"
issue = "#13" at "\"#13\""
issue = "acme/app#14" at "acme/app#14"
issue = "PROJ-15" at "PROJ-15"
issue = "https://x.org/i/16" at "https://x.org/i/16"
! issue at "#12": YAML takes an unquoted `#` for a comment: put the issue in quotes -> "#12"
! issue at "{a: b}": expected an issue such as "#123", or a list of them
"##,
    ),
    (
        "issue: 123\n",
        r##"issue = "#123" at "123"
! issue at "123": expected an issue such as "#123": write "#123" -> "#123"
"##,
    ),
    (
        "issue: TBD\nfix: #44\n",
        r##"fix = "#44" at "#44"
! fix at "#44": YAML takes an unquoted `#` for a comment: put the issue in quotes -> "#44"
"##,
    ),
    (
        "issue: '#1, #2'\n",
        r##"issue = "#1" at "#1"
issue = "#2" at "#2"
"##,
    ),
    ("issue: # not yet\n", r##""##),
    ("issue:\n  # 12 things\n", r##""##),
    (
        "issue: {url: x}\n",
        r##"! issue at "{url: x}": expected an issue such as "#123", or a list of them
"##,
    ),
    (
        "status: Proposed\n",
        r##"status = "Proposed" at "Proposed"
! status at "Proposed": statuses are written in lower case: `proposed` -> proposed
"##,
    ),
    (
        "status: approved by Ann\n",
        r##"status = "approved by Ann" at "approved by Ann"
! status at "approved by Ann": `approved by Ann` is no status: did you mean `approved`? -> approved
"##,
    ),
    (
        "status: propsed\n",
        r##"status = "propsed" at "propsed"
! status at "propsed": `propsed` is no status: did you mean `proposed`? -> proposed
"##,
    ),
    (
        "status: purple\n",
        r##"status = "purple" at "purple"
! status at "purple": `purple` is no status: expected one of draft, proposed, approved, released, deferred, included, rejected, withdrawn
"##,
    ),
    (
        "status: [draft]\n",
        r##"! status at "[draft]": expected one text for `status`, not a list: draft -> draft
"##,
    ),
    (
        "status: {a: b}\n",
        r##"! status at "{a: b}": expected one text for `status`, not a mapping
"##,
    ),
    (
        "status: draft\nstatus: approved\n",
        r##"status = "draft" at "draft"
! status at "status": `status` is given twice: only one can count, remove the other
"##,
    ),
    (
        "status:\nstatus: approved\n",
        r##"status = "approved" at "approved"
! status at "status": `status` is given twice: only one can count, remove the other
"##,
    ),
    (
        "status: declined\n",
        r##"status = "declined" at "declined"
! status at "declined": `declined` is no status: did you mean `rejected`? -> rejected
"##,
    ),
    (
        "decision: yes\n",
        r##"! decision at "yes": expected `by`, `date` and `reason` below `decision`, not a text
"##,
    ),
    (
        "decision: {by: Ann, date: 2026-02-30, reason: }\n",
        r##"by = "Ann" at "Ann"
date = "2026-02-30" at "2026-02-30"
! decision.date at "2026-02-30": there is no day 30 in 2026-02: its last day is 2026-02-28 -> 2026-02-28
"##,
    ),
    (
        "decision:\n  by: [Ann, Bob]\n  date: 24.11.2026\n  reason: |\n    a\n    b\n  date: x\n",
        r##"date = "24.11.2026" at "24.11.2026"
reason = "a\nb" at "|\n    a\n    b"
! decision.by at "[Ann, Bob]": expected one text for `by`, not a list
! decision.date at "24.11.2026": expected a date such as 2026-11-24: write 2026-11-24 -> 2026-11-24
! decision.date at "date": `date` is given twice: only one can count, remove the other
"##,
    ),
    (
        "deferral: 2026-11-24\n",
        r##"! deferral at "2026-11-24": expected `date`, `from` and `reasons` below `deferral`, not a text
"##,
    ),
    (
        "deferral:\n  date: 11/24/2026\n  from: aproved\n  reasons:\n    - one\n    - {a: b}\n    - two\n",
        r##"date = "11/24/2026" at "11/24/2026"
from = "aproved" at "aproved"
reason = "one" at "one"
reason = "two" at "two"
! deferral.date at "11/24/2026": expected a date such as 2026-11-24: write 2026-11-24 -> 2026-11-24
! deferral.from at "aproved": `aproved` is no status: did you mean `approved`? -> approved
! deferral.reasons at "{a: b}": expected a text, or a list of texts, for `reasons`
"##,
    ),
    (
        "deferral:\n  reasons: only\n",
        r##"reason = "only" at "only"
"##,
    ),
    ("- a\n", r##""##),
    ("x\n", r##""##),
    ("", r##""##),
    (
        "title: [a]\n",
        r##"! title at "[a]": expected one text for `title`, not a list: a -> a
"##,
    ),
    (
        "decision: [a]\ndeferral: []\n",
        r##"! decision at "[a]": expected `by`, `date` and `reason` below `decision`, not a list
"##,
    ),
];

#[test]
fn values_and_what_is_wrong_with_them() {
    for (text, expected) in CASES {
        assert_eq!(show(text), expected, "of {text:?}");
    }
}

fn text() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "---\n",
        "title",
        "issue",
        "status",
        "decision",
        "deferral",
        "date",
        "from",
        ": ",
        ":",
        "\n",
        "\n  ",
        "\r\n",
        "- ",
        "#12",
        " # x",
        "\"",
        "[",
        "]",
        "{",
        "}",
        "2026-02-30",
        "é",
        "😀",
        " ",
        "draft",
        "x",
        ",",
        "...",
        "\u{feff}",
        "## H\n",
        "|\n",
        "~",
    ];
    proptest::collection::vec(proptest::sample::select(PIECES), 0..30)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_text_is_read(text in text()) {
        show(&text);
        show(&format!("issue: {text}"));
        split(&format!("---\n{text}"));
    }
}
