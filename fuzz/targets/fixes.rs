//! Fixes of Markdown (the first byte even) and YAML.
#![no_main]

use hotfix_lint::proposal::Format;
use hotfix_lint_fuzz::{check, fixes, text};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((&kind, rest)) = data.split_first() else { return };
    let Some(text) = text(rest) else { return };
    let format = if kind % 2 == 0 { Format::Markdown } else { Format::Yaml };
    let (source, assessment) = check(format, text);
    fixes(&source, format, &assessment);
});
