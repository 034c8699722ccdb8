//! A waiver: what it silences.

use super::Subject;
use crate::ide::markup::Page;
use crate::rule;

/// Findings that are named; who waives more knows.
const NAMED: usize = 8;

/// Writes about the waiver at `index`.
pub(super) fn write(subject: Subject<'_>, index: usize, page: &mut Page) {
    let Some(waiver) = subject.assessment.proposal.waivers.get(index) else { return };
    let Some(rule) = rule::find(&waiver.rule) else {
        page.paragraph(|line| line.text("There is no rule ").code(&waiver.rule).text("."));
        return;
    };
    if waiver.slip.is_some() {
        page.paragraph(|line| {
            line.text("It silences nothing: a waiver is written ")
                .code(&format!("hotfix-lint: allow {}: REASON", rule.name))
                .text(".")
        });
        return;
    }
    page.paragraph(|line| line.text("Waives ").strong(rule.name).text(": ").text(rule.summary));
    if waiver.reason.is_empty() {
        page.paragraph(|line| line.text("Without a reason it silences nothing."));
        return;
    }
    page.paragraph(|line| line.text("Reason: ").text(&waiver.reason));
    let all = subject.assessment.waived.iter();
    let mut silenced = all.filter(|one| one.waiver == index).peekable();
    if silenced.peek().is_none() {
        page.paragraph(|line| line.text("It is not used: there is nothing here to silence."));
    } else {
        page.paragraph(|line| line.text("It silences:"));
        page.list(silenced.take(NAMED), |line, one| line.message(&one.finding.message));
    }
    page.paragraph(|line| {
        line.text("A waiver silences a finding; it never turns an unknown into a yes.")
    });
}
