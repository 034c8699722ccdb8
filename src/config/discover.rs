//! Which configuration holds for a document, and which files are proposals.

use super::Config;
use crate::proposal::{Format, metadata, yaml_tree};
use crate::source::{Source, Span};
use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use std::fmt;
use std::path::{Path, PathBuf};

/// What a configuration file is called; of two in one folder the first holds.
pub const FILE_NAMES: [&str; 2] = ["hotfix-lint.yaml", "hotfix-lint.yml"];

/// The nearest configuration from a file or folder up to `stop`, or to the repository's root (a folder with `.git`),
/// each of them included.
pub fn discover(from: &Path, stop: Option<&Path>) -> Option<PathBuf> {
    for folder in from.ancestors() {
        let found = FILE_NAMES.iter().map(|name| folder.join(name)).find(|path| path.is_file());
        if found.is_some() {
            return found;
        }
        if stop == Some(folder) || folder.join(".git").exists() {
            return None;
        }
    }
    None
}

/// Which files of a folder are proposals by their name.
#[derive(Clone, Debug)]
pub struct Selection {
    /// The folder that globs start from; empty for the default configuration.
    root: PathBuf,
    include: GlobSet,
    exclude: GlobSet,
}

/// A glob that cannot be used.
#[derive(Clone, Debug)]
pub struct SelectionError(globset::Error);

impl fmt::Display for SelectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: mend `include` or `exclude`", self.0)
    }
}

impl std::error::Error for SelectionError {}

/// What counts as a proposal where `include` says nothing.
const DEFAULT: [&str; 2] = [
    "**/*.hotfix.{md,markdown,yaml,yml}",
    "**/{hotfix,hotfixes,hotfix-proposals}/**/*.{md,markdown,yaml,yml}",
];

pub(super) fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    // A pattern ending in a slash means everything below.
    let pattern = if pattern.ends_with('/') { format!("{pattern}**") } else { pattern.to_owned() };
    GlobBuilder::new(&pattern).literal_separator(true).build()
}

impl Selection {
    /// The globs of a configuration.
    pub fn new(config: &Config) -> Result<Self, SelectionError> {
        let set = |patterns: &[&str]| {
            let mut builder = GlobSetBuilder::new();
            for pattern in patterns {
                builder.add(glob(pattern)?);
            }
            builder.build()
        };
        let include: Vec<&str> = config.include.iter().map(String::as_str).collect();
        let exclude: Vec<&str> = config.exclude.iter().map(String::as_str).collect();
        let include = if include.is_empty() { DEFAULT.to_vec() } else { include };
        Ok(Self {
            root: config.folder().map(Path::to_owned).unwrap_or_default(),
            include: set(&include).map_err(SelectionError)?,
            exclude: set(&exclude).map_err(SelectionError)?,
        })
    }

    /// Whether a file, by its absolute path or one that begins like the configuration's, is a proposal by its name.
    pub fn includes(&self, path: &Path) -> bool {
        let relative = path.strip_prefix(&self.root).unwrap_or(path);
        self.include.is_match(relative) && !self.exclude.is_match(relative)
    }

    /// Whether `exclude` leaves a file out, whatever else says that it is a proposal.
    pub fn excludes(&self, path: &Path) -> bool {
        self.exclude.is_match(path.strip_prefix(&self.root).unwrap_or(path))
    }
}

/// Whether a text's metadata says `kind: hotfix-proposal`. Cheap for texts that do not have these words at their
/// beginning.
pub fn says_proposal(format: Format, text: &str) -> bool {
    /// How much of a text may be metadata: what stands further down is content.
    const HEAD: usize = 16 << 10;
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    if !head.contains("hotfix-proposal") {
        return false;
    }
    let source = Source::new(head);
    let (tree, block, body) = match format {
        Format::Markdown => {
            let Some((block, body, _)) = metadata::split_front_matter(&source) else {
                return false;
            };
            (yaml_tree::parse(head, body), Some(block), Some(body))
        }
        Format::Yaml => (yaml_tree::parse(head, Span::new(0, head.len())), None, None),
    };
    metadata::read(&source, tree, block, body).says_proposal()
}
