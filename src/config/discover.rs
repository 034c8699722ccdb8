//! Which configuration holds for a document, and which files are proposals.

use super::Config;
use crate::files;
use crate::proposal::{Format, metadata, yaml_tree};
use crate::source::{Source, Span};
use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use std::fmt;
use std::path::{Path, PathBuf};

/// What a configuration file is called; of two in one folder the first holds.
pub const FILE_NAMES: [&str; 2] = ["hotfix-lint.yaml", "hotfix-lint.yml"];

/// The nearest configuration from a file or folder up to the root of its repository (a folder with `.git`), or outside
/// of any repository up to `stop`, both included.
///
/// A server with a folder of a repository open, and the command line, find the same file.
pub fn discover(from: &Path, stop: Option<&Path>) -> Option<PathBuf> {
    let root = from.ancestors().find(|folder| folder.join(".git").exists());
    let last = root.or(stop);
    for folder in from.ancestors() {
        let found = FILE_NAMES.iter().map(|name| folder.join(name)).find(|path| path.is_file());
        if found.is_some() {
            return found;
        }
        if last == Some(folder) {
            return None;
        }
    }
    None
}

/// Which files are proposals by their place and name.
#[derive(Clone, Debug)]
pub struct Selection {
    /// The folder that globs start from; empty for the default configuration.
    root: PathBuf,
    /// `None`: what is taken for a proposal where `include` says nothing.
    include: Option<GlobSet>,
    exclude: GlobSet,
}

/// Whether a file is a proposal, as far as its path tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selected {
    /// It is, whatever it says.
    Yes,
    /// It is not, whatever it says.
    No,
    /// It is when it says so.
    WhenItSaysSo,
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

/// Folders whose Markdown and YAML files are proposals where `include` says nothing.
const FOLDERS: [&str; 3] = ["hotfix", "hotfixes", "hotfix-proposals"];

pub(super) fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let pattern = pattern.strip_prefix('/').unwrap_or(pattern);
    // A pattern ending in a slash means everything below.
    let pattern = if pattern.ends_with('/') { format!("{pattern}**") } else { pattern.to_owned() };
    GlobBuilder::new(&pattern).literal_separator(true).build()
}

impl Selection {
    /// The globs of a configuration.
    pub fn new(config: &Config) -> Result<Self, SelectionError> {
        let set = |patterns: &[String]| {
            let mut builder = GlobSetBuilder::new();
            for pattern in patterns {
                builder.add(glob(pattern).map_err(SelectionError)?);
            }
            builder.build().map_err(SelectionError)
        };
        let include = if config.include.is_empty() { None } else { Some(set(&config.include)?) };
        Ok(Self {
            root: config.folder().map(Path::to_owned).unwrap_or_default(),
            include,
            exclude: set(&config.exclude)?,
        })
    }

    /// What a file's path tells, absolute or beginning like the configuration's.
    pub fn selects(&self, path: &Path) -> Selected {
        if self.excludes(path) {
            Selected::No
        } else if self.is_included(path) {
            Selected::Yes
        } else {
            Selected::WhenItSaysSo
        }
    }

    /// Whether a file, by its absolute path or one that begins like the configuration's, is a proposal whatever it
    /// says. Only Markdown and YAML files are, and never a configuration.
    pub fn includes(&self, path: &Path) -> bool {
        !self.excludes(path) && self.is_included(path)
    }

    fn is_included(&self, path: &Path) -> bool {
        if files::format_of(path).is_none() || files::is_config(path) {
            return false;
        }
        match &self.include {
            Some(include) => include.is_match(self.relative(path)),
            None => is_named_proposal(path) || is_among_proposals(path),
        }
    }

    /// Whether `exclude` leaves a file out, whatever else says that it is a proposal. A folder that is left out takes
    /// along what is in it.
    pub fn excludes(&self, path: &Path) -> bool {
        if self.exclude.is_empty() {
            return false;
        }
        let is_part = |part: &&Path| !part.as_os_str().is_empty();
        self.relative(path).ancestors().take_while(is_part).any(|part| self.exclude.is_match(part))
    }

    fn relative<'p>(&self, path: &'p Path) -> &'p Path {
        path.strip_prefix(&self.root).unwrap_or(path)
    }
}

/// `NAME.hotfix.md` and the like.
fn is_named_proposal(path: &Path) -> bool {
    let stem = path.file_stem().map(Path::new);
    stem.and_then(Path::extension).is_some_and(|extension| extension == "hotfix")
}

/// Whether one of the folders above, up to the repository's root, is one for proposals. What the repository's own
/// folder is called says nothing about the files in it.
fn is_among_proposals(path: &Path) -> bool {
    let is_for_proposals =
        |folder: &Path| folder.file_name().is_some_and(|name| FOLDERS.iter().any(|f| name == *f));
    let folders = || path.ancestors().skip(1);
    // The disk is asked only where it matters.
    folders().any(is_for_proposals)
        && folders().take_while(|folder| !folder.join(".git").exists()).any(is_for_proposals)
}

/// How much of a text may be metadata, in bytes: what stands further down is content.
pub const HEAD: usize = 16 << 10;

/// Whether a text's metadata says `kind: hotfix-proposal`. Cheap for texts that do not have these words at their
/// beginning.
pub fn says_proposal(format: Format, text: &str) -> bool {
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    if !head.contains("hotfix-proposal") {
        return false;
    }
    if leads_with_kind(format, head) {
        return true;
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

/// Whether the first key of all says it, written as nearly everybody does: then nothing below can change that.
fn leads_with_kind(format: Format, head: &str) -> bool {
    let mut lines = head.lines();
    let first = match format {
        Format::Markdown => lines.next().filter(|line| *line == "---").and_then(|_| lines.next()),
        Format::Yaml => lines.find(|line| !line.is_empty() && !line.starts_with('#')),
    };
    first == Some("kind: hotfix-proposal")
}
