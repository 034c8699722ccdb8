//! Edits: a text that is changed place by place is the same as a new one, and so is what is said of it.
//!
//! The input is a document, a NUL, and edits: a place and a length of two bytes each, and a text up to the next NUL.
#![no_main]

use hotfix_lint::assess::assess;
use hotfix_lint::proposal::Format;
use hotfix_lint::source::{Source, Span};
use hotfix_lint_fuzz::{context, edited, place, text};

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
        known = edited(&mut source, format, &known, Span::new(start, end), typed);
    }
});
