//! Writing one YAML scalar so that every reader gets back the text that was meant.

use crate::proposal::yaml_tree::ScalarStyle;

/// `text` as YAML, on one line, in `style` where that can hold it.
///
/// Plain stays plain unless a reader of YAML 1.1 or 1.2 would retype it (`26.10`, `yes`, `~`) or take a part of it for
/// syntax; then `quotes` ([`ScalarStyle::Single`] or [`ScalarStyle::Double`]) are used. Dates stay plain: they are dates.
/// `flow` says that the scalar stands inside of brackets, where commas and brackets are syntax as well.
pub fn write(text: &str, style: ScalarStyle, quotes: ScalarStyle, flow: bool) -> String {
    let style = match style {
        ScalarStyle::Plain if is_plain_safe(text, flow) => return text.to_owned(),
        ScalarStyle::Single | ScalarStyle::Double => style,
        ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => quotes,
    };
    if style == ScalarStyle::Single && !text.chars().any(needs_escape) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    double_quoted(text)
}

/// Whether the text, written without quotes, is read back as this very text by every reader.
pub fn is_plain_safe(text: &str, flow: bool) -> bool {
    let Some(first) = text.chars().next() else { return false };
    if text.trim() != text || text.chars().any(needs_escape) || is_retyped(text) {
        return false;
    }
    let second = text.chars().nth(1);
    let indicator = match first {
        '-' | '?' | ':' => second.is_none_or(|c| c == ' ' || (flow && is_flow_indicator(c))),
        ',' | '[' | ']' | '{' | '}' | '#' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%'
        | '@' | '`' => true,
        _ => false,
    };
    !indicator
        && !text.starts_with("---")
        && !text.starts_with("...")
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !(flow && (text.contains(is_flow_indicator) || text.contains(':')))
}

/// Whether YAML 1.1 or 1.2 reads the plain text as something else than a text. Dates are let through.
fn is_retyped(text: &str) -> bool {
    const WORDS: [&str; 11] =
        ["~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "<<"];
    if WORDS.iter().any(|word| word.eq_ignore_ascii_case(text)) || text == "=" {
        return true;
    }
    let digits = text.trim_start_matches(['-', '+']).replace('_', "");
    if digits.parse::<f64>().is_ok() || digits.trim_start_matches('.').parse::<f64>().is_ok() {
        return true;
    }
    let prefixed = ["0x", "0o", "0b"].iter().any(|prefix| {
        digits.get(..2).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
            && digits[2..].chars().all(|c| c.is_ascii_hexdigit())
    });
    // YAML 1.1 counts minutes: 1:30 is ninety.
    let sexagesimal = digits.contains(':')
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == ':' || c == '.');
    prefixed || sexagesimal
}

fn is_flow_indicator(c: char) -> bool {
    matches!(c, ',' | '[' | ']' | '{' | '}')
}

fn needs_escape(c: char) -> bool {
    c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}')
}

fn double_quoted(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // JSON's form of the escape, so that a JSON document stays one.
            c if needs_escape(c) => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        write(text, ScalarStyle::Plain, ScalarStyle::Double, false)
    }

    #[test]
    fn what_stays_plain() {
        for text in [
            "deferred",
            "2026-11-22",
            "26.12.01",
            "next release",
            "acme/app#123",
            "https://example.test/a?b#c",
            "-x",
            "é😀",
            "a, b [c]",
        ] {
            assert_eq!(plain(text), text);
        }
    }

    #[test]
    fn what_is_quoted() {
        for text in [
            "", " a", "a ", "26.10", "26", "1e3", ".5", "0x1F", "1_000", "1:30", "-1", "~", "Yes",
            "no", "On", "n", "null", "#123", "a: b", "a #b", "a:", "- x", "-", "? x", "*a", "&a",
            "!a", "|", ">", "%a", "@a", "`a", "'a", "[a", "{a", "---", "...",
        ] {
            assert_eq!(plain(text), format!("\"{text}\""));
        }
        assert_eq!(plain("a\tb\r\n\u{85}\""), r#""a\tb\r\n\u0085\"""#);
        assert_eq!(write("a, b", ScalarStyle::Plain, ScalarStyle::Single, true), "'a, b'");
    }

    #[test]
    fn quotes_are_kept() {
        assert_eq!(write("it's", ScalarStyle::Single, ScalarStyle::Double, false), "'it''s'");
        assert_eq!(write("a", ScalarStyle::Double, ScalarStyle::Single, false), "\"a\"");
        assert_eq!(write("a\nb", ScalarStyle::Single, ScalarStyle::Double, false), r#""a\nb""#);
    }
}
