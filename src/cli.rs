//! The command line: arguments, one file a command below `cli/`, exit codes.

use std::process::ExitCode;
/// x
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
