//! From a proposal to its assessment: values and truths, outcomes, verdict, findings.

use crate::calendar::Dated;
use crate::config::Config;
use crate::finding::{Finding, Fix};
use crate::policy::logic::Fact;
use crate::policy::{CriterionId, Policy, QuestionId, Truth, Verdict};
use crate::proposal::{Answer, Format, Proposal, evidence::EvidenceKind};
use crate::source::Source;
use jiff::civil::Date;
use std::sync::Arc;

/// Everything beside the text that an assessment depends on. Plain data: no clock and no disk behind it.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Markdown or YAML.
    pub format: Format,
    /// The team's settings, policy and calendar.
    pub config: &'a Config,
    /// The day it is.
    pub today: Date,
    /// Whether a path that a document names (relative to the document) exists; `None` where that cannot be known.
    pub exists: Option<&'a (dyn Fn(&str) -> bool + Sync)>,
}

/// The next release, as the JSON contract has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextRelease {
    /// The release with the dates of the proposal's component.
    pub release: Dated,
    /// Days from today to its freeze; negative after it.
    pub days_to_freeze: i32,
    /// Days from today to its release.
    pub days_to_release: i32,
}

/// What can be said of one document.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// The policy it was held against.
    pub policy: Arc<Policy>,
    /// What is written.
    pub proposal: Proposal,
    /// For each question the answer that counts: an index into `proposal.answers`, by [`QuestionId`].
    pub answer_of: Vec<Option<usize>>,
    /// What is known of each question, by [`QuestionId`].
    pub facts: Vec<Fact>,
    /// Whether each criterion is met, by [`CriterionId`]; `None` where it has no condition.
    pub outcomes: Vec<Option<Truth>>,
    /// What the policy advises.
    pub verdict: Verdict,
    /// Whether each question's answer can still change the verdict, by [`QuestionId`].
    pub decisive: Vec<bool>,
    /// The next release on this day; `None` without a calendar or after its end.
    pub next_release: Option<NextRelease>,
    /// What the rules say, waivers applied, in document order.
    pub findings: Vec<Finding>,
}

impl Assessment {
    /// The answer that counts for a question.
    pub fn answer(&self, question: QuestionId) -> Option<&Answer> {
        self.proposal.answers.get(self.answer_of[usize::from(question.0)]?)
    }

    /// Whether a criterion is met; `None` where it has no condition.
    pub fn outcome(&self, criterion: CriterionId) -> Option<Truth> {
        self.outcomes[usize::from(criterion.0)]
    }

    /// What is known of a question.
    pub fn fact(&self, question: QuestionId) -> Fact {
        self.facts[usize::from(question.0)]
    }

    /// Whether one of an answer's unbroken evidence is of this kind.
    pub fn has_evidence(answer: &Answer, kind: EvidenceKind) -> bool {
        answer.evidence.iter().any(|e| e.kind == kind && e.broken.is_none())
    }
}

/// Reads and judges one document. Pure and total: the same text and context give the same assessment, and any text
/// gives one.
pub fn assess(source: &Source, context: &Context<'_>) -> Assessment {
    let policy = context.config.policy.clone();
    let proposal = crate::proposal::read(source, context.format, &policy);
    let questions = policy.questions.len();
    Assessment {
        answer_of: vec![None; questions],
        facts: vec![Fact::default(); questions],
        outcomes: vec![None; policy.criteria.len()],
        verdict: Verdict::Undecided,
        decisive: vec![false; questions],
        next_release: None,
        findings: Vec::new(),
        proposal,
        policy,
    }
}

/// The fixes of one finding, each parsed again and found good. Computed when asked for, never kept.
pub fn fixes(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    finding: &Finding,
) -> Vec<Fix> {
    let _ = (source, context, assessment, finding);
    Vec::new()
}
