//! Work on many files at once whose results come in the files' order.

use std::any::Any;
use std::collections::BTreeMap;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many results may wait for the one before them, where there are few processors.
const AHEAD: usize = 64;

/// How many results are handed over at a time, where there are many.
const BATCH: usize = 8;

/// What is said of a file that the program panicked at.
fn of_panic(panic: &(dyn Any + Send)) -> String {
    let words = panic.downcast_ref::<String>().map(String::as_str);
    let words = words.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no words");
    format!("the program failed at this file; please report it with these words: {words}")
}

/// Does `work` for 0 to `count` on every core, and hands the results over in order. No worker runs far ahead of the
/// slowest one: results wait for their turn in memory. A panic is what comes of the work that it happens in, in words for
/// people, and nothing else is lost.
pub(in crate::cli) fn in_order<T: Send>(
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, Result<T, String>) -> io::Result<()>,
) -> io::Result<()> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    // Handing over costs more than a short document: where there are many, they go several at a time.
    let batch = (count / (cores * 16)).clamp(1, BATCH);
    let batches = count.div_ceil(batch);
    let next = AtomicUsize::new(0);
    let (send, receive) = crossbeam_channel::unbounded();
    // A permit for each batch that may be on its way.
    let (permit, permits) = crossbeam_channel::unbounded();
    for _ in 0..(AHEAD / batch).max(4 * cores).min(batches) {
        let _ = permit.send(());
    }
    std::thread::scope(|scope| {
        for _ in 0..cores.min(batches) {
            let (send, permits, next, work) = (send.clone(), permits.clone(), &next, &work);
            scope.spawn(move || {
                // There are no more permits when the output has failed.
                while permits.recv().is_ok() {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let range = index * batch..(index * batch + batch).min(count);
                    if range.is_empty() {
                        break;
                    }
                    // What is shared between files is whole at any moment.
                    let caught = |index| {
                        panic::catch_unwind(AssertUnwindSafe(|| work(index)))
                            .map_err(|panic| of_panic(&*panic))
                    };
                    let results: Vec<Result<T, String>> = range.map(caught).collect();
                    if send.send((index, results)).is_err() {
                        break;
                    }
                }
            });
        }
        drop((send, permits));
        // Taken by value: on an early return both are dropped, and the workers end.
        let permit = permit;
        let mut early = BTreeMap::new();
        let mut due = 0;
        for (index, results) in receive {
            early.insert(index, results);
            while let Some(results) = early.remove(&due) {
                for (within, result) in results.into_iter().enumerate() {
                    take(due * batch + within, result)?;
                }
                due += 1;
                let _ = permit.send(());
            }
            if due == batches {
                break;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order() {
        let mut seen = Vec::new();
        in_order(
            500,
            |i| i * 2,
            |i, twice| {
                seen.push((i, twice.unwrap()));
                Ok(())
            },
        )
        .unwrap();
        assert_eq!(seen, (0..500).map(|i| (i, i * 2)).collect::<Vec<_>>());
    }

    #[test]
    fn a_panic_is_told_and_the_others_go_on() {
        let (mut seen, mut failed) = (0, Vec::new());
        in_order(
            500,
            |i| assert!(i % 100 != 7, "{i} is one too many"),
            |i, done| {
                seen += 1;
                failed.extend(done.err().map(|words| (i, words)));
                Ok(())
            },
        )
        .unwrap();
        let at: Vec<usize> = failed.iter().map(|(i, _)| *i).collect();
        assert_eq!((seen, at), (500, vec![7, 107, 207, 307, 407]));
        assert!(failed[0].1.ends_with("7 is one too many"), "{failed:?}");
    }

    #[test]
    fn a_failed_output_ends_the_work() {
        let failed = in_order(10_000, |i| i, |_, _| Err(io::ErrorKind::BrokenPipe.into()));
        assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }

    #[test]
    fn nobody_runs_far_ahead() {
        let taken = AtomicUsize::new(0);
        let farthest = AtomicUsize::new(0);
        in_order(
            2_000,
            |i| {
                if i == 0 {
                    std::thread::sleep(std::time::Duration::from_millis(30));
                }
                farthest.fetch_max(i - taken.load(Ordering::Relaxed), Ordering::Relaxed);
            },
            |i, _| {
                taken.store(i, Ordering::Relaxed);
                Ok(())
            },
        )
        .unwrap();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        assert!(farthest.into_inner() <= AHEAD.max(4 * cores * BATCH) + 1);
    }
}
