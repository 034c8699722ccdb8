//! From the value of a question's key to its [`Content`].

use super::super::content::{CodeBlock, Content, Prose, TickBox};
use super::super::inline::{self, References};
use super::super::markdown::line;
use super::super::yaml_tree::{Entry, Node, NodeKind, ScalarStyle};
use super::scalar;
use crate::source::{Source, Span};

/// Keys whose value is the answer itself.
const ANSWER: [&str; 2] = ["answer", "value"];

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

/// Reads what is written for one question.
pub(super) fn read(source: &Source, value: &Node) -> Content {
    let mut reader = Reader { source, content: Content::default(), raw: Prose::new(), last: 0 };
    reader.value(value);
    reader.flush();
    reader.content.span = value.span;
    reader.content
}

/// What the keys around a scalar say of it.
#[derive(Clone, Copy, Default)]
struct Setting<'a> {
    /// It stands in the evidence part.
    evidence: bool,
    /// Its key says that it is code or output.
    code: bool,
    /// In this language.
    language: &'a str,
}

struct Reader<'a> {
    source: &'a Source,
    content: Content,
    /// The words of the paragraph at hand, markup included.
    raw: Prose,
    /// The last number of the first numbered list; `u32::MAX` once it has ended.
    last: u32,
}

impl Reader<'_> {
    /// The value of the question's key, or of `answer`.
    fn value(&mut self, node: &Node) {
        match &node.kind {
            NodeKind::Null => {}
            NodeKind::Scalar { text, style: ScalarStyle::Plain, .. }
                if matches!(text.as_str(), "~" | "null" | "Null" | "NULL") => {}
            NodeKind::Scalar { .. } => self.scalar(node, Setting::default()),
            NodeKind::Sequence(items) => self.list(node, items),
            NodeKind::Mapping(entries) => self.mapping(entries),
        }
    }

    fn list(&mut self, node: &Node, items: &[Node]) {
        // `[x]` is a list of one to YAML and a box to people.
        let slice = self.source.slice(node.span);
        if line::tick_len(slice) == Some(slice.len()) {
            self.content.boxes.push(TickBox {
                span: node.span,
                ticked: line::is_ticked(slice),
                label: Span::empty(node.span.end),
                prose: 0..0,
            });
            return;
        }
        if items.iter().any(|item| self.tick(item).is_some()) {
            for item in items {
                self.break_paragraph(item.span.start);
                self.value(item);
            }
            return;
        }
        let Some((first, rest)) = items.split_first() else { return };
        self.value(first);
        let words = |item: &Node| matches!(item.kind, NodeKind::Scalar { .. });
        let counted = self.source.slice(first.span).contains(|c: char| c.is_ascii_digit());
        if items.len() > 1 && items.iter().all(words) && !counted {
            self.content.numbered_items = items.len();
        }
        if !rest.is_empty() {
            self.begin_evidence(first.span.end);
        }
        for item in rest {
            self.evidence(item, Setting { evidence: true, ..Setting::default() });
        }
    }

    fn mapping(&mut self, entries: &[Entry]) {
        let answer = entries.iter().position(|entry| is_one_of(&entry.key, &ANSWER));
        let mut end = entries.first().map_or(0, |entry| entry.key_span.start);
        if let Some(entry) = answer.and_then(|index| entries.get(index)) {
            self.value(&entry.value);
            end = entry.value.span.end;
        }
        if entries.len() > usize::from(answer.is_some()) {
            self.begin_evidence(end);
        }
        let others = entries.iter().enumerate().filter(|&(index, _)| Some(index) != answer);
        self.entries(
            others.map(|(_, entry)| entry),
            Setting { evidence: true, ..Setting::default() },
        );
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
                self.raw.push(&key, entry.key_span);
                self.raw.push(" ", Span::empty(entry.key_span.end));
            }
            let language = language.unwrap_or(setting.language);
            self.evidence(&entry.value, Setting { code, language, ..setting });
        }
    }

    fn evidence(&mut self, node: &Node, setting: Setting<'_>) {
        match &node.kind {
            NodeKind::Null => {}
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
        let NodeKind::Scalar { style, content, .. } = &node.kind else { return };
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            self.block(node.span, *content, *style, setting);
            return;
        }
        if let Some((span, ticked)) = self.tick(node) {
            self.ticked(span, ticked, Span::new(span.end, content.end));
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
            self.raw.push_from(&words, 0..words.text().len());
        }
    }

    /// The box that a scalar begins with.
    fn tick(&self, node: &Node) -> Option<(Span, bool)> {
        let NodeKind::Scalar { content, .. } = &node.kind else { return None };
        let slice = self.source.slice(*content);
        let len = line::tick_len(slice)?;
        Some((Span::new(content.start, content.start + len), line::is_ticked(&slice[..len])))
    }

    /// A box with its label; the label of an empty one is not in the prose.
    fn ticked(&mut self, span: Span, ticked: bool, label: Span) {
        let slice = self.source.slice(label);
        let start = label.end - slice.trim_start().len();
        let label = Span::new(start, start + slice.trim().len());
        self.break_paragraph(span.start);
        let before = self.content.prose.text().len();
        if ticked {
            self.raw.push(self.source.slice(label), label);
            self.flush();
        }
        let prose = before..self.content.prose.text().len();
        self.content.boxes.push(TickBox { span, ticked, label, prose });
    }

    fn code(&mut self, span: Span, body: Span, setting: Setting<'_>) {
        self.break_paragraph(span.start);
        let language = setting.language.to_lowercase();
        self.content.code.push(CodeBlock { span, language, body });
    }

    /// A block scalar: Markdown of the simple kind, or code.
    fn block(&mut self, span: Span, content: Span, style: ScalarStyle, setting: Setting<'_>) {
        let lines = self.lines(content);
        let fenced = lines.iter().any(|line| fence(self.source.slice(*line)).is_some());
        let guessed = setting.evidence
            && style == ScalarStyle::Literal
            && looks_like_code(self.source.slice(content));
        if !fenced && !content.is_empty() && (setting.code || guessed) {
            self.code(span, content, setting);
            return;
        }
        self.break_paragraph(span.start);
        let mut lines = lines.into_iter().peekable();
        while let Some(line) = lines.next() {
            let Some((mark, language)) = fence(self.source.slice(line)) else {
                self.line(line);
                continue;
            };
            let language = language.to_lowercase();
            let mut body: Option<Span> = None;
            let mut end = line.end;
            for inner in lines.by_ref() {
                end = inner.end;
                let words = self.source.slice(inner).trim();
                if words.starts_with(mark) && words.trim_start_matches(&mark[..1]).is_empty() {
                    break;
                }
                body = Some(body.map_or(inner, |body| body.cover(inner)));
            }
            self.break_paragraph(line.start);
            self.content.code.push(CodeBlock {
                span: Span::new(line.start, end),
                language,
                body: body.unwrap_or(Span::empty(line.end)),
            });
        }
        self.flush();
    }

    /// The lines of `content` without the indentation of the first and without their line endings.
    fn lines(&self, content: Span) -> Vec<Span> {
        let first = self.source.line_of(content.start);
        let last = self.source.line_of(content.end);
        let raw = (first..=last).map(|line| self.source.line_span(line));
        let raw: Vec<Span> = raw
            .map(|line| Span::new(line.start.max(content.start), line.end.min(content.end)))
            .filter(|line| line.start <= line.end)
            .collect();
        let blanks = |line: &Span| {
            let slice = self.source.slice(*line);
            slice.len() - slice.trim_start_matches(' ').len()
        };
        let full = raw.iter().find(|line| !self.source.slice(**line).trim().is_empty());
        let indent = full.map_or(0, blanks);
        raw.iter().map(|line| Span::new(line.start + indent.min(blanks(line)), line.end)).collect()
    }

    /// One line of a block scalar, with its bullet, number or box.
    fn line(&mut self, span: Span) {
        if self.source.slice(span).trim().is_empty() {
            self.break_paragraph(span.start);
            return;
        }
        let start = line::start(self.source.text(), span);
        if let Some(number) = start.item {
            self.break_paragraph(span.start);
            self.count(start.indent, number);
        }
        if let Some((tick, ticked)) = start.tick.filter(|(tick, _)| tick.start == start.content) {
            self.ticked(tick, ticked, Span::new(tick.end, span.end));
        } else {
            let words = self.source.slice(Span::new(start.content, span.end)).trim_end();
            self.raw.push(words, Span::new(start.content, start.content + words.len()));
        }
        self.raw.break_line(span.end, false);
    }

    /// Counts the items of the first numbered list that is not indented.
    fn count(&mut self, indent: usize, number: u32) {
        if number == 0 || indent > 0 || self.last == u32::MAX {
            return;
        }
        // `1. 1. 1.` counts on by itself; a list that starts over is another one.
        if number > self.last || (number == 1 && self.last == 1) {
            self.last = number;
            self.content.numbered_items += 1;
        } else {
            self.last = u32::MAX;
        }
    }

    fn flush(&mut self) {
        if !self.raw.text().is_empty() {
            let raw = std::mem::take(&mut self.raw);
            inline::scan(&raw, &References::new(), &mut self.content);
        }
    }

    fn break_paragraph(&mut self, at: usize) {
        self.flush();
        self.content.prose.break_line(at, true);
    }
}

fn is_one_of(key: &str, names: &[&str]) -> bool {
    let key = key.trim();
    names.iter().any(|name| {
        key.len() == name.len()
            && key
                .bytes()
                .zip(name.bytes())
                .all(|(a, b)| a.eq_ignore_ascii_case(&b) || (b == b'-' && matches!(a, b' ' | b'_')))
    })
}

/// The marks and the language of a fence.
fn fence(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = line.trim_start_matches(mark);
    let len = line.len() - rest.len();
    if len < 3 || rest.contains('`') {
        return None;
    }
    let word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '+' | '#' | '.');
    let rest = rest.trim_start().trim_start_matches('{');
    let end = rest.find(|c| !word(c)).unwrap_or(rest.len());
    Some((&line[..len], &rest[..end]))
}

/// Whether most lines of a text read like code or output rather than like sentences.
fn looks_like_code(text: &str) -> bool {
    const STARTS: [&str; 18] = [
        "$ ",
        "> ",
        ">>> ",
        "... ",
        "#include",
        "import ",
        "from ",
        "def ",
        "fn ",
        "let ",
        "use ",
        "at ",
        "File \"",
        "Traceback",
        "print(",
        "return ",
        "const ",
        "var ",
    ];
    const ENDS: [&str; 8] = [";", "{", "}", ")", "]", "):", "\\", "=>"];
    let (mut code, mut lines) = (0usize, 0usize);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        lines += 1;
        let like = STARTS.iter().any(|start| line.starts_with(start))
            || ENDS.iter().any(|end| line.ends_with(end)) && !line.contains(". ")
            || line.contains(" = ")
            || line.contains("==")
            || line.contains("Error: ")
            || line.contains("Exception")
            || line.contains("panicked at")
            || line.contains("::");
        code += usize::from(like);
    }
    lines > 0 && 2 * code >= lines && code > 0
}
