//! What running text names: issues, pull requests, commits, advisories, tests, who holds the evidence, and numbers.

use super::chunk::{self, Chunk, Shape, may_be_commit};
use super::words::{COUNTED_OFF, RANKED, RANKS};
use super::{Evidence, EvidenceKind, measure, name, snippet, target, trace};
use crate::proposal::content::Content;
use crate::source::{Source, Span};
use std::borrow::Cow;

/// How much of a sentence around inline code is looked at, in bytes: what keeps long answers linear.
const REACH: usize = 240;

pub(super) const NO_NUMBER: &str = "placeholder instead of a number";

/// The words that explain: how many, and where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) count: usize,
    pub(super) span: Option<Span>,
}

/// Collects what the prose names, and counts its words.
pub(super) fn read(
    source: &Source,
    content: &Content,
    value: Option<Span>,
    found: &mut Vec<Evidence>,
) -> Words {
    let pieces = chunk::split(content, value);
    let chunks = &pieces.chunks;
    let mut scanner = Scan { source, content, chunks, found };
    let mut at = 0;
    while at < chunks.len() {
        at = scanner.step(at);
    }
    // What GitHub writes for an empty field.
    if pieces.words == 0 || content.prose.text().trim().eq_ignore_ascii_case("no response") {
        return Words::default();
    }
    Words { count: pieces.words, span: Some(content.prose.span(pieces.explained)) }
}

struct Scan<'a> {
    source: &'a Source,
    content: &'a Content,
    chunks: &'a [Chunk<'a>],
    found: &'a mut Vec<Evidence>,
}

impl<'a> Scan<'a> {
    /// Reads what begins at piece `at`; gives back the next piece to read.
    fn step(&mut self, at: usize) -> usize {
        let Some(chunk) = self.chunks.get(at) else { return at + 1 };
        if !chunk.speaks && chunk.code.is_none() {
            return at + 1;
        }
        if let Some(index) = chunk.code
            && !chunk.is_url()
            && let Some(next) = self.code(at, index)
        {
            return next;
        }
        if chunk.code.is_none()
            && let Some(next) = self.output(at, chunk)
        {
            return next;
        }
        if !chunk.in_link {
            if chunk.is_url() || target::is_bare_address(chunk.text) {
                self.address(chunk);
                return at + 1;
            }
            if let Some(last) = self.private(at) {
                return last + 1;
            }
            self.references(at);
        }
        match measure::read(self.chunks, at) {
            Some(last) => {
                let span = self.over(at, last);
                self.push(EvidenceKind::Measurement, span, String::new(), None);
                last + 1
            }
            None => at + 1,
        }
    }

    fn push(&mut self, kind: EvidenceKind, span: Span, target: String, broken: Option<&str>) {
        let broken = broken.map(str::to_owned);
        self.found.push(Evidence { broken, ..Evidence::new(kind, span, target) });
    }

    /// The document's bytes of a piece.
    fn span(&self, chunk: &Chunk) -> Span {
        self.content.prose.span(chunk.range())
    }

    /// The document's bytes from one piece to another.
    fn over(&self, first: usize, last: usize) -> Span {
        match (self.chunks.get(first), self.chunks.get(last)) {
            (Some(first), Some(last)) => self.content.prose.span(first.start..last.range().end),
            _ => Span::default(),
        }
    }

    /// The text of the piece at `at`, lower case; empty past the end and where a sentence ends before it.
    fn word(&self, at: usize) -> Cow<'a, str> {
        let chunk = self.chunks.get(at).filter(|chunk| chunk.adjoins);
        chunk.map(lower).unwrap_or_default()
    }

    /// The word `by` pieces before the piece at `at`, lower case; empty where a sentence ends between them.
    fn before(&self, at: usize, by: usize) -> Cow<'a, str> {
        let from = at.saturating_sub(by);
        let adjoins =
            (from + 1..=at).all(|i| self.chunks.get(i).is_some_and(|chunk| chunk.adjoins));
        let chunk = at.checked_sub(by).and_then(|i| self.chunks.get(i)).filter(|_| adjoins);
        chunk.map(lower).unwrap_or_default()
    }

    /// Inline code as a whole. `None` where it is nothing in itself: then its words are read one by one.
    fn code(&mut self, at: usize, index: usize) -> Option<usize> {
        let span = *self.content.inline_code.get(index)?;
        let first = at
            .checked_sub(1)
            .and_then(|i| self.chunks.get(i))
            .is_none_or(|chunk| chunk.code != Some(index));
        if !first {
            return None;
        }
        let from = self.chunks.get(at)?.start;
        let next = (at + 1..self.chunks.len())
            .find(|&i| self.chunks.get(i).is_none_or(|chunk| chunk.code != Some(index)));
        let next = next.unwrap_or(self.chunks.len());
        let last = self.chunks.get(next - 1)?;
        let code = self.source.slice(span);
        // The signs that the code ends with are in no piece.
        let signs = code.rfind(last.text).map_or(0, |at| code.len() - at - last.text.len());
        let text = self.content.prose.text();
        let to = floor(text, last.range().end + signs);
        let head = &text[floor(text, from.saturating_sub(REACH))..from];
        let tail = &text[to..floor(text, to + REACH)];
        let head =
            memchr::memrchr2(b'\n', b'!', head.as_bytes()).map_or(head, |at| &head[at + 1..]);
        let tail = memchr::memchr2(b'\n', b'!', tail.as_bytes()).map_or(tail, |at| &tail[..at]);
        let (kind, target) = snippet::read(code, head, tail)?;
        self.push(kind, span, target, None);
        Some(next)
    }

    /// Output that stands in the prose: a trace, or a message in quotes. Gives back the next piece to read.
    fn output(&mut self, at: usize, chunk: &Chunk<'a>) -> Option<usize> {
        let text = self.content.prose.text();
        let quoted_line = || trace::line(text, chunk).filter(|line| self.is_quoted(line.start));
        let range = trace::at(text, chunk)
            .or_else(|| trace::in_quotes(text, chunk))
            .or_else(quoted_line)?;
        let span = self.content.prose.span(range.clone());
        self.push(EvidenceKind::Log, span, String::new(), None);
        let behind = self.chunks.get(at..)?.partition_point(|chunk| chunk.start < range.end);
        Some(at + behind.max(1))
    }

    /// Whether byte `at` of the prose is on a line behind `>`.
    fn is_quoted(&self, at: usize) -> bool {
        let line = self.source.line_of(self.content.prose.span(at..at + 1).start);
        self.source.slice(self.source.line_span(line)).trim_start().starts_with('>')
    }

    fn address(&mut self, chunk: &Chunk) {
        let Some(target) = target::read(chunk.text) else { return };
        let span = self.span(chunk);
        let (span, broken) = match placeholder_behind(self.content, span.end) {
            Some(placeholder) => (span.cover(placeholder), Some("placeholder in the address")),
            None => (span, target.broken),
        };
        self.push(target.kind, span, target.to, broken);
    }

    /// "held by Jane Doe", "held privately by @jane", "held by the security team".
    fn private(&mut self, at: usize) -> Option<usize> {
        if !self.chunks.get(at)?.text.eq_ignore_ascii_case("held") {
            return None;
        }
        let by = (at + 1..at + 4).find(|&i| self.word(i) == "by")?;
        let mut last = by + 1;
        let name = self.chunks.get(last).filter(|chunk| chunk.adjoins)?;
        if matches!(name.text, "NAME" | "TBD" | "TODO" | "XXX") {
            let span = self.over(at, last);
            self.push(
                EvidenceKind::Private,
                span,
                String::new(),
                Some("placeholder instead of a name"),
            );
            return Some(last);
        }
        let is_name =
            |chunk: &Chunk| chunk.text.starts_with(|c: char| c.is_uppercase() || c == '@');
        if matches!(&*self.word(last), "the" | "our" | "a") {
            last = (last + 1..last + 5).find(|&i| {
                matches!(
                    &*self.word(i),
                    "team"
                        | "group"
                        | "lead"
                        | "office"
                        | "manager"
                        | "officer"
                        | "owner"
                        | "reporter"
                        | "vendor"
                        | "desk"
                        | "list"
                )
            })?;
        } else if is_name(name) {
            while last < by + 5
                && self.chunks.get(last + 1).is_some_and(|chunk| chunk.adjoins && is_name(chunk))
            {
                last += 1;
            }
        } else if matches!(&*self.word(last), "security" | "legal" | "support") {
            last += usize::from(self.word(last + 1) == "team");
        } else {
            return None;
        }
        let span = self.over(at, last);
        self.push(EvidenceKind::Private, span, String::new(), None);
        Some(last)
    }

    /// The references in one piece: `#12`, `owner/repo#12`, `KEY-12`, `!12`, `CVE-…`, a hash, a test.
    fn references(&mut self, at: usize) {
        let Some(chunk) = self.chunks.get(at) else { return };
        let text = chunk.text.trim_end_matches('/');
        let simple = match chunk.shape {
            Shape::Plain => !may_be_commit(text),
            Shape::Title => true,
            Shape::Address | Shape::Other => text.len() > 300,
        };
        if simple {
            return;
        }
        let text = &*ascii_hyphens(text);
        let signs = Signs::of(text);
        // `MergeTests#nullKeys`
        let is_method = || {
            text.split_once('#').is_some_and(|(_, name)| {
                name.starts_with(|c: char| c.is_ascii_alphabetic()) && name::is_test(text)
            })
        };
        if signs.any(Signs::NUMBERING) && signs.any(Signs::NAMING) && is_method() {
            return self.push(EvidenceKind::Test, self.span(chunk), text.to_owned(), None);
        }
        if signs.any(Signs::NUMBERING) {
            return self.numbered(at, self.requests(at), &self.before(at, 1));
        }
        if signs.only(Signs::DIGIT) && !text.is_empty() {
            return self.bare_number(at, self.requests(at), &self.before(at, 1));
        }
        let (kind, target, broken) = if signs.any(Signs::JOINT) && name::is_advisory(text) {
            (EvidenceKind::Advisory, text, None)
        } else if signs.only(Signs::DIGIT | Signs::JOINT)
            && text.contains('-')
            && self.before(at, 1) == "cve"
            && name::is_advisory(&format!("CVE-{text}"))
        {
            let span = self.over(at - 1, at);
            return self.push(EvidenceKind::Advisory, span, format!("CVE-{text}"), None);
        } else if signs.any(Signs::JOINT) && name::is_advisory_placeholder(text) {
            (EvidenceKind::Advisory, text, Some(NO_NUMBER))
        } else if signs.any(Signs::JOINT) && name::is_issue_key(text) {
            let zero = text.split_once('-').is_some_and(|(_, n)| n.bytes().all(|b| b == b'0'));
            (EvidenceKind::Issue, text, zero.then_some("issue 0 does not exist"))
        } else if signs.any(Signs::JOINT) && name::is_launchpad(text) {
            (EvidenceKind::Issue, text, None)
        } else if signs.only(Signs::DIGIT | Signs::LOWER) && self.is_commit(at, text) {
            (EvidenceKind::Commit, text, None)
        } else if signs.any(Signs::NAMING | Signs::JOINT) && name::is_test(text) {
            (EvidenceKind::Test, text.trim_end_matches("()"), None)
        } else if signs.any(Signs::AT)
            && let Some((project, hash)) = text.split_once('@')
            && project.contains('/')
            && name::is_commit(hash, false)
        {
            (EvidenceKind::Commit, text, None)
        } else {
            return;
        };
        self.push(kind, self.span(chunk), target.to_owned(), broken);
    }

    /// Whether the piece at `at` follows "PR" or "pull request".
    fn requests(&self, at: usize) -> bool {
        match &*self.before(at, 1) {
            "pr" | "prs" | "mr" | "mrs" => true,
            "request" | "requests" => matches!(&*self.before(at, 2), "pull" | "merge"),
            _ => false,
        }
    }

    /// Whether `text`, the piece at `at`, is a commit: with all of its digits, or behind a word that says so.
    fn is_commit(&self, at: usize, text: &str) -> bool {
        let named = snippet::is_commit_word(&self.before(at, 1)) || self.is_bisected(at);
        name::is_commit(text, named) && (named || text.len() == 40)
    }

    /// Whether the hash at `at` is what a bisection found: "bisected to", "bisect points to", "first bad commit: ".
    fn is_bisected(&self, at: usize) -> bool {
        let bisects = |by| self.before(at, by).starts_with("bisect");
        let leads = matches!(&*self.before(at, 1), "to" | "at" | "on" | "in" | "is" | "blames");
        if leads && (bisects(2) || bisects(3)) || bisects(1) {
            return true;
        }
        let word = |by| at.checked_sub(by).and_then(|i| self.chunks.get(i)).map(|chunk| chunk.text);
        word(1) == Some("commit") && word(2) == Some("bad")
            || self.word(at + 1) == "is"
                && (at + 2..at + 5).map(|i| self.word(i)).eq(["the", "first", "bad"])
    }

    /// `PR 12`, `pull request 12`, `bug 1895123`, `issue 123`.
    fn bare_number(&mut self, at: usize, requests: bool, before: &str) {
        let Some(chunk) = self.chunks.get(at) else { return };
        let least = match before {
            "issue" | "ticket" => 2,
            "bug" => 4,
            _ => usize::MAX,
        };
        let kind = match requests {
            true => EvidenceKind::PullRequest,
            false if chunk.text.len() >= least => EvidenceKind::Issue,
            false => return,
        };
        let counts = || measure::read(self.chunks, at).is_some() || self.word(at + 1) == "times";
        if !counts() {
            self.push(kind, self.span(chunk), format!("#{}", chunk.text), None);
        }
    }

    /// Whether a number counts something that is no issue: "customer #1", "the #1 complaint". Of a thing of which there
    /// are seldom many, and of a rank, a number of one digit does.
    fn ranks(&self, at: usize, before: &str, short: bool) -> bool {
        COUNTED_OFF.contains(before)
            || short && (RANKED.contains(before) || RANKS.contains(&self.word(at + 1)))
    }

    /// Every `#12` and `!12` of one piece.
    fn numbered(&mut self, at_chunk: usize, requests: bool, before: &str) {
        let Some(chunk) = self.chunks.get(at_chunk) else { return };
        let text = chunk.text;
        let mut from = 0;
        for (at, mark) in text.match_indices(['#', '!']) {
            let (head, tail) = (&text[from..at], &text[at + 1..]);
            let len =
                tail.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(tail.len());
            let number = &tail[..len];
            let outside =
                |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.'));
            let slug_at = head
                .char_indices()
                .rfind(|&(_, c)| outside(c))
                .map_or(from, |(i, c)| from + i + c.len_utf8());
            let slug = text[slug_at..at].trim_start_matches('/');
            let start = at - slug.len();
            let Some((slug, requests)) = project(slug, requests) else { continue };
            let kind = if requests || mark == "!" {
                EvidenceKind::PullRequest
            } else {
                EvidenceKind::Issue
            };
            let span = self.content.prose.span(chunk.start + start..chunk.start + at + 1 + len);
            let target = format!("{slug}{mark}{number}");
            if number.bytes().all(|b| b.is_ascii_digit()) && !number.is_empty() {
                let ranks = slug.is_empty() && self.ranks(at_chunk, before, number.len() == 1);
                let zero = number.bytes().all(|b| b == b'0');
                if !ranks
                    && number.len() <= 10
                    && (mark == "#" || start == 0 && (slug.is_empty() || slug.contains('/')))
                {
                    self.push(kind, span, target, zero.then_some("issue 0 does not exist"));
                }
            } else if mark == "#" && is_stand_in(number) {
                self.push(kind, span, target, Some(NO_NUMBER));
            }
            from = at + 1 + len;
        }
    }
}

/// A reference with the hyphens that word processors write for `-`.
fn ascii_hyphens(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(['\u{2010}', '\u{2011}']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(['\u{2010}', '\u{2011}'], "-"))
}

/// The text of a piece in lower case; empty for what is too long to be a word.
fn lower<'a>(chunk: &Chunk<'a>) -> Cow<'a, str> {
    match chunk.shape {
        _ if chunk.text.len() >= 40 => Cow::default(),
        Shape::Plain => Cow::Borrowed(chunk.text),
        _ => Cow::Owned(chunk.text.to_ascii_lowercase()),
    }
}

/// Which characters a piece has: what it can be depends on that.
#[derive(Clone, Copy)]
struct Signs(u8);

impl Signs {
    const DIGIT: u8 = 1;
    const LOWER: u8 = 2;
    /// `#` and `!`, before the number of an issue or a request.
    const NUMBERING: u8 = 4;
    /// `-` and `:`, in keys and advisories, and `:` in tests.
    const JOINT: u8 = 8;
    /// Capitals, `_` and `.`, in names of tests.
    const NAMING: u8 = 16;
    const AT: u8 = 32;
    const OTHER: u8 = 64;

    fn of(text: &str) -> Self {
        Self(text.bytes().fold(0, |signs, byte| {
            signs
                | match byte {
                    b'0'..=b'9' => Self::DIGIT,
                    b'a'..=b'z' => Self::LOWER,
                    b'#' | b'!' => Self::NUMBERING,
                    b'-' | b':' => Self::JOINT,
                    b'A'..=b'Z' | b'_' | b'.' => Self::NAMING,
                    b'@' => Self::AT,
                    _ => Self::OTHER,
                }
        }))
    }

    const fn any(self, signs: u8) -> bool {
        self.0 & signs != 0
    }

    const fn only(self, signs: u8) -> bool {
        self.0 & !signs == 0
    }
}

/// The project before `#12`, and whether it is a pull request's number. `None` where it is no reference: `C#`.
fn project(slug: &str, requests: bool) -> Option<(&str, bool)> {
    match slug {
        "PR" | "pr" | "MR" | "pull" => Some(("", true)),
        "" | "GH" | "gh" | "issue" | "Issue" | "bug" | "Bug" => Some(("", requests)),
        _ if slug.matches('/').count() <= 3
            && slug.contains(|c: char| c.is_ascii_alphabetic())
            && !slug.ends_with('/') =>
        {
            Some((slug, requests))
        }
        _ => None,
    }
}

fn is_stand_in(number: &str) -> bool {
    let repeated =
        number.len() > 1 && number.bytes().all(|b| matches!(b, b'X' | b'N' | b'x' | b'n' | b'_'));
    repeated
        || matches!(
            number,
            "TODO"
                | "TBD"
                | "ISSUE"
                | "NUMBER"
                | "N"
                | "X"
                | "_ISSUE_"
                | "issue_number"
                | "ISSUE_NUMBER"
                | "todo"
                | "tbd"
        )
}

/// The placeholder that begins right at byte `at` of the document.
pub(super) fn placeholder_behind(content: &Content, at: usize) -> Option<Span> {
    let index = content.placeholders.partition_point(|placeholder| placeholder.start < at);
    content.placeholders.get(index).copied().filter(|placeholder| placeholder.start == at)
}

/// The greatest character boundary of `text` that is at most `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
