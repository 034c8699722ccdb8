//! What stands between brackets: a placeholder of the template, or an HTML tag.

/// Which brackets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    Square,
    Angle,
    Brace,
}

/// First words of what a template tells an author to do.
const INSTRUCTIONS: [&str; 34] = [
    "add",
    "answer",
    "briefly",
    "choose",
    "date",
    "describe",
    "enter",
    "explain",
    "fill",
    "give",
    "how",
    "insert",
    "issue",
    "justify",
    "link",
    "list",
    "name",
    "number",
    "paste",
    "please",
    "provide",
    "reason",
    "replace",
    "select",
    "specify",
    "state",
    "summarise",
    "summarize",
    "tbd",
    "todo",
    "url",
    "what",
    "write",
    "your",
];

/// The words of a text.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether the text between brackets begins as what a template tells an author to do or to put there.
pub(super) fn instructs(inner: &str) -> bool {
    let first = words(inner).next().unwrap_or_default();
    INSTRUCTIONS.iter().any(|word| word.eq_ignore_ascii_case(first))
}

/// Whether the text between brackets may stand for something that the author has still to write.
pub(super) fn is_placeholder(inner: &str, bracket: Bracket) -> bool {
    let text = inner.trim_matches(|c: char| c.is_whitespace() || matches!(c, '_' | '*'));
    if matches!(text, "..." | "…") {
        return true;
    }
    if text.is_empty() || text.len() > 300 || !text.contains(char::is_alphabetic) {
        return false;
    }
    let instructs = text.starts_with(char::is_alphanumeric) && instructs(text);
    let shouts = text.len() > 2
        && !text.contains(char::is_lowercase)
        && !text.contains(|c: char| c.is_ascii_digit());
    match bracket {
        // A bracketed word may be a reference, a note ("[sic]") or a set; only what instructs or shouts is a template's.
        Bracket::Square => {
            instructs && text.contains(' ') || shouts && text.contains(['_', '/', ' '])
        }
        Bracket::Brace => {
            !text.contains([':', '=', ';', '"', '\'', '(', ','])
                && text.starts_with(char::is_alphabetic)
                && (instructs
                    || shouts
                    || text.contains(' ')
                    || text.starts_with(char::is_uppercase))
        }
        Bracket::Angle => {
            if inner.starts_with(char::is_whitespace) {
                // "a < b and c > d" compares.
                return instructs && inner.ends_with(char::is_whitespace);
            }
            text.len() > 1
                && text.starts_with(char::is_alphabetic)
                && !text.contains(['=', '(', ';', '"'])
                && (instructs
                    || shouts
                    || text.contains([' ', '-', '_'])
                    || text.chars().all(char::is_alphabetic))
        }
    }
}

/// The name of an HTML tag, lower case, when the text between the brackets is one.
pub(super) fn html_tag(inner: &str) -> Option<String> {
    const TAGS: [&str; 53] = [
        "a",
        "abbr",
        "b",
        "big",
        "blockquote",
        "br",
        "center",
        "code",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "picture",
        "pre",
        "q",
        "s",
        "samp",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ];
    if inner.starts_with("!--") || inner.starts_with("!DOCTYPE") {
        return Some("!".to_owned());
    }
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let len = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    let tag = name[..len].to_ascii_lowercase();
    let rest = name[len..].trim_end_matches('/').trim();
    let known = TAGS.contains(&tag.as_str()) || matches!(tag.as_str(), "video" | "var");
    (known && (rest.is_empty() || rest.contains('=') || tag == "details")).then_some(tag)
}

pub(super) fn attribute(inner: &str, name: &str) -> Option<String> {
    let at = inner.find(name)?;
    let value = inner[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next()?;
    let text = if matches!(quote, '"' | '\'') {
        value[1..].split(quote).next()?
    } else {
        value.split_whitespace().next()?
    };
    Some(text.to_owned())
}
