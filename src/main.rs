//! The program: arguments → shell → exit code.

fn main() -> std::process::ExitCode {
    if std::env::args().nth(1).as_deref() == Some("server") {
        return hotfix_lint::lsp::main();
    }
    hotfix_lint::cli::main()
}
