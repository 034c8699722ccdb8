//! The labels of the author: `A:`, `**Answer:**`, `TL;DR`, `Evidence:`.

use super::line;
use crate::proposal::lexicon::tag_len;
use crate::source::Span;

/// What authors call an answer. What of them is a label for whom, the lists below say.
const NAMES: [&str; 10] = [
    "tl;dr",
    "tldr",
    "response",
    "reply",
    "a",
    "ans",
    "answer",
    "my answer",
    "our answer",
    "your answer",
];
/// These say something of the answer, and need no colon.
const SUMMARIES: &[&str] = NAMES.split_at(2).0;
const LABELS: &[&str] = NAMES.split_at(2).1;
/// These stand for nothing but the place of the answer.
const MARKS: &[&str] = NAMES.split_at(4).1;
/// These need no colon where they stand alone or in bold. "**Response** times doubled" needs one.
const PLAIN: &[&str] = NAMES.split_at(6).1;

/// The length of the author's `A:`, `**Answer:**`, `My answer:`, `TL;DR:` at the start of an answer.
pub(crate) fn answer_label(rest: &str) -> Option<usize> {
    label(rest, &NAMES)
}

/// The length of `A:`, `**Answer:**` and the like, which go where the layout does.
pub(crate) fn layout_label(rest: &str) -> Option<usize> {
    label(rest, MARKS)
}

/// Whether lines only name the answer that is to stand behind them.
pub(crate) fn is_answer_label(lines: &str) -> bool {
    let lines = lines.trim_end();
    let line = lines.rsplit(['\n', '\r']).next().unwrap_or_default();
    let above = &lines[..lines.len() - line.len()];
    let words = &line[line::start(line, Span::new(0, line.len())).content..];
    let len = label(words, LABELS).or_else(|| bare_label(words));
    let is_all = |len: usize| !words[len..].contains(char::is_alphanumeric);
    !above.contains(char::is_alphanumeric) && len.is_some_and(is_all)
}

/// The length of one of those at the start of an answer, with a `TL;DR` behind it, which needs no colon.
pub(in crate::proposal) fn answer_labels(rest: &str) -> Option<usize> {
    let label = answer_label(rest).or_else(|| bare_label(rest)).unwrap_or(0);
    let len = label + summary_label(&rest[label..]).unwrap_or(0);
    (len > 0).then_some(len)
}

/// The length of `Answer` without a colon, alone on its line or in bold: `### Answer`, `**Answer** No`.
pub(super) fn bare_label(rest: &str) -> Option<usize> {
    let words = rest.trim_start_matches([' ', '\t']);
    let name = words.trim_start_matches(['*', '_']);
    let is_bold = words.len() > name.len() + 1;
    let is_it =
        |one: &&&str| name.get(..one.len()).is_some_and(|head| head.eq_ignore_ascii_case(one));
    let behind = &name[PLAIN.iter().find(is_it)?.len()..];
    let closed = behind.trim_start_matches(['*', '_']);
    let is_alone = closed.trim_matches(['#', ' ', '\t']).is_empty();
    let is_label = is_bold && behind.len() > closed.len() + 1 && closed.starts_with(' ');
    match () {
        () if is_alone => Some(rest.len()),
        () if is_label => Some(rest.len() - closed.len()),
        () => None,
    }
}

/// The length of `TL;DR`, with or without a mark behind it.
fn summary_label(rest: &str) -> Option<usize> {
    let words = rest.trim_start_matches([' ', '\t', '*', '_']);
    let is_it =
        |name: &&&str| words.get(..name.len()).is_some_and(|w| w.eq_ignore_ascii_case(name));
    let name = SUMMARIES.iter().find(is_it)?;
    let behind = words[name.len()..].trim_start_matches(['*', '_']);
    let said = behind.trim_start_matches([' ', '\t', ':', '-', '–', '—', ',']);
    let said = said.trim_start_matches("**");
    (said.len() < behind.len()).then_some(rest.len() - said.len())
}

/// The length of `Evidence:`, `Notes:` and the like at the start of a line.
pub(crate) fn notes_label(rest: &str) -> Option<usize> {
    label(
        rest,
        &[
            "evidence",
            "notes",
            "note",
            "proof",
            "source",
            "sources",
            "reference",
            "references",
            "link",
            "links",
        ],
    )
}

fn label(rest: &str, names: &[&str]) -> Option<usize> {
    // Most lines have no colon; the full-width one begins with this byte.
    memchr::memchr2(b':', 0xef, rest.as_bytes())?;
    let mut from = 0;
    loop {
        let here = &rest[from..];
        if let Some(len) = tag_len(here) {
            from += len;
        } else if here.starts_with(['*', '_', ' ', '\t']) {
            from += 1;
        } else {
            break;
        }
    }
    let here = &rest[from..];
    // A label is a word or two before a colon, which most lines do not have so early.
    let head = here.as_bytes().get(..24).unwrap_or(here.as_bytes());
    if memchr::memchr(b':', head).is_none() && head.is_ascii() {
        return None;
    }
    let name = names
        .iter()
        .filter(|name| here.get(..name.len()).is_some_and(|h| h.eq_ignore_ascii_case(name)));
    let len = name.map(|name| name.len()).max()?;
    let mut at = from + len;
    // `A1:` answers `Q1:`.
    at += rest[at..].bytes().take(3).take_while(u8::is_ascii_digit).count();
    while rest[at..].starts_with(['*', '_']) {
        at += 1;
    }
    at += rest[at..].chars().next().filter(|c| matches!(c, ':' | '：'))?.len_utf8();
    loop {
        let here = &rest[at..];
        if let Some(len) = here.starts_with("</").then(|| tag_len(here)).flatten() {
            at += len;
        } else if here.starts_with("**") || here.starts_with("__") {
            at += 2;
        } else {
            break;
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_only_name_the_answer() {
        for lines in [
            "\n**A:**",
            "A1:",
            "> \n> Your answer:\n",
            "- Ans:",
            "### Response:",
            "\n#### Answer\n",
        ] {
            assert!(is_answer_label(lines), "{lines:?}");
        }
        for lines in ["", "A", "\n-", "TL;DR:", "A: no", "Response", "Evidence:", "No\nA:"] {
            assert!(!is_answer_label(lines), "{lines:?}");
        }
    }

    #[test]
    fn labels() {
        assert_eq!(answer_label("**A:** yes"), Some(6));
        assert_eq!(answer_label("A12: yes"), Some(4));
        assert_eq!(answer_label("<b>My Answer:</b>"), Some(17));
        assert_eq!(answer_label("Our answer: yes"), Some(11));
        assert_eq!(answer_label("Absolutely: yes"), None);
        assert_eq!(answer_label("Yes"), None);
        for (line, len) in
            [("Answer", 6), ("**Answer**", 10), ("Answer ##", 9), ("**Our answer** No", 14)]
        {
            assert_eq!(bare_label(line), Some(len), "{line}");
        }
        for line in
            ["Answers", "Answer unknown", "*Answer* No", "**Answer No**", "**Answered**", "No", ""]
        {
            assert_eq!(bare_label(line), None, "{line}");
        }
    }
}
