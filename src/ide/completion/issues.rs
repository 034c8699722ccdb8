//! Issues of the tracker's snapshots: as evidence in prose, and as values in YAML.

use super::text::Text;
use super::{About, Completion, CompletionKind, Completions, Place, is_word};
use crate::edit::scalar;
use crate::ide::hover;
use crate::order;
use crate::proposal::yaml_tree::ScalarStyle;
use crate::tracker::{Issue, Tracker};
use std::cmp::Reverse;

/// As many issues as anybody looks through.
const MOST: usize = 50;

/// Issues behind a `#`, the key of a project, or what the tracker's pattern begins with, in Markdown.
pub(super) fn offer(place: &Place<'_>) -> Option<Completions> {
    let tracker = &place.context.config.tracker;
    if tracker.snapshots.is_empty() {
        return None;
    }
    let start = place.before.rfind(|c| !is_word(c) && c != '#');
    let start =
        start.map_or(0, |at| at + place.before[at..].chars().next().map_or(0, char::len_utf8));
    let (head, typed) = place.before.split_at(start);
    let begins = match typed.strip_prefix('#') {
        // At the beginning of a line it would be a heading.
        Some(rest) => !rest.contains('#') && !head.trim().is_empty(),
        None => begins_reference(tracker, typed),
    };
    let (items, more) = if begins { items(place, typed) } else { return None };
    let mut found = place.in_place_of(typed.len(), items);
    found.incomplete = more;
    Some(found)
}

/// Whether a word is the beginning of a reference, and not of any other word.
fn begins_reference(tracker: &Tracker, typed: &str) -> bool {
    let by_pattern = tracker.pattern.as_ref().is_some_and(|pattern| pattern.begins(typed));
    let is_key = || {
        let (key, number) = typed.rsplit_once('-')?;
        let digits = number.bytes().all(|b| b.is_ascii_digit());
        tracker
            .snapshots
            .iter()
            .any(|s| s.has_project(key) && digits && !key.is_empty())
            .then_some(())
    };
    by_pattern || is_key().is_some()
}

/// Issues as a value in YAML, and whether there are more; `quoted` where the cursor is in quotes.
pub(super) fn in_yaml(
    place: &Place<'_>,
    typed: &str,
    quoted: bool,
    flow: bool,
) -> (Vec<Completion>, bool) {
    let (items, more) = items(place, typed);
    let written = |item: Completion| Completion {
        text: Text::plain(if quoted {
            item.label.clone()
        } else {
            scalar::write(&item.label, ScalarStyle::Plain, ScalarStyle::Double, flow)
        }),
        ..item
    };
    (items.into_iter().map(written).collect(), more)
}

/// The issues that begin like `typed`, or have a word in the title that does: open ones first, of those the newest.
fn items(place: &Place<'_>, typed: &str) -> (Vec<Completion>, bool) {
    let tracker = &place.context.config.tracker;
    let wanted = typed.trim_start_matches('#').to_lowercase();
    let is_number = wanted.bytes().all(|b| b.is_ascii_digit());
    let fits = |issue: &&Issue| {
        wanted.is_empty()
            || issue.id.get(..wanted.len()).is_some_and(|id| id.eq_ignore_ascii_case(&wanted))
            || !is_number && tracker.written(issue).to_lowercase().starts_with(&wanted)
            || !is_number && issue.title.to_lowercase().split(' ').any(|w| w.starts_with(&wanted))
    };
    let all = tracker.snapshots.iter().flat_map(|snapshot| snapshot.issues());
    let mut found: Vec<&Issue> = all.filter(fits).collect();
    order::by_key(&mut found, |issue| (!issue.open, Reverse(issue.number())));
    found.dedup_by_key(|issue| &issue.id);
    let more = found.len() > MOST;
    found.truncate(MOST);
    let item = |issue: &Issue| {
        let label = tracker.written(issue);
        // What is compared must begin like what is there: with or without the sign.
        let id = if typed.starts_with('#') { &label } else { label.trim_start_matches('#') };
        Completion {
            filter: format!("{id} {}", issue.title),
            detail: issue.title.clone(),
            kind: CompletionKind::Value,
            text: Text::plain(label.as_str()),
            about: About::Words(hover::issue(issue, place.context.today)),
            label,
        }
    };
    (found.into_iter().map(item).collect(), more)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::completion::{Asked, completions};
    use crate::ide::fixture::{cursor, tracked};
    use crate::proposal::Format;

    const FORGE: &str = r#"[
        {"number": 4711, "title": "Sums are wrong", "state": "OPEN"},
        {"number": 4730, "title": "Crash after a join", "state": "OPEN"},
        {"number": 4790, "title": "No bug", "state": "CLOSED", "stateReason": "NOT_PLANNED"},
        {"number": 12, "title": "Wrong dates", "state": "OPEN"}]"#;
    const KEYS: &str =
        "Issue key,Summary,Resolution\nAPP-7,Sums,\nAPP-70,Crash,Done\nWEB-7,Blank,\n";

    fn offered(format: Format, marked: &str, snapshot: &str) -> Option<Completions> {
        let (text, offset) = cursor(marked);
        let fixture = tracked(format, &text, snapshot);
        let (source, assessment) = (&fixture.source, &fixture.assessment);
        completions(source, &fixture.context(), assessment, offset, Asked::Blank)
    }

    /// The line of the cursor after choosing the first that is offered, and how many there are.
    fn first(format: Format, marked: &str, snapshot: &str) -> (String, usize) {
        let (text, offset) = cursor(marked);
        let Some(found) = offered(format, marked, snapshot) else { return (String::new(), 0) };
        let mut chosen = text.clone();
        chosen.replace_range(found.replace.range(), &found.items[0].text.as_plain());
        let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
        (chosen[start..].lines().next().unwrap_or_default().to_owned(), found.items.len())
    }

    #[test]
    fn in_prose() {
        let prose = |marked: &str| first(Format::Markdown, marked, FORGE);
        let line = |text: &str, many| (text.to_owned(), many);
        assert_eq!(prose("# T\n\nSee #▮\n"), line("See #4730", 4));
        assert_eq!(prose("# T\n\nSee (#4▮7).\n"), line("See (#4730).", 3));
        assert_eq!(prose("# T\n\nSee #471▮\n"), line("See #4711", 1));
        assert_eq!(prose("# T\n\nSee #wro▮\n"), line("See #4711", 2));
        let question = "- Does it produce incorrect results? ";
        assert_eq!(prose(&format!("{question}#▮\n")).0, format!("{question}#4730"));
        for other in ["#▮\n", "##▮\n", "C#▮\n", "# T\n\nSee #9▮\n", "# T\n\nSee 47▮\n"] {
            let found = offered(Format::Markdown, other, FORGE);
            assert!(found.is_none_or(|found| !found.items[0].label.starts_with('#')), "{other}");
        }
    }

    #[test]
    fn by_their_keys() {
        let keys = |marked: &str| first(Format::Markdown, marked, KEYS);
        assert_eq!(keys("# T\n\nSee APP-▮\n"), ("See APP-7".to_owned(), 2));
        assert_eq!(keys("# T\n\nSee APP-70▮\n"), ("See APP-70".to_owned(), 1));
        assert_eq!(keys("# T\n\nUTF-▮\n").1, 0);
        assert_eq!(first(Format::Yaml, "issue: ▮\n", KEYS), ("issue: APP-7".to_owned(), 3));
    }

    #[test]
    fn as_values() {
        let yaml = |marked: &str| first(Format::Yaml, marked, FORGE).0;
        assert_eq!(yaml("issue: ▮\n"), "issue: \"#4730\"");
        assert_eq!(yaml("issue: #471▮\n"), "issue: \"#4711\"");
        assert_eq!(yaml("issue: \"#471▮\"\n"), "issue: \"#4711\"");
        assert_eq!(yaml("issue: \"471▮\"\n"), "issue: \"#4711\"");
        assert_eq!(yaml("issue: [\"#4730\", \"#▮\"]\n"), "issue: [\"#4730\", \"#4711\"]");
        let answer = "answers:\n  incorrect-results:\n    answer: yes\n    evidence: ";
        assert_eq!(yaml(&format!("{answer}[\"#1▮\"]\n")), "    evidence: [\"#12\"]");
        assert_eq!(yaml("status: #▮\n"), "");
        assert_eq!(yaml("# ▮\n"), "");
        let front = first(Format::Markdown, "---\nissue:\n  - \"#▮\"\n---\n", FORGE).0;
        assert_eq!(front, "  - \"#4730\"");
    }

    #[test]
    fn of_many_the_newest() {
        let one = |number: usize| format!("{{\"number\": {number}, \"title\": \"a\"}}");
        let all: Vec<String> = (1..=200).map(one).collect();
        let snapshot = format!("[{}]", all.join(","));
        let found = offered(Format::Markdown, "# T\n\nSee #▮\n", &snapshot).unwrap();
        assert_eq!((found.items.len(), found.incomplete), (MOST, true));
        assert_eq!(found.items[0].label, "#200");
        let item = &offered(Format::Yaml, "issue: 19▮\n", &snapshot).unwrap().items[0];
        assert_eq!((item.filter.as_str(), item.text.as_plain().as_str()), ("199 a", "\"#199\""));
    }
}
