//! Steps that show the bug where there is no code to run: in a shop, an app, a hospital's software. A list below "Steps to
//! reproduce", or what was expected and what came out, is a reproduction; "Steps to reproduce: TBD" is none.

use super::words::{LABELS_OF_STEPS, NO_STEPS};
use super::{Evidence, EvidenceKind};
use crate::proposal::content::Content;
use crate::source::{Source, Span};
use memchr::memmem;
use std::sync::LazyLock;

/// What is in every label.
static PARTS: LazyLock<[memmem::Finder<'static>; 3]> =
    LazyLock::new(|| ["epro", "EPRO", "STR"].map(memmem::Finder::new));

/// How many lines below a label are looked at, and how many labels of one answer.
const LINES: usize = 60;
const LABELS: usize = 4;

/// A line of the prose: where it begins, its text, and whether a blank line stands before it.
#[derive(Clone, Copy)]
struct Line<'a> {
    start: usize,
    text: &'a str,
    apart: bool,
}

/// Finds the steps of an answer.
pub(super) fn read(source: &Source, content: &Content, found: &mut Vec<Evidence>) {
    let text = content.prose.text();
    // Every answer is looked through, and few have steps.
    if text.len() < 12 || !PARTS.iter().any(|part| part.find(text.as_bytes()).is_some()) {
        return;
    }
    let mut at = 0;
    for _ in 0..LABELS {
        let Some((start, behind, label)) = label(text, at) else { return };
        at = behind;
        let steps = Steps { source, content, label };
        if let Some(end) = steps.end(behind) {
            let span = content.prose.span(start..end);
            found.push(Evidence::new(EvidenceKind::Reproduction, span, ""));
            at = end;
        }
    }
}

/// The steps of a section of that name.
pub(super) fn of_section(source: &Source, content: &Content, heading: &str) -> Option<Evidence> {
    let label = named(heading.trim())?.1;
    let end = Steps { source, content, label }.end(0)?;
    let span = content.prose.span(0..end);
    Some(Evidence::new(EvidenceKind::Reproduction, span, ""))
}

/// What a label says of the list below it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    /// "Steps to reproduce": any list.
    Steps,
    /// "Reproduction": a numbered one.
    Name,
}

/// The first label in `text` from byte `from` on: where it begins, where the words behind it do, and what it says.
fn label(text: &str, from: usize) -> Option<(usize, usize, Label)> {
    let rest = text.get(from..)?;
    let mut at = from;
    for line in rest.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if start == from && from > 0 && !text[..from].ends_with('\n') {
            continue;
        }
        // "Yes. Steps to reproduce: …"
        let sentence = line.find(['.', ',', ':', '–', '-']).filter(|&end| end < 12);
        let later = sentence.map(|end| {
            let mark = line[end..].chars().next().map_or(1, char::len_utf8);
            let words = line[end + mark..].trim_start();
            line.len() - words.len()
        });
        for begin in [Some(0), later].into_iter().flatten() {
            if let Some((len, label)) = named(&line[begin..]) {
                return Some((start + begin, start + begin + len, label));
            }
        }
    }
    None
}

/// The length of the label that `line` begins with, up to where its list may begin.
fn named(line: &str) -> Option<(usize, Label)> {
    let name = LABELS_OF_STEPS.iter().find(|name| {
        line.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name))
            && !line[name.len()..].starts_with(|c: char| c.is_alphanumeric())
    })?;
    // An abbreviation is in capitals: "str" is a type.
    if *name == "str" && !line.starts_with("STR") {
        return None;
    }
    let label =
        if name.starts_with("repro") && !name.contains(' ') { Label::Name } else { Label::Steps };
    let behind = &line[name.len()..];
    let words = behind.split('\n').next().unwrap_or_default();
    let colon = words.find(':');
    let more: Vec<&str> =
        words[..colon.unwrap_or(words.len())].split_whitespace().take(8).collect();
    // "Steps to reproduce the problem on 24.06:", but not "Reproduction rate: high".
    let goes_on =
        || more.first().is_some_and(|first| LINKS.contains(first) || first.starts_with('('));
    // "To reproduce the problem is hard" is a sentence.
    let most = if colon.is_some() || !name.starts_with("to ") { 7 } else { 3 };
    let fits = more.is_empty() || label == Label::Steps && more.len() <= most && goes_on();
    fits.then(|| (name.len() + colon.map_or(words.len(), |at| at + 1), label))
}

/// What the name of the steps goes on with.
const LINKS: [&str; 8] = ["the", "this", "it", "on", "with", "in", "for", "from"];

struct Steps<'a> {
    source: &'a Source,
    content: &'a Content,
    label: Label,
}

impl<'a> Steps<'a> {
    /// Where the steps end that begin behind byte `from`, if there are enough of them.
    fn end(&self, from: usize) -> Option<usize> {
        let lines = self.lines(from);
        let first = lines.first().filter(|line| line.start == from || !line.apart);
        if first.is_some_and(|line| is_nothing(line.text)) {
            return None;
        }
        let inline = first.filter(|line| is_list_in_line(line.text)).map(Line::end);
        let listed = inline.or_else(|| self.listed(&lines));
        let compared = compared(&lines);
        listed.max(compared)
    }

    /// The lines from byte `from` on that say something.
    fn lines(&self, from: usize) -> Vec<Line<'a>> {
        let text = self.content.prose.text();
        let mut lines = Vec::new();
        let (mut at, mut apart) = (from, false);
        for line in text.get(from..).unwrap_or_default().split_inclusive('\n').take(LINES) {
            let words = line.trim();
            if words.is_empty() {
                apart |= at > from;
            } else {
                let start = at + (line.len() - line.trim_start().len());
                lines.push(Line { start, text: words, apart });
                apart = false;
            }
            at += line.len();
        }
        lines
    }

    /// Where the list ends that begins with the first or second of `lines`, if two steps are in it.
    fn listed(&self, lines: &[Line<'_>]) -> Option<usize> {
        let (mut steps, mut words, mut end, mut begun) = (0, 0, 0, false);
        for (index, line) in lines.iter().enumerate() {
            if self.is_item(line) {
                begun = true;
                if is_step(line.text) {
                    steps += 1;
                    words += line.text.split_whitespace().count();
                }
            } else if begun && line.apart || !begun && index > 0 {
                break;
            }
            end = line.end();
        }
        (steps >= 2 && words >= 4).then_some(end)
    }

    /// Whether a line has the marker of a list in the document.
    fn is_item(&self, line: &Line<'_>) -> bool {
        let place = self.content.prose.span(line.start..line.start + 1).start;
        let whole = self.source.line_span(self.source.line_of(place));
        let before = self.source.slice(Span::new(whole.start, place.max(whole.start)));
        let marks = before.trim_start_matches([' ', '\t', '>']).trim_end();
        let marks = if marks.is_empty() { line.text } else { marks };
        let digits = marks.bytes().take_while(u8::is_ascii_digit).count();
        let behind = marks[digits..].trim_start_matches('\\');
        let numbered = (1..=2).contains(&digits) && behind.starts_with(['.', ')']);
        numbered || self.label == Label::Steps && marks.starts_with(['-', '*', '+', '•', '–'])
    }
}

impl Line<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The words of a step behind its number.
fn behind_number(text: &str) -> &str {
    text.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ')' | ' ' | '-' | '*')
    })
}

/// Whether an item is something to do, and neither a template's blank nor a no.
fn is_step(text: &str) -> bool {
    let words = behind_number(text);
    let is_numbered = || {
        let named = words.get(..5).is_some_and(|name| name.eq_ignore_ascii_case("step "));
        named && words.split_whitespace().count() < 3
    };
    let blanks = ["'..", "‘..", "\"..", "…'", "…\"", "[...]", "<...>"];
    let says_nothing = is_nothing(words)
        || blanks.iter().any(|mark| words.contains(mark))
        || words.eq_ignore_ascii_case("see error")
        || is_numbered();
    words.contains(char::is_alphabetic) && !says_nothing
}

/// "TBD", "none yet", "not reproducible", "could not reproduce it": no step.
fn is_nothing(text: &str) -> bool {
    let words = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let first = words.find(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';' | '!'));
    let (first, rest) = words.split_at(first.unwrap_or(words.len()));
    let next = rest.split_whitespace().next().unwrap_or_default();
    NO_STEPS.contains_in_any_case(first)
        || first.eq_ignore_ascii_case("could") && next.eq_ignore_ascii_case("not")
        || first.eq_ignore_ascii_case("see") && rest.split_whitespace().count() < 4
}

/// `1. open the cart, 2. add a voucher` on one line.
fn is_list_in_line(text: &str) -> bool {
    let begins = |number: &str| {
        [".", ")"].iter().find_map(|mark| {
            let sign = [number, mark, " "].concat();
            text.match_indices(&sign)
                .map(|(at, _)| at)
                .find(|&at| at == 0 || text[..at].ends_with([' ', '(']))
        })
    };
    match (begins("1"), begins("2")) {
        (Some(0), Some(second)) => {
            let (first, second) = text.split_at(second);
            is_step(first) && is_step(second) && text.split_whitespace().count() >= 6
        }
        _ => false,
    }
}

/// Where what was expected and what came out end, if `lines` tell both.
fn compared(lines: &[Line<'_>]) -> Option<usize> {
    let told = |names: &[&str]| {
        lines.iter().enumerate().find_map(|(index, line)| {
            let named = names.iter().any(|name| {
                line.text.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name))
            });
            let (label, said) = line.text.split_once(':').unwrap_or((line.text, ""));
            if !named || label.split_whitespace().count() > 3 {
                return None;
            }
            let below = lines.get(index + 1).filter(|_| said.trim().is_empty());
            let said = below.map_or(said.trim(), |line| line.text);
            let is_told = said.contains(char::is_alphanumeric) && !is_nothing(said);
            is_told.then(|| below.unwrap_or(line).end())
        })
    };
    let expected = told(&["expected"])?;
    let actual = told(&["actual", "observed", "got", "instead", "what happens"])?;
    let begins = lines.first().is_some_and(|line| line.text.contains(char::is_alphabetic));
    begins.then(|| expected.max(actual))
}
