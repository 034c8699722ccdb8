//! Files that a configuration names: which of them are read, and how their mistakes are told where they are named.
//!
//! A configuration comes with the repository and may be anybody's: what it names is read only where the file itself,
//! symbolic links followed, lies inside the repository, or outside of any inside the configuration's folder.

use super::ConfigError;
use crate::settings::short;
use crate::source::{Encoding, Source, Span};
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// The longest policy or calendar file in YAML that is read, in bytes.
pub(super) const MOST_BYTES: u64 = 4 << 20;

/// The longest iCalendar file: what a team has met over for a decade.
pub(super) const MOST_EVENT_BYTES: u64 = 32 << 20;

/// Mistakes of one file that are told one by one; of more only how many there are.
const MOST_TOLD: usize = 20;

/// Path and text of the file `name`, relative to the configuration at `config`, of at most `most` bytes; or why it is
/// not read.
pub(super) fn read(config: &Path, name: &str, most: u64) -> Result<(PathBuf, String), String> {
    read_file(config, name, most).map_err(|why| format!("`{}` {why}", short(name)))
}

fn read_file(config: &Path, name: &str, most: u64) -> Result<(PathBuf, String), String> {
    let folder = config.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
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
    // What is opened is what was looked at, not what a link may lead to by now. A pipe is not even opened.
    let is_file = std::fs::metadata(&real).is_ok_and(|data| data.is_file());
    if !is_file {
        return Err("is not a file".to_owned());
    }
    let text = text(&real, most)?;
    Ok((target, text))
}

fn text(path: &Path, most: u64) -> Result<String, String> {
    let cannot =
        |error: &std::io::Error| format!("cannot be read: {}", crate::files::reason(error));
    let file = File::open(path).map_err(|error| cannot(&error))?;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(|error| cannot(&error))?;
    if bytes.len() as u64 > most {
        return Err(format!("is longer than {} MB, and is not read", most >> 20));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = 1 + memchr::memchr_iter(b'\n', &error.as_bytes()[..valid]).count();
        format!("is not UTF-8 in line {line}: save it as UTF-8")
    })
}

/// The nearest folder with a `.git` from `folder` up, else `folder` itself.
fn repository(folder: &Path) -> PathBuf {
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    real.ancestors().find(|above| above.join(".git").exists()).unwrap_or(&real).to_owned()
}

/// Mistakes of the file `name` where the configuration names it: each says line and column of the file.
pub(super) fn told(
    span: Span,
    name: &str,
    text: &str,
    mistakes: &[ConfigError],
) -> Vec<ConfigError> {
    if mistakes.is_empty() {
        return Vec::new();
    }
    let source = Source::new(text);
    let tell = |mistake: &ConfigError| {
        let at = source.position(mistake.span.start, Encoding::Utf32);
        let message = format!("{name}:{}:{}: {}", at.line + 1, at.column + 1, mistake.message);
        ConfigError { span, message }
    };
    let mut told: Vec<ConfigError> = mistakes.iter().take(MOST_TOLD).map(tell).collect();
    if mistakes.len() > MOST_TOLD {
        let more = mistakes.len() - MOST_TOLD;
        told.push(ConfigError { span, message: format!("{name}: and {more} more like these") });
    }
    told
}
