//! One proposal in the triage table.

use super::ledger::{self, Entry};
use crate::assess::why::{self, Ground};
use crate::assess::{Assessment, Context, NextRelease};
use crate::finding::Severity;
use crate::policy::logic::{Flip, flips};
use crate::policy::{QuestionId, Verdict};
use crate::proposal::answer::Quality;
use crate::proposal::metadata::Status;
use crate::rule::words;
use crate::source::Source;

/// How much of a title is kept, in characters.
const TITLE: usize = 120;

/// Sets of answers to look through for one that open questions alone make up.
const SETS: usize = 32;

/// How many issues of one proposal are kept.
const ISSUES: usize = 5;

/// What a meeting does with a proposal, in the order it takes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// What the policy calls critical, such as a security breach or lost data: whatever else is answered.
    Critical,
    /// The verdict is a hotfix.
    Hotfix,
    /// One answer would make it a hotfix.
    OneAnswer,
    /// Undecided, and more than one answer away.
    Evidence,
    /// The verdict is to wait.
    Defer,
    /// Decided for, and not released yet.
    Approved,
    /// Decided to wait: in the ledger.
    Deferred,
    /// Released, included, rejected or withdrawn.
    Closed,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 8] = [
        Self::Critical,
        Self::Hotfix,
        Self::OneAnswer,
        Self::Evidence,
        Self::Defer,
        Self::Approved,
        Self::Deferred,
        Self::Closed,
    ];

    /// The word of the JSON contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Hotfix => "hotfix",
            Self::OneAnswer => "one-answer-away",
            Self::Evidence => "waiting-for-evidence",
            Self::Defer => "defer",
            Self::Approved => "approved",
            Self::Deferred => "deferred",
            Self::Closed => "closed",
        }
    }

    /// The heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Critical => "Critical",
            Self::Hotfix => "Hotfix",
            Self::OneAnswer => "One answer away",
            Self::Evidence => "Waiting for evidence",
            Self::Defer => "Defer",
            Self::Approved => "Approved",
            Self::Deferred => "Deferred",
            Self::Closed => "Closed",
        }
    }

    /// What it means, and what is to be done.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Critical => "What the policy calls critical: decide first.",
            Self::Hotfix => "The criteria are met: weigh the risk, and decide.",
            Self::OneAnswer => "One answer would make it a hotfix: ask for it.",
            Self::Evidence => "More than one answer is open: send it back with the questions.",
            Self::Defer => "The criteria are not met: record the decision to wait.",
            Self::Approved => "Decided, and not released yet.",
            Self::Deferred => "Decided to wait: see the deferral ledger.",
            Self::Closed => "Released, included, rejected or withdrawn.",
        }
    }

    /// Whether the proposal is still to be decided.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Approved | Self::Deferred | Self::Closed)
    }

    fn of(assessment: &Assessment, to_hotfix: &[Flip]) -> Self {
        match (assessment.proposal.metadata.status(), assessment.verdict) {
            (Status::Approved, _) => Self::Approved,
            (Status::Deferred, _) => Self::Deferred,
            (Status::Released | Status::Included | Status::Rejected | Status::Withdrawn, _) => {
                Self::Closed
            }
            (Status::Draft | Status::Proposed, _) if assessment.is_critical() => Self::Critical,
            (_, Verdict::Hotfix) => Self::Hotfix,
            (_, Verdict::Defer) => Self::Defer,
            (_, Verdict::Undecided)
                if to_hotfix.first().is_some_and(|flip| flip.answers.len() == 1) =>
            {
                Self::OneAnswer
            }
            (_, Verdict::Undecided) => Self::Evidence,
        }
    }
}

/// A question whose answer can still change the verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenQuestion {
    /// Its id.
    pub question: String,
    /// As it is asked.
    pub prompt: String,
    /// What is wrong with its answer: the name of the rule that says so.
    pub lacks: &'static str,
}

/// A reference to a user's report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// As it is written.
    pub text: String,
    /// In short: `owner/repo#123` for the address of an issue or pull request.
    pub label: String,
    /// Its address, where one can be told.
    pub url: Option<String>,
}

/// What a meeting needs to know of one proposal.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its path as people name it, `/` between its parts.
    pub path: String,
    /// Its path from the repository's root, which links are made of; `None` where `path` is that.
    pub place: Option<String>,
    /// Its title on one line; the path's last part where there is none.
    pub title: String,
    /// The users' reports.
    pub issues: Vec<Issue>,
    /// The component.
    pub component: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// The policy it is held against.
    pub policy: String,
    /// What the policy advises.
    pub verdict: Verdict,
    /// Where an undecided verdict leans, where the policy says; never a verdict.
    pub lean: Option<Verdict>,
    /// What a meeting does with it.
    pub stage: Stage,
    /// The questions that make it critical, as they are asked.
    pub critical: Vec<String>,
    /// Why the verdict is what it is; what decides while it is open.
    pub why: String,
    /// The questions that can still change the verdict; none once the proposal is decided.
    pub open: Vec<OpenQuestion>,
    /// The next release of its component, while it can still go there.
    pub next_release: Option<NextRelease>,
    /// Findings that are errors, and those that are warnings.
    pub findings: (usize, usize),
    /// What the ledger says of it; `None` where it was never deferred.
    pub deferral: Option<Entry>,
}

impl Row {
    /// What stands behind the base of a link to it.
    pub(super) fn way(&self) -> &str {
        self.place.as_deref().unwrap_or(&self.path)
    }

    /// What there is to say of a document that was assessed in `context`.
    pub fn new(
        path: &str,
        source: &Source,
        context: &Context<'_>,
        assessment: &Assessment,
    ) -> Self {
        let metadata = &assessment.proposal.metadata;
        let to_hotfix = to_hotfix(assessment);
        let stage = Stage::of(assessment, &to_hotfix);
        let is_asked = stage.is_open() && assessment.verdict == Verdict::Undecided;
        let open = if is_asked { open(assessment) } else { Vec::new() };
        let lean = assessment.lean.filter(|_| is_asked);
        let mut why = reason(assessment, stage, &to_hotfix);
        if let Some(lean) = lean {
            why = format!("{why}; leans to {}", words::leaning(lean));
        }
        let is_done = matches!(stage, Stage::Closed | Stage::Deferred);
        let tracker = &context.config.tracker;
        let issue = |text: &str| Issue {
            label: label(&line(text)),
            text: line(text),
            url: tracker.url_of(text),
        };
        let count = |severity| {
            assessment.findings.iter().filter(|finding| finding.severity == severity).count()
        };
        Self {
            title: title(path, source, assessment),
            place: None,
            issues: metadata.issues.iter().take(ISSUES).map(|i| issue(&i.text)).collect(),
            component: metadata.component.as_ref().map(|component| line(&component.text)),
            status: metadata.status(),
            policy: assessment.policy.name.clone(),
            verdict: assessment.verdict,
            lean,
            critical: critical(assessment, stage),
            why,
            open,
            next_release: assessment.next_release.clone().filter(|_| !is_done),
            findings: (count(Severity::Error), count(Severity::Warning)),
            deferral: ledger::entry(context, assessment),
            path: path.to_owned(),
            stage,
        }
    }

    /// Days to the next freeze it can make; negative when that freeze has begun.
    pub fn days_to_freeze(&self) -> Option<i32> {
        self.next_release.as_ref().map(|next| next.days_to_freeze)
    }
}

/// The questions that a critical proposal is critical by, as they are asked.
fn critical(assessment: &Assessment, stage: Stage) -> Vec<String> {
    if stage != Stage::Critical {
        return Vec::new();
    }
    let policy = &assessment.policy;
    assessment.critical().map(|id| shortened(&line(&policy.question(id).prompt))).collect()
}

/// The sets of open answers that would make an undecided proposal a hotfix, the smallest first. Answers that are given
/// stay as they are: a meeting asks for what is open, and does not ask anybody to say something else.
fn to_hotfix(assessment: &Assessment) -> Vec<Flip> {
    if assessment.verdict != Verdict::Undecided {
        return Vec::new();
    }
    let is_open = |flip: &Flip| {
        flip.to == Verdict::Hotfix
            && flip.answers.iter().all(|one| !assessment.fact(one.question).truth.is_known())
    };
    flips(&assessment.policy, &assessment.facts, SETS).into_iter().filter(is_open).collect()
}

/// `owner/repo#123` for the address of an issue or a pull request, other addresses without their scheme.
fn label(reference: &str) -> String {
    let Some((_, address)) = reference.split_once("://") else { return reference.to_owned() };
    let path = address.split_once('/').map_or("", |(_host, path)| path);
    let parts: Vec<&str> =
        path.trim_end_matches('/').split('/').filter(|part| *part != "-").collect();
    match parts[..] {
        [owner, repository, "issues" | "pull" | "merge_requests", number]
            if number.bytes().all(|b| b.is_ascii_digit()) =>
        {
            format!("{owner}/{repository}#{number}")
        }
        _ => address.to_owned(),
    }
}

/// Why the verdict is what it is; for an open one, the answers that would make it a hotfix.
fn reason(assessment: &Assessment, stage: Stage, to_hotfix: &[Flip]) -> String {
    match (stage, to_hotfix) {
        (Stage::OneAnswer, ways) => {
            let ways = ways.iter().filter(|flip| flip.answers.len() == 1);
            let ways: Vec<String> = ways.map(|flip| words::flip(assessment, flip)).collect();
            format!("hotfix with {}", words::any(&ways))
        }
        (Stage::Evidence, [first, ..]) => {
            format!("hotfix with {}", words::flip(assessment, first))
        }
        // Nobody asks any more.
        (Stage::Deferred | Stage::Closed, _) if assessment.verdict == Verdict::Undecided => {
            String::new()
        }
        // What it is decided first for, and that the policy advises something else all the same.
        (Stage::Critical, _) if assessment.verdict != Verdict::Hotfix => {
            let critical = assessment.critical().map(Ground::Question);
            let critical: Vec<String> =
                critical.map(|ground| why::describe(assessment, ground)).collect();
            let verdict = assessment.verdict.name();
            format!("{}, and yet {verdict}: {}", words::all(&critical), why::sentence(assessment))
        }
        _ => why::sentence(assessment),
    }
}

fn open(assessment: &Assessment) -> Vec<OpenQuestion> {
    let decisive = |&id: &QuestionId| assessment.is_decisive(id);
    let question = |id: QuestionId| {
        let question = assessment.policy.question(id);
        OpenQuestion {
            question: question.id.clone(),
            prompt: question.prompt.clone(),
            lacks: lacks(assessment, id),
        }
    };
    assessment.policy.question_ids().filter(decisive).map(question).collect()
}

/// The rule that says what an open answer lacks.
fn lacks(assessment: &Assessment, question: QuestionId) -> &'static str {
    use crate::rule;
    let rule = match assessment.answer(question).map(|answer| &answer.reading.quality) {
        None => &rule::missing_question::RULE,
        Some(Quality::Blank) => &rule::unanswered::RULE,
        Some(Quality::NonAnswer(_) | Quality::Unknown(_) | Quality::NotApplicable(_)) => {
            &rule::non_answer::RULE
        }
        Some(Quality::Placeholder(_)) => &rule::leftover_template::RULE,
        Some(Quality::Hedged(_)) => &rule::hedged_answer::RULE,
        Some(Quality::Unclear | Quality::Astride(..) | Quality::TakenBack(..)) => {
            &rule::unclear_answer::RULE
        }
        Some(Quality::TwoBoxes(..)) => &rule::contradiction::RULE,
        Some(Quality::Clear) => &rule::missing_evidence::RULE,
    };
    rule.name
}

/// The title on one line, shortened; the path's last part where there is none.
fn title(path: &str, source: &Source, assessment: &Assessment) -> String {
    let written = assessment.proposal.name(source);
    let title = line(written.lines().next().unwrap_or_default());
    match title.trim() {
        "" => path.rsplit('/').next().unwrap_or(path).to_owned(),
        title => shortened(title),
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(TITLE) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

/// The text on one line: white space and control characters are blanks, no two together.
pub(super) fn line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
