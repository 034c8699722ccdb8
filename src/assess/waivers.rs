//! Which findings the document's waivers silence.

use super::Waived;
use crate::finding::{Finding, Subject};
use crate::order;
use crate::proposal::{Answer, Waiver};
use crate::source::Span;
use std::collections::HashMap;

/// Takes out the findings that a waiver silences.
///
/// A waiver without a reason, or one that is written wrongly, silences nothing. It never touches a fact: only what is said, not what holds. Where
/// several waivers cover a finding the one with the farthest reach counts as used, and the others are not needed.
pub(super) fn apply(
    waivers: &[Waiver],
    answers: &[Answer],
    findings: &mut Vec<Finding>,
) -> Vec<Waived> {
    let by_rule = by_rule(waivers);
    if by_rule.is_empty() {
        return Vec::new();
    }
    let waiver_of = |finding: &Finding| {
        let scopes = by_rule.get(finding.rule)?;
        // Evidence may stand elsewhere ("see Reproduction"); it is waived where the answer is that points to it.
        let about = match finding.subject {
            Subject::Answer(index) => answers.get(index).map(answer_span),
            _ => None,
        };
        covering(scopes, finding.span).or_else(|| covering(scopes, about?))
    };
    let mut taken = Vec::new();
    for finding in std::mem::take(findings) {
        match waiver_of(&finding) {
            Some(waiver) => taken.push(Waived { finding, waiver }),
            None => findings.push(finding),
        }
    }
    taken
}

/// A waiver's reach, and the waiver: by start, each with the farthest end so far, so that one search finds whether
/// any of them covers a place. Documents may hold very many of both.
type Scopes = Vec<(Span, usize)>;

fn by_rule(waivers: &[Waiver]) -> HashMap<&str, Scopes> {
    let mut by_rule: HashMap<&str, Scopes> = HashMap::new();
    for (index, waiver) in waivers.iter().enumerate() {
        let silences = !waiver.reason.is_empty() && waiver.slip.is_none();
        if let Some(scope) = waiver.scope.filter(|_| silences) {
            by_rule.entry(&waiver.rule).or_default().push((scope, index));
        }
    }
    for scopes in by_rule.values_mut() {
        order::by_key(scopes, |(scope, _)| scope.start);
        let mut farthest: Option<(usize, usize)> = None;
        for (scope, index) in scopes {
            match farthest {
                Some((end, waiver)) if end >= scope.end => (scope.end, *index) = (end, waiver),
                _ => farthest = Some((scope.end, *index)),
            }
        }
    }
    by_rule
}

/// The waiver that covers `place`.
fn covering(scopes: &Scopes, place: Span) -> Option<usize> {
    let after = scopes.partition_point(|(scope, _)| scope.start <= place.start);
    let &(scope, waiver) = scopes.get(after.checked_sub(1)?)?;
    (place.end <= scope.end).then_some(waiver)
}

/// Prompt and answer.
fn answer_span(answer: &Answer) -> Span {
    answer.prompt.cover(answer.span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule;

    fn waiver(rule: &str, reason: &str, scope: Option<Span>) -> Waiver {
        Waiver {
            span: Span::new(0, 4),
            rule: rule.into(),
            rule_span: Span::new(1, 3),
            reason: reason.into(),
            slip: None,
            scope,
        }
    }

    fn silenced(waiver: Waiver) -> bool {
        let mut findings =
            vec![Finding::new(rule::find("missing-issue").unwrap(), Span::new(10, 14), "m")];
        let taken = apply(&[waiver], &[], &mut findings);
        assert_eq!(taken.len() + findings.len(), 1);
        findings.is_empty()
    }

    #[test]
    fn scope_rule_and_reason() {
        let here = Some(Span::new(8, 20));
        assert!(silenced(waiver("missing-issue", "told by phone", here)));
        assert!(!silenced(waiver("missing-issue", "", here)));
        assert!(!silenced(waiver("missing-evidence", "told by phone", here)));
        assert!(!silenced(waiver("missing-issue", "told by phone", Some(Span::new(11, 20)))));
        assert!(!silenced(waiver("missing-issue", "told by phone", None)));
        let slip = Some(Span::new(0, 1));
        assert!(!silenced(Waiver { slip, ..waiver("missing-issue", "told by phone", here) }));
    }
}
