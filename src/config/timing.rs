//! `timing`: when a release is close, which days are worked on, and where it is which day.

use super::releases::day;
use super::{Config, ConfigError, file, keys};
use crate::calendar::WorkingDays;
use crate::calendar::ics::{self, Recurs};
use crate::order;
use crate::proposal::yaml_tree::{Node, NodeKind};
use crate::settings::{Map, Reader, short};
use crate::source::Span;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::path::Path;

/// As many holidays as a team may have: more than anybody plans for.
const MOST_HOLIDAYS: usize = 5_000;

/// The years in which holidays come again that come every year: longer than any release train.
const YEARS: RangeInclusive<i16> = 1970..=2100;

pub(super) fn read(config: &mut Config, reader: &mut Reader<'_>, node: &Node, path: &Path) {
    let Some(map) = reader.mapping(node, "`timing`", &keys::TIMING) else { return };
    let mut days = |key: &str| {
        let node = map.get(key)?;
        reader.number(node, &format!("`{key}`"), 0, keys::MOST_DAYS).map(u32::cast_signed)
    };
    if let Some(days) = days("within-days") {
        config.within_days = Some(days);
    }
    config.within_working_days = days("within-working-days");
    if let (Some(_), Some(entry)) = (map.get("within-days"), map.entry("within-working-days")) {
        reader.wrong(entry.key_span, "`within-days` is here, too: remove one of them");
    }
    config.time_zone = map.get("time-zone").and_then(|node| time_zone(reader, node));
    let weekend = weekend(reader, map);
    let holidays = map.get("holidays").map_or_else(Vec::new, |node| {
        let mut holidays = Holidays { config, path, found: Vec::new(), again: Vec::new() };
        holidays.read(reader, node);
        holidays.found.extend(holidays.again);
        holidays.found
    });
    config.working_days = WorkingDays::new(&weekend, holidays);
}

fn time_zone(reader: &mut Reader<'_>, node: &Node) -> Option<TimeZone> {
    let name = reader.text(node, "`time-zone`")?;
    let zone = TimeZone::get(name).ok();
    if zone.is_none() {
        let message = format!(
            "no time zone is called `{}`: name one like `Europe/Berlin` or `UTC`",
            short(name)
        );
        reader.wrong(node.span, message);
    }
    zone
}

fn weekend(reader: &mut Reader<'_>, map: Map<'_>) -> Vec<Weekday> {
    let Some(node) = map.get("weekend") else { return vec![Weekday::Saturday, Weekday::Sunday] };
    let mut days = Vec::new();
    for (name, span) in reader.texts(node, "`weekend`") {
        match keys::WEEK.iter().find(|(known, _)| known.eq_ignore_ascii_case(&name)) {
            Some((_, day)) if !days.contains(day) => days.push(*day),
            Some(_) => reader.wrong(span, format!("`{}` is here twice: remove one", short(&name))),
            None => {
                let message =
                    format!("`{}` is no day of the week: write it like `friday`", short(&name));
                reader.wrong(span, message);
            }
        }
    }
    if days.len() == 7 {
        reader.wrong(node.span, "a weekend of seven days leaves none to work on");
    }
    days
}

/// Days, `2026-12-24 to 2026-12-31`, and files of events.
struct Holidays<'c> {
    config: &'c mut Config,
    path: &'c Path,
    found: Vec<Date>,
    /// The days of other years on which those come again that come every year.
    again: Vec<Date>,
}

impl Holidays<'_> {
    fn read(&mut self, reader: &mut Reader<'_>, node: &Node) {
        // One file needs no list.
        let items = match &node.kind {
            NodeKind::Mapping(_) => std::slice::from_ref(node),
            _ => reader.items(node, "`holidays`"),
        };
        for item in items {
            if let NodeKind::Mapping(_) = item.kind {
                if let Some(map) = reader.mapping(item, "holidays in a file", &keys::HOLIDAYS)
                    && let Some(node) = reader.required(map, "file", "a mapping of `holidays`")
                    && let Some(name) = reader.text(node, "`file`")
                {
                    self.file(name, node.span);
                }
                continue;
            }
            let Some(text) = reader.text(item, "a holiday") else { continue };
            if let Err(why) = self.days(text) {
                reader.wrong(item.span, format!("`{}`: {why}", short(text)));
            }
        }
        if self.found.len() > MOST_HOLIDAYS {
            reader.wrong(
                node.span,
                format!("more than {MOST_HOLIDAYS} holidays: leave old ones out"),
            );
            self.found.truncate(MOST_HOLIDAYS);
        }
    }

    /// A day, or the days from one to another.
    fn days(&mut self, text: &str) -> Result<(), Cow<'static, str>> {
        let (first, last) = match text.split_once(" to ") {
            Some((first, last)) => (day(first.trim())?, day(last.trim())?),
            None => match day(text) {
                Ok(day) => (day, day),
                Err(why) => return Err(as_meant(text).map_or(why.into(), Cow::Owned)),
            },
        };
        if last < first {
            return Err("it ends before it begins: swap or mend the days".into());
        }
        if !self.take(first, last) {
            return Err("longer than a year: write it in parts".into());
        }
        Ok(())
    }

    /// Whether the days were few enough to take.
    fn take(&mut self, first: Date, last: Date) -> bool {
        let few = crate::assess::days(first, last) <= 366;
        if few && self.found.len() <= MOST_HOLIDAYS {
            self.found.extend(series(first, last));
        }
        few
    }

    /// The same days of every later year that begin on `until` at the latest.
    fn take_again(&mut self, first: Date, last: Date, until: Date) {
        let length = jiff::Span::new().days(crate::assess::days(first, last));
        let years = first.year().max(*YEARS.start())..=until.year().min(*YEARS.end());
        for year in years.filter(|_| self.found.len() <= MOST_HOLIDAYS) {
            // There is not a leap day in every year.
            let Ok(day) = Date::new(year, first.month(), first.day()) else { continue };
            if day <= until
                && let Ok(last) = day.checked_add(length)
            {
                self.again.extend(series(day, last));
            }
        }
    }

    /// Every event of an iCalendar file is a holiday.
    fn file(&mut self, name: &str, span: Span) {
        let fault = |message: String| ConfigError { span, message };
        if !Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case("ics")) {
            let message =
                format!("`{}` is no iCalendar file (.ics): list the days instead", short(name));
            self.config.faults.push(fault(message));
            return;
        }
        let (file, text) = match file::read(self.path, name, file::MOST_EVENT_BYTES) {
            Ok(found) => found,
            Err(why) => return self.config.faults.push(fault(why)),
        };
        self.config.files.push(file);
        let (events, mut mistakes) = ics::events(&text, self.config.time_zone.as_ref());
        for event in events {
            let what = short(&event.summary);
            let first = match (event.first, &event.recurs) {
                (_, Some(Recurs { place, yearly_until: None })) => {
                    let message =
                        format!("`{what}` happens again and again: write an event for each year");
                    mistakes.push(ConfigError { span: *place, message });
                    continue;
                }
                (Err(mistake), _) => {
                    mistakes.push(mistake);
                    continue;
                }
                (Ok(first), _) => first,
            };
            let last = event.last.map_or(first, |last| last.max(first));
            if !self.take(first, last) {
                let message = format!("`{what}` is longer than a year, and no holiday");
                mistakes.push(ConfigError { span: event.place, message });
            } else if let Some(until) = event.recurs.and_then(|recurs| recurs.yearly_until) {
                self.take_again(first, last, until);
            }
        }
        order::by_key(&mut mistakes, |mistake| mistake.span);
        self.config.faults.extend(file::told(span, name, &text, &mistakes));
    }
}

/// How days are written that stand on both sides of something else than `to`, and a file that stands by itself.
fn as_meant(text: &str) -> Option<String> {
    const DAY: usize = "2026-12-24".len();
    if file::is_named(text) {
        return Some(file::as_mapping(text));
    }
    let (first, last) = (text.get(..DAY)?, text.get(text.len().checked_sub(DAY)?..)?);
    let are_days = day(first).is_ok() && day(last).is_ok() && text.len() > 2 * DAY;
    are_days.then(|| format!("write the days from one to another as `{first} to {last}`"))
}

/// The days from one to another.
fn series(first: Date, last: Date) -> impl Iterator<Item = Date> {
    first.series(jiff::Span::new().days(1)).take_while(move |&day| day <= last)
}
