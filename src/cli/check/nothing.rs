//! What to say of folders without proposals: which files would be some.

use crate::cli::configuration::{Configurations, from_here};
use crate::cli::document::folder;
use std::path::Path;

/// What counts where nothing is configured.
const BY_DEFAULT: &str = "  A proposal is a file named *.hotfix.md or *.hotfix.yaml, a Markdown or YAML file below a folder
  named hotfix, hotfixes or hotfix-proposals, one that `include` in hotfix-lint.yaml matches, or one
  whose metadata says `kind: hotfix-proposal`. `hotfix-lint new` begins one.";

/// So many globs are named.
const MOST_GLOBS: usize = 5;

/// Which files count as proposals in these folders, a paragraph for each configuration.
pub(in crate::cli) fn what_counts(
    folders: &[&Path],
    configurations: &Configurations,
) -> Vec<String> {
    let mut told: Vec<Vec<String>> = Vec::new();
    for folder in folders {
        let lines = what_counts_in(folder, configurations);
        if !told.contains(&lines) {
            told.push(lines);
        }
    }
    told.concat()
}

fn by_default() -> Vec<String> {
    BY_DEFAULT.lines().map(str::to_owned).collect()
}

fn what_counts_in(place: &Path, configurations: &Configurations) -> Vec<String> {
    let place = if place.is_dir() { place } else { folder(place) };
    // What is wrong with it has been told, or nothing was found that it holds for.
    let Ok(found) = configurations.of_folder(place) else { return by_default() };
    let config = &found.config;
    let Some(path) = &config.path else { return by_default() };
    let key = |key: &str, globs: &[String]| {
        let mut named: Vec<String> =
            globs.iter().take(MOST_GLOBS).map(|glob| format!("`{glob}`")).collect();
        if globs.len() > MOST_GLOBS {
            named.push(format!("{} more", globs.len() - MOST_GLOBS));
        }
        let line = line_of(path, key).map_or_else(String::new, |line| format!(":{line}"));
        (format!("`{key}` in {}{line}", from_here(path)), named.join(", "))
    };
    let mut lines = if config.include.is_empty() {
        by_default()
    } else {
        let (include, globs) = key("include", &config.include);
        vec![
            format!("  A proposal is a Markdown or YAML file that {include} matches: {globs};"),
            "  or one whose metadata says `kind: hotfix-proposal`. `hotfix-lint new` begins one."
                .to_owned(),
        ]
    };
    if !config.exclude.is_empty() {
        let (exclude, globs) = key("exclude", &config.exclude);
        lines.push(format!("  And {exclude} leaves out {globs}."));
    }
    lines
}

/// The line of a configuration's key, from 1.
fn line_of(path: &Path, key: &str) -> Option<usize> {
    let text = crate::files::settings(path).ok()?;
    let begins = |line: &str| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'));
    text.lines().position(begins).map(|line| line + 1)
}
