//! Inline code: a test, a file, a commit, an error message, or a reproduction of one line.

use super::EvidenceKind;
use super::parts::Parts;
use super::words::{COMMANDS, STATEMENTS, WRONG};
use super::{code, name, output, result};
use memchr::memmem;
use std::sync::LazyLock;

/// What a piece of inline code is, and where it goes. `before` and `after` are the rest of its sentence.
pub(super) fn read(text: &str, before: &str, after: &str) -> Option<(EvidenceKind, String)> {
    let text = text.trim();
    let word_before =
        before.split_whitespace().next_back().unwrap_or_default().to_ascii_lowercase();
    let word_after = after.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
    let one_word = !text.contains(char::is_whitespace);
    if one_word {
        if name::is_test(text) {
            return Some((EvidenceKind::Test, text.trim_end_matches("()").to_owned()));
        }
        if let Some(path) = name::path(text) {
            return Some((EvidenceKind::File, path.to_owned()));
        }
        if name::is_commit(text, is_commit_word(&word_before)) {
            return Some((EvidenceKind::Commit, text.to_owned()));
        }
        let says_test = |word: &str| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            matches!(word, "test" | "tests" | "testcase" | "test-case" | "spec")
        };
        let named =
            text.len() > 2 && text.contains(char::is_alphabetic) && !text.contains(['(', '=', '"']);
        // `PodSpec` is a type.
        let ran = || {
            text.ends_with("Spec")
                && matches!(
                    &*word_after,
                    "fails" | "failed" | "fail" | "passes" | "passed" | "catches"
                )
                && !after.contains(" to ")
        };
        let told =
            || says_test(&word_before) || says_test(&word_after) || ran() || is_mended(after);
        if named && told() {
            return Some((EvidenceKind::Test, text.to_owned()));
        }
    }
    if is_log(text) || output::is_state(text) || output::is_known(text) && !is_runnable(text) {
        return Some((EvidenceKind::Log, String::new()));
    }
    if !one_word
        && text.len() < 400
        && let Some(test) =
            text.split_whitespace().find(|part| name::is_test(part)).or_else(|| tested(text))
    {
        return Some((EvidenceKind::Test, test.to_owned()));
    }
    let stated = || {
        is_wrong(after)
            || is_wrong(text)
            || before.contains("instead of")
            || before.contains("expected")
            || result::is_told(after)
            || result::is_compared(text)
    };
    (is_runnable(text) && stated()).then(|| (EvidenceKind::Reproduction, String::new()))
}

/// Whether what goes on with `after` fails without the fix and passes with it, as only a test does: "fails before and
/// passes after".
fn is_mended(after: &str) -> bool {
    let mut words = after.split_whitespace();
    matches!(words.next(), Some("fails" | "failed"))
        && matches!(words.next(), Some("before" | "without"))
        && words.take(8).any(|word| matches!(word, "passes" | "passed"))
}

/// Whether `text` states a result that is not the right one.
fn is_wrong(text: &str) -> bool {
    static RESULTS: LazyLock<Parts> = LazyLock::new(|| Parts::new(WRONG));
    RESULTS.any_in(text)
}

/// The test that a command runs, and no other: `cargo test merge::nulls`, `mvn -Dtest=MergeTest test`.
fn tested(text: &str) -> Option<&str> {
    let mut words = text.split_whitespace().peekable();
    let (tool, command) = (words.next()?, words.peek().copied().unwrap_or_default());
    // "not slow" and "Category=Slow" select by marks.
    let named = |name: &&str| {
        !name.starts_with('-')
            && *name != "not"
            && !name.contains('=')
            && name.contains(char::is_alphabetic)
    };
    match tool {
        "cargo" if command == "test" => words.nth(1).filter(named),
        "mvn" | "mvnw" | "./mvnw" => words.find_map(|word| word.strip_prefix("-Dtest=")),
        "go" | "pytest" | "gradle" | "./gradlew" | "ctest" | "dotnet" | "phpunit" => {
            let selects =
                |word: &&str| matches!(*word, "-run" | "-k" | "-R" | "--tests" | "--filter");
            words.find(selects)?;
            words.next().map(|name| name.trim_matches(['"', '\''])).filter(named)
        }
        _ => None,
    }
}

/// Whether a commit's hash follows `word`.
pub(super) fn is_commit_word(word: &str) -> bool {
    matches!(
        word,
        "commit"
            | "commits"
            | "revision"
            | "rev"
            | "sha"
            | "changeset"
            | "cherry-pick"
            | "cherry-picked"
            | "reverts"
    )
}

/// An error with its message, not only its name, but for one whose name says where it comes from.
pub(super) fn is_log(text: &str) -> bool {
    let has = |sign: u8| memchr::memchr(sign, text.as_bytes()).is_some();
    code::is_exception(text) && (text.contains(": ") || is_qualified(text))
        || has(b'[') && (text.contains("error[E") || text.starts_with("SQLSTATE["))
        || has(b' ')
            && (text.contains("panicked at") || text.contains("core dumped") || is_exit(text))
        || ["Segmentation fault", "Traceback (", "Uncaught ", "Unhandled exception"]
            .iter()
            .any(|start| text.starts_with(start))
        || has(b':') && code::is_message(text)
}

/// `java.lang.NullPointerException`: in the packages of the JVM and of .NET nobody names an error by all of its name but
/// its output.
fn is_qualified(name: &str) -> bool {
    let roots =
        ["java.", "javax.", "jakarta.", "kotlin.", "org.", "com.", "io.", "net.", "System."];
    let least = if name.starts_with("System.") { 1 } else { 2 };
    name.matches('.').count() >= least && roots.iter().any(|root| name.starts_with(root))
}

/// `exit code 1`, `exited with code 137 (OOMKilled)`.
pub(super) fn is_exit(text: &str) -> bool {
    static EXIT: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new("exit"));
    let Some(first) = EXIT.find(text.as_bytes()) else { return false };
    ["exit code ", "exit status ", "exited with "].iter().any(|words| {
        text[first..].split_once(words).is_some_and(|(between, rest)| {
            let before = &text[..first + between.len()];
            before.split_whitespace().count() <= 6 && rest.contains(|c: char| c.is_ascii_digit())
        })
    })
}

/// A call with arguments, a command with arguments, or a statement.
fn is_runnable(text: &str) -> bool {
    let call = text.match_indices('(').take(8).any(|(at, _)| {
        text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
            && text[at + 1..].starts_with(|c: char| c != ')')
            && text[at + 1..].contains(')')
    });
    let first = text.split_whitespace().next().unwrap_or_default();
    let more = first.len() < text.len();
    call || more && (COMMANDS.contains(first) || STATEMENTS.contains(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snippets() {
        let cases = [
            ("", "x = f(1)", " returns 2 instead of 3", "reproduction"),
            ("", "a.merge(b)", " raises KeyError", "reproduction"),
            ("", "f(1) == 2  # expected 3", "", "reproduction"),
            ("", "app load x.csv", " fails with an error", "none"),
            ("", "cargo build", " crashes", "reproduction"),
            ("", "SELECT 1 + NULL", " gives 1, not NULL", "reproduction"),
            ("", "sum([1, 1])", " is 3", "reproduction"),
            ("", "round(2.5)", " returns 3, see there", "reproduction"),
            ("", "probably_prime(561)", " returns true", "reproduction"),
            ("", "SELECT 1 + NULL", " gives 1", "reproduction"),
            ("", "f(1)", " prints \"a b\"", "reproduction"),
            ("", "f(1)", " = 3", "reproduction"),
            ("", "f(1) == 3", "", "reproduction"),
            ("", "assert f(\"a\") == [3]", "", "reproduction"),
            ("", "df.merge(other)", " loses rows", "reproduction"),
            ("", "df.merge(other)", " silently drops rows", "reproduction"),
            ("", "load(\"a.csv\")", " returns nothing", "reproduction"),
            ("", "f(x)", " is 3 when x is 1", "reproduction"),
            ("", "f()", " was added", "none"),
            ("call ", "f(1)", "", "none"),
            ("", "f(1)", " is called 3 times", "none"),
            ("", "f(x)", " is 3 times slower", "none"),
            ("", "f(x)", " is 3x slower", "none"),
            ("", "merge(a)", " is 3 years old", "none"),
            ("", "f(x)", " is broken", "none"),
            ("", "f(x)", " is the default", "none"),
            ("", "f(x)", " is one of many", "none"),
            ("", "f(x)", " is nothing new", "none"),
            ("", "f(x)", " drops support for lists", "none"),
            ("", "f(x)", " gives users a hint", "none"),
            ("", "f(x)", " returns 2 lists", "none"),
            ("", "get(x)", " returns a list of users", "none"),
            ("", "get(x)", " returns the user", "none"),
            ("", "merge(a)", " never loses rows", "none"),
            ("", "retry(3)", " was dropped", "none"),
            ("the guard ", "len(x) == 3", " is skipped", "none"),
            ("", "if f(1) == 3", " is wrong", "none"),
            ("", "fn f(x: i32) -> i32", "", "none"),
            ("", "f(1)", " printing is slow", "none"),
            ("", "merge()", " returns 2 instead of 3", "none"),
            ("", "df.merge", " loses rows", "none"),
            ("", "KeyError", " is raised", "none"),
            ("", "KeyError: 'k'", " is raised", "log"),
            ("", "error[E0308]: mismatched types", "", "log"),
            ("", "test_merge_nulls", "", "test"),
            ("the unit test ", "merge keeps", "", "none"),
            ("the unit test ", "merge_keeps_rows", " passes", "test"),
            ("the ", "merge_keeps_rows", " test passes", "test"),
            ("", "pytest tests/x.py::test_y", "", "test"),
            ("", "MergeTests#testNullKeys", " fails", "test"),
            ("", "MergeSpec", " fails", "test"),
            ("", "PodSpec", " has no default", "none"),
            ("", "browser_print.js", " fails before and passes after", "test"),
            ("", "nulls_stay", " failed without the fix, and passes with it", "test"),
            ("", "main.js", " fails before the page is there", "none"),
            ("", "load.sh", " fails without a network", "none"),
            ("", "load.sh", " fails on Windows and passes wrong flags", "none"),
            ("", "parse", " fails and then passes", "none"),
            ("", "cargo test merge::nulls", "", "test"),
            ("", "mvn -Dtest=MergeTest test", "", "test"),
            ("", "go test -run Merge ./...", "", "test"),
            ("", "cargo test --all", "", "none"),
            ("", "go test ./...", "", "none"),
            ("", "src/foo.rs:12", "", "file"),
            ("", "0123abc", "", "commit"),
            ("commit ", "1234567", "", "commit"),
            ("", "1234567", " rows", "none"),
            ("", "null", "", "none"),
            (
                "",
                "Uncaught TypeError: Cannot read properties of undefined (reading 'map')",
                "",
                "log",
            ),
            ("", "Error: Cannot find module 'foo'", "", "log"),
            ("", "panic: runtime error: index out of range [3] with length 3", "", "log"),
            ("", "fatal error: foo.h: No such file or directory", "", "log"),
            ("", "a.c:3:5: error: expected ';'", "", "log"),
            ("", "error TS2345: Argument of type 'string'", "", "log"),
            ("", "CUDA error: an illegal memory access was encountered", "", "log"),
            ("", "ORA-01555: snapshot too old", "", "log"),
            ("", "ERROR:  relation \"x\" does not exist", "", "log"),
            ("", "java.lang.NullPointerException", "", "log"),
            ("", "exited with code 137 (OOMKilled)", "", "log"),
            ("", "the command exited with 1", "", "log"),
            ("", "System.NullReferenceException", "", "log"),
            ("", "json.JSONDecodeError", "", "none"),
            ("", "pandas.errors.ParserError", " is exported", "none"),
            ("", "if error: return 1", "", "none"),
            ("", "except ValueError as error: raise it", "", "none"),
            ("", "on error: resume next", "", "none"),
            ("", "error: false", "", "none"),
            ("", "continue-on-error: true", "", "none"),
            ("", "error_code: too many", "", "none"),
            ("", "APP-1234: wrong sums", "", "none"),
            ("", "exit code", "", "none"),
        ];
        for (before, text, after, expected) in cases {
            let kind = read(text, before, after).map_or("none", |(kind, _)| kind.name());
            assert_eq!(kind, expected, "{text}");
        }
    }
}
