//! What stands behind a question on its own line and is the template's: `[required]`, `:warning:`, "If yes, describe it.", "Please
//! explain.", "Are you confident that it is tested?"

use crate::proposal::answer::is_answering_sign;
use crate::proposal::lexicon::tag_len;

/// First words of what is asked.
const ASKING: [&str; 24] = [
    "is", "are", "was", "were", "does", "do", "did", "can", "could", "will", "would", "should",
    "has", "have", "if", "how", "what", "which", "where", "when", "why", "who", "and", "or",
];

/// What an author is asked for behind "please".
const WANTED: [&str; 22] = [
    "add",
    "answer",
    "attach",
    "briefly",
    "choose",
    "describe",
    "detail",
    "elaborate",
    "explain",
    "fill",
    "give",
    "include",
    "indicate",
    "justify",
    "link",
    "list",
    "name",
    "provide",
    "select",
    "specify",
    "state",
    "write",
];

/// Words that stand in brackets behind a question.
const NOTES: [&str; 6] =
    ["required", "optional", "mandatory", "choose one", "select one", "pick one"];

/// Where the author's words may begin in `text[from..end]`, the rest of a question's line.
pub(super) fn skip(text: &str, from: usize, end: usize) -> usize {
    let mut at = from;
    while let Some(len) = text.get(at..end).and_then(template_len) {
        at += len;
    }
    if at > from { at + closing_len(&text[at..end]) } else { from }
}

/// Whether only the attributes of a heading are left of it, as exports write them: `{#h.1}`.
pub(super) fn is_attributes(rest: &str) -> bool {
    let rest = rest.trim_matches(['#', '*', ' ', '\t']);
    let inner = rest.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    inner.is_some_and(|inner| inner.starts_with(['#', '.']) && !inner.contains(['{', '}']))
}

/// Whether a question begins with this word.
pub(super) fn begins_question(word: &str) -> bool {
    is_in(&ASKING, word) && !is_in(&["and", "or"], word)
}

/// Whether a line asks something, whatever that is: "Is QA informed? Yes".
pub(super) fn asks(line: &str) -> bool {
    if memchr::memchr(b'?', line.as_bytes()).is_none() {
        return false;
    }
    let first = line.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(line.len());
    begins_question(&line[..first])
        && sentence_end(line).1 == Some('?')
        && line.split_whitespace().nth(2).is_some()
}

/// The length of the template's note or sentence at the start of `rest`, markup before it included.
fn template_len(rest: &str) -> Option<usize> {
    let lead = opening_len(rest);
    let words = &rest[lead..];
    // Nearly every answer begins in another way.
    let first = words.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(words.len());
    let len = match words.bytes().next()? {
        b'[' | b'(' => note_len(words)?,
        b':' => sign_len(words)?,
        _ if words[..first].eq_ignore_ascii_case("please") || is_in(&ASKING, &words[..first]) => {
            sentence_len(words)?
        }
        _ => return None,
    };
    Some(lead + len)
}

/// `:warning:`, a sign that says neither yes nor no.
fn sign_len(text: &str) -> Option<usize> {
    let name =
        text.get(1..)?.split(|c: char| !(c.is_ascii_alphanumeric() || "_+-".contains(c))).next()?;
    let closed = text[1 + name.len()..].starts_with(':');
    (closed && name.contains(|c: char| c.is_ascii_alphabetic()) && !is_answering_sign(name))
        .then_some(name.len() + 2)
}

fn is_in(list: &[&str], word: &str) -> bool {
    list.iter().any(|one| one.eq_ignore_ascii_case(word))
}

/// `[required]`.
fn note_len(text: &str) -> Option<usize> {
    let close = text.bytes().take(40).position(|b| matches!(b, b']' | b')'))?;
    let behind = text[close + 1..].chars().next();
    let is_link = matches!(behind, Some('(' | '['));
    (is_in(&NOTES, text[1..close].trim()) && !is_link).then_some(close + 1)
}

/// The length of a sentence that asks or tells the author something.
fn sentence_len(text: &str) -> Option<usize> {
    let (len, mark) = sentence_end(text);
    let sentence = &text[..len];
    let mut words = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.next()?;
    let second = words.next().unwrap_or_default();
    let count = 2 + words.count();
    let refers =
        |(at, _): (usize, &str)| sentence[at + 1..].starts_with(|c: char| c.is_ascii_digit());
    // What names an issue or an address is somebody's.
    if sentence.contains("://") || sentence.match_indices('#').any(refers) {
        return None;
    }
    let behind = sentence[first.len()..].trim_start().get(second.len()..).unwrap_or_default();
    let tells = match first {
        _ if first.eq_ignore_ascii_case("please") => is_in(&WANTED, second),
        _ if first.eq_ignore_ascii_case("if") => {
            is_in(&["yes", "so", "applicable", "true"], second)
                || is_in(&["no", "not"], second) && behind.starts_with(',')
        }
        _ => false,
    };
    let shrugs = is_in(&["who", "why", "what", "how", "and", "or"], first) && count < 4;
    let asks = mark == Some('?') && !shrugs && !sentence.contains(|c: char| c.is_ascii_digit());
    (tells || asks).then_some(len)
}

/// One past the mark that ends the first sentence of a line, and that mark.
fn sentence_end(text: &str) -> (usize, Option<char>) {
    const SHORT: [&str; 5] = ["e.g.", "i.e.", "etc.", "ex.", "vs."];
    let marks = text.char_indices().filter(|(_, c)| matches!(c, '.' | '?' | '!' | '？' | ':'));
    for (at, mark) in marks {
        let end = at + mark.len_utf8();
        let behind = text[end..].chars().next();
        let ends = behind.is_none_or(|c| c.is_whitespace() || "*_~<)]\"'`".contains(c));
        let is_short = SHORT.iter().any(|short| {
            text.get(end.saturating_sub(short.len())..end)
                .is_some_and(|s| s.eq_ignore_ascii_case(short))
        });
        let opens = mark == ':' && !text[..at].trim().contains(' ');
        if ends && !is_short && !opens {
            return (end, Some(mark));
        }
    }
    (text.len(), None)
}

/// Blanks and markup that open a sentence.
fn opening_len(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        match rest.bytes().next() {
            Some(b' ' | b'\t' | b'*' | b'_') => at += 1,
            Some(b'<') => match tag_len(rest) {
                Some(len) => at += len,
                None => return at,
            },
            _ => return at,
        }
    }
}

/// Markup that closes what has been left out.
fn closing_len(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        match rest.bytes().next() {
            Some(b'*' | b'_' | b'~' | b'`' | b')' | b']') => at += 1,
            Some(b'<') => match tag_len(rest).filter(|_| {
                rest.starts_with("</")
                    || rest.get(..3).is_some_and(|t| t.eq_ignore_ascii_case("<br"))
            }) {
                Some(len) => at += len,
                None => return at,
            },
            _ => return at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_and_answers() {
        for (line, left) in [
            (" If yes, describe it.", ""),
            (" If yes, describe it. Yes, #12", " Yes, #12"),
            (" Please describe.**", ""),
            (" Please explain: No, none", " No, none"),
            (" [required]", ""),
            (" (required) Yes", " Yes"),
            (" is there one?<br>", ""),
            (" Are you confident that it is tested, e.g. by hand?<br>", ""),
            (" If so, is it behind a flag? No", " No"),
            (" [required] Please describe it.", ""),
            (" If no, why not?", ""),
        ] {
            assert_eq!(&line[skip(line, 0, line.len())..], left, "{line}");
        }
        for line in [
            " Yes, #12",
            " No",
            " Please see #12",
            " Please see the log",
            " Is #12 enough?",
            " If not cached, yes",
            " If the cache is on, yes.",
            " Who knows?",
            " What about 40 % of users?",
            " Is rare.",
            " Can be avoided, see #12",
            " [x] Yes",
            " [ ] Yes [x] No",
            " [log](https://a.test/log)",
            " (yes, #12)",
            " [1]",
            " Why not?",
            " Does not happen",
            " Do not upgrade.",
            "",
        ] {
            assert_eq!(skip(line, 0, line.len()), 0, "{line}");
        }
    }
}
