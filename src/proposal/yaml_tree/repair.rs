//! What may be wrong where the parser stopped: a few small repairs, tried in the order of what they cost the author.

use super::build::{Attempt, Failure, build};
use super::lines::Lines;
use super::{Budget, Patch, SyntaxError, tabs, wording};
use crate::source::Span;

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
        if budget.is_spent() {
            break;
        }
        let attempt = build(text, &patch);
        let reached = attempt.failure.as_ref().map_or(usize::MAX, |failure| failure.at);
        budget.spend(reached.min(lines.end) - lines.start + patch.text.len() / 16);
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

/// The key put above lines that lack theirs; its span is empty.
const UNNAMED: &str = "_";

/// A guess at what is wrong; bytes are the document's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Repair {
    /// Tabs in the indentation: each stands for a blank.
    Tabs,
    /// The lines indented with tabs from this one on begin at this column.
    TabsAt(usize, usize),
    /// A colon on this line needs a blank behind it.
    Blank(usize),
    /// The key on this line needs a colon.
    Colon(usize),
    /// The key on this line needs a colon, and the lines indented below it are its text.
    ColonText(usize),
    /// A comma with nothing before it, and others like it behind it on the line.
    SpareComma(usize),
    /// A comma is missing at the end of this line.
    Comma(usize),
    /// The key above this line and its neighbours is missing.
    Parent(usize),
    /// Quotes and brackets open from here are closed at the end of the line.
    Close(usize),
    /// They are closed at the end of the line, and a comma is missing behind them.
    CloseItem(usize),
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
    if tabs::is_about(&failure.kind) {
        all.push(Repair::Tabs);
        if let Some(line) = tabs::line(lines, at) {
            let columns = tabs::columns(lines, line);
            all.extend(columns.into_iter().map(|column| Repair::TabsAt(line, column)));
        }
    }
    if failure.flow.is_some() {
        all.push(Repair::SpareComma(at));
    }
    let opened: Vec<usize> = [
        failure.flow.map(|(outer, _)| outer),
        failure.flow.map(|(_, inner)| inner),
        lines.opening(token),
        lines.opening(at),
    ]
    .into_iter()
    .flatten()
    .collect();
    let within =
        |open: usize| failure.flow.is_some_and(|(outer, _)| outer < lines.line(open).start);
    let item =
        |&open: &usize| if within(open) { Repair::CloseItem(open) } else { Repair::Close(open) };
    all.extend(opened.iter().map(item));
    for line in [Some(at), above, Some(token), Some(failure.scalar)].into_iter().flatten() {
        all.extend([Repair::Blank(line), Repair::Colon(line), Repair::ColonText(line)]);
    }
    if failure.flow.is_some() {
        all.extend(above.map(Repair::Comma));
    }
    all.extend(opened.iter().map(|&open| Repair::CloseBlock(open)));
    all.push(Repair::Parent(at));
    all.extend([
        Repair::Text(at),
        Repair::Text(token),
        Repair::TextBlock(token),
        Repair::TextBlock(failure.scalar),
    ]);
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
            Self::ColonText(at) => Self::ColonText(lines.line(at).start),
            Self::Parent(at) => Self::Parent(lines.line(at).start),
            Self::Text(at) => Self::Text(lines.line(at).start),
            Self::TextBlock(at) => Self::TextBlock(lines.line(at).start),
            Self::Drop(at) => Self::Drop(lines.line(at).start),
            Self::DropBlock(at) => Self::DropBlock(lines.line(at).start),
            other => other,
        }
    }

    /// Whether every byte of the author's still counts for what it is.
    fn keeps_everything(self) -> bool {
        matches!(
            self,
            Self::Tabs
                | Self::TabsAt(..)
                | Self::Blank(_)
                | Self::Colon(_)
                | Self::SpareComma(_)
                | Self::Close(_)
        )
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
            Self::TabsAt(at, column) => tabs::indent(lines, patch, at, column),
            Self::Blank(at) => match lines.tight(at) {
                Some(indicator) => {
                    patch.insert(indicator + 1, " ");
                    true
                }
                None => false,
            },
            Self::Colon(at) => colon(lines, patch, at),
            Self::ColonText(at) => {
                let below = Span::new(lines.next(lines.line(at)), lines.block(at).end);
                below.start < below.end && patch.mask(below) && colon(lines, patch, at)
            }
            Self::SpareComma(at) => {
                let spare = spare_commas(lines.slice(Span::new(at, lines.line(at).end)));
                for comma in &spare {
                    patch.blank(Span::new(at + comma, at + comma + 1));
                }
                !spare.is_empty()
            }
            Self::Comma(at) => {
                let words = lines.words(at);
                let open = lines.slice(words).ends_with([',', '[', '{']);
                patch.insert(words.end, ",");
                !open
            }
            Self::Parent(at) => {
                let Some(above) = lines.above(at) else { return false };
                let Some(indent) = lines.outer(at) else { return false };
                let words = lines.slice(lines.words(at));
                if !words.contains(": ") && !words.ends_with(':') || lines.is_prose(at) {
                    return false;
                }
                patch.insert(lines.line(above).end, &format!("\n{indent}{UNNAMED}:"));
                true
            }
            Self::Close(at) => close(lines, patch, Span::new(at, lines.line(at).end), ""),
            Self::CloseItem(at) => close(lines, patch, Span::new(at, lines.line(at).end), ","),
            Self::CloseBlock(at) => close(lines, patch, Span::new(at, lines.block(at).end), ""),
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
            Self::Tabs | Self::TabsAt(..) => {
                (lines.trim(lines.words(tabs::line(lines, failure.at)?)), wording::TABS.to_owned())
            }
            Self::Blank(at) => {
                let at = lines.tight(at)?;
                let span = Span::new(at, at + 1);
                (span, format!("expected a blank behind `{}`", lines.slice(span)))
            }
            Self::Colon(at) | Self::ColonText(at) => {
                (lines.words(at), "expected a colon behind this key".to_owned())
            }
            Self::SpareComma(at) => {
                (Span::new(at, at + 1), "expected an entry before this comma".to_owned())
            }
            Self::Comma(at) => {
                let end = lines.words(at).end;
                (Span::empty(end), "expected a comma between these entries".to_owned())
            }
            Self::Parent(at) => (
                lines.words(at),
                "expected the indentation of the line above, or a key that this stands below"
                    .to_owned(),
            ),
            Self::Close(at) | Self::CloseItem(at) | Self::CloseBlock(at) => {
                let span = Span::new(at, lines.line(at).end);
                let (closers, _) = open(lines.slice(span));
                (lines.trim(span), format!("expected a closing `{closers}`"))
            }
            Self::Text(at) | Self::TextBlock(at) => {
                let value = lines.value(at)?;
                if !lines.block(at).touches(failure.at) {
                    return None;
                }
                if !lines.line(at).touches(failure.at) {
                    let message =
                        "expected a value in quotes: a colon with a blank behind it begins a value";
                    return Some(wording::told(lines.words(failure.at), message.to_owned()));
                }
                let first = lines.slice(value).chars().next()?;
                let message = match first {
                    '*' => "expected a value in quotes: `*` begins an alias",
                    '&' => "expected a value in quotes: `&` begins an anchor",
                    '!' => "expected a value in quotes: `!` begins a tag",
                    _ => return None,
                };
                (Span::new(value.start, value.end.min(lines.line(at).end)), message.to_owned())
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

/// The commas of `text` that have nothing before them, where the one that it begins with has not.
fn spare_commas(text: &str) -> Vec<usize> {
    let mut spare = Vec::new();
    let (mut quote, mut is_begun) = (None, false);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (None, b',') if !is_begun => spare.push(at),
            (None, b'"' | b'\'') if !is_begun => (quote, is_begun) = (Some(byte), true),
            (None, b',' | b'[' | b'{') => is_begun = false,
            (None, b' ' | b'\t') | (Some(_), _) => {}
            (None, _) => is_begun = true,
        }
        if at == 0 && spare.is_empty() {
            break;
        }
    }
    spare
}

/// Puts a colon behind the words of a line that has none.
fn colon(lines: &Lines<'_>, patch: &mut Patch, at: usize) -> bool {
    let words = lines.words(at);
    let slice = lines.slice(words);
    if words.is_empty() || slice.contains(": ") || slice.ends_with(':') || slice.starts_with('-') {
        return false;
    }
    patch.insert(words.end, ":");
    true
}

/// Closes what is open in `span` behind its last word, and puts `behind` there.
fn close(lines: &Lines<'_>, patch: &mut Patch, span: Span, behind: &str) -> bool {
    let (closers, len) = open(lines.slice(span));
    if closers.is_empty() {
        return false;
    }
    patch.insert(span.start + len, &(closers + behind));
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
