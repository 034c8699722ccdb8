//! Stands in for parts of the library that are on their way.

pub(super) mod config {
    use crate::config::{Config, ConfigError};
    use crate::proposal::Format;
    use std::path::{Path, PathBuf};

    #[derive(Debug)]
    pub(in crate::cli) enum LoadError {
        Io(std::io::Error),
        Invalid { path: PathBuf, text: String, errors: Vec<ConfigError> },
    }

    #[derive(Debug)]
    pub(in crate::cli) struct Selection;

    impl Selection {
        pub(in crate::cli) fn new(_: &Config) -> Result<Self, String> {
            Ok(Self)
        }

        pub(in crate::cli) fn includes(&self, path: &Path) -> bool {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.contains(".hotfix.")
        }
    }

    pub(in crate::cli) fn discover(from: &Path, _: Option<&Path>) -> Option<PathBuf> {
        from.ancestors().map(|folder| folder.join("hotfix-lint.yaml")).find(|file| file.is_file())
    }

    pub(in crate::cli) fn load(path: &Path) -> Result<Config, LoadError> {
        let text = std::fs::read_to_string(path).map_err(LoadError::Io)?;
        Config::parse(&text, path).map_err(|errors| LoadError::Invalid {
            path: path.to_owned(),
            text,
            errors,
        })
    }

    pub(in crate::cli) fn says_proposal(_: Format, text: &str) -> bool {
        text.contains("kind: hotfix-proposal")
    }
}
