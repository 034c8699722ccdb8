//! The command line: arguments here, one file a command below `cli/`.
//!
//! Exit codes: 0 all is well, 1 there are findings (or, with `--diff`, changes to make), 2 something could not be
//! done; 2 wins.

mod check;
mod completions;
mod configuration;
mod convert;
mod defer;
mod diff;
mod document;
mod explain;
mod init;
mod man;
mod new;
mod output;
mod policy;
mod reopen;
mod report;
mod schema;
mod server;
mod stdin;
mod write;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Reads hotfix proposals (Markdown, YAML) and says whether the bug deserves a hotfix, what is missing to know that, and when waiting is better
#[derive(Debug, Parser)]
#[command(name = "hotfix-lint", version, long_about = None, max_term_width = 100)]
#[command(after_help = "\
Examples:
  hotfix-lint new hotfixes/merge.hotfix.md    begin a proposal
  hotfix-lint check                           check every proposal below this folder
  hotfix-lint defer hotfixes/merge.hotfix.md  wait for the next release
  hotfix-lint explain missing-evidence        what a rule wants, and why")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    Defer(defer::Arguments),
    Reopen(reopen::Arguments),
    Report(report::Arguments),
    Init(init::Arguments),
    New(new::Arguments),
    Convert(convert::Arguments),
    Diff(diff::Arguments),
    Explain(explain::Arguments),
    Policy(policy::Arguments),
    Schema(schema::Arguments),
    Server(server::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// How a command ended; of two, the greater one counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// All is well.
    #[default]
    Clean,
    /// There are findings, or changes to make.
    Findings,
    /// Something could not be done.
    Failed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// What the process was started for.
///
/// An editor waits for its server, and starts it with these words: they are understood without putting together all
/// the other commands and what they take, which was a quarter of the instructions of the thread that starts.
fn command() -> Command {
    let mut arguments = std::env::args_os().skip(1);
    match (arguments.next(), arguments.next(), arguments.next()) {
        (Some(first), stdio, None)
            if first == "server" && stdio.as_deref().is_none_or(|word| word == "--stdio") =>
        {
            Command::Server(server::Arguments::default())
        }
        _ => Arguments::parse().command,
    }
}

/// Runs the program with the process's arguments, streams and clock.
pub fn main() -> ExitCode {
    let ended = match command() {
        Command::Check(arguments) => check::run(&arguments).map(ExitCode::from),
        Command::Defer(arguments) => defer::run(&arguments).map(ExitCode::from),
        Command::Reopen(arguments) => reopen::run(&arguments).map(ExitCode::from),
        Command::Report(arguments) => report::run(&arguments).map(ExitCode::from),
        Command::Init(arguments) => init::run(&arguments).map(ExitCode::from),
        Command::New(arguments) => new::run(&arguments).map(ExitCode::from),
        Command::Convert(arguments) => convert::run(&arguments).map(ExitCode::from),
        Command::Diff(arguments) => diff::run(&arguments).map(ExitCode::from),
        Command::Explain(arguments) => explain::run(&arguments).map(ExitCode::from),
        Command::Policy(arguments) => policy::run(&arguments).map(ExitCode::from),
        Command::Schema(arguments) => schema::run(&arguments).map(ExitCode::from),
        Command::Server(arguments) => server::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments).map(ExitCode::from),
        Command::Man(arguments) => man::run(&arguments).map(ExitCode::from),
    };
    match ended {
        Ok(code) => code,
        // Whoever read the output has seen enough: that is no failure, and there is nobody to tell.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Status::Clean.into(),
        Err(error) => {
            output::error(&format!(
                "the output cannot be written: {}",
                crate::files::reason(&error)
            ));
            Status::Failed.into()
        }
    }
}

/// The program as its arguments describe it.
fn program() -> clap::Command {
    <Arguments as clap::CommandFactory>::command()
}

/// Reads a day as it is written on the command line.
fn date(text: &str) -> Result<jiff::civil::Date, String> {
    let is_plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let date = if is_plain { text.parse().ok() } else { None };
    date.ok_or_else(|| "no such day; write it as 2026-11-22".to_owned())
}
