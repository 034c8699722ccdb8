//! Text from which no value can be told.

use super::writing::{Lack, report};
use super::{Rule, Subjects, WHILE_OPEN, fixing, words};
use crate::finding::{Finding, Severity, Untried};
use crate::policy::{Kind, Question};

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
        (lack == Lack::Value).then(|| (subjects.first_line(answer), message(question)))
    });
}

fn message(question: &Question) -> String {
    match &question.kind {
        Kind::YesNo => "is that a yes or a no? begin with the word".to_owned(),
        Kind::Choice(options) => {
            let names: Vec<String> = options.iter().map(|option| option.name.clone()).collect();
            format!("which one is it? begin with {}", words::any(&names))
        }
        Kind::Count => "there is no number in this: begin with one".to_owned(),
        Kind::Text => {
            "this says nothing that can be weighed: say it in a sentence or two".to_owned()
        }
    }
}

fn fixes(subjects: &Subjects<'_>, finding: &Finding) -> Vec<Untried> {
    fixing::start_answer(subjects, finding)
}
