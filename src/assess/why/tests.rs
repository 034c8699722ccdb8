//! What is said of a verdict holds, and is enough for it.

use super::*;
use crate::assess::{Context, assess};
use crate::config::Config;
use crate::ide;
use crate::policy::logic::{Evaluation, decisive, evaluate};
use crate::policy::{Kind, builtin};
use crate::proposal::Format;
use crate::source::Source;
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::HashMap;

/// A proposal under a built-in policy with these answers: of each question whether it is known, and which value.
fn answered(policy: &str, answers: &[(u8, u32)]) -> Assessment {
    let config = Config::default();
    let context = Context {
        format: Format::Yaml,
        config: &config,
        today: date(2026, 11, 22),
        exists: None,
        policies: None,
        given: None,
    };
    let source = Source::new(format!("policy: {policy}\nanswers:\n"));
    let mut assessment = assess(&source, &context);
    let policy = assessment.policy.clone();
    let answers = answers.iter().cycle();
    for ((question, fact), &(state, which)) in
        policy.questions.iter().zip(&mut assessment.facts).zip(answers)
    {
        let value = match &question.kind {
            Kind::YesNo => Value::YesNo(which % 2 == 0),
            Kind::Choice(options) => Value::Choice((which as usize % options.len()) as u16),
            Kind::Count => Value::Count(which),
            Kind::Text => Value::Text,
        };
        let speaks = question.for_hotfix.is_some_and(|wanted| wanted.holds(value));
        *fact = match state {
            0 if question.optional => Fact { value: None, truth: Truth::False },
            0 | 1 => Fact::default(),
            _ => Fact { value: Some(value), truth: speaks.into() },
        };
    }
    let Evaluation { outcomes, verdict } = evaluate(&policy, &assessment.facts);
    assessment.decisive = decisive(&policy, &assessment.facts);
    assessment.outcomes = outcomes;
    assessment.verdict = verdict;
    assessment
}

/// What each clause of a derivation says.
fn clauses_of(a: &Assessment) -> HashMap<String, Ground> {
    let criteria = a.policy.criterion_ids().map(Ground::Criterion);
    let questions = a.policy.question_ids().map(Ground::Question);
    criteria.chain(questions).map(|ground| (clauses(a, &[ground]), ground)).collect()
}

/// The truth of a condition by Kleene's rules where these grounds alone are known, and the silence of optional
/// questions.
fn follows(a: &Assessment, grounds: &[Ground], condition: &Condition) -> Truth {
    let mut alone = a.clone();
    for (index, fact) in alone.facts.iter_mut().enumerate() {
        let id = QuestionId(index as u16);
        if !grounds.contains(&Ground::Question(id)) {
            let optional = a.policy.question(id).optional;
            let truth = if optional { Truth::False } else { Truth::Unknown };
            *fact = Fact { value: None, truth };
        }
    }
    for (index, outcome) in alone.outcomes.iter_mut().enumerate() {
        if !grounds.contains(&Ground::Criterion(CriterionId(index as u16))) {
            *outcome = None;
        }
    }
    truth(&alone, condition)
}

/// What is told, read back from the text.
fn read_back(a: &Assessment, text: &str) -> Vec<Ground> {
    let known = clauses_of(a);
    let clauses = text.split(", ").flat_map(|part| part.split(" and "));
    clauses
        .map(|clause| *known.get(clause).unwrap_or_else(|| panic!("{clause} in {text}")))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_derivation_is_enough_for_its_verdict(
        which in 0..builtin::BUILTIN.len(),
        answers in proptest::collection::vec((0u8..8, 0u32..6), 24),
    ) {
        let assessment = answered(builtin::BUILTIN[which].0, &answers);
        let policy = &assessment.policy;
        prop_assert_eq!(&policy.name, builtin::BUILTIN[which].0);
        let shown = ide::verdict::summary(&assessment);
        let shown = shown.split(" · ").next().unwrap_or_default();
        if assessment.verdict == Verdict::Undecided {
            return Ok(());
        }
        let told = sentence(&assessment);
        prop_assert_eq!(shown, format!("{}: {told}", assessment.verdict));
        let grounds = read_back(&assessment, &told);
        let found = Verdict::from(follows(&assessment, &grounds, &policy.hotfix_when));
        prop_assert_eq!(found, assessment.verdict, "{}", told);
        for id in policy.criterion_ids() {
            let Some(condition) = &policy.criterion(id).met_when else { continue };
            let grounds = criterion(&assessment, id);
            let outcome = assessment.outcome(id).unwrap_or_default();
            if outcome.is_known() {
                prop_assert_eq!(follows(&assessment, &grounds, condition), outcome);
            }
        }
    }
}
