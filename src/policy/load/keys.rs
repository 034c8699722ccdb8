//! What a policy may hold.

use super::VERSION;
use crate::policy::builtin;
use crate::proposal::evidence::EvidenceKind;
use crate::settings::shape::{Key, Shape, Word};

/// A policy. What it extends may give all but its name.
pub const POLICY: [Key; 13] = [
    Key::needed("policy", &Shape::Word(versions), "the version of the format"),
    Key::needed("name", &Shape::Text, "what the policy is called"),
    Key::new("title", &Shape::Text, "its title; the name where there is none"),
    Key::new("source", &Shape::Text, "where it was published"),
    Key::new(
        "extends",
        &Shape::Either(&[Shape::Word(bases), Shape::Text]),
        "the policy that this one changes: a built-in one, or the path of a file beside this one",
    ),
    Key::new(
        "remove",
        &Shape::List(&Shape::Inherited),
        "questions and criteria of the extended policy that this one does without",
    ),
    Key::new("template", &Shape::Text, "what a new proposal says at its head, as a comment"),
    Key::new(
        "criteria",
        &Shape::List(&Shape::Map(&CRITERION)),
        "groups of questions with one outcome each",
    ),
    Key::new(
        "contradictions",
        &Shape::List(&Shape::Map(&CONTRADICTION)),
        "answers that exclude each other; reported, and no value changes",
    ),
    Key::new(
        "hotfix-when",
        &CONDITION,
        "the condition for the verdict: hotfix when it holds, defer when it cannot hold any more",
    ),
    Key::new(
        "lean-when",
        &Shape::Map(&LEAN),
        "where an undecided verdict leans; shown beside it, and never a verdict",
    ),
    Key::new(
        "timing",
        &Shape::Map(&TIMING),
        "how near a freeze or release suggests waiting, unless the configuration says",
    ),
    Key::new("$schema", &Shape::Text, "the schema that editors check the file by; not read"),
];

/// How far a freeze may be off and still suggest waiting, at most: a year.
pub(super) const MOST_DAYS: u32 = 365;

/// `timing`.
pub(super) const TIMING: [Key; 1] = [Key::new(
    "within-days",
    &Shape::Number(0, MOST_DAYS),
    "days within which a freeze or release suggests waiting",
)];

/// `lean-when`.
pub(super) const LEAN: [Key; 2] = [
    Key::new("hotfix", &CONDITION, "when an undecided verdict leans to a hotfix"),
    Key::new("defer", &CONDITION, "when an undecided verdict leans to waiting"),
];

/// A criterion.
pub(super) const CRITERION: [Key; 7] = [
    Key::needed("id", &Shape::Name, "its name in conditions and documents, unique in the policy"),
    Key::new("title", &Shape::Text, "the heading that begins it in a document"),
    Key::new("aliases", &Shape::List(&Shape::Text), "other headings for it"),
    Key::new("why", &Shape::Text, "why it matters; shown in the editor"),
    Key::new(
        "met-when",
        &CONDITION,
        "when it is met; a criterion without a condition informs, and decides nothing",
    ),
    Key::new("optional", &Shape::YesNo, "yes: its questions may be left out"),
    Key::new("questions", &Shape::List(&Shape::Map(&QUESTION)), "at least one"),
];

/// A question.
pub(super) const QUESTION: [Key; 12] = [
    Key::needed("id", &Shape::Name, "its name in conditions and documents, unique in the policy"),
    Key::new("prompt", &Shape::Text, "the question as it is asked"),
    Key::new(
        "aliases",
        &Shape::List(&Shape::Text),
        "other words for it; no two questions or criteria may share one",
    ),
    Key::new("kind", &Shape::Word(kinds), "what answers it takes"),
    Key::new(
        "options",
        &Shape::List(&Shape::Either(&[Shape::Text, Shape::Map(&OPTION)])),
        "what a choice is between, two or more",
    ),
    Key::new(
        "for-hotfix",
        &Shape::Either(&[Shape::Speaks, Shape::Text, Shape::Map(&MORE_THAN)]),
        "the answer that speaks for a hotfix: yes or no, an option, a number, or `{more-than: N}`",
    ),
    Key::new("evidence", &Shape::Map(&EVIDENCE), "what an answer for a hotfix must come with"),
    Key::new(
        "optional",
        &Shape::YesNo,
        "yes: absent or blank it is not claimed, and nothing is reported",
    ),
    Key::new(
        "critical",
        &Shape::YesNo,
        "yes: an answer for a hotfix need not wait for a release, however near it is",
    ),
    Key::new(
        "template",
        &Shape::Text,
        "what the team's form writes below the question; no part of an answer",
    ),
    Key::new("why", &Shape::Text, "why it matters; shown in the editor"),
    Key::new("example", &Shape::Text, "an answer that would do; shown in the editor"),
];

/// An option of a choice.
pub(super) const OPTION: [Key; 2] = [
    Key::needed("name", &Shape::Text, "the option's name in output"),
    Key::new("aliases", &Shape::List(&Shape::Text), "other words for it"),
];

/// `for-hotfix` of a count.
pub(super) const MORE_THAN: [Key; 1] = [Key::needed(
    "more-than",
    &Shape::Number(0, u32::MAX - 1),
    "numbers above this speak for a hotfix",
)];

/// `evidence`.
pub(super) const EVIDENCE: [Key; 3] = [
    Key::new("any-of", &EVIDENCE_KINDS, "kinds of evidence of which one will do; `any` for all"),
    Key::new("all-of", &EVIDENCE_KINDS, "kinds of evidence that are all asked for"),
    Key::new(
        "words",
        &Shape::Number(1, 1000),
        "how many words beyond the answer make an `explanation`",
    ),
];

static EVIDENCE_KINDS: Shape = Shape::List(&Shape::Word(evidence));

/// A contradiction.
pub(super) const CONTRADICTION: [Key; 2] = [
    Key::needed("when", &CONDITION, "the condition, over the answers as they are written"),
    Key::needed("message", &Shape::Text, "what is wrong with that, as the finding says it"),
];

/// A condition that is a mapping: one of these, or `at-least` with `of`.
pub(super) static CONDITION_KEYS: [Key; 7] = [
    Key::new("any", &Shape::List(&CONDITION), "holds when one of these does"),
    Key::new("all", &Shape::List(&CONDITION), "holds when all of these do"),
    Key::new("not", &CONDITION, "holds when this does not"),
    Key::new("at-least", &Shape::Number(1, 1000), "how many conditions of `of` must hold"),
    Key::new("of", &Shape::List(&CONDITION), "the conditions that `at-least` counts"),
    Key::new(
        "is",
        &Shape::Pair(&Shape::Question, &Shape::Value),
        "`[question, value]`: holds when the answer is this one",
    ),
    Key::new(
        "more-than",
        &Shape::Pair(&Shape::Question, &Shape::Number(0, u32::MAX - 1)),
        "`[question, N]`: holds when the answer is a larger number",
    ),
];

static CONDITION: Shape = Shape::Either(&[Shape::Id, Shape::Condition(&CONDITION_KEYS)]);

/// The kinds of questions.
pub(super) const KINDS: [(&str, &str); 4] = [
    ("yes-no", "answered with yes or no"),
    ("choice", "answered with one of `options`"),
    ("count", "answered with a number"),
    ("text", "answered in words, which are for people to weigh"),
];

/// What people call them elsewhere.
pub(super) const OTHER_KINDS: [(&str, &str); 20] = [
    ("number", "count"),
    ("numeric", "count"),
    ("integer", "count"),
    ("int", "count"),
    ("percentage", "count"),
    ("percent", "count"),
    ("bool", "yes-no"),
    ("boolean", "yes-no"),
    ("yes/no", "yes-no"),
    ("checkbox", "yes-no"),
    ("enum", "choice"),
    ("select", "choice"),
    ("dropdown", "choice"),
    ("option", "choice"),
    ("options", "choice"),
    ("date", "text"),
    ("string", "text"),
    ("textarea", "text"),
    ("free-text", "text"),
    ("words", "text"),
];

fn versions() -> Vec<Word> {
    vec![Word::new(VERSION, "the format that this program reads")]
}

fn bases() -> Vec<Word> {
    builtin::BUILTIN.iter().map(|(name, _)| Word::new(*name, "built in")).collect()
}

fn kinds() -> Vec<Word> {
    KINDS.iter().map(|(name, says)| Word::new(*name, *says)).collect()
}

fn evidence() -> Vec<Word> {
    let kinds = EvidenceKind::ALL.iter().map(|kind| Word::new(kind.name(), says(*kind)));
    kinds.chain([Word::new("any", "all kinds of evidence, instead of a list")]).collect()
}

/// What a kind of evidence is.
const fn says(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Reproduction => "code that shows the bug, or steps that do",
        EvidenceKind::Log => "a stack trace or the output of an error",
        EvidenceKind::Test => "a test by its name or file",
        EvidenceKind::Issue => "a report of a user",
        EvidenceKind::PullRequest => "a pull or merge request",
        EvidenceKind::Commit => "a commit by its hash or link",
        EvidenceKind::Advisory => "a security advisory: CVE, GHSA",
        EvidenceKind::Measurement => "a number with a unit, a percentage or a denominator",
        EvidenceKind::Link => "any other link",
        EvidenceKind::File => "a file of the repository",
        EvidenceKind::Image => "a picture",
        EvidenceKind::Explanation => "words enough to weigh, as many as `words` says",
        EvidenceKind::Private => "held by somebody who is named, for what must not be public yet",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_page_tells_every_key() {
        let page = include_str!("../../../docs/policies.md");
        let tables: [&[Key]; 9] = [
            &POLICY,
            &CRITERION,
            &QUESTION,
            &OPTION,
            &EVIDENCE,
            &CONDITION_KEYS,
            &CONTRADICTION,
            &LEAN,
            &TIMING,
        ];
        for key in tables.concat() {
            // In code, alone or in a list of conditions: `{at-least: N, of: […]}`.
            let told = [format!("`{}`", key.name), format!("{}: ", key.name)];
            assert!(told.iter().any(|told| page.contains(told)), "{}", key.name);
        }
    }
}
