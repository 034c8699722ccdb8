//! What a conversion has lost: everything that the two documents do not both say.

use super::line;
use crate::assess::Assessment;
use crate::proposal::Answer;
use crate::proposal::content::TickBox;
use crate::proposal::evidence::Evidence;
use crate::proposal::markdown::Part;
use crate::proposal::metadata::{Metadata, Spanned};
use crate::source::{Source, Span};
use std::collections::HashSet;

/// A text with what can be said of it.
type Judged<'a> = (&'a Source, &'a Assessment);

/// What `old` says and `new` does not.
pub(super) fn lost(old: Judged<'_>, new: Judged<'_>) -> Vec<String> {
    let mut lost = Vec::new();
    metadata(old, new, &mut lost);
    answers(old, new, &mut lost);
    near_misses(old, new, &mut lost);
    waivers(old, new, &mut lost);
    comments(old, new, &mut lost);
    if lost.is_empty() && old.1.verdict != new.1.verdict {
        let (was, is) = (old.1.verdict, new.1.verdict);
        lost.push(line(old.0, 0, &format_args!("the verdict {was} would become {is}")));
    }
    lost
}

fn metadata((source, old): Judged<'_>, (_, new): Judged<'_>, lost: &mut Vec<String>) {
    let all = |metadata: &Metadata| -> Vec<Spanned> {
        let Metadata { kind, status_text, component, affects, regression_since, .. } = metadata;
        let Metadata { fix, target, hotfix_release, policy, decision, deferral, .. } = metadata;
        let single = [kind, status_text, component, affects, regression_since]
            .into_iter()
            .chain([fix, target, hotfix_release, policy])
            .flatten()
            .chain(&metadata.issues);
        let decision = decision.iter().flat_map(|d| [&d.by, &d.date, &d.reason]).flatten();
        let deferral = deferral
            .iter()
            .flat_map(|d| [&d.date, &d.from].into_iter().flatten().chain(&d.reasons));
        single.chain(decision).chain(deferral).cloned().collect()
    };
    let mut is = all(&new.proposal.metadata);
    for was in all(&old.proposal.metadata) {
        match is.iter().position(|one| one.text == was.text) {
            Some(at) => drop(is.swap_remove(at)),
            None => lost.push(line(
                source,
                was.span.start,
                &format_args!("the metadata `{}` would be lost", was.text),
            )),
        }
    }
}

fn answers((source, old): Judged<'_>, (text, new): Judged<'_>, lost: &mut Vec<String>) {
    let words: HashSet<&str> = words(text.text()).collect();
    for answer in &old.proposal.answers {
        let policy = &old.policy;
        let id = &policy.question(answer.question).id;
        let at = answer.prompt.start;
        let mut told = |what: &dyn std::fmt::Display| lost.push(line(source, at, what));
        let same = |other: &&Answer| other.question == answer.question;
        let count =
            |assessment: &Assessment| assessment.proposal.answers.iter().filter(same).count();
        if count(old) > 1 {
            told(&format_args!("{id} is answered twice, and a key has room for one answer"));
            continue;
        }
        let Some(other) = new.proposal.answers.iter().find(same) else {
            told(&format_args!("the answer to {id} would be lost"));
            continue;
        };
        let key = |e: &Evidence| (e.kind, e.target.clone(), e.broken.is_some());
        let shown = |answer: &Answer| -> HashSet<_> { answer.evidence.iter().map(key).collect() };
        let (was, is) = (shown(answer), shown(other));
        // Always the same one, whatever the order of a set.
        if let Some(evidence) = answer.evidence.iter().find(|e| !is.contains(&key(e))) {
            let what = format!("{} {}", evidence.kind.name(), evidence.target);
            let advice = remedy(source, answer, evidence);
            told(&format_args!("evidence for {id} would be lost: {}{advice}", what.trim_end()));
            continue;
        }
        if let Some(evidence) = other.evidence.iter().find(|e| !was.contains(&key(e))) {
            let what = format!("{} {}", evidence.kind.name(), evidence.target);
            told(&format_args!("{id} would gain evidence: {}", what.trim_end()));
            continue;
        }
        let kind = |answer: &Answer| std::mem::discriminant(&answer.reading.quality);
        let truth = |assessment: &Assessment| assessment.fact(answer.question).truth;
        if answer.value() != other.value()
            || kind(answer) != kind(other)
            || truth(old) != truth(new)
        {
            let is_empty = |one: &TickBox| one.label.is_empty() && !one.ticked;
            let advice = if answer.content.boxes.iter().any(is_empty) {
                ": its empty box and its words say two things, take the box out"
            } else {
                ""
            };
            told(&format_args!("the answer to {id} would read differently{advice}"));
            continue;
        }
        if let Some(word) = written(source, answer).find_map(|text| missing(text, &words)) {
            told(&format_args!("`{word}` in the answer to {id} would be lost"));
        }
    }
}

/// The words of an answer, without the mark in a cell that only says what its column is headed.
fn written<'a>(source: &'a Source, answer: &Answer) -> impl Iterator<Item = &'a str> {
    let said = answer.row.as_ref().map(|row| row.said(source).answer);
    let mark = match said {
        Some(Part::Head(_, cell)) if answer.span.contains(cell) => cell,
        _ => Span::empty(answer.span.end),
    };
    let parts = [Span::new(answer.span.start, mark.start), Span::new(mark.end, answer.span.end)];
    parts.into_iter().map(|part| source.slice(part))
}

/// What to change so that a piece of evidence is kept.
fn remedy(source: &Source, answer: &Answer, evidence: &Evidence) -> String {
    let at = evidence.span.start;
    let number = source.line_of(at);
    if !answer.span.contains(evidence.span) {
        return format!(", which stands in line {}: put it into the answer", number + 1);
    }
    let begins = |text: &str, marks: [&str; 2]| marks.iter().any(|mark| text.starts_with(mark));
    let is_code = begins(source.slice(source.line_span(number)), ["    ", "\t"]);
    let is_fenced = begins(source.slice(evidence.span), ["```", "~~~"]);
    if is_code && !is_fenced { ": put it between fences".to_owned() } else { String::new() }
}

/// Lines that are nearly a question: in text that belongs to none, nobody would be told of them any more.
fn near_misses((source, old): Judged<'_>, (_, new): Judged<'_>, lost: &mut Vec<String>) {
    let mut is: Vec<_> = new.proposal.near_misses.iter().map(|miss| miss.question).collect();
    for was in &old.proposal.near_misses {
        if let Some(at) = is.iter().position(|question| *question == was.question) {
            is.swap_remove(at);
            continue;
        }
        let id = &old.policy.question(was.question).id;
        let what = format_args!("this nearly asks {id}, and would be text: mend it first");
        lost.push(line(source, was.span.start, &what));
    }
}

fn waivers((source, old): Judged<'_>, (_, new): Judged<'_>, lost: &mut Vec<String>) {
    let said = |assessment: &Assessment| -> Vec<(String, String)> {
        let all = assessment.proposal.waivers.iter();
        all.map(|waiver| (waiver.rule.clone(), waiver.reason.clone())).collect()
    };
    let silenced = |assessment: &Assessment| -> HashSet<_> {
        let all = assessment.waived.iter();
        all.map(|waived| (waived.finding.rule, waived.finding.question)).collect()
    };
    let mut is = said(new);
    let silent = silenced(new);
    for (index, was) in said(old).iter().enumerate() {
        let span = old.proposal.waivers.get(index).map_or(Span::empty(0), |waiver| waiver.span);
        match is.iter().position(|one| one == was) {
            Some(at) => drop(is.swap_remove(at)),
            None => lost.push(line(source, span.start, &"this waiver would be lost")),
        }
    }
    for waived in &old.waived {
        if !silent.contains(&(waived.finding.rule, waived.finding.question)) {
            let at = old.proposal.waivers.get(waived.waiver).map_or(0, |waiver| waiver.span.start);
            lost.push(line(source, at, &"this waiver would silence something else"));
        }
    }
}

/// Comments outside of answers: those inside are words of the answer.
fn comments((source, old): Judged<'_>, (text, _): Judged<'_>, lost: &mut Vec<String>) {
    let known: HashSet<&str> = words(text.text()).collect();
    for comment in &old.proposal.metadata.tree.comments {
        if let Some(word) = missing(source.slice(comment.span), &known) {
            lost.push(line(
                source,
                comment.span.start,
                &format_args!("`{word}` in this comment would be lost"),
            ));
        }
    }
}

/// The first word of a text that is not among those.
fn missing<'a>(text: &'a str, known: &HashSet<&str>) -> Option<&'a str> {
    // The names of the parts of an answer are no words of it.
    const PARTS: [&str; 4] = ["answer", "value", "evidence", "notes"];
    words(text).find(|word| !known.contains(word) && !PARTS.contains(word))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}
