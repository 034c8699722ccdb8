//! Output that was pasted into the prose, without a fence: stack traces, and error messages in quotes. Each is told from
//! one piece that is in most of them, and from its line.

use super::chunk::Chunk;
use super::prose::floor;
use super::{code, snippet};
use std::ops::Range;

/// How far the quotes around a message are looked for, in bytes.
const REACH: usize = 240;

/// How much of a text one trace can be, in bytes.
const LONGEST: usize = 8000;

/// Whether output may begin with a word of letters, none but the first a capital.
pub(super) fn may_begin(word: &str) -> bool {
    matches!(
        word,
        "Traceback"
            | "Exception"
            | "Error"
            | "error"
            | "ERROR"
            | "panic"
            | "fatal"
            | "exception"
            | "syncing"
    )
}

/// Whether a piece may be one that output is told from: most are not.
#[inline]
pub(super) fn may_be_in(text: &str, chunk: &Chunk<'_>) -> bool {
    text.as_bytes().get(chunk.range().end) == Some(&b':')
        || matches!(chunk.text, "Traceback" | "Exception")
        || may_be_in_frame(chunk.text)
}

/// The bytes of the trace that begins on the line of `chunk`, up to its last line.
pub(super) fn at(text: &str, chunk: &Chunk<'_>) -> Option<Range<usize>> {
    let behind = text.get(chunk.range().end..)?;
    let begins = match chunk.text {
        "Traceback" => behind.starts_with(" (most recent call last)"),
        "Exception" => behind.starts_with(" in thread \""),
        // `#0  0x00007f…`
        piece => may_be_in_frame(piece) && is_frame(line_at(text, chunk.start)?.1),
    };
    if !begins {
        return None;
    }
    let start = match chunk.text {
        "Traceback" | "Exception" => chunk.start,
        _ => line_at(text, chunk.start)?.0,
    };
    let mut end = floor(text, start + LONGEST);
    let (mut at, mut shown) = (start, start);
    for (number, line) in text[start..end].split_inclusive('\n').enumerate() {
        at += line.len();
        let line = line.trim();
        if line.is_empty() {
            break;
        }
        if number == 0 || is_frame(line) || line.starts_with("Caused by: ") {
            shown = at;
        } else if code::is_exception(line) {
            shown = at;
            // What a trace of Python ends with.
            if chunk.text == "Traceback" {
                break;
            }
        }
    }
    end = start + text[start..shown].trim_end().len();
    Some(start..end)
}

/// `#0`, `Foo.java:3`, `app.js:3:5`: a frame has a number or a place.
fn may_be_in_frame(piece: &str) -> bool {
    let bytes = piece.as_bytes();
    bytes.first() == Some(&b'#') && bytes.len() <= 4
        || bytes.last().is_some_and(u8::is_ascii_digit)
            && memchr::memchr(b':', bytes).is_some()
            && memchr::memchr(b'.', bytes).is_some()
}

/// A frame as debuggers and runtimes write it, and nobody else: `at Foo.bar(Foo.java:3)`, `#1  0x4f in main () at a.c:3`.
fn is_frame(line: &str) -> bool {
    if let Some(rest) = line.strip_prefix("at ") {
        let place = rest.rsplit_once('(').map_or(rest, |(_, place)| place).trim_end_matches(')');
        let line = place.rsplit_once(':').map_or("", |(_, line)| line);
        return !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit())
            || place == "Native Method";
    }
    if line.starts_with("File \"") {
        return line.contains("\", line ");
    }
    let Some(rest) = line.strip_prefix('#') else { return false };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let frame = rest.trim_start();
    rest.len() > frame.len()
        && (frame.starts_with("0x") || frame.contains(") at ") || frame.contains(") from "))
}

/// Whether `chunk` names an error, and a message follows.
fn is_message(text: &str, chunk: &Chunk<'_>) -> bool {
    let names = ["rror", "RROR", "xception", "anic", "atal", "FATAL"];
    text.get(chunk.range().end..).is_some_and(|behind| behind.starts_with(": "))
        && names.iter().any(|end| chunk.text.ends_with(end))
}

/// The bytes of what a kernel says last, before it says why: "Kernel panic - not syncing: VFS: …".
pub(super) fn last_words(text: &str, chunk: &Chunk<'_>) -> Option<Range<usize>> {
    const BEFORE: &str = "kernel panic - not ";
    let start = chunk.start.checked_sub(BEFORE.len()).filter(|_| chunk.text == "syncing")?;
    let before = text.get(start..chunk.start)?;
    before.eq_ignore_ascii_case(BEFORE).then(|| start..chunk.range().end)
}

/// The bytes of the line that is an error with its message and begins with `chunk`.
pub(super) fn line(text: &str, chunk: &Chunk<'_>) -> Option<Range<usize>> {
    if !is_message(text, chunk) {
        return None;
    }
    let (start, line) = line_at(text, chunk.start)?;
    (start == chunk.start && code::is_exception(line)).then(|| start..start + line.len())
}

/// The bytes between the quotes that `chunk` is in, where that is an error with its message: "TypeError: x is undefined".
pub(super) fn in_quotes(text: &str, chunk: &Chunk<'_>) -> Option<Range<usize>> {
    if !is_message(text, chunk) {
        return None;
    }
    let range = chunk.range();
    let from = floor(text, range.start.saturating_sub(REACH / 4));
    let head = &text[from..range.start];
    let (open, mark) = head.char_indices().rfind(|&(_, c)| matches!(c, '"' | '“' | '„' | '\n'))?;
    let close = match mark {
        '"' => '"',
        '“' => '”',
        '„' => '“',
        _ => return None,
    };
    let start = from + open + mark.len_utf8();
    let outside = head[..open]
        .ends_with(|c: char| c.is_whitespace() || matches!(c, '(' | ':' | '['))
        || from + open == 0;
    let rest = &text[start..floor(text, start + REACH)];
    let message =
        &rest[..rest.find([close, '\n']).filter(|&end| rest[end..].starts_with(close))?];
    (outside && snippet::is_log(message)).then(|| start..start + message.len())
}

/// The line of the text that byte `at` is on, blanks around it left out, and where it begins.
fn line_at(text: &str, at: usize) -> Option<(usize, &str)> {
    let from = floor(text, at.saturating_sub(REACH));
    let start = memchr::memrchr(b'\n', &text.as_bytes()[from..at]).map(|i| from + i + 1);
    let start = start.or((from == 0).then_some(0))?;
    let end = floor(text, at + REACH);
    let end = memchr::memchr(b'\n', &text.as_bytes()[at..end]).map_or(end, |i| at + i);
    let line = &text[start..end];
    let blank = line.len() - line.trim_start().len();
    Some((start + blank, line.trim()))
}
