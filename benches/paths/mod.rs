//! The paths through the program that a keystroke or a check takes, each over one document.

use hotfix_lint::assess::{Assessment, Context, assess, assess_with};
use hotfix_lint::calendar::{Calendar, Release};
use hotfix_lint::config::Config;
use hotfix_lint::edit::safe;
use hotfix_lint::ide;
use hotfix_lint::proposal::{self, Format};
use hotfix_lint::source::{Source, Span};
use hotfix_lint::tracker::Tracker;
use jiff::civil::date;
use std::hint::black_box;

/// A document that has been judged, and judged again after a letter in its middle.
pub(crate) struct Subject {
    format: Format,
    config: Config,
    before: (Source, Assessment),
    source: Source,
    assessment: Assessment,
    /// Where the letter is.
    at: usize,
}

/// One path.
pub(crate) struct Path {
    pub(crate) name: &'static str,
    /// What is between the text and it.
    pub(crate) run: fn(&Subject),
}

impl Subject {
    pub(crate) fn new(format: Format, text: &str) -> Self {
        let config = config();
        let before = Source::new(text);
        let mut at = text.len() / 2;
        while !text.is_char_boundary(at) {
            at += 1;
        }
        let mut source = before.clone();
        source.replace(Span::empty(at), "x");
        let context = context(format, &config);
        let (known, assessment) = (assess(&before, &context), assess(&source, &context));
        Self { format, before: (before, known), source, assessment, at, config }
    }

    fn context(&self) -> Context<'_> {
        context(self.format, &self.config)
    }
}

fn context(format: Format, config: &Config) -> Context<'_> {
    Context { format, config, today: date(2026, 11, 22), exists: None, policies: None, given: None }
}

/// The floor of every other path: the library that parses, over the same bytes, and nothing done with what it says.
pub(crate) const FLOOR: &str = "parser alone";

/// All paths, the floor first.
pub(crate) const PATHS: [Path; 16] = [
    Path { name: FLOOR, run: floor },
    Path {
        name: "read",
        run: |s| drop(black_box(proposal::read(&s.source, s.format, &s.config.policy))),
    },
    Path { name: "check", run: |s| drop(black_box(assess(&s.source, &s.context()))) },
    Path { name: "keystroke", run: keystroke },
    Path {
        name: "fix everything",
        run: |s| drop(black_box(safe::apply_all(&s.source, &s.context()))),
    },
    Path { name: "hover", run: hover },
    Path { name: "completion", run: completion },
    Path { name: "code actions", run: actions },
    Path {
        name: "code lenses",
        run: |s| drop(black_box(ide::lens::lenses(&s.context(), &s.assessment))),
    },
    Path { name: "inlay hints", run: hints },
    Path {
        name: "tokens",
        run: |s| drop(black_box(ide::tokens::tokens(&s.source, &s.context(), &s.assessment))),
    },
    Path {
        name: "outline",
        run: |s| drop(black_box(ide::outline::outline(&s.source, &s.assessment))),
    },
    Path { name: "folds", run: |s| drop(black_box(ide::folds::folds(&s.source, &s.assessment))) },
    Path {
        name: "links",
        run: |s| drop(black_box(ide::links::links(&s.context(), &s.assessment))),
    },
    Path {
        name: "selection",
        run: |s| drop(black_box(ide::selection::selections(&s.source, &s.assessment, s.at))),
    },
    Path {
        name: "status",
        run: |s| drop(black_box(ide::status::status(&s.source, &s.context(), &s.assessment))),
    },
];

fn floor(s: &Subject) {
    parse(s.format, s.source.text());
}

/// What the libraries that parse do, and nothing with what they say.
pub(crate) fn parse(format: Format, text: &str) {
    match format {
        Format::Markdown => {
            let options = pulldown_cmark::Options::ENABLE_TABLES;
            let parser = pulldown_cmark::Parser::new_ext(text, options);
            black_box(parser.into_offset_iter().map(|(_, range)| range.end).max());
        }
        Format::Yaml => {
            let parser = granit_parser::Parser::new_from_str(text);
            black_box(parser.map_while(Result::ok).count());
        }
    }
}

fn keystroke(s: &Subject) {
    let (source, known) = &s.before;
    black_box(assess_with(&s.source, &s.context(), Some((source, known))));
}

fn hover(s: &Subject) {
    let style = ide::markup::Style::Markdown;
    black_box(ide::hover::hover(&s.source, &s.context(), &s.assessment, s.at, style));
}

fn completion(s: &Subject) {
    let asked = ide::completion::Asked::Person;
    black_box(ide::completion::completions(&s.source, &s.context(), &s.assessment, s.at, asked));
}

fn actions(s: &Subject) {
    let all = ide::actions::ActionKind::ALL;
    let place = ide::actions::At { span: Span::empty(s.at), shown: &[] };
    black_box(ide::actions::actions(&s.source, &s.context(), &s.assessment, place, &all));
}

fn hints(s: &Subject) {
    black_box(ide::hints::hints(&s.source, &s.context(), &s.assessment, s.source.span()));
}

/// A team with a tracker and a calendar.
pub(crate) fn config() -> Config {
    let release = |name: &str, freeze, release| Release {
        name: name.to_owned(),
        freeze: Some(freeze),
        release,
        ..Release::default()
    };
    let releases = vec![
        release("26.12", date(2026, 11, 24), date(2026, 12, 9)),
        release("27.02", date(2027, 1, 20), date(2027, 2, 3)),
    ];
    Config {
        tracker: Tracker::at("https://forge.example/acme/app/issues/{issue}"),
        calendar: Some(Calendar::new(releases)),
        ..Config::default()
    }
}
