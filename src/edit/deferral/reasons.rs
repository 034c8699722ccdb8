//! Why a proposal waits: what the answers and the calendar say, one plain sentence each.

use crate::assess::why::{self, Ground};
use crate::assess::{Assessment, Context, NextRelease};
use crate::policy::{CriterionId, Kind, Policy, Truth, Verdict};
use crate::rule;
use jiff::civil::Date;

/// What is said where the policy advises to wait, and no criterion of it is refuted.
const NO_CRITERION: &str = "the verdict is defer";

// What is said of a release, between its name and its days.
const FROZEN: &str = " is frozen since ";
const AND_RELEASED: &str = " and is released on ";
const FREEZES_SOON: &str = " freezes soon, on ";
const RELEASED_SOON: &str = " is released soon, on ";

/// The reasons to wait, as they stand on `context.today`; none where the answers say hotfix and no freeze is near:
/// then only a person can give one.
pub(super) fn of(context: &Context<'_>, assessment: &Assessment) -> Vec<String> {
    let mut reasons = Vec::new();
    let criteria = || assessment.policy.criterion_ids();
    if assessment.verdict != Verdict::Hotfix {
        let refuted = criteria().filter(|&id| assessment.outcome(id) == Some(Truth::False));
        reasons.extend(refuted.map(|id| refuted_by(assessment, id)));
    }
    if assessment.verdict == Verdict::Defer {
        // What outweighs the criteria, or is asked for beside them.
        let grounds = why::verdict(assessment).into_iter();
        let questions = grounds.filter(|ground| matches!(ground, Ground::Question(_)));
        reasons.extend(questions.map(|ground| why::describe(assessment, ground)));
    }
    if let Some(next) = &assessment.next_release {
        reasons.extend(imminent(next, assessment, context));
    }
    if reasons.is_empty() && assessment.verdict != Verdict::Hotfix {
        let open: Vec<String> = criteria()
            .filter(|&id| assessment.outcome(id) == Some(Truth::Unknown))
            .map(|id| rule::outcome(assessment.policy.criterion(id), Truth::Unknown))
            .collect();
        reasons.push(if open.is_empty() { NO_CRITERION.to_owned() } else { list(&open) });
    }
    reasons
}

/// What is written now and before: the author's own reasons, then those that hold today.
pub(super) fn renewed(
    context: &Context<'_>,
    policy: &Policy,
    old: &[String],
    new: Vec<String>,
) -> Vec<String> {
    let own = old.iter().filter(|reason| !is_ours(context, policy, reason));
    own.cloned().chain(new).collect()
}

/// Whether Defer wrote the reason, from its first word to its last: it may hold no longer. A sentence of the author that
/// has some of its words in it is the author's.
fn is_ours(context: &Context<'_>, policy: &Policy, reason: &str) -> bool {
    reason == NO_CRITERION
        || are_all(reason, |one| is_outcome(policy, one))
        || reason.split_once(", since ").is_some_and(|(one, answers)| {
            is_outcome(policy, one) && are_all(answers, |answer| is_answer(policy, answer))
        })
        || is_answer(policy, reason)
        || is_timing(context, reason)
}

/// Whether the words of a [`list`] are all of a kind.
fn are_all(words: &str, is: impl Fn(&str) -> bool) -> bool {
    words.split(", ").flat_map(|words| words.split(" and ")).all(is)
}

/// Whether it is the outcome of a criterion of the policy, as it is told now or was once.
fn is_outcome(policy: &Policy, words: &str) -> bool {
    policy.criterion_ids().map(|id| policy.criterion(id)).any(|criterion| {
        [Truth::False, Truth::Unknown].into_iter().any(|truth| {
            let outcome = rule::outcome(criterion, truth);
            // Earlier versions wrote "is" in place of the colon.
            words == outcome || words == outcome.replace(": ", " is ")
        })
    })
}

/// Whether it says that a release is near: one that the calendar knows or may have known, and its days.
fn is_timing(context: &Context<'_>, reason: &str) -> bool {
    let is_release = |name: &str| {
        let calendar = context.config.calendar.as_ref();
        let is_known = calendar.is_some_and(|c| c.releases.iter().any(|r| r.name == name));
        is_known
            || !name.contains(char::is_whitespace) && name.contains(|c: char| c.is_ascii_digit())
    };
    let is_day = |day: &str| day.parse::<Date>().is_ok();
    let soon = [FREEZES_SOON, RELEASED_SOON].into_iter().find_map(|said| reason.split_once(said));
    if let Some((name, day)) = soon {
        return is_release(name) && is_day(day);
    }
    let frozen = reason.split_once(FROZEN).and_then(|(name, days)| {
        let (frozen, released) = days.split_once(AND_RELEASED)?;
        Some(is_release(name) && is_day(frozen) && is_day(released))
    });
    frozen.unwrap_or(false)
}

/// Whether it is an answer as it is told: `unsupported-line is yes`, and no sentence of the author about the question.
fn is_answer(policy: &Policy, reason: &str) -> bool {
    let Some((question, said)) = reason.split_once(" is ") else { return false };
    let Some(id) = policy.find_question(question) else { return false };
    said == "not claimed"
        || match &policy.question(id).kind {
            Kind::YesNo => matches!(said, "yes" | "no"),
            Kind::Choice(options) => options.iter().any(|option| option.name == said),
            Kind::Count => said.bytes().all(|b| b.is_ascii_digit()),
            Kind::Text => false,
        }
}

/// The criterion and the answers that speak against it.
fn refuted_by(assessment: &Assessment, id: CriterionId) -> String {
    let policy = &assessment.policy;
    let criterion = policy.criterion(id);
    let answers: Vec<String> = criterion
        .questions
        .iter()
        .filter(|&&question| assessment.fact(question).truth == Truth::False)
        .filter_map(|&question| {
            let value = policy.value_name(question, assessment.fact(question).value?);
            Some(format!("{} is {value}", policy.question(question).id))
        })
        .collect();
    let outcome = rule::outcome(criterion, Truth::False);
    if answers.is_empty() { outcome } else { format!("{outcome}, since {}", list(&answers)) }
}

/// The freeze or release that is near enough to wait for.
fn imminent(next: &NextRelease, assessment: &Assessment, context: &Context<'_>) -> Option<String> {
    let is_near = |day| assessment.is_near(context, day);
    let release = &next.release;
    let freezes = release.freeze < release.release;
    let name = &release.name;
    if freezes && next.days_to_freeze <= 0 {
        let (frozen, released) = (release.freeze, release.release);
        return Some(format!("{name}{FROZEN}{frozen}{AND_RELEASED}{released}"));
    }
    if freezes && is_near(release.freeze) {
        return Some(format!("{name}{FREEZES_SOON}{}", release.freeze));
    }
    is_near(release.release).then(|| format!("{name}{RELEASED_SOON}{}", release.release))
}

fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}
