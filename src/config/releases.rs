//! Release calendars: a list, a rule, or a file: YAML of the same shape or by phases, or iCalendar.
//!
//! What is wrong in the configuration itself makes it unusable like any other mistake there. A calendar *file* is
//! another's text: what is wrong in it is a fault, told where the file is named, and its other releases hold.

mod ics;
mod phases;
mod train;

pub use ics::{EventNames, Mention};

use super::{ConfigError, file, keys};
use crate::calendar::{Calendar, ComponentDates, Release, WorkingDays};
use crate::files::MOST_SETTINGS_BYTES;
use crate::proposal::yaml_tree::{Entry, Node, NodeKind};
use crate::settings::{Map, Reader, short};
use crate::source::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// How many releases a calendar may have: decades of weekly ones.
const MOST: usize = 5_000;

/// What calendars are read with.
pub(super) struct Setting<'a> {
    /// The configuration's path: files are named relative to it.
    pub(super) path: &'a Path,
    /// What a rule counts with.
    pub(super) working_days: &'a WorkingDays,
    /// Where the days of events count.
    pub(super) zone: Option<&'a TimeZone>,
}

/// A calendar, the file it is from, and what is wrong with that.
#[derive(Default)]
pub(super) struct Read {
    pub(super) calendar: Option<Calendar>,
    pub(super) events: Option<(PathBuf, EventNames)>,
    pub(super) file: Option<PathBuf>,
    pub(super) faults: Vec<ConfigError>,
}

/// The value of `releases`.
pub(super) fn read(reader: &mut Reader<'_>, node: &Node, setting: &Setting<'_>) -> Read {
    let of = |calendar| Read { calendar, ..Read::default() };
    match &node.kind {
        NodeKind::Mapping(entries) if entries.iter().any(|entry| entry.key == "every") => {
            of(train::read(reader, node, setting.working_days))
        }
        NodeKind::Mapping(entries) => match by_name(entries) {
            Some((entry, message)) => {
                reader.wrong(entry.key_span, message);
                Read::default()
            }
            None => named(reader, node, setting).unwrap_or_default(),
        },
        NodeKind::Scalar { text, .. } if file::is_named(text) => {
            reader.wrong(node.span, file::as_mapping(text));
            Read::default()
        }
        _ => of(inline(reader, node)),
    }
}

/// Releases as keys of a mapping, and how they are written instead.
fn by_name(entries: &[Entry]) -> Option<(&Entry, String)> {
    let is_file = entries.iter().any(|entry| entry.key == "file");
    let known = |entry: &&Entry| keys::TRAIN.iter().any(|key| key.name == entry.key);
    let is_release = |entry: &&Entry| match &entry.value.kind {
        NodeKind::Mapping(_) => true,
        NodeKind::Scalar { text, .. } => day(text).is_ok(),
        _ => false,
    };
    let mut others = entries.iter().filter(|entry| !is_file && !known(entry));
    let entry = others.find(is_release)?;
    let has_phases = match &entry.value.kind {
        NodeKind::Mapping(own) => own.iter().any(|entry| entry.key == "phases"),
        _ => false,
    };
    let message = if has_phases {
        "a calendar by phases has a file of its own: name it with `{ file: calendar.yaml }`"
            .to_owned()
    } else {
        as_item(&entry.key)
    };
    Some((entry, message))
}

/// How a release is written that stands below its name.
fn as_item(name: &str) -> String {
    format!("releases are a list: write `- {{ name: \"{}\", release: 2026-12-09 }}`", short(name))
}

/// The calendar of a file.
fn named(reader: &mut Reader<'_>, node: &Node, setting: &Setting<'_>) -> Option<Read> {
    let map = reader.mapping(node, "`releases`", &keys::CALENDAR_FILE)?;
    let node = reader.required(map, "file", "`releases` as a mapping without `every`")?;
    let name = reader.text(node, "`file`")?;
    let extension = Path::new(name).extension().map(|e| e.to_string_lossy().to_lowercase());
    let is_ics = match extension.as_deref() {
        Some("yaml" | "yml") => false,
        Some("ics") => true,
        _ => {
            reader.wrong(node.span, "a calendar file is YAML (.yaml or .yml) or iCalendar (.ics)");
            return None;
        }
    };
    let cohort = reader.optional_text(map, "cohort");
    let cohort_span = map.get("cohort").map_or(node.span, |node| node.span);
    let at = |span, message| ConfigError { span, message };
    let patterns = ics::patterns(reader, map);
    for key in if is_ics { &["cohort"][..] } else { &["freeze", "release", "burn-down"] } {
        if let Some(entry) = map.entry(key) {
            let other = if is_ics { "YAML" } else { ".ics" };
            reader
                .wrong(entry.key_span, format!("`{key}` is for a calendar in {other}: remove it"));
        }
    }
    let most = if is_ics { file::MOST_EVENT_BYTES } else { MOST_SETTINGS_BYTES };
    let (file, text) = match file::read(setting.path, name, most) {
        Ok(found) => found,
        Err(message) => {
            let faults = vec![at(node.span, message)];
            return Some(Read { faults, ..Read::default() });
        }
    };
    let (calendar, mistakes, own) = if is_ics {
        ics::read(&text, &patterns, setting.zone)
    } else {
        let (calendar, mistakes, no_cohort) = self::text(&text, &cohort);
        (
            calendar,
            mistakes,
            no_cohort.map(|message| at(cohort_span, message)).into_iter().collect(),
        )
    };
    // Of a file in which nothing holds, "the calendar has ended" would be the wrong complaint.
    let useless = calendar.releases.is_empty() && !(mistakes.is_empty() && own.is_empty());
    let mut faults = file::told(node.span, name, &text, &mistakes);
    faults.extend(own);
    Some(Read {
        calendar: (!useless).then_some(calendar),
        events: is_ics.then(|| (file.clone(), patterns)),
        file: Some(file),
        faults,
    })
}

/// A calendar file in YAML: `releases` as in the configuration, or by phases. What is wrong with it loses no more than
/// the release that it is about. The last is what is wrong with the configured cohort.
fn text(text: &str, cohort: &str) -> (Calendar, Vec<ConfigError>, Option<String>) {
    let mut reader = Reader::new(text);
    let (mut calendar, mut no_cohort) = (None, None);
    if let Some(root) = reader.root()
        && let Some(map) = reader.any_mapping(&root, "the calendar")
        && let Some(node) = reader.required(map, "releases", "a calendar")
    {
        calendar = match &node.kind {
            NodeKind::Mapping(_) => {
                let (read, wrong) = phases::read(&mut reader, map, node, cohort);
                no_cohort = wrong;
                // Dates of another cohort are none of this team's.
                Some(if no_cohort.is_some() { Calendar::default() } else { read })
            }
            _ => inline(&mut reader, node),
        };
    }
    if calendar.is_none() && reader.is_clean() {
        reader.wrong(Span::empty(0), "an empty calendar: `releases` begins one");
    }
    (calendar.unwrap_or_default(), reader.finish(), no_cohort)
}

/// The releases of a list.
fn inline(reader: &mut Reader<'_>, node: &Node) -> Option<Calendar> {
    let items = reader.items(node, "`releases`");
    if items.len() > MOST {
        reader.wrong(node.span, format!("more than {MOST} releases: leave old ones out"));
        return None;
    }
    let mut releases = Vec::new();
    let mut names = HashSet::new();
    for item in items {
        releases.extend(release(reader, item, &mut names));
    }
    Some(Calendar::new(releases))
}

/// One release of a list. In a file the others hold without it: a release with a wrong date is worse than none.
fn release<'n>(
    reader: &mut Reader<'_>,
    item: &'n Node,
    names: &mut HashSet<&'n str>,
) -> Option<Release> {
    let before = reader.count();
    let map = reader.mapping(item, "a release", &keys::RELEASE)?;
    let name_node = reader.required(map, "name", "a release");
    let name = name_node.and_then(|node| reader.text(node, "`name`"));
    if let (Some(name), Some(node)) = (name, name_node)
        && !names.insert(name)
    {
        reader.wrong(node.span, format!("release `{}` is here twice: remove one", short(name)));
    }
    let what =
        name.map_or_else(|| "a release".to_owned(), |name| format!("release `{}`", short(name)));
    let day_node = reader.required(map, "release", &what);
    let day = day_node.and_then(|node| date(reader, node, "`release`"));
    let freeze = map.get("freeze").and_then(|node| date(reader, node, "`freeze`"));
    let burn_down = map.get("burn-down").and_then(|node| date(reader, node, "`burn-down`"));
    in_order(reader, map, freeze, day);
    if let Some(message) = late_burn_down(burn_down, freeze.or(day)) {
        reader.wrong(map.key_span("burn-down"), message);
    }
    let components =
        map.get("components").map_or_else(Vec::new, |node| components(reader, node, freeze, day));
    if reader.count() > before {
        return None;
    }
    Some(Release { name: name?.to_owned(), burn_down, freeze, release: day?, components })
}

fn components(
    reader: &mut Reader<'_>,
    node: &Node,
    freeze: Option<Date>,
    release: Option<Date>,
) -> Vec<ComponentDates> {
    let mut found = Vec::new();
    for Entry { key, value, .. } in by_component(reader, node) {
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
            burn_down: None,
            freeze: own_freeze,
            release: own_release,
        });
    }
    found
}

/// The entries of `components`, each component once: in any case it is the same.
fn by_component<'n>(reader: &mut Reader<'_>, node: &'n Node) -> Vec<&'n Entry> {
    let mut seen = HashSet::new();
    let mut entries = reader.entries(node, "`components`");
    entries.retain(|entry| {
        let is_new = seen.insert(entry.key.to_ascii_lowercase());
        if !is_new {
            let message =
                format!("`{}` is here twice, in another case: remove one", short(&entry.key));
            reader.wrong(entry.key_span, message);
        }
        is_new
    });
    entries
}

fn in_order(reader: &mut Reader<'_>, map: Map<'_>, freeze: Option<Date>, release: Option<Date>) {
    if let Some(message) = late_freeze(freeze, release) {
        let span = map.get("freeze").or(map.get("release")).map_or(map.place, |node| node.span);
        reader.wrong(span, message);
    }
}

/// What is wrong with a freeze that is after its release.
fn late_freeze(freeze: Option<Date>, release: Option<Date>) -> Option<String> {
    let (freeze, release) = (freeze?, release?);
    (freeze > release).then(|| {
        format!("the freeze ({freeze}) is after the release ({release}): swap or mend them")
    })
}

/// What is wrong with a burn down that is after the freeze, or after a release without one.
fn late_burn_down(burn_down: Option<Date>, end: Option<Date>) -> Option<String> {
    let (burn_down, end) = (burn_down?, end?);
    (burn_down > end).then(|| {
        format!("the burn down ({burn_down}) is after what it leads to ({end}): swap or mend them")
    })
}

/// A day as `2026-11-24`.
pub(super) fn date(reader: &mut Reader<'_>, node: &Node, what: &str) -> Option<Date> {
    let text = reader.text(node, what)?;
    match day(text) {
        Ok(day) => Some(day),
        Err(why) => {
            reader.wrong(node.span, format!("{what} is `{}`: {why}", short(text)));
            None
        }
    }
}

/// A day as `2026-11-24`, or why it is none.
pub(super) fn day(text: &str) -> Result<Date, &'static str> {
    let shape = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    match text.parse::<Date>() {
        Ok(day) if shape => Ok(day),
        _ if shape => Err("there is no such day"),
        _ => Err("a day is written like 2026-11-24"),
    }
}
