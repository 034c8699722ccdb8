//! What a fix changes, as a unified diff.

use anstyle::{AnsiColor, Style};
use similar::TextDiff;
use std::fmt::Write as _;

/// The change from `before` to `after` in the form that `patch -p1` and `git apply` take. `styled` is for a terminal:
/// coloured, and with everything escaped that a terminal would act upon.
pub(in crate::cli) fn unified(path: &str, before: &str, after: &str, styled: bool) -> String {
    let diff = TextDiff::from_lines(before, after);
    let (old, new) = (format!("a/{path}"), format!("b/{path}"));
    let plain = diff.unified_diff().context_radius(3).header(&old, &new).to_string();
    if !styled {
        return plain;
    }
    let mut out = String::with_capacity(plain.len() + 64);
    for line in plain.lines() {
        let style = match line.as_bytes().first() {
            Some(b'+') => AnsiColor::Green.on_default(),
            Some(b'-') => AnsiColor::BrightRed.on_default(),
            Some(b'@') => AnsiColor::Cyan.on_default(),
            _ => Style::new(),
        };
        let _ = writeln!(out, "{style}{}{style:#}", crate::report::escape::line(line));
    }
    out
}
