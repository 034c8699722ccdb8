//! The events of an iCalendar file (RFC 5545): their day and what they are called, and nothing else.
//!
//! One event that is broken does not lose the others, and everything has its place in the text. Which day an event is on
//! is decided here: a date is that day everywhere; a time is the day that is written, in the event's own zone, unless
//! the team has named a zone whose day counts.

mod recurrence;
mod zones;

use crate::settings::{Mistake, short};
use crate::source::Span;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use std::borrow::Cow;
use zones::Zones;

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What it is called, on one line.
    pub summary: String,
    /// Its `BEGIN`.
    pub place: Span,
    /// Its `SUMMARY`, the whole line as it is written; empty where it has none.
    pub named: Span,
    /// Its first day, or why that cannot be told.
    pub first: Result<Date, Mistake>,
    /// Its last day; the first where it does not say.
    pub last: Option<Date>,
    /// That it happens again, and where it says so.
    pub recurs: Option<Recurs>,
}

/// That an event happens again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurs {
    /// Where the event says so.
    pub place: Span,
    /// The last day on which it may begin, where it does so every year on the same day; `None` for any other rule.
    pub yearly_until: Option<Date>,
}

/// The events of a text in its order, and what is wrong with the file itself. Events that are cancelled are left out.
///
/// `zone` is where the days of events with a time count; `None` for the zone of each event.
pub fn events(text: &str, zone: Option<&TimeZone>) -> (Vec<Event>, Vec<Mistake>) {
    let zone = zone.map(|own| Place { own, zones: Zones::of(text) });
    let mut reader =
        Reader { zone, events: Vec::new(), mistakes: Vec::new(), open: None, depth: 0 };
    let mut begun = false;
    for (span, line) in lines(text) {
        if line.trim().is_empty() {
            continue;
        }
        if !std::mem::replace(&mut begun, true)
            && !line.trim().eq_ignore_ascii_case("BEGIN:VCALENDAR")
        {
            reader.wrong(span, "is no iCalendar file: one begins with `BEGIN:VCALENDAR`");
            return (Vec::new(), reader.mistakes);
        }
        reader.line(span, &line);
    }
    if let Some(open) = reader.open.take() {
        reader.wrong(open.place, NO_END);
    }
    if !begun {
        reader.wrong(
            Span::empty(0),
            "an empty file: an iCalendar file begins with `BEGIN:VCALENDAR`",
        );
    }
    (reader.events, reader.mistakes)
}

/// The lines of a text as they were before they were folded, each with the bytes that it came from.
fn lines(text: &str) -> impl Iterator<Item = (Span, Cow<'_, str>)> {
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        let start = at;
        let mut line = Cow::Borrowed("");
        let mut end = at;
        loop {
            let rest = &text[at..];
            let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            let piece = rest[..length].trim_end_matches('\r');
            if at == start {
                line = Cow::Borrowed(piece);
            } else {
                // The blank that it begins with only says that it goes on.
                line.to_mut().push_str(&piece[1..]);
            }
            end = end.max(at + piece.len());
            at += (length + 1).min(rest.len());
            if !text[at..].starts_with([' ', '\t']) {
                break;
            }
        }
        Some((Span::new(start, end), line))
    })
}

/// Where the days of events with a time count, and the zones that these name.
struct Place<'z> {
    own: &'z TimeZone,
    zones: Zones,
}

struct Reader<'z> {
    zone: Option<Place<'z>>,
    events: Vec<Event>,
    mistakes: Vec<Mistake>,
    /// The event that is being read.
    open: Option<Open>,
    /// How many components are open within it, such as its alarms: their properties are not its own.
    depth: usize,
}

struct Open {
    place: Span,
    named: Span,
    summary: String,
    first: Option<Result<Date, Mistake>>,
    /// The last day of its end, and whether that is the first one not in it.
    end: Option<(Date, bool)>,
    /// Where it says that it happens again, and the rule; empty where there is more than a rule.
    recurs: Option<(Span, String)>,
    /// Some of the days on which it would happen again are left out.
    leaves_out: bool,
    cancelled: bool,
}

impl Reader<'_> {
    fn wrong(&mut self, span: Span, message: impl Into<String>) {
        self.mistakes.push(Mistake { span, message: message.into() });
    }

    fn line(&mut self, span: Span, line: &str) {
        let Some(property) = Property::new(line) else {
            // What is no property matters only where it could have been one of ours.
            if self.open.is_some() && self.depth == 0 {
                let message =
                    format!("`{}` is no property: one is written `NAME:value`", short(line));
                self.wrong(span, message);
            }
            return;
        };
        let value = property.value.trim();
        match (property.name.to_ascii_uppercase().as_str(), &mut self.open) {
            ("BEGIN", None) if value.eq_ignore_ascii_case("VEVENT") => {
                self.depth = 0;
                self.open = Some(Open::at(span));
            }
            ("BEGIN", Some(open)) if value.eq_ignore_ascii_case("VEVENT") => {
                // The one before was cut off; this one is whole.
                let place = std::mem::replace(open, Open::at(span)).place;
                self.depth = 0;
                self.wrong(place, NO_END);
            }
            ("BEGIN", Some(_)) => self.depth += 1,
            ("END", Some(_)) if self.depth > 0 => self.depth -= 1,
            ("END", Some(_)) => {
                let Some(open) = self.open.take() else { return };
                if !value.eq_ignore_ascii_case("VEVENT") {
                    self.wrong(open.place, NO_END);
                } else if !open.cancelled {
                    self.events.push(open.closed());
                }
            }
            (name, Some(open)) if self.depth == 0 => match name {
                "SUMMARY" => (open.summary, open.named) = (unescaped(property.value), span),
                "DTSTART" => {
                    let first = day(&property, self.zone.as_ref(), span);
                    open.first = Some(first.map(|(day, _)| day));
                }
                "DTEND" => open.end = day(&property, self.zone.as_ref(), span).ok(),
                "RRULE" if open.recurs.is_none() => {
                    open.recurs = Some((span, property.value.to_owned()));
                }
                "RRULE" | "RDATE" => open.recurs = Some((span, String::new())),
                "EXDATE" => open.leaves_out = true,
                "STATUS" => open.cancelled = value.eq_ignore_ascii_case("CANCELLED"),
                _ => {}
            },
            _ => {}
        }
    }
}

const NO_END: &str = "this event has no end: `END:VEVENT` is missing";

impl Open {
    const fn at(place: Span) -> Self {
        let summary = String::new();
        let named = Span::empty(place.start);
        Self {
            place,
            named,
            summary,
            first: None,
            end: None,
            recurs: None,
            leaves_out: false,
            cancelled: false,
        }
    }

    fn closed(self) -> Event {
        let missing =
            || Err(Mistake { span: self.place, message: "this event has no `DTSTART`".to_owned() });
        let last = self.end.and_then(
            |(day, excluded)| {
                if excluded { day.yesterday().ok() } else { Some(day) }
            },
        );
        let first = self.first.unwrap_or_else(missing);
        let recurs = self.recurs.map(|(place, rule)| {
            let day = first.as_ref().ok().filter(|_| !self.leaves_out);
            Recurs { place, yearly_until: day.and_then(|&day| recurrence::yearly(&rule, day)) }
        });
        Event { summary: self.summary, place: self.place, named: self.named, first, last, recurs }
    }
}

/// `NAME;PARAMETER=value:value`.
struct Property<'l> {
    name: &'l str,
    parameters: &'l str,
    value: &'l str,
}

impl<'l> Property<'l> {
    fn new(line: &'l str) -> Option<Self> {
        let mut quoted = false;
        let colon = line.bytes().position(|byte| {
            quoted ^= byte == b'"';
            byte == b':' && !quoted
        })?;
        let (head, value) = (&line[..colon], &line[colon + 1..]);
        let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
        let is_name = !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
        is_name.then_some(Self { name, parameters, value })
    }

    fn parameter(&self, name: &str) -> Option<&'l str> {
        let mut quoted = false;
        let parts = self.parameters.split(move |c| {
            quoted ^= c == '"';
            c == ';' && !quoted
        });
        let mut named = parts.filter_map(|part| part.split_once('='));
        let found = named.find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim_matches('"'))
    }
}

/// The day of a `DTSTART` or `DTEND`, and whether it is the very beginning of it: of a day that begins with the end of an
/// event nothing belongs to the event.
fn day(
    property: &Property<'_>,
    zone: Option<&Place<'_>>,
    span: Span,
) -> Result<(Date, bool), Mistake> {
    let wrong = |message: String| Mistake { span, message };
    let value = property.value.trim();
    let name = property.name;
    let no_day = || wrong(format!("{name} is `{}`: a day is written like 20261124", short(value)));
    let (stamp, utc) = match value.strip_suffix(['Z', 'z']) {
        Some(stamp) => (stamp, true),
        None => (value, false),
    };
    let (day, time) = match stamp.split_once(['T', 't']) {
        Some((day, time)) => (day, Some(time)),
        None => (stamp, None),
    };
    let digits =
        |text: &str, count| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(day, 8) || time.is_some_and(|time| !digits(time, 6)) {
        return Err(no_day());
    }
    let date: Date = day
        .parse()
        .map_err(|_| wrong(format!("{name} is `{}`: there is no such day", short(value))))?;
    let as_written = (date, time.is_none_or(|time| time == "000000"));
    let (Some(time), Some(zone)) = (time, zone) else { return Ok(as_written) };
    let at: DateTime = format!("{day}T{time}")
        .parse()
        .map_err(|_| wrong(format!("{name} is `{}`: there is no such time", short(value))))?;
    let own = match property.parameter("TZID") {
        _ if utc => TimeZone::UTC,
        // Without a zone it is the same hour wherever one is.
        None => return Ok(as_written),
        Some(id) => zone.zones.find(id).ok_or_else(|| {
            wrong(format!(
                "time zone `{}` is not known: name it as in `Europe/Berlin`, or leave `time-zone` out, so that the day \
                 that is written counts",
                short(id)
            ))
        })?,
    };
    let instant = own.to_zoned(at).map_err(|_| no_day())?;
    let here = instant.with_time_zone(zone.own.clone()).datetime();
    Ok((here.date(), here.time() == Time::midnight()))
}

/// A text without its escapes, on one line.
fn unescaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push(' '),
                Some(other) => out.push(other),
                None => {}
            },
            c => out.push(c),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
