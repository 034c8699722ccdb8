//! How long an editor waits for the server, and what the server holds of the memory, at 2 KB, 10 KB, 100 KB and 1 MB;
//! beside a server that parses the text and says nothing of it, which is the least that any server takes.
//!
//! `cargo bench --bench server` prints a table of medians; behind `--`, a number is that of the rounds. Both servers
//! take turns, each round has new processes, and figures of several rounds are pooled.

#![expect(clippy::cast_precision_loss, reason = "nothing here is as long as that")]

#[expect(dead_code, reason = "processor time is for another benchmark")]
mod client;
#[expect(dead_code, reason = "the worst documents are for another benchmark")]
mod documents;
#[expect(dead_code, reason = "the paths are for other benchmarks")]
mod paths;

use client::{Diagnostics, Server};
use documents::proposals::proposal;
use hotfix_lint::proposal::Format;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{Write as _, stdin, stdout};
use std::process::Command;
use std::time::Duration;

const FORMATS: [(&str, Format); 2] = [("Markdown", Format::Markdown), ("YAML", Format::Yaml)];
const LENGTHS: [(&str, usize); 4] =
    [("2 KB", 2 << 10), ("10 KB", 10 << 10), ("100 KB", 100 << 10), ("1 MB", 1 << 20)];

/// Rounds, if nothing else is said.
const ROUNDS: usize = 5;

/// Letters that are typed one by one in each round, and those that are typed without waiting for an answer.
const LETTERS: u32 = 40;
const BURST: u32 = 200;

/// The argument with which this program is the other server.
const FLOOR: &str = "floor";

/// A line of the table.
struct Row {
    name: &'static str,
    figures: fn(&Figures) -> &[f64],
    /// How many of a hundred figures are no greater than the one that is shown.
    percent: usize,
}

const ROWS: [Row; 10] = [
    row("start to `initialize` answered", |f| &f.start),
    row("open to first diagnostics", |f| &f.open),
    row("edit to its diagnostics, p50", |f| &f.edit),
    Row { percent: 95, ..row("edit to its diagnostics, p95", |f| &f.edit) },
    row("200 edits at once to the last diagnostics", |f| &f.burst),
    row("… diagnostics published", |f| &f.published),
    row("hover", |f| &f.hover),
    row("completion", |f| &f.completion),
    row("code actions", |f| &f.actions),
    row("memory afterwards", |f| &f.memory),
];

const fn row(name: &'static str, figures: fn(&Figures) -> &[f64]) -> Row {
    Row { name, figures, percent: 50 }
}

/// What was measured of one server with one document: milliseconds, numbers of messages, megabytes.
#[derive(Default)]
struct Figures {
    start: Vec<f64>,
    open: Vec<f64>,
    edit: Vec<f64>,
    burst: Vec<f64>,
    published: Vec<f64>,
    hover: Vec<f64>,
    completion: Vec<f64>,
    actions: Vec<f64>,
    memory: Vec<f64>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    if arguments.iter().any(|a| a == FLOOR) {
        return floor();
    }
    let rounds = arguments.iter().find_map(|a| a.parse().ok()).unwrap_or(ROUNDS);
    let heads = LENGTHS.map(|(length, _)| format!(" {length} | floor | × |")).concat();
    println!("| ms, messages, MB |{heads}\n|---|{}", "---:|".repeat(3 * LENGTHS.len()));
    for (name, format) in FORMATS {
        let columns = LENGTHS.map(|(_, bytes)| measured(format, bytes, rounds));
        print!("{}", lines(name, &columns));
    }
}

/// The figures of the program and those of the floor.
fn measured(format: Format, bytes: usize, rounds: usize) -> [Figures; 2] {
    let text = proposal(format, bytes);
    let mut all = <[Figures; 2]>::default();
    for _ in 0..rounds {
        round(client::program(), format, &text, &mut all[0]);
        let mut floor = Command::new(std::env::current_exe().expect("this program has a path"));
        floor.arg(FLOOR);
        round(floor, format, &text, &mut all[1]);
    }
    all
}

/// A server's life: somebody types into an answer, and looks at what the editor knows of it.
fn round(command: Command, format: Format, text: &str, figures: &mut Figures) {
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let place = client::place(text, text.find("nobody has counted").expect("an answer"));
    let mut server = Server::start(command, Diagnostics::Pushed);
    figures.start.push(milliseconds(server.started));
    figures.open.push(milliseconds(server.open(format, text)));
    for _ in 0..LETTERS {
        figures.edit.push(milliseconds(server.edit_at(place.clone(), 1).0));
        figures.hover.push(milliseconds(server.ask_here("textDocument/hover")));
        figures.completion.push(milliseconds(server.ask_here("textDocument/completion")));
        figures.actions.push(milliseconds(server.ask_here("textDocument/codeAction")));
    }
    let (burst, published) = server.edit_at(place, BURST);
    figures.burst.push(milliseconds(burst));
    figures.published.push(published as f64);
    figures.memory.extend(server.memory().map(|bytes| bytes as f64 / 1e6));
    server.end();
}

/// A format's lines of the table.
fn lines(format: &str, columns: &[[Figures; 2]]) -> String {
    let mut lines = String::new();
    for Row { name, figures, percent } in ROWS {
        let _ = write!(lines, "| {format}: {name} |");
        for column in columns {
            let [ours, floor] = [0, 1].map(|n| percentile(figures(&column[n]), percent));
            let _ = match (ours, floor) {
                (Some(ours), Some(floor)) => {
                    write!(lines, " {} | {} | {} |", shown(ours), shown(floor), shown(ours / floor))
                }
                _ => write!(lines, " | | |"),
            };
        }
        lines.push('\n');
    }
    lines
}

/// The least figure that so many of a hundred do not exceed.
fn percentile(figures: &[f64], percent: usize) -> Option<f64> {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get((sorted.len() * percent).div_ceil(100).saturating_sub(1)).copied()
}

fn shown(figure: f64) -> String {
    match figure {
        count if count >= 1.0 && count.fract() == 0.0 => format!("{count}"),
        small if small < 10.0 => format!("{small:.2}"),
        large if large < 100.0 => format!("{large:.1}"),
        large => format!("{large:.0}"),
    }
}

/// The other server: takes messages apart, keeps the text, parses it, and has nothing to say.
fn floor() {
    let (mut input, mut output) = (stdin().lock(), stdout().lock());
    let (mut text, mut format) = (String::new(), Format::Markdown);
    while let Some(body) = client::read(&mut input) {
        let message: Value = serde_json::from_slice(&body).expect("JSON");
        let params = &message["params"];
        let document = &params["textDocument"];
        match message["method"].as_str() {
            Some("textDocument/didOpen") => {
                document["text"].as_str().unwrap_or_default().clone_into(&mut text);
                if document["languageId"] == "yaml" {
                    format = Format::Yaml;
                }
            }
            Some("textDocument/didChange") => {
                for change in params["contentChanges"].as_array().into_iter().flatten() {
                    let at = offset(&text, &change["range"]["start"]);
                    text.insert_str(at, change["text"].as_str().unwrap_or_default());
                }
            }
            Some("exit") => return,
            _ => {}
        }
        let answer = if message.get("id").is_some() {
            let result = match message["method"].as_str() {
                Some("initialize") => json!({"capabilities": {"textDocumentSync": 2}}),
                _ => Value::Null,
            };
            format!(r#"{{"jsonrpc":"2.0","id":{},"result":{result}}}"#, message["id"])
        } else if document.get("version").is_some() {
            paths::parse(format, &text);
            let (uri, version) = (&document["uri"], &document["version"]);
            let params = format!(r#"{{"uri":{uri},"version":{version},"diagnostics":[]}}"#);
            let method = "textDocument/publishDiagnostics";
            format!(r#"{{"jsonrpc":"2.0","method":"{method}","params":{params}}}"#)
        } else {
            continue;
        };
        output.write_all(client::frame(&answer).as_bytes()).expect("the editor reads");
        output.flush().expect("the editor reads");
    }
}

/// Where a line and a column are, in a text whose lines end with LF.
fn offset(text: &str, place: &Value) -> usize {
    let part = |key: &str| place[key].as_u64().map_or(0, |number| number as usize);
    let line = match part("line") {
        0 => 0,
        line => memchr::memchr_iter(b'\n', text.as_bytes()).nth(line - 1).map_or(0, |end| end + 1),
    };
    line + part("character")
}
