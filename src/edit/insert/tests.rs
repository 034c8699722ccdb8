use super::*;
use crate::assess::{Context, assess};
use crate::config::Config;

/// The text with the questions of these ids inserted.
fn inserted(format: Format, text: &str, ids: &[&str]) -> String {
    let config = Config::default();
    let context =
        Context { format, config: &config, today: "2026-11-22".parse().unwrap(), exists: None };
    let source = Source::new(text);
    let assessment = assess(&source, &context);
    let ids: Vec<QuestionId> =
        ids.iter().map(|id| config.policy.find_question(id).unwrap()).collect();
    let edits = questions(&source, &config.policy, &assessment.proposal, &ids);
    edits.map_or_else(|| "nowhere".to_owned(), |edits| apply(text, &edits).unwrap())
}

#[test]
fn show() {
    for (text, ids) in [
        (
            "## Is this bug significant?\n\n### Does it produce incorrect results?\n\nYes.\n\n### Is there major incorrect functionality?\n\nNo\n",
            &["errors-on-valid-input", "common-input", "average-user"][..],
        ),
        (
            "- **Does it produce incorrect results?** Yes\n- **Is there major incorrect functionality?** No",
            &["errors-on-valid-input", "common-input"],
        ),
        (
            "1. Does it produce incorrect results?: Yes\n   more\n\n2. Is there major incorrect functionality? - No\n\nAfter.",
            &["errors-on-valid-input", "common-input"],
        ),
        (
            "- [x] Does it produce incorrect results?\n- [ ] Is there major incorrect functionality?\n",
            &["errors-on-valid-input"],
        ),
        (
            "| Question | Answer | Evidence |\n| --- | --- | --- |\n| Does it produce incorrect results? | Yes | #1 |\n",
            &["errors-on-valid-input", "major-incorrect-functionality"],
        ),
        (
            "Does it produce incorrect results?\nYes.\nIs there major incorrect functionality?\nNo.\n",
            &["errors-on-valid-input"],
        ),
        (
            "**Q:** Does it produce incorrect results?\n\n**A:** Yes.\n\n**Q:** Is there major incorrect functionality?\n\n**A:** No.\n",
            &["errors-on-valid-input"],
        ),
        (
            "> Does it produce incorrect results?\n\nYes.\n\n> Is there major incorrect functionality?\n\nNo.\n",
            &["errors-on-valid-input"],
        ),
        (
            "[Does it produce incorrect results?]: yes\n[Is there major incorrect functionality?]: no\n",
            &["errors-on-valid-input"],
        ),
        ("incorrect-results: yes\nmajor-incorrect-functionality: no\n", &["errors-on-valid-input"]),
        (
            "<details><summary>Does it produce incorrect results?</summary>\n\nYes\n\n</details>\n",
            &["errors-on-valid-input"],
        ),
        (
            "* Does it produce incorrect results?<br>\n\n<pre>\n  <b>My Answer:</b> yes\n</pre>\n",
            &["errors-on-valid-input"],
        ),
        (
            "# T\n\n## Is this bug significant?\n\nSome words.\n\n## Is there a reasonable workaround?\n\n- Is there even a workaround?\n  - No\n\n## Deferral\n\nx\n",
            &["errors-on-valid-input", "common-input", "workaround-steps"],
        ),
        ("# T\r\n\r\nText", &["errors-on-valid-input", "incorrect-results"]),
        ("", &["errors-on-valid-input"]),
        ("## Does it produce incorrect results?\nyes\n```\ncode", &["errors-on-valid-input"]),
        ("---\ntitle: a\n---", &["errors-on-valid-input"]),
    ] {
        println!("{text}\n=====>\n{}\n################", inserted(Format::Markdown, text, ids));
    }
    for (text, ids) in [
        ("title: a\n", &["errors-on-valid-input", "common-input"][..]),
        (
            "answers:\n  incorrect-results: yes\n  major-incorrect-functionality: no\n",
            &["errors-on-valid-input", "common-input"],
        ),
        (
            "answers:\n  significant:\n    incorrect-results: yes # sure\n\n  no-workaround:\n    workaround-exists: no\n",
            &["errors-on-valid-input", "common-input"],
        ),
        (
            "answers:\n  significant:\n  no-workaround:\n    workaround-exists:\n      answer: no\n",
            &["errors-on-valid-input", "common-input"],
        ),
        ("answers: {incorrect-results: yes}\n", &["errors-on-valid-input", "common-input"]),
        ("answers: {}\n", &["errors-on-valid-input", "common-input"]),
        ("answers:\n", &["errors-on-valid-input", "common-input"]),
        (
            "answers:\n  Does it produce incorrect results?: yes\n",
            &["errors-on-valid-input", "common-input"],
        ),
        ("{\"answers\": {\"incorrect-results\": \"yes\"}}\n", &["errors-on-valid-input"]),
        (
            "answers:\n  incorrect-results: |\n    Yes.\n\n    More\n\n# end",
            &["errors-on-valid-input"],
        ),
    ] {
        println!("{text}\n=====>\n{}\n################", inserted(Format::Yaml, text, ids));
    }
}
