//! A page of documentation, written in Markdown, for a terminal.

use super::Look;
use anstyle::{AnsiColor, Effects, Style};
use std::fmt::Write as _;

const HEADING: Style = Style::new().effects(Effects::BOLD.insert(Effects::UNDERLINE));
const CODE: Style = AnsiColor::Cyan.on_default();

/// The widest a paragraph is set.
const WIDEST: usize = 100;

/// The page with headings and code set off, its paragraphs as wide as the terminal. Where there is none it stays the
/// Markdown it is: that is made to be read, too.
pub fn rendered(page: &str, look: Look) -> String {
    let page = look.width.map_or_else(|| page.to_owned(), |width| set(page, width.min(WIDEST)));
    if look.styled { styled(&page) } else { page }
}

/// The page with its paragraphs and items broken to `width`; code, headings and tables stay.
fn set(page: &str, width: usize) -> String {
    let mut out = String::with_capacity(page.len());
    let mut words: Vec<&str> = Vec::new();
    let mut indent = 0;
    let mut fenced = false;
    for line in page.lines() {
        let body = line.trim_start();
        let fence = body.starts_with("```");
        let is_item = body.starts_with("- ");
        let stays = fence
            || fenced
            || body.is_empty()
            || body.starts_with(['#', '|'])
            || (line.starts_with("    ") && words.is_empty());
        if stays || is_item {
            flush(&mut words, indent, width, &mut out);
        }
        if fence {
            fenced = !fenced;
        }
        if stays {
            out.push_str(line);
            out.push('\n');
        } else {
            if is_item || words.is_empty() {
                indent = line.len() - body.len() + if is_item { 2 } else { 0 };
                out.push_str(&" ".repeat(line.len() - body.len()));
            }
            words.extend(body.split_whitespace());
        }
    }
    flush(&mut words, indent, width, &mut out);
    out
}

/// Writes the words of a paragraph whose first line has its indent already.
fn flush(words: &mut Vec<&str>, indent: usize, width: usize, out: &mut String) {
    // The bullet of an item hangs before its words.
    let mut column = if words.first() == Some(&"-") { indent.saturating_sub(2) } else { indent };
    for (index, word) in words.iter().enumerate() {
        let length = word.chars().count();
        if index > 0 && column + 1 + length > width {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            column = indent;
        } else if index > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    if !words.is_empty() {
        out.push('\n');
        words.clear();
    }
}

fn styled(page: &str) -> String {
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

    fn look(styled: bool, width: Option<usize>) -> Look {
        Look { styled, width, ..Look::default() }
    }

    #[test]
    fn what_is_set_off() {
        let page = "# Title\nUse `x` or a ` here\n```\ncode\n```\n";
        assert_eq!(rendered(page, look(false, None)), page);
        let plain =
            |page| anstream::adapter::strip_str(&rendered(page, look(true, None))).to_string();
        assert_eq!(plain(page), "Title\nUse `x` or a ` here\n    code\n");
        assert_eq!(plain("a `b` c"), "a b c\n");
    }

    #[test]
    fn paragraphs_are_set() {
        let page = "# A title that is long\n\none two\nthree four\n\n- an item that is long\n- x\n\n```\nlong code stays\n```\n";
        let expected = "# A title that is long\n\none two\nthree four\n\n- an item\n  that is\n  long\n- x\n\n```\nlong code stays\n```\n";
        assert_eq!(rendered(page, look(false, Some(10))), expected);
    }
}
