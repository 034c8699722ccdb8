//! What numbers lines: `1.`, `a)`, `(3)`, `Q3:`.

/// Whether a line may begin with `a)`, `B.` or `iv)`.
#[inline]
pub(super) fn is_lettered(line: &[u8]) -> bool {
    match *line {
        [_, b'.' | b')', ..] => true,
        [b'i' | b'v' | b'x' | b'I' | b'V' | b'X', b'i' | b'v' | b'x' | b'I' | b'V' | b'X', ..] => {
            letter(line).is_some()
        }
        _ => false,
    }
}

/// The length of `a)`, `B.`, `(c)`, `iv)` with which an item is told apart.
pub(super) fn letter(rest: &[u8]) -> Option<usize> {
    let open = usize::from(rest.first() == Some(&b'('));
    let letters = rest[open..].iter().take(5).take_while(|b| b.is_ascii_alphabetic()).count();
    let name = &rest[open..open + letters];
    let roman = name.iter().all(|b| matches!(b | 0x20, b'i' | b'v' | b'x'));
    let closed = match rest.get(open + letters) {
        Some(b')') => true,
        Some(b'.') => open == 0,
        _ => false,
    };
    let alone = rest.get(open + letters + 1).is_none_or(|b| matches!(b, b' ' | b'\t'));
    ((letters == 1 || roman && letters > 0) && closed && alone).then_some(open + letters + 1)
}

/// Whether a number begins that counts no item, behind `>`.
pub(super) fn is_bound(rest: &str) -> bool {
    let number = rest.trim_start_matches('=');
    number.starts_with(|c: char| c.is_ascii_digit()) && self::number(number).is_none()
}

/// Whether a number that nothing closes, `26.10`, is the line's words rather than their numbering: `26.10 Is it?`.
pub(super) fn is_bare(number: &str, behind: &str) -> bool {
    number.ends_with(|c: char| c.is_ascii_digit())
        && !behind.trim_start().starts_with(char::is_uppercase)
}

pub(super) fn blank_after(rest: &str, len: usize) -> bool {
    rest[len..].chars().next().is_none_or(char::is_whitespace)
}

/// The length and value of `1.`, `1)`, `(1)` with the blank behind it.
pub(super) fn number(rest: &str) -> Option<(usize, u32)> {
    let inner = rest.strip_prefix('(').unwrap_or(rest);
    let open = rest.len() - inner.len();
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 4 {
        return None;
    }
    let value = inner[..digits].parse().ok()?;
    // `3.2.1 Question` numbers a question, too.
    let mut len = open + digits;
    while rest[len..].starts_with('.') {
        let more = rest[len + 1..].bytes().take_while(u8::is_ascii_digit).count();
        if more == 0 || more > 4 {
            break;
        }
        len += 1 + more;
    }
    let closed =
        if open > 0 { rest[len..].starts_with(')') } else { rest[len..].starts_with(['.', ')']) };
    if !closed && len == open + digits {
        return None;
    }
    let len = len + usize::from(closed);
    blank_after(rest, len).then_some((len, value))
}

/// The length of what numbers a question: `1.`, `a)`, `Q3:`.
pub(super) fn numbering_len(rest: &str) -> Option<usize> {
    let line = rest.as_bytes();
    match line.first()? {
        b'q' | b'Q' => question_label(rest).or_else(|| letter(line)),
        b'0'..=b'9' | b'(' => number(rest).map(|(len, _)| len).or_else(|| letter(line)),
        // Nearly always the first letter of a word.
        _ => is_lettered(line).then(|| letter(line)).flatten(),
    }
}

/// The length of `Q:`, `Q3.`, `Question 3:` with the blanks behind it.
pub(crate) fn question_label(rest: &str) -> Option<usize> {
    let word = rest.find(|c: char| !c.is_ascii_alphabetic())?;
    let name = &rest[..word];
    if !(name.eq_ignore_ascii_case("q") || name.eq_ignore_ascii_case("question")) {
        return None;
    }
    let after = rest[word..].trim_start_matches([' ', '#']);
    let number = after.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = number.trim_start_matches(['*', '_']);
    let is_numbered = number.len() < after.len();
    let dash = || {
        let behind = behind.strip_prefix(' ').filter(|_| is_numbered)?;
        behind.strip_prefix(['-', '–', '—']).filter(|words| words.starts_with(' '))
    };
    let closed = behind.strip_prefix([':', '.', ')']).or_else(dash)?;
    let closed = closed.trim_start_matches(['*', '_']);
    Some(rest.len() - closed.trim_start_matches([' ', '\t']).len())
}
