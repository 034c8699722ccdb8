//! Words that are no answer.

use super::writing::{Lack, report};
use super::{Rule, Subjects, WHILE_OPEN, words};
use crate::edit::answer;
use crate::finding::{Finding, Safety, Severity, Subject, Untried};
use crate::policy::Question;
use crate::proposal::answer::Quality;

/// The rule.
pub const RULE: Rule = Rule {
    name: "non-answer",
    summary: "TBD and the like",
    docs: include_str!("docs/non-answer.md"),
    severity: Severity::Warning,
    statuses: WHILE_OPEN,
    about_waivers: false,
    check,
    fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    report(subjects, &RULE, found, |answer, lack| {
        let Lack::Answer(span) = lack else { return None };
        let question = subjects.policy().question(answer.question);
        let written = words::shortened(subjects.source.slice(span));
        Some((span, message(question, &answer.reading.quality, &written)))
    });
}

fn message(question: &Question, quality: &Quality, written: &str) -> String {
    match quality {
        Quality::Unknown(_) => format!(
            "\"{written}\" is honest, and no answer yet; next step: {}",
            words::how_to_find_out(question)
        ),
        Quality::NotApplicable(_) => {
            format!(
                "the verdict depends on this, so \"{written}\" will not do: {}",
                words::what_to_write(question)
            )
        }
        _ => format!("\"{written}\" is no answer: {}", words::what_to_write(question)),
    }
}

fn fixes(subjects: &Subjects<'_>, finding: &Finding) -> Vec<Untried> {
    let Subject::Answer(index) = finding.subject else { return Vec::new() };
    let Some(written) = subjects.proposal().answers.get(index) else { return Vec::new() };
    // An honest "unknown" is not replaced by a guess, and a reason is not thrown away.
    if !matches!(written.reading.quality, Quality::NonAnswer(_)) {
        return Vec::new();
    }
    let answered = |word: String| Untried {
        change: answer::replace(subjects.source, subjects.proposal(), written, finding.span, &word)
            .into(),
        title: format!("Answer {word}"),
        safety: Safety::Review,
        preferred: false,
    };
    answer::options(subjects.policy().question(written.question))
        .into_iter()
        .map(answered)
        .collect()
}
