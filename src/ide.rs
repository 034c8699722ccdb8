//! What editors show, without their protocol: pure functions over a text, its context and its assessment.
//!
//! One file a feature. Places are bytes; [`crate::lsp`] turns them into ranges, and nothing else.

pub mod actions;
mod addresses;
pub mod completion;
pub mod definition;
pub mod file;
#[cfg(test)]
mod fixture;
pub mod folds;
pub mod hints;
pub mod hover;
pub mod lens;
pub mod links;
pub mod markup;
pub mod outline;
pub mod places;
pub mod rename;
pub mod selection;
pub mod status;
pub mod tokens;
pub mod verdict;

use crate::assess::Assessment;
use crate::order;
use crate::policy::CriterionId;
use crate::source::Span;

/// Where the criteria stand, in document order: their headings, and the first questions of those that have none.
fn criterion_places(assessment: &Assessment) -> Vec<(CriterionId, Span)> {
    let headings = assessment.proposal.criteria.iter().map(|place| (place.criterion, place.span));
    let mut places: Vec<(CriterionId, Span)> = headings.collect();
    let bare = |id: &CriterionId| places.iter().all(|(criterion, _)| criterion != id);
    let bare: Vec<CriterionId> = assessment.policy.criterion_ids().filter(bare).collect();
    places.extend(bare.into_iter().filter_map(|id| Some((id, assessment.criterion_place(id)?))));
    order::by_key(&mut places, |(_, span)| span.start);
    places
}
