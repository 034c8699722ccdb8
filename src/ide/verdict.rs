//! The verdict in words: for lenses, for hovers, and for whoever asks.

use super::actions::{can_defer, is_deferred};
use crate::assess::{Assessment, why};
use crate::policy::logic::{Flip, flips};
use crate::policy::{CriterionId, QuestionId, Verdict};
use crate::rule::words;
use std::fmt::Write as _;

/// Sets of answers that are named, for each verdict they lead to.
const NAMED: usize = 4;

/// Sets of answers that are looked for; beyond that they are many.
const COUNTED: usize = 32;

/// The verdict with its criteria, what is open and the days left, in a line: `defer: majority is not met · 2 questions
/// are open, 1 of them decides · 26.12 freezes in 2 days`. Of what is decided already that is said first, and nothing
/// that would press: `rejected, verdict hotfix: critical-exposure is yes`.
pub fn summary(assessment: &Assessment) -> String {
    let mut parts = vec![stands(assessment, &headline(assessment))];
    parts.extend(open(assessment));
    parts.extend(timing_while_it_counts(assessment));
    parts.join(" · ")
}

/// The verdict and the days left alone: `defer · 26.12 freezes in 2 days`.
pub(super) fn short(assessment: &Assessment) -> String {
    let mut parts = vec![stands(assessment, assessment.verdict.name())];
    parts.extend(timing_while_it_counts(assessment));
    parts.join(" · ")
}

/// Where a proposal stands: its verdict, or what has been decided already, with the verdict behind it.
fn stands(assessment: &Assessment, verdict: &str) -> String {
    if can_defer(assessment) {
        return verdict.to_owned();
    }
    format!("{}, verdict {verdict}", assessment.proposal.metadata.status().name())
}

/// What the calendar says of the next release, where that is of any concern.
pub(super) fn timing_while_it_counts(assessment: &Assessment) -> Option<String> {
    let counts = can_defer(assessment) || is_deferred(assessment);
    if counts { timing(assessment) } else { None }
}

/// [`summary`] and what would change the verdict, as a sentence or two.
pub fn sentence(assessment: &Assessment) -> String {
    let mut text = summary(assessment);
    for ways in ways(assessment) {
        let _ = write!(text, ". It would be {} with {}", ways.to, ways.named.join(", or with "));
        if let Some(others) = ways.others {
            let _ = write!(text, ", {others}");
        }
    }
    text.push('.');
    text
}

/// What would change the verdict to another.
pub(super) struct Ways {
    /// To which.
    pub(super) to: Verdict,
    /// Sets of answers that would, the smallest first and of those the ones that are open.
    pub(super) named: Vec<String>,
    /// How many others there are: `and 3 more`.
    pub(super) others: Option<String>,
}

/// What would change the verdict, for each verdict that it would then be.
pub(super) fn ways(assessment: &Assessment) -> Vec<Ways> {
    let policy = &assessment.policy;
    let flips = flips(policy, &assessment.facts, COUNTED);
    let ways = |to: Verdict| {
        let all: Vec<&Flip> = flips.iter().filter(|flip| flip.to == to).collect();
        let others = match all.len() {
            0..=NAMED => None,
            COUNTED.. => Some("and many more".to_owned()),
            found => Some(format!("and {} more", found - NAMED)),
        };
        let named = all.iter().take(NAMED).map(|flip| words::flip(assessment, flip)).collect();
        Ways { to, named, others }
    };
    let ways = [Verdict::Hotfix, Verdict::Defer].into_iter().map(ways);
    ways.filter(|ways| !ways.named.is_empty()).collect()
}

/// The verdict and what brings it about, in the words of the command line; an open one with what is open.
pub(super) fn headline(assessment: &Assessment) -> String {
    let why = match assessment.verdict {
        Verdict::Undecided => why::open(assessment),
        Verdict::Hotfix | Verdict::Defer => why::sentence(assessment),
    };
    if why.is_empty() {
        assessment.verdict.to_string()
    } else {
        format!("{}: {why}", assessment.verdict)
    }
}

/// How many questions are open, and how many of them decide; `None` when there are none, or nobody asks any more.
pub(super) fn open(assessment: &Assessment) -> Option<String> {
    if !can_defer(assessment) {
        return None;
    }
    let open: Vec<QuestionId> = assessment.open().collect();
    let deciding = open.iter().filter(|&&question| assessment.is_decisive(question)).count();
    let count = words::count(open.len(), "question is open", "questions are open");
    Some(match (open.len(), deciding) {
        (0, _) => return None,
        (_, 0) => format!("{count}, none decides"),
        (1, 1) => format!("{count}, and it decides"),
        (all, some) if all == some => format!("{count}, each can decide"),
        (_, 1) => format!("{count}, 1 of them decides"),
        (_, some) => format!("{count}, {some} of them decide"),
    })
}

/// The questions of a criterion that are not settled and can still change the verdict, by their ids; `None` when there
/// are none.
pub(super) fn open_of(assessment: &Assessment, criterion: CriterionId) -> Option<String> {
    let questions = assessment.policy.criterion(criterion).questions.iter().copied();
    let open = questions.filter(|&question| {
        !assessment.fact(question).truth.is_known() && assessment.is_decisive(question)
    });
    let told =
        not_settled(assessment, open).map(|(what, ids)| format!("{what}: {}", ids.join(", ")));
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| told.join(" · "))
}

/// Questions that are not settled, by what they want: an answer, or evidence for the answer that is there.
pub(super) fn not_settled(
    assessment: &Assessment,
    questions: impl Iterator<Item = QuestionId>,
) -> impl Iterator<Item = (&'static str, Vec<String>)> {
    let needs_evidence = |question: &QuestionId| assessment.needs_evidence(*question);
    let (lacking, open): (Vec<QuestionId>, Vec<QuestionId>) = questions.partition(needs_evidence);
    let ids = |questions: Vec<QuestionId>| -> Vec<String> {
        questions.iter().map(|&id| assessment.policy.question(id).id.clone()).collect()
    };
    let told = [("needs evidence", ids(lacking)), ("open", ids(open))];
    told.into_iter().filter(|(_, ids)| !ids.is_empty())
}

/// A criterion, its outcome and what of it is not settled: `majority is undecided · open: average-user`.
pub(super) fn of_criterion(assessment: &Assessment, id: CriterionId) -> Option<String> {
    let outcome = assessment.outcome(id)?;
    let told = words::outcome(assessment.policy.criterion(id), outcome);
    let Some(open) = open_of(assessment, id) else { return Some(told) };
    // That it is open is said by what is.
    let told = told.strip_suffix(": open").unwrap_or(&told);
    Some(format!("{told} · {open}"))
}

/// What the calendar says of the next release.
fn timing(assessment: &Assessment) -> Option<String> {
    let next = assessment.next_release.as_ref()?;
    let name = &next.release.name;
    let ships = words::in_days(next.days_to_release);
    Some(if next.release.freeze == next.release.release {
        format!("{name} ships {ships}")
    } else if next.days_to_freeze <= 0 {
        format!("{name} is frozen and ships {ships}")
    } else {
        format!("{name} freezes {}", words::in_days(next.days_to_freeze))
    })
}
