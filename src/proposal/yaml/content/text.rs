//! The words of a scalar: prose, labels, boxes, code.

use super::{Reader, Setting};
use crate::proposal::boxes::{self, Found, jira_mark};
use crate::proposal::content::{CodeBlock, Prose, TickBox};
use crate::proposal::inline::{self, References};
use crate::proposal::markdown::{labels, markup};
use crate::proposal::yaml::scalar;
use crate::proposal::yaml_tree::{Node, NodeKind, ScalarStyle};
use crate::source::Span;
use std::borrow::Cow;
use std::ops::Range;

impl Reader<'_> {
    pub(super) fn scalar(&mut self, node: &Node, setting: Setting<'_>) {
        let NodeKind::Scalar { text, style, content } = &node.kind else { return };
        if let Some(place) = self.place {
            let is_code = self.is_code(*content, *style, setting);
            if is_code && text.trim().contains('\n') {
                self.code(place, *content, setting);
            } else {
                self.words(&without_empty_boxes(text, setting), place);
            }
            return;
        }
        let content = &match self.part.filter(|_| !setting.evidence) {
            Some(part) => {
                let start = content.start.max(part.start);
                Span::new(start, content.end.min(part.end).max(start))
            }
            None => *content,
        };
        if !setting.evidence
            && let Some(said) = jira_mark(self.source.slice(*content))
        {
            self.raw.push(said, *content);
            return;
        }
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            self.block(node.span, *content, *style, setting);
            return;
        }
        let mut words = std::mem::take(&mut self.words);
        words.clear();
        scalar::read(self.source.text(), *style, *content, &mut words);
        if setting.code && words.text().trim().contains('\n') {
            self.code(node.span, *content, setting);
        } else if setting.code && !words.text().contains("://") {
            self.flush();
            self.content.inline_code.push(words.trimmed_span());
            self.content.prose.push_from(&words, 0..words.text().len());
        } else {
            self.paragraphs(&words, *content, setting);
        }
        self.words = words;
    }

    /// The words of a scalar, in pieces, with the boxes in each.
    fn paragraphs(&mut self, words: &Prose, content: Span, setting: Setting<'_>) {
        let text = words.text();
        if memchr::memchr(b'\n', text.as_bytes()).is_none() {
            return self.piece(words, 0..text.len(), setting);
        }
        // What is wrapped goes on, and so does the label of its last box; a break that is written out ends both.
        let is_wrapped = !self.source.slice(content).contains("\\n");
        let mut from = 0;
        for piece in text.split_inclusive(if is_wrapped { "\n\n" } else { "\n" }) {
            let range = from..from + piece.len();
            from = range.end;
            self.piece(words, range, setting);
        }
    }

    fn piece(&mut self, words: &Prose, range: Range<usize>, setting: Setting<'_>) {
        let piece = &words.text()[range.clone()];
        let found = boxes_in(piece, setting);
        if found.is_empty() {
            let label = self.label_len(piece, words.span(range.clone()).start, setting);
            self.raw.push_from(words, range.start + label..range.end);
        } else {
            let mut own = Prose::new();
            own.push_from(words, range);
            self.boxes(&own, &found);
        }
    }

    /// Words in running text. Those that an alias stands for are there as a whole, without their markup.
    pub(super) fn words(&mut self, words: &str, span: Span) {
        match self.place {
            Some(place) => self.content.prose.push(words, place),
            None => self.raw.push(words, span),
        }
    }

    /// How much of a line only labels what follows, `TL;DR:`, `Evidence:`, or is markup that says nothing.
    pub(in crate::proposal::yaml) fn label_len(
        &mut self,
        line: &str,
        at: usize,
        setting: Setting<'_>,
    ) -> usize {
        if setting.evidence {
            return 0;
        }
        let opens = self.raw.text().is_empty() || self.raw.text().ends_with('\n');
        let nothing_yet = self.content.notes_from.is_none()
            && self.content.prose.is_blank()
            && self.raw.is_blank();
        let label = nothing_yet
            .then(|| markup::caption_len(line).or_else(|| labels::answer_labels(line)))
            .flatten();
        let notes = || labels::notes_label(line).filter(|_| opens);
        let len = match label {
            Some(len) => len,
            None => match notes() {
                Some(len) => {
                    self.begin_evidence(at);
                    len
                }
                None => 0,
            },
        };
        if markup::is_markup(&line[len..]) { line.len() } else { len }
    }

    /// Words with boxes in them: the label of each goes up to the next, and that of an empty one is not in the prose.
    pub(in crate::proposal::yaml) fn boxes(&mut self, words: &Prose, found: &[Found]) {
        let lead = found.first().map_or(0, |first| first.at.start);
        // In a text of its own a list has its marks.
        if words.text()[..lead].contains(char::is_alphanumeric) {
            self.raw.push_from(words, 0..lead);
        }
        for one in found {
            let span = words.span(one.at.range());
            self.break_paragraph(span.start);
            let before = self.content.prose.text().len();
            if one.ticked {
                self.raw.push_from(words, one.label.range());
                self.flush();
            }
            let prose = before..self.content.prose.text().len();
            let label = words.span(one.label.range());
            self.content.boxes.push(TickBox { span, ticked: one.ticked, label, prose });
            if !one.behind.is_empty() {
                self.break_paragraph(span.start);
                self.raw.push_from(words, one.behind.range());
            }
        }
        self.raw.break_line(words.span(lead..words.text().len()).end, false);
    }

    pub(in crate::proposal::yaml) fn code(&mut self, span: Span, body: Span, setting: Setting<'_>) {
        self.break_paragraph(span.start);
        let language = setting.language.to_lowercase();
        self.content.code.push(CodeBlock { span, language, body });
    }

    pub(in crate::proposal::yaml) fn flush(&mut self) {
        if !self.raw.text().is_empty() {
            inline::scan(&self.raw, &References::new(), &mut self.content);
            self.raw.clear();
        }
    }

    pub(in crate::proposal::yaml) fn break_paragraph(&mut self, at: usize) {
        self.flush();
        let at = self.place.map_or(at, |place| place.end);
        self.content.prose.break_line(at, true);
    }
}

/// The boxes of a line. In the evidence they stand for nothing but where they lead.
pub(in crate::proposal::yaml) fn boxes_in(line: &str, setting: Setting<'_>) -> Vec<Found> {
    if setting.evidence && !boxes::leads(line) { Vec::new() } else { boxes::find(line) }
}

/// The words that an alias stands for, the labels of empty boxes left out.
fn without_empty_boxes<'t>(text: &'t str, setting: Setting<'_>) -> Cow<'t, str> {
    if !setting.evidence
        && let Some(said) = jira_mark(text)
    {
        return said.into();
    }
    if !boxes::may_have_any(text) {
        return text.trim().into();
    }
    let line = |line: &str| {
        let found = boxes_in(line, setting);
        let Some(first) = found.first().filter(|_| found.iter().any(|one| !one.ticked)) else {
            return line.to_owned();
        };
        let mut words = line[..first.at.start].to_owned();
        for one in found {
            words.push_str(if one.ticked { &line[one.label.range()] } else { "" });
            words.push_str(&line[one.behind.range()]);
            words.push(' ');
        }
        words
    };
    text.trim().lines().map(line).collect::<Vec<_>>().join("\n").into()
}
