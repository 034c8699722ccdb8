//! What the rules say of an assessment: where each of them speaks, at which level, and what waivers silence.

use super::{Assessment, Context, MAX_BYTES, Waived, waivers};
use crate::finding::Finding;
use crate::order;
use crate::rule::{self, RULES, Subjects};
use crate::source::Source;
use std::cmp::Ordering;

/// What the rules say, or (`only`) one of them: each at its configured level, and what of it is waived; both in
/// document order.
pub(super) fn findings(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    only: Option<&str>,
) -> (Vec<Finding>, Vec<Waived>) {
    let mut subjects = Subjects { source, context, assessment, used_waivers: &[] };
    let unread = source.text().len() > MAX_BYTES;
    let status = assessment.proposal.metadata.status();
    let speaks = |rule: &&rule::Rule| {
        rule.statuses.contains(&status)
            && (!unread || rule.name == rule::syntax_error::RULE.name)
            && only.is_none_or(|only| rule.name == only)
    };
    let mut found = Vec::new();
    for rule in RULES.iter().filter(speaks).filter(|rule| !rule.about_waivers) {
        run(rule, &subjects, &mut found);
    }
    let proposal = &assessment.proposal;
    let mut waived = waivers::apply(&proposal.waivers, &proposal.answers, &mut found);
    let mut used = vec![false; proposal.waivers.len()];
    for one in &waived {
        used[one.waiver] = true;
    }
    subjects.used_waivers = &used;
    for rule in RULES.iter().filter(speaks).filter(|rule| rule.about_waivers) {
        run(rule, &subjects, &mut found);
    }
    // Rules ran in their order, and the sort keeps it for findings at the same place.
    order::by_key(&mut found, |finding| finding.span.start);
    found.dedup();
    order::by_key(&mut waived, |waived| waived.finding.span.start);
    waived.dedup();
    (found, waived)
}

/// Appends what one rule finds, at the level the team has set for it.
///
/// What the rule itself puts lower than its level (a moot question, a draft) never rises above that; what it puts
/// higher stays there unless the team has set a level.
fn run(rule: &rule::Rule, subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    let set = subjects.context.config.rules.get(rule.name).copied();
    let Some(level) = set.unwrap_or(Some(rule.severity)) else { return };
    let from = found.len();
    (rule.check)(subjects, found);
    for finding in &mut found[from..] {
        finding.severity = match finding.severity.cmp(&rule.severity) {
            Ordering::Less => finding.severity.min(level),
            Ordering::Greater if set.is_none() => finding.severity,
            Ordering::Equal | Ordering::Greater => level,
        };
    }
}
