//! Fixes are tried before they are offered: applied, read and judged again.

use super::{Assessment, Context, reassess};
use crate::edit::{Edit, apply, deferral, insert, waive};
use crate::finding::{Change, Finding, Fix, Safety, Subject, Untried};
use crate::policy::{QuestionId, Truth};
use crate::proposal::Answer;
use crate::proposal::answer::Quality;
use crate::rule::{self, Rule, Subjects};
use crate::source::Source;

/// Rules whose fixes make room that only the author can fill: the finding goes when that is done.
const FILLED_BY_AUTHOR: [&str; 4] =
    ["missing-issue", "missing-evidence", "risk-not-weighed", "decision-contradicts-verdict"];

/// Rules that a waiver does not silence in any useful way: they are to be mended, or are no findings against the text.
const NOT_WAIVED: [&str; 5] =
    ["syntax-error", "invalid-metadata", "open-questions", "invalid-config", "invalid-policy"];

/// Whether a waiver of this rule does anybody good.
pub fn is_waivable(rule: &rule::Rule) -> bool {
    !rule.about_waivers && !NOT_WAIVED.contains(&rule.name)
}

/// Rules some of whose fixes keep the document's meaning. For the others none has to be made to know that.
const MENDED_UNASKED: [&str; 6] = [
    "invalid-metadata",
    "unknown-question",
    "duplicate-question",
    "leftover-template",
    "missing-evidence",
    "unused-waiver",
];

/// The fixes of one finding, each applied to the text and found to do what it says: nothing new is broken, no other
/// answer reads differently, and the finding is gone (or, where only the author can say more, there is room to).
pub fn fixes(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    finding: &Finding,
) -> Vec<Fix> {
    let Some(trial) = Trial::new(source, context, assessment, finding) else { return Vec::new() };
    let mut offered: Vec<Fix> = Vec::new();
    for fix in trial.untried() {
        // Of several ways to the same end the first that leads there.
        if !offered.iter().any(|known| known.title == fix.title) {
            offered.extend(trial.tried(fix));
        }
    }
    debug_assert!(
        MENDED_UNASKED.contains(&finding.rule) || offered.iter().all(|f| f.safety != Safety::Safe),
        "{} mends, and is not among those that do",
        finding.rule
    );
    offered
}

/// The first safe fix of one finding, found to do what it says: what fix-all takes.
pub fn safe_fix(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    finding: &Finding,
) -> Option<Fix> {
    if !MENDED_UNASKED.contains(&finding.rule) {
        return None;
    }
    let trial = Trial::new(source, context, assessment, finding)?;
    let mut safe = trial.known().into_iter().filter(|fix| fix.safety == Safety::Safe);
    safe.find_map(|fix| trial.tried(fix))
}

/// The fixes of one finding that may do what they say: [`fix`] finds out. There may be several of one title, the most
/// natural first.
pub fn untried(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    finding: &Finding,
) -> Vec<Untried> {
    Trial::new(source, context, assessment, finding).map_or_else(Vec::new, |trial| trial.untried())
}

/// The fix of that title, found to do what it says.
pub fn fix(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    finding: &Finding,
    title: &str,
) -> Option<Fix> {
    let trial = Trial::new(source, context, assessment, finding)?;
    let mut named = trial.untried().into_iter().filter(|fix| fix.title == title);
    named.find_map(|fix| trial.tried(fix))
}

/// One finding of a text whose fixes are tried.
struct Trial<'a> {
    source: &'a Source,
    context: &'a Context<'a>,
    assessment: &'a Assessment,
    finding: &'a Finding,
    rule: &'static Rule,
}

impl<'a> Trial<'a> {
    fn new(
        source: &'a Source,
        context: &'a Context<'a>,
        assessment: &'a Assessment,
        finding: &'a Finding,
    ) -> Option<Self> {
        let rule = rule::find(finding.rule)?;
        Some(Self { source, context, assessment, finding, rule })
    }

    fn subjects(&self) -> Subjects<'a> {
        let (source, context) = (self.source, self.context);
        Subjects { source, context, assessment: self.assessment, used_waivers: &[] }
    }

    /// What the rule knows to do.
    fn known(&self) -> Vec<Untried> {
        (self.rule.fixes)(&self.subjects(), self.finding)
    }

    /// What the rule knows to do, and a waiver.
    fn untried(&self) -> Vec<Untried> {
        let mut fixes = self.known();
        if is_waivable(self.rule) {
            fixes.extend(self.waiver());
        }
        fixes
    }

    /// A waiver for the finding, its reason left to the author: without one it silences nothing.
    fn waiver(&self) -> Option<Untried> {
        // One that waits for its reason is enough.
        let waits = |waiver: &crate::proposal::Waiver| {
            waiver.rule == self.rule.name
                && waiver.reason.is_empty()
                && waiver.slip.is_none()
                && waiver.scope.is_some_and(|scope| scope.meets(self.finding.span))
        };
        if self.assessment.proposal.waivers.iter().any(waits) {
            return None;
        }
        let edits = waive::insert(self.source, &self.assessment.proposal, self.finding, "")?;
        Some(Untried {
            title: format!("Waive {}, saying why", self.rule.name),
            safety: Safety::Review,
            preferred: false,
            change: Change::Waive(edits),
        })
    }

    /// The fix with its edits, where it does what it says.
    fn tried(&self, fix: Untried) -> Option<Fix> {
        let (source, context, assessment) = (self.source, self.context, self.assessment);
        let waives = matches!(fix.change, Change::Waive(_));
        let edits = match fix.change {
            Change::Edits(edits) | Change::Waive(edits) => edits,
            Change::Insert(questions) => {
                insert::questions(source, &assessment.policy, &assessment.proposal, &questions)?
            }
            Change::Defer(to) => {
                deferral::defer(source, context, assessment, to.as_ref()).ok()?.edits
            }
            Change::Reopen => deferral::reopen(source, context, assessment).ok()?.edits,
        };
        let fix = Fix { title: fix.title, safety: fix.safety, preferred: fix.preferred, edits };
        let works = if waives { self.silences() } else { self.mends(&fix) };
        works.then_some(fix)
    }

    /// Whether a waiver, with a reason, does what it is for.
    fn silences(&self) -> bool {
        let (assessment, finding) = (self.assessment, self.finding);
        let edits = waive::insert(self.source, &assessment.proposal, finding, "because");
        let Some((_, after)) = edits.and_then(|edits| self.applied(&edits)) else { return false };
        let none = Finding { question: None, subject: Subject::Document, ..finding.clone() };
        count(&after, finding) < count(assessment, finding) && is_sound(assessment, &after, &none)
    }

    /// Whether the fix does what it says.
    fn mends(&self, fix: &Fix) -> bool {
        let (assessment, finding) = (self.assessment, self.finding);
        let Some((text, after)) = self.applied(&fix.edits) else { return false };
        if !is_sound(assessment, &after, finding) {
            return false;
        }
        if FILLED_BY_AUTHOR.contains(&finding.rule) && fix.safety == Safety::Review {
            let shown = |question: QuestionId| after.fact(question).truth == Truth::True;
            let filled = finding.rule == "missing-evidence" && finding.question.is_some_and(shown);
            return !filled && !self.is_offered_again(&text, &after, fix);
        }
        count(&after, finding) < count(assessment, finding)
    }

    /// Whether the room that a fix made is not seen where it was made.
    fn is_offered_again(&self, source: &Source, after: &Assessment, fix: &Fix) -> bool {
        let context = self.context;
        let subjects = Subjects { source, context, assessment: after, used_waivers: &[] };
        let same = after.findings.iter().filter(|other| is_alike(other, self.finding));
        same.flat_map(|finding| (self.rule.fixes)(&subjects, finding))
            .any(|other| other.title == fix.title)
    }

    /// The changed text and what its rule has to say of it; `None` where nothing changes.
    fn applied(&self, edits: &[Edit]) -> Option<(Source, Assessment)> {
        let text = apply(self.source.text(), edits).filter(|text| text != self.source.text())?;
        let source = Source::new(text);
        let before = (self.source, self.assessment);
        let assessment = reassess(&source, self.context, before, self.rule);
        Some((source, assessment))
    }
}

/// Whether nothing is broken, and nothing is said differently that the finding is not about.
fn is_sound(before: &Assessment, after: &Assessment, finding: &Finding) -> bool {
    if after.proposal.errors.len() > before.proposal.errors.len() {
        return false;
    }
    if after.policy.name != before.policy.name {
        // Another policy asks other questions.
        return finding.subject == Subject::Metadata("policy");
    }
    let about = about(before, finding);
    // The answers may point to the issue that the metadata names.
    let evidence = finding.subject != Subject::Metadata("issue");
    before.policy.question_ids().filter(|question| !about.contains(question)).all(|question| {
        let of = |assessment: &'_ Assessment| -> Vec<Answer> {
            let all = assessment.proposal.answers.iter();
            all.filter(|answer| answer.question == question).cloned().collect()
        };
        let (old, new) = (of(before), of(after));
        if old.is_empty() {
            return new.iter().all(|answer| answer.reading.quality == Quality::Blank);
        }
        old.len() == new.len() && old.iter().zip(&new).all(|(old, new)| is_same(old, new, evidence))
    })
}

fn is_same(old: &Answer, new: &Answer, evidence: bool) -> bool {
    let kind = std::mem::discriminant(&old.reading.quality);
    let shown = |answer: &Answer| -> Vec<_> {
        answer.evidence.iter().map(|e| (e.kind, e.target.clone())).collect()
    };
    old.reading.value == new.reading.value
        && kind == std::mem::discriminant(&new.reading.quality)
        && (!evidence || shown(old) == shown(new))
}

/// The questions that the finding is about.
fn about(assessment: &Assessment, finding: &Finding) -> Vec<QuestionId> {
    let mut about: Vec<QuestionId> = finding.question.into_iter().collect();
    match &finding.subject {
        Subject::Missing(questions) => about.extend(questions),
        Subject::Answer(index) => {
            about.extend(assessment.proposal.answers.get(*index).map(|answer| answer.question));
        }
        Subject::NearMiss(index) => {
            about.extend(assessment.proposal.near_misses.get(*index).map(|miss| miss.question));
        }
        Subject::Document | Subject::Metadata(_) | Subject::Waiver(_) => {}
    }
    about
}

/// How many findings say the same as this one.
fn count(assessment: &Assessment, finding: &Finding) -> usize {
    assessment.findings.iter().filter(|other| is_alike(other, finding)).count()
}

/// Whether two findings, perhaps of two texts, say the same.
fn is_alike(a: &Finding, b: &Finding) -> bool {
    let key = |finding: &Finding| match finding.subject {
        Subject::Metadata(key) => key,
        _ => "",
    };
    a.rule == b.rule && a.question == b.question && a.criterion == b.criterion && key(a) == key(b)
}

#[cfg(test)]
mod tests;
