//! Block scalars: Markdown of the simple kind, or code.

use super::super::content::{CodeBlock, Prose};
use super::super::evidence::parts::{self, Heads, Parts};
use super::super::markdown::line;
use super::super::yaml_tree::ScalarStyle;
use super::content::text::boxes_in;
use super::content::{Reader, Setting};
use crate::source::Span;
use std::sync::LazyLock;

impl Reader<'_> {
    /// A block scalar: Markdown of the simple kind, or code.
    pub(super) fn block(
        &mut self,
        span: Span,
        content: Span,
        style: ScalarStyle,
        setting: Setting<'_>,
    ) {
        if !content.is_empty() && self.is_code(content, style, setting) && !self.is_fenced(content)
        {
            self.code(span, content, setting);
            return;
        }
        let lines = self.lines(content);
        self.break_paragraph(span.start);
        let mut lines = lines.into_iter().peekable();
        while let Some(line) = lines.next() {
            let Some((mark, language)) = fence(self.source.slice(line)) else {
                self.line(line, setting);
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

    /// Whether a block has fences of its own, as few do.
    fn is_fenced(&self, content: Span) -> bool {
        memchr::memchr2(b'`', b'~', self.source.slice(content).as_bytes()).is_some()
            && self.lines(content).iter().any(|line| fence(self.source.slice(*line)).is_some())
    }

    /// Whether a block is code, as its key says or as it looks.
    pub(super) fn is_code(&self, content: Span, style: ScalarStyle, setting: Setting<'_>) -> bool {
        let literal = setting.evidence && style == ScalarStyle::Literal;
        setting.code || literal && looks_like_code(self.source.slice(content))
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
    fn line(&mut self, span: Span, setting: Setting<'_>) {
        let all = self.source.slice(span).trim();
        if all.is_empty() || line::is_rule(all) {
            self.break_paragraph(span.start);
            return;
        }
        let start = line::start(self.source.text(), span);
        if let Some(number) = start.item {
            self.break_paragraph(span.start);
            self.count(start.indent, number);
        }
        let part = Span::new(start.content, span.end);
        let words = self.source.slice(part).trim_end();
        let part = Span::new(part.start, part.start + words.len());
        let found = boxes_in(words, setting);
        if found.is_empty() {
            let label = self.label_len(words, part.start, setting);
            let mut own = Span::new(part.start + label, part.end);
            // "A: 1. stop it" begins a list.
            if label > 0 {
                let first = line::start(self.source.text(), own);
                if first.item == Some(1) {
                    self.count(0, 1);
                    own.start = first.content;
                }
            }
            self.raw.push(self.source.slice(own), own);
        } else {
            let mut own = Prose::new();
            own.push(words, part);
            self.boxes(&own, &found);
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

/// Beginnings of lines of code and output.
const STARTS: &Heads = &Heads::new(&[
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
]);

/// What stands in them, and in few sentences.
const PARTS: &[&str] = &[" = ", "==", "Error: ", "Exception", "panicked at", "::"];

/// Whether most lines of a text read like code or output rather than like sentences.
fn looks_like_code(text: &str) -> bool {
    static ANY_PART: LazyLock<Parts> = LazyLock::new(|| Parts::new(PARTS));
    let (mut code, mut lines) = (0usize, 0usize);
    for line in parts::lines(text).map(str::trim_start).filter(|line| !line.is_empty()) {
        lines += 1;
        let ends = || {
            line.ends_with([';', '{', '}', ')', ']', '\\'])
                || line.ends_with("):")
                || line.ends_with("=>")
        };
        let like = STARTS.of(line).next().is_some()
            || ends() && !line.contains(". ")
            || ANY_PART.any_in(line);
        code += usize::from(like);
    }
    lines > 0 && 2 * code >= lines && code > 0
}
