//! `hotfix-lint init`: what a repository needs to begin, in one go. The files stand beside this one, in `init/`.

mod origin;

use super::configuration::{Configurations, absolute, shown};
use super::{Status, output, write};
use crate::config::{self, FILE_NAMES};
use crate::edit::form::{github_form, gitlab_template};
use crate::edit::new::new_document;
use crate::files;
use crate::policy::{Policy, builtin};
use crate::proposal::Format;
use crate::report::escape;
use clap::{Args, ValueEnum};
use origin::{Forge, Origin};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Set a repository up: configuration, first proposal, issue template, editor and CI
#[derive(Debug, Args)]
#[command(after_help = "\
Nothing is ever overwritten: what is there stays as it is, and a second run changes nothing. Each file says what it is for.

Exit code: 0 done, 2 something could not be written.

Examples:
  hotfix-lint init
  hotfix-lint init --policy rapids-practice --ci github")]
pub(super) struct Arguments {
    /// The folder to set up; what is read from the repository's root alone goes there
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// The built-in policy to begin with [default: as configured, else rapids]
    #[arg(long, value_name = "POLICY")]
    policy: Option<String>,
    /// Where the checks run [default: as the repository's remote says, else both]
    #[arg(long, value_enum, value_name = "CI")]
    ci: Option<Ci>,
}

/// The places where checks run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Ci {
    Github,
    Gitlab,
    Both,
    None,
}

/// A file to write, and what it is for.
struct File {
    path: &'static str,
    text: String,
    what: &'static str,
    /// Whether it is read from the repository's root alone.
    is_of_repository: bool,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> io::Result<Status> {
    if !arguments.folder.is_dir() {
        output::error(&format!("{}: is no folder", shown(&arguments.folder)));
        return Ok(Status::Failed);
    }
    let Some(policy) = policy(arguments) else { return Ok(Status::Failed) };
    let root = repository(&arguments.folder);
    let origin = Origin::of(root.as_deref().unwrap_or(&arguments.folder));
    let ci = arguments.ci.unwrap_or(match origin.as_ref().map(|origin| origin.forge) {
        Some(Forge::Github) => Ci::Github,
        Some(Forge::Gitlab) => Ci::Gitlab,
        None => Ci::Both,
    });
    let mut out = output::stdout().0;
    let mut status = Status::Clean;
    let mut begun = false;
    for file in all(&policy, origin.as_ref(), ci) {
        let folder = match &root {
            Some(root) if file.is_of_repository => root,
            _ => &arguments.folder,
        };
        let mut taken = there(folder, file.path).map(|taken| folder.join(taken));
        if file.path == FILE_NAMES[0] && arguments.policy.is_none() {
            taken = taken.or_else(|| configured_above(folder));
        }
        let path = taken.clone().unwrap_or_else(|| folder.join(file.path));
        let name = shown(&path);
        let name = escape::line(&name);
        if taken.is_some() {
            writeln!(out, "kept  {name}")?;
            continue;
        }
        match write::create(&path, &file.text) {
            Ok(()) => {
                writeln!(out, "wrote {name}: {}", file.what)?;
                begun |= file.path == FIRST;
            }
            Err(error) => {
                output::error(&error);
                status = Status::Failed;
            }
        }
    }
    if begun {
        let first = shown(&arguments.folder.join(FIRST));
        let first = escape::line(&first);
        writeln!(out, "\nNext: answer the questions in {first}, and run `hotfix-lint check`.")?;
    }
    Ok(status)
}

/// The root of the repository that a folder is below, from the current folder; `None` where it is the root itself or in
/// no repository.
fn repository(folder: &Path) -> Option<PathBuf> {
    let folder = absolute(folder);
    let root = folder.ancestors().find(|above| above.join(".git").exists())?;
    (root != folder).then(|| from_current(root))
}

/// The configuration that holds in a folder, and is in none of its own.
fn configured_above(folder: &Path) -> Option<PathBuf> {
    config::discover(&absolute(folder), None).map(|path| from_current(&path))
}

/// A path from the root as people here would write it.
fn from_current(path: &Path) -> PathBuf {
    files::from(&absolute(Path::new("")), path)
}

/// The policy that was asked for, or else what the configuration that holds there says; a mistake is told.
fn policy(arguments: &Arguments) -> Option<Arc<Policy>> {
    if let Some(name) = &arguments.policy {
        let found = builtin::find(name);
        if found.is_none() {
            output::error(&format!(
                "no built-in policy is called {name}; `hotfix-lint policy list` names them"
            ));
        }
        return found;
    }
    let found = Configurations::default().of_folder(&arguments.folder);
    let found = found.map_err(|broken| broken.tell()).ok()?;
    found.policy()
}

/// The version that the checks install: this one.
const VERSION: &str = env!("CARGO_PKG_VERSION");

const FIRST: &str = "hotfixes/first.hotfix.md";

/// What is there already in place of a file: the file itself, or what makes it needless.
fn there(folder: &Path, path: &'static str) -> Option<&'static str> {
    let taken = |path: &&str| folder.join(path).symlink_metadata().is_ok();
    match path {
        path if path == FILE_NAMES[0] => FILE_NAMES.into_iter().find(taken),
        // Who has proposals needs no first one.
        FIRST => [FIRST, "hotfixes"].into_iter().find(taken),
        path => Some(path).filter(taken),
    }
}

fn all(policy: &Policy, origin: Option<&Origin>, ci: Ci) -> Vec<File> {
    let mut files = vec![
        File {
            path: FILE_NAMES[0],
            text: configuration(policy, origin),
            what: "the policy, the tracker and the releases; fill in the releases",
            is_of_repository: false,
        },
        File {
            path: FIRST,
            text: new_document(policy, Format::Markdown, "", None, None),
            what: "a first proposal, every question open",
            is_of_repository: false,
        },
        File {
            path: ".vscode/extensions.json",
            text: include_str!("init/extensions.json").to_owned(),
            what: "VS Code offers the extension to whoever opens the repository",
            is_of_repository: true,
        },
    ];
    if matches!(ci, Ci::Github | Ci::Both) {
        files.push(File {
            path: ".github/workflows/hotfix-lint.yml",
            text: include_str!("init/github.yml").replace("VERSION", VERSION),
            what: "GitHub checks proposals in pull requests",
            is_of_repository: true,
        });
        files.push(File {
            path: ".github/ISSUE_TEMPLATE/hotfix-proposal.yml",
            text: github_form(policy),
            what: "users propose a hotfix with a form",
            is_of_repository: true,
        });
    }
    if matches!(ci, Ci::Gitlab | Ci::Both) {
        files.push(File {
            path: ".gitlab/hotfix-lint.gitlab-ci.yml",
            text: include_str!("init/gitlab.yml").replace("VERSION", VERSION),
            what: "GitLab checks proposals in merge requests; include it in .gitlab-ci.yml",
            is_of_repository: true,
        });
        files.push(File {
            path: ".gitlab/issue_templates/Hotfix proposal.md",
            text: gitlab_template(policy),
            what: "users propose a hotfix with a template",
            is_of_repository: true,
        });
    }
    files
}

/// The configuration: what can be told is set, the rest is explained in comments.
fn configuration(policy: &Policy, origin: Option<&Origin>) -> String {
    let tracker = match origin.map(Origin::issues) {
        Some(url) => format!("tracker:\n  url: {}", crate::edit::front_matter::scalar(&url)),
        None => "# tracker:\n#   url: \"https://github.com/acme/app/issues/{issue}\"".to_owned(),
    };
    include_str!("init/hotfix-lint.yaml")
        .replace("POLICY", &policy.name)
        .replace("TRACKER", &tracker)
}
