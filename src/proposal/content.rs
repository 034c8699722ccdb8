//! What is written below one question, markup taken away: the common input of reading values and evidence.

use crate::source::Span;

/// Plain text with a map back to the document.
///
/// Markup (emphasis, quote and list markers, tags, link targets, template text, code blocks, unticked boxes) is not
/// in it; soft line breaks are `\n`, and so are the borders between items, cells and paragraphs (`\n\n`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    text: String,
    /// Where each run of `text` comes from: (first byte in `text`, first byte in the document), ascending.
    runs: Vec<(usize, Span)>,
}

impl Prose {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty text with room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        // A line of text has two runs, with the break behind it, and a short one seldom more.
        Self { text: String::with_capacity(bytes), runs: Vec::with_capacity(bytes / 32 + 4) }
    }

    /// Takes everything out, and keeps the room.
    pub fn clear(&mut self) {
        self.text.clear();
        self.runs.clear();
    }

    /// Appends `text`, which stands for the document's bytes at `span`. When both are equally long a place inside maps
    /// byte by byte; otherwise (an escape, an entity) the whole run maps to the whole span.
    pub fn push(&mut self, text: &str, span: Span) {
        if !text.is_empty() {
            self.push_run(self.text.len(), text.len(), span);
            self.text.push_str(text);
        }
    }

    /// Maps the `len` bytes from `begin` on, where the text ends so far, to `span`: what goes on where the last run ends is
    /// a part of that.
    fn push_run(&mut self, begin: usize, len: usize, span: Span) {
        match self.runs.last_mut() {
            Some((last_begin, last))
                if last.len() == begin - *last_begin
                    && span.len() == len
                    && last.end == span.start =>
            {
                last.end = span.end;
            }
            _ => self.runs.push((begin, span)),
        }
    }

    /// Appends `range` of another text, mapped to where that came from.
    pub fn push_from(&mut self, other: &Prose, range: std::ops::Range<usize>) {
        let first = other.runs.partition_point(|&(begin, _)| begin <= range.start);
        let Some(first) = first.checked_sub(1) else { return };
        let Some(text) = other.text.get(range.clone()) else { return };
        let base = self.text.len();
        let mut at = range.start;
        let mut runs = other.runs[first..].iter().peekable();
        while let Some(&(begin, span)) = runs.next()
            && at < range.end
        {
            let run_end = runs.peek().map_or(other.text.len(), |next| next.0);
            let end = range.end.min(run_end);
            let span = if span.len() == run_end - begin {
                Span::new(span.start + (at - begin), span.start + (end - begin))
            } else {
                span
            };
            self.push_run(base + (at - range.start), end - at, span);
            at = end;
        }
        self.text.push_str(text);
    }

    /// Ends the line or (`paragraph`) the paragraph, unless the text is empty or has just ended one.
    pub fn break_line(&mut self, at: usize, paragraph: bool) {
        if self.text.is_empty() {
            return;
        }
        let wanted = if paragraph { 2 } else { 1 };
        let have = self.text.bytes().rev().take_while(|&b| b == b'\n').count();
        for _ in have..wanted {
            self.runs.push((self.text.len(), Span::empty(at)));
            self.text.push('\n');
        }
    }

    /// The plain text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether another text is the same, read from places that are the `same`.
    pub fn is_moved(&self, other: &Self, same: impl Fn(Span, Span) -> bool) -> bool {
        let runs = self.runs.iter().zip(&other.runs);
        self.text == other.text
            && self.runs.len() == other.runs.len()
            && runs.into_iter().all(|(a, b)| a.0 == b.0 && same(a.1, b.1))
    }

    /// Whether there is nothing but white space.
    pub fn is_blank(&self) -> bool {
        let first = self.text.as_bytes().first();
        !first.is_some_and(u8::is_ascii_graphic) && self.text.trim_start().is_empty()
    }

    /// The document's bytes for `range` of the plain text: from the first to the last byte it comes from, markup
    /// between them included.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        let start = self.map(range.start, false);
        let end = if range.is_empty() { start } else { self.map(range.end - 1, true) };
        Span::new(start, end.max(start))
    }

    /// Maps ranges whose starts ascend, as [`Prose::span`] does, without a search for each.
    pub fn spans(&self) -> Spans<'_> {
        Spans { prose: self, run: 0 }
    }

    /// The span of everything but surrounding white space; empty at the first run (or 0) where there is only that.
    pub fn trimmed_span(&self) -> Span {
        let start = self.text.len() - self.text.trim_start().len();
        self.span(start..start + self.text.trim().len())
    }

    /// The document's byte for byte `at` of the text, or the byte after it (`after`).
    fn map(&self, at: usize, after: bool) -> usize {
        let index = self.runs.partition_point(|&(begin, _)| begin <= at);
        let Some(&(begin, span)) = index.checked_sub(1).and_then(|i| self.runs.get(i)) else {
            return self.runs.first().map_or(0, |run| run.1.start);
        };
        let end = self.runs.get(index).map_or(self.text.len(), |next| next.0);
        if span.len() == end - begin {
            (span.start + (at - begin) + usize::from(after)).min(span.end)
        } else if after {
            span.end
        } else {
            span.start
        }
    }
}

/// The way back to the document for one range after the other.
#[derive(Clone, Debug)]
pub struct Spans<'a> {
    prose: &'a Prose,
    /// The run that the last range began in.
    run: usize,
}

impl Spans<'_> {
    /// The end of what is mapped byte by byte and in order, line breaks in between, from byte `at` of the text, where
    /// the last range began, up to byte `to` of the document: a byte of the text, at most `at` where nothing is.
    pub fn runs_end(&self, at: usize, to: usize) -> usize {
        let text = &self.prose.text;
        let runs = self.prose.runs.get(self.run..).unwrap_or_default();
        let (mut end, mut place) = (at, 0);
        for (i, &(begin, span)) in runs.iter().enumerate() {
            let next = runs.get(i + 1).map_or(text.len(), |next| next.0);
            let is_break = || span.is_empty() && text.as_bytes()[begin..next] == *b"\n";
            if begin > end || span.start < place || span.len() != next - begin && !is_break() {
                break;
            }
            if span.end > to {
                return next.min(begin.saturating_add(to.saturating_sub(span.start)));
            }
            (end, place) = (next, span.end);
        }
        end
    }

    /// The document's bytes for `range`, which begins no earlier than the one before.
    pub fn span(&mut self, range: std::ops::Range<usize>) -> Span {
        let runs = &self.prose.runs;
        while runs.get(self.run + 1).is_some_and(|&(begin, _)| begin <= range.start) {
            self.run += 1;
        }
        let next = runs.get(self.run + 1).map_or(self.prose.text.len(), |next| next.0);
        match runs.get(self.run) {
            Some(&(begin, span))
                if begin <= range.start
                    && !range.is_empty()
                    && range.end <= next
                    && span.len() == next - begin =>
            {
                let start = span.start + (range.start - begin);
                Span::new(start, start + range.len())
            }
            _ => self.prose.span(range),
        }
    }
}

/// Tells which of ascending spans of the document holds a range of the text, for ranges whose starts ascend.
#[derive(Clone, Debug)]
pub struct Holders<'p, 's> {
    places: Spans<'p>,
    spans: &'s [Span],
    at: usize,
    quiet_to: usize,
}

impl<'p, 's> Holders<'p, 's> {
    /// Which of `spans` hold the ranges of `prose`.
    pub fn new(prose: &'p Prose, spans: &'s [Span]) -> Self {
        Self { places: prose.spans(), spans, at: 0, quiet_to: 0 }
    }

    /// The index of the span that the first byte of `range` is in.
    pub fn of(&mut self, range: std::ops::Range<usize>) -> Option<usize> {
        if range.end <= self.quiet_to { None } else { self.at(range).0 }
    }

    /// The same, with the document's bytes for `range`.
    pub fn at(&mut self, range: std::ops::Range<usize>) -> (Option<usize>, Span) {
        let begin = range.start;
        let place = self.places.span(range);
        while self.spans.get(self.at).is_some_and(|span| span.end <= place.start) {
            self.at += 1;
        }
        let next = self.spans.get(self.at);
        let holder = next.filter(|span| span.start <= place.start).map(|_| self.at);
        if holder.is_none() && self.quiet_to <= begin {
            let to = next.map_or(usize::MAX, |span| span.start);
            self.quiet_to = self.places.runs_end(begin, to);
        }
        (holder, place)
    }

    /// Up to this byte of the text no further range is in any of the spans.
    pub fn quiet_to(&self) -> usize {
        self.quiet_to
    }
}

/// A box of a task list, `[x]` in any spacing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TickBox {
    /// Brackets included.
    pub span: Span,
    /// Whether it is ticked.
    pub ticked: bool,
    /// The text behind it, trimmed, as it stands; empty for the box of the question's own line.
    pub label: Span,
    /// For a ticked box with a label: where the label stands in the prose. The labels of unticked boxes are not there.
    pub prose: std::ops::Range<usize>,
}

/// A fenced or indented block of code, or a YAML block scalar that holds one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeBlock {
    /// Fences included.
    pub span: Span,
    /// The word after the opening fence, lower case; empty where there is none.
    pub language: String,
    /// The code, fences left out.
    pub body: Span,
}

/// `[text](target)`, `<target>`, `![alt](target)` or a bare URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The whole link.
    pub span: Span,
    /// Where it goes, as written.
    pub target: String,
    /// Whether it shows a picture.
    pub image: bool,
    /// The words shown for it; empty for a bare URL and `<target>`.
    pub label: Span,
}

/// Everything written below one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// The words. Link labels are part of them, link targets are not; a bare URL is.
    pub prose: Prose,
    /// The boxes, in order.
    pub boxes: Vec<TickBox>,
    /// The code blocks, in order; their text is not in the prose.
    pub code: Vec<CodeBlock>,
    /// Inline code in the prose (its text is part of the prose), backticks left out.
    pub inline_code: Vec<Span>,
    /// The links, in order.
    pub links: Vec<Link>,
    /// Placeholders of the template: `<...>`, `{...}`, `[...]`; their text is not in the prose.
    pub placeholders: Vec<Span>,
    /// Top-level items of the first numbered list in the answer: steps that can be counted.
    pub numbered_items: usize,
    /// Where the evidence part begins in the prose, when the layout has one of its own (a table's evidence column, YAML
    /// `evidence` and `notes`): text from here on is evidence and explanation, never the value.
    pub notes_from: Option<usize>,
    /// Bytes of the whole answer, for findings about nothing in particular.
    pub span: Span,
}

impl Content {
    /// The plain text that may hold the value: everything before the evidence part.
    pub fn value_text(&self) -> &str {
        let text = self.prose.text();
        self.notes_from.and_then(|end| text.get(..end)).unwrap_or(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_maps_back() {
        // document: "**Yes**, &amp; no"
        let mut prose = Prose::new();
        prose.push("Yes", Span::new(2, 5));
        prose.push(", ", Span::new(7, 9));
        prose.push("&", Span::new(9, 14));
        prose.push(" no", Span::new(14, 17));
        assert_eq!(prose.text(), "Yes, & no");
        assert_eq!(prose.span(0..3), Span::new(2, 5));
        assert_eq!(prose.span(0..5), Span::new(2, 9));
        assert_eq!(prose.span(5..6), Span::new(9, 14));
        assert_eq!(prose.span(7..9), Span::new(15, 17));
        assert_eq!(prose.trimmed_span(), Span::new(2, 17));
        let mut spans = prose.spans();
        for (start, end) in [(0, 3), (0, 5), (2, 4), (3, 3), (5, 6), (5, 9), (7, 9), (9, 9)] {
            assert_eq!(spans.span(start..end), prose.span(start..end), "{start}..{end}");
        }
    }
}
