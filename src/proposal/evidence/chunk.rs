//! The prose in pieces: what stands between blanks, brackets and quotes. Everything in prose is told from these.

use super::name;
use crate::proposal::content::Content;
use crate::source::Span;
use std::ops::Range;

/// One piece.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts about one piece")]
pub(super) struct Chunk<'a> {
    pub(super) text: &'a str,
    /// Where it stands in the prose.
    pub(super) range: Range<usize>,
    /// Where it stands in the document.
    pub(super) span: Span,
    /// Whether only blanks stand between it and the piece before.
    pub(super) adjoins: bool,
    pub(super) is_url: bool,
    /// Whether it belongs to a link: the label, or the address shown.
    pub(super) in_link: bool,
    /// The inline code it is in: an index into the content's list.
    pub(super) code: Option<usize>,
    /// Whether it is part of the words that say the value.
    pub(super) in_value: bool,
}

impl Chunk<'_> {
    /// Whether it counts as a word of an explanation.
    pub(super) fn is_word(&self) -> bool {
        let idle = ["tbd", "todo", "wip", "fixme", "n/a", "tba", "xxx"];
        if self.is_url || self.in_value {
            return false;
        }
        // Most pieces are plain words.
        if self.text.bytes().all(|b| b.is_ascii_lowercase()) {
            return !idle.contains(&self.text);
        }
        self.text.contains(char::is_alphanumeric)
            && !self.is_reference()
            && !idle.iter().any(|word| self.text.eq_ignore_ascii_case(word))
    }

    /// `#12`, `owner/repo#12`, `KEY-12`, `CVE-2026-1234`: they point, and explain nothing themselves.
    fn is_reference(&self) -> bool {
        let numbered =
            self.text.rsplit_once(['#', '!']).is_some_and(|(_, number)| !number.is_empty());
        numbered || name::is_issue_key(self.text) || name::is_advisory(self.text)
    }
}

/// Cuts the prose into pieces.
pub(super) fn split<'a>(content: &'a Content, value: Option<Span>) -> Vec<Chunk<'a>> {
    let text = content.prose.text();
    let links = cover(content.links.iter().map(|link| link.span));
    let mut spans = content.prose.spans();
    let mut chunks: Vec<Chunk<'a>> = Vec::with_capacity(text.len() / 6);
    let mut end_before = 0;
    for (range, is_url) in pieces(text) {
        let Some(piece) = text.get(range.clone()) else { continue };
        let span = spans.span(range.clone());
        let gap = text.get(end_before..range.start).unwrap_or_default();
        chunks.push(Chunk {
            text: piece,
            span,
            adjoins: gap == " "
                || !gap.contains(|c: char| !c.is_whitespace()) && !gap.contains("\n\n"),
            is_url,
            in_link: index_at(&links, span.start).is_some(),
            code: index_at(&content.inline_code, span.start),
            in_value: value.is_some_and(|value| value.contains(span)),
            range: range.clone(),
        });
        end_before = range.end;
    }
    chunks
}

/// The disjoint spans that cover `spans`.
fn cover(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut spans: Vec<Span> = spans.collect();
    spans.sort_unstable();
    let mut covered: Vec<Span> = Vec::new();
    for span in spans {
        match covered.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => covered.push(span),
        }
    }
    covered
}

/// The span of ascending `spans` that holds byte `at`.
fn index_at(spans: &[Span], at: usize) -> Option<usize> {
    let index = spans.partition_point(|span| span.start <= at).checked_sub(1)?;
    spans.get(index).filter(|span| at < span.end).map(|_| index)
}

/// The ranges of the pieces, and whether each is an address.
fn pieces(text: &str) -> Vec<(Range<usize>, bool)> {
    let bytes = text.as_bytes();
    let mut pieces = Vec::with_capacity(text.len() / 6);
    let mut start = None;
    let mut before = ' ';
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let fresh = start.is_none() || !before.is_alphanumeric();
        if fresh
            && matches!(c, 'h' | 'H')
            && let Some(len) = address(&text[at..])
        {
            push(text, start.take(), at, &mut pieces);
            pieces.push((at..at + len, true));
            at += len;
            before = ' ';
            continue;
        }
        let next = at + c.len_utf8();
        if c.is_ascii_alphanumeric() {
            // The rest of a word neither ends the piece nor begins an address.
            start.get_or_insert(at);
            let run = bytes[next..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            at = next + run;
            before = char::from(bytes[at - 1]);
            continue;
        }
        let after = text[next..].chars().next().unwrap_or(' ');
        if separates(c, before, after) {
            push(text, start.take(), at, &mut pieces);
        } else if start.is_none() {
            start = Some(at);
        }
        before = c;
        at = next;
    }
    push(text, start, text.len(), &mut pieces);
    pieces
}

fn push(text: &str, start: Option<usize>, end: usize, pieces: &mut Vec<(Range<usize>, bool)>) {
    let Some(start) = start else { return };
    let piece = &text[start..end];
    if let [first, .., last] = piece.as_bytes()
        && first.is_ascii_alphanumeric()
        && last.is_ascii_alphanumeric()
    {
        return pieces.push((start..end, false));
    }
    let trimmed = piece.trim_end_matches(['.', ':', '!', '?', '*', '~', '…']);
    let from = trimmed.len() - trimmed.trim_start_matches(['*', '~', ':']).len();
    if from < trimmed.len() {
        pieces.push((start + from..start + trimmed.len(), false));
    }
}

/// Whether `c` ends a piece. Separators between digits and apostrophes between letters do not.
fn separates(c: char, before: char, after: char) -> bool {
    match c {
        ',' => !(before.is_ascii_digit() && after.is_ascii_digit()),
        '\'' | '’' => !(before.is_alphanumeric() && after.is_alphanumeric()),
        '(' | ')' | '[' | ']' | '{' | '}' | '"' | '`' | '<' | '>' | ';' | '|' | '“' | '”' | '‘'
        | '«' | '»' | '—' | '–' | '…' => true,
        c => c.is_whitespace(),
    }
}

/// The length of the address that `text` begins with.
fn address(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let scheme = ["https://", "http://"].into_iter().find(|scheme| {
        bytes.len() >= scheme.len() && bytes[..scheme.len()].eq_ignore_ascii_case(scheme.as_bytes())
    })?;
    let end = text
        .find(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`' | '|' | '\\')
        })
        .unwrap_or(text.len());
    let mut url = &text[..end];
    let mut open = url.matches('(').count();
    let mut close = url.matches(')').count();
    while url.len() > scheme.len() {
        let Some(last) = url.chars().next_back() else { break };
        let drop = matches!(
            last,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '”' | '’' | ']' | '}'
        ) || last == ')' && close > open;
        if !drop {
            break;
        }
        close -= usize::from(last == ')');
        open -= usize::from(last == '(');
        url = &url[..url.len() - last.len_utf8()];
    }
    Some(url.len())
}
