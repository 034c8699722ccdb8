//! Words of the template that the author left.

use super::writing::{Lack, lack};
use super::{Rule, Subjects, WHILE_OPEN, words};
use crate::edit::remove;
use crate::finding::{Finding, Safety, Severity, Subject, Untried};
use crate::proposal::answer::Quality;
use crate::proposal::inline;

/// The rule.
pub const RULE: Rule = Rule {
    name: "leftover-template",
    summary: "placeholder or instruction of the template left in a written answer, or instead of one",
    docs: include_str!("docs/leftover-template.md"),
    severity: Severity::Warning,
    statuses: WHILE_OPEN,
    about_waivers: false,
    check,
    fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    for (index, answer) in subjects.assessment.answers() {
        let Some(Lack::OwnWords(span)) = lack(subjects, answer) else { continue };
        let message = if matches!(answer.reading.quality, Quality::Placeholder(_)) {
            let question = subjects.policy().question(answer.question);
            format!(
                "this is the template's text, not an answer: {}",
                words::what_to_write(question)
            )
        } else {
            "this is left over from the template: remove it".to_owned()
        };
        found.push(Finding {
            question: Some(answer.question),
            subject: Subject::Answer(index),
            ..Finding::new(&RULE, span, message)
        });
    }
}

fn fixes(subjects: &Subjects<'_>, finding: &Finding) -> Vec<Untried> {
    let Subject::Answer(index) = finding.subject else { return Vec::new() };
    let Some(answer) = subjects.proposal().answers.get(index) else { return Vec::new() };
    let alone = matches!(answer.reading.quality, Quality::Placeholder(_));
    let (title, safety) = if alone {
        ("Remove the template's text", Safety::Review)
    } else if remove::is_all(subjects.source, finding.span)
        && inline::is_certain(subjects.source.slice(finding.span))
    {
        ("Remove the leftover", Safety::Safe)
    } else {
        // In a sentence, or in words that no template is sure to have, it may be what the author wrote.
        ("Remove the leftover", Safety::Review)
    };
    let edits = remove::leftover(subjects.source, finding.span);
    vec![Untried { title: title.to_owned(), safety, preferred: true, change: edits.into() }]
}
