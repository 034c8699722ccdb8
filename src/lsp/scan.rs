//! Looking through the workspace's folders, on threads of its own: what is found goes to the owner, who says what holds
//! for it, and comes back here to be read and judged.
//!
//! ```text
//! walk ─► Found ─► owner ─► Batch ─► check ─► Checked ─► owner
//! ```
//!
//! Nothing but findings and one small entry is kept of a file, and never many files are on the way at once.

use super::capabilities::Client;
use super::diagnostics;
use super::index::Entry;
use super::panics;
use super::session::Event;
use super::snapshot::{Analyse, Analysis, Snapshot};
use super::uri;
use super::workspace::Settings;
use crate::config::discover;
use crate::files::{self, ReadError, Stamp, stamp};
use crate::source::Source;
use crossbeam_channel::{Receiver, SendTimeoutError, Sender, bounded};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Files that are judged in one go: few enough that results flow, and that an end is noticed.
const BATCH: usize = 16;

/// Batches that may be on the way at once.
const ON_THE_WAY: usize = 32;

/// Batches whose texts may wait for a client that is slow to read; after that the scan waits, too. Few, for an answer
/// to somebody who types has to wait behind them.
const WAITING: usize = 2;

/// How long after an edit somebody is taken to type on. Between two keys of a fluent writer lie 100 to 300 ms.
const TYPING: Duration = Duration::from_millis(500);

/// How often those who wait look whether they still should.
const PAUSE: Duration = Duration::from_millis(1);

/// What the owner hears of a scan.
pub(super) enum News {
    /// Files that may be proposals.
    Found(Found),
    /// What became of them.
    Checked(Vec<Checked>),
    /// Something that could not be looked at.
    Trouble(String),
    /// Everything has been found.
    Walked,
}

/// Files for which the same configuration holds.
pub(super) struct Found {
    pub(super) config: Option<PathBuf>,
    pub(super) paths: Vec<PathBuf>,
    pub(super) permit: Permit,
}

/// The right to be on the way, given back when it is dropped.
pub(super) struct Permit(Receiver<()>);

impl Drop for Permit {
    fn drop(&mut self) {
        let _ = self.0.try_recv();
    }
}

/// Tells a scan that nobody needs it any more.
#[derive(Clone, Default)]
pub(super) struct Stop(Arc<AtomicBool>);

impl Stop {
    pub(super) fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Leaves a core to somebody who types: for as long, files are judged one after the other.
///
/// Measured with two threads on two cores over 10,000 proposals: an edit took ten times as long as usual while both
/// judged files, and up to twice as long while one did.
#[derive(Default)]
pub(super) struct Courtesy {
    last_edit: Mutex<Option<Instant>>,
    turn: Mutex<()>,
}

impl Courtesy {
    /// Somebody has edited a document.
    pub(super) fn edited(&self) {
        *lock(&self.last_edit) = Some(Instant::now());
    }

    /// The turn to judge a file while somebody types; `None` where there is no need to take turns.
    fn turn(&self) -> Option<MutexGuard<'_, ()>> {
        let is_typing = lock(&self.last_edit).is_some_and(|edit| edit.elapsed() < TYPING);
        is_typing.then(|| lock(&self.turn))
    }
}

/// What is locked here is whole at any moment, whatever panicked meanwhile.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where to look.
pub(super) struct Walk {
    pub(super) serial: u64,
    pub(super) roots: Vec<PathBuf>,
    /// Nothing but these files and what is below these folders.
    pub(super) only: Option<HashSet<PathBuf>>,
    /// How long to wait first: whatever has set this off may happen again at once.
    pub(super) delay: Duration,
    pub(super) events: Sender<Event>,
    pub(super) stop: Stop,
}

impl Walk {
    /// Looks through the folders, and hands over what may be proposals.
    pub(super) fn run(self) {
        thread::sleep(self.delay);
        // While somebody types, most scans end here.
        if self.stop.is_set() {
            return;
        }
        let (take, give) = bounded(ON_THE_WAY);
        let mut waiting = Waiting { walk: &self, folders: HashMap::new(), found: HashMap::new() };
        let permit = || loop {
            match take.send_timeout((), PAUSE) {
                Ok(()) => return Some(Permit(give.clone())),
                Err(SendTimeoutError::Timeout(())) if !self.stop.is_set() => {}
                Err(_) => return None,
            }
        };
        for root in &self.roots {
            // A folder within another one is looked through with that one.
            if self.roots.iter().any(|other| other != root && root.starts_with(other)) {
                continue;
            }
            files::walk(root, self.only.clone(), |entry| match entry {
                _ if self.stop.is_set() => ControlFlow::Break(()),
                Ok(path) => waiting.take(path, permit),
                Err(error) => self.tell(News::Trouble(error.to_string())),
            });
        }
        let _ = waiting.flush(permit);
        let _ = self.tell(News::Walked);
    }

    fn tell(&self, news: News) -> ControlFlow<()> {
        match self.events.send(Event::Scan(self.serial, news)) {
            Ok(()) if !self.stop.is_set() => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        }
    }
}

/// Files that have been found and not yet handed over.
struct Waiting<'w> {
    walk: &'w Walk,
    /// The configuration that holds in each folder met so far.
    folders: HashMap<PathBuf, Option<PathBuf>>,
    /// By configuration.
    found: HashMap<Option<PathBuf>, Vec<PathBuf>>,
}

impl Waiting<'_> {
    fn take(&mut self, path: PathBuf, permit: impl Fn() -> Option<Permit>) -> ControlFlow<()> {
        let Some(folder) = path.parent() else { return ControlFlow::Continue(()) };
        let config = self.folders.get(folder).cloned().unwrap_or_else(|| {
            let root = root_of(&self.walk.roots, folder).unwrap_or(folder);
            let config = discover(folder, Some(root));
            self.folders.insert(folder.to_owned(), config.clone());
            config
        });
        let found = self.found.entry(config.clone()).or_default();
        found.push(path);
        if found.len() < BATCH {
            return ControlFlow::Continue(());
        }
        let paths = std::mem::take(found);
        hand_over(self.walk, config, paths, permit())
    }

    fn flush(&mut self, permit: impl Fn() -> Option<Permit>) -> ControlFlow<()> {
        for (config, paths) in self.found.drain().filter(|(_, paths)| !paths.is_empty()) {
            hand_over(self.walk, config, paths, permit())?;
        }
        ControlFlow::Continue(())
    }
}

fn hand_over(
    walk: &Walk,
    config: Option<PathBuf>,
    paths: Vec<PathBuf>,
    permit: Option<Permit>,
) -> ControlFlow<()> {
    let Some(permit) = permit else { return ControlFlow::Break(()) };
    walk.tell(News::Found(Found { config, paths, permit }))
}

/// The folder of the workspace that a path belongs to: of several the innermost.
pub(super) fn root_of<'r>(roots: &'r [PathBuf], path: &Path) -> Option<&'r Path> {
    let roots = roots.iter().filter(|root| path.starts_with(root));
    roots.max_by_key(|root| root.as_os_str().len()).map(PathBuf::as_path)
}

/// What a file was like when it was judged: one that is the same still need not be judged again.
#[derive(Clone)]
pub(super) struct Judged {
    pub(super) stamp: Stamp,
    pub(super) settings: Arc<Settings>,
    pub(super) today: Date,
    /// The files that the judgement goes by, as they are named.
    names: Vec<String>,
}

impl Judged {
    /// Whether files of these names, which have come or gone, may make another judgement of it.
    pub(super) fn goes_by_one_of(&self, names: &HashSet<String>) -> bool {
        may_name(&self.names, names)
    }
}

/// Whether what stands in a document names a file, or what is in a folder, of one of these names.
pub(super) fn may_name(written: &[String], names: &HashSet<String>) -> bool {
    written.iter().any(|written| {
        // What is written in another way, such as with `%20`, may be any of them.
        written.contains('%') || names.iter().any(|name| written.contains(name.as_str()))
    })
}

/// Files to judge, and by what.
pub(super) struct Batch {
    pub(super) serial: u64,
    /// Each with the stamp that it need not be judged again with.
    pub(super) files: Vec<(PathBuf, Option<Stamp>)>,
    pub(super) settings: Arc<Settings>,
    pub(super) today: Date,
    pub(super) client: Arc<Client>,
    pub(super) analyse: Analyse,
    pub(super) events: Sender<Event>,
    pub(super) out: Sender<String>,
    pub(super) stop: Stop,
    pub(super) courtesy: Arc<Courtesy>,
    #[expect(dead_code, reason = "given back when the batch is done")]
    pub(super) permit: Permit,
}

/// What became of a file.
pub(super) struct Checked {
    pub(super) path: PathBuf,
    pub(super) outcome: Outcome,
}

pub(super) enum Outcome {
    /// It is as it was.
    Same,
    /// It is no proposal.
    Other,
    /// The analysis panicked; what was known of it is the best there is.
    Failed(Judged, String),
    /// It was judged.
    Judged(Judged, Findings, Option<Arc<Entry>>),
}

/// The diagnostics of one state of one file.
pub(super) struct Findings {
    /// The JSON array.
    pub(super) items: String,
    /// Tells these items from others: what stands for them once they are forgotten.
    pub(super) hash: u64,
}

impl Findings {
    pub(super) fn new(items: String) -> Self {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        items.hash(&mut hasher);
        Self { hash: hasher.finish(), items }
    }

    /// Whether there is nothing to show.
    pub(super) fn is_empty(&self) -> bool {
        self.items == "[]"
    }
}

impl Batch {
    /// Judges the files, and tells the owner.
    pub(super) fn run(self) {
        let mut checked = Vec::with_capacity(self.files.len());
        for (path, known) in &self.files {
            if self.stop.is_set() {
                break;
            }
            let turn = self.courtesy.turn();
            let outcome = self.check(path, *known);
            drop(turn);
            checked.push(Checked { path: path.clone(), outcome });
        }
        // Those who ask get one text for a batch, others one for each file.
        let most = if self.client.pull { WAITING } else { WAITING * BATCH };
        while self.out.len() > most && !self.stop.is_set() {
            thread::sleep(PAUSE);
        }
        let _ = self.events.send(Event::Scan(self.serial, News::Checked(checked)));
    }

    fn check(&self, path: &Path, known: Option<Stamp>) -> Outcome {
        let Some((stamp, format)) = stamp(path).zip(files::format_of(path)) else {
            return Outcome::Other;
        };
        if known == Some(stamp) {
            return Outcome::Same;
        }
        if self.settings.refusal.is_some() {
            return Outcome::Other;
        }
        let selected = self.settings.selects(path);
        let text = match files::read_found(path, selected) {
            Ok(Some(text)) => text,
            Ok(None) => return Outcome::Other,
            // In an editor it would be an empty document, and that is a proposal with everything missing.
            Err(ReadError::Empty) => String::new(),
            Err(error) => return self.unreadable(stamp, &error),
        };
        let snapshot = Arc::new(Snapshot {
            uri: uri::of_path(path),
            version: 0,
            serial: 0,
            source: Arc::new(Source::new(text)),
            format,
            path: Some(path.to_owned()),
            selected,
            settings: self.settings.clone(),
            today: self.today,
            client: self.client.clone(),
        });
        let judged = panics::catch(|| {
            let analysis = Analysis::new(snapshot, None, self.analyse);
            let findings = Findings::new(analysis.report.items().to_owned());
            (findings, analysis.entry, analysis.names)
        });
        match judged {
            Err(panic) => Outcome::Failed(self.judged(stamp, Vec::new()), panic),
            Ok((findings, entry, names)) => {
                Outcome::Judged(self.judged(stamp, names), findings, entry)
            }
        }
    }

    /// A file that should be a proposal and is no text: that is said in its first line.
    fn unreadable(&self, stamp: Stamp, error: &ReadError) -> Outcome {
        match error {
            ReadError::Io(error) if error.kind() == std::io::ErrorKind::NotFound => Outcome::Other,
            ReadError::NotAFile => Outcome::Other,
            _ => {
                let findings = Findings::new(diagnostics::unreadable(&error.to_string()));
                Outcome::Judged(self.judged(stamp, Vec::new()), findings, None)
            }
        }
    }

    fn judged(&self, stamp: Stamp, names: Vec<String>) -> Judged {
        Judged { stamp, settings: self.settings.clone(), today: self.today, names }
    }
}
