//! What a backtest says: for people, for machines, and as a page of its own.

mod html;
mod text;

use crate::backtest::{Backtest, Judged, Matrix, VERDICTS};
use crate::policy::Verdict;
use serde::Serialize;
use std::collections::BTreeMap;

/// How a backtest is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Text,
    /// For machines.
    Json,
    /// One page that needs nothing else.
    Html,
}

impl Format {
    /// The report of one policy, or of two side by side over the same cases.
    pub fn report(self, results: &[Backtest]) -> String {
        match self {
            Self::Text => text::report(results),
            Self::Json => json(results),
            Self::Html => html::page(results),
        }
    }
}

/// `24 of 38 (63 %)`.
fn share(part: usize, whole: usize) -> String {
    let percent = (part * 100 + whole / 2).checked_div(whole).unwrap_or(0);
    format!("{part} of {whole} ({percent} %)")
}

/// The policy in a sentence: how often it agrees.
fn summary(result: &Backtest) -> String {
    let matrix = result.matrix;
    format!(
        "{} agrees with {} decisions, and with {} that both decide",
        result.policy,
        share(matrix.agreeing(), matrix.total()),
        share(matrix.decided_alike(), matrix.decided())
    )
}

/// `hotfix was decided, rapids says defer`.
fn verdicts(policy: &str, case: &Judged) -> String {
    let decided = match case.decision {
        Verdict::Undecided => "nothing was decided".to_owned(),
        decision => format!("{decision} was decided"),
    };
    let lean = match case.lean {
        Some(lean) => format!(", leaning to {lean}"),
        None => String::new(),
    };
    format!("{decided}, {policy} says {}{lean}", case.verdict)
}

/// The cases of which two policies say different things.
fn differences(results: &[Backtest]) -> Vec<(&Judged, &Judged)> {
    let [one, other] = results else { return Vec::new() };
    let pairs = one.cases.iter().zip(&other.cases);
    pairs.filter(|(a, b)| a.verdict != b.verdict).collect()
}

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    policies: Vec<PolicyEntry<'a>>,
}

#[derive(Serialize)]
struct PolicyEntry<'a> {
    policy: &'a str,
    agreement: Agreement,
    /// By decision, then by verdict.
    matrix: BTreeMap<&'static str, BTreeMap<&'static str, usize>>,
    cases: Vec<CaseEntry<'a>>,
    contributions: Vec<ContributionEntry<'a>>,
}

#[derive(Serialize)]
struct Agreement {
    cases: usize,
    agree: usize,
    both_decide: usize,
    decided_alike: usize,
}

impl Agreement {
    fn of(matrix: &Matrix) -> Self {
        Self {
            cases: matrix.total(),
            agree: matrix.agreeing(),
            both_decide: matrix.decided(),
            decided_alike: matrix.decided_alike(),
        }
    }
}

#[derive(Serialize)]
struct CaseEntry<'a> {
    name: &'a str,
    decision: &'static str,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lean: Option<&'static str>,
    /// Empty where verdict and decision agree.
    because: Vec<ReasonEntry<'a>>,
}

#[derive(Serialize)]
struct ReasonEntry<'a> {
    question: &'a str,
    value: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct ContributionEntry<'a> {
    change: &'a str,
    agreement: Agreement,
}

fn json(results: &[Backtest]) -> String {
    let policies = results.iter().map(entry).collect();
    // Plain data with string keys: serialising it cannot fail.
    serde_json::to_string(&Report { version: 1, policies }).unwrap_or_default() + "\n"
}

fn entry(result: &Backtest) -> PolicyEntry<'_> {
    let row = |row: &[usize; 3]| VERDICTS.iter().map(|v| v.name()).zip(*row).collect();
    PolicyEntry {
        policy: &result.policy,
        agreement: Agreement::of(&result.matrix),
        matrix: VERDICTS.iter().map(|v| v.name()).zip(result.matrix.0.iter().map(row)).collect(),
        cases: result
            .cases
            .iter()
            .map(|case| CaseEntry {
                name: &case.name,
                decision: case.decision.name(),
                verdict: case.verdict.name(),
                lean: case.lean.map(Verdict::name),
                because: case
                    .because
                    .iter()
                    .map(|r| ReasonEntry { question: &r.question, value: &r.value, text: &r.text })
                    .collect(),
            })
            .collect(),
        contributions: result
            .contributions
            .iter()
            .map(|c| ContributionEntry { change: &c.change, agreement: Agreement::of(&c.matrix) })
            .collect(),
    }
}
