//! What a fix changes, as a unified diff.

use crate::report::{Look, escape};
use anstyle::{AnsiColor, Style};
use similar::TextDiff;
use std::fmt::Write as _;

/// The change from `before` to `after` in the form that `patch -p1` and `git apply` take; on a terminal or in colours with
/// everything escaped that a terminal would act upon.
pub(in crate::cli) fn unified(path: &str, before: &str, after: &str, look: Look) -> String {
    let diff = TextDiff::from_lines(before, after);
    let (old, new) = (format!("a/{path}"), format!("b/{path}"));
    let plain = diff.unified_diff().context_radius(3).header(&old, &new).to_string();
    if !look.styled && !look.terminal {
        return plain;
    }
    let mut out = String::with_capacity(plain.len() + 64);
    for line in plain.lines() {
        let style = match line.as_bytes().first() {
            _ if !look.styled => Style::new(),
            Some(b'+') => AnsiColor::Green.on_default(),
            Some(b'-') => AnsiColor::BrightRed.on_default(),
            Some(b'@') => AnsiColor::Cyan.on_default(),
            _ => Style::new(),
        };
        let _ = writeln!(out, "{style}{}{style:#}", escape::line(line));
    }
    out
}
