//! Front matter: any metadata above a small document, and the same as YAML of its own.
#![no_main]

use hotfix_lint::proposal::Format;
use hotfix_lint_fuzz::{check, dearly, deferral, features, text};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some(text) = text(data) else { return };
    let (document, at) = (
        format!("---\n{text}\n---\n# T\n\n## Does it produce incorrect results?\n\nYes\n"),
        data.len() / 2,
    );
    let (source, assessment) = check(Format::Markdown, &document);
    if dearly(data) {
        features(&source, Format::Markdown, &assessment, at);
        deferral(&source, Format::Markdown, &assessment);
    }
    check(Format::Yaml, text);
});
