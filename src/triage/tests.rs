use super::*;
use crate::assess::{Context, assess};
use crate::config::Config;
use crate::proposal::Format as DocumentFormat;
use crate::source::Source;
use std::path::Path;

const CONFIG: &str = "\
tracker: { url: \"https://forge.example/acme/app/issues/{issue}\" }
releases:
  - { name: \"26.06\", freeze: 2026-05-20, release: 2026-06-03 }
  - { name: \"26.10\", freeze: 2026-09-22, release: 2026-10-07 }
  - { name: \"26.12\", freeze: 2026-11-24, release: 2026-12-09 }
  - { name: \"27.02\", freeze: 2027-01-19, release: 2027-02-03 }
";

fn config() -> Config {
    Config::parse(CONFIG, Path::new("hotfix-lint.yaml")).unwrap()
}

fn row(path: &str, config: &Config, text: &str) -> Row {
    let source = Source::new(text);
    let context = Context {
        format: DocumentFormat::Yaml,
        config,
        today: "2026-11-22".parse().unwrap(),
        exists: None,
        policies: None,
        given: None,
    };
    Row::new(path, &source, &context, &assess(&source, &context))
}

fn table(config: &Config, rows: Vec<Row>) -> Table {
    Table::new("2026-11-22".parse().unwrap(), rows, config.calendar.as_ref())
}

/// Answers that make a hotfix, but for what a test leaves out.
fn answers(without: &[&str]) -> String {
    [
        ("incorrect-results", "yes, see acme/app#7"),
        ("common-function", "yes, 90 % of all sessions"),
        ("common-input", "common, 80 % of all tables"),
        ("workaround-exists", "no, pinning and casting were tried and failed"),
    ]
    .into_iter()
    .filter(|(key, _)| !without.contains(key))
    .fold("answers:\n".to_owned(), |text, (key, value)| format!("{text}  {key}: {value}\n"))
}

#[test]
fn in_the_order_of_a_meeting() {
    let config = config();
    let open = |rest: &str| format!("status: proposed\n{rest}");
    let critical = "answers:\n  critical-exposure: yes, CVE-2026-12345\n";
    let rows = vec![
        row("f", &config, &format!("status: approved\n{}", answers(&[]))),
        row("e", &config, &open("answers:\n  common-input: edge case\n  average-user: \"no\"\n")),
        row("d", &config, &open(&answers(&["common-input", "workaround-exists"]))),
        row("c", &config, &open(&answers(&["common-input"]))),
        row("b", &config, &open(&answers(&[]))),
        row("a", &config, &open(critical)),
        row("g", &config, "status: deferred\ntarget: 26.12\n"),
        row("h", &config, "status: withdrawn\n"),
    ];
    let table = table(&config, rows);
    let stages: Vec<(&str, Stage)> =
        table.rows.iter().map(|row| (row.path.as_str(), row.stage)).collect();
    let paths = ["a", "b", "c", "d", "e", "f", "g", "h"];
    assert_eq!(stages, paths.into_iter().zip(Stage::ALL).collect::<Vec<_>>());
    assert_eq!(
        table.stage(Stage::OneAnswer)[0].why,
        "hotfix with common-input (common) or average-user (yes)"
    );
    let open: Vec<_> = table.rows[2].open.iter().map(|o| (o.question.as_str(), o.lacks)).collect();
    assert_eq!(open, [("common-input", "missing-question"), ("average-user", "missing-question")]);
    assert!(table.rows[7].next_release.is_none());
}

#[test]
fn the_ledger_says_what_became_of_deferrals() {
    let config = config();
    let none = Config::default();
    let deferral = |status: &str, target: &str, date: &str| {
        format!(
            "status: {status}\ntarget: {target}\ndeferral:\n  date: {date}\n  reasons: [small]\n"
        )
    };
    for (config, text, state, note) in [
        (&config, deferral("deferred", "26.12", "2026-11-01"), State::Due, "freezes in 2 days"),
        (
            &config,
            deferral("deferred", "27.02", "2026-11-01"),
            State::Waiting,
            "freezes in 58 days",
        ),
        (
            &config,
            deferral("deferred", "26.10", "2026-09-01"),
            State::Overdue,
            "shipped 46 days ago: was the fix in it?",
        ),
        (
            &config,
            deferral("deferred", "26.06", "2026-05-01"),
            State::Forgotten,
            "shipped 172 days ago, and 26.10 since: was the fix in it?",
        ),
        (
            &config,
            deferral("deferred", "26.11", "2026-09-01"),
            State::Forgotten,
            "the calendar knows no such release",
        ),
        (
            &config,
            "status: deferred\n".to_owned(),
            State::Forgotten,
            "waits for no release: name one",
        ),
        // The one that was next when it was deferred.
        (
            &config,
            deferral("deferred", "next release", "2026-09-01"),
            State::Overdue,
            "shipped 46 days ago: was the fix in it?",
        ),
        (
            &none,
            deferral("deferred", "next release", "2026-09-01"),
            State::Waiting,
            "no calendar says when that is",
        ),
        (
            &config,
            deferral("included", "26.10", "2026-09-01"),
            State::Shipped,
            "shipped 46 days ago",
        ),
        (
            &config,
            deferral("included", "26.12", "2026-09-01"),
            State::Waiting,
            "is in it, ships in 17 days",
        ),
        (
            &config,
            deferral("released", "26.10", "2026-09-01"),
            State::Shipped,
            "as a hotfix after all",
        ),
        (&config, deferral("rejected", "26.10", "2026-09-01"), State::Dropped, "rejected"),
    ] {
        let entry = row("a", config, &text).deferral.unwrap();
        assert_eq!((entry.state, entry.note.as_str()), (state, note), "{text}");
    }
    assert_eq!(row("a", &config, "status: proposed\ntarget: 26.12\n").deferral, None);
}

#[test]
fn what_presses_comes_first() {
    let config = config();
    let deferred = |path: &str, target: &str| {
        row(path, &config, &format!("status: deferred\ntarget: \"{target}\"\n"))
    };
    let rows = vec![
        deferred("a", "27.02"),
        deferred("b", "26.06"),
        deferred("c", "26.10"),
        deferred("d", "26.12"),
    ];
    let table = table(&config, rows);
    let paths: Vec<&str> = table.ledger().iter().map(|(row, _)| row.path.as_str()).collect();
    assert_eq!(paths, ["d", "c", "b", "a"]);
}

#[test]
fn issues_in_short() {
    let config = config();
    let issues = "issue: [\"#7\", \"https://forge.example/x/y/pull/12\", \"https://bugs.example/show?id=3\"]\n";
    let labels: Vec<_> = row("a", &config, issues)
        .issues
        .into_iter()
        .map(|issue| (issue.label, issue.url.unwrap_or_default()))
        .collect();
    let pair = |label: &str, url: &str| (label.to_owned(), url.to_owned());
    assert_eq!(
        labels,
        [
            pair("#7", "https://forge.example/acme/app/issues/7"),
            pair("x/y#12", "https://forge.example/x/y/pull/12"),
            pair("bugs.example/show?id=3", "https://bugs.example/show?id=3"),
        ]
    );
}

#[test]
fn every_format_takes_any_table() {
    let config = config();
    let hostile = "title: \"<x>|`@me`\\u0007\"\nstatus: deferred\ntarget: \"</table>\"\n";
    for table in [Table::default(), table(&config, vec![row("<a>.yaml", &config, hostile)])] {
        for format in [Format::Text, Format::Markdown, Format::Json, Format::Html] {
            let text = table.write(format, &Options::default());
            assert!(text.ends_with('\n'), "{text}");
            assert!(!text.contains('\u{7}'), "{text}");
        }
        let html = table.write(Format::Html, &Options::default());
        assert!(!html.contains("<x>") && !html.contains("<a>"), "{html}");
        assert!(!html.contains("style=") && !html.contains("onclick"), "the policy forbids them");
    }
}

/// Where teams go by calendars of their own none of them speaks for all: the page says of each what comes next.
#[test]
fn the_next_release_of_each_calendar() {
    let read = |text: &str| Config::parse(text, Path::new("hotfix-lint.yaml")).unwrap().calendar;
    let far =
        read("releases: [{name: R1, release: 2026-11-20}, {name: R2, release: 2026-12-30}]\n");
    let near = read("releases: [{name: S1, freeze: 2026-11-24, release: 2026-12-09}]\n");
    let over = read("releases: [{name: T1, release: 2026-11-22}]\n");
    for (calendars, says) in [
        (vec![&far], "0 proposals · R2 ships in 38 days</p>"),
        (vec![&far, &near], "0 proposals · S1 freezes in 2 days · R2 ships in 38 days</p>"),
        (
            vec![&near, &far, &near, &over],
            "0 proposals · S1 freezes in 2 days · R2 ships in 38 days</p>",
        ),
        (vec![&over, &None], "0 proposals</p>"),
    ] {
        let calendars = calendars.into_iter().filter_map(Option::as_ref);
        let table = Table::new("2026-11-22".parse().unwrap(), Vec::new(), calendars);
        let page = table.write(Format::Html, &Options::default());
        assert!(page.contains(says), "{page}");
    }
}
