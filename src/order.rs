//! Putting things in order, stably.
//!
//! The library's sort is compiled anew for each kind of thing and key, each time some 7 KB, and there were fifty of them.
//! Here places are sorted, by one sort for everything, and things are moved once.

use std::cmp::Ordering;

/// Sorts by a key; things of the same key keep their order. The key is computed for each comparison.
pub(crate) fn by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts by a total order; things that are equal keep their order. What is in order already costs a look at each.
///
/// More than `u32::MAX` things are left as they are: nothing has as many.
pub(crate) fn by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if items.is_sorted_by(|a, b| compare(a, b).is_le()) {
        return;
    }
    let Ok(count) = u32::try_from(items.len()) else { return };
    let mut places: Vec<u32> = (0..count).collect();
    sort(&mut places, &|a, b| compare(&items[a as usize], &items[b as usize]));
    // Each place is given what belongs there, and what was there is carried on to the next place of the same cycle.
    for start in 0..places.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut places[at], at as u32) as usize;
            if from == start {
                break;
            }
            items.swap(at, from);
            at = from;
        }
    }
}

/// The one sort.
#[inline(never)]
fn sort(places: &mut [u32], compare: &dyn Fn(u32, u32) -> Ordering) {
    places.sort_by(|&a, &b| compare(a, b));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_order_of_the_library(items: Vec<(u8, u8)>) {
            let (mut ours, mut theirs) = (items.clone(), items);
            by_key(&mut ours, |item| item.0 % 16);
            theirs.sort_by_key(|item| item.0 % 16);
            prop_assert_eq!(ours, theirs);
        }
    }
}
