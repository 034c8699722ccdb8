//! The pages of questions and criteria, in Markdown: what `explain` prints, and the site has.

use super::{Criterion, ForHotfix, Kind, Policy, QuestionId};
use crate::proposal::evidence::EvidenceKind;
use std::fmt::Write as _;

/// The page of a question.
pub fn question(policy: &Policy, id: QuestionId) -> String {
    let question = policy.question(id);
    let criterion = policy.criterion(question.criterion);
    let mut out = format!("# {}\n\n{}\n\n", question.id, question.prompt);
    if !question.why.is_empty() {
        let _ = writeln!(out, "{}\n", question.why.trim());
    }
    let answers = match &question.kind {
        Kind::YesNo => "yes or no".to_owned(),
        Kind::Choice(options) => {
            options.iter().map(|option| option.name.as_str()).collect::<Vec<_>>().join(" or ")
        }
        Kind::Count => "a number".to_owned(),
        Kind::Text => "words".to_owned(),
    };
    let _ = writeln!(out, "- Criterion: `{}`, {}", criterion.id, criterion.title);
    let optional =
        if question.optional { "; optional, and not claimed where it is left out" } else { "" };
    let _ = writeln!(out, "- Answer: {answers}{optional}");
    match question.for_hotfix {
        Some(ForHotfix::Is(value)) => {
            let _ = writeln!(out, "- Speaks for a hotfix: {}", policy.value_name(id, value));
        }
        Some(ForHotfix::MoreThan(n)) => {
            let _ = writeln!(out, "- Speaks for a hotfix: more than {n}");
        }
        None => {
            let _ = writeln!(out, "- Speaks neither for nor against a hotfix");
        }
    }
    let need = &question.evidence;
    let names = |kinds: &[EvidenceKind]| {
        kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ")
    };
    if !need.any_of.is_empty() {
        let _ = writeln!(out, "- Evidence when it does, any of: {}", names(&need.any_of));
    }
    if !need.all_of.is_empty() {
        let _ = writeln!(out, "- Evidence when it does, all of: {}", names(&need.all_of));
    }
    if need.min_words > 1 {
        let _ =
            writeln!(out, "- An explanation is {} words or more beside the answer", need.min_words);
    }
    if !question.aliases.is_empty() {
        let _ = writeln!(out, "- Also asked as: {}", question.aliases.join("; "));
    }
    let _ = writeln!(out, "- Policy: `{}`", policy.name);
    if !question.example.is_empty() {
        let _ = writeln!(out, "\nAn answer that would do:\n\n    {}", question.example.trim());
    }
    out
}

/// The page of a criterion.
pub fn criterion(policy: &Policy, criterion: &Criterion) -> String {
    let mut out = format!("# {}\n\n{}\n", criterion.id, criterion.title);
    if !criterion.why.is_empty() {
        let _ = writeln!(out, "\n{}", criterion.why.trim());
    }
    out.push('\n');
    for &id in &criterion.questions {
        let question = policy.question(id);
        let _ = writeln!(out, "- `{}`: {}", question.id, question.prompt);
    }
    let _ = writeln!(out, "\nPolicy: `{}`", policy.name);
    out
}
