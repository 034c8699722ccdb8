//! Approved against the answers.

use super::{Rule, Subjects, fixing, words};
use crate::edit::yaml::Value;
use crate::finding::{Finding, Related, Severity, Subject, Untried};
use crate::policy::{Truth, Verdict};
use crate::proposal::metadata::{Decision, Status, node};

/// The rule.
pub const RULE: Rule = Rule {
    name: "decision-contradicts-verdict",
    summary: "approved or released, and the verdict is not hotfix; silent once `decision` names who, when and why",
    docs: include_str!("docs/decision-contradicts-verdict.md"),
    severity: Severity::Warning,
    statuses: &[Status::Approved, Status::Released],
    about_waivers: false,
    check,
    fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    let decision = subjects.metadata().decision.as_ref();
    let verdict = subjects.assessment.verdict;
    if verdict == Verdict::Hotfix || decision.is_some_and(Decision::is_complete) {
        return;
    }
    let lacks: Vec<String> = [
        ("who", decision.is_some_and(|d| d.by.is_some())),
        ("when", decision.is_some_and(|d| d.date.is_some())),
        ("why", decision.is_some_and(|d| d.reason.is_some())),
    ]
    .into_iter()
    .filter(|&(_, given)| !given)
    .map(|(word, _)| word.to_owned())
    .collect();
    let message = format!(
        "{}, and the verdict is {verdict}: say {} in `decision`, or mend the answers",
        subjects.status().name(),
        words::all(&lacks)
    );
    found.push(Finding {
        subject: Subject::Metadata("decision"),
        related: not_met(subjects),
        ..Finding::new(&RULE, subjects.status_place(), message)
    });
}

/// The criteria that keep the verdict from hotfix.
fn not_met(subjects: &Subjects<'_>) -> Vec<Related> {
    let policy = subjects.policy();
    let one = |id| {
        let outcome = subjects.assessment.outcome(id).filter(|&outcome| outcome != Truth::True)?;
        let span = subjects.assessment.criterion_place(id)?;
        Some(Related { span, message: words::outcome(policy.criterion(id), outcome) })
    };
    policy.criterion_ids().filter_map(one).collect()
}

fn fixes(subjects: &Subjects<'_>, _: &Finding) -> Vec<Untried> {
    let decision = subjects.metadata().decision.as_ref();
    let given = [
        ("by", decision.is_some_and(|d| d.by.is_some()), Value::Null),
        (
            "date",
            decision.is_some_and(|d| d.date.is_some()),
            Value::text(subjects.context.today.to_string()),
        ),
        ("reason", decision.is_some_and(|d| d.reason.is_some()), Value::Null),
    ];
    let has_key = |key: &str| {
        let root = subjects.metadata().tree.root.as_ref();
        root.is_some_and(|root| node(root, &["decision", key]).is_some())
    };
    let lacking = given.into_iter().filter(|(key, given, _)| !given && !has_key(key));
    let lacking: Vec<_> = lacking.map(|(key, _, value)| (key.to_owned(), value)).collect();
    if lacking.is_empty() {
        return Vec::new();
    }
    fixing::set(subjects, "Record the decision".to_owned(), &[("decision", Value::Map(lacking))])
}
