//! Lines that are error output wherever they stand, without a fence around them: in the evidence part of an answer, and
//! in inline code. A fence says by itself that no sentence is in it; here a line has to.

use super::code;
use super::parts::{Heads, Parts};
use super::snippet;
use super::words::{ERROR_HEADS, ERROR_SIGNS, ERROR_STATES, NUMBERED_ERRORS, OUTPUT_STARTS};
use std::sync::LazyLock;

const STARTS: &Heads = &Heads::new(OUTPUT_STARTS);

/// Whether a line of the evidence part is error output.
pub(super) fn is_line(line: &str) -> bool {
    let line = line.trim();
    let named = line.strip_prefix("Caused by: ").unwrap_or(line);
    // An address, as many of these lines are, has no blank, and most of what is looked for has one.
    let of_words = || {
        STARTS.of(line).next().is_some()
            || code::is_exception(named) && named.contains(": ")
            || snippet::is_exit(line)
            || is_known(line)
    };
    is_leveled(line)
        || is_stamped(line)
        || is_message(line)
        || memchr::memchr(b' ', line.as_bytes()).is_some() && of_words()
}

/// Whether a text has what only error output says: `undefined reference to 'foo'`, `LNK2019: unresolved external symbol`.
pub(super) fn is_known(text: &str) -> bool {
    static SIGNS: LazyLock<Parts> = LazyLock::new(|| Parts::new(ERROR_SIGNS));
    SIGNS.any_in(text) || is_numbered(text)
}

/// Whether a text is a state that only what has failed is in: `CrashLoopBackOff`.
pub(super) fn is_state(text: &str) -> bool {
    ERROR_STATES.contains(text)
}

/// `LNK2019: unresolved external symbol`: the number of an error, and its message.
fn is_numbered(text: &str) -> bool {
    let Some((head, message)) = text.split_once(": ") else { return false };
    let code = head.strip_prefix("error ").unwrap_or(head);
    let name = code.trim_end_matches(|c: char| c.is_ascii_digit());
    (4..=5).contains(&(code.len() - name.len()))
        && NUMBERED_ERRORS.contains(name)
        && message.trim().contains(' ')
}

/// `ERROR: out of shared memory`, `[WARN] loader`, `FATAL [main] …`: "CRITICAL: all customers are affected" is a sentence.
fn is_leveled(line: &str) -> bool {
    let inner = line.trim_start_matches(['[', '<', '(']);
    let word = inner.bytes().take(9).take_while(u8::is_ascii_uppercase).count();
    let (level, rest) = inner.split_at(word);
    match level {
        "ERROR" | "FATAL" | "PANIC" => rest.starts_with([':', ']', '[', '\t']) || spaced(rest),
        "CRITICAL" | "SEVERE" | "WARN" | "WARNING" | "INFO" | "DEBUG" | "TRACE" => {
            rest.starts_with(']') && inner.len() < line.len() || spaced(rest)
        }
        _ => false,
    }
}

/// Whether a column of a log follows: `  loader`, ` [main]`.
fn spaced(rest: &str) -> bool {
    rest.starts_with("  ") || rest.starts_with(" [") || rest.starts_with(" (")
}

/// A line with the time of the day to the second, and a level.
fn is_stamped(line: &str) -> bool {
    const LEVELS: [&str; 14] = [
        "ERROR", "WARN", "FATAL", "CRITICAL", "SEVERE", "PANIC", "INFO", "DEBUG", "TRACE",
        "[error]", "[crit]", "[emerg]", "level=", "panic:",
    ];
    let head = line.trim_start_matches(['[', '(', '<']);
    if !head.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let bytes = line.as_bytes();
    let start = &bytes[..bytes.len().min(40)];
    let is_time = |part: &[u8]| {
        part.iter().enumerate().all(|(i, b)| match i {
            2 | 5 => *b == b':',
            _ => b.is_ascii_digit(),
        })
    };
    start.windows(8).any(is_time) && LEVELS.iter().any(|level| line.contains(level))
}

/// An error and its message; "Known error: customers see an empty cart" is a sentence.
fn is_message(line: &str) -> bool {
    if !code::is_message(line) {
        return false;
    }
    let head = line.split(':').next().unwrap_or_default();
    let mut words = head.split_whitespace();
    let first = words.next().unwrap_or_default();
    words.next().is_none() || ERROR_HEADS.contains_in_any_case(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_output_and_sentences() {
        for line in [
            "ERROR: out of shared memory",
            "FATAL: the database system is in recovery mode",
            "FATAL [main] no route to host",
            "[WARN] loader gave up",
            "panic: runtime error: invalid memory address or nil pointer dereference",
            "2026-11-19 08:12:11 ERROR worker: lock lost",
            "[2026-11-19T08:12:11Z] level=error msg=\"lock lost\"",
            "2026/11/19 08:12:11 [error] 31#31: *1 connect() failed",
            "npm ERR! code ELIFECYCLE",
            "process exited with exit code 139",
            "ValueError: bad key",
            "Caused by: java.io.IOException: broken pipe",
            "fatal error: foo.h: No such file or directory",
            "CUDA error: an illegal memory access was encountered",
            "/usr/bin/ld: a.o: undefined reference to `foo'",
            "LNK2019: unresolved external symbol foo",
            "error CS0103: The name 'x' does not exist",
            "Kernel panic - not syncing: VFS: Unable to mount root fs",
            "EXCEPTION_ACCESS_VIOLATION reading address 0x00000010",
        ] {
            assert!(is_line(line), "{line}");
        }
        for line in [
            "",
            "Known error: customers see an empty cart",
            "The error: people forget to sort",
            "CRITICAL: all customers are affected",
            "SEVERE data loss in billing",
            "ERROR in the sums of all reports",
            "WARNING: this may be wrong",
            "Caused by: the new driver",
            "2026-11-19 customers reported an error",
            "2026-11-19 12:30 ERROR reports came in from support",
            "Aborted by the vendor",
            "Killed two jobs of ours",
            "FAILED in all regions",
            "Exit code 1",
            "the stack trace is in the ticket",
            "error: none",
            "errors: 12",
            "APP-1234: wrong sums in the ledger",
            "ISO8601: the dates are wrong",
            "Panic in the sales team",
            "Caused by load",
        ] {
            assert!(!is_line(line), "{line}");
        }
    }
}
