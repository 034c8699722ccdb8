//! The policies that come with the program, embedded in the form a team would write them.

use super::Policy;
use std::sync::{Arc, OnceLock};

/// Name and text of every built-in policy, the default first.
pub const BUILTIN: [(&str, &str); 1] = [("rapids", include_str!("builtin/rapids.yaml"))];

/// The default policy, `rapids`.
#[expect(clippy::missing_panics_doc, reason = "a test loads every built-in policy")]
pub fn rapids() -> Arc<Policy> {
    static RAPIDS: OnceLock<Arc<Policy>> = OnceLock::new();
    RAPIDS
        .get_or_init(|| match super::load::load(BUILTIN[0].1) {
            Ok(policy) => Arc::new(policy),
            Err(errors) => panic!("the built-in policy does not load: {errors:?}"),
        })
        .clone()
}

/// The built-in policy of that name.
pub fn find(name: &str) -> Option<Arc<Policy>> {
    (name == BUILTIN[0].0).then(rapids)
}
