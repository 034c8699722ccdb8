//! What the client is told of files that are not open, and how they pass from the disk to an editor and back.

use super::File;
use crate::files;
use crate::lsp::scan::{Findings, root_of};
use crate::lsp::session::Session;
use crate::lsp::{diagnostics, index, uri};
use std::collections::HashMap;
use std::path::PathBuf;

impl Session {
    /// Tells what was found, in the way that the client takes it.
    pub(super) fn tell_findings(&mut self, reports: Vec<(String, Findings)>) {
        if !self.options.workspace_diagnostics {
            return self.answer_documents(&reports);
        }
        if self.client.pull {
            return self.stream(&reports);
        }
        for (key, findings) in reports {
            let Some(file) = self.disk.files.get_mut(&key) else { continue };
            let shows = (!findings.is_empty()).then_some(findings.hash);
            if std::mem::replace(&mut file.shown, shows) != shows {
                self.publish_text(&diagnostics::publish(&key, None, &findings.items));
            }
        }
    }

    /// Whether proposals that are not open are told of has been changed.
    pub(in crate::lsp) fn switch_workspace_diagnostics(&mut self) {
        let keys: Vec<String> = self.disk.closed().map(|(key, _)| key.clone()).collect();
        if self.options.workspace_diagnostics {
            let paths: Vec<PathBuf> = self.disk.closed().map(|(_, f)| f.path.clone()).collect();
            return self.recheck(paths);
        }
        for key in keys {
            let file = self.disk.files.get_mut(&key);
            if file.is_some_and(|file| file.shown.take().is_some()) {
                self.publish_text(&diagnostics::clear(&key));
            }
            self.stream_nothing(&key);
        }
    }

    /// Tells what is wrong with configurations that are not open.
    pub(in crate::lsp) fn tell_configs(&mut self) {
        let broken = self.workspace.broken(self.client.encoding);
        let reports: HashMap<String, Findings> = broken
            .into_iter()
            .map(|(path, items)| (uri::of_path(path), Findings::new(items)))
            .collect();
        let mended: Vec<String> =
            self.disk.configs.keys().filter(|key| !reports.contains_key(*key)).cloned().collect();
        for key in mended {
            self.disk.configs.remove(&key);
            if self.client.pull {
                self.stream_nothing(&key);
            } else if !self.disk.is_open(&key) {
                self.publish_text(&diagnostics::clear(&key));
            }
        }
        for (key, findings) in &reports {
            let known = self.disk.configs.insert(key.clone(), findings.hash);
            if !self.client.pull && known != Some(findings.hash) {
                self.publish_text(&diagnostics::publish(key, None, &findings.items));
            }
        }
        if self.client.pull && !reports.is_empty() {
            let reports: Vec<_> = reports.into_iter().collect();
            self.stream(&reports);
        }
    }

    // Between the disk and the editors.

    /// A document has been opened: the disk has no say any more. Whether the client shows diagnostics of it.
    pub(in crate::lsp) fn leave_to_editor(&mut self, uri: &str) -> bool {
        let key = index::key(uri);
        let file = self.disk.files.get_mut(&key);
        self.disk.open.insert(key);
        file.is_some_and(|file| {
            file.judged = None;
            file.shown.take().is_some()
        })
    }

    /// A document has been closed: what is on disk counts again, if it belongs to the workspace. Whether what the client
    /// shows (`published`) is the disk's concern from here.
    pub(in crate::lsp) fn take_from_editor(&mut self, uri: &str, published: bool) -> bool {
        let key = index::key(uri);
        self.disk.open.remove(&key);
        self.index.set(&key, None);
        let path = uri::path(uri).filter(|path| {
            files::format_of(path).is_some()
                && !files::is_config(path)
                && root_of(self.workspace.roots(), path).is_some()
        });
        self.disk.pulls.left_by_editor(&key);
        let Some(path) = path else {
            if !self.disk.configs.contains_key(&key) {
                self.stream_nothing(&key);
            }
            return false;
        };
        let file = self.disk.files.entry(key.clone()).or_insert_with(|| File::new(path.clone()));
        // Stands for no findings of the disk's, so that those are told whatever they are.
        let told = self.options.workspace_diagnostics;
        file.shown = (published && told).then_some(0);
        if !told {
            self.stream_nothing(&key);
        }
        self.recheck([path]);
        told
    }
}
