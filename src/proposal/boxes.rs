//! Boxes in a line of an answer, in whichever format: `[x] Yes [ ] No`, `( ) Yes (x) No`, `☐ Yes ☒ No`.

use super::markdown::line;
use crate::source::Span;

/// A box in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its own bytes of the line.
    pub(super) at: Span,
    /// What stands behind it, up to the next box; trimmed.
    pub(super) label: Span,
    pub(super) ticked: bool,
    /// What stands behind the label and belongs to the answer, not to an empty box: empty where there is nothing.
    pub(super) behind: Span,
}

/// The boxes of a line of an answer, in order.
pub(super) fn find(text: &str) -> Vec<Found> {
    if !may_have_any(text) {
        return Vec::new();
    }
    let mut marks = squares(text);
    // Those that stand behind words are what the words are about.
    let leads = |marks: &[(Span, bool)]| {
        marks.first().is_some_and(|(at, _)| !text[..at.start].contains(char::is_alphanumeric))
    };
    for others in [rounds(text), signs(text)] {
        if leads(&others) {
            marks.extend(others);
        }
    }
    marks.sort_unstable_by_key(|(at, _)| at.start);
    let any_ticked = marks.iter().any(|(_, ticked)| *ticked);
    let label = |index: usize, from: usize, ticked: bool| {
        let end = marks.get(index + 1).map_or(text.len(), |next| next.0.start);
        let words = &text[from..end];
        let ends = [" – ", " — ", " - ", "; ", ": ", ", ", ". ", " ("];
        let cut = ends.iter().filter_map(|mark| words.find(mark)).chain(yes_or_no(words)).min();
        // All of the form is in one line, and so is what is said of it.
        let cut = cut.filter(|_| any_ticked && !ticked && index + 1 == marks.len());
        let behind = Span::new(from + cut.unwrap_or(words.len()), end);
        let words = words[..cut.unwrap_or(words.len())]
            .trim_end_matches(['-', '*', ' ', '\t', '/', '|', '·', ',']);
        let lead = words.len() - words.trim_start().len();
        (Span::new(from + lead, from + words.len()), behind)
    };
    let found = marks.iter().enumerate().map(|(index, &(at, ticked))| {
        let (label, behind) = label(index, at.end, ticked);
        Found { at, label, ticked, behind }
    });
    found.collect()
}

/// Whether there may be boxes in a text: nearly every one has none.
pub(super) fn may_have_any(text: &str) -> bool {
    memchr::memchr2(b'[', b'(', text.as_bytes()).is_some() || !text.is_ascii()
}

/// Whether a text begins with a box, whatever stands in the rest of its lines: `☒ No` is one of a list of them.
pub(super) fn leads(text: &str) -> bool {
    let is_blank = |words: &str| !words.contains(char::is_alphanumeric);
    text.trim_start().starts_with(['☐', '⬜', '□', '☑', '☒', '🗹'])
        || find(text).first().is_some_and(|first| is_blank(&text[..first.at.start]))
}

/// What Jira's marks say where they are all that is said: a tick, a cross, and an exclamation, which says nothing.
pub(super) fn jira_mark(text: &str) -> Option<&'static str> {
    match text.trim() {
        "(/)" => Some("Yes"),
        "(x)" => Some("No"),
        "(!)" => Some(""),
        _ => None,
    }
}

/// Where "Yes" or "No" ends that a label begins with.
fn yes_or_no(label: &str) -> Option<usize> {
    let words = label.trim_start();
    let end = words.find(|c: char| !c.is_alphanumeric()).unwrap_or(words.len());
    let said = ["yes", "no"].iter().any(|word| word.eq_ignore_ascii_case(&words[..end]));
    said.then_some(label.len() - words.len() + end)
}

/// How a box is written that is ticked, and otherwise as `text` is.
pub(crate) fn ticked_as(text: &str) -> &'static str {
    match text.chars().next() {
        Some('(') => "(x)",
        Some('[') | None => "[x]",
        Some(_) => "☑",
    }
}

/// The same, not ticked.
pub(crate) fn empty_as(text: &str) -> &'static str {
    match text.chars().next() {
        Some('(') => "( )",
        Some('[') | None => "[ ]",
        Some(_) => "☐",
    }
}

/// `[x]` and `[ ]`, in any spacing.
fn squares(text: &str) -> Vec<(Span, bool)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = memchr::memchr(b'[', &text.as_bytes()[from..]).map(|i| from + i) {
        let free =
            !text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, ']' | '!' | '`'));
        match line::tick_len(&text[at..]).filter(|_| free) {
            Some(len) => {
                found.push((Span::new(at, at + len), line::is_ticked(&text[at..at + len])));
                from = at + len;
            }
            None => from = at + 1,
        }
    }
    found
}

/// `( )`, and `(x)` beside one or at the beginning of the line: elsewhere it is a name.
fn rounds(text: &str) -> Vec<(Span, bool)> {
    let mut found = Vec::new();
    for at in memchr::memchr_iter(b'(', text.as_bytes()) {
        let inner = &text[at + 1..];
        let Some(close) = inner.bytes().take(4).position(|b| b == b')') else { continue };
        let free = text[..at].chars().next_back().is_none_or(char::is_whitespace);
        let alone = inner[close + 1..].chars().next().is_none_or(char::is_whitespace);
        let ticked = match &inner[..close] {
            "x" | "X" | "*" | "•" => true,
            blank if !blank.is_empty() && blank.trim().is_empty() => false,
            _ => continue,
        };
        if free && alone {
            found.push((Span::new(at, at + close + 2), ticked));
        }
    }
    let any_empty = found.iter().any(|(_, ticked)| !ticked);
    let leads = |at: Span| text[..at.start].trim_matches(['-', '*', ' ', '\t']).is_empty();
    found.retain(|(at, ticked)| !ticked || any_empty || leads(*at));
    found
}

/// `☐` and `☒` where both kinds stand in the line; one alone is a sign like others.
fn signs(text: &str) -> Vec<(Span, bool)> {
    if text.is_ascii() {
        return Vec::new();
    }
    let found: Vec<(Span, bool)> = text
        .char_indices()
        .filter_map(|(at, c)| {
            let ticked = match c {
                '☐' | '⬜' | '□' => false,
                '☑' | '☒' | '🗹' | '✅' | '✔' | '■' => true,
                _ => return None,
            };
            let end = at + c.len_utf8();
            let variant = text[end..].chars().next().filter(|c| *c == '\u{fe0f}');
            Some((Span::new(at, end + variant.map_or(0, char::len_utf8)), ticked))
        })
        .collect();
    let both = found.iter().any(|one| one.1) && found.iter().any(|one| !one.1);
    if both { found } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let one = |found: Found| {
            let sign = if found.ticked { '+' } else { '-' };
            let behind = text[found.behind.range()].trim();
            let behind = if behind.is_empty() { String::new() } else { format!(" | {behind}") };
            format!("{sign}{}{behind}", &text[found.label.range()])
        };
        find(text).into_iter().map(one).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn boxes_of_every_kind() {
        for (text, expected) in [
            ("[x] Yes [ ] No", "+Yes, -No"),
            ("[x] Yes / [ ] No", "+Yes, -No"),
            ("[x] Yes [ ] No – see #512", "+Yes, -No | – see #512"),
            ("[ ] No - the results are right", "-No - the results are right"),
            ("☒ Yes ☐ No (#12)", "+Yes, -No | (#12)"),
            ("☒ Yes ☐ No. See #12.", "+Yes, -No | . See #12."),
            ("☒ Yes ☐ No 40% of users", "+Yes, -No | 40% of users"),
            ("(x) Yes ( ) No, see #12", "+Yes, -No | , see #12"),
            ("Yes, the form shows ☑ where ☐ was saved", ""),
            ("Yes, (x) and ( ) are swapped", ""),
            ("Yes: ✅ Linux ☐ Windows, test_merge passes", ""),
            ("[ ] Yes [x] No: see #512", "-Yes, +No: see #512"),
            ("( ) Yes (x) No", "-Yes, +No"),
            ("(X) Yes", "+Yes"),
            ("( ) Yes", "-Yes"),
            ("f( ) and f(x)", ""),
            ("we set (x) to 3", ""),
            ("(x, y) differ", ""),
            ("☐ Yes ☒ No", "-Yes, +No"),
            ("☑\u{fe0f} common ☐ edge case", "+common, -edge case"),
            ("☒ No", ""),
            ("✅ Yes", ""),
            ("", ""),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
