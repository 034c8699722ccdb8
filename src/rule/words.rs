//! The words that messages share: what a question wants, in the imperative of a colleague.

use crate::assess::{Assessment, asks_for_reach};
use crate::policy::logic::{Flip, Wanted};
use crate::policy::{
    Criterion, EvidenceNeed, ForHotfix, Kind, Policy, Question, QuestionId, Truth, Value, Verdict,
};
use crate::proposal::evidence::EvidenceKind;
use jiff::civil::Date;

/// `a`, `a or b`, `a, b or c`.
pub(crate) fn any(words: &[String]) -> String {
    list(words, "or")
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn all(words: &[String]) -> String {
    list(words, "and")
}

fn list(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., end] => format!("{} {last} {end}", before.join(", ")),
    }
}

/// `1 day`, `2 days`.
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// `today`, `tomorrow`, `in 5 days`.
pub(crate) fn in_days(days: i32) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    }
}

/// `in 2 days (2026-11-24)`, for a day that is not past.
pub(crate) fn on_day(day: Date, days: i32) -> String {
    format!("{} ({day})", in_days(days))
}

/// `1 working day left`, `no working day left`.
pub(crate) fn working_days_left(days: i32) -> String {
    match usize::try_from(days) {
        Ok(days) if days > 0 => format!("{} left", count(days, "working day", "working days")),
        _ => "no working day left".to_owned(),
    }
}

/// A prompt in quotes.
pub(super) fn prompt(policy: &Policy, question: QuestionId) -> String {
    format!("\"{}\"", policy.question(question).prompt)
}

/// The question's prompt and the value written for it: `"Is there even a workaround?" is no`.
pub(crate) fn stated(policy: &Policy, question: QuestionId, value: Option<Value>) -> String {
    let prompt = prompt(policy, question);
    match value {
        Some(value) => format!("{prompt} is {}", policy.value_name(question, value)),
        None => format!("{prompt} is not claimed"),
    }
}

/// What is said of a question that no longer decides anything.
pub(crate) const MOOT: &str = "moot: the verdict no longer depends on it";

/// Words of the document as a message quotes them: the first line, and not more than fits in one.
pub(super) fn shortened(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    let mut short: String = line.chars().take(60).filter(|c| !c.is_control()).collect();
    if short.len() < text.trim().len() {
        short.push('…');
    }
    short
}

/// A criterion and its outcome: `majority is not met`.
pub(crate) fn outcome(criterion: &Criterion, truth: Truth) -> String {
    let word = outcome_word(criterion, truth);
    if denies(criterion) {
        return format!("no reasonable workaround: {word}");
    }
    format!("{} is {word}", criterion.id)
}

/// The outcome alone: `not met`.
pub(crate) fn outcome_word(criterion: &Criterion, truth: Truth) -> &'static str {
    match (truth, denies(criterion)) {
        (Truth::True, true) => "shown",
        (Truth::False, true) => "refuted",
        (Truth::Unknown, true) => "open",
        (Truth::True, false) => "met",
        (Truth::False, false) => "not met",
        (Truth::Unknown, false) => "undecided",
    }
}

/// What an undecided verdict leans to.
pub(crate) const fn leaning(lean: Verdict) -> &'static str {
    match lean {
        Verdict::Hotfix => "a hotfix",
        Verdict::Defer | Verdict::Undecided => "waiting",
    }
}

/// The one criterion whose name denies something: "no workaround is not met" would leave people guessing.
fn denies(criterion: &Criterion) -> bool {
    criterion.id == "no-workaround"
}

/// A set of answers that leads to another verdict: `common-input (common) and average-user (yes, with evidence)`, where
/// that yes is there and has nothing to check.
pub(crate) fn flip(assessment: &Assessment, flip: &Flip) -> String {
    let one = |wanted: &Wanted| {
        let question = assessment.policy.question(wanted.question);
        let answer = one_of(&assessment.policy, wanted);
        let is_there = claim(question).is_some_and(|claim| claim == answer)
            && assessment.needs_evidence(wanted.question);
        let lack = if is_there { ", with evidence" } else { "" };
        format!("{} ({answer}{lack})", question.id)
    };
    all(&flip.answers.iter().map(one).collect::<Vec<_>>())
}

/// The answers to one question that do: `yes`, `beta or stable`, `more than 20`.
pub(crate) fn one_of(policy: &Policy, wanted: &Wanted) -> String {
    let name = |value| policy.value_name(wanted.question, value);
    let words = |&(first, last): &(Value, Value)| match (first, last) {
        (Value::Count(0), Value::Count(u32::MAX)) => "any number".to_owned(),
        (Value::Count(first), Value::Count(u32::MAX)) => format!("more than {}", first - 1),
        (first, last) if first == last => name(first),
        (Value::Count(0), last) => format!("{} or fewer", name(last)),
        (first, last) => format!("{} to {}", name(first), name(last)),
    };
    match wanted.spans[..] {
        [
            (Value::Count(0), Value::Count(before)),
            (Value::Count(after), Value::Count(u32::MAX)),
        ] if after - before == 2 => {
            format!("not {}", before + 1)
        }
        _ => any(&wanted.spans.iter().map(words).collect::<Vec<_>>()),
    }
}

/// What kind of answer to write.
pub(super) fn what_to_answer(question: &Question) -> String {
    match &question.kind {
        Kind::YesNo => "answer yes or no".to_owned(),
        Kind::Choice(options) => {
            let names: Vec<String> = options.iter().map(|option| option.name.clone()).collect();
            format!("answer {}", any(&names))
        }
        Kind::Count => "answer with a number".to_owned(),
        Kind::Text => "say it in a sentence or two".to_owned(),
    }
}

/// The answer that speaks for a hotfix: `yes`, `common`, `more than 3`; `None` where none does.
pub(crate) fn claim(question: &Question) -> Option<String> {
    Some(match question.for_hotfix? {
        ForHotfix::Is(Value::YesNo(yes)) => if yes { "yes" } else { "no" }.to_owned(),
        ForHotfix::Is(Value::Count(n)) => n.to_string(),
        ForHotfix::Is(Value::Choice(index)) => match &question.kind {
            Kind::Choice(options) => options.get(usize::from(index))?.name.clone(),
            _ => return None,
        },
        ForHotfix::Is(Value::Text) => return None,
        ForHotfix::MoreThan(n) => format!("more than {n}"),
    })
}

/// What kind of answer to write, and what must come with it when it speaks for a hotfix.
pub(crate) fn what_to_write(question: &Question) -> String {
    let answer = what_to_answer(question);
    match claim(question) {
        Some(claim) if question.evidence.is_some() => {
            format!("{answer}, and for {claim} {}", asked(question, "give"))
        }
        _ => answer,
    }
}

/// The evidence a question asks for, behind a verb.
fn asked(question: &Question, verb: &str) -> String {
    asked_of(&question.kind, &question.evidence, verb)
}

/// Evidence for an answer of that kind, behind a verb. A number is what a count is; a measurement of it has more to it.
pub(super) fn asked_of(kind: &Kind, need: &EvidenceNeed, verb: &str) -> String {
    const MEASURED: &str = "say of how many that is, or what share";
    let measures = |kind: &EvidenceKind| *kind == EvidenceKind::Measurement;
    if *kind != Kind::Count || !need.any_of.iter().chain(&need.all_of).any(measures) {
        return format!("{verb} {}", wanted(need));
    }
    let without = |kinds: &[EvidenceKind]| -> Vec<EvidenceKind> {
        kinds.iter().copied().filter(|kind| !measures(kind)).collect()
    };
    let (any_of, all_of) = (without(&need.any_of), without(&need.all_of));
    let rest = EvidenceNeed { any_of, all_of, min_words: need.min_words };
    let joint = if need.all_of.is_empty() { "or" } else { "and" };
    if !rest.is_some() {
        return MEASURED.to_owned();
    }
    format!("{MEASURED}, {joint} {verb} {}", wanted(&rest))
}

/// The evidence a question asks for: `a reproduction, a log or a test`.
pub(crate) fn wanted(need: &EvidenceNeed) -> String {
    let name = |kinds: &[EvidenceKind]| -> Vec<String> {
        kinds.iter().map(|&kind| with_article(kind, need.min_words)).collect()
    };
    // A list of everything there is tells no one what to do.
    let few = match &need.any_of[..] {
        kinds if kinds.len() > 6 && kinds.contains(&EvidenceKind::Explanation) => {
            let words = with_article(EvidenceKind::Explanation, need.min_words);
            vec![format!("{words}, or any other evidence")]
        }
        kinds => name(kinds),
    };
    match (need.all_of.is_empty(), few.is_empty()) {
        (true, _) => any(&few),
        (false, true) => all(&name(&need.all_of)),
        (false, false) => format!("{}, and with it {}", all(&name(&need.all_of)), any(&few)),
    }
}

/// One kind of evidence in a sentence.
pub(super) fn with_article(kind: EvidenceKind, min_words: usize) -> String {
    match kind {
        EvidenceKind::Reproduction => "a reproduction",
        EvidenceKind::Log => "a log",
        EvidenceKind::Test => "a test",
        EvidenceKind::Issue => "an issue",
        EvidenceKind::PullRequest => "a pull request",
        EvidenceKind::Commit => "a commit",
        EvidenceKind::Advisory => "an advisory",
        EvidenceKind::Measurement => "a number",
        EvidenceKind::Link => "a link",
        EvidenceKind::File => "a file",
        EvidenceKind::Image => "an image",
        EvidenceKind::Explanation if min_words > 1 => {
            return format!("an explanation of {min_words} words or more");
        }
        EvidenceKind::Explanation => "an explanation",
        EvidenceKind::Private => "the name of who holds it in private",
    }
    .to_owned()
}

/// How to find out what is not known yet, by what the question asks for.
pub(super) fn how_to_find_out(question: &Question) -> String {
    use EvidenceKind::{Advisory, Explanation, Log, Private, Reproduction, Test};
    let need = &question.evidence;
    let asks = |kind| need.any_of.contains(&kind) || need.all_of.contains(&kind);
    match &question.kind {
        Kind::Count => return "go through it once and count".to_owned(),
        Kind::Text => {
            return "ask whoever would make the release, and write down what is known".to_owned();
        }
        Kind::YesNo | Kind::Choice(_) => {}
    }
    if need.any_of == [Explanation] {
        return format!("ask somebody who would know, and {}", say("why", need.min_words));
    }
    if asks(Explanation) {
        return "try the obvious ways, and write down what you tried and what happened".to_owned();
    }
    if asks(Advisory) || asks(Private) {
        return "ask whoever handles security, and name an advisory, an issue or who holds it in private".to_owned();
    }
    if asks_for_reach(need) {
        return format!("how often does it happen? name {}", wanted(&few_for_reach(need)));
    }
    if asks(Reproduction) || asks(Log) || asks(Test) {
        return "run a small example, and paste it with what it prints".to_owned();
    }
    if need.is_some() { format!("look for {}", wanted(need)) } else { what_to_answer(question) }
}

/// What to say, in so many words where more than one is asked for.
fn say(what: &str, min_words: usize) -> String {
    match min_words {
        0 | 1 => format!("say {what}"),
        words => format!("say {what} in {words} words or more"),
    }
}

/// The kinds worth naming first when it is about reach: a number, and who else reported it.
fn few_for_reach(need: &EvidenceNeed) -> EvidenceNeed {
    use EvidenceKind::{Issue, Measurement, PullRequest};
    let any_of = [Measurement, Issue, PullRequest];
    EvidenceNeed {
        any_of: any_of.into_iter().filter(|kind| need.any_of.contains(kind)).collect(),
        all_of: Vec::new(),
        min_words: need.min_words,
    }
}

/// What to add to a claim that has nothing to check.
pub(super) fn what_to_add(question: &Question) -> String {
    let need = &question.evidence;
    if asks_for_reach(need) && question.kind != Kind::Count {
        return format!("how often does it happen? name {}", wanted(need));
    }
    match (&need.any_of[..], &need.all_of[..]) {
        ([EvidenceKind::Explanation], []) => say("why", need.min_words),
        (kinds, []) if kinds.contains(&EvidenceKind::Explanation) => {
            let denies = question.for_hotfix == Some(ForHotfix::Is(Value::YesNo(false)));
            let what = if denies { "what was tried" } else { "why" };
            let say = match need.min_words {
                0 | 1 => format!("say {what}"),
                words => format!("say in {words} words or more {what}"),
            };
            format!("{say}, or add other evidence")
        }
        _ => asked(question, "add"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_like_sentences() {
        let words =
            |n: usize| ["a", "b", "c"][..n].iter().map(|&w| w.to_owned()).collect::<Vec<_>>();
        assert_eq!(any(&words(1)), "a");
        assert_eq!(any(&words(2)), "a or b");
        assert_eq!(all(&words(3)), "a, b and c");
        assert_eq!(count(1, "day", "days"), "1 day");
        assert_eq!(in_days(3), "in 3 days");
    }

    #[test]
    fn evidence_is_asked_for_by_name() {
        let need = EvidenceNeed {
            any_of: vec![EvidenceKind::Measurement, EvidenceKind::Issue, EvidenceKind::PullRequest],
            ..EvidenceNeed::default()
        };
        assert_eq!(wanted(&need), "a number, an issue or a pull request");
    }
}
