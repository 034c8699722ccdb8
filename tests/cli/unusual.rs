//! Files, streams and moments that are not as they should be: a clear message, the right exit code, nothing lost.

use super::{command, repository};
use libtest_mimic::Trial;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

type Check = fn();

pub(super) fn trials() -> Vec<Trial> {
    let mut checks: Vec<(&str, Check)> = vec![
        ("patches apply where they say", patches),
        ("watch: written, renamed, removed, configured", watch),
        ("two runs at once: fixes", fixed_at_once),
        ("two runs at once: baselines", recorded_at_once),
        ("two runs at once: new files", made_at_once),
    ];
    #[cfg(unix)]
    checks.extend([
        ("names that are no lines and no text", unix::names as Check),
        ("links that lead in circles", unix::circles),
        ("a disk that takes no more", unix::full),
    ]);
    #[cfg(target_os = "linux")]
    checks.push(("an output that takes no more", unix::full_output));
    let trial = |(name, check): (&str, Check)| {
        Trial::test(name, move || {
            check();
            Ok(())
        })
    };
    checks.into_iter().map(trial).collect()
}

const FIXABLE: &str = "---\ntitle: T\nissue: #12\nstatus: Withdrawn\n---\n";
const PROPOSED: &str = "---\ntitle: T\nissue: \"#12\"\nstatus: proposed\n---\n\n# T\n";
const FIXED: &str = "---\ntitle: T\nissue: \"#12\"\nstatus: withdrawn\n---\n";

fn check(folder: &Path, arguments: &[&str]) -> Output {
    command(folder).args(["check", "--today", "2026-11-22"]).args(arguments).output().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Does what the patch says that a command in `from` prints.
fn patched(root: &Path, from: &str, arguments: &[&str], (at, with): (&str, &[&str])) {
    let output = command(&root.join(from)).args(arguments).output().unwrap();
    let mut tool = Command::new(with[0]);
    tool.args(&with[1..]).current_dir(root.join(at));
    tool.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = tool.spawn().unwrap();
    child.stdin.take().unwrap().write_all(&output.stdout).unwrap();
    let applied = child.wait_with_output().unwrap();
    let patch = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(applied.status.success(), "{applied:?} of\n{patch}");
}

/// What takes patches; `patch` is not everywhere.
fn tools() -> impl Iterator<Item = &'static [&'static str]> {
    let has_patch = Command::new("patch").arg("--version").output().is_ok();
    let patch: &[&str] = &["patch", "-p1", "--binary"];
    let git: &[&str] = &["git", "apply"];
    std::iter::once(git).chain(has_patch.then_some(patch))
}

fn patches() {
    let folder = repository();
    let root = folder.path();
    let inside = root.join("svc/a");
    std::fs::create_dir_all(&inside).unwrap();
    let whole = inside.to_string_lossy().into_owned();
    for name in ["a.hotfix.md", "p 1 ü.hotfix.md"] {
        let path = inside.join(name);
        // Below the current folder they are named from there, elsewhere from the repository's root.
        for (from, named, at) in [
            ("svc", format!("a/{name}"), "svc"),
            ("svc", format!("a/../a/{name}"), "svc"),
            ("svc/a", format!("{whole}/{name}"), "svc/a"),
            ("svc/b", format!("../a/{name}"), ""),
            ("svc/b", format!("{whole}/{name}"), ""),
        ] {
            std::fs::create_dir_all(root.join(from)).unwrap();
            for with in tools() {
                std::fs::write(&path, FIXABLE).unwrap();
                patched(root, from, &["check", "--diff", &named], (at, with));
                assert_eq!(std::fs::read_to_string(&path).unwrap(), FIXED, "{named} from {from}");
                std::fs::write(&path, PROPOSED).unwrap();
                patched(root, from, &["defer", "--dry-run", &named], (at, with));
                let deferred = std::fs::read_to_string(&path).unwrap();
                assert!(deferred.contains("status: deferred"), "{named} from {from}");
            }
        }
    }
    // Outside of any repository that the current folder is in, all of the way is told.
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::write(elsewhere.path().join("a.hotfix.md"), FIXABLE).unwrap();
    let named = elsewhere.path().join("a.hotfix.md");
    let output = check(root, &["--diff", named.to_str().unwrap()]);
    let patch = String::from_utf8_lossy(&output.stdout).into_owned();
    let headed = format!("--- a{}\n", named.to_string_lossy());
    assert!(cfg!(windows) || patch.starts_with(&headed), "{patch}");
}

fn fixed_at_once() {
    let folder = repository();
    let path = folder.path().join("a.hotfix.md");
    std::fs::write(&path, FIXABLE).unwrap();
    let start = || {
        let mut command = command(folder.path());
        command.args(["check", "--fix", "a.hotfix.md"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let running: Vec<Child> = (0..6).map(|_| start()).collect();
    for child in running {
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        // Who comes too late says so, and writes nothing.
        match output.status.code() {
            Some(0) => assert!(!said.contains("error"), "{said}"),
            Some(2) => {
                assert!(said.contains("has changed meanwhile and was not written"), "{said}");
            }
            other => panic!("{other:?}: {said}"),
        }
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), FIXED);
    assert_eq!(names(folder.path()), [".git", "a.hotfix.md"]);
}

fn made_at_once() {
    let folder = repository();
    let start = || {
        let mut command = command(folder.path());
        command.args(["new", "hotfixes/a.hotfix.md", "--title", "T"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let running: Vec<Child> = (0..6).map(|_| start()).collect();
    let mut written = 0;
    for child in running {
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        match output.status.code() {
            Some(0) => written += 1,
            Some(2) => assert!(said.contains("is there already"), "{said}"),
            other => panic!("{other:?}: {said}"),
        }
    }
    assert_eq!(written, 1);
    assert_eq!(names(&folder.path().join("hotfixes")), ["a.hotfix.md"]);
}

fn recorded_at_once() {
    let folder = repository();
    std::fs::write(
        folder.path().join("a.hotfix.md"),
        "# T\n\n## Does it produce incorrect results?\n\nTBD\n",
    )
    .unwrap();
    let start = || {
        let mut command = command(folder.path());
        command.args(["check", "--baseline", "known.json", "--write-baseline", "--quiet"]);
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let running: Vec<Child> = (0..6).map(|_| start()).collect();
    for child in running {
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        assert_eq!(output.status.code(), Some(0));
    }
    assert_eq!(check(folder.path(), &["--baseline", "known.json"]).status.code(), Some(0));
    assert_eq!(names(folder.path()), [".git", "a.hotfix.md", "known.json"]);
}

/// A program that runs on, and what it writes.
struct Running {
    child: Child,
    lines: Receiver<String>,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Running {
    fn new(folder: &Path, arguments: &[&str]) -> Self {
        let mut command = command(folder);
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let (send, lines) = channel();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            stdout.lines().map_while(Result::ok).for_each(|line| drop(send.send(line)));
        });
        Self { child, lines }
    }

    /// Waits for a line.
    fn sees(&self, wanted: &str) {
        let mut seen = Vec::new();
        while let Ok(line) = self.lines.recv_timeout(Duration::from_secs(60)) {
            if line == wanted {
                return;
            }
            seen.push(line);
        }
        panic!("no `{wanted}` in {seen:#?}");
    }
}

fn watch() {
    let folder = repository();
    let root = folder.path();
    std::fs::create_dir(root.join("hotfixes")).unwrap();
    let at = |name: &str| root.join("hotfixes").join(name);
    std::fs::write(at("a.md"), FIXED).unwrap();
    let running = Running::new(root, &["check", "--watch", "."]);
    running.sees("1 proposal: undecided; no findings");
    std::fs::write(at("b.md"), FIXABLE).unwrap();
    running.sees("2 proposals: 2 undecided; 2 errors; 2 fixable with --fix");
    std::fs::rename(at("b.md"), at("c.md")).unwrap();
    running.sees("hotfixes/c.md: T");
    std::fs::remove_file(at("c.md")).unwrap();
    running.sees("1 proposal: undecided; no findings");
    // As editors save: written beside, and moved over it.
    std::fs::write(at("a.md~"), FIXABLE).unwrap();
    std::fs::rename(at("a.md~"), at("a.md")).unwrap();
    running.sees("1 proposal: undecided; 2 errors; 2 fixable with --fix");
    std::fs::create_dir(at("new")).unwrap();
    std::fs::write(at("new/d.md"), FIXED).unwrap();
    running.sees("2 proposals: 2 undecided; 2 errors; 2 fixable with --fix");
    std::fs::write(root.join("hotfix-lint.yaml"), "rules: { invalid-metadata: off }\n").unwrap();
    running.sees("2 proposals: 2 undecided; no findings");
    std::fs::remove_dir_all(at("new")).unwrap();
    running.sees("1 proposal: undecided; no findings");
}

#[cfg(unix)]
mod unix {
    use super::{FIXABLE, FIXED, check, command, names as listed, repository};
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::process::Command;

    pub(super) fn names() {
        let folder = repository();
        let names: [&[u8]; 4] =
            [b"a\nb.hotfix.md", b"c\xff.hotfix.md", b"d\x1b[31m.hotfix.md", b"::error::.hotfix.md"];
        for name in names {
            std::fs::write(folder.path().join(OsStr::from_bytes(name)), FIXABLE).unwrap();
        }
        for format in ["human", "json", "sarif", "github", "gitlab", "junit"] {
            let output = check(folder.path(), &["--format", format]);
            assert_eq!(output.status.code(), Some(1), "{format}");
            assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{format}");
            let text = String::from_utf8(output.stdout).unwrap();
            assert!(!text.contains('\x1b'), "{format}");
            match format {
                "json" | "sarif" | "gitlab" => {
                    serde_json::from_str::<serde_json::Value>(&text).unwrap();
                }
                "github" => {
                    let commands = text.lines().filter(|line| line.starts_with("::")).count();
                    assert_eq!(commands, 2 * names.len(), "{text}");
                }
                _ => {}
            }
        }
        let output = check(folder.path(), &["--fix"]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        for name in names {
            let path = folder.path().join(OsStr::from_bytes(name));
            assert_eq!(std::fs::read_to_string(path).unwrap(), FIXED);
        }
    }

    pub(super) fn circles() {
        let folder = repository();
        let root = folder.path().join("hotfixes");
        std::fs::create_dir(&root).unwrap();
        std::fs::write(root.join("a.md"), FIXED).unwrap();
        std::os::unix::fs::symlink("..", root.join("up")).unwrap();
        std::os::unix::fs::symlink("self.md", root.join("self.md")).unwrap();
        let output = check(folder.path(), &["hotfixes"]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert!(String::from_utf8_lossy(&output.stdout).contains("1 proposal: "), "{output:?}");
        let output = check(folder.path(), &["hotfixes/self.md"]);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.starts_with("error: hotfixes/self.md: too many levels of"), "{said}");
    }

    /// No file may grow: every write fails, as on a full disk.
    pub(super) fn full() {
        let folder = repository();
        // What is withdrawn does not wait.
        let before = FIXABLE.replace("Withdrawn", "Proposed");
        std::fs::write(folder.path().join("a.hotfix.md"), &before).unwrap();
        let program = env!("CARGO_BIN_EXE_hotfix-lint");
        for arguments in [
            "check a.hotfix.md --fix --format gitlab",
            "check a.hotfix.md --baseline known.json --write-baseline --quiet",
            "new b.hotfix.md",
            "convert a.hotfix.md b.hotfix.yaml",
            "defer a.hotfix.md",
        ] {
            let script = format!("trap '' XFSZ; ulimit -f 0; '{program}' {arguments} | cat");
            let output = Command::new("bash")
                .args(["-o", "pipefail", "-c", &script])
                .current_dir(folder.path())
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(said.contains("cannot be written: file too large"), "{said}");
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert_eq!(listed(folder.path()), [".git", "a.hotfix.md"]);
            let text = std::fs::read_to_string(folder.path().join("a.hotfix.md")).unwrap();
            assert_eq!(text, before);
        }
    }

    #[cfg(target_os = "linux")]
    pub(super) fn full_output() {
        let folder = repository();
        std::fs::write(folder.path().join("a.hotfix.md"), FIXED).unwrap();
        for arguments in [&["check"][..], &["check", "--format", "sarif"], &["explain"]] {
            let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
            let output = command(folder.path()).args(arguments).stdout(full).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
            assert_eq!(said, "error: the output cannot be written: no space left on device\n");
        }
    }
}
