//! `hotfix-lint completions`: what a shell needs to complete our words.

use super::{Status, program};
use clap::Args;
use clap_complete::Shell;
use std::io::{self, Write};

/// Print the completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hotfix-lint completions bash > ~/.local/share/bash-completion/completions/hotfix-lint
  hotfix-lint completions zsh > ~/.zfunc/_hotfix-lint
  hotfix-lint completions fish > ~/.config/fish/completions/hotfix-lint.fish")]
pub(super) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> io::Result<Status> {
    let mut program = program();
    let name = program.get_name().to_owned();
    // Into memory first: the generator takes a failing output for a reason to panic.
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut program, name, &mut text);
    io::stdout().write_all(&text)?;
    Ok(Status::Clean)
}
