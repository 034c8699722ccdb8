//! An issue, as far as the snapshots of the tracker know it.

use super::Subject;
use crate::assess::days;
use crate::ide::markup::Page;
use crate::rule::words;
use crate::tracker::Issue;
use jiff::civil::Date;

/// Title, state, age, labels and how many have met it; or that the snapshots do not have it.
pub(super) fn write(subject: Subject<'_>, reference: &str, measures: bool, page: &mut Page) {
    let tracker = &subject.context.config.tracker;
    let Some(issue) = tracker.issue(reference) else {
        if let Some(names) = tracker.lacks(reference) {
            page.paragraph(|line| line.text("It is not in ").code(&names).text("."));
        }
        return;
    };
    page.paragraph(|line| line.strong(&issue.title));
    let mut lines = vec![state(issue, subject.context.today)];
    if !issue.labels.is_empty() {
        lines.push(format!("labels: {}", issue.labels.join(", ")));
    }
    lines.push(people(issue, measures));
    page.list(lines, |line, text| line.text(&text));
}

/// The same in a sentence, but for the title.
pub(in crate::ide) fn in_words(issue: &Issue, today: Date) -> String {
    let labels = match &issue.labels[..] {
        [] => String::new(),
        labels => format!("; labels: {}", labels.join(", ")),
    };
    format!("{}{labels}; {}", state(issue, today), people(issue, false))
}

/// Where an issue stands, and how old it is.
fn state(issue: &Issue, today: Date) -> String {
    match issue.created {
        Some(day) => format!("{}, opened {day} ({})", issue.state, ago(day, today)),
        None => issue.state.clone(),
    }
}

fn ago(day: Date, today: Date) -> String {
    match days(day, today) {
        left if left <= 0 => "today".to_owned(),
        past => words::count(past.unsigned_abs() as usize, "day ago", "days ago"),
    }
}

/// How many have met it, and whether they are a measurement.
fn people(issue: &Issue, measures: bool) -> String {
    let reports = words::count(issue.reports() as usize, "report", "reports");
    let reactions = words::count(issue.reactions as usize, "reaction", "reactions");
    let measures = if measures { ": a measurement of reach" } else { "" };
    format!("{reports}, {reactions}{measures}")
}

#[cfg(test)]
mod tests {
    use crate::ide::fixture::{cursor, tracked};
    use crate::ide::hover::hover;
    use crate::ide::markup::Style;
    use crate::proposal::Format;

    const ISSUES: &str = r#"[
        {"number": 12, "title": "Sums are *wrong*", "state": "OPEN", "labels": [{"name": "bug"}, {"name": "join"}],
         "createdAt": "2026-11-02T08:00:00Z",
         "reactionGroups": [{"content": "THUMBS_UP", "users": {"totalCount": 14}}]},
        {"number": 11, "title": "No bug", "state": "CLOSED", "stateReason": "NOT_PLANNED"}]"#;

    fn page(marked: &str) -> String {
        let (text, offset) = cursor(marked);
        let fixture = tracked(Format::Markdown, &text, ISSUES);
        let context = fixture.context();
        hover(&fixture.source, &context, &fixture.assessment, offset, Style::Markdown).unwrap().text
    }

    #[test]
    fn what_the_snapshot_knows() {
        let known = "**Sums are \\*wrong\\***\n\n- open, opened 2026-11-02 (20 days ago)\n- labels: bug, join\n\
                     - 1 report, 14 reactions";
        let metadata = page("---\nissue: \"#1▮2\"\n---\n# T\n");
        assert!(metadata.ends_with(known), "{metadata}");
        let answer = page("# T\n\n- Does the bug affect a common or major function? Yes, #1▮2\n");
        assert!(answer.ends_with(&format!("{known}: a measurement of reach")), "{answer}");
    }

    #[test]
    fn what_the_snapshot_says_against_it() {
        let closed = page("# T\n\n- Does it produce incorrect results? Yes, #1▮1\n");
        let why = "proves nothing: issues.json says that it was closed as not planned";
        assert!(closed.contains(why) && closed.contains("closed as not planned\n"), "{closed}");
        let unknown = page("---\nissue: \"#▮10\"\n---\n# T\n");
        assert!(unknown.ends_with("It is not in `issues.json`."), "{unknown}");
        let other = page("---\nissue: acme/we▮b#10\n---\n# T\n");
        assert!(!other.contains("issues.json"), "{other}");
    }
}
