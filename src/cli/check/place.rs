//! Where a file is for those who show findings beside its lines: forges count paths from the repository's root.

use crate::cli::configuration::{absolute, shown};
use crate::cli::stdin;
use crate::report::Format;
use std::path::{Path, PathBuf};

/// The root that a format's paths start from; `None` where they are as they were given.
pub(super) fn root(format: Format) -> Option<PathBuf> {
    match format {
        Format::Github | Format::Gitlab | Format::Sarif => repository(),
        Format::Human | Format::Json | Format::Junit | Format::Statistics => None,
    }
}

/// The root of the repository that the current folder is in.
pub(in crate::cli) fn repository() -> Option<PathBuf> {
    let here = absolute(Path::new(""));
    here.ancestors().find(|above| above.join(".git").exists()).map(Path::to_owned)
}

/// A file's path from that root; `None` where it is no file, or not below it.
pub(in crate::cli) fn from_root(root: Option<&Path>, path: &Path) -> Option<String> {
    if path.as_os_str() == stdin::NAME {
        return None;
    }
    let path = absolute(path);
    let below = path.strip_prefix(root?).ok()?;
    Some(shown(below))
}
