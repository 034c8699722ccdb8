//! A waiver that silences nothing.

use super::{RULES, Rule, Subjects, WHILE_OPEN, find, nearest, no_fixes, words};
use crate::finding::{Finding, Severity, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unused-waiver",
    summary: "a waiver that suppresses nothing",
    docs: include_str!("docs/unused-waiver.md"),
    severity: Severity::Hint,
    statuses: WHILE_OPEN,
    about_waivers: true,
    check,
    fixes: no_fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    for (index, waiver) in subjects.proposal().waivers.iter().enumerate() {
        let used = subjects.used_waivers.get(index).copied().unwrap_or(false);
        let rule = find(&waiver.rule);
        // One without a reason has a finding of its own, which comes first.
        if used || (rule.is_some() && waiver.reason.is_empty()) {
            continue;
        }
        let (span, message, suggestion) = match rule {
            Some(rule) if rule.about_waivers => {
                (waiver.span, format!("`{}` cannot be waived: remove this", rule.name), None)
            }
            Some(rule) => {
                let name = rule.name;
                (
                    waiver.span,
                    format!(
                        "`{name}` has nothing to say here, so this silences nothing: remove it"
                    ),
                    None,
                )
            }
            None => {
                let meant = nearest(&waiver.rule, RULES.iter().map(|rule| rule.name));
                (waiver.rule_span, no_such_rule(&waiver.rule, meant), meant.map(str::to_owned))
            }
        };
        found.push(Finding {
            subject: Subject::Waiver(index),
            suggestion,
            ..Finding::new(&RULE, span, message)
        });
    }
}

fn no_such_rule(written: &str, meant: Option<&str>) -> String {
    if written.is_empty() {
        return "which rule? write `allow RULE: REASON`".to_owned();
    }
    let written = words::shortened(written);
    match meant {
        Some(name) => format!("there is no rule \"{written}\": did you mean `{name}`?"),
        None => format!("there is no rule \"{written}\", so this silences nothing: remove it"),
    }
}
