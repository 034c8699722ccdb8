//! The references in running text, each told from one piece and the words around it: `#12`, `owner/repo#12`, `KEY-12`,
//! `!12`, `CVE-…`, a hash, a test.

use super::chunk::{Shape, may_be_commit};
use super::prose::{NO_NUMBER, Scan};
use super::words::{COUNTED_OFF, RANKED, RANKS};
use super::{EvidenceKind, measure, name, record, snippet};
use std::borrow::Cow;

impl Scan<'_> {
    /// The references in one piece: `#12`, `owner/repo#12`, `KEY-12`, `!12`, `CVE-…`, a hash, a test.
    pub(super) fn references(&mut self, at: usize) {
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
        } else if signs.any(Signs::JOINT) && name::is_launchpad(text)
            || signs.only(Signs::DIGIT | Signs::NAMING | Signs::JOINT)
                && signs.any(Signs::DIGIT)
                && record::is_record(text)
        {
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
