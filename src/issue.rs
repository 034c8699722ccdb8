//! An issue that is a proposal itself, as `gh issue view N --json title,body,number,url,labels,milestone,state` prints it
//! (and `gh issue list` several): the body is the document, and the rest says what its metadata would.

use crate::proposal::Proposal;
use crate::proposal::metadata::{Invalid, Spanned, Status};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// How to get what [`Issue::parse`] reads.
const COMMAND: &str = "gh issue view N --json title,body,number,url,labels,milestone,state";

/// What a team's labels and milestones mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The status that a label stands for.
    pub labels: BTreeMap<String, Status>,
    /// The release that a milestone stands for.
    pub milestones: BTreeMap<String, String>,
}

/// What the tracker says of a document that is an issue, where the document says nothing itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The issue's title.
    pub title: Option<String>,
    /// The issue itself: its address, or its number.
    pub issue: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// Labels that name statuses of which one cannot follow the other: none of them counts.
    pub at_odds: Vec<String>,
    /// The release that its milestone is for.
    pub target: Option<String>,
}

/// An issue.
#[derive(Clone, Debug, Deserialize)]
pub struct Issue {
    /// The document; GitHub's API says null of an empty one.
    #[serde(deserialize_with = "or_nothing")]
    pub body: String,
    title: Option<String>,
    number: Option<u64>,
    url: Option<String>,
    /// The page that people read, where `url` is what programs ask: GitHub's own API says both.
    html_url: Option<String>,
    #[serde(default, deserialize_with = "or_nothing")]
    labels: Vec<Label>,
    milestone: Option<Milestone>,
    state: Option<String>,
}

/// `gh` prints labels as objects; what others make of them is often their names alone.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, expecting = "labels are names, or objects with `name`")]
enum Label {
    Name(String),
    Named { name: String },
}

impl Label {
    fn name(&self) -> &str {
        match self {
            Self::Name(name) | Self::Named { name } => name,
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
struct Milestone {
    title: String,
}

/// Null is nothing.
fn or_nothing<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Why JSON is no issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoIssue {
    /// It is cut off, or no JSON from some place on.
    Syntax {
        /// The reader's words, which say where.
        why: String,
    },
    /// It is something else.
    Other {
        /// Which of several it is, from 1, and of how many.
        which: Option<(usize, usize)>,
        /// The reader's words.
        why: String,
    },
}

impl fmt::Display for NoIssue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { why } => write!(f, "begins as JSON does, but does not parse: {why}"),
            Self::Other { which, why } => {
                f.write_str("is JSON, but no issue")?;
                write!(f, " as `{COMMAND}` prints it: {why}")?;
                match which {
                    Some((which, all)) => write!(f, " (in issue {which} of {all})"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl std::error::Error for NoIssue {}

impl Issue {
    /// The issues that a text is: one, a list, or several of either one after the other, as `gh` prints pages and lines;
    /// `None` for a text that is no JSON, and for a proposal in YAML that is JSON as well.
    pub fn parse(text: &str) -> Option<Result<Vec<Self>, NoIssue>> {
        let text = text.trim_start_matches('\u{feff}');
        // Neither front matter nor Markdown begins so.
        if !text.trim_start().starts_with(['{', '[']) {
            return None;
        }
        let values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
        let values = match values.collect::<Result<Vec<Value>, _>>() {
            Ok(values) => values,
            Err(error) if begins_as_json(text) => {
                return Some(Err(NoIssue::Syntax { why: error.to_string() }));
            }
            Err(_) => return None,
        };
        if let [only] = &values[..]
            && only.get("answers").is_some()
        {
            return None;
        }
        // GitHub's API lists pull requests among the issues.
        let is_alone = matches!(&values[..], [Value::Object(_)]);
        let is_issue =
            |value: &Value| is_alone || value.get("pull_request").is_none_or(Value::is_null);
        let each = values.into_iter().flat_map(|value| match value {
            Value::Array(list) => list,
            one => vec![one],
        });
        let each: Vec<Value> = each.collect();
        let count = each.len();
        let issue = |(index, value)| {
            serde_json::from_value(value).map_err(|error| NoIssue::Other {
                which: (count > 1).then_some((index + 1, count)),
                why: error.to_string(),
            })
        };
        let issues = each.into_iter().enumerate().filter(|(_, value)| is_issue(value));
        Some(issues.map(issue).collect())
    }

    /// How people name it: `owner/repo#12` or `#12`; `None` where it has no number.
    pub fn name(&self) -> Option<String> {
        let number = self.number?;
        let url = self.address().unwrap_or_default();
        let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
        let repository = path.and_then(|(_, path)| path.split_once("/issues/"));
        Some(format!("{}#{number}", repository.map_or("", |(repository, _)| repository)))
    }

    /// Where people read it.
    fn address(&self) -> Option<&str> {
        self.html_url.as_deref().or(self.url.as_deref())
    }

    /// What it says beside its body, in the words of a team.
    pub fn given(&self, words: &Words) -> Given {
        let labelled: Vec<(Status, &str)> = self
            .labels
            .iter()
            .filter_map(|label| Some((words.status(label.name())?, label.name().trim())))
            .collect();
        let furthest = furthest(&labelled);
        let is_at_odds = furthest.is_none() && !labelled.is_empty();
        let is_closed =
            self.state.as_deref().is_some_and(|state| state.eq_ignore_ascii_case("closed"));
        // Whoever files an issue proposes, and nobody decides on one that is closed.
        let else_status = if is_closed { Status::Withdrawn } else { Status::Proposed };
        let target = self.milestone.as_ref().map(|milestone| {
            let title = milestone.title.trim();
            named(&words.milestones, title).map_or(title, String::as_str).to_owned()
        });
        Given {
            title: self.title.clone(),
            issue: self
                .address()
                .map(str::to_owned)
                .or_else(|| self.number.map(|number| format!("#{number}"))),
            status: furthest.unwrap_or(else_status),
            at_odds: labelled
                .iter()
                .filter(|_| is_at_odds)
                .map(|&(_, label)| label.to_owned())
                .collect(),
            target: target.filter(|target| !target.is_empty()),
        }
    }
}

/// The status that may follow on all the others: a label of an earlier one is easily left behind.
fn furthest(labelled: &[(Status, &str)]) -> Option<Status> {
    let last = |status: &Status| {
        labelled.iter().all(|&(other, _)| other == *status || status.follows(other))
    };
    labelled.iter().map(|&(status, _)| status).find(last)
}

/// Whether a text is meant as JSON with an object in it: YAML and Markdown could begin so, but never do.
fn begins_as_json(text: &str) -> bool {
    let object = text.trim_start_matches(|c: char| c == '[' || c.is_whitespace());
    object.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"'))
}

/// What a name stands for. Its case tells no two labels apart, and who configures one need not look how it is written.
fn named<'w, T>(words: &'w BTreeMap<String, T>, name: &str) -> Option<&'w T> {
    let alike = || {
        let name = name.to_lowercase();
        words.iter().find(|(known, _)| known.to_lowercase() == name).map(|(_, value)| value)
    };
    words.get(name).or_else(alike)
}

impl Words {
    /// The status that a label stands for: as configured, else the status that it names, alone or behind `hotfix` or
    /// `status`, as in `status: approved`.
    fn status(&self, label: &str) -> Option<Status> {
        let label = label.trim();
        if let Some(status) = named(&self.labels, label) {
            return Some(*status);
        }
        let bare = ["hotfix", "status"].into_iter().find_map(|word| {
            let (start, rest) = label.split_at_checked(word.len())?;
            let rest = rest.trim_start_matches([' ', '-', ':', '/']);
            start.eq_ignore_ascii_case(word).then_some(rest)
        });
        Status::from_name(bare.unwrap_or(label))
    }

    /// A label that stands for a status.
    pub fn label(&self, status: Status) -> &str {
        let configured = self.labels.iter().find(|(_, known)| **known == status);
        configured.map_or(status.name(), |(label, _)| label)
    }
}

impl Given {
    /// Says what the document's own metadata leaves out. It is nowhere in the text: it stands at the title.
    pub(crate) fn fill(&self, proposal: &mut Proposal) {
        let at = proposal.title;
        let said = |text: &str| Spanned { text: text.to_owned(), span: at };
        let metadata = &mut proposal.metadata;
        if metadata.title.is_none() {
            metadata.title = self.title.as_deref().map(said);
        }
        if metadata.issues.is_empty() {
            metadata.issues.extend(self.issue.as_deref().map(said));
        }
        if metadata.status_text.is_none() {
            metadata.status_text = Some(said(self.status.name()));
            if !self.at_odds.is_empty() {
                let labels: Vec<String> =
                    self.at_odds.iter().map(|label| format!("`{label}`")).collect();
                let message = format!(
                    "the labels {} say different statuses, and none of them counts: leave one",
                    labels.join(" and ")
                );
                let place = metadata.invalid.partition_point(|other| other.span < at);
                let invalid = Invalid { key: "status", span: at, message, suggestion: None };
                metadata.invalid.insert(place, invalid);
            }
        }
        if metadata.target.is_none() {
            metadata.target = self.target.as_deref().map(said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issue(rest: &str) -> Issue {
        let text = format!(r#"{{"body": "x", "number": 7{rest}}}"#);
        Issue::parse(&text).unwrap().unwrap().remove(0)
    }

    #[test]
    fn labels_and_milestones() {
        let words = Words {
            labels: [("ship it".to_owned(), Status::Approved)].into(),
            milestones: [("Winter".to_owned(), "26.12".to_owned())].into(),
        };
        let given = |rest: &str| {
            let given = issue(rest).given(&words);
            (given.status, given.target)
        };
        assert_eq!(given(""), (Status::Proposed, None));
        assert_eq!(given(r#", "state": "CLOSED""#), (Status::Withdrawn, None));
        let bug = r#", "labels": [{"name": "bug"}, {"name": "ship it"}], "state": "CLOSED""#;
        assert_eq!(given(bug), (Status::Approved, None));
        for label in ["Ship It", "SHIP IT "] {
            let labels = format!(
                r#", "labels": [{{"name": "{label}"}}], "milestone": {{"title": "winter"}}"#
            );
            assert_eq!(given(&labels), (Status::Approved, Some("26.12".to_owned())), "{label}");
        }
        for label in ["shipit", "ship it?", "Ship"] {
            let labels = format!(
                r#", "labels": [{{"name": "{label}"}}], "milestone": {{"title": "Winter 2"}}"#
            );
            assert_eq!(given(&labels), (Status::Proposed, Some("Winter 2".to_owned())), "{label}");
        }
        for label in ["deferred", "Hotfix: Deferred", "status/deferred", "hotfix-deferred"] {
            let labels = format!(r#", "labels": [{{"name": "{label}"}}]"#);
            assert_eq!(given(&labels).0, Status::Deferred, "{label}");
        }
        assert_eq!(given(r#", "labels": [{"name": "hotfix"}]"#).0, Status::Proposed);
        for (labels, status, at_odds) in [
            ("proposed approved", Status::Approved, 0),
            ("released proposed approved draft", Status::Released, 0),
            ("deferred deferred proposed", Status::Deferred, 0),
            ("withdrawn proposed", Status::Withdrawn, 0),
            ("included deferred", Status::Included, 0),
            ("approved deferred", Status::Proposed, 2),
            ("deferred released proposed", Status::Proposed, 3),
            ("rejected approved bug", Status::Proposed, 2),
        ] {
            let names: Vec<String> =
                labels.split(' ').map(|name| format!(r#"{{"name": "{name}"}}"#)).collect();
            let rest = format!(r#", "labels": [{}]"#, names.join(", "));
            let given = issue(&rest).given(&words);
            assert_eq!((given.status, given.at_odds.len()), (status, at_odds), "{labels}");
        }
        let names = r#", "labels": ["bug", {"name": "x", "color": "f00"}, "approved"]"#;
        assert_eq!(given(names).0, Status::Approved);
        let wrong = Issue::parse(r#"{"body": "", "labels": [7]}"#).unwrap().unwrap_err();
        assert!(wrong.to_string().contains("labels are names"), "{wrong}");
        let winter = r#", "milestone": {"title": "Winter", "number": 3}"#;
        assert_eq!(given(winter).1.as_deref(), Some("26.12"));
        assert_eq!(given(r#", "milestone": {"title": " 27.02 "}"#).1.as_deref(), Some("27.02"));
    }

    #[test]
    fn names() {
        let named = |rest: &str| issue(rest).name();
        assert_eq!(named("").as_deref(), Some("#7"));
        let url = r#", "url": "https://github.example/acme/app/issues/7""#;
        assert_eq!(named(url).as_deref(), Some("acme/app#7"));
        assert_eq!(
            issue(url).given(&Words::default()).issue.as_deref(),
            Some("https://github.example/acme/app/issues/7")
        );
        let both = r#", "url": "https://api.github.example/repos/acme/app/issues/7",
            "html_url": "https://github.example/acme/app/issues/7""#;
        assert_eq!(named(both).as_deref(), Some("acme/app#7"));
        assert_eq!(Issue::parse(r#"{"body": ""}"#).unwrap().unwrap()[0].name(), None);
        assert_eq!(Issue::parse(r#" [{"body": "a"}, {"body": "b"}]"#).unwrap().unwrap().len(), 2);
    }

    #[test]
    fn lines_and_pages_and_nothing() {
        let bodies = |text: &str| -> Vec<String> {
            Issue::parse(text).unwrap().unwrap().into_iter().map(|issue| issue.body).collect()
        };
        assert_eq!(bodies("{\"body\": \"a\"}\n{\"body\": \"b\"}\n"), ["a", "b"]);
        assert_eq!(bodies(r#"[{"body": "a"}, {"body": "b"}][{"body": "c"}]"#), ["a", "b", "c"]);
        assert_eq!(bodies(r#"{"body": null, "labels": null, "milestone": null}"#), [""]);
        assert_eq!(bodies("[]\n[]\n"), [""; 0]);
        // Pull requests among issues; one that is asked for by name is read.
        let pull = r#"{"body": "p", "pull_request": {"url": "x"}}"#;
        assert_eq!(bodies(&format!(r#"[{{"body": "a", "pull_request": null}}, {pull}]"#)), ["a"]);
        assert_eq!(bodies(&format!("{pull}\n{{\"body\": \"b\"}}\n")), ["b"]);
        assert_eq!(bodies(pull), ["p"]);
        assert_eq!(bodies(&format!("[{pull}]")), [""; 0]);
    }

    #[test]
    fn what_is_no_issue() {
        let other = [
            "",
            "# x",
            "---\na: 1\n---\n",
            "{title: x, answers: {}}",
            "[a](b)",
            "{",
            r#"{"answers": {}}"#,
        ];
        for text in other {
            assert!(Issue::parse(text).is_none(), "{text}");
        }
        for (text, why) in [
            ("{}", "missing field `body`"),
            (r#"{"body": 1}"#, "expected a string"),
            (r#"[{"body": "x"}, {}]"#, "missing field `body` (in issue 2 of 2)"),
            (r#"{"title": "x", "bo"#, "EOF while parsing a string at line 1 column 18"),
            ("[\n {\"body\": \"x\"},", "does not parse: EOF while parsing a value at line 2"),
            (r#"{"body": "x"} and more"#, "does not parse: expected value at line 1 column 15"),
        ] {
            let error = Issue::parse(text).unwrap().unwrap_err().to_string();
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}
