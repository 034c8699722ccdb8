//! A policy held against decisions that people have made: how often they agree, and what makes the difference.
//!
//! Pure: cases and policies in, counts and reasons out.

pub mod case_file;
pub mod variants;

use crate::assess;
use crate::order;
use crate::policy::logic::{self, Fact, Outcome};
use crate::policy::{EvidenceNeed, Policy, QuestionId, Value, Verdict};
use crate::proposal::metadata::Status;
use crate::proposal::{Format, Proposal};
use crate::source::Source;
use crate::tracker::Tracker;

/// Something that has been decided.
#[derive(Clone, Debug)]
pub struct Case {
    /// How people name it.
    pub name: String,
    /// What they decided; undecided where they did not.
    pub decision: Verdict,
    /// The text it was read from.
    pub source: Source,
    /// What is written, read with the words of one policy, its evidence looked up.
    pub proposal: Proposal,
    /// Where its issues are.
    pub tracker: Tracker,
    /// Days to the next release on the day of the decision, where that is known.
    pub days_to_release: Option<i32>,
    /// The answers of a case file to questions that the policy does not ask.
    pub not_asked: Vec<String>,
}

impl Case {
    /// A proposal that has been decided, held against a policy as an assessment does it; `None` while it is open.
    /// `exists` says whether there is a file that it names.
    pub fn of_proposal(
        name: String,
        (source, format): (Source, Format),
        policy: &Policy,
        tracker: &Tracker,
        exists: Option<&(dyn Fn(&str) -> bool + Sync)>,
    ) -> Option<Self> {
        let mut proposal = crate::proposal::read(&source, format, policy);
        let decision = decision(proposal.metadata.status())?;
        assess::look_up(&source, policy, &mut proposal, exists, tracker);
        let (tracker, days_to_release, not_asked) = (tracker.clone(), None, Vec::new());
        Some(Self { name, decision, source, proposal, tracker, days_to_release, not_asked })
    }
}

/// What a status says was decided; nothing while it is open.
pub fn decision(status: Status) -> Option<Verdict> {
    match status {
        Status::Approved | Status::Released => Some(Verdict::Hotfix),
        Status::Deferred | Status::Included | Status::Rejected => Some(Verdict::Defer),
        Status::Draft | Status::Proposed | Status::Withdrawn => None,
    }
}

/// The policy, asking for no evidence: claims are taken as given.
pub fn without_evidence(policy: &Policy) -> Policy {
    let mut policy = policy.clone();
    for question in &mut policy.questions {
        question.evidence = EvidenceNeed::default();
    }
    policy
}

/// The three verdicts, in the order of every table.
pub const VERDICTS: [Verdict; 3] = [Verdict::Hotfix, Verdict::Defer, Verdict::Undecided];

/// How often each decision met each verdict: rows are decisions, columns verdicts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Matrix(pub [[usize; 3]; 3]);

impl Matrix {
    fn add(&mut self, decision: Verdict, verdict: Verdict) {
        self.0[index(decision)][index(verdict)] += 1;
    }

    /// How many cases.
    pub fn total(&self) -> usize {
        self.0.iter().flatten().sum()
    }

    /// How many of them agree, undecided with undecided included.
    pub fn agreeing(&self) -> usize {
        (0..3).map(|at| self.0[at][at]).sum()
    }

    /// How many both decide.
    pub fn decided(&self) -> usize {
        self.0[..2].iter().flat_map(|row| &row[..2]).sum()
    }

    /// How many of those agree.
    pub fn decided_alike(&self) -> usize {
        self.0[0][0] + self.0[1][1]
    }
}

fn index(verdict: Verdict) -> usize {
    match verdict {
        Verdict::Hotfix => 0,
        Verdict::Defer => 1,
        Verdict::Undecided => 2,
    }
}

/// One answer that led to a verdict, or is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The question's id.
    pub question: String,
    /// Its value, `unknown` where it cannot be told or relied upon.
    pub value: String,
    /// The first words of what is written; empty where nothing is.
    pub text: String,
}

/// One case under one policy.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The case's name.
    pub name: String,
    /// What was decided.
    pub decision: Verdict,
    /// What the policy says.
    pub verdict: Verdict,
    /// Where it leans, undecided.
    pub lean: Option<Verdict>,
    /// The answers that bring the verdict about; of an undecided one those that could still decide. Empty where verdict
    /// and decision agree.
    pub because: Vec<Reason>,
}

impl Judged {
    /// Whether policy and people say the same.
    pub fn agrees(&self) -> bool {
        self.decision == self.verdict
    }
}

/// What becomes of the agreement when one thing in the policy is otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// What is otherwise: `majority without common-input`.
    pub change: String,
    /// The agreement then.
    pub matrix: Matrix,
}

/// A policy held against cases.
#[derive(Clone, Debug)]
pub struct Backtest {
    /// The policy's name.
    pub policy: String,
    /// How often decision and verdict meet.
    pub matrix: Matrix,
    /// Each case, in order.
    pub cases: Vec<Judged>,
    /// What each condition and threshold contributes, what matters most first.
    pub contributions: Vec<Contribution>,
}

/// Holds a policy against cases that were read with its words.
pub fn run(policy: &Policy, cases: &[Case]) -> Backtest {
    let cases_judged: Vec<Judged> = cases.iter().map(|case| judge(policy, case)).collect();
    let mut matrix = Matrix::default();
    for judged in &cases_judged {
        matrix.add(judged.decision, judged.verdict);
    }
    let variants = variants::of(policy);
    let mut contributions: Vec<Contribution> = variants
        .into_iter()
        .map(|variant| Contribution {
            change: variant.change,
            matrix: agreement(cases, |case| evaluate(&variant.policy, case).1),
        })
        .collect();
    contributions.extend(with_timing(policy, cases));
    // What costs the most agreement first, then what gains the most.
    let away = |c: &Contribution| c.matrix.agreeing().abs_diff(matrix.agreeing());
    order::by_key(&mut contributions, |c| (std::cmp::Reverse(away(c)), c.matrix.agreeing()));
    Backtest { policy: policy.name.clone(), matrix, cases: cases_judged, contributions }
}

fn agreement(cases: &[Case], verdict: impl Fn(&Case) -> Verdict) -> Matrix {
    let mut matrix = Matrix::default();
    for case in cases {
        matrix.add(case.decision, verdict(case));
    }
    matrix
}

fn evaluate(policy: &Policy, case: &Case) -> (Vec<Fact>, Verdict) {
    let (_, facts) = assess::known(policy, &case.proposal, &case.tracker);
    let verdict = logic::evaluate(policy, &facts).verdict;
    (facts, verdict)
}

/// What it would be if a release within days were reason enough to wait; nothing where no day is known.
fn with_timing(policy: &Policy, cases: &[Case]) -> Option<Contribution> {
    let within = policy.within_days.unwrap_or(assess::WITHIN_DAYS);
    cases.iter().any(|case| case.days_to_release.is_some()).then(|| Contribution {
        change: format!("a release within {within} days defers"),
        matrix: agreement(cases, |case| {
            let (facts, verdict) = evaluate(policy, case);
            let critical = policy.questions.iter().zip(&facts).any(|(question, fact)| {
                question.critical && fact.truth == crate::policy::Truth::True
            });
            let near = case.days_to_release.is_some_and(|days| days <= within);
            if near && !critical { Verdict::Defer } else { verdict }
        }),
    })
}

fn judge(policy: &Policy, case: &Case) -> Judged {
    let (answer_of, facts) = assess::known(policy, &case.proposal, &case.tracker);
    let verdict = logic::evaluate(policy, &facts).verdict;
    let reason = |id: QuestionId| {
        let at = usize::from(id.0);
        let answer = answer_of[at].and_then(|index| case.proposal.answers.get(index));
        reason(policy, id, facts[at], answer.map(|answer| case.source.slice(answer.span)))
    };
    let questions = if verdict == case.decision {
        Vec::new()
    } else if verdict == Verdict::Undecided {
        let decisive = logic::decisive(policy, &facts);
        policy.question_ids().filter(|id| decisive[usize::from(id.0)]).collect()
    } else {
        logic::because(policy, &facts, Outcome::Verdict)
    };
    Judged {
        name: case.name.clone(),
        decision: case.decision,
        verdict,
        lean: if verdict == Verdict::Undecided { logic::lean(policy, &facts) } else { None },
        because: questions.into_iter().map(reason).collect(),
    }
}

fn reason(policy: &Policy, id: QuestionId, fact: Fact, written: Option<&str>) -> Reason {
    /// How much of an answer is told.
    const SHOWN: usize = 100;
    let line = written.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text: String = line.chars().take(SHOWN).collect();
    if text.len() < line.len() {
        text.push('…');
    }
    let value = match fact.value {
        Some(Value::Text) => "written".to_owned(),
        Some(value) => policy.value_name(id, value),
        None if fact.truth.is_known() => "not claimed".to_owned(),
        None => "unknown".to_owned(),
    };
    let value = match (fact.value, fact.truth.is_known()) {
        (Some(_), false) => format!("{value}, without evidence"),
        _ => value,
    };
    Reason { question: policy.question(id).id.clone(), value, text }
}
