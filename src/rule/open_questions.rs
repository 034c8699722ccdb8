//! What a draft still needs.

use super::{Rule, Subjects, no_fixes, words};
use crate::finding::{Finding, Severity};
use crate::policy::logic::{self, Flip};
use crate::policy::{QuestionId, Verdict};
use crate::proposal::metadata::Status;

/// The rule.
pub const RULE: Rule = Rule {
    name: "open-questions",
    summary: "how many questions are open, and the smallest set that decides",
    docs: include_str!("docs/open-questions.md"),
    severity: Severity::Information,
    statuses: &[Status::Draft],
    about_waivers: false,
    check,
    fixes: no_fixes,
};

/// Sets of answers to look through for one that open questions alone make up.
const SETS: usize = 16;

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    let open = subjects.policy().question_ids().filter(|&q| is_open(subjects, q)).count();
    if open == 0 {
        return;
    }
    let are_open = format!("{} open", words::count(open, "question is", "questions are"));
    let verdict = subjects.assessment.verdict;
    let message = if verdict == Verdict::Undecided {
        match what_decides(subjects) {
            Some(what) => format!("{are_open}; {what}"),
            None => are_open,
        }
    } else {
        format!("{are_open}, and the verdict is {verdict} however they are answered")
    };
    found.push(Finding::new(&RULE, subjects.title(), message));
}

/// Whether the question is asked and not settled.
fn is_open(subjects: &Subjects<'_>, question: QuestionId) -> bool {
    !subjects.assessment.fact(question).truth.is_known()
}

/// The smallest sets of open questions that settle the verdict, one for each way it can go.
fn what_decides(subjects: &Subjects<'_>) -> Option<String> {
    let flips = logic::flips(subjects.policy(), &subjects.assessment.facts, SETS);
    let smallest = |to: Verdict| {
        let open = |flip: &&Flip| {
            flip.to == to && flip.answers.iter().all(|&(question, _)| is_open(subjects, question))
        };
        flips.iter().filter(open).min_by_key(|flip| flip.answers.len())
    };
    let ways: Vec<String> = [Verdict::Hotfix, Verdict::Defer]
        .into_iter()
        .filter_map(|to| Some(format!("{to} is settled by {}", answers(subjects, smallest(to)?))))
        .collect();
    (!ways.is_empty()).then(|| ways.join("; "))
}

fn answers(subjects: &Subjects<'_>, flip: &Flip) -> String {
    let one = |&(question, speaks): &(QuestionId, bool)| {
        format!(
            "{} ({})",
            words::prompt(subjects.policy(), question),
            words::answer_that(subjects.policy().question(question), speaks)
        )
    };
    words::all(&flip.answers.iter().map(one).collect::<Vec<_>>())
}
