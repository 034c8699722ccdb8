//! The inline level, for Markdown and for text in YAML alike: links, code, emphasis, tags, placeholders.
//!
//! Written for judging an answer rather than for rendering it: text that a strict parser would show literally, such as
//! `<Replace with the workaround>`, is told apart as a placeholder.

mod bracketed;
mod leftover;
mod links;
pub(super) mod struck;
#[cfg(test)]
mod tests;

use super::content::{Content, Link, Prose};
use crate::source::Span;
use bracketed::{Bracket, attribute, html_tag, is_placeholder};
pub(crate) use leftover::is_certain;
pub(super) use links::address_end;
use std::collections::HashMap;
use std::ops::Range;

/// Definitions of reference links: lower-case label to target.
pub type References = HashMap<String, String>;

/// How far a closing bracket, brace or backtick is looked for, in bytes: what keeps a million `[` linear.
const REACH: usize = 600;

/// Appends what `raw` says to `content`: words to the prose, links, code and placeholders to their lists.
pub fn scan(raw: &Prose, references: &References, content: &mut Content) {
    let text = raw.text();
    let mut scanner = Scanner {
        raw,
        text,
        references,
        content,
        jumps: Vec::new(),
        line: None,
        pending: 0,
        at: 0,
    };
    scanner.run();
}

/// Whether `text` begins with an HTML tag of the kinds people write in Markdown.
pub(super) fn is_html(text: &str) -> bool {
    let inner = text.strip_prefix('<').and_then(|rest| rest.split_once('>'));
    inner.is_some_and(|(tag, _)| html_tag(tag).is_some())
}

/// The bytes at which [`Scanner::run`] does anything in a text without addresses, and in one with some.
const MEANS: [[bool; 256]; 2] = [means(b"\\`*_~![<{&"), means(b"\\`*_~![<{&hH")];

const fn means(marks: &[u8]) -> [bool; 256] {
    let mut means = [false; 256];
    let mut i = 0;
    while i < marks.len() {
        means[marks[i] as usize] = true;
        i += 1;
    }
    means
}

struct Scanner<'a> {
    raw: &'a Prose,
    text: &'a str,
    references: &'a References,
    content: &'a mut Content,
    /// Where a link's label ends and where its target ends, the innermost link last.
    jumps: Vec<(usize, usize)>,
    /// The line of the last placeholder.
    line: Option<leftover::Line>,
    /// First byte that is not in the prose yet.
    pending: usize,
    at: usize,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let means = &MEANS[usize::from(memchr::memmem::find(bytes, b"://").is_some())];
        while self.at < bytes.len() {
            if let Some(&(label_end, link_end)) = self.jumps.last()
                && self.at >= label_end
            {
                self.jumps.pop();
                self.skip(link_end);
                continue;
            }
            match bytes[self.at] {
                b'\\' if bytes.get(self.at + 1).is_some_and(u8::is_ascii_punctuation) => {
                    self.skip(self.at + 1);
                    self.at += 1;
                }
                b'`' => self.code(),
                b'*' | b'_' | b'~' => self.emphasis(),
                b'!' if bytes.get(self.at + 1) == Some(&b'[') => self.image(),
                b'[' => self.bracket(),
                b'<' => self.angle(),
                b'{' => self.brace(),
                b'&' => self.entity(),
                b'h' | b'H' if matches!(bytes.get(self.at + 1), Some(b't' | b'T')) => self.url(),
                _ => self.at += 1,
            }
            // Most bytes mean nothing but themselves.
            let limit = self.jumps.last().map_or(bytes.len(), |&(label_end, _)| label_end);
            self.at += bytes
                .get(self.at..limit)
                .map_or(0, |rest| rest.iter().take_while(|&&b| !means[usize::from(b)]).count());
        }
        self.flush(self.text.len());
    }

    /// Puts everything up to `end` into the prose.
    fn flush(&mut self, end: usize) {
        if self.pending < end {
            self.content.prose.push_from(self.raw, self.pending..end);
        }
        self.pending = self.pending.max(end);
    }

    /// Leaves `self.at..to` out of the prose.
    fn skip(&mut self, to: usize) {
        self.flush(self.at);
        self.at = to;
        self.pending = to;
    }

    fn code(&mut self) {
        let rest = &self.text[self.at..];
        let ticks = rest.bytes().take_while(|&b| b == b'`').count();
        let mut from = ticks;
        let limit = floor_at(rest, REACH);
        while let Some(found) = rest[from..limit.max(from)].find('`') {
            let open = from + found;
            let run = rest[open..].bytes().take_while(|&b| b == b'`').count();
            if run == ticks {
                let inner = self.at + ticks..self.at + open;
                self.skip(inner.start);
                let span = self.raw.span(inner.clone());
                self.content.inline_code.push(span);
                self.at = inner.end;
                self.skip(inner.end + ticks);
                return;
            }
            from = open + run;
        }
        self.at += ticks;
    }

    fn emphasis(&mut self) {
        let rest = &self.text[self.at..];
        let mark = rest.as_bytes()[0];
        let run = rest.bytes().take_while(|&b| b == mark).count();
        let before = self.text[..self.at].chars().next_back();
        let after = self.text[self.at + run..].chars().next();
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let keep = match mark {
            b'_' => word(before) && word(after),
            b'~' if run < 2 => true,
            b'~' => match self.struck() {
                Some(len) => return self.skip(self.at + len),
                None => false,
            },
            _ => {
                (blank(before) && blank(after))
                    || (before.is_some_and(|c| c.is_ascii_digit())
                        && after.is_some_and(|c| c.is_ascii_digit()))
            }
        };
        if keep {
            self.at += run;
        } else {
            self.skip(self.at + run);
        }
    }

    /// The length of what is struck out from here on.
    fn struck(&self) -> Option<usize> {
        let end = self.jumps.last().map_or(self.text.len(), |&(label_end, _)| label_end);
        struck::len(self.text.get(self.at..end)?)
    }

    fn angle(&mut self) {
        let rest = &self.text[self.at..];
        let limit = floor_at(rest, REACH);
        let Some(close) = rest[1..limit.max(1)].find(['>', '<']).map(|i| i + 1) else {
            return self.at += 1;
        };
        if !rest[close..].starts_with('>') {
            return self.at += 1;
        }
        let inner = &rest[1..close];
        let end = self.at + close + 1;
        if inner.contains("://") && !inner.contains(char::is_whitespace)
            || inner.starts_with("mailto:")
        {
            let at = self.at;
            let link = Link {
                span: self.raw.span(at..end),
                target: inner.to_owned(),
                image: false,
                label: Span::empty(self.raw.span(at..end).end),
            };
            self.content.links.push(link);
            self.skip(at + 1);
            self.at = end - 1;
            self.skip(end);
        } else if let Some(len) = self.struck() {
            self.skip(self.at + len);
        } else if let Some(tag) = html_tag(inner) {
            if let Some(target) = attribute(inner, if tag == "a" { "href" } else { "src" })
                && matches!(tag.as_str(), "a" | "img" | "video" | "source")
            {
                let span = self.raw.span(self.at..end);
                self.content.links.push(Link {
                    span,
                    target,
                    image: tag != "a",
                    label: Span::empty(span.end),
                });
            }
            if matches!(tag.as_str(), "br" | "p" | "li" | "div" | "td" | "tr") {
                self.skip(end);
                let at = self.raw.span(end.saturating_sub(1)..end).end;
                self.content.prose.break_line(at, false);
            } else {
                self.skip(end);
            }
        } else if self.opens_placeholder()
            && is_placeholder(inner, Bracket::Angle)
            && self.is_left(self.at + 1..end - 1, end)
        {
            // `#<issue>`: the sign belongs to what is still to be written.
            if self.pending < self.at && self.text[..self.at].ends_with('#') {
                self.at -= 1;
            }
            self.placeholder(end);
        } else {
            self.at += 1;
        }
    }

    fn brace(&mut self) {
        let rest = &self.text[self.at..];
        // Jira's `{color:red}` and `{color}`.
        if let Some(close) = rest.strip_prefix("{color").and_then(|rest| {
            let near = &rest[..floor_at(rest, 40)];
            near.starts_with([':', '}']).then(|| near.find('}')).flatten()
        }) {
            return self.skip(self.at + "{color}".len() + close);
        }
        let limit = floor_at(rest, REACH);
        let twice = rest.starts_with("{{");
        let open = 1 + usize::from(twice);
        let found = rest[open..limit.max(open)].find(['}', '{', '\n']).map(|i| open + i);
        let closed = found.filter(|&at| rest[at..].starts_with(if twice { "}}" } else { "}" }));
        match closed.map(|close| (self.at + open..self.at + close, self.at + close + open)) {
            // Jira's `{{yes}}` is shown like code.
            Some((inner, end)) if twice && decides(&self.text[inner.clone()]) => {
                self.skip(inner.start);
                self.at = inner.end;
                self.skip(end);
            }
            Some((inner, end))
                if self.opens_placeholder()
                    && (is_placeholder(&self.text[inner.clone()], Bracket::Brace)
                        || twice && names(&self.text[inner.clone()]))
                    && self.is_left(inner.clone(), end) =>
            {
                self.placeholder(end);
            }
            _ => self.at += open,
        }
    }

    /// A placeholder does not begin inside a word: `Vec<T>` and `${name}` are code.
    fn opens_placeholder(&self) -> bool {
        !self.text[..self.at]
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '$' | '\\' | '_' | ')'))
    }

    /// Whether the placeholder at hand, which ends at `end`, is the template's.
    fn is_left(&mut self, inner: Range<usize>, end: usize) -> bool {
        leftover::is_left(self.text, self.at, end, &self.text[inner], &mut self.line)
    }

    fn placeholder(&mut self, end: usize) {
        let at = self.at;
        self.content.placeholders.push(self.raw.span(at..end));
        self.skip(end);
    }

    fn entity(&mut self) {
        const ENTITIES: [(&str, &str); 7] = [
            ("&nbsp;", " "),
            ("&amp;", "&"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#39;", "'"),
            ("&#x27;", "'"),
        ];
        let rest = &self.text[self.at..];
        if let Some((name, text)) = ENTITIES.iter().find(|(name, _)| rest.starts_with(name)) {
            let span = self.raw.span(self.at..self.at + name.len());
            self.skip(self.at + name.len());
            self.content.prose.push(text, span);
        } else {
            self.at += 1;
        }
    }
}

/// Whether the text between double braces is an answer of one word, which no template names anything by.
fn decides(inner: &str) -> bool {
    ["yes", "no", "true", "false"].iter().any(|word| word.eq_ignore_ascii_case(inner))
}

/// Whether the text between double braces is a name: `{{ answer }}`.
fn names(inner: &str) -> bool {
    let name = inner.trim();
    name.starts_with(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.'))
}

/// The greatest character boundary of `text` that is at most `at`.
fn floor_at(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
