//! Documents in, text out: every case of `tests/spec/**/*.md`.
//!
//! A case is a heading, a fenced document and a fenced expectation:
//!
//! - `` ```markdown NAME `` or `` ```yaml NAME ``: the document. Words behind the name: `crlf`, `cr`, `bom`, `no-eol`,
//!   `today=2026-11-22`, `quiet` (findings only), `fixes` (name the fixes), `partial` (say nothing of what is not there at
//!   all).
//! - `` ```yaml config ``, before it: the `hotfix-lint.yaml` of this case.
//! - `` ```text ``: what is expected of it.
//! - `` ```diff TITLE ``: what the fix of that title changes.
//!
//! `HOTFIX_LINT_BLESS=1 cargo test --test spec` writes what it sees into the documents: read the change before you
//! keep it.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

use hotfix_lint::assess::{Assessment, Context, assess, fixes};
use hotfix_lint::config::Config;
use hotfix_lint::proposal::Format;
use hotfix_lint::proposal::evidence::EvidenceKind;
use hotfix_lint::source::{Encoding, Source, Span};
use libtest_mimic::{Arguments, Failed, Trial};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    let arguments = Arguments::from_args();
    let bless = std::env::var_os("HOTFIX_LINT_BLESS").is_some();
    let mut trials = Vec::new();
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec")) {
        let text = std::fs::read_to_string(&path).unwrap();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut found = cases(&text);
        assert!(!found.is_empty(), "{} has no case", path.display());
        if bless {
            let text = blessed(&text, &found);
            std::fs::write(&path, &text).unwrap();
            found = cases(&text);
        }
        for case in found {
            trials.push(Trial::test(format!("{stem}: {}", case.name), move || check(&case)));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

struct Case {
    name: String,
    config: Option<String>,
    format: Format,
    options: Vec<String>,
    document: String,
    expected: Vec<Expected>,
}

struct Expected {
    /// `text`, or `diff` with the title of a fix.
    kind: String,
    title: String,
    body: String,
    /// The body's bytes in the spec file.
    at: std::ops::Range<usize>,
}

/// The fences of a spec file, read line by line: fences inside a document are shorter than the ones around it.
fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let (mut name, mut config) = (String::new(), None);
    let mut at = 0;
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        at += line.len();
        let ticks = line.bytes().take_while(|&b| b == b'`').count();
        if ticks < 3 {
            if let Some(heading) = line.strip_prefix("## ") {
                heading.trim().clone_into(&mut name);
                config = None;
            }
            continue;
        }
        let fence = &line[..ticks];
        let info: Vec<&str> = line[ticks..].trim().splitn(2, ' ').collect();
        let start = at;
        let mut end = at;
        for line in lines.by_ref() {
            at += line.len();
            if line.trim_end() == fence {
                break;
            }
            end = at;
        }
        let body = text[start..end].to_owned();
        let rest = info.get(1).copied().unwrap_or_default();
        match info[0] {
            "yaml" if rest == "config" => config = Some(body),
            "markdown" | "yaml" => cases.push(Case {
                name: name.clone(),
                config: config.clone(),
                format: if info[0] == "yaml" { Format::Yaml } else { Format::Markdown },
                options: rest.split(' ').map(str::to_owned).collect(),
                document: body,
                expected: Vec::new(),
            }),
            kind @ ("text" | "diff") => {
                let expected =
                    Expected { kind: kind.into(), title: rest.into(), body, at: start..end };
                cases
                    .last_mut()
                    .expect("a document before the expectation")
                    .expected
                    .push(expected);
            }
            _ => {}
        }
    }
    cases
}

impl Case {
    fn has(&self, option: &str) -> bool {
        self.options.iter().any(|o| o == option)
    }

    fn source(&self) -> Source {
        let mut text = self.document.clone();
        if self.has("no-eol") {
            text.truncate(text.trim_end_matches('\n').len());
        }
        if self.has("crlf") {
            text = text.replace('\n', "\r\n");
        }
        if self.has("cr") {
            text = text.replace('\n', "\r");
        }
        if self.has("bom") {
            text.insert(0, '\u{feff}');
        }
        Source::new(text)
    }

    fn actual(&self, expected: &Expected) -> String {
        let source = self.source();
        let config = match &self.config {
            Some(text) => Config::parse(text, Path::new("hotfix-lint.yaml"))
                .expect("the case's configuration"),
            None => Config::default(),
        };
        let today =
            self.options.iter().find_map(|o| o.strip_prefix("today=")).unwrap_or("2026-11-22");
        let context = Context {
            format: self.format,
            config: &config,
            today: today.parse().unwrap(),
            exists: Some(&|path| path.contains("exists")),
            policies: None,
            given: None,
        };
        let assessment = assess(&source, &context);
        if expected.kind == "text" {
            return show(self, &source, &context, &assessment);
        }
        let found: Vec<_> = assessment
            .findings
            .iter()
            .flat_map(|finding| fixes(&source, &context, &assessment, finding))
            .filter(|fix| fix.title == expected.title)
            .collect();
        let Some(fix) = found.first() else {
            return format!("no fix is titled {}\n", expected.title);
        };
        let after = hotfix_lint::edit::apply(source.text(), &fix.edits).expect("the fix applies");
        similar::TextDiff::from_lines(source.text(), &after)
            .unified_diff()
            .context_radius(1)
            .to_string()
    }
}

fn check(case: &Case) -> Result<(), Failed> {
    for expected in &case.expected {
        let actual = case.actual(expected);
        if actual != expected.body {
            let diff = similar::TextDiff::from_lines(&expected.body, &actual);
            return Err(
                format!("- expected, + actual\n{}", diff.unified_diff().context_radius(3)).into()
            );
        }
    }
    if case.expected.is_empty() { Err("nothing is expected of this case".into()) } else { Ok(()) }
}

fn blessed(text: &str, cases: &[Case]) -> String {
    let mut out = String::new();
    let mut done = 0;
    for case in cases {
        for expected in &case.expected {
            out.push_str(&text[done..expected.at.start]);
            out.push_str(&case.actual(expected));
            done = expected.at.end;
        }
    }
    out.push_str(&text[done..]);
    out
}

fn show(case: &Case, source: &Source, context: &Context<'_>, a: &Assessment) -> String {
    let mut out = String::new();
    let place = |span: Span| {
        let (s, e) = (
            source.position(span.start, Encoding::Utf32),
            source.position(span.end, Encoding::Utf32),
        );
        format!("{}:{}-{}:{}", s.line + 1, s.column + 1, e.line + 1, e.column + 1)
    };
    let quote = |span: Span| {
        let text = source.slice(span).escape_debug().to_string();
        if text.chars().count() <= 48 {
            return text;
        }
        let head: String = text.chars().take(24).collect();
        let tail: Vec<char> = text.chars().rev().take(20).collect();
        format!("{head}…{}", tail.into_iter().rev().collect::<String>())
    };
    let _ = write!(out, "verdict: {}", a.verdict);
    for id in a.policy.criterion_ids() {
        if let Some(outcome) = a.outcome(id) {
            let word = match outcome {
                hotfix_lint::policy::Truth::True => "met",
                hotfix_lint::policy::Truth::False => "not-met",
                hotfix_lint::policy::Truth::Unknown => "undecided",
            };
            let _ = write!(out, ", {} {word}", a.policy.criterion(id).id);
        }
    }
    out.push('\n');
    if !case.has("quiet") {
        for criterion in &a.proposal.criteria {
            let id = &a.policy.criterion(criterion.criterion).id;
            let _ = writeln!(
                out,
                "criterion {id} at {} {}",
                place(criterion.span),
                quote(criterion.span)
            );
        }
        for (index, answer) in a.proposal.answers.iter().enumerate() {
            let question = a.policy.question(answer.question);
            let value = answer
                .value()
                .map_or_else(|| "?".into(), |v| a.policy.value_name(answer.question, v));
            let counts = a.answer_of[usize::from(answer.question.0)] == Some(index);
            let truth = if counts { a.fact(answer.question).truth.name() } else { "not counted" };
            let _ = writeln!(
                out,
                "{} = {value} ({truth}) asked at {}, answered at {} {}",
                question.id,
                place(answer.prompt),
                place(answer.span),
                quote(answer.span)
            );
            for evidence in &answer.evidence {
                let broken = if evidence.proves_nothing().is_some() { " (broken)" } else { "" };
                let kinds: Vec<&str> = evidence.kinds().map(EvidenceKind::name).collect();
                let _ = writeln!(
                    out,
                    "    {}{broken} at {} {}",
                    kinds.join(", "),
                    place(evidence.span),
                    quote(evidence.span)
                );
            }
        }
    }
    for finding in &a.findings {
        let left_out =
            ["missing-question", "missing-issue", "open-questions"].contains(&finding.rule);
        if case.has("partial") && left_out {
            continue;
        }
        let question =
            finding.question.map_or(String::new(), |q| format!(" [{}]", a.policy.question(q).id));
        let _ = writeln!(
            out,
            "{} {} {}{question}: {}",
            place(finding.span),
            finding.severity.name(),
            finding.rule,
            finding.message
        );
        for related in &finding.related {
            let _ = writeln!(out, "    also {}: {}", place(related.span), related.message);
        }
        if case.has("fixes") {
            for fix in fixes(source, context, a, finding) {
                let safe =
                    if fix.safety == hotfix_lint::finding::Safety::Safe { " (safe)" } else { "" };
                let _ = writeln!(out, "    fix{safe}: {}", fix.title);
            }
        }
    }
    out
}
