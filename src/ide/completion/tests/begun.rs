//! Lines that somebody has begun: the answer to the question above, or the next question.

use super::*;
use crate::edit::new::new_document;

/// What is offered of itself and when asked for, with `DOC` and the cursor's line below an open question.
fn both(marked: &str) -> (Vec<String>, Vec<String>) {
    (labels_of(asked(Format::Markdown, marked, Asked::Blank)), markdown(marked))
}

#[test]
fn a_sibling_is_no_answer() {
    for begun in [
        format!("### {WRONG}\n\n### ▮\n"),
        format!("### {WRONG}\n\n### Ar▮\n"),
        format!("- {WRONG}\n- ▮\n"),
        format!("- {WRONG}\n- Are▮\n"),
        format!("- [x] {WRONG}\n- ▮\n"),
        format!("- [ ] {WRONG}\n- [ ] ▮\n"),
        format!("1. {WRONG}\n2. ▮\n"),
        format!("| Question | Answer |\n| --- | --- |\n| {WRONG} | |\n| ▮\n"),
        format!("**{WRONG}**\n\n**Ar▮\n"),
    ] {
        let (unasked, offered) = both(&format!("# T\n\n{begun}"));
        assert_eq!(unasked, [""; 0], "{begun}");
        assert!(offered.contains(&ERRORS.to_owned()), "{begun}: {offered:?}");
        assert!(!offered.contains(&"Yes".to_owned()), "{begun}: {offered:?}");
    }
    let heading = format!("# T\n\n- {WRONG}\n\n## ▮\n");
    assert!(!both(&heading).0.contains(&"Yes".to_owned()));
}

#[test]
fn what_stands_below_a_question_may_be_its_answer() {
    for begun in [
        format!("- {WRONG}\n  - ▮\n"),
        format!("- {WRONG}\n  ▮\n"),
        format!("### {WRONG}\n\n▮\n"),
        format!("### {WRONG}\n\n- ▮\n"),
        format!("**{WRONG}**\n\n▮\n"),
        format!("**Q:** {WRONG}\n**A:** ▮\n"),
        format!("**Q: {WRONG}**\n\nA: Y▮\n"),
        format!("- [ ] {WRONG} ▮\n"),
        // Others are answered in the next item, too.
        format!("- {ERRORS}\n- No, never.\n- {WRONG}\n- ▮\n"),
        "[incorrect-results]: ▮\n".to_owned(),
    ] {
        assert_eq!(markdown(&format!("# T\n\n{begun}")), ["Yes", "No"], "{begun}");
    }
}

#[test]
fn comments_leave_room_for_an_answer() {
    for begun in [
        format!("### {WRONG}\n\n<!-- c -->\n▮\n"),
        format!("### {WRONG}\n\n<!-- c -->\n\n▮\n"),
        format!("### {WRONG}\n\n<!-- c -->\n\nY▮\n"),
        format!("### {WRONG}\n▮\n<!-- c -->\n"),
        format!("### {WRONG}\n\n<!-- two\n    lines -->\n<!-- and one -->\n- ▮\n"),
        format!("### {WRONG}\n\n<!-- two\nlines --> ▮\n"),
        format!("### {WRONG}\r\n\r\n<!-- two\r\nlines -->\r\n▮\r\n"),
        format!("### {WRONG}\n\n<!-- {} -->\n▮\n", "a long one ".repeat(100)),
        format!("### {WRONG} <!-- c --> ▮\n"),
        format!("> ### {WRONG}\n>\n> <!-- c -->\n> ▮\n"),
        format!("- {WRONG} <!-- yes or no -->▮\n"),
        format!("- {WRONG}\n  <!-- yes or no -->\n  ▮\n"),
        format!("**Q:** {WRONG}\n**A:** <!-- yes or no --> ▮\n"),
        format!("| Question | Answer |\n| --- | --- |\n| {WRONG} | <!-- c --> ▮ |\n"),
    ] {
        assert_eq!(markdown(&format!("# T\n\n{begun}")), ["Yes", "No"], "{begun}");
    }
    for answered in [
        format!("### {WRONG}\n\n<!-- c -->\nYes, it does.\n▮\n"),
        format!("### {WRONG}\n\nYes, it does.\n<!-- c -->\n▮\n"),
        format!("### {WRONG}\n\n<!-- c -->\n▮\n\nYes, it does.\n"),
        format!("### {WRONG}\n\n<!-- c ▮ -->\n"),
        format!("### {WRONG}\n\n<!-- c\n▮\n-->\n"),
        format!("### {WRONG}\n\n<!-- c\n\n▮\n"),
        format!("### {WRONG}\n\n<!-- c -->\n### ▮\n"),
        format!("- {WRONG} <!-- c -->\n- ▮\n"),
        format!("### {WRONG}\n\n<!-- c -->\n\n## Notes\n\n<!-- d -->\n▮\n"),
        "## Is this bug significant?\n\n<!-- c -->\n▮\n".to_owned(),
        "### What can the hotfix break, and how would it be noticed and undone?\n\n<!-- c -->\n▮\n"
            .to_owned(),
    ] {
        let found = markdown(&format!("# T\n\n{answered}"));
        assert!(!found.contains(&"Yes".to_owned()), "{answered}: {found:?}");
    }
}

#[test]
fn a_new_document_offers_answers_where_they_belong() {
    let policy = &fixture::markdown("").assessment.policy;
    let text = new_document(policy, Format::Markdown, "T", None, None);
    let fixture = fixture::markdown(&text);
    for answer in &fixture.assessment.proposal.answers {
        let behind = text[answer.prompt.end..].find("-->\n").expect("a comment");
        let at = answer.prompt.end + behind + "-->\n".len();
        let marked = format!("{}▮{}", &text[..at], &text[at..]);
        let is_known = answers::are_known(policy, answer.question);
        assert_eq!(both(&marked).0.is_empty(), !is_known, "{}", &text[answer.prompt.range()]);
    }
}

#[test]
fn the_first_question_is_written_as_its_line_is_begun() {
    let ask = |marked: &str| chosen(Format::Markdown, &format!("# T\n\n{marked}\n"), WRONG);
    let stop = "$0";
    for marks in ["- ", "* ", "1. ", "- [ ] ", "> - "] {
        assert_eq!(ask(&format!("{marks}▮")), format!("{marks}{WRONG} {stop}"), "{marks}");
        assert_eq!(ask(&format!("{marks}D▮")), format!("{marks}{WRONG} {stop}"), "{marks}");
    }
    assert_eq!(ask("## Is this bug significant?\n\n- D▮"), format!("- {WRONG} {stop}"));
    assert_eq!(ask("### D▮"), format!("### {WRONG}\n\n{stop}"));
    assert_eq!(ask("> ### D▮"), format!("> ### {WRONG}\n>\n> {stop}"));
    assert_eq!(ask("**D▮"), format!("**{WRONG}** {stop}"));
    assert_eq!(ask("**Q: D▮"), format!("**Q: {WRONG}** {stop}"));
    assert_eq!(ask("**Q:** D▮"), format!("**Q:** {WRONG} {stop}"));
    assert_eq!(ask("[D▮"), format!("[{WRONG}]: {stop}"));
    assert_eq!(ask("[D▮]"), format!("[{WRONG}]"));
    assert_eq!(ask("**▮**"), format!("**{WRONG}**"));
    // An item's bracket is that of a box.
    assert_eq!(ask("- [D▮"), format!("- {WRONG} {stop}"));
    let table = "| Question | Answer |\n| --- | --- |\n";
    let tight = format!("# T\n\n{table}| {ERRORS} | |\n| D▮\n");
    let row = chosen(Format::Markdown, &tight, WRONG);
    assert!(row.ends_with(&format!(" | {stop} |")), "{row}");
    assert_eq!(ask(&format!("{table}| D▮")), format!("| {WRONG} | {stop} |"));
    let wide = "| # | Question | Answer | Evidence |\n|---|---|---|---|\n";
    assert_eq!(ask(&format!("{wide}| 1 | D▮")), format!("| 1 | {WRONG} | {stop} |  |"));
    assert!(markdown(&format!("# T\n\n{wide}| 1 | Some words | ▮\n")).is_empty());
}

#[test]
fn a_mark_gets_its_blank() {
    let ask = |marked: &str| chosen(Format::Markdown, &format!("# T\n\n{marked}\n"), WRONG);
    let stop = "$0";
    assert_eq!(ask("###▮"), format!("### {WRONG}\n\n{stop}"));
    assert_eq!(ask("-▮"), format!("- {WRONG} {stop}"));
    assert_eq!(ask("| Question | Answer |\n| --- | --- |\n|▮"), format!("| {WRONG} | {stop} |"));
}

#[test]
fn cells_that_are_closed_stay() {
    let table = "# T\n\n| Question | Answer |\n| --- | --- |\n";
    let row = format!("{table}| ▮ | |\n");
    assert_eq!(chosen(Format::Markdown, &row, ERRORS), format!("| {ERRORS} | |"));
    let row = format!("{table}| {WRONG} | No |\n| Ar▮ | |\n");
    assert_eq!(chosen(Format::Markdown, &row, ERRORS), format!("| {ERRORS} | |"));
}

#[test]
fn questions_of_the_section_come_first() {
    let section = "# T\n\n## Is this bug significant?\n\n| Question | Answer |\n| --- | --- |\n";
    let row = format!("{section}| {WRONG} | No |\n| ▮\n\n## Reach\n");
    assert_eq!(markdown(&row)[..2], [ERRORS, "Is there major incorrect functionality?"]);
    // Also where none of them can change the verdict any more.
    let settled = format!(
        "# T\n\n- {WRONG} No\n- Does the bug affect a common or major function? No\n- Is the input that causes the bug a common or edge case? Edge case\n\n## Is there a reasonable workaround?\n\n- ▮\n"
    );
    assert_eq!(markdown(&settled)[0], "Is there even a workaround?");
    for risk in ["- ▮", "### ▮"] {
        let first = &markdown(&format!("# T\n\n## Risk\n\n{risk}\n"))[0];
        assert_eq!(first, "Is it a security breach, or does it lose data?", "{risk}");
    }
}

#[test]
fn nothing_is_asked_in_code_and_comments() {
    for text in [
        format!("### {WRONG}\n\nYes\n\n```py\nx = 1\nis▮\n```\n"),
        format!("### {WRONG}\n\nYes\n\n```py\n▮\n```\n"),
        format!("### {WRONG}\n\nYes\n\n```py\nx = 1\n▮"),
        format!("- {WRONG}\n\n  ```yaml\n  - ▮\n  ```\n"),
        "<!--\n▮\n-->\n".to_owned(),
        "<!-- ▮ -->\n".to_owned(),
    ] {
        let marked = format!("# T\n\n{text}");
        assert_eq!(both(&marked), (Vec::new(), Vec::new()), "{text}");
    }
    let behind = format!("# T\n\n### {WRONG}\n\nYes\n\n```py\nx = 1\n```\n\n### ▮\n");
    assert!(markdown(&behind).contains(&ERRORS.to_owned()));
}

#[test]
fn front_matter_is_begun() {
    for text in ["---\n▮", "---\nst▮", "---\nt▮\n\n# T\n", "\u{feff}---\r\n▮\r\n"] {
        let found = markdown(text);
        assert!(found.contains(&"status".to_owned()), "{text:?}: {found:?}");
        assert!(!found.contains(&WRONG.to_owned()), "{text:?}: {found:?}");
    }
    let behind = markdown("---\n\n# T\n\n▮\n");
    assert!(behind.contains(&WRONG.to_owned()), "{behind:?}");
}
