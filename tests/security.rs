//! The claims of SECURITY.md that are about the whole program: each is a test, named there.

#![expect(clippy::unwrap_used, reason = "what must not fail in a test may panic")]

use std::path::Path;
use std::process::{Command, Output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_hotfix-lint");

/// Characters that would act on a terminal, turn the direction of reading, or hide.
const EVIL: &str = "\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{2066}\u{200b}\r\u{8}";

/// A repository in a folder that has something beside it.
fn repository(files: &[(&str, &str)]) -> tempfile::TempDir {
    let outer = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = outer.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    std::fs::create_dir_all(outer.path().join("repository/.git")).unwrap();
    outer
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(PROGRAM).current_dir(folder).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// A line feed in the name of a file, a folder or a key begins no line of a message: in the log of a check such a line
/// would be a command.
#[cfg(unix)]
#[test]
fn no_name_begins_a_line_of_a_message() {
    let evil = "x\n::error::pwn\r\n  ::set-output name=a::b\u{85}.hotfix.md";
    let folder = "y\n::error::pwn";
    let outer = repository(&[
        (&format!("repository/{evil}"), ""),
        ("repository/good.hotfix.md", "# T\n"),
        (&format!("repository/{folder}/hotfix-lint.yaml"), "include: [\"\\n::error::pwn\"]\n"),
        (&format!("repository/{folder}/p.yaml"), "policy: 1\n\"\\n::error::pwn\": 1\n"),
        (&format!("repository/{folder}/b.hotfix.md"), "---\npolicy: p.yaml\n---\n# T\n"),
    ]);
    let here = outer.path().join("repository");
    let policy = format!("{folder}/p.yaml");
    let formats = ["human", "json", "sarif", "github", "gitlab", "junit"];
    let mut runs: Vec<Vec<&str>> =
        formats.iter().map(|format| vec!["check", "--format", format, ".", evil, folder]).collect();
    runs.extend([
        vec!["check", folder],
        vec!["check", "--fix", "."],
        vec!["check", "none\n::error::pwn"],
        vec!["check", "--config", folder, "."],
        vec!["check", "--baseline", evil, "."],
        vec!["report", evil],
        vec!["report", folder],
        vec!["defer", evil],
        vec!["defer", folder],
        vec!["defer", "--verdict", "defer", "."],
        vec!["reopen", evil],
        vec!["convert", evil],
        vec!["convert", "good.hotfix.md", evil],
        vec!["diff", evil, "good.hotfix.md"],
        vec!["diff", "HEAD\n::error::pwn", "good.hotfix.md"],
        vec!["new", evil],
        vec!["new", "--policy", &policy],
        vec!["init", evil],
        vec!["explain", "\n::error::pwn"],
        vec!["policy", "check", evil],
        vec!["policy", "check", &policy],
        vec!["policy", "backtest", evil, folder],
        vec!["policy", "backtest", ".", "--policy", &policy],
    ]);
    for arguments in runs {
        let output = run(&here, &arguments);
        // The formats for machines have rules of their own, and annotations are commands.
        let is_for_machines = arguments.contains(&"--format");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let told = if is_for_machines { told } else { said(&output) };
        assert!(!told.is_empty(), "{arguments:?}");
        let is_command = |line: &str| line.trim_start().starts_with("::");
        assert!(!told.split(['\n', '\r', '\u{85}']).any(is_command), "{arguments:?}: {told}");
    }
}

/// No function is linked that opens a connection or looks up a name.
#[cfg(target_os = "linux")]
#[test]
fn the_program_cannot_speak_to_a_network() {
    let output = Command::new("nm").args(["-D", "--undefined-only", PROGRAM]).output().unwrap();
    let names = String::from_utf8(output.stdout).unwrap();
    let imports: Vec<&str> = names
        .lines()
        .filter_map(|line| line.split_whitespace().next_back()?.split('@').next())
        .collect();
    assert!(imports.contains(&"write"), "imports are seen: {names}");
    for name in [
        "socket",
        "connect",
        "bind",
        "listen",
        "accept",
        "accept4",
        "sendto",
        "recvfrom",
        "getaddrinfo",
    ] {
        assert!(!imports.contains(&name), "{name} is linked");
    }
}

/// Nothing but `diff` of a revision, which somebody types, runs another program: git.
#[cfg(unix)]
#[test]
fn only_a_diff_of_revisions_runs_git() {
    use std::os::unix::fs::PermissionsExt as _;
    let outer = repository(&[
        (
            "repository/a.hotfix.md",
            "---\nstatus: proposed\nissue: '$(touch ran)'\nfix: '`touch ran`'\n---\n# $(touch ran)\n",
        ),
        ("repository/b.hotfix.md", "# B\n"),
        ("bin/git", "#!/bin/sh\necho > \"$RAN\"\nexit 1\n"),
    ]);
    let folder = outer.path().join("repository");
    let bin = outer.path().join("bin");
    std::fs::set_permissions(bin.join("git"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let ran = outer.path().join("ran");
    let runs = |arguments: &[&str]| {
        let mut command = Command::new(PROGRAM);
        // Nothing else is on the path: a shell would not be found either.
        command.current_dir(&folder).args(arguments).env("PATH", &bin).env("RAN", &ran);
        command.output().unwrap();
        ran.exists()
    };
    for arguments in [
        &["check", "."][..],
        &["check", "--fix", "."],
        &["check", "--format", "sarif", "."],
        &["report", "."],
        &["defer", "a.hotfix.md"],
        &["reopen", "a.hotfix.md"],
        &["convert", "a.hotfix.md"],
        &["policy", "backtest", "."],
        &["new", "c.hotfix.md"],
        &["diff", "a.hotfix.md", "b.hotfix.md"],
    ] {
        assert!(!runs(arguments), "{arguments:?}");
    }
    assert!(runs(&["diff", "main", "a.hotfix.md"]));
    assert!(!folder.join("ran").exists());
}

/// A configuration names files, and none that is outside of its repository is read: by `..`, from the root, by a link.
#[cfg(unix)]
#[test]
fn configurations_do_not_lead_out_of_the_repository() {
    let secret = "policy: 1\nname: SECRET-WORD\n";
    for config in [
        "policy: ../outside.yaml\n",
        "policy: {outside}\n",
        "policy: link.yaml\n",
        "policy: folder/outside.yaml\n",
        "policy: own.yaml\n",
        "releases: { file: ../outside.yaml }\n",
        "releases: { file: link.yaml }\n",
        "tracker: { snapshot: ../outside.json }\n",
        "tracker: { snapshot: link.json }\n",
    ] {
        let outer = repository(&[
            ("outside.yaml", secret),
            ("outside.json", "[{\"number\": 1, \"title\": \"SECRET-WORD\"}]"),
            ("repository/own.yaml", "policy: 1\nname: own\nextends: ../outside.yaml\n"),
            ("repository/a.hotfix.md", "---\nissue: '#1'\nstatus: proposed\n---\n# A\n"),
        ]);
        let folder = outer.path().join("repository");
        std::os::unix::fs::symlink("../outside.yaml", folder.join("link.yaml")).unwrap();
        std::os::unix::fs::symlink("../outside.json", folder.join("link.json")).unwrap();
        std::os::unix::fs::symlink("..", folder.join("folder")).unwrap();
        let outside = outer.path().join("outside.yaml");
        let text = config.replace("{outside}", outside.to_str().unwrap());
        std::fs::write(folder.join("hotfix-lint.yaml"), text).unwrap();
        let output = run(&folder, &["check", "--format", "json", "."]);
        let said = said(&output);
        assert!(!said.contains("SECRET-WORD"), "{config}: {said}");
        assert!(
            said.contains("leads out of the repository") || said.contains("is absolute"),
            "{config}: {said}"
        );
        assert_eq!(output.status.code(), Some(2), "{config}: {said}");
    }
}

/// A folder is walked without following links.
#[cfg(unix)]
#[test]
fn links_in_a_folder_are_not_followed() {
    let outer = repository(&[
        ("elsewhere/secret.hotfix.md", "# SECRET-WORD\n"),
        ("repository/a.hotfix.md", "# A\n"),
    ]);
    let folder = outer.path().join("repository");
    std::os::unix::fs::symlink("../elsewhere", folder.join("hotfixes")).unwrap();
    std::os::unix::fs::symlink("../elsewhere/secret.hotfix.md", folder.join("b.hotfix.md"))
        .unwrap();
    for command in ["check", "report"] {
        let said = said(&run(&folder, &[command, "."]));
        assert!(!said.contains("SECRET-WORD"), "{command}: {said}");
    }
}

/// What a document names as evidence tells nothing of files outside of its repository.
#[cfg(unix)]
#[test]
fn evidence_does_not_lead_out_of_the_repository() {
    let outer = repository(&[("secret.py", "")]);
    let folder = outer.path().join("repository");
    std::os::unix::fs::symlink("..", folder.join("up")).unwrap();
    let findings = |path: &str| {
        let text = format!(
            "---\nissue: '#1'\nstatus: proposed\n---\n# A\n\nDoes it produce incorrect results? Yes, see [test]({path})\n"
        );
        std::fs::write(folder.join("a.hotfix.md"), text).unwrap();
        let said = said(&run(&folder, &["check", "--verbose", "a.hotfix.md"]));
        said.matches("broken-evidence").count()
    };
    for (there, not) in [("../secret.py", "../nowhere.py"), ("up/secret.py", "up/nowhere.py")] {
        assert_eq!(findings(there), findings(not), "{there}");
    }
    assert_eq!(findings("nowhere.py"), 1, "what is inside is looked for");
}

/// Whatever stands in documents, configurations and policies: no report acts on a terminal or turns text around. (A
/// patch that is not shown on a terminal is exact.)
#[test]
fn reports_are_inert() {
    let answers = format!(
        "Does it produce incorrect results? Yes {EVIL}\n\nDoes it produce incorect{EVIL} results? {EVIL}\n"
    );
    let outer = repository(&[
        (
            "repository/a.hotfix.md",
            &format!(
                "---\ntitle: 'a{EVIL}'\nstatus: 'b{EVIL}'\ntarget: 'c{EVIL}'\nissue: 'd{EVIL}'\n---\n# {EVIL}\n\n{answers}"
            ),
        ),
        (
            "repository/b.hotfix.yaml",
            &format!(
                "title: a\u{202e}b\nstatus: proposed\n{EVIL}: x\nanswers:\n  incorect-results: {EVIL}\n"
            ),
        ),
        // No control characters, so that it is read: what is wrong with each value quotes it.
        (
            "repository/c.hotfix.md",
            "---\nissue: d\u{202e}\nstatus: b\u{202e}\ntarget: c\u{2066}\npolicy: e\u{202e}\n---\n# T\n",
        ),
        ("repository/bad/hotfix-lint.yaml", "rules: { 'x\u{202e}\u{200b}y': off }\n\u{202e}z: 1\n"),
        ("repository/bad/c.hotfix.md", "# C\n"),
        ("repository/policy.yaml", "policy: 1\nname: \"a\u{202e}b\"\ncriteria: x\u{2066}y\n"),
    ]);
    let folder = outer.path().join("repository");
    let runs: [&[&str]; 8] = [
        &["check", "--verbose", "."],
        &["check", "--format", "github", "."],
        &["check", "--format", "junit", "."],
        &["check", "--fix", "--quiet", "."],
        &["report", "."],
        &["policy", "check", "policy.yaml"],
        &["defer", "a.hotfix.md", "--dry-run"],
        &["explain", "x\u{202e}\u{1b}[31my"],
    ];
    for arguments in runs {
        let output = run(&folder, arguments);
        for stream in [output.stdout, output.stderr] {
            let text = String::from_utf8(stream).unwrap();
            // A diff shows lines as they are, save what acts.
            let acts = |c: char| {
                (c.is_control() && !matches!(c, '\n' | '\t')) || EVIL.contains(c) && c != ']'
            };
            let acts = |c: char| acts(c) && !"]0;x31m".contains(c);
            assert_eq!(text.find(acts), None, "{arguments:?}: {text:?}");
        }
    }
}

/// The page of `report` shows what documents say as text, and its policy lets nothing run or load but its own.
#[test]
fn the_page_of_report_runs_nothing_of_a_document() {
    let evil = "</title></script><script>alert(1)</script><img src=x onerror=alert(2)><a href='javascript:alert(3)'>x</a>";
    let quoted = evil.replace('\'', "''");
    let answer = "Does it produce incorrect results?";
    let outer = repository(&[
        (
            "repository/a.hotfix.md",
            &format!(
                "---\ntitle: '{quoted}'\nissue: 'javascript:alert(4)'\ncomponent: '{quoted}'\ntarget: '{quoted}'\nstatus: proposed\n---\n\n{answer} {evil}\n"
            ),
        ),
        (
            "repository/b.hotfix.md",
            &format!(
                "---\ntitle: '{quoted}'\nstatus: deferred\ndeferral: {{date: 2026-11-01, from: proposed, reasons: ['{quoted}']}}\ndecision: {{by: '{quoted}', date: 2026-11-01, reason: '{quoted}'}}\n---\n"
            ),
        ),
    ]);
    let output = run(
        &outer.path().join("repository"),
        &["report", "--format", "html", "--today", "2026-11-22", "."],
    );
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(page.contains("&lt;script&gt;alert(1)"), "it is shown: {page}");
    assert_eq!(page.matches("<script").count(), 1);
    for never in
        ["<script>alert", "<img", "onerror=alert(2)>", "href=\"javascript:", "href='javascript:"]
    {
        assert!(!page.contains(never), "{never}");
    }
    let policy = page
        .split("Content-Security-Policy\" content=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
}
