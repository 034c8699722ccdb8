//! Lines, and parts of lines, that are markup and say nothing.

use crate::proposal::inline::is_html;
use crate::proposal::lexicon::tag_len;

/// Whether a line is nothing but tags that say nothing, `<pre>`, `</details>`, or names the box that it opens: `[!NOTE]`.
pub(in crate::proposal) fn is_markup(line: &str) -> bool {
    let mut rest = line.trim_start();
    if let Some(name) = rest.strip_prefix("[!") {
        let name = name.trim_end().strip_suffix(']');
        return name.is_some_and(|name| name.bytes().all(|b| b.is_ascii_alphabetic()));
    }
    if !rest.is_empty() && !rest.starts_with('<') {
        return false;
    }
    while let Some(len) = tag_len(rest) {
        if rest[..len].contains('=') {
            return false;
        }
        rest = rest[len..].trim_start();
    }
    rest.is_empty() && is_html(line.trim())
}

/// The length of `<details><summary>Details</summary>` at the start of an answer, where the caption tells what is folded
/// away and answers nothing.
pub(in crate::proposal) fn caption_len(text: &str) -> Option<usize> {
    const CAPTIONS: [&str; 32] = [
        "answer",
        "background",
        "click",
        "code",
        "context",
        "description",
        "detail",
        "details",
        "error",
        "evidence",
        "example",
        "expand",
        "explanation",
        "full",
        "info",
        "information",
        "log",
        "logs",
        "more",
        "my",
        "notes",
        "open",
        "output",
        "repro",
        "reproduction",
        "see",
        "show",
        "stack",
        "summary",
        "toggle",
        "trace",
        "view",
    ];
    if !text.starts_with([' ', '\t', '<']) {
        return None;
    }
    let open = text
        .find("<summary")
        .filter(|&at| text[..at].trim().is_empty() || is_markup(&text[..at]))?;
    let from = open + tag_len(&text[open..])?;
    let close = from + text[from..].find("</summary>")?;
    let caption = &text[from..close];
    let mut words = caption.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut tag_free =
        words.by_ref().skip_while(|word| matches!(*word, "b" | "strong" | "i" | "em"));
    let first = tag_free.next().unwrap_or_default();
    let says = caption.contains(|c: char| c.is_ascii_digit());
    let known = CAPTIONS.iter().any(|word| word.eq_ignore_ascii_case(first));
    (known && !says).then_some(close + "</summary>".len())
}
