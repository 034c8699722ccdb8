//! The smallest sets of answers that make a node hold, or not hold.
//!
//! From the questions up, each node gets its smallest sets; of many only the best few are kept. Where no question is
//! used twice, that loses nothing: parts are independent, and the smallest combinations are made of the smallest parts.

use super::compiled::{Compiled, MOST_ANSWERS, Node, State};
use super::possible::{FF, TT};
use crate::policy::Value;

/// Answers to questions: a bit for each value of each question, by question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Set(u128);

const _: () = assert!(MOST_ANSWERS <= 128, "a set has a bit for each answer");

impl Set {
    /// The set of one answer: the value at `index` among the question's values.
    fn one(logic: &Compiled, question: usize, index: usize) -> Self {
        Self(1u128.checked_shl((logic.first_bit(question) + index) as u32).unwrap_or(0))
    }

    /// How many answers.
    pub(super) fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether every answer of this set is in the other.
    pub(super) fn is_part_of(self, other: Self) -> bool {
        self.0 & other.0 == self.0
    }

    /// Each answer as a set of its own.
    pub(super) fn answers(self) -> impl Iterator<Item = Self> {
        (0..128).map(|bit| Self(1 << bit)).filter(move |one| one.is_part_of(self))
    }

    /// Without the answers of the other.
    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The same with another answer to one of its questions: the value at `index` among the question's values.
    pub(super) fn answering(self, logic: &Compiled, question: usize, index: usize) -> Self {
        let all = (0..logic.values(question).len()).map(|at| Self::one(logic, question, at));
        let others = all.fold(self, Self::without);
        Self(others.0 | Self::one(logic, question, index).0)
    }

    /// The questions with their answers, in order.
    pub(super) fn questions(self, logic: &Compiled) -> Vec<(usize, Value)> {
        let mut found = Vec::with_capacity(self.len() as usize);
        let mut rest = self.0;
        let mut question = 0;
        while rest != 0 {
            let bit = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            while logic.first_bit(question) + logic.values(question).len() <= bit {
                question += 1;
            }
            found.push((question, logic.values(question)[bit - logic.first_bit(question)]));
        }
        found
    }

    /// Both together; nothing where they answer one question differently.
    fn with(self, other: Self, logic: &Compiled) -> Option<Self> {
        let all = self.0 | other.0;
        let answers_of = |question: usize| {
            let count = logic.values(question).len() as u32;
            let mask = 1u128.checked_shl(count).map_or(u128::MAX, |bit| bit - 1);
            all.checked_shr(logic.first_bit(question) as u32).unwrap_or(0) & mask
        };
        let agree = logic.repeated().iter().all(|&question| answers_of(question).count_ones() < 2);
        agree.then_some(Self(all))
    }
}

/// What a set may consist of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Answers that are not as they are now; what holds already costs nothing.
    Answers,
    /// Answers as they are now, each of which counts.
    Nothing,
}

/// How many more sets are kept than asked for where some may turn out to contradict themselves.
const SPARE: usize = 16;

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
                    some_of(logic, count, parts, keep)
                }
                Node::Not(child) => found[*child][usize::from(!way)].clone(),
                &Node::Atom { question, test, free } => match (states[question], change) {
                    // No answer makes a difference.
                    (State::Free, _) if free == if way { TT } else { FF } => vec![Set::default()],
                    (State::Known { speaks, value }, _) if test.holds_for(speaks, value) == way => {
                        match change {
                            Change::Answers => vec![Set::default()],
                            Change::Nothing => vec![Set::one(logic, question, 0)],
                        }
                    }
                    (State::Known { .. } | State::Free, Change::Answers) => {
                        let values = logic.values(question).iter().enumerate();
                        let fitting = values.filter(|&(_, &value)| test.holds(value) == way);
                        // One will do where nothing else asks about the question.
                        let most = if logic.is_repeated(question) { usize::MAX } else { 1 };
                        fitting.take(most).map(|(at, _)| Set::one(logic, question, at)).collect()
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
fn some_of<'a>(
    logic: &Compiled,
    count: usize,
    parts: impl Iterator<Item = &'a [Set]> + Clone,
    keep: usize,
) -> Vec<Set> {
    // Parts that hold anyway cost nothing.
    let is_free = |sets: &[Set]| sets.first().is_some_and(|set| set.len() == 0);
    let count = count.saturating_sub(parts.clone().filter(|sets| is_free(sets)).count());
    let costly = parts.filter(|sets| !sets.is_empty() && !is_free(sets));
    if count > costly.clone().count() {
        return Vec::new();
    }
    // best[n]: the smallest sets that hold for n of the parts seen so far.
    let mut best: Vec<Vec<Set>> = vec![Vec::new(); count + 1];
    best[0].push(Set::default());
    for (seen, sets) in costly.enumerate() {
        for n in (0..count.min(seen + 1)).rev() {
            let (fewer, more) = best.split_at_mut(n + 1);
            let into = &mut more[0];
            for one in &fewer[n] {
                for set in sets.iter().filter_map(|&other| one.with(other, logic)) {
                    // Kept in order, the first found first among equals, and no more than asked for.
                    let at = into.partition_point(|kept| kept.len() <= set.len());
                    if at < keep && !into[..at].contains(&set) {
                        into.truncate(keep - 1);
                        into.insert(at, set);
                    }
                }
            }
        }
    }
    best.pop().unwrap_or_default()
}
