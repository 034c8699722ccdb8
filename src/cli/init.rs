//! `hotfix-lint init`: what a repository needs to begin, in one go. The files stand beside this one, in `init/`.

mod origin;

use super::configuration::{Configurations, shown};
use super::{Status, output, write};
use crate::config::FILE_NAMES;
use crate::edit::form::{github_form, gitlab_template};
use crate::edit::new::new_document;
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
    /// The repository's folder
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
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> io::Result<Status> {
    if !arguments.folder.is_dir() {
        output::error(&format!("{}: is no folder", shown(&arguments.folder)));
        return Ok(Status::Failed);
    }
    let Some(policy) = policy(arguments) else { return Ok(Status::Failed) };
    let origin = Origin::of(&arguments.folder);
    let ci = arguments.ci.unwrap_or(match origin.as_ref().map(|origin| origin.forge) {
        Some(Forge::Github) => Ci::Github,
        Some(Forge::Gitlab) => Ci::Gitlab,
        None => Ci::Both,
    });
    let mut out = output::stdout().0;
    let mut status = Status::Clean;
    let mut begun = false;
    for file in files(&policy, origin.as_ref(), ci) {
        let taken = there(&arguments.folder, file.path);
        let path = arguments.folder.join(taken.unwrap_or(file.path));
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

/// The policy that was asked for, or else what a configuration that is there says; a mistake is told.
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
    if there(&arguments.folder, FILE_NAMES[0]).is_none() {
        return Some(builtin::rapids());
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

fn files(policy: &Policy, origin: Option<&Origin>, ci: Ci) -> Vec<File> {
    let mut files = vec![
        File {
            path: FILE_NAMES[0],
            text: configuration(policy, origin),
            what: "the policy, the tracker and the releases; fill in the releases",
        },
        File {
            path: FIRST,
            text: new_document(policy, Format::Markdown, "", None, None),
            what: "a first proposal, every question open",
        },
        File {
            path: ".vscode/extensions.json",
            text: include_str!("init/extensions.json").to_owned(),
            what: "VS Code offers the extension to whoever opens the repository",
        },
    ];
    if matches!(ci, Ci::Github | Ci::Both) {
        files.push(File {
            path: ".github/workflows/hotfix-lint.yml",
            text: include_str!("init/github.yml").replace("VERSION", VERSION),
            what: "GitHub checks proposals in pull requests",
        });
        files.push(File {
            path: ".github/ISSUE_TEMPLATE/hotfix-proposal.yml",
            text: github_form(policy),
            what: "users propose a hotfix with a form",
        });
    }
    if matches!(ci, Ci::Gitlab | Ci::Both) {
        files.push(File {
            path: ".gitlab/hotfix-lint.gitlab-ci.yml",
            text: include_str!("init/gitlab.yml").replace("VERSION", VERSION),
            what: "GitLab checks proposals in merge requests; include it in .gitlab-ci.yml",
        });
        files.push(File {
            path: ".gitlab/issue_templates/Hotfix proposal.md",
            text: gitlab_template(policy),
            what: "users propose a hotfix with a template",
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
