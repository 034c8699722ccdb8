//! What is to be said of the words under the cursor: the verdict, a criterion, a question and its answer, a metadata
//! key, a waiver.

mod criterion;
mod issue;
mod metadata;
mod question;
mod release;
mod settings;
mod standing;
mod verdict;
mod waiver;

pub use criterion::in_words as criterion_in_words;
pub(super) use issue::in_words as issue;
pub(super) use question::what_to_write;
pub use release::in_calendar;
pub use settings::in_file;

use super::markup::{Page, Style};
use crate::assess::{Assessment, Context};
use crate::finding::Finding;
use crate::policy::{CriterionId, Policy, QuestionId, Truth};
use crate::proposal::Answer;
use crate::proposal::evidence::{Evidence, EvidenceKind};
use crate::source::{Source, Span};

/// A text about some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The words.
    pub span: Span,
    /// What there is to say.
    pub text: String,
}

/// Everything that the pages of hovers are made from.
#[derive(Clone, Copy)]
struct Subject<'a> {
    source: &'a Source,
    context: &'a Context<'a>,
    assessment: &'a Assessment,
}

impl<'a> Subject<'a> {
    fn policy(self) -> &'a Policy {
        &self.assessment.policy
    }

    /// The findings on exactly one question or criterion.
    fn findings(
        self,
        belongs: impl Fn(&Finding) -> bool + 'a,
    ) -> impl Iterator<Item = &'a Finding> {
        self.assessment.findings.iter().filter(move |finding| belongs(finding))
    }
}

/// What is to be said of the byte at `offset`, if anything; the most particular thing that it belongs to.
pub fn hover(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    offset: usize,
    style: Style,
) -> Option<Hover> {
    let subject = Subject { source, context, assessment };
    let mut page = Page::new(style);
    let span = waiver(subject, offset, &mut page)
        .or_else(|| metadata::write(subject, offset, &mut page))
        .or_else(|| title(subject, offset, &mut page))
        .or_else(|| asked(subject, offset, &mut page))
        .or_else(|| criterion_heading(subject, offset, &mut page))?;
    let text = page.finish();
    (!text.is_empty()).then_some(Hover { span, text })
}

/// What there is to say of the verdict, wherever the cursor is.
pub fn derivation(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    style: Style,
) -> String {
    let mut page = Page::new(style);
    where_it_stands(Subject { source, context, assessment }, &mut page);
    page.finish()
}

fn title(subject: Subject<'_>, offset: usize, page: &mut Page) -> Option<Span> {
    let span = subject.assessment.proposal.title;
    // A question or criterion in the first line has more to say of itself.
    let mut criteria = subject.assessment.proposal.criteria.iter();
    let mut answers = subject.assessment.proposal.answers.iter();
    let has_other = criteria.any(|place| place.span.touches(offset))
        || answers.any(|answer| answer.prompt.touches(offset) || answer.span.touches(offset));
    if !span.touches(offset) || has_other {
        return None;
    }
    where_it_stands(subject, page);
    Some(span)
}

/// What is decided already, and what the answers say.
fn where_it_stands(subject: Subject<'_>, page: &mut Page) {
    standing::write(subject, page);
    verdict::write(subject, page);
}

fn asked(subject: Subject<'_>, offset: usize, page: &mut Page) -> Option<Span> {
    let answers = &subject.assessment.proposal.answers;
    let on_prompt = answers.iter().find(|answer| answer.prompt.touches(offset));
    if let Some(answer) = on_prompt {
        question::write(subject, answer, page);
        return Some(answer.prompt);
    }
    let inside = answers.iter().filter(|answer| answer.span.touches(offset));
    let answer = inside.min_by_key(|answer| answer.span.len())?;
    question::write(subject, answer, page);
    let evidence = answer.evidence.iter().filter(|evidence| evidence.span.touches(offset));
    // Words that explain are the answer itself.
    let evidence = evidence.filter(|evidence| evidence.kind != EvidenceKind::Explanation);
    if let Some(evidence) = evidence.min_by_key(|evidence| evidence.span.len()) {
        write_evidence(subject, answer, evidence, page);
        return Some(line_of(subject.source, evidence.span, offset));
    }
    // A long answer is not lit up as a whole: the words that say the value are what it is about.
    let value = answer.reading.value_span.filter(|value| value.touches(offset));
    Some(value.unwrap_or_else(|| line_of(subject.source, answer.span, offset)))
}

/// What kind a piece of evidence was read as, and whether that is a kind that the question asks for.
fn write_evidence(subject: Subject<'_>, answer: &Answer, evidence: &Evidence, page: &mut Page) {
    let need = &subject.policy().question(answer.question).evidence;
    let asked = need.any_of.iter().chain(&need.all_of).any(|kind| evidence.is(*kind));
    let is_issue = evidence.kind == EvidenceKind::Issue && !evidence.target.is_empty();
    page.paragraph(|line| {
        let line = line.text("This is read as evidence: ").strong(evidence.kind.name());
        let line = match subject.context.config.tracker.url_of(&evidence.target) {
            Some(url) if is_issue => line.text(", ").link(&evidence.target, &url),
            _ if evidence.target.is_empty() => line,
            _ => line.text(", ").code(&evidence.target),
        };
        match evidence.proves_nothing() {
            Some(why) => line.text(", which proves nothing: ").text(why),
            None if asked => line.text(", which this question asks for."),
            None if need.is_some() => line.text(", which does not show this by itself."),
            None => line,
        }
    });
    if is_issue {
        issue::write(subject, &evidence.target, evidence.beyond.measures, page);
    }
}

/// The part of `span` on the line of `offset`.
fn line_of(source: &Source, span: Span, offset: usize) -> Span {
    let line = source.line_span(source.line_of(offset));
    Span::new(span.start.max(line.start), span.end.min(line.end).max(span.start.max(line.start)))
}

fn criterion_heading(subject: Subject<'_>, offset: usize, page: &mut Page) -> Option<Span> {
    let mut places = subject.assessment.proposal.criteria.iter();
    let place = places.find(|place| place.span.touches(offset))?;
    criterion::write(subject, place.criterion, page);
    Some(place.span)
}

fn waiver(subject: Subject<'_>, offset: usize, page: &mut Page) -> Option<Span> {
    let mut waivers = subject.assessment.proposal.waivers.iter().enumerate();
    let (index, waiver) = waivers.find(|(_, waiver)| waiver.span.touches(offset))?;
    waiver::write(subject, index, page);
    Some(waiver.span)
}

/// Lists findings; nothing where there are none.
fn write_findings<'a>(page: &mut Page, findings: impl Iterator<Item = &'a Finding>) {
    page.list(findings, |line, finding| {
        line.strong(finding.rule).text(": ").message(&finding.message)
    });
}

/// The value that is written for a question, or what stands there instead.
fn value(subject: Subject<'_>, question: QuestionId) -> String {
    use crate::proposal::answer::Quality;
    let policy = subject.policy();
    let Some(answer) = subject.assessment.answer(question) else {
        return "not asked".to_owned();
    };
    match (answer.value(), &answer.reading.quality) {
        (Some(value), Quality::Hedged(_)) => {
            format!("{}, hedged", policy.value_name(question, value))
        }
        (Some(value), _) => policy.value_name(question, value),
        (None, Quality::Blank | Quality::Placeholder(_)) => "blank".to_owned(),
        (None, Quality::NotApplicable(_)) => "not applicable".to_owned(),
        (None, Quality::Unknown(_)) => "unknown".to_owned(),
        (None, _) => "unclear".to_owned(),
    }
}

/// The evidence of the answer that counts, by its kinds; each once.
fn evidence(subject: Subject<'_>, question: QuestionId) -> String {
    let mut kinds: Vec<_> = subject
        .assessment
        .answer(question)
        .into_iter()
        .flat_map(|answer| &answer.evidence)
        .filter(|evidence| evidence.proves_nothing().is_none())
        .flat_map(Evidence::kinds)
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ")
}

/// The questions as rows: question, answer, evidence, and whether it speaks for a hotfix.
fn rows(subject: Subject<'_>, questions: &[QuestionId]) -> Vec<[String; 4]> {
    let row = |&question: &QuestionId| {
        [
            subject.policy().question(question).id.clone(),
            value(subject, question),
            evidence(subject, question),
            subject.assessment.fact(question).truth.name().to_owned(),
        ]
    };
    questions.iter().map(row).collect()
}

/// The heads of [`rows`].
const HEADS: [&str; 4] = ["question", "answer", "evidence", "truth"];

/// The questions of criteria that have an outcome, and other questions that are claimed or open.
fn questions_that_count(subject: Subject<'_>) -> Vec<QuestionId> {
    let policy = subject.policy();
    let counts = |&id: &QuestionId| {
        let question = policy.question(id);
        let has_outcome = |id: CriterionId| policy.criterion(id).met_when.is_some();
        question.for_hotfix.is_some()
            && (has_outcome(question.criterion)
                || subject.assessment.fact(id).truth != Truth::False)
    };
    policy.question_ids().filter(counts).collect()
}

#[cfg(test)]
mod tests;
