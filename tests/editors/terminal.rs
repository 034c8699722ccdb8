//! Editors in a terminal: Emacs, Vim, and pictures of what they and Neovim show.

#![expect(clippy::unwrap_used, reason = "a file that cannot be written fails the test")]

use super::neovim::neovim;
use super::{browser, folder, path_with_server, repository, run, workspace};
use std::path::{Path, PathBuf};
use std::process::Command;

/// How large the terminal is, in columns and rows.
const SIZE: [&str; 2] = ["120", "34"];

/// Sees to it that `probe` succeeds: where it does not, root installs these Debian packages, and others are told to.
fn provided(packages: &[&str], probe: &[&str]) {
    let works = || {
        let output = Command::new(probe[0]).args(&probe[1..]).output();
        output.is_ok_and(|output| output.status.success())
    };
    if !works() {
        let needed = format!("as root: apt-get install {}", packages.join(" "));
        let mut apt = Command::new("apt-get");
        run(apt.args(["--quiet", "update"]), &needed);
        let mut apt = Command::new("apt-get");
        apt.args(["--quiet", "--yes", "--no-install-recommends", "install"]).args(packages);
        run(apt.env("DEBIAN_FRONTEND", "noninteractive"), &needed);
        assert!(works(), "{probe:?} fails though {packages:?} are installed");
    }
}

/// Runs a program in a terminal, with the server on its `PATH`, and draws the moments that `steps` or the program mark.
pub(super) fn run_in_terminal(name: &str, steps: &str, program: &mut Command) {
    let needed = "the test needs python3, node 20 or later, and npm";
    let scripts = repository("tests/editors/terminal");
    let mut command = Command::new("python3");
    command.arg(scripts.join("run.py")).args(SIZE).arg(steps);
    command.arg(program.get_program()).args(program.get_args()).env("PATH", path_with_server());
    for (name, value) in program.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    if let Some(place) = program.get_current_dir() {
        command.current_dir(place);
    }
    let pictures = folder().join("pictures");
    std::fs::create_dir_all(&pictures).unwrap();
    let capture = pictures.join(format!("{name}.ansi"));
    std::fs::write(&capture, run(&mut command, needed).stdout).unwrap();
    if cfg!(target_arch = "x86_64") {
        let mut draw = Command::new("node");
        draw.arg(scripts.join("draw.mjs")).arg(browser()).args(SIZE).args([&capture, &pictures]);
        run(&mut draw, needed);
    }
}

/// What a script in an editor says of itself at the end, in a file that is not there yet.
fn verdict_of(name: &str) -> PathBuf {
    let said = folder().join(format!("{name}-said"));
    let _ = std::fs::remove_file(&said);
    said
}

fn expect_as_expected(said: &Path) {
    let said = std::fs::read_to_string(said).unwrap_or_default();
    assert!(said.contains("everything as expected"), "{said}");
}

/// What somebody does in Neovim with keys alone; the text that is left tells whether each did what it is for.
#[test]
fn neovim_by_keys() {
    let place = workspace("neovim-keys");
    let file = place.join("empty-join.hotfix.md");
    let before = std::fs::read_to_string(&file).unwrap();
    let steps = serde_json::json!([
        {"until": "few call it"}, {"until": "majority is not met"}, {"picture": "neovim-draft"},
        "/incorrect results\r", "K", {"until": "Evidence"}, {"picture": "neovim-hover"}, ":fclose\r",
        "Go\r## Is there a reasonable workaround?\r\r- \u{18}\u{f}",
        {"until": "Can a potential workaround be"}, {"picture": "neovim-completion"}, "\u{19}", 0.5,
        "\u{1b}:write\r", {"until": "written"},
        "/affect the majority\rgra", {"until": "Defer to 99.12"}, {"picture": "neovim-defer"}, "1\r",
        {"until": "from: proposed"}, {"picture": "neovim-deferred"}, ":write ++p deferred.md\r",
        {"until": "written"}, "u", ":write! undone.md\r", {"until": "written"}, ":qa!\r",
    ]);
    run_in_terminal(
        "neovim",
        &steps.to_string(),
        Command::new(neovim())
            .args(["--clean", "--cmd", "set noswapfile shortmess+=I nofoldenable"])
            .arg("--cmd")
            .arg(format!("set runtimepath+={}", repository("editors/nvim").display()))
            .args(["--cmd", "lua vim.o.winborder = 'rounded'"])
            .args(["--cmd", "lua vim.diagnostic.config({ virtual_text = true })"])
            .args(["--cmd", "lua vim.lsp.enable('hotfix_lint')"])
            .arg(&file)
            .current_dir(&place)
            .env("XDG_STATE_HOME", folder().join("neovim-state")),
    );
    let read = |name: &str| std::fs::read_to_string(place.join(name)).unwrap();
    let completed = read("empty-join.hotfix.md");
    let added = "\n## Is there a reasonable workaround?\n\n- Is there even a workaround?";
    assert!(completed.starts_with(&format!("{before}{added}")), "{completed}");
    let deferred = read("deferred.md");
    assert!(
        deferred.contains("status: deferred") && deferred.contains("## Deferral"),
        "{deferred}"
    );
    assert_eq!(read("undone.md"), completed, "one undo");
}

#[test]
fn emacs() {
    let probe = ["emacs", "--batch", "--eval", "(progn (package-initialize) (require 'eglot))"];
    provided(&["emacs-nox", "elpa-eglot"], &probe);
    let said = verdict_of("emacs");
    // For Emacs a project is a repository.
    let place = workspace("emacs");
    run(Command::new("git").args(["init", "--quiet"]).arg(&place), "the test needs git");
    run_in_terminal(
        "emacs",
        "[180]",
        Command::new("emacs")
            .args(["-nw", "-Q", "--load"])
            .arg(repository("tests/editors/emacs/test.el"))
            .env("SETUP", repository("editors/emacs/hotfix-lint.el"))
            .env("WORKSPACE", &place)
            .env("SAID", &said),
    );
    expect_as_expected(&said);
}

#[test]
fn vim() {
    let probe = [
        "vim",
        "-es",
        "-u",
        "NONE",
        "-c",
        "if !filereadable('/usr/share/vim-ale/plugin/ale.vim') | cq | endif",
        "-c",
        "q",
    ];
    provided(&["vim", "vim-ale"], &probe);
    let said = verdict_of("vim");
    let mut vim = Command::new("vim");
    vim.args(["-Nu", "NONE", "-n", "-es", "-S"])
        .arg(repository("tests/editors/vim/test.vim"))
        .env("PATH", path_with_server())
        .env("SETUP", repository("editors/vim"))
        .env("ALE", "/usr/share/vim-ale")
        .env("WORKSPACE", workspace("vim"))
        .env("SAID", &said);
    vim.output().unwrap();
    expect_as_expected(&said);
}
