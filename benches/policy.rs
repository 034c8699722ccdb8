//! How long a policy takes to judge one proposal that has been read: everything between the answers and the verdict.

#![expect(missing_docs, reason = "the macro makes functions without them")]

use criterion::{Criterion, criterion_group, criterion_main};
use hotfix_lint::policy::logic::{Fact, decisive, evaluate};
use hotfix_lint::policy::{ForHotfix, Policy, Truth, Value, builtin};
use std::hint::black_box;

/// A proposal in which every question is answered, each speaking for a hotfix or not in turn.
fn answered(policy: &Policy) -> Vec<Fact> {
    let fact = |(index, question): (usize, &hotfix_lint::policy::Question)| {
        let value = match question.for_hotfix {
            Some(ForHotfix::Is(value)) => Some(value),
            Some(ForHotfix::MoreThan(n)) => Some(Value::Count(n)),
            None => Some(Value::Text),
        };
        Fact { value, truth: Truth::from(index % 2 == 0) }
    };
    policy.questions.iter().enumerate().map(fact).collect()
}

fn policies(c: &mut Criterion) {
    for (name, _) in builtin::BUILTIN {
        let Some(policy) = builtin::find(name) else { continue };
        let known = answered(&policy);
        let open = vec![Fact::default(); policy.questions.len()];
        c.bench_function(&format!("evaluate {name}, all answered"), |b| {
            b.iter(|| evaluate(black_box(&policy), black_box(&known)));
        });
        c.bench_function(&format!("evaluate {name}, nothing answered"), |b| {
            b.iter(|| evaluate(black_box(&policy), black_box(&open)));
        });
    }
    let rapids = builtin::rapids();
    let open = vec![Fact::default(); rapids.questions.len()];
    c.bench_function("what decides in rapids, nothing answered", |b| {
        b.iter(|| decisive(black_box(&rapids), black_box(&open)));
    });
}

criterion_group!(benches, policies);
criterion_main!(benches);
