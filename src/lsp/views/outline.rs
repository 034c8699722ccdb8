//! The outline of a document, as a tree or as a list; what of it can be folded away, and how selections grow.

use crate::ide;
use crate::ide::outline::{Item, ItemKind};
use crate::lsp::convert::{self, Ranges};
use crate::lsp::params;
use crate::lsp::snapshot::{Analysis, Snapshot};
use gen_lsp_types as lsp;

/// The title, the criteria and the questions of a document.
pub(in crate::lsp) fn outline(
    analysis: &Analysis,
    _params: &params::Whole,
) -> Option<lsp::DocumentSymbolResponse> {
    let snapshot = &analysis.snapshot;
    let root = ide::outline::outline(&snapshot.source, analysis.assessment.as_ref()?);
    let mut ranges = Ranges::new(&snapshot.source, snapshot.client.encoding);
    if snapshot.client.tree {
        return Some(vec![tree(&mut ranges, root)].into());
    }
    let mut list = Vec::new();
    flatten(snapshot, &mut ranges, root, None, &mut list);
    Some(list.into())
}

fn symbol_kind(kind: ItemKind) -> lsp::SymbolKind {
    match kind {
        ItemKind::Proposal => lsp::SymbolKind::File,
        ItemKind::Criterion => lsp::SymbolKind::Namespace,
        ItemKind::Question => lsp::SymbolKind::Field,
    }
}

#[expect(deprecated, reason = "the protocol's type has a field that nobody uses any more")]
fn tree(ranges: &mut Ranges<'_>, item: Item) -> lsp::DocumentSymbol {
    lsp::DocumentSymbol {
        range: ranges.range(item.span),
        selection_range: ranges.range(item.words),
        name: item.name,
        detail: Some(item.detail),
        kind: symbol_kind(item.kind),
        tags: None,
        deprecated: None,
        children: Some(item.children.into_iter().map(|child| tree(ranges, child)).collect()),
    }
}

#[expect(deprecated, reason = "the protocol's type has a field that nobody uses any more")]
fn flatten(
    snapshot: &Snapshot,
    ranges: &mut Ranges<'_>,
    item: Item,
    container: Option<&str>,
    list: &mut Vec<lsp::SymbolInformation>,
) {
    list.push(lsp::SymbolInformation {
        deprecated: None,
        location: lsp::Location {
            uri: lsp::Uri(snapshot.uri.clone()),
            range: ranges.range(item.span),
        },
        base_symbol_information: lsp::BaseSymbolInformation {
            name: item.name.clone(),
            kind: symbol_kind(item.kind),
            tags: None,
            container_name: container.map(str::to_owned),
        },
    });
    for child in item.children {
        flatten(snapshot, ranges, child, Some(&item.name), list);
    }
}

/// The lines that can be folded away; of more than the client wants, the first.
pub(in crate::lsp) fn folds(
    analysis: &Analysis,
    _params: &params::Whole,
) -> Option<Vec<lsp::FoldingRange>> {
    let snapshot = &analysis.snapshot;
    let source = &snapshot.source;
    let found = ide::folds::folds(source, analysis.assessment.as_ref()?);
    let limit = snapshot.client.fold_limit.unwrap_or(usize::MAX);
    let fold = |span: crate::source::Span| lsp::FoldingRange {
        start_line: source.line_of(span.start) as u32,
        end_line: source.line_of(span.end) as u32,
        start_character: None,
        end_character: None,
        kind: Some(lsp::FoldingRangeKind::Region),
        collapsed_text: None,
    };
    Some(found.into_iter().take(limit).map(fold).collect())
}

/// For each position the ranges around it, from the words under it to the document.
pub(in crate::lsp) fn selections(
    analysis: &Analysis,
    params: &params::Places,
) -> Option<Vec<lsp::SelectionRange>> {
    let snapshot = &analysis.snapshot;
    let (source, encoding) = (&snapshot.source, snapshot.client.encoding);
    let assessment = analysis.assessment.as_ref()?;
    let mut ranges = Ranges::new(source, encoding);
    let mut around = |position: &lsp::Position| {
        let offset = convert::offset(source, *position, encoding);
        let spans = ide::selection::selections(source, assessment, offset);
        // From the outermost inwards, each the parent of the next.
        let mut outer = None;
        for span in spans.into_iter().rev() {
            let range = ranges.range(span);
            outer = Some(lsp::SelectionRange { range, parent: outer.map(Box::new) });
        }
        outer
    };
    params.positions.iter().map(&mut around).collect()
}
