//! Folders and configurations: which settings hold for a document, and what is wrong with a configuration.
//!
//! A configuration that breaks stays in force as it last was. What an editor has open counts before what is on disk.

use super::pending::{Selection, discover, load};
use crate::config::{Config, ConfigError};
use crate::source::{Encoding, Source};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// What holds for a document: its configuration, and which files that says are proposals.
pub(super) struct Settings {
    pub(super) config: Config,
    selection: Selection,
}

impl Settings {
    fn new(config: Config) -> Self {
        Self { selection: Selection::new(&config), config }
    }

    /// Whether the file is a proposal whatever it says.
    pub(super) fn includes(&self, path: &Path) -> bool {
        self.selection.includes(path)
    }
}

/// The workspace's folders and every configuration met so far.
pub(super) struct Workspace {
    roots: Vec<PathBuf>,
    default: Arc<Settings>,
    loaded: HashMap<PathBuf, Loaded>,
}

struct Loaded {
    settings: Arc<Settings>,
    /// What is wrong with the file as it is now; empty while all is well.
    errors: Vec<ConfigError>,
    /// The complaint to show, once.
    complaint: Option<String>,
    /// The file that was read; `None` while an editor has it open.
    stamp: Option<Stamp>,
    open: bool,
    /// Other settings are in force since somebody asked.
    changed: bool,
}

/// What tells one state of a file from the next: when it was written, and its length in bytes.
type Stamp = (SystemTime, u64);

impl Workspace {
    pub(super) fn new(roots: Vec<PathBuf>) -> Self {
        Self { roots, default: Arc::new(Settings::new(Config::default())), loaded: HashMap::new() }
    }

    /// Changes the workspace's folders.
    pub(super) fn change_roots(&mut self, added: Vec<PathBuf>, removed: &[PathBuf]) {
        self.roots.retain(|root| !removed.contains(root));
        self.roots.extend(added);
    }

    /// The settings of a document; without a path, the default ones.
    pub(super) fn settings(&mut self, document: Option<&Path>) -> Arc<Settings> {
        let Some(document) = document else { return self.default.clone() };
        let root = self
            .roots
            .iter()
            .filter(|root| document.starts_with(root))
            .max_by_key(|r| r.as_os_str().len());
        let Some(path) = discover(document, root.map(PathBuf::as_path)) else {
            return self.default.clone();
        };
        if !self.loaded.contains_key(&path) {
            let mut loaded = Loaded::new(self.default.clone());
            loaded.read(&path);
            // Nobody has gone by other settings of this file before.
            loaded.changed = false;
            self.loaded.insert(path.clone(), loaded);
        }
        self.loaded
            .get(&path)
            .map_or_else(|| self.default.clone(), |loaded| loaded.settings.clone())
    }

    /// Takes a configuration as an editor has it. `loud` says that a mistake is worth a message: it is not while
    /// somebody types. Returns what is wrong with it.
    pub(super) fn open(&mut self, path: &Path, source: &Source, loud: bool) -> &[ConfigError] {
        let default = &self.default;
        let loaded =
            self.loaded.entry(path.to_owned()).or_insert_with(|| Loaded::new(default.clone()));
        loaded.open = true;
        loaded.stamp = None;
        loaded.take(path, Config::parse(source.text(), path), source, loud);
        &loaded.errors
    }

    /// An editor has closed a configuration: what is on disk counts again.
    pub(super) fn close(&mut self, path: &Path) {
        if let Some(loaded) = self.loaded.get_mut(path) {
            loaded.open = false;
            loaded.read(path);
        }
    }

    /// Reads again what has changed on disk since it was read; everything when `all`.
    pub(super) fn refresh(&mut self, all: bool) {
        for (path, loaded) in &mut self.loaded {
            if !loaded.open && (all || loaded.stamp != stamp(path)) {
                loaded.read(path);
            }
        }
    }

    /// Whether other settings are in force since this was asked last.
    pub(super) fn has_changed(&mut self) -> bool {
        self.loaded
            .values_mut()
            .fold(false, |any, loaded| std::mem::take(&mut loaded.changed) | any)
    }

    /// What to tell people about configurations that have become unusable, each once.
    pub(super) fn complaints(&mut self) -> Vec<String> {
        self.loaded.values_mut().filter_map(|loaded| loaded.complaint.take()).collect()
    }
}

impl Loaded {
    fn new(settings: Arc<Settings>) -> Self {
        Self {
            settings,
            errors: Vec::new(),
            complaint: None,
            stamp: None,
            open: false,
            changed: false,
        }
    }

    fn read(&mut self, path: &Path) {
        self.stamp = stamp(path);
        match load(path) {
            Ok((source, result)) => self.take(path, result, &source, true),
            // The file is gone: its documents have to find another, or none.
            Err(_) => {
                self.errors.clear();
                self.changed = true;
            }
        }
    }

    fn take(
        &mut self,
        path: &Path,
        result: Result<Config, Vec<ConfigError>>,
        source: &Source,
        loud: bool,
    ) {
        match result {
            Ok(config) => {
                self.settings = Arc::new(Settings::new(config));
                self.changed = true;
                self.errors.clear();
                self.complaint = None;
            }
            Err(errors) => {
                if loud && self.errors.is_empty() {
                    self.complaint = errors.first().map(|error| {
                        let line = source.position(error.span.start, Encoding::Utf8).line + 1;
                        format!("{}:{line}: {}", path.display(), error.message)
                    });
                }
                self.errors = errors;
            }
        }
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}
