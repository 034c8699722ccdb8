//! An answer's words: what every reader of values works on.
//!
//! Only the first words decide, so only the first [`LIMIT`] are taken: reading a value costs the same however long the
//! answer is. Quotes, emphasis, zero-width characters and variation selectors are no tokens; curly apostrophes,
//! full-width letters and every kind of dash and blank are read as their plain forms.

use crate::proposal::content::Content;
use crate::proposal::wordlist::WordList;
use crate::source::Span;
use std::borrow::Cow;
use std::ops::Range;

/// How many tokens are taken.
const LIMIT: usize = 128;

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
    /// Whether no blank stands before it.
    pub(super) glued: bool,
    /// Whether it is the first of its line.
    pub(super) starts_line: bool,
    /// Whether it was written in capitals only.
    pub(super) capitals: bool,
    /// Whether it is part of inline code of more than one token.
    pub(super) code: bool,
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
    /// Takes the words of `ranges` of the prose, in order; each range ends a sentence.
    pub(super) fn new(content: &'a Content, ranges: &[Range<usize>]) -> Self {
        let mut tokens =
            Self { content, list: Vec::new(), more: false, blank: true, trimmed: 0..0 };
        for range in ranges {
            let Some(text) = content.prose.text().get(range.clone()) else { continue };
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
                tokens.push(Kind::Stop, Cow::Borrowed(""), trimmed.start..trimmed.start);
            }
            tokens.trimmed.end = trimmed.end;
            tokens.lex(trimmed);
        }
        tokens.mark_code();
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
    pub(super) fn any_phrase(&self, at: usize, phrases: &WordList) -> Option<usize> {
        let first = self.word(at);
        if first.is_empty() {
            return None;
        }
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
        self.get(at).is_none_or(|token| match token.kind {
            Kind::Stop => true,
            Kind::Mark => matches!(&*token.text, "." | "!" | "?" | "…" | ";"),
            _ => false,
        })
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

    /// Whether there is inline code in the answer.
    pub(super) fn has_code(&self) -> bool {
        !self.content.inline_code.is_empty()
    }

    /// Whether any letter or digit stands in the text.
    pub(super) fn has_words(&self) -> bool {
        self.more
            || self.list.iter().any(|t| matches!(t.kind, Kind::Word | Kind::Number | Kind::Url))
    }

    fn push(&mut self, kind: Kind, text: Cow<'a, str>, range: Range<usize>) {
        self.list.push(Token {
            kind,
            text,
            range,
            glued: false,
            starts_line: false,
            capitals: false,
            code: false,
        });
    }

    fn lex(&mut self, range: Range<usize>) {
        let content = self.content;
        let text = content.prose.text();
        let mut at = range.start;
        let mut glued = false;
        let mut starts_line = true;
        while at < range.end {
            if self.list.len() >= LIMIT {
                self.more = true;
                return;
            }
            if let Some(len) = plain_word(&text.as_bytes()[at..range.end]).filter(|_| !glued) {
                let word = &text[at..at + len];
                self.push(Kind::Word, Cow::Borrowed(word), at..at + len);
                if let Some(token) = self.list.last_mut() {
                    token.starts_line = starts_line;
                }
                // The blank behind it is no token.
                at += len + 1;
                starts_line = false;
                continue;
            }
            let Some(c) = text[at..range.end].chars().next() else { return };
            let next = at + c.len_utf8();
            if c == '\n' || c == '\r' {
                let (end, stop) = line_break(&text[at..range.end]);
                if stop {
                    self.push(Kind::Stop, Cow::Borrowed(""), at..at + end);
                }
                at += end;
                (glued, starts_line) = (false, true);
            } else if c.is_whitespace() {
                at = next;
                glued = false;
            } else if is_dropped(c) {
                at = next;
            } else {
                let rest = &text[at..range.end];
                let (kind, len) = token_at(rest, glued);
                let raw = &rest[..len];
                let mut text = normal(raw, kind);
                if text == "-" && !glued && rest[len..].starts_with(char::is_whitespace) {
                    text = Cow::Borrowed("—");
                }
                self.push(kind, text, at..at + len);
                if let Some(token) = self.list.last_mut() {
                    token.glued = glued;
                    token.starts_line = starts_line;
                    token.capitals = is_capitals(raw);
                }
                at += len;
                (glued, starts_line) = (true, false);
            }
        }
    }

    /// Marks the tokens inside inline code. Code of one token says what it would say without the backticks.
    fn mark_code(&mut self) {
        let codes = &self.content.inline_code;
        if codes.is_empty() {
            return;
        }
        let mut spans = self.content.prose.spans();
        let holder = |token: &Token| {
            let span = spans.span(token.range.clone());
            let index = codes.partition_point(|code| code.start <= span.start).checked_sub(1)?;
            codes.get(index).filter(|code| code.contains(span)).map(|_| index)
        };
        let holders: Vec<Option<usize>> = self.list.iter().map(holder).collect();
        for (i, token) in self.list.iter_mut().enumerate() {
            let same = |j: usize| holders.get(j).copied().flatten() == holders[i];
            token.code =
                holders[i].is_some() && (same(i + 1) || i.checked_sub(1).is_some_and(same));
        }
    }
}

/// The length of the word that `rest` begins with, where it is what nearly all words are: letters in lower case with
/// one blank behind them.
fn plain_word(rest: &[u8]) -> Option<usize> {
    let len = rest.iter().take(40).take_while(|b| b.is_ascii_lowercase()).count();
    // An address and "n/a" go on behind their letters; so does every word that is not plain.
    (len > 0 && rest.get(len) == Some(&b' ')).then_some(len)
}

/// Length of the blanks from a line break on, and whether the break ends a sentence: a wrapped line goes on in lower
/// case.
fn line_break(text: &str) -> (usize, bool) {
    let end = text.len() - text.trim_start().len();
    let lines = text[..end].bytes().filter(|&b| b == b'\n').count();
    let goes_on = text[end..]
        .trim_start_matches(is_dropped)
        .starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ')'));
    (end, lines > 1 || !goes_on)
}

/// Characters that say nothing: emphasis, quotes, zero-width characters, variation selectors, skin tones.
fn is_dropped(c: char) -> bool {
    matches!(
        c,
        '*' | '_' | '`' | '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '‚'
            | '\u{200b}'..='\u{200f}'
            | '\u{2060}' | '\u{feff}' | '\u{ad}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{1f3fb}'..='\u{1f3ff}'
    )
}

/// The plain form of a full-width character.
fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '’' | 'ʼ' => '\'',
        '–' | '―' | '−' => '—',
        '‐' | '‑' => '-',
        _ => c,
    }
}

/// Kind and length of the token that `rest`, which begins with no white space, begins with.
fn token_at(rest: &str, glued: bool) -> (Kind, usize) {
    let Some(first) = rest.chars().next() else { return (Kind::Mark, 0) };
    let head = rest.as_bytes();
    let scheme =
        |s: &str| head.len() >= s.len() && head[..s.len()].eq_ignore_ascii_case(s.as_bytes());
    if scheme("http://") || scheme("https://") || (!glued && scheme("www.")) {
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`'));
        let url = &rest[..end.unwrap_or(rest.len())];
        return (Kind::Url, url.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']).len());
    }
    if first.is_alphanumeric() {
        if let Some(len) = not_applicable(rest) {
            return (Kind::Word, len);
        }
        let kind = if plain(first).is_ascii_digit() { Kind::Number } else { Kind::Word };
        return (kind, word_len(rest));
    }
    match plain(first) {
        '.' | '-' => (Kind::Mark, rest.len() - rest.trim_start_matches(first).len()),
        c if c.is_ascii_punctuation() || matches!(c, '—' | '…' | '•' | '·' | '、' | '。') => {
            (Kind::Mark, first.len_utf8())
        }
        _ => (Kind::Symbol, first.len_utf8()),
    }
}

fn is_capitals(raw: &str) -> bool {
    if raw.is_ascii() {
        !raw.bytes().any(|b| b.is_ascii_lowercase())
    } else {
        !raw.contains(char::is_lowercase)
    }
}

/// How a token is compared. Most words are lower case already, and are borrowed.
fn normal(raw: &str, kind: Kind) -> Cow<'_, str> {
    let text = if !raw.is_ascii() {
        Cow::Owned(raw.chars().map(plain).collect::<String>().to_lowercase())
    } else if raw.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(raw.to_ascii_lowercase())
    } else {
        Cow::Borrowed(raw)
    };
    let fixed = match (kind, &*text) {
        (Kind::Mark, "…") => "…",
        (Kind::Mark, "。") => ".",
        (Kind::Mark, dots) if dots.len() > 1 && dots.starts_with('.') => "…",
        (Kind::Mark, dashes) if dashes.len() > 1 && dashes.starts_with('-') => "—",
        (Kind::Mark, "、") => ",",
        (Kind::Word, "n.a" | "n.a." | "n/a") => "n/a",
        _ => return text,
    };
    Cow::Borrowed(fixed)
}

/// The length of `n/a` or `n.a.` that `rest` begins with.
fn not_applicable(rest: &str) -> Option<usize> {
    let head = rest.as_bytes();
    let found = matches!(head, [b'n' | b'N', b'/' | b'.', b'a' | b'A', ..])
        && !rest[3..].starts_with(char::is_alphanumeric);
    found.then(|| if head[1] == b'.' && head.get(3) == Some(&b'.') { 4 } else { 3 })
}

/// Words after which a dot ends a sentence even without a blank.
const SHORT: [&str; 9] = ["yes", "no", "y", "n", "none", "true", "false", "nope", "never"];

/// The length of the word or number at the beginning of `rest`. Apostrophes and dots between letters, underscores, and
/// separators between digits belong to it.
fn word_len(rest: &str) -> usize {
    // Nearly every word is letters up to a blank.
    let letters = rest.bytes().take(100).take_while(u8::is_ascii_alphabetic).count();
    if letters > 0 && matches!(rest.as_bytes().get(letters), None | Some(b' ' | b'\n')) {
        return letters;
    }
    let mut chars = rest.char_indices().peekable();
    let mut last = ' ';
    let mut end = 0;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| plain(next));
        let joins = match plain(c) {
            _ if c.is_alphanumeric() => true,
            '\'' => last.is_alphabetic() && next.is_alphabetic(),
            '_' => next.is_alphanumeric() || next == '_',
            ',' => last.is_ascii_digit() && next.is_ascii_digit(),
            '.' if last.is_ascii_digit() => next.is_ascii_digit(),
            '.' => {
                last.is_alphabetic()
                    && next.is_alphanumeric()
                    && !SHORT.contains(&rest[..at].to_lowercase().as_str())
            }
            _ => false,
        };
        if !joins {
            break;
        }
        last = plain(c);
        end = at + c.len_utf8();
        // A word this long is no word; the rest of it is another.
        if end > 200 {
            break;
        }
    }
    end
}
