//! The names of options, and where an answer has one.
//!
//! Names are cut as answers are, so that a name is found as it is written, whatever marks stand in it: `26.10`,
//! `too_big`, `US/CA`, `S3: high`. Of `> 100` the sign says more than the number: "under 100" and "100" are not it.

use super::bound::{self, Bound};
use super::lex::{self, Texts};
use super::tokens::{Kind, Tokens};

/// A name of an option, as it is looked for in answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OptionName {
    words: Vec<Word>,
    /// What the sign before it says, or the plus behind its number.
    bound: Option<Bound>,
}

/// A run of letters and digits, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    text: String,
    /// The marks between the word before and this one, without blanks.
    gap: String,
    /// Whether no blank stands before it.
    glued: bool,
    /// Whether the marks cannot be left out: 10 is not 1.0.
    exact: bool,
}

impl OptionName {
    /// Cuts `name` into its words.
    pub(crate) fn new(name: &str) -> Self {
        let written = name.trim();
        let lower = written.to_ascii_lowercase();
        let mut tokens = Vec::new();
        lex::cut(Texts { written, lower: &lower }, 0..written.len(), &mut tokens);
        let mut words: Vec<Word> = Vec::new();
        let mut gap = String::new();
        for token in &tokens {
            if !matches!(token.kind, Kind::Word | Kind::Number) {
                gap.push_str(&token.text);
                continue;
            }
            let (mut glued, mut begun) = (token.glued, false);
            for c in token.text.chars() {
                match words.last_mut() {
                    _ if !c.is_alphanumeric() => gap.push(c),
                    Some(word) if begun && gap.is_empty() => word.text.push(c),
                    _ => {
                        let gap = std::mem::take(&mut gap);
                        words.push(Word { text: c.to_string(), gap, glued, exact: false });
                    }
                }
                (glued, begun) = (true, true);
            }
        }
        for i in 1..words.len() {
            words[i].exact = is_exact(&words[i - 1], &words[i]);
        }
        let bound = words.first().and_then(|first| {
            let behind = words.get(1).map_or(gap.as_str(), |second| &second.gap);
            let is_open = first.text.ends_with(|c: char| c.is_ascii_digit())
                && behind.starts_with('+')
                && !words.get(1).is_some_and(|second| second.glued);
            Bound::of_marks(&first.gap).or(is_open.then_some(Bound::AtLeast))
        });
        Self { words, bound }
    }

    /// Whether there is nothing to find it by.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether both have the same words, whatever marks stand between them where those tell nothing.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.words.len() == other.words.len()
            && self.bound == other.bound
            && self.words.iter().zip(&other.words).all(|(word, other)| {
                word.text == other.text && (!word.exact || word.gap == other.gap)
            })
    }

    /// The word, where it is no more than one.
    pub(super) fn one_word(&self) -> Option<&str> {
        match &self.words[..] {
            [word] => Some(&word.text),
            _ => None,
        }
    }

    /// The first of several words, where it may stand for the name.
    pub(super) fn first_of_several(&self) -> Option<&str> {
        match &self.words[..] {
            [first, second, ..]
                if first.text.len() > 3 && !second.exact && self.bound.is_none() =>
            {
                Some(&first.text)
            }
            _ => None,
        }
    }

    /// Whether it begins with `word`.
    pub(super) fn begins_with(&self, word: &str) -> bool {
        self.words.first().is_some_and(|first| first.text == word)
    }

    /// One past the name at `at`: its marks may be left out or be hyphens, and its last word may be a plural.
    pub(super) fn match_end(&self, tokens: &Tokens, at: usize) -> Option<usize> {
        let mut end = at;
        let mut read = 0;
        loop {
            read = self.spelt(tokens.word(end), read)?;
            end += 1;
            let Some(next) = self.words.get(read) else {
                return self.is_within_bound(tokens, at, end).then_some(end);
            };
            end = match next.as_range(tokens, at, end) {
                Some(end) => end,
                None => next.begins_at(tokens, end)?,
            };
        }
    }

    /// Where the name at `at` begins, its sign or the words for that included: "more than 100" is `> 100`.
    pub(super) fn start(&self, tokens: &Tokens, at: usize) -> usize {
        let bound = self.bound.and_then(|_| bound::before(tokens, at));
        bound.map_or(at, |(_, start)| start)
    }

    /// Whether what stands around the name at `at` does not say the opposite of its sign: "under 100" is not `> 100`, and
    /// neither is "100".
    fn is_within_bound(&self, tokens: &Tokens, at: usize, end: usize) -> bool {
        let Some(bound) = self.bound else { return true };
        let said = bound::before(tokens, at).or_else(|| bound::behind(tokens, at + 1, end));
        match said {
            Some((said, _)) => said.is_within(bound),
            // "100" is 100+.
            None => matches!(bound, Bound::AtLeast | Bound::AtMost),
        }
    }

    /// The words from `from` on that `said`, one word of an answer, has: how many there are up to its end.
    fn spelt(&self, said: &str, from: usize) -> Option<usize> {
        let mut rest = said;
        let mut at = from;
        loop {
            let word = self.words.get(at)?;
            if at > from {
                let marks =
                    rest.len() - rest.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
                let gap = &rest[..marks];
                if gap != word.gap && (word.exact || !matches!(gap, "" | "_" | "'")) {
                    return None;
                }
                rest = &rest[marks..];
            }
            rest = rest.strip_prefix(word.text.as_str())?;
            at += 1;
            if rest.is_empty() || rest == "s" && at == self.words.len() {
                return Some(at);
            }
        }
    }
}

impl Word {
    /// Where it begins, when it is the upper end of a range whose lower end `at..end` is: "11–100", "11 to 100",
    /// "between 11 and 100".
    fn as_range(&self, tokens: &Tokens, at: usize, end: usize) -> Option<usize> {
        let is_dash = |gap: &str| matches!(gap, "-" | "—");
        if !self.exact || !is_dash(&self.gap) {
            return None;
        }
        let between = at > 0 && tokens.word(at - 1) == "between";
        let joins = ["-", "—"].iter().any(|mark| tokens.is_mark(end, mark))
            || tokens.word(end) == "to"
            || between && tokens.word(end) == "and";
        joins.then_some(end + 1)
    }

    /// Where it may begin, when the word before it ends before token `end`.
    fn begins_at(&self, tokens: &Tokens, end: usize) -> Option<usize> {
        if self.gap == "+"
            && let Some(more) = tokens.phrase(end, "or more")
        {
            return Some(more);
        }
        match self.as_written(tokens, end) {
            Some(at) if at > end || self.exact => Some(at),
            None if self.exact => None,
            _ => Some(end + usize::from(self.other_mark(tokens, end))),
        }
    }

    /// Whether the mark at `at` is no less than the one of the name: "S3 - high" is "S3: high".
    fn other_mark(&self, tokens: &Tokens, at: usize) -> bool {
        const MARKS: [&str; 5] = ["-", ":", "—", "(", "/"];
        tokens.is_mark(at, "-")
            || MARKS.contains(&self.gap.as_str())
                && MARKS.iter().any(|mark| tokens.is_mark(at, mark))
    }

    /// One past the marks before it, as the name has them.
    fn as_written(&self, tokens: &Tokens, mut end: usize) -> Option<usize> {
        let mut rest = self.gap.as_str();
        while !rest.is_empty() {
            let mark = tokens.get(end).filter(|t| matches!(t.kind, Kind::Mark | Kind::Symbol))?;
            rest = rest.strip_prefix(&*mark.text)?;
            end += 1;
            // "It is 2. x" ends a sentence.
            if mark.ends && self.glued && !tokens.get(end)?.glued {
                return None;
            }
        }
        Some(end)
    }
}

/// Whether what stands between two words cannot be left out: between digits, and a dot beside one.
fn is_exact(before: &Word, word: &Word) -> bool {
    let left = before.text.ends_with(|c: char| c.is_ascii_digit());
    let right = word.text.starts_with(|c: char| c.is_ascii_digit());
    left && right || word.gap == "." && word.glued && (left || right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proposal::content::{Content, Prose};
    use crate::source::Span;

    /// How much of `answer` the name is, from its first word on.
    fn found<'a>(name: &str, answer: &'a str) -> Option<&'a str> {
        let mut prose = Prose::new();
        prose.push(answer, Span::new(0, answer.len()));
        let content = Content { prose, ..Content::default() };
        let lower = answer.to_ascii_lowercase();
        let all = 0..answer.len();
        let tokens = Tokens::new(&content, &lower, std::slice::from_ref(&all));
        let first = tokens.next_word(0);
        let end = OptionName::new(name).match_end(&tokens, first)?;
        Some(&answer[tokens.span(first..end).range()])
    }

    #[test]
    fn a_name_is_found_as_it_is_written() {
        for name in [
            "26.10",
            "v1.2",
            "1.0",
            "2.x",
            "Node.js",
            "US/CA",
            "EU (all)",
            "A & B",
            "x+y",
            "S3: high",
            "1/2",
            "too_big",
            "C#",
            ".NET",
            "50%",
            "> 50 %",
            "Asia, Pacific",
            "pre-prod",
            "don't know",
            "n/a",
            "No. 5",
            "2024-11",
            "U.S.",
            "本番",
            "Ｓ３",
            "S3 — high",
            "10,000",
            "é/ü",
            "foo.bar_baz",
            "3.11.2-rc1",
            "_x_",
        ] {
            let said = found(name, name);
            let trimmed = name.trim_matches(['#', '.', '%', '>', ' ', ')', '_']);
            assert_eq!(said, Some(trimmed), "{name}");
        }
    }

    #[test]
    fn marks_that_tell_nothing_apart_may_differ() {
        for (name, answer) in [
            ("edge-case", "edge case"),
            ("edge case", "Edge-cases"),
            ("edge case", "edgecase"),
            ("too big", "too_big"),
            ("too_big", "Too big"),
            ("US/CA", "us ca"),
            ("S3: high", "S3 high"),
            ("S3: high", "s3-high"),
            ("S3: high", "S3 - high"),
            ("S3 (high)", "S3: high"),
            ("Node.js", "NodeJS"),
            ("A & B", "A&B"),
            ("don't know", "dont know"),
            ("Ｓ３", "s3"),
        ] {
            assert_eq!(found(name, answer), Some(answer), "{name}: {answer}");
        }
    }

    #[test]
    fn what_is_another_name_is_none() {
        for (name, answer) in [
            ("1.0", "10"),
            ("1.0", "1.01"),
            ("1.0", "1 0"),
            ("1.0", "1. 0"),
            ("1.0", "1,0"),
            ("10", "1.0"),
            ("1.1", "1.10"),
            ("26.1", "26.10"),
            ("26", "26.10"),
            ("1/2", "12"),
            ("1/2", "1.2"),
            ("2.x", "2. x"),
            ("2.x", "2 x"),
            ("S3", "S3.1"),
            ("S3: high", "S3"),
            ("US/CA", "US, CA"),
            ("US/CA", "US & CA"),
            ("edge case", "edge: case"),
            ("2024-11", "2024 11"),
            ("Node.js", "Node. js"),
            ("", "yes"),
        ] {
            assert_eq!(found(name, answer), None, "{name}: {answer}");
        }
    }
}
