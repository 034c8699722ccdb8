//! A panic ends the job that it happens in, and nothing else.

use std::cell::RefCell;
use std::io::Write as _;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    /// What the last panic of this thread said.
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps the words of panics for [`catch`], and writes them to standard error: standard output is the protocol's.
pub(super) fn set_hook() {
    panic::set_hook(Box::new(|panic| {
        let message = panic.to_string();
        let _ = writeln!(std::io::stderr(), "{message}");
        LAST.with_borrow_mut(|last| *last = Some(message));
    }));
}

/// Runs `body`; a panic in it is an error with its words.
///
/// Whoever calls this must not go on with what `body` may have left half done.
pub(super) fn catch<T>(body: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(body)).map_err(|_| {
        let words = LAST.with_borrow_mut(Option::take);
        words.unwrap_or_else(|| "a panic without words".to_owned())
    })
}
