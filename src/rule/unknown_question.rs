//! A line that is nearly a question.

use super::{Rule, Subjects, WHILE_OPEN, is_slip, words};
use crate::edit::Edit;
use crate::finding::{Finding, Safety, Severity, Subject, Untried};
use crate::proposal::Format;
use crate::source::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-question",
    summary: "close to a known question, but no match: did you mean …",
    docs: include_str!("docs/unknown-question.md"),
    severity: Severity::Warning,
    statuses: WHILE_OPEN,
    about_waivers: false,
    check,
    fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    for (index, miss) in subjects.proposal().near_misses.iter().enumerate() {
        let known = subjects.policy().question(miss.question);
        // A key is meant to be an id, words are meant to be the prompt.
        let is_id = subjects.context.format == Format::Yaml
            && !subjects.source.slice(miss.span).contains(char::is_whitespace);
        let (suggestion, named) = if is_id {
            (&known.id, format!("`{}`", known.id))
        } else {
            (&known.prompt, words::prompt(subjects.policy(), miss.question))
        };
        let message = format!("no question is worded like this: did you mean {named}?");
        found.push(Finding {
            question: Some(miss.question),
            subject: Subject::NearMiss(index),
            suggestion: Some(suggestion.clone()),
            ..Finding::new(&RULE, miss.span, message)
        });
    }
}

fn fixes(subjects: &Subjects<'_>, finding: &Finding) -> Vec<Untried> {
    let (Some(known), Some(question)) = (&finding.suggestion, finding.question) else {
        return Vec::new();
    };
    let written = subjects.source.slice(finding.span);
    let safety = if is_typo(written, known) { Safety::Safe } else { Safety::Review };
    let is_key = subjects.context.format == Format::Yaml;
    let words = if is_key { &subjects.policy().question(question).id } else { known };
    // What closes emphasis that was opened before the words stays.
    let end = finding.span.start + written.trim_end_matches(['*', '_']).len();
    let words = before(subjects.source.text().get(end..).unwrap_or_default(), words);
    let edits = vec![Edit::replace(Span::new(finding.span.start, end), words)];
    vec![Untried {
        title: "Use the known prompt".to_owned(),
        safety,
        preferred: true,
        change: edits.into(),
    }]
}

/// The words as they stand before `rest`: a colon, or another question mark, is punctuation enough.
fn before<'w>(rest: &str, words: &'w str) -> &'w str {
    let ends = rest.trim_start_matches(['*', '_', '`', '"', ' ']).starts_with([':', '?']);
    if ends { words.trim_end_matches('?') } else { words }
}

/// Whether the words differ in nothing but the spelling of long words: whatever else differs may be meant.
fn is_typo(written: &str, known: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (written, known) = (words(written), words(known));
    written.len() == known.len()
        && written
            .iter()
            .zip(&known)
            .all(|(written, known)| written == known || is_misspelt(written, known))
}

/// Whether a long word is another one with a slip, and not a word of its own: minor is not major, nor unknown known.
fn is_misspelt(written: &str, known: &str) -> bool {
    known.len() > 4 && written.chars().next() == known.chars().next() && is_slip(written, known)
}
