use super::*;
use crate::assess::{Context, assess};
use crate::config::Config;
use crate::edit::before_the_final_line_ending;

/// The text with the questions of these ids inserted.
fn inserted(format: Format, text: &str, ids: &[&str]) -> String {
    let config = Config::default();
    let context = Context {
        format,
        config: &config,
        today: "2026-11-22".parse().unwrap(),
        exists: None,
        policies: None,
        given: None,
    };
    let source = Source::new(text);
    let assessment = assess(&source, &context);
    let ids: Vec<QuestionId> =
        ids.iter().map(|id| config.policy.find_question(id).unwrap()).collect();
    let edits = questions(&source, &config.policy, &assessment.proposal, &ids);
    let Some(edits) = edits else { return "nowhere".to_owned() };
    if format == Format::Markdown {
        has_room(&source, &config.policy, &ids, &edits);
    }
    apply(text, &edits).unwrap()
}

/// What is written where the author goes on is the answer to the first of the questions.
#[track_caller]
fn has_room(source: &Source, policy: &Policy, ids: &[QuestionId], edits: &[Edit]) {
    for edits in [edits, &before_the_final_line_ending(source.text(), edits)] {
        let rooms = edits.iter().filter(|edit| edit.room.is_some()).count();
        assert_eq!(rooms, 1, "{edits:?}");
        let with_words = |edit: &Edit| match room::filled(edit, "Zebras are striped") {
            Some(text) => Edit::replace(edit.span, text),
            None => edit.clone(),
        };
        let text = apply(source.text(), &edits.iter().map(with_words).collect::<Vec<_>>()).unwrap();
        let after = crate::proposal::read(&Source::new(text.as_str()), Format::Markdown, policy);
        let mut new = after.answers.iter().filter(|answer| ids.contains(&answer.question));
        let answer = new.next().unwrap();
        assert_eq!(answer.content.prose.text().trim(), "Zebras are striped", "{text}");
        assert!(new.all(|answer| answer.content.prose.is_blank()), "{text}");
    }
}

#[track_caller]
fn markdown(before: &str, ids: &[&str], after: &str) {
    assert_eq!(inserted(Format::Markdown, before, ids), after);
}

#[track_caller]
fn yaml(before: &str, ids: &[&str], after: &str) {
    assert_eq!(inserted(Format::Yaml, before, ids), after);
}

const ERRORS: &[&str] = &["errors-on-valid-input"];
const TWO: &[&str] = &["errors-on-valid-input", "common-input"];

#[test]
fn items_with_numbers_and_boxes() {
    markdown(
        "1. Does it produce incorrect results?: Yes\n   more\n\n2. Is there major incorrect functionality? - No",
        ERRORS,
        "1. Does it produce incorrect results?: Yes\n   more\n\n\
         2. Are there compile or runtime errors with valid input?:\n\n2. Is there major incorrect functionality? - No",
    );
    markdown(
        "- [x] Does it produce incorrect results?\n- [ ] Is there major incorrect functionality?\n",
        ERRORS,
        "- [x] Does it produce incorrect results?\n- [ ] Are there compile or runtime errors with valid input?\n\
         - [ ] Is there major incorrect functionality?\n",
    );
    markdown(
        "* Does it produce incorrect results?<br>\n\n<pre>\n  <b>My Answer:</b> yes\n</pre>\n",
        ERRORS,
        "* Does it produce incorrect results?<br>\n\n<pre>\n  <b>My Answer:</b> yes\n</pre>\n\
         * Are there compile or runtime errors with valid input?<br>\n",
    );
}

#[test]
fn labels_quotes_and_keys() {
    markdown(
        "**Q:** Does it produce incorrect results?\n\n**A:** Yes.\n\n**Q:** Is there major incorrect functionality?\n\n\
         **A:** No.\n",
        ERRORS,
        "**Q:** Does it produce incorrect results?\n\n**A:** Yes.\n\n\
         **Q:** Are there compile or runtime errors with valid input?\n\n**A:**\n\n\
         **Q:** Is there major incorrect functionality?\n\n**A:** No.\n",
    );
    markdown(
        "> Does it produce incorrect results?\r\n\r\nYes.\r\n",
        ERRORS,
        "> Does it produce incorrect results?\r\n\r\nYes.\r\n\r\n\
         > Are there compile or runtime errors with valid input?\r\n",
    );
    markdown(
        "[Does it produce incorrect results?]: yes\n[Is there major incorrect functionality?]: no\n",
        ERRORS,
        "[Does it produce incorrect results?]: yes\n[Are there compile or runtime errors with valid input?]:\n\
         [Is there major incorrect functionality?]: no\n",
    );
    markdown(
        "incorrect-results: yes\nmajor-incorrect-functionality: no\n",
        ERRORS,
        "incorrect-results: yes\nerrors-on-valid-input:\nmajor-incorrect-functionality: no\n",
    );
    markdown(
        "<details><summary>Does it produce incorrect results?</summary>\n\nYes\n\n</details>\n",
        ERRORS,
        "<details><summary>Does it produce incorrect results?</summary>\n\nYes\n\n</details>\n\n\
         <details><summary>Are there compile or runtime errors with valid input?</summary>\n\n</details>\n",
    );
}

#[test]
fn the_header_of_a_table_stays_its_first_row() {
    markdown(
        "| Does it produce incorrect results? | Yes |\n|---|---|\n| Is there even a workaround? | No |\n",
        ERRORS,
        "| Does it produce incorrect results? | Yes |\n|---|---|\n\
         | Are there compile or runtime errors with valid input? |     |\n| Is there even a workaround? | No |\n",
    );
    markdown(
        "| Is there major incorrect functionality? | Yes |\n|:--|:-:|",
        ERRORS,
        "| Is there major incorrect functionality? | Yes |\n|:--|:-:|\n\
         | Are there compile or runtime errors with valid input? |     |",
    );
}

#[test]
fn criteria_that_are_not_there() {
    markdown(
        "# T\n\n## Is this bug significant?\n\nSome words.\n\n## Is there a reasonable workaround?\n\n\
         - Is there even a workaround?\n  - No\n\n## Deferral\n\nx\n",
        TWO,
        "# T\n\n## Is this bug significant?\n\nSome words.\n\n\
         - Are there compile or runtime errors with valid input?\n\n## Does it affect the majority of users?\n\n\
         - Is the input that causes the bug a common or edge case?\n\n## Is there a reasonable workaround?\n\n\
         - Is there even a workaround?\n  - No\n\n## Deferral\n\nx\n",
    );
    markdown(
        "# T\r\n\r\nText",
        ERRORS,
        "# T\r\n\r\nText\r\n\r\n## Is this bug significant?\r\n\r\n\
         ### Are there compile or runtime errors with valid input?",
    );
    markdown(
        "",
        ERRORS,
        "## Is this bug significant?\n\n### Are there compile or runtime errors with valid input?\n",
    );
}

#[test]
fn keys_of_every_kind() {
    yaml(
        "title: a\n",
        TWO,
        "title: a\nanswers:\n  significant:\n    errors-on-valid-input:\n  majority:\n    common-input:\n",
    );
    yaml(
        "answers:\n  incorrect-results: yes\n  major-incorrect-functionality: no\n",
        TWO,
        "answers:\n  incorrect-results: yes\n  errors-on-valid-input:\n  major-incorrect-functionality: no\n\
         \x20 common-input:\n",
    );
    yaml(
        "answers:\n  significant:\n  no-workaround:\n    workaround-exists:\n      answer: no\n",
        TWO,
        "answers:\n  significant:\n    errors-on-valid-input:\n      answer:\n  majority:\n    common-input:\n\
         \x20     answer:\n  no-workaround:\n    workaround-exists:\n      answer: no\n",
    );
    yaml(
        "answers: {incorrect-results: yes}\n",
        TWO,
        "answers: {incorrect-results: yes, errors-on-valid-input: \"\", common-input: \"\"}\n",
    );
    yaml(
        "answers: {}\n",
        TWO,
        "answers: {significant: {errors-on-valid-input: \"\"}, majority: {common-input: \"\"}}\n",
    );
    yaml(
        "answers:\n  Does it produce incorrect results?: yes\n",
        ERRORS,
        "answers:\n  Does it produce incorrect results?: yes\n  Are there compile or runtime errors with valid input?:\n",
    );
    yaml(
        "{\"answers\": {\"incorrect-results\": \"yes\"}}\n",
        ERRORS,
        "{\"answers\": {\"incorrect-results\": \"yes\", \"errors-on-valid-input\": \"\"}}\n",
    );
    yaml(
        "answers:\n  incorrect-results: |\n    Yes.\n\n    More\n\n# end",
        ERRORS,
        "answers:\n  incorrect-results: |\n    Yes.\n\n    More\n  errors-on-valid-input:\n\n# end",
    );
}
