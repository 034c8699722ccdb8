//! A question and its answer: why it matters, what the answer means, what shows it and what it still lacks.

use super::{Subject, criterion, value, write_findings};
use crate::assess::Support;
use crate::ide::markup::Page;
use crate::policy::{Kind, Question, Truth};
use crate::proposal::Answer;
use crate::proposal::evidence::{Evidence, EvidenceKind};
use crate::rule::words;

pub(super) fn write(subject: Subject<'_>, answer: &Answer, page: &mut Page) {
    let question = subject.policy().question(answer.question);
    page.paragraph(|line| line.strong(&question.prompt).text("  ").code(&question.id));
    page.paragraph(|line| line.message(&question.why));
    what_to_write(question, page);
    let counting = subject.assessment.answer(answer.question);
    if counting.is_some_and(|counting| counting.prompt == answer.prompt) {
        meaning(subject, answer, page);
        evidence(subject, answer, page);
    } else {
        page.paragraph(|line| line.text("Another answer to this question is the one that counts."));
    }
    let id = answer.question;
    write_findings(page, subject.findings(move |finding| finding.question == Some(id)));
}

/// What answers there are, which speaks for a hotfix, what it must come with, and one that would do.
pub(in crate::ide) fn what_to_write(question: &Question, page: &mut Page) {
    let mut facts = Vec::new();
    if let Kind::Choice(options) = &question.kind {
        let names: Vec<String> = options.iter().map(|option| option.name.clone()).collect();
        facts.push(("Answer:", words::any(&names)));
    }
    if let Some(claim) = words::claim(question) {
        facts.push(("Speaks for a hotfix:", claim));
    }
    if question.evidence.is_some() {
        facts.push(("Evidence:", words::wanted(&question.evidence)));
    }
    if !question.example.is_empty() {
        facts.push(("Example:", question.example.clone()));
    }
    page.list(facts, |line, (name, text)| line.emphasis(name).text(" ").message(&text));
}

/// How the answer is read, and what that means for its criterion and the verdict.
fn meaning(subject: Subject<'_>, answer: &Answer, page: &mut Page) {
    let assessment = subject.assessment;
    let id = answer.question;
    let question = subject.policy().question(id);
    let truth = assessment.fact(id).truth;
    page.paragraph(|line| {
        let line = line.text("Read as ").strong(&value(subject, id));
        match truth {
            _ if question.for_hotfix.is_none() => line.text(": for people to weigh."),
            Truth::True => line.text(": speaks for a hotfix."),
            Truth::False => line.text(": does not speak for a hotfix."),
            Truth::Unknown if assessment.needs_evidence(id) => {
                line.text(": not relied upon without evidence.")
            }
            Truth::Unknown => line.text(": cannot be told yet."),
        }
    });
    let Some(outcome) = assessment.outcome(question.criterion) else { return };
    let criterion = subject.policy().criterion(question.criterion);
    page.paragraph(|line| {
        let why = criterion::what_decides(assessment, question.criterion, outcome);
        let line = line.text("As it stands, ").text(&words::outcome(criterion, outcome));
        let line = line.text(&why).text(".");
        match truth {
            Truth::Unknown if assessment.is_decisive(id) => {
                line.text(" The verdict can still depend on this answer.")
            }
            Truth::Unknown => line.text(" The verdict no longer depends on this answer."),
            _ => line,
        }
    });
}

/// What the answer gives to check, and what it still lacks.
fn evidence(subject: Subject<'_>, answer: &Answer, page: &mut Page) {
    let question = subject.policy().question(answer.question);
    if !answer.evidence.is_empty() {
        page.paragraph(|line| line.text("Evidence found:"));
        page.list(answer.evidence.iter().take(NAMED), |line, evidence| {
            let line = line.text(evidence.kind.name());
            let line = match target(evidence) {
                "" => line,
                target => line.text(" ").code(target),
            };
            match evidence.proves_nothing() {
                Some(why) => line.text(", which proves nothing: ").text(why),
                None => line,
            }
        });
    }
    if !claims(question, answer) || !question.evidence.is_some() || !answer.reading.is_clear() {
        return;
    }
    let wanted = words::wanted(&question.evidence);
    let kind = |index: usize| answer.evidence.get(index).map_or("", |e| e.kind.name());
    page.paragraph(|line| match subject.assessment.support(answer, subject.context.config) {
        Support::Shown => line,
        Support::Missing => line.strong("Still lacks:").text(" ").text(&wanted).text("."),
        Support::Weak(index) => line
            .text("It counts, though its ")
            .text(kind(index))
            .text(" does not show this by itself. Better: ")
            .text(&wanted)
            .text("."),
        Support::HomePage(_) => line
            .text("It counts, though the home page of a site shows nothing by itself. Better: ")
            .text(&wanted)
            .text("."),
        Support::OwnIssue(_) => line
            .text("It counts, though the proposal's own issue shows no reach. Better: ")
            .text(&wanted)
            .text("."),
    });
}

/// Pieces of evidence that are named.
const NAMED: usize = 8;

/// Where a piece of evidence leads, where it leads anywhere; of words it is enough to know that they are there.
fn target(evidence: &Evidence) -> &str {
    if evidence.kind == EvidenceKind::Explanation { "" } else { &evidence.target }
}

/// Whether the value is the one that speaks for a hotfix.
fn claims(question: &Question, answer: &Answer) -> bool {
    answer.value().zip(question.for_hotfix).is_some_and(|(value, wanted)| wanted.holds(value))
}
