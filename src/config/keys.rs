//! What a configuration may hold.

use crate::finding::Severity;
use crate::policy::builtin;
use crate::rule::RULES;
use crate::settings::shape::{Key, Shape, Word};

/// How far a freeze may be off and still suggest waiting, at most: a year.
pub(super) const MOST_DAYS: u32 = 365;

/// A configuration.
pub const CONFIG: [Key; 7] = [
    Key::new(
        "policy",
        &Shape::Either(&[Shape::Word(policies), Shape::Text]),
        "the policy for proposals that name none: built in, or a file relative to this one",
    ),
    Key::new(
        "include",
        &Shape::List(&Shape::Text),
        "which files are proposals, as globs relative to this file; without it those named `*.hotfix.md`, `*.hotfix.yaml` and the like, and those in a folder `hotfix`, `hotfixes` or `hotfix-proposals`",
    ),
    Key::new(
        "exclude",
        &Shape::List(&Shape::Text),
        "which files are no proposals, whatever `include` and the files themselves say, as globs relative to this file",
    ),
    Key::new(
        "tracker",
        &Shape::Either(&[Shape::Map(&TRACKER), Shape::Nothing]),
        "where users report issues",
    ),
    Key::new(
        "releases",
        &Shape::Either(&[Shape::List(&Shape::Map(&RELEASE)), Shape::Map(&CALENDAR_FILE)]),
        "the release calendar: a list of releases, or the file that has it",
    ),
    Key::new(
        "timing",
        &Shape::Either(&[Shape::Map(&TIMING), Shape::Nothing]),
        "when a freeze or release is close enough to wait for",
    ),
    Key::new(
        "rules",
        &Shape::Either(&[Shape::Each(&Shape::Word(rules), &Shape::Word(levels)), Shape::Nothing]),
        "levels of rules that differ from their own",
    ),
];

/// `tracker`.
pub(super) const TRACKER: [Key; 2] = [
    Key::new(
        "url",
        &Shape::Text,
        "what `#123` means: an address with `{issue}` where the number goes",
    ),
    Key::new(
        "snapshot",
        &Shape::Text,
        "the issues as exported from the tracker, a file relative to this one",
    ),
];

/// A release of the calendar.
pub(super) const RELEASE: [Key; 4] = [
    Key::needed("name", &Shape::Text, "the release's name, as `target` says it"),
    Key::new(
        "freeze",
        &Shape::Day,
        "the first day of the freeze; the day before is the last on which fixes are taken",
    ),
    Key::needed("release", &Shape::Day, "the day it ships"),
    Key::new(
        "components",
        &Shape::Either(&[Shape::Each(&Shape::Text, &Shape::Map(&COMPONENT)), Shape::Nothing]),
        "components whose dates differ",
    ),
];

/// The dates of a component.
pub(super) const COMPONENT: [Key; 2] = [
    Key::new("freeze", &Shape::Day, "the first day of this component's freeze"),
    Key::new("release", &Shape::Day, "the day this component ships"),
];

/// `releases` that stand in another file.
pub(super) const CALENDAR_FILE: [Key; 2] = [
    Key::needed("file", &Shape::Text, "the calendar, a YAML file relative to this one"),
    Key::new("cohort", &Shape::Text, "whose dates hold, where a calendar by phases has several"),
];

/// `timing`.
pub(super) const TIMING: [Key; 1] = [Key::new(
    "within-days",
    &Shape::Number(0, MOST_DAYS),
    "how many days before a freeze or release waiting is suggested; 7 where nothing is said",
)];

/// The levels of rules: word, severity, what it means, other words for it.
pub(super) const LEVELS: [(&str, Option<Severity>, &str, &[&str]); 5] = [
    ("off", None, "the rule says nothing", &["false", "no"]),
    ("hint", Some(Severity::Hint), "shown faintly, and never fails a check", &[]),
    ("information", Some(Severity::Information), "shown, and fails no check by itself", &["info"]),
    ("warning", Some(Severity::Warning), "shown, and fails a check", &[]),
    ("error", Some(Severity::Error), "shown as an error, and fails a check", &[]),
];

fn policies() -> Vec<Word> {
    let title = |name: &str| builtin::find(name).map_or_else(String::new, |p| p.title.clone());
    builtin::BUILTIN.iter().map(|(name, _)| Word::new(*name, title(name))).collect()
}

fn rules() -> Vec<Word> {
    RULES.iter().map(|rule| Word::new(rule.name, rule.summary)).collect()
}

fn levels() -> Vec<Word> {
    let words = LEVELS.iter().flat_map(|(name, _, says, others)| {
        let other = |other: &&str| Word { unusual: true, ..Word::new(*other, *says) };
        std::iter::once(Word::new(*name, *says)).chain(others.iter().map(other))
    });
    words.collect()
}
