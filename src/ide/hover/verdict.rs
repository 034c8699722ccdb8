//! The verdict: how it comes about, and what would change it.

use super::{HEADS, Subject, questions_that_count, rows, write_findings};
use crate::ide::markup::Page;
use crate::ide::verdict::{headline, timing_while_it_counts, ways};
use crate::rule::words;

pub(super) fn write(subject: Subject<'_>, page: &mut Page) {
    let assessment = subject.assessment;
    let policy = subject.policy();
    page.paragraph(|line| line.text("Verdict: ").strong(&headline(assessment)));
    if let Some(lean) = assessment.lean {
        page.paragraph(|line| {
            line.text("It leans to ").strong(words::leaning(lean)).text(", which is no verdict.")
        });
    }
    page.list(
        policy.criterion_ids().filter_map(|id| Some((id, assessment.outcome(id)?))),
        |line, (id, outcome)| {
            let criterion = policy.criterion(id);
            line.text(&criterion.title).text(" ").emphasis(&words::outcome(criterion, outcome))
        },
    );
    for ways in ways(assessment) {
        page.paragraph(|line| {
            line.text("It would be ").strong(ways.to.name()).text(" with any of:")
        });
        page.list(ways.named.into_iter().chain(ways.others), |line, way| line.text(&way));
    }
    if let Some(timing) = timing_while_it_counts(assessment) {
        page.paragraph(|line| line.text(&timing).text("."));
    }
    // What is long comes last: a hover shows ten lines.
    page.table(HEADS, &rows(subject, &questions_that_count(subject)));
    let title = assessment.proposal.title;
    write_findings(page, subject.findings(move |finding| finding.span == title));
    let source = &policy.source;
    page.paragraph(|line| {
        let line = line.text("By the policy ").code(&policy.name);
        if source.is_empty() { line } else { line.text(", ").link(source, source) }
    });
}
