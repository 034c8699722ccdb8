//! `hotfix-lint diff`: what became of a proposal's answers.

use super::check::OTHER_EXTENSION;
use super::configuration::{Configurations, shown};
use super::document::{Document, folder, today};
use super::{Status, output};
use crate::assess::assess;
use crate::files;
use crate::report::changes::{self, Change};
use crate::source::Source;
use clap::Args;
use jiff::civil::Date;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Compare two versions of a proposal: which answers changed, and what that did to the verdict
#[derive(Debug, Args)]
#[command(after_help = "\
An answer is strengthened when it speaks more for a hotfix than before, and weakened when less: by its value, or by evidence that came or went. It is changed when it says something else and neither holds, as of questions to which no answer speaks for a hotfix, and reworded when it says the same in other words or with other evidence. It is silently flipped when it says the opposite and nothing new is written or shown for it.

Exit code: 0 no answer was silently flipped, 1 one was, 2 a version cannot be read.

Examples:
  hotfix-lint diff old.hotfix.md new.hotfix.md
  hotfix-lint diff HEAD~1 hotfixes/merge.hotfix.md    since the last commit but one
  hotfix-lint diff HEAD~1:old.hotfix.md new.hotfix.md    since before it was renamed")]
pub(super) struct Arguments {
    /// The older version: a file, a revision of NEW in git, or REVISION:PATH where it had another name
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The newer version
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// The day to judge both for, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    today: Option<Date>,
    /// Use this configuration [default: the nearest hotfix-lint.yaml above each file]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> io::Result<Status> {
    let Some(configurations) = Configurations::new(arguments.config.as_deref()) else {
        return Ok(Status::Failed);
    };
    if let Some(way) = wrong(&arguments.old, &arguments.new) {
        output::error(&way);
        return Ok(Status::Failed);
    }
    let Some(new) = Document::named(&arguments.new, &configurations) else {
        return Ok(Status::Failed);
    };
    let is_folder = arguments.old.is_dir();
    let old = if arguments.old.exists() && !is_folder {
        Document::named(&arguments.old, &configurations)
    } else {
        match revision(&arguments.old, &new) {
            Ok(old) => Some(old),
            // A branch may be called like a folder. This one is none.
            Err(_) if is_folder => Document::named(&arguments.old, &configurations),
            Err(lines) => {
                output::error_lines(&lines);
                None
            }
        }
    };
    let Some(old) = old else { return Ok(Status::Failed) };
    let status = new.configuration.status().max(old.configuration.status());
    let day = today(arguments.today);
    let judged = |document: &Document| {
        document.with_context(day, |context| assess(&document.source, context))
    };
    let (was, is) = (judged(&old), judged(&new));
    if was.policy.name != is.policy.name {
        output::error(&format!(
            "{} is held against {}, and {} against {}: other questions have other answers",
            old.shown, was.policy.name, new.shown, is.policy.name
        ));
        return Ok(Status::Failed);
    }
    let versions = ((&old.source, &was), (&new.source, &is));
    let told = changes::told((&old.shown, &new.shown), versions.0, versions.1);
    output::stdout().0.write_all(told.as_bytes())?;
    let all = changes::changes(versions.0, versions.1);
    let flipped = all.iter().any(|(change, _)| *change == Change::SilentlyFlipped);
    Ok(status.max(if flipped { Status::Findings } else { Status::Clean }))
}

/// What two words cannot be, and what was meant: a range for the older version, a revision for the newer one.
fn wrong(old: &Path, new: &Path) -> Option<String> {
    let (old_name, new_name) = (shown(old), shown(new));
    // In front of a path, which may go up itself: no revision has two dots in its name.
    let revision = old_name.split(':').next().unwrap_or_default();
    if !old.exists()
        && let Some((from, to)) = revision.split_once("..")
        && !from.ends_with('/')
        && !to.starts_with('/')
    {
        let from = if from.is_empty() { "HEAD" } else { from };
        return Some(format!(
            "{old_name}: is a range, and NEW is the file as it is now; name one revision: {from}"
        ));
    }
    if !new.exists() && new_name.split_once(':').is_some_and(|(revision, _)| !revision.is_empty()) {
        return Some(format!(
            "{new_name}: no such file, and NEW is one; `git show {new_name} > FILE` makes one of a revision"
        ));
    }
    None
}

/// The document as git knows it.
fn revision(revision: &Path, new: &Document) -> Result<Document, Vec<String>> {
    let name = shown(revision);
    let none = || vec![format!("{name}: no such file, and no revision of {} either", new.shown)];
    let file = new.path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    // A path of its own is understood as git does, from the repository's root or, behind `./`, from here.
    let (place, object, format) = match name.split_once(':') {
        _ if name.starts_with('-') => return Err(none()),
        None => (folder(&new.path), format!("{name}:./{file}"), Some(new.format)),
        Some((revision, path)) if !revision.is_empty() => {
            (Path::new("."), name.clone(), files::format_of(Path::new(path)))
        }
        Some(_) => return Err(none()),
    };
    let format = format.ok_or_else(|| vec![format!("{name}: {OTHER_EXTENSION}")])?;
    let output = Command::new("git")
        .arg("-C")
        .arg(place)
        .args(["show", "--no-textconv", &object])
        .output()
        .map_err(|error| vec![format!("git cannot be run: {}", files::reason(&error))])?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next().unwrap_or_default().trim_start_matches("fatal: ");
        // The revision is there, and the path is not.
        let renamed = !name.contains(':') && said.contains(" in '");
        let so = if renamed {
            format!("; where it had another name then: {name}:PATH")
        } else {
            String::new()
        };
        return Err([none(), vec![format!("  (git says: {said}{so})")]].concat());
    }
    let shown = if name.contains(':') { name } else { format!("{name}:{}", new.shown) };
    let text = files::read_from(&output.stdout[..], output.stdout.len())
        .map_err(|error| vec![format!("{shown}: {error}")])?;
    Ok(Document {
        shown,
        path: new.path.clone(),
        source: Source::new(text),
        format,
        given: None,
        configuration: new.configuration.clone(),
    })
}
