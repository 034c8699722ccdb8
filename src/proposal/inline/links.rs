//! Links: `[text](address)`, `[text][name]`, pictures, bare addresses.

use super::bracketed::{Bracket, is_placeholder};
use super::{REACH, Scanner, floor_at, means};
use crate::proposal::content::Link;
use crate::source::Span;
use std::ops::Range;

/// The bytes at which an address ends, or goes on with a character that is not ASCII.
const ENDS: [bool; 256] = {
    let mut ends = means(b"<>\"`|\\");
    let mut byte = 0;
    while byte < 256 {
        ends[byte] |= !(byte as u8).is_ascii_graphic();
        byte += 1;
    }
    ends
};

impl Scanner<'_> {
    /// The end of `[…]` that opens at `open`: the byte of its closing bracket.
    pub(super) fn close_bracket(&self, open: usize) -> Option<usize> {
        let limit = floor_at(&self.text[open..], REACH);
        let mut depth = 0usize;
        let mut escaped = false;
        for (i, b) in self.text.as_bytes()[open..open + limit].iter().enumerate() {
            match b {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'[' => {
                    depth += 1;
                    if depth > 8 {
                        return None;
                    }
                }
                b']' => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(open + i);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// `(target "title")` at `open`: the target's range and one past the closing parenthesis.
    fn target(&self, open: usize) -> Option<(Range<usize>, usize)> {
        let rest = self.text.get(open..)?;
        let inner = rest.strip_prefix('(')?;
        let limit = floor_at(inner, 4 * REACH);
        let start = open + 1 + (inner.len() - inner.trim_start().len());
        if self.text[start..].starts_with('<') {
            let close = self.text[start..floor_at(self.text, start + REACH)].find('>')?;
            let end = start + close + 1;
            let after = self.text[end..floor_at(self.text, end + REACH)].find(')')?;
            return Some((start + 1..end - 1, end + after + 1));
        }
        let mut depth = 1usize;
        let mut target_end = None;
        for (i, c) in inner[..limit].char_indices() {
            match c {
                '(' => depth += 1,
                ')' => {
                    depth -= 1;
                    if depth == 0 {
                        let end = open + 1 + i;
                        return Some((
                            start.min(end)..target_end.unwrap_or(end).max(start.min(end)),
                            end + 1,
                        ));
                    }
                }
                '\n' if inner[i + 1..].starts_with('\n') => return None,
                c if c.is_whitespace() && open + 1 + i > start && target_end.is_none() => {
                    // A title may follow; anything else is no target but a phrase, which a placeholder may be.
                    target_end = inner[i..]
                        .trim_start()
                        .starts_with(['"', '\'', ')'])
                        .then_some(open + 1 + i);
                }
                _ => {}
            }
        }
        None
    }

    pub(super) fn image(&mut self) {
        let Some(close) = self.close_bracket(self.at + 1) else { return self.at += 1 };
        let Some((target, end)) = self.target(close + 1) else { return self.at += 1 };
        let link = Link {
            span: self.raw.span(self.at..end),
            target: self.text[target].trim().to_owned(),
            image: true,
            label: self.raw.span(self.at + 2..close),
        };
        self.content.links.push(link);
        self.skip(end);
    }

    pub(super) fn bracket(&mut self) {
        let Some(close) = self.close_bracket(self.at) else { return self.at += 1 };
        let label = self.at + 1..close;
        let after = self.text[close + 1..].chars().next();
        let found = match after {
            Some('(') => self
                .target(close + 1)
                .map(|(target, end)| (self.text[target].trim().to_owned(), end)),
            Some('[') => self.close_bracket(close + 1).and_then(|second| {
                let name = &self.text[close + 2..second];
                let name = if name.is_empty() { &self.text[label.clone()] } else { name };
                self.references.get(&name.to_lowercase()).map(|target| (target.clone(), second + 1))
            }),
            _ => self
                .references
                .get(&self.text[label.clone()].to_lowercase())
                .map(|t| (t.clone(), close + 1)),
        };
        if let Some((target, end)) = found {
            let link = Link {
                span: self.raw.span(self.at..end),
                target,
                image: false,
                label: self.raw.span(label.clone()),
            };
            self.content.links.push(link);
            self.jumps.push((close, end));
            self.skip(label.start);
        } else if is_placeholder(&self.text[label.clone()], Bracket::Square)
            && !matches!(after, Some('(' | '[' | ':'))
            && self.is_left(label, close + 1)
        {
            self.placeholder(close + 1);
        } else {
            self.at += 1;
        }
    }

    pub(super) fn url(&mut self) {
        let rest = &self.text[self.at..];
        let head = rest.as_bytes();
        let scheme = ["https://", "http://"]
            .into_iter()
            .find(|s| head.len() > s.len() && head[..s.len()].eq_ignore_ascii_case(s.as_bytes()));
        let starts = !self.text[..self.at].ends_with(|c: char| c.is_alphanumeric());
        let Some(scheme) = scheme.filter(|_| starts) else { return self.at += 1 };
        let mut end = address_end(rest);
        // Closing brackets without an opening one are the sentence's; few addresses have any.
        let closes = memchr::memchr3(b')', b']', b'}', &head[..end]).is_some();
        let count = |b: u8| head[..end].iter().filter(|&&byte| closes && byte == b).count();
        let mut open = [(b'(', b')'), (b'[', b']'), (b'{', b'}')]
            .map(|(open, close)| (char::from(close), count(close).saturating_sub(count(open))));
        while end > scheme.len() {
            let Some(last) = rest[..end].chars().next_back() else { break };
            let surplus = open.iter_mut().find(|(close, surplus)| *close == last && *surplus > 0);
            let unbalanced = surplus.is_some();
            if let Some((_, surplus)) = surplus {
                *surplus -= 1;
            }
            let stop =
                matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '”' | '’');
            if !stop && !unbalanced {
                break;
            }
            end -= last.len_utf8();
        }
        // Inside a link's label the link is the whole link's.
        if self.jumps.is_empty() {
            let span = self.raw.span(self.at..self.at + end);
            let target = rest[..end].to_owned();
            self.content.links.push(Link {
                span,
                target,
                image: false,
                label: Span::empty(span.end),
            });
        }
        self.at += end;
    }
}

/// Where an address ends that `text` begins with, whatever closes the sentence around it left on: at a blank, a control
/// character, or what stands in no address.
pub(in crate::proposal) fn address_end(text: &str) -> usize {
    let mut end = 0;
    loop {
        end += text.as_bytes()[end..].iter().take_while(|&&b| !ENDS[usize::from(b)]).count();
        match text[end..].chars().next() {
            Some(c) if !(c.is_ascii() || c.is_whitespace() || c.is_control()) => {
                end += c.len_utf8();
            }
            _ => return end,
        }
    }
}
