//! What is known of each question: which answer counts, and whether it speaks for a hotfix, evidence considered.

use crate::policy::logic::Fact;
use crate::policy::{EvidenceNeed, Policy, Question, Truth};
use crate::proposal::answer::Quality;
use crate::proposal::evidence::{Evidence, EvidenceKind};
use crate::proposal::metadata::Metadata;
use crate::proposal::{Answer, Proposal};
use crate::tracker::Tracker;

/// How well the evidence of one answer meets what its question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// What is asked for is there, or nothing is asked.
    Shown,
    /// There is something to check, but of a kind that does not show this: an index into the answer's evidence. It
    /// counts all the same.
    Weak(usize),
    /// The proposal's own issue is all there is to show how far the bug reaches: an index into the answer's evidence.
    /// It counts all the same.
    OwnIssue(usize),
    /// The home page of a site is all there is: an index into the answer's evidence. It counts all the same.
    HomePage(usize),
    /// Nothing that holds.
    Missing,
}

/// Leaves explanations out where the question asks for none, or where the words are too few: a claim's own words are
/// no evidence of it.
pub(super) fn weigh_explanations(policy: &Policy, proposal: &mut Proposal) {
    for answer in &mut proposal.answers {
        let need = &policy.question(answer.question).evidence;
        let asked =
            need.any_of.iter().chain(&need.all_of).any(|kind| *kind == EvidenceKind::Explanation);
        let own = answer.evidence.len().saturating_sub(answer.pointed_to);
        let counts = |evidence: &Evidence| {
            evidence.kind != EvidenceKind::Explanation || asked && is_enough(evidence, need)
        };
        // A footnote can be all words.
        answer.pointed_to = answer.evidence.iter().skip(own).filter(|e| counts(e)).count();
        answer.evidence.retain(counts);
    }
}

/// For each question the answer that counts: of several the first that is written, else the first.
pub(super) fn answers_that_count(policy: &Policy, proposal: &Proposal) -> Vec<Option<usize>> {
    let mut chosen: Vec<Option<usize>> = vec![None; policy.questions.len()];
    for (index, answer) in proposal.answers.iter().enumerate() {
        let Some(slot) = chosen.get_mut(usize::from(answer.question.0)) else { continue };
        let better = slot
            .and_then(|chosen| proposal.answers.get(chosen))
            .is_none_or(|chosen| substance(answer) > substance(chosen));
        if better {
            *slot = Some(index);
        }
    }
    chosen
}

/// How much of an answer it is: blank, the template's words, or written.
fn substance(answer: &Answer) -> u8 {
    match answer.reading.quality {
        Quality::Blank => 0,
        Quality::Placeholder(_) => 1,
        _ => 2,
    }
}

/// What is known of each question.
pub(super) fn facts(
    policy: &Policy,
    proposal: &Proposal,
    answer_of: &[Option<usize>],
    tracker: &Tracker,
) -> Vec<Fact> {
    let judge = |(question, &index): (&Question, &Option<usize>)| {
        let answer = index.and_then(|index| proposal.answers.get(index));
        Fact {
            value: answer.and_then(Answer::value),
            truth: truth(question, answer, &proposal.metadata, tracker),
        }
    };
    policy.questions.iter().zip(answer_of).map(judge).collect()
}

/// Whether the answer speaks for a hotfix.
fn truth(
    question: &Question,
    answer: Option<&Answer>,
    metadata: &Metadata,
    tracker: &Tracker,
) -> Truth {
    let Some(answer) = answer.filter(|answer| substance(answer) > 1) else {
        // Of an optional question silence says that nothing is claimed.
        return if question.optional { Truth::False } else { Truth::Unknown };
    };
    match answer.value() {
        Some(value) if answer.reading.is_clear() => {
            // Where no answer speaks for a hotfix, a condition may ask for the value all the same.
            if !question.for_hotfix.is_some_and(|wanted| wanted.holds(value)) {
                // Nobody needs to prove what speaks against the own case.
                Truth::False
            } else if support(question, answer, metadata, tracker) == Support::Missing {
                Truth::Unknown
            } else {
                Truth::True
            }
        }
        _ => Truth::Unknown,
    }
}

/// How well the evidence of `answer` meets what `question` asks for.
pub(super) fn support(
    question: &Question,
    answer: &Answer,
    metadata: &Metadata,
    tracker: &Tracker,
) -> Support {
    let need = &question.evidence;
    let meets = |kind: &EvidenceKind| sound(answer).any(|(_, e)| e.is(*kind) && is_enough(e, need));
    if !need.all_of.iter().all(meets) {
        return Support::Missing;
    }
    if need.any_of.is_empty() {
        return Support::Shown;
    }
    let (mut own_issue, mut home_page) = (None, None);
    for (index, evidence) in sound(answer) {
        if !need.any_of.iter().any(|kind| evidence.is(*kind)) || !is_enough(evidence, need) {
            continue;
        }
        // How many have met it is what was asked; that somebody has is not.
        if asks_for_reach(need)
            && !evidence.beyond.measures
            && is_own_issue(evidence, metadata, tracker)
        {
            own_issue = own_issue.or(Some(index));
        } else if evidence.is_home_page() {
            home_page = home_page.or(Some(index));
        } else {
            return Support::Shown;
        }
    }
    if let Some(index) = own_issue {
        return Support::OwnIssue(index);
    }
    if let Some(index) = home_page {
        return Support::HomePage(index);
    }
    // Words alone are what a claim is made of; everything else gives a reader something to look at, unless it is asked
    // for beside what is lacking.
    let weak = sound(answer).find(|(_, evidence)| {
        evidence.kind != EvidenceKind::Explanation
            && !need.all_of.iter().any(|kind| evidence.is(*kind))
    });
    weak.map_or(Support::Missing, |(index, _)| Support::Weak(index))
}

/// The evidence that is not broken.
fn sound(answer: &Answer) -> impl Iterator<Item = (usize, &Evidence)> {
    answer.evidence.iter().enumerate().filter(|(_, evidence)| evidence.proves_nothing().is_none())
}

fn is_enough(evidence: &Evidence, need: &EvidenceNeed) -> bool {
    evidence.kind != EvidenceKind::Explanation || evidence.words >= need.min_words
}

/// Whether a question asks how far the bug reaches: those are the ones that a number would answer, and neither words
/// nor a log, which show that it happens and not how often.
pub(crate) fn asks_for_reach(need: &EvidenceNeed) -> bool {
    let takes = |kind| need.any_of.contains(&kind);
    takes(EvidenceKind::Measurement)
        && !takes(EvidenceKind::Explanation)
        && !takes(EvidenceKind::Log)
}

/// Whether the evidence is the issue that the metadata names: the report itself, not a second one.
fn is_own_issue(evidence: &Evidence, metadata: &Metadata, tracker: &Tracker) -> bool {
    evidence.kind == EvidenceKind::Issue
        && (evidence.target.is_empty()
            || metadata.issues.iter().any(|issue| tracker.is_same(&issue.text, &evidence.target)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{CriterionId, ForHotfix, Kind, QuestionId, Value};
    use crate::proposal::Layout;
    use crate::proposal::answer::Reading;
    use crate::proposal::content::Content;
    use crate::proposal::metadata::Spanned;
    use crate::source::Span;

    fn question(
        for_hotfix: Option<ForHotfix>,
        any_of: &[EvidenceKind],
        optional: bool,
    ) -> Question {
        Question {
            id: "q".into(),
            criterion: CriterionId(0),
            prompt: "Q?".into(),
            aliases: Vec::new(),
            kind: Kind::YesNo,
            for_hotfix,
            limits: Vec::new(),
            evidence: EvidenceNeed { any_of: any_of.to_vec(), all_of: Vec::new(), min_words: 3 },
            optional,
            critical: false,
            template: String::new(),
            why: String::new(),
            example: String::new(),
        }
    }

    fn answer(
        value: Option<Value>,
        quality: Quality,
        evidence: &[(EvidenceKind, &str, usize)],
    ) -> Answer {
        let evidence = evidence.iter().map(|&(kind, target, words)| Evidence {
            words,
            ..Evidence::new(kind, Span::default(), target)
        });
        Answer {
            question: QuestionId(0),
            prompt: Span::default(),
            span: Span::default(),
            entry: Span::default(),
            layout: Layout::Line,
            row: None,
            content: Content::default(),
            reading: Reading { value, quality, ..Reading::blank() },
            evidence: evidence.collect(),
            pointed_to: 0,
        }
    }

    const YES: Option<Value> = Some(Value::YesNo(true));

    #[test]
    fn a_claim_is_true_when_it_is_supported() {
        use EvidenceKind::{Explanation, Image, Issue, Link, Log, Measurement, Reproduction};
        let asks = |any_of: &[EvidenceKind], evidence: &[(EvidenceKind, &str, usize)]| {
            let question = question(Some(ForHotfix::Is(Value::YesNo(true))), any_of, false);
            let answer = answer(YES, Quality::Clear, evidence);
            let metadata = Metadata {
                issues: vec![Spanned { text: "#7".into(), span: Span::default() }],
                ..Metadata::default()
            };
            let truth = truth(&question, Some(&answer), &metadata, &Tracker::default());
            (support(&question, &answer, &metadata, &Tracker::default()), truth)
        };
        let shown = (Support::Shown, Truth::True);
        let missing = (Support::Missing, Truth::Unknown);
        assert_eq!(asks(&[], &[]), shown);
        assert_eq!(asks(&[Log], &[(Log, "", 0)]), shown);
        assert_eq!(asks(&[Log], &[]), missing);
        assert_eq!(asks(&[Log], &[(Image, "a.png", 0)]), (Support::Weak(0), Truth::True));
        // Words are no log, however many; where words are asked for, they must be enough.
        assert_eq!(asks(&[Log, Reproduction], &[(Explanation, "", 90)]), missing);
        assert_eq!(asks(&[Explanation], &[(Explanation, "", 2)]), missing);
        assert_eq!(asks(&[Explanation], &[(Explanation, "", 3)]), shown);
        // A site as a whole shows nothing in particular.
        let page = |to| asks(&[Link], &[(Link, to, 0)]);
        assert_eq!(page("https://acme.io/"), (Support::HomePage(0), Truth::True));
        assert_eq!(page("https://acme.io/status"), shown);
        // The proposal's own issue shows a bug, but not how far it reaches.
        assert_eq!(asks(&[Log, Issue], &[(Issue, "#7", 0)]), shown);
        assert_eq!(asks(&[Measurement, Issue], &[(Issue, "#8", 0)]), shown);
        let own = [(Image, "a.png", 0), (Issue, "#7", 0)];
        assert_eq!(asks(&[Measurement, Issue], &own), (Support::OwnIssue(1), Truth::True));
    }

    #[test]
    fn only_what_can_be_relied_upon_is_known() {
        let asked = |value, quality, optional| {
            let question = question(Some(ForHotfix::Is(Value::YesNo(true))), &[], optional);
            truth(
                &question,
                Some(&answer(value, quality, &[])),
                &Metadata::default(),
                &Tracker::default(),
            )
        };
        let words = Span::new(1, 2);
        for quality in [
            Quality::NonAnswer(words),
            Quality::Unknown(words),
            Quality::NotApplicable(words),
            Quality::Hedged(words),
            Quality::Unclear,
            Quality::Astride(words, 3),
            Quality::TakenBack(words, words),
            Quality::TwoBoxes(words, words),
        ] {
            for optional in [false, true] {
                assert_eq!(asked(YES, quality.clone(), optional), Truth::Unknown, "{quality:?}");
            }
        }
        for quality in [Quality::Blank, Quality::Placeholder(words)] {
            assert_eq!(asked(None, quality.clone(), false), Truth::Unknown);
            assert_eq!(asked(None, quality, true), Truth::False);
        }
        assert_eq!(asked(YES, Quality::Clear, false), Truth::True);
        assert_eq!(asked(Some(Value::YesNo(false)), Quality::Clear, false), Truth::False);
        // Where no answer speaks for a hotfix, a condition may still ask for the value.
        let told = answer(YES, Quality::Clear, &[]);
        for (optional, absent) in [(false, Truth::Unknown), (true, Truth::False)] {
            let question = question(None, &[], optional);
            let truth =
                |answer| truth(&question, answer, &Metadata::default(), &Tracker::default());
            assert_eq!(truth(None), absent);
            assert_eq!(truth(Some(&told)), Truth::False);
        }
    }
}
