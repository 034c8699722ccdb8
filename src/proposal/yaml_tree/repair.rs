//! What may be wrong where the parser stopped: a few small repairs, tried in the order of what they cost the author.

use super::build::{Attempt, Failure, build};
use super::{Budget, Patch, SyntaxError, wording};
use crate::source::Span;
use granit_parser::ErrorKind;

/// A repair that lets the parser get further.
pub(super) struct Repaired {
    pub(super) patch: Patch,
    pub(super) attempt: Attempt,
    /// What to tell, where the repair knows better than the parser.
    pub(super) error: Option<SyntaxError>,
}

/// The repair that keeps the most keys, then the one after which the parser gets furthest, then the cheapest. One that
/// takes nothing away and leaves nothing wrong is not looked past.
pub(super) fn best(
    text: &str,
    patch: &Patch,
    failure: &Failure,
    budget: &mut Budget,
) -> Option<Repaired> {
    let lines = Lines { text, start: patch.base, end: patch.to_document(patch.text.len()) };
    let mut best: Option<((usize, usize), Repaired)> = None;
    for repair in repairs(&lines, failure) {
        let mut patch = patch.clone();
        if !repair.apply(&lines, &mut patch) {
            continue;
        }
        if !budget.spend(patch.text.len()) {
            break;
        }
        let attempt = build(text, &patch);
        let reached = attempt.failure.as_ref().map_or(usize::MAX, |failure| failure.at);
        let score = (attempt.keys, reached);
        if reached > failure.at && best.as_ref().is_none_or(|(best, _)| score > *best) {
            let error = repair.error(&lines, failure);
            best = Some((score, Repaired { patch, attempt, error }));
            if reached == usize::MAX && repair.keeps_everything() {
                break;
            }
        }
    }
    best.map(|(_, repaired)| repaired)
}

/// A guess at what is wrong; bytes are the document's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Repair {
    /// Tabs in the indentation: each stands for a blank.
    Tabs,
    /// A colon on this line needs a blank behind it.
    Blank(usize),
    /// The key on this line needs a colon.
    Colon(usize),
    /// Quotes and brackets open from here are closed at the end of the line.
    Close(usize),
    /// They are closed at the end of the lines indented below this one.
    CloseBlock(usize),
    /// The value on this line is text.
    Text(usize),
    /// The value on this line, and the lines indented below it, are text.
    TextBlock(usize),
    /// This line is out of place.
    Drop(usize),
    /// This line and the lines indented below it are out of place.
    DropBlock(usize),
}

/// The repairs to try, the cheapest for the author first.
fn repairs(lines: &Lines<'_>, failure: &Failure) -> Vec<Repair> {
    let at = failure.at;
    let token = failure.token;
    let above = lines.above(at);
    let mut all = Vec::new();
    if matches!(
        failure.kind,
        ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabNotAllowed
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar
            | ErrorKind::InvalidBlockEntryWhitespace
            | ErrorKind::InvalidMappingValueWhitespace
    ) {
        all.push(Repair::Tabs);
    }
    let opened: Vec<usize> =
        [failure.flow, lines.opening(token), lines.opening(at)].into_iter().flatten().collect();
    all.extend(opened.iter().map(|&open| Repair::Close(open)));
    for line in [Some(at), above, Some(token)].into_iter().flatten() {
        all.extend([Repair::Blank(line), Repair::Colon(line)]);
    }
    all.extend(opened.iter().map(|&open| Repair::CloseBlock(open)));
    all.extend([Repair::Text(at), Repair::Text(token), Repair::TextBlock(token)]);
    all.push(Repair::Drop(at));
    all.extend(above.map(Repair::Drop));
    all.extend([Repair::Drop(token), Repair::DropBlock(at), Repair::DropBlock(token)]);
    let mut once = Vec::with_capacity(all.len());
    for repair in all {
        let repair = repair.normal(lines);
        if !once.contains(&repair) {
            once.push(repair);
        }
    }
    once
}

impl Repair {
    /// The same repair with the line's first byte in place of any byte of it.
    fn normal(self, lines: &Lines<'_>) -> Self {
        match self {
            Self::Blank(at) => Self::Blank(lines.line(at).start),
            Self::Colon(at) => Self::Colon(lines.line(at).start),
            Self::Text(at) => Self::Text(lines.line(at).start),
            Self::TextBlock(at) => Self::TextBlock(lines.line(at).start),
            Self::Drop(at) => Self::Drop(lines.line(at).start),
            Self::DropBlock(at) => Self::DropBlock(lines.line(at).start),
            other => other,
        }
    }

    /// Whether every byte of the author's still counts for what it is.
    fn keeps_everything(self) -> bool {
        matches!(self, Self::Tabs | Self::Blank(_) | Self::Colon(_) | Self::Close(_))
    }

    /// Changes the copy; `false` where the repair does not fit the text.
    fn apply(self, lines: &Lines<'_>, patch: &mut Patch) -> bool {
        match self {
            Self::Tabs => {
                let mut changed = false;
                let mut at = lines.start;
                while at < lines.end {
                    let line = lines.line(at);
                    let indent = lines.indent(line);
                    if lines.slice(indent).contains('\t') {
                        changed |= patch.blank_all(indent);
                    }
                    at = lines.next(line);
                }
                changed
            }
            Self::Blank(at) => match lines.tight(at) {
                Some(indicator) => {
                    patch.insert(indicator + 1, " ");
                    true
                }
                None => false,
            },
            Self::Colon(at) => {
                let words = lines.words(at);
                let slice = lines.slice(words);
                if words.is_empty()
                    || slice.contains(": ")
                    || slice.ends_with(':')
                    || slice.starts_with('-')
                {
                    return false;
                }
                patch.insert(words.end, ":");
                true
            }
            Self::Close(at) => close(lines, patch, Span::new(at, lines.line(at).end)),
            Self::CloseBlock(at) => close(lines, patch, Span::new(at, lines.block(at).end)),
            Self::Text(at) => lines.value(at).is_some_and(|value| patch.mask(value)),
            Self::TextBlock(at) => lines
                .value(at)
                .is_some_and(|value| patch.mask(Span::new(value.start, lines.block(at).end))),
            Self::Drop(at) => patch.blank(lines.line(at)),
            Self::DropBlock(at) => patch.blank(lines.block(at)),
        }
    }

    /// What is wrong, where this guess knows.
    fn error(self, lines: &Lines<'_>, failure: &Failure) -> Option<SyntaxError> {
        let (span, message) = match self {
            Self::Blank(at) => {
                let at = lines.tight(at)?;
                let span = Span::new(at, at + 1);
                (span, format!("expected a blank behind `{}`", lines.slice(span)))
            }
            Self::Colon(at) => (lines.words(at), "expected a colon behind this key".to_owned()),
            Self::Close(at) | Self::CloseBlock(at) => {
                let span = Span::new(at, lines.line(at).end);
                let (closers, _) = open(lines.slice(span));
                (lines.trim(span), format!("expected a closing `{closers}`"))
            }
            Self::Drop(at) | Self::DropBlock(at) if !lines.line(at).touches(failure.at) => {
                let span = lines.words(at);
                (span, "expected a key with a colon, indented like its neighbours".to_owned())
            }
            _ => return None,
        };
        Some(wording::told(span, message))
    }
}

/// Closes what is open in `span` behind its last word.
fn close(lines: &Lines<'_>, patch: &mut Patch, span: Span) -> bool {
    let (closers, len) = open(lines.slice(span));
    if closers.is_empty() {
        return false;
    }
    patch.insert(span.start + len, &closers);
    true
}

/// The quotes and brackets that `text` leaves open, as what closes them, the innermost first; and how many bytes
/// there are up to the last one that is neither blank nor comment.
fn open(text: &str) -> (String, usize) {
    let bytes = text.as_bytes();
    let mut stack = Vec::new();
    let mut quote = None;
    let mut len = 0;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        match quote {
            Some(b'"') if byte == b'\\' => at += 1,
            Some(open) if open == byte => quote = None,
            Some(_) => {}
            None => match byte {
                // An apostrophe inside a word opens nothing.
                b'"' | b'\'' if at == 0 || !bytes[at - 1].is_ascii_alphanumeric() => {
                    quote = Some(byte);
                }
                b'[' => stack.push(']'),
                b'{' => stack.push('}'),
                b']' | b'}' => {
                    stack.pop();
                }
                b'#' if at > 0 && bytes[at - 1].is_ascii_whitespace() => {
                    at += memchr::memchr2(b'\n', b'\r', &bytes[at..]).unwrap_or(bytes.len() - at);
                    continue;
                }
                _ => {}
            },
        }
        at += 1;
        if !byte.is_ascii_whitespace() {
            len = at;
        }
    }
    let closers = quote.map(char::from).into_iter().chain(stack.into_iter().rev()).collect();
    (closers, len.min(bytes.len()))
}

/// The parsed bytes, line by line; all places are the document's.
struct Lines<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

impl<'a> Lines<'a> {
    fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The line that holds `at`, without its line ending.
    fn line(&self, at: usize) -> Span {
        let bytes = self.text.as_bytes();
        let at = at.clamp(self.start, self.end);
        let start = memchr::memrchr2(b'\n', b'\r', &bytes[self.start..at])
            .map_or(self.start, |before| self.start + before + 1);
        let end = memchr::memchr2(b'\n', b'\r', &bytes[at..self.end])
            .map_or(self.end, |after| at + after);
        Span::new(start, end)
    }

    /// First byte of the line after `line`, or the end; always behind `line` unless that ends the text.
    fn next(&self, line: Span) -> usize {
        let rest = self.text.get(line.end..self.end).unwrap_or_default();
        let ending = if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
        line.end + ending
    }

    /// The blanks that `line` begins with.
    fn indent(&self, line: Span) -> Span {
        let slice = self.slice(line);
        let len = slice.len() - slice.trim_start_matches([' ', '\t', '\u{feff}']).len();
        Span::new(line.start, line.start + len)
    }

    fn trim(&self, span: Span) -> Span {
        let slice = self.slice(span);
        Span::new(span.start, span.start + slice.trim_end().len())
    }

    /// The first line above that of `at` with something on it.
    fn above(&self, at: usize) -> Option<usize> {
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

    /// The words of the line, its comment left out.
    fn words(&self, at: usize) -> Span {
        let line = self.line(at);
        let start = self.indent(line).end;
        let slice = self.slice(Span::new(start, line.end));
        let len = if slice.starts_with('#') { 0 } else { slice.find(" #").unwrap_or(slice.len()) };
        self.trim(Span::new(start, start + len))
    }

    /// The line of `at` and all lines below it that are blank or indented deeper, up to the last with something on it.
    fn block(&self, at: usize) -> Span {
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
    fn opening(&self, at: usize) -> Option<usize> {
        let byte = self.text.as_bytes().get(at).copied()?;
        matches!(byte, b'"' | b'\'' | b'[' | b'{').then_some(at)
    }

    /// The dash at the beginning or the first colon of the line, where a word follows it without a blank. The colon of
    /// a URL is none.
    fn tight(&self, at: usize) -> Option<usize> {
        let words = self.words(at);
        let slice = self.slice(words);
        let at = if slice.starts_with('-') { 0 } else { slice.find(':').filter(|&at| at > 0)? };
        let next = slice[at + 1..].chars().next()?;
        (!next.is_whitespace() && !matches!(next, '/' | ':' | '-')).then_some(words.start + at)
    }

    /// What stands behind the line's key or dash, up to its comment.
    fn value(&self, at: usize) -> Option<Span> {
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
