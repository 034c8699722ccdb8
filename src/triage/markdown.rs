//! The table in Markdown, for an issue, a pull request or a wiki.

use super::{Entry, Options, Row, Stage, State, Table, plural, summary, timing};
use std::fmt::Write as _;

pub(super) fn write(table: &Table, options: &Options<'_>) -> String {
    let mut out = format!("# Hotfix triage on {}\n\n", table.today);
    let all = plural(table.rows.len(), "proposal", "proposals");
    let words = summary(table);
    let _ =
        if words.is_empty() { writeln!(out, "{all}.") } else { writeln!(out, "{all}: {words}.") };
    for stage in Stage::ALL {
        if !matches!(stage, Stage::Deferred | Stage::Closed) {
            push_stage(table, stage, options, &mut out);
        }
    }
    push_ledger(table, options, &mut out);
    out
}

fn push_stage(table: &Table, stage: Stage, options: &Options<'_>, out: &mut String) {
    let rows = table.stage(stage);
    if rows.is_empty() {
        return;
    }
    let meaning = table.meaning(stage, escape);
    let _ = write!(out, "\n## {} ({})\n\n{meaning}\n\n", stage.title(), rows.len());
    out.push_str(
        "| proposal | issue | status | next freeze | why |\n| --- | --- | --- | --- | --- |\n",
    );
    let shown = options.limit.unwrap_or(rows.len()).min(rows.len());
    for row in &rows[..shown] {
        let freeze = row.next_release.as_ref().map_or_else(String::new, timing);
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            named(row, options),
            issues(row),
            row.status.name(),
            escape(&freeze),
            escape(&row.why)
        );
    }
    push_left(shown, rows.len(), out);
}

fn push_ledger(table: &Table, options: &Options<'_>, out: &mut String) {
    let ledger = table.ledger();
    if ledger.is_empty() {
        return;
    }
    out.push_str("\n## Deferral ledger\n\n");
    out.push_str("| state | proposal | deferred on | to | shipped | |\n");
    out.push_str("| --- | --- | --- | --- | --- | --- |\n");
    let shown = options.limit.unwrap_or(ledger.len()).min(ledger.len());
    for (row, entry) in &ledger[..shown] {
        let state = if entry.state.presses() {
            format!("**{}**", entry.state.name())
        } else {
            entry.state.name().to_owned()
        };
        let _ = writeln!(
            out,
            "| {state} | {} | {} | {} | {} | {} |",
            named(row, options),
            entry.date.map_or_else(String::new, |date| date.to_string()),
            escape(entry.target.as_deref().unwrap_or_default()),
            shipped(entry),
            escape(&entry.note)
        );
    }
    push_left(shown, ledger.len(), out);
}

fn shipped(entry: &Entry) -> &'static str {
    match (entry.state, entry.state.shipped()) {
        (State::Dropped, _) => "",
        (_, Some(true)) => "yes",
        (_, Some(false)) => "not yet",
        (_, None) => "not said",
    }
}

fn push_left(shown: usize, all: usize, out: &mut String) {
    if shown < all {
        let _ = writeln!(out, "\n… and {} more.", all - shown);
    }
}

/// Title and path; the title is a link where there is a base for it.
fn named(row: &Row, options: &Options<'_>) -> String {
    let (title, path) = (escape(&row.title), escape(&row.path));
    let title = match options.link_base {
        Some(base) => format!("[{title}](<{}>)", super::html::address(base, row.way())),
        None => title,
    };
    if row.title == row.path { title } else { format!("{title}<br>{path}") }
}

fn issues(row: &Row) -> String {
    let one = |issue: &super::Issue| match &issue.url {
        Some(url) => format!("[{}](<{url}>)", escape(&issue.label)),
        None => escape(&issue.label),
    };
    row.issues.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Text in which nothing is markup, ends a cell or calls somebody.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '!' | '$' | '#' => {
                out.push('\\');
                out.push(c);
            }
            // Whoever is named in a title is not to be called by a report about it.
            '@' => out.push_str("@<!-- -->"),
            c if c.is_control() || c.is_whitespace() => out.push(' '),
            // An address is a link of its own accord.
            ':' => out.push_str("\\:"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup() {
        let hostile = "a|b `c` <img src=x> [d](e) @team https://x.example #1\nnext";
        let html = |text: &str| {
            let mut html = String::new();
            let table = format!("| a |\n| --- |\n| {text} |\n");
            let options = pulldown_cmark::Options::all();
            let events = pulldown_cmark::Parser::new_ext(&table, options);
            pulldown_cmark::html::push_html(&mut html, events);
            html
        };
        let shown = html(&escape(hostile));
        let cells = shown.matches("<td>").count();
        assert_eq!(cells, 1, "{shown}");
        assert!(
            !shown.contains("<img") && !shown.contains("<a ") && !shown.contains("@team"),
            "{shown}"
        );
    }
}
