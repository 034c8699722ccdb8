//! Calendars by phases, as RAPIDS publishes its own:
//! `releases: {NAME: {cohort_set, phases: [{phase, cohort, start, end}]}}` and
//! `cohort_sets: {NAME: {COHORT: [PROJECT]}}`.
//!
//! Of a phase the start counts: the first day of `burn_down`, of `code_freeze` and of `release`. The dates of a release
//! are those of the configured cohort, else of `remaining`, the projects that are in no list, and what holds for `all`
//! where a cohort has none of its own. Projects that a cohort lists have that cohort's dates, as components.
//!
//! Other phases are passed over; a slip in the name of one that counts, and a cohort that nobody lists, would take a
//! freeze away, and are told.

use super::{as_item, date, late_burn_down, late_freeze};
use crate::calendar::{Calendar, ComponentDates, Release};
use crate::proposal::yaml_tree::{Entry, Node, NodeKind};
use crate::rule::{is_slip, nearest};
use crate::settings::{Map, Reader, listed, short};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Whom a phase is for, where it does not say.
const ALL: &str = "all";
/// The cohort of the projects that are in no list.
const REMAINING: &str = "remaining";

/// The phases whose start counts.
const BURN_DOWN: &str = "burn_down";
const FREEZE: &str = "code_freeze";
const RELEASE: &str = "release";

/// So many cohorts are named, and looked through for one that was meant.
const MOST_NAMED: usize = 50;

/// The projects of each cohort.
type Cohorts = Vec<(String, Vec<String>)>;

/// The releases, and what is wrong with the configured cohort where the file knows others.
pub(super) fn read(
    reader: &mut Reader<'_>,
    root: Map<'_>,
    node: &Node,
    cohort: &str,
) -> (Calendar, Option<String>) {
    let sets = cohort_sets(reader, root);
    let mut named: BTreeSet<String> =
        sets.values().flatten().map(|(name, _)| name.clone()).collect();
    let mut releases = Vec::new();
    for entry in reader.entries(node, "`releases`") {
        releases.extend(release(reader, entry, cohort, &sets, &mut named));
    }
    (Calendar::new(releases), unknown(cohort, &named))
}

/// What is wrong with a cohort that is none of those that are `named`. A file that names none may come to do so.
fn unknown(cohort: &str, named: &BTreeSet<String>) -> Option<String> {
    let own = folded(cohort);
    let is_general = |name: &str| name == ALL || name == REMAINING;
    let mut others = named.iter().filter(|name| !is_general(&folded(name))).peekable();
    if cohort.is_empty() || is_general(&own) || others.peek().is_none() {
        return None;
    }
    let known: Vec<&str> = named.iter().map(String::as_str).collect();
    (!others.any(|name| folded(name) == own)).then(|| no_cohort(cohort, &known))
}

fn no_cohort(cohort: &str, known: &[&str]) -> String {
    let known = &known[..known.len().min(MOST_NAMED)];
    let hint = nearest(cohort, known.iter().copied()).map_or_else(
        || format!("known are {}", listed(known)),
        |near| format!("did you mean `{near}`?"),
    );
    format!("no cohort is called `{}`: {hint}", short(cohort))
}

/// A name of a phase or cohort as it is compared: in any case, and whatever joins its words.
fn folded(name: &str) -> String {
    let joins = |c: &char| matches!(c, '-' | '_' | ' ');
    name.chars().filter(|c| !joins(c)).flat_map(char::to_lowercase).collect()
}

fn cohort_sets(reader: &mut Reader<'_>, root: Map<'_>) -> HashMap<String, Cohorts> {
    let mut sets = HashMap::new();
    let Some(node) = root.get("cohort_sets") else { return sets };
    for set in reader.entries(node, "`cohort_sets`") {
        let mut cohorts = Cohorts::new();
        let mut homes = HashMap::new();
        for cohort in reader.entries(&set.value, "a set of cohorts") {
            let projects = reader.texts(&cohort.value, "a cohort");
            for (name, span) in &projects {
                let home = *homes.entry(name.to_ascii_lowercase()).or_insert(&cohort.key);
                if *home != cohort.key {
                    let (name, home) = (short(name), short(home));
                    let message = format!("`{name}` is in cohort `{home}`, too: remove one");
                    reader.wrong(*span, message);
                }
            }
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
    named: &mut BTreeSet<String>,
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
    if map.get("phases").is_none() && map.get("release").is_some() {
        reader.wrong(entry.key_span, as_item(&entry.key));
        return None;
    }
    let node = reader.required(map, "phases", &what)?;
    let phases = phases(reader, node, &Known::new(set, cohort), named)?;

    let own = if cohort.is_empty() { REMAINING } else { cohort };
    let dates = phases.dates(own);
    let Some(release) = dates.release else {
        reader.wrong(entry.key_span, phases.no_release(&entry.key));
        return None;
    };
    if let Some(message) = phases.late(own, set) {
        reader.wrong(entry.key_span, message);
        return None;
    }
    let mut components = Vec::new();
    for (cohort, projects) in set.into_iter().flatten() {
        let dates = phases.dates(cohort);
        let of = |project: &String| ComponentDates { component: project.clone(), ..dates.clone() };
        components.extend(projects.iter().map(of));
    }
    let ComponentDates { burn_down, freeze, .. } = dates;
    Some(Release { name: entry.key.clone(), burn_down, freeze, release, components })
}

/// The cohorts that phases of a release may be for.
struct Known<'s> {
    /// As they are listed; empty where none are, so that phases name those that there are.
    listed: Vec<&'s str>,
    folded: HashSet<String>,
}

impl<'s> Known<'s> {
    fn new(set: Option<&'s Cohorts>, configured: &str) -> Self {
        let mut listed: Vec<&str> = set.into_iter().flatten().map(|(name, _)| &**name).collect();
        if !listed.is_empty() {
            listed.extend([REMAINING, ALL]);
        }
        let own = (!configured.is_empty()).then_some(configured);
        let folded = listed.iter().copied().chain(own).map(folded).collect();
        Self { listed, folded }
    }

    fn lacks(&self, cohort: &str) -> bool {
        !self.listed.is_empty() && !self.folded.contains(&folded(cohort))
    }
}

/// A phase that counts.
struct Phase {
    name: &'static str,
    /// Whom it is for, as it is written.
    cohort: String,
    /// The same as it is compared.
    folded: String,
    first: Date,
}

/// The phases of a release that count.
struct Phases(Vec<Phase>);

/// `None` where one of them cannot be read: a release with a wrong date is worse than none. The cohorts that they are
/// for are added to those that are `named`.
fn phases(
    reader: &mut Reader<'_>,
    node: &Node,
    known: &Known<'_>,
    named: &mut BTreeSet<String>,
) -> Option<Phases> {
    let before = reader.count();
    let mut phases = Vec::new();
    let mut short_freeze = None;
    for item in reader.items(node, "`phases`") {
        let map = reader.any_mapping(item, "a phase")?;
        let mut cohort = reader.optional_text(map, "cohort");
        if !cohort.is_empty() {
            named.insert(cohort.clone());
        }
        let Some(name) = phase(reader, map) else {
            short_freeze =
                short_freeze.or_else(|| map.get("phase").filter(|node| says_freeze(node)));
            continue;
        };
        if let Some(node) = map.get("cohort").filter(|_| known.lacks(&cohort) && !reader.is_full())
        {
            reader.wrong(node.span, no_cohort(&cohort, &known.listed));
        }
        let start = reader.required(map, "start", "a phase")?;
        let first = date(reader, start, "`start`")?;
        if cohort.is_empty() {
            ALL.clone_into(&mut cohort);
        }
        phases.push(Phase { name, folded: folded(&cohort), cohort, first });
    }
    // Beside a code freeze it is another one.
    if let Some(node) = short_freeze.filter(|_| phases.iter().all(|phase| phase.name != FREEZE)) {
        reader.wrong(node.span, not_a_phase("freeze", FREEZE));
    }
    (reader.count() == before).then_some(Phases(phases))
}

/// Which of the phases that count one is, if it is one of those; a slip in its name is told.
fn phase(reader: &mut Reader<'_>, map: Map<'_>) -> Option<&'static str> {
    const USED: [(&str, &str); 3] =
        [(BURN_DOWN, "burndown"), (FREEZE, "codefreeze"), (RELEASE, "release")];
    let name = reader.optional_text(map, "phase");
    let own = folded(&name);
    if let Some((phase, _)) = USED.into_iter().find(|(_, known)| own == *known) {
        return Some(phase);
    }
    let meant = USED.into_iter().find(|(_, known)| is_slip(&own, known));
    if let (Some((near, _)), Some(node)) = (meant, map.get("phase")) {
        reader.wrong(node.span, not_a_phase(&name, near));
    }
    None
}

fn says_freeze(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Scalar { text, .. } if folded(text) == "freeze")
}

fn not_a_phase(name: &str, near: &str) -> String {
    format!("no phase is called `{}`: did you mean `{near}`?", short(name))
}

impl Phases {
    /// The days that hold for a cohort.
    fn dates(&self, cohort: &str) -> ComponentDates {
        let cohort = folded(cohort);
        ComponentDates {
            burn_down: self.first(BURN_DOWN, &cohort),
            freeze: self.first(FREEZE, &cohort),
            release: self.first(RELEASE, &cohort),
            ..ComponentDates::default()
        }
    }

    /// The first day of a phase for a cohort, else for all.
    fn first(&self, phase: &str, cohort: &str) -> Option<Date> {
        self.own(phase, cohort).or_else(|| self.own(phase, ALL))
    }

    /// The first day of a phase for just that cohort.
    fn own(&self, phase: &str, cohort: &str) -> Option<Date> {
        let mut phases = self.0.iter();
        let own = phases.find(|own| own.name == phase && own.folded == cohort)?;
        Some(own.first)
    }

    /// What is wrong with the order of the days that hold for a cohort of `set`, or for the one that is this team's
    /// `own`.
    fn late(&self, own: &str, set: Option<&Cohorts>) -> Option<String> {
        let mut cohorts = vec![own];
        cohorts.extend(set.into_iter().flatten().map(|(name, _)| &**name));
        let late = |cohort: &&str| {
            let dates = self.dates(cohort);
            let (freeze, release) = (dates.freeze, dates.release);
            // A burn down for all may be later than the freeze of those that begin early, and then they have none.
            let burn_down =
                dates.burn_down.filter(|_| self.own(BURN_DOWN, &folded(cohort)).is_some());
            let why = late_freeze(freeze, release)
                .or_else(|| late_burn_down(burn_down, freeze.or(release)))?;
            Some(if *cohort == own { why } else { format!("cohort `{}`: {why}", short(cohort)) })
        };
        let why = cohorts.iter().find_map(late);
        why.or_else(|| {
            cohorts.push(REMAINING);
            self.late_for_all(&cohorts)
        })
    }

    /// What is wrong with a burn down for all that comes too late for each of these cohorts.
    fn late_for_all(&self, cohorts: &[&str]) -> Option<String> {
        let burn_down = self.own(BURN_DOWN, ALL)?;
        let ends = cohorts.iter().map(|cohort| {
            let dates = self.dates(cohort);
            dates.freeze.or(dates.release)
        });
        // Whom nothing is known of is no reason.
        let last = ends.collect::<Option<Vec<Date>>>()?.into_iter().max();
        late_burn_down(Some(burn_down), last)
    }

    /// Why it is not known when a release ships.
    fn no_release(&self, name: &str) -> String {
        let releases = self.0.iter().filter(|phase| phase.name == RELEASE);
        let mut others: Vec<&str> = releases.map(|phase| &*phase.cohort).collect();
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
