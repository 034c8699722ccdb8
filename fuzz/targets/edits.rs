//! Edits: a text that is changed place by place is the same as a new one, and so is what is said of it.
//!
//! The input is a document, a NUL, and edits: a place and a length of two bytes each, and a text up to the next NUL.
#![no_main]

use hotfix_lint::assess::{Assessment, assess, assess_with};
use hotfix_lint::proposal::Format;
use hotfix_lint::source::{Source, Span};
use hotfix_lint_fuzz::{context, text};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((&kind, rest)) = data.split_first() else { return };
    let Some(text) = text(rest) else { return };
    let format = if kind % 2 == 0 { Format::Markdown } else { Format::Yaml };
    let mut parts = text.split('\0');
    let mut source = Source::new(parts.next().unwrap_or_default());
    let mut known = assess(&source, &context(format));
    for part in parts.take(8) {
        let boundary = |mut at: usize| {
            while !part.is_char_boundary(at) {
                at += 1;
            }
            at
        };
        let numbers = part.as_bytes();
        let number = |at: usize| numbers.get(at).map_or(0, |&byte| usize::from(byte));
        let start = place(&source, number(0) * 32 + number(1));
        let end = place(&source, start + number(2)).max(start);
        let typed = &part[boundary(part.len().min(3))..];
        let before = source.clone();
        source.replace(Span::new(start, end), typed);
        let fresh = Source::new(source.text());
        assert_eq!(source, fresh);
        let after = assess_with(&source, &context(format), Some((&before, &known)));
        is_same(&after, &assess(&fresh, &context(format)));
        known = after;
    }
});

fn place(source: &Source, at: usize) -> usize {
    let mut at = at % (source.text().len() + 1);
    while !source.text().is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn is_same(a: &Assessment, b: &Assessment) {
    assert_eq!(a.findings, b.findings);
    assert_eq!(a.waived, b.waived);
    assert_eq!(a.verdict, b.verdict);
    assert_eq!(format!("{:?}", a.proposal), format!("{:?}", b.proposal));
}
