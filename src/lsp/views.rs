//! Views of an analysis in the protocol's types: hover, code actions, code lenses.

use super::capabilities::FIX_ALL;
use super::commands;
use super::convert::{self, Ranges};
use super::message::Refusal;
use super::snapshot::{Analysis, Snapshot};
use crate::ide;
use crate::ide::actions::{Action, ActionKind};
use crate::ide::markup::Style;
use crate::source::Span;
use gen_lsp_types as lsp;
use lsp::CodeActionKind;
use lsp_server::ErrorCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What is to be said of the words under the cursor.
pub(super) fn hover(analysis: &Analysis, params: &lsp::HoverParams) -> Option<lsp::Hover> {
    let snapshot = &analysis.snapshot;
    let assessment = analysis.assessment.as_ref()?;
    let client = &snapshot.client;
    let position = params.text_document_position_params.position;
    let offset = convert::offset(&snapshot.source, position, client.encoding);
    let style = if client.markdown { Style::Markdown } else { Style::Plain };
    let hover = snapshot.with_context(|context| {
        ide::hover::hover(&snapshot.source, context, assessment, offset, style)
    })?;
    let kind = if client.markdown { lsp::MarkupKind::Markdown } else { lsp::MarkupKind::PlainText };
    Some(lsp::Hover {
        contents: lsp::MarkupContent { kind, value: hover.text }.into(),
        range: Some(Ranges::new(&snapshot.source, client.encoding).range(hover.span)),
    })
}

/// The lenses of the title and the criteria.
pub(super) fn lenses(
    analysis: &Analysis,
    _params: &lsp::CodeLensParams,
) -> Option<Vec<lsp::CodeLens>> {
    use ide::lens::Click;
    let snapshot = &analysis.snapshot;
    let assessment = analysis.assessment.as_ref()?;
    let mut ranges = Ranges::new(&snapshot.source, snapshot.client.encoding);
    let lenses = snapshot.with_context(|context| ide::lens::lenses(context, assessment));
    let command = |lens: &ide::lens::Lens| {
        let (command, arguments) = match &lens.click {
            Click::Verdict => (commands::VERDICT, json!({"uri": snapshot.uri})),
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
        let command = Some(command(&lens)?);
        Some(lsp::CodeLens { range: ranges.range(lens.span), command, data: None })
    };
    Some(lenses.into_iter().filter_map(lens).collect())
}

/// What an action needs to be found again: where it was asked for, and what it is called.
#[derive(Serialize, Deserialize)]
struct Ticket {
    uri: String,
    version: i32,
    start: usize,
    end: usize,
    title: String,
}

/// The fixes of the findings in a range, and the steps that the document is ready for.
pub(super) fn actions(
    analysis: &Analysis,
    params: &lsp::CodeActionParams,
) -> Option<Vec<lsp::CodeActionResponse>> {
    let snapshot = &analysis.snapshot;
    let client = &snapshot.client;
    let span = convert::span(&snapshot.source, params.range, client.encoding);
    let kinds = wanted_kinds(&params.context);
    let actions = find(analysis, span, &kinds)?;
    if client.literals {
        let literal = |action| literal(analysis, span, action);
        return Some(actions.into_iter().filter_map(literal).collect());
    }
    // Such a client takes commands alone.
    let command = |action: Action| {
        let (command, arguments) = match action.step? {
            ide::actions::Step::Defer(release) => {
                (commands::DEFER, json!({"uri": snapshot.uri, "release": release}))
            }
            ide::actions::Step::Reopen => (commands::REOPEN, json!({"uri": snapshot.uri})),
        };
        action.edits.is_ok().then(|| lsp::Command {
            title: action.title,
            tooltip: None,
            command: command.to_owned(),
            arguments: Some(vec![arguments]),
        })
    };
    let commands = actions.into_iter().filter_map(command).filter(|_| client.apply_edit);
    Some(commands.map(Into::into).collect())
}

/// The kinds that a client asks for. Where it asks for any, on its own account and with every move of the cursor, it is
/// after quick fixes.
fn wanted_kinds(context: &lsp::CodeActionContext) -> Vec<ActionKind> {
    let automatic = context.trigger_kind == Some(lsp::CodeActionTriggerKind::Automatic);
    let wanted = |kind: &ActionKind| match &context.only {
        Some(only) => only.iter().any(|asked| covers(&asked_name(asked), kind_name(*kind))),
        None => !automatic || *kind == ActionKind::QuickFix,
    };
    [ActionKind::QuickFix, ActionKind::FixAll].into_iter().filter(wanted).collect()
}

fn find(analysis: &Analysis, span: Span, kinds: &[ActionKind]) -> Option<Vec<Action>> {
    let source = &analysis.snapshot.source;
    let assessment = analysis.assessment.as_ref()?;
    Some(
        analysis.snapshot.with_context(|context| {
            ide::actions::actions(source, context, assessment, span, kinds)
        }),
    )
}

fn literal(analysis: &Analysis, span: Span, action: Action) -> Option<lsp::CodeActionResponse> {
    let snapshot = &analysis.snapshot;
    let client = &snapshot.client;
    let assessment = analysis.assessment.as_ref()?;
    let mut ranges = Ranges::new(&snapshot.source, client.encoding);
    let diagnostics: Vec<_> = action
        .findings
        .iter()
        .filter_map(|&index| assessment.findings.get(index))
        .map(|finding| ranges.diagnostic(finding, &snapshot.uri, client))
        .collect();
    let mut literal = lsp::CodeAction {
        title: action.title,
        kind: Some(asked_kind(action.kind)),
        diagnostics: (!diagnostics.is_empty()).then_some(diagnostics),
        is_preferred: (client.preferred && action.preferred).then_some(true),
        ..lsp::CodeAction::default()
    };
    match action.edits {
        Err(reason) if client.disabled => {
            literal.disabled = Some(lsp::CodeActionDisabled { reason });
        }
        Err(_) => return None,
        Ok(_) if client.resolve => {
            let ticket = Ticket {
                uri: snapshot.uri.clone(),
                version: snapshot.version,
                start: span.start,
                end: span.end,
                title: literal.title.clone(),
            };
            literal.data = serde_json::to_value(ticket).ok();
        }
        Ok(edits) => literal.edit = Some(edit(snapshot, &edits)),
    }
    Some(literal.into())
}

fn edit(snapshot: &Snapshot, edits: &[crate::edit::Edit]) -> lsp::WorkspaceEdit {
    let s = snapshot;
    convert::workspace_edit(&s.source, &s.uri, s.version, edits, &s.client)
}

/// The document that an action of ours is about.
pub(super) fn action_uri(action: &lsp::CodeAction) -> Option<String> {
    ticket(action.data.as_ref()?).map(|ticket| ticket.uri)
}

fn ticket(data: &Value) -> Option<Ticket> {
    Ticket::deserialize(data).ok()
}

/// An action with its edit, computed anew from the text as it is.
pub(super) fn resolve(
    analysis: &Analysis,
    mut action: lsp::CodeAction,
) -> Result<lsp::CodeAction, Refusal> {
    let modified = || Refusal::new(ErrorCode::ContentModified, "the document has changed");
    let snapshot = &analysis.snapshot;
    let ticket = action.data.as_ref().and_then(ticket).ok_or_else(modified)?;
    if ticket.version != snapshot.version {
        return Err(modified());
    }
    let span = Span::new(ticket.start, ticket.end);
    let kinds = [match action.kind {
        Some(CodeActionKind::QuickFix) => ActionKind::QuickFix,
        _ => ActionKind::FixAll,
    }];
    let found =
        find(analysis, span, &kinds).into_iter().flatten().find(|a| a.title == ticket.title);
    let edits = found.and_then(|action| action.edits.ok()).ok_or_else(modified)?;
    action.edit = Some(edit(snapshot, &edits));
    Ok(action)
}

const fn kind_name(kind: ActionKind) -> &'static str {
    match kind {
        ActionKind::QuickFix => "quickfix",
        ActionKind::FixAll => FIX_ALL,
    }
}

fn asked_kind(kind: ActionKind) -> CodeActionKind {
    match kind {
        ActionKind::QuickFix => CodeActionKind::QuickFix,
        ActionKind::FixAll => CodeActionKind::Custom(FIX_ALL.into()),
    }
}

fn asked_name(kind: &CodeActionKind) -> String {
    serde_json::to_value(kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Whether a kind that was asked for includes another: kinds are nested by their dots.
fn covers(asked: &str, kind: &str) -> bool {
    match kind.strip_prefix(asked) {
        Some(rest) => asked.is_empty() || rest.is_empty() || rest.starts_with('.'),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_nest() {
        assert!(covers("", "quickfix") && covers("quickfix", "quickfix"));
        assert!(covers("source", FIX_ALL) && covers("source.fixAll", FIX_ALL));
        assert!(!covers("source.fix", FIX_ALL) && !covers("quickfix.x", "quickfix"));
        assert!(!covers("refactor", "quickfix"));
    }
}
