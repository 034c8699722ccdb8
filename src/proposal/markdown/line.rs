//! The beginning of a line: markers before its first word.

use super::numbering::{blank_after, is_bare, is_bound, is_lettered, number, numbering_len};
use crate::proposal::inline::struck;
use crate::proposal::lexicon::tag_len;
use crate::source::Span;

/// What stands before the first word of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::proposal) struct LineStart {
    /// First byte of the words, or the line's end.
    pub(super) at: usize,
    /// First byte behind the block markers (quotes, bullets, hashes), before boxes and emphasis.
    pub(in crate::proposal) content: usize,
    /// Columns before the first list marker or word, quote markers not counted.
    pub(in crate::proposal) indent: usize,
    /// The number of a numbered item, 0 for a bullet.
    pub(in crate::proposal) item: Option<u32>,
    /// The box of a task list, and whether it is ticked.
    pub(in crate::proposal) tick: Option<(Span, bool)>,
    /// How many `#`, for a heading with or without the space behind them.
    pub(super) hashes: u8,
    /// Whether `>` stands before it.
    pub(in crate::proposal) quoted: bool,
    /// Whether the words stand in square brackets: `[key]: value`.
    pub(super) bracket: bool,
    /// Whether they begin with emphasis or a tag.
    pub(super) strong: bool,
    /// Where what is struck out ends, if it begins before them.
    pub(super) struck: Option<usize>,
}

/// How many blanks stand before the first word of a line that plainly has no markers, as most have none: it begins with
/// a letter that begins no "Question 3:" and no "a)", or with a number that counts no items.
#[inline]
pub(super) fn plain_indent(line: &[u8]) -> Option<usize> {
    let blanks = line.iter().take_while(|&&b| b == b' ').count();
    let plain = match line.get(blanks)? {
        b'q' | b'Q' => false,
        b'h' => wiki_level(&line[blanks..]).is_none(),
        b'0'..=b'9' => {
            let behind = line[blanks..].iter().find(|b| !b.is_ascii_digit());
            !matches!(behind, Some(b'.' | b')' | b'\\'))
        }
        b => b.is_ascii_alphabetic() && !is_lettered(&line[blanks..]),
    };
    plain.then_some(blanks)
}

/// The level of a heading as Jira has it: `h3. Question`.
fn wiki_level(line: &[u8]) -> Option<u8> {
    match *line {
        [b'h', level @ b'1'..=b'6', b'.', b' ', ..] => Some(level - b'0'),
        _ => None,
    }
}

/// Reads the markers at the start of `line`.
pub(in crate::proposal) fn start(text: &str, line: Span) -> LineStart {
    let mut found = LineStart { at: line.start, content: line.start, ..LineStart::default() };
    let end = line.end;
    if let Some(indent) = plain_indent(&text.as_bytes()[line.range()]) {
        let at = line.start + indent;
        return LineStart { at, content: at, indent, ..found };
    }
    let mut i = line.start;
    // Block markers.
    loop {
        let rest = &text[i..end];
        let first = rest.chars().next();
        match first {
            Some(' ') => {
                i += 1;
                found.indent += usize::from(found.item.is_none());
            }
            Some('\t') => {
                i += 1;
                if found.item.is_none() {
                    found.indent += 4 - found.indent % 4;
                }
            }
            Some('\u{feff}' | '\u{a0}') => i += first.map_or(0, char::len_utf8),
            // `>3` is more than three, and `>3. ` a quoted item.
            Some('>') if is_bound(&rest[1..]) => break,
            Some('>') => {
                i += 1;
                found.quoted = true;
                if found.item.is_none() {
                    found.indent = 0;
                }
            }
            Some(c @ ('-' | '*' | '+' | '•' | '‣' | '◦' | '·'))
                if blank_after(rest, c.len_utf8()) =>
            {
                i += c.len_utf8();
                found.item = Some(0);
            }
            Some('#') => {
                let hashes = rest.bytes().take_while(|&b| b == b'#').count();
                let next = rest[hashes..].chars().next();
                let heading = hashes <= 6
                    && found.item.is_none()
                    && next.is_none_or(|c| !c.is_ascii_digit() && c != '<');
                if !heading {
                    break;
                }
                found.hashes = hashes as u8;
                i += hashes;
            }
            Some('h') if found.item.is_none() => {
                let Some(level) = wiki_level(rest.as_bytes()) else { break };
                found.hashes = level;
                i += "h1.".len();
            }
            Some(c) if c.is_ascii_digit() || c == '(' => match number(rest) {
                // "26.10 is affected" says something of 26.10.
                Some((len, _)) if is_bare(&rest[..len], &rest[len..]) => break,
                Some((len, value)) => {
                    i += len;
                    found.item = Some(value);
                }
                None => break,
            },
            _ => break,
        }
        if found.hashes > 0 && !text[i..end].starts_with([' ', '\t']) {
            break;
        }
    }
    found.content = i.min(end);
    // What may still stand before the words.
    loop {
        let rest = &text[i..end];
        let Some(c) = rest.chars().next() else { break };
        if matches!(c, '~' | '<') && found.struck.is_none() {
            found.struck = struck::len(rest).map(|len| i + len);
        }
        if let Some(len) = tick_len(rest) {
            found.tick = Some((Span::new(i, i + len), is_ticked(&rest[..len])));
            i += len;
        } else if let Some(len) = tag_len(rest) {
            found.strong = true;
            i += len;
        } else if matches!(c, '*' | '_' | '~' | '`') {
            found.strong = true;
            i += 1;
        } else if matches!(c, '"' | '“' | '‘' | '\'' | '«' | '|' | ' ' | '\t' | '\u{a0}' | '→')
        {
            i += c.len_utf8();
        } else if c == '[' {
            found.bracket = true;
            i += 1;
        } else if let Some(len) = numbering_len(rest) {
            // `**1. Question**`
            i += len;
        } else {
            break;
        }
    }
    found.at = i.min(end);
    found
}

/// `text` without what a line is read without: `1. Are orders lost?`, `Q3: Why?`, `a) Where?`.
pub(crate) fn behind_numbering(text: &str) -> &str {
    let start = start(text, Span::new(0, text.len()));
    let words = text.get(start.at..).unwrap_or_default();
    if words.contains(char::is_alphanumeric) { words } else { text }
}

/// Whether a line, trimmed, is a rule across the page, `---`, or what underlines a heading.
pub(in crate::proposal) fn is_rule(words: &str) -> bool {
    let Some(&mark) = words.as_bytes().first() else { return false };
    matches!(mark, b'-' | b'=' | b'*' | b'_')
        && words.len() >= 3
        && words.bytes().all(|b| b == mark || b == b' ')
}

/// The length of a box at the start of `rest`: brackets with nothing, blanks or a tick in them, and a blank or the end
/// behind it.
pub(crate) fn tick_len(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('[')?;
    let close = inner.bytes().take(8).position(|b| b == b']')?;
    let mark = inner[..close].trim();
    let fits = matches!(mark, "" | "x" | "X" | "✓" | "✔" | "✔️" | "✅" | "*" | "v" | "V");
    (fits && (close > 0 || inner[1..].starts_with([' ', '\t'])) && blank_after(inner, close + 1))
        .then_some(close + 2)
}

/// The first box in what stands before a question.
pub(crate) fn tick_in(prefix: &str) -> Option<Span> {
    let boxed = |(at, _)| Some(Span::new(at, at + tick_len(&prefix[at..])?));
    prefix.match_indices('[').find_map(boxed)
}

/// Whether the text of a box says it is ticked.
pub(in crate::proposal) fn is_ticked(text: &str) -> bool {
    !text.trim_matches(['[', ']', ' ', '\t', '\u{a0}']).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> &str {
        &text[start(text, Span::new(0, text.len())).at..]
    }

    #[test]
    fn markers_are_stripped() {
        for line in [
            "Is it?",
            "  - **Is it?",
            "> Is it?",
            ">> * Is it?",
            "##Is it?",
            "### 1. Is it?",
            "1) Is it?",
            "**1. Is it?",
            "- [ X] Is it?",
            "- [x ] Is it?",
            "**Q:** Is it?",
            "Q3. Is it?",
            "Q3 - Is it?",
            "Question 3 – Is it?",
            "[Is it?",
            "[ Is it?",
            "<summary><b>Is it?",
            "2.3 Is it?",
            "a) Is it?",
            "B. Is it?",
            "- (c) Is it?",
            "### iv) Is it?",
            ">1. Is it?",
            ">2) Is it?",
            "• Is it?",
            "\u{feff}Is it?",
        ] {
            assert_eq!(words(line), "Is it?", "{line}");
        }
        assert_eq!(words("#123 is it"), "#123 is it");
        assert_eq!(words("26.10 is it"), "26.10 is it".trim_start_matches("26.10 "));
        assert_eq!(words("**bold** - x"), "bold** - x");
        for line in [
            "I.e. is it",
            "Vi) is it".trim_start_matches("Vi) "),
            "a.b is it",
            "mix. Is it",
            ">3",
            ">=3 is it",
        ] {
            assert_eq!(words(line), line);
        }
    }

    #[test]
    fn a_number_with_a_dot_in_it_counts_no_items() {
        for line in ["26.10", "26.10 ", "26.10 is affected", "1.0 (the old one)", "- 1.5 hours"] {
            let start = start(line, Span::new(0, line.len()));
            assert_eq!(line[start.content..].trim(), line.trim_start_matches("- ").trim());
            assert!(start.item.is_none_or(|number| number == 0), "{line}");
        }
        for (line, item) in [("26.10 Is it?", 26), ("1. x", 1), ("2.1) x", 2), ("(3) x", 3)] {
            assert_eq!(start(line, Span::new(0, line.len())).item, Some(item), "{line}");
        }
    }

    #[test]
    fn prompts_lose_their_numbering_and_nothing_else() {
        for prompt in [
            "1. Is it?",
            "2) Is it?",
            "(3) Is it?",
            "1.1 Is it?",
            "A. Is it?",
            "b) Is it?",
            "iv) Is it?",
            "Q1: Is it?",
            "Question 2: Is it?",
        ] {
            assert_eq!(behind_numbering(prompt), "Is it?", "{prompt}");
        }
        for prompt in [
            "Is it 1. or 2.?",
            "3 or more customers?",
            "24 hours old?",
            "100% down?",
            "1st line?",
            "#1 customer?",
            "Q1 figures wrong?",
            "A customer?",
            "Step 1: done?",
            "E.g. is it?",
            "2FA broken?",
            "3-day delay?",
            "1.",
            "問題か？",
        ] {
            assert_eq!(behind_numbering(prompt), prompt);
        }
    }

    #[test]
    fn boxes() {
        for (text, ticked) in
            [("[x] a", true), ("[ ] a", false), ("[ X] a", true), ("[x ]", true), ("[] a", false)]
        {
            let len = tick_len(text).unwrap();
            assert_eq!(is_ticked(&text[..len]), ticked, "{text}");
        }
        assert_eq!(tick_len("[y](z)"), None);
        assert_eq!(tick_len("[x](z)"), None);
    }
}
