//! The reports for machines, read by machines: the official SARIF schema, and programs that people feed reports to.

use super::{folder, installed, repository, run};
use std::path::{Path, PathBuf};
use std::process::Command;

const PACKAGES: [&str; 3] = ["sarif-tools==3.0.5", "jsonschema==4.26.0", "junitparser==5.0.3"];
/// A crate that carries the schema which OASIS published.
const SCHEMA: &str = "serde-sarif = { version = \"=0.8.0\", default-features = false }";

/// Python with the packages.
fn python() -> PathBuf {
    let needed = "the test needs python3 with venv and pip (Debian: apt-get install python3-venv)";
    let home = installed("consumers", "1", |place| {
        run(Command::new("python3").args(["-m", "venv"]).arg(place), needed);
        run(
            Command::new(place.join("bin/pip")).args(["install", "--quiet"]).args(PACKAGES),
            needed,
        );
    });
    home.join("bin/python")
}

/// The SARIF schema.
fn schema() -> PathBuf {
    let place = folder().join("sarif-schema");
    std::fs::create_dir_all(place.join("src")).unwrap();
    std::fs::write(place.join("src/lib.rs"), "").unwrap();
    let manifest = format!(
        "[package]\nname = \"schema\"\nedition = \"2024\"\n[dependencies]\n{SCHEMA}\n[workspace]\n"
    );
    std::fs::write(place.join("Cargo.toml"), manifest).unwrap();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version", "1", "--quiet"]).current_dir(&place);
    let output = run(&mut command, "the test takes the schema of SARIF from Cargo's registry");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "serde-sarif").unwrap();
    let manifest = Path::new(package["manifest_path"].as_str().unwrap());
    manifest.with_file_name("src").join("schema.json")
}

#[test]
fn reports_are_read_by_others() {
    let work = folder().join("reports");
    let _ = std::fs::remove_dir_all(&work);
    std::fs::create_dir_all(&work).unwrap();
    let broken = work.join("broken & odd");
    std::fs::create_dir_all(broken.join("hotfixes")).unwrap();
    std::fs::write(broken.join("hotfix-lint.yaml"), "polcy: rapids\nincluede: x\n").unwrap();
    std::fs::write(broken.join("hotfixes/a.md"), "# A\n").unwrap();
    for format in ["json", "sarif", "gitlab", "junit"] {
        let report = |arguments: &[&std::ffi::OsStr], code| {
            let output = Command::new(env!("CARGO_BIN_EXE_hotfix-lint"))
                .args(["check", "--today", "2026-11-22", "--format", format])
                .args(["examples", "tests/consumers/waived & odd.hotfix.md"])
                .args(arguments)
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .output()
                .unwrap();
            assert_eq!(output.status.code(), Some(code), "{output:?}");
            output.stdout
        };
        std::fs::write(work.join(format), report(&[], 1)).unwrap();
        let failed = report(&[broken.as_os_str(), "none.hotfix.md".as_ref()], 2);
        std::fs::write(work.join(format!("{format}-failed")), failed).unwrap();
    }
    let script = repository("tests/consumers/read.py");
    let mut command = Command::new(python());
    command.arg(script).arg(&work).arg(schema());
    let output = run(&mut command, "");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "all of one mind\n");
}
