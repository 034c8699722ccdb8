//! What the server says and asks of itself: texts on their way out, requests of ours, and what becomes of their answers.

use super::message;
use super::session::Session;
use crate::report::escape;
use gen_lsp_types as lsp;
use lsp_server::Response;
use serde_json::Value;
use std::borrow::Cow;

/// What a request of ours was for.
pub(super) enum Asked {
    /// An edit; the words are its label.
    Edit(String),
    /// The settings.
    Options,
    /// Whether the progress of the scan with this serial may be shown.
    Progress(u64),
    /// A new file, which is to be shown.
    Creation { label: String, uri: String },
    /// Anything whose answer changes nothing.
    Other,
}

impl Session {
    pub(super) fn send(&self, text: String) {
        // Without a writer the client is gone, and the end of the input is on its way.
        let _ = self.lines.out.send(text);
    }

    /// Sends a request.
    pub(super) fn ask<R: lsp::Request>(&mut self, params: R::Params, asked: Asked) {
        let request = self.queue.outgoing.register(R::METHOD.to_string(), params, asked);
        self.send(message::request(&request));
    }

    pub(super) fn response(&mut self, response: Response) {
        let Some(asked) = self.queue.outgoing.complete(response.id) else { return };
        let (label, created) = match asked {
            Asked::Edit(label) => (label, None),
            Asked::Creation { label, uri } => (label, Some(uri)),
            Asked::Options => {
                if let Ok(Value::Array(sections)) = response.response_result {
                    self.take_options(sections.first().unwrap_or_default());
                }
                return;
            }
            Asked::Progress(serial) => {
                if response.response_result.is_ok() {
                    self.progress_is_shown(serial);
                }
                return;
            }
            Asked::Other => return,
        };
        let refused = match response.response_result {
            Ok(result) if result.get("applied") == Some(&Value::Bool(true)) => {
                return created.into_iter().for_each(|uri| self.created(uri));
            }
            Ok(result) => result.get("failureReason").and_then(Value::as_str).map(str::to_owned),
            Err(error) => Some(error.message),
        };
        let reason = refused.map_or_else(String::new, |reason| format!(": {reason}"));
        self.show(lsp::MessageType::Warning, format!("{label}: not applied{reason}"));
    }

    /// Writes to the client's log, if that is to hold messages of this kind.
    pub(super) fn log(&self, kind: lsp::MessageType, message: String) {
        if !self.options.logs(kind) {
            return;
        }
        let params = lsp::LogMessageParams { kind, message: inert(message) };
        self.notify::<lsp::LogMessageNotification>(&params);
    }

    /// Shows a message to the person at the client.
    pub(super) fn show(&self, kind: lsp::MessageType, message: String) {
        let params = lsp::ShowMessageParams { kind, message: inert(message) };
        self.notify::<lsp::ShowMessageNotification>(&params);
    }

    fn notify<N: lsp::Notification>(&self, params: &N::Params) {
        self.send(message::notification(N::METHOD.as_str(), &message::text(params)));
    }
}

/// A message in which nothing acts on whatever shows it: it may quote anything.
fn inert(message: String) -> String {
    match escape::lines(&message) {
        Cow::Borrowed(_) => message,
        Cow::Owned(safe) => safe,
    }
}
