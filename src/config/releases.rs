//! Release calendars: inline, and in a file of the same shape or by phases.

use super::{ConfigError, keys};
use crate::calendar::{Calendar, ComponentDates, Release};
use crate::proposal::yaml_tree::{Entry, Node, NodeKind};
use crate::settings::{Map, Reader, listed, short};
use crate::source::Span;
use jiff::civil::Date;

/// How many releases a calendar may have: decades of weekly ones.
const MOST: usize = 5_000;

/// The releases of a list.
pub(super) fn inline(reader: &mut Reader<'_>, node: &Node) -> Option<Calendar> {
    let items = reader.items(node, "`releases`");
    if items.len() > MOST {
        reader.wrong(node.span, format!("more than {MOST} releases: leave old ones out"));
        return None;
    }
    let mut calendar = Calendar::default();
    let mut names = std::collections::HashSet::new();
    for item in items {
        let Some(map) = reader.mapping(item, "a release", &keys::RELEASE) else {
            continue;
        };
        let name_node = reader.required(map, "name", "a release");
        let name = name_node.and_then(|node| reader.text(node, "`name`"));
        if let (Some(name), Some(node)) = (name, name_node)
            && !names.insert(name)
        {
            reader.wrong(node.span, format!("release `{}` is here twice: remove one", short(name)));
        }
        let what = name
            .map_or_else(|| "a release".to_owned(), |name| format!("release `{}`", short(name)));
        let day_node = reader.required(map, "release", &what);
        let day = day_node.and_then(|node| date(reader, node, "`release`"));
        let freeze = map.get("freeze").and_then(|node| date(reader, node, "`freeze`"));
        in_order(reader, map, freeze, day);
        let components = map
            .get("components")
            .map_or_else(Vec::new, |node| components(reader, node, freeze, day));
        if let (Some(name), Some(release)) = (name, day) {
            calendar.releases.push(Release { name: name.to_owned(), freeze, release, components });
        }
    }
    calendar.releases.sort_by_key(|release| release.release);
    Some(calendar)
}

/// A calendar file: `releases` as in the configuration, or by phases.
///
/// Of a phase the start counts: `freeze` is the first day of `code_freeze`, `release` that of `release`, for `cohort`
/// where one is named for it, else for `all`.
pub(super) fn file(text: &str, cohort: &str) -> Result<Calendar, Vec<ConfigError>> {
    let mut reader = Reader::new(text);
    let mut calendar = None;
    if let Some(root) = reader.root()
        && let Some(map) = reader.any_mapping(&root, "the calendar")
        && let Some(node) = reader.required(map, "releases", "a calendar")
    {
        calendar = match &node.kind {
            NodeKind::Mapping(_) => Some(by_phases(&mut reader, node, cohort)),
            _ => inline(&mut reader, node),
        };
    }
    if calendar.is_none() && reader.is_clean() {
        reader.wrong(Span::empty(0), "an empty calendar: `releases` begins one");
    }
    match calendar {
        Some(calendar) if reader.is_clean() => Ok(calendar),
        _ => Err(reader.finish()),
    }
}

fn by_phases(reader: &mut Reader<'_>, node: &Node, cohort: &str) -> Calendar {
    let mut calendar = Calendar::default();
    for entry in reader.entries(node, "`releases`") {
        let Some(map) = reader.any_mapping(&entry.value, "a release") else { continue };
        let Some(phases) =
            reader.required(map, "phases", &format!("release `{}`", short(&entry.key)))
        else {
            continue;
        };
        let mut others = Vec::new();
        let freeze = phase(reader, phases, "code_freeze", cohort, &mut others);
        let release = phase(reader, phases, "release", cohort, &mut others);
        let (Some(freeze), Some(release)) = (freeze, release) else {
            // What is misread is noted.
            continue;
        };
        let Some(release) = release else {
            reader.wrong(entry.key_span, no_release(&entry.key, others));
            continue;
        };
        if let Some(freeze) = freeze.filter(|&freeze| freeze > release) {
            let message = format!(
                "the freeze ({freeze}) is after the release ({release}): swap or mend them"
            );
            reader.wrong(entry.key_span, message);
        }
        calendar.releases.push(Release {
            name: entry.key.clone(),
            freeze,
            release,
            components: Vec::new(),
        });
    }
    calendar.releases.sort_by_key(|release| release.release);
    calendar
}

/// The first day of a phase, for `cohort`, else for all. The outer `None` says that it cannot be read; cohorts that are
/// passed over are added to `others`.
#[expect(clippy::option_option, reason = "misread, no such phase, or a day")]
fn phase(
    reader: &mut Reader<'_>,
    phases: &Node,
    name: &str,
    cohort: &str,
    others: &mut Vec<String>,
) -> Option<Option<Date>> {
    let mut for_all = None;
    let mut own = None;
    for item in reader.items(phases, "`phases`") {
        let map = reader.any_mapping(item, "a phase")?;
        if reader.optional_text(map, "phase") != name {
            continue;
        }
        let of = reader.optional_text(map, "cohort");
        let is_own = !cohort.is_empty() && of == cohort;
        if !is_own && !of.is_empty() && of != "all" {
            others.push(of);
            continue;
        }
        let start = reader.required(map, "start", "a phase")?;
        let day = date(reader, start, "`start`")?;
        let slot = if is_own { &mut own } else { &mut for_all };
        slot.get_or_insert(day);
    }
    Some(own.or(for_all))
}

fn no_release(name: &str, mut others: Vec<String>) -> String {
    others.sort();
    others.dedup();
    let name = short(name);
    if others.is_empty() {
        return format!("release `{name}` has no phase `release`, so that its day is not known");
    }
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    format!(
        "release `{name}` differs by cohort: choose `cohort` in `releases`, one of {}",
        listed(&others)
    )
}

fn components(
    reader: &mut Reader<'_>,
    node: &Node,
    freeze: Option<Date>,
    release: Option<Date>,
) -> Vec<ComponentDates> {
    let mut found = Vec::new();
    for Entry { key, value, .. } in reader.entries(node, "`components`") {
        let Some(map) = reader.mapping(value, "a component's dates", &keys::COMPONENT) else {
            continue;
        };
        let own_freeze = map.get("freeze").and_then(|node| date(reader, node, "`freeze`"));
        let own_release = map.get("release").and_then(|node| date(reader, node, "`release`"));
        // Dates of the release itself are compared where they stand.
        if own_freeze.is_some() || own_release.is_some() {
            in_order(reader, map, own_freeze.or(freeze), own_release.or(release));
        }
        found.push(ComponentDates {
            component: key.clone(),
            freeze: own_freeze,
            release: own_release,
        });
    }
    found
}

fn in_order(reader: &mut Reader<'_>, map: Map<'_>, freeze: Option<Date>, release: Option<Date>) {
    if let (Some(freeze), Some(release)) = (freeze, release)
        && freeze > release
    {
        let span = map.get("freeze").or(map.get("release")).map_or(map.place, |node| node.span);
        reader.wrong(
            span,
            format!("the freeze ({freeze}) is after the release ({release}): swap or mend them"),
        );
    }
}

/// A day as `2026-11-24`.
fn date(reader: &mut Reader<'_>, node: &Node, what: &str) -> Option<Date> {
    let text = reader.text(node, what)?;
    let shape = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let day = text.parse::<Date>().ok().filter(|_| shape);
    if day.is_none() {
        let why = if shape { "there is no such day" } else { "a day is written like 2026-11-24" };
        reader.wrong(node.span, format!("{what} is `{}`: {why}", short(text)));
    }
    day
}
