//! Commands that a client can have executed; each takes one object.
//!
//! | command | arguments | does |
//! | --- | --- | --- |
//! | `hotfix-lint.defer` | `uri`, optionally `release` | records the deferral in the document |
//! | `hotfix-lint.reopen` | `uri` | takes the deferral back |
//! | `hotfix-lint.verdict` | `uri`, optionally `criterion` | tells the verdict and what would change it, or how a criterion comes out |
//! | `hotfix-lint.new` | optionally `uri`, `title`, `issue`, `format` | creates a proposal and opens it |
//! | `hotfix-lint.report` | optionally `format` | answers `{text}`: the triage table of the workspace |
//! | `hotfix-lint.explain` | `rule` | shows the rule's page |
//! | `hotfix-lint.debugInformation` | none | tells what the server knows: folders, configurations, documents, times |

use super::convert::{self, Change};
use super::message::{self, Refusal};
use super::params;
use super::requests::{Serve, Served};
use super::session::{Session, parse};
use super::snapshot::Analysis;
use crate::assess::{Assessment, Context};
use crate::edit::deferral;
use crate::finding::Fix;
use crate::ide;
use gen_lsp_types as lsp;
use lsp_server::{ErrorCode, Request};
use serde::Deserialize;
use serde_json::Value;

/// Records the deferral.
pub(super) const DEFER: &str = "hotfix-lint.defer";
/// Takes the deferral back.
pub(super) const REOPEN: &str = "hotfix-lint.reopen";
/// Tells the verdict.
pub(super) const VERDICT: &str = "hotfix-lint.verdict";
/// Tells what the server knows.
const DEBUG: &str = "hotfix-lint.debugInformation";
/// Creates a proposal.
const NEW: &str = "hotfix-lint.new";
/// Shows the page of a rule.
const EXPLAIN: &str = "hotfix-lint.explain";
/// Answers with the triage table.
const REPORT: &str = "hotfix-lint.report";
/// Every command.
pub(super) const NAMES: [&str; 7] = [DEFER, REOPEN, VERDICT, NEW, REPORT, EXPLAIN, DEBUG];

#[derive(Deserialize)]
struct Arguments {
    uri: String,
    release: Option<String>,
    criterion: Option<String>,
}

impl Session {
    /// Executes a command.
    pub(super) fn execute(&mut self, request: Request) -> Result<(), Refusal> {
        let params: params::Execute = parse(request.params)?;
        let command = NAMES
            .into_iter()
            .find(|name| *name == params.command)
            .ok_or_else(|| invalid(format!("there is no command {}", params.command)))?;
        let argument = params.arguments.into_iter().flatten().next().unwrap_or_default();
        match command {
            NEW => self.create(&request.id, argument),
            REPORT => self.triage(request.id, argument),
            EXPLAIN => self.explain(&request.id, argument),
            DEBUG => {
                let text = self.debug_information();
                self.answer(&request.id, &message::text(&text));
                self.show(lsp::MessageType::Info, text);
                Ok(())
            }
            _ => {
                let (uri, serve) = prepare(command, argument, self.client.apply_edit)?;
                if !self.documents.contains_key(&uri) {
                    return Err(failed(format!("{uri} is not open")));
                }
                self.over(&uri, request.id, serve);
                Ok(())
            }
        }
    }
}

/// Which document a command is about, and how to execute it.
fn prepare(
    command: &'static str,
    argument: Value,
    apply_edit: bool,
) -> Result<(String, Serve), Refusal> {
    let Arguments { uri, release, criterion } = serde_json::from_value(argument)
        .map_err(|error| invalid(format!("{command} takes {{uri}}: {error}")))?;
    if command != VERDICT && !apply_edit {
        let message = "this client applies no edits of a server: use the code action";
        return Err(Refusal::new(ErrorCode::RequestFailed, message));
    }
    // What is done about: a release that it waits for, a criterion that is told of.
    let about = if command == VERDICT { criterion } else { release };
    let serve: Serve = Box::new(move |analysis| execute(command, analysis, about.as_deref()));
    Ok((uri, serve))
}

fn execute(command: &str, analysis: &Analysis, about: Option<&str>) -> Result<Served, Refusal> {
    let snapshot = &analysis.snapshot;
    let Some(assessment) = &analysis.assessment else {
        let other = || format!("{} is no hotfix proposal", snapshot.uri);
        return Err(failed(snapshot.settings.refusal.clone().unwrap_or_else(other)));
    };
    snapshot.with_context(|context| match command {
        DEFER => {
            let fix = defer(analysis, context, assessment, about)?;
            let why = ide::verdict::sentence(assessment);
            let edit =
                convert::to_confirm(edit(analysis, &fix), &fix.title, &why, &snapshot.client);
            Ok(Served::Edit { label: fix.title, edit })
        }
        REOPEN => {
            let fix = deferral::reopen(&snapshot.source, context, assessment);
            let fix = fix.map_err(|error| failed(error.to_string()))?;
            Ok(Served::Edit { edit: edit(analysis, &fix), label: fix.title })
        }
        _ => told(assessment, about).map(Served::Message),
    })
}

/// The verdict, or a criterion of it.
fn told(assessment: &Assessment, criterion: Option<&str>) -> Result<String, Refusal> {
    let Some(name) = criterion else { return Ok(ide::verdict::sentence(assessment)) };
    let policy = &assessment.policy;
    let id = policy.criterion_ids().find(|&id| policy.criterion(id).id == name);
    id.and_then(|id| ide::hover::criterion_in_words(assessment, id))
        .ok_or_else(|| invalid(format!("the policy {} has no criterion {name}", policy.name)))
}

fn defer(
    analysis: &Analysis,
    context: &Context<'_>,
    assessment: &Assessment,
    release: Option<&str>,
) -> Result<Fix, Refusal> {
    ide::actions::defer(&analysis.snapshot.source, context, assessment, release).map_err(failed)
}

fn edit(analysis: &Analysis, fix: &Fix) -> lsp::WorkspaceEdit {
    let s = &analysis.snapshot;
    let edits = &fix.edits;
    let change = Change { uri: &s.uri, version: Some(s.version), source: &s.source, edits };
    convert::workspace_edit(&[change], &s.client)
}

pub(super) fn invalid(message: String) -> Refusal {
    Refusal::new(ErrorCode::InvalidParams, message)
}

pub(super) fn failed(message: impl Into<String>) -> Refusal {
    Refusal::new(ErrorCode::RequestFailed, message)
}
