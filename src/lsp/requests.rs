//! Requests: which there are, and how they wait for the analysis of the text that they are about.

use super::documents::{Document, Kind};
use super::message::{self, Refusal};
use super::panics;
use super::params::{self, Named};
use super::session::{Event, Session, parse};
use super::snapshot::Analysis;
use super::views::{self, Tokens};
use gen_lsp_types as lsp;
use lsp_server::{ErrorCode, Request, RequestId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;

/// A request for diagnostics.
pub(super) struct Pull {
    pub(super) id: RequestId,
    /// The result that the client has.
    pub(super) previous: Option<String>,
}

/// A request that waits for an analysis.
pub(super) struct Parked {
    id: RequestId,
    serve: Serve,
}

/// Answers a request from an analysis, on a worker.
pub(super) type Serve = Box<dyn FnOnce(&Analysis) -> Result<Served, Refusal> + Send>;

/// What a request comes to.
pub(super) enum Served {
    /// An answer, as JSON.
    Result(String),
    /// The tokens of a document, as JSON and to be kept: the client may ask for what changes.
    Tokens { uri: String, tokens: Arc<Tokens>, json: String },
    /// An answer of nothing, and an edit for the client to apply.
    Edit { label: String, edit: lsp::WorkspaceEdit },
    /// An answer of nothing, and something to tell.
    Message(String),
}

impl Session {
    pub(super) fn dispatch(&mut self, request: Request) -> Result<(), Refusal> {
        match request.method.as_str() {
            "textDocument/diagnostic" => self.pull(request),
            "workspace/diagnostic" => self.pull_workspace(request),
            "textDocument/hover" => self.view(request, views::hover),
            "textDocument/codeAction" => self.view(request, views::actions),
            "textDocument/codeLens" => self.view(request, views::lenses),
            "textDocument/completion" => self.view(request, views::completions),
            "textDocument/documentLink" => self.view(request, views::links),
            "textDocument/documentSymbol" => self.view(request, views::outline),
            "textDocument/foldingRange" => self.view(request, views::folds),
            "textDocument/inlayHint" => self.view(request, views::hints),
            "textDocument/selectionRange" => self.view(request, views::selections),
            "textDocument/definition" => {
                self.navigate(request, |a, desk, p| Ok(views::definition(a, desk, p)))
            }
            "textDocument/references" => {
                self.navigate(request, |a, desk, p| Ok(views::references(a, desk, p)))
            }
            "textDocument/prepareRename" => self.navigate(request, views::prepare_rename),
            "textDocument/rename" => self.navigate(request, views::rename),
            "workspace/symbol" => self.survey(request, views::symbols),
            "textDocument/semanticTokens/full" => {
                let params: params::Whole = parse(request.params)?;
                self.tokens(params.uri(), request.id, None);
                Ok(())
            }
            "textDocument/semanticTokens/full/delta" => {
                let params: params::TokensSince = parse(request.params)?;
                self.tokens(params.uri(), request.id, Some(params.previous_result_id.as_str()));
                Ok(())
            }
            "textDocument/semanticTokens/range" => self.view(request, views::tokens_in),
            // Ours, for editors that keep the verdict in sight.
            "hotfix-lint/status" => self.view(request, views::status),
            "hotfix-lint/debugInformation" => {
                self.answer(&request.id, &message::text(&self.debug_information()));
                Ok(())
            }
            "codeAction/resolve" => self.resolve(request),
            "completionItem/resolve" => self.resolve_completion(request),
            "workspace/executeCommand" => self.execute(request),
            method => {
                let message = format!("there is no {method}");
                Err(Refusal::new(ErrorCode::MethodNotFound, message))
            }
        }
    }

    fn pull(&mut self, request: Request) -> Result<(), Refusal> {
        let params::Diagnostics { text_document, previous_result_id } = parse(request.params)?;
        let pull = Pull { id: request.id, previous: previous_result_id };
        match self.documents.get_mut(&text_document.uri) {
            // Answered in the next pause, which ends at once when nothing else is waiting.
            Some(document) => document.pulls.push(pull),
            None => self.pull_closed(&text_document.uri, pull),
        }
        Ok(())
    }

    /// Answers a request about one document with a view of its analysis.
    fn view<P, R>(&mut self, request: Request, view: fn(&Analysis, &P) -> R) -> Result<(), Refusal>
    where
        P: Named + DeserializeOwned + Send + 'static,
        R: Serialize + 'static,
    {
        let params: P = parse(request.params)?;
        let uri = params.uri().to_owned();
        let serve: Serve =
            Box::new(move |analysis| Ok(Served::Result(message::text(&view(analysis, &params)))));
        self.over(&uri, request.id, serve);
        Ok(())
    }

    /// Answers with the tokens of a document, or with what has changed where the client has the result `previous`.
    fn tokens(&mut self, uri: &str, id: RequestId, previous: Option<&str>) {
        let known = self.documents.get(uri).and_then(|document| document.tokens.clone());
        let known = known.filter(|known| previous.is_some_and(|id| known.is_called(id)));
        let serve: Serve = Box::new(move |a| Ok(views::all_tokens(a, known.as_deref())));
        self.over(uri, id, serve);
    }

    fn resolve(&mut self, request: Request) -> Result<(), Refusal> {
        let action = request.params;
        let Some(uri) = views::action_uri(&action) else {
            return Err(Refusal::new(ErrorCode::InvalidParams, "this action is not ours"));
        };
        if !self.documents.contains_key(&uri) {
            return Err(Refusal::new(ErrorCode::ContentModified, "the document was closed"));
        }
        let serve: Serve = Box::new(move |analysis| {
            Ok(Served::Result(message::text(&views::resolve(analysis, action)?)))
        });
        self.over(&uri, request.id, serve);
        Ok(())
    }

    /// An item that there is nothing to say about, or whose document is gone, is the same as before.
    fn resolve_completion(&mut self, request: Request) -> Result<(), Refusal> {
        let item = request.params;
        if !item.get("label").is_some_and(Value::is_string) {
            return Err(Refusal::new(ErrorCode::InvalidParams, "an item has a label"));
        }
        let is_ours = |document: &Document| document.kind != Kind::Other;
        let uri =
            views::completion_uri(&item).filter(|uri| self.documents.get(uri).is_some_and(is_ours));
        let Some(uri) = uri else {
            self.answer(&request.id, &message::text(&item));
            return Ok(());
        };
        let serve: Serve = Box::new(move |analysis| {
            Ok(Served::Result(message::text(&views::resolve_completion(analysis, item))))
        });
        self.over(&uri, request.id, serve);
        Ok(())
    }

    /// Answers from the analysis of the text as it is now, when that is there; of a document that can be no proposal
    /// there is nothing to tell.
    pub(super) fn over(&mut self, uri: &str, id: RequestId, serve: Serve) {
        let Some(snapshot) = self.snapshot(uri) else { return self.answer(&id, "null") };
        let parked = Parked { id, serve };
        let Some(document) = self.documents.get(uri) else { return };
        if let Some(analysis) = document.analysis.clone() {
            self.serve_request(parked, analysis);
        } else if document.failed {
            self.serve_failed(parked);
        } else {
            self.parked.entry(snapshot.serial).or_default().push(parked);
            self.start_analysis(snapshot, true);
        }
    }

    /// An analysis is there, or has failed: those who wait for it go on.
    pub(super) fn serve_parked(&mut self, serial: u64, analysis: Option<&Arc<Analysis>>) {
        for parked in self.parked.remove(&serial).unwrap_or_default() {
            if let Some(analysis) = analysis {
                self.serve_request(parked, analysis.clone());
            } else {
                self.serve_failed(parked);
            }
        }
    }

    /// A request that may wait for an analysis has been cancelled. Where nobody else wants that analysis and no worker has
    /// come to it, it is not made: whoever types on asks anew, and would wait for those of every text in between.
    pub(super) fn unpark(&mut self, id: &RequestId) {
        let is_its = |waiting: &Vec<Parked>| waiting.iter().any(|parked| parked.id == *id);
        let found = self.parked.iter_mut().find(|(_, waiting)| is_its(waiting));
        let Some((&serial, waiting)) = found else { return };
        waiting.retain(|parked| parked.id != *id);
        if waiting.is_empty() {
            self.parked.remove(&serial);
            self.call_off(serial);
        }
    }

    fn serve_failed(&self, parked: Parked) {
        let refusal = Refusal::new(ErrorCode::RequestFailed, "the analysis failed");
        let _ = self.lines.events.send(Event::Answered(parked.id, Err(refusal)));
    }

    fn serve_request(&self, parked: Parked, analysis: Arc<Analysis>) {
        let events = self.lines.events.clone();
        self.lines.quick.give(Box::new(move || {
            let served = panics::catch(|| (parked.serve)(&analysis))
                .unwrap_or_else(|panic| Err(Refusal::new(ErrorCode::InternalError, panic)));
            let _ = events.send(Event::Answered(parked.id, served));
        }));
    }
}
