//! The text line by line, as the repairs look at it.

use crate::source::Span;

/// The parsed bytes, line by line; all places are the document's.
pub(super) struct Lines<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The line that holds `at`, without its line ending.
    pub(super) fn line(&self, at: usize) -> Span {
        let bytes = self.text.as_bytes();
        let at = at.clamp(self.start, self.end);
        let start = memchr::memrchr2(b'\n', b'\r', &bytes[self.start..at])
            .map_or(self.start, |before| self.start + before + 1);
        let end = memchr::memchr2(b'\n', b'\r', &bytes[at..self.end])
            .map_or(self.end, |after| at + after);
        Span::new(start, end)
    }

    /// First byte of the line after `line`, or the end; always behind `line` unless that ends the text.
    pub(super) fn next(&self, line: Span) -> usize {
        let rest = self.text.get(line.end..self.end).unwrap_or_default();
        let ending = if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
        line.end + ending
    }

    /// The blanks that `line` begins with.
    pub(super) fn indent(&self, line: Span) -> Span {
        let slice = self.slice(line);
        let len = slice.len() - slice.trim_start_matches([' ', '\t', '\u{feff}']).len();
        Span::new(line.start, line.start + len)
    }

    pub(super) fn trim(&self, span: Span) -> Span {
        let slice = self.slice(span);
        Span::new(span.start, span.start + slice.trim_end().len())
    }

    /// The first line above that of `at` with something on it.
    pub(super) fn above(&self, at: usize) -> Option<usize> {
        let mut line = self.line(at);
        while line.start > self.start {
            line = self.line(line.start - 1);
            let words = self.slice(line).trim();
            if !words.is_empty() && !words.starts_with('#') {
                return Some(line.start);
            }
        }
        None
    }

    /// The indentation of the nearest line above with less of it.
    pub(super) fn outer(&self, at: usize) -> Option<&'a str> {
        let own = self.indent(self.line(at)).len();
        let mut lines = std::iter::successors(self.above(at), |&line| self.above(line));
        let line = lines.find(|&line| self.indent(self.line(line)).len() < own)?;
        Some(self.slice(self.indent(self.line(line)))).filter(|indent| indent.is_ascii())
    }

    /// Whether the line of `at` goes on with a sentence begun above it, rather than being a key indented too deep: what
    /// stands above is more than a word, and this line's first word is no id.
    pub(super) fn is_prose(&self, at: usize) -> bool {
        let above = self.above(at).and_then(|above| self.value(above));
        let key = self.slice(self.words(at)).split(':').next().unwrap_or_default();
        above.is_some_and(|value| self.slice(value).contains(' ')) && !key.contains('-')
    }

    /// The words of the line, its comment left out.
    pub(super) fn words(&self, at: usize) -> Span {
        let line = self.line(at);
        let start = self.indent(line).end;
        let slice = self.slice(Span::new(start, line.end));
        let len = if slice.starts_with('#') { 0 } else { slice.find(" #").unwrap_or(slice.len()) };
        self.trim(Span::new(start, start + len))
    }

    /// The line of `at` and all lines below it that are blank or indented deeper, up to the last with something on it.
    pub(super) fn block(&self, at: usize) -> Span {
        let first = self.line(at);
        let indent = self.indent(first).len();
        let mut end = first.end;
        let mut next = self.next(first);
        while next < self.end {
            let line = self.line(next);
            if !self.slice(line).trim().is_empty() {
                if self.indent(line).len() <= indent {
                    break;
                }
                end = line.end;
            }
            let after = self.next(line);
            if after == next {
                break;
            }
            next = after;
        }
        Span::new(first.start, end)
    }

    /// `at`, if a quote or bracket opens there.
    pub(super) fn opening(&self, at: usize) -> Option<usize> {
        let byte = self.text.as_bytes().get(at).copied()?;
        matches!(byte, b'"' | b'\'' | b'[' | b'{').then_some(at)
    }

    /// The dash at the beginning or the first colon of the line, where a word follows it without a blank. The colon of
    /// a URL is none.
    pub(super) fn tight(&self, at: usize) -> Option<usize> {
        let words = self.words(at);
        let slice = self.slice(words);
        let at = if slice.starts_with('-') { 0 } else { slice.find(':').filter(|&at| at > 0)? };
        let next = slice[at + 1..].chars().next()?;
        (!next.is_whitespace() && !matches!(next, '/' | ':' | '-')).then_some(words.start + at)
    }

    /// What stands behind the line's key or dash, up to its comment.
    pub(super) fn value(&self, at: usize) -> Option<Span> {
        let words = self.words(at);
        let mut slice = self.slice(words);
        let mut start = words.start;
        while let Some(rest) = slice.strip_prefix("- ") {
            let rest = rest.trim_start();
            start += slice.len() - rest.len();
            slice = rest;
        }
        let key = [": ", ":\t"].iter().filter_map(|colon| slice.find(colon)).min();
        if let Some(key) = key {
            let rest = slice[key + 1..].trim_start();
            start += slice.len() - rest.len();
        } else if start == words.start {
            return None;
        }
        // What follows `[#` was meant for a list of issues.
        let listed = self.slice(Span::new(start, words.end)).starts_with("[#");
        let end = if listed { self.trim(self.line(at)).end } else { words.end };
        (start < end).then_some(Span::new(start, end))
    }
}
