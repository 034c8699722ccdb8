//! A question that is answered twice.

use super::{Rule, Subjects, WHILE_OPEN};
use crate::edit::remove;
use crate::finding::{Finding, Related, Safety, Severity, Subject, Untried};
use crate::proposal::answer::Quality;

/// The rule.
pub const RULE: Rule = Rule {
    name: "duplicate-question",
    summary: "answered twice; the non-blank one counts, of two non-blank ones the first",
    docs: include_str!("docs/duplicate-question.md"),
    severity: Severity::Warning,
    statuses: WHILE_OPEN,
    about_waivers: false,
    check,
    fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    for (index, answer) in subjects.proposal().answers.iter().enumerate() {
        let Some(counted) = subjects.assessment.answer(answer.question) else { continue };
        if std::ptr::eq(counted, answer) {
            continue;
        }
        let line = subjects.source.line_of(counted.prompt.start) + 1;
        let message = format!(
            "asked twice: the answer in line {line} counts, so remove this one or merge the two"
        );
        found.push(Finding {
            question: Some(answer.question),
            subject: Subject::Answer(index),
            related: vec![Related {
                span: counted.prompt,
                message: "this answer counts".to_owned(),
            }],
            ..Finding::new(&RULE, answer.prompt, message)
        });
    }
}

fn fixes(subjects: &Subjects<'_>, finding: &Finding) -> Vec<Untried> {
    let Subject::Answer(index) = finding.subject else { return Vec::new() };
    let Some(answer) = subjects.proposal().answers.get(index) else { return Vec::new() };
    // What is written twice may say more the second time.
    let bare = answer.reading.quality == Quality::Blank
        && answer.evidence.is_empty()
        && answer.content.code.is_empty();
    // A form's own heading is not given up for a line of prose that asks the same.
    let counted = subjects.assessment.answer(answer.question);
    let is_alike = counted.is_some_and(|counted| {
        std::mem::discriminant(&counted.layout) == std::mem::discriminant(&answer.layout)
    });
    let safety = if bare && is_alike { Safety::Safe } else { Safety::Review };
    let edits = remove::entry(subjects.source, answer);
    vec![Untried {
        title: "Remove the duplicate".to_owned(),
        safety,
        preferred: true,
        change: edits.into(),
    }]
}
