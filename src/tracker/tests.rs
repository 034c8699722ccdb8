use super::*;
use crate::settings::Mistake;
use jiff::civil::date;
use proptest::prelude::*;

#[test]
fn issues_are_compared_by_what_they_name() {
    let tracker = Tracker::at("https://tracker.example/browse/{issue}?view=full");
    for (a, b) in [
        ("#12", "acme/app#12"),
        ("#12", "https://forge.example/acme/app/issues/12"),
        ("acme/app#12", "https://forge.example/acme/app/issues/12#comment-3"),
        ("acme/app#12", "https://forge.example/acme/app/-/issues/12/"),
        ("acme/app#12", "acme/app/issues/12"),
        ("APP-7", "https://tracker.example/browse/APP-7?view=full"),
        ("app-7", "https://jira.example/browse/APP-7"),
        ("#2001", "https://bugs.launchpad.net/ubuntu/+source/x/+bug/2001"),
        ("lp:2001", "LP#2001"),
        ("Bug#1000001", "https://bugs.debian.org/cgi-bin/bugreport.cgi?bug=1000001"),
        ("#1000001", "https://bugs.debian.org/1000001"),
        ("#1895123", "https://bugzilla.example/show_bug.cgi?id=1895123#c4"),
        ("https://x.example/bug?id=3", "https://x.example/bug?id=3"),
    ] {
        assert!(tracker.is_same(a, b), "{a} {b}");
    }
    for (a, b) in [
        ("#12", "#13"),
        ("acme/app#12", "acme/web#12"),
        ("https://x.example/bug?id=3", "https://x.example/bug?id=4"),
        ("https://bugs.debian.org/12", "https://bugzilla.example/show_bug.cgi?id=12"),
    ] {
        assert!(!tracker.is_same(a, b), "{a} {b}");
    }
}

#[test]
fn references_lead_to_their_tracker() {
    let cases = [
        (
            "https://github.com/acme/app/issues/{issue}",
            "#12",
            Some("https://github.com/acme/app/issues/12"),
        ),
        (
            "https://github.com/acme/app/issues/{issue}",
            "GH#12",
            Some("https://github.com/acme/app/issues/12"),
        ),
        (
            "https://github.com/acme/app/issues/{issue}",
            "acme/web#3",
            Some("https://github.com/acme/web/issues/3"),
        ),
        (
            "https://gitlab.com/acme/app/-/issues/{issue}",
            "#12",
            Some("https://gitlab.com/acme/app/-/issues/12"),
        ),
        (
            "https://gitlab.com/acme/app/-/issues/{issue}",
            "acme/sub/web#3",
            Some("https://gitlab.com/acme/sub/web/-/issues/3"),
        ),
        ("https://jira.example/browse/{issue}", "APP-7", Some("https://jira.example/browse/APP-7")),
        (
            "https://bugzilla.example/show_bug.cgi?id={issue}",
            "#1895123",
            Some("https://bugzilla.example/show_bug.cgi?id=1895123"),
        ),
        (
            "https://bugs.launchpad.net/bugs/{issue}",
            "lp:2001",
            Some("https://bugs.launchpad.net/bugs/2001"),
        ),
        ("https://bugs.debian.org/{issue}", "Bug#1000001", Some("https://bugs.debian.org/1000001")),
        (
            "https://bugs.debian.org/{issue}",
            "https://forge.example/x/issues/4",
            Some("https://forge.example/x/issues/4"),
        ),
        ("https://bugs.debian.org/{issue}", "rust-\u{0}/x", None),
        ("https://bugs.debian.org/{issue}", "a b", None),
        ("https://bugs.debian.org/{issue}", "é#1", None),
        ("https://bugs.debian.org/{issue}", "https://x.example/%zz", None),
    ];
    for (url, reference, expected) in cases {
        assert_eq!(Tracker::at(url).url_of(reference).as_deref(), expected, "{url} {reference}");
    }
    let custom = Tracker {
        pattern: Pattern::new("T{issue}"),
        ..Tracker::at("https://phabricator.example/T{issue}")
    };
    assert_eq!(custom.url_of("T12").as_deref(), Some("https://phabricator.example/T12"));
    assert!(custom.is_same("T12", "https://phabricator.example/T12"));
    assert_eq!(Tracker::default().url_of("#12"), None);
    assert!(
        custom.pattern.as_ref().unwrap().begins("T")
            && !custom.pattern.as_ref().unwrap().begins("Te")
    );
    for text in ["T", "{issue}", "a {issue}", "{issue}-{issue}"] {
        assert_eq!(Pattern::new(text), None, "{text}");
    }
}

const GITHUB: &str = r#"[
  {"number": 12, "title": "Sums are wrong", "state": "OPEN", "stateReason": "", "url": "https://github.com/acme/app/issues/12",
   "labels": [{"id": "x", "name": "bug", "color": "f00"}], "createdAt": "2026-11-02T08:00:00Z",
   "reactionGroups": [{"content": "THUMBS_UP", "users": {"totalCount": 14}}, {"content": "HEART", "users": {"totalCount": 3}},
                      {"content": "THUMBS_DOWN", "users": {"totalCount": 90}}]},
  {"number": 11, "title": "No bug", "state": "CLOSED", "stateReason": "NOT_PLANNED", "labels": []},
  {"number": 10, "title": "Mended", "state": "CLOSED", "stateReason": "COMPLETED", "labels": [], "reactionGroups": null}
]"#;

fn with(name: &str, text: &str) -> Tracker {
    let (snapshot, mistakes) = Snapshot::read(name, text);
    assert_eq!(mistakes, []);
    Tracker {
        snapshots: vec![Arc::new(snapshot)],
        complete: true,
        ..Tracker::at("https://github.com/acme/app/issues/{issue}")
    }
}

#[test]
fn what_a_snapshot_knows() {
    let tracker = with("issues.json", GITHUB);
    let issue = tracker.issue("#12").unwrap();
    assert_eq!((issue.title.as_str(), issue.state.as_str()), ("Sums are wrong", "open"));
    assert_eq!((issue.created, issue.reactions), (Some(date(2026, 11, 2)), 14));
    assert!(tracker.measures(["#12"]) && !tracker.measures(["#10", "#11"]));
    for reference in
        ["acme/app#12", "app#12", "https://github.com/acme/app/issues/12#comment", "GH#0012"]
    {
        assert_eq!(tracker.issue(reference), Some(issue), "{reference}");
    }
    for reference in ["acme/web#12", "https://gitlab.example/acme/app/issues/12", "APP-12"] {
        assert_eq!(tracker.issue(reference), None, "{reference}");
        assert_eq!(tracker.refutes(reference), None, "{reference}");
    }
    assert_eq!(tracker.refutes("#12"), None);
    assert_eq!(tracker.refutes("#10"), None);
    assert_eq!(
        tracker.refutes("#11").as_deref(),
        Some("issues.json says that it was closed as not planned")
    );
    assert_eq!(
        tracker.refutes("#9").as_deref(),
        Some(
            "issues.json has no such issue, unless it is a pull request: then write `PR` before it"
        )
    );
    // Newer than the snapshot.
    assert_eq!(tracker.refutes("#13"), None);
    let partial = Tracker { complete: false, ..tracker.clone() };
    assert_eq!(partial.refutes("#9"), None);
    assert_eq!(
        partial.refutes("#11").as_deref(),
        Some("issues.json says that it was closed as not planned")
    );
}

#[test]
fn snapshots_of_other_trackers() {
    let gitlab = r#"[{"id": 900, "iid": 7, "title": "Crash", "state": "closed", "labels": ["bug", "resolution::works as designed"],
        "created_at": "2026-01-02T03:04:05.000Z", "web_url": "https://gitlab.com/acme/app/-/issues/7", "upvotes": 4}]"#;
    let tracker = with("i.json", gitlab);
    let issue = tracker.snapshots[0].issue("7").unwrap();
    assert_eq!(issue.refuted.as_deref(), Some("works as designed"));
    assert_eq!((issue.reactions, issue.created), (4, Some(date(2026, 1, 2))));

    let bugzilla = r#"{"bugs": [
        {"id": 100, "summary": "Crash", "status": "NEW", "resolution": "", "keywords": ["crash"], "creation_time": "2026-01-02T03:04:05Z", "votes": 2},
        {"id": 101, "summary": "Same", "status": "RESOLVED", "resolution": "DUPLICATE", "dupe_of": 100},
        {"id": 102, "summary": "Same", "status": "RESOLVED", "resolution": "DUPLICATE", "dupe_of": 100},
        {"id": 103, "summary": "No", "status": "RESOLVED", "resolution": "WONTFIX"}]}"#;
    let (snapshot, mistakes) = Snapshot::read("b.json", bugzilla);
    assert_eq!(mistakes, []);
    let issue = snapshot.issue("100").unwrap();
    assert_eq!((issue.state.as_str(), issue.reports()), ("new", 3));
    assert_eq!(snapshot.issue("103").unwrap().refuted.as_deref(), Some("wontfix"));
    assert_eq!(snapshot.issue("101").unwrap().refuted, None);

    let jira = "\u{feff}Summary,Issue key,Status,Resolution,Created,Labels,Labels,Votes,Inward issue link (Duplicate),Inward issue link (Duplicate)\r\n\
        \"Sums, \"\"wrong\"\"\r\nsince May\",APP-7,In Progress,,22/Nov/26 9:15 AM,bug,,3,APP-8,APP-9\r\n\
        5\" disks,APP-8,Done,Won't Do,2026-11-01 10:00,,,0,,\r\n";
    let (snapshot, mistakes) = Snapshot::read("Jira.CSV", jira);
    assert_eq!(mistakes, []);
    let issue = snapshot.issue("app-7").unwrap();
    assert_eq!(
        (issue.created, issue.reports(), &issue.labels[..]),
        (Some(date(2026, 11, 22)), 3, &["bug".to_owned()][..])
    );
    assert_eq!(issue.title, "Sums, \"wrong\"\r\nsince May");
    assert_eq!(snapshot.issue("APP-8").unwrap().refuted.as_deref(), Some("won't do"));
    assert_eq!(snapshot.issue("APP-8").unwrap().title, "5\" disks");
}

fn said(name: &str, text: &str) -> (usize, Vec<String>) {
    let (snapshot, mistakes) = Snapshot::read(name, text);
    let line = |mistake: &Mistake| {
        let line = 1 + text[..mistake.span.start].matches('\n').count();
        format!("{line}: {}", mistake.message)
    };
    (snapshot.issues().len(), mistakes.iter().map(line).collect())
}

#[test]
fn snapshots_in_the_wrong_shape() {
    let first = |name: &str, text: &str| said(name, text).1[0].clone();
    assert!(first("i.json", "").starts_with("1: an empty file: export it with `gh"));
    assert!(first("i.json", "\"text\"").starts_with("1: no list of issues (invalid type: string"));
    assert!(
        first("i.json", "{\n\"items\": []}")
            .starts_with("2: no list of issues (missing field `bugs`)")
    );
    assert!(first("i.json", "[{\"number\": 1},\n{\"numb").starts_with("2: no JSON: EOF"));
    let one_broken = "[\n{\"number\": 1, \"title\": \"a\"},\n{\"number\": 2,\n\"title\": 7},\n{\"title\": \"none\"},\n3\n]";
    assert_eq!(
        said("i.json", one_broken),
        (1, vec![
            "4: not in the shape of an issue: invalid type: integer `7`, expected a string".to_owned(),
            "5: no issue of GitHub, GitLab or Bugzilla: `number`, `iid` or `id` says which it is".to_owned(),
            "6: not in the shape of an issue: invalid type: integer `3`, expected an issue".to_owned(),
        ])
    );
    assert!(first("i.csv", "a,b\n1,2\n").contains("a column `Issue key`"));
    let quotes =
        "Issue key,Summary\nAPP-1,one\nAPP-2,\"two\nAPP-3,three\nAPP-4\nAPP-5,five\n,six\n";
    assert_eq!(
        said("i.csv", quotes),
        (
            3,
            vec![
                "3: a quote is open: close it, or write it twice".to_owned(),
                "5: 1 fields, where the first line has 2".to_owned(),
                "7: a line without an `Issue key`".to_owned(),
            ]
        )
    );
}

#[test]
fn people_are_counted_once() {
    let bugs = r#"{"bugs": [
        {"id": 1, "summary": "a", "votes": 4, "duplicates": [2, 3]},
        {"id": 2, "summary": "b", "status": "RESOLVED", "resolution": "DUPLICATE", "dupe_of": 1, "votes": 5},
        {"id": 4, "summary": "c", "votes": 4}]}"#;
    let (snapshot, _) = Snapshot::read("b.json", bugs);
    let counted = |reach, references: &[&str]| {
        let snapshots = vec![Arc::new(Snapshot::read("b.json", bugs).0)];
        let tracker = Tracker { snapshots, reach: Some(reach), ..Tracker::default() };
        tracker.measures(references.iter().copied())
    };
    assert_eq!(snapshot.issue("1").unwrap().reports(), 3);
    // A duplicate is among those of the first report; votes and reports may be the same people's.
    assert!(counted(4, &["#1", "#2"]) && !counted(5, &["#1", "#2"]));
    // Another report of the same bug.
    assert!(counted(4, &["#1", "#4", "#1"]) && !counted(5, &["#1", "#4", "#1"]));
    assert!(!counted(2, &[]) && !counted(2, &["#9"]));
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(Issue key|,|\"|\r?\n|APP-1|\\[|\\{|\\}|\\]|:|number|bugs|1|é|\\PC){0,40}") {
        for name in ["a.json", "a.csv"] {
            for text in [text.clone(), format!("Issue key,Summary\n{text}"), format!("[{{\"number\": 1}},{text}]")] {
                let (_, mistakes) = Snapshot::read(name, &text);
                for mistake in mistakes {
                    prop_assert!(text.get(mistake.span.range()).is_some());
                }
            }
        }
    }

    #[test]
    fn any_reference_is_read(text in "\\PC{0,30}") {
        let tracker = with("issues.json", GITHUB);
        let _ = (tracker.url_of(&text), tracker.refutes(&text), tracker.is_same(&text, "#12"));
    }
}
