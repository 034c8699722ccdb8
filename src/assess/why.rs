//! Why a criterion or a verdict is what it is: the answers and criteria that make it so. Whoever explains one, the
//! command line, a report, an editor or Defer, says what is said here.

use super::Assessment;
use crate::policy::logic::{Fact, Outcome, because};
use crate::policy::{Condition, CriterionId, ForHotfix, Policy, QuestionId, Truth, Value, Verdict};
use crate::rule::words;

/// What an outcome rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The answer to a question.
    Question(QuestionId),
    /// The outcome of a criterion.
    Criterion(CriterionId),
}

/// What decides a criterion's outcome; where it is undecided, what is open.
pub fn criterion(assessment: &Assessment, id: CriterionId) -> Vec<Ground> {
    let Some(condition) = &assessment.policy.criterion(id).met_when else { return Vec::new() };
    let told = assessment.outcome(id).unwrap_or_default();
    let leaves = leaves(assessment, condition, told, Outcome::Criterion(id), Ways::All);
    leaves.into_iter().map(|leaf| leaf.ground).collect()
}

/// What decides the verdict, and is enough for it whatever else is answered; where it is undecided, what is open.
///
/// Optional questions that say no more than silence would are left out where anything else is to be said.
pub fn verdict(assessment: &Assessment) -> Vec<Ground> {
    let told = match assessment.verdict {
        Verdict::Hotfix => Truth::True,
        Verdict::Defer => Truth::False,
        Verdict::Undecided => Truth::Unknown,
    };
    let condition = &assessment.policy.hotfix_when;
    let mut leaves = leaves(assessment, condition, told, Outcome::Verdict, Ways::Shortest);
    if leaves.iter().any(|leaf| !leaf.silent) {
        leaves.retain(|leaf| !leaf.silent);
    }
    leaves.into_iter().map(|leaf| leaf.ground).collect()
}

/// A ground as people read it: `common-input is edge-case`, `majority`; of a question that is open its id alone.
pub fn describe(assessment: &Assessment, ground: Ground) -> String {
    let policy = &assessment.policy;
    match ground {
        Ground::Criterion(id) => criterion_name(policy, id).to_owned(),
        Ground::Question(id) => {
            let name = &policy.question(id).id;
            match assessment.fact(id) {
                Fact { truth: Truth::Unknown, .. } | Fact { value: Some(Value::Text), .. } => {
                    name.clone()
                }
                Fact { value: Some(value), .. } => {
                    format!("{name} is {}", policy.value_name(id, value))
                }
                Fact { value: None, .. } => format!("{name} is not claimed"),
            }
        }
    }
}

/// The name of a criterion in reports.
pub fn criterion_name(policy: &Policy, id: CriterionId) -> &str {
    match policy.criterion(id).id.as_str() {
        "no-workaround" => "no reasonable workaround",
        other => other,
    }
}

/// The outcome of a criterion in reports: the criterion about workarounds is stated as a claim, and is shown or
/// refuted rather than met.
pub fn outcome_name(policy: &Policy, id: CriterionId, outcome: Truth) -> &'static str {
    words::outcome_word(policy.criterion(id), outcome)
}

/// The verdict's derivation in one clause: what it rests on, or how much of what is open can decide it.
pub fn sentence(assessment: &Assessment) -> String {
    if assessment.verdict != Verdict::Undecided {
        return clauses(assessment, &verdict(assessment));
    }
    let policy = &assessment.policy;
    let decisive = policy.question_ids().filter(|&id| assessment.is_decisive(id));
    let open: Vec<String> = decisive.map(|id| policy.question(id).id.clone()).collect();
    match open.as_slice() {
        [] => String::new(),
        [one] => format!("{one} decides"),
        all if all.len() <= 3 => format!("{} decide", words::all(all)),
        all => format!("{} open answers can decide", all.len()),
    }
}

/// What keeps an open verdict open: the criteria, or questions where no criterion does.
pub fn open(assessment: &Assessment) -> String {
    let (criteria, questions): (Vec<Ground>, Vec<Ground>) =
        verdict(assessment).into_iter().partition(|ground| matches!(ground, Ground::Criterion(_)));
    clauses(assessment, if criteria.is_empty() { &questions } else { &criteria })
}

/// `majority is not met and critical-exposure is no`.
fn clauses(assessment: &Assessment, grounds: &[Ground]) -> String {
    let clause = |&ground: &Ground| match ground {
        Ground::Criterion(id) => {
            let outcome = assessment.outcome(id).unwrap_or_default();
            words::outcome(assessment.policy.criterion(id), outcome)
        }
        Ground::Question(id) if !assessment.fact(id).truth.is_known() => {
            format!("{} is open", assessment.policy.question(id).id)
        }
        Ground::Question(_) => describe(assessment, ground),
    };
    words::all(&grounds.iter().map(clause).collect::<Vec<_>>())
}

/// A question or a criterion in a condition.
#[derive(Clone, Copy)]
struct Leaf {
    ground: Ground,
    /// Whether the condition would come out the same if the question, an optional one, were not answered.
    silent: bool,
}

/// Which of several ways to the same outcome are told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ways {
    /// Each of them.
    All,
    /// The shortest; each of those that are one ground alone.
    Shortest,
}

/// The leaves that give `condition` the truth that is `told`.
fn leaves(
    a: &Assessment,
    condition: &Condition,
    told: Truth,
    outcome: Outcome,
    ways: Ways,
) -> Vec<Leaf> {
    if truth(a, condition) == told {
        return collect(a, condition, told, ways);
    }
    // It is told by how its parts hang together, and by none of them alone.
    let questions = because(&a.policy, &a.facts, outcome);
    let leaf = |id| Leaf { ground: Ground::Question(id), silent: false };
    questions.into_iter().map(leaf).collect()
}

/// The leaves that give `condition` its truth, which is `told`.
fn collect(a: &Assessment, condition: &Condition, told: Truth, ways: Ways) -> Vec<Leaf> {
    let parts = match condition {
        Condition::Is(id, _) | Condition::MoreThan(id, _) | Condition::Speaks(id) => {
            let silent = is_silent(a, *id, condition);
            return vec![Leaf { ground: Ground::Question(*id), silent }];
        }
        Condition::Met(id) => {
            return vec![Leaf { ground: Ground::Criterion(*id), silent: false }];
        }
        Condition::Not(inner) => return collect(a, inner, !told, ways),
        Condition::Any(parts) | Condition::All(parts) | Condition::AtLeast(_, parts) => parts,
    };
    let one_is_enough = match condition {
        Condition::Any(_) | Condition::AtLeast(1, _) => told == Truth::True,
        Condition::All(_) => told == Truth::False,
        _ => false,
    };
    let alike = parts.iter().filter(|part| truth(a, part) == told);
    let mut found: Vec<Vec<Leaf>> = alike.map(|part| collect(a, part, told, ways)).collect();
    if one_is_enough && ways == Ways::Shortest {
        found = shortest(found);
    }
    let mut all: Vec<Leaf> = Vec::new();
    for leaf in found.into_iter().flatten() {
        match all.iter_mut().find(|known| known.ground == leaf.ground) {
            Some(known) => known.silent &= leaf.silent,
            None => all.push(leaf),
        }
    }
    all
}

/// Of ways that are enough by themselves those that are told: each that is one ground, else the first of the shortest.
/// A way that nobody has said anything for is told where there is no other.
fn shortest(mut found: Vec<Vec<Leaf>>) -> Vec<Vec<Leaf>> {
    let said = |way: &Vec<Leaf>| way.iter().filter(|leaf| !leaf.silent).count();
    match found.iter().map(said).filter(|&said| said > 0).min() {
        None => {}
        Some(1) => found.retain(|way| said(way) == 1),
        Some(least) => {
            found.retain(|way| said(way) == least);
            found.truncate(1);
        }
    }
    found
}

/// Whether `leaf`, which asks for this question, would come out the same if nobody had answered it. Silence on a
/// question that is not optional is no answer.
fn is_silent(a: &Assessment, question: QuestionId, leaf: &Condition) -> bool {
    let silence = Fact { value: None, truth: Truth::False };
    a.policy.question(question).optional && truth_with(silence, leaf) == truth(a, leaf)
}

/// What a condition comes to by what is known.
fn truth(a: &Assessment, condition: &Condition) -> Truth {
    condition.truth(&|leaf| match (leaf, leaf.question()) {
        (Condition::Met(id), _) => a.outcome(*id).unwrap_or_default(),
        (_, Some(id)) => truth_with(a.fact(id), leaf),
        (_, None) => Truth::Unknown,
    })
}

/// What a condition on one question comes to with this fact.
fn truth_with(fact: Fact, leaf: &Condition) -> Truth {
    let holds = match leaf {
        Condition::Is(_, wanted) => fact.value == Some(*wanted),
        Condition::MoreThan(_, n) => {
            fact.value.is_some_and(|value| ForHotfix::MoreThan(*n).holds(value))
        }
        _ => fact.truth == Truth::True,
    };
    if fact.truth.is_known() { holds.into() } else { Truth::Unknown }
}

#[cfg(test)]
mod tests;
