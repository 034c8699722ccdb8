//! Code actions: listed, and found again when one is taken. A client that resolves edits gets them then.

use crate::edit::Edit;
use crate::finding::Finding;
use crate::ide;
use crate::ide::actions::{Action, ActionKind, At};
use crate::lsp::capabilities::{FIX_ALL, REWRITE};
use crate::lsp::commands;
use crate::lsp::convert::{self, Change, Ranges};
use crate::lsp::message;
use crate::lsp::message::Refusal;
use crate::lsp::params;
use crate::lsp::snapshot::{Analysis, Snapshot};
use crate::source::Span;
use gen_lsp_types as lsp;
use lsp::CodeActionKind;
use lsp_server::ErrorCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What an action needs to be found again: where it was asked for, and what it is called.
#[derive(Serialize, Deserialize)]
struct Ticket {
    uri: String,
    version: i32,
    start: usize,
    end: usize,
    /// Findings that the client shows there, though they stand elsewhere.
    shown: Vec<usize>,
    title: String,
    /// The first finding that it mends: several may have a fix of one title.
    finding: Option<usize>,
}

/// The fixes of the findings in a range, and the steps that the document is ready for.
pub(in crate::lsp) fn actions(
    analysis: &Analysis,
    params: &params::Actions,
) -> Option<Vec<lsp::CodeActionResponse>> {
    let snapshot = &analysis.snapshot;
    let client = &snapshot.client;
    let span = convert::span(&snapshot.source, params.range, client.encoding);
    let kinds = wanted_kinds(&params.context);
    let at = At { span, shown: &shown(analysis, span, &params.context) };
    let actions = find(analysis, at, &kinds)?;
    if client.literals {
        let literal = |action: Action| literal(analysis, at, &action);
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
        action.disabled.is_none().then(|| lsp::Command {
            title: action.title,
            tooltip: None,
            command: command.to_owned(),
            arguments: Some(vec![arguments]),
        })
    };
    let commands = actions.into_iter().filter_map(command).filter(|_| client.apply_edit);
    Some(commands.map(Into::into).collect())
}

/// The kinds that a client asks for. Where it does not say, only a person who asks is told of more than quick fixes:
/// many clients ask with every move of the cursor.
fn wanted_kinds(context: &params::ActionContext) -> Vec<ActionKind> {
    let invoked = context.trigger_kind == Some(lsp::CodeActionTriggerKind::Invoked);
    let wanted = |kind: &ActionKind| match &context.only {
        Some(only) => only.iter().any(|asked| covers(asked, kind_name(*kind))),
        None => invoked || *kind == ActionKind::QuickFix,
    };
    ActionKind::ALL.into_iter().filter(wanted).collect()
}

/// How many diagnostics of a client are looked at: more would be those of a whole document.
const MOST_SHOWN: usize = 64;

/// The findings that the client shows at `span` though they stand elsewhere: Neovim names those of the cursor's line,
/// VS Code only those that the cursor touches.
fn shown(analysis: &Analysis, span: Span, context: &params::ActionContext) -> Vec<usize> {
    let snapshot = &analysis.snapshot;
    let place = |shown: &params::Shown| {
        let place = convert::span(&snapshot.source, shown.range, snapshot.client.encoding);
        let code = shown.code.as_str().filter(|_| !place.meets(span))?;
        Some((place, code.to_owned()))
    };
    let named = context.diagnostics.iter().flatten().take(MOST_SHOWN);
    let named: Vec<(Span, String)> = named.filter_map(place).collect();
    let Some(assessment) = analysis.assessment.as_ref().filter(|_| !named.is_empty()) else {
        return Vec::new();
    };
    let is_named = |finding: &Finding| {
        named.iter().any(|(place, code)| *place == finding.span && code == finding.rule)
    };
    let findings = assessment.findings.iter().enumerate();
    findings.filter(|(_, finding)| is_named(finding)).map(|(index, _)| index).collect()
}

fn find(analysis: &Analysis, at: At<'_>, kinds: &[ActionKind]) -> Option<Vec<Action>> {
    let source = &analysis.snapshot.source;
    let assessment = analysis.assessment.as_ref()?;
    Some(
        analysis
            .snapshot
            .with_context(|context| ide::actions::actions(source, context, assessment, at, kinds)),
    )
}

fn literal(analysis: &Analysis, at: At<'_>, action: &Action) -> Option<lsp::CodeActionResponse> {
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
        title: action.title.clone(),
        kind: Some(asked_kind(action.kind)),
        diagnostics: (!diagnostics.is_empty()).then_some(diagnostics),
        is_preferred: (client.preferred && action.preferred).then_some(true),
        ..lsp::CodeAction::default()
    };
    let edits = match action.disabled.clone() {
        Some(reason) => Err(reason),
        None if client.resolve && !is_tried(snapshot, action) => Ok(None),
        None => edits(analysis, action)?.map(|edits| (!client.resolve).then_some(edits)),
    };
    match edits {
        Err(reason) if client.disabled && is_told(action) => {
            literal.disabled = Some(lsp::CodeActionDisabled { reason });
        }
        Err(_) => return None,
        Ok(None) => {
            let ticket = Ticket {
                uri: snapshot.uri.clone(),
                version: snapshot.version,
                start: at.span.start,
                end: at.span.end,
                shown: at.shown.to_vec(),
                title: literal.title.clone(),
                finding: action.findings.first().copied(),
            };
            literal.data = serde_json::to_value(ticket).ok();
        }
        Ok(Some(edits)) if edits.is_empty() => return None,
        Ok(Some(edits)) => literal.edit = Some(edit(snapshot, &edits)),
    }
    Some(literal.into())
}

/// What an action changes, or why it cannot be taken.
fn edits(analysis: &Analysis, action: &Action) -> Option<Result<Vec<Edit>, String>> {
    let source = &analysis.snapshot.source;
    let assessment = analysis.assessment.as_ref()?;
    Some(
        analysis
            .snapshot
            .with_context(|context| ide::actions::edits(source, context, assessment, action)),
    )
}

/// The longest document, in bytes, whose fixes are all tried before they are listed.
const TRIED: usize = 64 << 10;

/// Whether an action is tried before it is listed for a client that asks for its edit later. Steps and layouts have
/// said why they cannot be taken, and every safe fix is found one by one; of a fix nothing is known before it is tried.
fn is_tried(snapshot: &Snapshot, action: &Action) -> bool {
    matches!(action.kind, ActionKind::QuickFix)
        && action.step.is_none()
        && snapshot.source.text().len() <= TRIED
}

/// Whether it is of use to know why an action cannot be taken: of a fix it is not, for there are others.
const fn is_told(action: &Action) -> bool {
    action.disabled.is_some() || action.step.is_some() || action.form.is_some()
}

fn edit(snapshot: &Snapshot, edits: &[Edit]) -> lsp::WorkspaceEdit {
    let s = snapshot;
    let change = Change { uri: &s.uri, version: Some(s.version), source: &s.source, edits };
    convert::workspace_edit(&[change], &s.client)
}

/// The document that an action of ours is about.
pub(in crate::lsp) fn action_uri(action: &Value) -> Option<String> {
    ticket(action).map(|ticket| ticket.uri)
}

fn ticket(action: &Value) -> Option<Ticket> {
    Ticket::deserialize(action.get("data")?).ok()
}

/// An action with its edit, computed anew from the text as it is.
pub(in crate::lsp) fn resolve(analysis: &Analysis, mut action: Value) -> Result<Value, Refusal> {
    let modified = || Refusal::new(ErrorCode::ContentModified, "the document has changed");
    let snapshot = &analysis.snapshot;
    let ticket = ticket(&action).ok_or_else(modified)?;
    if ticket.version != snapshot.version {
        return Err(modified());
    }
    let at = At { span: Span::new(ticket.start, ticket.end), shown: &ticket.shown };
    let asked = action.get("kind").and_then(Value::as_str);
    let is_asked = |kind: &ActionKind| asked.is_none_or(|asked| asked == kind_name(*kind));
    let kinds: Vec<ActionKind> = ActionKind::ALL.into_iter().filter(is_asked).collect();
    let is_it = |found: &Action| {
        found.title == ticket.title && found.findings.first().copied() == ticket.finding
    };
    let found = find(analysis, at, &kinds).into_iter().flatten().find(is_it);
    let edits = found.and_then(|action| edits(analysis, &action)).ok_or_else(modified)?;
    let edits = edits.map_err(|reason| {
        Refusal::new(ErrorCode::RequestFailed, format!("{}: {reason}", ticket.title))
    })?;
    action["edit"] = message::value(&edit(snapshot, &edits));
    Ok(action)
}

const fn kind_name(kind: ActionKind) -> &'static str {
    match kind {
        ActionKind::QuickFix => "quickfix",
        ActionKind::Rewrite => REWRITE,
        ActionKind::FixAll => FIX_ALL,
    }
}

fn asked_kind(kind: ActionKind) -> CodeActionKind {
    match kind {
        ActionKind::QuickFix => CodeActionKind::QuickFix,
        ActionKind::Rewrite => CodeActionKind::RefactorRewrite,
        ActionKind::FixAll => CodeActionKind::Custom(FIX_ALL.into()),
    }
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
