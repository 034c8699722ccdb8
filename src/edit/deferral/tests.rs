use super::*;
use crate::assess::assess;
use crate::calendar::{Calendar, Release};
use crate::config::Config;
use proptest::prelude::*;

fn config() -> Config {
    let release = |name: &str, freeze: &str, release: &str| Release {
        name: name.to_owned(),
        freeze: Some(freeze.parse().unwrap()),
        release: release.parse().unwrap(),
        ..Release::default()
    };
    let releases = vec![
        release("26.10", "2026-09-24", "2026-10-08"),
        release("26.12", "2026-11-24", "2026-12-09"),
        release("27.02", "2027-01-26", "2027-02-10"),
    ];
    Config { calendar: Some(Calendar::new(releases)), ..Config::default() }
}

fn context(format: Format, config: &Config) -> Context<'_> {
    Context {
        format,
        config,
        today: "2026-11-22".parse().unwrap(),
        exists: None,
        policies: None,
        given: None,
    }
}

#[test]
fn reasons_of_the_author_stay() {
    let config = config();
    let context = context(Format::Yaml, &config);
    let kept = |reason: &str| {
        let old = [reason.to_owned()];
        reasons::renewed(&context, &config.policy, &old, Vec::new()) == old
    };
    for reason in [
        "the pull request upstream is open and lands next week",
        "the vendor's ticket is undecided",
        "the bar is not met, says the release manager",
        "the theory that it is data loss is refuted by run 7",
        "the branch is frozen since Monday",
        "main is frozen since 2026-11-20",
        "the vendor freezes soon, on the first of December",
        "upstream freezes soon, on 2026-12-01",
        "pandas is released soon, on 2026-12-04, with the fix",
        "we wait because 26.12 freezes soon, on 2026-11-24",
        "majority is not met, since nobody uses it",
        "majority is not met, since average-user is no and the fix is risky",
        "I agree that majority is not met",
        "majority is undecided; ask the users again in 27.02",
        "average-user is no news",
        "wave 2 is open for it",
        "a workaround is open to everybody",
        "no reasonable workaround: opening it by hand takes hours",
        "no reasonable workaround",
        "critical-exposure is nobody's concern here",
        "the verdict is defer, and the team agrees",
    ] {
        assert!(kept(reason), "{reason}");
    }
    for reason in [
        "majority is not met",
        "majority is undecided",
        "significant is not met, since incorrect-results is no",
        "majority is not met, since common-input is edge-case and average-user is no",
        "significant is undecided, majority is undecided and no reasonable workaround is open",
        "no reasonable workaround: open",
        "no reasonable workaround is refuted, since workaround-exists is yes",
        "no reasonable workaround: refuted, since workaround-exists is yes",
        "26.12 freezes soon, on 2026-11-24",
        "26.08 is frozen since 2026-07-24 and is released on 2026-08-06",
        "27.02 is released soon, on 2027-02-10",
        "average-user is no",
        "common-function is not claimed",
        "the verdict is defer",
    ] {
        assert!(!kept(reason), "{reason}");
    }
}

/// The text after deferring to the `nth` target.
fn deferred(format: Format, text: &str, nth: usize) -> Result<String, DeferralError> {
    let config = config();
    let context = context(format, &config);
    let source = Source::new(text);
    let assessment = assess(&source, &context);
    let to = targets(&context, &assessment).get(nth).cloned();
    let fix = defer(&source, &context, &assessment, to.as_ref())?;
    Ok(apply(text, &fix.edits).unwrap())
}

fn reopened(format: Format, text: &str) -> Result<String, DeferralError> {
    let config = config();
    let context = context(format, &config);
    let source = Source::new(text);
    let assessment = assess(&source, &context);
    let fix = reopen(&source, &context, &assessment)?;
    Ok(apply(text, &fix.edits).unwrap())
}

#[track_caller]
fn there_and_back(format: Format, text: &str) -> String {
    let there = deferred(format, text, 0).unwrap();
    assert_eq!(reopened(format, &there).as_deref(), Ok(text), "{there}");
    let again = deferred(format, &there, 1).unwrap();
    assert_ne!(again, there);
    assert_eq!(reopened(format, &again).as_deref(), Ok(text), "{again}");
    there
}

const MARKDOWN: &str = "\
---
title: Joins drop rows   # as users see it
status:   'proposed'     # since Monday
issue: \"#12\"
---

## Does it affect the majority of users?

- Does the bug affect a common or major function? No.
- Is the input that causes the bug a common or edge case? Edge case.
- Will the average user encounter the bug during normal, average usage? No.
";

#[test]
fn a_proposal_in_markdown() {
    let there = there_and_back(Format::Markdown, MARKDOWN);
    let head = there.split("\n## Does it").next().unwrap();
    assert_eq!(
        head,
        "\
---
title: Joins drop rows   # as users see it
status:   'deferred'     # since Monday
target: '26.12'
deferral:
  date: 2026-11-22
  from: 'proposed'
  reasons:
    - majority is not met, since common-function is no, common-input is edge-case and average-user is no
    - 26.12 freezes soon, on 2026-11-24
issue: \"#12\"
---
"
    );
    let section = there.split("## Deferral").nth(1).unwrap();
    assert_eq!(
        section,
        "

Deferred on 2026-11-22 to 26.12, which freezes on 2026-11-24 and is released on 2026-12-09.

- Majority is not met, since common-function is no, common-input is edge-case and average-user is no.
- 26.12 freezes soon, on 2026-11-24.
"
    );
}

#[test]
fn what_would_be_lost_is_not_overwritten() {
    for (text, error) in [
        ("---\ndeferral:\n  - talked about\n---\n", DeferralError::NotARecord),
        ("---\nstatus: deferred\ndeferral: [a]\n---\n", DeferralError::NotARecord),
        ("---\ndeferral:\n  talked about\n---\n", DeferralError::ManyLines { key: "deferral" }),
        ("---\ndeferral: |\n  talked about\n---\n", DeferralError::ManyLines { key: "deferral" }),
    ] {
        assert_eq!(deferred(Format::Markdown, text, 0), Err(error), "{text}");
    }
}

#[test]
fn documents_of_every_shape() {
    for text in [
        "",
        "\u{feff}",
        "\n",
        "\n\n  ",
        "text",
        "text\n",
        "text\n\n\n",
        "\u{feff}text\r\n",
        "a\rb\r",
        "a\rb",
        "---\n---\n",
        "---\n---",
        "---\n---\ntext",
        "---\n# nothing yet\n---\n\ntext",
        "---\r\ntitle: a\r\n---\r\ntext",
        "---\rtitle: a\r---\rtext\r",
        "---\nstatus:\ntarget:\n---\n",
        "---\nstatus: draft\ndeferral: # none yet\ntarget:\n---\n",
        "---\ndeferral:  \n---\n",
        "---\ndeferral: null\ncomponent: x\n---\n",
        "---\nstatus: proposed\ndeferral: 'talked about'   # on Monday\n---\n",
        "---\nstatus: proposed\ndeferral:   (talked about)\n---\n",
        "---\nissue: 1\n\n## not yet\ndeferral:\n---\n",
        "---\nissue: 1\n\n## not yet\n---\n",
        "---\n{status: draft, deferral: , x: 1}\n---\n",
        "---\nstatus: # none\ntarget: 26.10 # soon\n---\n",
        "---\nstatus: \"prop\\u006fsed\"\ntarget: \"26.10\"\n---\n",
        "---\nstatus: |\n  proposed\ntarget: >-\n  26.10\n---\n",
        "---\nstatus: draft\ntarget: ~\n---\n",
        "---\nstatus: &s draft\ntarget: *s\n---\n",
        "---\n{status: draft, target: [a, b]}\n---\n",
        "---\n{\"status\": \"draft\"}\n---\n",
        "---\n{}\n---\n",
        "---\nkind: x\nnested:\n    deep: 1\n---\n",
        "# Title\n\n```\ncode",
        "# Title\n\n## Deferral\n",
        "# Title\n\n## Deferral\n\nWe meant to wait.\n\n## More\n\ntext\n",
        "# Title\n\n## Deferral",
        "a\n\n## Deferral\nb",
    ] {
        there_and_back(Format::Markdown, text);
    }
    for text in [
        "",
        "# a proposal\n",
        "answers:\n  incorrect-results: yes\n",
        "answers:\n  incorrect-results: yes",
        "title: a\nanswers: {}\n# the end",
        "%YAML 1.2\n---\ntitle: a\n...\n",
        "---\nstatus: draft\nanswers:\n- 1\n",
        "{\"status\": \"draft\", \"answers\": {\"incorrect-results\": \"yes\"}}",
        "{\n  \"title\": \"a\",\n  \"status\": \"draft\",\n  \"answers\": {}\n}\n",
        "{ title: a }",
        "{answers: {}, status: draft}",
        "status: draft\r\nanswers:\r\n  x: 1",
        "status: draft\ranswers:\r  x: 1\r",
        "\u{feff}status: draft\n",
        "# hotfix-lint: allow missing-issue: none\nanswers:\n  x: |\n    text\n\n\n# end\n",
        "a: 1\n\n# about the answers\nanswers:\n  x: 1\n",
        "  status: draft\n  answers:\n      x: 1\n",
        "\"status\": 'draft'\n'target' : 26.10\nanswers:\n  x: 1\n",
    ] {
        there_and_back(Format::Yaml, text);
    }
}

#[test]
fn a_heading_that_text_would_spoil_is_left_alone() {
    for text in ["-->## Deferral\nstatus: draft\n---\n", "## Deferral\n\t---\n"] {
        there_and_back(Format::Markdown, text);
    }
}

#[test]
fn a_fence_that_never_closes_gets_no_section_to_show() {
    let fence =
        "---\nstatus: draft\n---\nIs it a security breach, or does it lose data? Yes.\n\n```\n";
    let there = there_and_back(Format::Markdown, fence);
    assert!(there.ends_with(&fence[fence.find("Is it").unwrap()..]), "{there}");
    assert!(there.contains("target: \"26.12\""), "{there}");
}

#[test]
fn json_stays_json() {
    let there = there_and_back(Format::Yaml, "{\n  \"status\": \"draft\",\n  \"answers\": {}\n}\n");
    assert_eq!(
        there,
        "{
  \"status\": \"deferred\",
  \"target\": \"26.12\",
  \"deferral\": {\"date\": \"2026-11-22\", \"from\": \"draft\", \"reasons\": [\"26.12 freezes soon, on 2026-11-24\"]},
  \"answers\": {}
}
"
    );
}

#[test]
fn without_front_matter() {
    let there = there_and_back(Format::Markdown, "# Title\r\n\r\nText\r\n");
    assert_eq!(
        there.replace("\r\n", "~"),
        "---~status: deferred~target: \"26.12\"~deferral:~  date: 2026-11-22~  from: draft~  reasons:~    \
         - 26.12 freezes soon, on 2026-11-24~  added: [front-matter, status]~---~~# Title~~Text~~## Deferral~~\
         Deferred on 2026-11-22 to 26.12, which freezes on 2026-11-24 and is released on 2026-12-09.~~\
         - 26.12 freezes soon, on 2026-11-24.~"
    );
}

#[test]
fn what_the_author_wrote_since_stays() {
    let there = deferred(Format::Markdown, MARKDOWN, 0).unwrap();
    let edited = there
        .replace("  date: 2026-11-22\n", "  date: 2026-11-22\n  by: Ada\n")
        .replace("issue: \"#12\"", "issue: \"#13\"")
        .replace("\n- 26.12 freezes soon", "\n- Ada agrees.\n- 26.12 freezes soon");
    let edited = format!("{edited}\n## After\n\nMore.\n");
    let back = reopened(Format::Markdown, &edited).unwrap();
    let expected = MARKDOWN.replace("issue: \"#12\"", "deferral:\n  by: Ada\nissue: \"#13\"")
        + "\n## Deferral\n- Ada agrees.\n\n## After\n\nMore.\n";
    assert_eq!(back, expected);
}

#[test]
fn front_matter_with_a_key_of_the_author_stays() {
    let there = deferred(Format::Markdown, "text\n", 0).unwrap();
    let back = reopened(Format::Markdown, &there.replace("---\nstatus", "---\ntitle: a\nstatus"));
    assert_eq!(back.as_deref(), Ok("---\ntitle: a\n---\n\ntext\n"));
}

#[test]
fn what_cannot_be_done_is_said() {
    let yaml = |text: &str| deferred(Format::Yaml, text, 0);
    assert!(matches!(yaml("status: draft\n  x: [\n"), Err(DeferralError::Syntax { .. })));
    assert_eq!(yaml("- a\n"), Err(DeferralError::NotAMapping));
    assert_eq!(yaml("status: 'dra\n  ft'\n"), Err(DeferralError::ManyLines { key: "status" }));
    let there = yaml("status: draft\n").unwrap();
    assert_eq!(yaml(&there), Err(DeferralError::AlreadyDeferred { target: "26.12".to_owned() }));
    assert_eq!(
        reopened(Format::Yaml, "status: draft\n"),
        Err(DeferralError::NotDeferred { status: Status::Draft })
    );
    assert!(matches!(
        deferred(Format::Markdown, "---\ntitle: a\n", 0),
        Err(DeferralError::Syntax { .. })
    ));
}

#[test]
fn a_deferral_by_hand_is_reopened_as_proposed() {
    let back = reopened(Format::Yaml, "status: deferred # for now\ntarget: 26.12\n");
    assert_eq!(back.as_deref(), Ok("status: proposed # for now\ntarget: 26.12\n"));
}

#[test]
fn without_a_calendar_it_is_the_next_release() {
    let config = Config::default();
    let context = context(Format::Yaml, &config);
    let source = Source::new("status: draft\n");
    let assessment = assess(&source, &context);
    assert_eq!(targets(&context, &assessment), Vec::new());
    let fix = defer(&source, &context, &assessment, None).unwrap();
    assert_eq!(fix.title, "Defer to the next release");
    let there = apply(source.text(), &fix.edits).unwrap();
    assert!(there.contains("\ntarget: next release\n"), "{there}");
    assert_eq!(reopened(Format::Yaml, &there).as_deref(), Ok("status: draft\n"));
}

/// A metadata value as people write it, with what follows it on its line.
fn value() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        Just(" draft"),
        Just(" 'proposed'"),
        Just(" \"approved\""),
        Just(""),
        Just(" 26.10"),
        Just("   draft"),
        Just(" yes"),
        Just(" ~"),
        Just(" \"a\\tb\""),
        Just(" 'it''s'"),
        Just(" [a, b]"),
        Just(" {a: b}"),
        Just(" null"),
        Just(" \"#1\""),
        Just(" é😀"),
        Just("\tdraft"),
        Just(" |-\n  draft"),
    ];
    let rest = prop_oneof![Just(""), Just(" # why"), Just("  "), Just("\t# tab")];
    (value, rest).prop_map(|(value, rest)| {
        if value.contains('\n') { value.to_owned() } else { format!("{value}{rest}") }
    })
}

fn entry() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        Just("status"),
        Just("target"),
        Just("title"),
        Just("kind"),
        Just("component"),
        Just("x-team"),
        Just("\"status\""),
        Just("'target' "),
        Just("decision"),
    ];
    let scalar = (key, value()).prop_map(|(key, value)| format!("{key}:{value}\n"));
    prop_oneof![
        6 => scalar,
        1 => Just("# a comment\n".to_owned()),
        1 => Just("\n".to_owned()),
        1 => Just("notes: |\n  text\n   more\n\n".to_owned()),
        1 => Just("tags:\n- a\n- b\n".to_owned()),
        1 => Just("labels:\n    team: core\n    list:\n      - a\n".to_owned()),
    ]
}

/// Lines with each key once.
fn block() -> impl Strategy<Value = String> {
    proptest::collection::vec(entry(), 0..6).prop_map(|entries| {
        let key = |entry: &str| {
            entry.split(':').next().unwrap().trim_matches(['"', '\'', ' ']).to_owned()
        };
        let mut seen = Vec::new();
        let mut out = String::new();
        for entry in entries {
            let key = key(&entry);
            if !entry.contains(':') || !seen.contains(&key) {
                out.push_str(&entry);
                seen.push(key);
            }
        }
        out
    })
}

fn flow() -> impl Strategy<Value = String> {
    let entry = prop_oneof![
        Just("status: draft"),
        Just("\"title\": \"a\""),
        Just("target: 26.10"),
        Just("x: [1, 2]"),
        Just("kind:"),
    ];
    (proptest::collection::vec(entry, 0..4), prop_oneof![Just(", "), Just(",\n  "), Just(" , ")])
        .prop_map(|(mut entries, comma)| {
            entries.sort_unstable();
            entries.dedup();
            let space = if comma.contains('\n') { "\n" } else { "" };
            format!("{{{space}{}{space}}}\n", entries.join(comma))
        })
}

fn body() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("# Title\n"),
        Just("\n"),
        Just("Text.\n"),
        Just("- item\n"),
        Just("```\ncode\n```\n"),
        Just("```\n"),
        Just("## Risk\n\nWhat do users suffer until the next release? Lost rows.\n"),
        Just("   \n"),
        Just("- Does the bug affect a common or major function? No.\n"),
        Just("| a | b |\n"),
        Just("<!-- open\n"),
        Just("---\n"),
        Just("> quote\n"),
        Just("    indented\n"),
    ];
    proptest::collection::vec(part, 0..6).prop_map(|parts| parts.concat())
}

/// The same text with another line ending, byte order mark and end.
fn dressed(text: &str, eol: &str, bom: bool, cut: bool) -> String {
    let text = if cut { text.trim_end_matches('\n') } else { text };
    format!("{}{}", if bom { "\u{feff}" } else { "" }, text.replace('\n', eol))
}

fn eol() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("\n"), Just("\r\n"), Just("\r")]
}

/// Where a document can be deferred at all, Reopen gives it back.
fn round_trip(format: Format, text: &str) -> Result<(), TestCaseError> {
    let there = match deferred(format, text, 0) {
        Err(
            DeferralError::Syntax { .. }
            | DeferralError::NotAMapping
            | DeferralError::ManyLines { .. },
        ) => {
            return Ok(());
        }
        there => there.map_err(|error| TestCaseError::fail(format!("{error}: {text:?}")))?,
    };
    let back = reopened(format, &there);
    prop_assert_eq!(back.as_deref(), Ok(text), "{}", there);
    let again =
        deferred(format, &there, 1).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let back = reopened(format, &again);
    prop_assert_eq!(back.as_deref(), Ok(text), "{}", again);
    Ok(())
}

proptest! {
    #![proptest_config(config_of_cases())]

    #[test]
    fn reopen_undoes_defer_in_markdown(
        front in prop_oneof![2 => block().prop_map(Some), 1 => flow().prop_map(Some), 1 => Just(None)],
        body in body(), eol in eol(), bom: bool, cut: bool,
    ) {
        let front = front.map_or_else(String::new, |front| format!("---\n{front}---\n"));
        round_trip(Format::Markdown, &dressed(&format!("{front}{body}"), eol, bom, cut))?;
    }

    #[test]
    fn rubble_is_no_obstacle(text in rubble()) {
        for format in [Format::Markdown, Format::Yaml] {
            let _ = reopened(format, &text);
            // What was deferred in some way before goes back to what it was before that.
            if let Ok(there) = deferred(format, &text, 0)
                && !text.contains("deferral:")
                && !text.to_lowercase().contains("deferred")
            {
                let back = reopened(format, &there);
                prop_assert_eq!(back.as_deref(), Ok(text.as_str()), "{}", there);
            }
        }
    }

    #[test]
    fn reopen_undoes_defer_in_yaml(
        head in prop_oneof![Just(""), Just("# a header\n"), Just("---\n"), Just("# hotfix-lint: allow x: y\n\n")],
        root in prop_oneof![3 => block(), 1 => flow()],
        tail in prop_oneof![
            Just(""), Just("answers:\n  incorrect-results: no\n"), Just("\n# the end\n"), Just("...\n"),
            Just("answers:\n  significant:\n    incorrect-results: # open\n"),
        ],
        eol in eol(), bom: bool, cut: bool,
    ) {
        round_trip(Format::Yaml, &dressed(&format!("{head}{root}{tail}"), eol, bom, cut))?;
    }
}

/// Pieces of documents in any order, line endings mixed.
fn rubble() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "---\n",
        "---",
        "...\n",
        "\n",
        "\r",
        "\r\n",
        "status: draft\n",
        "status: deferred\r",
        "target: 26.10\r\n",
        "deferral:\n",
        "deferral: {from: proposed}\n",
        "  from: draft\n",
        "  date: 2026-11-01\n",
        "  reasons:\n",
        "  - a\n",
        "answers:\n",
        "  incorrect-results: yes\n",
        "# c\n",
        "## Deferral\n",
        "Deferred on 2026-11-01 to 26.12.\n",
        "- text\n",
        "text",
        "{",
        "}",
        "[",
        "]",
        ", ",
        "a: b",
        "? k\n: v\n",
        "&x ",
        "*x\n",
        "!!str ",
        "|\n",
        ">-\n",
        "\"",
        "'",
        "\t",
        "  ",
        "\u{feff}",
        "é",
        "```\n",
        "<!--",
        "-->",
        "| a | b |\n",
        "%YAML 1.2\n",
        "Does it produce incorrect results? no\n",
        "<<: *x\n",
        "- - x\n",
        "status:\n",
    ]);
    proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

/// A few cases, or as many as `PROPTEST_CASES` asks for.
fn config_of_cases() -> ProptestConfig {
    let default = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { default.cases } else { 200 };
    ProptestConfig { cases, ..default }
}
