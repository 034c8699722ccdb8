//! Which question or criterion a line's leading words ask for.

use crate::policy::Policy;

/// All prompts, titles, aliases and ids of a policy, normalised, to match lines against. Built once per policy.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// Collects the words of `policy`.
    pub fn new(policy: &Policy) -> Self {
        let _ = policy;
        Self {}
    }
}
