//! The examples, mended and deferred: every fix keeps what it is not about, and Reopen undoes Defer.

#![expect(clippy::unwrap_used, reason = "what cannot be read or applied fails the test")]

use hotfix_lint::assess::{Context, assess, fixes};
use hotfix_lint::calendar::{Calendar, Release};
use hotfix_lint::config::Config;
use hotfix_lint::edit::{apply, deferral, safe};
use hotfix_lint::proposal::Format;
use hotfix_lint::source::Source;
use std::path::Path;

/// Every example, in the line endings people use.
fn documents() -> Vec<(String, Format, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut documents = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(format) = Format::of_path(&name).filter(|_| name.contains(".hotfix.")) else {
            continue;
        };
        let text = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        documents.push((format!("{name} (crlf)"), format, text.replace('\n', "\r\n")));
        documents.push((name, format, text));
    }
    assert!(documents.len() > 2, "the examples are there");
    documents
}

fn config() -> Config {
    let release = Release {
        name: "26.12".to_owned(),
        freeze: Some("2026-11-24".parse().unwrap()),
        release: "2026-12-09".parse().unwrap(),
        ..Release::default()
    };
    Config { calendar: Some(Calendar::new(vec![release])), ..Config::default() }
}

fn context(format: Format, config: &Config) -> Context<'_> {
    Context {
        format,
        config,
        today: "2026-11-22".parse().unwrap(),
        exists: None,
        policies: None,
        given: None,
    }
}

#[test]
fn reopen_gives_the_examples_back() {
    let config = config();
    for (name, format, text) in documents() {
        // What is closed does not wait: before that it could have.
        let closed = ["released", "included", "rejected", "withdrawn"];
        let text = closed.iter().fold(text, |text, status| {
            text.replacen(&format!("\nstatus: {status}"), "\nstatus: proposed", 1)
        });
        let context = context(format, &config);
        let source = Source::new(text.clone());
        let assessment = assess(&source, &context);
        let to = deferral::targets(&context, &assessment).into_iter().next();
        let fix = match deferral::defer(&source, &context, &assessment, to.as_ref()) {
            Ok(fix) => fix,
            Err(error) => panic!("{name}: {error}"),
        };
        let there = Source::new(apply(&text, &fix.edits).unwrap());
        let deferred = assess(&there, &context);
        assert!(deferred.proposal.errors.is_empty(), "{name}");
        // One that was deferred before goes back to where it was then.
        if assessment.proposal.metadata.deferral.is_some() {
            continue;
        }
        let back = deferral::reopen(&there, &context, &deferred).unwrap();
        assert_eq!(apply(there.text(), &back.edits).as_ref(), Some(&text), "{name}");
    }
}

#[test]
fn every_fix_of_the_examples_applies() {
    let config = config();
    let mut offered = 0;
    for (name, format, text) in documents() {
        let context = context(format, &config);
        let source = Source::new(text.clone());
        let assessment = assess(&source, &context);
        for finding in &assessment.findings {
            for fix in fixes(&source, &context, &assessment, finding) {
                let after = apply(&text, &fix.edits);
                assert!(after.is_some_and(|after| after != text), "{name}: {}", fix.title);
                offered += 1;
            }
        }
        let mended = safe::apply_all(&source, &context);
        let again = safe::apply_all(&mended.source, &context);
        assert_eq!(mended.source.text(), again.source.text(), "{name}");
    }
    assert!(offered > 0, "the examples are not perfect");
}
