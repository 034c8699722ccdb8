//! Rules: plain static data. A rule is one file under `rule/`, its page beside it, and one line in [`RULES`].

pub mod broken_evidence;
pub mod calendar_ended;
pub mod contradiction;
pub mod criterion_not_met;
pub mod decision_contradicts_verdict;
pub mod duplicate_question;
mod fixing;
pub mod hedged_answer;
pub mod incomplete_deferral;
pub mod invalid_config;
pub mod invalid_metadata;
pub mod invalid_policy;
pub mod leftover_template;
pub mod missing_evidence;
pub mod missing_issue;
pub mod missing_question;
mod nearest;
pub mod non_answer;
pub mod open_questions;
pub mod overdue_deferral;
pub mod questionable_deferral;
pub mod release_imminent;
pub mod risk_not_weighed;
pub mod syntax_error;
pub mod unanswered;
pub mod unclear_answer;
pub mod unknown_question;
pub mod unused_waiver;
pub mod waiver_without_reason;
pub mod weak_evidence;
pub(crate) mod words;
mod writing;

use crate::assess::{Assessment, Context};
use crate::finding::{Finding, Severity, Untried};
use crate::policy::{CriterionId, Policy, QuestionId};
use crate::proposal::metadata::{Metadata, Status};
use crate::proposal::{Answer, Proposal};
use crate::source::{Source, Span};
use std::fmt::Write as _;

pub use nearest::{is_slip, nearest};
pub(crate) use words::{outcome, what_to_write};

/// What a rule looks at.
pub struct Subjects<'a> {
    /// The text.
    pub source: &'a Source,
    /// The day, the settings, the calendar.
    pub context: &'a Context<'a>,
    /// Everything but the findings.
    pub assessment: &'a Assessment,
    /// For each waiver whether it silenced a finding; empty until the rules about waivers run.
    pub used_waivers: &'a [bool],
}

/// A rule.
pub struct Rule {
    /// Its readable name: the diagnostic's code.
    pub name: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// Its page, in Markdown: the web page, the hover and `explain`.
    pub docs: &'static str,
    /// Its level where nothing is configured.
    pub severity: Severity,
    /// The statuses of a proposal in which it speaks.
    pub statuses: &'static [Status],
    /// Whether it judges waivers, and so runs when the other rules have spoken.
    pub about_waivers: bool,
    /// Appends what it finds.
    pub check: fn(&Subjects<'_>, &mut Vec<Finding>),
    /// The fixes of one of its findings.
    pub fixes: fn(&Subjects<'_>, &Finding) -> Vec<Untried>,
}

/// For rules that hold whatever became of the proposal.
pub(crate) const ALWAYS: &[Status] = &Status::ALL;
/// For rules about writing: the author is still at it.
pub(crate) const WHILE_OPEN: &[Status] = &[Status::Draft, Status::Proposed];
/// For rules about what an approval stands on.
pub(crate) const UNTIL_APPROVED: &[Status] = &[Status::Draft, Status::Proposed, Status::Approved];

/// All rules, in the order of the documentation.
pub static RULES: [Rule; 28] = [
    syntax_error::RULE,
    invalid_metadata::RULE,
    missing_issue::RULE,
    open_questions::RULE,
    unknown_question::RULE,
    duplicate_question::RULE,
    leftover_template::RULE,
    missing_question::RULE,
    unanswered::RULE,
    non_answer::RULE,
    hedged_answer::RULE,
    unclear_answer::RULE,
    contradiction::RULE,
    missing_evidence::RULE,
    weak_evidence::RULE,
    broken_evidence::RULE,
    criterion_not_met::RULE,
    risk_not_weighed::RULE,
    release_imminent::RULE,
    calendar_ended::RULE,
    decision_contradicts_verdict::RULE,
    incomplete_deferral::RULE,
    overdue_deferral::RULE,
    questionable_deferral::RULE,
    unused_waiver::RULE,
    waiver_without_reason::RULE,
    invalid_config::RULE,
    invalid_policy::RULE,
];

/// The project's own page.
pub const HOME: &str = "https://github.com/hotfix-lint/hotfix-lint";

/// Where the rules' pages are published.
const PAGES: &str = "https://github.com/hotfix-lint/hotfix-lint/blob/main/src/rule/docs";

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// The web page of the rule of that name.
pub fn url(name: &str) -> String {
    format!("{PAGES}/{name}.md")
}

/// The rules as a Markdown table, for the README.
pub fn table() -> String {
    let mut out = String::from("| rule | default | says |\n| --- | --- | --- |\n");
    for rule in &RULES {
        let _ = writeln!(
            out,
            "| [`{0}`](src/rule/docs/{0}.md) | {1} | {2} |",
            rule.name,
            rule.severity.name(),
            rule.summary
        );
    }
    out
}

/// For rules whose findings nothing can be offered for.
pub(crate) fn no_fixes(_: &Subjects<'_>, _: &Finding) -> Vec<Untried> {
    Vec::new()
}

impl<'a> Subjects<'a> {
    /// The policy the document is held against.
    pub fn policy(&self) -> &'a Policy {
        &self.assessment.policy
    }

    /// What is written.
    pub fn proposal(&self) -> &'a Proposal {
        &self.assessment.proposal
    }

    /// What the metadata says.
    pub fn metadata(&self) -> &'a Metadata {
        &self.assessment.proposal.metadata
    }

    /// Where the proposal stands.
    pub fn status(&self) -> Status {
        self.metadata().status()
    }

    /// The verdict's place.
    pub(crate) fn title(&self) -> Span {
        self.proposal().title
    }

    /// The status in the metadata, else the verdict's place.
    pub(crate) fn status_place(&self) -> Span {
        self.metadata().status_text.as_ref().map_or(self.title(), |status| status.span)
    }

    /// The target in the metadata, else the status.
    pub(crate) fn target_place(&self) -> Span {
        self.metadata().target.as_ref().map_or(self.status_place(), |target| target.span)
    }

    /// A criterion's place, else the verdict's.
    pub(crate) fn criterion_place(&self, criterion: CriterionId) -> Span {
        self.assessment.criterion_place(criterion).unwrap_or(self.title())
    }

    /// `level`, or a hint where the question can no longer change the verdict.
    pub(crate) fn unless_moot(&self, question: QuestionId, level: Severity) -> Severity {
        if self.assessment.is_decisive(question) { level } else { Severity::Hint }
    }

    /// `level`, or a hint in a draft, where things are simply not written yet.
    pub(crate) fn unless_draft(&self, level: Severity) -> Severity {
        if self.status() == Status::Draft { Severity::Hint } else { level }
    }

    /// `message`, saying so where the question can no longer change the verdict.
    pub(crate) fn with_mootness(&self, question: QuestionId, message: String) -> String {
        let could_decide = self.policy().question(question).for_hotfix.is_some();
        if could_decide && !self.assessment.is_decisive(question) {
            format!("{message} ({})", words::MOOT)
        } else {
            message
        }
    }

    /// The component whose dates hold.
    pub(crate) fn component(&self) -> Option<&'a str> {
        self.metadata().component.as_ref().map(|component| component.text.as_str())
    }

    /// The release that the metadata's `target` names, where the calendar knows it.
    pub(crate) fn target(&self) -> Option<crate::calendar::Dated> {
        self.assessment.target(self.context.config)
    }

    /// The words of an answer that say its value, else its first line, else its prompt.
    pub(crate) fn value_place(&self, answer: &Answer) -> Span {
        answer
            .reading
            .value_span
            .filter(|span| !span.is_empty())
            .unwrap_or_else(|| self.first_line(answer))
    }

    /// The first line of an answer, else its prompt: a squiggle below a whole page tells nobody anything.
    pub(crate) fn first_line(&self, answer: &Answer) -> Span {
        if answer.span.is_empty() {
            return answer.prompt;
        }
        let line = self.source.line_span(self.source.line_of(answer.span.start));
        Span::new(answer.span.start, answer.span.end.min(line.end).max(answer.span.start))
    }

    /// Whether the proposal claims, with evidence, what need not wait for a release: a security breach, lost data.
    pub(crate) fn is_critical(&self) -> bool {
        self.assessment.is_critical()
    }
}

#[cfg(test)]
mod tests;
