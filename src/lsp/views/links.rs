//! Links in the protocol's types: pages of the web, and files that are there.

use crate::files;
use crate::ide;
use crate::ide::links::{Goal, Link};
use crate::lsp::convert::Ranges;
use crate::lsp::params;
use crate::lsp::snapshot::{Analysis, Snapshot};
use crate::lsp::uri;
use gen_lsp_types as lsp;
use std::path::PathBuf;

/// What a document's words lead to: of a proposal and of a configuration.
pub(in crate::lsp) fn links(
    analysis: &Analysis,
    _params: &params::Whole,
) -> Option<Vec<lsp::DocumentLink>> {
    let snapshot = &analysis.snapshot;
    let found = match &analysis.assessment {
        Some(assessment) => snapshot.with_context(|c| ide::links::links(c, assessment)),
        None if snapshot.is_config() => ide::links::of_config(&snapshot.source),
        None => return None,
    };
    let mut ranges = Ranges::new(&snapshot.source, snapshot.client.encoding);
    let link = |link: Link| {
        let target = match link.goal {
            Goal::Url(url) => url,
            Goal::File(named) => uri::of_path(&file(snapshot, &named)?),
        };
        Some(lsp::DocumentLink {
            range: ranges.range(link.span),
            target: Some(lsp::Uri(target)),
            tooltip: snapshot.client.link_tooltips.then_some(link.tooltip),
            data: None,
        })
    };
    Some(found.into_iter().filter_map(link).collect())
}

/// The file that a document names, if it is there.
fn file(snapshot: &Snapshot, named: &str) -> Option<PathBuf> {
    let folder = snapshot.path.as_deref()?.parent()?;
    let found = if snapshot.is_config() {
        // What a configuration names starts from its own folder alone.
        Some(folder.join(named)).filter(|path| path.is_file())
    } else {
        let surroundings = files::Surroundings::of(folder);
        surroundings.find(named).or_else(|| surroundings.find(&uri::decoded(named)?))
    };
    found.map(|path| files::plain(&path))
}
