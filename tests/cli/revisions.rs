//! `diff REVISION FILE`: versions that git knows.

use super::{command, repository};
use libtest_mimic::Trial;
use std::path::Path;
use std::process::{Command, Output};

pub(super) fn trials() -> Vec<Trial> {
    let checks: [(&str, fn()); 5] = [
        ("diff: revisions that git knows", known),
        ("diff: revisions of a file that was renamed", renamed),
        ("diff: a branch that is called like a folder", called_like_a_folder),
        ("diff: revisions that git does not know", unknown),
        ("diff: no git", no_git),
    ];
    let trial = |(name, check): (&str, fn())| {
        Trial::test(name, move || {
            check();
            Ok(())
        })
    };
    checks.into_iter().map(trial).collect()
}

const OLD: &str = "# T\n\n## Is there even a workaround?\n\nNo, pinning was tried and failed\n";
const NEW: &str = "# T\n\n## Is there even a workaround?\n\nYes, cast the keys first\n";

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=A", "-c", "user.email=a@example.org"]).args(arguments);
    let output = command.current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

/// A repository in whose folder `hotfixes` a proposal was changed since the last commit.
fn changed(name: &str) -> tempfile::TempDir {
    let folder = repository();
    let root = folder.path();
    git(root, &["init", "--quiet"]);
    std::fs::create_dir(root.join("hotfixes")).unwrap();
    let proposal = root.join("hotfixes").join(name);
    std::fs::write(&proposal, OLD).unwrap();
    git(root, &["add", "--all"]);
    git(root, &["commit", "--quiet", "--message", "one"]);
    git(root, &["tag", "v1"]);
    std::fs::write(proposal, NEW).unwrap();
    folder
}

fn diff(folder: &Path, arguments: &[&str]) -> Output {
    command(folder).args(["diff", "--today", "2026-11-22"]).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn known() {
    // Names that a shell, git's own syntax or a pattern would take for something else.
    for name in ["a.hotfix.md", "it's a \"b\" *.hotfix.md", "é😀.hotfix.md", "-x.hotfix.md"] {
        if cfg!(windows) && name.contains(['"', '*']) {
            continue;
        }
        let folder = changed(name);
        let root = folder.path();
        let path = format!("hotfixes/{name}");
        for revision in ["HEAD", "v1", "HEAD^{commit}"] {
            let output = diff(root, &[revision, &path]);
            let said = text(&output.stdout);
            assert!(said.starts_with(&format!("{revision}:{path} -> {path}\n")), "{output:?}");
            assert!(said.contains("workaround-exists: no -> yes"), "{said}");
            assert_eq!(output.status.code(), Some(0), "{output:?}");
        }
        // From where the file is.
        let mut inside = command(&root.join("hotfixes"));
        inside.args(["diff", "--today", "2026-11-22", "HEAD", "--", &format!("./{name}")]);
        let output = inside.output().unwrap();
        assert!(text(&output.stdout).contains("workaround-exists: no -> yes"), "{output:?}");
    }
}

fn renamed() {
    let folder = changed("a.hotfix.md");
    let root = folder.path();
    std::fs::rename(root.join("hotfixes/a.hotfix.md"), root.join("b.hotfix.md")).unwrap();
    let said = text(&diff(root, &["HEAD", "b.hotfix.md"]).stderr);
    assert!(said.contains("where it had another name then: HEAD:PATH"), "{said}");
    let old = "HEAD:hotfixes/a.hotfix.md";
    let output = diff(root, &[old, "b.hotfix.md"]);
    let said = text(&output.stdout);
    assert!(said.starts_with(&format!("{old} -> b.hotfix.md\n")), "{output:?}");
    assert!(said.contains("workaround-exists: no -> yes"), "{said}");
    // From a folder git takes the path as one from the root, and behind `./` from there.
    for old in [old, "HEAD:./a.hotfix.md"] {
        let mut inside = command(&root.join("hotfixes"));
        inside.args(["diff", "--today", "2026-11-22", old, "../b.hotfix.md"]);
        let output = inside.output().unwrap();
        assert!(text(&output.stdout).contains("workaround-exists: no -> yes"), "{output:?}");
    }
    // A folder is no version.
    assert_eq!(diff(root, &["HEAD:hotfixes", "b.hotfix.md"]).status.code(), Some(2));
}

fn called_like_a_folder() {
    let folder = changed("a.hotfix.md");
    let root = folder.path();
    git(root, &["branch", "docs"]);
    for name in ["docs", "pages"] {
        std::fs::create_dir(root.join(name)).unwrap();
    }
    let output = diff(root, &["docs", "hotfixes/a.hotfix.md"]);
    assert!(text(&output.stdout).contains("workaround-exists: no -> yes"), "{output:?}");
    // What is a folder and no branch is a folder.
    let output = diff(root, &["pages", "hotfixes/a.hotfix.md"]);
    assert_eq!(text(&output.stderr), "error: pages: is a folder; name the file in it\n");
    assert_eq!(output.status.code(), Some(2));
}

fn unknown() {
    let folder = changed("a.hotfix.md");
    let root = folder.path();
    std::fs::write(root.join("hotfixes/new.hotfix.md"), NEW).unwrap();
    for (revision, path, git) in [
        ("v2", "hotfixes/a.hotfix.md", true),
        ("HEAD", "hotfixes/new.hotfix.md", true),
        ("HEAD:hotfixes/none.hotfix.md", "hotfixes/a.hotfix.md", true),
        (":/one", "hotfixes/a.hotfix.md", false),
    ] {
        let output = diff(root, &[revision, path]);
        let said = text(&output.stderr);
        let expected =
            format!("error: {revision}: no such file, and no revision of {path} either\n");
        assert!(said.starts_with(&expected), "{said}");
        assert_eq!(said.contains("(git says: "), git, "{said}");
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), String::new()));
    }
}

fn no_git() {
    let folder = changed("a.hotfix.md");
    let mut command = command(folder.path());
    command.args(["diff", "HEAD", "hotfixes/a.hotfix.md"]).env("PATH", folder.path());
    let output = command.output().unwrap();
    assert_eq!(text(&output.stderr), "error: git cannot be run: no such file or folder\n");
    assert_eq!(output.status.code(), Some(2));
}
