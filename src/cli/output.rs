//! The streams: results on standard output, everything else on standard error.

use crate::report::{Look, escape};
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Effects, Style};
use std::io::{self, IsTerminal, Stdout, Write};

/// Standard output, with colours where a terminal (or the environment) asks for them.
pub(super) fn stdout() -> (AutoStream<Stdout>, bool) {
    stream(io::stdout())
}

/// Standard error likewise.
pub(super) fn stderr() -> (AutoStream<io::Stderr>, bool) {
    stream(io::stderr())
}

fn stream<S: anstream::stream::RawStream>(raw: S) -> (AutoStream<S>, bool) {
    let choice = AutoStream::choice(&raw);
    if choice == ColorChoice::Never {
        // Nothing styled is written then, so nothing needs to be taken out: bytes pass as they are.
        (AutoStream::always_ansi(raw), false)
    } else {
        (AutoStream::new(raw, choice), true)
    }
}

/// A stream whose reader may leave: what nobody reads is not written, and the work goes on to its end and exit code.
pub(super) struct Patient<W: Write> {
    inner: W,
    left: bool,
}

impl<W: Write> Patient<W> {
    /// Around a stream.
    pub(super) const fn new(inner: W) -> Self {
        Self { inner, left: false }
    }

    fn told<T>(&mut self, result: io::Result<T>, instead: T) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.left = true;
                Ok(instead)
            }
            other => other,
        }
    }
}

impl<W: Write> Write for Patient<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.left {
            return Ok(bytes.len());
        }
        let written = self.inner.write(bytes);
        self.told(written, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.left {
            return Ok(());
        }
        let flushed = self.inner.flush();
        self.told(flushed, ())
    }
}

/// How reports look on a stream.
pub(super) fn look(styled: bool, verbose: bool) -> Look {
    let terminal = io::stdout().is_terminal();
    let size = if terminal { terminal_size::terminal_size() } else { None };
    let width = size.map(|(width, _)| usize::from(width.0).clamp(40, 160));
    let links = styled && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout);
    Look { styled, terminal, width, verbose, links, ..Look::default() }
}

/// Tells what could not be done, as `error: MESSAGE`, on one line: a line feed in a name begins none.
pub(super) fn error(message: &str) {
    error_lines(&[message]);
}

/// The same on several lines, each of which stays one.
pub(super) fn error_lines<S: AsRef<str>>(lines: &[S]) {
    say("error", AnsiColor::BrightRed.on_default(), lines);
}

/// Tells what was changed, as `fixed: MESSAGE`.
pub(super) fn fixed(message: &str) {
    say("fixed", AnsiColor::Green.on_default(), &[message]);
}

/// Tells what one should know, as `note: MESSAGE`.
pub(super) fn note(message: &str) {
    note_lines(&[message]);
}

/// The same on several lines.
pub(super) fn note_lines<S: AsRef<str>>(lines: &[S]) {
    say("note", AnsiColor::BrightGreen.on_default(), lines);
}

/// Every message passes here, and what it names is as strangers have named it.
fn say<S: AsRef<str>>(word: &str, style: Style, lines: &[S]) {
    let (mut stream, styled) = stderr();
    let lines: Vec<_> = lines.iter().map(|line| escape::line(line.as_ref())).collect();
    let message = lines.join("\n");
    let style = style.effects(Effects::BOLD);
    // With standard error gone there is nobody left to tell.
    let _ = if styled {
        writeln!(stream, "{style}{word}{style:#}: {message}")
    } else {
        writeln!(stream, "{word}: {message}")
    };
}
