//! Policies in files that documents name, each read once for as long as it and what it extends stay the same.

use super::{Policy, load};
use crate::files::{self, MOST_SETTINGS_BYTES, Stamp};
use crate::source::{Encoding, Source};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What is known of the policy files that documents have named.
#[derive(Debug, Default)]
pub struct PolicyFiles {
    known: Mutex<HashMap<PathBuf, Known>>,
}

#[derive(Debug)]
struct Known {
    /// The file and those that it builds upon, as they were.
    files: Vec<(PathBuf, Option<Stamp>)>,
    policy: Result<Arc<Policy>, String>,
}

impl Known {
    fn is_current(&self) -> bool {
        self.files.iter().all(|(file, stamp)| files::stamp(file) == *stamp)
    }
}

/// Whether a policy's name is that of a file.
pub fn is_path(name: &str) -> bool {
    name.contains(['/', '\\']) || Path::new(name).extension().is_some()
}

impl PolicyFiles {
    /// The policy in the file that a document names relative to itself; or why there is none, in words that begin with
    /// its name.
    pub fn find(&self, document: &Path, name: &str) -> Result<Arc<Policy>, String> {
        let folder = document.parent().unwrap_or(Path::new(""));
        let target = files::plain(&folder.join(name));
        // Held while reading: whoever needs the same one waits instead of reading it twice.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&target).filter(|known| known.is_current()) {
            return known.policy.clone();
        }
        let read = read(document, name, &target);
        let policy = read.policy.clone();
        known.insert(target, read);
        policy
    }

    /// The file that a document names and those that it builds upon, once it has been looked for.
    pub fn files(&self, document: &Path, name: &str) -> Vec<PathBuf> {
        let folder = document.parent().unwrap_or(Path::new(""));
        let target = files::plain(&folder.join(name));
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let files = known.get(&target).into_iter().flat_map(|known| &known.files);
        files.map(|(file, _)| file.clone()).collect()
    }

    /// Whether no document has named any.
    pub fn is_empty(&self) -> bool {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Whether a document's policy may be another after a change of a file.
    pub fn depends_on(&self, path: &Path) -> bool {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.values().any(|known| known.files.iter().any(|(file, _)| files::plain(file) == path))
    }
}

fn read(document: &Path, name: &str, target: &Path) -> Known {
    let own = (target.to_owned(), files::stamp(target));
    let (file, text) = match files::beside(document, name, MOST_SETTINGS_BYTES) {
        Ok(found) => found,
        Err(why) => return Known { files: vec![own], policy: Err(format!("`{name}` {why}")) },
    };
    let (policy, others) = load::load_file(&text, &file);
    let others = others.into_iter().map(|file| (files::stamp(&file), file));
    let policy = policy.map(Arc::new).map_err(|errors| {
        let Some(first) = errors.first() else { return format!("`{name}` is no policy") };
        let at = Source::new(text.as_str()).position(first.span.start, Encoding::Utf32);
        let more = match errors.len() {
            1 => String::new(),
            all => format!(" (and {} more)", all - 1),
        };
        format!("{name}:{}:{}: {}{more}", at.line + 1, at.column + 1, first.message)
    });
    let files = std::iter::once(own).chain(others.map(|(stamp, file)| (file, stamp))).collect();
    Known { files, policy }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "policy: 1\nname: base\nextends: rapids\n";

    #[test]
    fn a_file_is_read_again_when_it_or_its_base_changes() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let document = at("a.hotfix.md");
        let files = PolicyFiles::default();
        let missing = files.find(&document, "team.yaml").unwrap_err();
        assert_eq!(missing, "`team.yaml` is not there: name a file relative to this one");
        assert!(files.depends_on(&at("team.yaml")));
        std::fs::write(at("base.yaml"), BASE).unwrap();
        std::fs::write(at("team.yaml"), "policy: 1\nname: team\nextends: base.yaml\n").unwrap();
        let found = files.find(&document, "./team.yaml").unwrap();
        assert_eq!(found.name, "team");
        assert!(Arc::ptr_eq(&found, &files.find(&document, "team.yaml").unwrap()));
        assert!(files.depends_on(&at("base.yaml")) && !files.depends_on(&at("other.yaml")));
        std::fs::write(at("base.yaml"), format!("{BASE}remove: [nothing]\n")).unwrap();
        let broken = files.find(&document, "team.yaml").unwrap_err();
        assert!(
            broken.starts_with("team.yaml:3:10: base.yaml:4:10: nothing to remove"),
            "{broken}"
        );
        std::fs::write(at("base.yaml"), format!("{BASE}# mended\n")).unwrap();
        assert!(files.find(&document, "team.yaml").is_ok());
    }

    #[test]
    fn nothing_outside_of_the_repository_is_read() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("repo/.git")).unwrap();
        std::fs::write(folder.path().join("team.yaml"), BASE).unwrap();
        let document = folder.path().join("repo/a.hotfix.md");
        let told = PolicyFiles::default().find(&document, "../team.yaml").unwrap_err();
        assert_eq!(told, "`../team.yaml` leads out of the repository, and is not read");
    }
}
