//! One run: every file checked on every core, and told in the order of the paths.

use super::baseline::Entry;
use super::find::{self, File, Found};
use super::in_order::in_order;
use super::one::{self, Baselined, Done, Mode, Settings};
use super::progress::Progress;
use super::{Status, place, what_counts};
use crate::cli::document::folder;
use crate::cli::output;
use crate::report::failure::Failure;
use crate::report::{Look, Totals};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Checks what the paths lead to.
pub(super) fn run<W: Write>(
    paths: &[PathBuf],
    settings: Settings,
    look: Look,
    out: &mut W,
) -> io::Result<Status> {
    let found = find::find(paths);
    let mut run = Run::new(&found, &settings, look, out);
    found.errors.iter().for_each(|error| run.fail(error.clone()));
    if run.settings.mode != Mode::Diff {
        let head = settings.format.open(day(&found, &settings));
        run.out.write_all(head.as_bytes())?;
    }
    let work = |index: usize| one::check(&found.files[index], &settings, look);
    in_order(found.files.len(), work, |index, done| {
        run.progress.step(index);
        let file = &found.files[index];
        let done = done.unwrap_or_else(|panic| {
            let error = Some(Failure::new(&file.shown, &panic));
            vec![Done { error, ..Done::default() }]
        });
        done.into_iter().try_for_each(|done| run.take(file, done))
    })?;
    run.progress.clear();
    run.close(&found)?;
    let (status, recorded) = run.end(&found);
    Ok(status.max(write_baseline(settings.baseline, recorded, look)))
}

/// The day that the report is of.
fn day(found: &Found, settings: &Settings) -> Date {
    let near = |file: &File| match &settings.stdin_filename {
        Some(name) if file.path.as_os_str() == "-" => folder(name).to_owned(),
        _ => folder(&file.path).to_owned(),
    };
    let folders: BTreeSet<PathBuf> = found.files.iter().map(near).collect();
    // What is wrong with them is told with the files that they hold for.
    let used = folders.iter().filter_map(|near| settings.configurations.of_folder(near).ok());
    settings.today.of_all(&used.collect::<Vec<_>>())
}

/// What a run has come to so far.
struct Run<'a, W: Write> {
    settings: &'a Settings,
    look: Look,
    out: &'a mut W,
    progress: Progress<io::Stderr>,
    status: Status,
    totals: Totals,
    /// Whether a document has been told of.
    told: bool,
    /// Whether something was looked at that is no proposal.
    looked: bool,
    /// For each folder whether something in it was a proposal, or could have been.
    fruitful: Vec<bool>,
    /// What could not be checked.
    failures: Vec<Failure>,
    /// Accepted findings that are not there any more.
    gone: usize,
    /// What the baseline has to hold.
    recorded: Vec<(String, Vec<Entry>)>,
}

impl<'a, W: Write> Run<'a, W> {
    fn new(found: &Found, settings: &'a Settings, look: Look, out: &'a mut W) -> Self {
        Self {
            settings,
            look,
            out,
            progress: Progress::on_terminal(found.files.len(), !look.quiet),
            status: Status::Clean,
            totals: Totals::default(),
            told: false,
            looked: false,
            fruitful: vec![false; found.folders.len()],
            failures: Vec::new(),
            gone: 0,
            recorded: Vec::new(),
        }
    }

    /// One file's results.
    fn take(&mut self, file: &File, done: Done) -> io::Result<()> {
        for &folder in &file.folders {
            self.fruitful[folder] = true;
        }
        self.tell(&done);
        self.looked |= done.note.is_some() || done.excluded;
        self.gone += done.gone;
        self.recorded.extend(done.recorded);
        if !done.text.is_empty() {
            self.progress.clear();
            if self.settings.mode == Mode::Diff {
                self.out.write_all(done.text.as_bytes())?;
            } else {
                io::stdout().write_all(done.text.as_bytes())?;
            }
        }
        if done.changes && self.settings.mode == Mode::Diff {
            self.status = self.status.max(Status::Findings);
        }
        let Some((report, one)) = done.report else { return Ok(()) };
        if self.settings.mode != Mode::Diff {
            self.report(&report)?;
            if self.look.fail_on.is_some_and(|least| one.at_least(least) > 0) {
                self.status = self.status.max(Status::Findings);
            }
        }
        self.totals.add(&one);
        Ok(())
    }

    /// A part of the report.
    fn report(&mut self, part: &str) -> io::Result<()> {
        if part.is_empty() {
            return Ok(());
        }
        self.progress.clear();
        if self.told {
            self.out.write_all(self.settings.format.between().as_bytes())?;
        }
        self.told = true;
        self.out.write_all(part.as_bytes())
    }

    /// The end of the report.
    fn close(&mut self, found: &Found) -> io::Result<()> {
        if self.settings.mode != Mode::Diff {
            let barren = if self.lacks_proposals() { self.barren(found) } else { Vec::new() };
            let nothing = |folder: &str| Failure::new(folder, "no proposals found");
            self.failures.extend(barren.into_iter().map(nothing));
            for failure in &mut self.failures {
                let root = self.settings.root.as_deref();
                if let Some(path) = place::from_root(root, Path::new(&failure.path)) {
                    failure.path = path;
                }
            }
            let format = self.settings.format;
            self.report(&format.failures(&self.failures))?;
            let foot = format.close(&self.totals, &self.failures, self.look);
            self.out.write_all(foot.as_bytes())?;
        }
        self.out.flush()
    }

    /// Tells what could not be checked.
    fn fail(&mut self, failure: Failure) {
        output::error(&failure.to_string());
        self.failures.push(failure);
        self.status = Status::Failed;
    }

    /// Tells what came up with one file.
    fn tell(&mut self, done: &Done) {
        let said = done.fixed.is_some() || done.note.is_some();
        let failed = done.error.is_some() || done.broken.is_some();
        if said || failed {
            self.progress.clear();
        }
        if let Some(fixed) = done.fixed.as_ref().filter(|_| !self.look.quiet) {
            output::fixed(fixed);
        }
        if let Some(note) = done.note.as_ref().filter(|_| !self.look.quiet) {
            output::note(note);
        }
        if let Some(error) = &done.error {
            self.fail(error.clone());
        }
        if let Some(broken) = &done.broken {
            self.failures.extend_from_slice(broken.news());
            self.status = Status::Failed;
        }
    }

    /// Whether there is no proposal in what was looked at.
    const fn found_nothing(&self) -> bool {
        self.totals.proposals() == 0
    }

    /// Whether that is an error.
    const fn lacks_proposals(&self) -> bool {
        self.found_nothing() && !self.settings.pass_with_no_proposals
    }

    /// The folders without proposals.
    fn barren<'f>(&self, found: &'f Found) -> Vec<&'f str> {
        let all = found.folders.iter().zip(&self.fruitful);
        all.filter(|(_, fruitful)| !**fruitful).map(|(folder, _)| folder.as_str()).collect()
    }

    /// What is to be said when all is done.
    fn end(self, found: &Found) -> (Status, Vec<(String, Vec<Entry>)>) {
        let lacks = self.lacks_proposals();
        let barren = self.barren(found);
        if !barren.is_empty() {
            let folders: Vec<&Path> = barren.iter().map(Path::new).collect();
            let counts = what_counts(&folders, &self.settings.configurations);
            let found = format!("no proposals found in {}", barren.join(", "));
            let lines = [vec![found], counts].concat();
            if lacks {
                output::error_lines(&lines);
            } else if !self.look.quiet {
                output::note_lines(&lines);
            }
        }
        let gone = match &self.settings.baseline {
            Baselined::Accept(baseline) => self.gone + baseline.of_files_that_are_gone(),
            Baselined::No | Baselined::Write(_) => self.gone,
        };
        if gone > 0 && !self.look.quiet {
            let (are, them) = if gone == 1 { ("is", "it") } else { ("are", "them") };
            output::note(&format!(
                "{gone} of the accepted findings {are} gone; --write-baseline leaves {them} out"
            ));
        }
        let status = if lacks && !self.looked { Status::Failed } else { self.status };
        (status, self.recorded)
    }
}

/// Writes the baseline, where that is what the run is for.
fn write_baseline(baseline: Baselined, recorded: Vec<(String, Vec<Entry>)>, look: Look) -> Status {
    let Baselined::Write(mut baseline) = baseline else { return Status::Clean };
    // Issues without a number have one name.
    let mut by_key: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for (key, entries) in recorded {
        by_key.entry(key).or_default().extend(entries);
    }
    for (key, entries) in by_key {
        baseline.record(key, entries);
    }
    match baseline.write() {
        Ok(count) => {
            if !look.quiet {
                let (path, what) =
                    (baseline.shown(), if count == 1 { "finding" } else { "findings" });
                output::note(&format!("{path}: accepts {count} {what}"));
            }
            Status::Clean
        }
        Err(error) => {
            output::error(&error);
            Status::Failed
        }
    }
}
