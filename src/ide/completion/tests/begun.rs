//! Lines that somebody has begun: the answer to the question above, or the next question.

use super::*;

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
        "[incorrect-results]: ▮\n".to_owned(),
    ] {
        assert_eq!(markdown(&format!("# T\n\n{begun}")), ["Yes", "No"], "{begun}");
    }
}
