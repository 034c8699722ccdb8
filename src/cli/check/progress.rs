//! How far a long check is, on the last line of a terminal.

use crate::cli::output;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// What is done in less needs no bar.
const SILENT: Duration = Duration::from_millis(500);
/// How long a picture stays at least.
const EACH: Duration = Duration::from_millis(100);
/// Its width in characters.
const BAR: usize = 30;

/// The bar. Everything that writes to the same terminal clears it first.
pub(super) struct Progress<W: Write> {
    /// Where it is drawn; `None` where nobody looks.
    to: Option<W>,
    total: usize,
    due: Instant,
    drawn: bool,
}

impl Progress<io::Stderr> {
    /// A bar for `total` files, where there is a terminal to draw it on.
    pub(super) fn on_terminal(total: usize, wanted: bool) -> Self {
        let stderr = io::stderr();
        let shows = wanted && stderr.is_terminal() && output::stderr().1;
        Self::new(shows.then_some(stderr), total, Instant::now())
    }
}

impl<W: Write> Progress<W> {
    fn new(to: Option<W>, total: usize, begun: Instant) -> Self {
        Self { to, total, due: begun + SILENT, drawn: false }
    }

    /// `done` files are done.
    pub(super) fn step(&mut self, done: usize) {
        if self.to.is_some() {
            self.step_at(done, Instant::now());
        }
    }

    fn step_at(&mut self, done: usize, now: Instant) {
        let Some(to) = self.to.as_mut().filter(|_| now >= self.due && done < self.total) else {
            return;
        };
        self.due = now + EACH;
        self.drawn = true;
        let full = BAR * done / self.total.max(1);
        let (full, empty) = ("#".repeat(full), ".".repeat(BAR - full));
        // A picture that cannot be drawn is no reason to stop.
        let _ = write!(to, "\r\x1b[Kchecking [{full}{empty}] {done} of {}", self.total);
        let _ = to.flush();
    }

    /// Takes the picture away, so that other text may be written.
    pub(super) fn clear(&mut self) {
        if let Some(to) = self.to.as_mut().filter(|_| self.drawn) {
            let _ = write!(to, "\r\x1b[K");
            let _ = to.flush();
            self.drawn = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawn_late_seldom_and_taken_away() {
        let begun = Instant::now();
        let at = |ms| begun + Duration::from_millis(ms);
        let mut progress = Progress::new(Some(Vec::new()), 10, begun);
        progress.step_at(1, at(499));
        progress.clear();
        assert_eq!(progress.to.as_deref(), Some(&b""[..]), "half a second is no time");
        progress.step_at(5, at(500));
        progress.step_at(6, at(599));
        progress.clear();
        progress.clear();
        progress.step_at(10, at(900));
        let bar = "\r\x1b[Kchecking [###############...............] 5 of 10\r\x1b[K";
        assert_eq!(String::from_utf8(progress.to.unwrap()).unwrap(), bar);
    }
}
