//! From the paths on the command line to the files that may be proposals.

use crate::cli::configuration::{absolute, shown};
use crate::files::{self, reason};
use crate::report::failure::Failure;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A file to look at.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) struct File {
    /// Where it is; `-` for standard input.
    pub(in crate::cli) path: PathBuf,
    /// As it is named in output.
    pub(in crate::cli) shown: String,
    /// Whether it was named, and is checked whatever its name and text say.
    pub(in crate::cli) named: bool,
    /// The folders in which it was found, indexes into [`Found::folders`].
    pub(in crate::cli) folders: Vec<usize>,
}

/// What the command line came to.
#[derive(Debug, Default)]
pub(in crate::cli) struct Found {
    /// The files, in the order of their names, each once.
    pub(in crate::cli) files: Vec<File>,
    /// The folders that were walked.
    pub(in crate::cli) folders: Vec<String>,
    /// What could not be looked at.
    pub(in crate::cli) errors: Vec<Failure>,
}

/// Looks up every path, and walks the folders among them.
pub(in crate::cli) fn find(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    // By absolute path: a file that is reached in two ways is one, and names that look alike are not.
    let mut files: BTreeMap<PathBuf, File> = BTreeMap::new();
    for path in paths {
        if path.as_os_str() == "-" {
            files.entry(path.clone()).or_insert_with(|| file(path)).named = true;
            continue;
        }
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                let folder = found.folders.len();
                found.folders.push(shown(path));
                let (inside, errors) = files::candidates(path);
                found.errors.extend(errors.iter().map(|error| walk_error(path, error)));
                for path in inside {
                    let entry = files.entry(absolute(&path)).or_insert_with(|| file(&path));
                    entry.folders.push(folder);
                }
            }
            Ok(_) => files.entry(absolute(path)).or_insert_with(|| file(path)).named = true,
            Err(error) => found.errors.push(Failure::new(&shown(path), &reason(&error))),
        }
    }
    found.files = files.into_values().collect();
    found
}

fn file(path: &Path) -> File {
    File { path: path.to_owned(), shown: shown(path), named: false, folders: Vec::new() }
}

fn walk_error(folder: &Path, error: &ignore::Error) -> Failure {
    let place = shown(path_of(error).unwrap_or(folder));
    let why = error.io_error().map_or_else(|| error.to_string(), reason);
    Failure::new(&place, &why)
}

/// What below the folder an error is about.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        _ => None,
    }
}
