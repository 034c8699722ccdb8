//! A waiver that silences nothing.

use super::{RULES, Rule, Subjects, WHILE_OPEN, find, nearest, words};
use crate::edit::{Edit, waive};
use crate::finding::{Finding, Safety, Severity, Subject, Untried};
use crate::proposal::Waiver;
use crate::source::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unused-waiver",
    summary: "a waiver that suppresses nothing",
    docs: include_str!("docs/unused-waiver.md"),
    severity: Severity::Hint,
    statuses: WHILE_OPEN,
    about_waivers: true,
    check,
    fixes,
};

/// What a waiver begins with.
const ALLOW: &str = "hotfix-lint: allow ";

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    for (index, waiver) in subjects.proposal().waivers.iter().enumerate() {
        let used = subjects.used_waivers.get(index).copied().unwrap_or(false);
        let rule = find(&waiver.rule);
        // One without a reason has a finding of its own, which comes first.
        let is_unsaid = rule.is_some() && waiver.reason.is_empty() && waiver.slip.is_none();
        if used || is_unsaid {
            continue;
        }
        let severity = if is_mistake(waiver) { Severity::Warning } else { RULE.severity };
        let (span, message, suggestion) = match rule {
            _ if waiver.slip.is_some() => {
                let slip = waiver.slip.unwrap_or(waiver.span);
                let written = subjects.source.slice(slip).trim_end();
                let rule = rule.map_or("RULE", |rule| rule.name);
                (
                    Span::new(slip.start, slip.start + written.len()),
                    format!("this silences nothing: write `{ALLOW}{rule}: REASON`"),
                    Some(ALLOW.to_owned()),
                )
            }
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
            severity,
            ..Finding::new(&RULE, span, message)
        });
    }
}

/// Whether it does not do what its author meant, which is worse than not being needed.
fn is_mistake(waiver: &Waiver) -> bool {
    waiver.slip.is_some() || find(&waiver.rule).is_none()
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

fn fixes(subjects: &Subjects<'_>, finding: &Finding) -> Vec<Untried> {
    let Subject::Waiver(index) = finding.subject else { return Vec::new() };
    let Some(waiver) = subjects.proposal().waivers.get(index) else { return Vec::new() };
    let mut fixes = Vec::new();
    if let Some(meant) = &finding.suggestion {
        fixes.push(Untried {
            title: format!("Change to {}", meant.trim_end()),
            safety: Safety::Review,
            preferred: true,
            change: vec![Edit::replace(waiver.slip.unwrap_or(waiver.rule_span), meant.clone())]
                .into(),
        });
    }
    fixes.push(Untried {
        title: "Remove the waiver".to_owned(),
        // What is misspelt is to be corrected; what silences nothing can go.
        safety: if is_mistake(waiver) { Safety::Review } else { Safety::Safe },
        preferred: finding.suggestion.is_none(),
        change: waive::remove(subjects.source, waiver).into(),
    });
    fixes
}
