//! Code actions: the fixes of the findings under the cursor, the step the document is ready for, its questions in
//! another layout, and every safe fix at once.
//!
//! [`actions`] lists what may be done and hardly reads: editors ask with every move of the cursor. [`edits`] works out
//! what one of them changes, and finds out whether it does what it says.

use crate::assess::{self, Assessment, Context};
use crate::edit::{Edit, compare, deferral, layout, safe};
use crate::finding::{Change, Finding, Fix, Safety, Severity, Untried};
use crate::policy::Verdict;
use crate::proposal::metadata::Status;
use crate::source::{Source, Span};
use layout::{Form, LayoutError};

/// What kind of action it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// One change, taken by somebody who looks at it.
    QuickFix,
    /// The same words in another layout.
    Rewrite,
    /// Every safe fix at once.
    FixAll,
}

impl ActionKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::QuickFix, Self::Rewrite, Self::FixAll];
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
    /// The layout that it writes the questions in.
    pub form: Option<Form>,
    /// Why it cannot be taken, as far as that is known without trying.
    pub disabled: Option<String>,
}

impl Action {
    fn new(kind: ActionKind, title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            kind,
            preferred: false,
            findings: Vec::new(),
            step: None,
            form: None,
            disabled: None,
        }
    }
}

/// How many findings are looked at: a menu for a whole document that is selected would help nobody.
const MOST: usize = 32;

/// How many findings are looked at for a safe fix.
const MOST_SAFE: usize = 256;

/// Where actions are asked for.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    /// The cursor or the selection.
    pub span: Span,
    /// Findings that the editor shows there, as some do with all of the cursor's line: indexes into
    /// [`Assessment::findings`], ascending.
    pub shown: &'a [usize],
}

impl At<'_> {
    /// The findings there: those under the cursor, and behind them the others that are shown.
    fn findings(self, assessment: &Assessment) -> Vec<usize> {
        let meets = |&index: &usize| assessment.findings[index].span.meets(self.span);
        let (mut here, others): (Vec<usize>, Vec<usize>) = (0..assessment.findings.len())
            .filter(|index| meets(index) || self.shown.binary_search(index).is_ok())
            .partition(meets);
        here.extend(others);
        here
    }
}

/// What can be done about the place at hand; of the kinds that are asked for.
pub fn actions(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    at: At<'_>,
    kinds: &[ActionKind],
) -> Vec<Action> {
    let mut actions = Vec::new();
    if kinds.contains(&ActionKind::QuickFix) {
        actions = quick_fixes(source, context, assessment, at);
    }
    if kinds.contains(&ActionKind::Rewrite) {
        actions.extend(rewrites(source, context, assessment, at.span));
    }
    if kinds.contains(&ActionKind::FixAll) {
        actions.extend(fix_all(source, context, assessment));
    }
    actions
}

/// What an action changes.
///
/// # Errors
///
/// In words for people: why it cannot be taken.
pub fn edits(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    action: &Action,
) -> Result<Vec<Edit>, String> {
    match (&action.step, action.form) {
        (Some(Step::Defer(release)), _) => {
            defer(source, context, assessment, release.as_deref()).map(|fix| fix.edits)
        }
        (Some(Step::Reopen), _) => deferral::reopen(source, context, assessment)
            .map(|fix| fix.edits)
            .map_err(|error| error.to_string()),
        (None, Some(form)) => {
            layout::convert(source, context, assessment, form).map_err(|error| error.to_string())
        }
        (None, None) if action.kind == ActionKind::FixAll => {
            let mended = safe::apply_all(source, context);
            Ok(compare::changes(source.text(), mended.source.text()))
        }
        (None, None) => {
            let findings = action.findings.iter().filter_map(|&at| assessment.findings.get(at));
            let fix = |finding| assess::fix(source, context, assessment, finding, &action.title);
            let fix = findings.into_iter().find_map(fix);
            fix.map(|fix| fix.edits).ok_or_else(|| NOT_AS_MEANT.to_owned())
        }
    }
}

/// Whether an action, tried now, can be taken.
pub fn can_be_taken(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    action: &Action,
) -> bool {
    action.disabled.is_none() && edits(source, context, assessment, action).is_ok()
}

const NOT_AS_MEANT: &str = "the changed document would not read as meant: change it by hand";

fn quick_fixes(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    at: At<'_>,
) -> Vec<Action> {
    let mut fixes: Vec<(Action, Change)> = Vec::new();
    let findings = at.findings(assessment);
    for &index in findings.iter().take(MOST) {
        for fix in assess::untried(source, context, assessment, &assessment.findings[index]) {
            push_fix(&mut fixes, fix, index);
        }
    }
    let mut fixes: Vec<Action> = fixes.into_iter().map(|(action, _)| action).collect();
    let mut next = steps(source, context, assessment, at.span, findings);
    // A step that a rule offers as well is offered once, as the step.
    fixes.retain_mut(|fix| {
        let Some(step) = next.iter_mut().find(|step| step.title == fix.title) else { return true };
        step.preferred |= fix.preferred;
        step.findings.append(&mut fix.findings);
        step.findings.sort_unstable();
        step.findings.dedup();
        false
    });
    // What is asked for here stands first, also in editors that do not sort by what is preferred.
    if next.iter().any(|step| step.preferred) {
        std::mem::swap(&mut fixes, &mut next);
    }
    fixes.append(&mut next);
    fixes
}

/// Adds a fix: one that mends several findings is one action, and so are several ways to the same end.
fn push_fix(actions: &mut Vec<(Action, Change)>, fix: Untried, finding: usize) {
    let same = |(action, change): &&mut (Action, Change)| {
        action.title == fix.title && (*change == fix.change || action.findings == [finding])
    };
    if let Some((action, _)) = actions.iter_mut().find(same) {
        if action.findings != [finding] {
            action.findings.push(finding);
        }
        action.preferred |= fix.preferred;
        return;
    }
    let action = Action {
        preferred: fix.preferred,
        findings: vec![finding],
        ..Action::new(ActionKind::QuickFix, fix.title)
    };
    actions.push((action, fix.change));
}

/// The rules whose findings deferring answers.
const ANSWERED_BY_DEFERRING: [&str; 2] = ["criterion-not-met", "release-imminent"];

fn steps(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    span: Span,
    mut findings: Vec<usize>,
) -> Vec<Action> {
    let obstacle = || deferral::obstacle(source, context, assessment).map(|e| e.to_string());
    if is_deferred(assessment) {
        let step = Some(Step::Reopen);
        let disabled = obstacle();
        return vec![Action { step, disabled, ..Action::new(ActionKind::QuickFix, "Reopen") }];
    }
    if !can_defer(assessment) {
        return Vec::new();
    }
    findings.retain(|&index| ANSWERED_BY_DEFERRING.contains(&assessment.findings[index].rule));
    findings.sort_unstable();
    let asked_for = !findings.is_empty() || is_on_lines_of(source, assessment.proposal.title, span);
    if !asked_for && !should_defer(assessment) {
        return Vec::new();
    }
    let targets = targets(context, assessment);
    if targets.is_empty() {
        let none = || deferral::target(context, assessment, None).err().map(|e| e.to_string());
        let disabled = obstacle().or_else(none);
        return vec![Action { findings, disabled, ..Action::new(ActionKind::QuickFix, "Defer") }];
    }
    let step = |(index, release): (usize, Option<String>)| Action {
        preferred: asked_for && index == 0 && assessment.verdict != Verdict::Hotfix,
        findings: findings.clone(),
        disabled: obstacle(),
        step: Some(Step::Defer(release.clone())),
        ..Action::new(ActionKind::QuickFix, defer_title(release.as_deref()))
    };
    targets.into_iter().enumerate().map(step).collect()
}

/// Whether `span` is on the lines that `words` stand on, such as before their marker.
fn is_on_lines_of(source: &Source, words: Span, span: Span) -> bool {
    let line = source.line_span(source.line_of(words.start));
    Span::new(line.start, words.end.max(line.end)).meets(span)
}

/// The questions in other layouts, where the cursor is at one of them. Each is tried: what would lose a word is not
/// offered.
fn rewrites(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    span: Span,
) -> Vec<Action> {
    if !assessment.proposal.answers.iter().any(|answer| answer.entry.meets(span)) {
        return Vec::new();
    }
    let rewrite = |form| {
        let disabled = match layout::convert(source, context, assessment, form) {
            Ok(_) => None,
            Err(LayoutError::Nothing) => return None,
            Err(error) => Some(error.to_string()),
        };
        let title = match form {
            Form::Headings => "Lay out the questions as headings",
            Form::Bullets => "Lay out the questions as bullets",
            Form::Tables => "Lay out the questions as tables",
        };
        let form = Some(form);
        Some(Action { form, disabled, ..Action::new(ActionKind::Rewrite, title) })
    };
    Form::ALL.into_iter().filter_map(rewrite).collect()
}

/// Every safe fix at once; `None` where there is none.
fn fix_all(source: &Source, context: &Context<'_>, assessment: &Assessment) -> Option<Action> {
    let is_safe = |finding: &&Finding| {
        let fixes = assess::untried(source, context, assessment, finding);
        fixes.iter().any(|fix| fix.safety == Safety::Safe)
    };
    assessment.findings.iter().take(MOST_SAFE).find(is_safe)?;
    Some(Action::new(ActionKind::FixAll, "Apply all safe fixes"))
}

/// Whether the proposal waits already.
pub fn is_deferred(assessment: &Assessment) -> bool {
    assessment.proposal.metadata.status() == Status::Deferred
}

/// Whether the proposal is still to be decided, or can still be called back.
pub(super) fn can_defer(assessment: &Assessment) -> bool {
    let status = assessment.proposal.metadata.status();
    matches!(status, Status::Draft | Status::Proposed | Status::Approved)
}

/// Whether waiting is what the policy advises.
pub fn should_defer(assessment: &Assessment) -> bool {
    assessment.verdict == Verdict::Defer && can_defer(assessment)
}

/// Whether waiting is advised, or is worth a thought since nothing is decided and a release is near.
pub fn is_to_be_deferred(assessment: &Assessment) -> bool {
    let is_near = |finding: &Finding| {
        finding.rule == "release-imminent" && finding.severity >= Severity::Warning
    };
    should_defer(assessment)
        || assessment.verdict == Verdict::Undecided
            && can_defer(assessment)
            && assessment.findings.iter().any(is_near)
}

/// The releases that Defer offers, by their names; none where those of the calendar are all past their freeze, or the
/// calendar or the policy cannot be read. Without a calendar the next release is all there is to name (`None`).
pub fn targets(context: &Context<'_>, assessment: &Assessment) -> Vec<Option<String>> {
    let config = context.config;
    if deferral::is_held_against_another(context, assessment) {
        return Vec::new();
    }
    if config.calendar.is_none() && !config.half_calendar {
        return vec![None];
    }
    let open = deferral::targets(context, assessment);
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
    let target = deferral::target(context, assessment, release).map_err(|e| e.to_string())?;
    deferral::defer(source, context, assessment, target.as_ref()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests;
