//! Whether what could be a placeholder is the template's, or words that the author wrote in brackets: `<unknown>`,
//! `Foo.<init>`, `press <Enter>`, `{name}`.

use super::REACH;
use super::bracketed::{instructs, words};
use super::floor_at;

/// What stands beside the brackets in their line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    Nothing,
    /// A yes or no.
    Verdict,
    /// A name that they are to fill: `Steps:`.
    Label,
    /// What somebody wrote.
    Words,
}

/// The line that was looked at last.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Line {
    end: usize,
    beside: Option<Beside>,
}

/// Whether the placeholder in `text[at..end]`, with `inner` between its brackets, is left over from a template. Places
/// ascend; `line` is what is known of their line.
pub(super) fn is_left(
    text: &str,
    at: usize,
    end: usize,
    inner: &str,
    line: &mut Option<Line>,
) -> bool {
    let beside = match *line {
        Some(Line { end, beside: Some(beside) }) if at < end => beside,
        _ => {
            let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
            let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
            let beside = Beside::of(&text[start..end]);
            *line = Some(Line { end: end.max(at + 1), beside: Some(beside) });
            beside
        }
    };
    if refers(inner) {
        return false;
    }
    match beside {
        Beside::Nothing => !is_closed_later(text, end, inner),
        Beside::Verdict if instructs(inner) || words(inner).nth(1).is_some() => true,
        Beside::Label if instructs(inner) && words(inner).nth(1).is_some() => true,
        _ if instructs(inner) && is_pointed_to(text, at) => true,
        _ => is_in_address(text, at) || is_free(text, at, end) && is_beyond_doubt(inner),
    }
}

impl Beside {
    fn of(line: &str) -> Self {
        let outside = outside(line);
        let outside = outside.trim_matches(|c: char| !c.is_alphanumeric() && c != ':');
        let name = outside.trim_matches(|c: char| !c.is_alphanumeric());
        let said = |word: &&str| word.eq_ignore_ascii_case(name);
        if name.is_empty() {
            Self::Nothing
        } else if ["yes", "no"].iter().any(said) {
            Self::Verdict
        } else if outside.ends_with(':') && outside.len() < 40 && words(name).count() < 4 {
            Self::Label
        } else {
            Self::Words
        }
    }
}

/// A line without what stands between brackets; at most as much of it as tells.
fn outside(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    let mut unclosed = [false; 3];
    while let Some(open) = rest.find(['<', '{', '[']) {
        out.push_str(&rest[..open]);
        if out.len() > 60 {
            return out;
        }
        let kind = match rest.as_bytes()[open] {
            b'<' => 0,
            b'{' => 1,
            _ => 2,
        };
        let close = if unclosed[kind] { None } else { rest[open..].find(['>', '}', ']'][kind]) };
        let Some(close) = close.map(|i| open + i + 1) else {
            unclosed[kind] = true;
            out.push(' ');
            rest = &rest[open + 1..];
            continue;
        };
        // An address is somebody's.
        out.push_str(if rest[open..close].contains("://") { " address " } else { " " });
        rest = &rest[close..];
    }
    out.push_str(rest);
    out
}

/// `<dependency>` with its `</dependency>` is markup that is shown.
fn is_closed_later(text: &str, end: usize, inner: &str) -> bool {
    let name = inner.split_whitespace().next().unwrap_or_default();
    let near = &text[end..floor_at(text, end + 4 * REACH)];
    memchr::memmem::find_iter(near.as_bytes(), b"</").any(|at| near[at + 2..].starts_with(name))
}

/// Whether it stands in an address, which leads nowhere until it is filled in.
fn is_in_address(text: &str, at: usize) -> bool {
    let word = last_word(&text[..at]);
    // `#<issue>` is one, too.
    word.contains("://") || word.trim_start_matches(['(', '*', '_']) == "#"
}

/// "See <link>" leads nowhere until it is filled in.
fn is_pointed_to(text: &str, at: usize) -> bool {
    let before = text[..at].strip_suffix(' ').unwrap_or_default();
    last_word(before).eq_ignore_ascii_case("see")
}

/// The word that `text` ends with, up to its end: nothing behind a blank.
fn last_word(text: &str) -> &str {
    let mut from = text.len().saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let near = &text[from..];
    near.rfind(char::is_whitespace).map_or(near, |i| near[i..].trim_start())
}

/// Whether it stands for words of its own: not in a call, a path, a trace, and not as what a command is given.
fn is_free(text: &str, at: usize, end: usize) -> bool {
    let before = text[..at].chars().next_back();
    let opens = before.is_none_or(|c| c.is_whitespace() || "([{\"'“‘«*~,;:|>—–".contains(c));
    let mut behind = text[end..].chars();
    let closes = match behind.next() {
        None => true,
        Some('.' | ':' | '-') => !behind.next().is_some_and(char::is_alphanumeric),
        Some(c) => !c.is_alphanumeric() && !"$(_=@/\\".contains(c),
    };
    let option = last_word(text[..at].trim_end()).trim_start_matches('-');
    let is_given = before == Some(' ')
        && last_word(text[..at].trim_end()).len() > option.len()
        && option.starts_with(char::is_alphanumeric);
    opens && closes && !is_given
}

/// Whether the words name something that only an author can: `see #4312`, `CVE-2026-1234`, `PR 4313`, `dashboard 12`,
/// `held by Kim`. A template's examples, `#123` and `KEY-123`, are not such.
fn refers(inner: &str) -> bool {
    /// What a template counts: `<at most 50 words>`.
    const COUNTED: [&str; 6] = ["characters", "chars", "lines", "number", "sentences", "words"];
    const EXAMPLES: [&str; 6] = ["0000", "123", "1234", "12345", "123456", "000"];
    if let Some(holder) = inner.strip_prefix("held by ") {
        let named = |word: &str| word.chars().any(char::is_lowercase) && word != "Name";
        return holder.starts_with(char::is_uppercase) && words(holder).next().is_some_and(named);
    }
    if !inner.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let first = words(inner).next().unwrap_or_default();
    if ["e", "eg", "example", "like", "such"].iter().any(|one| one.eq_ignore_ascii_case(first)) {
        return false;
    }
    let is_number = |word: &str, least: usize| {
        word.len() >= least
            && word.bytes().all(|b| b.is_ascii_digit() || b == b',')
            && !EXAMPLES.contains(&word)
    };
    let is_key = |word: &str| {
        let key = word.split_once('-').map_or("", |(key, _)| key);
        let is_example = matches!(key, "KEY" | "ABC" | "XYZ" | "PROJ" | "PROJECT");
        key.len() > 1
            && !is_example
            && key.bytes().all(|b| b.is_ascii_uppercase())
            && word.bytes().next_back().is_some_and(|b| b.is_ascii_digit())
    };
    let counts = || words(inner).any(|w| COUNTED.iter().any(|one| one.eq_ignore_ascii_case(w)));
    inner.contains("://")
        || inner.split_whitespace().any(|word| {
            let word = word.trim_matches([',', '.', ';', ':', '(', ')']);
            is_key(word) || word.split_once('#').is_some_and(|(_, number)| is_number(number, 1))
        })
        || !instructs(inner) && !counts() && inner.split_whitespace().any(|w| is_number(w, 2))
}

/// Whether `text`, which was found to be left over from a template, can be taken out without asking: an instruction that
/// nobody but a template writes. `<unknown>`, `<redacted>`, `[link to dashboard]` and `[...]` may be the author's.
pub(crate) fn is_certain(text: &str) -> bool {
    let Some(inner) = text.strip_prefix(['<', '{', '[', '#']) else { return true };
    let inner = inner.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '…'));
    if matches!(inner, "..." | "…") {
        return !text.starts_with('[');
    }
    let has = |wanted: &str| words(inner).any(|word| word.eq_ignore_ascii_case(wanted));
    let first = words(inner).next().unwrap_or_default();
    let leads = ["link", "issue", "url", "list", "select", "say"]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(first));
    let is_told = instructs(inner) && is_beyond_doubt(inner);
    let decides = |word: &str| ["yes", "no"].iter().any(|one| one.eq_ignore_ascii_case(word));
    let chooses = words(inner).nth(1).is_some() && words(inner).all(decides);
    !refers(inner)
        && (chooses
            || has("your")
            || has("here") && instructs(inner)
            || STUBS.contains(&inner)
            || is_told && !leads
            || inner.to_ascii_lowercase().starts_with("e.g"))
}

/// What our own fixes write where evidence is to stand.
const STUBS: [&str; 11] = [
    "the smallest code that shows it",
    "the error and its stack trace",
    "its name",
    "its number or link",
    "its hash",
    "its CVE or GHSA number",
    "how many of how many",
    "its address",
    "its path",
    "what, and what happened",
    "who",
];

/// Whether nobody but a template writes this: an instruction, and what it asks for.
fn is_beyond_doubt(inner: &str) -> bool {
    /// What tells an author to write; with nothing else, for the first few.
    const TELLS: [&str; 13] = [
        "describe",
        "explain",
        "justify",
        "specify",
        "tbd",
        "todo",
        "briefly",
        "please",
        "provide",
        "summarise",
        "summarize",
        "elaborate",
        "say",
    ];
    /// Buttons and keys are called so, too.
    const MAY_TELL: [&str; 16] = [
        "add", "answer", "choose", "enter", "fill", "give", "insert", "issue", "link", "list",
        "paste", "replace", "select", "url", "write", "your",
    ];
    const WANTED: [&str; 42] = [
        "answer",
        "below",
        "comment",
        "comments",
        "description",
        "detail",
        "details",
        "evidence",
        "example",
        "explanation",
        "here",
        "impact",
        "in",
        "issue",
        "issues",
        "justification",
        "link",
        "links",
        "log",
        "logs",
        "measurement",
        "number",
        "numbers",
        "one",
        "output",
        "please",
        "proof",
        "reason",
        "reasons",
        "repro",
        "reproduction",
        "response",
        "screenshot",
        "steps",
        "test",
        "tests",
        "text",
        "this",
        "to",
        "url",
        "why",
        "yes",
    ];
    let is_in = |list: &[&str], word: &str| list.iter().any(|one| one.eq_ignore_ascii_case(word));
    let mut words = words(inner);
    let Some(first) = words.next() else { return false };
    let mut rest = words.peekable();
    if is_in(&TELLS, first) {
        return rest.peek().is_some() || is_in(&TELLS[..6], first);
    }
    STUBS.contains(&inner)
        || is_in(&MAY_TELL, first) && rest.take(40).any(|word| is_in(&WANTED, word))
}
