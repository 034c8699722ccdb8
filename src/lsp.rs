//! The language server: one owner thread between a reader and a writer, with workers beside it.
//!
//! ```text
//! stdin ─► reader ─► owner ─► writer ─► stdout
//!                    │  ▲
//!                 jobs  results
//!                    ▼  │
//!              pool (analyses), quick lane (what somebody waits for)
//! ```
//!
//! The owner (`session.rs`) holds all state and never waits; workers see snapshots that no one changes. This folder is
//! the only place with the protocol's types: what editors show is made in [`crate::ide`].
//!
//! What people can set in their editors stands in `options.rs`.

mod analyses;
mod capabilities;
mod commands;
mod convert;
mod creation;
mod debug;
mod diagnostics;
mod disk;
mod documents;
mod frame;
mod index;
#[cfg(any(test, fuzzing))]
pub mod loopback;
mod message;
mod navigation;
mod options;
mod outgoing;
mod panics;
mod params;
mod progress;
mod report;
mod requests;
mod scan;
mod session;
mod snapshot;
mod transport;
mod uri;
mod views;
mod workers;
mod workspace;
mod workspace_pull;

use crossbeam_channel::unbounded;
use session::{Lines, Session};
use std::io;
use workers::Workers;

/// Threads for analyses, at most.
const POOL: usize = 2;

/// Threads for what somebody waits for, at most: two, so that a slow document does not hold up the others.
const QUICK: usize = 2;

/// Speaks the language server protocol over standard input and output until the client leaves.
///
/// Returns the exit code: 0 after an orderly `shutdown` and `exit`, else 1. The process should end at once with it,
/// for a client that no longer reads can keep a thread waiting.
///
/// # Errors
///
/// When standard input or output cannot be used, or no thread can be started.
pub fn run() -> io::Result<i32> {
    panics::set_hook();
    let pool = Workers::new("pool", POOL, || ());
    pool.begin(workspace::warm_up)?;
    let (events, inbox) = unbounded();
    let (out, finished) = transport::write()?;
    transport::read(events.clone())?;
    let lines =
        Lines { events, out: out.clone(), pool, quick: Workers::new("quick", QUICK, || ()) };
    let clock = jiff::Timestamp::now;
    let mut session = Session::new(lines, crate::assess::assess_with, clock);
    let code = session.serve(&inbox);
    drop(session);
    transport::finish(out, &finished);
    Ok(code)
}
