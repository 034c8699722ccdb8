//! How a new proposal names the policy that was asked for.

use super::will_hold;
use crate::cli::configuration::{absolute, shown};
use crate::cli::document::folder;
use crate::files::{self, MOST_SETTINGS_BYTES};
use crate::policy::files::is_path;
use crate::policy::{Policy, builtin};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What its `policy` has to say; `None` where the policy holds in its place anyway.
pub(super) fn of(asked: &str, policy: &Arc<Policy>, proposal: Option<&Path>) -> Option<String> {
    let is_built_in = builtin::find(asked).is_some();
    let found = will_hold(proposal).ok().filter(|found| !found.config.stands_in);
    let holds = found.is_some_and(|found| {
        let held = &found.config.policy;
        let is_file = |file: &PathBuf| real(file) == real(Path::new(asked));
        Arc::ptr_eq(held, policy)
            || !is_built_in && held.name == policy.name && found.config.files.iter().any(is_file)
    });
    match (holds, is_built_in) {
        (true, _) => None,
        (false, true) => Some(asked.to_owned()),
        (false, false) => Some(way(Path::new(asked), proposal)),
    }
}

/// The path of a policy's file from a proposal.
fn way(file: &Path, proposal: Option<&Path>) -> String {
    let proposal = real(proposal.unwrap_or(Path::new("new.md")));
    let way = shown(&files::from(folder(&proposal), &real(file)));
    // A lone word is the name of a policy that is built in.
    if is_path(&way) { way } else { format!("./{way}") }
}

/// Where a path really leads, as far as it is there: `..` behind a symbolic link is another folder than it looks. The file
/// itself keeps its name.
fn real(path: &Path) -> PathBuf {
    let path = absolute(path);
    for above in path.ancestors().skip(1) {
        if let (Ok(real), Ok(rest)) = (above.canonicalize(), path.strip_prefix(above)) {
            return real.join(rest);
        }
    }
    path
}

/// Why a proposal that has been written cannot have the policy that was asked for, if so.
pub(super) fn is_out_of_reach(asked: &str, proposal: &Path) -> Option<String> {
    if builtin::find(asked).is_some() {
        return None;
    }
    let way = way(Path::new(asked), Some(proposal));
    let why = files::beside(&absolute(proposal), &way, MOST_SETTINGS_BYTES).err()?;
    Some(format!("the policy {way} {why}; copy it into the repository, and name that"))
}
