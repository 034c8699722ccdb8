//! From a policy's YAML to a checked [`Policy`].

use super::Policy;
use crate::source::Span;

/// A mistake in a policy file, at its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    /// The key or value.
    pub span: Span,
    /// What is wrong and what to do.
    pub message: String,
}

/// Reads and checks a policy: every mistake is told, not the first alone.
pub fn load(text: &str) -> Result<Policy, Vec<PolicyError>> {
    let _ = text;
    Err(Vec::new())
}
