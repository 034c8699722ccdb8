//! From the value of a question's key to its [`Content`].

pub(super) mod text;

use super::super::boxes;
use super::super::content::{Content, Prose, TickBox};
use super::super::markdown::line;
use super::super::reading;
use super::super::yaml_tree::{Entry, Node, NodeKind, ScalarStyle};
use super::alias::Aliases;
use super::{list, scalar};
use crate::policy::Question;
use crate::source::{Source, Span};
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
    let mut words = Prose::new();
    scalar::read(source.text(), style, content, &mut words);
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
    /// Room for the words of the scalar at hand.
    words: Prose,
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
            words: Prose::new(),
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
}

/// Whether an item of a list is one of several boxes.
fn begins_with_box(item: &Node) -> bool {
    matches!(&item.kind, NodeKind::Scalar { text, .. } if boxes::leads(text))
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
