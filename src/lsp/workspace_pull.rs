//! `workspace/diagnostic`, and `textDocument/diagnostic` for files that are not open.
//!
//! A result's id stands for the diagnostics themselves, so that it holds as long as they do. They are not kept: what a
//! client has not got yet is judged again.
//!
//! A request that takes partial results stays open, and every change is streamed to it until it is cancelled. Others
//! are answered when the scan under way has ended, and those who can be told to ask again are told.

use super::disk::Scan;
use super::message::Refusal;
use super::outgoing::Asked;
use super::params;
use super::requests::Pull;
use super::scan::Findings;
use super::session::{Session, parse};
use super::{diagnostics, index, message, progress};
use gen_lsp_types as lsp;
use lsp_server::{ErrorCode, Request, RequestId};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::time::Duration;

/// The requests that wait.
#[derive(Default)]
pub(super) struct WorkspacePulls {
    workspace: Vec<WorkspacePull>,
    /// For single files, by their keys.
    documents: Vec<(String, PathBuf, Pull)>,
    /// The client has asked for the workspace's diagnostics once.
    asked: bool,
    /// Documents that were closed while no such request waited, by key.
    left: HashSet<String>,
}

/// Stands for what a client was told of a document while it was open: no result has this id.
const WHILE_OPEN: &str = "";

/// A request for the workspace's diagnostics.
struct WorkspacePull {
    id: RequestId,
    /// Where partial results go.
    partial: Option<lsp::ProgressToken>,
    /// Where it is told how far the work is, until the first part of it is done.
    work_done: Option<lsp::ProgressToken>,
    /// What the client has, by key.
    has: HashMap<String, String>,
    /// What the answer is to hold, as JSON, by key.
    items: BTreeMap<String, String>,
}

impl WorkspacePulls {
    /// A document was closed, or asked for when it was: clients still show what they were told of it before. VS Code asks
    /// once more when it is closed, passes over what it is told here until it is answered, drops the answer because nobody
    /// sees the document, and goes by what it is told here afterwards.
    pub(super) fn left_by_editor(&mut self, key: &str) {
        for pull in &mut self.workspace {
            pull.has.insert(key.to_owned(), WHILE_OPEN.to_owned());
        }
        if self.workspace.is_empty() {
            self.left.insert(key.to_owned());
        }
    }

    /// Where requests are told how far the work is.
    pub(super) fn work_done(&self) -> Vec<lsp::ProgressToken> {
        self.workspace.iter().filter_map(|pull| pull.work_done.clone()).collect()
    }
}

/// The id of findings.
fn result_id(hash: u64) -> String {
    format!("d{hash:x}")
}

fn full(uri: &str, id: Option<u64>, items: &str) -> String {
    let uri = message::text(&uri);
    let id = id.map_or_else(String::new, |hash| format!(r#""resultId":"{}","#, result_id(hash)));
    format!(r#"{{"kind":"full","uri":{uri},"version":null,{id}"items":{items}}}"#)
}

fn unchanged(uri: &str, id: &str) -> String {
    let (uri, id) = (message::text(&uri), message::text(&id));
    format!(r#"{{"kind":"unchanged","uri":{uri},"version":null,"resultId":{id}}}"#)
}

impl Session {
    /// Takes a request for the workspace's diagnostics.
    pub(super) fn pull_workspace(&mut self, request: Request) -> Result<(), Refusal> {
        let params: params::WorkspaceDiagnostics = parse(request.params)?;
        let has = params.previous_result_ids.into_iter();
        let mut has: HashMap<_, _> =
            has.map(|known| (index::key(&known.uri), known.value)).collect();
        for key in std::mem::take(&mut self.disk.pulls.left) {
            has.entry(key).or_insert_with(|| WHILE_OPEN.to_owned());
        }
        let (partial, work_done) = (params.partial_result_token, params.work_done_token);
        progress::begin(self, work_done.as_ref());
        let items = BTreeMap::new();
        let pull = WorkspacePull { id: request.id, partial, work_done, has, items };
        self.disk.pulls.workspace.push(pull);
        self.disk.pulls.asked = true;
        self.tell_configs();
        if self.disk.is_scanning() {
            return Ok(());
        }
        if !self.client.watch || self.disk.incomplete {
            // Nobody tells of changes on disk, or not everything has been seen: this is the time to look.
            self.rescan(Duration::ZERO);
        } else {
            self.settle_pulls();
        }
        Ok(())
    }

    /// A request was cancelled, of these or of others.
    pub(super) fn cancel_pull(&mut self, id: &RequestId) {
        let pulls = &mut self.disk.pulls;
        pulls.documents.retain(|(.., pull)| pull.id != *id);
        for pull in pulls.workspace.extract_if(.., |pull| pull.id == *id).collect::<Vec<_>>() {
            progress::end(self, pull.work_done.as_ref());
        }
    }

    /// Takes a request for the diagnostics of a document that is not open.
    pub(super) fn pull_closed(&mut self, uri: &str, pull: Pull) {
        let key = index::key(uri);
        let path = super::uri::path(uri).filter(|_| self.disk.knows(&key, true));
        let Some(path) = path else { return self.answer_nothing(&key, &pull) };
        self.disk.pulls.documents.push((key, path.clone(), pull));
        self.tell_configs();
        self.recheck([path]);
    }

    /// Tells those who wait what was found in some files.
    pub(super) fn stream(&mut self, reports: &[(String, Findings)]) {
        self.answer_documents(reports);
        for at in 0..self.disk.pulls.workspace.len() {
            let pull = &mut self.disk.pulls.workspace[at];
            let mut items = Vec::new();
            for (key, findings) in reports {
                let id = result_id(findings.hash);
                if pull.has.get(key) != Some(&id) {
                    items.push((key.clone(), full(key, Some(findings.hash), &findings.items)));
                    pull.has.insert(key.clone(), id);
                }
            }
            self.hand_over(at, items);
        }
    }

    /// Answers those who have asked for single files.
    pub(super) fn answer_documents(&mut self, reports: &[(String, Findings)]) {
        for (key, findings) in reports {
            self.answer_document(key, findings);
        }
    }

    /// Tells those who wait that there are no findings in a file any more.
    pub(super) fn stream_nothing(&mut self, key: &str) {
        for at in 0..self.disk.pulls.workspace.len() {
            if self.disk.pulls.workspace[at].has.remove(key).is_some() {
                self.hand_over(at, vec![(key.to_owned(), full(key, None, "[]"))]);
            }
        }
    }

    /// Streams reports of files, by key, or keeps them for the answer.
    fn hand_over(&mut self, at: usize, items: Vec<(String, String)>) {
        let pull = &mut self.disk.pulls.workspace[at];
        let Some(token) = &pull.partial else { return pull.items.extend(items) };
        if !items.is_empty() {
            let items: Vec<String> = items.into_iter().map(|(_, item)| item).collect();
            let (token, items) = (message::text(token), items.join(","));
            let params = format!(r#"{{"token":{token},"value":{{"items":[{items}]}}}}"#);
            self.send(message::notification("$/progress", &params));
        }
    }

    fn answer_document(&mut self, key: &str, findings: &Findings) {
        let waits = |(other, ..): &(String, PathBuf, Pull)| other == key;
        let pulls = &mut self.disk.pulls.documents;
        let waiting: Vec<_> = pulls.extract_if(.., |waiting| waits(waiting)).collect();
        for (.., pull) in waiting {
            let id = result_id(findings.hash);
            let answer = if pull.previous.as_ref() == Some(&id) {
                format!(r#"{{"kind":"unchanged","resultId":"{id}"}}"#)
            } else {
                format!(r#"{{"kind":"full","resultId":"{id}","items":{}}}"#, findings.items)
            };
            self.answer(&pull.id, &answer);
            self.disk.pulls.left_by_editor(key);
            if !self.options.workspace_diagnostics {
                self.stream_nothing(key);
            }
        }
    }

    fn answer_nothing(&mut self, key: &str, pull: &Pull) {
        self.answer(&pull.id, diagnostics::NOTHING);
        self.disk.pulls.left_by_editor(key);
        self.stream_nothing(key);
    }

    /// A scan has ended. The files to judge once more, because somebody waits for what was found in them.
    pub(super) fn finish_pulls(&mut self, scan: &Scan, changed: bool) -> Vec<PathBuf> {
        // What is wanted was asked for while the scan was under way, perhaps behind it: the next one looks at it.
        let wanted = &self.disk.wanted;
        let looked_at = |path: &PathBuf| scan.names(path) && !wanted.contains(path);
        let pulls = &mut self.disk.pulls.documents;
        let in_vain: Vec<_> = pulls.extract_if(.., |(_, path, _)| looked_at(path)).collect();
        for (key, _, pull) in in_vain {
            self.answer_nothing(&key, &pull);
        }
        let nobody_listens = self.disk.pulls.workspace.is_empty() && self.disk.pulls.asked;
        if changed && nobody_listens && self.client.refresh_diagnostics {
            self.ask::<lsp::DiagnosticRefreshRequest>((), Asked::Other);
        }
        let missing = self.missing();
        if missing.is_empty() {
            self.answer_workspace();
        }
        missing
    }

    pub(super) fn settle_pulls(&mut self) {
        let missing = self.missing();
        if missing.is_empty() {
            self.answer_workspace();
        }
        self.recheck(missing);
    }

    /// The files whose findings somebody waits for.
    fn missing(&self) -> Vec<PathBuf> {
        let pulls = &self.disk.pulls;
        let documents = pulls.documents.iter().map(|(_, path, _)| path.clone());
        let told = self.options.workspace_diagnostics;
        let lacks = |key: &String, hash: u64| {
            let id = result_id(hash);
            told && pulls.workspace.iter().any(|pull| pull.has.get(key) != Some(&id))
        };
        let closed = self.disk.closed().filter(|(key, file)| !file.failed && lacks(key, file.hash));
        documents.chain(closed.map(|(_, file)| file.path.clone())).collect()
    }

    /// Answers those who wait for the whole.
    pub(super) fn answer_workspace(&mut self) {
        // What a client has of files that are not there, or not told of, any more is taken back.
        let told = self.options.workspace_diagnostics;
        for at in 0..self.disk.pulls.workspace.len() {
            let is_gone = |key: &&String| !self.disk.knows(key, told) && !self.disk.is_open(key);
            let has = self.disk.pulls.workspace[at].has.keys();
            let gone: Vec<String> = has.filter(is_gone).cloned().collect();
            for key in gone {
                self.disk.pulls.workspace[at].has.remove(&key);
                let nothing = full(&key, None, "[]");
                self.hand_over(at, vec![(key, nothing)]);
            }
        }
        for at in 0..self.disk.pulls.workspace.len() {
            let token = self.disk.pulls.workspace[at].work_done.take();
            progress::end(self, token.as_ref());
        }
        let pulls = &mut self.disk.pulls.workspace;
        let done: Vec<_> = pulls.extract_if(.., |pull| pull.partial.is_none()).collect();
        for pull in done {
            self.answer_all(pull);
        }
    }

    /// The answer: everything that was handed over, and of the rest that it is as it was.
    fn answer_all(&mut self, pull: WorkspacePull) {
        let WorkspacePull { id, has, mut items, .. } = pull;
        for (key, known) in has {
            if known != WHILE_OPEN && !self.disk.is_open(&key) {
                items.entry(key).or_insert_with_key(|key| unchanged(key, &known));
            }
        }
        let items: Vec<String> = items.into_values().collect();
        self.answer(&id, &format!(r#"{{"items":[{}]}}"#, items.join(",")));
    }

    /// A scan was ended before its time. Those who wait for the whole get what is known; single files are still looked
    /// at, for it was not they that took long.
    pub(super) fn cut_pulls_short(&mut self) {
        self.answer_workspace();
        let documents: Vec<_> =
            self.disk.pulls.documents.iter().map(|(_, path, _)| path.clone()).collect();
        self.recheck(documents);
    }

    /// Nothing can be looked at.
    pub(super) fn refuse_documents(&mut self, reason: &str) {
        for (.., pull) in std::mem::take(&mut self.disk.pulls.documents) {
            self.refuse(&pull.id, Refusal::new(ErrorCode::ServerCancelled, reason));
        }
    }

    /// The session ends: nobody is left waiting.
    pub(super) fn end_pulls(&mut self) {
        for pull in std::mem::take(&mut self.disk.pulls.workspace) {
            progress::end(self, pull.work_done.as_ref());
            let items: Vec<String> = pull.items.into_values().collect();
            self.answer(&pull.id, &format!(r#"{{"items":[{}]}}"#, items.join(",")));
        }
        for (.., pull) in std::mem::take(&mut self.disk.pulls.documents) {
            self.answer(&pull.id, diagnostics::NOTHING);
        }
    }
}
