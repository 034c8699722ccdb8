//! The program: arguments → shell → exit code.

fn main() -> std::process::ExitCode {
    hotfix_lint::cli::main()
}
