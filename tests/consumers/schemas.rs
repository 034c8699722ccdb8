//! The schemas in the server that editors use for YAML.

use super::{installed, repository, run};
use std::path::Path;
use std::process::Command;

const VERSION: &str = "1.25.0";

#[test]
fn schemas_are_used_by_yaml_language_server() {
    in_yaml_language_server(None);
}

/// Has the server check our files; with the folder of the VS Code extension it is that one which names the schemas.
pub(super) fn in_yaml_language_server(extension: Option<&Path>) {
    let needed = "the test needs node and npm";
    let home = installed("yaml-language-server", VERSION, |place| {
        let package = format!("yaml-language-server@{VERSION}");
        let mut npm = Command::new("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(place).arg(package);
        run(&mut npm, needed);
    });
    let mut command = Command::new("node");
    command
        .arg(repository("tests/consumers/schemas.mjs"))
        .arg(home)
        .arg(repository(""))
        .args(extension);
    let output = run(&mut command, needed);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.ends_with("files are fine, 5 mistakes are told\n"), "{said}");
}
