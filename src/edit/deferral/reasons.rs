//! Why a proposal waits: what the answers and the calendar say, one plain sentence each.

use crate::assess::why::{self, Ground};
use crate::assess::{Assessment, Context, NextRelease};
use crate::policy::{CriterionId, Kind, Policy, Truth, Verdict};
use crate::rule;

/// What is said where the policy advises to wait, and no criterion of it is refuted.
const NO_CRITERION: &str = "the verdict is defer";

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
pub(super) fn renewed(policy: &Policy, old: &[String], new: Vec<String>) -> Vec<String> {
    let own = old.iter().filter(|reason| !is_ours(policy, reason));
    own.cloned().chain(new).collect()
}

/// Whether Defer wrote the reason: it may hold no longer.
fn is_ours(policy: &Policy, reason: &str) -> bool {
    // Earlier versions wrote "is" in place of the colon.
    const WORDS: [&str; 9] = [
        " is not met",
        " is undecided",
        "no reasonable workaround: refuted",
        "no reasonable workaround: open",
        "no reasonable workaround is refuted",
        "no reasonable workaround is open",
        " freezes soon, on",
        " is frozen since",
        " is released soon, on",
    ];
    let says = |words: &&str| {
        reason.match_indices(*words).any(|(at, _)| {
            let behind = &reason[at + words.len()..];
            !behind.starts_with(char::is_alphanumeric)
        })
    };
    reason == NO_CRITERION || WORDS.iter().any(says) || is_answer(policy, reason)
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
        return Some(format!(
            "{name} is frozen since {} and is released on {}",
            release.freeze, release.release
        ));
    }
    if freezes && is_near(release.freeze) {
        return Some(format!("{name} freezes soon, on {}", release.freeze));
    }
    is_near(release.release).then(|| format!("{name} is released soon, on {}", release.release))
}

fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::builtin;

    #[test]
    fn own_reasons_are_known_again_and_those_of_the_author_stay() {
        let policy = builtin::rapids();
        for ours in [
            "majority is not met, since common-input is edge-case",
            "significant is undecided, majority is undecided and no reasonable workaround: open",
            "no reasonable workaround: open",
            "no reasonable workaround: refuted, since workaround-steps is 1",
            "no reasonable workaround is refuted, since workaround-steps is 1",
            "no reasonable workaround is open",
            "26.12 freezes soon, on 2026-11-24",
            "26.12 is frozen since 2026-11-20 and is released on 2026-12-09",
            "26.12 is released soon, on 2026-11-24",
            "critical-exposure is no",
            "common-function is not claimed",
            NO_CRITERION,
        ] {
            assert!(is_ours(&policy, ours), "{ours}");
        }
        for own in [
            "no reasonable workaround: opening it by hand takes hours",
            "no reasonable workaround: users wait three hours",
            "no reasonable workaround",
            "the pull request is open",
            "the claim is refuted by #12",
            "the window is open until Monday",
            "it freezes sooner than anybody can review",
            "waiting is cheap",
            "Ann: the team has no time",
            "critical-exposure is nobody's concern here",
            "the verdict is defer, and Ann agrees",
        ] {
            assert!(!is_ours(&policy, own), "{own}");
        }
    }
}
