//! Snapshots in JSON: `gh issue list --json …`, `glab issue list --output json`, and Bugzilla's `{"bugs": […]}`.
//!
//! Each issue is read for itself, so that one in the wrong shape does not lose the others.

use super::snapshot::{Issue, refuted};
use crate::settings::{Mistake, short};
use crate::source::Span;
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::value::RawValue;

#[derive(Deserialize)]
#[serde(expecting = "a list of issues")]
struct Bugs<'t> {
    #[serde(borrow)]
    bugs: Vec<&'t RawValue>,
}

/// The keys that tell whose issue it is.
#[derive(Deserialize)]
#[serde(expecting = "an issue")]
struct Keys {
    number: Option<IgnoredAny>,
    iid: Option<IgnoredAny>,
    id: Option<IgnoredAny>,
    summary: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", expecting = "an issue")]
struct GitHub {
    number: u64,
    #[serde(default)]
    title: String,
    state: Option<String>,
    state_reason: Option<String>,
    #[serde(default)]
    labels: Vec<Label>,
    created_at: Option<String>,
    url: Option<String>,
    #[serde(default)]
    reaction_groups: Option<Vec<Reactions>>,
}

#[derive(Deserialize)]
struct Reactions {
    content: String,
    users: Users,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Users {
    total_count: u32,
}

#[derive(Deserialize)]
#[serde(expecting = "an issue")]
struct GitLab {
    iid: u64,
    #[serde(default)]
    title: String,
    state: Option<String>,
    #[serde(default)]
    labels: Vec<Label>,
    created_at: Option<String>,
    web_url: Option<String>,
    #[serde(default)]
    upvotes: u32,
}

#[derive(Deserialize)]
#[serde(expecting = "an issue")]
struct Bugzilla {
    id: u64,
    #[serde(default)]
    summary: String,
    status: Option<String>,
    resolution: Option<String>,
    #[serde(default)]
    keywords: Vec<String>,
    creation_time: Option<String>,
    #[serde(default)]
    votes: u32,
    dupe_of: Option<u64>,
    #[serde(default)]
    duplicates: Vec<u64>,
}

/// A label, which is a name or has one.
#[derive(Deserialize)]
#[serde(untagged)]
enum Label {
    Name(String),
    Named { name: String },
}

impl Label {
    fn name(self) -> String {
        match self {
            Self::Name(name) | Self::Named { name } => name,
        }
    }
}

/// The issues of a text, and what is wrong with it. `start` is where it begins, behind a byte order mark.
pub(super) fn read(text: &str, start: usize) -> (Vec<Issue>, Vec<Mistake>) {
    let text = &text[start..];
    let at = |offset: usize| Span::empty(start + offset);
    let items = match parse_list(text) {
        Ok(items) => items,
        Err(error) => {
            let offset = offset_of(text, &error);
            return (Vec::new(), vec![Mistake { span: at(offset), message: whole(text, &error) }]);
        }
    };
    let (mut issues, mut mistakes) = (Vec::with_capacity(items.len()), Vec::new());
    for item in items {
        // Where the item stands in the text that it borrows from.
        let offset = item.get().as_ptr() as usize - text.as_ptr() as usize;
        match issue(item.get()) {
            Ok(issue) => issues.push(issue),
            Err(error) => {
                let place =
                    at(offset + error.as_ref().map_or(0, |error| offset_of(item.get(), error)));
                let why = error.map_or_else(
                    || "no issue of GitHub, GitLab or Bugzilla: `number`, `iid` or `id` says which it is".to_owned(),
                    |error| format!("not in the shape of an issue: {}", reason(&error)),
                );
                mistakes.push(Mistake { span: place, message: why });
            }
        }
    }
    (issues, mistakes)
}

fn parse_list(text: &str) -> serde_json::Result<Vec<&RawValue>> {
    if text.trim_start().starts_with('{') {
        serde_json::from_str::<Bugs<'_>>(text).map(|found| found.bugs)
    } else {
        serde_json::from_str(text)
    }
}

/// Why nothing of a text can be read.
fn whole(text: &str, error: &serde_json::Error) -> String {
    let way =
        "export it with `gh issue list --json …`, `glab issue list --output json` or from Bugzilla";
    if text.trim().is_empty() {
        return format!("an empty file: {way}");
    }
    if error.is_data() {
        return format!("no list of issues ({}): {way}", reason(error));
    }
    format!("no JSON: {}", reason(error))
}

fn reason(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let end = words.rfind(" at line ").unwrap_or(words.len());
    short(&words[..end])
}

/// The byte that an error is at.
fn offset_of(text: &str, error: &serde_json::Error) -> usize {
    let mut lines =
        std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i + 1));
    let line = lines.nth(error.line().saturating_sub(1)).unwrap_or(0);
    let mut offset = (line + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// One issue; the error is `None` where it is nobody's.
fn issue(text: &str) -> Result<Issue, Option<serde_json::Error>> {
    fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, Option<serde_json::Error>> {
        serde_json::from_str(text).map_err(Some)
    }
    let keys: Keys = parsed(text)?;
    if keys.iid.is_some() {
        parsed::<GitLab>(text).map(gitlab)
    } else if keys.number.is_some() {
        parsed::<GitHub>(text).map(github)
    } else if keys.id.is_some() && keys.summary.is_some() {
        parsed::<Bugzilla>(text).map(bugzilla)
    } else {
        Err(None)
    }
}

fn github(issue: GitHub) -> Issue {
    let labels: Vec<String> = issue.labels.into_iter().map(Label::name).collect();
    let is = |word: &str| issue.state.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(word));
    let (closed, merged) = (is("closed"), is("merged"));
    let reason = issue.state_reason.filter(|_| closed).unwrap_or_default();
    // Within one group people are counted once; across groups they may be the same.
    let groups = issue.reaction_groups.unwrap_or_default();
    let for_it = groups.into_iter().filter(|group| group.content != "THUMBS_DOWN");
    let reactions = for_it.map(|group| group.users.total_count).max().unwrap_or(0);
    Issue {
        id: issue.number.to_string(),
        title: issue.title,
        state: if merged { "merged".to_owned() } else { state(closed, &reason) },
        open: !closed && !merged,
        refuted: closed.then(|| refuted(words(&reason, &labels))).flatten(),
        labels,
        created: issue.created_at.as_deref().and_then(day),
        url: issue.url,
        reactions,
        ..Issue::default()
    }
}

fn gitlab(issue: GitLab) -> Issue {
    let labels: Vec<String> = issue.labels.into_iter().map(Label::name).collect();
    let closed = issue.state.as_deref().is_some_and(|state| state.eq_ignore_ascii_case("closed"));
    Issue {
        id: issue.iid.to_string(),
        title: issue.title,
        state: state(closed, ""),
        open: !closed,
        refuted: closed.then(|| refuted(words("", &labels))).flatten(),
        labels,
        created: issue.created_at.as_deref().and_then(day),
        url: issue.web_url,
        reactions: issue.upvotes,
        ..Issue::default()
    }
}

fn bugzilla(bug: Bugzilla) -> Issue {
    let resolution = bug.resolution.unwrap_or_default();
    let closed = !resolution.is_empty();
    let state = match bug.status {
        Some(status) if closed => format!("{status} {resolution}").to_lowercase(),
        Some(status) => status.to_lowercase(),
        None => state(closed, &resolution),
    };
    Issue {
        id: bug.id.to_string(),
        title: bug.summary,
        state,
        open: !closed,
        refuted: closed.then(|| refuted([resolution.as_str()])).flatten(),
        labels: bug.keywords,
        created: bug.creation_time.as_deref().and_then(day),
        duplicates: u32::try_from(bug.duplicates.len()).unwrap_or(u32::MAX),
        reactions: bug.votes,
        duplicate_of: bug.dupe_of.map(|id| id.to_string()),
        ..Issue::default()
    }
}

fn words<'w>(reason: &'w str, labels: &'w [String]) -> impl Iterator<Item = &'w str> {
    std::iter::once(reason).chain(labels.iter().map(String::as_str))
}

/// `open`, `closed`, `closed as not planned`.
fn state(closed: bool, reason: &str) -> String {
    match (closed, reason) {
        (false, _) => "open".to_owned(),
        (true, "") => "closed".to_owned(),
        (true, reason) => format!("closed as {}", reason.replace('_', " ").to_lowercase()),
    }
}

/// The day of a time such as `2026-11-22T09:15:00Z`.
pub(super) fn day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}
