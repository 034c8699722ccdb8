//! Files that a configuration names, and how their mistakes are told where they are named.

use super::ConfigError;
use crate::files;
use crate::settings::short;
use crate::source::{Encoding, Source, Span};
use std::path::{Path, PathBuf};

/// The longest iCalendar file that is read, in bytes: what a team has met over for a decade.
pub(super) const MOST_EVENT_BYTES: u64 = 32 << 20;

/// Mistakes of one file that are told one by one; of more only how many there are.
const MOST_TOLD: usize = 20;

/// Path and text of the file `name`, relative to the configuration at `config`, of at most `most` bytes; or why it is
/// not read.
pub(super) fn read(config: &Path, name: &str, most: u64) -> Result<(PathBuf, String), String> {
    files::beside(config, name, most).map_err(|why| format!("`{}` {why}", short(name)))
}

/// Whether a value is the name of a calendar's file.
pub(super) fn is_named(text: &str) -> bool {
    let extension = Path::new(text).extension();
    extension.is_some_and(|own| ["yaml", "yml", "ics"].iter().any(|e| own.eq_ignore_ascii_case(e)))
}

/// How a file is named whose name stands by itself.
pub(super) fn as_mapping(name: &str) -> String {
    format!("a file is named with its key: `{{ file: {} }}`", short(name))
}

/// Mistakes of the file `name` where the configuration names it: each says line and column of the file.
pub(super) fn told(
    span: Span,
    name: &str,
    text: &str,
    mistakes: &[ConfigError],
) -> Vec<ConfigError> {
    let messages = messages(name, text, mistakes).into_iter();
    messages.map(|message| ConfigError { span, message }).collect()
}

/// Mistakes of the file `name`, with their lines and columns there.
pub(super) fn messages(name: &str, text: &str, mistakes: &[ConfigError]) -> Vec<String> {
    if mistakes.is_empty() {
        return Vec::new();
    }
    let source = Source::new(text);
    let tell = |mistake: &ConfigError| {
        let at = source.position(mistake.span.start, Encoding::Utf32);
        format!("{name}:{}:{}: {}", at.line + 1, at.column + 1, mistake.message)
    };
    let mut told: Vec<String> = mistakes.iter().take(MOST_TOLD).map(tell).collect();
    if mistakes.len() > MOST_TOLD {
        told.push(format!("{name}: and {} more like these", mistakes.len() - MOST_TOLD));
    }
    told
}
