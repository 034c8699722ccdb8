//! Calendars by phases, as RAPIDS publishes its own:
//! `releases: {NAME: {cohort_set, phases: [{phase, cohort, start, end}]}}` and
//! `cohort_sets: {NAME: {COHORT: [PROJECT]}}`.
//!
//! Of a phase the start counts: the first day of `burn_down`, of `code_freeze` and of `release`. The dates of a release
//! are those of the configured cohort, else of `remaining`, the projects that are in no list, and what holds for `all`
//! where a cohort has none of its own. Projects that a cohort lists have that cohort's dates, as components.

use super::{date, swapped};
use crate::calendar::{Calendar, ComponentDates, Release};
use crate::proposal::yaml_tree::{Entry, Node};
use crate::settings::{Map, Reader, listed, short};
use jiff::civil::Date;
use std::collections::HashMap;

/// Whom a phase is for, where it does not say.
const ALL: &str = "all";
/// The cohort of the projects that are in no list.
const REMAINING: &str = "remaining";

/// The projects of each cohort.
type Cohorts = Vec<(String, Vec<String>)>;

pub(super) fn read(reader: &mut Reader<'_>, root: Map<'_>, node: &Node, cohort: &str) -> Calendar {
    let sets = cohort_sets(reader, root);
    let mut releases = Vec::new();
    for entry in reader.entries(node, "`releases`") {
        releases.extend(release(reader, entry, cohort, &sets));
    }
    Calendar::new(releases)
}

fn cohort_sets(reader: &mut Reader<'_>, root: Map<'_>) -> HashMap<String, Cohorts> {
    let mut sets = HashMap::new();
    let Some(node) = root.get("cohort_sets") else { return sets };
    for set in reader.entries(node, "`cohort_sets`") {
        let mut cohorts = Cohorts::new();
        for cohort in reader.entries(&set.value, "a set of cohorts") {
            let projects = reader.texts(&cohort.value, "a cohort");
            cohorts
                .push((cohort.key.clone(), projects.into_iter().map(|(name, _)| name).collect()));
        }
        sets.insert(set.key.clone(), cohorts);
    }
    sets
}

fn release(
    reader: &mut Reader<'_>,
    entry: &Entry,
    cohort: &str,
    sets: &HashMap<String, Cohorts>,
) -> Option<Release> {
    let map = reader.any_mapping(&entry.value, "a release")?;
    let what = format!("release `{}`", short(&entry.key));
    let set = match map.get("cohort_set") {
        Some(node) => {
            let name = reader.text(node, "`cohort_set`")?;
            let set = sets.get(name);
            if set.is_none() {
                let message = format!("`cohort_sets` has no set `{}`", short(name));
                reader.wrong(node.span, message);
            }
            set
        }
        None => None,
    };
    let node = reader.required(map, "phases", &what)?;
    let phases = phases(reader, node)?;

    let own = if cohort.is_empty() { REMAINING } else { cohort };
    let Some(release) = phases.first("release", own) else {
        reader.wrong(entry.key_span, phases.no_release(&entry.key));
        return None;
    };
    let freeze = phases.first("code_freeze", own);
    if let Some(freeze) = freeze.filter(|&freeze| freeze > release) {
        reader.wrong(entry.key_span, swapped(freeze, release));
        return None;
    }
    let of = |cohort: &str, component: &String| ComponentDates {
        component: component.clone(),
        burn_down: phases.first("burn_down", cohort),
        freeze: phases.first("code_freeze", cohort),
        release: phases.first("release", cohort),
    };
    let components = set
        .into_iter()
        .flatten()
        .flat_map(|(cohort, projects)| projects.iter().map(|project| of(cohort, project)))
        .collect();
    let burn_down = phases.first("burn_down", own);
    Some(Release { name: entry.key.clone(), burn_down, freeze, release, components })
}

/// The phases of a release: what, for whom, and its first day.
struct Phases(Vec<(String, String, Date)>);

/// `None` where one of them cannot be read: a release with a wrong date is worse than none.
fn phases(reader: &mut Reader<'_>, node: &Node) -> Option<Phases> {
    const USED: [&str; 3] = ["burn_down", "code_freeze", "release"];
    let mut phases = Vec::new();
    for item in reader.items(node, "`phases`") {
        let map = reader.any_mapping(item, "a phase")?;
        let name = reader.optional_text(map, "phase");
        if !USED.contains(&name.as_str()) {
            continue;
        }
        let cohort = reader.optional_text(map, "cohort");
        let start = reader.required(map, "start", "a phase")?;
        let day = date(reader, start, "`start`")?;
        phases.push((name, if cohort.is_empty() { ALL.to_owned() } else { cohort }, day));
    }
    Some(Phases(phases))
}

impl Phases {
    /// The first day of a phase for a cohort, else for all.
    fn first(&self, phase: &str, cohort: &str) -> Option<Date> {
        let of = |cohort: &str| {
            let mut phases = self.0.iter();
            phases.find(|(name, own, _)| name == phase && own == cohort).map(|(.., day)| *day)
        };
        of(cohort).or_else(|| of(ALL))
    }

    /// Why it is not known when a release ships.
    fn no_release(&self, name: &str) -> String {
        let mut others: Vec<&str> = self
            .0
            .iter()
            .filter(|(phase, ..)| phase == "release")
            .map(|(_, own, _)| &**own)
            .collect();
        others.sort_unstable();
        others.dedup();
        let name = short(name);
        if others.is_empty() {
            return format!(
                "release `{name}` has no phase `release`, so that its day is not known"
            );
        }
        format!(
            "release `{name}` differs by cohort: choose `cohort` in `releases`, one of {}",
            listed(&others)
        )
    }
}
