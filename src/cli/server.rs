//! `hotfix-lint server`: the language server.

use clap::Args;
use std::io;
use std::process::ExitCode;

/// Run the language server on standard input and output
#[derive(Debug, Default, Args)]
#[command(after_help = "\
Editors start this; it speaks the Language Server Protocol and ends when the editor closes the stream.

Exit code: 0 after an orderly end, 1 otherwise.

Example:
  hotfix-lint server    the command to give to an editor's language client")]
pub(super) struct Arguments {
    /// Accepted for editors that pass it; there is no other way to talk to it
    #[arg(long)]
    stdio: bool,
}

/// Runs the server until the client leaves.
pub(super) fn run(_: &Arguments) -> io::Result<ExitCode> {
    crate::lsp::run().map(|code| ExitCode::from(u8::try_from(code).unwrap_or(1)))
}
