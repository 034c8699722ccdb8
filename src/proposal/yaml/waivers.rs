//! Waivers in comments, with the entry that each stands on or before.

use super::super::{Answer, CriterionPlace, NearMiss, Waiver, waiver};
use super::root_entries;
use crate::order;
use crate::proposal::metadata::Metadata;
use crate::source::{Source, Span};

/// Where a key begins, where its entry ends, and what a waiver on or before it covers.
struct Place {
    start: usize,
    end: usize,
    scope: Span,
}

/// Reads the waivers among the comments.
///
/// A comment behind something covers the entry it is behind; one on a line of its own covers the entry that begins
/// below it, or else the answer it stands in: the one above, when it is indented deeper than both.
pub(super) fn read(
    source: &Source,
    metadata: &Metadata,
    criteria: &[CriterionPlace],
    answers: &[Answer],
    near_misses: &[NearMiss],
) -> Vec<Waiver> {
    let text = source.text();
    let places = places(metadata, criteria, answers, near_misses);
    let mut waivers = Vec::new();
    // First byte of what stands below the comments from here on, when there is nothing but comments between.
    let mut below: Option<(usize, usize)> = None;
    for comment in metadata.tree.comments.iter().rev() {
        let span = comment.span;
        let next = match below {
            Some((start, target)) if text[span.end..start].trim().is_empty() => target,
            _ => {
                let rest = &text[span.end..];
                text.len() - rest.trim_start().len()
            }
        };
        below = Some((span.start, next));
        let inner = Span::new(span.start + 1, span.end);
        let Some(mut waiver) = waiver::read(text, span, inner) else { continue };
        let line = source.line_start(span.start);
        let alone = text[line..span.start].trim_matches([' ', '\t', '\u{feff}']).is_empty();
        waiver.scope = scope(source, &places, span, alone.then_some(next));
        waivers.push(waiver);
    }
    waivers.reverse();
    waivers
}

/// Every entry a waiver can cover, by where its key begins.
fn places(
    metadata: &Metadata,
    criteria: &[CriterionPlace],
    answers: &[Answer],
    near_misses: &[NearMiss],
) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for entry in root_entries(metadata) {
        let whole = entry.key_span.cover(entry.value.span);
        // `answers` holds other entries; what is said about itself stands at its key.
        let scope = if entry.key.trim() == "answers" { entry.key_span } else { whole };
        places.push(Place { start: whole.start, end: whole.end, scope });
    }
    for place in criteria {
        let Span { start, end } = place.section;
        places.push(Place { start, end, scope: place.span });
    }
    for answer in answers {
        let scope = answer.prompt.cover(answer.span);
        places.push(Place { start: scope.start, end: scope.end, scope });
    }
    for miss in near_misses {
        let Span { start, end } = miss.span;
        places.push(Place { start, end, scope: miss.span });
    }
    order::by_key(&mut places, |place| place.start);
    places
}

/// `below`: for a comment on a line of its own, where the next thing begins.
fn scope(source: &Source, places: &[Place], comment: Span, below: Option<usize>) -> Option<Span> {
    let index = places.partition_point(|place| place.start < comment.start);
    let before = index.checked_sub(1).and_then(|index| places.get(index));
    let Some(below) = below else { return before.map(|place| place.scope) };
    let column = |at: usize| at - source.line_start(at);
    let deeper = |place: &Place| column(comment.start) > column(place.start);
    // What is indented deeper than both its neighbours belongs to the one above.
    let inside = before.filter(|place| comment.end <= place.end || deeper(place));
    if let Some(next) = places.get(index) {
        // A dash may stand before the key.
        let lead = source.slice(Span::new(below, next.start)).trim_matches(['-', ' ', '\t']);
        if below <= next.start && lead.is_empty() {
            let above = inside.filter(|_| deeper(next));
            return Some(above.unwrap_or(next).scope);
        }
    }
    inside.map(|place| place.scope)
}
