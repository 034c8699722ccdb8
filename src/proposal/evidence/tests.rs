use super::*;
use crate::proposal::content::{CodeBlock, Prose};
use crate::proposal::inline;
use proptest::prelude::*;

/// The content of a text whose only blocks are fences.
fn content(text: &str) -> Content {
    let mut content = Content::default();
    let mut at = 0;
    let mut open: Option<(usize, usize, String)> = None;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        let end = at + line.len();
        match (words.strip_prefix("```"), open.take()) {
            (Some(_), Some((start, body, language))) => content.code.push(CodeBlock {
                span: Span::new(start, at + words.len()),
                language,
                body: Span::new(body, at),
            }),
            (Some(language), None) => open = Some((at, end, language.to_owned())),
            (None, Some(block)) => open = Some(block),
            (None, None) => {
                let mut raw = Prose::new();
                raw.push(words, Span::new(at, at + words.len()));
                inline::scan(&raw, &inline::References::new(), &mut content);
                content.prose.break_line(at + words.len(), false);
            }
        }
        at = end;
    }
    content
}

/// The evidence in one line: kinds with what they stand for, in document order.
fn shown(text: &str, value: Option<&str>) -> String {
    let source = Source::new(text);
    let value = value.and_then(|value| text.find(value).map(|at| Span::new(at, at + value.len())));
    let found = collect(&source, &content(text), value);
    let line = found.iter().map(|evidence| {
        let words = source.slice(evidence.span).replace('\n', " ");
        let mut one = match (evidence.kind, evidence.target.as_str()) {
            (EvidenceKind::Explanation, _) => format!("{} words", evidence.words),
            (EvidenceKind::Reproduction | EvidenceKind::Log, "") => evidence.kind.name().to_owned(),
            (kind, "") => format!("{} '{words}'", kind.name()),
            (kind, target) => format!("{} {target}", kind.name()),
        };
        if let Some(reason) = &evidence.broken {
            one = format!("{one} ({reason})");
        }
        one
    });
    line.collect::<Vec<_>>().join(", ")
}

/// Text that begins with its value, and the evidence in one line.
const CASES: &[(&str, &str)] = &[
    ("Yes, see #12", "issue #12, 1 words"),
    ("Yes, see #12 and #12.", "issue #12, 2 words"),
    (
        "Yes: rapidsai/cudf#7951, GH-12, APP-123.",
        "issue rapidsai/cudf#7951, issue GH-12, issue APP-123",
    ),
    ("Yes (cudf#562)", "issue cudf#562"),
    ("Yes, UTF-8 and SHA-256 per ISO-8601 and RFC-3339", "7 words"),
    ("Yes, PR #12 fixes it", "pull-request #12, 3 words"),
    (
        "Yes, see pull request 12, PR 13 and MR !14",
        "pull-request #12, pull-request #13, pull-request !14, 8 words",
    ),
    ("Yes, pull request #12", "pull-request #12, 2 words"),
    ("Yes, bug 1895123 and issue 123", "issue #1895123, issue #123, 5 words"),
    ("Yes, we saw this issue 37 times", "measurement '37 times', 6 words"),
    (
        "Yes, CVE-2024-3094 and GHSA-aaaa-bbbb-cccc",
        "advisory CVE-2024-3094, advisory GHSA-aaaa-bbbb-cccc, 1 words",
    ),
    ("Yes, CVE-XXXX-XXXX", "advisory CVE-XXXX-XXXX (placeholder instead of a number), 1 words"),
    ("Yes: https://github.com/o/r/issues/12", "issue https://github.com/o/r/issues/12"),
    ("Yes: [#12](https://github.com/o/r/issues/12)", "issue https://github.com/o/r/issues/12"),
    (
        "Yes: [fix](https://github.com/o/r/pull/12), [log](logs/a.txt#L3) and ![shot](a.png)",
        "pull-request https://github.com/o/r/pull/12, file logs/a.txt, image a.png, 3 words",
    ),
    (
        "Yes: <https://github.com/o/r/commit/0123abc>",
        "commit https://github.com/o/r/commit/0123abc",
    ),
    ("Yes, fixed by commit 0123abc and `89ab012`", "commit 0123abc, commit 89ab012, 6 words"),
    ("Yes, [link here](#)", "link # (link goes nowhere), 2 words"),
    (
        "Yes, [link](http://) and [x](TODO)",
        "link http:// (address has no host), link TODO (placeholder instead of an address), 3 words",
    ),
    (
        "Yes: https://github.com/o/r/issues/< Replace with issue link here >",
        "issue https://github.com/o/r/issues/ (placeholder in the address)",
    ),
    ("Yes: #<_ISSUE_>", "issue #<_ISSUE_> (placeholder instead of a number)"),
    (
        "Yes: #0, #XXX, #TODO",
        "issue #0 (issue 0 does not exist), issue #XXX (placeholder instead of a number), issue #TODO (placeholder instead of a number)",
    ),
    ("Yes, see https://example.test/report", "link https://example.test/report, 1 words"),
    (
        "Yes, see https://example.com/issues/TODO",
        "issue https://example.com/issues/TODO (placeholder in the address), 1 words",
    ),
    (
        "Yes, 1,204 of 1,900 sampled tables have null keys.",
        "measurement '1,204 of 1,900 sampled tables', 8 words",
    ),
    (
        "Yes: 37 tickets since 24.06, 12% of users, 3x slower",
        "measurement '37 tickets', measurement '12%', measurement '3x', 9 words",
    ),
    (
        "Yes, 250 ms instead of 20ms; 4 GB more",
        "measurement '250 ms', measurement '20ms', measurement '4 GB', 8 words",
    ),
    ("Yes, on Python 3.11 with CUDA 12 and Windows 11 users", "10 words"),
    ("Yes, since version 24.06.01 on 2024-05-01, line 40", "7 words"),
    ("No, 3 steps or 2 code changes", "6 words"),
    ("Yes, about 40 reports in 2 days", "measurement '40 reports', measurement '2 days', 6 words"),
    ("Yes, HTTP 500 errors, exit code 1", "6 words"),
    (
        "Yes, 3 out of 5 users, 1 in 8 jobs, 40/50 runs",
        "measurement '3 out of 5 users', measurement '1 in 8 jobs', measurement '40/50 runs', 11 words",
    ),
    (
        "Yes, three reports and thirty-seven tickets",
        "measurement 'three reports', measurement 'thirty-seven tickets', 5 words",
    ),
    (
        "Yes, 12.5 % of rows, ~10k users, $5,000 lost",
        "measurement '12.5 %', measurement '10k users', measurement '$5,000', 7 words",
    ),
    (
        "Yes, 20-30 ms and 5-minute outage",
        "measurement '20-30 ms', measurement '5-minute', 5 words",
    ),
    (
        "Yes, covered by test_merge_nulls and `tests/x.py::test_y`",
        "test test_merge_nulls, test tests/x.py::test_y, 5 words",
    ),
    ("Yes, `src/foo.rs:12` is wrong", "file src/foo.rs, 3 words"),
    ("Yes, `x = f(1)` returns 2 instead of 3", "reproduction, 8 words"),
    ("Yes, `df.merge` is wrong", "3 words"),
    ("Yes, `a.merge(b)` raises `KeyError: 'k'`", "reproduction, log, 5 words"),
    ("Yes, the unit test `merge_keeps_rows` fails", "test merge_keeps_rows, 5 words"),
    ("Yes, held by Jane Doe", "private 'held by Jane Doe', 4 words"),
    (
        "Yes, held privately by the security team.",
        "private 'held privately by the security team', 6 words",
    ),
    ("Yes, held by NAME", "private 'held by NAME' (placeholder instead of a name), 3 words"),
    ("Yes, the lock is held by thread 2", "7 words"),
    ("Yes\n```python\nf(1)\n```", "reproduction"),
    ("Yes\n```\nTraceback (most recent call last):\nKeyError\n```", "log"),
    ("Yes\n```diff\n-a\n+b\n```", "2 words"),
    ("Yes\n```\n```", ""),
    ("No, we tried to restart and to pin it", "8 words"),
    ("No", ""),
    ("No, TBD", ""),
    ("No: users cannot load their tables any more.", "7 words"),
    ("Yes, C# and F# too, the #1 complaint", "6 words"),
    ("Yes, see [Reproduction](#reproduction) below", "3 words"),
    ("Yes, o/r@0123abcdef", "commit o/r@0123abcdef, 1 words"),
    (
        "Yes, https://github.com/o/r/issues/12, https://github.com/o/r/issues/12/.",
        "issue https://github.com/o/r/issues/12",
    ),
    ("Yes, see github.com/o/r/issues/9", "issue github.com/o/r/issues/9, 2 words"),
    ("Yes, since 139, crbug.com/412345678.", "issue crbug.com/412345678, 3 words"),
    ("Yes, see bugs.debian.org/1091234", "issue bugs.debian.org/1091234, 2 words"),
    ("Yes, crbug.com and crrev.com are down", "5 words"),
    ("Yes, `patches/foo_1.2.debdiff` has it", "file patches/foo_1.2.debdiff, 3 words"),
    ("Yes, `np.diff` and `git.diff` are wrong", "5 words"),
    ("Yes, `#12` and `https://x.test/a`", "issue #12, link https://x.test/a, 1 words"),
    ("Yes, #12/#13", "issue #12, issue #13"),
    ("Yes, www.example.com/a", "link www.example.com/a, 1 words"),
    ("Yes, issue #12.", "issue #12, 1 words"),
    (
        "Yes [37 tickets](https://x.test/search)",
        "link https://x.test/search, measurement '37 tickets', 2 words",
    ),
    ("Yes, 2024 was bad; 2024 releases", "5 words"),
    ("Yes, group/project!12", "pull-request group/project!12"),
    ("Yes!12 ", ""),
    ("Yes; x86 and H100, p99 in 3 of 4 regions", "measurement '3 of 4 regions', 9 words"),
    ("Yes, 90th percentile, 1990s", "3 words"),
    ("Yes, 12 gpus crash", "measurement '12 gpus', 3 words"),
    ("Yes, drops 100% of updates", "measurement '100%', 4 words"),
    ("Yes, downgrade to 1.2.3 works for 5 users", "measurement '5 users', 7 words"),
    ("Yes, PEP-8, COVID-19, H-1, A-12", "4 words"),
    ("Yes, it does not fit in 32 bits", "7 words"),
    ("No. We tried a restart, a pin to 24.04 and a clean cache.", "12 words"),
    (
        "Yes, https://play.rust-lang.org/?gist=1 shows it",
        "reproduction https://play.rust-lang.org/?gist=1, 2 words",
    ),
    ("Yes, `KeyError` is raised", "3 words"),
    ("Yes\n```console\n$ app load\nerror: row 3\n```", "reproduction, log"),
    ("Yes.\n\nUsers are lost.", "3 words"),
    ("Yes, it fails with \"TypeError: x is undefined\"", "log, 7 words"),
    (
        "Yes, “fatal error: foo.h: No such file” and (\"Error: no such module\")",
        "log, log, 11 words",
    ),
    ("Yes, the \"error\" is odd, \"Error: \" too, an error: nobody knows", "10 words"),
    ("Yes, error: the sums are wrong, \"they fail\"", "7 words"),
    (
        "Yes:\n\nTraceback (most recent call last):\n  File \"app.py\", line 3, in load\n    return row['k']\nKeyError: 'k'\nSee #12",
        "log, issue #12, 17 words",
    ),
    (
        "Yes:\nException in thread \"main\" java.lang.NullPointerException\n\tat a.B.c(B.java:3)\n\tat a.B.d(B.java:40)\nin 3 of 4 jobs",
        "log, measurement '3 of 4 jobs', 16 words",
    ),
    (
        "Yes:\nTypeError: x is undefined\n    at load (app.js:3:5)\n    at main (app.js:9:1)",
        "log, 10 words",
    ),
    (
        "Yes:\n#0  0x00007f in foo ()\n#1  0x00008f in main () at a.c:3\nand #12",
        "log, issue #12, 9 words",
    ),
    ("Yes:\nTypeError: x is undefined", "4 words"),
    ("Yes\n#12 in the tracker", "issue #12, 3 words"),
    ("Yes, a traceback, an exception in the log, at noon (10:30)", "10 words"),
    ("Yes, `sum([1, 1])` is 3", "reproduction, 5 words"),
    ("Yes: `f(1) == 3`", "reproduction, 3 words"),
    ("Yes, `sum([1, 1])` is `3`, `f()` is 3", "reproduction, 8 words"),
    ("Yes, call `f(1)`. It was added", "6 words"),
    (
        "Yes, MergeTests#testNullKeys and testNullKeys fail",
        "test MergeTests#testNullKeys, test testNullKeys, 3 words",
    ),
    ("Yes, a/MergeTest#12 and testData", "issue a/MergeTest#12, 2 words"),
    ("Yes, bisected to 0123abcd4567", "commit 0123abcd4567, 3 words"),
    ("Yes, first bad commit: 0123abcd4567", "commit 0123abcd4567, 4 words"),
    ("Yes, 0123abcd4567 is the first bad commit", "commit 0123abcd4567, 6 words"),
    ("Yes, container 0123abcd4567 is the first", "5 words"),
    (
        "Yes, 1.2M downloads/month and 10k+ downloads a day",
        "measurement '1.2M downloads/month', measurement '10k+ downloads', 7 words",
    ),
    (
        "Yes, $40k/day, 12'000 users, 12’000 users",
        "measurement '$40k/day', measurement '12'000 users', measurement '12’000 users', 5 words",
    ),
    (
        "Yes, 31 (of 40) notebooks, or 31/40",
        "measurement '31 (of 40', measurement '31/40', 6 words",
    ),
    (
        "Yes, two thirds of the notebooks, half of all users, a quarter of our jobs",
        "measurement 'two thirds of the notebooks', measurement 'half of all users', measurement 'quarter of our jobs', 14 words",
    ),
    ("Yes, version 31/40 and page 31/40", "5 words"),
    ("Yes, 24/7 and 50/50 and 9/11, 11/22, 32/64, 24/25, 2024/2025", "9 words"),
    ("Yes, the first half of the year, the third of the users, half of it", "14 words"),
    ("Yes, 12.000 users, 0.125 users", "measurement '12.000 users', 4 words"),
    ("Yes, in Q1 10k, v1.2M and 3 (or 4)", "8 words"),
    ("Yes, CVE‑2026‑1234 and APP‐12", "advisory CVE-2026-1234, issue APP-12, 3 words"),
    ("Yes, CVE 2026-1234, in 2026-1234", "advisory CVE-2026-1234, 4 words"),
    ("Yes, SEV-1 and JAVA-17 with WPA-2, ORA-01555", "6 words"),
    ("Yes, I'm 100% sure", "3 words"),
    ("Yes, 95 percent certain, sure 100%, 99 % for sure", "8 words"),
    ("Yes, 100% of jobs, surely 40% slower", "measurement '100%', measurement '40%', 6 words"),
    ("Yes, since November 2, 2026 users complain", "6 words"),
    ("Yes, in 2026 customers expect this, Nov 2 users", "8 words"),
    ("Yes, on 2 November 2026 users and in 11/2026 users", "9 words"),
    (
        "Yes, 2,026 users, by 2000 users",
        "measurement '2,026 users', measurement '2000 users', 5 words",
    ),
    ("Yes, the fix takes 2 hours, or 2 days to patch", "10 words"),
    ("Yes, 3 weeks until freeze, 2 days to the next release", "10 words"),
    ("Yes, 5 days before the code freeze", "6 words"),
    ("Yes, the release is in 3 days; found 3 days ago, freeze in 2 weeks", "14 words"),
    ("Yes, the release crashes in 3 days", "measurement '3 days', 6 words"),
    ("Yes, the release will be out in 3 days", "8 words"),
    ("Yes, the queue is lost in 3 days", "measurement '3 days', 7 words"),
    (
        "Yes, 60-65% of the notebooks, 20-30 % of sessions, 10k-20k users, 2-3x slower",
        "measurement '60-65%', measurement '20-30 %', measurement '10k-20k users', measurement '2-3x', 11 words",
    ),
    (
        "Yes, 2/3 of all users, nine out of ten, two in five teams, 60 pct of jobs",
        "measurement '2/3 of all users', measurement 'nine out of ten', measurement 'two in five teams', measurement '60 pct', 16 words",
    ),
    ("Yes, at 10-12 UTC, in v1.2-1.4, on 2-3 of May, two in one", "12 words"),
    (
        "Yes, 3 hours before each run ends, 5 minutes to release a lock",
        "measurement '3 hours', measurement '5 minutes', 12 words",
    ),
    ("Yes, fixing it took us 3 days, the hotfix 2h", "9 words"),
    (
        "Yes, the query takes 2 hours, without the fix jobs run 3 days",
        "measurement '2 hours', measurement '3 days', 12 words",
    ),
    ("Yes, iPhone 15 users and 64 bit users, WordPress 6 sites", "10 words"),
    ("Yes, in our office 12 users", "measurement '12 users', 5 words"),
    ("Yes, Office 365 users, Pixel 8 users", "6 words"),
    ("Yes, JDK-8301234 is the same as #7", "issue JDK-8301234, issue #7, 4 words"),
    ("Yes, it is 40% behind the old version", "measurement '40%', 7 words"),
    ("Yes, no fix for 3 weeks", "measurement '3 weeks', 5 words"),
    ("Yes, in 24.06 users crash", "4 words"),
    (
        "Yes, 2.5 reports a day, 1.5 hours",
        "measurement '2.5 reports', measurement '1.5 hours', 6 words",
    ),
    ("Yes, customer #1, step #2 and comment #3, #1 priority", "5 words"),
    ("Yes, customer ticket #12, see comments in #3", "issue #12, issue #3, 5 words"),
];

#[test]
fn evidence_of_every_kind() {
    let read = |text| shown(text, text.split(|c: char| !c.is_alphanumeric()).next());
    let read = CASES.iter().map(|(text, expected)| (text, read(text), expected));
    let wrong: Vec<_> = read.filter(|(_, read, expected)| read != *expected).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn an_explanation_leaves_the_value_out() {
    let span = |text: &str, value: &str| {
        let source = Source::new(text);
        let value = text.find(value).map(|at| Span::new(at, at + value.len()));
        let last = collect(&source, &content(text), value).pop();
        last.map(|last| (last.words, source.slice(last.span).to_owned()))
    };
    assert_eq!(span("No, *we* tried.", "No"), Some((2, "we* tried".to_owned())));
    assert_eq!(
        span("It is common, we think", "common"),
        Some((4, "It is common, we think".to_owned()))
    );
    assert_eq!(span("Yes", "Yes"), None);
}

#[test]
fn long_answers_cost_what_they_are_long() {
    for unit in [
        "#",
        "#1 ",
        "a#1",
        "!",
        "http://x ",
        "(",
        "`f(1)` ",
        "1 ",
        "1,",
        "held by ",
        "a-1-",
        "%",
        "of 2 ",
        "\n",
        "é",
        "\"Error: ",
        "TypeError: x\n",
        "Traceback (most recent call last)\n",
        "at a.b (c.js:3:4)\n",
        "#0 0x4f in f\n",
        "`f(1)` is 3 ",
        "two thirds of ",
        "the fix 2 hours ",
        "[^1] ",
    ] {
        let text = unit.repeat(200_000 / unit.len());
        collect(&Source::new(text.clone()), &content(&text), None);
    }
    let code = format!("```\n{}\n```", "at (".repeat(50_000));
    collect(&Source::new(code.clone()), &content(&code), None);
}

proptest! {
    #[test]
    fn any_text_has_evidence_with_spans(text in "(https?://|github.com/|#|!|[0-9]{1,4}|[0-9][é×/-]|%| of |issues/|held by |PR |KEY-|CVE-|`|\\[|\\]|\\(|\\)|<|>|f\\(1\\)|test_|\"|Error: |#0 0x4f|\nat a\\.b:3|'000|/40|‑|half of |[a-zA-Zé😀.,:/\n _-]| instead of ){0,16}") {
        let source = Source::new(text.clone());
        let content = content(&text);
        for value in [None, Some(Span::new(0, text.chars().next().map_or(0, char::len_utf8)))] {
            let found = collect(&source, &content, value);
            for evidence in &found {
                let words = text.get(evidence.span.range());
                prop_assert!(words.is_some_and(|words| !words.is_empty()), "{evidence:?}");
                prop_assert_eq!(evidence.words > 0, evidence.kind == EvidenceKind::Explanation);
            }
            let explained = found.iter().position(|evidence| evidence.kind == EvidenceKind::Explanation);
            prop_assert!(explained.is_none_or(|at| at + 1 == found.len()));
        }
    }
}
