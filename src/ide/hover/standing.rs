//! What is decided already: that a proposal waits, for what and why, or how it ended. The verdict is then what the
//! answers would say.

use super::Subject;
use crate::edit::deferral::NEXT_RELEASE;
use crate::ide::markup::Page;
use crate::proposal::metadata::{Metadata, Spanned, Status};

pub(super) fn write(subject: Subject<'_>, page: &mut Page) {
    let metadata = &subject.assessment.proposal.metadata;
    let status = metadata.status();
    match status {
        Status::Draft | Status::Proposed | Status::Approved => {}
        Status::Deferred => deferral(metadata, page),
        Status::Released | Status::Included | Status::Rejected | Status::Withdrawn => page
            .paragraph(|line| {
                line.text("Status: ").strong(status.name()).text(", ").text(status.says())
            }),
    }
}

/// The decision to wait, in a line, and its reasons.
pub(super) fn deferral(metadata: &Metadata, page: &mut Page) {
    let written = |value: Option<&Spanned>| {
        value.map(|value| value.text.clone()).filter(|text| !text.is_empty())
    };
    let record = metadata.deferral.as_ref();
    let date = written(record.and_then(|record| record.date.as_ref()));
    let from = written(record.and_then(|record| record.from.as_ref()));
    let target = written(metadata.target.as_ref());
    page.paragraph(|line| {
        let line = line.text("Deferred");
        let line = date.into_iter().fold(line, |line, date| line.text(" on ").text(&date));
        let line = target.into_iter().fold(line, |line, target| {
            let article = if target == NEXT_RELEASE { "the " } else { "" };
            line.text(" to ").text(article).strong(&target)
        });
        from.into_iter().fold(line, |line, from| line.text(", until then ").text(&from))
    });
    let reasons = record.into_iter().flat_map(|record| &record.reasons);
    page.list(reasons, |line, reason| line.message(&reason.text));
}
