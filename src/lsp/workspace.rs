//! Folders and configurations: which settings hold for a document, and what is wrong with a configuration.
//!
//! A configuration that breaks stays in force as it last was. One that was never any good leaves open what a team has
//! agreed on: nothing is judged by the defaults in its place. What an editor has open counts before what is on disk.

use super::{diagnostics, scan};
use crate::assess::{Context, assess};
use crate::config::{Config, ConfigError, LoadError, Selected, Selection, discover, unreadable};
use crate::files::{Stamp, is_config, plain, stamp};
use crate::policy::files::PolicyFiles;
use crate::proposal::Format;
use crate::rule;
use crate::source::{Encoding, Source, Span};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// What holds for a document: its configuration, and which files that says are proposals.
pub(super) struct Settings {
    pub(super) config: Config,
    selection: Option<Selection>,
    /// The policies in files that its documents name.
    pub(super) policies: PolicyFiles,
    /// Why nothing is judged: the configuration has been no good since it was met.
    pub(super) refusal: Option<String>,
}

impl Settings {
    fn new(config: Config) -> Self {
        // Globs were checked with the rest of the configuration; without any, documents speak for themselves.
        let selection = Selection::new(&config).ok();
        Self { selection, config, policies: PolicyFiles::default(), refusal: None }
    }

    fn refused(refusal: String) -> Self {
        Self { refusal: Some(refusal), ..Self::new(Config::default()) }
    }

    /// Whether they come from a file.
    fn are_configured(&self) -> bool {
        self.config.path.is_some()
    }

    /// What the path of a file tells, as the command line takes it: a folder that is opened alone is in its repository
    /// all the same.
    pub(super) fn selects(&self, path: &Path) -> Selected {
        self.selection.as_ref().map_or(Selected::WhenItSaysSo, |own| own.selects(path))
    }
}

/// What holds where there is no configuration.
fn without_configuration() -> Arc<Settings> {
    static SETTINGS: LazyLock<Arc<Settings>> =
        LazyLock::new(|| Arc::new(Settings::new(Config::default())));
    SETTINGS.clone()
}

/// Reads what the first document will need, the default policy and the time zone of this machine, and judges a small
/// one, so that the program's own pages are in memory: some milliseconds that a client need not wait for, since it has
/// things to say first.
pub(super) fn warm_up() {
    const PROPOSAL: &str = "# T\n\n- Does it produce incorrect results? Yes, see [a](https://example.com/issues/1), \
        12 of 40 users.\n\n  ```\n  Error: a\n  ```\n\n- Is there even a workaround? Probably not\n";
    let settings = without_configuration();
    let today = settings.config.day(Timestamp::now());
    let (format, config) = (Format::Markdown, &settings.config);
    let context = Context { format, config, today, exists: None, policies: None, given: None };
    assess(&Source::new(PROPOSAL), &context);
}

/// The workspace's folders and every configuration met so far.
pub(super) struct Workspace {
    roots: Vec<PathBuf>,
    /// What holds where there is no configuration, once a policy that documents there name has changed.
    default: Option<Arc<Settings>>,
    loaded: HashMap<PathBuf, Loaded>,
}

struct Loaded {
    settings: Arc<Settings>,
    /// What is wrong with the file as it is now; empty while all is well.
    errors: Vec<ConfigError>,
    /// The text on disk that they stand in.
    broken: Option<Source>,
    /// The complaint to show, once.
    complaint: Option<String>,
    /// There has been one since the file was in order.
    complained: bool,
    /// The file that was read; `None` while an editor has it open.
    stamp: Option<Stamp>,
    open: bool,
    /// Other settings are in force since somebody asked.
    changed: bool,
}

/// Which day it is, by the file of a configuration; `None` is here.
pub(super) type Days = HashMap<Option<PathBuf>, Date>;

impl Workspace {
    pub(super) fn new(roots: Vec<PathBuf>) -> Self {
        Self { roots, default: None, loaded: HashMap::new() }
    }

    /// What holds where there is no configuration.
    fn default(&self) -> Arc<Settings> {
        self.default.clone().unwrap_or_else(without_configuration)
    }

    /// The workspace's folders.
    pub(super) fn roots(&self) -> &[PathBuf] {
        &self.roots
    }

    /// Changes the workspace's folders.
    pub(super) fn change_roots(&mut self, added: Vec<PathBuf>, removed: &[PathBuf]) {
        self.roots.retain(|root| !removed.contains(root));
        self.roots.extend(added);
        // A folder that is named twice is one.
        let mut seen = HashSet::new();
        self.roots.retain(|root| seen.insert(root.clone()));
    }

    /// The settings of a document, and whether they say that it is a proposal. What is not saved yet has no path, and goes
    /// by what holds in the first folder, where it will most likely be.
    pub(super) fn settings(&mut self, document: Option<&Path>) -> (Arc<Settings>, Selected) {
        let Some(document) = document else {
            let config = self.roots.first().and_then(|root| discover(root, Some(root)));
            return (self.settings_of(config.as_deref()), Selected::WhenItSaysSo);
        };
        let root = scan::root_of(&self.roots, document).map(Path::to_owned);
        let config = discover(document, root.as_deref());
        let settings = self.settings_of(config.as_deref());
        let selected = settings.selects(document);
        (settings, selected)
    }

    /// What every configuration met so far says, by its path.
    pub(super) fn in_force(&self) -> HashMap<PathBuf, Arc<Settings>> {
        let settings =
            |(path, loaded): (&PathBuf, &Loaded)| (path.clone(), loaded.settings.clone());
        self.loaded.iter().map(settings).collect()
    }

    /// What a configuration says, or without one the default.
    pub(super) fn settings_of(&mut self, config: Option<&Path>) -> Arc<Settings> {
        let Some(path) = config else { return self.default() };
        let loaded = self.loaded.entry(path.to_owned()).or_insert_with_key(|path| {
            let mut loaded = Loaded::new(without_configuration());
            loaded.read(path);
            // Nobody has gone by other settings of this file before.
            loaded.changed = false;
            loaded
        });
        loaded.settings.clone()
    }

    /// Takes a configuration as an editor has it. `loud` says that a mistake is worth a message: it is not while
    /// somebody types. Returns what is wrong with it.
    pub(super) fn open(&mut self, path: &Path, source: &Source, loud: bool) -> &[ConfigError] {
        let loaded = self.loaded.entry(path.to_owned());
        let loaded = loaded.or_insert_with(|| Loaded::new(without_configuration()));
        loaded.open = true;
        loaded.stamp = None;
        let parsed = Config::parse_again(source.text(), path, &loaded.settings.config);
        loaded.take(path, parsed, source, loud);
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
        if all && !self.default().policies.is_empty() {
            self.default = Some(Arc::new(Settings::new(Config::default())));
        }
        for (path, loaded) in &mut self.loaded {
            if !loaded.open && (all || loaded.stamp != stamp(path)) {
                loaded.read(path);
            }
        }
    }

    /// Whether what is in force may be another after a change of a file: a configuration, or what one names. One that
    /// is broken may name anything.
    pub(super) fn depends_on(&self, path: &Path) -> bool {
        let names = |loaded: &Loaded| {
            !loaded.errors.is_empty()
                || loaded.settings.config.files.iter().any(|file| plain(file) == path)
                || loaded.settings.policies.depends_on(path)
        };
        is_config(path)
            || self.default().policies.depends_on(path)
            || self.loaded.values().any(names)
    }

    /// The day it is at a moment, by each configuration whose team is somewhere else, and (`None`) here.
    pub(super) fn days(&self, now: Timestamp) -> Days {
        let own = self.loaded.iter().filter_map(|(path, loaded)| {
            let config = &loaded.settings.config;
            config.time_zone.as_ref()?;
            Some((Some(path.clone()), config.day(now)))
        });
        own.chain([(None, without_configuration().config.day(now))]).collect()
    }

    /// Whether other settings are in force since this was asked last.
    pub(super) fn has_changed(&mut self) -> bool {
        self.loaded
            .values_mut()
            .fold(false, |any, loaded| std::mem::take(&mut loaded.changed) | any)
    }

    /// The configurations that are broken, where the disk's text is what counts, with their diagnostics.
    pub(super) fn broken(&self, encoding: Encoding) -> Vec<(&Path, String)> {
        let broken = self.loaded.iter().filter(|(_, loaded)| !loaded.open);
        broken
            .filter_map(|(path, loaded)| {
                let source = loaded.broken.as_ref()?;
                let name = rule::invalid_config::RULE.name;
                Some((&**path, diagnostics::of_file(source, name, &loaded.errors, encoding)))
            })
            .collect()
    }

    /// The configurations and their states, for people.
    pub(super) fn describe(&self) -> Vec<String> {
        let state = |(path, loaded): (&PathBuf, &Loaded)| {
            let state = match (loaded.errors.len(), loaded.open) {
                (0, false) => "in force".to_owned(),
                (0, true) => "in force as the editor has it".to_owned(),
                (n, _) if loaded.settings.refusal.is_some() => {
                    format!("{n} mistakes, what it holds for is not judged")
                }
                (n, _) => format!("{n} mistakes, what was in force before still is"),
            };
            format!("{}: {state}, policy {}", path.display(), loaded.settings.config.policy.name)
        };
        let mut lines: Vec<String> = self.loaded.iter().map(state).collect();
        lines.sort();
        lines
    }

    /// Why proposals are not judged, for each configuration that has been no good since it was met.
    pub(super) fn refusals(&self) -> Vec<String> {
        let refusals = self.loaded.values().filter_map(|loaded| loaded.settings.refusal.clone());
        let mut refusals: Vec<String> = refusals.collect();
        refusals.sort();
        refusals
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
            broken: None,
            complaint: None,
            complained: false,
            stamp: None,
            open: false,
            changed: false,
        }
    }

    fn read(&mut self, path: &Path) {
        self.stamp = stamp(path);
        self.broken = None;
        match Config::load_again(path, &self.settings.config) {
            Ok(config) => {
                let is_clean = config.faults.is_empty();
                let text = if is_clean { None } else { std::fs::read_to_string(path).ok() };
                let source = Source::new(text.unwrap_or_default());
                self.take(path, Ok(config), &source, true);
                self.broken = (!is_clean).then_some(source);
            }
            Err(LoadError::Invalid { text, errors, .. }) => {
                let source = Source::new(text);
                self.take(path, Err(errors), &source, true);
                self.broken = Some(source);
            }
            // Nobody finds it any more: its documents have to find another, or none.
            Err(LoadError::Io { .. }) if !path.is_file() => {
                self.errors.clear();
                self.changed = true;
            }
            Err(LoadError::Io { error, .. }) => {
                let (span, message) = (Span::empty(0), unreadable(path, &error));
                let source = Source::new("");
                self.take(path, Err(vec![ConfigError { span, message }]), &source, true);
                self.broken = Some(source);
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
                // What is wrong with files that it names does not keep the rest of it from holding.
                let faults = config.faults.clone();
                self.settings = Arc::new(Settings::new(config));
                self.changed = true;
                self.complaint = None;
                self.complained &= !faults.is_empty();
                self.note(path, faults, source, loud);
            }
            Err(errors) => {
                if !self.settings.are_configured() {
                    self.refuse(path, &errors, source);
                }
                self.note(path, errors, source, loud);
            }
        }
    }

    /// Nothing has been in force so far, and this is not to be.
    fn refuse(&mut self, path: &Path, errors: &[ConfigError], source: &Source) {
        let first = errors.first().map(|error| told(path, error, source)).unwrap_or_default();
        let refusal = format!("{first}; what this configuration holds for is not checked");
        if self.settings.refusal.as_ref() != Some(&refusal) {
            self.settings = Arc::new(Settings::refused(refusal));
            self.changed = true;
        }
    }

    fn note(&mut self, path: &Path, errors: Vec<ConfigError>, source: &Source, loud: bool) {
        if let Some(error) = errors.first()
            && loud
            && !std::mem::replace(&mut self.complained, true)
        {
            let refusal = self.settings.refusal.clone();
            self.complaint = Some(refusal.unwrap_or_else(|| told(path, error, source)));
        }
        self.errors = errors;
    }
}

/// A mistake with its place, for people.
fn told(path: &Path, error: &ConfigError, source: &Source) -> String {
    let line = source.position(error.span.start, Encoding::Utf8).line + 1;
    format!("{}:{line}: {}", path.display(), error.message)
}
