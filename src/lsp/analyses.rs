//! When documents are analysed, and what becomes of the results.
//!
//! The pool analyses, save where that costs less than going there and back: a document that, by its last analysis, is
//! done within [`AT_ONCE`] is analysed on the owner's own thread, one for each pause of the input.

use super::diagnostics;
use super::documents::{Document, Kind};
use super::index;
use super::session::{Event, Session};
use super::snapshot::{Analyse, Analysis, Snapshot};
use super::{message, panics};
use crate::config::Selected;
use crate::proposal::Format;
use gen_lsp_types as lsp;
use std::collections::hash_map::Entry;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// The longest analysis that the owner makes itself. Two changes of thread cost up to a quarter of this, and nobody
/// notices that another request waits as long.
const AT_ONCE: Duration = Duration::from_millis(2);

impl Session {
    /// The snapshot of a document's newest text; `None` where it is not open or is nothing of ours.
    pub(super) fn snapshot(&mut self, uri: &str) -> Option<Arc<Snapshot>> {
        let serial = self.next_serial();
        let today = self.today();
        let document = self.documents.get_mut(uri)?;
        let (format, selected) = match document.kind {
            Kind::Proposal(format) => (format, document.selected),
            Kind::Config => (Format::Yaml, Selected::No),
            Kind::Other => return None,
        };
        let snapshot = document.snapshot.get_or_insert_with(|| {
            Arc::new(Snapshot {
                uri: uri.to_owned(),
                version: document.version,
                serial,
                source: document.source.clone(),
                format,
                path: document.path.clone(),
                selected,
                settings: document.settings.clone(),
                today: today(&document.settings.config),
                client: self.client.clone(),
            })
        });
        Some(snapshot.clone())
    }

    /// Starts the analyses that are missing, at most one for each document.
    pub(super) fn start_analyses(&mut self) {
        let wanted = |document: &Document| {
            (!self.client.pull || !document.pulls.is_empty())
                && document.analysing.is_none()
                && document.analysis.is_none()
                && !document.failed
                && matches!(document.kind, Kind::Proposal(_))
        };
        let missing: Vec<String> = self
            .documents
            .iter()
            .filter(|(_, document)| wanted(document))
            .map(|(uri, _)| uri.clone())
            .collect();
        let alone = missing.len() == 1;
        let analyse = self.analyse();
        for uri in missing {
            let Some(snapshot) = self.snapshot(&uri) else { continue };
            let Some(document) = self.documents.get_mut(&uri) else { continue };
            document.analysing = Some(snapshot.serial);
            if alone && document.is_quick(AT_ONCE) {
                let outcome = analysis(&snapshot, document.before.as_deref(), analyse);
                self.analysed(&snapshot, outcome);
            } else {
                self.start_analysis(snapshot, false);
            }
        }
    }

    /// Analyses a snapshot; `quick` where somebody waits for it. What waits in the pool already is asked for in the
    /// quick lane as well, and whoever comes to it first makes it.
    pub(super) fn start_analysis(&mut self, snapshot: Arc<Snapshot>, quick: bool) {
        let begun = match self.under_way.entry(snapshot.serial) {
            Entry::Occupied(_) if !quick => return,
            Entry::Occupied(waiting) => waiting.get().clone(),
            Entry::Vacant(place) => place.insert(Arc::default()).clone(),
        };
        let before = self.documents.get(&snapshot.uri).and_then(|document| document.before.clone());
        let (analyse, events) = (self.analyse(), self.lines.events.clone());
        let job = Box::new(move || {
            if !begun.swap(true, Ordering::Relaxed) {
                let outcome = analysis(&snapshot, before.as_deref(), analyse);
                let _ = events.send(Event::Analysed(snapshot, outcome));
            }
        });
        let lane = if quick { &self.lines.quick } else { &self.lines.pool };
        lane.give(job);
    }

    /// Nobody waits for the analysis of a snapshot any more: it is not made, unless it has begun or the diagnostics come
    /// from it.
    pub(super) fn call_off(&mut self, serial: u64) {
        if self.documents.values().any(|document| document.analysing == Some(serial)) {
            return;
        }
        if let Entry::Occupied(waiting) = self.under_way.entry(serial)
            && !waiting.get().swap(true, Ordering::Relaxed)
        {
            waiting.remove();
        }
    }

    /// An analysis is done. One of a text that is no longer there serves those who asked for it, and no one else.
    pub(super) fn analysed(&mut self, snapshot: &Snapshot, outcome: Result<Arc<Analysis>, String>) {
        self.under_way.remove(&snapshot.serial);
        self.serve_parked(snapshot.serial, outcome.as_ref().ok());
        let mut traced = None;
        if let Some(document) = self.documents.get_mut(&snapshot.uri) {
            if document.analysing == Some(snapshot.serial) {
                document.analysing = None;
            }
            let current = document.snapshot.as_ref().map(|now| now.serial);
            if current == Some(snapshot.serial) {
                document.took = outcome
                    .as_ref()
                    .ok()
                    .map(|analysis| (analysis.took, snapshot.source.text().len()));
                document.failed = outcome.is_err();
                if let Ok(analysis) = &outcome {
                    traced = Some(analysis.clone());
                    self.index.set(&index::key(&snapshot.uri), analysis.entry.clone());
                    document.analysis = Some(analysis.clone());
                    document.before = None;
                    // What is wrong with a configuration was told when it was read.
                    if document.kind != Kind::Config {
                        document.report = Some(analysis.report.clone());
                        document.unpublished = true;
                    }
                }
            }
        }
        if let Some(analysis) = traced {
            self.trace(|| format!("analysed {}", snapshot.uri), || analysis.describe());
        }
        if let Err(panic) = outcome {
            let uri = &snapshot.uri;
            self.log(lsp::MessageType::Error, format!("{uri}: the analysis failed: {panic}"));
        }
    }

    /// Sends the diagnostics that are new, or answers those who asked for them.
    pub(super) fn publish(&mut self) {
        let client = self.client.clone();
        let mut answers = Vec::new();
        let mut texts = Vec::new();
        for (uri, document) in &mut self.documents {
            let settled = document.analysis.is_some()
                || document.failed
                || !matches!(document.kind, Kind::Proposal(_));
            // Whoever asks is answered, whether or not the client has said that it would ask.
            if settled {
                let report = document.report.clone();
                answers.extend(document.pulls.drain(..).map(|pull| (pull, report.clone())));
            }
            if client.pull || !std::mem::take(&mut document.unpublished) {
                continue;
            }
            let Some(report) = &document.report else { continue };
            // Of other people's documents nothing is said, unless something must be taken back.
            if report.speaks || document.published {
                document.published = report.speaks;
                texts.push(report.publish(uri, client.versions.then_some(document.version)));
            }
        }
        for text in texts {
            self.publish_text(&text);
        }
        for (pull, report) in answers {
            let text = report.map_or_else(
                || diagnostics::NOTHING.to_owned(),
                |report| report.pulled(pull.previous.as_deref()),
            );
            self.answer(&pull.id, &text);
        }
    }

    /// Publishes diagnostics, by params that are JSON already.
    pub(super) fn publish_text(&self, params: &str) {
        self.send(message::notification("textDocument/publishDiagnostics", params));
    }
}

/// Analyses a snapshot; a panic is told as its message.
fn analysis(
    snapshot: &Arc<Snapshot>,
    before: Option<&Analysis>,
    analyse: Analyse,
) -> Result<Arc<Analysis>, String> {
    panics::catch(|| Arc::new(Analysis::new(snapshot.clone(), before, analyse)))
}
