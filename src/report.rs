//! What the command line prints of assessments: one file a format.
//!
//! A report is written document by document, so that a worker can render the one it has just assessed and nothing is
//! kept but text: [`Format::open`], [`Format::document`] for each and [`Format::failures`] (with [`Format::between`] between
//! two), then [`Format::close`].

pub mod backtest;
pub mod changes;
pub mod escape;
mod excerpt;
pub mod failure;
pub mod fingerprint;
mod github;
mod gitlab;
pub(crate) mod html;
pub mod human;
pub mod json;
mod junit;
pub mod mistakes;
pub mod page;
mod sarif;
mod statistics;

use crate::assess::{self, Assessment, Context, safe_fix};
use crate::edit::safe;
use crate::finding::{Finding, Fix, Safety, Severity};
use crate::order;
use crate::policy::Verdict;
use crate::proposal::metadata::Status;
use crate::source::Source;
use failure::Failure;
use fingerprint::Fingerprint;
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people: excerpts with the words underlined, and a summary.
    #[default]
    Human,
    /// The contract for machines.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// JUnit's XML.
    Junit,
    /// For people: how often each rule spoke, and nothing of the documents.
    Statistics,
}

/// How the report for people looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a wish of its own")]
pub struct Look {
    /// Whether colours and weights are written.
    pub styled: bool,
    /// Whether it is shown on a terminal, which acts upon some characters.
    pub terminal: bool,
    /// Width of the terminal in columns; `None` where there is none, and then no sentence is broken.
    pub width: Option<usize>,
    /// Whether hints are told one by one instead of counted, and fixes that need a person to look at them.
    pub verbose: bool,
    /// Whether findings are all that is told: no summaries, no hints.
    pub quiet: bool,
    /// Whether the terminal knows links.
    pub links: bool,
    /// The least severe finding that fails the run; `None` where none does.
    pub fail_on: Option<Severity>,
}

impl Look {
    /// The width of excerpts and lists.
    pub(crate) fn page(self) -> usize {
        self.width.unwrap_or(100)
    }
}

/// Which fixes a report tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixesWanted {
    /// None at all.
    None,
    /// Those that `--fix` applies.
    Safe,
    /// Those that need a person to look at them, too.
    All,
}

/// One checked document.
pub struct Document<'a> {
    /// Its path as people name it, `/` between its parts.
    path: &'a str,
    /// Its text.
    source: &'a Source,
    /// What can be said of it.
    assessment: &'a Assessment,
    /// The fixes of each finding, in the findings' order; none where they are not wanted, nor when the first
    /// [`safe::affordable`] findings have theirs.
    fixes: Vec<Vec<Fix>>,
    /// Findings that were accepted once and for all, and are none any more.
    accepted: &'a [Finding],
    /// The label that says of an issue that it waits; `None` of a file.
    label: Option<String>,
}

/// A finding with everything that formats for machines tell of it.
struct Told<'a> {
    finding: &'a Finding,
    fixes: &'a [Fix],
    /// What makes it the same finding in another version of the document.
    identity: Fingerprint,
    /// Why it counts for nothing, where it does.
    suppression: Option<Suppression<'a>>,
}

/// Why a finding counts for nothing.
#[derive(Clone, Copy)]
struct Suppression<'a> {
    /// Whether the document says so, and not a baseline.
    in_source: bool,
    reason: &'a str,
}

impl Told<'_> {
    /// What it is about, in a few words that stay the same.
    fn name(&self, document: &Document<'_>) -> String {
        let policy = &document.assessment.policy;
        let about = match (self.finding.question, self.finding.criterion) {
            (Some(question), _) => &policy.question(question).id,
            (None, Some(criterion)) => &policy.criterion(criterion).id,
            (None, None) => return self.finding.rule.to_owned(),
        };
        format!("{}: {about}", self.finding.rule)
    }
}

impl<'a> Document<'a> {
    /// A document as it was assessed in `context`; `path` is how people name it, `/` between its parts. Working fixes out
    /// costs more than the assessment: `wanted` says of which.
    pub fn new(
        path: &'a str,
        source: &'a Source,
        context: &Context<'_>,
        assessment: &'a Assessment,
        wanted: FixesWanted,
    ) -> Self {
        let mut left = safe::affordable(source);
        let fixes = |finding: &Finding| {
            let fixes = match wanted {
                _ if left == 0 => Vec::new(),
                FixesWanted::None => Vec::new(),
                FixesWanted::Safe => {
                    safe_fix(source, context, assessment, finding).into_iter().collect()
                }
                FixesWanted::All => assess::fixes(source, context, assessment, finding),
            };
            left -= usize::from(!fixes.is_empty());
            fixes
        };
        let fixes = assessment.findings.iter().map(fixes).collect();
        let issues = &context.config.issues;
        let label = context.given.map(|_| issues.label(Status::Deferred).to_owned());
        Self { path, source, assessment, fixes, accepted: &[], label }
    }

    /// The same with findings that a baseline accepts; they are no part of the assessment any more.
    #[must_use]
    pub fn with_accepted(self, accepted: &'a [Finding]) -> Self {
        Self { accepted, ..self }
    }

    /// The findings with their fixes.
    fn findings(&self) -> impl Iterator<Item = (&'a Finding, &[Fix])> {
        self.assessment.findings.iter().zip(self.fixes.iter().map(Vec::as_slice))
    }

    /// The findings with those that count for nothing, in document order.
    fn told(&self) -> Vec<Told<'_>> {
        let told = |finding, fixes, suppression| {
            let parts = fingerprint::parts(self.source, self.assessment, finding);
            Told { finding, fixes, identity: fingerprint::whole(&parts), suppression }
        };
        let waived = self.assessment.waived.iter().map(|waived| {
            let waiver = self.assessment.proposal.waivers.get(waived.waiver);
            let reason = waiver.map_or("", |waiver| waiver.reason.as_str());
            told(&waived.finding, &[], Some(Suppression { in_source: true, reason }))
        });
        let accepted = self.accepted.iter().map(|finding| {
            let reason = "accepted by the baseline";
            told(finding, &[], Some(Suppression { in_source: false, reason }))
        });
        let findings = self.findings().map(|(finding, fixes)| told(finding, fixes, None));
        let mut all: Vec<Told<'_>> = findings.chain(waived).chain(accepted).collect();
        order::by_key(&mut all, |told| told.finding.span.start);
        let mut seen: HashMap<Fingerprint, u32> = HashMap::new();
        for told in &mut all {
            let count = seen.entry(told.identity).or_default();
            told.identity = fingerprint::nth(told.identity, *count);
            *count += 1;
        }
        all
    }
}

/// What the documents of a run add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Proposals whose verdict is a hotfix.
    pub hotfix: usize,
    /// Proposals whose verdict is to wait.
    pub defer: usize,
    /// Proposals of which it cannot be told yet.
    pub undecided: usize,
    /// Findings by severity: hints, information, warnings, errors.
    pub findings: [usize; 4],
    /// Findings that a safe fix mends.
    pub fixable: usize,
    /// Findings that a baseline accepts.
    pub accepted: usize,
    /// The findings of each rule by severity.
    pub by_rule: BTreeMap<&'static str, [usize; 4]>,
}

impl Totals {
    /// What one document comes to.
    pub fn of(document: &Document<'_>) -> Self {
        let mut totals = Self { accepted: document.accepted.len(), ..Self::default() };
        match document.assessment.verdict {
            Verdict::Hotfix => totals.hotfix = 1,
            Verdict::Defer => totals.defer = 1,
            Verdict::Undecided => totals.undecided = 1,
        }
        for (finding, fixes) in document.findings() {
            totals.findings[finding.severity as usize] += 1;
            totals.by_rule.entry(finding.rule).or_default()[finding.severity as usize] += 1;
            let is_safe = |fix: &Fix| fix.safety == Safety::Safe;
            totals.fixable += usize::from(fixes.iter().any(is_safe));
        }
        totals
    }

    /// Number of proposals.
    pub const fn proposals(&self) -> usize {
        self.hotfix + self.defer + self.undecided
    }

    /// Number of findings of this severity.
    pub const fn count(&self, severity: Severity) -> usize {
        self.findings[severity as usize]
    }

    /// Number of findings at or above this severity.
    pub fn at_least(&self, severity: Severity) -> usize {
        self.findings[severity as usize..].iter().sum()
    }

    /// Adds another document's.
    pub fn add(&mut self, other: &Self) {
        self.hotfix += other.hotfix;
        self.defer += other.defer;
        self.undecided += other.undecided;
        self.fixable += other.fixable;
        self.accepted += other.accepted;
        add(&mut self.findings, &other.findings);
        for (rule, counts) in &other.by_rule {
            add(self.by_rule.entry(rule).or_default(), counts);
        }
    }
}

/// Adds counts by severity.
fn add(mine: &mut [usize; 4], theirs: &[usize; 4]) {
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        *mine += theirs;
    }
}

impl Format {
    /// Which fixes the report tells.
    pub const fn wants(self, look: Look) -> FixesWanted {
        match self {
            Self::Human if look.verbose => FixesWanted::All,
            Self::Human | Self::Statistics => FixesWanted::Safe,
            Self::Json | Self::Sarif => FixesWanted::All,
            Self::Github | Self::Gitlab | Self::Junit => FixesWanted::None,
        }
    }

    /// What stands before the first document.
    pub fn open(self, today: Date) -> String {
        match self {
            Self::Human | Self::Github | Self::Statistics => String::new(),
            Self::Json => json::open(today),
            Self::Sarif => sarif::open(today),
            Self::Gitlab => "[".to_owned(),
            Self::Junit => junit::open(),
        }
    }

    /// One document; empty where the format has nothing to say of it.
    pub fn document(self, document: &Document<'_>, look: Look) -> String {
        match self {
            Self::Human => human::document(document, look),
            Self::Json => json::document(document),
            Self::Sarif => sarif::document(document),
            Self::Github => github::document(document, look),
            Self::Gitlab => gitlab::document(document, look),
            Self::Junit => junit::document(document, look),
            Self::Statistics => String::new(),
        }
    }

    /// What stands between two documents that have something to say.
    pub const fn between(self) -> &'static str {
        match self {
            Self::Human | Self::Github | Self::Junit | Self::Statistics => "",
            Self::Json | Self::Sarif => ",",
            Self::Gitlab => ",\n",
        }
    }

    /// What could not be checked, where that stands among the documents; empty where there is nothing to say.
    pub fn failures(self, failures: &[Failure]) -> String {
        match self {
            // People are told at once, and the others say it behind the last document.
            Self::Human | Self::Statistics | Self::Json | Self::Sarif => String::new(),
            Self::Github => github::failures(failures),
            Self::Gitlab => gitlab::failures(failures),
            Self::Junit => junit::failures(failures),
        }
    }

    /// What stands behind the last document.
    pub fn close(self, totals: &Totals, failures: &[Failure], look: Look) -> String {
        match self {
            Self::Human => human::close(totals, look),
            Self::Json => json::close(failures),
            Self::Sarif => sarif::close(failures),
            Self::Github => github::close(totals, look),
            Self::Gitlab => "]\n".to_owned(),
            Self::Junit => junit::close(),
            Self::Statistics => statistics::close(totals, look),
        }
    }
}
