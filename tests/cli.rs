//! The program as people run it: every case of `tests/cli/*.md`, in a temporary folder.
//!
//! A case is a heading, its files, and what is typed and seen:
//!
//! - `` ```file NAME ``: a file. Words behind the name: `crlf`, `bytes` (`\xFF` is a byte), `no-eol`, `mode=444`,
//!   `to=NAME` (a symbolic link, the fence is empty), `megabytes=9` (the text again and again).
//! - `` ```console ``: lines with `$ ` and what comes of each: standard output as it is, then standard error with `! ` before
//!   each line, then `= N` for an exit code other than 0. `hotfix-lint` is the program; `--today 2026-11-22` is added
//!   where a command has a day and none is given. `< FILE` is standard input. `cat FILE`, `head FILE` (six lines) and
//!   `ls` show what became of the files, `mv` renames one.
//!
//! `HOTFIX_LINT_BLESS=1 cargo test --test cli` writes what it sees into the documents: read the change before you
//! keep it.

#![expect(clippy::unwrap_used, reason = "what must not fail in a test may panic")]

use libtest_mimic::{Arguments, Failed, Trial};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[path = "cli/checks.rs"]
mod checks;
#[cfg(unix)]
#[path = "cli/completions.rs"]
mod completions;
#[cfg(unix)]
#[path = "cli/faults.rs"]
mod faults;
#[path = "cli/revisions.rs"]
mod revisions;
#[cfg(unix)]
#[path = "cli/terminal.rs"]
mod terminal;
#[path = "cli/unusual.rs"]
mod unusual;

fn main() {
    let arguments = Arguments::from_args();
    let bless = std::env::var_os("HOTFIX_LINT_BLESS").is_some();
    let mut trials = checks::trials();
    trials.extend(revisions::trials());
    trials.extend(unusual::trials());
    #[cfg(unix)]
    trials.extend(completions::trials());
    #[cfg(unix)]
    trials.extend(terminal::trials());
    #[cfg(unix)]
    trials.extend(faults::trials());
    for path in documents() {
        let mut text = std::fs::read_to_string(&path).unwrap();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut found = cases(&text);
        assert!(!found.is_empty(), "{} has no case", path.display());
        if bless {
            let mut out = String::new();
            let mut done = 0;
            for case in &found {
                out.push_str(&text[done..case.at.start]);
                out.push_str(&case.actual());
                done = case.at.end;
            }
            out.push_str(&text[done..]);
            text = out;
            std::fs::write(&path, &text).unwrap();
            found = cases(&text);
        }
        for case in found {
            trials.push(Trial::test(format!("{stem}: {}", case.name), move || case.check()));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    found.sort();
    found
}

struct Case {
    name: String,
    files: Vec<File>,
    console: String,
    /// The console's bytes in the document.
    at: std::ops::Range<usize>,
}

#[derive(Clone)]
struct File {
    name: String,
    options: Vec<String>,
    text: String,
}

/// The fences of a document, read line by line. Files under a heading without a console are for all cases after it.
fn cases(text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let (mut name, mut files, mut shared) = (String::new(), Vec::new(), Vec::<File>::new());
    let mut at = 0;
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        at += line.len();
        if let Some(heading) = line.strip_prefix("## ") {
            shared.append(&mut files);
            heading.trim().clone_into(&mut name);
        }
        let ticks = line.bytes().take_while(|&b| b == b'`').count();
        if ticks < 3 {
            continue;
        }
        let mut words = line[ticks..].split_whitespace().map(str::to_owned);
        let (start, mut end) = (at, at);
        for inner in lines.by_ref() {
            at += inner.len();
            if inner.trim_end() == &line[..ticks] {
                break;
            }
            end = at;
        }
        let body = text[start..end].to_owned();
        match words.next().as_deref() {
            Some("file") => files.push(File {
                name: words.next().expect("a name for the file"),
                options: words.collect(),
                text: body,
            }),
            Some("console") => {
                let all = shared.iter().chain(&files).cloned().collect();
                files.clear();
                cases.push(Case { name: name.clone(), files: all, console: body, at: start..end });
            }
            _ => {}
        }
    }
    cases
}

impl File {
    fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().find_map(|option| option.strip_prefix(name)?.strip_prefix('='))
    }

    fn has(&self, name: &str) -> bool {
        self.options.iter().any(|option| option == name)
    }

    fn bytes(&self) -> Vec<u8> {
        let mut text = self.text.clone();
        if self.has("no-eol") {
            text.truncate(text.trim_end_matches('\n').len());
        }
        if self.has("crlf") {
            text = text.replace('\n', "\r\n");
        }
        if let Some(count) = self.option("megabytes") {
            return text.repeat((count.parse::<usize>().unwrap() << 20) / text.len()).into_bytes();
        }
        if !self.has("bytes") {
            return text.into_bytes();
        }
        let mut out = Vec::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once("\\x") {
            out.extend(before.bytes());
            out.push(u8::from_str_radix(&after[..2], 16).unwrap());
            rest = &after[2..];
        }
        out.extend(rest.bytes());
        out
    }

    fn write(&self, folder: &Path) {
        let path = folder.join(&self.name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        if let Some(target) = self.option("to") {
            #[cfg(unix)]
            std::os::unix::fs::symlink(target, &path).unwrap();
            #[cfg(windows)]
            std::os::windows::fs::symlink_file(target, &path).unwrap();
            return;
        }
        std::fs::write(&path, self.bytes()).unwrap();
        #[cfg(unix)]
        if let Some(mode) = self.option("mode") {
            use std::os::unix::fs::PermissionsExt;
            let mode = u32::from_str_radix(mode, 8).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        }
    }
}

impl Case {
    fn check(&self) -> Result<(), Failed> {
        let actual = self.actual();
        if actual == self.console {
            return Ok(());
        }
        let diff = similar::TextDiff::from_lines(&self.console, &actual);
        Err(format!("- expected, + actual\n{}", diff.unified_diff().context_radius(3)).into())
    }

    fn actual(&self) -> String {
        let folder = repository();
        for file in &self.files {
            file.write(folder.path());
        }
        let mut out = String::new();
        for line in self.console.lines() {
            if let Some(typed) = line.strip_prefix("$ ") {
                let _ = writeln!(out, "{line}");
                run(typed, folder.path(), &mut out);
            }
        }
        out
    }
}

/// A temporary folder that is a repository's root, so that nothing above it matters.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    folder
}

fn run(typed: &str, folder: &Path, out: &mut String) {
    let words = words(typed);
    let (words, stdin) = match words.iter().position(|word| word == "<") {
        Some(at) => (&words[..at], Some(&words[at + 1])),
        None => (&words[..], None),
    };
    match words[0].as_str() {
        "cat" => {
            let bytes = std::fs::read(folder.join(&words[1])).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            out.push_str(&text.replace('\r', "␍"));
            if !text.ends_with('\n') {
                out.push_str("␃\n");
            }
        }
        "head" => {
            let text = std::fs::read_to_string(folder.join(&words[1])).unwrap();
            text.lines().take(6).for_each(|line| {
                let _ = writeln!(out, "{line}");
            });
        }
        "mv" => std::fs::rename(folder.join(&words[1]), folder.join(&words[2])).unwrap(),
        "ls" => list(folder, folder, out),
        "hotfix-lint" => {
            let mut arguments = words[1..].to_vec();
            let has_day = matches!(
                arguments.first().map(String::as_str),
                Some("check" | "defer" | "diff" | "report")
            );
            if has_day && !arguments.iter().any(|a| a == "--today" || a == "--help") {
                arguments.splice(1..1, ["--today".to_owned(), "2026-11-22".to_owned()]);
            }
            program(&arguments, stdin.map(|name| folder.join(name)), folder, out);
        }
        other => panic!("{other} is no command of these tests"),
    }
}

fn program(arguments: &[String], stdin: Option<PathBuf>, folder: &Path, out: &mut String) {
    let stdin = stdin.map_or_else(Stdio::null, |path| std::fs::File::open(path).unwrap().into());
    let output = command(folder).args(arguments).stdin(stdin).output().unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    out.push_str(&stdout.replace('\r', "␍"));
    if !stdout.is_empty() && !stdout.ends_with('\n') {
        out.push_str("␃\n");
    }
    for line in String::from_utf8(output.stderr).unwrap().lines() {
        let _ = writeln!(out, "! {line}");
    }
    match output.status.code() {
        Some(0) => {}
        Some(code) => {
            let _ = writeln!(out, "= {code}");
        }
        None => out.push_str("= killed\n"),
    }
}

/// The program in a folder, with nothing of the environment that changes its output.
fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hotfix-lint"));
    command.current_dir(folder);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "FORCE_HYPERLINK"] {
        command.env_remove(name);
    }
    command
}

/// The words of a command line; single and double quotes hold blanks together.
fn words(typed: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quote, mut begun) = (String::new(), None, false);
    for c in typed.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '\'' | '"') => (quote, begun) = (Some(c), true),
            (None, ' ') => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            _ => {
                word.push(c);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}

fn list(root: &Path, folder: &Path, out: &mut String) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() && !path.is_symlink() {
            list(root, &path, out);
        } else {
            let _ = writeln!(out, "{}", path.strip_prefix(root).unwrap().display());
        }
    }
}
