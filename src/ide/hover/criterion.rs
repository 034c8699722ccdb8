//! A criterion: its outcome, the answers that decide it, and what it takes.

use super::{HEADS, Subject, rows, write_findings};
use crate::assess::Assessment;
use crate::ide::markup::Page;
use crate::ide::verdict::not_settled;
use crate::policy::logic::{Outcome, because};
use crate::policy::{Condition, CriterionId, Policy, QuestionId, Truth};
use crate::rule::words;
use std::fmt::Write as _;

pub(super) fn write(subject: Subject<'_>, id: CriterionId, page: &mut Page) {
    let policy = subject.policy();
    let criterion = policy.criterion(id);
    page.paragraph(|line| line.strong(&criterion.title).text("  ").code(&criterion.id));
    page.paragraph(|line| line.message(&criterion.why));
    if let Some(outcome) = subject.assessment.outcome(id) {
        page.paragraph(|line| {
            let line = line.strong(&words::outcome(criterion, outcome));
            line.text(&what_decides(subject.assessment, id, outcome)).text(".")
        });
    }
    page.table(HEADS, &rows(subject, &criterion.questions));
    if let Some(condition) = &criterion.met_when {
        page.paragraph(|line| {
            line.text("Met when ").text(&condition_in_words(policy, condition)).text(".")
        });
    }
    write_findings(page, subject.findings(move |finding| finding.criterion == Some(id)));
}

/// The outcome of a criterion, what decides it, and what it takes, as a sentence or two; `None` where it has no outcome.
pub fn in_words(assessment: &Assessment, id: CriterionId) -> Option<String> {
    let policy = &assessment.policy;
    let criterion = policy.criterion(id);
    let outcome = assessment.outcome(id)?;
    let told = words::outcome(criterion, outcome);
    let why = what_decides(assessment, id, outcome);
    let takes = condition_in_words(policy, criterion.met_when.as_ref()?);
    Some(format!("{told}{why}. Met when {takes}."))
}

/// The answers that decide an outcome, or the questions that keep it open, as the end of a sentence.
pub(super) fn what_decides(assessment: &Assessment, id: CriterionId, outcome: Truth) -> String {
    let policy = &*assessment.policy;
    let name = |question: QuestionId| policy.question(question).id.clone();
    if outcome == Truth::Unknown {
        let questions = policy.criterion(id).questions.iter().copied();
        let open = questions.filter(|&q| assessment.fact(q).truth == Truth::Unknown);
        let told = not_settled(assessment, open);
        return told.fold(String::new(), |mut text, (what, ids)| {
            let _ = write!(text, "; {what}: {}", words::all(&ids));
            text
        });
    }
    let deciding = because(policy, &assessment.facts, Outcome::Criterion(id));
    let said = |question: QuestionId| match assessment.fact(question).value {
        Some(value) => format!("{} is {}", name(question), policy.value_name(question, value)),
        None => format!("{} is not claimed", name(question)),
    };
    let deciding: Vec<String> = deciding.into_iter().map(said).collect();
    if deciding.is_empty() { String::new() } else { format!(", because {}", words::all(&deciding)) }
}

/// A condition as a clause, each question with the answer that is asked for, as what would change a verdict is told.
fn condition_in_words(policy: &Policy, condition: &Condition) -> String {
    let all = |parts: &[Condition]| -> Vec<String> {
        parts.iter().map(|part| inside(policy, part)).collect()
    };
    let answer =
        |question: QuestionId, answer: &str| format!("{} ({answer})", policy.question(question).id);
    match condition {
        Condition::Any(parts) => words::any(&all(parts)),
        Condition::All(parts) => words::all(&all(parts)),
        Condition::AtLeast(n, parts) => format!("at least {n} of {}", words::all(&all(parts))),
        Condition::Not(inner) => format!("not {}", inside(policy, inner)),
        Condition::Is(id, value) => answer(*id, &policy.value_name(*id, *value)),
        Condition::MoreThan(id, n) => answer(*id, &format!("more than {n}")),
        Condition::Speaks(id) => match words::claim(policy.question(*id)) {
            Some(claim) => answer(*id, &claim),
            None => policy.question(*id).id.clone(),
        },
        Condition::Met(criterion) => policy.criterion(*criterion).id.clone(),
    }
}

/// A condition within another: a list stands in brackets.
fn inside(policy: &Policy, condition: &Condition) -> String {
    let words = condition_in_words(policy, condition);
    match condition {
        Condition::AtLeast(..) => format!("({words})"),
        Condition::Any(parts) | Condition::All(parts) if parts.len() > 1 => format!("({words})"),
        _ => words,
    }
}
