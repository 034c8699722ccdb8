//! Conditions that nothing can change: they hold whatever is answered, or never do.

use super::compiled::{Compiled, Node};
use super::possible::{FF, TT};
use crate::policy::{Condition, Criterion, Policy};

/// The parts of a policy's conditions that are settled before anything is answered, and whether they hold: counted
/// over the conditions of the criteria, of the contradictions, of the leans and of the verdict, each part before what is
/// inside it. Of parts within each other the innermost, which is the cause.
///
/// Exact but for conditions that repeat more questions than can be tried: those may be settled untold.
pub(crate) fn settled(policy: &Policy) -> Vec<(usize, bool)> {
    let logic = Compiled::new(&all_as_criteria(policy));
    let mut states = logic.states(&[]);
    let tried = logic.tried(&states, 1);
    let mut seen = Vec::new();
    logic.for_each(&mut states, &tried, &mut Vec::new(), |nodes| {
        seen.resize(nodes.len(), 0);
        let mut all_open = true;
        for (seen, node) in seen.iter_mut().zip(nodes) {
            *seen |= node;
            all_open &= *seen == TT | FF;
        }
        !all_open
    });
    let is_settled = |node: usize| seen.get(node).is_some_and(|&set| set != TT | FF);
    let is_cause = |node: usize| match &logic.nodes[node] {
        Node::AtLeast(_, inside) => !inside.iter().any(|&node| is_settled(node)),
        Node::Not(inside) => !is_settled(*inside),
        Node::Atom { .. } => true,
    };
    let causes = (0..seen.len()).filter(|&node| is_settled(node) && is_cause(node));
    causes.map(|node| (logic.parts[node], seen[node] == TT)).collect()
}

/// Contradictions and leans as criteria, so that their conditions are looked at like all others.
fn all_as_criteria(policy: &Policy) -> Policy {
    let mut all = policy.clone();
    let criterion = |condition: Condition| Criterion {
        id: String::new(),
        title: String::new(),
        aliases: Vec::new(),
        why: String::new(),
        met_when: Some(condition),
        questions: Vec::new(),
    };
    let contradictions = std::mem::take(&mut all.contradictions).into_iter().map(|one| one.when);
    let lean = std::mem::take(&mut all.lean_when);
    let others = contradictions.chain(lean.hotfix).chain(lean.defer);
    all.criteria.extend(others.map(criterion));
    all
}
