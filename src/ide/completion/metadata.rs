//! Metadata, and the answers of a proposal in YAML.

use super::cursor::Cursor;
use super::settings::{Names, offer_shape};
use super::text::Text;
use super::{About, Completion, CompletionKind, Completions, Place, is_word};
use crate::calendar::Dated;
use crate::edit::front_matter;
use crate::order;
use crate::proposal::Format;
use crate::proposal::metadata::keys::METADATA;
use crate::settings::shape::Shape;
use crate::source::Span;

/// A YAML proposal.
static YAML: Shape = Shape::OpenMap(&METADATA);

/// Front matter: answers stand below it.
static FRONT_MATTER: Shape = Shape::OpenMap(METADATA.split_at(METADATA.len() - 1).0);

/// Whether the cursor stands in front matter.
pub(super) fn is_inside(place: &Place<'_>) -> bool {
    front_matter_body(place).is_some()
}

/// The front matter that the cursor stands in.
fn front_matter_body(place: &Place<'_>) -> Option<Span> {
    let metadata = &place.assessment.proposal.metadata;
    if place.context.format != Format::Markdown {
        return None;
    }
    let (Some(body), Some(block)) = (metadata.body, metadata.block) else { return begun(place) };
    // Where the closing fence is still to come, the end is the inside of it.
    let is_in = place.offset != block.end || block.end == body.end;
    (body.touches(place.offset) && is_in).then_some(body)
}

/// Front matter of which there is no more than the opening fence and the word at the cursor.
fn begun(place: &Place<'_>) -> Option<Span> {
    let source = place.source;
    let opening = source.slice(source.line_span(0)).trim_start_matches('\u{feff}').trim_end();
    let here = source.line_of(place.offset);
    let is_word = place.before.chars().chain(place.after.trim_end().chars()).all(is_word);
    let mut between = (1..here).map(|line| source.slice(source.line_span(line)));
    let is_begun = here > 0 && opening == "---" && is_word;
    (is_begun && between.all(|line| line.trim().is_empty()))
        .then(|| Span::new(source.line_span(1).start, source.line_span(here).end))
}

pub(super) fn offer(place: &Place<'_>) -> Option<Completions> {
    let (body, shape) = match place.context.format {
        Format::Markdown => (front_matter_body(place)?, &FRONT_MATTER),
        Format::Yaml => {
            let start = front_matter::first(place.source);
            (Span::new(start, place.source.text().len()), &YAML)
        }
    };
    let cursors = Cursor::find(place.source, body, place.offset);
    offer_shape(place.source, place.offset, shape, &cursors, Names::Of(place))
}

/// The calendar's releases: those that still take fixes first, then those that are frozen, then those that have
/// shipped, the newest of them first.
pub(super) fn releases(place: &Place<'_>) -> Vec<Completion> {
    let metadata = &place.assessment.proposal.metadata;
    let component = metadata.component.as_ref().map(|component| component.text.as_str());
    let Some(calendar) = &place.context.config.calendar else { return Vec::new() };
    let today = place.context.today;
    let mut all: Vec<Dated> = calendar
        .releases
        .iter()
        .filter_map(|release| calendar.find(&release.name, component))
        .collect();
    order::by_key(&mut all, |release| release.release);
    let (mut shipped, ahead): (Vec<Dated>, Vec<Dated>) =
        all.into_iter().partition(|release| release.release <= today);
    shipped.reverse();
    let (frozen, open): (Vec<Dated>, Vec<Dated>) =
        ahead.into_iter().partition(|release| release.freeze <= today);
    open.into_iter().chain(frozen).chain(shipped).map(|release| dated(&release, today)).collect()
}

fn dated(release: &Dated, today: jiff::civil::Date) -> Completion {
    let Dated { name, freeze, release: day, .. } = release;
    let detail = if *day <= today {
        format!("shipped {day}")
    } else if *freeze <= today {
        format!("frozen since {freeze}, release {day}")
    } else if freeze == day {
        format!("release {day}")
    } else {
        format!("freeze {freeze}, release {day}")
    };
    Completion {
        label: name.clone(),
        filter: String::new(),
        detail,
        kind: CompletionKind::Value,
        text: Text::plain(name.as_str()),
        about: About::Nothing,
    }
}
