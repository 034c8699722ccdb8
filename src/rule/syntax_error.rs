//! The document does not parse.

use super::{ALWAYS, Rule, Subjects};
use crate::edit::{Edit, lines};
use crate::finding::{Finding, Related, Safety, Severity, Untried};
use crate::proposal::Format;
use crate::source::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "syntax-error",
    summary: "the YAML or front matter does not parse, or a fence never closes: where, and what was expected",
    docs: include_str!("docs/syntax-error.md"),
    severity: Severity::Error,
    statuses: ALWAYS,
    about_waivers: false,
    check,
    fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    for error in &subjects.proposal().errors {
        let related = error
            .related
            .iter()
            .map(|(span, message)| Related { span: *span, message: message.clone() });
        found.push(Finding {
            related: related.collect(),
            ..Finding::new(&RULE, error.span, error.message.clone())
        });
    }
}

fn fixes(subjects: &Subjects<'_>, finding: &Finding) -> Vec<Untried> {
    match subjects.context.format {
        Format::Markdown => close(subjects, finding),
        Format::Yaml => join(subjects, finding),
    }
}

/// Takes the line out that begins a second document. Other readers of the file may want the two apart.
fn join(subjects: &Subjects<'_>, finding: &Finding) -> Vec<Untried> {
    let source = subjects.source;
    if !matches!(source.slice(finding.span), "---" | "...") {
        return Vec::new();
    }
    let line = Span::new(finding.span.start, source.next_line(finding.span.start));
    vec![Untried {
        title: "Put it into the first document".to_owned(),
        safety: Safety::Review,
        preferred: true,
        change: vec![Edit::remove(line)].into(),
    }]
}

/// Closes a code fence or a comment where reading took it to end: before the next question, or at the end.
fn close(subjects: &Subjects<'_>, finding: &Finding) -> Vec<Untried> {
    let source = subjects.source;
    let opening = source.slice(finding.span);
    let mark = opening.chars().next().unwrap_or(' ');
    let fence: String = opening.chars().take_while(|&c| c == mark).collect();
    let is_fence = matches!(mark, '`' | '~') && fence.len() > 2;
    if !is_fence && !opening.starts_with("<!--") {
        return Vec::new();
    }
    let answers = subjects.proposal().answers.iter().map(|answer| answer.entry.start);
    let end =
        answers.filter(|&start| start > finding.span.end).min().unwrap_or(source.text().len());
    let body = source.slice(Span::new(finding.span.start, end));
    let last = finding.span.start + body.trim_end().len();
    let (title, edit) = if is_fence {
        let line = source.line_span(source.line_of(finding.span.start));
        let before = source.slice(Span::new(line.start, finding.span.start));
        let indent: String =
            before.chars().map(|c| if c == '>' || c == '\t' { c } else { ' ' }).collect();
        let place = lines::line_after(source, last.saturating_sub(1), end);
        let eol = lines::eol_at(source, place.at);
        ("Close the code fence", place.edit(&format!("{indent}{fence}"), eol))
    } else {
        (
            "Close the comment",
            Edit::insert(source.line_span(source.line_of(last)).end.min(end), " -->"),
        )
    };
    vec![Untried {
        title: title.to_owned(),
        safety: Safety::Review,
        preferred: true,
        change: vec![edit].into(),
    }]
}
