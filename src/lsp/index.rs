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
        let word =
            |word: &Spanned| Word { text: word.text.clone(), range: ranges.range(word.span) };
        let target = metadata.target.as_ref().map(word);
        Self {
            uri: snapshot.uri.clone(),
            title: ide::outline::title(source, assessment),
            status: metadata.status(),
            verdict: assessment.verdict,
            target,
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
        }
    }

    #[test]
    fn a_document_is_one_however_it_is_spelled() {
        let mut index = Index::default();
        for (uri, target) in [
            ("file:///a%20b.md", Some("26.12")),
            ("untitled:1", Some("27.02")),
            ("file:///c", None),
        ] {
            index.set(&key(uri), Some(Arc::new(entry(uri, target))));
        }
        assert_eq!(index.len(), 3);
        index.set(&key("FILE:///a b.md"), None);
        let mut left: Vec<String> = index.entries().iter().map(|e| e.uri.clone()).collect();
        left.sort();
        assert_eq!(left, ["file:///c", "untitled:1"]);
    }
}
