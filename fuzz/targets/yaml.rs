//! YAML: reading, judging, and everything that is shown of it.
#![no_main]

use hotfix_lint::proposal::Format;
use hotfix_lint_fuzz::{check, dearly, features, printed, text};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some(text) = text(data) else { return };
    let (source, assessment) = check(Format::Yaml, text);
    if dearly(data) {
        features(&source, Format::Yaml, &assessment, usize::from(*data.last().unwrap_or(&0)) * 7);
        printed(&source, Format::Yaml, &assessment);
    }
});
