//! Policies that no team would write, and that must not hold anybody up.

use super::*;
use std::time::{Duration, Instant};

fn joined(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().concat()
}

/// What is wrong with a text, and that it was told soon: the limit is far above what an idle machine needs, and far below
/// what a cost that grows with the square would take.
fn soon(text: &str) -> Vec<PolicyError> {
    let begun = Instant::now();
    let errors = load(text).map(|policy| policy.name).unwrap_err();
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    errors
}

#[test]
fn ten_thousand_questions() {
    let mut text = SMALL.to_owned();
    let questions = joined(
        (0..10_000)
            .map(|i| format!("      - {{ id: q{i}, prompt: Question {i}?, kind: yes-no }}\n")),
    );
    let at = text.find("hotfix-when").unwrap();
    text.insert_str(at, &questions);
    let errors = soon(&text);
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0].message, "more than 250 questions or criteria");
    assert!(text[errors[0].span.range()].starts_with("criteria"));
}

#[test]
fn a_hundred_thousand_unknown_keys() {
    let keys = joined((0..100_000).map(|i| format!("key{i}: 1\n")));
    assert_eq!(soon(&format!("{SMALL}{keys}")).len(), 1000, "nobody reads on");
}

#[test]
fn a_hundred_thousand_changes_to_another_policy() {
    let many = |line: &dyn Fn(u32) -> String| joined((0..100_000).map(line));
    let changed = |changes: &str| {
        let begun = Instant::now();
        assert!(!soon(&format!("policy: 1\nname: x\n{changes}")).is_empty());
        begun.elapsed()
    };
    let criteria = many(&|i| format!("  - {{ id: c{i}, title: C{i}, questions: [] }}\n"));
    let plain = changed(&format!("criteria:\n{criteria}"));
    let extended = changed(&format!("extends: rapids\ncriteria:\n{criteria}"));
    assert!(extended < plain * 3, "they are made one by one: {plain:?}, {extended:?}");
    let criteria = many(&|i| format!("  - {{ id: c{i}, questions: [{{ id: q{i} }}] }}\n"));
    changed(&format!("extends: rapids\ncriteria:\n{criteria}"));
    let keys = many(&|i| format!("    key{i}: 1\n"));
    changed(&format!("extends: rapids\ncriteria:\n  - id: majority\n{keys}"));
    let removed = many(&|i| format!("  - c{i}\n"));
    changed(&format!("extends: rapids\nremove:\n{removed}"));
}

#[test]
fn a_condition_of_a_hundred_thousand_parts() {
    let parts = "common, ".repeat(100_000);
    let errors = soon(
        &SMALL.replace("hotfix-when: reach", &format!("hotfix-when: {{ any: [{parts}reach] }}")),
    );
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0].message, "conditions of more than 2000 parts: fewer decide better");
}

#[test]
fn as_large_as_is_taken() {
    let questions = joined((0..60).map(|i| {
        format!("      - {{ id: q{i}, prompt: Question {i}?, kind: yes-no, for-hotfix: yes }}\n")
    }));
    let pair = |i: usize| format!("{{ any: [q{}, q{}] }}", i % 60, (i + 1 + i / 60) % 60);
    let parts: Vec<String> = (0..630).map(pair).collect();
    let text = format!(
        "policy: 1\nname: x\ncriteria:\n  - id: c\n    title: C\n    met-when: {{ at-least: 230, of: [{}] }}\n    questions:\n{questions}hotfix-when: c\n",
        parts.join(", ")
    );
    let begun = Instant::now();
    assert!(load(&text).is_ok());
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

#[test]
fn aliases_that_multiply_are_not_followed() {
    let text = SMALL.replace(
        "name: small",
        "name: &a small\nx1: &b [*a, *a, *a]\nx2: &c [*b, *b, *b]\ntitle: *c",
    );
    let messages: Vec<String> = soon(&text).into_iter().map(|error| error.message).collect();
    assert!(
        messages.contains(
            &"`title` must be one value, but here is an alias: write the value out".to_owned()
        ),
        "{messages:?}"
    );
}
