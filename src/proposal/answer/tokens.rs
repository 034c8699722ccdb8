//! An answer's words: what every reader of values works on.
//!
//! Only the first words decide, so only the first [`LIMIT`] are taken: reading a value costs the same however long the
//! answer is.

use super::lex::{self, Texts};
use crate::proposal::content::Content;
use crate::proposal::wordlist::WordList;
use crate::source::Span;
use std::borrow::Cow;
use std::ops::Range;

/// How many tokens are taken.
pub(super) const LIMIT: usize = 128;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, lower case: `yes`, `don't`, `n/a`, `x86`.
    Word,
    /// Begins with a digit: `3`, `1,204`, `3.11`, `5ms`.
    Number,
    /// A bare address.
    Url,
    /// One character of punctuation; `…` for dots in a row, `—` for dashes in a row and a dash between blanks.
    Mark,
    /// Any other character, such as an emoji.
    Symbol,
    /// The end of a line or paragraph that ends a sentence.
    Stop,
}

/// One token.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts about one token")]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    /// As it is compared: lower case, plain characters.
    pub(super) text: Cow<'a, str>,
    /// Where it stands in the prose.
    pub(super) range: Range<usize>,
    /// Whether a sentence ends before it.
    pub(super) ends: bool,
    /// Whether no blank stands before it.
    pub(super) glued: bool,
    /// Whether it is the first of its line.
    pub(super) starts_line: bool,
    /// Whether it was written in capitals only.
    pub(super) capitals: bool,
}

impl Token<'_> {
    /// The end of a sentence.
    pub(super) fn stop(range: Range<usize>) -> Self {
        Self {
            kind: Kind::Stop,
            text: Cow::Borrowed(""),
            range,
            ends: true,
            glued: false,
            starts_line: false,
            capitals: false,
        }
    }
}

/// The tokens of a text, with the way back to the document.
pub(super) struct Tokens<'a> {
    content: &'a Content,
    list: Vec<Token<'a>>,
    /// Whether there is more text than was taken.
    pub(super) more: bool,
    /// Whether anything but white space stands in the text at all.
    pub(super) blank: bool,
    /// From the first to the last character that is no white space.
    trimmed: Range<usize>,
}

impl<'a> Tokens<'a> {
    /// Takes the words of `ranges` of the prose, in order; each range ends a sentence. `lower` is the prose with its
    /// ASCII letters in lower case.
    pub(super) fn new(content: &'a Content, lower: &'a str, ranges: &[Range<usize>]) -> Self {
        let mut tokens =
            Self { content, list: Vec::new(), more: false, blank: true, trimmed: 0..0 };
        let texts = Texts { written: content.prose.text(), lower };
        for range in ranges {
            let Some(text) = texts.written.get(range.clone()) else { continue };
            let start = range.start + (text.len() - text.trim_start().len());
            let trimmed = start..start + text.trim().len();
            if trimmed.is_empty() {
                continue;
            }
            if tokens.blank {
                tokens.list.reserve(LIMIT.min(trimmed.len() / 5 + 4));
                tokens.trimmed = trimmed.clone();
                tokens.blank = false;
            } else {
                tokens.list.push(Token::stop(trimmed.start..trimmed.start));
            }
            tokens.trimmed.end = trimmed.end;
            tokens.more |= lex::cut(texts, trimmed, &mut tokens.list);
        }
        tokens
    }

    /// The token at `at`.
    pub(super) fn get(&self, at: usize) -> Option<&Token<'a>> {
        self.list.get(at)
    }

    /// Number of tokens.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// The tokens from `at` on.
    pub(super) fn from(&self, at: usize) -> &[Token<'a>] {
        self.list.get(at..).unwrap_or_default()
    }

    /// The text of the word or number at `at`, empty for anything else.
    pub(super) fn word(&self, at: usize) -> &str {
        match self.get(at) {
            Some(token) if matches!(token.kind, Kind::Word | Kind::Number) => &token.text,
            _ => "",
        }
    }

    /// Whether the token at `at` is this mark.
    pub(super) fn is_mark(&self, at: usize, mark: &str) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Mark && token.text == mark)
    }

    /// One past the phrase (words separated by blanks) that begins at `at`.
    pub(super) fn phrase(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut rest = phrase;
        let mut end = at;
        loop {
            let word = self.word(end);
            if word.is_empty() {
                return None;
            }
            rest = rest.strip_prefix(word)?;
            end += 1;
            if rest.is_empty() {
                return Some(end);
            }
            rest = rest.strip_prefix(' ')?;
        }
    }

    /// One past the longest of `phrases` that begins at `at`.
    #[inline]
    pub(super) fn any_phrase(&self, at: usize, phrases: &WordList) -> Option<usize> {
        let first = self.word(at);
        if first.is_empty() || !phrases.may_begin(first) {
            return None;
        }
        self.longest_phrase(at, first, phrases)
    }

    /// One past the longest of `phrases` that begins with the word `first` at `at`.
    #[inline(never)]
    fn longest_phrase(&self, at: usize, first: &str, phrases: &WordList) -> Option<usize> {
        phrases.beginning_with(first).filter_map(|phrase| self.phrase(at, phrase)).max()
    }

    /// Whether a clause can end before `at`: nothing follows, or a mark, or a new line.
    pub(super) fn boundary(&self, at: usize) -> bool {
        let Some(token) = self.get(at) else { return true };
        match token.kind {
            Kind::Mark => {
                let joins = matches!(&*token.text, "-" | "'" | "_" | "@" | "#");
                !(joins && token.glued && self.get(at + 1).is_some_and(|next| next.glued))
            }
            Kind::Stop | Kind::Symbol => true,
            Kind::Word | Kind::Number | Kind::Url => token.starts_line,
        }
    }

    /// Whether the sentence ends before `at`.
    pub(super) fn sentence_ends(&self, at: usize) -> bool {
        self.get(at).is_none_or(|token| token.ends)
    }

    /// Whether the clause ends before `at`.
    pub(super) fn clause_ends(&self, at: usize) -> bool {
        self.sentence_ends(at)
            || self.get(at).is_some_and(|token| {
                token.kind == Kind::Mark && matches!(&*token.text, "," | ":" | "(" | ")" | "—")
            })
    }

    /// One past the last token of the sentence that `at` is in.
    pub(super) fn sentence_end(&self, at: usize) -> usize {
        (at..self.len()).find(|&i| self.sentence_ends(i)).unwrap_or(self.len())
    }

    /// One past the last token of the clause that `at` is in.
    pub(super) fn clause_end(&self, at: usize) -> usize {
        (at..self.len()).find(|&i| self.clause_ends(i)).unwrap_or(self.len())
    }

    /// The first token from `at` on that is a word, a number or an address.
    pub(super) fn next_word(&self, at: usize) -> usize {
        let is_word = |token: &Token| matches!(token.kind, Kind::Word | Kind::Number | Kind::Url);
        at + self.from(at).iter().position(is_word).unwrap_or(self.from(at).len())
    }

    /// The document's bytes from token `range.start` to the end of the last token of `range`.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let start = self.get(range.start).map_or(self.trimmed.end, |token| token.range.start);
        let end = range
            .end
            .checked_sub(1)
            .and_then(|last| self.get(last))
            .map_or(start, |token| token.range.end);
        self.content.prose.span(start..end.max(start))
    }

    /// The document's bytes of everything but surrounding white space.
    pub(super) fn all(&self) -> Span {
        self.content.prose.span(self.trimmed.clone())
    }

    /// Whether markup other than code stands around the token at `at`: "**No**" in "Yes / **No**", but not in a text of
    /// nothing but emphasis.
    pub(super) fn is_emphasised(&self, at: usize) -> bool {
        let Some(token) = self.get(at) else { return false };
        let Range { start, end } = token.range;
        let prose = &self.content.prose;
        let byte = |i: usize| prose.text().as_bytes().get(i).filter(|&&byte| byte != b'\n');
        let place = |i: usize| prose.span(i..i + 1);
        let parted = |left: usize, right: usize| {
            byte(left).and(byte(right)).is_some() && place(left).end < place(right).start
        };
        let before = start.checked_sub(1).is_some_and(|left| parted(left, start));
        (before || end > 0 && parted(end - 1, end)) && !self.in_code(at)
    }

    /// Whether there is inline code in the answer.
    pub(super) fn has_code(&self) -> bool {
        !self.content.inline_code.is_empty()
    }

    /// Whether any letter or digit stands in the text.
    pub(super) fn has_words(&self) -> bool {
        self.more
            || self.list.iter().any(|t| matches!(t.kind, Kind::Word | Kind::Number | Kind::Url))
    }

    /// Whether the token at `at` is part of inline code of more than one token. Code of one token says what it would
    /// say without the backticks.
    pub(super) fn is_code(&self, at: usize) -> bool {
        let code = self.code(at);
        let same = |other: usize| self.code(other) == code;
        code.is_some() && (same(at + 1) || at.checked_sub(1).is_some_and(same))
    }

    /// Whether the token at `at` is inline code, or a part of it.
    pub(super) fn in_code(&self, at: usize) -> bool {
        self.code(at).is_some()
    }

    /// The inline code that the token at `at` is in.
    fn code(&self, at: usize) -> Option<Span> {
        let codes = &self.content.inline_code;
        if codes.is_empty() {
            return None;
        }
        let token = self.content.prose.span(self.get(at)?.range.clone());
        // Notes that stand before the value in YAML are read behind it: the list is in the order of the prose.
        codes.iter().copied().find(|code| code.contains(token))
    }
}
