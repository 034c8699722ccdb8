//! From a proposal to its assessment: values and truths, outcomes, verdict, findings.

mod facts;
mod files;
mod findings;
mod fixes;
mod issues;
mod read;
mod target;
mod waivers;
pub mod why;

use crate::calendar::Dated;
use crate::config::Config;
use crate::finding::Finding;
use crate::issue::Given;
use crate::policy::logic::{self, Evaluation, Fact};
use crate::policy::{CriterionId, Policy, QuestionId, Truth, Verdict};
use crate::proposal::answer::Quality;
use crate::proposal::{Answer, Format, Proposal, evidence::EvidenceKind, metadata::Metadata};
use crate::rule::Rule;
use crate::source::{Source, Span};
use crate::tracker::Tracker;
use jiff::civil::Date;
use std::sync::Arc;

pub use facts::Support;
pub(crate) use facts::asks_for_reach;
use findings::findings;
pub use fixes::{fix, fixes, is_waivable, safe_fix, untried};
use read::{Read, read};

/// The longest document that is read, in bytes: far beyond anything written by hand, and short enough that one file
/// cannot hold up a whole folder.
pub const MAX_BYTES: usize = 8 << 20;

/// Days within which a freeze or release suggests waiting where nobody says otherwise: five working days.
pub(crate) const WITHIN_DAYS: i32 = 7;

/// Finds the policy in a file.
pub type FindPolicy<'a> = dyn Fn(&str) -> Result<Arc<Policy>, String> + Sync + 'a;

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
    /// The policy in a file that a document names (relative to the document), or why there is none; `None` where that
    /// cannot be known.
    pub policies: Option<&'a FindPolicy<'a>>,
    /// What the tracker says of it, where it is an issue.
    pub given: Option<&'a Given>,
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
    /// Why that is not the one in the file that the document names.
    pub no_policy: Option<String>,
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
    /// Where an undecided verdict leans, where the policy says; never a verdict.
    pub lean: Option<Verdict>,
    /// Whether each question's answer can still change the verdict, by [`QuestionId`].
    pub decisive: Vec<bool>,
    /// The next release on this day; `None` without a calendar or after its end.
    pub next_release: Option<NextRelease>,
    /// What the rules say, waivers applied, in document order.
    pub findings: Vec<Finding>,
    /// What waivers silence, in document order.
    pub waived: Vec<Waived>,
}

/// A finding that a waiver silences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// What would be said.
    pub finding: Finding,
    /// The waiver: an index into [`Proposal::waivers`].
    pub waiver: usize,
}

impl Assessment {
    /// The answer that counts for a question.
    pub fn answer(&self, question: QuestionId) -> Option<&Answer> {
        self.proposal.answers.get(self.answer_of[usize::from(question.0)]?)
    }

    /// The answers that count, in document order, with their index into `proposal.answers`.
    pub fn answers(&self) -> impl Iterator<Item = (usize, &Answer)> {
        let counts = |index: usize, answer: &Answer| {
            self.answer_of[usize::from(answer.question.0)] == Some(index)
        };
        self.proposal
            .answers
            .iter()
            .enumerate()
            .filter(move |&(index, answer)| counts(index, answer))
    }

    /// Whether a criterion is met; `None` where it has no condition.
    pub fn outcome(&self, criterion: CriterionId) -> Option<Truth> {
        self.outcomes[usize::from(criterion.0)]
    }

    /// What is known of a question.
    pub fn fact(&self, question: QuestionId) -> Fact {
        self.facts[usize::from(question.0)]
    }

    /// Whether a question's answer can still change the verdict.
    pub fn is_decisive(&self, question: QuestionId) -> bool {
        self.decisive[usize::from(question.0)]
    }

    /// Whether a question is asked and not settled. One that does not apply, and says why, is as settled as it can be
    /// unless it decides.
    pub fn is_open(&self, question: QuestionId) -> bool {
        let quality = || self.answer(question).map(|answer| &answer.reading.quality);
        !self.fact(question).truth.is_known()
            && (self.is_decisive(question) || !matches!(quality(), Some(Quality::NotApplicable(_))))
    }

    /// Whether a question is answered in favour of a hotfix, and the answer is not relied upon: it has nothing to check.
    pub fn needs_evidence(&self, question: QuestionId) -> bool {
        let claims = |answer: &Answer| {
            let claim = answer.value().zip(self.policy.question(question).for_hotfix);
            answer.reading.is_clear() && claim.is_some_and(|(value, claim)| claim.holds(value))
        };
        !self.fact(question).truth.is_known() && self.answer(question).is_some_and(claims)
    }

    /// The questions that are asked and not settled.
    pub fn open(&self) -> impl Iterator<Item = QuestionId> {
        self.policy.question_ids().filter(|&question| self.is_open(question))
    }

    /// Whether the proposal claims, with evidence, what need not wait for a release: a security breach, lost data.
    pub fn is_critical(&self) -> bool {
        self.critical().next().is_some()
    }

    /// The questions whose answers make the proposal critical.
    pub fn critical(&self) -> impl Iterator<Item = QuestionId> + '_ {
        self.policy.question_ids().filter(|&question| {
            self.policy.question(question).critical && self.fact(question).truth == Truth::True
        })
    }

    /// Where a criterion stands: its heading, or else its first question; `None` where none of it is in the document.
    pub fn criterion_place(&self, criterion: CriterionId) -> Option<Span> {
        let heading = self.proposal.criteria.iter().find(|place| place.criterion == criterion);
        let question =
            |answer: &&Answer| self.policy.question(answer.question).criterion == criterion;
        heading
            .map(|place| place.span)
            .or_else(|| self.proposal.answers.iter().find(question).map(|answer| answer.prompt))
    }

    /// How well an answer of this proposal is supported by its evidence.
    pub fn support(&self, answer: &Answer, config: &Config) -> Support {
        let question = self.policy.question(answer.question);
        facts::support(question, answer, &self.proposal.metadata, &config.tracker)
    }

    /// Days within which a freeze or release suggests waiting: as the configuration says, else the policy.
    fn within_days(&self, config: &Config) -> i32 {
        config.within_days.or(self.policy.within_days).unwrap_or(WITHIN_DAYS)
    }

    /// Whether a day that is to come is so near that waiting for it is worth a thought.
    pub fn is_near(&self, context: &Context<'_>, day: Date) -> bool {
        let config = context.config;
        match config.within_working_days {
            Some(within) => config.working_days.left(context.today, day) <= within,
            None => days(context.today, day) <= self.within_days(config),
        }
    }

    /// Whether one of an answer's unbroken evidence is of this kind.
    pub fn has_evidence(answer: &Answer, kind: EvidenceKind) -> bool {
        answer.evidence.iter().any(|e| e.is(kind) && e.proves_nothing().is_none())
    }
}

/// Reads and judges one document. Pure and total: the same text and context give the same assessment, and any text
/// gives one.
pub fn assess(source: &Source, context: &Context<'_>) -> Assessment {
    assess_with(source, context, None)
}

/// Judges a document that differs little from one that was judged `before`, whatever context that was in: the same as
/// [`assess`], sooner.
pub fn assess_with(
    source: &Source,
    context: &Context<'_>,
    before: Option<(&Source, &Assessment)>,
) -> Assessment {
    let mut assessment = judge(source, context, before);
    (assessment.findings, assessment.waived) = findings(source, context, &assessment, None);
    assessment
}

/// What trying a fix of one of `rule`'s findings needs to know of a changed document: everything but what other rules
/// have to say. Most changes leave the answers as they are in `before`, and with them whatever follows from answers.
fn reassess(
    source: &Source,
    context: &Context<'_>,
    before: (&Source, &Assessment),
    rule: &Rule,
) -> Assessment {
    let mut assessment = judge(source, context, Some(before));
    // Which waivers are used is known when all rules have spoken.
    let only = (!rule.about_waivers).then_some(rule.name);
    (assessment.findings, assessment.waived) = findings(source, context, &assessment, only);
    assessment
}

/// Everything but the findings.
fn judge(
    source: &Source,
    context: &Context<'_>,
    before: Option<(&Source, &Assessment)>,
) -> Assessment {
    let Read { policy, no_policy, mut proposal } = read(source, context, before);
    if let Some(given) = context.given {
        given.fill(&mut proposal);
    }
    let tracker = &context.config.tracker;
    look_up(source, &policy, &mut proposal, context.exists, tracker);
    let (answer_of, facts) = known(&policy, &proposal, tracker);
    let same = |known: &&Assessment| Arc::ptr_eq(&known.policy, &policy) && known.facts == facts;
    let (evaluation, decisive) = match before.map(|(_, known)| known).filter(same) {
        Some(known) => (
            Evaluation { outcomes: known.outcomes.clone(), verdict: known.verdict },
            known.decisive.clone(),
        ),
        None => (logic::evaluate(&policy, &facts), logic::decisive(&policy, &facts)),
    };
    let is_open = evaluation.verdict == Verdict::Undecided;
    Assessment {
        answer_of,
        outcomes: evaluation.outcomes,
        verdict: evaluation.verdict,
        lean: if is_open { logic::lean(&policy, &facts) } else { None },
        decisive,
        next_release: next_release(context, &proposal.metadata),
        findings: Vec::new(),
        waived: Vec::new(),
        facts,
        proposal,
        policy,
        no_policy,
    }
}

/// Completes the evidence of a proposal that was read with the policy's words by what lies around it: the files that it
/// names, and the issues.
pub(crate) fn look_up(
    source: &Source,
    policy: &Policy,
    proposal: &mut Proposal,
    exists: Option<&(dyn Fn(&str) -> bool + Sync)>,
    tracker: &Tracker,
) {
    if let Some(exists) = exists {
        files::look_up(source, proposal, exists);
    }
    facts::weigh_explanations(policy, proposal);
    issues::look_up(source, policy, proposal, tracker);
}

/// For each question the answer that counts and what is known of it, by [`QuestionId`], of a proposal whose evidence was
/// looked up.
pub(crate) fn known(
    policy: &Policy,
    proposal: &Proposal,
    tracker: &Tracker,
) -> (Vec<Option<usize>>, Vec<Fact>) {
    let answer_of = facts::answers_that_count(policy, proposal);
    let facts = facts::facts(policy, proposal, &answer_of, tracker);
    (answer_of, facts)
}

fn next_release(context: &Context<'_>, metadata: &Metadata) -> Option<NextRelease> {
    let component = metadata.component.as_ref().map(|component| component.text.as_str());
    let release = context.config.calendar.as_ref()?.next(context.today, component)?;
    Some(NextRelease {
        days_to_freeze: days(context.today, release.freeze),
        days_to_release: days(context.today, release.release),
        release,
    })
}

/// Days from `from` to `to`; negative when `to` is past.
pub fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests;
