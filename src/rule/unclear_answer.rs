//! Text from which no value can be told.

use super::writing::{Lack, report};
use super::{Rule, Subjects, WHILE_OPEN, fixing, words};
use crate::finding::{Finding, Severity, Untried};
use crate::policy::{Kind, Question};
use crate::proposal::Answer;
use crate::proposal::answer::Quality;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unclear-answer",
    summary: "there is text, but yes or no, option or number cannot be told",
    docs: include_str!("docs/unclear-answer.md"),
    severity: Severity::Warning,
    statuses: WHILE_OPEN,
    about_waivers: false,
    check,
    fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    report(subjects, &RULE, found, |answer, lack| {
        let question = subjects.policy().question(answer.question);
        (lack == Lack::Value)
            .then(|| (subjects.first_line(answer), message(subjects, question, answer)))
    });
}

fn message(subjects: &Subjects<'_>, question: &Question, answer: &Answer) -> String {
    let asked = subjects.source.slice(answer.prompt);
    let words = |span| words::shortened(subjects.source.slice(span));
    match answer.reading.quality {
        Quality::TakenBack(first, later) => {
            return format!(
                "it says \"{}\" first and \"{}\" later: begin with the one that holds, and strike the other",
                words(first),
                words(later)
            );
        }
        Quality::Astride(range, limit) => {
            return format!(
                "\"{}\" lies on both sides of the limit of {limit}: begin with one number",
                words(range)
            );
        }
        _ => {}
    }
    match &question.kind {
        Kind::YesNo if begins_with_no(answer) == Some(Ending::Mark) => {
            "what follows the no says otherwise: begin with the one that holds, and leave the other out"
                .to_owned()
        }
        Kind::YesNo if begins_with_no(answer).is_some() => {
            "a no that goes on can mean either: begin with \"Yes.\" or \"No.\", then say the rest"
                .to_owned()
        }
        Kind::YesNo if is_noun(question, asked) => {
            let prompt = &question.prompt;
            format!(
                "the question is \"{prompt}\": begin with \"Yes.\" or \"No.\", then say the rest"
            )
        }
        Kind::YesNo => "is that a yes or a no? begin with the word".to_owned(),
        Kind::Choice(options) => {
            let names: Vec<String> = options.iter().map(|option| option.name.clone()).collect();
            format!("which one is it? begin with {}", words::any(&names))
        }
        Kind::Count => no_number(answer.content.value_text()),
        Kind::Text => {
            "this says nothing that can be weighed: say it in a sentence or two".to_owned()
        }
    }
}

/// Whether the question stands there as a heading that asks nothing by its words: "Testing", "Rollback plan".
fn is_noun(question: &Question, asked: &str) -> bool {
    !asked.contains('?')
        && asked.split_whitespace().count() <= 3
        && question.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(asked.trim()))
}

/// Why no number can be told: there is none, a share of something, or one in another form.
fn no_number(text: &str) -> String {
    let mut words = text.split_whitespace();
    let Some(word) = words.find(|word| word.contains(|c: char| c.is_ascii_digit())) else {
        return "there is no number in this: begin with one, 0 for none".to_owned();
    };
    let next = words.next().unwrap_or_default();
    let word = word.trim_matches(['(', ')', ',', ';', ':', '*', '_', '`', '"']);
    if word.contains('%') || next.starts_with(['%', '‰']) || next.starts_with("percent") {
        return "a percentage is no number of things: begin with how many".to_owned();
    }
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return "it cannot be told which number counts: begin with that one".to_owned();
    }
    let word = words::shortened(word);
    format!("\"{word}\" is no whole number in digits alone: begin with one")
}

/// What stands behind the no that an answer begins with.
#[derive(PartialEq, Eq)]
enum Ending {
    /// "No, only runtime errors", "No. Restarting helps."
    Mark,
    /// "No workaround other than pinning it", "Not ideal, but it helps"
    Words,
}

/// What stands behind the no that the answer begins with.
fn begins_with_no(answer: &Answer) -> Option<Ending> {
    let text = answer.content.value_text().trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let (first, rest) = text.split_at_checked(end)?;
    let is_no =
        ["no", "not", "none", "never", "neither"].iter().any(|no| no.eq_ignore_ascii_case(first));
    let ends = rest.trim_start().starts_with([',', '.', ';', ':', '!', '(', '-', '–', '—']);
    is_no.then_some(if ends { Ending::Mark } else { Ending::Words })
}

fn fixes(subjects: &Subjects<'_>, finding: &Finding) -> Vec<Untried> {
    fixing::start_answer(subjects, finding)
}
