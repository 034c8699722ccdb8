//! iCalendar files: every event and every mistake has its place.
#![no_main]

use hotfix_lint_fuzz::{settings, text};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some(text) = text(data) else { return };
    settings::events(text);
});
