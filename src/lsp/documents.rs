//! Open documents: their texts as the client has them, and when they are analysed.

use super::diagnostics::{self, Report};
use super::message::Refusal;
use super::outgoing::Asked;
use super::params::{self, Named};
use super::requests::Pull;
use super::scan::may_name;
use super::session::{Session, parse};
use super::snapshot::{Analysis, Snapshot};
use super::views::Tokens;
use super::workspace::Settings;
use super::{capabilities, convert, disk, uri};
use crate::config::Selected;
use crate::files::is_config;
use crate::proposal::Format;
use crate::source::{Encoding, Source};
use gen_lsp_types as lsp;
use lsp_server::Notification;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What a document can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A proposal, if its path or its text says so.
    Proposal(Format),
    /// A configuration.
    Config,
    /// Neither: nothing is ever said of it.
    Other,
}

/// A document that the client has open.
pub(super) struct Document {
    /// The text, and the client's version of it.
    pub(super) source: Arc<Source>,
    pub(super) version: i32,
    pub(super) path: Option<PathBuf>,
    pub(super) kind: Kind,
    pub(super) selected: Selected,
    pub(super) settings: Arc<Settings>,
    /// The text as it is, with what its analysis depends on; `None` once any of that has changed.
    pub(super) snapshot: Option<Arc<Snapshot>>,
    /// The analysis of `snapshot`.
    pub(super) analysis: Option<Arc<Analysis>>,
    /// The snapshot that the pool works on.
    pub(super) analysing: Option<u64>,
    /// The analysis of `snapshot` panicked: it is not tried again.
    pub(super) failed: bool,
    /// The analysis of the text before, for as long as there is none of this one: what has not changed is not read again.
    pub(super) before: Option<Arc<Analysis>>,
    /// How long the last analysis took, and the bytes that it read.
    pub(super) took: Option<(Duration, usize)>,
    /// The newest diagnostics; they stay when an analysis fails.
    pub(super) report: Option<Arc<Report>>,
    /// `report` has not been published.
    pub(super) unpublished: bool,
    /// The client shows diagnostics that were published.
    pub(super) published: bool,
    /// The tokens that the client has.
    pub(super) tokens: Option<Arc<Tokens>>,
    /// Requests for diagnostics that wait for the analysis of the newest text.
    pub(super) pulls: Vec<Pull>,
}

impl Document {
    /// Whether an analysis should be done within `limit`: the last one was, and time follows length.
    pub(super) fn is_quick(&self, limit: Duration) -> bool {
        let bytes = self.source.text().len() as u128;
        self.took.is_some_and(|(took, read)| {
            took.as_nanos() * bytes <= limit.as_nanos() * (read.max(1 << 10) as u128)
        })
    }

    /// The text has changed, or what its analysis depends on.
    fn outdate(&mut self) {
        self.snapshot = None;
        self.before = self.analysis.take().or_else(|| self.before.take());
        self.failed = false;
        // Diagnostics of the old text must not leave under the new version. Those of a configuration are its text's.
        self.unpublished &= self.kind == Kind::Config;
    }

    /// The files beside it that the text names, as it names them.
    fn names(&self) -> &[String] {
        let analysis = self.analysis.as_ref().or(self.before.as_ref());
        analysis.map_or(&[], |analysis| &analysis.names)
    }

    fn apply(&mut self, change: params::Change, encoding: Encoding) {
        match change.range {
            Some(range) => {
                // No other snapshot holds the text while edits come in quick succession: nothing is copied.
                let source = Arc::make_mut(&mut self.source);
                let span = convert::span(source, range, encoding);
                source.replace(span, &change.text);
            }
            None => self.source = Arc::new(Source::new(change.text)),
        }
    }
}

impl Session {
    /// Takes a notification of a session that runs; unknown ones are ignored.
    pub(super) fn notification(&mut self, n: Notification) -> Result<(), Refusal> {
        match n.method.as_str() {
            "initialized" => {
                if self.client.watch {
                    self.ask::<lsp::RegistrationRequest>(capabilities::watchers(), Asked::Other);
                }
                self.ask_for_options();
                if !self.workspace.roots().is_empty() {
                    // A moment later: first come the documents that the client has open.
                    self.rescan(disk::SETTLING);
                }
            }
            "$/cancelRequest" => {
                let params: params::Cancel = parse(n.params)?;
                self.cancel(match params.id {
                    lsp::Id::Int(id) => id.into(),
                    lsp::Id::String(id) => id.into(),
                });
            }
            "textDocument/didOpen" => self.open(parse(n.params)?),
            "textDocument/didChange" => self.change(parse(n.params)?),
            "textDocument/didClose" => self.close(&parse(n.params)?),
            "textDocument/didSave" => self.saved(&parse(n.params)?),
            "workspace/didChangeWatchedFiles" => self.files_changed(parse(n.params)?),
            "workspace/didChangeConfiguration" => self.options_changed(&parse(n.params)?),
            "window/workDoneProgress/cancel" => self.cancel_progress(&parse(n.params)?),
            "$/setTrace" => self.trace = parse::<params::Trace>(n.params)?.value,
            "workspace/didChangeWorkspaceFolders" => {
                let event = parse::<params::Folders>(n.params)?.event;
                let paths = |folders: Vec<params::Id>| -> Vec<PathBuf> {
                    folders.iter().filter_map(|folder| uri::path(&folder.uri)).collect()
                };
                self.workspace.change_roots(paths(event.added), &paths(event.removed));
                self.judge_again();
            }
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, params: params::Open) {
        let document = params.text_document;
        let path = uri::path(&document.uri);
        let (settings, selected) = self.workspace.settings(path.as_deref());
        let kind = match format(&document.language_id, &document.uri) {
            _ if path.as_deref().is_some_and(is_config) => Kind::Config,
            Some(format) => Kind::Proposal(format),
            None => Kind::Other,
        };
        let opened = Document {
            source: Arc::new(Source::new(document.text)),
            version: document.version,
            selected,
            path,
            kind,
            settings,
            snapshot: None,
            analysis: None,
            analysing: None,
            failed: false,
            took: None,
            before: None,
            report: None,
            unpublished: false,
            published: false,
            tokens: None,
            pulls: Vec::new(),
        };
        let mut opened = opened;
        opened.published = self.leave_to_editor(&document.uri);
        // A second didOpen is a mistake of the client; the text it brings is the better guess.
        if let Some(old) = self.documents.insert(document.uri, opened) {
            for pull in old.pulls {
                self.answer(&pull.id, diagnostics::NOTHING);
            }
        }
        self.check_configs(false);
        self.configs_changed |= kind == Kind::Config;
    }

    fn change(&mut self, params: params::Changes) {
        let id = params.text_document;
        let encoding = self.client.encoding;
        let Some(document) = self.documents.get_mut(&id.uri) else {
            let uri = id.uri;
            return self.log(
                lsp::MessageType::Warning,
                format!("{uri} is not open: its change is ignored"),
            );
        };
        if self.disk.is_scanning() {
            self.disk.courtesy.edited();
        }
        document.outdate();
        document.version = id.version;
        for change in params.content_changes {
            document.apply(change, encoding);
        }
        self.configs_changed |= document.kind == Kind::Config;
    }

    fn close(&mut self, params: &params::Whole) {
        let uri = params.uri();
        let Some(document) = self.documents.remove(uri) else { return };
        for pull in document.pulls {
            self.answer(&pull.id, diagnostics::NOTHING);
        }
        if !self.take_from_editor(uri, document.published) && document.published {
            self.publish_text(&diagnostics::clear(uri));
        }
        if let Some(path) = document.path.filter(|_| document.kind == Kind::Config) {
            self.workspace.close(&path);
            self.judge_again();
            self.complain();
        }
    }

    fn saved(&mut self, params: &params::Whole) {
        if !self.client.watch {
            // Nobody tells of changes on disk: this is a time to look.
            if self.disk.is_scanning() {
                self.disk.outdated = true;
            } else {
                self.rescan(Duration::ZERO);
            }
        }
        // What the text names may have come, or gone, since it was looked for.
        self.look_again(|uri, document| uri == params.uri() && !document.names().is_empty());
        let document = self.documents.get(params.uri());
        let config = document.filter(|document| document.kind == Kind::Config);
        if let Some((path, source)) = config.and_then(|c| Some((c.path.clone()?, c.source.clone())))
        {
            self.workspace.open(&path, &source, true);
            self.check_configs(false);
            return;
        }
        // A policy or a calendar, perhaps.
        let path = uri::path(params.uri());
        let is_named = path.is_some_and(|path| self.workspace.depends_on(&path));
        self.check_configs(is_named);
    }

    // Configurations.

    /// Looks for configurations that have changed on disk; `all` reads every one again.
    pub(super) fn check_configs(&mut self, all: bool) {
        self.workspace.refresh(all);
        // When everything is looked at again, a new file may have come.
        if self.workspace.has_changed() || all {
            self.judge_again();
        }
        self.complain();
    }

    /// Takes the configurations that are open as they are in their editors.
    pub(super) fn read_open_configs(&mut self) {
        let mut reports = Vec::new();
        for (uri, document) in &self.documents {
            let Some(path) = document.path.as_ref().filter(|_| document.kind == Kind::Config)
            else {
                continue;
            };
            let loud = document.report.is_none();
            let errors = self.workspace.open(path, &document.source, loud);
            reports.push((uri.clone(), errors.to_vec()));
        }
        for (uri, errors) in reports {
            let (serial, encoding) = (self.next_serial(), self.client.encoding);
            let Some(document) = self.documents.get_mut(&uri) else { continue };
            let name = crate::rule::invalid_config::RULE.name;
            let report = Report::of_mistakes(serial, &document.source, name, &errors, encoding);
            document.report = Some(Arc::new(report));
            document.unpublished = true;
        }
        self.check_configs(false);
    }

    /// Tells what is wrong with configurations: in their texts, and once in a message.
    pub(super) fn complain(&mut self) {
        for complaint in self.workspace.complaints() {
            self.show(lsp::MessageType::Error, complaint);
        }
        self.tell_configs();
    }

    /// What all documents are judged by has changed.
    pub(super) fn judge_again(&mut self) {
        for document in self.documents.values_mut() {
            (document.settings, document.selected) =
                self.workspace.settings(document.path.as_deref());
            document.outdate();
        }
        if !self.workspace.roots().is_empty() || self.disk.closed().next().is_some() {
            self.rescan(disk::SETTLING);
        }
        if !self.documents.is_empty() {
            self.ask_again();
        }
    }

    /// Files of these names have come or gone: whatever names one of them is judged again.
    pub(super) fn files_came_or_went(&mut self, names: &HashSet<String>) {
        if !names.is_empty() {
            self.look_again(|_, document| may_name(document.names(), names));
        }
    }

    /// Judges the open documents again that `is_concerned` picks.
    fn look_again(&mut self, is_concerned: impl Fn(&str, &Document) -> bool) {
        let mut found = false;
        for (uri, document) in &mut self.documents {
            if is_concerned(uri, document) {
                document.outdate();
                found = true;
            }
        }
        if found {
            self.ask_again();
        }
    }

    /// Has the client ask again for what it shows.
    fn ask_again(&mut self) {
        if self.client.pull && self.client.refresh_diagnostics {
            self.ask::<lsp::DiagnosticRefreshRequest>((), Asked::Other);
        }
        if self.client.refresh_lenses {
            self.ask::<lsp::CodeLensRefreshRequest>((), Asked::Other);
        }
        if self.client.refresh_hints {
            self.ask::<lsp::InlayHintRefreshRequest>((), Asked::Other);
        }
        if self.client.refresh_tokens {
            self.ask::<lsp::SemanticTokensRefreshRequest>((), Asked::Other);
        }
    }
}

/// What a document is, by the word of its editor, or else by its name.
fn format(language: &str, uri: &str) -> Option<Format> {
    match language.to_ascii_lowercase().as_str() {
        "markdown" => Some(Format::Markdown),
        "yaml" => Some(Format::Yaml),
        _ => Format::of_path(uri),
    }
}
