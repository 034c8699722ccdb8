//! What can be written at the cursor, and what there is to read about it.

use super::super::capabilities::completion::ASK_AGAIN;
use super::super::convert::{self, Ranges};
use super::super::snapshot::{Analysis, Snapshot};
use crate::ide::completion::{self, About, Asked, Completion, CompletionKind, Completions};
use crate::ide::markup::Style;
use crate::lsp::message;
use crate::lsp::params;
use gen_lsp_types as lsp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What an item carries, so that what there is to read can be made when somebody looks.
#[derive(Serialize, Deserialize)]
struct Data {
    uri: String,
    about: About,
}

/// What can be written at the cursor.
pub(in crate::lsp) fn completions(
    analysis: &Analysis,
    params: &params::Completion,
) -> Option<lsp::CompletionList> {
    let snapshot = &analysis.snapshot;
    let source = &snapshot.source;
    let position = params.position;
    let offset = convert::offset(source, position, snapshot.client.encoding);
    let by_blank = params.context.as_ref().is_some_and(|context| {
        context.trigger_kind == lsp::CompletionTriggerKind::TriggerCharacter
    });
    let asked = if by_blank { Asked::Blank } else { Asked::Person };
    let found = match (&analysis.assessment, analysis.file) {
        (Some(assessment), _) => snapshot.with_context(|context| {
            completion::completions(source, context, assessment, offset, asked)
        }),
        (None, Some(file)) => completion::in_file(source, file, analysis.base.as_ref(), offset),
        (None, None) => None,
    };
    found.map(|found| list(analysis, found))
}

fn list(analysis: &Analysis, found: Completions) -> lsp::CompletionList {
    let snapshot = &analysis.snapshot;
    let mut ranges = Ranges::new(&snapshot.source, snapshot.client.encoding);
    let (insert, replace) = (ranges.range(found.insert), ranges.range(found.replace));
    let declared = snapshot.client.completion;
    let edit_range: Option<lsp::EditRange> = declared.default_range.then(|| {
        if declared.insert_replace {
            lsp::EditRangeWithInsertReplace { insert, replace }.into()
        } else {
            // What is behind the cursor is the author's, unless the client can ask.
            insert.into()
        }
    });
    let text_edit = |new_text: String| -> lsp::CompletionItemTextEdit {
        if declared.insert_replace {
            lsp::InsertReplaceEdit { new_text, insert, replace }.into()
        } else {
            lsp::TextEdit { range: insert, new_text }.into()
        }
    };
    let item = |(index, completion): (usize, Completion)| {
        let snippet = completion.text.as_snippet().filter(|_| declared.snippets);
        let is_snippet = snippet.is_some();
        let asks_again = is_snippet && declared.asks_again && completion.text.wants_answer();
        let text = snippet.unwrap_or_else(|| completion.text.as_plain());
        let lines = text.contains(['\n', '\r']);
        let mut item = lsp::CompletionItem {
            kind: Some(kind(completion.kind)),
            detail: (!completion.detail.is_empty()).then_some(completion.detail),
            // The order says what matters first, which the alphabet does not.
            sort_text: Some(format!("{index:04}")),
            filter_text: Some(if completion.filter.is_empty() {
                completion.label.clone()
            } else {
                completion.filter
            }),
            insert_text_format: is_snippet.then_some(lsp::InsertTextFormat::Snippet),
            // The indentation of further lines is written out.
            insert_text_mode: (lines && declared.as_is).then_some(lsp::InsertTextMode::AsIs),
            command: asks_again.then(ask_again),
            label: completion.label,
            ..lsp::CompletionItem::default()
        };
        if edit_range.is_none() {
            item.text_edit = Some(text_edit(text));
        } else if text != item.label {
            item.text_edit_text = Some(text);
        }
        if declared.resolve {
            let data = Data { uri: snapshot.uri.clone(), about: completion.about };
            item.data = serde_json::to_value(data).ok();
        } else {
            item.documentation = documentation(analysis, &completion.about);
        }
        item
    };
    lsp::CompletionList {
        is_incomplete: found.incomplete,
        items: found.items.into_iter().enumerate().map(item).collect(),
        item_defaults: edit_range.map(|range| lsp::CompletionItemDefaults {
            edit_range: Some(range),
            ..lsp::CompletionItemDefaults::default()
        }),
        apply_kind: None,
    }
}

/// Has the answers offered at once, where the question that was chosen leaves room for one.
fn ask_again() -> lsp::Command {
    lsp::Command {
        title: "Show the answers".to_owned(),
        tooltip: None,
        command: ASK_AGAIN.to_owned(),
        arguments: None,
    }
}

fn kind(kind: CompletionKind) -> lsp::CompletionItemKind {
    match kind {
        CompletionKind::Key => lsp::CompletionItemKind::Property,
        CompletionKind::Value | CompletionKind::Rule => lsp::CompletionItemKind::Value,
        CompletionKind::Question => lsp::CompletionItemKind::Text,
    }
}

fn documentation(analysis: &Analysis, about: &About) -> Option<lsp::Documentation> {
    let Snapshot { client, .. } = &*analysis.snapshot;
    let (kind, style) = if client.completion.markdown {
        (lsp::MarkupKind::Markdown, Style::Markdown)
    } else {
        (lsp::MarkupKind::PlainText, Style::Plain)
    };
    let policy = analysis.assessment.as_ref().map(|assessment| &*assessment.policy);
    let value = completion::documentation(policy, about, style)?;
    if !client.completion.markup {
        return Some(value.into());
    }
    Some(lsp::MarkupContent { kind, value }.into())
}

/// The document of an item of ours; `None` where there is nothing to make for it.
pub(in crate::lsp) fn completion_uri(item: &Value) -> Option<String> {
    data(item).map(|data| data.uri)
}

/// The item with what there is to read.
pub(in crate::lsp) fn resolve_completion(analysis: &Analysis, mut item: Value) -> Value {
    let documentation = data(&item).and_then(|data| documentation(analysis, &data.about));
    if let Some(documentation) = documentation {
        item["documentation"] = message::value(&documentation);
    }
    item
}

fn data(item: &Value) -> Option<Data> {
    Data::deserialize(item.get("data")?).ok()
}
