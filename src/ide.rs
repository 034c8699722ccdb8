//! What editors show, without their protocol: pure functions over a text, its context and its assessment.
//!
//! One file a feature. Places are bytes; [`crate::lsp`] turns them into ranges, and nothing else.

pub mod actions;
pub mod completion;
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
pub mod selection;
pub mod verdict;
