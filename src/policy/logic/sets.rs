//! The smallest sets of answers that make a node hold, or not hold.
//!
//! From the questions up, each node gets its smallest sets; of many only the best few are kept. Where no question is
//! used twice, that loses nothing: parts are independent, and the smallest combinations are made of the smallest parts.

use super::compiled::{Compiled, FF, Node, State, TT};
use crate::policy::Value;

/// Questions with the answers they would have, by question.
pub(super) type Set = Vec<(usize, Value)>;

/// What a set may consist of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Answers that are not as they are now; what holds already costs nothing.
    Answers,
    /// Answers as they are now, each of which counts.
    Nothing,
}

/// How many more sets are kept than asked for where some may turn out to contradict themselves.
const SPARE: usize = 24;

/// The smallest sets with which `root` is as `wanted`, the smallest first: at most `limit`, or some more where questions
/// are used twice and the caller must check them.
pub(super) fn smallest(
    logic: &Compiled,
    states: &[State],
    root: usize,
    wanted: bool,
    change: Change,
    limit: usize,
) -> Vec<Set> {
    let keep = if logic.repeats() { limit.saturating_mul(3).max(SPARE) } else { limit };
    if keep == 0 {
        return Vec::new();
    }
    // Which nodes matter, and which way.
    let mut needed = vec![[false; 2]; root + 1];
    needed[root][usize::from(wanted)] = true;
    for index in (0..=root).rev() {
        for way in [false, true] {
            if !needed[index][usize::from(way)] {
                continue;
            }
            match &logic.nodes[index] {
                Node::AtLeast(_, children) => {
                    for &child in children {
                        needed[child][usize::from(way)] = true;
                    }
                }
                Node::Not(child) => needed[*child][usize::from(!way)] = true,
                Node::Atom { .. } => {}
            }
        }
    }
    let mut found: Vec<[Vec<Set>; 2]> = Vec::with_capacity(root + 1);
    for (node, needed) in logic.nodes.iter().zip(&needed) {
        let mut both = [Vec::new(), Vec::new()];
        for way in [false, true] {
            if !needed[usize::from(way)] {
                continue;
            }
            both[usize::from(way)] = match node {
                Node::AtLeast(least, children) => {
                    let count =
                        if way { *least } else { (children.len() + 1).saturating_sub(*least) };
                    let parts = children.iter().map(|&child| &found[child][usize::from(way)][..]);
                    some_of(count, parts, keep)
                }
                Node::Not(child) => found[*child][usize::from(!way)].clone(),
                &Node::Atom { question, test, free } => match (states[question], change) {
                    // No answer makes a difference.
                    (State::Free, _) if free == if way { TT } else { FF } => vec![Vec::new()],
                    (State::Known { speaks, value }, _) if test.holds_for(speaks, value) == way => {
                        match change {
                            Change::Answers => vec![Vec::new()],
                            Change::Nothing => vec![vec![(question, value.unwrap_or(Value::Text))]],
                        }
                    }
                    (State::Known { .. } | State::Free, Change::Answers) => {
                        let values = logic.values(question).iter();
                        let fitting = values.filter(|&&value| test.holds(value) == way);
                        // One will do where nothing else asks about the question.
                        let most = if logic.is_repeated(question) { usize::MAX } else { 1 };
                        fitting.take(most).map(|&value| vec![(question, value)]).collect()
                    }
                    _ => Vec::new(),
                },
            };
        }
        found.push(both);
    }
    found.pop().map(|[no, yes]| if wanted { yes } else { no }).unwrap_or_default()
}

/// The smallest sets that hold for `count` of the parts.
fn some_of<'a>(count: usize, parts: impl Iterator<Item = &'a [Set]>, keep: usize) -> Vec<Set> {
    // Parts that hold anyway cost nothing.
    let (free, costly): (Vec<_>, Vec<_>) = parts
        .filter(|sets| !sets.is_empty())
        .partition(|sets| sets.first().is_some_and(Vec::is_empty));
    let count = count.saturating_sub(free.len());
    if count > costly.len() {
        return Vec::new();
    }
    // best[n]: the smallest sets that hold for n of the parts seen so far.
    let mut best: Vec<Vec<Set>> = vec![Vec::new(); count + 1];
    best[0].push(Vec::new());
    for (seen, sets) in costly.iter().enumerate() {
        for n in (0..count.min(seen + 1)).rev() {
            let added: Vec<Set> = best[n]
                .iter()
                .flat_map(|one| sets.iter().filter_map(|other| union(one, other)))
                .collect();
            let into = &mut best[n + 1];
            for set in added {
                if !into.contains(&set) {
                    into.push(set);
                }
            }
            into.sort_by_key(Vec::len);
            into.truncate(keep);
        }
    }
    best.pop().unwrap_or_default()
}

/// Both sets together; nothing where they answer one question differently.
fn union(one: &Set, other: &Set) -> Option<Set> {
    let mut all = one.clone();
    for &(question, value) in other {
        match all.binary_search_by_key(&question, |&(q, _)| q) {
            Ok(at) if all[at].1 == value => {}
            Ok(_) => return None,
            Err(at) => all.insert(at, (question, value)),
        }
    }
    Some(all)
}
