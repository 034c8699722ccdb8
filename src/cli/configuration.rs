//! The configuration of each folder: found by walking up, loaded once, shared by every file it holds for.

use super::{Status, output};
use crate::config::{self, Config, ConfigError, LoadError, Selection};
use crate::files::{self, Surroundings};
use crate::policy::Policy;
use crate::policy::files::PolicyFiles;
use crate::report::failure::Failure;
use crate::source::Source;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// What holds for the files of a folder.
#[derive(Debug)]
pub(super) struct Configuration {
    /// The settings.
    pub(super) config: Config,
    /// Which files they take for proposals.
    pub(super) selection: Selection,
    /// The policies in files that its proposals name.
    pub(super) policies: PolicyFiles,
    /// What is wrong with the files that it names, if anything: the rest holds.
    pub(super) faults: Option<Arc<Broken>>,
    /// What is around the documents of each folder, as it is in this run.
    surroundings: Mutex<HashMap<PathBuf, Arc<Surroundings>>>,
}

/// A configuration that cannot be used, or a file that it names.
#[derive(Debug)]
pub(super) struct Broken {
    /// Its mistakes.
    failures: Vec<Failure>,
    /// What comes of them; empty where that goes without saying.
    so: String,
    /// Whether it has been told.
    told: Mutex<bool>,
}

impl Broken {
    fn new(failures: Vec<Failure>, so: impl Into<String>) -> Self {
        let failures = failures.into_iter().map(Failure::of_configuration).collect();
        Self { failures, so: so.into(), told: Mutex::default() }
    }

    /// Tells what is wrong, unless that has been done.
    pub(super) fn tell(&self) {
        self.news();
    }

    /// Tells what is wrong, unless that has been done: the mistakes that nobody knew of.
    pub(super) fn news(&self) -> &[Failure] {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if std::mem::replace(&mut *told, true) {
            return &[];
        }
        for (index, failure) in self.failures.iter().enumerate() {
            let is_last = index + 1 == self.failures.len() && !self.so.is_empty();
            let so = is_last.then(|| format!("  ({})", self.so));
            let lines: Vec<String> = [failure.to_string()].into_iter().chain(so).collect();
            output::error_lines(&lines);
        }
        &self.failures
    }
}

impl Configuration {
    /// What is around the documents of a folder, whose path is absolute.
    pub(super) fn surroundings(&self, folder: PathBuf) -> Arc<Surroundings> {
        let mut known = self.surroundings.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(folder).or_insert_with_key(|folder| Arc::new(Surroundings::of(folder))).clone()
    }

    /// Whether the files that it names are what they should be; what is wrong with them is told.
    pub(super) fn status(&self) -> Status {
        let Some(faults) = &self.faults else { return Status::Clean };
        faults.tell();
        Status::Failed
    }

    /// The policy that is configured. Where that is broken there is none: what is wrong has been told.
    pub(super) fn policy(&self) -> Option<Arc<Policy>> {
        let stands = !self.config.stands_in;
        if let Some(faults) = self.faults.as_ref().filter(|_| !stands) {
            faults.tell();
        }
        stands.then(|| self.config.policy.clone())
    }
}

/// A configuration, or why there is none.
pub(super) type Found = Result<Arc<Configuration>, Arc<Broken>>;

/// Finds and loads configurations, each once.
#[derive(Debug, Default)]
pub(super) struct Configurations {
    /// `--config`: what holds for every file.
    given: Option<Arc<Configuration>>,
    by_folder: Mutex<HashMap<PathBuf, Found>>,
    by_file: Mutex<HashMap<Option<PathBuf>, Found>>,
}

impl Configurations {
    /// With `--config`, that file holds for everything; else they are discovered. What is wrong with it is told, and
    /// `None` returned.
    pub(super) fn new(given: Option<&Path>) -> Option<Self> {
        Self::given(given).map_err(|broken| broken.tell()).ok()
    }

    /// The same; or what is wrong with the file.
    pub(super) fn given(given: Option<&Path>) -> Result<Self, Arc<Broken>> {
        let given = given.map(|path| load(Some(&absolute(path)))).transpose()?;
        Ok(Self { given, ..Self::default() })
    }

    /// What holds in a folder.
    pub(super) fn of_folder(&self, folder: &Path) -> Found {
        if let Some(given) = &self.given {
            return Ok(given.clone());
        }
        let folder = absolute(folder);
        // Held while loading: whoever needs the same one waits instead of loading it twice.
        let mut known = self.by_folder.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(&folder) {
            return found.clone();
        }
        let file = config::discover(&folder, None);
        let mut loaded = self.by_file.lock().unwrap_or_else(PoisonError::into_inner);
        let found = loaded.entry(file.clone()).or_insert_with(|| load(file.as_deref())).clone();
        known.insert(folder, found.clone());
        found
    }
}

/// Loads a configuration, or (`None`) the default one.
pub(super) fn load(file: Option<&Path>) -> Found {
    let Some(path) = file else { return of(Path::new("hotfix-lint.yaml"), Config::default(), "") };
    let config = Config::load(path).map_err(|error| broken(path, &error))?;
    // Read once more for the places of what is wrong, if anything is.
    let again = || std::fs::read_to_string(path).unwrap_or_default();
    let text = if config.faults.is_empty() { String::new() } else { again() };
    of(path, config, &text)
}

/// The configuration that a text would be in the place of a file, whatever that holds.
pub(super) fn parse(text: &str, path: &Path) -> Found {
    let config = Config::parse(text, path).map_err(|errors| invalid(path, text, &errors))?;
    of(path, config, text)
}

fn of(path: &Path, config: Config, text: &str) -> Found {
    let selection = Selection::new(&config).map_err(|error| {
        Arc::new(Broken::new(vec![Failure::new(&from_here(path), &error.to_string())], ""))
    })?;
    let faults = (!config.faults.is_empty()).then(|| Arc::new(faults(path, text, &config)));
    Ok(Arc::new(Configuration {
        config,
        selection,
        policies: PolicyFiles::default(),
        faults,
        surroundings: Mutex::default(),
    }))
}

fn broken(path: &Path, error: &LoadError) -> Arc<Broken> {
    match error {
        LoadError::Io { error, .. } => {
            let message = config::unreadable(path, error);
            Arc::new(Broken::new(vec![Failure::new(&from_here(path), &message)], ""))
        }
        LoadError::Invalid { path, text, errors } => invalid(path, text, errors),
    }
}

fn invalid(path: &Path, text: &str, errors: &[ConfigError]) -> Arc<Broken> {
    let so = "what this configuration holds for is not checked";
    Arc::new(Broken::new(placed(path, text, errors), so))
}

/// Mistakes at their places.
fn placed(path: &Path, text: &str, errors: &[ConfigError]) -> Vec<Failure> {
    let (path, source) = (from_here(path), Source::new(text));
    errors.iter().map(|error| Failure::placed(&path, &source, error)).collect()
}

/// What is wrong with files that a configuration names.
fn faults(path: &Path, text: &str, config: &Config) -> Broken {
    let so = if config.stands_in {
        format!("until that is mended, proposals are held against {}", config.policy.name)
    } else {
        "the rest of what it says holds".to_owned()
    };
    Broken::new(placed(path, text, &config.faults), so)
}

/// A path from the root without `.` and `..`, symbolic links kept: the folders above a file are those that it is in.
pub(super) fn absolute(path: &Path) -> PathBuf {
    // Asked once: a run stays where it was begun.
    static HERE: LazyLock<PathBuf> = LazyLock::new(|| std::env::current_dir().unwrap_or_default());
    let path = std::path::absolute(HERE.join(path)).unwrap_or_else(|_| path.to_owned());
    files::without_detours(&path)
}

/// A path as it was given, `/` between its parts.
pub(super) fn shown(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path);
    if path.as_os_str().is_empty() {
        return ".".to_owned();
    }
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace('\\', "/") }
}

/// A path that nobody gave, from the current folder where it is below it.
pub(super) fn from_here(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    shown(here.as_deref().and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path))
}
