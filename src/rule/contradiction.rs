//! Answers that exclude each other.

use super::{ALWAYS, Rule, Subjects, UNTIL_APPROVED, fixing, words};
use crate::edit::{self, Edit, deferral};
use crate::finding::{Finding, Related, Safety, Severity, Subject, Untried};
use crate::policy::logic;
use crate::policy::{Condition, ForHotfix, QuestionId, Truth, Verdict};
use crate::proposal::Answer;
use crate::proposal::answer::Quality;
use crate::proposal::boxes::empty_as;
use crate::proposal::content::TickBox;
use crate::proposal::metadata::Status;

/// The rule.
pub const RULE: Rule = Rule {
    name: "contradiction",
    summary: "two answers exclude each other; both places are named",
    docs: include_str!("docs/contradiction.md"),
    severity: Severity::Warning,
    statuses: ALWAYS,
    about_waivers: false,
    check,
    fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    if UNTIL_APPROVED.contains(&subjects.status()) {
        for index in logic::contradictions(subjects.policy(), &subjects.assessment.facts) {
            found.extend(between_answers(subjects, index));
        }
        within_answers(subjects, found);
    }
    found.extend(shipped_target(subjects));
    found.extend(unexplained_decision(subjects));
}

/// A contradiction that the policy declares: it stands at the first of the answers, and names the others.
fn between_answers(subjects: &Subjects<'_>, index: usize) -> Option<Finding> {
    let policy = subjects.policy();
    let contradiction = policy.contradictions.get(index)?;
    let mut questions = Vec::new();
    collect(subjects, &contradiction.when, &mut questions);
    let mut places: Vec<usize> = questions
        .iter()
        .filter_map(|question| subjects.assessment.answer_of[usize::from(question.0)])
        .collect();
    places.sort_unstable();
    places.dedup();
    let answers = &subjects.proposal().answers;
    let related = |index: &usize| {
        let answer = answers.get(*index)?;
        let message = words::stated(policy, answer.question, answer.value());
        Some(Related { span: subjects.value_place(answer), message })
    };
    let (first, others) = places.split_first()?;
    Some(Finding {
        subject: Subject::Answer(*first),
        related: others.iter().filter_map(related).collect(),
        ..Finding::new(
            &RULE,
            subjects.value_place(answers.get(*first)?),
            contradiction.message.clone(),
        )
    })
}

/// The questions whose answers make `condition` hold.
fn collect(subjects: &Subjects<'_>, condition: &Condition, questions: &mut Vec<QuestionId>) {
    // What is denied holds because of all that it asks for.
    let is_denied = matches!(condition, Condition::Not(_));
    for part in condition.parts() {
        if is_denied {
            collect_all(part, questions);
        } else if holds(subjects, part) {
            collect(subjects, part, questions);
        }
    }
    questions.extend(condition.question());
}

fn collect_all(condition: &Condition, questions: &mut Vec<QuestionId>) {
    for part in condition.parts() {
        collect_all(part, questions);
    }
    questions.extend(condition.question());
}

/// Whether `condition` holds over the values as they are written. What it says of criteria does.
fn holds(subjects: &Subjects<'_>, condition: &Condition) -> bool {
    let said = |leaf: &Condition| {
        let Some(question) = leaf.question() else { return true };
        let wanted = match leaf {
            Condition::Is(_, wanted) => Some(ForHotfix::Is(*wanted)),
            Condition::MoreThan(_, n) => Some(ForHotfix::MoreThan(*n)),
            _ => subjects.policy().question(question).for_hotfix,
        };
        let value = subjects.assessment.fact(question).value;
        wanted.zip(value).is_some_and(|(wanted, value)| wanted.holds(value))
    };
    condition.truth(&|leaf| said(leaf).into()) == Truth::True
}

/// Boxes that exclude each other, and a box that disagrees with the prose.
fn within_answers(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    for (index, answer) in subjects.assessment.answers() {
        let (span, message, other, note) = match (
            &answer.reading.quality,
            answer.reading.box_conflict,
        ) {
            (&Quality::TwoBoxes(first, second), _) => (
                second,
                "two boxes that exclude each other are ticked: leave one",
                first,
                "the other one",
            ),
            (_, Some((ticked, prose))) => (
                ticked,
                "the box says one thing and the words another: the words count, so mend the box or the words",
                prose,
                "these words count",
            ),
            _ => continue,
        };
        found.push(Finding {
            question: Some(answer.question),
            subject: Subject::Answer(index),
            related: vec![Related { span: other, message: note.to_owned() }],
            ..Finding::new(&RULE, span, message)
        });
    }
}

/// The target is out, and the proposal is still before its decision.
fn shipped_target(subjects: &Subjects<'_>) -> Option<Finding> {
    let (status, target) = (subjects.status(), subjects.target()?);
    if !matches!(status, Status::Draft | Status::Proposed)
        || target.release > subjects.context.today
    {
        return None;
    }
    let message = format!(
        "{} shipped on {}, and the status is still `{}`: name a release to come, or the status it has by now",
        target.name,
        target.release,
        status.name()
    );
    Some(Finding {
        subject: Subject::Metadata("target"),
        ..Finding::new(&RULE, subjects.target_place(), message)
    })
}

/// Decided against, though the answers say hotfix, and nobody says why.
fn unexplained_decision(subjects: &Subjects<'_>) -> Option<Finding> {
    let metadata = subjects.metadata();
    let against = matches!(subjects.status(), Status::Rejected | Status::Deferred);
    let explained = metadata.decision.as_ref().is_some_and(|decision| decision.reason.is_some())
        || metadata.deferral.as_ref().is_some_and(|deferral| !deferral.reasons.is_empty());
    if !against || explained || subjects.assessment.verdict != Verdict::Hotfix {
        return None;
    }
    let (key, word) = match subjects.status() {
        Status::Deferred => ("deferral", "`deferral: {reasons: [...]}`"),
        _ => ("decision", "`decision: {by: ..., date: ..., reason: ...}`"),
    };
    let message =
        format!("{}, though the answers say hotfix: say why in {word}", subjects.status().name());
    Some(Finding {
        subject: Subject::Metadata(key),
        ..Finding::new(&RULE, subjects.status_place(), message)
    })
}

/// Takes the tick from a box that another box, or the words, exclude.
fn untick(subjects: &Subjects<'_>, answer: &Answer) -> Vec<Untried> {
    let ticked = answer.content.boxes.iter().filter(|boxed| boxed.ticked);
    let fix = |boxed: &TickBox| {
        let label = words::shortened(subjects.source.slice(boxed.label));
        Untried {
            title: if label.is_empty() {
                "Untick the box".to_owned()
            } else {
                format!("Untick {label}")
            },
            safety: Safety::Review,
            preferred: false,
            change: vec![Edit::replace(boxed.span, empty_as(subjects.source.slice(boxed.span)))]
                .into(),
        }
    };
    ticked.map(fix).collect()
}

fn fixes(subjects: &Subjects<'_>, finding: &Finding) -> Vec<Untried> {
    if let Subject::Answer(index) = finding.subject
        && let Some(answer) = subjects.proposal().answers.get(index)
    {
        return untick(subjects, answer);
    }
    if finding.subject != Subject::Metadata("target") {
        return Vec::new();
    }
    let Some(open) = deferral::targets(subjects.context, subjects.assessment).into_iter().next()
    else {
        return Vec::new();
    };
    let title = format!("Change the target to {}", open.name);
    fixing::set(subjects, title, &[("target", edit::yaml::Value::text(open.name))])
}
