//! What the fixes of several rules share. Whether a fix does what it says is checked where fixes are offered.

use super::Subjects;
use crate::edit::yaml::Value;
use crate::edit::{answer, deferral, front_matter, insert};
use crate::finding::{Finding, Fix, Safety, Subject};
use crate::policy::QuestionId;

/// Sets metadata keys.
pub(super) fn set(subjects: &Subjects<'_>, title: String, keys: &[(&str, Value)]) -> Vec<Fix> {
    let edits =
        front_matter::set(subjects.source, subjects.context.format, subjects.metadata(), keys);
    let fix = |edits| Fix { title, safety: Safety::Review, preferred: true, edits };
    edits.map(fix).into_iter().collect()
}

/// Asks questions that the document does not ask.
pub(super) fn insert(
    subjects: &Subjects<'_>,
    questions: &[QuestionId],
    preferred: bool,
) -> Vec<Fix> {
    let title = match questions {
        [] => return Vec::new(),
        [_] => "Insert the missing question".to_owned(),
        more => format!("Insert {} missing questions", more.len()),
    };
    let edits =
        insert::questions(subjects.source, subjects.policy(), subjects.proposal(), questions);
    let fix = |edits| Fix { title, safety: Safety::Review, preferred, edits };
    edits.map(fix).into_iter().collect()
}

/// Puts each of the words that would be an answer at the beginning of this one.
pub(super) fn start_answer(subjects: &Subjects<'_>, finding: &Finding) -> Vec<Fix> {
    let Subject::Answer(index) = finding.subject else { return Vec::new() };
    let Some(written) = subjects.proposal().answers.get(index) else { return Vec::new() };
    let mut fixes = Vec::new();
    for word in answer::options(subjects.policy().question(written.question)) {
        let ways = answer::start(subjects.source, subjects.proposal(), written, &word);
        fixes.extend(ways.into_iter().map(|edits| Fix {
            title: format!("Start the answer with {word}"),
            safety: Safety::Review,
            preferred: false,
            edits,
        }));
    }
    fixes
}

/// Defers to each release that is open, or to the next one where there is no calendar.
pub(super) fn defer(subjects: &Subjects<'_>, preferred: bool) -> Vec<Fix> {
    let defer =
        |to| deferral::defer(subjects.source, subjects.context, subjects.assessment, to).ok();
    let targets = deferral::targets(subjects.context, subjects.assessment);
    let mut fixes: Vec<Fix> = if subjects.context.config.calendar.is_none() {
        defer(None).into_iter().collect()
    } else {
        targets.iter().filter_map(|target| defer(Some(target))).collect()
    };
    if let Some(first) = fixes.first_mut() {
        first.preferred = preferred && !subjects.is_critical();
    }
    fixes
}
