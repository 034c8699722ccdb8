//! What became of a proposal's answers between two versions of it, and of the verdict.

use super::escape;
use crate::assess::{Assessment, why};
use crate::order;
use crate::policy::{Kind, QuestionId, Truth, Value};
use crate::proposal::answer::Quality;
use crate::proposal::evidence::Evidence;
use crate::proposal::{Answer, Layout};
use crate::source::Source;
use std::cmp::Ordering;
use std::collections::HashSet;
use std::fmt::Write as _;

/// How many new words beside its value make an answer say why it says something else now.
const REASON: usize = 3;

/// A version of a proposal: its text, and what can be said of it.
pub type Version<'a> = (&'a Source, &'a Assessment);

/// What became of one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It says the opposite, and nothing new was written or shown for it.
    SilentlyFlipped,
    /// There was one, and there is none any more.
    Withdrawn,
    /// It speaks less for a hotfix than before.
    Weakened,
    /// It speaks more for a hotfix than before.
    Strengthened,
    /// It says something else, and speaks no more and no less for a hotfix.
    Changed,
    /// It says the same, in other words or with other evidence.
    Reworded,
}

impl Change {
    const fn heading(self) -> &'static str {
        match self {
            Self::SilentlyFlipped => "silently flipped, with nothing new to show for it",
            Self::Withdrawn => "no longer answered",
            Self::Weakened => "weakened",
            Self::Strengthened => "strengthened",
            Self::Changed => "changed",
            Self::Reworded => "reworded",
        }
    }
}

/// The answers that changed, what matters most first. Both versions are of one policy.
pub fn changes(old: Version<'_>, new: Version<'_>) -> Vec<(Change, QuestionId)> {
    let mut found: Vec<_> = (new.1.policy.question_ids())
        .filter_map(|question| Some((change(old, new, question)?, question)))
        .collect();
    order::by_key(&mut found, |&(change, _)| change);
    found
}

fn change(old: Version<'_>, new: Version<'_>, question: QuestionId) -> Option<Change> {
    let (was, is) = (old.1.answer(question), new.1.answer(question));
    let (before, after) = (old.1.fact(question).truth, new.1.fact(question).truth);
    let values = (was.and_then(Answer::value), is.and_then(Answer::value));
    // To some questions no answer speaks for a hotfix: there is no opposite, and neither more nor less.
    let speaks = new.1.policy.question(question).for_hotfix.is_some();
    let flipped = matches!(values, (Some(a), Some(b)) if a != b && !matches!(a, Value::Text));
    if speaks && flipped && before != after && is_silent(old.0, was, new.0, is) {
        return Some(Change::SilentlyFlipped);
    }
    let is_written = |answer: Option<&Answer>| {
        answer.is_some_and(|answer| answer.reading.quality != Quality::Blank)
    };
    if is_written(was) && !is_written(is) {
        return Some(Change::Withdrawn);
    }
    if !is_written(is) {
        return None;
    }
    match rank(after).cmp(&rank(before)) {
        Ordering::Less if speaks => return Some(Change::Weakened),
        Ordering::Greater if speaks => return Some(Change::Strengthened),
        _ => {}
    }
    if value(old.1, question) != value(new.1, question) {
        return Some(Change::Changed);
    }
    (words(old.0, was) != words(new.0, is)).then_some(Change::Reworded)
}

/// The words of an answer as they are read: without quotes and the marks of lists, blocks and emphasis, and in YAML
/// without the keys that an answer's parts stand below.
fn words<'a>(source: &'a Source, answer: Option<&Answer>) -> Vec<&'a str> {
    const PARTS: [&str; 4] = ["answer:", "value:", "evidence:", "notes:"];
    let Some(answer) = answer else { return Vec::new() };
    let is_key = |word: &&str| answer.layout == Layout::Key && PARTS.contains(word);
    let words = source.slice(answer.span).split_whitespace().filter(|word| !is_key(word));
    let words = words.map(|word| word.trim_matches(['"', '\'', '`', '*', '_']));
    words.filter(|word| !matches!(*word, "" | "-" | ">" | "|" | ">-" | "|-")).collect()
}

const fn rank(truth: Truth) -> u8 {
    match truth {
        Truth::False => 0,
        Truth::Unknown => 1,
        Truth::True => 2,
    }
}

/// Whether nothing is written or shown in the new answer that the old one had not, but the value itself.
fn is_silent(old: &Source, was: Option<&Answer>, new: &Source, is: Option<&Answer>) -> bool {
    let (Some(was), Some(is)) = (was, is) else { return false };
    let shown = |answer: &Answer| -> HashSet<_> {
        let all =
            answer.evidence.iter().filter(|one| one.proves_nothing().is_none() && one.words == 0);
        all.map(|one| (one.kind, one.target.clone())).collect()
    };
    let words = |text: &str| -> HashSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let mut known = words(old.slice(was.span));
    known.extend(words(is.reading.value_span.map_or("", |span| new.slice(span))));
    let added = words(new.slice(is.span)).difference(&known).count();
    shown(is).is_subset(&shown(was)) && added < REASON
}

/// The changes for people. `names` are those of the two versions.
pub fn told(names: (&str, &str), old: Version<'_>, new: Version<'_>) -> String {
    let mut out = format!("{} -> {}\n", escape::line(names.0), escape::line(names.1));
    let mut differs = |what: &str, was: &str, is: &str| {
        if was != is {
            let _ = writeln!(out, "  {what}: {was} -> {is}");
        }
    };
    let status = |version: Version<'_>| version.1.proposal.metadata.status().name();
    differs("verdict", old.1.verdict.name(), new.1.verdict.name());
    differs("status", status(old), status(new));
    let policy = &new.1.policy;
    for id in policy.criterion_ids() {
        if let (Some(was), Some(is)) = (old.1.outcome(id), new.1.outcome(id)) {
            let name = |outcome| why::outcome_name(policy, id, outcome);
            differs(why::criterion_name(policy, id), name(was), name(is));
        }
    }
    let all = changes(old, new);
    if old.1.verdict == new.1.verdict && !all.is_empty() {
        let _ = writeln!(out, "  verdict: {}, as before", new.1.verdict.name());
    }
    let mut last = None;
    for (change, question) in &all {
        if last != Some(*change) {
            let _ = writeln!(out, "  {}:", change.heading());
            last = Some(*change);
        }
        let id = &policy.question(*question).id;
        let (was, is) = (said(old, *question), said(new, *question));
        let line = new.1.answer(*question).map(|a| new.0.line_of(a.prompt.start) + 1);
        let place = line.map(|line| format!(" (line {line})")).unwrap_or_default();
        let _ = if was == is {
            writeln!(out, "    {id}: {is}{place}")
        } else {
            writeln!(out, "    {id}: {was} -> {is}{place}")
        };
    }
    if all.is_empty() {
        out.push_str("  no answer says anything else\n");
    }
    out
}

/// What an answer says and what it shows, in a few words.
fn said((_, assessment): Version<'_>, question: QuestionId) -> String {
    let value = value(assessment, question);
    let Some(answer) = assessment.answer(question) else { return value };
    let mut kinds: Vec<&str> = Vec::new();
    let shown = answer.evidence.iter().filter(|one| one.proves_nothing().is_none());
    for kind in shown.filter(|one| one.words == 0).flat_map(Evidence::kinds) {
        if !kinds.contains(&kind.name()) {
            kinds.push(kind.name());
        }
    }
    if kinds.is_empty() { value } else { format!("{value} with {}", kinds.join(", ")) }
}

/// What an answer says.
fn value(assessment: &Assessment, question: QuestionId) -> String {
    let Some(answer) = assessment.answer(question) else { return "not asked".to_owned() };
    let value = match (answer.value(), &assessment.policy.question(question).kind) {
        (Some(Value::YesNo(true)), _) => "yes".to_owned(),
        (Some(Value::YesNo(false)), _) => "no".to_owned(),
        (Some(Value::Count(count)), _) => count.to_string(),
        (Some(Value::Choice(at)), Kind::Choice(options)) => {
            options.get(usize::from(at)).map_or_else(String::new, |option| option.name.clone())
        }
        (Some(Value::Choice(_) | Value::Text), _) => "text".to_owned(),
        (None, _) if answer.reading.quality == Quality::Blank => return "no answer".to_owned(),
        (None, _) => "unclear".to_owned(),
    };
    let hedged = if matches!(answer.reading.quality, Quality::Hedged(_)) { ", hedged" } else { "" };
    format!("{value}{hedged}")
}
