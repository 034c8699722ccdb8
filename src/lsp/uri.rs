//! From a document's URI to its path and back. The URI of an open document is kept as the client sent it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The URI of a file, in the spelling of VS Code: everything encoded that some client might.
pub(super) fn of_path(path: &Path) -> String {
    let mut uri = String::from("file://");
    for byte in bytes(path) {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            // Writing to a string cannot fail.
            _ => drop(write!(uri, "%{byte:02X}")),
        }
    }
    uri
}

#[cfg(unix)]
fn bytes(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt as _;
    path.as_os_str().as_bytes().to_vec()
}

#[cfg(not(unix))]
fn bytes(path: &Path) -> Vec<u8> {
    let text = path.to_string_lossy().replace('\\', "/");
    // A share keeps its host; a drive is written small.
    let mut bytes = match text.strip_prefix("//") {
        Some(share) => return share.as_bytes().to_vec(),
        None => format!("/{text}").into_bytes(),
    };
    if let Some(drive) = bytes.get_mut(1) {
        drive.make_ascii_lowercase();
    }
    bytes
}

/// The path of a `file:` URI; `None` for any other, such as `untitled:`.
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    let rest =
        uri.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("file:")).map(|_| &uri[5..])?;
    let (host, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/')?),
        None => ("", rest),
    };
    if !path.starts_with('/') || path.contains('\0') {
        return None;
    }
    native(host, decode(path))
}

#[cfg(unix)]
fn native(_host: &str, path: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt as _;
    (!path.contains(&0)).then(|| PathBuf::from(std::ffi::OsString::from_vec(path)))
}

#[cfg(not(unix))]
fn native(host: &str, path: Vec<u8>) -> Option<PathBuf> {
    let path = String::from_utf8(path).ok().filter(|path| !path.contains('\0'))?.replace('/', "\\");
    // `/c:/folder` is `C:\folder`: drive letters come in both cases, and paths are compared.
    let bytes = path.as_bytes();
    if bytes.len() >= 3 && bytes[1].is_ascii_alphabetic() && bytes[2] == b':' {
        let drive = char::from(bytes[1].to_ascii_uppercase());
        return Some(PathBuf::from(format!("{drive}{}", &path[2..])));
    }
    (!host.is_empty()).then(|| PathBuf::from(format!("\\\\{host}{path}")))
}

/// A path without its percent encoding; `None` where it has none, or is no text without it.
pub(super) fn decoded(path: &str) -> Option<String> {
    path.contains('%').then(|| String::from_utf8(decode(path)).ok())?
}

/// Undoes percent encoding; what is no encoding stays as it is.
fn decode(text: &str) -> Vec<u8> {
    let digit = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if let (b'%', Some(high), Some(low)) =
            (byte, digit(bytes.get(at + 1)), digit(bytes.get(at + 2)))
        {
            out.push((high * 16 + low) as u8);
            at += 3;
        } else {
            out.push(byte);
            at += 1;
        }
    }
    out
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for file in ["/a/b c.md", "/é/😀#?%41.md", "/a:b/[1]\\.md", "/"] {
            let uri = of_path(Path::new(file));
            assert!(uri.is_ascii() && !uri.contains([' ', '#', '?']), "{uri}");
            assert_eq!(path(&uri).as_deref(), Some(Path::new(file)), "{uri}");
        }
        assert_eq!(of_path(Path::new("/a b/c.hotfix.md")), "file:///a%20b/c.hotfix.md");
    }

    #[test]
    fn file_paths() {
        let at = |uri: &str| path(uri).map(|p| p.to_string_lossy().into_owned());
        assert_eq!(at("file:///a/b%20c.md").as_deref(), Some("/a/b c.md"));
        assert_eq!(at("FILE:///é/a[1].md").as_deref(), Some("/é/a[1].md"));
        assert_eq!(at("file:///100%/%zz%4").as_deref(), Some("/100%/%zz%4"));
        assert_eq!(at("file://localhost/a").as_deref(), Some("/a"));
        assert_eq!(at("file:/a").as_deref(), Some("/a"));
        for other in
            ["untitled:Untitled-1", "file:", "file://", "file://host", "", "é", "file:///%00"]
        {
            assert_eq!(path(other), None, "{other}");
        }
        assert_eq!(path("file:///a").as_deref(), Some(Path::new("/a")));
    }
}
