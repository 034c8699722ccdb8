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
    clap_complete::generate(arguments.shell, &mut program, name.clone(), &mut text);
    if arguments.shell == Shell::Bash {
        text = with_one_label(&String::from_utf8_lossy(&text), &name).into_bytes();
    }
    io::stdout().write_all(&text)?;
    Ok(Status::Clean)
}

/// The script for bash with one label for each command.
///
/// It follows the words to a label, and looks the label up; of a name with a hyphen the generator makes one label on
/// the way and another for the look-up, so that nothing would be found behind a command.
fn with_one_label(script: &str, name: &str) -> String {
    script.replace(&name.replace('-', "__subcmd__"), &name.replace('-', "__"))
}
