//! Lines above the title and the criteria: where the proposal stands, and the step it is ready for.

use super::{actions, verdict};
use crate::assess::{Assessment, Context};
use crate::rule::words;
use crate::source::Span;

/// What happens when a lens is clicked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Click {
    /// The verdict is told, with what would change it.
    Verdict,
    /// The proposal is deferred to this release; `None` for the next one, by that name.
    Defer(Option<String>),
    /// The deferral is taken back.
    Reopen,
}

/// A line above a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The words that it stands above.
    pub span: Span,
    /// What it says.
    pub title: String,
    /// What it does.
    pub click: Click,
}

/// The lenses of a document: on the title the verdict, what is open and the days left, and the step it is ready for;
/// on each criterion its outcome.
pub fn lenses(context: &Context<'_>, assessment: &Assessment) -> Vec<Lens> {
    let title = assessment.proposal.title;
    let mut lenses =
        vec![Lens { span: title, title: verdict::summary(assessment), click: Click::Verdict }];
    if actions::is_deferred(assessment) {
        lenses.push(Lens { span: title, title: "Reopen".to_owned(), click: Click::Reopen });
    } else if actions::should_defer(assessment)
        && let Some(release) = actions::targets(context, assessment).into_iter().next()
    {
        let title = actions::defer_title(release.as_deref());
        lenses.push(Lens { span: assessment.proposal.title, title, click: Click::Defer(release) });
    }
    for place in &assessment.proposal.criteria {
        let Some(outcome) = assessment.outcome(place.criterion) else { continue };
        lenses.push(Lens {
            span: place.span,
            title: words::outcome(assessment.policy.criterion(place.criterion), outcome),
            click: Click::Verdict,
        });
    }
    lenses
}
