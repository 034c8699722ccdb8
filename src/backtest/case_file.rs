//! Case files: a decision that was made elsewhere, coded as the answers its thread gives.
//!
//! ```yaml
//! id: 35-sqlite-rename
//! source: acme/app#10733
//! date: "2018-12-07"
//! decision: hotfix                 # or deferred, declined, undecided
//! next-release: { days: 25 }
//! answers:
//!   incorrect-results: { value: "no", evidence: [{ url: https://… }], text: Queries are right. }
//! extra: { security: "no", data-loss: "yes", performance-only: "no", old-release-line: "no" }
//! ```
//!
//! Other keys are left alone, and so are answers to questions that the policy does not ask. What `extra` says of
//! security, lost data, slowness and old release lines answers the questions about them, where the policy has those.

use super::Case;
use crate::policy::{Kind, Policy, QuestionId, Value, Verdict};
use crate::proposal::answer::{Quality, Reading};
use crate::proposal::content::Content;
use crate::proposal::evidence::{Evidence, EvidenceKind, of_address};
use crate::proposal::metadata::Spanned;
use crate::proposal::yaml_tree::{Node, NodeKind};
use crate::proposal::{self, Answer, Format, Layout, Proposal, metadata};
use crate::settings::{Map, Mistake, Reader, short, yes_no};
use crate::source::{Source, Span};
use crate::tracker::Tracker;

/// Which questions the facts of `extra` answer.
const EXTRA: [(&str, &str); 4] = [
    ("security", "critical-exposure"),
    ("data-loss", "critical-exposure"),
    ("performance-only", "performance-regression"),
    ("old-release-line", "unsupported-line"),
];

/// Whether a YAML text is a case: it names a decision and has answers, and is no proposal.
pub fn is_case(text: &str) -> bool {
    let begins = |key: &str| text.lines().any(|line| line.starts_with(key));
    begins("decision:") && begins("answers:") && !begins("kind:") && !begins("status:")
}

/// What a YAML text lacks to be a case, where it has the other half and is no proposal: a misspelt key, perhaps.
pub fn lacks(text: &str) -> Option<&'static str> {
    let begins = |key: &str| text.lines().any(|line| line.starts_with(key));
    if ["kind:", "status:", "title:", "policy:"].into_iter().any(begins) {
        return None;
    }
    match (begins("decision:"), begins("answers:")) {
        (true, false) => Some("answers"),
        (false, true) => Some("decision"),
        _ => None,
    }
}

/// Reads a case with the words of a policy.
pub fn read(name: &str, text: &str, policy: &Policy) -> Result<Case, Vec<Mistake>> {
    let mut reader = Reader::new(text);
    let case = reader.root().and_then(|root| {
        let map = reader.any_mapping(&root, "a case")?;
        let source = Source::new(text);
        case(&mut reader, map, name, source, policy)
    });
    match case {
        Some(case) if reader.is_clean() => Ok(case),
        None if reader.is_clean() => {
            reader.wrong(Span::empty(0), "an empty case: `decision` and `answers` make one");
            Err(reader.finish())
        }
        _ => Err(reader.finish()),
    }
}

fn case(
    reader: &mut Reader<'_>,
    map: Map<'_>,
    name: &str,
    source: Source,
    policy: &Policy,
) -> Option<Case> {
    let decision = reader.required(map, "decision", "a case")?;
    let decision = match reader.text(decision, "`decision`")? {
        "hotfix" => Verdict::Hotfix,
        "deferred" | "declined" => Verdict::Defer,
        "undecided" => Verdict::Undecided,
        other => {
            let message = format!(
                "`{}` is no decision: write hotfix, deferred, declined or undecided",
                short(other)
            );
            reader.wrong(decision.span, message);
            return None;
        }
    };
    let id = scalar(map.get("id")).unwrap_or(name).to_owned();
    let mut proposal = proposal::read(&Source::default(), Format::Yaml, policy);
    if let Some(node) = map.get("source")
        && let Some(text) = scalar(Some(node))
    {
        proposal.metadata.issues = vec![Spanned { text: text.to_owned(), span: node.span }];
    }
    let mut not_asked = Vec::new();
    let answers = reader.required(map, "answers", "a case")?;
    for entry in reader.entries(answers, "`answers`") {
        let Some(question) = policy.find_question(&entry.key) else {
            not_asked.push(entry.key.clone());
            continue;
        };
        let read = answer(reader, policy, question, entry.key_span, &entry.value);
        proposal.answers.extend(read);
    }
    if let Some(extra) = map.get("extra") {
        facts(reader, policy, extra, &mut proposal);
    }
    if let Some(node) = map.get("date")
        && let Some(date) = scalar(Some(node))
        && let Some(why) = metadata::no_day(date)
    {
        reader.wrong(node.span, why);
    }
    let days = map.get("next-release").and_then(|node| metadata::node(node, &["days"]));
    let days_to_release = scalar(days).and_then(|days| days.parse().ok());
    Some(Case {
        name: id,
        decision,
        source,
        proposal,
        tracker: Tracker::default(),
        days_to_release,
        not_asked,
    })
}

/// One answer: `value`, `evidence` and `text`.
fn answer(
    reader: &mut Reader<'_>,
    policy: &Policy,
    question: QuestionId,
    prompt: Span,
    node: &Node,
) -> Option<Answer> {
    let map = reader.any_mapping(node, "an answer")?;
    let value = reader.required(map, "value", "an answer")?;
    let value = told(reader, policy, question, value)?;
    let mut evidence: Vec<Evidence> = Vec::new();
    let items = map.get("evidence").map_or(&[][..], |node| reader.items(node, "`evidence`"));
    for item in items {
        for entry in reader.entries(item, "a piece of evidence") {
            let kind = match entry.key.as_str() {
                "repro" => Some(EvidenceKind::Reproduction),
                "number" => Some(EvidenceKind::Measurement),
                "pr" => Some(EvidenceKind::PullRequest),
                other => EvidenceKind::from_name(other),
            };
            let target = scalar(Some(&entry.value)).unwrap_or_default();
            evidence.extend(match kind {
                Some(kind) => Some(piece(kind, entry.value.span, target)),
                None => of_address(target, entry.value.span),
            });
        }
    }
    let text = map.get("text");
    let words = scalar(text).map_or(0, |text| text.split_whitespace().count());
    let span = text.map_or(node.span, |text| text.span);
    if words > 0 {
        evidence.push(Evidence { words, ..piece(EvidenceKind::Explanation, span, "") });
    }
    Some(written(question, prompt, span, value, evidence))
}

fn written(
    question: QuestionId,
    prompt: Span,
    span: Span,
    value: Option<Value>,
    evidence: Vec<Evidence>,
) -> Answer {
    let quality = if value.is_some() { Quality::Clear } else { Quality::Unknown(span) };
    Answer {
        question,
        prompt,
        span,
        entry: span,
        layout: Layout::Key,
        row: None,
        content: Content::default(),
        reading: Reading { value, quality, ..Reading::blank() },
        evidence,
        pointed_to: 0,
    }
}

fn piece(kind: EvidenceKind, span: Span, target: &str) -> Evidence {
    Evidence::new(kind, span, target)
}

/// The value of an answer: `Some(None)` where it is unknown, nothing where it makes no sense, which is noted.
#[expect(clippy::option_option, reason = "not understood, unknown, and known")]
fn told(
    reader: &mut Reader<'_>,
    policy: &Policy,
    question: QuestionId,
    node: &Node,
) -> Option<Option<Value>> {
    let text = reader.text(node, "`value`")?;
    if text == "unknown" {
        return Some(None);
    }
    let value = match &policy.question(question).kind {
        Kind::YesNo => yes_no(text).map(Value::YesNo),
        Kind::Count => text.parse().ok().map(Value::Count),
        Kind::Text => Some(Value::Text),
        Kind::Choice(options) => options
            .iter()
            .position(|option| option.name == text || option.aliases.iter().any(|a| a == text))
            .map(|at| Value::Choice(at as u16)),
    };
    if value.is_none() {
        let id = &policy.question(question).id;
        reader.wrong(node.span, format!("`{}` is no answer to `{id}`", short(text)));
    }
    value.map(Some)
}

/// What `extra` says, supported by the thread that it was read from. Two facts that answer one question are one or the
/// other, as Kleene has it: the one that speaks for a hotfix counts, else one that is unknown.
fn facts(reader: &mut Reader<'_>, policy: &Policy, extra: &Node, proposal: &mut Proposal) {
    let Some(map) = reader.any_mapping(extra, "`extra`") else { return };
    let mut found: Vec<Answer> = Vec::new();
    for (key, id) in EXTRA {
        let (Some(entry), Some(question)) = (map.entry(key), policy.find_question(id)) else {
            continue;
        };
        if proposal.answers.iter().any(|answer| answer.question == question) {
            continue;
        }
        let value = scalar(Some(&entry.value)).and_then(yes_no).map(Value::YesNo);
        let source = piece(EvidenceKind::Issue, entry.value.span, "");
        let answer = written(question, entry.key_span, entry.value.span, value, vec![source]);
        let weight = |answer: &Answer| {
            let speaks = policy.question(question).for_hotfix;
            answer.value().map_or(1, |v| if speaks.is_some_and(|s| s.holds(v)) { 2 } else { 0 })
        };
        match found.iter_mut().find(|other| other.question == question) {
            Some(other) if weight(&answer) > weight(other) => *other = answer,
            Some(_) => {}
            None => found.push(answer),
        }
    }
    proposal.answers.extend(found);
}

fn scalar(node: Option<&Node>) -> Option<&str> {
    match &node?.kind {
        NodeKind::Scalar { text, .. } => Some(text.trim()),
        _ => None,
    }
}
