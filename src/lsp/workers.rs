//! Threads for what is done beside the owner, each started when there is first something for it to do: an editor waits
//! for the first answer, and one document needs one of them.

use super::{panics, transport};
use crossbeam_channel::{Receiver, Sender, unbounded};
use std::cell::Cell;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Work for another thread, which catches its own panics.
pub(super) type Job = Box<dyn FnOnce() + Send>;

/// Threads that take one job after the other, until this is dropped.
pub(super) struct Workers {
    name: &'static str,
    most: usize,
    /// What each thread does first.
    first: fn(),
    started: Cell<usize>,
    /// How many jobs have been given and are not done.
    open: Arc<AtomicUsize>,
    queue: Sender<Job>,
    waiting: Receiver<Job>,
}

impl Workers {
    /// At most so many threads, each of which does `first` first; without any, jobs wait to be taken from
    /// [`Workers::waiting`].
    pub(super) fn new(name: &'static str, most: usize, first: fn()) -> Self {
        let (queue, waiting) = unbounded();
        Self { name, most, first, started: Cell::new(0), open: Arc::default(), queue, waiting }
    }

    /// Starts a thread at once, which has this to do before any job.
    ///
    /// # Errors
    ///
    /// When no thread can be started.
    pub(super) fn begin(&self, task: fn()) -> io::Result<()> {
        let (first, waiting, open) = (self.first, self.waiting.clone(), self.open.clone());
        transport::spawn(self.name, move || {
            first();
            // Whatever becomes of it, there are jobs to do.
            let _ = panics::catch(task);
            for job in waiting {
                job();
                open.fetch_sub(1, Ordering::Relaxed);
            }
        })?;
        self.started.set(self.started.get() + 1);
        Ok(())
    }

    /// Has a job done: by a thread that has nothing to do, or by one more.
    pub(super) fn give(&self, job: Job) {
        let open = self.open.fetch_add(1, Ordering::Relaxed) + 1;
        // The other end is ours as well.
        let _ = self.queue.send(job);
        let started = self.started.get();
        if open > started && started < self.most && self.begin(|| ()).is_err() && started == 0 {
            // Better late than never.
            for job in self.waiting.try_iter() {
                job();
                self.open.fetch_sub(1, Ordering::Relaxed);
            }
        }
    }

    /// The jobs that no thread has taken yet.
    #[cfg(any(test, fuzzing))]
    pub(super) fn waiting(&self) -> Receiver<Job> {
        self.waiting.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const SOON: Duration = Duration::from_secs(10);

    /// A job that says when it has begun, and ends when told to.
    fn long() -> (Job, Receiver<()>, Sender<()>) {
        let (begun, has_begun) = unbounded();
        let (end, ends) = unbounded::<()>();
        let job = Box::new(move || {
            let _ = begun.send(());
            let _ = ends.recv();
        });
        (job, has_begun, end)
    }

    #[test]
    fn a_job_waits_for_no_other_while_threads_can_be_had() {
        let workers = Workers::new("test", 2, || ());
        let (one, one_begun, end_one) = long();
        let (two, two_begun, end_two) = long();
        let (three, three_begun, end_three) = long();
        for job in [one, two, three] {
            workers.give(job);
        }
        assert!(one_begun.recv_timeout(SOON).is_ok() && two_begun.recv_timeout(SOON).is_ok());
        assert_eq!((workers.started.get(), three_begun.try_recv().is_err()), (2, true));
        drop(end_one);
        assert!(three_begun.recv_timeout(SOON).is_ok());
        drop((end_two, end_three));
    }

    #[test]
    fn a_thread_that_has_nothing_to_do_is_taken_again() {
        let workers = Workers::new("test", 2, || ());
        for _ in 0..20 {
            let (job, begun, end) = long();
            workers.give(job);
            assert!(begun.recv_timeout(SOON).is_ok());
            drop(end);
            while workers.open.load(Ordering::Relaxed) > 0 {
                std::thread::yield_now();
            }
        }
        assert_eq!(workers.started.get(), 1);
    }

    #[test]
    fn what_a_thread_begins_with_may_panic() {
        let workers = Workers::new("test", 1, || ());
        workers.begin(|| panic!("on purpose")).unwrap();
        let (job, begun, end) = long();
        workers.give(job);
        assert!(begun.recv_timeout(SOON).is_ok());
        drop(end);
    }
}
