//! A page of documentation, written in Markdown, for a terminal.

use anstyle::{AnsiColor, Effects, Style};
use std::fmt::Write as _;

const HEADING: Style = Style::new().effects(Effects::BOLD.insert(Effects::UNDERLINE));
const CODE: Style = AnsiColor::Cyan.on_default();

/// The page with headings and code set off. Without `styled` it stays the Markdown it is: that is made to be read.
pub fn styled(page: &str, styled: bool) -> String {
    if !styled {
        return page.to_owned();
    }
    let mut out = String::with_capacity(page.len() + 256);
    let mut fenced = false;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            let _ = writeln!(out, "    {CODE}{line}{CODE:#}");
        } else if line.starts_with('#') {
            let _ = writeln!(out, "{HEADING}{}{HEADING:#}", line.trim_start_matches('#').trim());
        } else {
            inline_code(line, &mut out);
            out.push('\n');
        }
    }
    out
}

fn inline_code(line: &str, out: &mut String) {
    let parts: Vec<&str> = line.split('`').collect();
    // An odd backtick out is a character like others.
    let paired = parts.len() % 2 == 1;
    for (index, part) in parts.iter().enumerate() {
        if paired && index % 2 == 1 {
            let _ = write!(out, "{CODE}{part}{CODE:#}");
        } else {
            if index > 0 && !paired {
                out.push('`');
            }
            out.push_str(part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_off() {
        let page = "# Title\nUse `x` or a ` here\n```\ncode\n```\n";
        assert_eq!(styled(page, false), page);
        let seen = anstream::adapter::strip_str(&styled(page, true)).to_string();
        assert_eq!(seen, "Title\nUse `x` or a ` here\n    code\n");
        assert_eq!(anstream::adapter::strip_str(&styled("a `b` c", true)).to_string(), "a b c\n");
    }
}
