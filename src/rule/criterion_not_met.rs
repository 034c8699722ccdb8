//! A criterion that the answers refute.

use super::{Rule, Subjects, WHILE_OPEN, fixing, words};
use crate::finding::{Finding, Related, Severity, Untried};
use crate::policy::logic::{self, Outcome};
use crate::policy::{CriterionId, QuestionId, Truth, Verdict};

/// The rule.
pub const RULE: Rule = Rule {
    name: "criterion-not-met",
    summary: "at the criterion's place, with the answers that decide it",
    docs: include_str!("docs/criterion-not-met.md"),
    severity: Severity::Warning,
    statuses: WHILE_OPEN,
    about_waivers: false,
    check,
    fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    for id in subjects.policy().criterion_ids() {
        if subjects.assessment.outcome(id) == Some(Truth::False) {
            found.push(refuted(subjects, id));
        }
    }
}

fn refuted(subjects: &Subjects<'_>, id: CriterionId) -> Finding {
    let (policy, assessment) = (subjects.policy(), subjects.assessment);
    let deciding = logic::because(policy, &assessment.facts, Outcome::Criterion(id));
    let said =
        |&question: &QuestionId| words::stated(policy, question, assessment.fact(question).value);
    let because = words::all(&deciding.iter().map(said).collect::<Vec<_>>());
    let related = deciding.iter().filter_map(|&question| {
        let answer = assessment.answer(question)?;
        let message = words::stated(policy, question, answer.value());
        Some(Related { span: subjects.value_place(answer), message })
    });
    // Something weightier has decided for a hotfix already.
    let all_the_same = assessment.verdict == Verdict::Hotfix;
    let criterion = policy.criterion(id);
    Finding {
        severity: if all_the_same { Severity::Hint } else { RULE.severity },
        criterion: Some(id),
        related: related.collect(),
        ..Finding::new(
            &RULE,
            subjects.criterion_place(id),
            format!("{}, because {because}", words::outcome(criterion, Truth::False)),
        )
    }
}

fn fixes(subjects: &Subjects<'_>, _: &Finding) -> Vec<Untried> {
    // Something weightier has decided for a hotfix.
    if subjects.assessment.verdict == Verdict::Hotfix {
        return Vec::new();
    }
    fixing::defer(subjects, true)
}
