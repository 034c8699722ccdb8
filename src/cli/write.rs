//! Writing files whole or not at all.

use super::configuration::shown;
use crate::files::{self, reason};
use std::io::Write as _;
use std::path::Path;

/// Replaces the content of a file that was read as `before` by `after`.
///
/// The new text is written beside the file, given its permissions and moved over it: whoever reads meanwhile sees the
/// old text or the new one. A symbolic link stays, what it points to is replaced. A file that is not `before` any more
/// is left alone.
pub(super) fn replace(path: &Path, before: &str, after: &str) -> Result<(), String> {
    let told =
        |error: &std::io::Error| format!("{}: cannot be written: {}", shown(path), reason(error));
    let target = std::fs::canonicalize(path).map_err(|error| told(&error))?;
    let permissions = std::fs::metadata(&target).map_err(|error| told(&error))?.permissions();
    if permissions.readonly() {
        return Err(format!("{}: is read-only and was not changed", shown(path)));
    }
    let mut file = beside(&target).map_err(|error| told(&error))?;
    file.write_all(after.as_bytes()).map_err(|error| told(&error))?;
    file.as_file().set_permissions(permissions).map_err(|error| told(&error))?;
    file.as_file().sync_all().map_err(|error| told(&error))?;
    // As late as can be: what somebody saved meanwhile is theirs.
    if files::read(&target).ok().as_deref() != Some(before) {
        return Err(format!(
            "{}: has changed meanwhile and was not written; run again",
            shown(path)
        ));
    }
    file.persist(&target).map_err(|error| told(&error.error))?;
    Ok(())
}

/// Writes a file of this program's own, whole or not at all, over an older one. Of two that write at once the last one
/// wins, and neither is half there.
pub(super) fn put(path: &Path, text: &str) -> Result<(), String> {
    let told =
        |error: &std::io::Error| format!("{}: cannot be written: {}", shown(path), reason(error));
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let permissions = std::fs::metadata(&target).ok().map(|metadata| metadata.permissions());
    if permissions.as_ref().is_some_and(std::fs::Permissions::readonly) {
        return Err(format!("{}: is read-only and was not changed", shown(path)));
    }
    let mut file = beside(&target).map_err(|error| told(&error))?;
    file.write_all(text.as_bytes()).map_err(|error| told(&error))?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions).map_err(|error| told(&error))?;
    }
    file.persist(&target).map_err(|error| told(&error.error))?;
    Ok(())
}

/// A temporary file in the same folder, with the permissions of any new file.
fn beside(path: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".hotfix-lint-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder.unwrap_or(Path::new(".")))
}

/// Why a new file cannot have this name: there is one.
pub(super) fn taken(path: &Path) -> Option<String> {
    path.symlink_metadata().ok()?;
    let words = "is there already, and nothing is overwritten; choose another name";
    Some(format!("{}: {words}", shown(path)))
}

/// Writes a file that must not be there yet, whole or not at all; folders on the way to it are made.
pub(super) fn create(path: &Path, text: &str) -> Result<(), String> {
    let told =
        |error: &std::io::Error| format!("{}: cannot be written: {}", shown(path), reason(error));
    if let Some(error) = taken(path) {
        return Err(error);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(|error| told(&error))?;
    let mut file = beside(path).map_err(|error| told(&error))?;
    file.write_all(text.as_bytes()).map_err(|error| told(&error))?;
    // Somebody may have been quicker.
    file.persist_noclobber(path)
        .map_err(|error| taken(path).unwrap_or_else(|| told(&error.error)))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn replaced_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "before").unwrap();
        replace(&path, "before", "after").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "after");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
    }

    #[test]
    fn a_file_that_has_changed_since_it_was_read_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "after").unwrap();
        let refused = replace(&path, "before", "again").unwrap_err();
        assert!(refused.contains("has changed meanwhile"), "{refused}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "after");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
        assert!(replace(&folder.path().join("none.md"), "", "x").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.md"), folder.path().join("link.md"));
        fs::write(&path, "before").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("a.md", &link).unwrap();
        replace(&link, "before", "after").unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "after");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).unwrap();
        assert!(replace(&path, "after", "x").unwrap_err().contains("read-only"));
    }

    #[test]
    fn never_over_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/er/a.md");
        create(&path, "one").unwrap();
        assert!(create(&path, "two").unwrap_err().contains("is there already"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }
}
