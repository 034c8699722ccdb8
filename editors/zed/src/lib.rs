//! Tells Zed how the server is started. Install it with "zed: install dev extension" and this folder.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

struct HotfixLint;

impl zed::Extension for HotfixLint {
    fn new() -> Self {
        Self
    }

    /// The program that the settings name (`lsp.hotfix-lint.binary.path`), or else the one on the `PATH`.
    fn language_server_command(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Command> {
        let settings = LspSettings::for_worktree(id.as_ref(), worktree)?;
        let path = settings.binary.and_then(|binary| binary.path);
        let command = path.or_else(|| worktree.which("hotfix-lint")).ok_or(
            "hotfix-lint is not on the PATH: install it, or set lsp.hotfix-lint.binary.path",
        )?;
        Ok(Command { command, args: vec!["server".to_owned()], env: worktree.shell_env() })
    }
}

zed::register_extension!(HotfixLint);
