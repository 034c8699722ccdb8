//! Why a criterion or a verdict is what it is: the answers and criteria that make it so.

use crate::assess::Assessment;
use crate::policy::{Condition, CriterionId, Policy, QuestionId, Truth, Value, Verdict};

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
    match &assessment.policy.criterion(id).met_when {
        Some(condition) => grounds(assessment, condition),
        None => Vec::new(),
    }
}

/// What decides the verdict; where it is undecided, what is open.
pub fn verdict(assessment: &Assessment) -> Vec<Ground> {
    grounds(assessment, &assessment.policy.hotfix_when)
}

/// A ground as people read it: `common-input is edge-case`, `average-user`, `majority`.
pub fn describe(assessment: &Assessment, ground: Ground) -> String {
    let policy = &assessment.policy;
    match ground {
        Ground::Criterion(id) => criterion_name(policy, id).to_owned(),
        Ground::Question(id) => {
            let name = &policy.question(id).id;
            match assessment.fact(id) {
                fact if !fact.truth.is_known() => name.clone(),
                fact => match fact.value {
                    Some(Value::Text) | None => name.clone(),
                    Some(value) => format!("{name} is {}", policy.value_name(id, value)),
                },
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
    match (policy.criterion(id).id == "no-workaround", outcome) {
        (false, Truth::True) => "met",
        (false, Truth::False) => "not met",
        (false, Truth::Unknown) => "undecided",
        (true, Truth::True) => "shown",
        (true, Truth::False) => "refuted",
        (true, Truth::Unknown) => "open",
    }
}

/// The verdict's derivation in one clause.
pub fn sentence(assessment: &Assessment) -> String {
    let policy = &assessment.policy;
    let decisive = |id: &QuestionId| assessment.decisive.get(usize::from(id.0)) == Some(&true);
    let open: Vec<String> =
        policy.question_ids().filter(decisive).map(|id| policy.question(id).id.clone()).collect();
    if assessment.verdict == Verdict::Undecided && !open.is_empty() {
        return match open.as_slice() {
            [one] => format!("{one} decides"),
            all if all.len() <= 3 => format!("{} decide", listed(all)),
            all => format!("{} open answers can decide", all.len()),
        };
    }
    let grounds = verdict(assessment);
    // Where a criterion decides, questions that were never claimed beside it explain nothing; where a question outweighs
    // the criteria, they do not matter.
    let is_question = |ground: &&Ground| matches!(ground, Ground::Question(_));
    let outweighed =
        assessment.verdict == Verdict::Hotfix && grounds.iter().any(|g| is_question(&g));
    let kept = |ground: &&Ground| is_question(ground) == outweighed;
    if assessment.verdict == Verdict::Undecided {
        let names: Vec<String> =
            grounds.iter().filter(kept).map(|&ground| describe(assessment, ground)).collect();
        let verb = if names.len() == 1 { "is" } else { "are" };
        return if names.is_empty() {
            names.concat()
        } else {
            format!("{} {verb} open", listed(&names))
        };
    }
    let mut words: Vec<String> =
        grounds.iter().filter(kept).map(|&ground| clause(assessment, ground)).collect();
    if words.is_empty() {
        words = grounds.iter().map(|&ground| clause(assessment, ground)).collect();
    }
    listed(&words)
}

/// `majority is not met`, `critical-exposure is yes`.
fn clause(assessment: &Assessment, ground: Ground) -> String {
    let name = describe(assessment, ground);
    match ground {
        Ground::Criterion(id) => {
            let outcome = assessment.outcome(id).unwrap_or_default();
            format!("{name} is {}", outcome_name(&assessment.policy, id, outcome))
        }
        Ground::Question(_) => name,
    }
}

/// `a`, `a and b`, `a, b and c`.
pub fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

fn grounds(assessment: &Assessment, condition: &Condition) -> Vec<Ground> {
    let mut found = Vec::new();
    collect(assessment, condition, truth(assessment, condition), &mut found);
    found
}

/// The leaves that give `condition` its truth.
fn collect(a: &Assessment, condition: &Condition, wanted: Truth, out: &mut Vec<Ground>) {
    let mut leaf = |ground| {
        if !out.contains(&ground) {
            out.push(ground);
        }
    };
    match condition {
        Condition::Is(id, _) | Condition::MoreThan(id, _) | Condition::Speaks(id) => {
            leaf(Ground::Question(*id));
        }
        Condition::Met(id) => leaf(Ground::Criterion(*id)),
        Condition::Not(inner) => collect(a, inner, not(wanted), out),
        Condition::Any(all) | Condition::All(all) | Condition::AtLeast(_, all) => {
            for one in all {
                if truth(a, one) == wanted {
                    collect(a, one, wanted, out);
                }
            }
        }
    }
}

/// Kleene's logic over what is known.
fn truth(a: &Assessment, condition: &Condition) -> Truth {
    let fact = |id: QuestionId| a.facts.get(usize::from(id.0)).copied().unwrap_or_default();
    let known =
        |id: QuestionId, holds: &dyn Fn(Value) -> bool| match (fact(id).truth, fact(id).value) {
            (Truth::Unknown, _) => Truth::Unknown,
            (_, Some(value)) => Truth::from(holds(value)),
            (_, None) => Truth::False,
        };
    match condition {
        Condition::Speaks(id) => fact(*id).truth,
        Condition::Is(id, wanted) => known(*id, &|value| value == *wanted),
        Condition::MoreThan(id, n) => {
            known(*id, &|value| matches!(value, Value::Count(c) if c > *n))
        }
        Condition::Met(id) => {
            a.outcomes.get(usize::from(id.0)).copied().flatten().unwrap_or_default()
        }
        Condition::Not(inner) => not(truth(a, inner)),
        Condition::Any(all) => at_least(a, 1, all),
        Condition::All(all) => at_least(a, all.len(), all),
        Condition::AtLeast(n, all) => at_least(a, *n, all),
    }
}

fn at_least(a: &Assessment, n: usize, all: &[Condition]) -> Truth {
    let count = |wanted| all.iter().filter(|one| truth(a, one) == wanted).count();
    let (yes, open) = (count(Truth::True), count(Truth::Unknown));
    if yes >= n {
        Truth::True
    } else if yes + open < n {
        Truth::False
    } else {
        Truth::Unknown
    }
}

const fn not(truth: Truth) -> Truth {
    match truth {
        Truth::True => Truth::False,
        Truth::False => Truth::True,
        Truth::Unknown => Truth::Unknown,
    }
}
