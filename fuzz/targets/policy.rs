//! Policies: any text loads or is told what is wrong with it, inside the text; what loads can judge a document.
#![no_main]

use hotfix_lint::assess::{Context, assess};
use hotfix_lint::config::Config;
use hotfix_lint::policy::load;
use hotfix_lint::proposal::Format;
use hotfix_lint::source::Source;
use hotfix_lint_fuzz::{context, text};
use std::sync::Arc;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some(text) = text(data) else { return };
    match load::load(text) {
        Err(mistakes) => {
            assert!(!mistakes.is_empty());
            for mistake in mistakes {
                assert!(text.get(mistake.span.start..mistake.span.end).is_some(), "{mistake:?}");
            }
        }
        Ok(policy) => {
            let prompts: Vec<String> = policy
                .questions
                .iter()
                .map(|question| format!("- {} Yes\n", question.prompt))
                .collect();
            let config = Config { policy: Arc::new(policy), ..Config::default() };
            let context = Context { config: &config, ..context(Format::Markdown) };
            assess(&Source::new(prompts.concat()), &context);
        }
    }
});
