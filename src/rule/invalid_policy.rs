//! A mistake in the policy file. The loader finds it, and reports it in that file: this row gives it its page and level.

use super::{ALWAYS, Rule, Subjects, no_fixes};
use crate::finding::{Finding, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    name: "invalid-policy",
    summary: "in the policy file itself, at the key",
    docs: include_str!("docs/invalid-policy.md"),
    severity: Severity::Error,
    statuses: ALWAYS,
    about_waivers: false,
    check,
    fixes: no_fixes,
};

/// Says nothing in a proposal: the mistake is not there.
fn check(_: &Subjects<'_>, _: &mut Vec<Finding>) {}
