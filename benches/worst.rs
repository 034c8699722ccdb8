//! Whether time grows with a document's length and no faster, whoever wrote it: every family of documents at two
//! lengths, through every path of the program.
//!
//! `cargo bench --bench worst` takes 40 KB and 4 MB, `-- WORDS` only the families whose names hold them, `-- --quick`
//! shorter ones. It prints nanoseconds of processor time per byte of the long document, and how often as many that is
//! as per byte of the short one; more than twice is marked, and the exit code is 1.

#![expect(clippy::cast_precision_loss, reason = "nothing here is as long as that")]
#![cfg_attr(not(target_os = "linux"), allow(dead_code, unused_imports))]

#[cfg(target_os = "linux")]
#[expect(
    dead_code,
    reason = "what is pushed, and what an editor waits for, is for another benchmark"
)]
mod client;
#[expect(dead_code, reason = "ordinary documents are for other benchmarks")]
mod documents;
#[expect(dead_code, reason = "the paths are for other benchmarks")]
mod paths;

use documents::families::{self, Family};
use hotfix_lint::assess::{Context, assess};
use hotfix_lint::edit::safe;
use hotfix_lint::proposal::Format;
use hotfix_lint::report::{self, FixesWanted, Look};
use hotfix_lint::source::Source;
use jiff::civil::date;
use std::fmt::Write as _;
use std::hint::black_box;
use std::process::ExitCode;

/// Lengths in bytes.
const LENGTHS: (usize, usize) = (40 << 10, 4 << 20);
const QUICK: (usize, usize) = (16 << 10, 256 << 10);

/// How often as much time per byte a long document may take as a short one.
const MOST: f64 = 2.0;

/// Less than this is noise, in seconds.
const NOISE: f64 = 0.000_2;

const PATHS: [&str; 9] =
    ["check", "json", "text", "fix", "open", "edit", "hover", "actions", "others"];

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("processor time is looked up in /proc, which only Linux has");
}

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let (short, long) = if arguments.iter().any(|a| a == "--quick") { QUICK } else { LENGTHS };
    let words: Vec<&String> = arguments.iter().filter(|a| !a.starts_with("--")).collect();
    println!("ns per byte at {} KB, and how many times that at {} KB:", long >> 10, short >> 10);
    println!("{:>46} {}", "", PATHS.map(|path| format!("{path:>13}")).concat());
    let mut marked = 0;
    for family in families::markdown().into_iter().chain(families::yaml()) {
        let name = format!("{:?}: {}", family.format, family.name);
        if !words.iter().all(|word| name.contains(*word)) {
            continue;
        }
        let (few, many) = (times(&family, short, 3), times(&family, long, 1));
        let mut row = String::new();
        for (few, many) in few.iter().zip(many) {
            let ratio = (many / long as f64) / (few.max(NOISE) / short as f64);
            let mark = if ratio > MOST && many > NOISE { '!' } else { ' ' };
            marked += usize::from(mark == '!');
            let _ = write!(row, "{:>7.1} {ratio:>4.1}{mark}", many * 1e9 / long as f64);
        }
        println!("{name:>46} {row}");
    }
    println!("{marked} marked");
    ExitCode::from(u8::from(marked > 0))
}

/// Seconds of processor time for each path, the least of some runs.
#[cfg(target_os = "linux")]
fn times(family: &Family, bytes: usize, runs: usize) -> [f64; PATHS.len()] {
    let text = (family.document)(bytes);
    let mut least = [f64::INFINITY; PATHS.len()];
    for _ in 0..runs {
        let all = in_this_thread(family.format, &text)
            .into_iter()
            .chain(in_a_server(family.format, &text));
        for (least, time) in least.iter_mut().zip(all) {
            *least = least.min(time);
        }
    }
    least
}

fn in_this_thread(format: Format, text: &str) -> [f64; 4] {
    let config = paths::config();
    let context = Context {
        format,
        config: &config,
        today: date(2026, 11, 22),
        exists: None,
        policies: None,
        given: None,
    };
    let (check, (source, assessment)) = timed(|| {
        let source = Source::new(text);
        let assessment = assess(&source, &context);
        (source, assessment)
    });
    let told = |wanted, format: report::Format| {
        timed(|| {
            let document = report::Document::new("a.md", &source, &context, &assessment, wanted);
            format.document(&document, Look::default()).len()
        })
        .0
    };
    let json = told(FixesWanted::All, report::Format::Json);
    let human = told(FixesWanted::Safe, report::Format::Human);
    let fix = timed(|| safe::apply_all(&source, &context).titles.len()).0;
    [check, json, human, fix]
}

/// Open, one edit in the middle, hover there, code actions for the whole document, and everything else an editor asks.
#[cfg(target_os = "linux")]
fn in_a_server(format: Format, text: &str) -> [f64; 5] {
    let mut server = client::Server::start(client::program(), client::Diagnostics::Pulled);
    let mut last = server.processor_time();
    let mut lap = |server: &mut client::Server| {
        let now = server.processor_time();
        let took = now - last;
        last = now;
        took
    };
    server.open(format, text);
    let open = lap(&mut server);
    server.edit_at(client::place(text, middle(text)), 1);
    let edit = lap(&mut server);
    server.ask("textDocument/hover");
    let hover = lap(&mut server);
    server.ask("textDocument/codeAction");
    let actions = lap(&mut server);
    for method in client::OTHERS {
        server.ask(method);
    }
    let others = lap(&mut server);
    server.end();
    [open, edit, hover, actions, others]
}

/// A byte in the middle, the first of its line where that is short: at either length of a document the same thing is
/// typed into.
fn middle(text: &str) -> usize {
    let middle = text.len() / 2;
    let begin =
        text.as_bytes()[..middle].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    if middle - begin < 200 { begin } else { middle }
}

/// What a function takes of the processor, and what it returns.
fn timed<T>(body: impl FnOnce() -> T) -> (f64, T) {
    let now = || {
        // The figure is brought up to date when a thread makes way.
        std::thread::yield_now();
        client::processor_time(std::path::Path::new("/proc/thread-self"))
    };
    let begun = now();
    let made = black_box(body());
    (now() - begun, made)
}
