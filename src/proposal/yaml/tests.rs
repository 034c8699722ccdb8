#![expect(clippy::needless_raw_string_hashes, reason = "one form for all expectations")]

use super::*;
use crate::policy::builtin;
use proptest::prelude::*;
use std::fmt::Write as _;

fn proposal(text: &str) -> (Source, Proposal) {
    let source = Source::new(text);
    let proposal = read(&source, &builtin::rapids(), None);
    (source, proposal)
}

/// What was found, a line a thing; `‖` stands where the evidence part begins.
fn show(text: &str) -> String {
    let (source, proposal) = proposal(text);
    let policy = builtin::rapids();
    let mut out = String::new();
    let _ = writeln!(out, "title {:?}", source.slice(proposal.title));
    for place in &proposal.criteria {
        let id = &policy.criterion(place.criterion).id;
        let _ = writeln!(
            out,
            "{id} at {:?} of {:?}",
            source.slice(place.span),
            source.slice(place.section)
        );
    }
    for answer in &proposal.answers {
        let id = &policy.question(answer.question).id;
        let prose = answer.content.prose.text();
        let notes = answer.content.notes_from.unwrap_or(prose.len());
        let mark = if answer.content.notes_from.is_some() { "‖" } else { "" };
        let _ = writeln!(
            out,
            "{id} at {:?}, {:?} in {:?}: {:?}{mark}{:?}",
            source.slice(answer.prompt),
            source.slice(answer.span),
            source.slice(answer.entry),
            &prose[..notes],
            &prose[notes..]
        );
        for code in &answer.content.code {
            let _ = writeln!(
                out,
                "    code {:?} {:?} of {:?}",
                code.language,
                source.slice(code.body),
                source.slice(code.span)
            );
        }
        for link in &answer.content.links {
            let _ = writeln!(out, "    link {:?}", link.target);
        }
        for tick in &answer.content.boxes {
            let _ = writeln!(
                out,
                "    box {:?} {} {:?} {:?}",
                source.slice(tick.span),
                tick.ticked,
                source.slice(tick.label),
                &prose[tick.prose.clone()]
            );
        }
        for span in &answer.content.inline_code {
            let _ = writeln!(out, "    `{}`", source.slice(*span));
        }
        if answer.content.numbered_items > 0 {
            let _ = writeln!(out, "    {} items", answer.content.numbered_items);
        }
    }
    for near in &proposal.near_misses {
        let _ = writeln!(
            out,
            "{:?} is nearly {}",
            source.slice(near.span),
            policy.question(near.question).id
        );
    }
    for waiver in &proposal.waivers {
        let scope = waiver.scope.map(|scope| source.slice(scope));
        let _ = writeln!(out, "{} waived for {:?} on {scope:?}", waiver.rule, waiver.reason);
    }
    for invalid in &proposal.metadata.invalid {
        let _ = writeln!(out, "! {:?}: {}", source.slice(invalid.span), invalid.message);
    }
    for error in &proposal.errors {
        let _ = writeln!(out, "? {:?}: {}", source.slice(error.span), error.message);
    }
    out
}

/// Documents, and what is found in them.
const CASES: [(&str, &str); 15] = [
    (
        "title: T\nanswers:\n  incorrect-results: Yes, see https://x.org/1.\n  Are there compile or runtime errors with valid input?: \"no\"\n  average user: on # really\n  comon-function: yes\n",
        r##"title "T"
incorrect-results at "incorrect-results", "Yes, see https://x.org/1." in "  incorrect-results: Yes, see https://x.org/1.\n": "Yes, see https://x.org/1."""
    link "https://x.org/1"
errors-on-valid-input at "Are there compile or runtime errors with valid input?", "\"no\"" in "  Are there compile or runtime errors with valid input?: \"no\"\n": "no"""
average-user at "average user", "on" in "  average user: on # really\n": "on"""
"comon-function" is nearly common-function
"##,
    ),
    (
        "answers:\n  significant:\n    incorrect-results:\n      answer: yes\n      evidence: see `f(x)` and [log](https://x.org/l)\n      notes: it \"is\"\n  Does it affect the majority of users?:\n    common-input:\n",
        r##"title "answers:"
significant at "significant" of "significant:\n    incorrect-results:\n      answer: yes\n      evidence: see `f(x)` and [log](https://x.org/l)\n      notes: it \"is\""
majority at "Does it affect the majority of users?" of "Does it affect the majority of users?:\n    common-input:"
incorrect-results at "incorrect-results", "answer: yes\n      evidence: see `f(x)` and [log](https://x.org/l)\n      notes: it \"is\"" in "    incorrect-results:\n      answer: yes\n      evidence: see `f(x)` and [log](https://x.org/l)\n      notes: it \"is\"\n": "yes\n\n"‖"see f(x) and log\n\nit \"is\"\n\n"
    link "https://x.org/l"
    `f(x)`
common-input at "common-input", "" in "    common-input:\n": """"
"##,
    ),
    (
        "answers:\n  incorrect-results:\n    evidence:\n      - url: https://x.org/1\n      - repro: |\n          import a\n\n          a.b()\n      - repro: f(<x>)\n      - code:\n          - language: Bash\n            body: |\n              $ ls\n              ls: no\n      - commit: 0123abc\n      - \"#12\"\n    answer: Yes\n  workaround-steps:\n    - Export it\n    - Edit it\n    - Import it\n  common-function: [x]\n  common-input: [ ]\n",
        r##"title "answers:"
incorrect-results at "incorrect-results", "evidence:\n      - url: https://x.org/1\n      - repro: |\n          import a\n\n          a.b()\n      - repro: f(<x>)\n      - code:\n          - language: Bash\n            body: |\n              $ ls\n              ls: no\n      - commit: 0123abc\n      - \"#12\"\n    answer: Yes" in "  incorrect-results:\n    evidence:\n      - url: https://x.org/1\n      - repro: |\n          import a\n\n          a.b()\n      - repro: f(<x>)\n      - code:\n          - language: Bash\n            body: |\n              $ ls\n              ls: no\n      - commit: 0123abc\n      - \"#12\"\n    answer: Yes\n": "Yes\n\n"‖"https://x.org/1\n\nf(<x>)\n\ncommit 0123abc\n\n#12\n\n"
    code "" "          import a\n\n          a.b()" of "|\n          import a\n\n          a.b()"
    code "bash" "              $ ls\n              ls: no" of "|\n              $ ls\n              ls: no"
    link "https://x.org/1"
    `f(<x>)`
workaround-steps at "workaround-steps", "- Export it\n    - Edit it\n    - Import it" in "  workaround-steps:\n    - Export it\n    - Edit it\n    - Import it\n": "Export it\n\n"‖"Edit it\n\nImport it\n\n"
    3 items
common-function at "common-function", "[x]" in "  common-function: [x]\n": """"
    box "[x]" true "" ""
common-input at "common-input", "[ ]" in "  common-input: [ ]\n": """"
    box "[ ]" false "" ""
"##,
    ),
    (
        "answers:\n  incorrect-results: |\n    Yes.\n\n    ```python\n    f()\n    ```\n\n    1. one\n    2. two\n\n    - [x] Yes\n    - [ ] No\n  errors-on-valid-input: >-\n    It does\n    not.\n\n    Really.\n  common-input:\n    - \"[x] Common\"\n    - \"[ ] Edge case\"\n  average-user: ~\n  workaround-exists: 'it''s \"no\"'\n  workaround-steps: \"tw\\u006f\\nsteps\"\n",
        r##"title "answers:"
incorrect-results at "incorrect-results", "|\n    Yes.\n\n    ```python\n    f()\n    ```\n\n    1. one\n    2. two\n\n    - [x] Yes\n    - [ ] No" in "  incorrect-results: |\n    Yes.\n\n    ```python\n    f()\n    ```\n\n    1. one\n    2. two\n\n    - [x] Yes\n    - [ ] No\n": "Yes.\n\none\n\ntwo\n\nYes\n\n"""
    code "python" "f()" of "```python\n    f()\n    ```"
    box "[x]" true "Yes" "Yes"
    box "[ ]" false "No" ""
    2 items
errors-on-valid-input at "errors-on-valid-input", ">-\n    It does\n    not.\n\n    Really." in "  errors-on-valid-input: >-\n    It does\n    not.\n\n    Really.\n": "It does\nnot.\n\nReally.\n"""
common-input at "common-input", "- \"[x] Common\"\n    - \"[ ] Edge case\"" in "  common-input:\n    - \"[x] Common\"\n    - \"[ ] Edge case\"\n": "Common\n\n"""
    box "[x]" true "Common" "Common"
    box "[ ]" false "Edge case" ""
average-user at "average-user", "~" in "  average-user: ~\n": """"
workaround-exists at "workaround-exists", "'it''s \"no\"'" in "  workaround-exists: 'it''s \"no\"'\n": "it's \"no\""""
workaround-steps at "workaround-steps", "\"tw\\u006f\\nsteps\"" in "  workaround-steps: \"tw\\u006f\\nsteps\"\n": "two\nsteps"""
"##,
    ),
    (
        "# hotfix-lint: allow risk-not-weighed: small\ntitle: T # hotfix-lint: allow missing-issue: none yet\nanswers:\n  # hotfix-lint: allow missing-evidence: held by the security team\n  # more words\n\n  incorrect-results: yes\n  common-function: # hotfix-lint: allow weak-evidence\n    answer: yes\n    # hotfix-lint: allow broken-evidence: inside\n    evidence: x\n  # hotfix-lint: allow criterion-not-met: so be it\n  majority:\n    average-user: yes\n# hotfix-lint: allow x: at the end\n",
        r##"title "T"
majority at "majority" of "majority:\n    average-user: yes"
incorrect-results at "incorrect-results", "yes" in "  incorrect-results: yes\n": "yes"""
common-function at "common-function", "answer: yes\n    # hotfix-lint: allow broken-evidence: inside\n    evidence: x" in "  common-function: # hotfix-lint: allow weak-evidence\n    answer: yes\n    # hotfix-lint: allow broken-evidence: inside\n    evidence: x\n": "yes\n\n"‖"x\n\n"
average-user at "average-user", "yes" in "    average-user: yes\n": "yes"""
risk-not-weighed waived for "small" on Some("title: T")
missing-issue waived for "none yet" on Some("title: T")
missing-evidence waived for "held by the security team" on Some("incorrect-results: yes")
weak-evidence waived for "" on Some("common-function: # hotfix-lint: allow weak-evidence\n    answer: yes\n    # hotfix-lint: allow broken-evidence: inside\n    evidence: x")
broken-evidence waived for "inside" on Some("common-function: # hotfix-lint: allow weak-evidence\n    answer: yes\n    # hotfix-lint: allow broken-evidence: inside\n    evidence: x")
criterion-not-met waived for "so be it" on Some("majority")
x waived for "at the end" on None
"##,
    ),
    (
        "{\"title\": \"T\", \"answers\": {\"incorrect-results\": \"yes\", \"common-input\": {\"answer\": \"edge case\"}}}\n",
        r##"title "\"T\""
incorrect-results at "\"incorrect-results\"", "\"yes\"" in "\"incorrect-results\": \"yes\"": "yes"""
common-input at "\"common-input\"", "{\"answer\": \"edge case\"}" in "\"common-input\": {\"answer\": \"edge case\"}": "edge case"""
"##,
    ),
    (
        "answers:\n  - incorrect-results: yes\n  - common-function: no\n    average-user: no\n",
        r##"title "answers:"
incorrect-results at "incorrect-results", "yes" in "incorrect-results: yes": "yes"""
common-function at "common-function", "no" in "common-function: no": "no"""
average-user at "average-user", "no" in "    average-user: no\n": "no"""
"##,
    ),
    (
        "title: T\nanswer:\n  incorrect-results: yes\n",
        r##"title "T"
incorrect-results at "incorrect-results", "yes" in "  incorrect-results: yes\n": "yes"""
! "answer": the answers are expected below the key `answers`
"##,
    ),
    (
        "title: T\nincorrect-results: yes\nsignificant:\n  common-function: no\n",
        r##"title "T"
significant at "significant" of "significant:\n  common-function: no"
incorrect-results at "incorrect-results", "yes" in "incorrect-results: yes\n": "yes"""
common-function at "common-function", "no" in "  common-function: no\n": "no"""
! "incorrect-results": the answers are expected below the key `answers`, indented
"##,
    ),
    (
        "titl\n",
        r##"title "titl"
? "titl": expected keys with their values, such as `title:` and `answers:`
"##,
    ),
    (
        "answers: yes\n",
        r##"title "answers: yes"
! "yes": expected the questions and their answers below `answers`, indented
"##,
    ),
    (
        "\n\n# c\nkind: x\nanswers:\n  comon-input\n  average-user: yes\n",
        r##"title "kind: x"
average-user at "average-user", "yes" in "  average-user: yes\n": "yes"""
? "comon-input": expected a colon behind this key
"##,
    ),
    (
        "\u{feff}answers:\r\n  incorrect-results: |\r\n    Yes\r\n    no\r\n  average-user: no",
        r##"title "answers:"
incorrect-results at "incorrect-results", "|\r\n    Yes\r\n    no" in "  incorrect-results: |\r\n    Yes\r\n    no\r\n": "Yes\nno\n"""
average-user at "average-user", "no" in "  average-user: no": "no"""
"##,
    ),
    (
        "answers:\n  my group:\n    incorrect-results: yes\n  incorrect-results: *x\n  common-function: **Yes**, all\n",
        r##"title "answers:"
incorrect-results at "incorrect-results", "yes" in "    incorrect-results: yes\n": "yes"""
incorrect-results at "incorrect-results", "*x" in "  incorrect-results: *x\n": """"
common-function at "common-function", "**Yes**, all" in "  common-function: **Yes**, all\n": "Yes, all"""
? "*x": expected a value in quotes: `*` begins an alias, and no anchor has this name
? "**Yes**, all": expected a value in quotes: `*` begins an alias
"##,
    ),
    (
        "answers:\n  major-incorrect-functionality:\n    answer: yes\n    notes: |\n      Traceback (most recent call last):\n        File \"x.py\", line 1\n      KeyError: 'x'\n    value: maybe\n",
        r##"title "answers:"
major-incorrect-functionality at "major-incorrect-functionality", "answer: yes\n    notes: |\n      Traceback (most recent call last):\n        File \"x.py\", line 1\n      KeyError: 'x'\n    value: maybe" in "  major-incorrect-functionality:\n    answer: yes\n    notes: |\n      Traceback (most recent call last):\n        File \"x.py\", line 1\n      KeyError: 'x'\n    value: maybe\n": "yes\n\n"‖"maybe\n\n"
    code "" "      Traceback (most recent call last):\n        File \"x.py\", line 1\n      KeyError: 'x'" of "|\n      Traceback (most recent call last):\n        File \"x.py\", line 1\n      KeyError: 'x'"
"##,
    ),
];

#[test]
fn what_is_found() {
    for (text, expected) in CASES {
        assert_eq!(show(text), expected, "of {text:?}");
    }
}

const GOOD: [&str; 4] = [
    "\
title: Merging tables with null keys drops rows
kind: hotfix-proposal
issue: \"#123\"
status: proposed   # since Monday
target: 26.10
affects: [\"26.08\"]
deferral:
  date: 2026-11-20
  reasons:
    - one
    - two

answers:
  # The merge is the most used function.
  incorrect-results: Yes, rows are dropped.
  errors-on-valid-input: \"no\"
  major-incorrect-functionality: 'Yes, it''s a \"merge\"'
  common-function: yes
  common-input: Common, 12 of 20 tables
  average-user: Yes, see https://example.org/acme/app/issues/123
  workaround-exists: no
  workaround-communicable: no, there is none
  workaround-understandable: no
  workaround-steps: 4
  workaround-survives-fix: no
",
    "\
title: \"A: title\"
issue: [\"#123\", 'acme/app#7']
answers:
  significant:
    incorrect-results:
      answer: yes
      evidence:
        - https://example.org/1
        - repro: |
            import pandas as pd

            pd.merge(a, b)
      notes: |
        Seen by many: all of them.
    errors-on-valid-input: >-
      No error is raised: the rows are
      just missing.
  majority:
    common-function: {answer: yes, evidence: \"#123\"}
    common-input:
      answer: common
      evidence: 1,204 of 1,900 tables
  no-workaround:
    workaround-exists: |
      No. We tried sorting.

      It did not help.
    workaround-steps: 4
  risk:
    critical-exposure: no
    risk-of-applying: Low
",
    "\
{
  \"title\": \"T\",
  \"answers\": {
    \"incorrect-results\": \"yes\",
    \"common-function\": {\"answer\": \"no\", \"notes\": \"n\"},
    \"average-user\": \"no\"
  }
}
",
    "\
answers:
  Does it produce incorrect results?: Yes
  Are there compile or runtime errors with valid input?:
  - Yes
  - see the log
  Does the bug affect a common or major function?: Yes
  Is the input that causes the bug a common or edge case?: Common
  How many steps/code changes does a workaround take?: 4
",
];

/// How many of the other answers are found as they were, while one line of `text` is being typed: all its beginnings.
fn kept_while_typing(text: &str) -> (usize, usize) {
    let (whole, before) = proposal(text);
    assert!(before.errors.is_empty(), "{text}");
    let (mut kept, mut all) = (0, 0);
    for line in 0..whole.line_count() {
        let span = whole.line_span(line);
        for (at, _) in whole.slice(span).char_indices() {
            let cut = span.start + at;
            let (source, after) = proposal(&format!("{}{}", &text[..cut], &text[span.end..]));
            for answer in &before.answers {
                if answer.entry.start < span.end && span.start < answer.entry.end {
                    continue;
                }
                all += 1;
                kept += usize::from(after.answers.iter().any(|other| {
                    other.question == answer.question
                        && source.slice(other.span) == whole.slice(answer.span)
                }));
            }
        }
    }
    (kept, all)
}

#[test]
fn the_other_answers_stay_while_a_line_is_typed() {
    for (text, least) in GOOD.into_iter().zip([100, 99, 93, 100]) {
        let (kept, all) = kept_while_typing(text);
        assert!(100 * kept >= least * all, "{kept} of {all} in\n{text}");
    }
}

/// Everything that names a place names one in the text.
fn check(text: &str) {
    let (source, proposal) = proposal(text);
    let inside = |span: Span| {
        assert!(span.start <= span.end, "{span:?} of {text:?}");
        assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
    };
    inside(proposal.title);
    for answer in &proposal.answers {
        for span in [answer.prompt, answer.span, answer.entry, answer.content.span] {
            inside(span);
        }
        assert!(answer.entry.contains(answer.prompt), "{text:?}");
        assert!(answer.entry.contains(answer.span), "{text:?}");
        let prose = answer.content.prose.text();
        for (at, c) in prose.char_indices() {
            inside(answer.content.prose.span(at..at + c.len_utf8()));
        }
        assert!(answer.content.notes_from.is_none_or(|at| prose.is_char_boundary(at)), "{text:?}");
        answer.content.code.iter().for_each(|code| {
            inside(code.span);
            inside(code.body);
        });
        answer.content.links.iter().for_each(|link| inside(link.span));
        answer.content.boxes.iter().for_each(|tick| {
            inside(tick.span);
            inside(tick.label);
            assert!(prose.get(tick.prose.clone()).is_some(), "{text:?}");
        });
        answer
            .content
            .inline_code
            .iter()
            .chain(&answer.content.placeholders)
            .for_each(|s| inside(*s));
    }
    for place in &proposal.criteria {
        inside(place.span);
        inside(place.section);
    }
    for waiver in &proposal.waivers {
        inside(waiver.span);
        inside(waiver.rule_span);
        waiver.scope.into_iter().for_each(inside);
    }
    for invalid in &proposal.metadata.invalid {
        inside(invalid.span);
    }
    for error in &proposal.errors {
        inside(error.span);
        assert!(error.span.end <= source.text().len());
    }
}

/// A good document with a few places changed.
fn changed() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "", "", "", "\n", "\r\n", "\r", " ", "  ", "\t", ":", ": ", "- ", "\"", "'", "[", "]", "{",
        "}", ",", "|", ">", "#", " # x", "é", "😀", "`", "*", "&a ", "!", "```\n", "[x] ",
        "answers:", "yes", "\\", "\u{feff}", "---\n",
    ];
    let change = (0usize..2000, 0usize..30, proptest::sample::select(PIECES));
    (0usize..GOOD.len(), proptest::collection::vec(change, 0..6)).prop_map(|(which, changes)| {
        let mut text = GOOD[which].to_owned();
        for (at, len, with) in changes {
            let mut start = at % (text.len() + 1);
            let mut end = (start + len).min(text.len());
            while !text.is_char_boundary(start) {
                start -= 1;
            }
            while !text.is_char_boundary(end) {
                end += 1;
            }
            text.replace_range(start..end, with);
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_changed_document_is_read(text in changed()) {
        check(&text);
    }

    #[test]
    fn any_text_is_read(text in "[-\\]\\[{}:#'\"|>&*!,`x\\\\ \n\r\té😀]{0,60}") {
        check(&text);
        check(&format!("answers:\n  incorrect-results: {text}"));
    }
}
