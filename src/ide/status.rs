//! Where a proposal stands, for editors that keep it in sight: a status bar, a window with the derivation.

use super::{actions, hover, markup, verdict};
use crate::assess::{Assessment, Context};
use crate::source::{Source, Span};

/// Where a proposal stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// What it amounts to: `hotfix`, `defer` or `undecided`.
    pub verdict: &'static str,
    /// What its metadata says of it, or `draft`.
    pub state: &'static str,
    /// The verdict, what is open and the days left, in a line.
    pub summary: String,
    /// What is decided already, how the verdict comes about and what would change it, in Markdown.
    pub derivation: String,
    /// The verdict's place.
    pub place: Span,
    /// Whether it waits already.
    pub deferred: bool,
    /// The releases that it could wait for; `None` is the next one, by that name. None where nothing is left to wait for.
    pub targets: Vec<Option<String>>,
}

/// Where the proposal of an assessment stands.
pub fn status(source: &Source, context: &Context<'_>, assessment: &Assessment) -> Status {
    let place = assessment.proposal.title;
    let summary = verdict::summary(assessment);
    let is_over = !actions::can_defer(assessment) && !actions::is_deferred(assessment);
    Status {
        verdict: assessment.verdict.name(),
        state: assessment.proposal.metadata.status().name(),
        derivation: hover::derivation(source, context, assessment, markup::Style::Markdown),
        summary,
        place,
        deferred: actions::is_deferred(assessment),
        targets: if is_over { Vec::new() } else { actions::targets(context, assessment) },
    }
}
