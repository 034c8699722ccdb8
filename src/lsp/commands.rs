//! Commands that a client can have executed; each but the last takes `{uri}` and what is named beside it.
//!
//! | command | arguments | does |
//! | --- | --- | --- |
//! | `hotfix-lint.defer` | `uri`, optionally `release` | records the deferral in the document |
//! | `hotfix-lint.reopen` | `uri` | takes the deferral back |
//! | `hotfix-lint.verdict` | `uri` | tells the verdict and what would change it |
//! | `hotfix-lint.debugInformation` | none | tells what the server knows: folders, configurations, documents, times |

use super::convert;
use super::message::Refusal;
use super::requests::{Serve, Served};
use super::snapshot::Analysis;
use crate::assess::{Assessment, Context};
use crate::edit::deferral;
use crate::finding::Fix;
use crate::ide;
use gen_lsp_types as lsp;
use lsp_server::ErrorCode;
use serde::Deserialize;

/// Records the deferral.
pub(super) const DEFER: &str = "hotfix-lint.defer";
/// Takes the deferral back.
pub(super) const REOPEN: &str = "hotfix-lint.reopen";
/// Tells the verdict.
pub(super) const VERDICT: &str = "hotfix-lint.verdict";
/// Tells what the server knows.
pub(super) const DEBUG: &str = "hotfix-lint.debugInformation";
/// Every command.
pub(super) const NAMES: [&str; 4] = [DEFER, REOPEN, VERDICT, DEBUG];

#[derive(Deserialize)]
struct Arguments {
    uri: String,
    release: Option<String>,
}

/// Which document a command is about, and how to execute it.
pub(super) fn prepare(
    params: lsp::ExecuteCommandParams,
    apply_edit: bool,
) -> Result<(String, Serve), Refusal> {
    let command = NAMES
        .into_iter()
        .find(|name| *name == params.command)
        .ok_or_else(|| invalid(format!("there is no command {}", params.command)))?;
    let argument = params.arguments.into_iter().flatten().next().unwrap_or_default();
    let Arguments { uri, release } = serde_json::from_value(argument)
        .map_err(|error| invalid(format!("{command} takes {{uri}}: {error}")))?;
    if command != VERDICT && !apply_edit {
        let message = "this client applies no edits of a server: use the code action";
        return Err(Refusal::new(ErrorCode::RequestFailed, message));
    }
    let serve: Serve = Box::new(move |analysis| execute(command, analysis, release.as_deref()));
    Ok((uri, serve))
}

fn execute(command: &str, analysis: &Analysis, release: Option<&str>) -> Result<Served, Refusal> {
    let snapshot = &analysis.snapshot;
    let Some(assessment) = &analysis.assessment else {
        return Err(failed(format!("{} is no hotfix proposal", snapshot.uri)));
    };
    snapshot.with_context(|context| match command {
        DEFER => Ok(edit(analysis, defer(analysis, context, assessment, release)?)),
        REOPEN => {
            let fix = deferral::reopen(&snapshot.source, context, assessment);
            Ok(edit(analysis, fix.map_err(|error| failed(error.to_string()))?))
        }
        _ => Ok(Served::Message(ide::verdict::sentence(assessment))),
    })
}

fn defer(
    analysis: &Analysis,
    context: &Context<'_>,
    assessment: &Assessment,
    release: Option<&str>,
) -> Result<Fix, Refusal> {
    ide::actions::defer(&analysis.snapshot.source, context, assessment, release).map_err(failed)
}

fn edit(analysis: &Analysis, fix: Fix) -> Served {
    let s = &analysis.snapshot;
    let edit = convert::workspace_edit(&s.source, &s.uri, s.version, &fix.edits, &s.client);
    Served::Edit { label: fix.title, edit }
}

fn invalid(message: String) -> Refusal {
    Refusal::new(ErrorCode::InvalidParams, message)
}

fn failed(message: String) -> Refusal {
    Refusal::new(ErrorCode::RequestFailed, message)
}
