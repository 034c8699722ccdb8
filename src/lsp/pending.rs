//! Stand-ins for parts of the configuration that are on their way.

use crate::config::{Config, ConfigError};
use crate::proposal::Format;
use crate::source::Source;
use std::path::{Path, PathBuf};

pub(super) struct Selection;

impl Selection {
    pub(super) fn new(_: &Config) -> Self {
        Self
    }

    pub(super) fn includes(&self, path: &Path) -> bool {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        name.ends_with(".hotfix") || path.iter().any(|part| part == "hotfixes" || part == "hotfix")
    }
}

pub(super) fn discover(from: &Path, stop: Option<&Path>) -> Option<PathBuf> {
    for folder in from.ancestors() {
        for name in ["hotfix-lint.yaml", "hotfix-lint.yml"] {
            let path = folder.join(name);
            if path.is_file() {
                return Some(path);
            }
        }
        if Some(folder) == stop || folder.join(".git").exists() {
            return None;
        }
    }
    None
}

pub(super) fn load(path: &Path) -> std::io::Result<(Source, Result<Config, Vec<ConfigError>>)> {
    let text = std::fs::read_to_string(path)?;
    let result = Config::parse(&text, path);
    Ok((Source::new(text), result))
}

pub(super) fn says_proposal(_: Format, text: &str) -> bool {
    text.contains("kind: hotfix-proposal")
}
