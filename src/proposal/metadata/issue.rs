//! References to issues as people write them.

use crate::proposal::evidence;
use std::ops::Range;

/// The references in `text`, in order: `#123`, `owner/repo#123`, `KEY-123`, URLs. What is none (TBD, `<issue>`, a lone
/// `#`) is left out.
pub(super) fn references(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '[' | ']')) {
        let start = at;
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        let trimmed = word.trim_start_matches(['(', '"', '\'', '<']);
        let start = start + (word.len() - trimmed.len());
        let trimmed = trimmed.trim_end_matches([')', '"', '\'', '>', '.', ':']);
        if is_reference(trimmed) && (!word.starts_with('<') || is_url(trimmed)) {
            found.push(start..start + trimmed.len());
        }
    }
    found
}

/// The entries of a list in brackets that YAML does not read as one, each with the issue that it is: `#1`, `"#2"`, and
/// `#3` for `3`; `None` where it is something else.
pub(super) fn entries(list: &str) -> Vec<(Range<usize>, Option<String>)> {
    let inner = list.trim_end().trim_start_matches('[').trim_end_matches(']');
    let mut at = list.len() - list.trim_start_matches('[').len();
    let mut found = Vec::new();
    for part in inner.split(',') {
        let is_around = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
        let entry = part.trim_matches(is_around);
        let start = at + (part.len() - part.trim_start_matches(is_around).len());
        at += part.len() + 1;
        if entry.is_empty() {
            continue;
        }
        let all = references(entry);
        let issue = match all.as_slice() {
            [only] if only.len() == entry.len() => Some(entry.to_owned()),
            [] if is_number(entry) => Some(format!("#{entry}")),
            _ => None,
        };
        found.push((start..start + entry.len(), issue));
    }
    found
}

/// Whether nothing but commas and the like stands between two references.
pub(super) fn only_separates(text: &str) -> bool {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '&' | '+');
    text.split(is_mark).all(|word| word.is_empty() || word.eq_ignore_ascii_case("and"))
}

/// Whether `word` is a number alone: an issue that lacks its `#`.
pub(super) fn is_number(word: &str) -> bool {
    !word.is_empty() && word.len() < 10 && word.bytes().all(|b| b.is_ascii_digit()) && word != "0"
}

/// Any key and any number is one here, for the field is there for nothing else. In prose `SHA-256` and `ISO-8601` are no
/// issues: `evidence/name.rs` wants more of them.
fn is_reference(word: &str) -> bool {
    is_url(word)
        || is_hash(word)
        || is_key(word)
        || is_path(word)
        || is_launchpad(word)
        || evidence::is_record(word)
}

/// `#123`, `repo#123`, `owner/repo#123`.
fn is_hash(word: &str) -> bool {
    let Some((repository, number)) = word.split_once('#') else { return false };
    is_number(number)
        && repository
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'))
}

/// `KEY-123`.
fn is_key(word: &str) -> bool {
    let Some((key, number)) = word.rsplit_once('-') else { return false };
    is_number(number)
        && key.len() > 1
        && key.starts_with(|c: char| c.is_ascii_uppercase())
        && key.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// `lp:123`.
fn is_launchpad(word: &str) -> bool {
    word.get(..3).is_some_and(|sign| sign.eq_ignore_ascii_case("lp:")) && is_number(&word[3..])
}

/// `owner/repo/issues/123`, with or without a host.
fn is_path(word: &str) -> bool {
    let parts: Vec<&str> = word.split('/').collect();
    matches!(parts.as_slice(), [.., _, "issues" | "pull", number] if is_number(number))
}

/// A URL with a host and something behind it, and no template's blank in it.
fn is_url(word: &str) -> bool {
    let lower = word.get(..8).unwrap_or(word).to_ascii_lowercase();
    let Some(rest) = ["https://", "http://"]
        .iter()
        .find_map(|scheme| lower.starts_with(scheme).then(|| &word[scheme.len()..]))
    else {
        return false;
    };
    let Some((host, path)) = rest.split_once('/') else { return false };
    host.contains(|c: char| c.is_alphanumeric())
        && !path.trim_matches('/').is_empty()
        && !rest.contains(['<', '>', '{', '}', '…'])
        && !rest.contains("...")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        references(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn what_is_a_reference() {
        assert_eq!(found("#123"), ["#123"]);
        assert_eq!(found("acme/app#7, #8; KEY_A-9"), ["acme/app#7", "#8", "KEY_A-9"]);
        assert_eq!(found("see #12 and (#13)."), ["#12", "#13"]);
        assert_eq!(
            found("<https://example.org/acme/app/issues/1> acme/app/issues/2"),
            ["https://example.org/acme/app/issues/1", "acme/app/issues/2"]
        );
        assert_eq!(found("[#1, #2]"), ["#1", "#2"]);
        assert_eq!(found("see INC0012345, SEC-2026-014."), ["INC0012345", "SEC-2026-014"]);
        assert_eq!(found("lp:2001 LP:2002 LP: #2003"), ["lp:2001", "LP:2002", "#2003"]);
        for nothing in [
            "",
            "#",
            "TBD",
            "none",
            "<issue>",
            "<#123>",
            "#TODO",
            "#0",
            "https://",
            "https://x/{issue}",
            "a-1",
            "KB5031234",
            "CVE-2026-1234",
            "2026-11-19",
            "SEC-2026-11-19",
            "INC",
            "é#é",
        ] {
            assert_eq!(found(nothing), [""; 0], "{nothing}");
        }
    }
}
