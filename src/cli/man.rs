//! `hotfix-lint man`: the manual pages, made from what `--help` says.

use super::{Status, output, program};
use clap::Args;
use std::io::{self, Write};

/// Print a manual page
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hotfix-lint man > ~/.local/share/man/man1/hotfix-lint.1
  hotfix-lint man check > ~/.local/share/man/man1/hotfix-lint-check.1")]
pub(super) struct Arguments {
    /// One of the commands [default: the program as a whole]
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> io::Result<Status> {
    let mut page = program();
    // Pages of commands have names and usages of their own once this has been done.
    page.build();
    if let Some(name) = &arguments.command {
        let Some(found) = page.find_subcommand(name) else {
            output::error(&format!("no command is named {name}; `hotfix-lint --help` names them"));
            return Ok(Status::Failed);
        };
        page = found.clone();
    }
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    io::stdout().write_all(&text)?;
    Ok(Status::Clean)
}
