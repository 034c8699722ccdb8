//! Where the files that a document names are looked for.

use super::plain;
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The folder of a document, and the folders above it up to the repository's root, as they are in one run: authors
/// write paths from either.
///
/// A path that leaves the repository or the file system (by `..` from the document's folder, a link, a drive, a share, the
/// root) is not looked for, and counts as there: whoever writes a document must not learn from it what is elsewhere on the
/// machine that checks it.
#[derive(Debug)]
pub struct Surroundings {
    folder: PathBuf,
    root: Option<PathBuf>,
    /// Whether what has been asked for is there: the documents of a folder name the same files again and again.
    known: Mutex<HashMap<String, bool>>,
}

/// What a name comes to, seen from a folder.
enum Place {
    /// Something in the repository.
    File(PathBuf),
    Nothing,
    /// Nobody's concern.
    Elsewhere,
}

impl Surroundings {
    /// Those of the documents in a folder, whose path is absolute.
    pub fn of(folder: &Path) -> Self {
        let folder = plain(folder);
        let root = folder.ancestors().find(|above| above.join(".git").exists());
        Self { root: root.map(Path::to_owned), folder, known: Mutex::default() }
    }

    /// What has been asked for.
    pub fn asked(&self) -> Vec<String> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    /// Whether a file that a document names is there.
    pub fn have(&self, named: &str) -> bool {
        if !is_inside(named) {
            return true;
        }
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(&there) = known().get(named) {
            return there;
        }
        // Looked up without the lock: two threads may do so at once, and find the same.
        let there = self.places(named).any(|place| !matches!(place, Place::Nothing));
        known().insert(named.to_owned(), there);
        there
    }

    /// The file that a document names; `None` as well for a path that is not looked for.
    pub fn find(&self, named: &str) -> Option<PathBuf> {
        if !is_inside(named) {
            return None;
        }
        self.places(named).find_map(|place| match place {
            Place::File(path) => Some(path),
            Place::Nothing | Place::Elsewhere => None,
        })
    }

    /// What a name comes to, seen from the folder and from each one above it.
    fn places(&self, named: &str) -> impl Iterator<Item = Place> {
        let last = self.root.as_deref();
        let mut above = Some(self.folder.as_path());
        let straight = |part| matches!(part, Component::Normal(_));
        let is_straight = Path::new(named).components().all(straight);
        std::iter::from_fn(move || {
            let folder = above?;
            above = folder.parent().filter(|_| last != Some(folder));
            let path = folder.join(named);
            let path = if is_straight { path } else { plain(&path) };
            // `../logs/a.txt`, seen from the root itself, is no name of anything: the author did not write it from there.
            let leaves = folder != self.folder && last.is_some_and(|root| !path.starts_with(root));
            Some(if leaves { Place::Nothing } else { self.place(&path) })
        })
    }

    fn place(&self, path: &Path) -> Place {
        let Some(root) = &self.root else {
            return if path.exists() { Place::File(path.to_owned()) } else { Place::Nothing };
        };
        let Ok(inside) = path.strip_prefix(root) else { return Place::Elsewhere };
        let mut step = root.clone();
        for part in inside.components() {
            step.push(part);
            match step.symlink_metadata() {
                // A link may lead anywhere, and is not followed.
                Ok(metadata) if metadata.is_symlink() => return Place::Elsewhere,
                Ok(_) => {}
                Err(_) => return Place::Nothing,
            }
        }
        Place::File(step)
    }
}

fn is_inside(named: &str) -> bool {
    Path::new(named)
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir | Component::ParentDir))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_files() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("hotfixes/deep");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(root.path().join("test_a.py"), "").unwrap();
        let exists = |folder: &Path, named: &str| Surroundings::of(folder).have(named);
        let find = |folder: &Path, named: &str| Surroundings::of(folder).find(named);
        assert!(exists(&folder, "test_a.py"));
        assert!(exists(&folder, "../../test_a.py"));
        assert!(!exists(&folder, "test_b.py"));
        assert!(exists(&folder, "/none/such"), "not looked for");
        std::fs::create_dir(root.path().join("hotfixes/.git")).unwrap();
        assert!(!exists(&folder, "test_a.py"), "another repository's file");
        assert!(find(&folder, "../../test_a.py").is_none(), "another repository's file");
        assert!(exists(&folder, "../../test_b.py"), "not looked for");
    }

    #[test]
    fn a_name_that_leads_up_is_looked_for_from_the_document() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("hotfixes");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::create_dir(root.path().join(".git")).unwrap();
        std::fs::write(root.path().join("test_a.py"), "").unwrap();
        let exists = |named: &str| Surroundings::of(&folder).have(named);
        assert!(exists("../test_a.py"));
        assert!(!exists("../test_b.py"));
        assert!(!exists("../none/test_a.py"));
        assert!(!exists("../hotfixes/../none.png"));
        assert!(exists("../../test_b.py"), "not looked for");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_learned_of_what_is_outside_the_repository() {
        let outside = tempfile::tempdir().unwrap();
        std::fs::write(outside.path().join("secret"), "").unwrap();
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("hotfixes");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::create_dir(root.path().join(".git")).unwrap();
        std::os::unix::fs::symlink(outside.path(), folder.join("link")).unwrap();
        let exists = |folder: &Path, named: &str| Surroundings::of(folder).have(named);
        let find = |folder: &Path, named: &str| Surroundings::of(folder).find(named);
        let up = format!("../..{}", outside.path().display());
        for (there, not) in
            [("link/secret", "link/none"), (&format!("{up}/secret"), &format!("{up}/none"))]
        {
            assert_eq!(exists(&folder, there), exists(&folder, not), "{there}");
            assert_eq!((find(&folder, there), find(&folder, not)), (None, None));
        }
    }
}
