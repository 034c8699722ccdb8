//! Fixes are tried before they are offered: applied, read and judged again.

use super::{Assessment, Context, assess};
use crate::edit::{apply, waive};
use crate::finding::{Finding, Fix, Safety, Subject};
use crate::policy::{QuestionId, Truth};
use crate::proposal::Answer;
use crate::proposal::answer::Quality;
use crate::rule::{self, Subjects};
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

/// The fixes of one finding, each applied to the text and found to do what it says: nothing new is broken, no other
/// answer reads differently, and the finding is gone (or, where only the author can say more, there is room to).
pub fn fixes(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    finding: &Finding,
) -> Vec<Fix> {
    let Some(rule) = rule::find(finding.rule) else { return Vec::new() };
    let mut offered = tried(source, context, assessment, finding, |_| true);
    if is_waivable(rule) {
        offered.extend(waiver(source, context, assessment, finding));
    }
    offered
}

/// The first safe fix of one finding, found to do what it says: what fix-all takes.
pub fn safe_fix(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    finding: &Finding,
) -> Option<Fix> {
    let is_safe = |fix: &Fix| fix.safety == Safety::Safe;
    tried(source, context, assessment, finding, is_safe).into_iter().next()
}

/// The fixes that the finding's rule knows, `of` those that are wanted, each tried.
fn tried(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    finding: &Finding,
    of: impl Fn(&Fix) -> bool,
) -> Vec<Fix> {
    let subjects = Subjects { source, context, assessment, used_waivers: &[] };
    let known = rule::find(finding.rule).map(|rule| (rule.fixes)(&subjects, finding));
    let mut offered: Vec<Fix> = Vec::new();
    for fix in known.into_iter().flatten().filter(of) {
        // Of several ways to the same end the first that leads there.
        let known = offered.iter().any(|known| known.title == fix.title);
        if !known && mends(source, context, assessment, finding, &fix) {
            offered.push(fix);
        }
    }
    offered
}

/// Whether the fix does what it says.
fn mends(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    finding: &Finding,
    fix: &Fix,
) -> bool {
    let Some((text, after)) = applied(source, context, fix) else { return false };
    if !is_sound(assessment, &after, finding) {
        return false;
    }
    if FILLED_BY_AUTHOR.contains(&finding.rule) && fix.safety == Safety::Review {
        let shown = |question: QuestionId| after.fact(question).truth == Truth::True;
        let filled = finding.rule == "missing-evidence" && finding.question.is_some_and(shown);
        return !filled && !is_offered_again(&text, context, &after, finding, fix);
    }
    count(&after, finding) < count(assessment, finding)
}

/// Whether the room that a fix made is not seen where it was made.
fn is_offered_again(
    source: &Source,
    context: &Context<'_>,
    after: &Assessment,
    finding: &Finding,
    fix: &Fix,
) -> bool {
    let subjects = Subjects { source, context, assessment: after, used_waivers: &[] };
    let Some(rule) = rule::find(finding.rule) else { return false };
    let same = after.findings.iter().filter(|other| is_alike(other, finding));
    same.flat_map(|finding| (rule.fixes)(&subjects, finding)).any(|other| other.title == fix.title)
}

/// The text with the fix and its assessment; `None` where it does not apply or changes nothing.
fn applied(source: &Source, context: &Context<'_>, fix: &Fix) -> Option<(Source, Assessment)> {
    let text = apply(source.text(), &fix.edits).filter(|text| text != source.text())?;
    let source = Source::new(text);
    let assessment = assess(&source, context);
    Some((source, assessment))
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

/// A waiver for the finding, its reason left to the author: without one it silences nothing.
fn waiver(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    finding: &Finding,
) -> Option<Fix> {
    let fix = |reason: &str| {
        let edits = waive::insert(source, &assessment.proposal, finding, reason)?;
        Some(Fix {
            title: format!("Waive {}, saying why", finding.rule),
            safety: Safety::Review,
            preferred: false,
            edits,
        })
    };
    // One that waits for its reason is enough.
    let waits = |waiver: &crate::proposal::Waiver| {
        waiver.rule == finding.rule
            && waiver.reason.is_empty()
            && waiver.scope.is_some_and(|scope| scope.meets(finding.span))
    };
    if assessment.proposal.waivers.iter().any(waits) {
        return None;
    }
    // With a reason it must do what it is for.
    let (_, after) = applied(source, context, &fix("because")?)?;
    let none = Finding { question: None, subject: Subject::Document, ..finding.clone() };
    (count(&after, finding) < count(assessment, finding) && is_sound(assessment, &after, &none))
        .then(|| fix(""))
        .flatten()
}

#[cfg(test)]
mod tests;
