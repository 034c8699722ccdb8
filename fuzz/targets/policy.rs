//! Policies: any text loads or is told what is wrong with it, inside the text; what loads can judge a document.
#![no_main]

use hotfix_lint_fuzz::{settings, text};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some(text) = text(data) else { return };
    settings::policy(text, data.len() / 2);
});
