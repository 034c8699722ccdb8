//! `hotfix-lint completions`: what a shell needs to complete our words.

use super::{Status, program};
use crate::policy::{builtin, load};
use crate::rule::RULES;
use clap::builder::PossibleValuesParser;
use clap::{Args, Command};
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
    let mut program = with_names(program());
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

/// The program as a shell is told of it: with the names that are always there. Where a file can stand in place of a name
/// they are left out, for a shell that is told of names offers no files.
fn with_names(program: Command) -> Command {
    let policies = PossibleValuesParser::new(builtin::BUILTIN.map(|(name, _)| name));
    let mut explained: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    for policy in builtin::BUILTIN.iter().filter_map(|(_, text)| load::load(text).ok()) {
        let questions = policy.questions.into_iter().map(|question| question.id);
        let criteria = policy.criteria.into_iter().map(|criterion| criterion.id);
        for name in criteria.chain(questions) {
            if !explained.contains(&&*name) {
                // Once for each name, and the program ends when they are written.
                explained.push(name.leak());
            }
        }
    }
    let shown = policies.clone();
    program
        .mut_subcommand("explain", |explain| {
            explain.mut_arg("name", |name| name.value_parser(PossibleValuesParser::new(explained)))
        })
        .mut_subcommand("init", |init| {
            init.mut_arg("policy", |policy| policy.value_parser(policies))
        })
        .mut_subcommand("policy", |policy| {
            policy.mut_subcommand("show", |show| {
                show.mut_arg("name", |name| name.value_parser(shown))
            })
        })
}

/// The script for bash with one label for each command.
///
/// It follows the words to a label, and looks the label up; of a name with a hyphen the generator makes one label on
/// the way and another for the look-up, so that nothing would be found behind a command.
fn with_one_label(script: &str, name: &str) -> String {
    script.replace(&name.replace('-', "__subcmd__"), &name.replace('-', "__"))
}
