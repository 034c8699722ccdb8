mod flips;

use super::*;
use crate::policy::{
    ChoiceOption, Condition, Contradiction, Criterion, EvidenceNeed, ForHotfix, Kind, LeanWhen,
    Question, builtin,
};
use crate::proposal::lexicon::Lexicon;
use proptest::prelude::*;
use std::sync::Arc;

fn facts(policy: &Policy, known: &[(&str, Value)]) -> Vec<Fact> {
    let fact = |question: &Question| {
        let value = known.iter().find(|(id, _)| *id == question.id).map(|&(_, value)| value);
        let truth = match (value, question.for_hotfix) {
            (Some(value), Some(wanted)) => wanted.holds(value).into(),
            (None, Some(_)) if !question.optional => Truth::Unknown,
            _ => Truth::False,
        };
        Fact { value, truth }
    };
    policy.questions.iter().map(fact).collect()
}

const YES: Value = Value::YesNo(true);
const NO: Value = Value::YesNo(false);
const COMMON: Value = Value::Choice(0);
const EDGE: Value = Value::Choice(1);

fn outcomes(policy: &Policy, known: &[(&str, Value)]) -> String {
    let evaluation = evaluate(policy, &facts(policy, known));
    let words = evaluation.outcomes.iter().map(|outcome| outcome.map_or("-", Truth::name));
    format!("{} {}", evaluation.verdict, words.collect::<Vec<_>>().join(" "))
}

fn deciding(policy: &Policy, known: &[(&str, Value)]) -> Vec<String> {
    let decisive = decisive(policy, &facts(policy, known));
    let named = policy.questions.iter().zip(decisive).filter(|(_, decides)| *decides);
    named.map(|(question, _)| question.id.clone()).collect()
}

fn flipping(policy: &Policy, known: &[(&str, Value)], limit: usize) -> Vec<String> {
    let flips = flips(policy, &facts(policy, known), limit);
    let answer = |wanted: &Wanted| {
        let name = |&value: &Value| policy.value_name(wanted.question, value);
        let values: Vec<String> = wanted.values.iter().map(name).collect();
        format!("{} {}", policy.question(wanted.question).id, values.join("|"))
    };
    flips
        .iter()
        .map(|flip| {
            let answers: Vec<String> = flip.answers.iter().map(answer).collect();
            format!("{}: {}", flip.to, answers.join(", "))
        })
        .collect()
}

#[test]
fn nothing_known_is_undecided_and_everything_decides() {
    let rapids = builtin::rapids();
    assert_eq!(outcomes(&rapids, &[]), "undecided unknown unknown unknown -");
    assert_eq!(deciding(&rapids, &[]).len(), 11);
    assert_eq!(
        flipping(&rapids, &[], 2),
        [
            "hotfix: critical-exposure yes",
            "hotfix: incorrect-results yes, common-function yes, common-input common, workaround-exists no",
            "defer: common-function no, common-input edge-case",
            "defer: common-function no, average-user no",
        ]
    );
}

#[test]
fn once_there_is_no_workaround_its_other_questions_are_moot() {
    let rapids = builtin::rapids();
    let known = [("workaround-exists", NO)];
    assert_eq!(outcomes(&rapids, &known), "undecided unknown unknown true -");
    let deciding = deciding(&rapids, &known);
    assert!(deciding.iter().all(|id| !id.starts_with("workaround")), "{deciding:?}");
    assert_eq!(deciding.len(), 6);
}

#[test]
fn three_steps_are_reasonable_and_four_are_not() {
    let rapids = builtin::rapids();
    let workaround = |steps| {
        [
            ("workaround-exists", YES),
            ("workaround-communicable", YES),
            ("workaround-understandable", YES),
            ("workaround-steps", Value::Count(steps)),
            ("workaround-survives-fix", YES),
        ]
    };
    assert_eq!(outcomes(&rapids, &workaround(3)), "defer unknown unknown false -");
    assert_eq!(outcomes(&rapids, &workaround(4)), "undecided unknown unknown true -");
    assert_eq!(outcomes(&rapids, &workaround(4)[..3]), "undecided unknown unknown unknown -");
}

#[test]
fn critical_exposure_outweighs_everything() {
    let rapids = builtin::rapids();
    let known = [
        ("critical-exposure", YES),
        ("incorrect-results", NO),
        ("errors-on-valid-input", NO),
        ("major-incorrect-functionality", NO),
    ];
    assert_eq!(outcomes(&rapids, &known), "hotfix false unknown unknown -");
    assert!(deciding(&rapids, &known).is_empty());
    assert_eq!(flipping(&rapids, &known, 5), ["defer: critical-exposure no"]);
    assert_eq!(flipping(&rapids, &known[1..], 1), ["hotfix: critical-exposure yes"]);
}

#[test]
fn in_practice_a_workaround_does_not_veto_what_everybody_meets() {
    let practice = builtin::find("rapids-practice").unwrap();
    let mut known = vec![
        ("incorrect-results", YES),
        ("common-function", YES),
        ("common-input", COMMON),
        ("average-user", YES),
        ("workaround-exists", YES),
        ("workaround-communicable", YES),
        ("workaround-understandable", YES),
        ("workaround-steps", Value::Count(1)),
        ("workaround-survives-fix", YES),
    ];
    assert_eq!(outcomes(&builtin::rapids(), &known), "defer true true false -");
    assert_eq!(outcomes(&practice, &known), "hotfix true true false -");
    // Nobody needs to say that the release line is supported.
    assert_eq!(
        flipping(&practice, &known, 2),
        ["defer: unsupported-line yes", "defer: common-function no"]
    );
    known.push(("unsupported-line", YES));
    assert_eq!(outcomes(&practice, &known), "defer true true false -");
    assert_eq!(flipping(&practice, &known, 2), ["hotfix: unsupported-line no"]);
    let slow = [("performance-regression", YES), ("common-function", NO)];
    assert_eq!(outcomes(&practice, &slow), "undecided true unknown unknown -");
}

#[test]
fn the_reason_is_the_smallest_there_is() {
    let rapids = builtin::rapids();
    let reason = |known: &[(&str, Value)], outcome| {
        let reason = because(&rapids, &facts(&rapids, known), outcome);
        reason.iter().map(|&q| rapids.question(q).id.clone()).collect::<Vec<_>>().join(" ")
    };
    let known = [
        ("incorrect-results", YES),
        ("errors-on-valid-input", YES),
        ("common-function", NO),
        ("common-input", EDGE),
        ("workaround-exists", NO),
    ];
    let criterion = |id| Outcome::Criterion(rapids.find_criterion(id).unwrap());
    assert_eq!(reason(&known, criterion("significant")), "incorrect-results");
    assert_eq!(reason(&known, criterion("majority")), "common-function common-input");
    assert_eq!(reason(&known, criterion("no-workaround")), "workaround-exists");
    assert_eq!(reason(&known, criterion("risk")), "");
    // Nothing else could make it a hotfix than exposure, which nobody claims.
    assert_eq!(reason(&known, Outcome::Verdict), "common-function common-input critical-exposure");
    assert_eq!(reason(&known[..2], Outcome::Verdict), "");
}

#[test]
fn contradictions_are_judged_by_what_is_written() {
    let rapids = builtin::rapids();
    let found = |known: &[(&str, Value)]| {
        let mut facts = facts(&rapids, known);
        // Nothing can be relied upon, and the words are there all the same.
        for fact in &mut facts {
            fact.truth = Truth::Unknown;
        }
        contradictions(&rapids, &facts)
    };
    assert_eq!(found(&[]), [0usize; 0]);
    assert_eq!(found(&[("workaround-exists", NO), ("workaround-steps", Value::Count(2))]), [0]);
    assert_eq!(found(&[("workaround-exists", NO), ("workaround-steps", Value::Count(0))]), [0; 0]);
    assert_eq!(found(&[("workaround-exists", YES), ("workaround-steps", Value::Count(0))]), [3]);
    assert_eq!(found(&[("common-input", EDGE), ("average-user", YES)]), [4]);
    assert_eq!(found(&[("common-input", COMMON), ("average-user", YES)]), [0; 0]);
}

// What follows holds any policy against trying all that can be answered.

fn question(index: usize, kind: &Kind, for_hotfix: Option<ForHotfix>) -> Question {
    Question {
        id: format!("q{index}"),
        criterion: CriterionId(0),
        prompt: String::new(),
        aliases: Vec::new(),
        kind: kind.clone(),
        for_hotfix,
        limits: Vec::new(),
        evidence: EvidenceNeed::default(),
        optional: false,
        critical: false,
        template: String::new(),
        why: String::new(),
        example: String::new(),
    }
}

fn policy(questions: Vec<Question>, criteria: Vec<Condition>, hotfix_when: Condition) -> Policy {
    let criterion = |(index, condition)| Criterion {
        id: format!("c{index}"),
        title: String::new(),
        aliases: Vec::new(),
        why: String::new(),
        met_when: Some(condition),
        questions: Vec::new(),
    };
    let mut policy = Policy {
        name: String::new(),
        title: String::new(),
        source: String::new(),
        criteria: criteria.into_iter().enumerate().map(criterion).collect(),
        questions,
        contradictions: vec![Contradiction { when: hotfix_when.clone(), message: String::new() }],
        hotfix_when,
        lean_when: LeanWhen::default(),
        within_days: None,
        template: String::new(),
        lexicon: Lexicon::default(),
        logic: Compiled::default(),
    };
    policy.compile();
    policy
}

fn kinds() -> [(Kind, ForHotfix); 4] {
    let option = |name: &str| ChoiceOption::new(name.to_owned(), Vec::new());
    [
        (Kind::YesNo, ForHotfix::Is(YES)),
        (Kind::YesNo, ForHotfix::Is(NO)),
        (
            Kind::Choice(vec![option("a"), option("b"), option("c")]),
            ForHotfix::Is(Value::Choice(1)),
        ),
        (Kind::Count, ForHotfix::MoreThan(2)),
    ]
}

/// Every value worth trying: the counts go past every number that a condition names.
fn all_values(kind: &Kind) -> Vec<Value> {
    match kind {
        Kind::YesNo => vec![YES, NO],
        Kind::Choice(options) => (0..options.len() as u16).map(Value::Choice).collect(),
        Kind::Count => (0..6).map(Value::Count).collect(),
        Kind::Text => vec![Value::Text],
    }
}

/// A condition over `questions` questions, and criteria before `criteria`.
fn condition(kinds: Vec<Kind>, criteria: u16) -> impl Strategy<Value = Condition> {
    let count = kinds.len() as u16;
    let test = (0..count, 0u32..5, 0..3u8).prop_map(move |(q, number, which)| {
        let id = QuestionId(q);
        match (&kinds[usize::from(q)], which) {
            (Kind::YesNo, 0) => Condition::Is(id, Value::YesNo(number > 2)),
            (Kind::Choice(options), 0) => {
                Condition::Is(id, Value::Choice((number as usize % options.len()) as u16))
            }
            (Kind::Count, 0) => Condition::Is(id, Value::Count(number)),
            (Kind::Count, 1) => Condition::MoreThan(id, number),
            _ => Condition::Speaks(id),
        }
    });
    let leaf = if criteria > 0 {
        prop_oneof![3 => test, 1 => (0..criteria).prop_map(|c| Condition::Met(CriterionId(c)))]
            .boxed()
    } else {
        test.boxed()
    };
    leaf.prop_recursive(3, 12, 4, |inner| {
        let parts = || proptest::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            parts().prop_map(Condition::Any),
            parts().prop_map(Condition::All),
            (0usize..4, parts()).prop_map(|(n, parts)| Condition::AtLeast(n, parts)),
            inner.clone().prop_map(|part| Condition::Not(Box::new(part))),
        ]
    })
}

fn any_policy() -> impl Strategy<Value = Arc<Policy>> {
    proptest::collection::vec(0usize..4, 1..6).prop_flat_map(|chosen| {
        let questions: Vec<Question> = chosen
            .iter()
            .enumerate()
            .map(|(index, &kind)| question(index, &kinds()[kind].0, Some(kinds()[kind].1)))
            .collect();
        let kinds: Vec<Kind> = questions.iter().map(|question| question.kind.clone()).collect();
        (
            Just(questions),
            condition(kinds.clone(), 0),
            condition(kinds.clone(), 1),
            condition(kinds, 2),
        )
            .prop_map(|(questions, first, second, when)| {
                Arc::new(policy(questions, vec![first, second], when))
            })
    })
}

fn with_facts(policy: Arc<Policy>) -> impl Strategy<Value = (Arc<Policy>, Vec<Fact>)> {
    let count = policy.questions.len();
    proptest::collection::vec((any::<bool>(), 0usize..6), count).prop_map(move |answers| {
        let fact = |(question, (known, which)): (&Question, (bool, usize))| {
            let values = all_values(&question.kind);
            let value = values[which % values.len()];
            let truth = match question.for_hotfix {
                _ if !known => Truth::Unknown,
                Some(wanted) => wanted.holds(value).into(),
                None => Truth::False,
            };
            Fact { value: known.then_some(value), truth }
        };
        let facts = policy.questions.iter().zip(answers).map(fact).collect();
        (policy.clone(), facts)
    })
}

fn holds(policy: &Policy, values: &[Value], condition: &Condition) -> bool {
    let holds_one = |part: &Condition| holds(policy, values, part);
    match condition {
        Condition::Any(parts) => parts.iter().any(holds_one),
        Condition::All(parts) => parts.iter().all(holds_one),
        Condition::AtLeast(n, parts) => parts.iter().filter(|part| holds_one(part)).count() >= *n,
        Condition::Not(part) => !holds_one(part),
        Condition::Is(id, value) => values[usize::from(id.0)] == *value,
        Condition::MoreThan(id, n) => ForHotfix::MoreThan(*n).holds(values[usize::from(id.0)]),
        Condition::Speaks(id) => policy
            .question(*id)
            .for_hotfix
            .is_some_and(|wanted| wanted.holds(values[usize::from(id.0)])),
        Condition::Met(id) => policy.criterion(*id).met_when.as_ref().is_some_and(holds_one),
    }
}

/// All that the answers may turn out to be.
fn completions(policy: &Policy, facts: &[Fact]) -> Vec<Vec<Value>> {
    let mut all: Vec<Vec<Value>> = vec![Vec::new()];
    for (question, fact) in policy.questions.iter().zip(facts) {
        let values = match (fact.truth, fact.value) {
            (Truth::Unknown, _) => all_values(&question.kind),
            (_, Some(value)) => vec![value],
            // Not claimed.
            (_, None) => {
                let speaks = |value: &Value| question.for_hotfix.is_some_and(|w| w.holds(*value));
                all_values(&question.kind).into_iter().filter(|v| !speaks(v)).take(1).collect()
            }
        };
        all = all
            .iter()
            .flat_map(|one| values.iter().map(move |&v| one.iter().copied().chain([v]).collect()))
            .collect();
    }
    all
}

fn told(policy: &Policy, facts: &[Fact], condition: &Condition) -> Truth {
    let all = completions(policy, facts);
    let yes = all.iter().filter(|values| holds(policy, values, condition)).count();
    if yes == all.len() {
        Truth::True
    } else if yes == 0 {
        Truth::False
    } else {
        Truth::Unknown
    }
}

/// Everything this module says of a policy and facts, held against all that can be answered.
fn check(policy: &Policy, facts: &[Fact]) -> Result<(), TestCaseError> {
    let evaluation = evaluate(policy, facts);
    let verdict = told(policy, facts, &policy.hotfix_when);
    prop_assert_eq!(evaluation.verdict, Verdict::from(verdict));
    for (criterion, outcome) in policy.criteria.iter().zip(&evaluation.outcomes) {
        let expected = criterion.met_when.as_ref().map(|condition| told(policy, facts, condition));
        prop_assert_eq!(*outcome, expected);
    }

    let all = completions(policy, facts);
    let results: Vec<bool> = all.iter().map(|v| holds(policy, v, &policy.hotfix_when)).collect();
    for (index, decides) in decisive(policy, facts).into_iter().enumerate() {
        // Two completions that differ in this answer alone and lead to different verdicts.
        let mut seen = std::collections::HashMap::new();
        let mut expected = false;
        for (values, result) in all.iter().zip(&results) {
            let mut others = values.clone();
            others.remove(index);
            expected |= seen.insert(others, *result).is_some_and(|before| before != *result);
        }
        prop_assert_eq!(decides, expected, "question {}", index);
    }

    let settled = |answers: &[(QuestionId, Value)]| {
        Verdict::from(told(policy, &with_answers(policy, facts, answers), &policy.hotfix_when))
    };
    let found = flips(policy, facts, 4);
    for flip in &found {
        prop_assert_ne!(flip.to, evaluation.verdict);
        prop_assert!(!flip.answers.is_empty());
        for answers in choices(flip) {
            prop_assert_eq!(settled(&answers), flip.to, "{:?} of {:?}", answers, flip);
            for part in 0..(1u32 << answers.len()) - 1 {
                let chosen = |at: &usize| part & (1 << at) != 0;
                let part: Vec<_> =
                    (0..answers.len()).filter(chosen).map(|at| answers[at]).collect();
                prop_assert_ne!(settled(&part), flip.to, "{:?} is enough of {:?}", part, flip);
            }
        }
    }
    let sizes = found.windows(2).filter(|pair| pair[0].to == pair[1].to);
    for pair in sizes {
        prop_assert!(pair[0].answers.len() <= pair[1].answers.len());
    }

    let outcome = |condition: &Condition, outcome: Outcome| {
        let now = told(policy, facts, condition);
        let reason = because(policy, facts, outcome);
        if !now.is_known() {
            prop_assert!(reason.is_empty());
            return Ok(());
        }
        let with = |reason: &[QuestionId]| {
            let mut open = vec![Fact::default(); facts.len()];
            for q in reason {
                open[usize::from(q.0)] = facts[usize::from(q.0)];
            }
            told(policy, &open, condition)
        };
        prop_assert_eq!(with(&reason), now, "{:?}", reason);
        for at in 0..reason.len() {
            let mut fewer = reason.clone();
            fewer.remove(at);
            prop_assert_ne!(with(&fewer), now, "{:?} needs no {:?}", reason, reason[at]);
        }
        Ok(())
    };
    outcome(&policy.hotfix_when, Outcome::Verdict)?;
    for id in policy.criterion_ids() {
        if let Some(condition) = &policy.criterion(id).met_when {
            outcome(condition, Outcome::Criterion(id))?;
        }
    }
    Ok(())
}

/// The facts with these answers, nothing lacking.
fn with_answers(policy: &Policy, facts: &[Fact], answers: &[(QuestionId, Value)]) -> Vec<Fact> {
    let mut facts = facts.to_vec();
    for &(question, value) in answers {
        let speaks = policy.question(question).for_hotfix.is_some_and(|wanted| wanted.holds(value));
        facts[usize::from(question.0)] = Fact { value: Some(value), truth: speaks.into() };
    }
    facts
}

/// Every way to answer as a flip asks; of a row of counts the first and the last.
fn choices(flip: &Flip) -> Vec<Vec<(QuestionId, Value)>> {
    let mut all: Vec<Vec<(QuestionId, Value)>> = vec![Vec::new()];
    for wanted in &flip.answers {
        let values = wanted.spans.iter().flat_map(|&(first, last)| [first, last]);
        let values = values.chain(wanted.values.iter().copied());
        all = values
            .flat_map(|value| {
                all.iter()
                    .map(move |one| one.iter().copied().chain([(wanted.question, value)]).collect())
            })
            .collect();
    }
    all
}

/// Facts about `rapids` with few enough questions open to try all that can be answered.
fn rapids_facts() -> impl Strategy<Value = Vec<Fact>> {
    let count = builtin::rapids().questions.len();
    proptest::collection::vec((0u8..3, 0usize..6), count).prop_map(|answers| {
        let rapids = builtin::rapids();
        let mut open = 0;
        let fact = |(question, (state, which)): (&Question, (u8, usize))| {
            let values = all_values(&question.kind);
            let value = values[which % values.len()];
            if question.optional && state == 2 || question.for_hotfix.is_none() {
                return Fact { value: None, truth: Truth::False };
            }
            if state == 0 && open < 5 {
                open += 1;
                return Fact::default();
            }
            let wanted = question.for_hotfix.map(|wanted| wanted.holds(value));
            Fact { value: Some(value), truth: wanted.unwrap_or(false).into() }
        };
        rapids.questions.iter().zip(answers).map(fact).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_policy_is_judged_as_by_trying_everything(
        (policy, facts) in any_policy().prop_flat_map(with_facts)
    ) {
        check(&policy, &facts)?;
        let holds = told(&policy, &facts, &policy.hotfix_when) == Truth::True;
        // A contradiction may stay unseen where only the connection of its parts shows it, and is never invented.
        prop_assert!(holds || contradictions(&policy, &facts).is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn rapids_is_judged_as_by_trying_everything(facts in rapids_facts()) {
        check(&builtin::rapids(), &facts)?;
    }
}

/// A policy whose conditions use 40 unknown questions twice each: nothing is hidden, and the work is bounded.
#[test]
fn a_policy_too_large_to_try_is_judged_with_care() {
    let questions: Vec<Question> =
        (0..40).map(|index| question(index, &Kind::YesNo, Some(ForHotfix::Is(YES)))).collect();
    let pair = |index: u16| {
        let (one, next) = (QuestionId(index), QuestionId((index + 1) % 40));
        Condition::Any(vec![
            Condition::All(vec![Condition::Speaks(one), Condition::Speaks(next)]),
            Condition::Not(Box::new(Condition::Any(vec![
                Condition::Speaks(one),
                Condition::Speaks(next),
            ]))),
        ])
    };
    let policy = policy(questions, Vec::new(), Condition::All((0..40).map(pair).collect()));
    let facts = vec![Fact::default(); 40];
    assert_eq!(evaluate(&policy, &facts).verdict, Verdict::Undecided);
    assert!(decisive(&policy, &facts).iter().all(|&decides| decides));
    for flip in flips(&policy, &facts, 3) {
        assert_ne!(flip.to, Verdict::Undecided);
    }
}

/// Criteria that use criteria twice each do not double the work.
#[test]
fn criteria_used_twice_are_evaluated_once() {
    let criteria: Vec<Condition> = (0..60u16)
        .map(|index| match index.checked_sub(1) {
            None => Condition::Speaks(QuestionId(0)),
            Some(before) => Condition::All(vec![
                Condition::Met(CriterionId(before)),
                Condition::Any(vec![
                    Condition::Met(CriterionId(before)),
                    Condition::Speaks(QuestionId(1)),
                ]),
            ]),
        })
        .collect();
    let questions = (0..2).map(|i| question(i, &Kind::YesNo, Some(ForHotfix::Is(YES)))).collect();
    let policy = policy(questions, criteria, Condition::Met(CriterionId(59)));
    let facts = vec![Fact::default(); 2];
    assert_eq!(evaluate(&policy, &facts).verdict, Verdict::Undecided);
    assert_eq!(decisive(&policy, &facts), [true, false]);
}
