//! The YAML that nearly everybody writes, read in one pass over its lines: block mappings and sequences, scalars on one
//! line, literal and folded blocks, brackets on one line, comments.
//!
//! The parser of all of YAML takes most of the time that a document's metadata costs. This reader gives exactly what
//! [`super::build`] makes of the same text, or nothing: whatever it is not sure of (tabs, anchors, tags, escapes,
//! scalars of several lines, a mistake of any kind) it leaves to that. A property test holds the two together.

use super::{Comment, Entry, Node, NodeKind, ScalarStyle, Tree};
use crate::source::Span;

/// Collections in one another; deeper ones are nobody's.
const DEPTH: usize = 24;

/// The longest key, in bytes; YAML itself ends at 1,024 characters.
const KEY: usize = 400;

/// Reads `text[span]`; `None` where it is not as plain as all that.
pub(super) fn read(text: &str, span: Span) -> Option<Tree> {
    let part = text.get(span.range())?;
    if !part.is_ascii() && part.chars().any(is_odd) {
        return None;
    }
    let mut reader = Reader {
        text,
        end: span.end,
        next: span.start,
        line: None,
        depth: 0,
        comments: Vec::new(),
    };
    reader.advance()?;
    let root = match reader.line {
        Some(line) => Some(reader.block(line)?),
        None => None,
    };
    // Whatever is left belongs to none of the collections.
    reader.line.is_none().then_some(Tree { root, comments: reader.comments, ..Tree::default() })
}

/// Characters beyond ASCII that may be more than characters: line breaks, controls, byte order marks.
fn is_odd(c: char) -> bool {
    matches!(
        c,
        '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
    )
}

/// A line with something on it, or the rest of one behind `- `.
#[derive(Clone, Copy)]
struct Line {
    /// The column of its first character that is no blank, in bytes.
    indent: usize,
    /// Where that stands in the text.
    from: usize,
    /// Its end, line break left out.
    end: usize,
}

struct Reader<'a> {
    text: &'a str,
    /// One past the last byte to read.
    end: usize,
    /// Where the line behind `line` begins.
    next: usize,
    /// The line at hand; `None` behind the last one.
    line: Option<Line>,
    depth: usize,
    comments: Vec<Comment>,
}

impl<'a> Reader<'a> {
    fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The next line as it is, and where the one behind it begins. `None` at the end, and where it has characters that
    /// are not plain.
    fn raw_line(&self, from: usize) -> Option<(usize, usize)> {
        let rest = self.text.as_bytes().get(from..self.end)?;
        let len = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        Some((from + len, (from + len + 1).min(self.end)))
    }

    /// Goes to the next line that has something on it; comments on the way are kept. `None` where the text is not plain.
    fn advance(&mut self) -> Option<()> {
        while self.next < self.end {
            let start = self.next;
            let (end, next) = self.raw_line(start)?;
            self.next = next;
            let line = self.slice(start, end);
            // All of them, for many bytes at once are looked at sooner than one by one up to the first.
            if line.bytes().fold(false, |any, b| any | b.is_ascii_control()) {
                return None;
            }
            let indent = line.bytes().take_while(|&b| b == b' ').count();
            let from = start + indent;
            match self.text.as_bytes().get(from) {
                _ if from == end => {}
                Some(b'#') => self.comments.push(Comment { span: Span::new(from, end) }),
                _ => {
                    self.line = Some(Line { indent, from, end });
                    return Some(());
                }
            }
        }
        self.line = None;
        Some(())
    }

    /// The collection that begins with `line`.
    fn block(&mut self, line: Line) -> Option<Node> {
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let node = if is_item(self.slice(line.from, line.end)) {
            self.sequence(line.indent)
        } else {
            self.mapping(line.indent)
        };
        self.depth -= 1;
        node
    }

    fn mapping(&mut self, indent: usize) -> Option<Node> {
        let mut entries: Vec<Entry> = Vec::new();
        while let Some(line) = self.line.filter(|line| line.indent >= indent) {
            if line.indent > indent {
                return None;
            }
            let words = self.slice(line.from, line.end);
            if is_item(words) {
                break;
            }
            let len = key_len(words)?;
            let key_span =
                Span::new(line.from, line.from + words[..len].trim_end_matches(' ').len());
            let key = self.slice(key_span.start, key_span.end).to_owned();
            let colon = line.from + len + 1;
            let value = self.value(Line { from: colon, ..line }, true)?;
            entries.push(Entry { key, key_span, value });
        }
        let span = Span::new(entries.first()?.key_span.start, entries.last()?.value.span.end);
        Some(Node { span, kind: NodeKind::Mapping(entries) })
    }

    fn sequence(&mut self, indent: usize) -> Option<Node> {
        let start = self.line?.from;
        let mut items: Vec<Node> = Vec::new();
        while let Some(line) = self.line.filter(|line| line.indent >= indent) {
            let words = self.slice(line.from, line.end);
            if line.indent > indent {
                return None;
            }
            if !is_item(words) {
                break;
            }
            let blanks = words[1..].bytes().take_while(|&b| b == b' ').count();
            let inner = Line { indent: indent + 1 + blanks, from: line.from + 1 + blanks, ..line };
            let words = self.slice(inner.from, inner.end);
            if words.is_empty() || words.starts_with('#') || is_item(words) {
                return None;
            }
            if !words.starts_with(['"', '\'', '[', '{', '|', '>']) && key_len(words).is_some() {
                self.line = Some(inner);
                items.push(self.block(inner)?);
            } else {
                items.push(self.value(Line { from: line.from + 1, ..line }, false)?);
            }
        }
        let span = Span::new(start, items.last()?.span.end);
        Some(Node { span, kind: NodeKind::Sequence(items) })
    }

    /// What stands behind a colon or a dash, at `rest.from`, and goes on below it; `rest.indent` is the column of the
    /// key or dash. `keyed`: behind a colon.
    fn value(&mut self, rest: Line, keyed: bool) -> Option<Node> {
        let words = self.slice(rest.from, rest.end);
        let lead = words.len() - words.trim_start_matches(' ').len();
        let (from, words) = (rest.from + lead, &words[lead..]);
        if words.is_empty() || words.starts_with('#') {
            self.comment(from, rest.end);
            self.advance()?;
            let below = self.line.filter(|line| {
                line.indent > rest.indent
                    || line.indent == rest.indent && is_item(self.slice(line.from, line.end))
            });
            return match below {
                Some(line) if keyed => self.block(line),
                Some(_) => None,
                None => Some(Node { span: Span::empty(rest.from), kind: NodeKind::Null }),
            };
        }
        let node = match words.as_bytes()[0] {
            b'|' | b'>' => return self.scalar_block(from, rest),
            b'"' | b'\'' => self.quoted(from, rest.end)?,
            b'[' | b'{' => self.brackets(from, rest.end)?,
            _ => self.plain(from, rest.end)?,
        };
        let behind = self.slice(node.span.end, rest.end);
        let words = behind.trim_start_matches(' ');
        if !(words.is_empty() || words.starts_with('#') && words.len() < behind.len()) {
            return None;
        }
        self.comment(rest.end - words.len(), rest.end);
        self.advance()?;
        // A scalar of several lines.
        self.line.is_none_or(|line| line.indent <= rest.indent).then_some(node)
    }

    fn comment(&mut self, from: usize, end: usize) {
        if from < end {
            self.comments.push(Comment { span: Span::new(from, end) });
        }
    }

    fn node(&self, span: Span, style: ScalarStyle, content: Span) -> Node {
        let text = self.slice(content.start, content.end).to_owned();
        Node { span, kind: NodeKind::Scalar { text, style, content } }
    }

    fn plain(&self, from: usize, end: usize) -> Option<Node> {
        let words = self.slice(from, end);
        let words = &words[..comment(words).unwrap_or(words.len())];
        let words = words.trim_end_matches(' ');
        let is_one = !begins_otherwise(words) && colon(words).is_none();
        let span = Span::new(from, from + words.len());
        is_one.then(|| self.node(span, ScalarStyle::Plain, span))
    }

    fn quoted(&self, from: usize, end: usize) -> Option<Node> {
        let words = self.slice(from, end);
        let quote = words.chars().next()?;
        let inner = &words[1..];
        let len = inner.find(quote)?;
        let is_escaped = match quote {
            '"' => inner[..len].contains('\\'),
            _ => inner[len + 1..].starts_with(quote),
        };
        if is_escaped {
            return None;
        }
        let style = if quote == '"' { ScalarStyle::Double } else { ScalarStyle::Single };
        let content = Span::new(from + 1, from + 1 + len);
        Some(self.node(Span::new(from, content.end + 1), style, content))
    }

    /// `[a, b]` and `{ a: b }`, all on one line.
    fn brackets(&mut self, from: usize, end: usize) -> Option<Node> {
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let is_sequence = self.slice(from, end).starts_with('[');
        let close = if is_sequence { b']' } else { b'}' };
        let (mut items, mut entries) = (Vec::new(), Vec::new());
        let mut at = self.blanks(from + 1, end);
        if self.byte(at, end) != Some(close) {
            loop {
                if is_sequence {
                    let item = self.within(at, end)?;
                    at = self.blanks(item.span.end, end);
                    items.push(item);
                } else {
                    let key = self.within(at, end)?;
                    let NodeKind::Scalar { text, style: ScalarStyle::Plain, .. } = key.kind else {
                        return None;
                    };
                    let colon = key.span.end;
                    if self.byte(colon, end) != Some(b':')
                        || self.byte(colon + 1, end) != Some(b' ')
                    {
                        return None;
                    }
                    let value = self.within(self.blanks(colon + 1, end), end)?;
                    at = self.blanks(value.span.end, end);
                    entries.push(Entry { key: text, key_span: key.span, value });
                }
                match self.byte(at, end)? {
                    b',' => at = self.blanks(at + 1, end),
                    byte if byte == close => break,
                    _ => return None,
                }
            }
        }
        self.depth -= 1;
        let kind = if is_sequence { NodeKind::Sequence(items) } else { NodeKind::Mapping(entries) };
        Some(Node { span: Span::new(from, at + 1), kind })
    }

    /// One thing within brackets.
    fn within(&mut self, from: usize, end: usize) -> Option<Node> {
        match self.byte(from, end)? {
            b'[' | b'{' => return self.brackets(from, end),
            b'"' | b'\'' => return self.quoted(from, end),
            _ => {}
        }
        let words = self.slice(from, end);
        let mut len = 0;
        for (at, byte) in words.bytes().enumerate() {
            let next = words.as_bytes().get(at + 1);
            match byte {
                b',' | b'[' | b']' | b'{' | b'}' => break,
                b':' if matches!(next, None | Some(b' ' | b',' | b'[' | b']' | b'{' | b'}')) => {
                    break;
                }
                b'#' if words[..at].ends_with(' ') => return None,
                _ => len = at + 1,
            }
        }
        let words = words[..len].trim_end_matches(' ');
        let span = Span::new(from, from + words.len());
        (!begins_otherwise(words)).then(|| self.node(span, ScalarStyle::Plain, span))
    }

    fn byte(&self, at: usize, end: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied().filter(|_| at < end)
    }

    fn blanks(&self, from: usize, end: usize) -> usize {
        let words = self.slice(from, end);
        from + words.len() - words.trim_start_matches(' ').len()
    }

    /// `|` or `>` at `header`, and the lines below it.
    fn scalar_block(&mut self, header: usize, rest: Line) -> Option<Node> {
        let (style, keeps) = match self.slice(header, rest.end).trim_end_matches(' ') {
            "|" => (ScalarStyle::Literal, true),
            "|-" => (ScalarStyle::Literal, false),
            ">" => (ScalarStyle::Folded, true),
            ">-" => (ScalarStyle::Folded, false),
            _ => return None,
        };
        let first = self.next;
        let mut text = String::new();
        let (mut end, mut indent, mut empty) = (first, 0, 0);
        while self.next < self.end {
            let start = self.next;
            let (line_end, next) = self.raw_line(start)?;
            let line = self.slice(start, line_end);
            let blanks = line.bytes().take_while(|&b| b == b' ').count();
            if blanks == line.len() {
                // Lines before the text, and blanks that are part of it.
                if text.is_empty() || blanks > indent {
                    return None;
                }
                empty += 1;
                self.next = next;
                continue;
            }
            if text.is_empty() {
                indent = blanks;
                // Few blocks have but one line.
                text.reserve(line.len() + 100);
            }
            if blanks < indent || blanks <= rest.indent {
                break;
            }
            let words = &line[indent..];
            if words.trim().is_empty() {
                return None;
            }
            if words.bytes().fold(false, |any, b| any | matches!(b, 0..=8 | 10..=31 | 127)) {
                return None;
            }
            if style == ScalarStyle::Folded && (empty > 0 || words.starts_with([' ', '\t'])) {
                return None;
            }
            if !text.is_empty() {
                match style {
                    ScalarStyle::Folded => text.push(' '),
                    _ => (0..=empty).for_each(|_| text.push('\n')),
                }
            }
            empty = 0;
            text.push_str(words);
            // At the end of the text it is not plain whether there is a line break to keep.
            if next == line_end {
                return None;
            }
            end = start + line.trim_end().len();
            self.next = next;
        }
        if text.is_empty() {
            return None;
        }
        if keeps {
            text.push('\n');
        }
        self.advance()?;
        let (span, content) = (Span::new(header, end), Span::new(first, end));
        // A line between the two columns is a mistake, or a comment that somebody has moved.
        let goes_on = self.line.is_none_or(|line| line.indent <= rest.indent);
        goes_on.then_some(Node { span, kind: NodeKind::Scalar { text, style, content } })
    }
}

/// Where a comment begins behind words, with the blank before it.
fn comment(words: &str) -> Option<usize> {
    let mut signs = memchr::memchr_iter(b'#', words.as_bytes());
    signs.find(|&at| words[..at].ends_with(' ')).map(|at| at - 1)
}

/// Where the first colon stands that ends a key: before a blank, or at the end.
fn colon(words: &str) -> Option<usize> {
    let mut colons = memchr::memchr_iter(b':', words.as_bytes());
    colons.find(|&at| matches!(words.as_bytes().get(at + 1), None | Some(b' ')))
}

/// Whether a line is an item of a sequence.
fn is_item(words: &str) -> bool {
    words == "-" || words.starts_with("- ")
}

/// Whether a scalar begins with what means something else, or is none.
fn begins_otherwise(words: &str) -> bool {
    words.is_empty()
        || words.starts_with([
            '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%',
            '@', '`',
        ])
}

/// The bytes before the colon, where `words` begin with a plain key.
fn key_len(words: &str) -> Option<usize> {
    let len = colon(words)?;
    let key = words[..len].trim_end_matches(' ');
    (len <= KEY
        && !begins_otherwise(key)
        && comment(key).is_none()
        && !key.as_bytes().windows(3).any(|dots| dots == b"..."))
    .then_some(len)
}

#[cfg(test)]
mod tests;
