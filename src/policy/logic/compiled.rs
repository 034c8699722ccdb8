//! Conditions as a list of nodes, each after the ones it uses, so that one pass over the list evaluates a policy.
//!
//! A node's value is a set of what it may turn out to be, as bits. Where two answers to one question are compared, its
//! elements are pairs: what the node is with the one and with the other. Such a set is exact as long as no two parts of
//! a condition depend on the same unknown question; questions used more than once are therefore tried value by value.

use super::Fact;
use super::possible::{FF, FT, TF, TT, at_least, both, turned};
use super::values::Values;
use crate::order;
use crate::policy::{Condition, Criterion, ForHotfix, Policy, Truth, Value};

/// What one question is taken to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// As the document answers it.
    Known {
        /// Whether it speaks for a hotfix.
        speaks: bool,
        /// The value, where one is told.
        value: Option<Value>,
    },
    /// This value.
    Is(Value),
    /// The one or the other, compared.
    Either(Value, Value),
    /// Anything.
    Free,
}

/// What a condition asks of one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Test {
    Speaks(Option<ForHotfix>),
    Is(Value),
    MoreThan(u32),
}

impl Test {
    pub(super) fn holds(self, value: Value) -> bool {
        match self {
            Self::Speaks(for_hotfix) => for_hotfix.is_some_and(|wanted| wanted.holds(value)),
            Self::Is(wanted) => wanted == value,
            Self::MoreThan(least) => ForHotfix::MoreThan(least).holds(value),
        }
    }

    /// Whether it holds for what is known.
    pub(super) fn holds_for(self, speaks: bool, value: Option<Value>) -> bool {
        match self {
            Self::Speaks(_) => speaks,
            _ => value.is_some_and(|value| self.holds(value)),
        }
    }
}

#[derive(Clone, Debug)]
pub(super) enum Node {
    /// At least so many of these nodes: all of them is `all`, one is `any`.
    AtLeast(usize, Vec<usize>),
    Not(usize),
    Atom {
        question: usize,
        test: Test,
        /// What it may be while nothing is known of the question.
        free: u8,
    },
}

/// The conditions of a policy, ready to evaluate. Made once, when the policy is loaded.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    pub(super) nodes: Vec<Node>,
    /// The node of each criterion's condition.
    pub(super) criteria: Vec<Option<usize>>,
    /// The node of the verdict.
    pub(super) verdict: usize,
    /// The node of each contradiction; they stand behind those of criteria and verdict.
    pub(super) contradictions: Vec<usize>,
    /// The nodes of the leans to a hotfix and to waiting; they stand last.
    leans: [Option<usize>; 2],
    /// How many nodes belong to criteria and verdict.
    judged: usize,
    /// For each node which part of the policy's conditions it was made of: counted from the first criterion's
    /// condition to the verdict's, each part before what is inside it.
    pub(super) parts: Vec<usize>,
    questions: Vec<Asked>,
    /// Questions that some condition uses more than once, the most used first.
    repeated: Vec<usize>,
}

/// What conditions ask of one question.
#[derive(Clone, Debug, Default)]
struct Asked {
    for_hotfix: Option<ForHotfix>,
    tests: Vec<Test>,
    values: Values,
    /// How many values the questions before it have.
    first_bit: usize,
}

/// How far the conditions have become nodes.
struct Begun {
    /// The first part of each criterion's condition, until that is begun.
    criteria: Vec<Option<usize>>,
    /// The part that comes next.
    next: usize,
}

impl Begun {
    fn new(policy: &Policy) -> Self {
        let mut next = 0;
        let mut begin = |criterion: &Criterion| {
            let first = next;
            next += criterion.met_when.as_ref().map_or(0, parts);
            Some(first)
        };
        Self { criteria: policy.criteria.iter().map(&mut begin).collect(), next }
    }
}

/// How many parts a condition has, itself counted.
fn parts(condition: &Condition) -> usize {
    1 + condition.parts().iter().map(parts).sum::<usize>()
}

/// How many different answers, over all questions, the conditions of a policy may tell apart: 64 yes-no questions.
pub const MOST_ANSWERS: usize = 128;

/// How many nodes may be looked at for one result; a few milliseconds.
const BUDGET: usize = 1 << 21;

impl Compiled {
    /// Compiles the conditions of a policy.
    pub fn new(policy: &Policy) -> Self {
        let mut compiled = Self {
            criteria: vec![None; policy.criteria.len()],
            questions: policy
                .questions
                .iter()
                .map(|question| Asked { for_hotfix: question.for_hotfix, ..Asked::default() })
                .collect(),
            ..Self::default()
        };
        let mut begun = Begun::new(policy);
        for index in 0..policy.criteria.len() {
            compiled.add_criterion(policy, index, &mut begun);
        }
        compiled.verdict = compiled.add(policy, &policy.hotfix_when, &mut begun);
        compiled.judged = compiled.nodes.len();
        let mut bit = 0;
        for (asked, question) in compiled.questions.iter_mut().zip(&policy.questions) {
            asked.values = Values::new(&question.kind, question.for_hotfix, &asked.tests);
            asked.first_bit = bit;
            bit += asked.values.told_apart.len();
        }
        for node in &mut compiled.nodes {
            if let Node::Atom { question, test, free } = node {
                let values = &compiled.questions[*question].values.told_apart;
                *free = values.iter().fold(0, |set, &v| set | both(test.holds(v)));
            }
        }
        compiled.repeated = compiled.find_repeated();
        for contradiction in &policy.contradictions {
            let root = compiled.add(policy, &contradiction.when, &mut begun);
            compiled.contradictions.push(root);
        }
        let lean = &policy.lean_when;
        compiled.leans = [&lean.hotfix, &lean.defer].map(|condition| {
            condition.as_ref().map(|condition| compiled.add(policy, condition, &mut begun))
        });
        compiled
    }

    fn add_criterion(&mut self, policy: &Policy, index: usize, begun: &mut Begun) {
        if let Some(condition) = &policy.criteria[index].met_when
            && let Some(first) = begun.criteria[index].take()
        {
            let next = std::mem::replace(&mut begun.next, first);
            self.criteria[index] = Some(self.add(policy, condition, begun));
            begun.next = next;
        }
    }

    fn add(&mut self, policy: &Policy, condition: &Condition, begun: &mut Begun) -> usize {
        let part = begun.next;
        begun.next += 1;
        let node = match condition {
            Condition::Any(parts) => Node::AtLeast(1, self.add_all(policy, parts, begun)),
            Condition::All(parts) => Node::AtLeast(parts.len(), self.add_all(policy, parts, begun)),
            Condition::AtLeast(least, parts) => {
                Node::AtLeast(*least, self.add_all(policy, parts, begun))
            }
            Condition::Not(part) => Node::Not(self.add(policy, part, begun)),
            Condition::Is(id, value) => self.atom(usize::from(id.0), Test::Is(*value)),
            Condition::MoreThan(id, count) => self.atom(usize::from(id.0), Test::MoreThan(*count)),
            Condition::Speaks(id) => {
                let question = usize::from(id.0);
                self.atom(question, Test::Speaks(self.questions[question].for_hotfix))
            }
            Condition::Met(id) => {
                let index = usize::from(id.0);
                self.add_criterion(policy, index, begun);
                // A criterion without a condition is never met; loading refuses one, and circles, in a condition.
                match self.criteria[index] {
                    Some(node) => return node,
                    None => Node::AtLeast(1, Vec::new()),
                }
            }
        };
        self.nodes.push(node);
        self.parts.push(part);
        self.nodes.len() - 1
    }

    fn add_all(&mut self, policy: &Policy, parts: &[Condition], begun: &mut Begun) -> Vec<usize> {
        parts.iter().map(|part| self.add(policy, part, begun)).collect()
    }

    fn atom(&mut self, question: usize, test: Test) -> Node {
        let tests = &mut self.questions[question].tests;
        if !tests.contains(&test) {
            tests.push(test);
        }
        Node::Atom { question, test, free: TT | FF }
    }

    /// The questions to which more than one path leads from the verdict or from one criterion, the most used first.
    fn find_repeated(&self) -> Vec<usize> {
        let mut uses = vec![0usize; self.questions.len()];
        let roots = self.criteria.iter().flatten().copied().chain([self.verdict]);
        for root in roots {
            let mut paths = vec![0usize; self.judged];
            paths[root] = 1;
            let mut from_root = vec![0usize; self.questions.len()];
            for index in (0..=root).rev() {
                let count = paths[index];
                match &self.nodes[index] {
                    Node::AtLeast(_, children) => {
                        for &child in children {
                            paths[child] = paths[child].saturating_add(count);
                        }
                    }
                    Node::Not(child) => paths[*child] = paths[*child].saturating_add(count),
                    Node::Atom { question, .. } => {
                        from_root[*question] = from_root[*question].saturating_add(count);
                    }
                }
            }
            for (most, count) in uses.iter_mut().zip(from_root) {
                *most = count.max(*most);
            }
        }
        let mut repeated: Vec<usize> =
            (0..uses.len()).filter(|&q| uses[q] > 1 && self.values(q).len() > 1).collect();
        order::by_key(&mut repeated, |&q| std::cmp::Reverse(uses[q]));
        repeated
    }

    /// Whether any question is used more than once.
    pub(super) fn repeats(&self) -> bool {
        !self.repeated.is_empty()
    }

    /// Whether a question is used more than once.
    pub(super) fn is_repeated(&self, question: usize) -> bool {
        self.repeated.contains(&question)
    }

    /// The questions that are used more than once.
    pub(super) fn repeated(&self) -> &[usize] {
        &self.repeated
    }

    /// How many different answers, over all questions, the conditions tell apart; at most [`MOST_ANSWERS`].
    pub fn answers(&self) -> usize {
        self.questions.iter().map(|asked| asked.values.told_apart.len()).sum()
    }

    /// The bit of a question's first value in a [`super::sets::Set`].
    pub(super) fn first_bit(&self, question: usize) -> usize {
        self.questions[question].first_bit
    }

    /// Whether a condition uses the question, and its answer makes a difference there.
    pub(super) fn is_used(&self, question: usize) -> bool {
        self.values(question).len() > 1
    }

    /// One value for each way the conditions on the question can come out.
    pub(super) fn values(&self, question: usize) -> &[Value] {
        &self.questions[question].values.told_apart
    }

    /// All values that the conditions do not tell from one of these, each from the first to the last of a row of counts.
    pub(super) fn spans(&self, question: usize, values: &[Value]) -> Vec<(Value, Value)> {
        self.questions[question].values.spans(values)
    }

    /// The counts above which the conditions on the question come out differently than up to them.
    pub fn limits(&self, question: usize) -> impl Iterator<Item = u32> + '_ {
        self.questions[question].values.limits()
    }

    /// What the facts say of each question; of one without a fact nothing is known.
    pub(super) fn states(&self, facts: &[Fact]) -> Vec<State> {
        let state = |fact: &Fact| match fact.truth {
            Truth::Unknown => State::Free,
            truth => State::Known { speaks: truth == Truth::True, value: fact.value },
        };
        let known = facts.iter().map(state).chain(std::iter::repeat(State::Free));
        known.take(self.questions.len()).collect()
    }

    /// The questions to try value by value: unknown and used more than once, as many as can be afforded when that is
    /// done `times`.
    pub(super) fn tried(&self, states: &[State], times: usize) -> Vec<usize> {
        let mut passes = BUDGET / (self.nodes.len() * times).max(1);
        let mut tried = Vec::new();
        for &question in &self.repeated {
            if states[question] == State::Free {
                passes /= self.values(question).len();
                if passes == 0 {
                    break;
                }
                tried.push(question);
            }
        }
        tried
    }

    /// Evaluates all nodes for each combination of values of the questions in `tried`, until `see` returns false.
    /// The states are then as before.
    pub(super) fn for_each(
        &self,
        states: &mut [State],
        tried: &[usize],
        nodes: &mut Vec<u8>,
        mut see: impl FnMut(&[u8]) -> bool,
    ) {
        nodes.resize(self.judged, 0);
        let count = tried.iter().map(|&question| self.values(question).len()).product::<usize>();
        // The first and the last combination differ in everything, and most often settle the matter.
        let order =
            std::iter::once(0).chain((count > 1).then(|| count - 1)).chain(1..count.max(2) - 1);
        for combination in order {
            let mut rest = combination;
            for &question in tried {
                let values = self.values(question);
                states[question] = State::Is(values[rest % values.len()]);
                rest /= values.len();
            }
            self.pass(states, nodes);
            if !see(nodes) {
                break;
            }
        }
        for &question in tried {
            states[question] = State::Free;
        }
    }

    /// Whether each contradiction holds.
    pub(super) fn contradictory(&self, states: &[State]) -> impl Iterator<Item = bool> + use<'_> {
        let mut nodes = vec![0; self.nodes.len()];
        self.pass(states, &mut nodes);
        self.contradictions.iter().map(move |&root| nodes[root] == TT)
    }

    /// Whether each lean holds; nothing where the policy has none.
    pub(super) fn leans(&self, states: &[State]) -> [bool; 2] {
        if self.leans == [None, None] {
            return [false, false];
        }
        let mut nodes = vec![0; self.nodes.len()];
        self.pass(states, &mut nodes);
        self.leans.map(|root| root.is_some_and(|root| nodes[root] == TT))
    }

    /// Evaluates as many nodes as `out` is long.
    fn pass(&self, states: &[State], out: &mut [u8]) {
        for (index, node) in self.nodes.iter().enumerate().take(out.len()) {
            out[index] = match node {
                Node::AtLeast(least, children) => at_least(*least, children, out),
                Node::Not(child) => turned(out[*child]),
                Node::Atom { question, test, free } => match states[*question] {
                    State::Known { speaks, value } => both(test.holds_for(speaks, value)),
                    State::Is(value) => both(test.holds(value)),
                    State::Either(a, b) => match (test.holds(a), test.holds(b)) {
                        (true, true) => TT,
                        (false, false) => FF,
                        (true, false) => TF,
                        (false, true) => FT,
                    },
                    State::Free => *free,
                },
            };
        }
    }
}
