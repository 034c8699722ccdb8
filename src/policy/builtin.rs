//! The policies that come with the program, embedded in the form a team would write them.

use super::Policy;
use std::sync::{Arc, OnceLock};

/// Name and text of every built-in policy, the default first.
pub const BUILTIN: [(&str, &str); 10] = [
    ("rapids", include_str!("builtin/rapids.yaml")),
    ("rapids-practice", include_str!("builtin/rapids-practice.yaml")),
    ("firefox-uplift", include_str!("builtin/firefox-uplift.yaml")),
    ("chromium-merge", include_str!("builtin/chromium-merge.yaml")),
    ("ubuntu-sru", include_str!("builtin/ubuntu-sru.yaml")),
    ("debian-unblock", include_str!("builtin/debian-unblock.yaml")),
    ("kubernetes-cherry-pick", include_str!("builtin/kubernetes-cherry-pick.yaml")),
    ("dotnet-servicing", include_str!("builtin/dotnet-servicing.yaml")),
    ("flutter-cherry-pick", include_str!("builtin/flutter-cherry-pick.yaml")),
    ("itil-emergency-change", include_str!("builtin/itil-emergency-change.yaml")),
];

/// The default policy, `rapids`.
pub fn rapids() -> Arc<Policy> {
    loaded(0)
}

/// The built-in policy of that name.
pub fn find(name: &str) -> Option<Arc<Policy>> {
    BUILTIN.iter().position(|(known, _)| *known == name).map(loaded)
}

/// A built-in policy, read once.
fn loaded(index: usize) -> Arc<Policy> {
    static LOADED: [OnceLock<Arc<Policy>>; BUILTIN.len()] =
        [const { OnceLock::new() }; BUILTIN.len()];
    let (name, text) = BUILTIN[index];
    LOADED[index]
        .get_or_init(|| match super::load::load(text) {
            Ok(policy) => Arc::new(policy),
            // Cannot happen: a test loads each of them.
            Err(errors) => panic!("the built-in policy {name} does not load: {errors:?}"),
        })
        .clone()
}
