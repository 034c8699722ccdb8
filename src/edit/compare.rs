//! What makes one text of another, in whole lines.

use super::Edit;
use crate::source::Span;
use imara_diff::{Algorithm, Diff, InternedInput};

/// The lines of `before` to replace so that it becomes `after`, as edits in the order of the text, none of which touches
/// the next. Few lines, not always the fewest: of texts that differ much the fewest would take too long to find.
pub fn changes(before: &str, after: &str) -> Vec<Edit> {
    let input = InternedInput::new(before, after);
    let diff = Diff::compute(Algorithm::Myers, &input);
    let (old, new) = (starts(before), starts(after));
    let edit = |hunk: imara_diff::Hunk| {
        let start = |starts: &[usize], line: u32| starts[line as usize];
        let old = Span::new(start(&old, hunk.before.start), start(&old, hunk.before.end));
        Edit::replace(old, &after[start(&new, hunk.after.start)..start(&new, hunk.after.end)])
    };
    diff.hunks().map(edit).collect()
}

/// Where each line of a text starts, and where the last one ends, in bytes. A line ends behind its `\n`.
pub fn starts(text: &str) -> Vec<usize> {
    let ends = text.split_inclusive('\n').scan(0, |end, line| {
        *end += line.len();
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;

    #[test]
    fn changes_lead_from_one_text_to_the_other() {
        let texts = [
            "",
            "a\n",
            "a",
            "a\nb\nc\n",
            "a\nx\nc\n",
            "b\nc",
            "\n\n",
            "a\r\nb\r\n",
            "x\na\nb\nc\nx\n",
            "é\r😀\r",
            "b\r\nc\nd",
        ];
        for before in texts {
            for after in texts {
                let edits = changes(before, after);
                assert_eq!(apply(before, &edits).as_deref(), Some(after), "{before:?} {after:?}");
                let touch = |two: &[Edit]| two[0].span.end >= two[1].span.start;
                assert!(!edits.windows(2).any(touch), "{before:?} {after:?}");
            }
        }
        assert_eq!(changes("a\nb\nc\n", "a\nx\nc\n").len(), 1);
        assert!(changes("a\n", "a\n").is_empty());
    }
}
