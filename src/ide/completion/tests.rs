//! Completion at a cursor (`▮`): what is offered, and the text that it leaves.

mod begun;

use super::*;
use crate::edit::{Edit, apply};
use crate::ide::file::File;
use crate::ide::fixture::{self, cursor};
use crate::ide::markup::Style;
use crate::proposal::metadata::Status;
use crate::proposal::yaml_tree::{self, Node};

fn asked(format: Format, marked: &str, asked: Asked) -> Option<Completions> {
    let (text, offset) = cursor(marked);
    let fixture = match format {
        Format::Markdown => fixture::markdown(&text),
        Format::Yaml => fixture::yaml(&text),
    };
    let found =
        completions(&fixture.source, &fixture.context(), &fixture.assessment, offset, asked);
    if let Some(found) = &found {
        sound(&text, offset, found);
    }
    found
}

/// What holds for every list: it is about the word at the cursor, and no two of its items look alike.
fn sound(text: &str, offset: usize, found: &Completions) {
    assert!(!found.items.is_empty());
    assert_eq!((found.insert.start, found.insert.end), (found.replace.start, offset));
    assert!(found.replace.end >= offset, "{found:?}");
    assert!(!text[found.replace.range()].contains(['\n', '\r']));
    for (index, item) in found.items.iter().enumerate() {
        let edit = Edit::replace(found.replace, item.text.as_plain());
        assert!(apply(text, &[edit]).is_some());
        let same = |other: &Completion| other.label == item.label;
        assert_eq!(found.items.iter().position(same), Some(index), "{}", item.label);
    }
}

fn labels_of(found: Option<Completions>) -> Vec<String> {
    found.into_iter().flat_map(|found| found.items).map(|item| item.label).collect()
}

fn labels(format: Format, marked: &str) -> Vec<String> {
    labels_of(asked(format, marked, Asked::Person))
}

fn markdown(marked: &str) -> Vec<String> {
    labels(Format::Markdown, marked)
}

fn yaml(marked: &str) -> Vec<String> {
    labels(Format::Yaml, marked)
}

/// The line of the cursor after choosing `label`, as a snippet.
fn chosen(format: Format, marked: &str, label: &str) -> String {
    let (text, _) = cursor(marked);
    let found = asked(format, marked, Asked::Person).expect("something");
    let item = found.items.iter().find(|item| item.label == label);
    let item = item.unwrap_or_else(|| panic!("{label} in {:?}", found.items));
    let written = item.text.as_snippet().unwrap_or_else(|| item.text.as_plain());
    let start = text[..found.replace.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[found.replace.end..].find('\n').map_or(text.len(), |n| found.replace.end + n);
    format!("{}{written}{}", &text[start..found.replace.start], &text[found.replace.end..end])
}

const WRONG: &str = "Does it produce incorrect results?";
const ERRORS: &str = "Are there compile or runtime errors with valid input?";

#[test]
fn answers() {
    assert_eq!(markdown("# T\n\n- Does it produce incorrect results? ▮\n"), ["Yes", "No"]);
    assert_eq!(markdown("# T\n\n- Does it produce incorrect results? Y▮\n"), ["Yes", "No"]);
    assert_eq!(markdown("# T\n\n### Common or edge case\n\nedg▮\n"), ["Common", "Edge case"]);
    assert_eq!(
        markdown("# T\n\n- How many steps/code changes does a workaround take? ▮\n"),
        ["0", "1", "2", "3", "4"]
    );
    assert!(markdown("# T\n\n- Does it produce incorrect results? Yes, and ▮\n").is_empty());
    assert!(markdown("# T\n\n- What can the hotfix break? ▮\n").is_empty());
    let row =
        "# T\n\n| Question | Answer |\n| --- | --- |\n| Does it produce incorrect results? | ▮ |\n";
    assert_eq!(markdown(row), ["Yes", "No"]);
    // An escaped border begins no column: this is the one for answers.
    assert!(markdown("# T\n\n| Question | Answer |\n| --- | --- |\n| a \\| b | ▮\n").is_empty());
    let blank = asked(Format::Markdown, "# T\n\n### Common or edge case\n\n▮\n", Asked::Blank);
    let found = blank.expect("answers come of themselves");
    assert_eq!(found.items[0].detail, "speaks for a hotfix");
}

#[test]
fn answers_in_yaml() {
    let at = |line: &str| format!("title: T\nanswers:\n{line}\n");
    assert_eq!(yaml(&at("  incorrect-results: ▮")), ["yes", "no"]);
    let plain = chosen(Format::Yaml, &at("  incorrect-results: ▮"), "yes");
    // What else there is to say stands in the quotes, too.
    assert_eq!(plain, "  incorrect-results: \"yes$1\"$0");
    let commented = chosen(Format::Yaml, &at("  incorrect-results: y▮ # why"), "yes");
    assert_eq!(commented, "  incorrect-results: \"yes$1\"$0 # why");
    let in_braces = chosen(Format::Yaml, &at("  incorrect-results: {answer: ▮}"), "no");
    assert_eq!(in_braces, "  incorrect-results: {answer: \"no$1\"$0}");
    let choice = chosen(Format::Yaml, &at("  common-input: ▮"), "edge case");
    assert_eq!(choice, "  common-input: edge case");
    let quoted = chosen(Format::Yaml, &at("  incorrect-results: \"y▮\""), "yes");
    assert_eq!(quoted, "  incorrect-results: \"yes\"");
    assert_eq!(yaml(&at("  majority:\n    common-input: ▮")), ["common", "edge case"]);
    assert_eq!(yaml(&at("  incorrect-results:\n    answer: ▮")), ["yes", "no"]);
    assert_eq!(yaml(&at("  incorrect-results:\n    answer: no\n    e▮")), ["evidence", "notes"]);
    assert_eq!(yaml(&at("  incorrect-results: {answer: ▮}")), ["yes", "no"]);
    assert!(yaml(&at("  incorrect-results: yes, and ▮")).is_empty());
    assert!(yaml(&at("  something else: ▮")).is_empty());
}

#[test]
fn metadata() {
    let front = |line: &str| format!("---\ntitle: T\n{line}\n---\n\n# T\n");
    assert_eq!(markdown(&front("status: ▮")).len(), Status::ALL.len());
    assert_eq!(markdown(&front("status: dr▮")).len(), Status::ALL.len());
    assert_eq!(markdown(&front("target: ▮")), ["26.12", "27.02", "26.10"]);
    assert_eq!(markdown(&front("target: \"26▮\"")), ["26.12", "27.02", "26.10"]);
    let line = chosen(Format::Markdown, &front("target: ▮ # soon"), "26.12");
    assert_eq!(line, "target: \"26.12\" # soon");
    assert_eq!(chosen(Format::Markdown, &front("target: '26▮'"), "26.12"), "target: '26.12'");
    let keys = markdown(&front("▮"));
    assert!(keys.contains(&"status".to_owned()) && !keys.contains(&"title".to_owned()));
    assert!(!keys.contains(&"answers".to_owned()), "{keys:?}");
    assert_eq!(markdown(&front("st▮")), keys);
    assert_eq!(markdown(&front("ta▮: 26.12")), keys, "a key that has its colon");
    assert_eq!(chosen(Format::Markdown, &front("st▮"), "status"), "status: $0");
    assert_eq!(chosen(Format::Markdown, &front("st▮: draft"), "status"), "status: draft");
    assert_eq!(chosen(Format::Markdown, &front("de▮"), "decision"), "decision:");
    assert!(markdown(&front("other: ▮")).is_empty());
    assert!(markdown(&front("title: In re▮")).is_empty());
    assert_eq!(markdown(&front("decision:\n  ▮")), ["by", "date", "reason"]);
    assert_eq!(markdown(&front("decision: {by: me, ▮}")), ["date", "reason"]);
    assert_eq!(markdown(&front("decision:\n  date: ▮")), ["2026-11-22"]);
    assert_eq!(markdown(&front("policy: ▮"))[0], "rapids");
    let in_yaml = yaml("title: T\n▮\n");
    assert!(in_yaml.contains(&"answers".to_owned()), "{in_yaml:?}");
}

#[test]
fn releases_say_when() {
    let text = "---\ncomponent: x\ntarget: ▮\n---\n# T\n";
    let found = asked(Format::Markdown, text, Asked::Blank).expect("releases");
    let details: Vec<&str> = found.items.iter().map(|item| item.detail.as_str()).collect();
    assert_eq!(
        details,
        [
            "freeze 2026-11-24, release 2026-12-09",
            "freeze 2027-01-20, release 2027-02-03",
            "shipped 2026-10-07"
        ]
    );
}

#[test]
fn questions_that_decide_come_first() {
    let found = markdown("# T\n\n- Does it produce incorrect results? No\n- ▮\n");
    assert_eq!(found[0], ERRORS, "{found:?}");
    assert!(!found.iter().any(|label| label.contains("incorrect results")), "{found:?}");
    // In the section of the workaround its questions come first.
    let text =
        format!("# T\n\n## Reach\n\n- {WRONG} No\n\n## Is there a reasonable workaround?\n\n- ▮\n");
    assert_eq!(markdown(&text)[0], "Is there even a workaround?");
    // Once none exists, the others cannot change anything.
    let text = "# T\n\n## Is there a reasonable workaround?\n\n- Is there even a workaround? No, we tried three others, see #12\n- ▮\n";
    let found = asked(Format::Markdown, text, Asked::Person).expect("questions");
    let steps = |item: &Completion| item.label.contains("steps");
    let index = found.items.iter().position(steps).expect("the steps");
    assert!(index > 5, "{:?}", found.items);
    assert_eq!(found.items[index].detail, crate::rule::words::MOOT);
}

#[test]
fn questions_that_are_begun_are_completed() {
    let line = "- Is there even a workaround? $0";
    let text = format!("# T\n\n- {WRONG} No\n\n## Is there a reasonable workaround?\n\n- ");
    for typed in ["I", "Is ", "Is there", "Is there even", "is there even ", "Is there even a work"]
    {
        let marked = format!("{text}{typed}▮\n");
        assert_eq!(chosen(Format::Markdown, &marked, "Is there even a workaround?"), line);
        let found = asked(Format::Markdown, &marked, Asked::Person).expect("questions");
        assert_eq!(found.replace.end - found.replace.start, typed.len(), "{typed}");
    }
    let bold = format!("# T\n\n- **{WRONG}** No\n- **Are there compile or▮");
    assert_eq!(chosen(Format::Markdown, &bold, ERRORS), format!("- **{ERRORS}** $0"));
    let heading = format!("# T\n\n### {WRONG}\n\nNo\n\n### Are there compile▮\n");
    assert_eq!(chosen(Format::Markdown, &heading, ERRORS), format!("### {ERRORS}\n\n$0"));
    // What two questions begin with.
    let both = format!("{text}**Is there even a workaround?** Yes\n- Will the average user▮");
    let understand = "Will the average user understand the workaround?";
    assert!(markdown(&both).contains(&understand.to_owned()), "{:?}", markdown(&both));
    // Asked above, and begun again: it is not offered twice.
    let asked_above = "# T\n\n- Is there even a workaround? No\n- Is there even▮\n";
    assert!(!markdown(asked_above).contains(&"Is there even a workaround?".to_owned()));
    // In the middle of a question nothing is offered, and behind a whole one its answers.
    assert!(markdown("# T\n\n- Is there▮ even\n").is_empty());
    assert_eq!(markdown("# T\n\n- Is there even a workaround? ▮\n"), ["Yes", "No"]);
}

#[test]
fn questions_look_like_their_neighbours() {
    let ask = |marked: &str| chosen(Format::Markdown, marked, ERRORS);
    let stop = "$0";
    assert_eq!(ask(&format!("# T\n\n- {WRONG} No\n- ▮\n")), format!("- {ERRORS} {stop}"));
    assert_eq!(ask(&format!("# T\n\n- {WRONG} No\n▮\n")), format!("- {ERRORS} {stop}"));
    assert_eq!(ask(&format!("# T\n\n* {WRONG} No\n* Ar▮\n")), format!("* {ERRORS} {stop}"));
    assert_eq!(ask(&format!("# T\n\n- **{WRONG}** No\n- ▮\n")), format!("- **{ERRORS}** {stop}"));
    assert_eq!(
        ask(&format!("# T\n\n- **{WRONG}** No\n- **Ar▮\n")),
        format!("- **{ERRORS}** {stop}")
    );
    assert_eq!(ask(&format!("# T\n\n1. {WRONG} No\n▮\n")), format!("2. {ERRORS} {stop}"));
    assert_eq!(ask(&format!("# T\n\n### {WRONG}\n\nNo\n\n▮\n")), format!("### {ERRORS}\n\n{stop}"));
    assert_eq!(
        ask(&format!("# T\n\n### {WRONG}\n\nNo\n\n## Are▮\n")),
        format!("## {ERRORS}\n\n{stop}")
    );
    assert_eq!(ask(&format!("# T\n\n{WRONG} No\n\n▮\n")), format!("{ERRORS} {stop}"));
    assert_eq!(
        ask(&format!("# T\n\n**Q:** {WRONG}\n**A:** No\n\n▮\n")),
        format!("**Q:** {ERRORS}\n**A:** {stop}")
    );
    let table = format!("# T\n\n| Question | Answer |\n| --- | --- |\n| {WRONG} | No |\n");
    assert_eq!(ask(&format!("{table}▮\n")), format!("| {ERRORS} | {stop}   |"));
    assert_eq!(ask(&format!("{table}| ▮\n")), format!("| {ERRORS} | {stop}   |"));
}

#[test]
fn a_question_that_is_chosen_is_read_as_that_question() {
    let layouts = [
        format!("# T\n\n- {WRONG} No\n- ▮\n"),
        format!("# T\n\n- {WRONG} No\n▮\n"),
        format!("# T\n\n1. **{WRONG}** No\n▮\n"),
        format!("# T\n\n### {WRONG}\n\nNo\n\n▮\n"),
        format!("# T\n\n### {WRONG}\n\nNo\n\n### A▮\n"),
        format!("# T\n\n| Question | Answer |\n| --- | --- |\n| {WRONG} | No |\n▮\n"),
        format!("# T\n\n> {WRONG}\n\nNo\n\n▮\n"),
        "# T\n\nincorrect-results: no\n▮\n".to_owned(),
        "# T\n\n## Is this bug significant?\n\n▮\n".to_owned(),
        "▮".to_owned(),
    ];
    for marked in layouts {
        let (text, _) = cursor(&marked);
        let found = asked(Format::Markdown, &marked, Asked::Person).expect("questions");
        for item in &found.items {
            let About::Question(id) = &item.about else { panic!("{item:?}") };
            let edit = Edit::replace(found.replace, item.text.as_plain());
            let after = fixture::markdown(&apply(&text, &[edit]).expect("an edit"));
            let policy = &after.assessment.policy;
            let question = policy.find_question(id).expect("a question");
            let answer = after.assessment.answer(question);
            let answer = answer.unwrap_or_else(|| panic!("{id} in\n{}", after.source.text()));
            assert!(answer.reading.value.is_none(), "{id} in\n{}", after.source.text());
        }
    }
}

#[test]
fn prose_is_left_alone() {
    assert!(markdown("# T\n\nThe jo▮\n").is_empty());
    assert!(markdown("# T\n\n- The join ▮ drops rows\n").is_empty());
    assert_eq!(markdown("# T\n\nAre th▮\n"), [ERRORS]);
    let found = asked(Format::Markdown, "# T\n\nAre th▮\n", Asked::Person).expect("one");
    assert!(found.incomplete);
    // A bullet that somebody begins says nothing about what it will be.
    for text in ["# T\n\n- ▮\n", "# T\n\n## ▮\n", "# T\n\nA word ▮\n", "# T\n\n[▮\n"] {
        assert_eq!(asked(Format::Markdown, text, Asked::Blank), None, "{text}");
    }
    // Below a question that is a heading a bullet is a part of the answer.
    let text = format!("# T\n\n### {ERRORS}\n\nYes, in two ways.\n\n- ▮\n");
    assert!(markdown(&text).is_empty());
}

#[test]
fn questions_in_yaml() {
    let at = |line: &str| format!("title: T\nanswers:\n{line}\n");
    let groups = ["significant", "majority", "no-workaround", "risk"];
    assert_eq!(yaml(&at("  ▮")), groups);
    assert_eq!(yaml(&at("  sig▮")), groups);
    let flat = yaml(&at("  incorrect-results: no\n  ▮"));
    assert_eq!(flat[0], "errors-on-valid-input", "{flat:?}");
    let inner = yaml(&at("  significant:\n    incorrect-results: no\n    ▮"));
    assert_eq!(inner, ["errors-on-valid-input", "major-incorrect-functionality"]);
    assert_eq!(yaml(&at("  significant:\n    incorrect-results: no\n  ▮")), groups[1..]);
    let line = at("  incorrect-results: no\n  ▮");
    assert_eq!(chosen(Format::Yaml, &line, "errors-on-valid-input"), "  errors-on-valid-input: $0");
    let nested = at("  incorrect-results:\n    answer: no\n  ▮");
    assert_eq!(chosen(Format::Yaml, &nested, "common-input"), "  common-input:\n    answer: $0");
    let prompts = at("  Does it produce incorrect results?: no\n  ▮");
    assert!(yaml(&prompts).contains(&ERRORS.to_owned()), "{:?}", yaml(&prompts));
}

#[test]
fn rules_in_waivers() {
    let found = markdown("# T\n\n<!-- hotfix-lint: allow mis▮ -->\n");
    // What is found in this document can be waived in it.
    assert_eq!(found[0], "missing-issue", "{found:?}");
    assert!(found.contains(&"missing-evidence".to_owned()), "{found:?}");
    for rule in ["unused-waiver", "waiver-without-reason", "syntax-error", "invalid-config"] {
        assert!(!found.contains(&rule.to_owned()), "{found:?}");
    }
    let open = "# T\n\n<!-- hotfix-lint: allow ▮\n";
    assert_eq!(
        chosen(Format::Markdown, open, "missing-issue"),
        "<!-- hotfix-lint: allow missing-issue: $0 -->"
    );
    let named = "# T\n\n<!-- hotfix-lint: allow ▮: why -->\n";
    assert_eq!(
        chosen(Format::Markdown, named, "missing-issue"),
        "<!-- hotfix-lint: allow missing-issue: why -->"
    );
    let comment = "title: T\n# hotfix-lint: allow ▮\n";
    assert_eq!(
        chosen(Format::Yaml, comment, "missing-issue"),
        "# hotfix-lint: allow missing-issue: $0"
    );
    assert!(markdown("# T\n\nWrite hotfix-lint: allow ▮\n").is_empty());
    assert!(markdown("# T\n\n<!-- hotfix-lint: allow missing-issue: be▮ -->\n").is_empty());
}

fn file(file: File, marked: &str) -> Vec<String> {
    extending(file, None, marked)
}

/// The same with the YAML of what the file extends.
fn extending(file: File, base: Option<&Node>, marked: &str) -> Vec<String> {
    let (text, offset) = cursor(marked);
    let found = in_file(&Source::new(text.as_str()), file, base, offset);
    if let Some(found) = &found {
        sound(&text, offset, found);
    }
    labels_of(found)
}

#[test]
fn configurations() {
    let config = |marked: &str| file(File::Config, marked);
    assert_eq!(config("▮")[..3], ["policy", "include", "exclude"]);
    assert_eq!(config("policy: rapids\nti▮\n").len(), 7);
    assert_eq!(config("policy: r▮\n")[0], "rapids");
    assert_eq!(
        config("timing: { ▮ }\n"),
        ["within-days", "within-working-days", "weekend", "holidays", "time-zone"]
    );
    assert_eq!(
        config("releases:\n  - name: \"26.12\"\n    ▮\n"),
        ["burn-down", "freeze", "release", "components"]
    );
    let calendar = config("releases:\n  ▮\n");
    assert_eq!(calendar[..2], ["file", "cohort"]);
    assert!(calendar.contains(&"every".to_owned()), "{calendar:?}");
    assert_eq!(config("releases:\n  every: 8 weeks\n  day-off: ▮\n"), ["keep", "earlier", "later"]);
    assert_eq!(config("releases:\n  - components: { cudf: { ▮ } }\n"), ["freeze", "release"]);
    let rules = config("rules: { weak-evidence: off, ▮ }\n");
    assert!(rules.contains(&"missing-issue".to_owned()), "{rules:?}");
    assert!(!rules.contains(&"weak-evidence".to_owned()), "{rules:?}");
    assert_eq!(
        config("rules:\n  missing-issue: ▮\n"),
        ["off", "hint", "information", "warning", "error"]
    );
    assert!(config("tracker:\n  url: ht▮\n").is_empty());
    assert!(config("# po▮\n").is_empty());
    assert!(config("nothing:\n  ▮\n").is_empty());
}

#[test]
fn policies() {
    let policy = |marked: &str| file(File::Policy, marked);
    let criterion = |line: &str| {
        format!(
            "policy: 1\nname: x\ncriteria:\n  - id: harm\n    title: Harm?\n    questions:\n      - id: wrong\n        prompt: Wrong?\n        kind: yes-no\n      - id: where\n        prompt: Where?\n        kind: choice\n        options: [{{ name: live }}, sandbox]\n{line}\n"
        )
    };
    assert_eq!(policy("policy: ▮\n"), ["1"]);
    assert!(policy(&criterion("▮")).contains(&"hotfix-when".to_owned()));
    assert_eq!(policy(&criterion("    met-when: ▮")), ["harm", "wrong", "where"]);
    let conditions = policy(&criterion("    met-when: { ▮ }"));
    assert_eq!(conditions, ["any", "all", "not", "at-least", "is", "more-than"]);
    assert_eq!(policy(&criterion("    met-when: { at-least: 2, ▮ }")), ["of"]);
    assert!(policy(&criterion("    met-when: { any: [wrong], ▮ }")).is_empty());
    assert_eq!(policy(&criterion("    met-when: { any: [wrong, ▮] }")), ["harm", "where"]);
    assert_eq!(policy(&criterion("    met-when: { is: [▮] }")), ["wrong", "where"]);
    assert_eq!(policy(&criterion("    met-when: { is: [where, ▮] }")), ["live", "sandbox"]);
    assert_eq!(
        policy(&criterion("hotfix-when: { all: [harm, { not: { is: [wrong, ▮] } }] }")),
        ["\"yes\"", "\"no\""]
    );
    assert_eq!(policy(&criterion("        kind: ▮"))[..2], ["yes-no", "choice"]);
    let kinds = policy(&criterion("        evidence: { any-of: [log, ▮] }"));
    assert!(kinds.contains(&"test".to_owned()) && !kinds.contains(&"log".to_owned()), "{kinds:?}");
    assert_eq!(policy(&criterion("        optional: ▮")), ["yes", "no"]);
}

#[test]
fn what_speaks_for_a_hotfix() {
    let question = |kind: &str, line: &str| {
        file(
            File::Policy,
            &format!(
                "policy: 1\ncriteria:\n  - id: harm\n    questions:\n      - id: q\n        {kind}\n        {line}\n"
            ),
        )
    };
    assert_eq!(question("kind: yes-no", "for-hotfix: ▮"), ["yes", "no"]);
    assert_eq!(question("prompt: Q?", "for-hotfix: ▮"), ["yes", "no"]);
    let choice = "kind: choice\n        options: [{ name: live }, sandbox]";
    assert_eq!(question(choice, "for-hotfix: ▮"), ["live", "sandbox"]);
    assert_eq!(question("kind: count", "for-hotfix: ▮"), ["{ more-than: }"]);
    assert_eq!(question("kind: count", "for-hotfix: { ▮ }"), ["more-than"]);
    assert!(question("kind: text", "for-hotfix: ▮").is_empty());
}

#[test]
fn what_another_policy_has() {
    let base = "policy: 1\nname: base\ncriteria:\n  - id: harm\n    title: Harm?\n    questions:\n      - { id: wrong, prompt: Wrong?, kind: yes-no }\n      - { id: shop, prompt: Where?, kind: choice, options: [one, all] }\n      - { id: many, prompt: How many?, kind: count }\n  - id: reach\n    title: Reach?\n    questions: [{ id: users, prompt: Users?, kind: yes-no }]\n";
    let tree = yaml_tree::parse(base, Span::new(0, base.len())).root;
    let policy = |lines: &str| {
        let text = format!("policy: 1\nname: ours\nextends: base.yaml\n{lines}\n");
        extending(File::Policy, tree.as_ref(), &text)
    };
    let all = ["harm", "reach", "wrong", "shop", "many", "users"];
    assert_eq!(policy("hotfix-when: { all: [▮] }"), all);
    assert_eq!(policy("remove: [▮]"), all);
    assert_eq!(policy("remove: [reach]\nhotfix-when: ▮"), ["harm", "wrong", "shop", "many"]);
    assert_eq!(policy("hotfix-when: { is: [shop, ▮] }"), ["one", "all"]);
    assert_eq!(policy("criteria:\n  - id: ▮"), ["harm", "reach"]);
    assert_eq!(policy("criteria:\n  - id: harm\n  - id: ▮"), ["reach"]);
    let harm = |lines: &str| policy(&format!("criteria:\n  - id: harm\n    questions:\n{lines}"));
    assert_eq!(harm("      - id: ▮"), ["wrong", "shop", "many"]);
    assert_eq!(harm("      - { id: shop, for-hotfix: ▮ }"), ["one", "all"]);
    assert_eq!(harm("      - { id: many, for-hotfix: ▮ }"), ["{ more-than: }"]);
    assert_eq!(
        harm("      - { id: mine, prompt: Mine? }\nhotfix-when: { any: [▮] }"),
        ["harm", "reach", "mine", "wrong", "shop", "many", "users"]
    );
}

#[test]
fn everything_has_something_to_read() {
    let fixture = fixture::markdown("# T\n");
    let policy = &fixture.assessment.policy;
    let read = |about: &About| documentation(Some(policy), about, Style::Markdown);
    let question = read(&About::Question("common-input".to_owned())).expect("a page");
    assert!(question.contains("common or edge case"), "{question}");
    assert!(question.contains("Evidence"), "{question}");
    let rule = read(&About::Rule("missing-evidence".to_owned())).expect("a page");
    assert!(rule.starts_with("# "), "{rule}");
    let plain = documentation(None, &About::Words("`a` or b".to_owned()), Style::Plain);
    assert_eq!(plain.as_deref(), Some("a or b"));
    assert_eq!(read(&About::Question("no-such".to_owned())), None);
    assert_eq!(read(&About::Nothing), None);
}

#[test]
fn any_place_of_any_text_is_survived() {
    let texts = [
        "---\ntitle: é😀\nstatus: \n---\r\n# T\r\n\r\n- Does it produce incorrect results? Yes\r\n- \n| a |\n",
        "---\nta",
        "---\nstatus: \n",
        "- ",
        "title: {a: [b\nanswers:\n  - x\n  incorrect-results: {\n# hotfix-lint: allow \n",
        "\u{feff}title: T\n\tanswers:\n",
        "",
    ];
    for text in texts {
        let is_place = |at: &usize| {
            text.is_char_boundary(*at)
                && !(text[..*at].ends_with('\r') && text[*at..].starts_with('\n'))
        };
        for at in (0..=text.len()).filter(is_place) {
            let marked = format!("{}▮{}", &text[..at], &text[at..]);
            for who in [Asked::Person, Asked::Blank] {
                asked(Format::Markdown, &marked, who);
                asked(Format::Yaml, &marked, who);
            }
            file(File::Config, &marked);
            file(File::Policy, &marked);
        }
    }
}
