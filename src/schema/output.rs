//! What the program prints as JSON: the contracts of `check` and `report`.
//!
//! A contract grows by fields, and nothing of it goes away within a version; so its schema leaves room for more.

use crate::policy::Verdict;
use crate::proposal::evidence::EvidenceKind;
use crate::proposal::metadata::Status;
use crate::rule::RULES;
use crate::triage::{Stage, State};
use serde_json::{Map, Value, json};

/// A field of an object.
pub(super) struct Field {
    name: &'static str,
    says: &'static str,
    of: Of,
    /// It is left out where there is nothing to say.
    optional: bool,
}

/// What a field holds.
enum Of {
    Version,
    Text,
    Whole,
    Natural,
    /// Counted from 1.
    Ordinal,
    TrueOrFalse,
    Day,
    Value,
    Word(fn() -> Vec<&'static str>),
    Object(&'static [Field]),
    List(&'static Of),
    /// Null where there is none.
    Maybe(&'static Of),
}

const fn field(name: &'static str, of: Of, says: &'static str) -> Field {
    Field { name, says, of, optional: false }
}

const fn optional(name: &'static str, of: Of, says: &'static str) -> Field {
    Field { optional: true, ..field(name, of, says) }
}

/// `check --format json`.
pub(super) const CHECK: &[Field] = &[
    field("version", Of::Version, "the version of this contract"),
    field(
        "today",
        Of::Day,
        "the day that was judged for; where configurations differ, the one where the program ran",
    ),
    field("proposals", Of::List(&Of::Object(CHECKED)), "what was checked, by path"),
    optional(
        "errors",
        Of::List(&Of::Object(ERROR)),
        "what could not be checked; then the exit code is 2",
    ),
];

const ERROR: &[Field] = &[
    field("path", Of::Text, "the file or folder"),
    optional("rule", Of::Word(rules), "the rule that it breaks, where it is a configuration"),
    field("message", Of::Text, "what is wrong, and what to do"),
    optional("range", Of::Object(RANGE), "where, if that is known"),
];

const CHECKED: &[Field] = &[
    field("path", Of::Text, "as given, or from where a walk began; `/` between its parts"),
    field("status", Of::Word(statuses), "where it stands"),
    field("policy", Of::Text, "the policy it was held against"),
    field("verdict", Of::Word(verdicts), "what the policy advises"),
    optional("lean", Of::Word(leans), "where an undecided verdict leans; never a verdict"),
    field("criteria", Of::List(&Of::Object(CRITERION)), "those with an outcome, as in the policy"),
    field("answers", Of::List(&Of::Object(ANSWER)), "every question found, in document order"),
    field(
        "next_release",
        Of::Maybe(&Of::Object(NEXT_RELEASE)),
        "null without a calendar or after its end",
    ),
    field("findings", Of::List(&Of::Object(FINDING)), "what the rules say, in document order"),
];

const CRITERION: &[Field] = &[
    field("id", Of::Text, "its id in the policy"),
    field("outcome", Of::Word(outcomes), "what its answers come to"),
];

const ANSWER: &[Field] = &[
    field("question", Of::Text, "the question's id"),
    field(
        "value",
        Of::Value,
        "`yes`, `no`, the choice's name, the number, or `text`; null where it cannot be told",
    ),
    field("truth", Of::Word(truths), "whether it speaks for a hotfix, evidence considered"),
    field("evidence", Of::List(&Of::Word(evidence)), "the kinds that are there, each once"),
    field("range", Of::Object(RANGE), "the answer without the prompt"),
];

const NEXT_RELEASE: &[Field] = &[
    field("name", Of::Text, "the release"),
    field("freeze", Of::Day, "the first day on which no fixes are taken"),
    field("release", Of::Day, "the day it ships"),
    field("days_to_freeze", Of::Whole, "negative after the freeze"),
];

const FINDING: &[Field] = &[
    field("rule", Of::Word(rules), "the rule"),
    field("severity", Of::Word(severities), "how loud it is"),
    field("message", Of::Text, "what is wrong, and what to do"),
    optional("question", Of::Text, "where the finding concerns one question: its id"),
    field("range", Of::Object(RANGE), "where"),
    field("related", Of::List(&Of::Object(RELATED)), "other places that matter"),
    field("fixes", Of::List(&Of::Object(FIX)), "what mends it"),
];

const RELATED: &[Field] = &[
    field("message", Of::Text, "why the place matters"),
    field("range", Of::Object(RANGE), "where"),
];

const FIX: &[Field] = &[
    field("title", Of::Text, "what it does"),
    field("safe", Of::TrueOrFalse, "whether `--fix` applies it"),
    field("edits", Of::List(&Of::Object(EDIT)), "the changes, which do not overlap"),
];

const EDIT: &[Field] = &[
    field("range", Of::Object(RANGE), "what is replaced; empty for an insertion"),
    field("text", Of::Text, "what comes instead"),
];

const RANGE: &[Field] = &[
    field("start", Of::Object(PLACE), "its first character"),
    field("end", Of::Object(PLACE), "the place behind its last one"),
];

const PLACE: &[Field] = &[
    field("line", Of::Ordinal, "from 1"),
    field("column", Of::Ordinal, "from 1, in Unicode scalar values"),
];

/// `report --format json`.
pub(super) const REPORT: &[Field] = &[
    field("version", Of::Version, "the version of this contract"),
    field(
        "today",
        Of::Day,
        "the day that was reported for; where configurations differ, the one where the program ran",
    ),
    field(
        "stages",
        Of::List(&Of::Object(STAGED)),
        "how many proposals each stage has, as a meeting takes them",
    ),
    field("ledger", Of::List(&Of::Object(LEDGER)), "how many deferrals are in each state"),
    field(
        "releases",
        Of::List(&Of::Object(RELEASE)),
        "those of the calendars, by the day they ship",
    ),
    field("proposals", Of::List(&Of::Object(ROW)), "as a meeting takes them"),
];

const STAGED: &[Field] =
    &[field("name", Of::Word(stages), "the stage"), field("count", Of::Natural, "how many")];

const LEDGER: &[Field] =
    &[field("name", Of::Word(states), "the state"), field("count", Of::Natural, "how many")];

const RELEASE: &[Field] = &[
    field("name", Of::Text, "the release"),
    field("freeze", Of::Day, "the first day on which no fixes are taken"),
    field("release", Of::Day, "the day it ships"),
];

const ROW: &[Field] = &[
    field("path", Of::Text, "as given, or from where a walk began; `/` between its parts"),
    field("title", Of::Text, "the bug in one line"),
    field("issues", Of::List(&Of::Text), "what users reported"),
    field("component", Of::Maybe(&Of::Text), "the part that is affected"),
    field("status", Of::Word(statuses), "where it stands"),
    field("policy", Of::Text, "the policy it was held against"),
    field("verdict", Of::Word(verdicts), "what the policy advises"),
    optional("lean", Of::Word(leans), "where an undecided verdict leans; never a verdict"),
    field("stage", Of::Word(stages), "when a meeting takes it"),
    field("why", Of::Text, "in words"),
    field("open", Of::List(&Of::Object(OPEN)), "the questions that can still change the verdict"),
    field(
        "next_release",
        Of::Maybe(&Of::Object(NEXT_RELEASE)),
        "null without a calendar or after its end",
    ),
    field("errors", Of::Natural, "how many findings are errors"),
    field("warnings", Of::Natural, "how many are warnings"),
    field("deferral", Of::Maybe(&Of::Object(DEFERRAL)), "what was deferred, and what became of it"),
];

const OPEN: &[Field] = &[
    field("question", Of::Text, "the question's id"),
    field("lacks", Of::Word(rules), "the rule that says what its answer lacks"),
];

const DEFERRAL: &[Field] = &[
    field("date", Of::Maybe(&Of::Day), "when"),
    field("target", Of::Maybe(&Of::Text), "where to"),
    field(
        "release",
        Of::Maybe(&Of::Object(RELEASE)),
        "the target's dates; null where the calendar does not know it",
    ),
    field("state", Of::Word(states), "what became of it"),
    field(
        "shipped",
        Of::Maybe(&Of::TrueOrFalse),
        "whether the fix is out; null where nothing says so",
    ),
    field("reasons", Of::List(&Of::Text), "why"),
    field("note", Of::Text, "in words"),
];

fn statuses() -> Vec<&'static str> {
    Status::ALL.map(Status::name).to_vec()
}

fn verdicts() -> Vec<&'static str> {
    [Verdict::Hotfix, Verdict::Defer, Verdict::Undecided].map(Verdict::name).to_vec()
}

fn leans() -> Vec<&'static str> {
    [Verdict::Hotfix, Verdict::Defer].map(Verdict::name).to_vec()
}

fn outcomes() -> Vec<&'static str> {
    vec!["met", "not-met", "undecided"]
}

fn truths() -> Vec<&'static str> {
    vec!["true", "false", "unknown"]
}

fn severities() -> Vec<&'static str> {
    vec!["error", "warning", "information", "hint"]
}

fn evidence() -> Vec<&'static str> {
    EvidenceKind::ALL.map(EvidenceKind::name).to_vec()
}

fn rules() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.name).collect()
}

fn stages() -> Vec<&'static str> {
    Stage::ALL.map(Stage::name).to_vec()
}

fn states() -> Vec<&'static str> {
    State::ALL.map(State::name).to_vec()
}

/// An object with these fields.
pub(super) fn object(fields: &'static [Field]) -> Map<String, Value> {
    let mut properties = Map::new();
    for field in fields {
        let value = super::described(value(&field.of), field.says);
        properties.insert(field.name.to_owned(), value);
    }
    let needed = fields.iter().filter(|field| !field.optional).map(|field| field.name);
    let mut object = Map::new();
    object.insert("type".into(), json!("object"));
    object.insert("properties".into(), properties.into());
    object.insert("required".into(), needed.collect());
    object
}

fn value(of: &'static Of) -> Value {
    match of {
        Of::Version => json!({"enum": [1]}),
        Of::Text => json!({"type": "string"}),
        Of::Whole => json!({"type": "integer"}),
        Of::Natural => json!({"type": "integer", "minimum": 0}),
        Of::Ordinal => json!({"type": "integer", "minimum": 1}),
        Of::TrueOrFalse => json!({"type": "boolean"}),
        Of::Day => json!({"type": "string", "pattern": super::DAY}),
        Of::Value => json!({"type": ["string", "integer", "null"]}),
        Of::Word(words) => json!({"enum": words()}),
        Of::Object(fields) => object(fields).into(),
        Of::List(item) => json!({"type": "array", "items": value(item)}),
        Of::Maybe(of) => json!({"anyOf": [value(of), {"type": "null"}]}),
    }
}
