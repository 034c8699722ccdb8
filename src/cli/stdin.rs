//! What is piped into a command: a document, or issues.

use super::configuration::Configurations;
use super::document::{Document, Error, folder};
use crate::files::{self, ReadError};
use crate::issue::Issue;
use crate::proposal::Format;
use crate::source::Source;
use std::path::{Path, PathBuf};

/// Standard input among paths.
pub(super) const NAME: &str = "-";

/// What is wrong with a list of none, where there has to be one.
pub(super) const NO_ISSUE: &str = "there is no issue in it";

/// The text of a configuration, which may be empty.
pub(super) fn text() -> Result<String, ReadError> {
    match files::read_from(std::io::stdin().lock(), 0) {
        Err(ReadError::Empty) => Ok(String::new()),
        read => read,
    }
}

/// Reads standard input: what `named` says that it is, else what it looks like. A list without issues holds no document.
pub(super) fn read(
    named: Option<&Path>,
    configurations: &Configurations,
) -> Result<Vec<Document>, Error> {
    let unreadable = |error: &dyn std::fmt::Display| Error::Unreadable {
        shown: NAME.to_owned(),
        what: error.to_string(),
    };
    let text = files::read_from(std::io::stdin().lock(), 0).map_err(|error| unreadable(&error))?;
    let path = named.map_or_else(|| PathBuf::from(NAME), Path::to_owned);
    let configuration = configurations.of_folder(folder(&path)).map_err(Error::Broken)?;
    let shown = super::configuration::shown(&path);
    let issues = if named.is_none() { Issue::parse(&text) } else { None };
    if let Some(issues) = issues.transpose().map_err(|error| unreadable(&error))? {
        let document = |issue: Issue| {
            let shown = issue.name().unwrap_or_else(|| shown.clone());
            Document {
                path: PathBuf::from(&shown),
                shown,
                given: Some(issue.given(&configuration.config.issues)),
                source: Source::new(issue.body),
                format: Format::Markdown,
                configuration: configuration.clone(),
            }
        };
        return Ok(issues.into_iter().map(document).collect());
    }
    let format = match named {
        None => guess(&text),
        Some(name) => {
            files::format_of(name).ok_or_else(|| unreadable(&super::check::OTHER_EXTENSION))?
        }
    };
    Ok(vec![Document {
        shown,
        path,
        source: Source::new(text),
        format,
        given: None,
        configuration,
    }])
}

/// The format of a text without a name: YAML where a top-level key holds the answers and no front matter is closed
/// before something else begins.
fn guess(text: &str) -> Format {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines();
    let opened = lines.next().is_some_and(|line| line.trim_end() == "---");
    let closed = opened
        && lines
            .skip_while(|l| !matches!(l.trim_end(), "---" | "..."))
            .skip(1)
            .any(|l| !l.trim().is_empty());
    let answers = text.lines().any(|line| line.starts_with("answers:"));
    if answers && !closed { Format::Yaml } else { Format::Markdown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_guessed() {
        assert_eq!(guess("title: x\nanswers:\n  a: yes\n"), Format::Yaml);
        assert_eq!(guess("---\ntitle: x\nanswers: {}\n"), Format::Yaml);
        assert_eq!(guess("---\ntitle: x\nanswers: {}\n---\n# T\n"), Format::Markdown);
        assert_eq!(guess("# Title\n\nanswers\n"), Format::Markdown);
    }
}
