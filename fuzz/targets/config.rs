//! Configurations with their calendars: lists, trains, working days.
#![no_main]

use hotfix_lint_fuzz::{settings, text};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some(text) = text(data) else { return };
    settings::config(text, data.len() / 2);
});
