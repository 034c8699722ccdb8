//! What must hold of every document and of every policy, configuration and calendar (`fuzz/src/`), held against the
//! examples and those of the tests and the documentation with random changes: the unguided form of `fuzz/run`, which
//! needs nothing but the compiler. It is short, unless `HOTFIX_LINT_RANDOM=ROUNDS` or `ROUNDS:SEED` says otherwise:
//!
//! ```console
//! $ export CARGO_PROFILE_BENCH_OVERFLOW_CHECKS=true
//! $ HOTFIX_LINT_RANDOM=1000000:7 cargo test --profile bench --test random -- --nocapture
//! ```

#![expect(clippy::unwrap_used, reason = "what must not fail in a test may panic")]

#[expect(dead_code, unreachable_pub, reason = "written for another workspace")]
#[path = "../fuzz/src/lib.rs"]
mod holds;

use hotfix_lint::policy::builtin::BUILTIN;
use hotfix_lint::proposal::Format;
use hotfix_lint::source::Span;
use std::path::{Path, PathBuf};

/// Documents of each kind, and what the dice begin with.
const USUAL: (usize, u64) = (60, 0x0bad_5eed_1234_5678);

/// Marks that begin and end something.
const MARKS: [&str; 16] = [
    "\n", "\r", "\"", "'", "`", "```\n", "[", "]", "<!--", "-->", "---\n", ": ", "😀", "\u{202e}",
    "| ", "- [x] ",
];

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// How many documents of each kind, and what the dice begin with.
fn wanted() -> (usize, u64) {
    let Ok(wanted) = std::env::var("HOTFIX_LINT_RANDOM") else { return USUAL };
    let (rounds, seed) = wanted.split_once(':').unwrap_or((&wanted, "1"));
    // Neighbouring seeds begin far from each other, and none with nothing.
    let seed: u64 = seed.parse().expect("ROUNDS:SEED");
    (rounds.parse().expect("ROUNDS or ROUNDS:SEED"), (seed + 1).wrapping_mul(USUAL.1))
}

/// The examples, and what is fenced in the documents of the tests.
fn documents(is_yaml: bool) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ending = if is_yaml { ".hotfix.yaml" } else { ".hotfix.md" };
    let read = |paths: Vec<PathBuf>, ending: &str| -> Vec<String> {
        let ends = |path: &PathBuf| path.to_string_lossy().ends_with(ending);
        paths
            .iter()
            .filter(|path| ends(path))
            .map(|p| std::fs::read_to_string(p).unwrap())
            .collect()
    };
    let mut all = read(files(&root.join("examples")), ending);
    for text in read(files(&root.join("tests/spec")), ".md") {
        let language = if is_yaml { "yaml" } else { "markdown" };
        all.extend(fenced(&text, |info| info.split_whitespace().next() == Some(language)));
    }
    all
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (folders, mut files): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| path.is_dir());
    files.extend(folders.iter().flat_map(|folder| self::files(folder)));
    files
}

/// What stands in the fences whose words behind the marks are `wanted`.
fn fenced(text: &str, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let info = line.trim_start_matches('`');
        let fence = &line[..line.len() - info.len()];
        if fence.len() < 3 {
            continue;
        }
        let body: String = lines.by_ref().take_while(|line| line.trim_end() != fence).collect();
        if wanted(info.trim()) {
            found.push(body);
        }
    }
    found
}

/// The policies, configurations or calendars of the tests and the documentation: what is fenced as one of `names`.
fn settings(names: &[&str]) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["docs", "tests/cli", "tests/spec"];
    let pages = folders.iter().flat_map(|folder| files(&root.join(folder)));
    let pages = pages.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    let wanted = |info: &str| info.split_once(' ').is_some_and(|(_, name)| names.contains(&name));
    pages.flat_map(|path| fenced(&std::fs::read_to_string(path).unwrap(), wanted)).collect()
}

/// A document with parts of others in it, and of its own left out.
fn changed(all: &[String], dice: &mut Dice) -> String {
    let mut text: Vec<char> = all[dice.below(all.len())].chars().take(3000).collect();
    for _ in 0..=dice.below(6) {
        let typed: Vec<char> = typed(all, dice).chars().collect();
        let at = dice.below(text.len());
        let end = (at + dice.below(40)).min(text.len());
        text.splice(at..end, typed);
    }
    text.into_iter().collect()
}

/// A part of a document, a mark, or nothing.
fn typed(all: &[String], dice: &mut Dice) -> String {
    let other = &all[dice.below(all.len())];
    match dice.below(3) {
        0 => other.chars().skip(dice.below(other.len())).take(dice.below(200)).collect(),
        1 => MARKS[dice.below(MARKS.len())].to_owned(),
        _ => String::new(),
    }
}

fn run(format: Format) {
    let (rounds, seed) = wanted();
    let mut dice = Dice(seed);
    let all = documents(format == Format::Yaml);
    for round in 0..rounds {
        let before = dice.0;
        let text = changed(&all, &mut dice);
        let at = dice.below(text.len() + 1);
        let edits: Vec<(usize, usize, String)> = (0..round % 4)
            .map(|_| (dice.below(4000), dice.below(60), typed(&all, &mut dice)))
            .collect();
        let hold = || hold(format, &text, at, round % 10 == 0, &edits);
        let holds = std::panic::catch_unwind(hold);
        assert!(holds.is_ok(), "round {round}, dice {before}, {format:?}:\n{text:?}\n{edits:?}");
    }
    println!("{format:?}: {rounds} documents");
}

fn hold(format: Format, text: &str, at: usize, dearly: bool, edits: &[(usize, usize, String)]) {
    let (mut source, mut assessment) = holds::check(format, text);
    holds::features(&source, format, &assessment, at);
    holds::printed(&source, format, &assessment);
    holds::deferral(&source, format, &assessment);
    if dearly {
        holds::fixes(&source, format, &assessment);
    }
    for (at, len, typed) in edits {
        let start = holds::place(&source, *at);
        let end = holds::place(&source, start + len).max(start);
        assessment = holds::edited(&mut source, format, &assessment, Span::new(start, end), typed);
    }
}

#[test]
fn random_markdown() {
    run(Format::Markdown);
}

#[test]
fn random_yaml() {
    run(Format::Yaml);
}

/// Letters, digits and marks of many scripts.
const CHARACTERS: [char; 18] = [
    'a', 'Z', '7', 'é', 'ß', 'İ', '重', '？', '😀', '\u{301}', '\u{a0}', '\'', '"', '-', '_', '.',
    '?', '*',
];

/// Settings with a few places changed so that much of it is sound still: a character put in, a part left out, the end
/// of a line written anew.
fn a_little_changed(all: &[String], dice: &mut Dice) -> String {
    let mut text: Vec<char> = all[dice.below(all.len())].chars().collect();
    for _ in 0..=dice.below(4) {
        let at = dice.below(text.len());
        let line_end =
            text[at..].iter().position(|&c| c == '\n').map_or(text.len(), |end| at + end);
        let (end, new): (usize, Vec<char>) = match dice.below(5) {
            0 => (at, vec![CHARACTERS[dice.below(CHARACTERS.len())]]),
            1 => (line_end, vec![CHARACTERS[dice.below(CHARACTERS.len())]]),
            2 => ((at + dice.below(4)).min(text.len()), Vec::new()),
            3 => ((line_end + 1).min(text.len()), vec!['\n']),
            _ => (at, typed(all, dice).chars().collect()),
        };
        text.splice(at..end, new);
    }
    text.into_iter().collect()
}

fn run_settings(what: &str, all: &[String], hold: fn(&str, usize)) {
    let (rounds, seed) = wanted();
    let mut dice = Dice(seed);
    for round in 0..rounds {
        let before = dice.0;
        let text = a_little_changed(all, &mut dice);
        let at = dice.below(text.len() + 1);
        let holds = std::panic::catch_unwind(|| hold(&text, at));
        assert!(holds.is_ok(), "round {round}, dice {before}, a {what}, byte {at}:\n{text}");
    }
    println!("{what}: {rounds} texts");
}

#[test]
fn random_policies() {
    let built_in = BUILTIN.iter().map(|(_, text)| (*text).to_owned());
    let all: Vec<String> =
        built_in.chain(settings(&["policy", "policy.yaml", "ours.yaml", "team.yaml"])).collect();
    run_settings("policy", &all, holds::settings::policy);
}

#[test]
fn random_configurations() {
    let all = settings(&["config", "hotfix-lint.yaml", "calendar.yaml"]);
    run_settings("configuration", &all, holds::settings::config);
}

#[test]
fn random_calendars() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = settings(&["releases.ics"]);
    all.push(std::fs::read_to_string(root.join("tests/spec/files/releases.ics")).unwrap());
    run_settings("calendar", &all, |text, _| holds::settings::events(text));
}
