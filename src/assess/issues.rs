//! What the configured tracker makes of the issues that a proposal names.

use super::asks_for_reach;
use crate::policy::Policy;
use crate::proposal::evidence::{Beyond, Evidence, EvidenceKind};
use crate::proposal::metadata::Spanned;
use crate::proposal::{Answer, Proposal};
use crate::source::{Source, Span};
use crate::tracker::{Pattern, Tracker};

/// Adds the references that only the tracker's pattern makes one; marks issues as broken that prove nothing; and where
/// it is asked how far a bug reaches, marks issues as a measurement that many have met.
pub(super) fn look_up(
    source: &Source,
    policy: &Policy,
    proposal: &mut Proposal,
    tracker: &Tracker,
) {
    if let Some(pattern) = &tracker.pattern {
        recognise(source, proposal, pattern);
    }
    recognise_own(proposal);
    if tracker.snapshots.is_empty() {
        return;
    }
    for answer in &mut proposal.answers {
        let need = &policy.question(answer.question).evidence;
        judge(&mut answer.evidence, asks_for_reach(need), tracker);
    }
}

fn judge(evidence: &mut [Evidence], asks_for_reach: bool, tracker: &Tracker) {
    let is_issue = |one: &Evidence| one.kind == EvidenceKind::Issue && one.broken.is_none();
    for one in evidence.iter_mut().filter(|one| is_issue(one)) {
        one.beyond.broken = tracker.refutes(&one.target);
    }
    let stands = |one: &Evidence| is_issue(one) && one.beyond.broken.is_none();
    let issues = evidence.iter().filter(|one| stands(one));
    if asks_for_reach && tracker.measures(issues.map(|one| one.target.as_str())) {
        for one in evidence.iter_mut().filter(|one| stands(one)) {
            one.beyond.measures = tracker.issue(&one.target).is_some();
        }
    }
}

/// Finds the words that a pattern makes references, in the metadata and in the prose of answers.
fn recognise(source: &Source, proposal: &mut Proposal, pattern: &Pattern) {
    let metadata = &mut proposal.metadata;
    if let Some(span) = metadata.entry("issue").map(|entry| entry.value.span) {
        for (text, span) in references(source.slice(span), span.start, pattern) {
            if !metadata.issues.iter().any(|issue| issue.span.touches(span.start)) {
                metadata.issues.push(Spanned { text: text.to_owned(), span });
            }
        }
    }
    for answer in &mut proposal.answers {
        mentions(answer, pattern, false);
    }
}

/// How many issues of the metadata tell what keys look like.
const OWN: usize = 8;

/// Finds the keys that begin as one of the metadata's does: where the issue is `DB-77`, `DB-80` is no version.
fn recognise_own(proposal: &mut Proposal) {
    let mut patterns: Vec<Pattern> = Vec::new();
    for issue in proposal.metadata.issues.iter().take(OWN) {
        patterns.extend(Pattern::of_key(&issue.text).filter(|pattern| !patterns.contains(pattern)));
    }
    for answer in &mut proposal.answers {
        for pattern in &patterns {
            mentions(answer, pattern, true);
        }
    }
}

/// Adds the references of a pattern; `plain` leaves out those that a link leads from, wherever it goes.
fn mentions(answer: &mut Answer, pattern: &Pattern, plain: bool) {
    let links = &answer.content.links;
    let is_linked = |span: Span| {
        let next = links.partition_point(|link| link.span.end <= span.start);
        plain && links.get(next).is_some_and(|link| link.span.start <= span.start)
    };
    let prose = &answer.content.prose;
    if !pattern.may_be_in(prose.text()) {
        return;
    }
    let mut found: Vec<Evidence> = Vec::new();
    for (text, range) in references(prose.text(), 0, pattern) {
        let span = prose.span(range.range());
        let is_known = |one: &Evidence| {
            one.kind != EvidenceKind::Explanation
                && (one.target == text || one.span.touches(span.start))
        };
        if !is_linked(span) && !answer.evidence.iter().chain(&found).any(is_known) {
            let beyond = Beyond { found: true, ..Beyond::default() };
            found.push(Evidence { beyond, ..Evidence::new(EvidenceKind::Issue, span, text) });
        }
    }
    // What the answer points to stands behind its own.
    let own = answer.evidence.len().saturating_sub(answer.pointed_to);
    answer.evidence.splice(own..own, found);
}

/// The references among the words of a text, each with its bytes from `start` on.
fn references<'t>(
    text: &'t str,
    start: usize,
    pattern: &'t Pattern,
) -> impl Iterator<Item = (&'t str, Span)> {
    let is_between = |c: char| c.is_whitespace() || ",;[](){}\"'`".contains(c);
    let mut at = 0;
    text.split(is_between).filter_map(move |word| {
        let begin = start + at;
        at += word.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
        let word = word.trim_end_matches(['.', ':', '!', '?']);
        pattern.issue(word)?;
        Some((word, Span::new(begin, begin + word.len())))
    })
}

#[cfg(test)]
mod tests {
    use crate::assess::{Context, assess, assess_with};
    use crate::config::Config;
    use crate::proposal::Format;
    use crate::source::Source;
    use crate::tracker::{Pattern, Snapshot, Tracker};
    use std::sync::Arc;

    fn config(pattern: Option<&str>, snapshot: &str) -> Config {
        let tracker = Tracker {
            pattern: pattern.and_then(Pattern::new),
            snapshots: vec![Arc::new(Snapshot::read("i.json", snapshot).0)],
            reach: Some(2),
            ..Tracker::at("https://forge.example/acme/app/issues/{issue}")
        };
        Config { tracker, ..Config::default() }
    }

    #[test]
    fn what_another_tracker_told_is_forgotten() {
        let source = Source::new(
            "---\nissue: T12\n---\n# T\n\n- Does it produce incorrect results? Yes, T12, #12 and #13\n\
             - Does the bug affect a common or major function? Yes, #12, T14. See Log\n\n## Log\n\n#13\n",
        );
        let closed = r#"[{"number": 12, "state": "CLOSED", "stateReason": "NOT_PLANNED"},
            {"number": 13, "reactionGroups": [{"content": "HEART", "users": {"totalCount": 3}}]}]"#;
        let configs = [
            Config::default(),
            config(Some("T{issue}"), closed),
            config(None, "[{\"number\": 12}]"),
            config(Some("#{issue}"), closed),
        ];
        let context = |config| Context {
            format: Format::Markdown,
            config,
            today: "2026-11-22".parse().unwrap(),
            exists: None,
            policies: None,
            given: None,
        };
        for (one, other) in configs.iter().flat_map(|one| configs.iter().map(move |o| (one, o))) {
            let before = assess(&source, &context(one));
            let anew = assess(&source, &context(other));
            let again = assess_with(&source, &context(other), Some((&source, &before)));
            assert_eq!(format!("{again:?}"), format!("{anew:?}"));
        }
    }
}
