//! What the metadata may hold.

use super::Status;
use crate::policy::builtin;
use crate::settings::shape::{Key, Shape, Word};

/// The word that says that a document is a proposal.
pub const PROPOSAL: &str = "hotfix-proposal";

/// The keys that mean something, in the order in which they are written; others are left alone.
pub const METADATA: [Key; 14] = [
    Key::new("title", &Shape::Text, "the bug in one line; the verdict is shown there"),
    Key::new(
        "kind",
        &Shape::Either(&[Shape::Word(kinds), Shape::Text]),
        "`hotfix-proposal` says that this document is one, whatever its name",
    ),
    Key::new(
        "issue",
        &Shape::List(&Shape::Issue),
        "what users reported: \"#123\", owner/repo#123, KEY-123 or a link",
    ),
    Key::new("status", &Shape::Word(statuses), "where the proposal stands"),
    Key::new(
        "component",
        &Shape::Text,
        "the part that is affected; its freeze and release dates count where they differ",
    ),
    Key::new("affects", &Shape::Text, "the version that has the bug"),
    Key::new("regression-since", &Shape::Text, "the first version that has it"),
    Key::new("fix", &Shape::Text, "the change that mends it: a link or a commit"),
    Key::new("target", &Shape::Release, "the release that is to carry the fix"),
    Key::new("hotfix-release", &Shape::Text, "the version of the hotfix itself"),
    Key::new(
        "policy",
        &Shape::Either(&[Shape::Word(policies), Shape::Text]),
        "the policy to hold this proposal against",
    ),
    Key::new("decision", &Shape::OpenMap(&DECISION), "who decided, when and why"),
    Key::new(
        "deferral",
        &Shape::OpenMap(&DEFERRAL),
        "when the proposal was deferred, from which status, and why",
    ),
    Key::new("answers", &Shape::Answers, "the questions, each with its answer"),
];

const DECISION: [Key; 3] = [
    Key::new("by", &Shape::Text, "who decided: a person's name"),
    Key::new("date", &Shape::Day, "the day of the decision"),
    Key::new("reason", &Shape::Text, "why"),
];

const DEFERRAL: [Key; 3] = [
    Key::new("date", &Shape::Day, "the day on which it was deferred"),
    Key::new("from", &Shape::Word(statuses), "the status before, to which Reopen returns"),
    Key::new("reasons", &Shape::List(&Shape::Text), "why waiting is better"),
];

/// An answer that is a mapping.
pub const ANSWER: [Key; 3] = [
    Key::new("answer", &Shape::Text, "the answer itself"),
    Key::new("evidence", &Shape::List(&Shape::Text), "what there is to check, one entry each"),
    Key::new("notes", &Shape::Text, "more words, which count as part of the answer"),
];

fn kinds() -> Vec<Word> {
    vec![Word::new(PROPOSAL, "this document argues for a hotfix")]
}

fn statuses() -> Vec<Word> {
    Status::ALL.iter().map(|status| Word::new(status.name(), status.says())).collect()
}

fn policies() -> Vec<Word> {
    let title = |name: &str| builtin::find(name).map_or_else(String::new, |p| p.title.clone());
    builtin::BUILTIN.iter().map(|(name, _)| Word::new(*name, title(name))).collect()
}
