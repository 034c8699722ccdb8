//! Code actions: the fixes of the findings under the cursor, the step the document is ready for, and every safe fix at
//! once. All are computed from the text and its assessment when asked for.

use crate::assess::{self, Assessment, Context};
use crate::edit::{Edit, deferral, safe};
use crate::finding::{Finding, Fix};
use crate::policy::Verdict;
use crate::proposal::metadata::Status;
use crate::source::{Source, Span};
use similar::{ChangeTag, TextDiff};

/// What kind of action it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// One change, taken by somebody who looks at it.
    QuickFix,
    /// Every safe fix at once.
    FixAll,
}

/// A step in the life of the proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Wait for this release; `None` for the next one, by that name.
    Defer(Option<String>),
    /// Take the deferral back.
    Reopen,
}

/// Something that can be done at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What the menu shows.
    pub title: String,
    /// What kind of action it is.
    pub kind: ActionKind,
    /// The one to take when in doubt.
    pub preferred: bool,
    /// The findings that it mends: indexes into [`Assessment::findings`].
    pub findings: Vec<usize>,
    /// The step that it is; `None` for a fix.
    pub step: Option<Step>,
    /// The changes, or why they cannot be made.
    pub edits: Result<Vec<Edit>, String>,
}

/// How many findings are looked at: a menu for a whole document that is selected would help nobody, and each fix is tried
/// on the text before it is offered.
const MOST: usize = 32;

/// What can be done about `span`, which is where the cursor or the selection is; of the kinds that are asked for, since
/// fixes are not found for nothing.
pub fn actions(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    span: Span,
    kinds: &[ActionKind],
) -> Vec<Action> {
    let mut actions = Vec::new();
    if kinds.contains(&ActionKind::QuickFix) {
        actions = quick_fixes(source, context, assessment, span);
    }
    if kinds.contains(&ActionKind::FixAll) {
        actions.extend(fix_all(source, context));
    }
    actions
}

fn quick_fixes(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    span: Span,
) -> Vec<Action> {
    let mut fixes = Vec::new();
    let findings = assessment.findings.iter().enumerate();
    for (index, finding) in findings.filter(|(_, finding)| finding.span.meets(span)).take(MOST) {
        for fix in assess::fixes(source, context, assessment, finding) {
            push_fix(&mut fixes, fix, index);
        }
    }
    let mut next = Vec::new();
    steps(source, context, assessment, span, &mut next);
    // A step that a rule offers as well is offered once, as the step.
    fixes.retain_mut(|fix| {
        let Some(step) = next.iter_mut().find(|step| step.title == fix.title) else { return true };
        step.preferred |= fix.preferred;
        step.findings.append(&mut fix.findings);
        step.findings.sort_unstable();
        step.findings.dedup();
        false
    });
    fixes.append(&mut next);
    fixes
}

/// Adds a fix; one that mends several findings is one action.
fn push_fix(actions: &mut Vec<Action>, fix: Fix, finding: usize) {
    let same =
        |action: &&mut Action| action.title == fix.title && action.edits.as_ref() == Ok(&fix.edits);
    if let Some(action) = actions.iter_mut().find(same) {
        action.findings.push(finding);
        action.preferred |= fix.preferred;
        return;
    }
    actions.push(Action {
        title: fix.title,
        kind: ActionKind::QuickFix,
        preferred: fix.preferred,
        findings: vec![finding],
        step: None,
        edits: Ok(fix.edits),
    });
}

/// The rules whose findings deferring answers.
const ANSWERED_BY_DEFERRING: [&str; 2] = ["criterion-not-met", "release-imminent"];

fn steps(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    span: Span,
    actions: &mut Vec<Action>,
) {
    if is_deferred(assessment) {
        actions.push(Action {
            title: "Reopen".to_owned(),
            kind: ActionKind::QuickFix,
            preferred: false,
            findings: Vec::new(),
            step: Some(Step::Reopen),
            edits: deferral::reopen(source, context, assessment)
                .map(|fix| fix.edits)
                .map_err(|error| error.to_string()),
        });
        return;
    }
    if !can_defer(assessment) {
        return;
    }
    let answered = |finding: &Finding| {
        ANSWERED_BY_DEFERRING.contains(&finding.rule) && finding.span.meets(span)
    };
    let findings: Vec<usize> = (0..assessment.findings.len())
        .filter(|&index| answered(&assessment.findings[index]))
        .collect();
    let asked_for = !findings.is_empty() || is_on_lines_of(source, assessment.proposal.title, span);
    if !asked_for && !should_defer(assessment) {
        return;
    }
    for (index, release) in targets(context, assessment).into_iter().enumerate() {
        actions.push(Action {
            title: defer_title(release.as_deref()),
            kind: ActionKind::QuickFix,
            preferred: asked_for && index == 0 && assessment.verdict != Verdict::Hotfix,
            findings: findings.clone(),
            edits: defer(source, context, assessment, release.as_deref()).map(|fix| fix.edits),
            step: Some(Step::Defer(release)),
        });
    }
}

/// Whether `span` is on the lines that `words` stand on, such as before their marker.
fn is_on_lines_of(source: &Source, words: Span, span: Span) -> bool {
    let line = source.line_span(source.line_of(words.start));
    Span::new(line.start, words.end.max(line.end)).meets(span)
}

/// Every safe fix at once; `None` where there is none.
fn fix_all(source: &Source, context: &Context<'_>) -> Option<Action> {
    let mended = safe::apply_all(source, context);
    let count = mended.titles.len();
    let title = match count {
        0 => return None,
        1 => "Apply the safe fix".to_owned(),
        _ => format!("Apply all {count} safe fixes"),
    };
    Some(Action {
        title,
        kind: ActionKind::FixAll,
        preferred: false,
        findings: Vec::new(),
        step: None,
        edits: Ok(changed_lines(source.text(), mended.source.text())),
    })
}

/// The edits that make one text of another, in whole lines.
fn changed_lines(before: &str, after: &str) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut at = 0;
    let mut is_open = false;
    for change in TextDiff::from_lines(before, after).iter_all_changes() {
        if change.tag() == ChangeTag::Equal {
            at += change.value().len();
            is_open = false;
            continue;
        }
        if !is_open {
            edits.push(Edit::insert(at, ""));
            is_open = true;
        }
        let Some(edit) = edits.last_mut() else { continue };
        if change.tag() == ChangeTag::Delete {
            at += change.value().len();
            edit.span.end = at;
        } else {
            edit.text.push_str(change.value());
        }
    }
    edits
}

/// Whether the proposal waits already.
pub fn is_deferred(assessment: &Assessment) -> bool {
    assessment.proposal.metadata.status() == Status::Deferred
}

/// Whether the proposal is still to be decided, or can still be called back.
fn can_defer(assessment: &Assessment) -> bool {
    let status = assessment.proposal.metadata.status();
    matches!(status, Status::Draft | Status::Proposed | Status::Approved)
}

/// Whether waiting is what the policy advises.
pub fn should_defer(assessment: &Assessment) -> bool {
    assessment.verdict == Verdict::Defer && can_defer(assessment)
}

/// The releases that Defer offers, by their names. Without a calendar the next release is all there is to name (`None`).
pub fn targets(context: &Context<'_>, assessment: &Assessment) -> Vec<Option<String>> {
    let open = deferral::targets(context, assessment);
    if open.is_empty() {
        return vec![None];
    }
    open.into_iter().map(|release| Some(release.name)).collect()
}

/// What deferring to a release is called.
pub fn defer_title(release: Option<&str>) -> String {
    format!("Defer to {}", release.unwrap_or("the next release"))
}

/// Defers the proposal to a release of that name, or without one to the earliest that is open.
///
/// # Errors
///
/// In words for people: the release is unknown, or the document cannot be changed.
pub fn defer(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    release: Option<&str>,
) -> Result<Fix, String> {
    let component = assessment.proposal.metadata.component.as_ref().map(|c| c.text.as_str());
    let target = match (release, &context.config.calendar) {
        (Some(name), Some(calendar)) => {
            let found = calendar.find(name, component);
            Some(found.ok_or_else(|| format!("the calendar has no release {name}"))?)
        }
        (Some(name), None) => {
            return Err(format!("no calendar is configured: there is no release {name}"));
        }
        (None, _) => deferral::targets(context, assessment).into_iter().next(),
    };
    deferral::defer(source, context, assessment, target.as_ref()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;

    #[test]
    fn changed_lines_lead_from_one_text_to_the_other() {
        for (before, after) in [
            ("", ""),
            ("a\n", "a\n"),
            ("", "a\n"),
            ("a\r\nb\r\nc", "a\r\nx\r\ny\r\nc"),
            ("a\nb\nc\n", "b\nc\nd"),
            ("é\r😀\r", "😀\r"),
        ] {
            let edits = changed_lines(before, after);
            assert_eq!(apply(before, &edits).as_deref(), Some(after));
        }
        assert_eq!(changed_lines("a\nb\nc\n", "a\nx\nc\n").len(), 1);
    }
}
