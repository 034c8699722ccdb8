//! Metadata: what a key is for, and what its value comes to.

use super::Subject;
use crate::assess::days;
use crate::calendar::Dated;
use crate::ide::markup::Page;
use crate::proposal::metadata::keys::METADATA;
use crate::proposal::metadata::{Metadata, Status};
use crate::rule::words;
use crate::source::Span;

pub(super) fn write(subject: Subject<'_>, offset: usize, page: &mut Page) -> Option<Span> {
    let metadata = &subject.assessment.proposal.metadata;
    if !metadata.block?.touches(offset) {
        return None;
    }
    // These have more to say of themselves.
    let keys = METADATA.iter().filter(|key| !matches!(key.name, "title" | "answers"));
    let known = keys.into_iter().find_map(|key| {
        let entry = metadata.entry(key.name)?;
        let span = [entry.key_span, entry.value.span].into_iter().find(|s| s.touches(offset))?;
        Some((key, span))
    });
    let (key, span) = known?;
    page.paragraph(|line| line.strong(key.name).text(": ").message(key.says));
    match key.name {
        "status" => status(metadata, page),
        "target" => target(subject, page),
        "issue" => issues(subject, offset, page),
        "deferral" => deferral(metadata, page),
        "decision" => decision(metadata, page),
        _ => {}
    }
    // One thing to light up, not a page.
    let line = subject.source.line_span(subject.source.line_of(offset));
    Some(Span::new(
        span.start.max(line.start),
        span.end.min(line.end).max(span.start.max(line.start)),
    ))
}

fn status(metadata: &Metadata, page: &mut Page) {
    let now = metadata.status();
    page.list(Status::ALL, |line, status| {
        let name = status.name();
        let line = if status == now { line.strong(name) } else { line.text(name) };
        line.text(": ").text(status.says())
    });
}

fn target(subject: Subject<'_>, page: &mut Page) {
    let metadata = &subject.assessment.proposal.metadata;
    let Some(target) = &metadata.target else { return };
    let component = metadata.component.as_ref().map(|component| component.text.as_str());
    let Some(calendar) = &subject.context.config.calendar else {
        page.paragraph(|line| line.text("No calendar is configured."));
        return;
    };
    match calendar.find(&target.text, component) {
        Some(release) => {
            let today = subject.context.today;
            page.list(dates(&release, today), |line, text| line.text(&text));
        }
        None => page.paragraph(|line| {
            line.text("The calendar has no release ").code(&target.text).text(".")
        }),
    }
}

/// A release's dates, with the days left.
fn dates(release: &Dated, today: jiff::civil::Date) -> Vec<String> {
    let when = |day| match days(today, day) {
        left if left >= 0 => words::in_days(left),
        past => words::count(past.unsigned_abs() as usize, "day ago", "days ago"),
    };
    let mut dates = Vec::new();
    if release.freeze != release.release {
        dates.push(format!("freeze {} ({})", release.freeze, when(release.freeze)));
    }
    dates.push(format!("release {} ({})", release.release, when(release.release)));
    dates
}

fn issues(subject: Subject<'_>, offset: usize, page: &mut Page) {
    let issues = &subject.assessment.proposal.metadata.issues;
    // The one under the cursor, or else, on the key, all of them.
    let one = issues.iter().find(|issue| issue.span.touches(offset));
    let shown = one.map_or(&issues[..], std::slice::from_ref);
    page.list(shown, |line, issue| {
        match url(&issue.text, subject.context.config.tracker_url.as_deref()) {
            Some(url) => line.link(&issue.text, &url),
            None => line.text(&issue.text).text(": no tracker is configured to look it up in"),
        }
    });
}

/// Where an issue reference leads: itself when it is a URL, else the tracker's page of it. `None` where that would be no
/// address: the reference is whatever the author wrote.
pub(crate) fn url(reference: &str, tracker: Option<&str>) -> Option<String> {
    // What RFC 3986 allows in a path, a query and a fragment; of percent signs those of an encoding.
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&b);
    let encoded =
        |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|b| b.is_ascii_hexdigit());
    if !reference.bytes().all(allowed) || !reference.split('%').skip(1).all(encoded) {
        return None;
    }
    if reference.starts_with("https://") || reference.starts_with("http://") {
        return Some(reference.to_owned());
    }
    if let Some((repository, number)) = reference.split_once('#')
        && repository.contains('/')
    {
        // Another repository of the same host, where the tracker's address has that shape.
        let tracker = tracker?;
        let (host, _) = tracker.strip_prefix("https://")?.split_once('/')?;
        return Some(format!("https://{host}/{repository}/issues/{number}"));
    }
    Some(tracker?.replace("{issue}", reference.trim_start_matches('#')))
}

fn deferral(metadata: &Metadata, page: &mut Page) {
    let Some(deferral) = &metadata.deferral else { return };
    if let Some(date) = &deferral.date {
        let from = deferral.from.as_ref().map_or("", |from| from.text.as_str());
        page.paragraph(|line| {
            let line = line.text("Deferred on ").text(&date.text);
            if from.is_empty() { line } else { line.text(", until then ").text(from) }
        });
    }
    page.list(&deferral.reasons, |line, reason| line.text(&reason.text));
}

fn decision(metadata: &Metadata, page: &mut Page) {
    let Some(decision) = &metadata.decision else { return };
    let parts = [("by", &decision.by), ("date", &decision.date), ("reason", &decision.reason)];
    page.list(parts, |line, (name, part)| match part {
        Some(part) => line.text(name).text(": ").text(&part.text),
        None => line.text(name).text(": missing"),
    });
}

#[cfg(test)]
mod tests {
    use super::url;

    #[test]
    fn a_reference_that_is_no_address_leads_nowhere() {
        let tracker = Some("https://forge.example/acme/app/issues/{issue}");
        assert_eq!(
            url("#12", tracker).as_deref(),
            Some("https://forge.example/acme/app/issues/12")
        );
        for reference in
            ["rust-\u{0}/x", "a b", "é#1", "https://x.example/\u{7}", "https://x.example/%zz"]
        {
            assert_eq!(url(reference, tracker), None, "{reference:?}");
        }
    }
}
