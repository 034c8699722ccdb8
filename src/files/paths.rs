//! Paths as text: which of them is the same file, and the way from one to the other.

use std::path::{Component, Path, PathBuf};

/// A path without `.` and `..`.
pub fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

/// A path from the root without `.` and `..`, to the same file: a symbolic link stays in it, except where `..` leads out
/// of what it points to.
pub fn without_detours(path: &Path) -> PathBuf {
    let mut found = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                if found.is_symlink() {
                    found = found.canonicalize().unwrap_or(found);
                }
                found.pop();
            }
            part => found.push(part),
        }
    }
    found
}

/// The way from a folder to a file, both from the root and without detours: `..` leads upwards. The file's own path where
/// there is none, as between two drives.
pub fn from(folder: &Path, file: &Path) -> PathBuf {
    let (mut above, mut below) = (folder.components(), file.components());
    if above.clone().next() != below.clone().next() {
        return file.to_owned();
    }
    let (mut up, mut down) = (above.clone(), below.clone());
    while let (Some(one), Some(other)) = (above.next(), below.next())
        && one == other
    {
        (up, down) = (above.clone(), below.clone());
    }
    up.map(|_| Component::ParentDir).chain(down).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_without_detours() {
        assert_eq!(plain(Path::new("/a/./b/../c.md")), Path::new("/a/c.md"));
        assert_eq!(plain(Path::new("/a/../../b")), Path::new("/b"));
    }

    #[test]
    fn ways_from_folder_to_file() {
        let way = |folder, file| from(Path::new(folder), Path::new(file));
        assert_eq!(way("/a/b", "/a/b/c/d.md"), Path::new("c/d.md"));
        assert_eq!(way("/a/b/c", "/a/d/e.md"), Path::new("../../d/e.md"));
        assert_eq!(way("/a/bc", "/a/b"), Path::new("../b"));
        assert_eq!(way("/", "/b.md"), Path::new("b.md"));
        assert_eq!(way("/x", "/b.md"), Path::new("../b.md"));
        assert_eq!(way("/x", "/x"), Path::new(""));
        assert_eq!(way("x", "/b.md"), Path::new("/b.md"));
    }

    #[cfg(unix)]
    #[test]
    fn detours_lead_where_the_system_says() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        std::fs::create_dir_all(at("real/inner")).unwrap();
        std::os::unix::fs::symlink("real/inner", at("link")).unwrap();
        assert_eq!(without_detours(&at("link/./a.md")), at("link/a.md"));
        let real = at("real").canonicalize().unwrap();
        assert_eq!(without_detours(&at("link/../a.md")), real.join("a.md"));
        assert_eq!(without_detours(&at("none/../a.md")), at("a.md"));
        assert_eq!(without_detours(Path::new("/../a.md")), Path::new("/a.md"));
    }
}
