//! One state of one document with everything its analysis depends on, and the analysis.

use super::capabilities::Client;
use super::diagnostics::Report;
use super::index::Entry;
use super::workspace::Settings;
use crate::assess::{Assessment, Context, MAX_BYTES};
use crate::config::{Selected, says_proposal};
use crate::files;
use crate::ide::file::File;
use crate::policy::load;
use crate::proposal::Format;
use crate::proposal::yaml_tree::Node;
use crate::source::Source;
use jiff::civil::Date;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// The function that judges a document: [`crate::assess::assess_with`], save in tests of the loop.
pub(super) type Analyse = fn(&Source, &Context<'_>, Option<(&Source, &Assessment)>) -> Assessment;

/// One state of one document. Nothing in it changes any more, so that workers may hold it.
pub(super) struct Snapshot {
    /// The URI as the client sent it.
    pub(super) uri: String,
    /// The client's version of the text.
    pub(super) version: i32,
    /// Differs between any two snapshots of a session, the later one being greater.
    pub(super) serial: u64,
    pub(super) source: Arc<Source>,
    pub(super) format: Format,
    /// The file behind the URI, where there is one.
    pub(super) path: Option<PathBuf>,
    /// What the configuration says of the file.
    pub(super) selected: Selected,
    pub(super) settings: Arc<Settings>,
    pub(super) today: Date,
    pub(super) client: Arc<Client>,
}

impl Snapshot {
    /// Whether releases may be defined in the document: it is a configuration, or named by one.
    pub(super) fn is_calendar(&self) -> bool {
        let is_named =
            |path: &Path| self.settings.config.files.iter().any(|file| files::plain(file) == path);
        self.is_config() || self.path.as_deref().is_some_and(is_named)
    }

    /// Whether the document is a configuration.
    pub(super) fn is_config(&self) -> bool {
        self.path.as_deref().is_some_and(files::is_config)
    }

    /// Calls `body` with the context of this document's assessment.
    pub(super) fn with_context<T>(&self, body: impl FnOnce(&Context<'_>) -> T) -> T {
        self.with_context_and_names(body).0
    }

    /// The same, and the names of the files that were asked for.
    fn with_context_and_names<T>(&self, body: impl FnOnce(&Context<'_>) -> T) -> (T, Vec<String>) {
        let folder = self.path.as_deref().and_then(Path::parent);
        let surroundings = OnceLock::new();
        let exists = |named: &str| {
            let of = |folder| surroundings.get_or_init(|| files::Surroundings::of(folder));
            folder.is_none_or(|folder| of(folder).have(named))
        };
        let policies =
            self.path.as_deref().map(|path| |name: &str| self.settings.policies.find(path, name));
        let done = body(&Context {
            format: self.format,
            config: &self.settings.config,
            today: self.today,
            exists: folder.is_some().then_some(&exists),
            policies: policies.as_ref().map(|find| find as _),
            given: None,
        });
        (done, surroundings.get().map(files::Surroundings::asked).unwrap_or_default())
    }
}

/// What there is to say of a snapshot.
pub(super) struct Analysis {
    pub(super) snapshot: Arc<Snapshot>,
    /// `None` where the document is no proposal, or is not judged.
    pub(super) assessment: Option<Assessment>,
    /// What else of ours the document is.
    pub(super) file: Option<File>,
    /// The YAML of the policy that it extends, where it is a policy.
    pub(super) base: Option<Node>,
    /// Its diagnostics, written once.
    pub(super) report: Arc<Report>,
    /// What the index keeps of it, where it is a proposal.
    pub(super) entry: Option<Arc<Entry>>,
    /// The files that it goes by, as they are named.
    pub(super) names: Vec<String>,
    /// How long it took.
    pub(super) took: Duration,
}

impl Analysis {
    /// The text with what it was judged to be, where it is a proposal.
    fn judged(&self) -> Option<(&Source, &Assessment)> {
        Some((&*self.snapshot.source, self.assessment.as_ref()?))
    }

    /// What it comes to and how long it took, for people.
    pub(super) fn describe(&self) -> String {
        let took = self.took.as_micros();
        match &self.assessment {
            Some(assessment) => {
                let (verdict, count) = (assessment.verdict, assessment.findings.len());
                format!(
                    "version {}: {verdict}, {count} findings, in {took} µs",
                    self.snapshot.version
                )
            }
            None if self.snapshot.settings.refusal.is_some() => {
                format!("version {}: not judged", self.snapshot.version)
            }
            None => format!("version {}: no proposal", self.snapshot.version),
        }
    }

    /// `before` is the last analysis of the same document.
    pub(super) fn new(snapshot: Arc<Snapshot>, before: Option<&Self>, analyse: Analyse) -> Self {
        let begun = Instant::now();
        let is_proposal = match snapshot.selected {
            Selected::Yes => true,
            Selected::No => false,
            Selected::WhenItSaysSo => says_proposal(snapshot.format, snapshot.source.text()),
        };
        let is_judged = is_proposal && snapshot.settings.refusal.is_none();
        let judged = is_judged.then(|| {
            let before = before.and_then(Self::judged);
            snapshot.with_context_and_names(|context| analyse(&snapshot.source, context, before))
        });
        let (assessment, names) = judged.unzip();
        let file = if is_proposal { None } else { file(&snapshot) };
        let mut base = None;
        let report = match file {
            Some(File::Policy) => {
                let text = snapshot.source.text();
                let mistakes;
                (mistakes, base) = load::load_open(text, snapshot.path.as_deref());
                Report::of_policy(&snapshot, &mistakes)
            }
            _ => Report::new(&snapshot, assessment.as_ref()),
        };
        let entry = assessment.as_ref().map(|assessment| Entry::new(&snapshot, assessment));
        Self {
            report: Arc::new(report),
            entry: entry.map(Arc::new),
            took: begun.elapsed(),
            snapshot,
            assessment,
            file,
            names: names.unwrap_or_default(),
            base,
        }
    }
}

/// Which of our files a document is that is no proposal.
fn file(snapshot: &Snapshot) -> Option<File> {
    let text = snapshot.source.text();
    let is_policy =
        || snapshot.format == Format::Yaml && text.len() <= MAX_BYTES && load::says_policy(text);
    match &snapshot.path {
        Some(path) if files::is_config(path) => Some(File::Config),
        _ => is_policy().then_some(File::Policy),
    }
}
