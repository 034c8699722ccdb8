mod keys;
mod limits;

use super::*;
use crate::policy::builtin;
use crate::proposal::evidence::EvidenceKind;
use crate::source::{Encoding, Source};
use proptest::prelude::*;

const SMALL: &str = "\
policy: 1
name: small
criteria:
  - id: reach
    title: Reach
    met-when: { at-least: 1, of: [common, users] }
    questions:
      - id: common
        prompt: Is it common?
        kind: yes-no
        for-hotfix: yes
      - id: users
        prompt: How many users?
        kind: count
        for-hotfix: { more-than: 3 }
hotfix-when: reach
";

/// The mistakes of `text`: line and column, the words, the message.
fn mistakes(text: &str) -> Vec<String> {
    let source = Source::new(text);
    let errors = load(text).map(|policy| policy.name).unwrap_err();
    errors
        .iter()
        .map(|error| {
            let at = source.position(error.span.start, Encoding::Utf32);
            let words = source.slice(error.span).lines().next().unwrap_or_default();
            format!("{}:{} {words}: {}", at.line + 1, at.column + 1, error.message)
        })
        .collect()
}

/// The mistakes of [`SMALL`] with one text replaced.
fn changed(from: &str, to: &str) -> Vec<String> {
    assert!(SMALL.contains(from), "{from}");
    mistakes(&SMALL.replacen(from, to, 1))
}

#[test]
fn rapids_is_the_published_rule() {
    let policy = builtin::rapids();
    let ids: Vec<&str> = policy.questions.iter().map(|q| q.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "incorrect-results",
            "errors-on-valid-input",
            "major-incorrect-functionality",
            "common-function",
            "common-input",
            "average-user",
            "workaround-exists",
            "workaround-communicable",
            "workaround-understandable",
            "workaround-steps",
            "workaround-survives-fix",
            "critical-exposure",
            "fix-verified",
            "risk-of-applying",
            "risk-of-waiting",
            "cost-of-hotfix",
        ]
    );
    let criteria: Vec<(&str, usize)> =
        policy.criteria.iter().map(|c| (c.id.as_str(), c.questions.len())).collect();
    assert_eq!(criteria, [("significant", 3), ("majority", 3), ("no-workaround", 5), ("risk", 5)]);
    let optional: Vec<bool> = policy.questions.iter().map(|q| q.optional).collect();
    assert_eq!(optional[..11], [false; 11]);
    assert_eq!(optional[11..], [true; 5]);
    let question = |id: &str| policy.question(policy.find_question(id).unwrap()).clone();
    assert_eq!(question("workaround-exists").for_hotfix, Some(ForHotfix::Is(Value::YesNo(false))));
    assert_eq!(question("workaround-exists").evidence.any_of.len(), EvidenceKind::ALL.len());
    assert_eq!(question("workaround-exists").evidence.min_words, 5);
    assert_eq!(question("workaround-communicable").evidence.min_words, 3);
    assert_eq!(question("workaround-steps").for_hotfix, Some(ForHotfix::MoreThan(3)));
    assert!(!question("workaround-steps").evidence.is_some());
    assert_eq!(question("common-input").for_hotfix, Some(ForHotfix::Is(Value::Choice(0))));
    assert_eq!(question("fix-verified").for_hotfix, None);
    assert_eq!(policy.contradictions.len(), 5);
    assert!(policy.criteria[3].met_when.is_none());
    assert!(policy.questions.iter().all(|q| !q.why.is_empty() && !q.example.is_empty()));
}

#[test]
fn other_readers_of_yaml_take_the_built_in_ones_too() {
    // Between brackets some take a question mark without quotes for a sign of a key.
    for (name, text) in builtin::BUILTIN {
        for line in text.lines().filter(|line| line.contains(['[', '{'])) {
            let bare: String = line.split('"').step_by(2).collect();
            let inside = bare.find(['[', '{']).map_or("", |at| &bare[at..]);
            assert!(!inside.contains('?'), "{name}: {line}");
        }
    }
}

#[test]
fn every_built_in_policy_loads() {
    for (name, text) in builtin::BUILTIN {
        let policy = load(text).map_err(|errors| format!("{name}: {errors:?}")).unwrap();
        assert_eq!(policy.name, name);
    }
}

#[test]
fn a_small_policy_loads() {
    let policy = load(SMALL).unwrap();
    assert_eq!(policy.title, "small");
    assert_eq!(policy.hotfix_when, Condition::Met(CriterionId(0)));
    let parts = vec![Condition::Speaks(QuestionId(0)), Condition::Speaks(QuestionId(1))];
    assert_eq!(policy.criteria[0].met_when, Some(Condition::AtLeast(1, parts)));
}

#[test]
fn yes_and_no_are_read_in_every_spelling() {
    for (word, yes) in
        [("yes", true), ("'no'", false), ("true", true), ("Off", false), ("\"on\"", true)]
    {
        let policy =
            load(&SMALL.replace("for-hotfix: yes", &format!("for-hotfix: {word}"))).unwrap();
        assert_eq!(
            policy.questions[0].for_hotfix,
            Some(ForHotfix::Is(Value::YesNo(yes))),
            "{word}"
        );
    }
}

#[test]
fn conditions_are_read_in_every_form() {
    let text = SMALL.replace(
        "hotfix-when: reach\n",
        "hotfix-when:\n  all:\n    - not: { is: [common, no] }\n    - any: [{ more-than: [users, 9] }, reach]\n\
         contradictions:\n  - { when: { all: [{ is: [users, 0] }, common] }, message: nobody is not common }\n",
    );
    let policy = load(&text).unwrap();
    let (common, users) = (QuestionId(0), QuestionId(1));
    assert_eq!(
        policy.hotfix_when,
        Condition::All(vec![
            Condition::Not(Box::new(Condition::Is(common, Value::YesNo(false)))),
            Condition::Any(vec![Condition::MoreThan(users, 9), Condition::Met(CriterionId(0))]),
        ])
    );
    let [Contradiction { when, message }] = &policy.contradictions[..] else { panic!() };
    assert_eq!(
        *when,
        Condition::All(vec![Condition::Is(users, Value::Count(0)), Condition::Speaks(common)])
    );
    assert_eq!(message, "nobody is not common");
}

#[test]
fn every_mistake_is_told_at_its_key() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "policy: 1",
            "policy: 2",
            &["1:9 2: version `2` of the format is not known: this program reads 1"],
        ),
        ("name: small\n", "", &["1:1 policy: a policy needs `name`"]),
        ("name: small", "nmae: small", &["2:1 nmae: unknown key `nmae`: did you mean `name`?"]),
        ("name: small", "name:", &["2:6 : `name` must be one value, but here is nothing"]),
        (
            "kind: yes-no",
            "kind: yesno",
            &["10:15 yesno: unknown kind `yesno`: did you mean `yes-no`?"],
        ),
        ("kind: yes-no", "kind: choice", &["10:15 choice: a choice needs `options`"]),
        (
            "kind: yes-no",
            "kind: text",
            &[
                "11:21 yes: `for-hotfix` cannot be told from words: leave it out, or ask for yes or no, an option or a number",
            ],
        ),
        (
            "for-hotfix: yes",
            "for-hotfix: perhaps",
            &["11:21 perhaps: `for-hotfix` is yes or no, not `perhaps`"],
        ),
        (
            "for-hotfix: yes",
            "for-hotfix: { more-than: 1 }",
            &[
                "11:21 { more-than: 1 }: `for-hotfix` is one answer; conditions such as `{ not: { is: [question, value] } }` stand in `met-when` and `hotfix-when`",
            ],
        ),
        (
            "{ more-than: 3 }",
            "{ more-than: -3 }",
            &["15:34 -3: `more-than` is a whole number from 0 to 4294967294, not `-3`"],
        ),
        (
            "[common, users]",
            "[commn, users]",
            &["6:35 commn: unknown question or criterion `commn`: did you mean `common`?"],
        ),
        (
            "[common, users]",
            "[common]",
            &[
                "12:13 users: no condition uses `users`: name it in `met-when` or `hotfix-when`, or move it to a criterion without a condition",
            ],
        ),
        (
            "[common, users]",
            "[common, users, reach]",
            &["6:5 met-when: `reach` depends on itself: take it out of the circle"],
        ),
        (
            "at-least: 1",
            "at-least: 3",
            &["6:27 3: `at-least` is a whole number from 1 to 2, not `3`"],
        ),
        (
            "at-least: 1, of: [common, users]",
            "any: []",
            &["6:22 []: `any` needs at least one condition"],
        ),
        ("at-least: 1, of:", "of:", &["6:17 of: `of` needs `at-least`, a number"]),
        (
            "at-least: 1, of:",
            "all: [common], any:",
            &[
                "6:17 all: one condition at a time, not `any` and `all`: put them below `all` or `any`",
            ],
        ),
        (
            "hotfix-when: reach",
            "hotfix-when: { is: [users, many] }",
            &["16:28 many: the value of `users` is a whole number of 0 or more, not `many`"],
        ),
        (
            "hotfix-when: reach",
            "hotfix-when: { is: [users] }",
            &["16:20 [users]: `is` takes two things: `[question, value]`"],
        ),
        (
            "hotfix-when: reach",
            "hotfix-when: { more-than: [common, 3] }",
            &["16:16 more-than: `common` does not ask for a number"],
        ),
        (
            "hotfix-when: reach",
            "hotfix-when: common",
            &["4:9 reach: no condition uses `reach`: name it in `hotfix-when`"],
        ),
        ("hotfix-when: reach\n", "", &["1:1 policy: a policy needs `hotfix-when`"]),
        (
            "    met-when: { at-least: 1, of: [common, users] }\n",
            "",
            &["4:9 reach: `reach` is used in a condition and needs `met-when`"],
        ),
        (
            "id: users",
            "id: common",
            &[
                "12:13 common: `common` already names the question `common`: choose other words",
                "6:43 users: unknown question or criterion `users`: conditions name the ids of this policy",
            ],
        ),
        (
            "id: users",
            "id: Users!",
            &[
                "6:43 users: unknown question or criterion `users`: did you mean `Users!`?",
                "12:13 Users!: the id `Users!` must be lower-case letters, digits and hyphens",
            ],
        ),
        (
            "How many users?",
            "is it COMMON",
            &[
                "13:17 is it COMMON: `is it COMMON` already names the question `common`: choose other words",
            ],
        ),
        (
            "kind: yes-no",
            "kind: yes-no\n        evidence: { any-of: [lgo] }",
            &["11:30 lgo: unknown kind of evidence `lgo`: did you mean `log`?"],
        ),
        (
            "kind: yes-no",
            "kind: yes-no\n        evidence: { any-of: [log], words: 3 }",
            &["11:43 3: `words` counts for an `explanation`, which is not asked for"],
        ),
        (
            "kind: yes-no",
            "kind: yes-no\n        options: [a, b]",
            &["11:9 options: only a question of the kind `choice` has options"],
        ),
        (
            "kind: yes-no",
            "kind: yes-no\n        kind: yes-no",
            &["11:9 kind: `kind` is here twice: remove one"],
        ),
    ];
    for (from, to, expected) in cases {
        let mut expected: Vec<String> = expected.iter().map(|&line| line.to_owned()).collect();
        let mut found = changed(from, to);
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{from} → {to}");
    }
}

/// Documents are read without it, so that it tells nothing apart.
#[test]
fn numbering_tells_no_prompts_apart() {
    assert_eq!(
        changed("How many users?", "2. Is it common?"),
        [
            "13:17 2. Is it common?: `2. Is it common?` already names the question `common`: choose other words"
        ]
    );
    let numbered = SMALL.replacen("How many users?", "2. How many users?", 1);
    assert!(load(&numbered).is_ok());
}

#[test]
fn questions_and_criteria_are_needed() {
    assert_eq!(
        mistakes(""),
        ["1:1 : an empty policy: `policy: 1`, `name` and `criteria` begin one"]
    );
    assert_eq!(
        mistakes("- a\n"),
        ["1:1 - a: a policy must be a mapping (`key: value`), but here is a list"]
    );
    assert_eq!(
        mistakes("policy: 1\nname: x\ncriteria: []\nhotfix-when: x\n"),
        [
            "3:11 []: a policy needs at least one criterion",
            "4:14 x: unknown question or criterion `x`: conditions name the ids of this policy"
        ]
    );
    assert_eq!(
        mistakes(
            "policy: 1\nname: x\ncriteria:\n  - { id: a, title: A, questions: [] }\n  - 3\nhotfix-when: a\n"
        ),
        [
            "4:11 a: `a` is used in a condition and needs `met-when`",
            "4:24 questions: a criterion needs at least one question",
            "5:5 3: a criterion must be a mapping (`key: value`), but here is one value",
        ]
    );
}

#[test]
fn what_does_not_parse_is_told_beside_what_is_wrong() {
    let found = changed("name: small", "nmae: \"small");
    assert!(found.iter().any(|line| line.contains("unknown key `nmae`")), "{found:#?}");
    assert!(found.iter().any(|line| line.contains("expected a closing")), "{found:#?}");
}

#[test]
fn circles_are_found_whatever_their_length() {
    let criterion = |id: &str, met_when: &str| {
        format!(
            "  - {{ id: {id}, title: T{id}, met-when: {met_when}, questions: [{{ id: q{id}, prompt: Q{id}?, kind: yes-no, for-hotfix: yes }}] }}\n"
        )
    };
    let text = format!(
        "policy: 1\nname: x\ncriteria:\n{}{}{}{}hotfix-when: d\n",
        criterion("a", "{ any: [qa, b] }"),
        criterion("b", "{ not: { any: [qb, c] } }"),
        criterion("c", "{ all: [qc, a] }"),
        criterion("d", "{ all: [qd, a] }"),
    );
    let found = mistakes(&text);
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found.iter().all(|line| line.contains("depends on itself")), "{found:#?}");
}

#[test]
fn deep_nesting_is_refused() {
    let deep = format!("{}common{}", "{ not: ".repeat(80), " }".repeat(80));
    let found = changed("hotfix-when: reach", &format!("hotfix-when: {deep}"));
    assert_eq!(found.len(), 1, "{found:#?}");
}

/// A prompt, title and alias that end in a character of several bytes.
#[test]
fn words_of_any_language_are_read() {
    for end in ["Café", "問題か？", "arrive\u{301}", "bad 😀", "bad (very)"] {
        let text = SMALL
            .replace("prompt: Is it common?", &format!("prompt: {end}\n        aliases: [x {end}]"))
            .replace("title: Reach", &format!("title: Reach {end}"));
        assert_eq!(load(&text).unwrap().questions[0].prompt, end);
    }
}

proptest! {
    #[test]
    fn any_text_is_loaded_or_refused(text in "\\PC{0,80}") {
        let result = load(&text);
        prop_assert!(result.is_ok() || result.is_err_and(|errors| !errors.is_empty()));
    }

    #[test]
    fn any_damage_to_a_policy_is_survived(at in 0..SMALL.len(), len in 0usize..30, with in "[-:{}\\[\\],*&#'\"a\n 1]{0,6}") {
        let mut text = SMALL.to_owned();
        text.replace_range(at..(at + len).min(SMALL.len()), &with);
        if let Err(errors) = load(&text) {
            prop_assert!(!errors.is_empty());
            for error in errors {
                prop_assert!(text.get(error.span.range()).is_some(), "{error:?}");
            }
        }
    }
}

#[test]
fn the_policy_of_the_documentation_loads() {
    let page = include_str!("../../../docs/policies.md");
    let tutorial = include_str!("../../../docs/policy-tutorial.md");
    let fences = page.split("```yaml policy\n").skip(1);
    let fences = fences.chain(tutorial.split("```yaml policy\n").skip(1));
    let names: Vec<String> =
        fences.map(|fence| load(fence.split_once("```\n").unwrap().0).unwrap().name).collect();
    assert_eq!(names, ["payments", "ours", "webshop"]);
    for kind in EvidenceKind::ALL {
        assert!(page.contains(&format!("`{}`", kind.name())), "{}", kind.name());
    }
}

#[test]
fn more_answers_than_can_be_compared_are_refused() {
    let question = |i: usize| {
        format!("      - {{ id: q{i}, prompt: Question {i}?, kind: yes-no, for-hotfix: yes }}\n")
    };
    let policy = |count: usize| {
        let ids: Vec<String> = (0..count).map(|i| format!("q{i}")).collect();
        let questions: String = (0..count).map(question).collect();
        format!(
            "policy: 1\nname: x\ncriteria:\n  - id: c\n    title: C\n    met-when: {{ any: [{}] }}\n    questions:\n{questions}hotfix-when: c\n",
            ids.join(", ")
        )
    };
    assert!(load(&policy(64)).is_ok());
    assert_eq!(
        mistakes(&policy(65)),
        ["1:1 : conditions tell apart more than 128 answers: fewer questions decide better"]
    );
}
