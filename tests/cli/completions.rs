//! What the Tab key gives: bash itself runs the script that is made for it.

use super::{command, repository};
use libtest_mimic::Trial;
use std::path::Path;
use std::process::Command;

pub(super) fn trials() -> Vec<Trial> {
    vec![Trial::test("completions: the Tab key in bash", || {
        in_bash();
        Ok(())
    })]
}

/// Does what bash does when Tab is pressed behind the last word: looks the program's function up and calls it.
const TAB: &str = r#"
source "$1"; shift
[[ $(complete -p hotfix-lint) =~ -F\ ([^\ ]+) ]] || exit 3
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
"${BASH_REMATCH[1]}" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\n' "${COMPREPLY[@]}"
"#;

/// What is offered for the last of these words.
fn offered(script: &Path, words: &[&str]) -> Vec<String> {
    let mut bash = Command::new("bash");
    bash.args(["--norc", "--noprofile", "-c", TAB, "bash"]).arg(script).args(words);
    let output = bash.output().unwrap();
    assert!(output.status.success(), "{words:?}: {output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{words:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn in_bash() {
    let folder = repository();
    let output = command(folder.path()).args(["completions", "bash"]).output().unwrap();
    let script = folder.path().join("hotfix-lint.bash");
    std::fs::write(&script, output.stdout).unwrap();
    let after = |words: &[&str]| offered(&script, &[&["hotfix-lint"], words].concat());

    assert_eq!(after(&["che"]), ["check"]);
    assert_eq!(after(&["check", "--form"]), ["--format"]);
    assert_eq!(
        after(&["check", "--format", ""]),
        ["human", "json", "sarif", "github", "gitlab", "junit"]
    );
    assert_eq!(after(&["check", "--quiet", "--format", "j"]), ["json", "junit"]);
    assert_eq!(after(&["report", "--format", "h"]), ["html"]);
    assert_eq!(after(&["completions", "z"]), ["zsh"]);
    let of_policy = after(&["policy", ""]);
    for name in ["list", "show", "check", "backtest"] {
        assert!(of_policy.iter().any(|word| word == name), "{of_policy:?}");
        assert_eq!(after(&["policy", name, "--hel"]), ["--help"], "{name}");
    }
    assert_eq!(after(&["policy", "backtest", "--ig"]), ["--ignore-evidence"]);
    let commands = after(&[""]);
    assert!(commands.len() > 10, "{commands:?}");
    for name in commands.iter().filter(|word| !word.starts_with('-') && *word != "help") {
        assert_eq!(after(&[name, "--hel"]), ["--help"], "{name}");
    }
    // The program is known by the name it was called by, too.
    assert_eq!(offered(&script, &["./target/hotfix-lint", "check", "--form"]), ["--format"]);
}
