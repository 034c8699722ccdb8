//! Names in the protocol's types: where they are defined, where they are used, and how a release is renamed.

use crate::config::EventNames;
use crate::edit::Edit;
use crate::files;
use crate::ide;
use crate::ide::definition::{Goal, Named};
use crate::ide::places::{self, Place};
use crate::lsp::convert::{self, Change, Ranges};
use crate::lsp::index::Entry;
use crate::lsp::message::Refusal;
use crate::lsp::navigation::{Desk, Text};
use crate::lsp::params;
use crate::lsp::snapshot::Analysis;
use crate::lsp::uri;
use crate::order;
use crate::policy::files::is_path;
use crate::proposal::Format;
use crate::source::{Source, Span};
use gen_lsp_types as lsp;
use lsp_server::ErrorCode;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Words in some document.
struct Spot {
    text: Text,
    /// The words.
    span: Span,
    /// All that is said of them there.
    whole: Span,
}

/// Where the name under the cursor is defined.
pub(in crate::lsp) fn definition(
    analysis: &Analysis,
    desk: &Desk,
    params: &params::At,
) -> Option<lsp::DefinitionResponse> {
    let snapshot = &analysis.snapshot;
    let client = &snapshot.client;
    let at = params.position;
    let offset = convert::offset(&snapshot.source, at, client.encoding);
    let found = match named(analysis, offset) {
        Some(named) => declaration(analysis, desk, &named.goal).map(|spot| (named.span, spot)),
        None => file(analysis, desk, offset),
    };
    let (words, spot) = found?;
    let mut there = Ranges::new(&spot.text.source, client.encoding);
    let (range, whole) = (there.range(spot.span), there.range(spot.whole));
    let uri = lsp::Uri(spot.text.uri.clone());
    if !client.definition_links {
        return Some(lsp::Definition::Location(lsp::Location { uri, range }).into());
    }
    let link = lsp::LocationLink {
        origin_selection_range: Some(Ranges::new(&snapshot.source, client.encoding).range(words)),
        target_uri: uri,
        target_range: whole,
        target_selection_range: range,
    };
    Some(vec![link].into())
}

/// Everywhere the name under the cursor is used.
pub(in crate::lsp) fn references(
    analysis: &Analysis,
    desk: &Desk,
    params: &params::References,
) -> Option<Vec<lsp::Location>> {
    let snapshot = &analysis.snapshot;
    let encoding = snapshot.client.encoding;
    let at = params.position;
    let offset = convert::offset(&snapshot.source, at, encoding);
    let Named { goal, .. } = named(analysis, offset)?;
    let mut found: Vec<lsp::Location> = Vec::new();
    let mut add = |text: &Text, spans: &mut dyn Iterator<Item = Span>| {
        let mut ranges = Ranges::new(&text.source, encoding);
        found.extend(spans.map(|span| lsp::Location {
            uri: lsp::Uri(text.uri.clone()),
            range: ranges.range(span),
        }));
    };
    let declaration = declaration(analysis, desk, &goal);
    if let Some(spot) = declaration.as_ref().filter(|_| params.context.include_declaration) {
        add(&spot.text, &mut [spot.span].into_iter());
    }
    if let (Goal::Asked(id), Some(spot)) = (&goal, &declaration) {
        let mentions = places::mentions(&spot.text.source).into_iter();
        add(&spot.text, &mut mentions.filter(|(_, name)| name == id).map(|(span, _)| span));
    }
    if let Some(assessment) = &analysis.assessment {
        let config = &snapshot.settings.config;
        let uses = ide::definition::uses(&snapshot.source, config, assessment, &goal);
        add(&own(analysis), &mut uses.into_iter());
    }
    if let Goal::Release(name) = &goal {
        let others = waiting(analysis, desk, name);
        found.extend(others.into_iter().filter(|other| other.uri != snapshot.uri).filter_map(
            |entry| {
                let range = match desk.newer(entry) {
                    None => entry.target.as_ref()?.range,
                    Some(text) => {
                        let format = Format::of_path(&entry.uri)?;
                        let span = ide::rename::target(&text.source, format, name)?;
                        Ranges::new(&text.source, encoding).range(span)
                    }
                };
                Some(lsp::Location { uri: lsp::Uri(entry.uri.clone()), range })
            },
        ));
    }
    order::by(&mut found, |a, b| (&a.uri.0, a.range.start).cmp(&(&b.uri.0, b.range.start)));
    found.dedup();
    Some(found)
}

/// The release under the cursor, where it can be renamed.
pub(in crate::lsp) fn prepare_rename(
    analysis: &Analysis,
    _desk: &Desk,
    params: &params::At,
) -> Result<Option<lsp::PrepareRenameResult>, Refusal> {
    let snapshot = &analysis.snapshot;
    let encoding = snapshot.client.encoding;
    let at = params.position;
    let offset = convert::offset(&snapshot.source, at, encoding);
    let Some((name, span)) = release(analysis, offset) else { return Ok(None) };
    let calendar = snapshot.settings.config.calendar.as_ref();
    ide::rename::written(&name, calendar).map_err(failed)?;
    let range = Ranges::new(&snapshot.source, encoding).range(span);
    Ok(Some(lsp::PrepareRenamePlaceholder { range, placeholder: name }.into()))
}

/// Renames the release under the cursor in the calendar and in every proposal that waits for it.
pub(in crate::lsp) fn rename(
    analysis: &Analysis,
    desk: &Desk,
    params: &params::Rename,
) -> Result<lsp::WorkspaceEdit, Refusal> {
    let snapshot = &analysis.snapshot;
    let at = params.position;
    let offset = convert::offset(&snapshot.source, at, snapshot.client.encoding);
    let (old, _) = release(analysis, offset)
        .ok_or_else(|| failed("nothing can be renamed here but releases: put the cursor on one"))?;
    let calendar = snapshot.settings.config.calendar.as_ref();
    ide::rename::written(&old, calendar).map_err(failed)?;
    if !desk.is_complete {
        return Err(failed("the proposals are still being read: try again in a moment"));
    }
    let new = ide::rename::checked(&params.new_name, &old, calendar).map_err(failed)?;
    let mut changes: Vec<(Text, Vec<Edit>)> = Vec::new();
    for (text, place) in release_places(analysis, desk, &old) {
        changes.push((text, vec![ide::rename::in_calendar(&place, &new)]));
    }
    if let Some((text, events)) = events(analysis, desk) {
        let edits = ide::rename::in_events(&text.source, events, &old, &new).map_err(failed)?;
        changes.push((text, edits));
    }
    if analysis.assessment.is_some() {
        let edits = ide::rename::in_proposal(&snapshot.source, snapshot.format, &old, &new);
        changes.push((own(analysis), edits));
    }
    for entry in waiting(analysis, desk, &old) {
        let path = uri::path(&entry.uri).filter(|_| entry.uri != snapshot.uri);
        let Some(path) = path else { continue };
        let (Some(text), Some(format)) = (desk.read(&path), files::format_of(&path)) else {
            continue;
        };
        let edits = ide::rename::in_proposal(&text.source, format, &old, &new);
        changes.push((text, edits));
    }
    let changes: Vec<Change<'_>> = changes
        .iter()
        .filter(|(_, edits)| !edits.is_empty())
        .map(|(text, edits)| Change {
            uri: &text.uri,
            version: text.version,
            source: &text.source,
            edits,
        })
        .collect();
    Ok(convert::workspace_edit(&changes, &snapshot.client))
}

/// The proposals with this target that go by the same calendar.
fn waiting<'d>(analysis: &Analysis, desk: &'d Desk, release: &str) -> Vec<&'d Arc<Entry>> {
    let config = analysis.snapshot.settings.config.path.as_deref();
    let is_meant = |entry: &&Arc<Entry>| {
        let target = entry.target.as_ref();
        target.is_some_and(|target| target.text == release)
            && uri::path(&entry.uri).is_some_and(|path| desk.config_of(&path).as_deref() == config)
    };
    desk.entries.iter().filter(is_meant).collect()
}

fn own(analysis: &Analysis) -> Text {
    let snapshot = &analysis.snapshot;
    Text {
        uri: snapshot.uri.clone(),
        version: Some(snapshot.version),
        source: snapshot.source.clone(),
    }
}

/// The name under the cursor: in a proposal, or where it is defined.
fn named(analysis: &Analysis, offset: usize) -> Option<Named> {
    let snapshot = &analysis.snapshot;
    let source = &snapshot.source;
    if let Some(assessment) = &analysis.assessment {
        return ide::definition::named(source, &snapshot.settings.config, assessment, offset);
    }
    if !snapshot.is_calendar() {
        return None;
    }
    let at = |places: Vec<Place>| places.into_iter().find(|place| place.span.touches(offset));
    if let Some(place) = at(places::releases(source)) {
        return Some(Named { span: place.span, goal: Goal::Release(place.name) });
    }
    let questions = places::questions(source);
    let is_known = |name: &str| questions.iter().any(|place| place.name == name);
    let mut mentions = places::mentions(source).into_iter();
    let mention = mentions.find(|(span, name)| span.touches(offset) && is_known(name));
    let (span, name) = at(questions.clone()).map(|place| (place.span, place.name)).or(mention)?;
    Some(Named { span, goal: Goal::Asked(name) })
}

/// The release under the cursor.
fn release(analysis: &Analysis, offset: usize) -> Option<(String, Span)> {
    match named(analysis, offset)? {
        Named { span, goal: Goal::Release(name) } => Some((name, span)),
        _ => None,
    }
}

/// Where a name is defined.
fn declaration(analysis: &Analysis, desk: &Desk, goal: &Goal) -> Option<Spot> {
    let spot = |text: Text, place: Place| Spot { text, span: place.span, whole: place.whole };
    match goal {
        Goal::Here(span) => Some(Spot { text: own(analysis), span: *span, whole: *span }),
        Goal::Release(name) => release_places(analysis, desk, name)
            .next()
            .map(|(text, place)| spot(text, place))
            .or_else(|| event(analysis, desk, name)),
        Goal::Asked(id) => policies(analysis, desk).find_map(|text| {
            let place = places::questions(&text.source).into_iter().find(|p| p.name == *id)?;
            Some(spot(text, place))
        }),
        Goal::Policy(name) if is_path(name) => {
            let text = policies(analysis, desk).next()?;
            let start = beginning(&text.source);
            let named = places::policy(&text.source).map(|place| (place.span, place.whole));
            let (span, whole) = named.unwrap_or((start, start));
            Some(Spot { text, span, whole })
        }
        Goal::Policy(name) => defined(analysis, desk).find_map(|text| {
            let place = places::policy(&text.source).filter(|place| place.name == *name)?;
            Some(spot(text, place))
        }),
    }
}

/// The files that the document's policy may be written in: those that the document itself names, or the configured ones.
fn policies<'a>(analysis: &'a Analysis, desk: &'a Desk) -> Box<dyn Iterator<Item = Text> + 'a> {
    let snapshot = &analysis.snapshot;
    let Some(assessment) = &analysis.assessment else { return Box::new(defined(analysis, desk)) };
    let named = assessment.proposal.metadata.policy.as_ref().filter(|name| is_path(&name.text));
    if let (Some(name), Some(path)) = (named, &snapshot.path) {
        let files = snapshot.settings.policies.files(path, &name.text);
        return Box::new(files.into_iter().filter_map(|file| desk.read(&files::plain(&file))));
    }
    // A built-in policy has no file, whatever the questions of the configured one are called.
    if Arc::ptr_eq(&assessment.policy, &snapshot.settings.config.policy) {
        return Box::new(defined(analysis, desk));
    }
    Box::new(std::iter::empty())
}

/// The calendar, where it is iCalendar, and what its events are called.
fn events<'a>(analysis: &'a Analysis, desk: &Desk) -> Option<(Text, &'a EventNames)> {
    let (file, names) = analysis.snapshot.settings.config.events.as_ref()?;
    Some((desk.read(&files::plain(file))?, names))
}

/// The event that a release is, or else the first that is about it.
fn event(analysis: &Analysis, desk: &Desk, name: &str) -> Option<Spot> {
    let (text, names) = events(analysis, desk)?;
    let mentions = names.mentions(text.source.text(), name);
    let found = mentions.iter().find(|mention| mention.is_release).or(mentions.first())?;
    Some(Spot { text, span: found.name.unwrap_or(found.line), whole: found.line })
}

fn release_places<'a>(
    analysis: &'a Analysis,
    desk: &'a Desk,
    name: &'a str,
) -> impl Iterator<Item = (Text, Place)> + 'a {
    defined(analysis, desk).filter_map(move |text| {
        let place = places::releases(&text.source).into_iter().find(|place| place.name == name)?;
        Some((text, place))
    })
}

/// The files that things are defined in: the configuration, and those that it names.
fn defined<'a>(analysis: &'a Analysis, desk: &'a Desk) -> impl Iterator<Item = Text> + 'a {
    let config = &analysis.snapshot.settings.config;
    let files = config.path.iter().chain(&config.files);
    files.filter_map(|path| desk.read(&files::plain(path)))
}

/// The file whose name is under the cursor in a configuration.
fn file(analysis: &Analysis, desk: &Desk, offset: usize) -> Option<(Span, Spot)> {
    let snapshot = &analysis.snapshot;
    if !snapshot.is_config() {
        return None;
    }
    let mut named = places::named_files(&snapshot.source).into_iter();
    let (words, name) = named.find(|(span, _)| span.touches(offset))?;
    let folder: &Path = snapshot.path.as_deref()?.parent()?;
    let path: PathBuf = files::plain(&folder.join(name));
    let text = desk.read(&path)?;
    let span = beginning(&text.source);
    Some((words, Spot { text, span, whole: span }))
}

fn beginning(source: &Source) -> Span {
    Span::empty(source.line_span(0).start)
}

fn failed(message: impl Into<String>) -> Refusal {
    Refusal::new(ErrorCode::RequestFailed, message)
}
