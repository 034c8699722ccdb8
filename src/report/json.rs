//! `check --format json`: a contract. Fields are never renamed or removed within a version; the order of fields and
//! documents is fixed, so that two runs over the same files give the same bytes.
//!
//! One document a line would not be JSON: the whole output is one value, compact, with a final line feed.

use super::Document;
use super::failure::Failure;
use crate::assess;
use crate::edit::Edit;
use crate::finding::{Finding, Fix, Safety};
use crate::policy::{Kind, Policy, QuestionId, Truth, Value, Verdict};
use crate::proposal::evidence::Evidence;
use crate::source::{Columns, Encoding, Position, Span};
use jiff::civil::Date;
use serde::Serialize;

/// The version of the contract.
pub const VERSION: u32 = 1;

/// One document.
#[derive(Serialize)]
struct Proposal<'a> {
    /// As given on the command line, or relative to where a walk began; `/` between its parts.
    path: &'a str,
    /// The status, `draft` where none is written.
    status: &'static str,
    /// The name of the policy it was held against.
    policy: &'a str,
    /// `hotfix`, `defer` or `undecided`.
    verdict: &'static str,
    /// Where an undecided verdict leans, `hotfix` or `defer`; only where the policy says so, and never a verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    lean: Option<&'static str>,
    /// Every criterion that has an outcome, in the policy's order.
    criteria: Vec<Criterion<'a>>,
    /// Every question found, in document order.
    answers: Vec<Answer<'a>>,
    /// The next release; null without a calendar or after its end.
    next_release: Option<NextRelease<'a>>,
    /// What the rules say, in document order.
    findings: Vec<FindingEntry<'a>>,
}

#[derive(Serialize)]
struct Criterion<'a> {
    /// Its id.
    id: &'a str,
    /// `met`, `not-met` or `undecided`.
    outcome: &'static str,
}

#[derive(Serialize)]
struct Answer<'a> {
    /// The question's id.
    question: &'a str,
    /// `yes`, `no`, the choice's name, the number (a JSON number), `text`; null where it cannot be told.
    value: Option<AnswerValue<'a>>,
    /// `true`, `false` or `unknown`, as "speaks for a hotfix", evidence considered.
    truth: &'static str,
    /// The kinds of evidence, each once, in the order they first stand in.
    evidence: Vec<&'static str>,
    /// The answer; the prompt is left out.
    range: Range,
}

#[derive(Serialize)]
#[serde(untagged)]
enum AnswerValue<'a> {
    Word(&'a str),
    Number(u32),
}

/// The next release on the day of the check.
#[derive(Serialize)]
pub(crate) struct NextRelease<'a> {
    name: &'a str,
    freeze: Date,
    release: Date,
    /// Negative after the freeze.
    days_to_freeze: i32,
}

impl<'a> NextRelease<'a> {
    pub(crate) fn of(next: &'a assess::NextRelease) -> Self {
        Self {
            name: &next.release.name,
            freeze: next.release.freeze,
            release: next.release.release,
            days_to_freeze: next.days_to_freeze,
        }
    }
}

#[derive(Serialize)]
struct FindingEntry<'a> {
    /// The rule's name.
    rule: &'static str,
    /// `error`, `warning`, `information` or `hint`.
    severity: &'static str,
    message: &'a str,
    /// The question's id, only where the finding concerns one question.
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<&'a str>,
    range: Range,
    related: Vec<Related<'a>>,
    fixes: Vec<FixEntry<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct FixEntry<'a> {
    title: &'a str,
    /// Whether `--fix` applies it.
    safe: bool,
    edits: Vec<EditEntry<'a>>,
}

#[derive(Serialize)]
struct EditEntry<'a> {
    /// What is replaced; empty for an insertion.
    range: Range,
    /// What comes instead.
    text: &'a str,
}

/// Something that could not be checked.
#[derive(Serialize)]
struct ErrorEntry {
    /// The file or folder.
    path: String,
    /// The rule, only where the file is a configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    message: String,
    /// Where in the file, only where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

/// Start inclusive, end exclusive.
#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

/// Both count from 1.
#[derive(Serialize)]
struct Place {
    line: u32,
    /// In Unicode scalar values.
    column: u32,
}

/// What stands before the first document.
pub(super) fn open(today: Date) -> String {
    format!(r#"{{"version":{VERSION},"today":"{today}","proposals":["#)
}

/// What stands behind the last document. Where everything could be checked there is no list of errors.
pub(super) fn close(failures: &[Failure]) -> String {
    if failures.is_empty() {
        return "]}\n".to_owned();
    }
    let entry = |failure: &Failure| ErrorEntry {
        path: failure.path.clone(),
        rule: failure.rule,
        message: failure.message.clone(),
        range: failure.at.map(|(start, end)| Range { start: place(start), end: place(end) }),
    };
    let errors: Vec<ErrorEntry> = failures.iter().map(entry).collect();
    format!("],\"errors\":{}}}\n", serde_json::to_string(&errors).unwrap_or_default())
}

/// One document.
pub(super) fn document(document: &Document<'_>) -> String {
    let &Document { path, source, assessment, .. } = document;
    let columns = &source.columns(Encoding::Utf32);
    let policy = &assessment.policy;
    let criteria = policy
        .criterion_ids()
        .filter_map(|id| {
            let outcome = outcome_name(assessment.outcome(id)?);
            Some(Criterion { id: &policy.criterion(id).id, outcome })
        })
        .collect();
    let answers = assessment
        .proposal
        .answers
        .iter()
        .enumerate()
        .map(|(index, answer)| {
            let mut evidence: Vec<&'static str> = Vec::new();
            for kind in answer.evidence.iter().flat_map(Evidence::kinds) {
                if !evidence.contains(&kind.name()) {
                    evidence.push(kind.name());
                }
            }
            let id = answer.question;
            let counts = assessment.answer_of.get(usize::from(id.0)) == Some(&Some(index));
            // An answer given twice speaks once: the one that does not count is relied upon by nobody.
            let truth = if counts { assessment.fact(id).truth } else { Truth::Unknown };
            Answer {
                question: &policy.question(id).id,
                value: answer.value().map(|value| value_entry(policy, id, value)),
                truth: truth.name(),
                evidence,
                range: range(columns, answer.span),
            }
        })
        .collect();
    let next_release = assessment.next_release.as_ref().map(NextRelease::of);
    let entry = Proposal {
        path,
        status: assessment.proposal.metadata.status().name(),
        policy: &policy.name,
        verdict: assessment.verdict.name(),
        lean: assessment.lean.map(Verdict::name),
        criteria,
        answers,
        next_release,
        findings: document
            .findings()
            .map(|(f, fixes)| finding(document, columns, f, fixes))
            .collect(),
    };
    // Plain data with string keys: serialising it cannot fail.
    serde_json::to_string(&entry).unwrap_or_default()
}

fn value_entry(policy: &Policy, question: QuestionId, value: Value) -> AnswerValue<'_> {
    match (value, &policy.question(question).kind) {
        (Value::Count(n), _) => AnswerValue::Number(n),
        (Value::YesNo(true), _) => AnswerValue::Word("yes"),
        (Value::YesNo(false), _) => AnswerValue::Word("no"),
        (Value::Choice(index), Kind::Choice(options)) => {
            AnswerValue::Word(options.get(usize::from(index)).map_or("", |o| &o.name))
        }
        (Value::Choice(_) | Value::Text, _) => AnswerValue::Word("text"),
    }
}

fn finding<'a>(
    document: &Document<'a>,
    columns: &Columns<'_>,
    finding: &'a Finding,
    fixes: &'a [Fix],
) -> FindingEntry<'a> {
    let policy: &'a Policy = &document.assessment.policy;
    FindingEntry {
        rule: finding.rule,
        severity: finding.severity.name(),
        message: &finding.message,
        question: finding.question.map(|id| policy.question(id).id.as_str()),
        range: range(columns, finding.span),
        related: finding
            .related
            .iter()
            .map(|r| Related { message: &r.message, range: range(columns, r.span) })
            .collect(),
        fixes: fixes.iter().map(|fix| fix_entry(columns, fix)).collect(),
    }
}

fn fix_entry<'a>(columns: &Columns<'_>, fix: &'a Fix) -> FixEntry<'a> {
    let entry = |edit: &'a Edit| EditEntry { range: range(columns, edit.span), text: &edit.text };
    FixEntry {
        title: &fix.title,
        safe: fix.safety == Safety::Safe,
        edits: fix.edits.iter().map(entry).collect(),
    }
}

fn range(columns: &Columns<'_>, span: Span) -> Range {
    let place = |offset| place(columns.position(offset));
    Range { start: place(span.start), end: place(span.end) }
}

const fn place(position: Position) -> Place {
    Place { line: position.line + 1, column: position.column + 1 }
}

/// The word for a criterion's outcome.
const fn outcome_name(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "met",
        Truth::False => "not-met",
        Truth::Unknown => "undecided",
    }
}
