//! The base protocol: headers and bodies, read so that no client can bring the reader down.
//!
//! A frame that cannot be read is told once and skipped: the reader looks for the next `Content-Length` and goes on.
//! Memory follows what has arrived, never what a header promises.

use std::io::{BufRead, ErrorKind, Read as _};

/// The longest body that is taken, in bytes: far more than any document, far less than a mistyped header says.
const MAX_BODY: u64 = 256 << 20;

/// What is set aside for a body before any of it has arrived, in bytes.
const MAX_RESERVED: u64 = 1 << 20;

/// Bytes kept of a header line: enough to find a `Content-Length` at the end of a line of rubbish.
const MAX_LINE: usize = 4096;

/// What comes next on the input.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// The bytes of one message.
    Body(Vec<u8>),
    /// Something that is no frame, and why.
    Malformed(String),
    /// The end of the input, perhaps in the middle of a frame.
    End,
}

/// Reads frames from an input.
pub(super) struct Frames<R> {
    input: R,
    line: Vec<u8>,
    /// A malformed header has been told, and no good one has followed yet.
    lost: bool,
}

impl<R: BufRead> Frames<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, line: Vec::new(), lost: false }
    }

    /// The input behind the frames.
    pub(super) fn input(&self) -> &R {
        &self.input
    }

    /// Reads up to the end of the next frame.
    pub(super) fn next(&mut self) -> Frame {
        let mut length = None;
        let mut headers = 0;
        while self.read_line() {
            match header(&self.line) {
                Header::End => match length {
                    Some(length) => return self.body(length),
                    None if headers > 0 && !self.lost => return self.lose("no Content-Length"),
                    None => {}
                },
                Header::Length(Some(n)) if n <= MAX_BODY => length = Some(n),
                Header::Length(Some(_)) if !self.lost => return self.lose("the body is too long"),
                Header::Length(None) if !self.lost => {
                    return self.lose("Content-Length is not a number");
                }
                Header::Rubbish if !self.lost => return self.lose("not a header"),
                Header::Length(_) | Header::Rubbish => length = None,
                Header::Other => headers += 1,
            }
        }
        Frame::End
    }

    fn lose(&mut self, why: &str) -> Frame {
        self.lost = true;
        Frame::Malformed(why.to_owned())
    }

    fn body(&mut self, length: u64) -> Frame {
        self.lost = false;
        let mut body = Vec::with_capacity(length.min(MAX_RESERVED) as usize);
        match self.input.by_ref().take(length).read_to_end(&mut body) {
            Ok(read) if read as u64 == length => Frame::Body(body),
            _ => Frame::End,
        }
    }

    /// Reads one line into `self.line`, its end left out; of a long line only the tail. Whether there was one.
    fn read_line(&mut self) -> bool {
        self.line.clear();
        loop {
            let buffer = match self.input.fill_buf() {
                Ok([]) => return false,
                Ok(buffer) => buffer,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(_) => return false,
            };
            let end = memchr::memchr(b'\n', buffer);
            let part = &buffer[..end.unwrap_or(buffer.len())];
            let used = end.map_or(buffer.len(), |end| end + 1);
            self.line.extend_from_slice(part);
            if self.line.len() > MAX_LINE {
                self.line.drain(..self.line.len() - MAX_LINE);
            }
            self.input.consume(used);
            if end.is_some() {
                if self.line.last() == Some(&b'\r') {
                    self.line.pop();
                }
                return true;
            }
        }
    }
}

enum Header {
    /// The empty line that ends the headers.
    End,
    /// `Content-Length`; `None` where its value is no number.
    Length(Option<u64>),
    /// A header that says nothing to us.
    Other,
    /// No header at all.
    Rubbish,
}

fn header(line: &[u8]) -> Header {
    const LENGTH: &[u8] = b"content-length:";
    if line.is_empty() {
        return Header::End;
    }
    // A body that was longer than its header said stands before the next header on the same line.
    let found = line.windows(LENGTH.len()).rposition(|window| window.eq_ignore_ascii_case(LENGTH));
    if let Some(at) = found {
        let value = line[at + LENGTH.len()..].trim_ascii();
        return Header::Length(str::from_utf8(value).ok().and_then(|value| value.parse().ok()));
    }
    match line.iter().position(|&b| b == b':') {
        Some(colon)
            if line[..colon].iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-')
                && colon > 0 =>
        {
            Header::Other
        }
        _ => Header::Rubbish,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(input: &str) -> Vec<Frame> {
        // A tiny buffer, so that lines and bodies cross its border.
        let mut frames = Frames::new(std::io::BufReader::with_capacity(5, input.as_bytes()));
        let mut all = Vec::new();
        loop {
            match frames.next() {
                Frame::End => return all,
                frame => all.push(frame),
            }
        }
    }

    fn body(text: &str) -> Frame {
        Frame::Body(text.as_bytes().to_vec())
    }

    #[test]
    fn headers_in_any_case_and_number() {
        let input = "content-length: 2\r\n\r\n{}Content-Type: x\r\nCONTENT-LENGTH:3\r\n\r\nabc";
        assert_eq!(frames(input), [body("{}"), body("abc")]);
        assert_eq!(frames("Content-Length: 1\n\nx\r\n"), [body("x")]);
    }

    #[test]
    fn rubbish_is_told_once_and_skipped() {
        let input = "{\"half\": 1}\r\nmore\r\nContent-Length: 2\r\n\r\n{}";
        assert!(matches!(&frames(input)[..], [Frame::Malformed(_), Frame::Body(_)]));
        // A body longer than its header says.
        let input = "Content-Length: 1\r\n\r\nabcContent-Length: 2\r\n\r\n{}";
        assert_eq!(frames(input), [body("a"), body("{}")]);
    }

    #[test]
    fn absurd_lengths() {
        for length in ["4294967296", "99999999999999999999999", "-1", "x", ""] {
            let input = format!("Content-Length: {length}\r\n\r\nContent-Length: 2\r\n\r\n{{}}");
            assert!(
                matches!(&frames(&input)[..], [Frame::Malformed(_), Frame::Body(_)]),
                "{length}"
            );
        }
        assert_eq!(frames("Content-Length: 200000000\r\n\r\nonly this"), []);
    }

    #[test]
    fn half_headers_end_the_input() {
        for input in ["", "Conte", "Content-Length: 5\r\n", "Content-Length: 5\r\n\r\nab"] {
            assert_eq!(frames(input), [], "{input:?}");
        }
        assert!(matches!(&frames("X: 1\r\n\r\n")[..], [Frame::Malformed(_)]));
        let long = format!("{}Content-Length: 1\r\n\r\nx", "a".repeat(100_000));
        assert_eq!(frames(&long), [body("x")]);
    }
}
