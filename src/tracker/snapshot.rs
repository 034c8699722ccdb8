//! The issues of a tracker as somebody has exported them.

use super::{csv, json};
use crate::files::Stamp;
use crate::settings::Mistake;
use crate::source::Span;
use jiff::civil::Date;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// As many issues as a snapshot may have.
const MOST: usize = 200_000;

/// One issue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Issue {
    /// Its number or key.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it stands, in a few words.
    pub state: String,
    /// It is not done with.
    pub open: bool,
    /// As what it was closed, where that says that it is no bug or that nobody will mend it.
    pub refuted: Option<String>,
    /// Its labels.
    pub labels: Vec<String>,
    /// The day it was opened.
    pub created: Option<Date>,
    /// Its address.
    pub url: Option<String>,
    /// Other issues that were closed for reporting the same.
    pub duplicates: u32,
    /// People who reacted to it, voted for it, or said that it affects them: as many as are certainly different.
    pub reactions: u32,
    /// The issue that it is a duplicate of.
    pub(super) duplicate_of: Option<String>,
}

impl Issue {
    /// Its number, without its project: greater ones are newer.
    pub fn number(&self) -> u64 {
        parts(&self.id).map_or(0, |(_, number)| number)
    }

    /// How many have reported it.
    pub fn reports(&self) -> u32 {
        self.duplicates.saturating_add(1)
    }
}

/// The issues of one file.
#[derive(Debug, Default)]
pub struct Snapshot {
    /// The file as the configuration names it.
    pub name: String,
    /// The file itself, and what it was like when it was read; `None` for a text that is in no file.
    pub(crate) file: Option<(PathBuf, Stamp)>,
    /// What is wrong with the file, at its lines: what is valid in it holds.
    pub(crate) faults: Vec<String>,
    /// In the file's order.
    issues: Vec<Issue>,
    by_id: HashMap<String, usize>,
    /// For each project (empty where issues have numbers alone) the greatest number.
    newest: HashMap<String, u64>,
}

impl Snapshot {
    /// The issues of a text, CSV or JSON by the name of its file, and what is wrong with it.
    pub fn read(name: &str, text: &str) -> (Self, Vec<Mistake>) {
        let start = text.len() - text.trim_start_matches('\u{feff}').len();
        let is_csv = Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
        let (mut issues, mut mistakes) =
            if is_csv { csv::read(text, start) } else { json::read(text, start) };
        if issues.len() > MOST {
            issues.truncate(MOST);
            let message = format!("more than {MOST} issues: the rest is not read");
            mistakes.push(Mistake { span: Span::empty(start), message });
        }
        (Self::new(name, issues), mistakes)
    }

    fn new(name: &str, mut issues: Vec<Issue>) -> Self {
        let mut by_id = HashMap::with_capacity(issues.len());
        let mut newest = HashMap::new();
        for (index, issue) in issues.iter().enumerate() {
            by_id.entry(key(&issue.id)).or_insert(index);
            if let Some((project, number)) = parts(&issue.id) {
                let greatest = newest.entry(project.to_ascii_uppercase()).or_insert(0);
                *greatest = number.max(*greatest);
            }
        }
        let mut duplicates: HashMap<usize, u32> = HashMap::new();
        for issue in &issues {
            if let Some(&of) = issue.duplicate_of.as_ref().and_then(|of| by_id.get(&key(of))) {
                *duplicates.entry(of).or_default() += 1;
            }
        }
        for (of, count) in duplicates {
            if let Some(issue) = issues.get_mut(of) {
                issue.duplicates = issue.duplicates.max(count);
            }
        }
        Self { name: name.to_owned(), issues, by_id, newest, ..Self::default() }
    }

    /// The issues, in the file's order.
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.issues.is_empty()
    }

    /// The issue of that number or key.
    pub fn issue(&self, id: &str) -> Option<&Issue> {
        self.issues.get(*self.by_id.get(&key(id))?)
    }

    /// Whether there are issues with keys of this project: `KEY`.
    pub fn has_project(&self, key: &str) -> bool {
        self.newest.contains_key(key)
    }

    /// Whether the issue would be here if there were one: it is of a project that is, and not newer than the snapshot.
    pub(super) fn should_have(&self, id: &str) -> bool {
        parts(id).is_some_and(|(project, number)| {
            self.newest.get(&project.to_ascii_uppercase()).is_some_and(|&newest| number <= newest)
        })
    }

    /// The address of one of the issues.
    pub(super) fn url(&self) -> Option<&str> {
        self.issues.iter().find_map(|issue| issue.url.as_deref())
    }
}

/// An id as it is looked up: in any case, without zeros before it.
fn key(id: &str) -> String {
    match parts(id) {
        Some(("", number)) => number.to_string(),
        Some((project, number)) => format!("{}-{number}", project.to_ascii_uppercase()),
        None => id.to_ascii_uppercase(),
    }
}

/// `KEY-12` and `12` taken apart.
fn parts(id: &str) -> Option<(&str, u64)> {
    let (project, number) = id.rsplit_once('-').unwrap_or(("", id));
    let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    Some((project, number.parse().ok().filter(|_| digits)?))
}

/// The words that say that an issue is no bug, or that nobody will mend it; without blanks and marks.
const REFUTED: [&str; 17] = [
    "notplanned",
    "invalid",
    "notabug",
    "notanissue",
    "notaproblem",
    "wontfix",
    "wontdo",
    "willnotfix",
    "worksasdesigned",
    "worksasintended",
    "workingasintended",
    "bydesign",
    "worksforme",
    "cannotreproduce",
    "declined",
    "rejected",
    "usererror",
];

/// As what an issue was closed, where one of the words that say so is among `words`: a resolution, or a label such as
/// `resolution::invalid`.
pub(super) fn refuted<'w>(words: impl IntoIterator<Item = &'w str>) -> Option<String> {
    words.into_iter().find_map(|word| {
        let own = word.rsplit([':', '/']).next().unwrap_or(word).trim();
        let bare: String = own.chars().filter(char::is_ascii_alphanumeric).collect();
        let said = REFUTED.contains(&bare.to_ascii_lowercase().as_str());
        said.then(|| own.replace('_', " ").to_lowercase())
    })
}
