//! What goes wrong around a run: a disk that is full half way, permissions that are revoked, a folder that is gone.

use super::{command, repository};
use libtest_mimic::Trial;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

type Check = fn();

pub(super) fn trials() -> Vec<Trial> {
    let checks: [(&str, Check); 3] = [
        ("a disk that takes half of it", half_full),
        ("permissions that are revoked", revoked),
        ("a working folder that is gone", gone),
    ];
    let trial = |(name, check): (&str, Check)| {
        Trial::test(name, move || {
            check();
            Ok(())
        })
    };
    checks.into_iter().map(trial).collect()
}

const FIXABLE: &str = "---\ntitle: T\nissue: #12\nstatus: Withdrawn\n---\n";
const FIXED: &str = "---\ntitle: T\nissue: \"#12\"\nstatus: withdrawn\n---\n";

fn listed(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The disk is full in the middle of a document.
fn half_full() {
    let folder = repository();
    let long = format!("{FIXABLE}{}", "A line of many.\n".repeat(1000));
    std::fs::write(folder.path().join("a.hotfix.md"), &long).unwrap();
    std::fs::write(folder.path().join("b.hotfix.md"), FIXABLE).unwrap();
    let program = env!("CARGO_BIN_EXE_hotfix-lint");
    let script = format!("trap '' XFSZ; ulimit -f 4; '{program}' check --fix --quiet .");
    let output =
        Command::new("bash").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("a.hotfix.md: cannot be written: file too large"), "{said}");
    assert_eq!(output.status.code(), Some(2), "{said}");
    let text = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(text("a.hotfix.md"), long);
    assert_eq!(text("b.hotfix.md"), FIXED);
    assert_eq!(listed(folder.path()), [".git", "a.hotfix.md", "b.hotfix.md"]);
}

/// The program as somebody to whom permissions apply, which they do not to the superuser.
fn unprivileged(folder: &Path) -> Command {
    const NOBODY: u32 = 65534;
    if !rustix::process::geteuid().is_root() {
        return command(folder);
    }
    // Nobody may enter the folder of the build.
    let copy = folder.join(".git/hotfix-lint");
    std::fs::copy(env!("CARGO_BIN_EXE_hotfix-lint"), &copy).unwrap();
    let mut command = Command::new(copy);
    command.current_dir(folder).uid(NOBODY).gid(NOBODY);
    command
}

fn revoked() {
    let folder = repository();
    let at = |name: &str| folder.path().join(name);
    let allow = |name: &str, mode: u32| {
        std::fs::set_permissions(at(name), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    std::fs::create_dir(at("locked")).unwrap();
    std::fs::create_dir(at("hidden")).unwrap();
    for name in ["a.hotfix.md", "secret.hotfix.md", "locked/b.hotfix.md", "hidden/c.hotfix.md"] {
        std::fs::write(at(name), FIXABLE).unwrap();
    }
    let mut command = unprivileged(folder.path());
    for (name, mode) in [
        ("", 0o777),
        ("a.hotfix.md", 0o666),
        ("secret.hotfix.md", 0),
        ("locked", 0o555),
        ("hidden", 0),
    ] {
        allow(name, mode);
    }
    let output = command.args(["check", "--fix", "--quiet", "."]).output().unwrap();
    allow("hidden", 0o755);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    for refused in [
        "hidden: permission denied",
        "locked/b.hotfix.md: cannot be written: permission denied",
        "secret.hotfix.md: cannot be read: permission denied",
    ] {
        assert!(said.contains(refused), "{refused}: {said}");
    }
    assert_eq!(output.status.code(), Some(2), "{said}");
    let text = |name: &str| std::fs::read_to_string(at(name)).unwrap();
    assert_eq!(text("a.hotfix.md"), FIXED);
    for name in ["secret.hotfix.md", "locked/b.hotfix.md", "hidden/c.hotfix.md"] {
        assert_eq!(text(name), FIXABLE, "{name}");
    }
    assert_eq!(listed(&at("locked")), ["b.hotfix.md"]);
}

fn gone() {
    let folder = repository();
    let program = env!("CARGO_BIN_EXE_hotfix-lint");
    for arguments in ["check .", "check", "check a.hotfix.md", "report", "new a.hotfix.md", "init"]
    {
        let script = format!("mkdir gone && cd gone && rmdir ../gone && '{program}' {arguments}");
        let output =
            Command::new("bash").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.starts_with("error: "), "{arguments}: {said}");
        assert_eq!(output.status.code(), Some(2), "{arguments}: {said}");
    }
}
