//! `--baseline`: findings that were there on the day a team began are accepted; new ones are not.

use super::super::configuration::{absolute, shown};
use super::super::write;
use crate::assess::Assessment;
use crate::cli::document::{Document, folder};
use crate::cli::stdin;
use crate::files::{self, ReadError};
use crate::finding::{Finding, Severity};
use crate::report::failure::Failure;
use crate::report::fingerprint::{self, Fingerprint};
use crate::source::{Position, Source};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// The version of the file's format, and of what identifies a finding in it.
const VERSION: u32 = fingerprint::VERSION;

/// How the file begins, whatever its version.
#[derive(Deserialize)]
struct Header {
    hotfix_lint_baseline: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    hotfix_lint_baseline: u32,
    /// By path from the baseline's folder.
    proposals: BTreeMap<String, Vec<Entry>>,
}

/// One accepted finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with `rule`, `fingerprint` and `count`")]
pub(super) struct Entry {
    rule: String,
    /// What it is about; for people who read the file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    about: String,
    fingerprint: String,
    /// How often it is there.
    count: u32,
}

/// The accepted findings.
#[derive(Debug)]
pub(super) struct Baseline {
    path: PathBuf,
    /// The folder it is in, from the root.
    folder: PathBuf,
    proposals: BTreeMap<String, Vec<Entry>>,
}

/// What a baseline makes of one document's findings.
#[derive(Debug, Default)]
pub(super) struct Accepted {
    pub(super) findings: Vec<Finding>,
    /// How many accepted findings are not there any more.
    pub(super) gone: usize,
}

impl Baseline {
    /// Reads a baseline.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let name = shown(path);
        let text = files::read(path).map_err(|error| {
            let what = match error {
                ReadError::Empty => "the file is empty".to_owned(),
                other => other.to_string(),
            };
            let what = format!("{what}; `--write-baseline` makes one of today's findings");
            Failure::new(&name, &what)
        })?;
        // Some editors begin every file with a byte order mark.
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let version = serde_json::from_str(text).map(|header: Header| header.hotfix_lint_baseline);
        if let Some(other) = version.ok().filter(|version| *version != VERSION) {
            let way_out = if other > VERSION {
                "update hotfix-lint"
            } else {
                "remove it, and write it anew with --write-baseline"
            };
            let what = format!(
                "is a baseline of version {other}, and this program reads version {VERSION}; {way_out}"
            );
            return Err(Failure::new(&name, &what));
        }
        let contents: Contents =
            serde_json::from_str(text).map_err(|error| no_baseline(&name, text, &error))?;
        let mut baseline = Self::empty(path);
        for (key, entries) in contents.proposals {
            // Older ones have paths with detours in them, and paths from the root.
            let key = if is_file(&key) { baseline.key(&baseline.folder.join(key)) } else { key };
            baseline.proposals.entry(key).or_default().extend(entries);
        }
        Ok(baseline)
    }

    fn empty(path: &Path) -> Self {
        let folder = absolute(folder(path));
        Self { path: path.to_owned(), folder, proposals: BTreeMap::new() }
    }

    /// What is to be written: what a baseline that is there says of other files stays.
    pub(super) fn to_write(path: &Path) -> Result<Self, Failure> {
        match path.symlink_metadata() {
            // Whoever asks for a file of a name of its own gets an empty one.
            Ok(metadata) if !metadata.is_file() || metadata.len() > 0 => Self::read(path),
            Ok(_) | Err(_) => Ok(Self::empty(path)),
        }
    }

    /// As it is named in output.
    pub(super) fn shown(&self) -> String {
        shown(&self.path)
    }

    /// The name of a document in the baseline: an issue's own, else its path from the baseline's folder.
    pub(super) fn name(&self, document: &Document) -> String {
        let is_stdin = document.path.as_os_str() == stdin::NAME;
        if document.given.is_some() || is_stdin {
            return document.shown.clone();
        }
        self.key(&document.path)
    }

    /// The name of a file: its path from the baseline's folder, so that it is the same in every
    /// checkout.
    fn key(&self, document: &Path) -> String {
        shown(&files::from(&self.folder, &absolute(document)))
    }

    /// How many findings it accepts of files that are not there any more: they were renamed, or removed.
    pub(super) fn of_files_that_are_gone(&self) -> usize {
        let gone = |key: &String| is_file(key) && !self.folder.join(key).exists();
        let entries = self.proposals.iter().filter(|(key, _)| gone(key)).flat_map(|(_, all)| all);
        entries.map(|entry| entry.count as usize).sum()
    }

    /// Takes the accepted findings out of an assessment. Hints fail nothing, and need no accepting.
    pub(super) fn accept(
        &self,
        key: &str,
        source: &Source,
        assessment: &mut Assessment,
    ) -> Accepted {
        let Some(entries) = self.proposals.get(key) else { return Accepted::default() };
        let mut left: HashMap<&str, usize> = HashMap::new();
        for entry in entries {
            *left.entry(&entry.fingerprint).or_default() += entry.count as usize;
        }
        let mut accepted = Vec::new();
        for finding in std::mem::take(&mut assessment.findings) {
            let parts = fingerprint::parts(source, assessment, &finding);
            let names: Vec<String> =
                parts.iter().map(|part| fingerprint::hex(part.fingerprint)).collect();
            let is_known = |name: &String| left.get(name.as_str()).is_some_and(|n| *n > 0);
            if finding.severity > Severity::Hint && names.iter().all(is_known) {
                for name in &names {
                    if let Some(count) = left.get_mut(name.as_str()) {
                        *count -= 1;
                    }
                }
                accepted.push(finding);
            } else {
                assessment.findings.push(finding);
            }
        }
        Accepted { findings: accepted, gone: left.values().sum() }
    }

    /// Accepts what was found in one document, and nothing else of it.
    pub(super) fn record(&mut self, key: String, entries: Vec<Entry>) {
        if entries.is_empty() {
            self.proposals.remove(&key);
        } else {
            self.proposals.insert(key, entries);
        }
    }

    /// Writes the file, whole or not at all; files that are gone are left out.
    pub(super) fn write(&mut self) -> Result<usize, String> {
        let folder = &self.folder;
        self.proposals.retain(|key, _| !is_file(key) || folder.join(key).exists());
        let count = self.proposals.values().flatten().map(|entry| entry.count as usize).sum();
        let contents = Contents {
            hotfix_lint_baseline: VERSION,
            proposals: std::mem::take(&mut self.proposals),
        };
        // Plain data with string keys: serialising it cannot fail.
        let text = serde_json::to_string_pretty(&contents).unwrap_or_default() + "\n";
        write::put(&self.path, &text)?;
        Ok(count)
    }
}

/// What is wrong with a text that is none.
fn no_baseline(name: &str, text: &str, error: &serde_json::Error) -> Failure {
    let from_0 = |number: usize| number.saturating_sub(1).try_into().unwrap_or(u32::MAX);
    let at = Position { line: from_0(error.line()), column: from_0(error.column()) };
    if let Some(line) = text.lines().position(|line| line.starts_with("<<<<<<<")) {
        let at = Position { line: line.try_into().unwrap_or(u32::MAX), column: 0 };
        let what = "has a merge conflict in it; resolve that, or remove the file and write it anew with --write-baseline";
        return Failure { at: Some((at, at)), ..Failure::new(name, what) };
    }
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or(&said);
    let what = if error.is_data() && !text.trim_start().starts_with('{') {
        "an object with `hotfix_lint_baseline` and `proposals` is one"
    } else {
        said
    };
    let what = format!("is no baseline, as --write-baseline writes one: {what}");
    Failure { at: Some((at, at)), ..Failure::new(name, &what) }
}

/// Whether a name in a baseline is a file's, and not that of an issue or of standard input.
fn is_file(key: &str) -> bool {
    files::format_of(Path::new(key)).is_some()
}

/// Takes out every finding that a baseline can hold, and gives what it has to hold.
pub(super) fn accept_all(
    source: &Source,
    assessment: &mut Assessment,
) -> (Vec<Finding>, Vec<Entry>) {
    let (accepted, left): (Vec<_>, Vec<_>) = std::mem::take(&mut assessment.findings)
        .into_iter()
        .partition(|finding| finding.severity > Severity::Hint);
    assessment.findings = left;
    let mut counts: BTreeMap<(&str, String, Fingerprint), u32> = BTreeMap::new();
    for finding in &accepted {
        for part in fingerprint::parts(source, assessment, finding) {
            let key = (finding.rule, part.about.to_owned(), part.fingerprint);
            *counts.entry(key).or_default() += 1;
        }
    }
    let entry = |((rule, about, fingerprint), count): ((&str, String, u64), u32)| Entry {
        rule: rule.to_owned(),
        about,
        fingerprint: fingerprint::hex(fingerprint),
        count,
    };
    (accepted, counts.into_iter().map(entry).collect())
}
