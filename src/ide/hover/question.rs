//! A question and its answer: why it matters, what counts as evidence, and what the answer means.

use super::{Subject, evidence, value, write_findings};
use crate::assess::Support;
use crate::ide::markup::Page;
use crate::policy::{Kind, Question, Truth};
use crate::proposal::Answer;
use crate::rule::words;

pub(super) fn write(subject: Subject<'_>, answer: &Answer, page: &mut Page) {
    let question = subject.policy().question(answer.question);
    page.paragraph(|line| line.strong(&question.prompt).text("  ").code(&question.id));
    page.paragraph(|line| line.text(&question.why));
    what_to_write(question, page);
    meaning(subject, answer, page);
    let id = answer.question;
    write_findings(page, subject.findings(move |finding| finding.question == Some(id)));
}

/// What answers there are, which speaks for a hotfix, what it must come with, and one that would do.
pub(in crate::ide) fn what_to_write(question: &Question, page: &mut Page) {
    let mut facts = Vec::new();
    if let Kind::Choice(options) = &question.kind {
        let names: Vec<String> = options.iter().map(|option| option.name.clone()).collect();
        facts.push(("Answer: ", words::any(&names)));
    }
    if question.for_hotfix.is_some() {
        facts.push(("Speaks for a hotfix: ", words::answer_that(question, true)));
    }
    if question.evidence.is_some() {
        facts.push(("Evidence: ", words::wanted(&question.evidence)));
    }
    if !question.example.is_empty() {
        facts.push(("Example: ", question.example.clone()));
    }
    page.list(facts, |line, (name, text)| line.emphasis(name).text(" ").text(&text));
}

fn meaning(subject: Subject<'_>, answer: &Answer, page: &mut Page) {
    let assessment = subject.assessment;
    let id = answer.question;
    let counts = assessment.answer(id).is_some_and(|counting| counting.prompt == answer.prompt);
    if !counts {
        page.paragraph(|line| line.text("Another answer to this question is the one that counts."));
        return;
    }
    let question = subject.policy().question(id);
    let truth = assessment.fact(id).truth;
    let value = value(subject, id);
    let shown = evidence(subject, id);
    page.paragraph(|line| {
        let line = line.text("Read as ").strong(&value);
        let line = if shown.is_empty() { line } else { line.text(", with ").text(&shown) };
        match truth {
            _ if question.for_hotfix.is_none() => line.text(": for people to weigh."),
            Truth::True => line.text(": speaks for a hotfix."),
            Truth::False => line.text(": does not speak for a hotfix."),
            Truth::Unknown if is_unsupported(subject, answer) => {
                line.text(": not relied upon without evidence.")
            }
            Truth::Unknown => line.text(": cannot be told yet."),
        }
    });
    let criterion = subject.policy().criterion(question.criterion);
    let Some(outcome) = assessment.outcome(question.criterion) else { return };
    page.paragraph(|line| {
        let line = line.text("With it, ").text(&words::outcome(criterion, outcome)).text(".");
        match truth {
            Truth::Unknown if assessment.is_decisive(id) => {
                line.text(" The verdict can still depend on this answer.")
            }
            Truth::Unknown => line.text(" The verdict no longer depends on this answer."),
            _ => line,
        }
    });
}

fn is_unsupported(subject: Subject<'_>, answer: &Answer) -> bool {
    let question = subject.policy().question(answer.question);
    let claims = answer
        .value()
        .zip(question.for_hotfix)
        .is_some_and(|(value, for_hotfix)| for_hotfix.holds(value));
    let support = subject.assessment.support(answer, subject.context.config);
    claims && answer.reading.is_clear() && support == Support::Missing
}
