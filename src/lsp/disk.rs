//! The proposals of the workspace that are not open: what is known of each, and how that is kept current.
//!
//! What an editor has open counts before the disk: such a file is passed over until it is closed. One scan runs at a
//! time; what is asked for meanwhile waits for its end, save a scan of everything, which takes its place.

mod tell;

use super::params;
use super::progress::Progress;
use super::scan::{Batch, Checked, Courtesy, Found, Judged, News, Outcome, Stop, Walk};
use super::session::Session;
use super::workers::Workers;
use super::workspace_pull::WorkspacePulls;
use super::{diagnostics, transport, uri};
use crate::files;
use gen_lsp_types as lsp;
use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Threads that judge files.
const THREADS: usize = 2;

/// How long a scan waits when what has set it off may come again at once, as it does while somebody types.
pub(super) const SETTLING: Duration = Duration::from_millis(200);

/// What is known of the disk.
#[derive(Default)]
pub(super) struct Disk {
    /// By [`super::index::key`]. An open document's file may be among them.
    files: HashMap<String, File>,
    /// The configurations that were told to be broken, and what stands for their mistakes.
    configs: HashMap<String, u64>,
    /// The documents that are open, by the same key.
    open: HashSet<String>,
    pub(super) scan: Option<Scan>,
    /// A scan of everything was called off: there may be files that nobody has looked at.
    pub(super) incomplete: bool,
    /// Something was saved while a scan was under way, and nobody tells of changes on disk: what the scan had passed by then
    /// has to be looked at once more.
    pub(super) outdated: bool,
    /// Files and folders to look at once the scan under way has ended.
    pub(super) wanted: HashSet<PathBuf>,
    /// Where files are judged; the threads start with the first scan.
    lane: Option<Workers>,
    /// What those threads owe to somebody who types.
    pub(super) courtesy: Arc<Courtesy>,
    pub(super) pulls: WorkspacePulls,
    /// How long the last scan of everything took.
    pub(super) last: Option<Duration>,
}

/// What is known of one file.
pub(super) struct File {
    pub(super) path: PathBuf,
    /// What it was judged by; `None` where it must be judged again.
    judged: Option<Judged>,
    /// Stands for its findings.
    pub(super) hash: u64,
    /// Stands for what was pushed to the client and is shown there; `None` where that is nothing.
    shown: Option<u64>,
    /// The last scan that came across it.
    seen: u64,
    /// Its analysis panicked: there is nothing new to tell until it changes.
    pub(super) failed: bool,
}

/// A scan that is under way.
pub(super) struct Scan {
    pub(super) serial: u64,
    stop: Stop,
    only: Option<HashSet<PathBuf>>,
    /// Everything was found.
    pub(super) walked: bool,
    /// Files that were found.
    pub(super) found: usize,
    /// Of these, those that are done.
    pub(super) judged: usize,
    pub(super) progress: Option<Progress>,
    /// Batches that have not come back.
    outstanding: usize,
    begun: Instant,
    /// Something has other findings than before.
    changed: bool,
}

impl Drop for Scan {
    fn drop(&mut self) {
        // Whoever lets go of a scan does not wait for it: neither do the threads at work on it.
        self.stop.stop();
    }
}

impl Scan {
    /// Whether it judges a file whether or not that has changed.
    pub(super) fn names(&self, path: &Path) -> bool {
        self.only.as_ref().is_some_and(|only| path.ancestors().any(|part| only.contains(part)))
    }
}

impl Disk {
    /// The files that are not open, by their keys.
    pub(super) fn closed(&self) -> impl Iterator<Item = (&String, &File)> {
        self.files.iter().filter(|(key, _)| !self.open.contains(*key))
    }

    /// Whether there may be something to tell of a file, where files that are not open are `told` of.
    pub(super) fn knows(&self, key: &str, told: bool) -> bool {
        (told && self.files.contains_key(key)) || self.configs.contains_key(key)
    }

    /// Whether a document is open.
    pub(super) fn is_open(&self, key: &str) -> bool {
        self.open.contains(key)
    }

    /// Whether a scan is under way.
    pub(super) fn is_scanning(&self) -> bool {
        self.scan.is_some()
    }

    fn lane(&mut self) -> io::Result<&Workers> {
        match &mut self.lane {
            Some(lane) => Ok(lane),
            empty => {
                let lane = Workers::new("scan", THREADS, transport::step_back);
                lane.begin(|| ())?;
                Ok(empty.insert(lane))
            }
        }
    }
}

impl Session {
    /// Looks through the whole workspace, after a while. What has not changed is not judged again, save what was wanted
    /// of the scan that this one takes the place of.
    pub(super) fn rescan(&mut self, delay: Duration) {
        if let Some(only) = self.disk.scan.as_ref().and_then(|scan| scan.only.clone()) {
            self.disk.wanted.extend(only);
        }
        self.disk.outdated = false;
        self.scan(None, delay);
    }

    /// Judges files, and what is below folders, whether or not they have changed.
    pub(super) fn recheck(&mut self, paths: impl IntoIterator<Item = PathBuf>) {
        self.disk.wanted.extend(paths);
        if self.disk.scan.is_none() && !self.disk.wanted.is_empty() {
            let wanted = std::mem::take(&mut self.disk.wanted);
            self.scan(Some(wanted), Duration::ZERO);
        }
    }

    fn scan(&mut self, only: Option<HashSet<PathBuf>>, delay: Duration) {
        if let Some(scan) = self.disk.scan.take() {
            self.end_progress(&scan);
        }
        let serial = self.next_serial();
        let stop = Stop::default();
        let walk = Walk {
            serial,
            roots: self.workspace.roots().to_vec(),
            only: only.clone(),
            delay,
            events: self.lines.events.clone(),
            stop: stop.clone(),
        };
        let started = transport::spawn("walk", move || {
            transport::step_back();
            walk.run();
        });
        self.disk.scan = Some(Scan {
            serial,
            stop,
            only,
            walked: false,
            found: 0,
            judged: 0,
            progress: None,
            outstanding: 0,
            begun: Instant::now(),
            changed: false,
        });
        if let Err(error) = started {
            self.give_up(&error);
        }
    }

    /// There is no thread to be had for a scan: those who wait for it get what is known.
    fn give_up(&mut self, error: &io::Error) {
        self.log(lsp::MessageType::Error, format!("the workspace: {error}"));
        self.refuse_documents(&error.to_string());
        if let Some(scan) = self.disk.scan.take() {
            self.cancel_scan(&scan);
        }
    }

    /// What there is to hear of a scan; nothing of one that was stopped.
    pub(super) fn scanned(&mut self, serial: u64, news: News) {
        let Some(scan) = self.disk.scan.as_mut().filter(|scan| scan.serial == serial) else {
            return;
        };
        match news {
            News::Found(found) => self.found(found),
            News::Checked(checked) => {
                scan.outstanding -= 1;
                scan.judged += checked.len();
                self.checked(serial, checked);
                self.scan_goes_on();
            }
            News::Trouble(trouble) => self.log(lsp::MessageType::Warning, trouble),
            News::Walked => scan.walked = true,
        }
        if self.disk.scan.as_ref().is_some_and(|scan| scan.walked && scan.outstanding == 0) {
            self.finish_scan();
        }
    }

    fn found(&mut self, found: Found) {
        let settings = self.workspace.settings_of(found.config.as_deref());
        self.complain();
        let (today, analyse) = (self.today()(&settings.config), self.analyse());
        let Some(scan) = &mut self.disk.scan else { return };
        let everything = scan.only.is_none();
        let mut files = Vec::with_capacity(found.paths.len());
        for path in found.paths {
            let key = uri::of_path(&path);
            let file = self.disk.files.get_mut(&key);
            if self.disk.open.contains(&key) {
                if let Some(file) = file {
                    file.seen = scan.serial;
                }
                continue;
            }
            let judged = file.and_then(|file| file.judged.as_ref()).filter(|judged| {
                everything && judged.today == today && Arc::ptr_eq(&judged.settings, &settings)
            });
            files.push((path, judged.map(|judged| judged.stamp)));
        }
        let batch = Batch {
            serial: scan.serial,
            files,
            settings,
            today,
            client: self.client.clone(),
            events: self.lines.events.clone(),
            out: self.lines.out.clone(),
            stop: scan.stop.clone(),
            courtesy: self.disk.courtesy.clone(),
            permit: found.permit,
            analyse,
        };
        scan.outstanding += 1;
        scan.found += batch.files.len();
        match self.disk.lane() {
            Ok(lane) => lane.give(Box::new(move || batch.run())),
            Err(error) => self.give_up(&error),
        }
    }

    fn checked(&mut self, serial: u64, checked: Vec<Checked>) {
        let mut reports = Vec::new();
        for Checked { path, outcome } in checked {
            let key = uri::of_path(&path);
            if self.disk.open.contains(&key) {
                continue;
            }
            if matches!(outcome, Outcome::Other) {
                self.forget(&key);
                continue;
            }
            let file = self.disk.files.entry(key.clone()).or_insert_with(|| File::new(path));
            file.seen = serial;
            match outcome {
                Outcome::Judged(judged, findings, entry) => {
                    file.judged = Some(judged);
                    file.failed = false;
                    let changed = std::mem::replace(&mut file.hash, findings.hash) != findings.hash;
                    self.index.set(&key, entry);
                    if let Some(scan) = &mut self.disk.scan {
                        scan.changed |= changed;
                    }
                    reports.push((key, findings));
                }
                Outcome::Failed(judged, panic) => {
                    file.judged = Some(judged);
                    file.failed = true;
                    let message = format!("{}: the analysis failed: {panic}", file.path.display());
                    self.log(lsp::MessageType::Error, message);
                }
                Outcome::Same | Outcome::Other => {}
            }
        }
        self.tell_findings(reports);
    }

    /// A file is gone, or no proposal any more.
    fn forget(&mut self, key: &str) {
        self.index.set(key, None);
        let Some(file) = self.disk.files.remove(key) else { return };
        if file.shown.is_some() {
            self.publish_text(&diagnostics::clear(key));
        }
        if self.client.pull {
            self.stream_nothing(key);
        }
    }

    fn finish_scan(&mut self) {
        let Some(scan) = self.disk.scan.take() else { return };
        self.end_progress(&scan);
        let gone: Vec<String> = self
            .disk
            .closed()
            .filter(|(_, file)| file.seen != scan.serial)
            .filter(|(_, file)| scan.only.is_none() || scan.names(&file.path))
            .map(|(key, _)| key.clone())
            .collect();
        for key in &gone {
            self.forget(key);
        }
        if scan.only.is_none() {
            self.disk.last = Some(scan.begun.elapsed());
            self.disk.incomplete = false;
        }
        self.trace(
            || "looked through the workspace".to_owned(),
            || format!("{} files in {} ms", scan.judged, scan.begun.elapsed().as_millis()),
        );
        let missing = self.finish_pulls(&scan, scan.changed || !gone.is_empty());
        if self.disk.outdated {
            self.disk.wanted.extend(missing);
            self.rescan(Duration::ZERO);
        } else {
            self.recheck(missing);
        }
    }

    /// Files have changed on disk.
    pub(super) fn files_changed(&mut self, params: params::Files) {
        let mut paths = HashSet::new();
        let mut everything = false;
        let mut configured = false;
        let mut names = HashSet::new();
        for event in params.changes {
            let Some(path) = uri::path(&event.uri) else { continue };
            let name = path.file_name().unwrap_or_default();
            configured |= self.workspace.depends_on(&path);
            if event.kind != lsp::FileChangeType::Changed {
                names.insert(name.to_string_lossy().into_owned());
            }
            everything |= name == ".gitignore" || name == ".ignore";
            // A folder that is gone takes along what was in it.
            if files::format_of(&path).is_some() || event.kind == lsp::FileChangeType::Deleted {
                paths.insert(path);
            }
        }
        self.files_came_or_went(&names);
        let by_one_of =
            |file: &&File| file.judged.as_ref().is_some_and(|judged| judged.goes_by_one_of(&names));
        let closed = self.disk.closed().map(|(_, file)| file).filter(by_one_of);
        let concerned: Vec<PathBuf> = closed.map(|file| file.path.clone()).collect();
        self.disk.wanted.extend(concerned);
        if configured {
            self.check_configs(true);
            // Unless a scan is under way by now, which takes them along.
            self.recheck([]);
        } else if everything {
            self.rescan(SETTLING);
        } else {
            self.recheck(paths);
        }
    }

    /// A scan was ended before its time.
    pub(super) fn cancel_scan(&mut self, scan: &Scan) {
        self.disk.wanted.clear();
        self.disk.incomplete = true;
        self.end_progress(scan);
        self.cut_pulls_short();
    }
}

impl File {
    fn new(path: PathBuf) -> Self {
        Self { path, judged: None, hash: 0, shown: None, seen: 0, failed: false }
    }
}
