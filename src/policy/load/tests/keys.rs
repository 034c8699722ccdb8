//! Leans, timing, template text, critical questions, and conditions that are settled.

use super::*;
use crate::policy::Verdict;
use crate::policy::logic::{Fact, lean};

fn with(more: &str) -> Policy {
    load(&format!("{SMALL}{more}")).unwrap()
}

#[test]
fn a_lean_is_the_side_whose_condition_holds() {
    let policy = with("lean-when:\n  hotfix: common\n  defer: { is: [users, 0] }\n");
    let leans = |common: Option<bool>, users: Option<u32>| {
        let fact = |value: Option<Value>, speaks| match value {
            Some(value) => Fact { value: Some(value), truth: crate::policy::Truth::from(speaks) },
            None => Fact::default(),
        };
        let facts = [
            fact(common.map(Value::YesNo), common == Some(true)),
            fact(users.map(Value::Count), users.is_some_and(|n| n > 3)),
        ];
        lean(&policy, &facts)
    };
    assert_eq!(leans(None, None), None);
    assert_eq!(leans(Some(true), None), Some(Verdict::Hotfix));
    assert_eq!(leans(Some(false), None), None);
    assert_eq!(leans(None, Some(0)), Some(Verdict::Defer));
    assert_eq!(leans(Some(true), Some(0)), None);
    assert_eq!(lean(&load(SMALL).unwrap(), &[]), None);
}

#[test]
fn timing_and_template() {
    let policy = with("timing: { within-days: 3 }\ntemplate: |\n  First line.\n  Second.\n");
    assert_eq!(policy.within_days, Some(3));
    assert_eq!(policy.template, "First line.\n  Second.".replace("  ", ""));
    assert_eq!(load(SMALL).unwrap().within_days, None);
    assert_eq!(
        mistakes(&format!("{SMALL}timing: {{ within-days: soon, days: 3 }}\n")),
        [
            "17:24 soon: `within-days` is a whole number from 0 to 365, not `soon`",
            "17:30 days: unknown key `days`: known are `within-days`"
        ]
    );
}

#[test]
fn a_critical_question_must_be_able_to_decide() {
    let critical =
        SMALL.replace("        kind: yes-no\n", "        kind: yes-no\n        critical: yes\n");
    assert!(load(&critical).unwrap().questions[0].critical);
    assert_eq!(
        mistakes(&critical.replace("[common, users]", "[users]")),
        ["8:13 common: `common` is critical, and no condition uses it: name it in `hotfix-when`"]
    );
    assert_eq!(
        mistakes(&format!(
            "{}  - id: risk\n    title: Risk\n    questions:\n      - {{ id: breach, prompt: Breach?, kind: yes-no, critical: yes }}\nhotfix-when: reach\n",
            SMALL.replace("hotfix-when: reach\n", "")
        )),
        [
            "19:15 breach: `breach` is critical, and no condition uses it: name it in `hotfix-when`",
            "19:64 yes: a critical question needs `for-hotfix`: the answer that need not wait"
        ]
    );
}

#[test]
fn conditions_that_nothing_can_change_are_told_where_they_stand() {
    let never = "this can never hold, whatever is answered: leave it out, or mend what it asks";
    let always = "this always holds, whatever is answered: leave it out, or mend what it asks";
    let verdict =
        |condition: &str| changed("hotfix-when: reach", &format!("hotfix-when: {condition}"));
    let place = |condition: &str, at: usize, part: &str, what: &str| {
        assert_eq!(verdict(condition), [format!("16:{} {part}: {what}", 14 + at)], "{condition}");
    };
    place(
        "{ all: [reach, { all: [common, { not: common }] }] }",
        15,
        "{ all: [common, { not: common }] }",
        never,
    );
    place(
        "{ any: [reach, { any: [common, { not: common }] }] }",
        15,
        "{ any: [common, { not: common }] }",
        always,
    );
    place(
        "{ any: [reach, { all: [{ more-than: [users, 5] }, { is: [users, 5] }] }] }",
        15,
        "{ all: [{ more-than: [users, 5] }, { is: [users, 5] }] }",
        never,
    );
    // A criterion that is used says nothing of its own; the cause stands with it.
    assert_eq!(
        changed(
            "at-least: 1, of: [common, users]",
            "any: [common, { all: [users, { not: { more-than: [users, 2] } }] }]"
        ),
        [format!("6:31 {{ all: [users, {{ not: {{ more-than: [users, 2] }} }}] }}: {never}")]
    );
    // Contradictions and leans, too.
    let more = "contradictions:\n  - { when: { all: [{ is: [users, 1] }, { is: [users, 2] }] }, message: m }\nlean-when: { defer: { any: [{ is: [users, 1] }, { not: { is: [users, 1] } }] } }\n";
    let found = mistakes(&format!("{SMALL}{more}"));
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].starts_with("18:13 ") && found[0].ends_with(never), "{found:#?}");
    assert!(found[1].starts_with("19:21 ") && found[1].ends_with(always), "{found:#?}");
    // What repeats and can be either is well.
    assert!(
        load(&SMALL.replace(
            "hotfix-when: reach",
            "hotfix-when: { any: [reach, { all: [common, { more-than: [users, 9] }] }] }"
        ))
        .is_ok()
    );
}
