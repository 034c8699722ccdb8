//! What a configuration may hold.

use crate::calendar::train::DayOff;
use crate::finding::Severity;
use crate::policy::builtin;
use crate::proposal::metadata::Status;
use crate::rule::RULES;
use crate::settings::shape::{Key, Shape, Word};
use jiff::civil::Weekday;

/// How far a freeze may be off and still suggest waiting, at most: a year.
pub(super) const MOST_DAYS: u32 = 365;

/// A configuration.
pub const CONFIG: [Key; 8] = [
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
        "issues",
        &Shape::Either(&[Shape::Map(&ISSUES), Shape::Nothing]),
        "what the labels and milestones of issues mean that are proposals themselves",
    ),
    Key::new(
        "releases",
        &Shape::Either(&[
            Shape::List(&Shape::Map(&RELEASE)),
            Shape::Map(&CALENDAR_FILE),
            Shape::Map(&TRAIN),
        ]),
        "the release calendar: a list of releases, the file that has it, or a rule",
    ),
    Key::new(
        "timing",
        &Shape::Either(&[Shape::Map(&TIMING), Shape::Nothing]),
        "when a freeze or release is close enough to wait for, and which days are worked on",
    ),
    Key::new(
        "rules",
        &Shape::Either(&[Shape::Each(&Shape::Word(rules), &Shape::Word(levels)), Shape::Nothing]),
        "levels of rules that differ from their own",
    ),
];

/// `tracker`.
pub(super) const TRACKER: [Key; 5] = [
    Key::new(
        "url",
        &Shape::Text,
        "what `#123` means: an address with `{issue}` where the number goes",
    ),
    Key::new(
        "pattern",
        &Shape::Text,
        "what references look like beside the usual ones, with `{issue}` where the number goes: `T{issue}`",
    ),
    Key::new(
        "snapshot",
        &Shape::List(&Shape::Text),
        "the issues as exported from the tracker: JSON or CSV files relative to this one",
    ),
    Key::new(
        "complete",
        &Shape::YesNo,
        "the snapshot has every issue there was, so that others do not exist",
    ),
    Key::new(
        "reach",
        &Shape::Number(2, MOST_NUMBER),
        "how many people's reports or reactions measure how far a bug reaches; 10 where nothing is said",
    ),
];

/// `issues`.
pub(super) const ISSUES: [Key; 2] = [
    Key::new(
        "labels",
        &Shape::Either(&[Shape::Each(&Shape::Text, &Shape::Word(statuses)), Shape::Nothing]),
        "the status that a label stands for; a label that names a status needs no entry",
    ),
    Key::new(
        "milestones",
        &Shape::Either(&[Shape::Each(&Shape::Text, &Shape::Release), Shape::Nothing]),
        "the release that a milestone stands for, where it has another name",
    ),
];

/// A release of the calendar.
pub(super) const RELEASE: [Key; 5] = [
    Key::needed("name", &Shape::Text, "the release's name, as `target` says it"),
    Key::new("burn-down", &Shape::Day, "the first day on which it takes fixes and no new features"),
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
pub(super) const CALENDAR_FILE: [Key; 5] = [
    Key::needed("file", &Shape::Text, "the calendar, a YAML or .ics file relative to this one"),
    Key::new("cohort", &Shape::Text, "whose dates hold, where a calendar by phases has several"),
    Key::new(
        "freeze",
        &Shape::List(&Shape::Text),
        "what events that are a freeze are called, with `{release}`",
    ),
    Key::new(
        "release",
        &Shape::List(&Shape::Text),
        "what events that are a release are called, with `{release}`",
    ),
    Key::new(
        "burn-down",
        &Shape::List(&Shape::Text),
        "what events that are a burn down are called, with `{release}`",
    ),
];

/// `releases` by a rule.
pub(super) const TRAIN: [Key; 10] = [
    Key::needed(
        "every",
        &Shape::Text,
        "how far releases are apart: `8 weeks`, `14 days`, `3 months`",
    ),
    Key::needed("from", &Shape::Day, "a day on which one ships: the first"),
    Key::needed(
        "name",
        &Shape::Text,
        "what releases are called, with `{yyyy}`, `{yy}`, `{mm}`, `{m}`, `{dd}`, `{d}` or `{n}`",
    ),
    Key::new(
        "first",
        &Shape::Number(0, MOST_NUMBER),
        "what `{n}` is for the first one; 1 where nothing is said",
    ),
    Key::new("until", &Shape::Day, "the last day on which one may ship"),
    Key::new("burn-down", &Shape::Text, "when new features end: `4 weeks before`"),
    Key::new(
        "freeze",
        &Shape::Text,
        "when the freeze begins: `15 days before`, `10 working days before`",
    ),
    Key::new(
        "components",
        &Shape::Either(&[Shape::Each(&Shape::Text, &Shape::Map(&TRAIN_COMPONENT)), Shape::Nothing]),
        "components that freeze at another time",
    ),
    Key::new(
        "day-off",
        &Shape::Word(days_off),
        "what becomes of a release day that nobody works on",
    ),
    Key::new(
        "except",
        &Shape::List(&Shape::Map(&RELEASE)),
        "releases whose dates differ from the rule",
    ),
];

/// The greatest number that the first release of a rule may have.
pub(super) const MOST_NUMBER: u32 = 1_000_000;

/// The dates of a component of a release train.
pub(super) const TRAIN_COMPONENT: [Key; 1] =
    [Key::needed("freeze", &Shape::Text, "when this component's freeze begins: `22 days before`")];

/// `timing`.
pub(super) const TIMING: [Key; 5] = [
    Key::new(
        "within-days",
        &Shape::Number(0, MOST_DAYS),
        "how many days before a freeze or release waiting is suggested; 7 where nothing is said",
    ),
    Key::new(
        "within-working-days",
        &Shape::Number(0, MOST_DAYS),
        "how many working days before a freeze or release waiting is suggested, instead of `within-days`",
    ),
    Key::new(
        "weekend",
        &Shape::List(&Shape::Word(week)),
        "days that are not worked on; Saturday and Sunday where nothing is said",
    ),
    Key::new(
        "holidays",
        &Shape::Either(&[
            Shape::List(&Shape::Either(&[Shape::Text, Shape::Map(&HOLIDAYS)])),
            Shape::Map(&HOLIDAYS),
        ]),
        "other days that are not worked on: days, `2026-12-24 to 2026-12-31`, and .ics files",
    ),
    Key::new(
        "time-zone",
        &Shape::Text,
        "where it is which day, such as `Europe/Berlin`; where the program runs when nothing is said",
    ),
];

/// Holidays that stand in another file.
pub(super) const HOLIDAYS: [Key; 1] =
    [Key::needed("file", &Shape::Text, "the holidays, an .ics file relative to this one")];

/// The days of the week.
pub(super) const WEEK: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

fn week() -> Vec<Word> {
    WEEK.iter().map(|(name, _)| Word::new(*name, "a day that is not worked on")).collect()
}

/// What may become of a release day that nobody works on.
pub(super) const DAYS_OFF: [(&str, DayOff, &str); 3] = [
    ("keep", DayOff::Keep, "it stays; so it is where nothing is said"),
    ("earlier", DayOff::Earlier, "it moves to the working day before"),
    ("later", DayOff::Later, "it moves to the working day after"),
];

fn days_off() -> Vec<Word> {
    DAYS_OFF.iter().map(|(name, _, says)| Word::new(*name, *says)).collect()
}

/// The levels of rules: word, severity, what it means, other words for it.
pub(super) const LEVELS: [(&str, Option<Severity>, &str, &[&str]); 5] = [
    ("off", None, "the rule says nothing", &["false", "no"]),
    ("hint", Some(Severity::Hint), "shown faintly, and never fails a check", &[]),
    ("information", Some(Severity::Information), "shown, and fails no check by itself", &["info"]),
    ("warning", Some(Severity::Warning), "shown, and fails a check", &[]),
    ("error", Some(Severity::Error), "shown as an error, and fails a check", &[]),
];

fn statuses() -> Vec<Word> {
    Status::ALL.iter().map(|status| Word::new(status.name(), status.says())).collect()
}

fn policies() -> Vec<Word> {
    let title = |name: &str| builtin::find(name).map_or_else(String::new, |p| p.title.clone());
    builtin::BUILTIN.iter().map(|(name, _)| Word::new(*name, title(name))).collect()
}

/// Rules without a level to set: what they are about cannot be used.
pub(super) const ALWAYS_ERRORS: [&str; 2] = ["invalid-config", "invalid-policy"];

fn rules() -> Vec<Word> {
    let rules = RULES.iter().filter(|rule| !ALWAYS_ERRORS.contains(&rule.name));
    rules.map(|rule| Word::new(rule.name, rule.summary)).collect()
}

fn levels() -> Vec<Word> {
    let words = LEVELS.iter().flat_map(|(name, _, says, others)| {
        let other = |other: &&str| Word { unusual: true, ..Word::new(*other, *says) };
        std::iter::once(Word::new(*name, *says)).chain(others.iter().map(other))
    });
    words.collect()
}
