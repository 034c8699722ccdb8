//! A policy with one thing otherwise: a part of a condition left out, a threshold one higher or lower.

use crate::policy::{Condition, ForHotfix, Policy, QuestionId};

/// How many variants are tried: policies that people read have some dozens.
const MOST: usize = 500;

/// A policy with one thing otherwise.
#[derive(Clone, Debug)]
pub struct Variant {
    /// What is otherwise.
    pub change: String,
    /// The policy with it.
    pub policy: Policy,
}

/// Every variant of a policy, in the order of its conditions.
pub fn of(policy: &Policy) -> Vec<Variant> {
    let mut variants = Vec::new();
    for (index, criterion) in policy.criteria.iter().enumerate() {
        let Some(condition) = &criterion.met_when else { continue };
        for (change, changed) in changes(policy, condition) {
            let make = |policy: &mut Policy| policy.criteria[index].met_when = Some(changed);
            push(&mut variants, policy, format!("{} {change}", criterion.id), make);
        }
    }
    for (change, changed) in changes(policy, &policy.hotfix_when) {
        let make = |policy: &mut Policy| policy.hotfix_when = changed;
        push(&mut variants, policy, format!("hotfix-when {change}"), make);
    }
    for (index, question) in policy.questions.iter().enumerate() {
        let Some(ForHotfix::MoreThan(now)) = question.for_hotfix else { continue };
        for other in [now.checked_sub(1), now.checked_add(1)].into_iter().flatten() {
            let change = format!("{}: more than {other} instead of {now}", question.id);
            let make = |policy: &mut Policy| {
                policy.questions[index].for_hotfix = Some(ForHotfix::MoreThan(other));
            };
            push(&mut variants, policy, change, make);
        }
    }
    variants
}

fn push(
    variants: &mut Vec<Variant>,
    policy: &Policy,
    change: String,
    make: impl FnOnce(&mut Policy),
) {
    if variants.len() < MOST {
        let mut policy = policy.clone();
        make(&mut policy);
        policy.compile();
        variants.push(Variant { change, policy });
    }
}

/// The condition with each part left out and each threshold moved, and what that is called.
fn changes(policy: &Policy, condition: &Condition) -> Vec<(String, Condition)> {
    match condition {
        Condition::Any(parts) => in_list(policy, parts, &Condition::Any),
        Condition::All(parts) => in_list(policy, parts, &Condition::All),
        Condition::AtLeast(least, parts) => {
            let with =
                |parts: Vec<Condition>| Condition::AtLeast((*least).min(parts.len()).max(1), parts);
            let mut found = in_list(policy, parts, &with);
            let others = [least - 1, least + 1];
            for other in others.into_iter().filter(|n| (1..=parts.len()).contains(n)) {
                let changed = Condition::AtLeast(other, parts.clone());
                found.push((format!("at least {other} instead of {least}"), changed));
            }
            found
        }
        Condition::Not(part) => changes(policy, part)
            .into_iter()
            .map(|(change, part)| (change, Condition::Not(Box::new(part))))
            .collect(),
        &Condition::MoreThan(id, now) => [now.checked_sub(1), now.checked_add(1)]
            .into_iter()
            .flatten()
            .map(|other| {
                let name = &policy.question(id).id;
                let change = format!("with {name} more than {other} instead of {now}");
                (change, Condition::MoreThan(id, other))
            })
            .collect(),
        Condition::Is(..) | Condition::Speaks(_) | Condition::Met(_) => Vec::new(),
    }
}

fn in_list(
    policy: &Policy,
    parts: &[Condition],
    with: &dyn Fn(Vec<Condition>) -> Condition,
) -> Vec<(String, Condition)> {
    let mut found = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        if parts.len() > 1 {
            let mut fewer = parts.to_vec();
            fewer.remove(index);
            found.push((format!("without {}", words(policy, part)), with(fewer)));
        }
        for (change, changed) in changes(policy, part) {
            let mut others = parts.to_vec();
            others[index] = changed;
            found.push((change, with(others)));
        }
    }
    found
}

/// A condition as people read it.
fn words(policy: &Policy, condition: &Condition) -> String {
    let list = |parts: &[Condition]| {
        parts.iter().map(|part| words(policy, part)).collect::<Vec<_>>().join(", ")
    };
    let name = |id: QuestionId| &policy.question(id).id;
    match condition {
        Condition::Any(parts) => format!("any of ({})", list(parts)),
        Condition::All(parts) => format!("all of ({})", list(parts)),
        Condition::AtLeast(least, parts) => format!("{least} of ({})", list(parts)),
        Condition::Not(part) => format!("not {}", words(policy, part)),
        &Condition::Is(id, value) => format!("{} is {}", name(id), policy.value_name(id, value)),
        &Condition::MoreThan(id, count) => format!("{} more than {count}", name(id)),
        &Condition::Speaks(id) => name(id).clone(),
        &Condition::Met(id) => policy.criterion(id).id.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::builtin;

    #[test]
    fn everything_that_can_be_otherwise() {
        let changes: Vec<String> =
            of(&builtin::rapids()).into_iter().map(|variant| variant.change).collect();
        for change in [
            "significant without incorrect-results",
            "majority without common-input",
            "majority at least 1 instead of 2",
            "majority at least 3 instead of 2",
            "no-workaround without workaround-steps",
            "hotfix-when without critical-exposure",
            "hotfix-when without all of (significant, majority, no-workaround)",
            "hotfix-when without majority",
            "workaround-steps: more than 2 instead of 3",
            "workaround-steps: more than 4 instead of 3",
        ] {
            assert!(changes.iter().any(|found| found == change), "{change}: {changes:#?}");
        }
        assert_eq!(changes.len(), 3 + 3 + 2 + 5 + 2 + 3 + 2);
    }

    #[test]
    fn a_list_of_one_keeps_it() {
        for (name, _) in builtin::BUILTIN {
            for variant in of(&builtin::find(name).unwrap()) {
                assert!(variant.policy.logic.answers() > 0, "{name}: {}", variant.change);
            }
        }
    }
}
