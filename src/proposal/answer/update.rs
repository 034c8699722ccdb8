//! An answer that was added to: "No. … EDIT: yes, setting FOO works".

use super::tokens::{Kind, Tokens};
use super::whole::skip_fillers;
use super::words::{ADDED, DATING, SAID_NO, SAID_YES};
use crate::proposal::content::Content;
use crate::source::Span;

/// The words of a later line that begins with EDIT or Update and says the opposite of `yes`; `from` is where the lines
/// begin. `lower` is the prose in lower case.
pub(super) fn opposite(content: &Content, lower: &str, yes: bool) -> Option<Span> {
    let text = lower.get(..content.value_text().len())?;
    memchr::memchr_iter(b'\n', text.as_bytes()).find_map(|end| {
        let line =
            text.get(end + 1..)?.trim_start_matches(['*', '_', '>', '(', '[', '-', ' ', '~']);
        let word = line.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if !ADDED.contains(line.get(..word)?) {
            return None;
        }
        let start = text.len() - line.len();
        let len = memchr::memchr(b'\n', line.as_bytes()).unwrap_or(line.len());
        let line = start..start + len;
        said(&Tokens::new(content, lower, std::slice::from_ref(&line)), yes)
    })
}

/// The opposite of `yes` behind "EDIT", or behind what says when and by whom: "Update 2026-11-20 (Bob):".
fn said(tokens: &Tokens, yes: bool) -> Option<Span> {
    let mut at = 1;
    while let Some(token) = tokens.get(at).filter(|token| !token.ends) {
        let from = skip_fillers(tokens, at);
        let word = tokens.word(from);
        // "Update: no news", "EDIT: true positives only".
        let says_yes = SAID_YES.contains(word);
        let says_no = SAID_NO.contains(word) && tokens.boundary(from + 1);
        if says_yes || says_no {
            return (says_no == yes).then(|| tokens.span(from..from + 1));
        }
        let named = tokens.is_mark(at - 1, "@") || tokens.word(at - 1) == "by";
        let dates = token.kind != Kind::Word || named || DATING.contains(&token.text);
        if !dates {
            return None;
        }
        at += 1;
    }
    None
}
