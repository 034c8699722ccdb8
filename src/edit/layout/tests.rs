use super::*;
use crate::config::Config;
use crate::policy::builtin;
use proptest::prelude::*;

fn converted(text: &str, form: Form) -> Result<String, LayoutError> {
    let config = Config::default();
    let today = "2026-11-22".parse().unwrap();
    let context = Context {
        format: Format::Markdown,
        config: &config,
        today,
        exists: None,
        policies: None,
        given: None,
    };
    let source = Source::new(text);
    let assessment = assess(&source, &context);
    let edits = convert(&source, &context, &assessment, form)?;
    Ok(apply(text, &edits).unwrap())
}

const HEADINGS: &str = "\
# Joins drop rows

## Is this bug significant?

### Does it produce incorrect results?

Yes. Rows are lost:

```python
assert len(left.join(right)) == 3
```

### Are there compile or runtime errors with valid input?

No.

## Does it affect the majority of users?

### Is the input that causes the bug a common or edge case?
";

const BULLETS: &str = "\
# Joins drop rows

## Is this bug significant?

- Does it produce incorrect results? Yes. Rows are lost:

  ```python
  assert len(left.join(right)) == 3
  ```
- Are there compile or runtime errors with valid input? No.

## Does it affect the majority of users?

- Is the input that causes the bug a common or edge case?
";

#[test]
fn headings_and_bullets_there_and_back() {
    assert_eq!(converted(HEADINGS, Form::Bullets).as_deref(), Ok(BULLETS));
    assert_eq!(converted(BULLETS, Form::Headings).as_deref(), Ok(HEADINGS));
    for form in [Form::Headings, Form::Tables] {
        assert!(converted(HEADINGS, form).is_err());
    }
    assert_eq!(converted(HEADINGS, Form::Tables), Err(LayoutError::TooLong(5)));
}

const TABLE: &str = "\
# T

| Question | Answer | Evidence |
| --- | --- | --- |
| Does it produce incorrect results? | Yes | See #12 |
| Are there compile or runtime errors with valid input? | No |  |
| Is there major incorrect functionality? |  |  |
";

const LINES: &str = "\
# T

- Does it produce incorrect results? Yes
  Evidence: See #12
- Are there compile or runtime errors with valid input? No
- Is there major incorrect functionality?
";

#[test]
fn tables_there_and_back() {
    assert_eq!(converted(TABLE, Form::Bullets).as_deref(), Ok(LINES));
    assert_eq!(converted(LINES, Form::Tables).as_deref(), Ok(TABLE));
    let crlf = TABLE.replace('\n', "\r\n");
    assert_eq!(converted(&crlf, Form::Bullets), Ok(LINES.replace('\n', "\r\n")));
}

#[test]
fn a_mark_is_what_its_column_is_headed() {
    let text = "\
| Question | Notes | Yes | No |
| --- | --- | --- | --- |
| Does it produce incorrect results? | See #12 | x | |
| Are there compile or runtime errors with valid input? | | | x |
";
    let bullets = "\
- Does it produce incorrect results? Yes
  Notes: See #12
- Are there compile or runtime errors with valid input? No
";
    assert_eq!(converted(text, Form::Bullets).as_deref(), Ok(bullets));
}

#[test]
fn whatever_the_layout_was() {
    let after = |line: &str| converted(&format!("# T\n\n{line}\n"), Form::Headings);
    for line in [
        "- **Does it produce incorrect results?** Yes, see #12.",
        "1. Does it produce incorrect results? Yes, see #12.",
        "Does it produce incorrect results?\nYes, see #12.",
        "> Does it produce incorrect results?\n\nYes, see #12.",
        "**Q:** Does it produce incorrect results?\nYes, see #12.",
        "* **Does it produce incorrect results?**\n\n  Yes, see #12.",
    ] {
        let heading = "# T\n\n## Does it produce incorrect results?\n\nYes, see #12.\n";
        assert_eq!(after(line).as_deref(), Ok(heading), "{line}");
    }
    let heading = "# T\n\n## incorrect-results\n\nno\n";
    assert_eq!(after("incorrect-results: no").as_deref(), Ok(heading));
    assert_eq!(after("[incorrect-results]: no").as_deref(), Ok(heading));
}

#[test]
fn nothing_is_lost() {
    let question = "Does it produce incorrect results?";
    for (text, form, error) in [
        ("# T\n", Form::Headings, LayoutError::Nothing),
        (&format!("- [x] {question}\n"), Form::Headings, LayoutError::Box(1)),
        (
            &format!("# T\n## Wrong rows ({question})\nYes"),
            Form::Bullets,
            LayoutError::WordsBefore(2),
        ),
        (&format!("- a\n  - {question} Yes\n"), Form::Headings, LayoutError::Nested(2)),
        (&format!("- {question} Yes | no\n"), Form::Tables, LayoutError::Border(1)),
        (&format!("- {question} Yes \\\\| no\n"), Form::Tables, LayoutError::Border(1)),
        (
            &format!("| Question | Answer | Owner |\n|--|--|--|\n| {question} | Yes | Ada |\n"),
            Form::Bullets,
            LayoutError::Table(3),
        ),
        (
            &format!("| Question | Answer |\n|--|--|\n| {question} | No |\n| Else | x |\n"),
            Form::Bullets,
            LayoutError::Table(1),
        ),
        (&format!("###### T\n\n- {question} No\n"), Form::Headings, LayoutError::Deep(3)),
        // As a bullet the answer would end at the heading.
        (
            &format!("## {question}\n\nYes.\n\n### Log\n\nNone.\n"),
            Form::Bullets,
            LayoutError::NotReadBack,
        ),
    ] {
        assert_eq!(converted(text, form), Err(error), "{text}");
    }
}

/// An answer of a few lines, as people write them.
fn body() -> impl Strategy<Value = Vec<&'static str>> {
    let line = proptest::sample::select(vec![
        "Yes.",
        "No, never.",
        "Yes, see #12.",
        "  two blanks",
        "Edge case \\| é😀  ",
        "",
        "```\na | b\n  c\n\n\td\n```",
        "- an item\n- another",
        "1. one\n2. two",
        "> quoted",
        "<!-- why -->",
        "| a | b |",
        "**bold** and `code`",
        "Evidence: 12 of 90 tables",
        "Evidence:  two blanks",
        "    indented",
        "\ttab",
        "- [x] Yes\n- [ ] No",
        "<fill in>",
        "TBD",
        "Title\n---",
        "### deeper",
        "https://example.org/a|b",
    ]);
    proptest::collection::vec(line, 0..4)
}

fn document() -> impl Strategy<Value = String> {
    let asked = proptest::collection::vec((0..14_usize, body()), 1..6);
    (asked, 0..7_usize, any::<bool>(), any::<bool>(), 0..3_usize).prop_map(
        |(mut asked, layout, criteria, cut, eol)| {
            asked.sort_by_key(|(question, _)| *question);
            asked.dedup_by_key(|(question, _)| *question);
            let policy = builtin::rapids();
            let mut text = "# Title\n\n".to_owned();
            let mut criterion = None;
            for (question, body) in asked {
                let question = &policy.questions[question];
                if criteria && criterion != Some(question.criterion) {
                    let title = &policy.criterion(question.criterion).title;
                    text.extend(["\n## ", title, "\n\n"]);
                    criterion = Some(question.criterion);
                }
                let (prompt, body) = (&question.prompt, body.join("\n"));
                let entry = match layout {
                    0 => format!("### {prompt}\n\n{body}\n\n"),
                    1 => format!("- {prompt} {}\n", body.replace('\n', "\n  ")),
                    2 => format!("1. **{prompt}**\n   {}\n", body.replace('\n', "\n   ")),
                    3 => format!("{prompt}\n{body}\n"),
                    4 => format!("> {prompt}\n\n{body}\n\n"),
                    5 => format!("{}: {body}\n", question.id),
                    _ => {
                        let cell = body.replace('\n', " ").replace('|', "\\|");
                        format!("\n| Question | Answer |\n|---|---|\n| {prompt} | {cell} |\n")
                    }
                };
                text.push_str(&entry);
            }
            let text = if cut { text.trim_end().to_owned() } else { text };
            text.replace('\n', ["\n", "\r\n", "\r"][eol])
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is offered leads back: a layout, once written, comes back from any other one as it was.
    #[test]
    fn there_and_back(text in document()) {
        let policy = builtin::rapids();
        for form in Form::ALL {
            let Ok(first) = converted(&text, form) else { continue };
            for other in Form::ALL {
                let Ok(second) = converted(&first, other) else { continue };
                let Ok(third) = converted(&second, form) else { continue };
                if let Ok(fourth) = converted(&third, other) {
                    prop_assert_eq!(&fourth, &second, "from {:?} over {:?}", &text, &first);
                }
                let lines = |text: &str| -> Vec<String> {
                    let source = Source::new(text);
                    let proposal = crate::proposal::read(&source, Format::Markdown, &policy);
                    let entries = entry::read(&source, &proposal).unwrap_or_default();
                    entries.iter().flat_map(|e| e.body.iter().map(entry::Line::words)).collect()
                };
                prop_assert_eq!(lines(&first), lines(&third));
                prop_assert_eq!(lines(&text), lines(&first));
            }
        }
    }
}

#[test]
fn marks_of_questions_and_answers_are_dropped() {
    let plain = "# T\n\n- Does it produce incorrect results? No\n";
    for text in [
        "# T\n\n**Q: Does it produce incorrect results?**\n**A:** No\n",
        "# T\n\n**Q:** Does it produce incorrect results?\n\n**A:**\nNo\n",
        "# T\n\nQ: Does it produce incorrect results?\nA: No\n",
        "# T\n\n**Question 1: Does it produce incorrect results?**\nAnswer: No\n",
    ] {
        assert_eq!(converted(text, Form::Bullets).as_deref(), Ok(plain), "{text}");
    }
    let response = "# T\n\nQ: Does it produce incorrect results?\nResponse: No\n";
    let kept = "# T\n\n- Does it produce incorrect results? Response: No\n";
    assert_eq!(converted(response, Form::Bullets).as_deref(), Ok(kept));
}
