//! What somebody at a terminal sees and is asked: on a pseudo-terminal.

use super::{command, repository};
use libtest_mimic::Trial;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;

pub(super) fn trials() -> Vec<Trial> {
    let checks: [(&str, fn()); 7] = [
        ("new: what is not said is asked on a terminal", asked),
        ("new: a name is taken while somebody answers", taken_meanwhile),
        ("a terminal: colours, and links where it has them", styled),
        ("a terminal: a diff does not act on it, with colours and without", diffed),
        ("a terminal: watch begins on a clear screen", watched),
        ("a terminal: what cannot be checked stays on the screen", watched_in_vain),
        ("a terminal: a bar when it takes long", patient),
    ];
    let trial = |(name, check): (&str, fn())| {
        Trial::test(name, move || {
            check();
            Ok(())
        })
    };
    checks.into_iter().map(trial).collect()
}

/// Somebody at a terminal.
struct Terminal {
    screen: File,
    child: Child,
    seen: String,
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Terminal {
    fn new(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let screen = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&screen).unwrap();
        unlockpt(&screen).unwrap();
        let name = ptsname(&screen, Vec::new()).unwrap();
        let open = || {
            let mut options = File::options();
            options.read(true).write(true).open(OsStr::from_bytes(name.as_bytes())).unwrap()
        };
        let mut command = command(folder);
        command.args(arguments).envs(environment.iter().copied());
        command.stdin(open()).stdout(open()).stderr(open());
        let child = command.spawn().unwrap();
        Self { screen: screen.into(), child, seen: String::new() }
    }

    /// Waits until something is on the screen: what was there since the last time.
    fn shows(&mut self, wanted: &str) -> String {
        while !self.seen.contains(wanted) {
            assert!(self.reads(), "no `{wanted}` in {:?}", self.seen);
        }
        std::mem::take(&mut self.seen)
    }

    /// Waits for a question, and types a line.
    fn answers(&mut self, prompt: &str, line: &str) {
        self.shows(prompt);
        self.screen.write_all(line.as_bytes()).unwrap();
    }

    /// Whether there was something more to see.
    fn reads(&mut self) -> bool {
        let mut bytes = [0; 4096];
        // A terminal whose program has gone is an error.
        let count = self.screen.read(&mut bytes).unwrap_or(0);
        self.seen.push_str(&String::from_utf8_lossy(&bytes[..count]));
        count > 0
    }

    /// The exit code, and what has been seen since the last answer.
    fn ends(mut self) -> (Option<i32>, String) {
        while self.reads() {}
        let code = self.child.wait().unwrap().code();
        (code, std::mem::take(&mut self.seen))
    }
}

fn asked() {
    let folder = repository();
    let mut terminal = Terminal::new(folder.path(), &["new"], &[]);
    terminal.answers("What is the bug", "Joins drop rows\n");
    terminal.answers("Which issue", "12\n");
    terminal.answers("[hotfixes/joins-drop-rows.hotfix.md]", "notes.txt\n");
    terminal.answers("is neither Markdown nor YAML", "\n");
    let (code, seen) = terminal.ends();
    assert_eq!(code, Some(0), "{seen}");
    assert!(seen.contains("wrote hotfixes/joins-drop-rows.hotfix.md"), "{seen}");
    let path = folder.path().join("hotfixes/joins-drop-rows.hotfix.md");
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains("title: Joins drop rows\nissue: \"#12\"\n"), "{text}");

    // What was said is not asked, and whoever ends the input wants nothing.
    let given = ["new", "--title", "T", "--issue", "#1", "--format", "yaml"];
    let mut terminal = Terminal::new(folder.path(), &given, &[]);
    terminal.answers("[hotfixes/t.hotfix.yaml]", "\u{4}");
    let (code, seen) = terminal.ends();
    assert_eq!(code, Some(2), "{seen}");
    assert!(seen.contains("nothing was written"), "{seen}");
    assert_eq!(listed(&folder.path().join("hotfixes")), ["joins-drop-rows.hotfix.md"]);
}

fn taken_meanwhile() {
    let folder = repository();
    let arguments = ["new", "--title", "T", "--issue", "1"];
    let mut terminal = Terminal::new(folder.path(), &arguments, &[]);
    std::fs::create_dir(folder.path().join("hotfixes")).unwrap();
    std::fs::write(folder.path().join("hotfixes/t.hotfix.md"), "mine").unwrap();
    terminal.answers("[hotfixes/t.hotfix.md]", "\n");
    terminal.answers("is there already", "hotfixes/u.hotfix.md\n");
    assert_eq!(terminal.ends().0, Some(0));
    let mine = std::fs::read_to_string(folder.path().join("hotfixes/t.hotfix.md")).unwrap();
    assert_eq!(mine, "mine");
    assert_eq!(listed(&folder.path().join("hotfixes")), ["t.hotfix.md", "u.hotfix.md"]);
}

fn listed(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

const UNFINISHED: &str = "---\nissue: \"#12\"\nstatus: proposed\n---\n# T\n";
const DONE: &str = "---\nissue: \"#12\"\nstatus: withdrawn\n---\n# T\n";

fn styled() {
    let folder = repository();
    std::fs::write(folder.path().join("a.hotfix.md"), UNFINISHED).unwrap();
    let check = ["check", "--today", "2026-11-22"];
    let seen = |environment: &[(&str, &str)]| {
        let terminal = Terminal::new(folder.path(), &check, environment);
        let (code, seen) = terminal.ends();
        assert_eq!(code, Some(1), "{seen}");
        assert!(seen.contains("missing-question"), "{seen}");
        seen
    };
    let link = "\x1b]8;;https://";
    let plain = [("TERM", "xterm"), ("FORCE_HYPERLINK", "0")];
    assert!(seen(&plain).contains("\x1b[") && !seen(&plain).contains(link));
    assert!(seen(&[("TERM", "xterm"), ("FORCE_HYPERLINK", "1")]).contains(link));
    let none = seen(&[("TERM", "xterm"), ("FORCE_HYPERLINK", "1"), ("NO_COLOR", "1")]);
    assert!(!none.contains('\x1b'), "{none:?}");
}

fn diffed() {
    let folder = repository();
    let hostile = "---\nissue: #12\n---\n# T \x1b]0;owned\x07 \u{202e}\n";
    std::fs::write(folder.path().join("a.hotfix.md"), hostile).unwrap();
    let diff = ["check", "--diff", "--today", "2026-11-22"];
    for environment in
        [[("TERM", "xterm"), ("CLICOLOR", "1")], [("TERM", "xterm"), ("NO_COLOR", "1")]]
    {
        let (_, seen) = Terminal::new(folder.path(), &diff, &environment).ends();
        assert!(
            seen.contains("+issue") && seen.contains("\\u{1b}]0;owned\\u{7} \\u{202e}"),
            "{seen:?}"
        );
        assert!(!seen.contains(['\x07', '\u{202e}']), "{seen:?}");
    }
}

fn watched() {
    let folder = repository();
    let path = folder.path().join("a.hotfix.md");
    std::fs::write(&path, UNFINISHED).unwrap();
    let check = ["check", "--watch", "--today", "2026-11-22", "."];
    let mut terminal = Terminal::new(folder.path(), &check, &[("TERM", "xterm")]);
    assert!(terminal.shows("waiting for changes").starts_with("\x1b[2J\x1b[3J\x1b[H"));
    std::fs::write(&path, DONE).unwrap();
    let seen = terminal.shows("waiting for changes");
    let after = seen.rsplit("\x1b[2J\x1b[3J\x1b[H").next().unwrap();
    assert!(after.contains("no findings") && !after.contains("missing-question"), "{seen:?}");
}

/// Waits until this is what a check leaves on the screen: two changes may be seen one after the other.
fn leaves(terminal: &mut Terminal, wanted: &[&str]) {
    loop {
        // One check at a time: the screen may be read in the middle of the next one.
        let seen = terminal.shows("waiting for changes");
        let (check, next) = seen.split_once("waiting for changes").unwrap();
        next.clone_into(&mut terminal.seen);
        let left = check.rsplit("\x1b[2J\x1b[3J\x1b[H").next().unwrap();
        if wanted.iter().all(|wanted| left.contains(wanted)) {
            return;
        }
    }
}

fn watched_in_vain() {
    let folder = repository();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir(at("hotfixes")).unwrap();
    std::fs::write(at("hotfixes/b.md"), DONE).unwrap();
    std::fs::write(at("a.hotfix.md"), DONE).unwrap();
    let check = ["check", "--watch", "--today", "2026-11-22", "a.hotfix.md", "hotfixes"];
    let mut terminal = Terminal::new(folder.path(), &check, &[("TERM", "xterm")]);
    leaves(&mut terminal, &["2 proposals", "no findings"]);
    // A configuration with a mistake, and one whose policy has one.
    std::fs::write(at("hotfix-lint.yaml"), "rules: {non-anwer: off}\n").unwrap();
    leaves(&mut terminal, &["hotfix-lint.yaml:1:9: no rule is called"]);
    std::fs::write(at("policy.yaml"), "policy: 1\nnmae: x\n").unwrap();
    std::fs::write(at("hotfix-lint.yaml"), "policy: policy.yaml\n").unwrap();
    leaves(&mut terminal, &["policy.yaml:2:1: unknown key `nmae`", "2 proposals"]);
    // A file that is no text, one that is gone, and a folder that is gone.
    std::fs::write(at("a.hotfix.md"), b"# \xff\n").unwrap();
    leaves(&mut terminal, &["a.hotfix.md: byte 2 (line 1) is not UTF-8", "1 proposal"]);
    std::fs::remove_file(at("a.hotfix.md")).unwrap();
    leaves(&mut terminal, &["a.hotfix.md: no such file", "1 proposal"]);
    std::fs::remove_dir_all(at("hotfixes")).unwrap();
    leaves(&mut terminal, &["a.hotfix.md: no such file", "hotfixes: no such file"]);
}

fn patient() {
    let folder = repository();
    for name in ["b.hotfix.md", "c.hotfix.md"] {
        std::fs::write(folder.path().join(name), DONE).unwrap();
    }
    // The first file to be told of takes longer than anybody waits in silence: a pipe that is written late.
    let pipe = folder.path().join("a.hotfix.md");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let check = ["check", "--today", "2026-11-22", "a.hotfix.md", "."];
    let terminal = Terminal::new(folder.path(), &check, &[("TERM", "xterm")]);
    let mut late = File::options().write(true).open(&pipe).unwrap();
    std::thread::sleep(Duration::from_millis(600));
    late.write_all(DONE.as_bytes()).unwrap();
    drop(late);
    let (code, seen) = terminal.ends();
    assert_eq!(code, Some(0), "{seen}");
    let bar = "\r\x1b[Kchecking [..............................] 0 of 3\r\x1b[K";
    assert!(seen.starts_with(bar), "{seen:?}");
    assert!(seen.contains("c.hotfix.md") && seen.contains("no findings"), "{seen:?}");
}
