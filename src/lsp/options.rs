//! What a person has set for the server in their editor. What a team sets stands in `hotfix-lint.yaml`.
//!
//! | key | value | otherwise |
//! | --- | --- | --- |
//! | `today` | a date such as `"2026-11-22"`: the day to judge by | the local one |
//! | `workspaceDiagnostics` | whether proposals that are not open are told of | `true` |
//! | `logLevel` | `"off"`, `"error"`, `"warning"`, `"info"` or `"debug"`: what goes to the client's log | `"info"` |
//!
//! They come in `initializationOptions`, and over those in the section `hotfix-lint` of the client's settings.

use super::capabilities::{self, Client};
use super::outgoing::Asked;
use super::params;
use super::session::Session;
use gen_lsp_types as lsp;
use jiff::civil::Date;
use lsp::MessageType;
use serde_json::Value;

/// The section of the client's settings that is ours.
pub(super) const SECTION: &str = "hotfix-lint";

/// The settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Options {
    /// The day to judge by, where that is not the local one.
    pub(super) today: Option<Date>,
    /// Whether proposals that are not open are told of.
    pub(super) workspace_diagnostics: bool,
    /// The least that goes to the client's log; `None` is nothing.
    log: Option<MessageType>,
}

impl Default for Options {
    fn default() -> Self {
        Self { today: None, workspace_diagnostics: true, log: Some(MessageType::Info) }
    }
}

impl Options {
    /// Takes what `value` sets, and returns what is wrong with it; `place` is where it was set.
    pub(super) fn take(&mut self, value: &Value, place: &str) -> Vec<String> {
        let mut problems = Vec::new();
        let mut wrong = |key: &str, expected: &str, found: &Value| {
            problems.push(format!("{place}.{key} is {expected}, not {found}"));
        };
        let set = |key: &str| value.get(key).filter(|value| !value.is_null());
        // An empty one is what a form has where nothing is written.
        if let Some(value) = set("today").filter(|value| *value != "") {
            match value.as_str().and_then(|day| day.parse().ok()) {
                Some(day) => self.today = Some(day),
                None => wrong("today", "a date such as \"2026-11-22\"", value),
            }
        }
        if let Some(value) = set("workspaceDiagnostics") {
            match value.as_bool() {
                Some(wanted) => self.workspace_diagnostics = wanted,
                None => wrong("workspaceDiagnostics", "true or false", value),
            }
        }
        if let Some(value) = set("logLevel") {
            let level = match value.as_str() {
                Some("off") => Some(None),
                Some("error") => Some(Some(MessageType::Error)),
                Some("warning") => Some(Some(MessageType::Warning)),
                Some("info") => Some(Some(MessageType::Info)),
                Some("debug") => Some(Some(MessageType::Log)),
                _ => None,
            };
            match level {
                Some(level) => self.log = level,
                None => wrong(
                    "logLevel",
                    "\"off\", \"error\", \"warning\", \"info\" or \"debug\"",
                    value,
                ),
            }
        }
        problems
    }

    /// Whether messages of this kind go to the client's log.
    pub(super) fn logs(&self, kind: MessageType) -> bool {
        self.log.is_some_and(|least| u32::from(kind) <= u32::from(least))
    }
}

impl Session {
    /// Takes `initializationOptions`.
    pub(super) fn take_initial_options(&mut self, value: Option<&Value>) {
        let Some(value) = value else { return };
        let mut options = Options::default();
        let problems = options.take(value, "initializationOptions");
        self.initial_options = options.clone();
        self.options = options;
        self.warn_of(problems);
    }

    /// Asks for the settings, where the client can be asked, and to be told when they change.
    pub(super) fn ask_for_options(&mut self) {
        let Client { configuration, register_configuration, .. } = *self.client;
        if register_configuration {
            let changes = capabilities::configuration_changes();
            self.ask::<lsp::RegistrationRequest>(changes, Asked::Other);
        }
        if configuration {
            self.pull_options();
        }
    }

    /// The settings have changed; a client that can be asked may send anything here.
    pub(super) fn options_changed(&mut self, params: &params::Settings) {
        if self.client.configuration {
            self.pull_options();
        } else if let Some(section) = params.settings.get(SECTION) {
            self.take_options(section);
        }
    }

    fn pull_options(&mut self) {
        let section = Some(SECTION.to_owned());
        let items = vec![lsp::ConfigurationItem { scope_uri: None, section }];
        self.ask::<lsp::ConfigurationRequest>(lsp::ConfigurationParams { items }, Asked::Options);
    }

    /// Takes the section of the client's settings.
    pub(super) fn take_options(&mut self, section: &Value) {
        let mut options = self.initial_options.clone();
        let problems = options.take(section, SECTION);
        let before = std::mem::replace(&mut self.options, options);
        self.warn_of(problems);
        self.check_day();
        if before.workspace_diagnostics != self.options.workspace_diagnostics {
            self.switch_workspace_diagnostics();
        }
    }

    /// Tells what is wrong with settings: in the log, and once in a message.
    fn warn_of(&mut self, problems: Vec<String>) {
        for problem in &problems {
            self.log(MessageType::Warning, problem.clone());
            if !self.wrong_options.contains(problem) {
                self.show(MessageType::Warning, problem.clone());
            }
        }
        self.wrong_options = problems;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_wrong_is_told_and_left() {
        let mut options = Options::default();
        let value = json!({"today": 7, "workspaceDiagnostics": "no", "logLevel": "loud", "x": 1});
        let problems = options.take(&value, "here");
        assert_eq!(
            problems,
            [
                "here.today is a date such as \"2026-11-22\", not 7",
                "here.workspaceDiagnostics is true or false, not \"no\"",
                "here.logLevel is \"off\", \"error\", \"warning\", \"info\" or \"debug\", not \"loud\"",
            ]
        );
        assert_eq!(options, Options::default());
        assert!(options.take(&json!({"today": ""}), "here").is_empty());
        assert!(options.take(&json!(null), "here").is_empty());
        assert!(options.take(&json!([1]), "here").is_empty());
    }

    #[test]
    fn levels() {
        let mut options = Options::default();
        assert!(options.logs(MessageType::Info) && !options.logs(MessageType::Log));
        options.take(&json!({"logLevel": "error"}), "");
        assert!(options.logs(MessageType::Error) && !options.logs(MessageType::Warning));
        options.take(&json!({"logLevel": "off"}), "");
        assert!(!options.logs(MessageType::Error));
    }
}
