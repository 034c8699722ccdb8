//! Links: issues, pull requests, commits and advisories to their pages, files to themselves, waived rules to theirs.

use super::{addresses, places};
use crate::assess::{Assessment, Context};
use crate::order;
use crate::policy::files::is_path;
use crate::proposal::evidence::{Evidence, EvidenceKind};
use crate::rule;
use crate::source::{Source, Span};
use crate::tracker::Tracker;

/// Where words lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// To a page of the web.
    Url(String),
    /// To a file, as the document names it.
    File(String),
}

/// Words that lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words.
    pub span: Span,
    /// Where they lead.
    pub goal: Goal,
    /// What is there, in a few words.
    pub tooltip: String,
}

/// The links of a document, in its order, none within another. URLs are left out: editors see those themselves.
pub fn links(context: &Context<'_>, assessment: &Assessment) -> Vec<Link> {
    let proposal = &assessment.proposal;
    let metadata = &proposal.metadata;
    let tracker = &context.config.tracker;
    let page = |span: Span, tooltip: String, url: Option<String>| {
        url.map(|url| Link { span, goal: Goal::Url(url), tooltip })
    };
    let issues = metadata.issues.iter().filter_map(|issue| {
        let url = addresses::address(EvidenceKind::Issue, &issue.text, tracker);
        page(issue.span, titled(format!("issue {}", issue.text), &issue.text, tracker), url)
    });
    let fix = metadata.fix.iter().filter_map(|fix| {
        page(fix.span, format!("fix {}", fix.text), addresses::fix(&fix.text, tracker))
    });
    let policy = metadata.policy.iter().filter(|policy| is_path(&policy.text)).map(|policy| Link {
        span: policy.span,
        tooltip: format!("policy {}", policy.text),
        goal: Goal::File(policy.text.clone()),
    });
    let evidence = proposal.answers.iter().flat_map(|answer| &answer.evidence);
    // An issue that proves nothing is there all the same.
    let leads = |evidence: &&Evidence| {
        let is_there = evidence.kind == EvidenceKind::Issue || evidence.beyond.broken.is_none();
        evidence.broken.is_none() && is_there
    };
    let evidence = evidence.filter(leads).filter_map(|evidence| {
        let tooltip = format!("{} {}", evidence.kind.name(), evidence.target);
        let tooltip = titled(tooltip, &evidence.target, tracker);
        if let Some(named) = file(evidence) {
            return Some(Link { span: evidence.span, goal: Goal::File(named), tooltip });
        }
        let url = addresses::address(evidence.kind, &evidence.target, tracker);
        page(evidence.span, tooltip, url)
    });
    let rules = proposal.waivers.iter().filter_map(|waiver| {
        let rule = rule::find(&waiver.rule)?;
        page(waiver.rule_span, format!("rule {}", rule.name), Some(rule::url(rule.name)))
    });
    in_order(issues.chain(fix).chain(policy).chain(evidence).chain(rules).collect())
}

/// A tooltip with the title of the issue, where that is known.
fn titled(tooltip: String, reference: &str, tracker: &Tracker) -> String {
    match tracker.issue(reference) {
        Some(issue) => format!("{tooltip}: {} ({})", issue.title, issue.state),
        None => tooltip,
    }
}

/// The links of a configuration: the files that it names, and where `#1` leads.
pub fn of_config(source: &Source) -> Vec<Link> {
    let link = |(span, name): (Span, String)| Link {
        span,
        tooltip: format!("file {name}"),
        goal: Goal::File(name),
    };
    in_order(places::named_files(source).into_iter().map(link).collect())
}

/// The file that evidence is, or that a test stands in.
fn file(evidence: &Evidence) -> Option<String> {
    let target = evidence.target.as_str();
    if target.starts_with("//") || target.contains("://") || target.starts_with("data:") {
        return None;
    }
    let path = match evidence.kind {
        EvidenceKind::File | EvidenceKind::Image => target.split(['#', '?']).next()?,
        EvidenceKind::Test if target.contains('/') => target.split("::").next()?,
        _ => return None,
    };
    (!path.is_empty()).then(|| path.to_owned())
}

fn in_order(mut links: Vec<Link>) -> Vec<Link> {
    links.retain(|link| !link.span.is_empty());
    order::by_key(&mut links, |link| (link.span.start, link.span.end));
    // Evidence that several answers point to is there several times.
    links.dedup_by(|next, kept| next.span.start < kept.span.end);
    links
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::{Fixture, markdown, yaml};

    fn all(fixture: &Fixture) -> Vec<(String, String)> {
        let found = links(&fixture.context(), &fixture.assessment);
        let show = |link: Link| {
            let goal = match link.goal {
                Goal::Url(url) => url,
                Goal::File(name) => format!("file {name}"),
            };
            (fixture.source.slice(link.span).to_owned(), goal)
        };
        found.into_iter().map(show).collect()
    }

    fn at(words: &str, goal: &str) -> (String, String) {
        (words.to_owned(), goal.to_owned())
    }

    #[test]
    fn references_of_the_metadata() {
        let fixture = markdown(
            "---\nissue: [\"#12\", acme/web#3, https://forge.example/x/issues/4, KEY-5]\nfix: 0123abc\n---\n# T\n",
        );
        assert_eq!(
            all(&fixture),
            [
                at("\"#12\"", "https://forge.example/acme/app/issues/12"),
                at("acme/web#3", "https://forge.example/acme/web/issues/3"),
                at("KEY-5", "https://forge.example/acme/app/issues/KEY-5"),
                at("0123abc", "https://forge.example/acme/app/commit/0123abc"),
            ]
        );
    }

    #[test]
    fn evidence_and_waivers() {
        let fixture = markdown(
            "- Does it produce incorrect results? Yes 😀: PR #3, commit 0123abc, CVE-2026-1234, \
             `tests/test_join.py::test_nulls`, `src/join.rs:12`, [log](logs/a%20b.txt#L3), https://x.example/y\n\
             <!-- hotfix-lint: allow weak-evidence: because -->\n",
        );
        assert_eq!(
            all(&fixture),
            [
                at("#3", "https://forge.example/acme/app/issues/3"),
                at("0123abc", "https://forge.example/acme/app/commit/0123abc"),
                at("CVE-2026-1234", "https://www.cve.org/CVERecord?id=CVE-2026-1234"),
                at("tests/test_join.py::test_nulls", "file tests/test_join.py"),
                at("src/join.rs:12", "file src/join.rs"),
                at("[log](logs/a%20b.txt#L3)", "file logs/a%20b.txt"),
                at("weak-evidence", &rule::url("weak-evidence")),
            ]
        );
    }

    #[test]
    fn other_documents() {
        let fixture = yaml(
            "issue: KEY-5\nanswers:\n  incorrect-results:\n    answer: yes\n    evidence: [\"#4\"]\n",
        );
        assert_eq!(
            all(&fixture),
            [
                at("KEY-5", "https://forge.example/acme/app/issues/KEY-5"),
                at("#4", "https://forge.example/acme/app/issues/4"),
            ]
        );
        assert!(all(&markdown("")).is_empty());
        let config = Source::new("policy: ./mine.yaml\nreleases: {file: releases.yaml}\n");
        let found: Vec<_> = of_config(&config).into_iter().map(|link| link.goal).collect();
        let file = |name: &str| Goal::File(name.to_owned());
        assert_eq!(found, [file("./mine.yaml"), file("releases.yaml")]);
    }
}
