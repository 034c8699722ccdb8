//! `hotfix-lint man`: the manual pages, made from what `--help` says.

use super::{Status, output, program};
use clap::Args;
use std::io::{self, Write};

/// Print a manual page
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hotfix-lint man > ~/.local/share/man/man1/hotfix-lint.1
  hotfix-lint man check > ~/.local/share/man/man1/hotfix-lint-check.1
  hotfix-lint man policy backtest > ~/.local/share/man/man1/hotfix-lint-policy-backtest.1")]
pub(super) struct Arguments {
    /// One of the commands, or a command of one [default: the program as a whole]
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> io::Result<Status> {
    // `help` would be named among the commands, and has no page.
    let mut page = program().disable_help_subcommand(true);
    // Pages of commands have names and usages of their own once this has been done.
    page.build();
    for name in arguments.command.iter().flat_map(|words| words.split_whitespace()) {
        let Some(found) = page.find_subcommand(name) else {
            let of = page.get_bin_name().unwrap_or("hotfix-lint");
            output::error(&format!("no command is named {name}; `{of} --help` names them"));
            return Ok(Status::Failed);
        };
        page = found.clone();
    }
    let notes = page.get_after_help().map(ToString::to_string).unwrap_or_default();
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    let text = with_sections(&String::from_utf8_lossy(&text), &notes);
    io::stdout().write_all(text.as_bytes())?;
    Ok(Status::Clean)
}

/// The page with what stands behind the options of `--help` in sections of their own: filled into running text, examples
/// are of no use.
fn with_sections(page: &str, notes: &str) -> String {
    let Some((before, extra)) = page.split_once(".SH EXTRA\n") else { return page.to_owned() };
    let after = extra.find("\n.SH ").and_then(|at| extra.get(at + 1..)).unwrap_or_default();
    let (mut said, mut rest) = (String::new(), String::new());
    for paragraph in notes.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        let (head, body) = paragraph.split_once(':').unwrap_or_default();
        match head {
            "Example" | "Examples" => {
                rest.push_str(".SH EXAMPLES\n.nf\n");
                body.lines().skip(1).for_each(|line| push_line(line.trim_start(), &mut rest));
                rest.push_str(".fi\n");
            }
            "Exit code" => {
                rest.push_str(".SH EXIT STATUS\n");
                push_line(body.trim(), &mut rest);
            }
            _ => {
                said.push_str(if said.is_empty() { ".SH NOTES\n" } else { ".PP\n" });
                paragraph.lines().for_each(|line| push_line(line, &mut said));
            }
        }
    }
    [before, &said, &rest, after].concat()
}

/// A line of text: nothing in it is a command of the formatter.
fn push_line(line: &str, out: &mut String) {
    if line.starts_with(['.', '\'']) {
        out.push_str("\\&");
    }
    for c in line.chars() {
        match c {
            '\\' => out.push_str("\\e"),
            '-' => out.push_str("\\-"),
            '\'' => out.push_str("\\(aq"),
            c => out.push(c),
        }
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_keep_their_lines() {
        let notes = "Words.\n\nMore: words.\n\nExit code: 0 done.\n\nExamples:\n  a -b 'c\\'\n  .d";
        let page = ".SH OPTIONS\nx\n.SH EXTRA\nWords.\nExit code: 0\n.SH VERSION\nv1\n";
        assert_eq!(
            with_sections(page, notes),
            ".SH OPTIONS\nx\n.SH NOTES\nWords.\n.PP\nMore: words.\n.SH EXIT STATUS\n0 done.\n\
             .SH EXAMPLES\n.nf\na \\-b \\(aqc\\e\\(aq\n\\&.d\n.fi\n.SH VERSION\nv1\n"
        );
        assert_eq!(with_sections("x", notes), "x");
    }
}
