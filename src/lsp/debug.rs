//! What the server knows, for those who wonder why it says what it says: the command `hotfix-lint.debugInformation`,
//! and `$/logTrace`.

use super::message;
use super::session::Session;
use crate::order;
use crate::source::Encoding;
use gen_lsp_types as lsp;
use lsp::TraceValue;
use std::fmt::Write as _;

impl Session {
    /// Versions, folders, configurations, documents, counts and times, in Markdown.
    pub(super) fn debug_information(&self) -> String {
        let mut text = format!("# hotfix-lint {}\n\n", env!("CARGO_PKG_VERSION"));
        // Writing to a string cannot fail.
        let _ = self.write_facts(&mut text);
        let _ = self.write_workspace(&mut text);
        let _ = self.write_documents(&mut text);
        text
    }

    fn write_facts(&self, out: &mut String) -> std::fmt::Result {
        let client = &self.client;
        writeln!(out, "- client: {}", self.peer)?;
        let encoding = match client.encoding {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16 => "UTF-16",
            Encoding::Utf32 => "UTF-32",
        };
        writeln!(out, "- columns count: {encoding}")?;
        let how = if client.pull { "on request" } else { "pushed" };
        writeln!(out, "- diagnostics: {how}")?;
        let how = if client.watch { "by the client" } else { "not: a save looks again" };
        writeln!(out, "- files are watched: {how}")?;
        let set = if self.options.today.is_some() { " (set)" } else { "" };
        writeln!(out, "- today: {}{set}", self.today()(&crate::config::Config::default()))
    }

    fn write_workspace(&self, out: &mut String) -> std::fmt::Result {
        writeln!(out, "\n## Folders\n")?;
        for root in self.workspace.roots() {
            writeln!(out, "- {}", root.display())?;
        }
        let (files, proposals) = (self.disk.closed().count(), self.index.len());
        writeln!(out, "- {proposals} proposals, {files} of the files not open")?;
        match (self.disk.is_scanning(), self.disk.last) {
            (true, _) => writeln!(out, "- they are being looked through")?,
            (false, Some(took)) => {
                writeln!(out, "- looked through last in {} ms", took.as_millis())?;
            }
            (false, None) => writeln!(out, "- not looked through yet")?,
        }
        writeln!(out, "\n## Configurations\n")?;
        let configurations = self.workspace.describe();
        if configurations.is_empty() {
            writeln!(out, "- none: the defaults hold")?;
        }
        configurations.iter().try_for_each(|line| writeln!(out, "- {line}"))
    }

    fn write_documents(&self, out: &mut String) -> std::fmt::Result {
        writeln!(out, "\n## Open documents\n")?;
        let mut documents: Vec<_> = self.documents.iter().collect();
        order::by_key(&mut documents, |(uri, _)| uri.as_str());
        for (uri, document) in documents {
            let state = match &document.analysis {
                Some(analysis) => analysis.describe(),
                None if document.failed => format!("version {}: failed", document.version),
                None => format!("version {}: not analysed", document.version),
            };
            writeln!(out, "- {uri}: {state}")?;
        }
        Ok(())
    }

    /// Tells what the server does, to those who follow it; `details` for those who want more.
    pub(super) fn trace(&self, message: impl FnOnce() -> String, details: impl FnOnce() -> String) {
        let verbose = match self.trace {
            TraceValue::Messages => None,
            TraceValue::Verbose => Some(details()),
            TraceValue::Off | TraceValue::Custom(_) => return,
        };
        let params = lsp::LogTraceParams { message: message(), verbose };
        self.send(message::notification("$/logTrace", &message::text(&params)));
    }
}
