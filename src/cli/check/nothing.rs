//! What to say of folders without proposals: which files would be some.

use crate::cli::configuration::{Configurations, from_here};
use crate::cli::document::folder;
use std::fmt::Write as _;
use std::path::Path;

/// What counts where nothing is configured.
const BY_DEFAULT: &str = "  A proposal is a file named *.hotfix.md or *.hotfix.yaml, a Markdown or YAML file below a folder
  named hotfix, hotfixes or hotfix-proposals, one that `include` in hotfix-lint.yaml matches, or one
  whose metadata says `kind: hotfix-proposal`. `hotfix-lint new` begins one.";

/// So many globs are named.
const MOST_GLOBS: usize = 5;

/// Which files count as proposals in these folders, a paragraph for each configuration.
pub(in crate::cli) fn what_counts(folders: &[&Path], configurations: &Configurations) -> String {
    let mut told: Vec<String> = Vec::new();
    for folder in folders {
        let text = what_counts_in(folder, configurations);
        if !told.contains(&text) {
            told.push(text);
        }
    }
    told.join("\n")
}

fn what_counts_in(place: &Path, configurations: &Configurations) -> String {
    let place = if place.is_dir() { place } else { folder(place) };
    // What is wrong with it has been told, or nothing was found that it holds for.
    let Ok(found) = configurations.of_folder(place) else { return BY_DEFAULT.to_owned() };
    let config = &found.config;
    let Some(path) = &config.path else { return BY_DEFAULT.to_owned() };
    let key = |key: &str, globs: &[String]| {
        let mut named: Vec<String> =
            globs.iter().take(MOST_GLOBS).map(|glob| format!("`{glob}`")).collect();
        if globs.len() > MOST_GLOBS {
            named.push(format!("{} more", globs.len() - MOST_GLOBS));
        }
        let line = line_of(path, key).map_or_else(String::new, |line| format!(":{line}"));
        (format!("`{key}` in {}{line}", from_here(path)), named.join(", "))
    };
    let mut text = if config.include.is_empty() {
        BY_DEFAULT.to_owned()
    } else {
        let (include, globs) = key("include", &config.include);
        format!(
            "  A proposal is a Markdown or YAML file that {include} matches: {globs};\n  or one whose metadata says `kind: hotfix-proposal`. `hotfix-lint new` begins one."
        )
    };
    if !config.exclude.is_empty() {
        let (exclude, globs) = key("exclude", &config.exclude);
        let _ = write!(text, "\n  And {exclude} leaves out {globs}.");
    }
    text
}

/// The line of a configuration's key, from 1.
fn line_of(path: &Path, key: &str) -> Option<usize> {
    let text = crate::files::settings(path).ok()?;
    let begins = |line: &str| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'));
    text.lines().position(begins).map(|line| line + 1)
}
