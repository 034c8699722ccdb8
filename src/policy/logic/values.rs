//! The values that conditions tell apart.

use super::compiled::Test;
use crate::order;
use crate::policy::{ForHotfix, Kind, Value};

/// The values of one question, by how the conditions come out that ask for it.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    /// One for each way they can come out; those that speak for a hotfix first.
    pub(super) told_apart: Vec<Value>,
    /// Every value worth trying, in order, and which of `told_apart` it comes out like. A count stands for those up to
    /// the next.
    alike: Vec<(Value, Value)>,
}

impl Values {
    /// The values of a question of this kind, of which these tests ask.
    pub(super) fn new(kind: &Kind, for_hotfix: Option<ForHotfix>, tests: &[Test]) -> Self {
        let candidates = candidates(kind, tests);
        let mut told_apart: Vec<Value> = Vec::new();
        let mut groups: Vec<usize> = Vec::with_capacity(candidates.len());
        for &value in &candidates {
            let alike =
                |other: &Value| tests.iter().all(|test| test.holds(*other) == test.holds(value));
            let group = told_apart.iter().position(alike).unwrap_or_else(|| {
                told_apart.push(value);
                told_apart.len() - 1
            });
            // Of values that come out alike the one that speaks for a hotfix says more.
            if for_hotfix == Some(ForHotfix::Is(value)) {
                told_apart[group] = value;
            }
            groups.push(group);
        }
        let alike = candidates.iter().zip(groups).map(|(&v, group)| (v, told_apart[group]));
        let alike = alike.collect();
        // What speaks for a hotfix first: all of that, and then none of it, shows soonest that an outcome is open.
        order::by_key(&mut told_apart, |&value| {
            !for_hotfix.is_some_and(|wanted| wanted.holds(value))
        });
        Self { told_apart, alike }
    }

    /// The counts behind which the next comes out differently.
    pub(super) fn limits(&self) -> impl Iterator<Item = u32> + '_ {
        self.alike.windows(2).filter_map(|pair| match pair {
            [(_, like), (Value::Count(next), other)] if like != other => next.checked_sub(1),
            _ => None,
        })
    }

    /// All values that come out like one of `wanted`, each from the first to the last of a row of counts.
    pub(super) fn spans(&self, wanted: &[Value]) -> Vec<(Value, Value)> {
        let mut spans: Vec<(Value, Value)> = Vec::new();
        let mut before = false;
        for (at, &(first, like)) in self.alike.iter().enumerate() {
            let is_wanted = wanted.contains(&like);
            let next = self.alike.get(at + 1).map(|&(next, _)| next);
            let (is_count, last) = match (first, next) {
                (Value::Count(_), Some(Value::Count(n))) => {
                    (true, Value::Count(n.saturating_sub(1)))
                }
                (Value::Count(_), _) => (true, Value::Count(u32::MAX)),
                (value, _) => (false, value),
            };
            match spans.last_mut() {
                Some((_, end)) if is_wanted && before && is_count => *end = last,
                _ if is_wanted => spans.push((first, last)),
                _ => {}
            }
            before = is_wanted;
        }
        spans
    }
}

/// Every value that may come out differently from the one before it.
fn candidates(kind: &Kind, tests: &[Test]) -> Vec<Value> {
    match kind {
        Kind::YesNo => vec![Value::YesNo(true), Value::YesNo(false)],
        Kind::Choice(options) => (0..options.len() as u16).map(Value::Choice).collect(),
        Kind::Text => vec![Value::Text],
        Kind::Count => {
            let bounds = tests.iter().filter_map(|test| match test {
                Test::MoreThan(n)
                | Test::Is(Value::Count(n))
                | Test::Speaks(Some(ForHotfix::MoreThan(n) | ForHotfix::Is(Value::Count(n)))) => {
                    Some(*n)
                }
                _ => None,
            });
            let mut counts: Vec<u32> =
                bounds.flat_map(|n| [n, n.saturating_add(1)]).chain([0]).collect();
            counts.sort_unstable();
            counts.dedup();
            counts.into_iter().map(Value::Count).collect()
        }
    }
}
