//! Requests about names, which look beyond their own document: at the texts that editors have open, at the files that
//! configurations name, and at the index of all proposals.

use super::index::Entry;
use super::message::{self, Refusal};
use super::params::Named;
use super::requests::{Serve, Served};
use super::scan::root_of;
use super::session::{Event, Session, parse};
use super::snapshot::Analysis;
use super::{panics, uri};
use crate::config::discover;
use crate::files;
use crate::source::Source;
use lsp_server::{ErrorCode, Request};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What there is to look at, as it was when the request came in. Nothing in it changes any more.
pub(super) struct Desk {
    /// The documents that are open.
    open: Vec<Open>,
    roots: Vec<PathBuf>,
    /// The proposals of the workspace, and those that are open outside of it.
    pub(super) entries: Vec<Arc<Entry>>,
    /// The workspace has been looked through: no proposal is missing among `entries`.
    pub(super) is_complete: bool,
}

/// A document that is open.
struct Open {
    path: Option<PathBuf>,
    text: Text,
    /// The index knows what this very text says.
    is_indexed: bool,
}

/// The text of a document, open or not.
#[derive(Clone)]
pub(super) struct Text {
    /// As the client calls it, or would.
    pub(super) uri: String,
    /// The client's version of it; `None` where the disk's is meant.
    pub(super) version: Option<i32>,
    pub(super) source: Arc<Source>,
}

impl Desk {
    /// The text of a file: as an editor has it, or else as it is on disk. `None` where there is none to be read.
    pub(super) fn read(&self, path: &Path) -> Option<Text> {
        if let Some(open) = self.open.iter().find(|open| open.path.as_deref() == Some(path)) {
            return Some(open.text.clone());
        }
        let source = Arc::new(Source::new(files::read(path).ok()?));
        Some(Text { uri: uri::of_path(path), version: None, source })
    }

    /// The newer text of a proposal that has changed since its entry was made; `None` where the entry still holds.
    pub(super) fn newer(&self, entry: &Entry) -> Option<&Text> {
        let open = self.open.iter().find(|open| open.text.uri == entry.uri)?;
        (!open.is_indexed).then_some(&open.text)
    }

    /// A file's path as people see it: from its folder of the workspace on.
    pub(super) fn shown(&self, path: &Path) -> String {
        let root = root_of(&self.roots, path);
        let inside = root.and_then(|root| path.strip_prefix(root).ok());
        inside.unwrap_or(path).display().to_string()
    }

    /// The configuration that holds for a file.
    pub(super) fn config_of(&self, path: &Path) -> Option<PathBuf> {
        discover(path, root_of(&self.roots, path))
    }
}

impl Session {
    pub(super) fn desk(&self) -> Desk {
        let open = self.documents.iter().map(|(uri, document)| {
            let (version, source) = (Some(document.version), document.source.clone());
            Open {
                path: document.path.clone(),
                text: Text { uri: uri.clone(), version, source },
                is_indexed: document.analysis.is_some(),
            }
        });
        Desk {
            open: open.collect(),
            roots: self.workspace.roots().to_vec(),
            entries: self.index.entries(),
            is_complete: !self.disk.is_scanning(),
        }
    }

    /// Answers a request about a name in a document.
    pub(super) fn navigate<P, R>(
        &mut self,
        request: Request,
        view: fn(&Analysis, &Desk, &P) -> Result<R, Refusal>,
    ) -> Result<(), Refusal>
    where
        P: Named + DeserializeOwned + Send + 'static,
        R: Serialize + 'static,
    {
        let params: P = parse(request.params)?;
        let uri = params.uri().to_owned();
        let desk = self.desk();
        let serve: Serve = Box::new(move |analysis| {
            Ok(Served::Result(message::text(&view(analysis, &desk, &params)?)))
        });
        self.over(&uri, request.id, serve);
        Ok(())
    }

    /// Answers a request about the whole workspace.
    pub(super) fn survey<P, R>(
        &mut self,
        request: Request,
        view: fn(&Desk, &P) -> R,
    ) -> Result<(), Refusal>
    where
        P: DeserializeOwned + Send + 'static,
        R: Serialize + 'static,
    {
        let params: P = parse(request.params)?;
        let (desk, events) = (self.desk(), self.lines.events.clone());
        self.lines.quick.give(Box::new(move || {
            let served = panics::catch(|| Served::Result(message::text(&view(&desk, &params))))
                .map_err(|panic| Refusal::new(ErrorCode::InternalError, panic));
            let _ = events.send(Event::Answered(request.id, served));
        }));
        Ok(())
    }
}
