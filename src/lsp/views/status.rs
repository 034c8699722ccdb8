//! Where a proposal stands: the request `hotfix-lint/status`, which docs/editors.md describes.

use crate::ide;
use crate::lsp::convert::Ranges;
use crate::lsp::params;
use crate::lsp::snapshot::Analysis;
use gen_lsp_types as lsp;
use serde::Serialize;

/// Where it stands; what is no proposal gets `null`.
#[derive(Debug, Serialize)]
pub(in crate::lsp) struct Status {
    verdict: &'static str,
    #[serde(rename = "status")]
    state: &'static str,
    summary: String,
    derivation: String,
    range: lsp::Range,
    deferred: bool,
    targets: Vec<Option<String>>,
}

pub(in crate::lsp) fn status(analysis: &Analysis, _params: &params::Whole) -> Option<Status> {
    let snapshot = &analysis.snapshot;
    let source = &snapshot.source;
    let assessment = analysis.assessment.as_ref()?;
    let status = snapshot.with_context(|context| ide::status::status(source, context, assessment));
    Some(Status {
        verdict: status.verdict,
        state: status.state,
        summary: status.summary,
        derivation: status.derivation,
        range: Ranges::new(source, snapshot.client.encoding).range(status.place),
        deferred: status.deferred,
        targets: status.targets,
    })
}
