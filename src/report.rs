//! What the command line prints of assessments: one file a format.
//!
//! A report is written document by document, so that a worker can render the one it has just assessed and nothing is
//! kept but text: [`Format::open`], [`Format::document`] for each (with [`Format::between`] between two), then
//! [`Format::close`].

pub mod escape;
mod excerpt;
pub mod human;
pub mod json;
pub mod page;
pub mod why;

use crate::assess::{self, Assessment, Context, safe_fix};
use crate::edit::safe;
use crate::finding::{Finding, Fix, Safety, Severity};
use crate::policy::Verdict;
use crate::source::Source;
use jiff::civil::Date;

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people: excerpts with the words underlined, and a summary.
    #[default]
    Human,
    /// The contract for machines.
    Json,
}

/// How the report for people looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Whether colours and weights are written.
    pub styled: bool,
    /// Width of the terminal in columns; `None` where there is none, and then no sentence is broken.
    pub width: Option<usize>,
    /// Whether hints are told one by one instead of counted, and fixes that need a person to look at them.
    pub verbose: bool,
}

impl Look {
    /// The width of excerpts and lists.
    fn page(self) -> usize {
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
        Self { path, source, assessment, fixes }
    }

    /// The findings with their fixes.
    fn findings(&self) -> impl Iterator<Item = (&'a Finding, &[Fix])> {
        self.assessment.findings.iter().zip(self.fixes.iter().map(Vec::as_slice))
    }
}

/// What the documents of a run add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
}

impl Totals {
    /// What one document comes to.
    pub fn of(document: &Document<'_>) -> Self {
        let mut totals = Self::default();
        match document.assessment.verdict {
            Verdict::Hotfix => totals.hotfix = 1,
            Verdict::Defer => totals.defer = 1,
            Verdict::Undecided => totals.undecided = 1,
        }
        for (finding, fixes) in document.findings() {
            totals.findings[finding.severity as usize] += 1;
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
        for (mine, theirs) in self.findings.iter_mut().zip(other.findings) {
            *mine += theirs;
        }
    }
}

impl Format {
    /// Which fixes the report tells.
    pub const fn wants(self, look: Look) -> FixesWanted {
        match self {
            Self::Human if look.verbose => FixesWanted::All,
            Self::Human => FixesWanted::Safe,
            Self::Json => FixesWanted::All,
        }
    }

    /// What stands before the first document.
    pub fn open(self, today: Date) -> String {
        match self {
            Self::Human => String::new(),
            Self::Json => json::open(today),
        }
    }

    /// One document.
    pub fn document(self, document: &Document<'_>, look: Look) -> String {
        match self {
            Self::Human => human::document(document, look),
            Self::Json => json::document(document),
        }
    }

    /// What stands between two documents.
    pub const fn between(self) -> &'static str {
        match self {
            Self::Human => "",
            Self::Json => ",",
        }
    }

    /// What stands behind the last document.
    pub fn close(self, totals: &Totals, look: Look) -> String {
        match self {
            Self::Human => human::close(totals, look),
            Self::Json => json::close(),
        }
    }
}
