//! Names that can be looked up: tests, files, commits, issue keys, advisories. Each is told from one word alone.

use super::words::{ADVISORIES, EXTENSIONS, NO_KEYS, NO_METHODS, NO_TESTS, VERSIONED};

/// Whether `text` begins with `head`, in any case.
pub(super) fn begins(text: &str, head: &str) -> bool {
    text.as_bytes().get(..head.len()).is_some_and(|b| b.eq_ignore_ascii_case(head.as_bytes()))
}

/// `KEY-123`, unless it is a severity, a standard or a product. The metadata's issue is read by `metadata/issue.rs`, and may
/// be any of these.
pub(super) fn is_issue_key(word: &str) -> bool {
    has_form_of_key(word)
        && word.split_once('-').is_some_and(|(key, number)| {
            // Trackers count without zeros in front: `ORA-01555`.
            let padded = number.starts_with('0') && number.bytes().any(|b| b != b'0');
            let short = number.len() <= 2 && VERSIONED.contains(key);
            !padded && !short && !NO_KEYS.contains(key) && !is_quarter(key, number)
        })
}

/// `Q1-2026`, `H2-26`.
fn is_quarter(key: &str, number: &str) -> bool {
    let is_part = matches!(key, "Q1" | "Q2" | "Q3" | "Q4" | "H1" | "H2");
    is_part && (number.len() == 2 || number.len() == 4 && number.starts_with("20"))
}

/// `KEY-123`, whatever the key: in the address of a tracker it is one.
pub(super) fn has_form_of_key(word: &str) -> bool {
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return false;
    }
    let Some((key, number)) = word.split_once('-') else { return false };
    key.len() >= 2
        && key.len() <= 12
        && key.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
        && !number.is_empty()
        && number.len() <= 8
        && number.bytes().all(|b| b.is_ascii_digit())
}

/// `lp:2001`, as Launchpad's users write it.
pub(super) fn is_launchpad(word: &str) -> bool {
    let number = word.strip_prefix("lp:").or_else(|| word.strip_prefix("LP:"));
    number.is_some_and(|number| {
        (2..=9).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
    })
}

/// `CVE-2024-3094`, `GHSA-aaaa-bbbb-cccc`, `RUSTSEC-2024-0001`, `RHSA-2024:1234`.
pub(super) fn is_advisory(word: &str) -> bool {
    // What any of their names begins with, in any case for the two that everybody knows.
    if !word.starts_with(|c: char| matches!(c, 'A'..='Z' | 'c' | 'g')) {
        return false;
    }
    let word = word.strip_suffix(".html").unwrap_or(word);
    let Some(first) = word.bytes().position(|b| matches!(b, b'-' | b':')) else { return false };
    let (cve, ghsa, other) =
        (begins(word, "CVE-"), begins(word, "GHSA"), ADVISORIES.contains(&&word[..first]));
    if !(cve || ghsa || other) {
        return false;
    }
    let parts: Vec<&str> = word.split(['-', ':']).take(6).collect();
    let digits =
        |part: &str, least: usize| part.len() >= least && part.bytes().all(|b| b.is_ascii_digit());
    match parts.as_slice() {
        [_, year, number] if cve => digits(year, 4) && digits(number, 4),
        [_, a, b, c] if ghsa => [a, b, c]
            .iter()
            .all(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphanumeric())),
        [_, number, rest @ ..] if other => {
            digits(number, 3) && !rest.is_empty() && rest.iter().all(|part| digits(part, 1))
        }
        _ => false,
    }
}

/// An advisory whose number is still to be written.
pub(super) fn is_advisory_placeholder(word: &str) -> bool {
    let rest = word.strip_prefix("CVE-").or_else(|| word.strip_prefix("GHSA-"));
    rest.is_some_and(|rest| {
        rest.len() >= 3
            && rest.bytes().any(|b| matches!(b, b'X' | b'x' | b'Y' | b'N'))
            && rest
                .bytes()
                .all(|b| matches!(b, b'X' | b'x' | b'Y' | b'N' | b'-') || b.is_ascii_digit())
            && !is_advisory(word)
    })
}

/// Seven to forty hexadecimal digits, letters and digits among them; `named` where a word says it is a commit.
pub(super) fn is_commit(word: &str, named: bool) -> bool {
    let hex = word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'));
    let mixed =
        word.bytes().any(|b| b.is_ascii_digit()) && word.bytes().any(|b| b.is_ascii_lowercase());
    hex && (7..=40).contains(&word.len()) && (mixed || named || word.len() == 40)
}

/// A test: `test_merge`, `merge_test`, `TestMerge`, `MergeTest`, `tests/x.py::test_y`, `merge.test.ts`, `a::tests::b`.
pub(super) fn is_test(word: &str) -> bool {
    // In all of them stands "est", "pec" or "cy.", which most words do not have.
    let names = |part: &[u8]| matches!(part, b"est" | b"pec" | b"cy.");
    if !word.as_bytes().windows(3).any(names) {
        return false;
    }
    let word = word.trim_end_matches("()");
    let plain = |b: u8| {
        b.is_ascii_alphanumeric()
            || matches!(b, b'_' | b'.' | b'/' | b':' | b'-' | b'[' | b']' | b'#')
    };
    if word.len() < 6 || word.len() > 300 || !word.bytes().all(plain) {
        return false;
    }
    let scoped = word.bytes().any(|b| b == b':') && word.contains("::");
    let last = if scoped { word.rsplit("::").next().unwrap_or_default() } else { word };
    let file = last.rsplit('/').next().unwrap_or_default();
    if scoped && (word.contains("tests::") || word.contains("test::")) {
        return true;
    }
    let stem = file.split(['.', '[']).next().unwrap_or_default();
    let under = stem
        .strip_prefix("test_")
        .or_else(|| stem.strip_suffix("_test"))
        .or_else(|| stem.strip_suffix("_tests"));
    let spec = stem.len() > 5 && stem.ends_with("_spec") && extension(file).is_some();
    if under.is_some_and(|rest| !rest.is_empty()) || spec {
        return true;
    }
    let dotted = file.bytes().filter(|b| *b == b'.').count() > 1;
    if dotted
        && [".test.", ".spec.", ".cy."].iter().any(|mark| file.contains(mark))
        && extension(file).is_some()
    {
        return true;
    }
    // `com.acme.MergeTest.nullKeys`, `MergeTests#nullKeys`
    let parts = file.split(['.', '#']).map(|part| part.split('[').next().unwrap_or_default());
    let is_helper = |part: &str| NO_METHODS.iter().any(|end| part.ends_with(end));
    // `unittest.TestCase`
    parts.enumerate().any(|(i, part)| is_test_name(part) && (i == 0 || !is_helper(part)))
        || is_subtest(last)
}

/// `MergeTest`, `TestMerge`, `testMergeNull`.
fn is_test_name(name: &str) -> bool {
    let camel = |rest: &str| {
        rest.len() > 1
            && rest.starts_with(|c: char| c.is_ascii_uppercase())
            && rest.contains(|c: char| c.is_ascii_lowercase())
    };
    let begins = || name.strip_prefix("Test").is_some_and(camel);
    let ends =
        || name.strip_suffix("Tests").or_else(|| name.strip_suffix("Test")).is_some_and(camel);
    // One capital is `testData` as well.
    let method = || {
        name.strip_prefix("test").is_some_and(|rest| {
            camel(rest)
                && rest.bytes().filter(u8::is_ascii_uppercase).count() > 1
                && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
                && !NO_METHODS.iter().any(|end| rest.ends_with(end))
        })
    };
    (begins() || ends() || method()) && !NO_TESTS.contains(name)
}

/// `TestMerge/null_keys`, as Go names a case of a test.
fn is_subtest(word: &str) -> bool {
    word.split_once('/').is_some_and(|(test, case)| {
        test.starts_with("Test") && is_test_name(test) && !case.is_empty() && !case.contains('.')
    })
}

/// The path without its line number, when the word is a path: `src/foo.rs:12`. A folder or a line says so: `np.log`,
/// `process.env` and `Node.js` end as files do.
pub(super) fn path(word: &str) -> Option<&str> {
    let (path, has_line) = without_line(word);
    if !is_path_like(path) {
        return None;
    }
    let folder = path.contains('/') || path.contains('\\');
    let known = (folder || has_line) && extension(path).is_some();
    let dotted = folder
        && path.rsplit('/').next().is_some_and(|file| file.starts_with('.') && file.len() > 2);
    let line = has_line && folder && path.contains(char::is_alphabetic);
    (known || dotted || line).then_some(path)
}

/// Whether the word can be the name of a file, where one of that name is there: `data.csv`.
pub(super) fn is_file_name(word: &str) -> bool {
    is_path_like(word)
        && !word.contains(['/', '\\'])
        && extension(word).is_some_and(|ending| ending.len() > 1)
}

fn is_path_like(word: &str) -> bool {
    let plain = |c: char| {
        c.is_alphanumeric() || matches!(c, '_' | '.' | '/' | '-' | '+' | '@' | '\\' | '~')
    };
    (3..=400).contains(&word.len()) && word.chars().all(plain) && !word.starts_with('-')
}

/// The known ending of a file's name that has something before it.
fn extension(path: &str) -> Option<&str> {
    let file = path.rsplit(['/', '\\']).next()?;
    let (stem, ending) = file.rsplit_once('.')?;
    (!stem.is_empty() && EXTENSIONS.contains(ending)).then_some(ending)
}

/// Takes `:12`, `:12:3`, `#L12` or `#L12-L20` off the end.
fn without_line(word: &str) -> (&str, bool) {
    if let Some((path, line)) = word.split_once("#L")
        && line.starts_with(|c: char| c.is_ascii_digit())
    {
        return (path, true);
    }
    let mut path = word;
    for _ in 0..2 {
        match path.rsplit_once(':') {
            Some((before, line))
                if !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit() || b == b'-') =>
            {
                path = before;
            }
            _ => break,
        }
    }
    (path, path.len() < word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_tests() {
        for word in [
            "test_merge",
            "merge_test",
            "TestMergeNull",
            "MergeTest",
            "MergeTests",
            "tests/x.py::test_y",
            "merge.test.ts",
            "join::tests::nulls",
            "pkg/merge_test.go",
            "merge_spec.rb",
            "test_merge()",
            "test_merge[null-3]",
            "src/MergeTest.java",
            "MergeTests#testNullKeys",
            "com.acme.MergeTest.nullKeys",
            "testNullKeys",
            "TestMerge/null_keys",
            "merge.cy.ts",
            "merge_spec.lua",
        ] {
            assert!(is_test(word), "{word}");
        }
        for word in [
            "latest",
            "fastest",
            "Test",
            "test",
            "Tests",
            "TestFlight",
            "UnitTest",
            "contest",
            "test_",
            "protest_s",
            "testData",
            "testUserData",
            "testing.TB",
            "org.junit.Test",
            "latest/Merge",
            "policy.yaml",
            "PodSpec",
            "unittest.TestCase",
            "com.acme.TestUtils.load",
            "django.test.TestClient",
        ] {
            assert!(!is_test(word), "{word}");
        }
    }

    #[test]
    fn paths() {
        let cases = [
            ("src/foo.rs:12", Some("src/foo.rs")),
            ("src/foo.rs:12:3", Some("src/foo.rs")),
            ("src/foo.c#L12-L20", Some("src/foo.c")),
            ("config.yaml", None),
            ("config.yaml:3", Some("config.yaml")),
            (".github/workflows/ci.yml", Some(".github/workflows/ci.yml")),
            ("scripts/run:12", Some("scripts/run")),
            ("df.merge", None),
            ("self.c", None),
            ("a/b", None),
            ("10:30", None),
            ("3.11", None),
        ];
        for (word, expected) in cases {
            assert_eq!(path(word), expected, "{word}");
        }
    }

    #[test]
    fn names_of_files() {
        for word in ["config.yaml", "np.log", "Node.js"] {
            assert!(is_file_name(word), "{word}");
        }
        for word in ["src/config.yaml", "self.c", "df.merge", ".env", "a b.csv", "-x.csv", "3.11"] {
            assert!(!is_file_name(word), "{word}");
        }
    }

    #[test]
    fn keys_advisories_and_commits() {
        for word in [
            "APP-1",
            "RHEL2-123",
            "A_B-7",
            "JDK-8301234",
            "NODE-4567",
            "PROJ-123",
            "PROJ-9",
            "OPS-64",
            "CORE-12",
            "KAFKA-12",
            "SPARK-3",
            "RHEL-12345",
            "SQL-1234",
            "NET-512",
            "INT-4711",
            "Q1-12345",
        ] {
            assert!(is_issue_key(word), "{word}");
        }
        for word in [
            "UTF-8",
            "SHA-256",
            "ISO-8601",
            "RFC-822",
            "A-1",
            "App-1",
            "APP-",
            "APP-1a",
            "CVE-2024",
            "SEV-1",
            "JAVA-17",
            "WPA-2",
            "ORA-01555",
            "APP-007",
            "RHEL-9",
            "INT-64",
            "FLOAT-32",
            "GCC-12",
            "NET-8",
            "SQL-92",
            "EPSG-4326",
            "PCRE-2",
            "CPU-1",
            "Q1-2026",
            "MAX-3",
            "JPEG-2000",
            "BCP-47",
        ] {
            assert!(!is_issue_key(word), "{word}");
        }
        for word in [
            "CVE-2024-3094",
            "cve-2024-30940",
            "GHSA-aaaa-bbbb-c123",
            "RUSTSEC-2024-0001",
            "RHSA-2024:1234",
        ] {
            assert!(is_advisory(word), "{word}");
        }
        assert!(!is_advisory("CVE-2024-1"));
        assert!(is_advisory_placeholder("CVE-XXXX-XXXX"));
        assert!(is_advisory_placeholder("CVE-2026-NNNN"));
        assert!(is_commit("0123abc", false) && is_commit("1234567", true));
        assert!(
            !is_commit("1234567", false)
                && !is_commit("defaced", false)
                && !is_commit("abc12", true)
        );
    }
}
