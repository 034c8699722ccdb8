//! A criterion: its outcome, the answers that decide it, and what it takes.

use super::{HEADS, Subject, rows, write_findings};
use crate::ide::markup::Page;
use crate::policy::logic::{Outcome, because};
use crate::policy::{Condition, CriterionId, Policy, QuestionId, Truth};
use crate::rule::words;

pub(super) fn write(subject: Subject<'_>, id: CriterionId, page: &mut Page) {
    let policy = subject.policy();
    let criterion = policy.criterion(id);
    page.paragraph(|line| line.strong(&criterion.title).text("  ").code(&criterion.id));
    page.paragraph(|line| line.message(&criterion.why));
    if let Some(outcome) = subject.assessment.outcome(id) {
        page.paragraph(|line| {
            let line = line.strong(&words::outcome(criterion, outcome));
            line.text(&what_decides(subject, id, outcome)).text(".")
        });
    }
    page.table(HEADS, &rows(subject, &criterion.questions));
    if let Some(condition) = &criterion.met_when {
        page.paragraph(|line| line.text("Met when ").text(&in_words(policy, condition)).text("."));
    }
    write_findings(page, subject.findings(move |finding| finding.criterion == Some(id)));
}

/// The answers that decide an outcome, or the questions that keep it open, as the end of a sentence.
pub(super) fn what_decides(subject: Subject<'_>, id: CriterionId, outcome: Truth) -> String {
    let (policy, assessment) = (subject.policy(), subject.assessment);
    let name = |question: QuestionId| policy.question(question).id.clone();
    if outcome == Truth::Unknown {
        let questions = policy.criterion(id).questions.iter().copied();
        let open = questions.filter(|&q| assessment.fact(q).truth == Truth::Unknown);
        let open: Vec<String> = open.map(name).collect();
        return if open.is_empty() {
            String::new()
        } else {
            format!("; open: {}", words::all(&open))
        };
    }
    let deciding = because(policy, &assessment.facts, Outcome::Criterion(id));
    let said = |question: QuestionId| match assessment.fact(question).value {
        Some(value) => format!("{} is {}", name(question), policy.value_name(question, value)),
        None => format!("{} is not claimed", name(question)),
    };
    let deciding: Vec<String> = deciding.into_iter().map(said).collect();
    if deciding.is_empty() { String::new() } else { format!(", because {}", words::all(&deciding)) }
}

/// A condition as a clause; a bare question id means that it speaks for a hotfix.
pub(super) fn in_words(policy: &Policy, condition: &Condition) -> String {
    let all = |parts: &[Condition]| -> Vec<String> {
        parts.iter().map(|part| in_words(policy, part)).collect()
    };
    match condition {
        Condition::Any(parts) => grouped(&words::any(&all(parts)), parts),
        Condition::All(parts) => grouped(&words::all(&all(parts)), parts),
        Condition::AtLeast(n, parts) => format!("at least {n} of {}", words::all(&all(parts))),
        Condition::Not(inner) => format!("not ({})", in_words(policy, inner)),
        Condition::Is(question, value) => {
            let name = &policy.question(*question).id;
            format!("{name} is {}", policy.value_name(*question, *value))
        }
        Condition::MoreThan(question, n) => {
            format!("{} is more than {n}", policy.question(*question).id)
        }
        Condition::Speaks(question) => policy.question(*question).id.clone(),
        Condition::Met(criterion) => policy.criterion(*criterion).id.clone(),
    }
}

/// Brackets around a list that has lists in it.
fn grouped(list: &str, parts: &[Condition]) -> String {
    let nests = |part: &Condition| {
        matches!(part, Condition::Any(_) | Condition::All(_) | Condition::AtLeast(..))
    };
    if parts.iter().any(nests) { format!("({list})") } else { list.to_owned() }
}
