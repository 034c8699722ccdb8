//! What the fixes of several rules share. Whether a fix does what it says is checked where fixes are offered.

use super::Subjects;
use crate::calendar::Dated;
use crate::edit::yaml::Value;
use crate::edit::{answer, deferral, front_matter, room};
use crate::finding::{Change, Finding, Safety, Subject, Untried};
use crate::policy::QuestionId;
use crate::proposal::metadata::Status;

/// Sets metadata keys.
pub(super) fn set(subjects: &Subjects<'_>, title: String, keys: &[(&str, Value)]) -> Vec<Untried> {
    let edits =
        front_matter::set(subjects.source, subjects.context.format, subjects.metadata(), keys);
    let fix = |edits: Vec<_>| Untried {
        title,
        safety: Safety::Review,
        preferred: true,
        change: edits.into(),
    };
    edits.map(fix).into_iter().collect()
}

/// The same fixes with room behind the words that wait for more.
pub(super) fn to_go_on(fixes: Vec<Untried>, words: &str) -> Vec<Untried> {
    let with_room = |change| match change {
        Change::Edits(edits) => room::behind(edits, words, " ").into(),
        other => other,
    };
    let fix = |fix: Untried| Untried { change: with_room(fix.change), ..fix };
    fixes.into_iter().map(fix).collect()
}

/// Asks questions that the document does not ask.
pub(super) fn insert(questions: &[QuestionId], preferred: bool) -> Vec<Untried> {
    let title = match questions {
        [] => return Vec::new(),
        [_] => "Insert the missing question".to_owned(),
        more => format!("Insert {} missing questions", more.len()),
    };
    let change = Change::Insert(questions.to_vec());
    vec![Untried { title, safety: Safety::Review, preferred, change }]
}

/// Puts each of the words that would be an answer at the beginning of this one.
pub(super) fn start_answer(subjects: &Subjects<'_>, finding: &Finding) -> Vec<Untried> {
    let Subject::Answer(index) = finding.subject else { return Vec::new() };
    let Some(written) = subjects.proposal().answers.get(index) else { return Vec::new() };
    let mut fixes = Vec::new();
    for word in answer::options(subjects.policy().question(written.question)) {
        let ways = answer::start(subjects.source, subjects.proposal(), written, &word);
        fixes.extend(ways.into_iter().map(|edits| Untried {
            title: format!("Start the answer with {word}"),
            safety: Safety::Review,
            preferred: false,
            change: edits.into(),
        }));
    }
    fixes
}

/// Defers to each release that is open, or to the next one where there is no calendar.
pub(super) fn defer(subjects: &Subjects<'_>, preferred: bool) -> Vec<Untried> {
    let (context, assessment) = (subjects.context, subjects.assessment);
    if deferral::is_held_against_another(context, assessment) {
        return Vec::new();
    }
    let mut targets: Vec<Option<Dated>> =
        deferral::targets(context, assessment).into_iter().map(Some).collect();
    if context.config.calendar.is_none() && !context.config.half_calendar {
        targets.push(None);
    }
    let preferred = preferred && !subjects.is_critical();
    let again = subjects.status() == Status::Deferred;
    let fix = |(n, target): (usize, Option<Dated>)| Untried {
        title: deferral::title(target.as_ref(), again),
        safety: Safety::Review,
        preferred: preferred && n == 0,
        change: Change::Defer(target),
    };
    targets.into_iter().enumerate().map(fix).collect()
}
