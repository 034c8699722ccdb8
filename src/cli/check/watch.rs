//! `--watch`: checks again whenever something changes that the last check looked at.

use crate::cli::configuration::absolute;
use crate::cli::document::folder;
use crate::config;
use crate::files;
use crossbeam_channel::{Receiver, RecvTimeoutError};
use notify::event::{EventKind, ModifyKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long nothing must happen after a change: editors write, rename and write again.
const QUIET: Duration = Duration::from_millis(100);
/// How long a check waits at most while things go on happening.
const PATIENCE: Duration = Duration::from_secs(1);

/// Said when the system has nothing to say any more.
const ENDED: &str = "changes cannot be watched any longer";

/// The folders that are watched, and what happens in them.
pub(super) struct Watch {
    watcher: RecommendedWatcher,
    happenings: Receiver<notify::Result<notify::Event>>,
    watched: BTreeSet<PathBuf>,
    folders: Folders,
}

impl Watch {
    /// Watches nothing yet.
    pub(super) fn new() -> Result<Self, String> {
        let (send, happenings) = crossbeam_channel::unbounded();
        let watcher = notify::recommended_watcher(move |happening| {
            // With the receiver gone there is nobody left to tell.
            let _ = send.send(happening);
        });
        let watcher = watcher.map_err(unwatched)?;
        Ok(Self { watcher, happenings, watched: BTreeSet::new(), folders: Folders::default() })
    }

    /// Watches the folders that matter for these paths now: they come and go. Called before each check, so that what is
    /// written while it runs is seen by the next one.
    pub(super) fn follow(
        &mut self,
        paths: &[PathBuf],
        config: Option<&Path>,
    ) -> Result<(), String> {
        self.folders = Folders::of(paths, config);
        let wanted = self.folders.all();
        for gone in self.watched.difference(&wanted) {
            // It is most likely not there any more.
            let _ = self.watcher.unwatch(gone);
        }
        let mut watched = BTreeSet::new();
        for folder in wanted {
            // A folder that was removed and made again has the old name and no watch: watching twice does no harm.
            match self.watcher.watch(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => drop(watched.insert(folder)),
                Err(_) if !folder.exists() => {}
                Err(error) => return Err(unwatched(error)),
            }
        }
        self.watched = watched;
        Ok(())
    }

    /// Waits until something has changed, and then until nothing has for a moment.
    pub(super) fn wait(&self) -> Result<(), String> {
        loop {
            let happening = self.happenings.recv().map_err(|_| ENDED)?;
            if self.matters(happening)? {
                break;
            }
        }
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            match self.happenings.recv_timeout(QUIET) {
                Ok(happening) => drop(self.matters(happening)?),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return Err(ENDED.to_owned()),
            }
        }
        Ok(())
    }

    /// Whether something is written, made, renamed or removed that a check looks at; or was missed.
    fn matters(&self, happening: notify::Result<notify::Event>) -> Result<bool, String> {
        let event = happening.map_err(unwatched)?;
        let reads = matches!(event.kind, EventKind::Access(_));
        let stays = matches!(
            event.kind,
            EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)) | EventKind::Access(_)
        );
        let ours = || event.paths.iter().any(|path| self.folders.matter(path, !stays));
        Ok(event.need_rescan() || (!reads && ours()))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "errors are mapped by it")]
fn unwatched(error: notify::Error) -> String {
    let more = match error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "; there are more folders than the system lets one program watch"
        }
        _ => "",
    };
    format!("changes cannot be watched: {error}{more}")
}

/// Which folders are watched, and for what.
#[derive(Default)]
struct Folders {
    /// Those of the files that are named, those below the folders that are named, and those with a configuration: for
    /// every file that a check may read.
    whole: BTreeSet<PathBuf>,
    /// Those above, into which a configuration may be put.
    above: BTreeSet<PathBuf>,
}

impl Folders {
    fn of(paths: &[PathBuf], config: Option<&Path>) -> Self {
        let mut folders = Self::default();
        for path in paths {
            let path = absolute(path);
            let top = if path.is_dir() { path.as_path() } else { folder(&path) };
            folders.whole.insert(top.to_owned());
            if path.is_dir() {
                // What is left out of a check is not watched: there lie a build's own files.
                let inside = ignore::WalkBuilder::new(&path).build().flatten();
                let is_folder =
                    |entry: &ignore::DirEntry| entry.file_type().is_some_and(|t| t.is_dir());
                folders.whole.extend(inside.filter(is_folder).map(ignore::DirEntry::into_path));
            }
            let holds = config::discover(top, None);
            folders.whole.extend(holds.as_deref().map(folder).map(Path::to_owned));
            for above in top.ancestors() {
                folders.above.insert(above.to_owned());
                if above.join(".git").exists() {
                    break;
                }
            }
        }
        folders.whole.extend(config.map(|config| folder(&absolute(config)).to_owned()));
        folders
    }

    /// All of them.
    fn all(&self) -> BTreeSet<PathBuf> {
        self.whole.union(&self.above).cloned().collect()
    }

    /// Whether a check may come to something else when this file, or folder, changes, or comes or goes: a proposal may name
    /// any file.
    fn matter(&self, path: &Path, comes_or_goes: bool) -> bool {
        let Some(parent) = path.parent() else { return false };
        let data = comes_or_goes
            || path.extension().is_none_or(|e| e == "ics" || e == "json" || e == "csv");
        let own = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let whole = self.whole.contains(parent) && (data || files::format_of(path).is_some());
        (whole && !own) || (self.above.contains(parent) && files::is_config(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matters() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        std::fs::create_dir_all(at("hotfixes/deep")).unwrap();
        std::fs::create_dir(at(".git")).unwrap();
        let folders = Folders::of(&[at("hotfixes")], None);
        for name in ["hotfixes/a.md", "hotfixes/deep/b.yaml", "hotfixes/new", "hotfix-lint.yaml"] {
            assert!(folders.matter(&at(name), false), "{name}");
        }
        for name in ["a.md", "hotfixes/a.rs", "hotfixes/.hotfix-lint-x", "other/a.md"] {
            assert!(!folders.matter(&at(name), false), "{name}");
        }
        for name in ["hotfixes/run.log", "hotfixes/deep/shot.png", "hotfixes/a.rs"] {
            assert!(folders.matter(&at(name), true), "{name}");
        }
        for name in ["hotfixes/.hotfix-lint-x", "hotfixes/.run.log.swp", "other/run.log", "run.log"]
        {
            assert!(!folders.matter(&at(name), true), "{name}");
        }
        std::fs::write(at("hotfix-lint.yaml"), "releases: {file: releases.ics}").unwrap();
        assert!(Folders::of(&[at("hotfixes")], None).matter(&at("releases.ics"), false));
    }
}
