//! `hotfix-lint policy backtest`: a policy held against decisions that people have made.

use crate::backtest::{self, Backtest, Case, case_file};
use crate::cli::check::find::{self, File};
use crate::cli::configuration::{Configuration, Configurations, absolute};
use crate::cli::document::folder;
use crate::cli::{Status, output};
use crate::config::{Selected, says_proposal};
use crate::files;
use crate::policy::Policy;
use crate::proposal::{self, Format as Kind};
use crate::report::backtest::Format;
use crate::report::escape;
use crate::rule::nearest;
use crate::rule::words::count;
use crate::source::Source;
use crate::tracker::Tracker;
use clap::{Args, ValueEnum};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// Hold a policy against decided proposals: how often they agree, and what makes the difference
#[derive(Debug, Args)]
#[command(after_help = "\
A proposal is decided by its status: approved and released are hotfixes; deferred, included and
rejected are not. Case files (YAML with `decision` and `answers`) are read, too.

Exit code: 0 done, 2 something could not be read.

Examples:
  hotfix-lint policy backtest hotfixes --policy our-policy.yaml
  hotfix-lint policy backtest cases --policy rapids --compare rapids-practice
  hotfix-lint policy backtest hotfixes --format html > backtest.html")]
pub(in crate::cli) struct Arguments {
    /// Files, and folders to look for decided proposals and cases in
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// A built-in policy or a policy file [default: as configured here]
    #[arg(long, value_name = "POLICY")]
    policy: Option<String>,
    /// A second policy, to put beside it
    #[arg(long, value_name = "POLICY")]
    compare: Option<String>,
    /// Take claims as given, with or without evidence
    #[arg(long)]
    ignore_evidence: bool,
    /// Take every YAML file for a case, whatever it looks like
    #[arg(long)]
    cases: bool,
    /// How the result is written
    #[arg(long, value_enum, default_value_t)]
    format: Output,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Output {
    /// For people
    #[default]
    Text,
    /// For machines
    Json,
    /// One page that needs nothing else
    Html,
}

/// A decided document, before any policy has read it.
struct Decided {
    name: String,
    text: String,
    /// `None` for a case file.
    format: Option<Kind>,
    /// Where it is.
    folder: PathBuf,
    /// What holds for it; `None` where that is broken.
    configuration: Option<Arc<Configuration>>,
}

impl Decided {
    /// The case that it is under a policy; `None` where it is not decided yet.
    fn proposal(&self, format: Kind, policy: &Policy) -> Option<Case> {
        let surroundings = OnceLock::new();
        let around = self.configuration.as_ref();
        let find = || around.map(|around| around.surroundings(self.folder.clone()));
        let exists = |named: &str| {
            surroundings.get_or_init(find).as_ref().is_some_and(|around| around.have(named))
        };
        let exists: Option<&(dyn Fn(&str) -> bool + Sync)> =
            if around.is_some() { Some(&exists) } else { None };
        let tracker = around.map(|around| &around.config.tracker);
        let name = escape::line(&self.name).into_owned();
        let document = (Source::new(self.text.as_str()), format);
        let default = Tracker::default();
        Case::of_proposal(name, document, policy, tracker.unwrap_or(&default), exists)
    }
}

/// Runs the command.
pub(in crate::cli) fn run(arguments: &Arguments) -> io::Result<Status> {
    let mut policies = Vec::new();
    for name in [Some(arguments.policy.as_deref()), arguments.compare.as_deref().map(Some)] {
        match name.map(policy) {
            Some(Ok(policy)) => policies.push(policy),
            Some(Err(error)) => {
                if !error.is_empty() {
                    output::error(&error);
                }
                return Ok(Status::Failed);
            }
            None => {}
        }
    }
    let mut status = Status::Clean;
    let mut documents = documents(arguments, &mut status);
    let found = documents.len();
    documents.retain(|document| policies.iter().any(|policy| is_about(document, policy)));
    let foreign = found - documents.len();
    let mut left_out = 0;
    let mut results: Vec<Backtest> = Vec::new();
    for policy in &policies {
        let policy = if arguments.ignore_evidence {
            backtest::without_evidence(policy)
        } else {
            (**policy).clone()
        };
        let (cases, open) = cases(&documents, &policy, &mut status, results.is_empty());
        left_out = open;
        tell_not_asked(&policy, &cases);
        results.push(backtest::run(&policy, &cases));
    }
    if foreign > 0 {
        let many = count(foreign, "proposal answers", "proposals answer");
        let of = if policies.len() == 1 { "the policy" } else { "either policy" };
        let are = if foreign == 1 { "is" } else { "are" };
        output::note(&format!("{many} no question of {of}, and {are} left out"));
    }
    if left_out > 0 {
        let many = count(left_out, "proposal is", "proposals are");
        output::note(&format!("{many} not decided yet, and left out"));
    }
    if results.first().is_some_and(|result| result.cases.is_empty()) {
        output::error(
            "nothing decided was found: a status such as released or deferred decides, and `decision` in a case",
        );
        return Ok(Status::Failed);
    }
    let format = match arguments.format {
        Output::Text => Format::Text,
        Output::Json => Format::Json,
        Output::Html => Format::Html,
    };
    output::stdout().0.write_all(format.report(&results).as_bytes())?;
    Ok(status)
}

/// Whether a policy asks anything that a document answers: what was written for another one says nothing of it. Case files,
/// and proposals that are not decided, are told of elsewhere.
fn is_about(document: &Decided, policy: &Policy) -> bool {
    document.format.is_none_or(|format| {
        let proposal = proposal::read(&Source::new(document.text.as_str()), format, policy);
        let status = proposal.metadata.status();
        !proposal.answers.is_empty() || backtest::decision(status).is_none()
    })
}

/// Notes the answers of case files that the policy does not ask for: it is the wrong policy, or a name is misspelt.
fn tell_not_asked(policy: &Policy, cases: &[Case]) {
    /// How many names are told.
    const SHOWN: usize = 3;
    let all: Vec<&str> =
        cases.iter().flat_map(|case| &case.not_asked).map(String::as_str).collect();
    if all.is_empty() {
        return;
    }
    let mut names = all.clone();
    names.sort_unstable();
    names.dedup();
    let near =
        |name: &str| nearest(name, policy.questions.iter().map(|question| question.id.as_str()));
    // What is misspelt comes first.
    let (misspelt, others): (Vec<&str>, Vec<&str>) =
        names.iter().partition(|name| near(name).is_some());
    let told = |name: &&str| match near(name) {
        Some(near) => format!("{name} (did you mean {near}?)"),
        None => (*name).to_owned(),
    };
    let mut told: Vec<String> = misspelt.iter().chain(&others).take(SHOWN).map(told).collect();
    if names.len() > SHOWN {
        told.push(format!("{} more", names.len() - SHOWN));
    }
    let many = count(all.len(), "answer names", "answers name");
    let policy = escape::line(&policy.name);
    output::note(&format!("{many} no question of {policy}: {}", escape::line(&told.join(", "))));
}

/// The policy of that name, else the one configured for the current folder.
fn policy(name: Option<&str>) -> Result<Arc<Policy>, String> {
    match name {
        Some(name) => super::find(name),
        None => super::super::new::configured(None),
    }
}

/// Everything that may have been decided.
fn documents(arguments: &Arguments, status: &mut Status) -> Vec<Decided> {
    let found = find::find(&arguments.paths);
    for error in &found.errors {
        output::error(&error.to_string());
        *status = Status::Failed;
    }
    let configurations = Configurations::default();
    let mut documents = Vec::new();
    for file in &found.files {
        match document(arguments, file, &configurations, status) {
            Ok(document) => documents.extend(document),
            Err(why) => {
                output::error(&format!("{}: {why}", file.shown));
                *status = Status::Failed;
            }
        }
    }
    documents
}

/// A file that is a proposal or a case; nothing for one that is neither.
fn document(
    arguments: &Arguments,
    file: &File,
    configurations: &Configurations,
    status: &mut Status,
) -> Result<Option<Decided>, files::ReadError> {
    let Some(format) = files::format_of(&file.path) else { return Ok(None) };
    let text = match files::read(&file.path) {
        Err(files::ReadError::Empty) if !file.named => return Ok(None),
        read => read?,
    };
    let path = absolute(&file.path);
    let is_case = format == Kind::Yaml && (arguments.cases || case_file::is_case(&text));
    let configuration = match configurations.of_folder(folder(&path)) {
        Ok(found) => Some(found),
        Err(broken) => {
            broken.tell();
            *status = Status::Failed;
            None
        }
    };
    let selected = match &configuration {
        _ if file.named => Selected::Yes,
        Some(found) => found.selection.selects(&path),
        None => Selected::WhenItSaysSo,
    };
    let is_proposal = match selected {
        Selected::Yes => true,
        Selected::No => false,
        Selected::WhenItSaysSo => says_proposal(format, &text),
    };
    // What is left out is no proposal; cases are none anyway.
    let is_decided = is_case || is_proposal;
    if !is_decided
        && format == Kind::Yaml
        && let Some(key) = case_file::lacks(&text)
    {
        output::note(&format!(
            "{} has no `{key}`, and is left out; `--cases` takes every YAML file for a case",
            escape::line(&file.shown)
        ));
    }
    Ok(is_decided.then(|| Decided {
        name: file.shown.clone(),
        format: (!is_case).then_some(format),
        folder: folder(&path).to_owned(),
        configuration,
        text,
    }))
}

/// The documents as cases, read with the words of a policy, and how many are not decided yet. Mistakes are told with the
/// first policy alone.
fn cases(
    documents: &[Decided],
    policy: &Policy,
    status: &mut Status,
    tell: bool,
) -> (Vec<Case>, usize) {
    let mut cases = Vec::new();
    let mut open = 0;
    for document in documents {
        let Some(format) = document.format else {
            let stem = document.name.rsplit('/').next().unwrap_or(&document.name);
            match case_file::read(stem, &document.text, policy) {
                Ok(case) => cases.push(case),
                Err(mistakes) => {
                    *status = Status::Failed;
                    if tell {
                        super::tell_places(&document.name, &document.text, &mistakes);
                    }
                }
            }
            continue;
        };
        match document.proposal(format, policy) {
            Some(case) => cases.push(case),
            None => open += 1,
        }
    }
    (cases, open)
}
