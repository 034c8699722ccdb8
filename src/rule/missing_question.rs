//! Questions that are not in the document.

use super::{Rule, Subjects, WHILE_OPEN, fixing, words};
use crate::finding::{Finding, Severity, Subject, Untried};
use crate::policy::{CriterionId, QuestionId};
use crate::source::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-question",
    summary: "the question is not in the document; all missing ones of a criterion are one finding at its place",
    docs: include_str!("docs/missing-question.md"),
    severity: Severity::Warning,
    statuses: WHILE_OPEN,
    about_waivers: false,
    check,
    fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    let policy = subjects.policy();
    for id in policy.criterion_ids() {
        let questions = &policy.criterion(id).questions;
        let missing: Vec<QuestionId> =
            questions.iter().copied().filter(|&question| is_missing(subjects, question)).collect();
        if missing.is_empty() {
            continue;
        }
        let decisive = missing.iter().any(|&question| subjects.assessment.is_decisive(question));
        let level = if decisive { RULE.severity } else { Severity::Hint };
        let one = (missing.len() == 1).then(|| missing[0]);
        let message = message(subjects, &missing, decisive, is_written_on(subjects, id));
        found.push(Finding {
            severity: subjects.unless_draft(level),
            question: one,
            criterion: Some(id),
            subject: Subject::Missing(missing),
            ..Finding::new(&RULE, subjects.criterion_place(id), message)
        });
    }
}

/// Whether the question stands nowhere in the document, not even nearly.
fn is_missing(subjects: &Subjects<'_>, question: QuestionId) -> bool {
    let nearly = || {
        // A waiver says that some line only looks like a question: then the real one is still to be asked.
        let proposal = subjects.proposal();
        proposal.near_misses.iter().any(|miss| miss.question == question)
            && !proposal.waivers.iter().any(|waiver| {
                waiver.slip.is_none() && waiver.rule == super::unknown_question::RULE.name
            })
    };
    !subjects.policy().question(question).optional
        && subjects.assessment.answer(question).is_none()
        && !nearly()
}

/// Whether something stands below the criterion's heading, and asks none of its questions.
fn is_written_on(subjects: &Subjects<'_>, criterion: CriterionId) -> bool {
    let proposal = subjects.proposal();
    let mut places = proposal.criteria.iter().filter(|place| place.criterion == criterion);
    let (Some(place), None) = (places.next(), places.next()) else { return false };
    let section = place.section;
    let asks = |span: Span| section.contains(span);
    if proposal.answers.iter().any(|answer| asks(answer.prompt))
        || proposal.near_misses.iter().any(|miss| asks(miss.span))
    {
        return false;
    }
    let from = place.span.end.min(section.end);
    let mut text = subjects.source.slice(Span::new(from, section.end));
    while let Some((before, rest)) = text.split_once("<!--") {
        if has_words(before) {
            return true;
        }
        text = rest.split_once("-->").map_or("", |(_, behind)| behind);
    }
    has_words(text)
}

/// Whether there is a letter or a digit, other than what a form writes for nothing.
fn has_words(text: &str) -> bool {
    let words = text.trim_matches(|c: char| !c.is_alphanumeric());
    !words.is_empty() && !words.eq_ignore_ascii_case("no response")
}

fn message(
    subjects: &Subjects<'_>,
    missing: &[QuestionId],
    decisive: bool,
    written: bool,
) -> String {
    let prompts: Vec<String> =
        missing.iter().map(|&question| words::prompt(subjects.policy(), question)).collect();
    let asked = if let [one] = &prompts[..] {
        format!("the question {one} is missing")
    } else {
        format!("{} questions are missing: {}", prompts.len(), words::all(&prompts))
    };
    let asked = match (written, missing.len()) {
        (false, _) => asked,
        (true, 1) => format!("{asked}; what is written here does not answer it"),
        (true, _) => format!("{asked}; what is written here answers none of them"),
    };
    if decisive { asked } else { format!("{asked} ({})", words::MOOT) }
}

fn fixes(subjects: &Subjects<'_>, finding: &Finding) -> Vec<Untried> {
    let Subject::Missing(missing) = &finding.subject else { return Vec::new() };
    let mut fixes = fixing::insert(missing, true);
    let questions = subjects.policy().question_ids();
    let all: Vec<QuestionId> =
        questions.filter(|&question| is_missing(subjects, question)).collect();
    if all.len() > missing.len() {
        fixes.extend(fixing::insert(&all, false).into_iter().map(|fix| Untried {
            title: format!("Insert all {} missing questions", all.len()),
            ..fix
        }));
    }
    fixes
}
