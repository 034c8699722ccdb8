//! What a block of code shows: the bug, its log, or only words.
//!
//! A session that shows both a command and what went wrong is both. A diff shows the fix, not the bug: its words explain.
//! So do the words of a block that holds nothing but prose, which four spaces before a paragraph make by accident.

use super::parts::{self, Parts};
use super::words::{
    CODE_STARTS, LOG_PARTS, LOG_STARTS, NO_MESSAGES, OUTPUT, PLAIN, PROMPTS, SHELL, UNFILLED,
};
use std::sync::LazyLock;

/// What a block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// It shows what to run.
    pub(super) reproduction: bool,
    /// It shows what came out.
    pub(super) log: bool,
    /// Its words, where it is neither.
    pub(super) words: usize,
}

/// Reads a block from its language and text.
pub(super) fn read(language: &str, body: &str) -> Block {
    let lines: Vec<&str> = parts::lines(body).filter(|line| !is_idle(line)).collect();
    if lines.is_empty() {
        return Block::default();
    }
    if matches!(language, "diff" | "patch") || language.is_empty() && is_diff(&lines) {
        return words(&lines);
    }
    let prompt = lines.iter().any(|line| is_prompt(line));
    if OUTPUT.contains(language) {
        return Block { log: true, reproduction: prompt, words: 0 };
    }
    let log_first = lines.first().is_some_and(|line| is_log(line, true));
    let is_plain = language.is_empty() || PLAIN.contains(language);
    if !is_plain && !prompt && !SHELL.contains(language) {
        // A log in a comment of a program is part of the program.
        return Block { reproduction: !log_first, log: log_first, words: 0 };
    }
    // One search of the whole block saves one of each line.
    let parts = !log_first && has_log_part(body);
    let log = log_first || lines.iter().any(|line| is_log(line, parts));
    if !is_plain {
        return Block { reproduction: prompt || !log_first, log, words: 0 };
    }
    // Behind the first line of a log stand the lines of code that it quotes.
    let code = || {
        !log_first && lines.iter().take_while(|line| !is_log(line, parts)).any(|line| is_code(line))
    };
    match (prompt || code(), log) {
        (false, false) if lines.iter().all(|line| is_prose(line)) => words(&lines),
        (false, false) => {
            Block { reproduction: language.is_empty(), log: !language.is_empty(), words: 0 }
        }
        (code, log) => Block { reproduction: code, log, words: 0 },
    }
}

fn words(lines: &[&str]) -> Block {
    let count = |line: &&str| {
        line.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
    };
    Block { words: lines.iter().map(count).sum(), ..Block::default() }
}

/// Nothing, punctuation, or a note to fill something in.
fn is_idle(line: &str) -> bool {
    let says_nothing = |c: char| !c.is_alphanumeric();
    let text = line.trim_start_matches(says_nothing);
    let Some(first) = text.bytes().next() else { return true };
    // Nearly no line begins as the words below do.
    if !UNFILLED.may_begin(text) {
        return false;
    }
    let text = text.trim_end_matches(says_nothing);
    if text.len() > 80 {
        return false;
    }
    let rest = |begin: &str| {
        if !begin.as_bytes()[0].eq_ignore_ascii_case(&first) {
            return None;
        }
        let (head, rest) = text.split_at_checked(begin.len())?;
        head.eq_ignore_ascii_case(begin).then_some(rest)
    };
    let is_all = |words: &&str| rest(words).is_some_and(str::is_empty);
    let begins = |begin: &&str| {
        rest(begin).is_some_and(|rest| {
            rest.is_empty()
                || begin.len() > 5
                || !rest.starts_with(|c: char| c.is_alphanumeric() || "_.(=".contains(c))
        })
    };
    ["n/a", "none", "wip", "code here", "log here", "logs here", "xxx"].iter().any(is_all)
        || [
            "todo",
            "tbd",
            "fixme",
            "paste ",
            "insert ",
            "put your",
            "add your",
            "your code",
            "your log",
            "replace ",
        ]
        .iter()
        .any(begins)
}

fn is_diff(lines: &[&str]) -> bool {
    lines.iter().any(|line| line.starts_with("@@ ") || line.starts_with("diff --git "))
}

/// A line that somebody typed behind a prompt.
fn is_prompt(line: &str) -> bool {
    let line = line.trim_start();
    // Most lines have none of the signs.
    let split = |sign: &str| {
        memchr::memchr(sign.as_bytes()[sign.len() - 2], line.as_bytes())
            .and_then(|_| line.split_once(sign))
    };
    PROMPTS.of(line).any(|prompt| line.len() > prompt.len())
        || split("=# ")
            .is_some_and(|(name, _)| name.chars().all(|c| c.is_alphanumeric() || c == '_'))
        || split("$ ").is_some_and(|(name, rest)| {
            name.contains('@') && !name.contains(' ') && !rest.is_empty()
        })
}

/// A line of a stack trace, of error output or of a log. `parts` says whether any of [`LOG_PARTS`] may be in it.
fn is_log(line: &str, parts: bool) -> bool {
    let line = line.trim_start();
    LOG_STARTS.of(line).next().is_some()
        || is_frame(line)
        || is_exception(line)
        || is_stamped(line)
        || is_summary(line)
        || parts && has_log_part(line)
        || is_message(line)
}

/// An error and its message: `fatal error: foo.h: No such file`, `error TS2345: Argument of type`, `CUDA error: …`.
pub(super) fn is_message(line: &str) -> bool {
    let Some((head, message)) = line.split_once(':') else { return false };
    let message = message.trim();
    // A setting of that name has a word for its value.
    let is_word = memchr::memchr3(b' ', b'\'', b'"', message.as_bytes()).is_none()
        && memchr::memchr(b'`', message.as_bytes()).is_none();
    if head.len() > 60 || is_word {
        return false;
    }
    // `a.c:3:5: error: expected ';'`
    if head.contains('.') && message.starts_with(|c: char| c.is_ascii_digit()) {
        return [" error: ", " fatal error: ", " ERROR: "].iter().any(|sign| line.contains(sign));
    }
    let mut words = head.split_whitespace().rev();
    let last = words.next().unwrap_or_default();
    let is_error = |word: &str| {
        ["error", "fatal", "panic", "exception"].iter().any(|name| word.eq_ignore_ascii_case(name))
    };
    let code = last.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let is_code = !code.is_empty() && code.bytes().all(|b| b.is_ascii_digit());
    let named = is_error(last) || is_code && words.next().is_some_and(is_error);
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'-' | b'_' | b'/');
    let first = head.split_whitespace().next().unwrap_or_default();
    let oracle = || {
        head.split_once('-').is_some_and(|(name, number)| {
            matches!(name, "ORA" | "PLS" | "TNS")
                && number.len() == 5
                && number.bytes().all(|b| b.is_ascii_digit())
        })
    };
    named
        && head.bytes().all(plain)
        && head.split_whitespace().count() <= 3
        && !NO_MESSAGES.contains_in_any_case(first)
        || oracle()
}

/// Whether any of [`LOG_PARTS`] is in `text`.
fn has_log_part(text: &str) -> bool {
    static PARTS: LazyLock<Parts> = LazyLock::new(|| Parts::new(LOG_PARTS));
    PARTS.any_in(text)
}

/// `at Foo.bar(Foo.java:3)`, `File "x.py", line 3`, `#0 0x…`, `3: core::panicking`.
fn is_frame(line: &str) -> bool {
    let at = line.strip_prefix("at ").is_some_and(|rest| rest.contains([':', '(']));
    let file = line.starts_with("File \"") && line.contains(", line ");
    let hash = line.strip_prefix('#').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit())
            && (rest.contains(" 0x") || rest.contains(" in "))
    });
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rust =
        digits <= 3 && line[digits..].strip_prefix(": ").is_some_and(|rest| rest.contains("::"));
    at || file || hash || rust
}

/// `ValueError: bad key`, `java.lang.NullPointerException`, also alone on its line.
pub(super) fn is_exception(line: &str) -> bool {
    let name = line.bytes().position(|b| matches!(b, b':' | b' ' | b'('));
    let (name, rest) = line.split_at(name.unwrap_or(line.len()));
    // What any of the words below ends with.
    if !name.ends_with(['r', 'n', 'g', 't', 'c']) {
        return false;
    }
    let last = name.rsplit('.').next().unwrap_or_default();
    let ends = ["Error", "Exception", "Warning", "Fault", "Panic", "Interrupt"]
        .iter()
        .any(|end| last.strip_suffix(end).is_some_and(|stem| !stem.is_empty()));
    ends && last.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'$'))
        && (rest.is_empty() || rest.starts_with(": ") || rest == ":")
}

/// A line with a time and a level.
fn is_stamped(line: &str) -> bool {
    let head = line.trim_start_matches(['[', '(', '<']);
    let digits = head.bytes().take_while(u8::is_ascii_digit).count();
    if digits < 2 || !matches!(head.as_bytes().get(digits), Some(b'-' | b':' | b'/' | b'.')) {
        return false;
    }
    let bytes = line.len().min(200);
    let start = line.get(..bytes).unwrap_or(line);
    ["ERROR", "WARN", "INFO", "DEBUG", "FATAL", "CRITICAL", "TRACE", "error", "warn", "E ", "panic"]
        .iter()
        .any(|level| start.contains(level))
}

/// `1 passed in 0.3s`, `2 failed`, `ok 3 - merge`.
fn is_summary(line: &str) -> bool {
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let mut behind_number = false;
    let counted = line.bytes().any(|b| b.is_ascii_digit())
        && line.trim_matches(['=', ' ']).split_whitespace().take(12).any(|word| {
            let counted = behind_number
                && matches!(
                    word.trim_end_matches([',', ';', '.']),
                    "passed" | "failed" | "errors" | "passing" | "failing" | "skipped"
                );
            behind_number = is_number(word);
            counted
        });
    let ends = ["... ok", "... FAILED", "PASSED", "FAILED"].iter().any(|end| line.ends_with(end));
    counted
        || ends
        || line.starts_with("not ok ")
        || line.starts_with("--- FAIL")
        || line.starts_with("--- PASS")
}

/// A line that a machine could run.
fn is_code(line: &str) -> bool {
    let line = line.trim();
    let call = line.find('(').is_some_and(|at| {
        line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') && line.contains(')')
    });
    CODE_STARTS.of(line).next().is_some()
        || line.ends_with([';', '{', '}'])
        || call
        || line.contains(" = ")
        || line.contains("==")
        || line.contains("->")
        || line.contains("=>")
}

/// A line of words: what a paragraph looks like.
fn is_prose(line: &str) -> bool {
    let odd = line
        .chars()
        .filter(|c| !c.is_alphanumeric() && !c.is_whitespace() && !".,;:!?'\"’“”()-#%".contains(*c))
        .count();
    let words = line.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    odd == 0 && words >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(language: &str, body: &str) -> String {
        let block = read(language, body);
        match (block.reproduction, block.log, block.words) {
            (true, true, _) => "reproduction log".to_owned(),
            (true, false, _) => "reproduction".to_owned(),
            (false, true, _) => "log".to_owned(),
            (false, false, words) => format!("{words} words"),
        }
    }

    #[test]
    fn blocks_show_code_or_logs() {
        let cases = [
            ("python", "left.merge(right, on='k')  # two rows, expected three", "reproduction"),
            (
                "rust",
                "fn main() {\n    // thread 'main' panicked at src/main.rs:2\n}",
                "reproduction",
            ),
            ("sql", "SELECT count(*) FROM t", "reproduction"),
            ("", "SELECT count(*) FROM t WHERE a IS NULL", "reproduction"),
            ("", "x = f(1)\nprint(x)", "reproduction"),
            ("", "$ app --version", "reproduction"),
            ("", "$ app load x.csv\nerror: bad row 3", "reproduction log"),
            ("console", "$ cargo build\nerror[E0308]: mismatched types", "reproduction log"),
            ("sh", "curl -X POST http://localhost/x", "reproduction"),
            (
                "pycon",
                ">>> f(1)\nTraceback (most recent call last):\nKeyError: 1",
                "reproduction log",
            ),
            (
                "python",
                "Traceback (most recent call last):\n  File \"a.py\", line 3, in f\nKeyError: 'k'",
                "log",
            ),
            (
                "",
                "Traceback (most recent call last):\n  File \"a.py\", line 3, in f\nKeyError: 'k'",
                "log",
            ),
            ("", "thread 'main' panicked at src/main.rs:2:5:\nindex out of bounds", "log"),
            ("text", "error[E0308]: mismatched types\n --> src/a.rs:3:4", "log"),
            (
                "",
                "Exception in thread \"main\" java.lang.NullPointerException\n\tat a.B.c(B.java:3)",
                "log",
            ),
            ("", "2026-11-02 10:00:00 ERROR loader: row 3 lost", "log"),
            ("", "[2026-11-02T10:00:00Z] WARN loader", "log"),
            ("log", "anything at all", "log"),
            ("text", "a b 1 | c", "log"),
            ("", "main.c:3:5: error: expected ';'", "log"),
            ("", "Segmentation fault (core dumped)", "log"),
            ("", "process exited with exit code 139", "log"),
            ("", "=== 3 passed, 1 failed in 0.3s ===", "log"),
            ("", "running 1 test\ntest merge ... ok", "log"),
            ("", "goroutine 1 [running]:", "log"),
            ("", "fatal error: foo.h: No such file or directory", "log"),
            ("", "error TS2345: Argument of type 'string'", "log"),
            ("", "CUDA error: an illegal memory access was encountered", "log"),
            ("", "psql:a.sql:3: ERROR:  relation \"x\" does not exist", "log"),
            (
                "",
                "head: empty list\nCallStack (from HasCallStack):\n  error, called at a.hs:3:4",
                "log",
            ),
            ("", "Faulting application name: app.exe, version: 1.2.3.4", "log"),
            (
                "",
                "Events:\n  Warning  BackOff  2m  kubelet  Back-off restarting failed container",
                "log",
            ),
            ("", "The most common error: people forget to sort.", "8 words"),
            ("", "Warning of an error: sums may be wrong", "8 words"),
            ("json", "{\"k\": null}", "reproduction"),
            ("", "k,v\n1,\n,3", "reproduction"),
            ("", "Users cannot load their tables any more.", "7 words"),
            ("diff", "@@ -1 +1 @@\n-a\n+b", "4 words"),
            ("", "", "0 words"),
            ("python", "\n\n", "0 words"),
            ("", "...", "0 words"),
            ("", "TODO", "0 words"),
            ("python", "# TODO: paste your code here", "0 words"),
            ("", "Paste your log here", "0 words"),
        ];
        for (language, body, expected) in cases {
            assert_eq!(kinds(language, body), expected, "{language} {body:?}");
        }
    }
}
