//! Proposals as people write them, of any length: what is longer than a few kilobytes has long answers, with logs, code
//! and tables in them.

use hotfix_lint::proposal::Format;
use std::fmt::Write as _;

/// The id of a question, its prompt, and an answer.
type Answered = (&'static str, &'static str, &'static str);

/// The headings of the default policy with their questions.
const QUESTIONS: [(&str, &[Answered]); 3] = [
    (
        "Is this bug significant?",
        &[
            (
                "incorrect-results",
                "Does it produce incorrect results?",
                "Yes, rows are lost, as #4711 shows.",
            ),
            (
                "errors-on-valid-input",
                "Are there compile or runtime errors with valid input?",
                "No, it returns without a word.",
            ),
            (
                "major-incorrect-functionality",
                "Is there major incorrect functionality?",
                "Yes: every outer join is affected, see #4712.",
            ),
        ],
    ),
    (
        "Does it affect the majority of users?",
        &[
            (
                "common-function",
                "Does the bug affect a common or major function?",
                "Yes, 71 % of sampled notebooks call merge (1,204 of 1,700).",
            ),
            (
                "common-input",
                "Is the input that causes the bug a common or edge case?",
                "Common: 640 of 900 tables have null keys.",
            ),
            (
                "average-user",
                "Will the average user encounter the bug during normal, average usage?",
                "Probably, but nobody has counted.",
            ),
        ],
    ),
    (
        "Is there a reasonable workaround?",
        &[
            (
                "workaround-exists",
                "Is there even a workaround?",
                "Yes, drop the nulls before the merge and add them after it.",
            ),
            (
                "workaround-communicable",
                "Can a potential workaround be communicated effectively to the community?",
                "Yes, in the release notes.",
            ),
            (
                "workaround-understandable",
                "Will the average user understand the workaround?",
                "TBD",
            ),
            (
                "workaround-steps",
                "How many steps/code changes does a workaround take?",
                "4 changes",
            ),
            (
                "workaround-survives-fix",
                "When the bug is fixed, does the workaround continue to work?",
                "No, it then drops rows that are right.",
            ),
        ],
    ),
];

/// A proposal of at least `bytes` bytes: all the questions, and behind each answer as much as it takes.
pub(crate) fn proposal(format: Format, bytes: usize) -> String {
    match format {
        Format::Markdown => markdown(bytes),
        Format::Yaml => yaml(bytes),
    }
}

fn markdown(bytes: usize) -> String {
    let mut text = String::from(
        "---\ntitle: Merge drops rows with null keys\nissue: \"#4711\"\nstatus: proposed\naffects: \"26.10\"\n\
         component: core\n---\n\n# Merge drops rows with null keys\n\nFound by a user on the day of the release.\n",
    );
    let share = bytes.saturating_sub(2200) / 11;
    let mut n = 0;
    for (criterion, questions) in QUESTIONS {
        let _ = write!(text, "\n## {criterion}\n");
        for (_, prompt, answer) in questions {
            let _ = write!(text, "\n### {prompt}\n\n{answer}\n");
            let until = text.len() + share;
            while text.len() < until {
                n += 1;
                text.push_str(&passage(n));
            }
        }
    }
    text
}

/// What people put behind an answer; every fifth is of the same kind.
fn passage(n: usize) -> String {
    match n % 5 {
        0 => format!(
            "\nTeam {n} saw it in *their* nightly run: the **left** side has keys that are `null`, and the result is \
             {n} rows short. It is [reported](https://forge.example/acme/app/issues/{n}) and was seen by others, too.\n"
        ),
        1 => format!(
            "\n```python\nleft = frame({n})\nassert len(merge(left, right, how=\"outer\")) == {n}\n```\n"
        ),
        2 => format!(
            "\n| version | rows | expected |\n| --- | --- | --- |\n| 26.08 | {n} | {n} |\n| 26.10 | {} | {n} |\n",
            n / 2
        ),
        3 => format!(
            "\n- on Linux, kernel 6.{n}\n- with and without threads\n  - one: fails\n  - many: fails\n"
        ),
        _ => format!(
            "\n```text\nTraceback (most recent call last):\n  File \"run.py\", line {n}, in <module>\nValueError: {n} rows \
             expected\n```\n"
        ),
    }
}

fn yaml(bytes: usize) -> String {
    let mut text = String::from(
        "title: Merge drops rows with null keys\nissue: \"#4711\"\nstatus: proposed\naffects: \"26.10\"\n\
         component: core\n\n# Found by a user on the day of the release.\nanswers:\n",
    );
    let share = bytes.saturating_sub(1400) / 11;
    let mut n = 0;
    for (_, questions) in QUESTIONS {
        for (id, _, answer) in questions {
            let _ = write!(
                text,
                "  {id}:\n    answer: \"{answer}\"\n    evidence:\n      - \"#4711\"\n"
            );
            let until = text.len() + share;
            while text.len() < until {
                n += 1;
                let _ = write!(
                    text,
                    "      - https://forge.example/acme/app/issues/{n}\n      - |\n        Traceback (most recent call \
                     last):\n          File \"run.py\", line {n}, in <module>\n        ValueError: {n} rows expected\n"
                );
            }
        }
    }
    text
}
