//! Where a prompt ends, and where the answer behind it may begin.

/// Whether what stands between two words leaves them in one phrase: no end of a sentence, no blank line.
pub(super) fn gap_fits(gap: &str, punctuated: bool) -> bool {
    // What nearly every gap is.
    if gap == " " {
        return true;
    }
    let breaks = gap.matches('\n').count().max(gap.matches('\r').count());
    breaks <= 1 && (punctuated || !gap.contains(['.', '?', '!', ':', ';', '|']))
}

/// The mark between two words that ends a question, where it has one: a question mark, a colon, a dash of its own.
pub(super) fn stop(gap: &str) -> Option<char> {
    // What nearly every gap is.
    if gap == " " {
        return None;
    }
    let is_dash = |c: char| matches!(c, '-' | '–' | '—');
    let is_stop = |c: char| matches!(c, '?' | '？' | ':' | '：' | '=' | '|');
    let dash = || (gap.contains(is_dash) && gap.contains(' ')).then_some('-');
    gap.chars().find(|&c| is_stop(c)).or_else(dash)
}

/// The prompt's end and where the answer may begin, when what follows `at` ends a prompt.
pub(super) fn delimiter(text: &str, at: usize, open: bool) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut i = at;
    let mut ended = open;
    // Closing emphasis, quotes, brackets and the question mark, in any order.
    let mut end = at;
    loop {
        match text[i..].chars().next() {
            Some(c @ ('*' | '_' | '`' | '"' | '”' | '’' | '\'' | '»' | '~' | ']' | '.')) => {
                // A full stop ends a prompt in a numbered or plain line only at the line's end.
                if c == '.' && !text[i + 1..].starts_with(['\n', '\r']) && i + 1 != text.len() {
                    break;
                }
                i += c.len_utf8();
                ended = true;
            }
            Some(c @ ('?' | '？')) => {
                i += c.len_utf8();
                end = i;
                ended = true;
            }
            // A question mark of its own behind one that has been is the answer.
            Some(' ') if end > at && text[i..].trim_start_matches(' ').starts_with('?') => break,
            Some(' ') if text[i..].trim_start_matches(' ').starts_with(['?', '*', ']']) => {
                i += text[i..].len() - text[i..].trim_start_matches(' ').len();
            }
            Some('<') => match tag_len(&text[i..]) {
                Some(len) => {
                    i += len;
                    ended = true;
                }
                None => break,
            },
            _ => break,
        }
    }
    // A hint in parentheses: "(yes/no)", "(issue #)".
    let after = i + (text[i..].len() - text[i..].trim_start_matches([' ', '\t']).len());
    if bytes.get(after) == Some(&b'(') {
        ended = true;
        if let Some(hint) = hint_len(&text[after..]) {
            i = after + hint;
            while let Some(c @ ('*' | '_' | '`' | ']' | '?')) = text[i..].chars().next() {
                i += c.len_utf8();
            }
        }
    }
    let after = i + (text[i..].len() - text[i..].trim_start_matches([' ', '\t']).len());
    match text[after..].chars().next() {
        None | Some('\n' | '\r' | '|') => Some((end, after)),
        Some(':') if ended && is_shortcode(&text[after..]) => Some((end, i)),
        Some(c @ (':' | '：' | '=')) if c != '=' || ended => {
            let mut i = after + c.len_utf8();
            while let Some(c @ ('*' | '_' | '`')) = text[i..].chars().next() {
                // Emphasis that closes right behind the colon: `**Question:** answer`.
                if text[i + 1..].starts_with(|n: char| n.is_alphanumeric()) {
                    break;
                }
                i += c.len_utf8();
            }
            while let Some(len) = text[i..].starts_with("</").then(|| tag_len(&text[i..])).flatten()
            {
                i += len;
            }
            Some((end, i))
        }
        Some('-' | '–' | '—' | '→') => {
            let dash = text[after..].chars().next()?;
            let mut next = after + dash.len_utf8();
            while text[next..].starts_with(['-', '>']) {
                next += 1;
            }
            let spaced = after > i
                || text[next..].starts_with([' ', '\t', '\n', '\r'])
                || next == text.len();
            if spaced { Some((end, next)) } else { ended.then_some((end, i)) }
        }
        Some(_) => ended.then_some((end, i)),
    }
}

/// The same where another mark stands than the question mark that was meant: "Is it wrong. No", "Is it wrong, no". Behind
/// a comma a sentence may go on: only what answers at once does not.
pub(super) fn slip(text: &str, at: usize) -> Option<(usize, usize)> {
    let behind = text.get(at + 1..)?;
    let is_open = behind.starts_with([' ', '\t', '*', '_']);
    let fits = match text.as_bytes().get(at)? {
        b'.' | b'!' => is_open || behind.is_empty() || behind.starts_with(['\n', '\r']),
        b',' => is_open && says_at_once(behind.trim_start_matches([' ', '\t', '*', '_'])),
        _ => false,
    };
    if !fits {
        return None;
    }
    delimiter(text, at + 1, true).map(|(_, rest)| (at, rest))
}

/// Whether a text begins with a yes or a no that is not the first word of something else: "no matter how".
fn says_at_once(text: &str) -> bool {
    let word = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let (word, rest) = text.split_at(word);
    let is = |answer: &str| word.eq_ignore_ascii_case(answer);
    let goes_on =
        rest.trim_start().starts_with(char::is_alphabetic) && !rest.starts_with(['\n', '\r']);
    is("yes") || is("no") && !goes_on
}

/// Whether a text begins with a sign by its name, as forges show it: `:x:`, `:white_check_mark:`.
fn is_shortcode(text: &str) -> bool {
    let name = text.strip_prefix(':').unwrap_or_default();
    let is_name =
        |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'+' | b'-');
    let len = name.bytes().take(40).take_while(is_name).count();
    let behind = name.get(len..).and_then(|rest| rest.strip_prefix(':'));
    len > 0 && behind.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}

/// The length of "(…)" when it is a hint to the author rather than the answer: it is followed by a colon or the end of
/// the line, and does not look like an answer of its own.
fn hint_len(text: &str) -> Option<usize> {
    let close = text.find([')', '\n', '\r'])?;
    if !text[close..].starts_with(')') {
        return None;
    }
    let inner = text[1..close].trim();
    let rest = text[close + 1..].trim_start_matches([' ', '\t', '*', '_', '`', ']', '?']);
    let ends = rest.is_empty() || rest.starts_with(['\n', '\r', '|']);
    let marked = rest.starts_with([':', '：', '-', '–', '—']);
    if !marked && answers(inner) {
        return None;
    }
    let asks =
        inner.contains(['/', '?', '#', '|']) || inner.contains(" or ") || inner.contains("e.g");
    (marked || asks || (ends && inner.split_whitespace().count() > 2)).then_some(close + 1)
}

/// Whether the words in a parenthesis behind a question answer it: a yes or no that is not one of a choice, an issue, an
/// address, a share.
fn answers(inner: &str) -> bool {
    if ["e.g", "such as", "ex."].iter().any(|word| inner.contains(word)) {
        return false;
    }
    let word = inner.find(|c: char| !c.is_alphanumeric()).unwrap_or(inner.len());
    let (word, behind) = inner.split_at(word);
    let says = |text: &str| ["yes", "no"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let next = behind.trim_start_matches(|c: char| !c.is_alphanumeric());
    let next = &next[..next.find(|c: char| !c.is_alphanumeric()).unwrap_or(next.len())];
    let ends = behind.trim_start();
    let decides = says(word)
        && !says(next)
        && (ends.is_empty() || ends.starts_with([',', ';', ':', '.', '!', '-', '–', '—']));
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let numbered = |(at, _): (usize, &str)| is_digit(inner[at + 1..].chars().next());
    let shared = |(at, _): (usize, &str)| is_digit(inner[..at].trim_end().chars().next_back());
    decides
        || inner.contains("://")
        || inner.match_indices('#').any(numbered)
        || inner.match_indices('%').any(shared)
}

/// The length of a simple HTML tag at the start of `text`.
pub fn tag_len(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let close = inner.bytes().take(200).position(|b| matches!(b, b'>' | b'<' | b'\n'))?;
    (inner.as_bytes()[close] == b'>').then_some(close + 2)
}
