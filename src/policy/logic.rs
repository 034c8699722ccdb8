//! Kleene's three-valued logic over answers: outcomes, what decides, what would flip the verdict.
//!
//! Everything here is exact: where all answers that are still possible agree, the outcome is told, however often a
//! condition uses a question. Only a policy whose conditions repeat so many unknown questions that trying all of them
//! would take too long is judged more carefully than it need be: an outcome may then stay open though it is settled,
//! and a question may be called decisive though it is moot, never the reverse.

mod compiled;
mod possible;
mod sets;
mod settled;
mod values;

use super::{CriterionId, Policy, QuestionId, Truth, Value, Verdict};
use crate::order;
use compiled::State;
pub use compiled::{Compiled, MOST_ANSWERS};
use possible::{FF, FT, TF, TT};
use sets::Set;
pub(crate) use settled::settled;
use std::borrow::Cow;

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
    let logic = &policy.logic;
    let mut states = logic.states(facts);
    let roots = || logic.criteria.iter().flatten().chain([&logic.verdict]);
    let mut seen = Vec::new();
    // Most often one look at what is known tells everything that trying values could tell.
    logic.for_each(&mut states, &[], &mut seen, |_| true);
    let settled = !logic.repeats() || roots().all(|&root| seen[root] != TT | FF);
    if !settled {
        seen.fill(0);
        let tried = logic.tried(&states, 1);
        logic.for_each(&mut states, &tried, &mut Vec::new(), |nodes| {
            for &root in roots() {
                seen[root] |= nodes[root];
            }
            !roots().all(|&root| seen[root] == TT | FF)
        });
    }
    Evaluation {
        outcomes: logic.criteria.iter().map(|root| root.map(|root| truth(seen[root]))).collect(),
        verdict: truth(seen[logic.verdict]).into(),
    }
}

/// For each question whether its answer can still change the verdict: it is unknown, and there are answers to the
/// other unknown questions with which it makes the difference.
pub fn decisive(policy: &Policy, facts: &[Fact]) -> Vec<bool> {
    let logic = &policy.logic;
    let mut states = logic.states(facts);
    let mut decisive = vec![false; policy.questions.len()];
    if verdict(logic, &mut states).is_known() {
        return decisive;
    }
    let unknown: Vec<usize> = (0..states.len())
        .filter(|&q| logic.is_used(q) && matches!(states[q], State::Free))
        .collect();
    let tried = logic.tried(&states, unknown.len());
    let mut nodes = Vec::new();
    for &question in &unknown {
        let others: Cow<'_, [usize]> = if tried.contains(&question) {
            tried.iter().copied().filter(|&q| q != question).collect()
        } else {
            Cow::Borrowed(&tried)
        };
        // If no two neighbours in a row of values differ, no two values do.
        for pair in logic.values(question).windows(2) {
            states[question] = State::Either(pair[0], pair[1]);
            logic.for_each(&mut states, &others, &mut nodes, |nodes| {
                decisive[question] |= nodes[logic.verdict] & (TF | FT) != 0;
                !decisive[question]
            });
            if decisive[question] {
                break;
            }
        }
        states[question] = State::Free;
    }
    decisive
}

/// A smallest set of answers that leads to another verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flip {
    /// Where it leads.
    pub to: Verdict,
    /// Which questions, and what is to be answered; whatever is chosen of the values of each, it leads there, and
    /// takes all of them.
    pub answers: Vec<Wanted>,
}

/// The answers to one question that do their part in a flip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The question.
    pub question: QuestionId,
    /// One value for each way the conditions on the question come out with them.
    pub values: Vec<Value>,
    /// All of them, in order: from the first to the last of a row of counts, else one value.
    pub spans: Vec<(Value, Value)>,
}

/// The smallest sets of answers that would change the verdict, the fewest answers first, and of as many those first
/// that are made of open questions; none of them contains another. At most `limit` for each verdict they lead to.
///
/// An unknown answer is settled either way, a known one is turned; everything else stays as it is, and the verdict
/// follows whatever the questions still open turn out to be. An undecided verdict flips to hotfix and to defer, the
/// others to each other.
pub fn flips(policy: &Policy, facts: &[Fact], limit: usize) -> Vec<Flip> {
    let logic = &policy.logic;
    let mut states = logic.states(facts);
    let targets: &[Verdict] = match Verdict::from(verdict(logic, &mut states)) {
        Verdict::Undecided => &[Verdict::Hotfix, Verdict::Defer],
        Verdict::Hotfix => &[Verdict::Defer],
        Verdict::Defer => &[Verdict::Hotfix],
    };
    let mut flips = Vec::new();
    for &to in targets {
        let wanted = to == Verdict::Hotfix;
        let sets =
            sets::smallest(logic, &states, logic.verdict, wanted, sets::Change::Answers, limit);
        let mut found: Vec<Answers> = Vec::new();
        for set in checked(logic, &mut states, wanted, sets) {
            if found.len() < limit && !found.iter().any(|all| contains(all, set, logic)) {
                found.push(grown(logic, &mut states, wanted, set));
            }
        }
        let turned = |all: &Answers| all.iter().filter(|(q, _)| states[*q] != State::Free).count();
        order::by_key(&mut found, |all| (all.len(), turned(all)));
        let answers = |(q, values): (usize, Vec<Value>)| Wanted {
            question: id(q),
            spans: logic.spans(q, &values),
            values,
        };
        flips.extend(
            found
                .into_iter()
                .map(|all| Flip { to, answers: all.into_iter().map(answers).collect() }),
        );
    }
    flips
}

/// How many values conditions tell apart for a question.
pub fn told_apart(policy: &Policy, question: QuestionId) -> usize {
    policy.logic.values(usize::from(question.0)).len()
}

/// Questions with the values that each may have.
type Answers = Vec<(usize, Vec<Value>)>;

/// Whether the set is one of those that `all` stands for.
fn contains(all: &Answers, set: Set, logic: &Compiled) -> bool {
    let set = set.questions(logic);
    let fits = |((q, values), (question, value)): (&(usize, Vec<Value>), &(usize, Value))| {
        q == question && values.contains(value)
    };
    all.len() == set.len() && all.iter().zip(&set).all(fits)
}

/// How many sets one that is grown may stand for.
const GROWN: usize = 32;

/// The set with all other values of its questions that do as well, whichever of each is taken.
fn grown(logic: &Compiled, states: &mut [State], wanted: bool, set: Set) -> Answers {
    let mut points = vec![set];
    let mut answers = Answers::new();
    for (question, first) in set.questions(logic) {
        let mut values = vec![first];
        let all = logic.values(question);
        // Of two values the other is what is turned from, or would leave nothing to ask for.
        let others = all.iter().enumerate().filter(|&(_, &value)| all.len() > 2 && value != first);
        let mut more = Vec::new();
        for (index, &value) in others {
            let same: Vec<Set> =
                points.iter().map(|point| point.answering(logic, question, index)).collect();
            let fits = points.len() + more.len() + same.len() <= GROWN
                && same.iter().all(|&p| smallest_part(logic, states, wanted, p) == Some(p));
            if fits {
                values.push(value);
                more.extend(same);
            }
        }
        points.extend(more);
        answers.push((question, values));
    }
    answers
}

/// Where conditions use questions more than once, a set may be larger than it need be, or contradict itself: each is
/// tried, the smallest part of it that will do is kept, unless it contains another.
fn checked(logic: &Compiled, states: &mut [State], wanted: bool, sets: Vec<Set>) -> Vec<Set> {
    if !logic.repeats() {
        return sets;
    }
    let mut kept: Vec<Set> =
        sets.iter().filter_map(|&set| smallest_part(logic, states, wanted, set)).collect();
    order::by_key(&mut kept, |set| set.len());
    let mut minimal: Vec<Set> = Vec::new();
    for set in kept {
        if !minimal.iter().any(|other| other.is_part_of(set)) {
            minimal.push(set);
        }
    }
    minimal
}

/// How many answers a set may have for all its parts to be tried.
const ALL_PARTS: u32 = 6;

/// A part of `set` that makes the verdict as `wanted`, and of which no part does.
fn smallest_part(logic: &Compiled, states: &mut [State], wanted: bool, set: Set) -> Option<Set> {
    if !leads(logic, states, wanted, set) {
        return None;
    }
    // Answers that are turned may undo each other, so that leaving out one is worse than leaving out two.
    let turns = set.questions(logic).iter().any(|&(q, _)| states[q] != State::Free);
    if turns && set.len() <= ALL_PARTS {
        let answers: Vec<Set> = set.answers().collect();
        let chosen = |part: &u32| {
            let left_out = answers.iter().enumerate().filter(|(at, _)| part & (1 << at) == 0);
            left_out.fold(set, |set, (_, &answer)| set.without(answer))
        };
        let mut parts: Vec<u32> = (0..1 << answers.len()).collect();
        order::by_key(&mut parts, |part| part.count_ones());
        return parts.iter().map(chosen).find(|&part| leads(logic, states, wanted, part));
    }
    let answers: Vec<Set> = set.answers().collect();
    Some(answers.into_iter().rev().fold(set, |set, answer| {
        let fewer = set.without(answer);
        if leads(logic, states, wanted, fewer) { fewer } else { set }
    }))
}

/// Whether the verdict is as `wanted` with these answers.
fn leads(logic: &Compiled, states: &mut [State], wanted: bool, set: Set) -> bool {
    let answers = set.questions(logic);
    let before: Vec<State> = answers.iter().map(|&(q, _)| states[q]).collect();
    for &(q, value) in &answers {
        states[q] = State::Is(value);
    }
    let found = verdict(logic, states);
    for (&(q, _), before) in answers.iter().zip(before) {
        states[q] = before;
    }
    found == Truth::from(wanted)
}

/// What a reason is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Why the verdict is what it is.
    Verdict,
    /// Why a criterion is met or is not.
    Criterion(CriterionId),
}

/// The answers that decide an outcome: a smallest set of known answers from which it follows whatever the others are.
///
/// Empty while the outcome is open, and for a criterion without a condition.
pub fn because(policy: &Policy, facts: &[Fact], outcome: Outcome) -> Vec<QuestionId> {
    let logic = &policy.logic;
    let root = match outcome {
        Outcome::Verdict => Some(logic.verdict),
        Outcome::Criterion(id) => logic.criteria.get(usize::from(id.0)).copied().flatten(),
    };
    let Some(root) = root else { return Vec::new() };
    let mut states = logic.states(facts);
    let told = outcome_of(logic, &mut states, root);
    if !told.is_known() {
        return Vec::new();
    }
    let wanted = told == Truth::True;
    let found = sets::smallest(logic, &states, root, wanted, sets::Change::Nothing, 1);
    let mut reason: Vec<usize> = match found.into_iter().next() {
        Some(set) => set.questions(logic).into_iter().map(|(q, _)| q).collect(),
        // It follows from how the conditions hang together and from no single path through them: all that is known.
        None => (0..states.len()).filter(|&q| logic.is_used(q)).collect(),
    };
    reason.retain(|&q| matches!(states[q], State::Known { .. }));
    if logic.repeats() {
        let mut open: Vec<State> = vec![State::Free; states.len()];
        for &q in &reason {
            open[q] = states[q];
        }
        for at in (0..reason.len()).rev() {
            let q = reason[at];
            open[q] = State::Free;
            if outcome_of(logic, &mut open, root) == told {
                reason.remove(at);
            } else {
                open[q] = states[q];
            }
        }
    }
    reason.into_iter().map(id).collect()
}

/// The contradictions that hold, as indices into [`Policy::contradictions`]: over the values as they are written,
/// whether or not they can be relied upon, and whatever the answers that are not told.
pub fn contradictions(policy: &Policy, facts: &[Fact]) -> Vec<usize> {
    let logic = &policy.logic;
    let states: Vec<State> = facts
        .iter()
        .map(|fact| fact.value.map_or(State::Free, State::Is))
        .chain(std::iter::repeat(State::Free))
        .take(policy.questions.len())
        .collect();
    let holds = logic.contradictory(&states).enumerate();
    holds.filter(|&(_, holds)| holds).map(|(index, _)| index).collect()
}

/// Where a verdict leans that is undecided: to the side whose condition holds, by what is known.
pub fn lean(policy: &Policy, facts: &[Fact]) -> Option<Verdict> {
    let logic = &policy.logic;
    match logic.leans(&logic.states(facts)) {
        [true, false] => Some(Verdict::Hotfix),
        [false, true] => Some(Verdict::Defer),
        // A policy that says both says nothing.
        _ => None,
    }
}

fn verdict(logic: &Compiled, states: &mut [State]) -> Truth {
    outcome_of(logic, states, logic.verdict)
}

fn outcome_of(logic: &Compiled, states: &mut [State], root: usize) -> Truth {
    let mut nodes = Vec::new();
    let mut set = 0;
    logic.for_each(states, &[], &mut nodes, |nodes| {
        set = nodes[root];
        true
    });
    if logic.repeats() && set == TT | FF {
        let tried = logic.tried(states, 1);
        set = 0;
        logic.for_each(states, &tried, &mut nodes, |nodes| {
            set |= nodes[root];
            set != TT | FF
        });
    }
    truth(set)
}

fn truth(set: u8) -> Truth {
    match set {
        TT => Truth::True,
        FF => Truth::False,
        _ => Truth::Unknown,
    }
}

fn id(question: usize) -> QuestionId {
    QuestionId(question as u16)
}

#[cfg(test)]
mod tests;
