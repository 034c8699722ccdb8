//! Metadata: what a key is for, and what its value comes to.

use super::{Subject, issue, release, standing, verdict};
use crate::ide::addresses;
use crate::ide::markup::Page;
use crate::proposal::metadata::keys::METADATA;
use crate::proposal::metadata::{Metadata, Spanned, Status};
use crate::proposal::yaml_tree::{Entry, NodeKind};
use crate::settings::shape::{Key, Shape};
use crate::source::Span;
use crate::tracker::Tracker;

pub(super) fn write(subject: Subject<'_>, offset: usize, page: &mut Page) -> Option<Span> {
    let metadata = &subject.assessment.proposal.metadata;
    if !metadata.block?.touches(offset) {
        return None;
    }
    let (path, key, span) = METADATA.iter().find_map(|key| place(metadata, key, offset))?;
    page.paragraph(|line| line.strong(&path).text(": ").message(key.says));
    match path.as_str() {
        "status" => status(subject, page),
        "target" => release(subject, metadata.target.as_ref(), page),
        "hotfix-release" => hotfix_release(subject, page),
        "component" => next(subject, page),
        "issue" => issues(subject, offset, page),
        "fix" => fix(subject, page),
        "policy" => policy(subject, page),
        "deferral" if metadata.deferral.is_some() => standing::deferral(metadata, page),
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

/// The key at `offset`, by itself or by its value: its path, what it is, and its place.
fn place(
    metadata: &Metadata,
    key: &'static Key,
    offset: usize,
) -> Option<(String, &'static Key, Span)> {
    let entry = metadata.entry(key.name)?;
    let at = |entry: &Entry, with_value: bool| {
        let value = with_value.then_some(entry.value.span);
        [Some(entry.key_span), value].into_iter().flatten().find(|span| span.touches(offset))
    };
    if let (Shape::OpenMap(keys), NodeKind::Mapping(entries)) = (key.shape, &entry.value.kind) {
        let inner = entries.iter().find_map(|entry| {
            let key = keys.iter().find(|key| key.name == entry.key)?;
            Some((key, at(entry, true)?))
        });
        if let Some((inner, span)) = inner {
            return Some((format!("{}.{}", key.name, inner.name), inner, span));
        }
    }
    // The title and the answers have more to say of themselves than what they are.
    let with_value = !matches!(key.name, "title" | "answers");
    Some((key.name.to_owned(), key, at(entry, with_value)?))
}

fn status(subject: Subject<'_>, page: &mut Page) {
    let now = subject.assessment.proposal.metadata.status();
    page.list(Status::ALL, |line, status| {
        let name = status.name();
        let line = if status == now { line.strong(name) } else { line.text(name) };
        line.text(": ").text(status.says())
    });
    verdict::write(subject, page);
}

/// The dates of a release that the calendar knows.
fn release(subject: Subject<'_>, named: Option<&Spanned>, page: &mut Page) {
    let Some(named) = named.filter(|named| !named.text.is_empty()) else { return };
    if let Some(known) = subject.assessment.target(subject.context.config)
        && known.name != named.text
    {
        page.paragraph(|line| line.text("That is release ").strong(&known.name).text(":"));
        release::write(&known, subject.context, page);
        return;
    }
    release::named(subject.context, &named.text, component(subject), page);
}

/// The hotfix goes out between releases: most often what matters is which one comes next.
fn hotfix_release(subject: Subject<'_>, page: &mut Page) {
    let Some(named) = &subject.assessment.proposal.metadata.hotfix_release else { return };
    let calendar = subject.context.config.calendar.as_ref();
    match calendar.and_then(|calendar| calendar.find(&named.text, component(subject))) {
        Some(known) => release::write(&known, subject.context, page),
        None => next(subject, page),
    }
}

fn next(subject: Subject<'_>, page: &mut Page) {
    let Some(next) = &subject.assessment.next_release else { return };
    page.paragraph(|line| line.text("The next release is ").strong(&next.release.name).text(":"));
    release::write(&next.release, subject.context, page);
}

fn component(subject: Subject<'_>) -> Option<&str> {
    let component = subject.assessment.proposal.metadata.component.as_ref();
    component.map(|component| component.text.as_str())
}

fn fix(subject: Subject<'_>, page: &mut Page) {
    let fix = subject.assessment.proposal.metadata.fix.as_ref();
    let Some(fix) = fix.filter(|fix| !fix.text.is_empty()) else { return };
    let address = addresses::fix(&fix.text, &subject.context.config.tracker);
    page.paragraph(|line| match address.or_else(|| Tracker::default().url_of(&fix.text)) {
        Some(address) => line.link(&fix.text, &address),
        None => line.code(&fix.text),
    });
}

fn policy(subject: Subject<'_>, page: &mut Page) {
    let policy = subject.policy();
    page.paragraph(|line| {
        let line = line.text("In force: ").code(&policy.name).text(", ").text(&policy.title);
        match policy.source.as_str() {
            "" => line,
            source => line.text(", ").link(source, source),
        }
    });
}

fn issues(subject: Subject<'_>, offset: usize, page: &mut Page) {
    let issues = &subject.assessment.proposal.metadata.issues;
    // The one under the cursor, or else, on the key, all of them.
    let one = issues.iter().find(|issue| issue.span.touches(offset));
    let shown = one.map_or(&issues[..], std::slice::from_ref);
    page.list(shown, |line, issue| match subject.context.config.tracker.url_of(&issue.text) {
        Some(url) => line.link(&issue.text, &url),
        None => line.text(&issue.text).text(": no tracker is configured to look it up in"),
    });
    for named in shown {
        issue::write(subject, &named.text, false, page);
    }
}

fn decision(metadata: &Metadata, page: &mut Page) {
    let Some(decision) = &metadata.decision else { return };
    let parts = [("by", &decision.by), ("date", &decision.date), ("reason", &decision.reason)];
    page.list(parts, |line, (name, part)| match part {
        Some(part) => line.text(name).text(": ").text(&part.text),
        None => line.text(name).text(": missing"),
    });
}
