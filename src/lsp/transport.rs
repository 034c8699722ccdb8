//! The threads at both ends: standard input to events, texts to standard output, and the watch over the client.

use super::frame::{Frame, Frames};
use super::message::{self, Refusal};
use super::session::Event;
use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use lsp_server::{ErrorCode, Message};
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::thread;
use std::time::Duration;

/// How long the writer may take to say its last words to a client that no longer reads.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// Texts written in one go, in bytes: answers that are waiting together leave together.
const BATCH: usize = 64 << 10;

/// Read at once, in bytes. All of it is touched before the first message is: what is longer is read past this buffer.
const READ: usize = 8 << 10;

/// Starts to read messages, up to `exit` or the end of the input.
pub(super) fn read(events: Sender<Event>) -> io::Result<()> {
    let input = BufReader::with_capacity(READ, Stdin::open()?);
    spawn("stdin", move || {
        let mut frames = Frames::new(input);
        loop {
            let event = match event(frames.next()) {
                Event::Message(message, _) => Event::Message(message, more(frames.input())),
                event => event,
            };
            let last = match &event {
                Event::Closed => true,
                Event::Message(Message::Notification(n), _) => n.method == "exit",
                _ => false,
            };
            if events.send(event).is_err() || last {
                return;
            }
        }
    })
}

/// What a frame means to the owner.
pub(super) fn event(frame: Frame) -> Event {
    match frame {
        Frame::End => Event::Closed,
        Frame::Malformed(why) => Event::Malformed(Refusal::new(ErrorCode::ParseError, why)),
        Frame::Body(body) => match message::parse(&body) {
            Err(refusal) => Event::Malformed(refusal),
            Ok(message) => Event::Message(message, false),
        },
    }
}

/// Whether further input is waiting already: then it is too early to analyse.
fn more(input: &BufReader<Stdin>) -> bool {
    !input.buffer().is_empty() || input.get_ref().is_waiting()
}

/// Starts to write texts, each as one frame. The second channel closes when everything has been written.
pub(super) fn write() -> io::Result<(Sender<String>, Receiver<()>)> {
    let (sender, receiver) = unbounded::<String>();
    let (done, finished) = bounded::<()>(0);
    let mut output = stdout()?;
    spawn("stdout", move || {
        let _done = done;
        let mut batch = Vec::new();
        while let Ok(text) = receiver.recv() {
            push_frame(&mut batch, &text);
            while batch.len() < BATCH
                && let Ok(text) = receiver.try_recv()
            {
                push_frame(&mut batch, &text);
            }
            if output.write_all(&batch).and_then(|()| output.flush()).is_err() {
                return;
            }
            batch.clear();
            batch.shrink_to(BATCH);
        }
    })?;
    Ok((sender, finished))
}

fn push_frame(batch: &mut Vec<u8>, text: &str) {
    // Writing to a vector cannot fail.
    let _ = write!(batch, "Content-Length: {}\r\n\r\n", text.len());
    batch.extend_from_slice(text.as_bytes());
}

/// Lets the writer finish for a moment; after that the process may end whatever other threads do.
pub(super) fn finish(out: Sender<String>, finished: &Receiver<()>) {
    drop(out);
    let _ = finished.recv_timeout(LAST_WORDS);
}

/// Reports [`Event::Closed`] once the client's process is gone.
#[cfg(unix)]
pub(super) fn watch_parent(process: i32, events: Sender<Event>) {
    use rustix::process::{Pid, test_kill_process};
    let gone = |pid| test_kill_process(pid) == Err(rustix::io::Errno::SRCH);
    let Some(pid) = (process > 0).then(|| Pid::from_raw(process)).flatten() else { return };
    // A process that was never there lives in another container: its number means nothing here.
    if gone(pid) {
        return;
    }
    let watch = move || {
        while !gone(pid) {
            thread::sleep(Duration::from_secs(2));
        }
        let _ = events.send(Event::Closed);
    };
    // Without this thread the end of the input still ends the server.
    let _ = spawn("parent", watch);
}

/// Elsewhere the end of the input is all there is to tell that the client is gone.
#[cfg(not(unix))]
pub(super) fn watch_parent(_process: i32, _events: Sender<Event>) {}

/// Starts a named thread.
pub(super) fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(body).map(drop)
}

/// How far a thread steps back for the others: enough to be interrupted at once, and to get on beside other programs.
#[cfg(target_os = "linux")]
const BACK: i32 = 5;

/// Makes the calling thread step back for those that somebody waits for.
#[cfg(target_os = "linux")]
pub(super) fn step_back() {
    // On Linux this is about the thread, whatever the name says. Where it is not allowed, all threads are alike.
    let _ = rustix::process::setpriority_process(None, BACK);
}

/// Elsewhere a priority is the whole process's.
#[cfg(not(target_os = "linux"))]
pub(super) fn step_back() {}

/// Standard output without the line buffer that the library puts before it.
#[cfg(unix)]
fn stdout() -> io::Result<impl Write + Send> {
    use std::os::fd::AsFd as _;
    Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

#[cfg(not(unix))]
fn stdout() -> io::Result<impl Write + Send> {
    Ok(io::stdout())
}

/// Standard input, of which can be asked whether something is waiting.
struct Stdin {
    #[cfg(unix)]
    file: File,
    #[cfg(not(unix))]
    file: io::Stdin,
}

#[cfg(unix)]
impl Stdin {
    fn open() -> io::Result<Self> {
        use std::os::fd::AsFd as _;
        Ok(Self { file: File::from(io::stdin().as_fd().try_clone_to_owned()?) })
    }

    fn is_waiting(&self) -> bool {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        let mut fds = [PollFd::new(&self.file, PollFlags::IN)];
        let now = Timespec { tv_sec: 0, tv_nsec: 0 };
        poll(&mut fds, Some(&now)).is_ok_and(|ready| ready > 0)
            && fds[0].revents().contains(PollFlags::IN)
    }
}

#[cfg(not(unix))]
impl Stdin {
    #[expect(clippy::unnecessary_wraps, reason = "opening can fail elsewhere")]
    fn open() -> io::Result<Self> {
        Ok(Self { file: io::stdin() })
    }

    #[expect(clippy::unused_self, reason = "elsewhere the input is asked")]
    fn is_waiting(&self) -> bool {
        false
    }
}

impl Read for Stdin {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.read(buffer)
    }
}
