//! The proposals of the workspace as symbols, to be found by title, status, verdict and target.

use crate::lsp::index::Entry;
use crate::lsp::navigation::Desk;
use crate::lsp::params;
use crate::order;
use gen_lsp_types as lsp;
use std::sync::Arc;

/// How many are answered with: more is no list that anybody reads, and whoever types on gets others.
const MOST: usize = 500;

/// The proposals that have every word of the query in their title, status, verdict, target or file name.
pub(in crate::lsp) fn symbols(desk: &Desk, params: &params::Query) -> Vec<lsp::SymbolInformation> {
    let words: Vec<String> = params.query.split_whitespace().map(str::to_lowercase).collect();
    let mut found: Vec<(String, &Arc<Entry>)> = desk
        .entries
        .iter()
        .map(|entry| (name(entry), entry))
        .filter(|(name, entry)| {
            let name = format!("{name} {}", file_name(&entry.uri)).to_lowercase();
            words.iter().all(|word| name.contains(word.as_str()))
        })
        .collect();
    order::by(&mut found, |(a, one), (b, other)| (a, &one.uri).cmp(&(b, &other.uri)));
    found.truncate(MOST);
    found.into_iter().map(|(name, entry)| symbol(name, entry)).collect()
}

/// What it is called, with what can be asked for: editors look for the query in the name again.
fn name(entry: &Entry) -> String {
    let target = entry.target.as_ref().map_or_else(String::new, |word| format!(", {}", word.text));
    format!("{} ({}, {}{target})", entry.title, entry.status.name(), entry.verdict)
}

fn file_name(uri: &str) -> &str {
    uri.rsplit('/').next().unwrap_or(uri)
}

#[expect(deprecated, reason = "the protocol's type has a field that nobody uses any more")]
fn symbol(name: String, entry: &Entry) -> lsp::SymbolInformation {
    // The document, and no place in it: a client may have a text by now that the index has not seen, or have closed one
    // that was never written to the disk.
    let range = lsp::Range::default();
    lsp::SymbolInformation {
        deprecated: None,
        location: lsp::Location { uri: lsp::Uri(entry.uri.clone()), range },
        base_symbol_information: lsp::BaseSymbolInformation {
            name,
            kind: lsp::SymbolKind::File,
            tags: None,
            container_name: Some(file_name(&entry.uri).to_owned()),
        },
    }
}
