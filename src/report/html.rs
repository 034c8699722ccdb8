//! What the pages have in common: text that is no markup, and a content security policy under which nothing but a page's
//! own style and script has any effect, whatever a document says.

mod hashes;

/// A style or a script that stands in a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Inline {
    /// All of it.
    pub(crate) text: &'static str,
    /// What the policy names it by.
    hash: &'static str,
}

/// The style of the triage table.
pub(crate) const TRIAGE_STYLE: Inline =
    Inline { text: include_str!("../triage/html/page.css"), hash: hashes::TRIAGE_STYLE };

/// The script of the triage table.
pub(crate) const TRIAGE_SCRIPT: Inline =
    Inline { text: include_str!("../triage/html/page.js"), hash: hashes::TRIAGE_SCRIPT };

/// The style of a backtest.
pub(crate) const BACKTEST_STYLE: Inline =
    Inline { text: include_str!("backtest/page.css"), hash: hashes::BACKTEST_STYLE };

/// The beginning of a page, body included; a page without a script allows none. The title is text.
pub(crate) fn head(title: &str, style: Inline, script: Option<Inline>) -> String {
    let script = script.map(|script| format!(" script-src '{}';", script.hash)).unwrap_or_default();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
        <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}';{script} \
        base-uri 'none'; form-action 'none'\">\n\
        <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
        <meta name=\"referrer\" content=\"no-referrer\">\n\
        <title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
        style.hash,
        escape(title),
        style.text
    )
}

/// Text as it stands in an element or a quoted attribute. Characters that nobody sees, or that turn the direction of
/// reading, are made visible.
pub(crate) fn escape(text: &str) -> String {
    let text = super::escape::line(text);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_text() {
        assert_eq!(
            escape("<a href=\"x\">'&\u{202e}"),
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;\\u{202e}"
        );
    }

    #[test]
    fn a_page_allows_what_is_its_own() {
        let page = head("<x>", BACKTEST_STYLE, None);
        assert!(page.contains("<title>&lt;x&gt;</title>") && !page.contains("script-src"));
        assert!(
            head("x", TRIAGE_STYLE, Some(TRIAGE_SCRIPT))
                .contains(&format!("; script-src '{}'; ", TRIAGE_SCRIPT.hash))
        );
    }
}
