//! What is said to change the verdict, tried under every built-in policy.

use super::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Each set that would change the verdict does, whichever of the values that it names are taken; and of the answers
    /// that change it by themselves none is left out.
    #[test]
    fn what_would_change_a_verdict_does(
        which in 0..builtin::BUILTIN.len(),
        answers in proptest::collection::vec((0u8..6, 0usize..6), 24),
    ) {
        let policy = builtin::find(builtin::BUILTIN[which].0).unwrap();
        let fact = |(question, (state, which)): (&Question, (u8, usize))| {
            let values = all_values(&question.kind);
            let value = values[which % values.len()];
            match state {
                0 | 1 if question.optional => Fact { value: None, truth: Truth::False },
                0 | 1 => Fact::default(),
                _ => {
                    let speaks = question.for_hotfix.is_some_and(|wanted| wanted.holds(value));
                    Fact { value: Some(value), truth: speaks.into() }
                }
            }
        };
        let facts: Vec<Fact> = policy.questions.iter().zip(answers).map(fact).collect();
        let before = evaluate(&policy, &facts).verdict;
        let found = flips(&policy, &facts, 32);
        let mut alone = Vec::new();
        for flip in &found {
            for answers in choices(flip) {
                let after = evaluate(&policy, &with_answers(&policy, &facts, &answers)).verdict;
                prop_assert_eq!(after, flip.to, "{:?} of {:?}", answers, flip);
                if let [answer] = answers[..] {
                    alone.push(answer);
                }
            }
        }
        for id in policy.question_ids() {
            for value in all_values(&policy.question(id).kind) {
                let after = evaluate(&policy, &with_answers(&policy, &facts, &[(id, value)])).verdict;
                let changes = after != before && after != Verdict::Undecided;
                let is_count = matches!(value, Value::Count(_));
                prop_assert!(is_count || changes == alone.contains(&(id, value)), "{:?}", (id, value));
            }
        }
    }
}
