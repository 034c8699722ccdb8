//! What must hold of every document, whatever is in it.

pub mod settings;

use hotfix_lint::assess::{Assessment, Context, assess, assess_with};
use hotfix_lint::calendar::{Calendar, Release};
use hotfix_lint::config::Config;
use hotfix_lint::edit::{self, deferral, safe};
use hotfix_lint::ide;
use hotfix_lint::proposal::Format;
use hotfix_lint::proposal::metadata::Status;
use hotfix_lint::proposal::yaml_tree::{Entry, NodeKind};
use hotfix_lint::report::{self, FixesWanted, Look};
use hotfix_lint::source::{Encoding, Source, Span};
use hotfix_lint::tracker::Tracker;
use jiff::civil::date;
use std::sync::LazyLock;

/// Longer documents only take longer.
pub const LONGEST: usize = 8 << 10;

static CONFIG: LazyLock<Config> = LazyLock::new(|| {
    let release = |name: &str, freeze, release| Release {
        name: name.to_owned(),
        freeze: Some(freeze),
        release,
        ..Release::default()
    };
    let releases = vec![
        release("26.10", date(2026, 9, 30), date(2026, 10, 7)),
        release("26.12", date(2026, 11, 24), date(2026, 12, 9)),
        release("27.02", date(2027, 1, 20), date(2027, 2, 3)),
    ];
    Config {
        tracker: Tracker::at("https://forge.example/acme/app/issues/{issue}"),
        calendar: Some(Calendar::new(releases)),
        ..Config::default()
    }
});

/// The context of all documents: a small calendar, and a day shortly before a freeze.
pub fn context(format: Format) -> Context<'static> {
    Context {
        format,
        config: &CONFIG,
        today: date(2026, 11, 22),
        exists: None,
        given: None,
        policies: None,
    }
}

/// The text of the fuzzer's bytes.
pub fn text(data: &[u8]) -> Option<&str> {
    let data = &data[..data.len().min(LONGEST)];
    // What is cut off in the middle of a character ends before it.
    match str::from_utf8(data) {
        Ok(text) => Some(text),
        Err(error) if error.error_len().is_none() => {
            str::from_utf8(&data[..error.valid_up_to()]).ok()
        }
        Err(_) => None,
    }
}

/// A place in the text, from any number.
pub fn place(source: &Source, at: usize) -> usize {
    let mut at = at % (source.text().len() + 1);
    while !source.text().is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether what is dear is tried with this input, too: with one in eight, always the same ones.
pub fn dearly(data: &[u8]) -> bool {
    data.iter().fold(0u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(*byte)) % 8 == 0
}

/// Reads and judges a text, and holds what is said of it against the text.
pub fn check(format: Format, text: &str) -> (Source, Assessment) {
    let source = Source::new(text);
    let assessment = assess(&source, &context(format));
    places(&source, &assessment);
    (source, assessment)
}

/// Every span is inside the text and on character boundaries, and its columns lead back to it.
fn places(source: &Source, assessment: &Assessment) {
    let proposal = &assessment.proposal;
    let is_place =
        |span: Span| assert!(source.text().get(span.start..span.end).is_some(), "{span:?}");
    is_place(proposal.title);
    for finding in
        assessment.findings.iter().chain(assessment.waived.iter().map(|waived| &waived.finding))
    {
        is_place(finding.span);
        finding.related.iter().for_each(|related| is_place(related.span));
        columns(source, finding.span.start);
        columns(source, finding.span.end);
    }
    for answer in &proposal.answers {
        [answer.prompt, answer.span, answer.entry].into_iter().for_each(is_place);
        answer.evidence.iter().for_each(|evidence| is_place(evidence.span));
        answer.reading.value_span.into_iter().for_each(is_place);
    }
    proposal
        .criteria
        .iter()
        .for_each(|place| [place.span, place.section].into_iter().for_each(is_place));
    proposal.waivers.iter().for_each(|waiver| is_place(waiver.span));
    proposal.near_misses.iter().for_each(|miss| is_place(miss.span));
    proposal.errors.iter().for_each(|error| is_place(error.span));
    let starts: Vec<usize> = assessment.findings.iter().map(|finding| finding.span.start).collect();
    assert!(starts.is_sorted(), "findings are in document order");
}

fn columns(source: &Source, offset: usize) {
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        let position = source.position(offset, encoding);
        let back = source.offset(position, encoding);
        // An editor knows no place between `\r` and `\n`.
        let within_ending =
            source.text()[..offset].ends_with('\r') && source.text()[offset..].starts_with('\n');
        assert!(back == offset || within_ending, "{offset} -> {position:?} -> {back}");
    }
}

/// What editors ask for, at a place: none of it fails, and what has to be in order is.
pub fn features(source: &Source, format: Format, assessment: &Assessment, at: usize) {
    let context = &context(format);
    let at = place(source, at);
    let is_place =
        |span: Span| assert!(source.text().get(span.start..span.end).is_some(), "{span:?}");
    for style in [ide::markup::Style::Markdown, ide::markup::Style::Plain] {
        if let Some(hover) = ide::hover::hover(source, context, assessment, at, style) {
            is_place(hover.span);
        }
    }
    let asked = ide::completion::Asked::Person;
    if let Some(offered) = ide::completion::completions(source, context, assessment, at, asked) {
        [offered.insert, offered.replace].into_iter().for_each(is_place);
    }
    let mut end = 0;
    for token in ide::tokens::tokens(source, context, assessment) {
        is_place(token.span);
        assert!(token.span.start >= end && !token.span.is_empty(), "tokens overlap at {end}");
        assert!(!source.slice(token.span).contains(['\n', '\r']), "a token stands on one line");
        end = token.span.end;
    }
    let around = ide::selection::selections(source, assessment, at);
    assert!(
        around.windows(2).all(|two| two[1].contains(two[0])),
        "each selection is inside of the next"
    );
    assert_eq!(around.last(), Some(&source.span()));
    ide::folds::folds(source, assessment).into_iter().for_each(is_place);
    for hint in ide::hints::hints(source, context, assessment, source.span()) {
        is_place(Span::empty(hint.at));
    }
    for link in ide::links::links(context, assessment) {
        is_place(link.span);
    }
    ide::lens::lenses(context, assessment);
    ide::outline::outline(source, assessment);
    let all = ide::actions::ActionKind::ALL;
    let here = ide::actions::At { span: Span::empty(at), shown: &[] };
    ide::actions::actions(source, context, assessment, here, &all);
}

/// What is printed of a document has nothing in it that acts on a terminal or turns text around.
pub fn printed(source: &Source, format: Format, assessment: &Assessment) {
    let context = &context(format);
    let document = report::Document::new("a.md", source, context, assessment, FixesWanted::None);
    let look = Look { verbose: true, ..Look::default() };
    for format in [report::Format::Human, report::Format::Github, report::Format::Junit] {
        let text = format.document(&document, look);
        let acts = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!text.contains(acts), "{format:?}: {text:?}");
    }
    let json = report::Format::Json.document(&document, look);
    serde_json::from_str::<serde_json::Value>(&json).expect("JSON");
}

/// Changes the text and gives back what is said of it, which is what is said of a new one.
pub fn edited(
    source: &mut Source,
    format: Format,
    known: &Assessment,
    span: Span,
    typed: &str,
) -> Assessment {
    let context = &context(format);
    let before = source.clone();
    source.replace(span, typed);
    let fresh = Source::new(source.text());
    assert_eq!(*source, fresh);
    let after = assess_with(source, context, Some((&before, known)));
    let anew = assess(&fresh, context);
    assert_eq!(after.findings, anew.findings);
    assert_eq!(after.waived, anew.waived);
    assert_eq!(after.verdict, anew.verdict);
    assert_eq!(format!("{:?}", after.proposal), format!("{:?}", anew.proposal));
    after
}

/// Fixing twice changes no more than fixing once; what is fixed reads as before, or better.
pub fn fixes(source: &Source, format: Format, assessment: &Assessment) {
    let context = &context(format);
    let once = safe::apply_all(source, context);
    assert!(once.assessment.proposal.errors.len() <= assessment.proposal.errors.len());
    let twice = safe::apply_all(&once.source, context);
    assert_eq!(twice.titles, [""; 0], "{:?}", once.source.text());
    for finding in assessment.findings.iter().take(8) {
        for fix in hotfix_lint::assess::fixes(source, context, assessment, finding) {
            let after = edit::apply(source.text(), &fix.edits).expect("edits that can be applied");
            assert_ne!(after, source.text(), "{}", fix.title);
            check(format, &after);
            let slid = edit::before_the_final_line_ending(source.text(), &fix.edits);
            for edit in fix.edits.iter().chain(&slid).filter(|edit| edit.room.is_some()) {
                assert!(edit::room::filled(edit, "words").is_some(), "{edit:?}");
            }
        }
    }
}

/// Reopening takes back what deferring has done, byte for byte.
pub fn deferral(source: &Source, format: Format, assessment: &Assessment) {
    let context = &context(format);
    let targets = deferral::targets(context, assessment);
    for to in targets.iter().map(Some).chain([None]) {
        let Ok(fix) = deferral::defer(source, context, assessment, to) else { continue };
        let deferred = edit::apply(source.text(), &fix.edits).expect("edits that can be applied");
        let (deferred, after) = check(format, &deferred);
        let fix =
            deferral::reopen(&deferred, context, &after).expect("what is deferred can be reopened");
        let again = edit::apply(deferred.text(), &fix.edits).expect("edits that can be applied");
        let metadata = &assessment.proposal.metadata;
        // A key of a flow mapping that had no colon has one, and `null`.
        let has_colon =
            |key: &Entry| source.text()[key.key_span.end..].trim_start().starts_with(':');
        let keys = match metadata.tree.root.as_ref().map(|root| &root.kind) {
            Some(NodeKind::Mapping(keys)) => keys.as_slice(),
            _ => &[],
        };
        let is_new = keys.iter().all(has_colon)
            && metadata.status() != Status::Deferred
            && metadata.deferral.is_none()
            && assessment.proposal.deferral_section.is_none();
        if is_new {
            assert_eq!(again, source.text());
        }
    }
}
