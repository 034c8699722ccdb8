//! What must hold of every policy, configuration and calendar, whatever is in it.

use hotfix_lint::assess::{Context, assess};
use hotfix_lint::calendar::ics;
use hotfix_lint::config::Config;
use hotfix_lint::edit::{deferral, form, new};
use hotfix_lint::ide::file::File;
use hotfix_lint::ide::markup::Style;
use hotfix_lint::ide::{completion, hints, hover, links, places};
use hotfix_lint::policy::{Policy, load, page};
use hotfix_lint::proposal::Format;
use hotfix_lint::source::{Source, Span};
use jiff::tz::TimeZone;
use std::path::Path;
use std::sync::Arc;

/// A text loads or is told what is wrong with it, inside the text; what loads can judge documents and write them.
pub fn policy(text: &str, at: usize) {
    match load::load(text) {
        Err(mistakes) => told(text, mistakes.iter().map(|mistake| mistake.span)),
        Ok(policy) => written(policy),
    }
    in_editor(text, File::Policy, at);
}

/// A configuration is read, with its releases, or told what is wrong with it, inside the text.
pub fn config(text: &str, at: usize) {
    match Config::parse(text, Path::new("/nowhere/hotfix-lint.yaml")) {
        Err(mistakes) => told(text, mistakes.iter().map(|mistake| mistake.span)),
        Ok(config) => {
            let context = Context { config: &config, ..super::context(Format::Markdown) };
            let source = Source::new("---\nstatus: proposed\ntarget: \"26.12\"\n---\n# T\n");
            let assessment = assess(&source, &context);
            deferral::targets(&context, &assessment);
            if let Some(calendar) = &config.calendar {
                let source = Source::new(text);
                hints::of_calendar(&source, calendar, context.today, source.span());
            }
        }
    }
    in_editor(text, File::Config, at);
}

/// Every event of an iCalendar file and every mistake has its place.
pub fn events(text: &str) {
    for zone in [None, Some(&TimeZone::UTC)] {
        let (events, mistakes) = ics::events(text, zone);
        for event in events {
            is_place(text, event.place);
            assert!(!event.summary.contains(['\n', '\r']));
            if let Err(mistake) = event.first {
                is_place(text, mistake.span);
            }
        }
        are_places(text, mistakes.iter().map(|mistake| mistake.span));
    }
}

fn is_place(text: &str, span: Span) {
    assert!(text.get(span.start..span.end).is_some(), "{span:?}");
}

fn are_places(text: &str, spans: impl IntoIterator<Item = Span>) {
    for span in spans {
        is_place(text, span);
    }
}

fn told(text: &str, mistakes: impl Iterator<Item = Span>) {
    let mut mistakes = mistakes.peekable();
    assert!(mistakes.peek().is_some(), "refused without a word");
    are_places(text, mistakes);
}

/// What comes of a policy: its pages and forms, and new documents, in which every question is found.
fn written(policy: Policy) {
    let policy = Arc::new(policy);
    for id in policy.question_ids() {
        page::question(&policy, id);
    }
    form::github_form(&policy);
    form::gitlab_template(&policy);
    let config = Config { policy: policy.clone(), ..Config::default() };
    for format in [Format::Markdown, Format::Yaml] {
        let context = Context { config: &config, ..super::context(format) };
        let text = new::new_document(&policy, format, "T", None, None);
        let assessment = assess(&Source::new(&text), &context);
        let found = |id| assessment.answer(id).is_some();
        assert!(policy.question_ids().all(found), "a question that is not found in:\n{text}");
        assert_eq!(assessment.proposal.errors, [], "{text}");
    }
    let answered = policy.questions.iter().map(|question| format!("- {} Yes\n", question.prompt));
    let context = Context { config: &config, ..super::context(Format::Markdown) };
    assess(&Source::new(answered.collect::<String>()), &context);
}

/// What editors ask for in a file of settings.
fn in_editor(text: &str, file: File, at: usize) {
    let source = Source::new(text);
    let at = super::place(&source, at);
    let (_, base) = load::load_open(text, None);
    let base = base.as_ref();
    if let Some(hover) = hover::in_file(&source, file, base, at, Style::Markdown) {
        is_place(text, hover.span);
    }
    if let Some(offered) = completion::in_file(&source, file, base, at) {
        are_places(text, [offered.insert, offered.replace]);
    }
    are_places(text, links::of_config(&source).into_iter().map(|link| link.span));
    are_places(text, places::mentions(&source).into_iter().map(|(span, _)| span));
    are_places(text, places::named_files(&source).into_iter().map(|(span, _)| span));
    are_places(text, places::releases(&source).into_iter().map(|place| place.span));
    are_places(text, places::questions(&source).into_iter().map(|place| place.span));
}
