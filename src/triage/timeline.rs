//! A picture of releases, freezes and deferrals over time, as inline SVG. Everything in it stands in the tables, too.

use super::{State, Table, days_ahead, plural};
use crate::assess::days;
use crate::calendar::Dated;
use crate::report::html::escape;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How far the picture looks, at most, in days: beyond, nothing can be told apart.
const PAST: i32 = 300;
const FUTURE: i32 = 300;
/// Room for lettering at the edges, in days.
const EDGE: i32 = 10;

const WIDTH: f64 = 1120.0;
const LEFT: f64 = 20.0;
const RIGHT: f64 = 70.0;
/// From top to bottom: months, release names, the band of a freeze, the line of deferrals.
const MONTHS: f64 = 16.0;
const NAMES: f64 = 46.0;
const BAND: f64 = 58.0;
const LINE: f64 = 108.0;
const BOTTOM: f64 = 196.0;

/// How many arcs are drawn; more are a grey cloud.
const ARCS: usize = 150;

/// Days as places.
struct Scale {
    start: Date,
    end: Date,
}

impl Scale {
    /// From the first to the last day that matters: today, the next two releases, and what is deferred.
    fn new(table: &Table) -> Option<Self> {
        let today = table.today;
        let mut all: Vec<Date> = Vec::new();
        let coming = table.releases.iter().filter(|release| release.release > today);
        let past = table.releases.iter().rev().filter(|release| release.release <= today);
        all.extend(coming.take(2).chain(past.take(1)).flat_map(|r| [r.freeze, r.release]));
        for row in &table.rows {
            let Some(entry) = &row.deferral else { continue };
            all.extend(entry.date);
            all.extend(entry.release.as_ref().map(|release| release.release));
        }
        let within = |date: &Date| (-PAST..=FUTURE).contains(&days(today, *date));
        all.retain(within);
        let (first, last) = (*all.iter().min()?.min(&today), *all.iter().max()?.max(&today));
        Some(Self {
            start: first.checked_sub(EDGE.days()).ok()?,
            end: last.checked_add(EDGE.days()).ok()?,
        })
    }

    fn x(&self, date: Date) -> f64 {
        let all = f64::from(days(self.start, self.end).max(1));
        let at = f64::from(days(self.start, date)).clamp(0.0, all);
        LEFT + at / all * (WIDTH - LEFT - RIGHT)
    }

    fn shows(&self, date: Date) -> bool {
        self.start <= date && date <= self.end
    }
}

/// Appends the picture; nothing where there is neither a calendar nor a deferral.
pub(super) fn push(table: &Table, out: &mut String) {
    if table.releases.is_empty() && table.rows.iter().all(|row| row.deferral.is_none()) {
        return;
    }
    let Some(scale) = Scale::new(table) else { return };
    let _ = write!(
        out,
        "<section aria-labelledby=\"timeline\">\n<h2 id=\"timeline\">Releases and deferrals</h2>\n\
        <div class=\"scroll\" role=\"group\" aria-labelledby=\"timeline\" tabindex=\"0\">\n\
        <svg viewBox=\"0 0 {WIDTH} 214\" role=\"img\" aria-labelledby=\"timeline-title timeline-about\">\n\
        <title id=\"timeline-title\">Timeline of releases, freezes and deferrals</title>\n\
        <desc id=\"timeline-about\">{}</desc>\n",
        escape(&description(table, &scale))
    );
    push_months(&scale, out);
    let releases: Vec<&Dated> =
        table.releases.iter().filter(|release| scale.shows(release.release)).collect();
    push_releases(table, &scale, &releases, out);
    push_today(table, &scale, out);
    let legend = push_deferrals(table, &scale, out);
    out.push_str("</svg>\n</div>\n<ul class=\"legend\">");
    if releases.iter().any(|release| release.freeze < release.release) {
        out.push_str("<li><span class=\"pill band\">freeze</span></li>");
    }
    for state in legend {
        let _ = write!(
            out,
            "<li class=\"{0}\"><span class=\"pill\">deferred, {0}</span></li>",
            state.name()
        );
    }
    out.push_str("</ul>\n</section>\n");
}

/// The picture in words.
fn description(table: &Table, scale: &Scale) -> String {
    let mut words =
        vec![format!("From {} to {}; today is {}.", scale.start, scale.end, table.today)];
    for release in table.releases.iter().filter(|release| scale.shows(release.release)).take(20) {
        words.push(if release.freeze < release.release {
            format!(
                "{} freezes on {} and ships on {}.",
                release.name, release.freeze, release.release
            )
        } else {
            format!("{} ships on {}.", release.name, release.release)
        });
    }
    let deferred = table.rows.iter().filter(|row| row.deferral.is_some()).count();
    words.push(format!("{} in the ledger.", plural(deferred, "deferral is", "deferrals are")));
    words.join(" ")
}

fn push_months(scale: &Scale, out: &mut String) {
    let mut month = scale.start.first_of_month();
    while month <= scale.end {
        if month >= scale.start {
            let x = scale.x(month);
            let name = if month.month() == 1 { "%b %Y" } else { "%b" };
            let _ = writeln!(
                out,
                "<line class=\"grid\" x1=\"{x:.1}\" y1=\"22\" x2=\"{x:.1}\" y2=\"{BOTTOM}\"/>\
                <text x=\"{:.1}\" y=\"{MONTHS}\">{}</text>",
                x + 4.0,
                month.strftime(name)
            );
        }
        let Ok(next) = month.checked_add(1.month()) else { return };
        month = next;
    }
}

fn push_releases(table: &Table, scale: &Scale, releases: &[&Dated], out: &mut String) {
    let _ = writeln!(
        out,
        "<line class=\"axis\" x1=\"{LEFT}\" y1=\"{LINE}\" x2=\"{:.1}\" y2=\"{LINE}\"/>",
        WIDTH - LEFT
    );
    // Where the last lettering ends: names that would stand in it are left to the table.
    let mut free = 0.0;
    for release in releases {
        let (freeze, ship) = (scale.x(release.freeze), scale.x(release.release));
        let past = release.release <= table.today;
        let (name_class, ship_class) =
            if past { ("release past", "past-ship") } else { ("release", "ship") };
        if freeze < ship {
            let _ = writeln!(
                out,
                "<rect class=\"freeze\" x=\"{freeze:.1}\" y=\"{BAND}\" width=\"{:.1}\" height=\"18\" rx=\"3\"/>",
                ship - freeze
            );
        }
        let _ = writeln!(
            out,
            "<line class=\"drop\" x1=\"{ship:.1}\" y1=\"{:.1}\" x2=\"{ship:.1}\" y2=\"{LINE}\"/>\
            <rect class=\"{ship_class}\" x=\"{:.1}\" y=\"{BAND}\" width=\"4\" height=\"18\" rx=\"1\"/>",
            BAND + 18.0,
            ship - 2.0
        );
        let name: String = release.name.chars().take(16).collect();
        let width = 8.0 * number(name.chars().count());
        if ship + 6.0 >= free {
            free = ship + 6.0 + width.max(44.0) + 8.0;
            let _ = writeln!(
                out,
                "<text class=\"{name_class}\" x=\"{:.1}\" y=\"{:.1}\">{}</text>\
                <text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                ship + 7.0,
                NAMES + 20.0,
                escape(&name),
                ship + 7.0,
                NAMES + 34.0,
                release.release.strftime("%-d %b")
            );
        }
    }
}

fn push_today(table: &Table, scale: &Scale, out: &mut String) {
    let x = scale.x(table.today);
    let _ = writeln!(
        out,
        "<line class=\"today\" x1=\"{x:.1}\" y1=\"22\" x2=\"{x:.1}\" y2=\"{BOTTOM}\"/>\
        <text class=\"today-label\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">today, {}</text>",
        BOTTOM + 14.0,
        table.today.strftime("%-d %b")
    );
}

/// Draws an arc from the day of each decision to its release, and how many wait there; returns the states drawn.
fn push_deferrals(table: &Table, scale: &Scale, out: &mut String) -> Vec<State> {
    // Those of one day, release and state are one arc.
    let mut arcs: BTreeMap<(State, Option<Date>, Option<Date>), usize> = BTreeMap::new();
    let mut arrivals: BTreeMap<Date, BTreeMap<State, usize>> = BTreeMap::new();
    for entry in table.rows.iter().filter_map(|row| row.deferral.as_ref()) {
        let release = entry.release.as_ref().map(|release| release.release);
        *arcs.entry((entry.state, entry.date, release)).or_default() += 1;
        if let Some(release) = release.filter(|release| scale.shows(*release)) {
            *arrivals.entry(release).or_default().entry(entry.state).or_default() += 1;
        }
    }
    let mut drawn: Vec<State> =
        arrivals.values().flat_map(|states| states.keys().copied()).collect();
    let mut drawable: Vec<_> = arcs.into_iter().take(ARCS).collect();
    // What presses comes last, and lies above the rest.
    drawable.reverse();
    for ((state, date, release), count) in drawable {
        let Some(date) = date else { continue };
        let from = scale.x(date);
        drawn.push(state);
        if let Some(to) = release.map(|release| scale.x(release)) {
            let deep =
                LINE + (20.0 + (to - from).abs() * 0.22).min(BOTTOM - LINE - 4.0) * 4.0 / 3.0;
            // A square root is an instruction; a logarithm would be a library to load at each start of the program.
            let thick = (0.7 + number(count).sqrt() * 0.5).min(6.0);
            let _ = writeln!(
                out,
                "<path class=\"arc {}\" stroke-width=\"{thick:.1}\" d=\"M{from:.1} {LINE} C{from:.1} {deep:.1} {to:.1} {deep:.1} {to:.1} {LINE}\"/>",
                state.name()
            );
        }
        let _ = writeln!(
            out,
            "<g class=\"{}\"><circle class=\"dot\" cx=\"{from:.1}\" cy=\"{LINE}\" r=\"3.5\"><title>{} on {date}</title></circle></g>",
            state.name(),
            plural(count, "deferral", "deferrals")
        );
    }
    for (release, states) in arrivals {
        let Some((worst, _)) = states.first_key_value() else { continue };
        let count: usize = states.values().sum();
        let radius = 9.0 + 2.5 * (number(count.to_string().len()) - 1.0);
        let words: Vec<String> =
            states.iter().map(|(state, n)| format!("{n} {}", state.name())).collect();
        let _ = writeln!(
            out,
            "<g class=\"{}\"><circle class=\"bubble\" cx=\"{x:.1}\" cy=\"{LINE}\" r=\"{radius}\"><title>{}, {}</title></circle>\
            <text class=\"count\" x=\"{x:.1}\" y=\"{:.1}\">{count}</text></g>",
            worst.name(),
            words.join(", "),
            days_ahead(days(table.today, release)),
            LINE + 4.0,
            x = scale.x(release)
        );
    }
    drawn.sort_unstable();
    drawn.dedup();
    drawn
}

/// A count as a length; beyond what a picture can show, all are the same.
fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
