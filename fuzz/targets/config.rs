//! Configurations with their calendars: lists, trains, working days.
#![no_main]

use hotfix_lint::assess::{Context, assess};
use hotfix_lint::config::Config;
use hotfix_lint::proposal::Format;
use hotfix_lint::source::Source;
use hotfix_lint_fuzz::{context, text};
use std::path::Path;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some(text) = text(data) else { return };
    match Config::parse(text, Path::new("/nowhere/hotfix-lint.yaml")) {
        Err(mistakes) => {
            assert!(!mistakes.is_empty());
            for mistake in mistakes {
                assert!(text.get(mistake.span.start..mistake.span.end).is_some(), "{mistake:?}");
            }
        }
        Ok(config) => {
            let context = Context { config: &config, ..context(Format::Markdown) };
            let source = Source::new("---\nstatus: proposed\ntarget: \"26.12\"\n---\n# T\n");
            let assessment = assess(&source, &context);
            hotfix_lint::edit::deferral::targets(&context, &assessment);
        }
    }
});
