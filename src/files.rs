//! What both shells read from the disk: documents, the files that documents name, and the proposals of a folder.

use crate::assess::MAX_BYTES;
use crate::config::{HEAD, Selected, says_proposal};
use crate::proposal::Format;
use std::collections::HashSet;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

mod paths;
mod surroundings;

pub use paths::{from, plain, without_detours};
pub use surroundings::Surroundings;

/// Why a document cannot be read.
#[derive(Debug)]
pub enum ReadError {
    /// The system says no.
    Io(io::Error),
    /// A folder, or something else that holds no text.
    NotAFile,
    /// Nothing in it.
    Empty,
    /// More than [`MAX_BYTES`].
    TooLarge,
    /// Not UTF-8: the first byte that is not, from 0, and its line, from 1.
    NotUtf8 {
        /// The first byte that is not UTF-8.
        offset: usize,
        /// Its line, from 1.
        line: usize,
        /// Whether the file begins as UTF-16 does.
        utf16: bool,
    },
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "cannot be read: {}", reason(error)),
            Self::NotAFile => f.write_str("is not a regular file"),
            Self::Empty => {
                f.write_str("the file is empty; `hotfix-lint new` prints a proposal to begin with")
            }
            Self::TooLarge => write!(
                f,
                "larger than {} MB, which is more than a proposal; shorten it, or link to what is long",
                MAX_BYTES >> 20
            ),
            Self::NotUtf8 { utf16: true, .. } => f.write_str("looks like UTF-16; save it as UTF-8"),
            Self::NotUtf8 { offset, line, .. } => {
                write!(f, "byte {offset} (line {line}) is not UTF-8; save the file as UTF-8")
            }
        }
    }
}

impl std::error::Error for ReadError {}

/// The system's words without its number.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let words = error.to_string();
            let end = words.find(" (os error").unwrap_or(words.len());
            words[..end].to_lowercase()
        }
    }
}

/// Reads a document. Never more than [`MAX_BYTES`] are read, whatever the file grows to meanwhile.
pub fn read(path: &Path) -> Result<String, ReadError> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(ReadError::NotAFile);
    }
    read_from(file, usize::try_from(metadata.len()).unwrap_or(usize::MAX))
}

/// Reads a document from anything, such as standard input; `expected` is how many bytes are likely to come.
pub fn read_from(input: impl Read, expected: usize) -> Result<String, ReadError> {
    let mut bytes = Vec::with_capacity(expected.min(MAX_BYTES) + 1);
    input.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge);
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let line = 1 + memchr::memchr_iter(b'\n', &bytes[..offset]).count();
        let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
        ReadError::NotUtf8 { offset, line, utf16 }
    })
}

/// The longest policy or calendar file in YAML that is read, in bytes.
pub const MOST_SETTINGS_BYTES: u64 = 4 << 20;

/// Path and text of a file that another one names relative to itself, of at most `most` bytes. Else what is wrong with it,
/// as the end of a sentence that begins with its name.
///
/// A configuration, a policy or a proposal comes with the repository and may be anybody's: what it names is read only
/// where the file itself, symbolic links followed, lies inside the repository, or outside of any inside its own folder.
pub fn beside(path: &Path, name: &str, most: u64) -> Result<(PathBuf, String), String> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let relative = Path::new(name);
    let leads_out =
        relative.components().any(|c| matches!(c, Component::RootDir | Component::Prefix(_)));
    if leads_out {
        return Err("is absolute: name it relative to this file".to_owned());
    }
    let target = folder.join(relative);
    let (Ok(root), Ok(real)) = (repository(folder).canonicalize(), target.canonicalize()) else {
        return Err("is not there: name a file relative to this one".to_owned());
    };
    if !real.starts_with(&root) {
        return Err("leads out of the repository, and is not read".to_owned());
    }
    // What is opened is what was looked at, not what a link may lead to by now.
    Ok((target, text(&real, most)?))
}

/// The text of a policy or calendar file, or what is wrong with it.
pub fn settings(path: &Path) -> Result<String, String> {
    text(path, MOST_SETTINGS_BYTES)
}

/// The text of a file, or what is wrong with it. Never more than `most` bytes are read, whatever it grows to meanwhile.
fn text(path: &Path, most: u64) -> Result<String, String> {
    let cannot = |error: io::Error| format!("cannot be read: {}", reason(&error));
    // A pipe is not even opened.
    if !std::fs::metadata(path).map_err(cannot)?.is_file() {
        return Err("is not a file".to_owned());
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(cannot)?.take(most + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() as u64 > most {
        return Err(format!("is longer than {} MB, and is not read", most >> 20));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = 1 + memchr::memchr_iter(b'\n', &error.as_bytes()[..valid]).count();
        format!("is not UTF-8 in line {line}: save it as UTF-8")
    })
}

/// What tells one state of a file from the next: when it was written, and its length in bytes.
pub type Stamp = (SystemTime, u64);

/// What a file is like now; `None` where there is none.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// The nearest folder with a `.git` from `folder` up, else `folder` itself.
fn repository(folder: &Path) -> PathBuf {
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    real.ancestors().find(|above| above.join(".git").exists()).unwrap_or(&real).to_owned()
}

/// The Markdown and YAML files below a folder, in the order of their paths: those of `walk`.
///
/// Which of them are proposals, their configuration says.
pub fn candidates(folder: &Path) -> (Vec<PathBuf>, Vec<ignore::Error>) {
    let mut errors = Vec::new();
    let mut found = Vec::new();
    walk(folder, None, |entry| {
        match entry {
            Ok(path) => found.push(path),
            Err(error) => errors.push(error),
        }
        ControlFlow::Continue(())
    });
    found.sort();
    (found, errors)
}

/// Hands over the Markdown and YAML files below a folder one after the other, until `visit` breaks off. What
/// `.gitignore` leaves out, hidden files and hidden folders are not among them; symbolic links are not followed.
///
/// With `only`, nothing but these files and what is below these folders is looked at, by the same rules.
pub(crate) fn walk(
    folder: &Path,
    only: Option<HashSet<PathBuf>>,
    mut visit: impl FnMut(Result<PathBuf, ignore::Error>) -> ControlFlow<()>,
) {
    let mut builder = ignore::WalkBuilder::new(folder);
    if let Some(only) = only {
        let on_the_way: HashSet<PathBuf> =
            only.iter().flat_map(|path| path.ancestors().skip(1)).map(Path::to_owned).collect();
        builder.filter_entry(move |entry| {
            on_the_way.contains(entry.path())
                || entry.path().ancestors().any(|part| only.contains(part))
        });
    }
    for entry in builder.build() {
        let flow = match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                if !is_file || format_of(entry.path()).is_none() || is_config(entry.path()) {
                    continue;
                }
                visit(Ok(entry.into_path()))
            }
            Err(error) => visit(Err(error)),
        };
        if flow.is_break() {
            return;
        }
    }
}

/// Reads a file that was found in a folder; `None` where it is no proposal. Of one that would have to say so itself
/// only the beginning is read unless it does, and what cannot be read says nothing.
pub fn read_found(path: &Path, selected: Selected) -> Result<Option<String>, ReadError> {
    match selected {
        Selected::No => Ok(None),
        Selected::Yes => read(path).map(Some),
        Selected::WhenItSaysSo => {
            let Some(format) = format_of(path) else { return Ok(None) };
            Ok(read_if_it_says_so(path, format).ok().flatten())
        }
    }
}

fn read_if_it_says_so(path: &Path, format: Format) -> Result<Option<String>, ReadError> {
    let mut file = File::open(path)?;
    // One byte more than is needed: most files are at their end within, and nothing more is read of those.
    let mut head = Vec::with_capacity(HEAD + 1);
    (&mut file).take(HEAD as u64).read_to_end(&mut head)?;
    let says_so = match std::str::from_utf8(&head) {
        Ok(head) => says_proposal(format, head),
        Err(_) => says_proposal(format, &String::from_utf8_lossy(&head)),
    };
    if !says_so {
        return Ok(None);
    }
    let expected = head.len();
    // Less than there was room for is all there is.
    let rest = if expected < HEAD { 0 } else { u64::MAX };
    read_from(head.as_slice().chain(file.take(rest)), expected).map(Some)
}

/// The format a file's name asks for; `None` for other files.
pub fn format_of(path: &Path) -> Option<Format> {
    Format::of_path(&path.file_name()?.to_string_lossy())
}

/// Whether a file is this program's configuration.
pub fn is_config(path: &Path) -> bool {
    path.file_name().is_some_and(|name| crate::config::FILE_NAMES.iter().any(|own| name == *own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read() {
        let read = |bytes: &[u8]| read_from(bytes, 0).map_err(|error| error.to_string());
        assert_eq!(read(b"ok"), Ok("ok".to_owned()));
        assert!(read(b"").unwrap_err().starts_with("the file is empty"));
        assert_eq!(
            read(b"a\nb\xffc"),
            Err("byte 3 (line 2) is not UTF-8; save the file as UTF-8".into())
        );
        assert!(read(b"\xff\xfea\0").unwrap_err().contains("UTF-16"));
        assert!(read(&vec![b'a'; MAX_BYTES]).is_ok());
        assert!(read(&vec![b'a'; MAX_BYTES + 1]).unwrap_err().starts_with("larger than 8 MB"));
    }

    #[test]
    fn a_walk_of_a_few_files_goes_by_the_same_rules() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        std::fs::create_dir_all(at(".git")).unwrap();
        std::fs::create_dir_all(at("a/b")).unwrap();
        std::fs::write(at(".gitignore"), "*.draft.md\n").unwrap();
        for name in ["a/1.md", "a/2.md", "a/2.draft.md", "a/b/3.md", "a/b/.4.md", "5.md"] {
            std::fs::write(at(name), "x").unwrap();
        }
        let walked = |only: &[&str]| {
            let mut found = Vec::new();
            walk(root.path(), Some(only.iter().map(|name| at(name)).collect()), |entry| {
                found.push(entry.unwrap());
                ControlFlow::Continue(())
            });
            found.sort();
            found
        };
        assert_eq!(walked(&["a/2.md", "a/2.draft.md", "a/none.md"]), [at("a/2.md")]);
        assert_eq!(walked(&["a/b"]), [at("a/b/3.md")]);
        assert_eq!(walked(&["a/b/.4.md"]), [] as [PathBuf; 0]);
    }

    #[test]
    fn what_is_found_says_what_it_is() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.md");
        let found = |text: &str| {
            std::fs::write(&path, text).unwrap();
            read_found(&path, Selected::WhenItSaysSo).unwrap()
        };
        let mine = format!("---\nkind: hotfix-proposal\n---\n{}", "é".repeat(HEAD));
        assert_eq!(found(&mine), Some(mine.clone()));
        assert_eq!(found("# Not mine\n"), None);
        assert_eq!(read_found(&path, Selected::No).unwrap(), None);
        assert!(read_found(&path, Selected::Yes).unwrap().is_some());
        assert_eq!(read_found(&root.path().join("b.md"), Selected::WhenItSaysSo).unwrap(), None);
    }
}
