//! Time zones by the names that calendars give them: those of the IANA database, with or without a path before them,
//! and those that the file itself defines, as Outlook does with names of its own.
//!
//! Of a definition the rules count that hold now: a standard and a daylight time that change every year, or one of
//! them for good. One that says more than that is not read, and its name is unknown.

use super::{Property, lines, unescaped};
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use std::collections::HashMap;

/// The zones that a file defines.
#[derive(Default)]
pub(super) struct Zones(HashMap<String, TimeZone>);

impl Zones {
    /// Those of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut zones = Self::default();
        let mut open: Option<Definition> = None;
        for (_, line) in lines(text) {
            let Some(property) = Property::new(&line) else { continue };
            let value = property.value.trim();
            match (property.name.to_ascii_uppercase().as_str(), &mut open) {
                ("BEGIN", _) if value.eq_ignore_ascii_case("VTIMEZONE") => {
                    open = Some(Definition::default());
                }
                ("END", Some(zone)) if value.eq_ignore_ascii_case("VTIMEZONE") => {
                    if let Some(found) = zone.read() {
                        zones.0.insert(std::mem::take(&mut zone.name), found);
                    }
                    open = None;
                }
                (name, Some(zone)) => zone.line(name, value),
                _ => {}
            }
        }
        zones
    }

    /// The zone of that name.
    pub(super) fn find(&self, id: &str) -> Option<TimeZone> {
        let known = |name: &str| TimeZone::get(name).ok();
        let own = || self.0.get(id).cloned();
        known(id.trim_start_matches('/')).or_else(|| behind_path(id).find_map(known)).or_else(own)
    }
}

/// The last names of `/citadel.org/20260101_1/America/Argentina/Ushuaia`, the longest first: programs that publish the
/// IANA database under an address of their own put that before it.
fn behind_path(id: &str) -> impl Iterator<Item = &str> {
    let slashes = id.rmatch_indices('/').filter(|_| id.starts_with('/'));
    let mut ends: Vec<&str> = slashes.skip(1).take(2).map(|(at, _)| &id[at + 1..]).collect();
    ends.reverse();
    ends.into_iter()
}

/// A `VTIMEZONE` as it is read.
#[derive(Default)]
struct Definition {
    name: String,
    rules: Vec<Rule>,
}

/// A `STANDARD` or `DAYLIGHT` time in it.
#[derive(Default)]
struct Rule {
    daylight: bool,
    /// When it holds for the first time.
    start: String,
    /// What it adds to universal time, in seconds.
    offset: Option<i32>,
    /// `RRULE`; empty where it begins once.
    again: String,
    /// It begins on days that are listed.
    listed: bool,
}

impl Definition {
    fn line(&mut self, name: &str, value: &str) {
        match (name, self.rules.last_mut()) {
            ("BEGIN", _) => {
                let daylight = value.eq_ignore_ascii_case("DAYLIGHT");
                self.rules.push(Rule { daylight, ..Rule::default() });
            }
            ("TZID", _) => self.name = unescaped(value),
            ("DTSTART", Some(rule)) => value.clone_into(&mut rule.start),
            ("TZOFFSETTO", Some(rule)) => rule.offset = offset(value),
            ("RRULE", Some(rule)) => rule.again = value.to_ascii_uppercase(),
            ("RDATE", Some(rule)) => rule.listed = true,
            _ => {}
        }
    }

    fn read(&self) -> Option<TimeZone> {
        if self.rules.iter().any(|rule| rule.listed) {
            return None;
        }
        let latest = |which: fn(&&Rule) -> bool| {
            self.rules.iter().filter(which).max_by_key(|rule| rule.start.as_str())
        };
        let standard = latest(|rule| rule.goes_on() && !rule.daylight);
        let daylight = latest(|rule| rule.goes_on() && rule.daylight);
        let words = match (standard, daylight) {
            (Some(standard), Some(daylight)) => {
                let (summer, winter) = (daylight.change()?, standard.change()?);
                format!("STD{}DST{},{summer},{winter}", standard.west()?, daylight.west()?)
            }
            (None, None) => {
                format!("STD{}", latest(|rule| !rule.ends())?.west()?)
            }
            _ => return None,
        };
        TimeZone::posix(&words).ok()
    }
}

impl Rule {
    fn ends(&self) -> bool {
        self.again.contains("UNTIL=") || self.again.contains("COUNT=")
    }

    /// Whether it begins every year anew.
    fn goes_on(&self) -> bool {
        !self.again.is_empty() && !self.ends()
    }

    /// What is added to local time for universal time, as POSIX writes it.
    fn west(&self) -> Option<String> {
        let seconds = self.offset?;
        let sign = if seconds > 0 { '-' } else { '+' };
        let all = seconds.unsigned_abs();
        Some(format!("{sign}{:02}:{:02}:{:02}", all / 3600, all / 60 % 60, all % 60))
    }

    /// When it begins in a year, as POSIX writes it: `M10.5.0/03:00:00`.
    fn change(&self) -> Option<String> {
        let (mut month, mut day) = (None, None);
        for part in self.again.split(';').filter(|part| !part.is_empty()) {
            match part.split_once('=')? {
                ("FREQ", "YEARLY") | ("INTERVAL", "1") | ("WKST", _) => {}
                ("BYMONTH", value) => month = value.parse::<u8>().ok(),
                ("BYDAY", value) => day = day_of_month(value),
                _ => return None,
            }
        }
        let (week, weekday) = day?;
        let (_, time) = self.start.split_once(['T', 't'])?;
        let time = time.get(..6).filter(|time| time.bytes().all(|b| b.is_ascii_digit()))?;
        let (hour, minute, second) = (&time[..2], &time[2..4], &time[4..]);
        Some(format!("M{}.{week}.{weekday}/{hour}:{minute}:{second}", month?))
    }
}

/// `-1SU`, the last Sunday, as the week and the day of the week that POSIX counts.
fn day_of_month(text: &str) -> Option<(u8, i8)> {
    const DAYS: [(&str, Weekday); 7] = [
        ("SU", Weekday::Sunday),
        ("MO", Weekday::Monday),
        ("TU", Weekday::Tuesday),
        ("WE", Weekday::Wednesday),
        ("TH", Weekday::Thursday),
        ("FR", Weekday::Friday),
        ("SA", Weekday::Saturday),
    ];
    let (name, day) = DAYS.into_iter().find(|(name, _)| text.ends_with(name))?;
    let week = match text.strip_suffix(name)?.trim_start_matches('+') {
        "-1" => 5,
        week => week.parse().ok().filter(|week| (1..=4).contains(week))?,
    };
    Some((week, day.to_sunday_zero_offset()))
}

/// `+0100` in seconds.
fn offset(text: &str) -> Option<i32> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let is_time = matches!(digits.len(), 4 | 6) && digits.bytes().all(|b| b.is_ascii_digit());
    let pair = |at: usize| digits.get(at..at + 2).map_or(Some(0), |pair| pair.parse::<i32>().ok());
    is_time.then_some(())?;
    Some(sign * (pair(0)? * 3600 + pair(2)? * 60 + pair(4)?))
}
