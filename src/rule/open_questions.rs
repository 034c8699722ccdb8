//! What a draft still needs.

use super::{Rule, Subjects, no_fixes, words};
use crate::finding::{Finding, Severity};
use crate::order;
use crate::policy::Verdict;
use crate::policy::logic::{self, Flip, Wanted};
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
    let open = subjects.assessment.open().count();
    if open == 0 {
        return;
    }
    let are_open = words::count(open, "question is open", "questions are open");
    let verdict = subjects.assessment.verdict;
    let message = if verdict == Verdict::Undecided {
        let ways = what_decides(subjects);
        if ways.is_empty() { are_open } else { format!("{are_open}; {}", ways.join("; ")) }
    } else {
        let whatever =
            if open == 1 { "however it is answered" } else { "however they are answered" };
        format!("{are_open}, and the verdict is {verdict} {whatever}")
    };
    found.push(Finding::new(&RULE, subjects.title(), message));
}

/// The smallest sets of open questions that settle the verdict, one for each way it can go, the smaller first.
fn what_decides(subjects: &Subjects<'_>) -> Vec<String> {
    let policy = subjects.policy();
    let flips = logic::flips(policy, &subjects.assessment.facts, SETS);
    let open =
        |flip: &&Flip| flip.answers.iter().all(|one| subjects.assessment.is_open(one.question));
    let smallest = |to: Verdict| {
        let flips = flips.iter().filter(|flip| flip.to == to).filter(open);
        flips.min_by_key(|flip| flip.answers.len())
    };
    let mut ways: Vec<&Flip> =
        [Verdict::Hotfix, Verdict::Defer].into_iter().filter_map(smallest).collect();
    order::by_key(&mut ways, |flip| flip.answers.len());
    if let [one, other] = &ways[..]
        && let ([one], [other]) = (&one.answers[..], &other.answers[..])
        && one.question == other.question
        && one.values.len() + other.values.len() == logic::told_apart(policy, one.question)
    {
        return vec![format!("the answer to {} decides", words::prompt(policy, one.question))];
    }
    let way = |flip: &&Flip| {
        let decide = words::count(flip.answers.len(), "answer decides", "answers decide");
        format!("{decide} for {}: {}", flip.to, answers(subjects, flip))
    };
    ways.iter().map(way).collect()
}

fn answers(subjects: &Subjects<'_>, flip: &Flip) -> String {
    let policy = subjects.policy();
    let one = |wanted: &Wanted| {
        format!("{} ({})", words::prompt(policy, wanted.question), words::one_of(policy, wanted))
    };
    words::all(&flip.answers.iter().map(one).collect::<Vec<_>>())
}
