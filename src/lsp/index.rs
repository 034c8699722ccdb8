//! What the proposals of the workspace say of themselves, open or not: one small entry for each, and nothing of their
//! texts.
//!
//! An open document's entry follows its analyses; the others follow the disk. Entries never change: a worker may keep
//! the list that it was handed.

use super::convert::Ranges;
use super::snapshot::Snapshot;
use super::uri;
use crate::assess::Assessment;
use crate::ide;
use crate::policy::Verdict;
use crate::proposal::metadata::{Spanned, Status};
use gen_lsp_types as lsp;
use std::collections::HashMap;
use std::sync::Arc;

/// What there is to know of one proposal without its text. Ranges count columns as the client does.
#[derive(Debug)]
pub(super) struct Entry {
    /// As the client calls it, or would.
    pub(super) uri: String,
    /// Its title in one short line; never empty.
    pub(super) title: String,
    /// Where it stands in its life.
    pub(super) status: Status,
    /// What the policy advises.
    pub(super) verdict: Verdict,
    /// The release that is to carry the fix.
    pub(super) target: Option<Word>,
    /// The hotfix's own version.
    pub(super) hotfix_release: Option<Word>,
    /// The issues that it is about, as they are written.
    pub(super) issues: Vec<Word>,
}

/// A value of the metadata.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Unquoted.
    pub(super) text: String,
    /// Its quotes included.
    pub(super) range: lsp::Range,
}

impl Entry {
    /// What there is to keep of a proposal.
    pub(super) fn new(snapshot: &Snapshot, assessment: &Assessment) -> Self {
        let source = &snapshot.source;
        let metadata = &assessment.proposal.metadata;
        let mut ranges = Ranges::new(source, snapshot.client.encoding);
        let mut word =
            |word: &Spanned| Word { text: word.text.clone(), range: ranges.range(word.span) };
        let target = metadata.target.as_ref().map(&mut word);
        let hotfix_release = metadata.hotfix_release.as_ref().map(&mut word);
        let issues = metadata.issues.iter().map(&mut word).collect();
        Self {
            uri: snapshot.uri.clone(),
            title: ide::outline::title(source, assessment),
            status: metadata.status(),
            verdict: assessment.verdict,
            target,
            hotfix_release,
            issues,
        }
    }
}

/// The proposals of the workspace, and those that are open outside of it.
#[derive(Default)]
pub(super) struct Index {
    /// By [`key`], so that a document is one however its URI is spelled.
    entries: HashMap<String, Arc<Entry>>,
}

/// What a document is called here: its file's URI in our spelling, or the client's URI where there is no file.
pub(super) fn key(uri: &str) -> String {
    uri::path(uri).map_or_else(|| uri.to_owned(), |path| uri::of_path(&path))
}

impl Index {
    /// Every entry, in no order. Cheap: entries are shared.
    pub(super) fn entries(&self) -> Vec<Arc<Entry>> {
        self.entries.values().cloned().collect()
    }

    /// The entries of the proposals that are to wait for a release, or carry it: `target` or `hotfix-release` is it.
    pub(super) fn of_release(&self, release: &str) -> Vec<Arc<Entry>> {
        let names = |word: &Option<Word>| word.as_ref().is_some_and(|word| word.text == release);
        let entries = self.entries.values();
        entries.filter(|e| names(&e.target) || names(&e.hotfix_release)).cloned().collect()
    }

    /// The entry of a document, whatever spelling of its URI.
    pub(super) fn get(&self, uri: &str) -> Option<&Arc<Entry>> {
        self.entries.get(&key(uri))
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Puts an entry, or takes away what was there.
    pub(super) fn set(&mut self, key: &str, entry: Option<Arc<Entry>>) {
        match entry {
            Some(entry) => {
                self.entries.insert(key.to_owned(), entry);
            }
            None => {
                self.entries.remove(key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(uri: &str, target: Option<&str>) -> Entry {
        let nowhere = lsp::Range::default();
        let word = |text: &str| Word { text: text.to_owned(), range: nowhere };
        Entry {
            uri: uri.to_owned(),
            title: "T".to_owned(),
            status: Status::Draft,
            verdict: Verdict::Undecided,
            target: target.map(word),
            hotfix_release: None,
            issues: Vec::new(),
        }
    }

    #[test]
    fn finds_releases_and_spellings() {
        let mut index = Index::default();
        for (uri, target) in [
            ("file:///a%20b.md", Some("26.12")),
            ("untitled:1", Some("27.02")),
            ("file:///c", None),
        ] {
            index.set(&key(uri), Some(Arc::new(entry(uri, target))));
        }
        assert_eq!(index.len(), 3);
        let found = index.of_release("26.12");
        assert_eq!(found.iter().map(|e| e.uri.as_str()).collect::<Vec<_>>(), ["file:///a%20b.md"]);
        assert!(index.get("FILE:///a b.md").is_some());
        assert!(index.get("untitled:1").is_some_and(|e| e.target.is_some()));
        index.set(&key("file:///a b.md"), None);
        assert_eq!(index.entries().len(), 2);
    }
}
