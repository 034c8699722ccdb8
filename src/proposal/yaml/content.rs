//! From the value of a question's key to its [`Content`].

use super::super::boxes::{self, Found, jira_mark};
use super::super::content::{CodeBlock, Content, Prose, TickBox};
use super::super::inline::{self, References};
use super::super::markdown::{labels, line, markup};
use super::super::reading;
use super::super::yaml_tree::{Entry, Node, NodeKind, ScalarStyle};
use super::alias::Aliases;
use super::{list, scalar};
use crate::policy::Question;
use crate::source::{Source, Span};
use std::borrow::Cow;
use std::collections::HashSet;

/// Keys whose value is the answer itself.
const ANSWER: [&str; 2] = ["answer", "value"];

/// Keys that name the question, in a list of answers.
pub(super) const QUESTION: [&str; 4] = ["question", "prompt", "id", "q"];

/// The key that takes over what a mapping does not say itself.
const MERGE: &str = "<<";

/// Keys whose text is code or output.
const CODE: [&str; 20] = [
    "repro",
    "reproduction",
    "reproducer",
    "reproducible-example",
    "code",
    "script",
    "snippet",
    "example",
    "body",
    "log",
    "logs",
    "output",
    "error",
    "errors",
    "trace",
    "traceback",
    "backtrace",
    "stacktrace",
    "stack-trace",
    "console",
];

/// Keys that say what their value is: `pull-request: 12`.
const NAMING: [&str; 8] =
    ["test", "tests", "pull-request", "pr", "commit", "held-by", "advisory", "measurement"];

/// Keys that name the language of the code beside them.
const LANGUAGE: [&str; 2] = ["language", "lang"];

/// Reads what is written for one question, or only `part` of the text that is its answer; tells whether all of it stands in
/// this place.
pub(super) fn read(
    source: &Source,
    question: &Question,
    aliases: &Aliases<'_>,
    value: &Node,
    part: Option<Span>,
) -> (Content, bool) {
    let mut reader = Reader::new(source, question, aliases);
    reader.part = part;
    reader.value(value);
    reader.finish(value.span)
}

/// The same of an item of a list of answers, the question left out.
pub(super) fn read_item(
    source: &Source,
    question: &Question,
    aliases: &Aliases<'_>,
    item: &Node,
    part: Option<Span>,
) -> (Content, bool) {
    let entries: Vec<&Entry> =
        item.entries().iter().filter(|entry| !is_one_of(&entry.key, &QUESTION)).collect();
    let spans = entries.iter().map(|entry| entry.key_span.cover(entry.value.span));
    let span = spans.reduce(Span::cover).unwrap_or(Span::empty(item.span.end));
    let mut reader = Reader::new(source, question, aliases);
    reader.part = part;
    reader.mapping(&entries);
    reader.finish(span)
}

/// The text of a question's value that is the answer: how it is written, and its bytes.
pub(super) fn answer(value: &Node) -> Option<(ScalarStyle, Span)> {
    match &value.kind {
        NodeKind::Scalar { style, content, .. } => Some((*style, *content)),
        NodeKind::Mapping(entries) => {
            let entry = entries.iter().find(|entry| is_one_of(&entry.key, &ANSWER))?;
            match &entry.value.kind {
                NodeKind::Scalar { style, content, .. } => Some((*style, *content)),
                _ => None,
            }
        }
        NodeKind::Null | NodeKind::Sequence(_) => None,
    }
}

/// Where the words below a quote begin that a text begins with, as replies do.
pub(super) fn behind_quote(source: &Source, style: ScalarStyle, content: Span) -> Option<usize> {
    let text = source.slice(content);
    if style == ScalarStyle::Plain || !(text.contains(['\n', '\r']) || text.contains("\\n")) {
        return None;
    }
    if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
        let numbers = source.line_of(content.start)..=source.line_of(content.end);
        let lines = numbers.map(|number| source.line_span(number)).map(|line| {
            Span::new(line.start.max(content.start), line.end.min(content.end).max(content.start))
        });
        return reading::behind_quote(lines.map(|line| (line.start, source.slice(line).trim())));
    }
    let words = scalar::prose(source.text(), style, content);
    let mut from = 0;
    let lines = words.text().split_inclusive('\n').map(|line| {
        from += line.len();
        (from - line.len(), line)
    });
    reading::behind_quote(lines).map(|at| words.span(at..at + 1).start)
}

/// What the keys around a scalar say of it.
#[derive(Clone, Copy, Default)]
pub(super) struct Setting<'a> {
    /// It stands in the evidence part.
    pub(super) evidence: bool,
    /// Its key says that it is code or output.
    pub(super) code: bool,
    /// In this language.
    language: &'a str,
}

pub(super) struct Reader<'a> {
    pub(super) source: &'a Source,
    question: &'a Question,
    aliases: &'a Aliases<'a>,
    /// The alias that stands for what is read.
    place: Option<Span>,
    /// The part of the answer's text that is read, where it is not all.
    part: Option<Span>,
    /// Whether something was read that stands elsewhere.
    elsewhere: bool,
    pub(super) content: Content,
    /// The words of the paragraph at hand, markup included.
    pub(super) raw: Prose,
    /// The last number of the first numbered list; `u32::MAX` once it has ended.
    pub(super) last: u32,
}

impl<'a> Reader<'a> {
    fn new(source: &'a Source, question: &'a Question, aliases: &'a Aliases<'a>) -> Self {
        Self {
            source,
            question,
            aliases,
            place: None,
            part: None,
            elsewhere: false,
            content: Content::default(),
            raw: Prose::new(),
            last: 0,
        }
    }

    fn finish(mut self, span: Span) -> (Content, bool) {
        self.flush();
        self.content.span = span;
        (self.content, !self.elsewhere)
    }

    /// Reads what an alias stands for, in its place. One level: an alias inside stands for nothing.
    fn alias(&mut self, node: &Node, read: impl FnOnce(&mut Self, &Node)) {
        if self.place.is_some() {
            return;
        }
        let Some(anchored) = self.aliases.find(node) else { return };
        self.flush();
        self.elsewhere = true;
        self.place = Some(node.span);
        read(self, anchored);
        self.place = None;
    }

    /// The value of the question's key, or of `answer`.
    fn value(&mut self, node: &Node) {
        match &node.kind {
            NodeKind::Null => self.alias(node, Self::value),
            NodeKind::Scalar { text, style: ScalarStyle::Plain, .. }
                if matches!(text.as_str(), "~" | "null" | "Null" | "NULL") => {}
            NodeKind::Scalar { .. } => self.scalar(node, Setting::default()),
            NodeKind::Sequence(items) => self.list(node, items),
            NodeKind::Mapping(entries) => self.mapping(&entries.iter().collect::<Vec<_>>()),
        }
    }

    fn list(&mut self, node: &Node, items: &[Node]) {
        // `[x]` is a list of one to YAML and a box to people.
        let slice = self.source.slice(node.span);
        if line::tick_len(slice) == Some(slice.len()) && self.place.is_none() {
            self.content.boxes.push(TickBox {
                span: node.span,
                ticked: line::is_ticked(slice),
                label: Span::empty(node.span.end),
                prose: 0..0,
            });
            return;
        }
        if self.place.is_none() && items.iter().any(begins_with_box) {
            for item in items {
                self.break_paragraph(item.span.start);
                self.value(item);
            }
            return;
        }
        let Some((first, rest)) = items.split_first() else { return };
        self.value(first);
        // Two options are no choice, and neither is evidence of the other.
        if list::has_alternatives(self.question, items) {
            for item in rest {
                self.words(", ", Span::empty(item.span.start));
                self.value(item);
            }
            return;
        }
        if list::is_of_steps(items) {
            self.content.numbered_items = items.len();
        }
        if !rest.is_empty() {
            self.begin_evidence(first.span.end);
        }
        for item in rest {
            self.evidence(item, Setting { evidence: true, ..Setting::default() });
        }
    }

    fn mapping(&mut self, entries: &[&Entry]) {
        let is_answer = |entry: &&Entry| is_one_of(&entry.key, &ANSWER);
        let setting = Setting { evidence: true, ..Setting::default() };
        let answer = entries.iter().position(&is_answer);
        let merged = entries.iter().find(|entry| entry.key.trim() == MERGE);
        let mut end = entries.first().map_or(0, |entry| entry.key_span.start);
        if let Some(entry) = answer.and_then(|index| entries.get(index)) {
            self.value(&entry.value);
            end = entry.value.span.end;
        } else if let Some(merged) = merged {
            self.alias(&merged.value, |reader, node| {
                if let Some(entry) = node.entries().iter().find(|entry| is_answer(entry)) {
                    reader.value(&entry.value);
                }
            });
        }
        if entries.len() > usize::from(answer.is_some()) {
            self.begin_evidence(end);
        }
        let own = entries.iter().enumerate();
        let own = own.filter(|(index, entry)| Some(*index) != answer && entry.key.trim() != MERGE);
        self.entries(own.map(|(_, entry)| *entry), setting);
        if let Some(merged) = merged {
            let said: HashSet<&str> = entries.iter().map(|entry| entry.key.trim()).collect();
            self.alias(&merged.value, |reader, node| {
                let others = node.entries().iter().filter(|entry| !is_answer(entry));
                reader.entries(others.filter(|entry| !said.contains(entry.key.trim())), setting);
            });
        }
    }

    /// From here on the prose is evidence and explanation.
    fn begin_evidence(&mut self, at: usize) {
        self.break_paragraph(at);
        self.content.notes_from.get_or_insert(self.content.prose.text().len());
    }

    fn entries<'n>(
        &mut self,
        entries: impl Iterator<Item = &'n Entry> + Clone,
        setting: Setting<'_>,
    ) {
        let language = entries.clone().find_map(|entry| match &entry.value.kind {
            NodeKind::Scalar { text, .. } if is_one_of(&entry.key, &LANGUAGE) => Some(text.trim()),
            _ => None,
        });
        for entry in entries {
            if language.is_some() && is_one_of(&entry.key, &LANGUAGE) {
                continue;
            }
            let code = setting.code || is_one_of(&entry.key, &CODE);
            let words = matches!(entry.value.kind, NodeKind::Scalar { .. });
            if words && is_one_of(&entry.key, &NAMING) {
                self.break_paragraph(entry.key_span.start);
                let key = self.source.slice(entry.key_span).replace(['-', '_'], " ");
                self.words(&key, entry.key_span);
                self.words(" ", Span::empty(entry.key_span.end));
            }
            let language = language.unwrap_or(setting.language);
            self.evidence(&entry.value, Setting { code, language, ..setting });
        }
    }

    fn evidence(&mut self, node: &Node, setting: Setting<'_>) {
        match &node.kind {
            NodeKind::Null => self.alias(node, |reader, node| reader.evidence(node, setting)),
            NodeKind::Scalar { .. } => {
                self.scalar(node, setting);
                self.break_paragraph(node.span.end);
            }
            NodeKind::Sequence(items) => {
                for item in items {
                    self.evidence(item, setting);
                }
            }
            NodeKind::Mapping(entries) => self.entries(entries.iter(), setting),
        }
    }

    fn scalar(&mut self, node: &Node, setting: Setting<'_>) {
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
        if let Some(said) = jira_mark(self.source.slice(*content)).filter(|_| !setting.evidence) {
            self.raw.push(said, *content);
            return;
        }
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            self.block(node.span, *content, *style, setting);
            return;
        }
        let words = scalar::prose(self.source.text(), *style, *content);
        if setting.code && words.text().trim().contains('\n') {
            self.code(node.span, *content, setting);
        } else if setting.code && !words.text().contains("://") {
            self.flush();
            self.content.inline_code.push(words.trimmed_span());
            self.content.prose.push_from(&words, 0..words.text().len());
        } else {
            // What is wrapped goes on, and so does the label of its last box; a break that is written out ends both.
            let is_wrapped = !self.source.slice(*content).contains("\\n");
            self.paragraphs(&words, if is_wrapped { "\n\n" } else { "\n" }, setting);
        }
    }

    /// The words of a scalar, in pieces that end with `mark`, with the boxes in each.
    fn paragraphs(&mut self, words: &Prose, mark: &str, setting: Setting<'_>) {
        let text = words.text();
        let mut from = 0;
        for piece in text.split_inclusive(mark) {
            let range = from..from + piece.len();
            from = range.end;
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
    }

    /// Words in running text. Those that an alias stands for are there as a whole, without their markup.
    fn words(&mut self, words: &str, span: Span) {
        match self.place {
            Some(place) => self.content.prose.push(words, place),
            None => self.raw.push(words, span),
        }
    }

    /// How much of a line only labels what follows, `TL;DR:`, `Evidence:`, or is markup that says nothing.
    pub(super) fn label_len(&mut self, line: &str, at: usize, setting: Setting<'_>) -> usize {
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
    pub(super) fn boxes(&mut self, words: &Prose, found: &[Found]) {
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

    pub(super) fn code(&mut self, span: Span, body: Span, setting: Setting<'_>) {
        self.break_paragraph(span.start);
        let language = setting.language.to_lowercase();
        self.content.code.push(CodeBlock { span, language, body });
    }

    pub(super) fn flush(&mut self) {
        if !self.raw.text().is_empty() {
            let raw = std::mem::take(&mut self.raw);
            inline::scan(&raw, &References::new(), &mut self.content);
        }
    }

    pub(super) fn break_paragraph(&mut self, at: usize) {
        self.flush();
        let at = self.place.map_or(at, |place| place.end);
        self.content.prose.break_line(at, true);
    }
}

/// The boxes of a line. In the evidence they stand for nothing but where they lead.
pub(super) fn boxes_in(line: &str, setting: Setting<'_>) -> Vec<Found> {
    if setting.evidence && !boxes::leads(line) { Vec::new() } else { boxes::find(line) }
}

/// Whether an item of a list is one of several boxes.
fn begins_with_box(item: &Node) -> bool {
    matches!(&item.kind, NodeKind::Scalar { text, .. } if boxes::leads(text))
}

/// The words that an alias stands for, the labels of empty boxes left out.
fn without_empty_boxes<'t>(text: &'t str, setting: Setting<'_>) -> Cow<'t, str> {
    if let Some(said) = jira_mark(text).filter(|_| !setting.evidence) {
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

pub(super) fn is_one_of(key: &str, names: &[&str]) -> bool {
    let key = key.trim();
    names.iter().any(|name| {
        key.len() == name.len()
            && key
                .bytes()
                .zip(name.bytes())
                .all(|(a, b)| a.eq_ignore_ascii_case(&b) || (b == b'-' && matches!(a, b' ' | b'_')))
    })
}
