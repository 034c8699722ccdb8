//! Nobody who met the bug is named.

use super::{ALWAYS, Rule, Subjects, fixing, words};
use crate::edit::yaml::Value;
use crate::finding::{Finding, Related, Severity, Subject, Untried};
use crate::proposal::evidence::{Evidence, EvidenceKind};
use crate::proposal::yaml_tree::{Node, NodeKind};

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-issue",
    summary: "no reference to the user's issue",
    docs: include_str!("docs/missing-issue.md"),
    severity: Severity::Warning,
    statuses: ALWAYS,
    about_waivers: false,
    check,
    fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    if !subjects.metadata().issues.is_empty() {
        return;
    }
    let mentioned = mentioned(subjects);
    let lack = written(subjects).map_or_else(
        || "no issue is named in the metadata".to_owned(),
        |text| format!("`{}` is no issue{}", words::shortened(text), why_none(text)),
    );
    let advice = match mentioned {
        Some(issue) => format!(
            "if {0} is the user's report, add `issue: \"{0}\"`",
            words::shortened(&issue.target)
        ),
        None => "add the user's report, such as `issue: \"#123\"`".to_owned(),
    };
    let message = format!("{lack}: {advice}");
    let related = mentioned.map(|issue| Related {
        span: issue.span,
        message: "an issue the answers mention".to_owned(),
    });
    found.push(Finding {
        severity: subjects.unless_draft(RULE.severity),
        subject: Subject::Metadata("issue"),
        suggestion: mentioned.map(|issue| issue.target.clone()),
        related: related.into_iter().collect(),
        ..Finding::new(&RULE, subjects.title(), message)
    });
}

/// What stands at the key, in spite of all.
fn written<'a>(subjects: &Subjects<'a>) -> Option<&'a str> {
    let value = &subjects.metadata().entry("issue")?.value;
    let text = |node: &'a Node| match &node.kind {
        NodeKind::Scalar { text, .. } => Some(text.trim()).filter(|text| !is_nothing(text)),
        _ => None,
    };
    match &value.kind {
        NodeKind::Sequence(items) => items.iter().find_map(text),
        _ => text(value),
    }
}

fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// What is wrong with it, where that can be told.
fn why_none(text: &str) -> &'static str {
    let number = text.trim_start_matches('#');
    if text.starts_with("http://") || text.starts_with("https://") {
        ", for the link leads to none"
    } else if !number.is_empty() && number.bytes().all(|byte| byte == b'0') {
        ", for they are counted from 1"
    } else {
        ""
    }
}

/// The first issue that an answer gives as evidence: perhaps the one that was meant.
fn mentioned<'a>(subjects: &Subjects<'a>) -> Option<&'a Evidence> {
    let evidence = subjects.proposal().answers.iter().flat_map(|answer| &answer.evidence);
    evidence.into_iter().find(|e| {
        e.kind == EvidenceKind::Issue && e.proves_nothing().is_none() && !e.target.is_empty()
    })
}

fn fixes(subjects: &Subjects<'_>, finding: &Finding) -> Vec<Untried> {
    let named = finding.suggestion.as_ref();
    let value = named.map_or(Value::Null, |issue| Value::text(issue.clone()));
    // An empty key is there already: only a name is of use.
    if named.is_none() && subjects.metadata().entry("issue").is_some() {
        return Vec::new();
    }
    let title = named.map_or_else(
        || "Add the key issue".to_owned(),
        |issue| format!("Name {} as the issue", words::shortened(issue)),
    );
    let fixes = fixing::set(subjects, title, &[("issue", value)]);
    if named.is_some() { fixes } else { fixing::to_go_on(fixes, "issue:") }
}
