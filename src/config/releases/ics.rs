//! Releases from the events of an iCalendar file: what an event means, its summary says.

use super::{MOST, late_burn_down, late_freeze};
use crate::calendar::ics::{self, Event};
use crate::calendar::{Calendar, ComponentDates, Release};
use crate::config::ConfigError;
use crate::order;
use crate::settings::{Map, Reader, short};
use crate::source::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What summaries of events look like.
#[derive(Clone, Debug)]
pub struct EventNames {
    burn_down: Vec<Pattern>,
    freeze: Vec<Pattern>,
    release: Vec<Pattern>,
}

const BURN_DOWN: [&str; 3] = ["{release} burn down", "{release} burndown", "burn down {release}"];
const FREEZE: [&str; 8] = [
    "{release} freeze",
    "{release} code freeze",
    "freeze {release}",
    "code freeze {release}",
    "{component} {release} freeze",
    "{component} {release} code freeze",
    "{release} freeze ({component})",
    "{release} code freeze ({component})",
];
const RELEASE: [&str; 2] = ["{release} release", "release {release}"];

/// The patterns that the configuration gives, else the usual ones.
pub(super) fn patterns(reader: &mut Reader<'_>, map: Map<'_>) -> EventNames {
    let mut of = |key: &str, usual: &[&str]| {
        let Some(node) = map.get(key) else {
            return usual.iter().map(|text| Pattern::new(text, None)).collect();
        };
        let mut found = Vec::new();
        for (text, span) in reader.texts(node, &format!("`{key}`")) {
            if text.matches("{release}").count() != 1 || text.matches("{component}").count() > 1 {
                let message =
                    format!("`{key}` says with one `{{release}}` where the release's name stands");
                reader.wrong(span, message);
            } else {
                found.push(Pattern::new(&text, Some(span)));
            }
        }
        found
    };
    EventNames {
        burn_down: of("burn-down", &BURN_DOWN),
        freeze: of("freeze", &FREEZE),
        release: of("release", &RELEASE),
    }
}

/// An event that is about a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The line that says what the event is called.
    pub line: Span,
    /// The release's name in it; `None` where it is broken over two lines or written with escapes.
    pub name: Option<Span>,
    /// It is the day of the release itself.
    pub is_release: bool,
}

/// Words of which one is the release's name, and one perhaps the component's.
#[derive(Clone, Debug)]
struct Pattern {
    words: Vec<String>,
    /// Where the configuration has it; `None` for a usual one. What such a one takes for a release's name must have a
    /// digit: "press release" names none.
    place: Option<Span>,
}

/// What a summary names.
struct Names<'s> {
    release: &'s str,
    component: Option<&'s str>,
}

impl Pattern {
    fn new(text: &str, place: Option<Span>) -> Self {
        Self { words: text.split_whitespace().map(str::to_owned).collect(), place }
    }

    /// Whether it tells components apart.
    fn is_by_component(&self) -> bool {
        self.words.iter().any(|word| word.contains("{component}"))
    }

    fn read<'s>(&self, summary: &'s str) -> Option<Names<'s>> {
        let mut words = summary.split(' ');
        let (mut release, mut component) = (None, None);
        for pattern in &self.words {
            let word = words.next()?;
            if let Some(name) = placed(pattern, "{release}", word) {
                release = Some(name);
            } else if let Some(name) = placed(pattern, "{component}", word) {
                component = Some(name);
            } else if !pattern.eq_ignore_ascii_case(word) {
                return None;
            }
        }
        let release = release.filter(|_| words.next().is_none())?;
        let fits = self.place.is_some() || release.contains(|c: char| c.is_ascii_digit());
        fits.then_some(Names { release, component })
    }
}

impl Pattern {
    /// The words of a summary that stand where one word is expected to name the release.
    fn several(&self, summary: &str) -> Option<String> {
        let words: Vec<&str> = summary.split(' ').collect();
        let at = self.words.iter().position(|word| word.contains("{release}"))?;
        let (before, behind) = (&self.words[..at], &self.words[at + 1..]);
        let last = words.len().checked_sub(behind.len())?;
        let names = words.get(at..last).filter(|names| names.len() > 1)?;
        let is_like = |(pattern, word): (&String, &&str)| {
            pattern.eq_ignore_ascii_case(word) || placed(pattern, "{component}", word).is_some()
        };
        let fits = before.iter().zip(&words).all(is_like)
            && behind.iter().zip(&words[last..]).all(is_like);
        let name = names.join(" ");
        let name = placed(&self.words[at], "{release}", &name).filter(|_| fits)?;
        Some(name.to_owned())
    }

    /// How many of its own words a summary has.
    fn shared(&self, summary: &str) -> usize {
        let has = |word: &&String| summary.split(' ').any(|other| other.eq_ignore_ascii_case(word));
        self.words.iter().filter(has).count()
    }
}

/// What stands for `placeholder` when `word` is written after `pattern`.
fn placed<'s>(pattern: &str, placeholder: &str, word: &'s str) -> Option<&'s str> {
    let (before, after) = pattern.split_once(placeholder)?;
    let name = word.strip_prefix(before)?.strip_suffix(after)?;
    (!name.is_empty()).then_some(name)
}

/// Where a line says a name, if it says it once.
fn name_in(text: &str, line: Span, name: &str) -> Option<Span> {
    let written = &text[line.start..line.end];
    let (at, _) = written.match_indices(name).next()?;
    let is_only = written.matches(name).count() == 1;
    is_only.then(|| Span::new(line.start + at, line.start + at + name.len()))
}

/// What an event is of a release.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    BurnDown,
    Freeze,
    Release,
}

impl EventNames {
    /// The events of a calendar that are about a release, in the order of the text.
    pub fn mentions(&self, text: &str, release: &str) -> Vec<Mention> {
        let (events, _) = ics::events(text, None);
        let about = |event: Event| {
            let (part, names) = self.read(&event.summary)?;
            let is_same = names.release == release;
            is_same.then(|| Mention {
                line: event.named,
                name: name_in(text, event.named, release),
                is_release: part == Part::Release,
            })
        };
        events.into_iter().filter_map(about).collect()
    }

    fn all(&self) -> [(Part, &[Pattern]); 3] {
        [
            (Part::Release, &self.release),
            (Part::Freeze, &self.freeze),
            (Part::BurnDown, &self.burn_down),
        ]
    }

    fn read<'s>(&self, summary: &'s str) -> Option<(Part, Names<'s>)> {
        self.all().into_iter().find_map(|(part, patterns)| {
            patterns.iter().find_map(|pattern| Some((part, pattern.read(summary)?)))
        })
    }

    /// The configured patterns that no event is called like: what they are about would be missing unseen. Of several
    /// for the same one is enough.
    fn idle(&self, events: &[Event]) -> Vec<ConfigError> {
        let mut found = Vec::new();
        for (_, patterns) in self.all().into_iter().filter(|_| !events.is_empty()) {
            let reads = |pattern: &Pattern| {
                events.iter().any(|event| pattern.read(&event.summary).is_some())
            };
            let mut idle: Vec<&Pattern> = patterns.iter().filter(|p| p.place.is_some()).collect();
            for by_component in [false, true] {
                let is_of = |pattern: &&Pattern| pattern.is_by_component() == by_component;
                if idle.iter().copied().filter(is_of).any(reads) {
                    idle.retain(|pattern| !is_of(pattern));
                }
            }
            found.extend(idle.into_iter().filter_map(|pattern| self.is_idle(pattern, events)));
        }
        found
    }

    fn is_idle(&self, pattern: &Pattern, events: &[Event]) -> Option<ConfigError> {
        let words = short(&pattern.words.join(" "));
        let several =
            events.iter().find_map(|event| Some((event, pattern.several(&event.summary)?)));
        if let Some((event, name)) = several {
            let (summary, name) = (short(&event.summary), short(&name));
            let message = format!(
                "no event is called like `{words}`: `{{release}}` stands for one word, and `{summary}` has `{name}` in its place"
            );
            return Some(ConfigError { span: pattern.place?, message });
        }
        // What has no digit is more often a meeting than a release.
        let may_be_one = |event: &&Event| {
            self.read(&event.summary).is_none()
                && event.summary.contains(|c: char| c.is_ascii_digit())
        };
        let others = events.iter().filter(may_be_one);
        // The first of those that have the most words of the pattern.
        let other = others.min_by_key(|event| Reverse(pattern.shared(&event.summary)));
        let such = other.map_or_else(String::new, |event| {
            format!(" after what there is, such as `{}`", short(&event.summary))
        });
        let message = format!("no event is called like `{words}`: mend it{such}, or remove it");
        Some(ConfigError { span: pattern.place?, message })
    }
}

/// The days of one release as they are found; of several events for the same the first day counts.
#[derive(Default)]
struct Found {
    place: Span,
    dates: ComponentDates,
    /// By their names in lower case, each with its first event.
    components: BTreeMap<String, (Span, ComponentDates)>,
    /// One of the days cannot be read.
    broken: bool,
}

impl Found {
    fn take(&mut self, part: Part, component: Option<&str>, place: Span, day: Date) {
        let dates = match component {
            Some(name) => {
                let component = name.to_owned();
                let none = || (place, ComponentDates { component, ..ComponentDates::default() });
                &mut self.components.entry(name.to_ascii_lowercase()).or_insert_with(none).1
            }
            None => &mut self.dates,
        };
        let slot = match part {
            Part::BurnDown => &mut dates.burn_down,
            Part::Freeze => &mut dates.freeze,
            Part::Release => &mut dates.release,
        };
        *slot = Some(slot.map_or(day, |known| known.min(day)));
    }
}

/// The releases of an iCalendar file, what is wrong with it, and what is wrong with the patterns, in the configuration.
pub(super) fn read(
    text: &str,
    patterns: &EventNames,
    zone: Option<&TimeZone>,
) -> (Calendar, Vec<ConfigError>, Vec<ConfigError>) {
    let (events, mut mistakes) = ics::events(text, zone);
    let mut found: BTreeMap<&str, Found> = BTreeMap::new();
    for event in &events {
        // Other events of the team are none of our business.
        let Some((part, names)) = patterns.read(&event.summary) else { continue };
        match first_day(event) {
            Ok(day) => {
                let place = event.place;
                let none = || Found { place, ..Found::default() };
                let found = found.entry(names.release).or_insert_with(none);
                found.take(part, names.component, place, day);
            }
            Err(mistake) => {
                found.entry(names.release).or_default().broken = true;
                mistakes.push(mistake);
            }
        }
    }
    // A release with a wrong date is worse than none.
    found.retain(|_, found| !found.broken);
    let mut releases = Vec::with_capacity(found.len());
    for (name, found) in found {
        match release(name, found) {
            Ok(release) => releases.push(release),
            Err(mistake) => mistakes.push(mistake),
        }
    }
    let idle = patterns.idle(&events);
    if releases.is_empty() && mistakes.is_empty() && idle.is_empty() {
        mistakes.push(nothing(&events));
    }
    let mut calendar = Calendar::new(releases);
    if calendar.releases.len() > MOST {
        let old = calendar.releases.len() - MOST;
        calendar.releases.drain(..old);
        let message = format!("more than {MOST} releases: the {old} earliest are left out");
        mistakes.push(ConfigError { span: Span::empty(0), message });
    }
    order::by_key(&mut mistakes, |mistake| mistake.span);
    (calendar, mistakes, idle)
}

fn first_day(event: &Event) -> Result<Date, ConfigError> {
    let wrong = |span, message| Err(ConfigError { span, message });
    if let Some(recurs) = &event.recurs {
        let message = format!(
            "`{}` happens again and again: write an event for each release",
            short(&event.summary)
        );
        return wrong(recurs.place, message);
    }
    match &event.first {
        Ok(day) => Ok(*day),
        Err(mistake) => {
            let message = format!("`{}`: {}", short(&event.summary), mistake.message);
            wrong(mistake.span, message)
        }
    }
}

fn release(name: &str, found: Found) -> Result<Release, ConfigError> {
    let Found { place, dates, components, .. } = found;
    let wrong = |message| ConfigError { span: place, message };
    let release = dates.release.ok_or_else(|| {
        wrong(format!(
            "no event says when `{}` is released, so that its day is not known",
            short(name)
        ))
    })?;
    let late = late_freeze(dates.freeze, Some(release))
        .or_else(|| late_burn_down(dates.burn_down, dates.freeze.or(Some(release))));
    if let Some(why) = late {
        return Err(wrong(format!("`{}`: {why}", short(name))));
    }
    for (place, own) in components.values() {
        if let Some(why) = late_component(own, dates.freeze, release) {
            let message = format!("`{}`, `{}`: {why}", short(name), short(&own.component));
            return Err(ConfigError { span: *place, message });
        }
    }
    Ok(Release {
        name: name.to_owned(),
        burn_down: dates.burn_down,
        freeze: dates.freeze,
        release,
        components: components.into_values().map(|(_, own)| own).collect(),
    })
}

/// What is wrong with a component's own dates, beside those of the release.
fn late_component(own: &ComponentDates, freeze: Option<Date>, release: Date) -> Option<String> {
    let (freeze, release) = (own.freeze.or(freeze), own.release.or(Some(release)));
    let is_own = own.freeze.is_some() || own.release.is_some();
    let late = late_freeze(freeze, release).filter(|_| is_own);
    late.or_else(|| late_burn_down(own.burn_down, freeze.or(release)))
}

/// Nothing in the file is a release.
fn nothing(events: &[Event]) -> ConfigError {
    let hint = "say with `release` and `freeze` beside `file` what they are called, such as `\"{release} ships\"`";
    let (span, message) = match events.first() {
        Some(event) => {
            let first = short(&event.summary);
            (
                event.place,
                format!("no event is called like a release or a freeze, such as `{first}`: {hint}"),
            )
        }
        None => (Span::empty(0), "the calendar has no event".to_owned()),
    };
    ConfigError { span, message }
}
