//! Views of an analysis in the protocol's types.

mod actions;
mod completion;
mod links;
mod outline;
mod places;
mod status;
mod symbols;
mod tokens;

pub(super) use actions::{action_uri, actions, resolve};
pub(super) use completion::{completion_uri, completions, resolve_completion};
pub(super) use links::links;
pub(super) use outline::{folds, outline, selections};
pub(super) use places::{definition, prepare_rename, references, rename};
pub(super) use status::status;
pub(super) use symbols::symbols;
pub(super) use tokens::{Tokens, all_tokens, legend, tokens_in};

use super::commands;
use super::convert::{self, Ranges};
use super::params;
use super::snapshot::{Analysis, Snapshot};
use crate::ide;
use crate::ide::markup::Style;
use crate::source::Span;
use gen_lsp_types as lsp;
use serde_json::json;

/// What is to be said of the words under the cursor.
pub(super) fn hover(analysis: &Analysis, params: &params::At) -> Option<lsp::Hover> {
    let snapshot = &analysis.snapshot;
    let client = &snapshot.client;
    let position = params.position;
    let offset = convert::offset(&snapshot.source, position, client.encoding);
    let style = if client.markdown { Style::Markdown } else { Style::Plain };
    let hover = match (&analysis.assessment, analysis.file) {
        (Some(assessment), _) => snapshot.with_context(|context| {
            ide::hover::hover(&snapshot.source, context, assessment, offset, style)
        }),
        (None, file) => release(snapshot, offset, style).or_else(|| {
            let base = analysis.base.as_ref();
            ide::hover::in_file(&snapshot.source, file?, base, offset, style)
        }),
    }?;
    let kind = if client.markdown { lsp::MarkupKind::Markdown } else { lsp::MarkupKind::PlainText };
    Some(lsp::Hover {
        contents: lsp::MarkupContent { kind, value: hover.text }.into(),
        range: Some(Ranges::new(&snapshot.source, client.encoding).range(hover.span)),
    })
}

/// What there is to say of a release where it is defined.
fn release(snapshot: &Snapshot, offset: usize, style: Style) -> Option<ide::hover::Hover> {
    let is_calendar = snapshot.is_calendar();
    snapshot.with_context(|context| {
        is_calendar
            .then(|| ide::hover::in_calendar(&snapshot.source, context, offset, style))
            .flatten()
    })
}

/// The lenses of the title and the criteria.
pub(super) fn lenses(analysis: &Analysis, _params: &params::Whole) -> Option<Vec<lsp::CodeLens>> {
    use ide::lens::Click;
    let snapshot = &analysis.snapshot;
    let assessment = analysis.assessment.as_ref()?;
    let mut ranges = Ranges::new(&snapshot.source, snapshot.client.encoding);
    let lenses = snapshot.with_context(|context| ide::lens::lenses(context, assessment));
    let command = |lens: &ide::lens::Lens, range: lsp::Range| {
        let (command, arguments) = match &lens.click {
            Click::Verdict => (commands::VERDICT, json!({"uri": snapshot.uri})),
            Click::Criterion(id) => {
                let criterion = &assessment.policy.criterion(*id).id;
                let at = range.start;
                let told = json!({"uri": snapshot.uri, "criterion": criterion, "position": at});
                (commands::VERDICT, told)
            }
            // A client that applies no edits can only be told.
            Click::Defer(_) | Click::Reopen if !snapshot.client.apply_edit => return None,
            Click::Defer(None) => (commands::DEFER, json!({"uri": snapshot.uri})),
            Click::Defer(Some(release)) => {
                (commands::DEFER, json!({"uri": snapshot.uri, "release": release}))
            }
            Click::Reopen => (commands::REOPEN, json!({"uri": snapshot.uri})),
        };
        Some(lsp::Command {
            title: lens.title.clone(),
            tooltip: None,
            command: command.to_owned(),
            arguments: Some(vec![arguments]),
        })
    };
    let lens = |lens: ide::lens::Lens| {
        let range = ranges.range(lens.span);
        let command = Some(command(&lens, range)?);
        Some(lsp::CodeLens { range, command, data: None })
    };
    Some(lenses.into_iter().filter_map(lens).collect())
}

/// The outcomes and the days left, between the words.
pub(super) fn hints(analysis: &Analysis, params: &params::Within) -> Option<Vec<lsp::InlayHint>> {
    let snapshot = &analysis.snapshot;
    let (source, client) = (&snapshot.source, &snapshot.client);
    let span = convert::span(source, params.range, client.encoding);
    let found = snapshot.with_context(|context| match &analysis.assessment {
        Some(assessment) => Some(ide::hints::hints(source, context, assessment, span)),
        None if snapshot.is_calendar() => {
            let calendar = context.config.calendar.as_ref()?;
            Some(ide::hints::of_calendar(source, calendar, context.today, span))
        }
        None => None,
    })?;
    let mut ranges = Ranges::new(source, client.encoding);
    let hint = |hint: ide::hints::Hint| lsp::InlayHint {
        position: ranges.range(Span::empty(hint.at)).start,
        label: hint.text.into(),
        kind: None,
        text_edits: None,
        tooltip: (!hint.tooltip.is_empty()).then(|| hint.tooltip.into()),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    Some(found.into_iter().map(hint).collect())
}
