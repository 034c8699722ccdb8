//! Metadata, and the answers of a proposal in YAML.

use super::cursor::Cursor;
use super::settings::{Names, offer_shape};
use super::text::Text;
use super::{About, Completion, CompletionKind, Completions, Place};
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
    let metadata = &place.assessment.proposal.metadata;
    let (Some(body), Some(block)) = (metadata.body, metadata.block) else { return false };
    place.context.format == Format::Markdown
        && body.touches(place.offset)
        // Where the closing fence is still to come, the end is the inside of it.
        && (place.offset != block.end || block.end == body.end)
}

pub(super) fn offer(place: &Place<'_>) -> Option<Completions> {
    let (body, shape) = match place.context.format {
        Format::Markdown => (place.assessment.proposal.metadata.body?, &FRONT_MATTER),
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
