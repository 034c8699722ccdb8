//! An answer that was added to: "No. … EDIT: yes, setting FOO works".

use super::choice;
use super::count;
use super::denial::remedy;
use super::statement::Asked;
use super::tokens::{self, Tokens};
use super::whole::skip_fillers;
use super::words::{ADDED, DATING, HEARD, SAID_NO, SAID_YES, STILL_SO};
use crate::policy::{Kind, Question, Value};
use crate::proposal::content::Content;
use crate::source::Span;
use std::ops::Range;

/// The words of a later line or sentence that begins with EDIT or Update and says something else than `value`, which
/// `claims` a hotfix or does not: another yes or no, option or number, or the workaround that there was none of. `lower`
/// is the prose in lower case.
pub(super) fn other(
    content: &Content,
    lower: &str,
    value: Value,
    claims: bool,
    question: &Question,
) -> Option<Span> {
    let text = lower.get(..content.value_text().len())?;
    added(text).find_map(|line| {
        let tokens = Tokens::new(content, lower, std::slice::from_ref(&line));
        match (value, &question.kind) {
            (Value::YesNo(yes), _) => said(&tokens, yes, claims).or_else(|| {
                let asked = Asked(&question.prompt);
                let found = (!yes && asked.for_a_workaround()).then(|| remedy::found(&tokens, 1));
                found.flatten().map(|words| tokens.span(words))
            }),
            (Value::Choice(_), Kind::Choice(options)) => behind_sources(&tokens).find_map(|at| {
                let (chosen, words) = choice::chosen(&tokens, at, options)?;
                (chosen != value).then(|| tokens.span(words))
            }),
            (Value::Count(n), _) => behind_sources(&tokens).find_map(|at| {
                let (counted, words) = count::alone(&tokens, at)?;
                (counted != n).then(|| tokens.span(words))
            }),
            _ => None,
        }
    })
}

/// The lines, and the ends of lines, that begin with a word for something added: "EDIT: yes", "No. (Updated: yes)".
fn added(text: &str) -> impl Iterator<Item = Range<usize>> {
    let marks = text.match_indices(['\n', '(', '[', '.', '!']);
    marks.filter_map(|(at, mark)| {
        let rest = text.get(at + 1..)?;
        if matches!(mark, "." | "!") && !rest.starts_with(' ') {
            return None;
        }
        let begun = rest.trim_start_matches(['*', '_', '>', '(', '[', '-', ' ', '~']);
        let word = begun.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if !ADDED.contains(begun.get(..word)?) {
            return None;
        }
        let start = text.len() - begun.len();
        let line = start..start + memchr::memchr(b'\n', begun.as_bytes()).unwrap_or(begun.len());
        (mark != "\n" || !is_of_a_list(text, line.clone())).then_some(line)
    })
}

/// Whether the line of `text` is "Update: no" beside "Insert: yes": one of several, of which each says yes or no of what it
/// names.
fn is_of_a_list(text: &str, line: Range<usize>) -> bool {
    let is_item = |line: &str| {
        let words: Vec<&str> = line
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.bytes().any(|b| b.is_ascii_alphabetic()))
            .take(3)
            .collect();
        matches!(words[..], [_, said] if SAID_YES.contains(said) || SAID_NO.contains(said))
    };
    let is_other = |line: &str| {
        let first = line.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
        first.is_some_and(|first| !ADDED.contains(first)) && is_item(line)
    };
    let says = |line: &&str| line.contains(char::is_alphanumeric);
    let before = text.get(..line.start).and_then(|text| text.lines().rev().find(says));
    let after = text.get(line.end..).and_then(|text| text.lines().find(says));
    text.get(line).is_some_and(is_item) && [before, after].into_iter().flatten().any(is_other)
}

/// The opposite of `yes` behind "EDIT", or behind what says when and by whom: "Update 2026-11-20 (Bob):".
fn said(tokens: &Tokens, yes: bool, claims: bool) -> Option<Span> {
    let mut at = 1;
    while tokens.get(at).is_some_and(|token| !token.ends) {
        let from = skip_fillers(tokens, at);
        // "Update yes/no dialog"
        if tokens.is_mark(from + 1, "/") {
            return None;
        }
        if let Some(is_yes) = yes_or_no(tokens, from) {
            // "Yes, #12. Update: no, still broken": it is so all the same.
            let next = tokens.next_word(from + 1);
            if claims && tokens.any_phrase(next, STILL_SO).is_some() {
                return None;
            }
            return (is_yes != yes).then(|| tokens.span(from..from + 1));
        }
        at = behind_source(tokens, at)?;
    }
    None
}

/// Where what was added can begin: behind "EDIT", and behind each piece of what says when and by whom.
fn behind_sources(tokens: &Tokens) -> impl Iterator<Item = usize> {
    let next = |&at: &usize| {
        let ended = tokens.get(at).is_none_or(|token| token.ends);
        if ended { None } else { behind_source(tokens, at) }
    };
    // "EDIT 2: …" is the second one.
    let begins = |at: &usize| *at == 1 || tokens.boundary(at - 1);
    std::iter::successors(Some(1), next).filter(begins)
}

/// Whether the word at `at` says yes or no. "Update: no news" and "EDIT: true positives only" say neither.
fn yes_or_no(tokens: &Tokens, at: usize) -> Option<bool> {
    let word = tokens.word(at);
    let says_no = || SAID_NO.contains(word) && tokens.boundary(at + 1);
    if SAID_YES.contains(word) { Some(true) } else { says_no().then_some(false) }
}

/// One past what says at `at` when something was added, by whom, and who said it: a date, "(Fri)", "by Bob", "after
/// talking to support:".
fn behind_source(tokens: &Tokens, at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    let near = at + 1..at + 9;
    if tokens.is_mark(at, "(") {
        // What is added in brackets is said at once, or ends the sentence: "EDIT (yes)".
        let says = yes_or_no(tokens, at + 1).is_some();
        let close = near.into_iter().find(|&i| tokens.is_mark(i, ")")).filter(|_| !says);
        return Some(close.unwrap_or(at) + 1);
    }
    if HEARD.contains(&token.text) {
        return near.into_iter().find(|&i| tokens.is_mark(i, ":")).map(|colon| colon + 1);
    }
    let named = tokens.is_mark(at - 1, "@") || tokens.word(at - 1) == "by";
    (token.kind != tokens::Kind::Word || named || DATING.contains(&token.text)).then_some(at + 1)
}
