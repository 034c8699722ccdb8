//! The document does not parse.

use super::{ALWAYS, Rule, Subjects, no_fixes};
use crate::finding::{Finding, Related, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    name: "syntax-error",
    summary: "the YAML or front matter does not parse, or a fence never closes: where, and what was expected",
    docs: include_str!("docs/syntax-error.md"),
    severity: Severity::Error,
    statuses: ALWAYS,
    about_waivers: false,
    check,
    fixes: no_fixes,
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
