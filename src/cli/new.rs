//! `hotfix-lint new`: a proposal to begin with.

mod ask;
mod named;

use super::configuration::{Configurations, Found, absolute, shown};
use super::document::{folder, today};
use super::{Status, output};
use crate::assess::{Context, assess};
use crate::config::Config;
use crate::edit::form::{github_form, gitlab_template};
use crate::edit::new::{issue, new_document};
use crate::files;
use crate::policy::Policy;
use crate::proposal;
use crate::source::Source;
use clap::{Args, ValueEnum};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Write a new proposal with the policy's questions
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = "\
On a terminal, what is not said here is asked. Elsewhere the proposal goes to standard output without PATH. Nothing is ever overwritten.

Exit code: 0 done, 2 it could not be written.

Examples:
  hotfix-lint new
  hotfix-lint new hotfixes/merge.hotfix.md --title \"Merge drops rows\" --issue 1234
  hotfix-lint new --format yaml > merge.hotfix.yaml
  hotfix-lint new --format github-form .github/ISSUE_TEMPLATE/hotfix-proposal.yml
  hotfix-lint new --format gitlab-template \".gitlab/issue_templates/Hotfix proposal.md\"")]
pub(super) struct Arguments {
    /// Where to write it; the extension says the format
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// The kind of document, or an issue template with the same questions [default: as the extension says, else markdown]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// What the bug is, in a few words
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// The user's issue: 123, owner/repo#123, KEY-123 or its address
    #[arg(long, value_name = "ISSUE")]
    issue: Option<String>,
    /// A built-in policy or a policy file [default: as configured]
    #[arg(long, value_name = "POLICY")]
    policy: Option<String>,
}

/// The kinds of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Markdown,
    Yaml,
    GithubForm,
    GitlabTemplate,
}

impl From<Format> for proposal::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Markdown | Format::GitlabTemplate => Self::Markdown,
            Format::Yaml | Format::GithubForm => Self::Yaml,
        }
    }
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> io::Result<Status> {
    let is_proposal =
        !matches!(arguments.format, Some(Format::GithubForm | Format::GitlabTemplate));
    let somebody_is_there =
        io::stdin().is_terminal() && io::stdout().is_terminal() && io::stderr().is_terminal();
    if arguments.path.is_some() || !is_proposal || !somebody_is_there {
        return write(arguments);
    }
    if let Some(said) = ask::ask(arguments, &mut io::stdin().lock(), &mut io::stderr())? {
        return write(&said);
    }
    output::error("the questions were not answered, and nothing was written");
    Ok(Status::Failed)
}

fn write(arguments: &Arguments) -> io::Result<Status> {
    let text = match text(arguments) {
        Ok(text) => text,
        Err(error) => {
            if !error.is_empty() {
                output::error(&error);
            }
            return Ok(Status::Failed);
        }
    };
    let Some(path) = &arguments.path else {
        io::stdout().write_all(text.as_bytes())?;
        return Ok(Status::Clean);
    };
    if let Err(error) = super::write::create(path, &text) {
        output::error(&error);
        return Ok(Status::Failed);
    }
    if let Some(why) =
        arguments.policy.as_deref().and_then(|asked| named::is_out_of_reach(asked, path))
    {
        output::note(&format!("{}: {why}", shown(path)));
    }
    writeln!(output::stdout().0, "wrote {}", crate::report::escape::line(&shown(path)))?;
    Ok(Status::Clean)
}

/// The format of a document: as it is asked for, and as the name of the file says.
fn format(path: Option<&Path>, asked: Option<Format>) -> Result<proposal::Format, String> {
    let extension = |path: &Path| format!("{}: {}", shown(path), super::check::OTHER_EXTENSION);
    let named = path.map(|path| files::format_of(path).ok_or_else(|| extension(path)));
    match (asked.map(proposal::Format::from), named.transpose()?) {
        (Some(asked), Some(named)) if asked != named => {
            Err("--format and the extension of PATH say different things; leave one out".to_owned())
        }
        (asked, named) => Ok(asked.or(named).unwrap_or(proposal::Format::Markdown)),
    }
}

/// Why a document cannot go to a file of this name.
fn wrong_path(path: &Path, asked: Option<Format>) -> Option<String> {
    format(Some(path), asked).err().or_else(|| super::write::taken(path))
}

/// The document; an empty error has been told already.
fn text(arguments: &Arguments) -> Result<String, String> {
    let format = format(arguments.path.as_deref(), arguments.format)?;
    let path = arguments.path.as_deref();
    let policy = match &arguments.policy {
        Some(name) => super::policy::find(name)?,
        None => configured(path)?,
    };
    let is_form = matches!(arguments.format, Some(Format::GithubForm | Format::GitlabTemplate));
    if is_form && (arguments.title.is_some() || arguments.issue.is_some()) {
        return Err(
            "a form has no title and no issue of its own: whoever fills it in says them; leave --title and --issue out"
                .to_owned(),
        );
    }
    match arguments.format {
        Some(Format::GithubForm) => return Ok(github_form(&policy)),
        Some(Format::GitlabTemplate) => return Ok(gitlab_template(&policy)),
        _ => {}
    }
    let title = arguments.title.as_deref().unwrap_or_default();
    let issue = arguments.issue.as_deref().and_then(issue);
    let named = arguments.policy.as_deref().and_then(|asked| named::of(asked, &policy, path));
    let text = new_document(&policy, format, title, issue.as_deref(), named.as_deref());
    if let Some(issue) = issue.filter(|_| !names_an_issue(&text, format, path)) {
        output::note(&format!(
            "{issue}: names no issue that can be looked up; write 123, owner/repo#123, KEY-123 or its address"
        ));
    }
    Ok(text)
}

/// Whether a reader of the new document finds an issue in it.
fn names_an_issue(text: &str, format: proposal::Format, path: Option<&Path>) -> bool {
    let (found, default) = (will_hold(path), Config::default());
    let config = found.as_ref().map_or(&default, |found| &found.config);
    let today = today(None).here();
    let context = Context { format, config, today, exists: None, policies: None, given: None };
    !assess(&Source::new(text), &context).proposal.metadata.issues.is_empty()
}

/// What will hold for a file, or in the current folder.
fn will_hold(path: Option<&Path>) -> Found {
    let path = absolute(path.unwrap_or(Path::new("new.md")));
    // The folder need not be there yet: what will hold in it is what holds in the nearest one that is.
    let near = folder(&path).ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
    Configurations::default().of_folder(near)
}

/// The policy that is configured for a file, or for the current folder; an empty error has been told already.
pub(super) fn configured(path: Option<&Path>) -> Result<Arc<Policy>, String> {
    let found = will_hold(path);
    let policy = found.map_err(|broken| broken.tell()).ok().and_then(|found| found.policy());
    policy.ok_or_else(String::new)
}
