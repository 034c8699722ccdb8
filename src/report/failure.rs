//! What could not be checked, and why: the formats for machines say it, too, since their readers see no standard error and
//! would take a report without findings for good news.

use super::Format;
use super::fingerprint::{self, Fingerprint};
use crate::settings::Mistake;
use crate::source::{Encoding, Position, Source};
use jiff::civil::Date;
use std::collections::HashMap;
use std::fmt;

/// Something that could not be checked, read or used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The file or folder that it is about, as people name it.
    pub path: String,
    /// Where in it, from 0, in Unicode scalar values; `None` where it is about the whole.
    pub at: Option<(Position, Position)>,
    /// The rule that the file breaks, where it is a configuration.
    pub rule: Option<&'static str>,
    /// What is wrong.
    pub message: String,
}

/// What stands in place of a rule's name where a file is no configuration.
const NOT_CHECKED: &str = "not-checked";

impl Failure {
    /// About a file as a whole; `message` may begin with its path.
    pub fn new(path: &str, message: &str) -> Self {
        let bare = message.strip_prefix(path).and_then(|rest| rest.strip_prefix(": "));
        let message = bare.unwrap_or(message).to_owned();
        Self { path: path.to_owned(), at: None, rule: None, message }
    }

    /// A mistake in the text of a file.
    pub fn placed(path: &str, source: &Source, mistake: &Mistake) -> Self {
        let at = |offset| source.position(offset, Encoding::Utf32);
        let at = Some((at(mistake.span.start), at(mistake.span.end)));
        Self { at, ..Self::new(path, &mistake.message) }
    }

    /// The same, of a configuration.
    #[must_use]
    pub fn of_configuration(self) -> Self {
        Self { rule: Some(crate::rule::invalid_config::RULE.name), ..self }
    }

    /// A name for what is wrong.
    pub(super) fn name(&self) -> &'static str {
        self.rule.unwrap_or(NOT_CHECKED)
    }

    /// Its first line and its last one, from 1.
    pub(super) fn lines(&self) -> (u32, u32) {
        self.at.map_or((1, 1), |(start, end)| (start.line + 1, end.line + 1))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, at, message, .. } = self;
        match at {
            Some((start, _)) => {
                write!(f, "{path}:{}:{}: {message}", start.line + 1, start.column + 1)
            }
            None => write!(f, "{path}: {message}"),
        }
    }
}

/// An identity for each: the same in the next report, and no two alike.
pub(super) fn identities(failures: &[Failure]) -> Vec<Fingerprint> {
    let mut seen: HashMap<Fingerprint, u32> = HashMap::new();
    let mut identity = |failure: &Failure| {
        let of = fingerprint::of_text(failure.name(), &failure.message);
        let of = fingerprint::in_file(&failure.path, of);
        let count = seen.entry(of).or_default();
        *count += 1;
        fingerprint::nth(of, *count - 1)
    };
    failures.iter().map(&mut identity).collect()
}

/// The report of a run that did not come to its first document.
pub fn report(format: Format, today: Date, failures: &[Failure]) -> String {
    match format {
        Format::Human | Format::Statistics => String::new(),
        _ => {
            let nothing = super::Totals::default();
            let foot = format.close(&nothing, failures, super::Look::default());
            [format.open(today), format.failures(failures), foot].concat()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn told_with_its_place() {
        let whole = Failure::new("a.md", "a.md: is empty");
        assert_eq!(whole.to_string(), "a.md: is empty");
        assert_eq!(whole, Failure::new("a.md", "is empty"));
        let mistake = Mistake { span: (4..5).into(), message: "no".to_owned() };
        let placed = Failure::placed("c.yaml", &Source::new("é: b\n"), &mistake);
        assert_eq!(placed.to_string(), "c.yaml:1:4: no");
        let all = [whole.clone(), whole, placed];
        let ids = identities(&all);
        assert!(ids[0] != ids[1] && ids[1] != ids[2]);
        assert_eq!(ids[..1], identities(&all[..1]));
    }
}
