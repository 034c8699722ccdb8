//! `report --format json`: a contract, as that of `check`. Fields are never renamed or removed within a version.

use super::{Entry, Row, Stage, State, Table};
use crate::calendar::Dated;
use crate::report::json::NextRelease;
use jiff::civil::Date;
use serde::Serialize;

/// The version of the contract.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    today: Date,
    /// How many proposals each stage has, in the order a meeting takes them.
    stages: Vec<Count>,
    /// How many entries of the ledger are in each state.
    ledger: Vec<Count>,
    /// The releases of the calendars, by release day.
    releases: Vec<Release<'a>>,
    /// In the order a meeting takes them.
    proposals: Vec<Proposal<'a>>,
}

#[derive(Serialize)]
struct Count {
    name: &'static str,
    count: usize,
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the contract's words")]
struct Release<'a> {
    name: &'a str,
    freeze: Date,
    release: Date,
}

#[derive(Serialize)]
struct Proposal<'a> {
    path: &'a str,
    title: &'a str,
    issues: Vec<&'a str>,
    component: Option<&'a str>,
    status: &'static str,
    policy: &'a str,
    verdict: &'static str,
    /// Where an undecided verdict leans; only where the policy says so, and never a verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    lean: Option<&'static str>,
    stage: &'static str,
    /// In words.
    why: &'a str,
    /// The questions that can still change the verdict.
    open: Vec<Open<'a>>,
    next_release: Option<NextRelease<'a>>,
    errors: usize,
    warnings: usize,
    deferral: Option<Deferral<'a>>,
}

#[derive(Serialize)]
struct Open<'a> {
    question: &'a str,
    /// The rule that says what its answer lacks.
    lacks: &'static str,
}

#[derive(Serialize)]
struct Deferral<'a> {
    date: Option<Date>,
    target: Option<&'a str>,
    /// The target's dates; null where the calendar does not know it.
    release: Option<Release<'a>>,
    /// `due`, `overdue`, `forgotten`, `waiting`, `shipped` or `dropped`.
    state: &'static str,
    /// Null where nothing says so.
    shipped: Option<bool>,
    reasons: &'a [String],
    /// In words.
    note: &'a str,
}

pub(super) fn write(table: &Table) -> String {
    let ledger = table.ledger();
    let in_state = |state| ledger.iter().filter(|(_, entry)| entry.state == state).count();
    let staged = |stage: Stage| Count { name: stage.name(), count: table.stage(stage).len() };
    let entries = |state: State| Count { name: state.name(), count: in_state(state) };
    let report = Report {
        version: VERSION,
        today: table.today,
        stages: Stage::ALL.into_iter().map(staged).collect(),
        ledger: State::ALL.into_iter().map(entries).collect(),
        releases: table.releases.iter().map(release).collect(),
        proposals: table.rows.iter().map(proposal).collect(),
    };
    // Plain data with string keys: serialising it cannot fail.
    serde_json::to_string(&report).unwrap_or_default() + "\n"
}

fn proposal(row: &Row) -> Proposal<'_> {
    Proposal {
        path: &row.path,
        title: &row.title,
        issues: row.issues.iter().map(|issue| issue.text.as_str()).collect(),
        component: row.component.as_deref(),
        status: row.status.name(),
        policy: &row.policy,
        verdict: row.verdict.name(),
        lean: row.lean.map(crate::policy::Verdict::name),
        stage: row.stage.name(),
        why: &row.why,
        open: row.open.iter().map(|o| Open { question: &o.question, lacks: o.lacks }).collect(),
        next_release: row.next_release.as_ref().map(NextRelease::of),
        errors: row.findings.0,
        warnings: row.findings.1,
        deferral: row.deferral.as_ref().map(deferral),
    }
}

fn deferral(entry: &Entry) -> Deferral<'_> {
    Deferral {
        date: entry.date,
        target: entry.target.as_deref(),
        release: entry.release.as_ref().map(release),
        state: entry.state.name(),
        shipped: entry.state.shipped(),
        reasons: &entry.reasons,
        note: &entry.note,
    }
}

fn release(release: &Dated) -> Release<'_> {
    Release { name: &release.name, freeze: release.freeze, release: release.release }
}
