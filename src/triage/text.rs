//! The table for a terminal: aligned, and coloured where that is asked for.

use super::{Entry, Options, Row, Stage, State, Table, plural, summary, timing};
use crate::report::{Look, escape};
use anstyle::{AnsiColor, Effects, Style};
use std::fmt::Write as _;

const BOLD: Style = Style::new().effects(Effects::BOLD);
const DIM: Style = Style::new().effects(Effects::DIMMED);

/// The narrowest a title is set.
const TITLE: usize = 24;

pub(super) fn write(table: &Table, options: &Options<'_>) -> String {
    let look = options.look;
    let mut out = paint(look, BOLD, &format!("Triage on {}", table.today));
    let _ = write!(out, ", {}", plural(table.rows.len(), "proposal", "proposals"));
    let words = summary(table);
    if !words.is_empty() {
        let _ = write!(out, ": {words}");
    }
    out.push_str("\n\n");
    for stage in Stage::ALL {
        // What is decided to wait is in the ledger, and what is through is of no more concern.
        if !matches!(stage, Stage::Deferred | Stage::Closed) {
            push_stage(table, stage, options, &mut out);
        }
    }
    push_ledger(table, options, &mut out);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn push_stage(table: &Table, stage: Stage, options: &Options<'_>, out: &mut String) {
    let rows = table.stage(stage);
    if rows.is_empty() {
        return;
    }
    let look = options.look;
    let title = format!("{} ({})", stage.title(), rows.len());
    let _ = writeln!(
        out,
        "{}  {}",
        paint(look, stage_style(stage).effects(Effects::BOLD), &title),
        paint(look, DIM, &table.meaning(stage, |text| escape::line(text).into_owned()))
    );
    let shown = &rows[..options.limit.unwrap_or(rows.len()).min(rows.len())];
    let freeze = |row: &Row| row.next_release.as_ref().map_or_else(String::new, timing);
    let freezes: Vec<String> = shown.iter().map(|row| escape::line(&freeze(row)).into()).collect();
    let widest = freezes.iter().map(|freeze| width(freeze)).max().unwrap_or_default();
    // Two columns of indent, two of space between the columns, eight for the longest status of a stage here.
    let title_width = look.page().saturating_sub(widest + 8 + 2 + 4).max(TITLE);
    for (row, freeze) in shown.iter().zip(&freezes) {
        let title = padded(&cut(&escape::line(&row.title), title_width), title_width);
        let line = format!("  {title}  {:8}  {freeze}", row.status.name());
        let _ = writeln!(out, "{}", line.trim_end());
        let mut about = vec![escape::line(&row.path).into_owned()];
        about.extend(row.issues.iter().map(|issue| escape::line(&issue.label).into_owned()));
        if !row.why.is_empty() {
            about.push(escape::line(&row.why).into_owned());
        }
        let _ = writeln!(out, "    {}", paint(look, DIM, &about.join(" · ")));
    }
    push_left(shown.len(), rows.len(), out);
    out.push('\n');
}

fn push_ledger(table: &Table, options: &Options<'_>, out: &mut String) {
    let ledger = table.ledger();
    if ledger.is_empty() {
        return;
    }
    let look = options.look;
    let count = |state| ledger.iter().filter(|(_, entry)| entry.state == state).count();
    let counts: Vec<String> = State::ALL
        .into_iter()
        .filter(|&state| count(state) > 0)
        .map(|state| format!("{} {}", count(state), state.name()))
        .collect();
    let _ = writeln!(out, "{}  {}", paint(look, BOLD, "Deferral ledger"), counts.join(", "));
    let shown = &ledger[..options.limit.unwrap_or(ledger.len()).min(ledger.len())];
    let widest = shown.iter().map(|(_, entry)| width(&target(entry))).max().unwrap_or_default();
    for (row, entry) in shown {
        let date = entry.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
        let used = 2 + 9 + 2 + widest + 2 + 10 + 2;
        let title = cut(&escape::line(&row.title), look.page().saturating_sub(used).max(TITLE));
        let _ = writeln!(
            out,
            "  {}  {}  {date:10}  {title}",
            paint(look, state_style(entry.state), &format!("{:9}", entry.state.name())),
            padded(&target(entry), widest),
        );
        let mut about = vec![escape::line(&row.path).into_owned()];
        if !entry.note.is_empty() {
            about.push(escape::line(&entry.note).into_owned());
        }
        let _ = writeln!(out, "    {}", paint(look, DIM, &about.join(" · ")));
    }
    push_left(shown.len(), ledger.len(), out);
}

fn push_left(shown: usize, all: usize, out: &mut String) {
    if shown < all {
        let _ = writeln!(out, "  ... and {} more", all - shown);
    }
}

fn target(entry: &Entry) -> String {
    let target = entry.target.as_deref().unwrap_or("no release");
    cut(&escape::line(target), 20)
}

const fn stage_style(stage: Stage) -> Style {
    match stage {
        Stage::Critical => AnsiColor::BrightRed.on_default(),
        Stage::Hotfix | Stage::Approved => AnsiColor::Green.on_default(),
        Stage::OneAnswer | Stage::Evidence => AnsiColor::Yellow.on_default(),
        Stage::Defer | Stage::Deferred => AnsiColor::BrightBlue.on_default(),
        Stage::Closed => DIM,
    }
}

const fn state_style(state: State) -> Style {
    match state {
        State::Overdue | State::Forgotten => AnsiColor::BrightRed.on_default(),
        State::Due => AnsiColor::Yellow.on_default(),
        State::Shipped => AnsiColor::Green.on_default(),
        State::Waiting | State::Dropped => Style::new(),
    }
}

/// How many columns a text takes, nearly: wide characters are counted as one.
fn width(text: &str) -> usize {
    text.chars().count()
}

fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// `text`, or its beginning where it is longer than `columns`.
fn cut(text: &str, columns: usize) -> String {
    if text.chars().nth(columns).is_none() {
        return text.to_owned();
    }
    let kept: String = text.chars().take(columns.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

fn paint(look: Look, style: Style, text: &str) -> String {
    if look.styled && !text.is_empty() {
        format!("{style}{text}{style:#}")
    } else {
        text.to_owned()
    }
}
