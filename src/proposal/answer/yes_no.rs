//! Yes and no: the leading word decides.

use super::Sense;
use super::denial;
use super::halves;
use super::hedge;
use super::known;
use super::statement::{Asked, statement};
use super::tokens::{Kind, Token, Tokens};
use super::unknown;
use super::whole;
use super::words::{
    EMPHATIC, EMPTY_BOXES, IT_IS, NO, NO_ALONE, NO_IDIOMS, NO_SIGNS, SHORTCODES, THINK_NOT,
    THINK_SO, TURNS, UNSURE, YES, YES_ALONE, YES_SIGNS,
};
use crate::policy::{Question, Value};
use std::ops::Range;

/// Reads the answer that begins at token `at`.
pub(super) fn read(tokens: &Tokens, at: usize, question: &Question) -> Sense {
    let (at, sign) = skip_lead(tokens, at);
    let sense = read_words(tokens, at, question);
    let Some(Sign { yes, words, is_box }) = sign else { return sense };
    let value = (Value::YesNo(yes), tokens.span(words.clone()));
    match sense {
        // The label of a box says what the box is for.
        Sense::Told(..) | Sense::Hedged(Some(_), _) if is_box => sense,
        Sense::Hedged(Some((told, _)), _) | Sense::Told(told, _) if told != value.0 => {
            Sense::Unclear
        }
        Sense::Hedged(None, hedge) => Sense::Hedged(Some(value), hedge),
        Sense::Unclear if value_at(tokens, at).is_some() => Sense::Unclear,
        Sense::Unclear | Sense::Blank => match hedge::after(tokens, words.end) {
            Some(hedge) => Sense::Hedged(Some(value), tokens.span(hedge)),
            None => Sense::Told(value.0, value.1),
        },
        sense => sense,
    }
}

/// A sign, or a ticked box in running text, that says yes or no by itself.
struct Sign {
    yes: bool,
    words: Range<usize>,
    is_box: bool,
}

/// Skips what stands before the answer proper: list markers, signs, boxes, "A:", "Unfortunately". Gives back the
/// first sign or ticked box.
fn skip_lead(tokens: &Tokens, mut at: usize) -> (usize, Option<Sign>) {
    let mut sign = None;
    while let Some(token) = tokens.get(at) {
        match token.kind {
            // The label of an empty box says nothing.
            _ if is_empty_box(tokens, at) => {
                at = (at + 2..tokens.len()).find(|&i| opens_box(tokens, i)).unwrap_or(tokens.len());
            }
            Kind::Symbol => {
                let c = token.text.chars().next().unwrap_or(' ');
                if YES_SIGNS.contains(&c) {
                    sign = sign.or(Some(Sign { yes: true, words: at..at + 1, is_box: false }));
                } else if NO_SIGNS.contains(&c) {
                    sign = sign.or(Some(Sign { yes: false, words: at..at + 1, is_box: false }));
                }
                at += 1;
            }
            Kind::Mark
                if token.text == "["
                    && matches!(tokens.word(at + 1), "x")
                    && tokens.is_mark(at + 2, "]") =>
            {
                sign = sign.or(Some(Sign { yes: true, words: at..at + 3, is_box: true }));
                at += 3;
            }
            Kind::Mark | Kind::Stop => match shortcode(tokens, at) {
                Some((yes, end)) => {
                    sign = sign.or(Some(Sign { yes, words: at..end, is_box: false }));
                    at = end;
                }
                None => at += 1,
            },
            Kind::Word => {
                let next =
                    whole::label_end(tokens, at).unwrap_or_else(|| whole::skip_fillers(tokens, at));
                if next == at {
                    return (at, sign);
                }
                at = next;
            }
            // The number of a list item.
            Kind::Number
                if (tokens.is_mark(at + 1, ".") || tokens.is_mark(at + 1, ")"))
                    && tokens.get(at + 2).is_some_and(|next| !next.glued) =>
            {
                at += 2;
            }
            Kind::Number | Kind::Url => return (at, sign),
        }
    }
    (at, sign)
}

/// `:white_check_mark:`, `:+1:`: whether it says yes, and one past it.
fn shortcode(tokens: &Tokens, at: usize) -> Option<(bool, usize)> {
    if !tokens.is_mark(at, ":") {
        return None;
    }
    if tokens.word(at + 2) == "1" && tokens.is_mark(at + 3, ":") {
        let yes = tokens.is_mark(at + 1, "+");
        return (yes || tokens.is_mark(at + 1, "-")).then_some((yes, at + 4));
    }
    let (_, yes) = SHORTCODES.iter().find(|(name, _)| *name == tokens.word(at + 1))?;
    tokens.is_mark(at + 2, ":").then_some((*yes, at + 3))
}

/// `[ ]` or ☐.
fn is_empty_box(tokens: &Tokens, at: usize) -> bool {
    tokens.is_mark(at, "[") && tokens.is_mark(at + 1, "]")
        || tokens.get(at).is_some_and(|token| EMPTY_BOXES.contains(&token.text))
}

/// Where the label of the box before ends: at the end of its line, or at the next box.
fn opens_box(tokens: &Tokens, at: usize) -> bool {
    tokens.is_mark(at, "[")
        || tokens.get(at).is_none_or(|token| {
            token.kind == Kind::Stop || token.text == "☑" || EMPTY_BOXES.contains(&token.text)
        })
}

fn read_words(tokens: &Tokens, at: usize, question: &Question) -> Sense {
    if tokens.get(at).is_none() {
        return Sense::Blank;
    }
    // "Is there a workaround? Not available" is a no.
    let asked = Asked(&question.prompt);
    let has_none =
        |words: &Range<usize>| tokens.word(words.end - 1) == "available" && asked.for_a_thing();
    let is_all = |words: &Range<usize>| !has_none(words) && !known::goes_on(tokens, words, &asked);
    if let Some(words) = unknown::unknown(tokens, at).filter(is_all) {
        return Sense::Unknown(tokens.span(words));
    }
    if let Some(sense) = hedged_lead(tokens, at, question) {
        return sense;
    }
    let (told, is_word) = match value_at(tokens, at) {
        Some((Some(yes), words)) => (Some((yes, words)), true),
        Some((None, _)) => return Sense::Unclear,
        None => match halves::neither(tokens, at, &question.prompt) {
            Some(words) => (Some((false, words)), true),
            None => (statement(tokens, at, question), false),
        },
    };
    let Some((yes, words)) = told else {
        return match unknown::unknown_at_end(tokens, at) {
            Some(words) => Sense::Unknown(tokens.span(words)),
            None => pronoun_hedge(tokens, at)
                .map_or(Sense::Unclear, |hedge| Sense::Hedged(None, tokens.span(hedge))),
        };
    };
    if takes_back(tokens, yes, words.end) {
        return Sense::Unclear;
    }
    if !yes {
        // "No workaround is known; nobody has looked for one."
        let unknown = if tokens.boundary(words.end) {
            unknown::untried(tokens, words.end)
        } else {
            unknown::nobody_looked(tokens, words.end)
                .or_else(|| unknown::so_unknown(tokens, words.end))
        };
        if let Some(words) = unknown {
            return Sense::Unknown(tokens.span(words));
        }
        let means_another = || {
            denial::is_of_something_else(tokens, &words, question)
                || halves::grants_one(tokens, &words, &question.prompt)
        };
        if is_word && means_another() {
            return Sense::Unclear;
        }
    }
    let value = (Value::YesNo(yes), tokens.span(words.clone()));
    let hedge = hedge::after(tokens, words.end).or_else(|| hedge::of_sentence(tokens, words.end));
    match hedge {
        Some(hedge) => Sense::Hedged(Some(value), tokens.span(hedge)),
        None => Sense::Told(value.0, value.1),
    }
}

/// What the word at `at` says: yes, no, or (`None`) something that only looks like it.
fn value_at(tokens: &Tokens, at: usize) -> Option<(Option<bool>, Range<usize>)> {
    let token = tokens.get(at).filter(|token| token.kind == Kind::Word)?;
    let word = &*token.text;
    if let Some(end) = tokens.any_phrase(at, EMPHATIC).filter(|_| !tokens.is_code(at)) {
        return match value_at(tokens, end) {
            Some((yes, words)) => Some((yes, at..words.end)),
            None if tokens.boundary(end) => Some((Some(true), at..end)),
            None => None,
        };
    }
    let alone = || tokens.boundary(at + 1);
    let yes = YES.contains(word) || YES_ALONE.contains(word) && alone();
    let no = NO.contains(word) || NO_ALONE.contains(word) && alone();
    if !yes && !no || tokens.is_code(at) {
        return None;
    }
    // "Yes-ish", "no-op", "y/n".
    let joined = tokens
        .get(at + 1)
        .is_some_and(|next| next.glued && next.kind == Kind::Mark && next.text == "-")
        && tokens.get(at + 2).is_some_and(|next| next.glued);
    let idiom = tokens.any_phrase(at, NO_IDIOMS).is_some();
    // "Yes (n=1,900)" says how many were looked at.
    let is = |token: &Token| matches!(&*token.text, "=" | "~" | "≈" | "<" | ">");
    if matches!(word, "n" | "y") && tokens.get(at + 1).is_some_and(is) {
        return None;
    }
    // "Off: set cache=off" says what is off.
    let label = matches!(word, "on" | "off") && tokens.is_mark(at + 1, ":");
    let value = (!joined && !idiom && !label).then_some(yes);
    let longer = word == "no" && tokens.word(at + 1) == "longer";
    Some((value, at..at + 1 + usize::from(longer)))
}

/// Whether the opposite follows at once ("Yes and no", "Yes? No?"), or later in the sentence for other cases ("Yes on
/// Linux, no on Windows").
fn takes_back(tokens: &Tokens, yes: bool, end: usize) -> bool {
    let cases = |at: usize| {
        matches!(
            tokens.word(at),
            "for" | "on" | "in" | "with" | "if" | "when" | "under" | "unless" | "to"
        )
    };
    let opposite = |at: usize| {
        value_at(tokens, at).is_some_and(|(value, words)| {
            // "Yes, but no longer on main"
            let longer = tokens.word(words.end - 1) == "longer";
            value == Some(!yes) && !longer && (tokens.boundary(words.end) || cases(words.end))
        })
    };
    let mut at = end;
    while let Some(token) = tokens.get(at) {
        match (token.kind, &*token.text) {
            _ if is_empty_box(tokens, at) => return false,
            (Kind::Mark, "[") if tokens.word(at + 1) == "x" => at += 3,
            (Kind::Mark | Kind::Stop | Kind::Symbol, _)
            | (Kind::Word, "and" | "or" | "but" | "also") => at += 1,
            _ => break,
        }
    }
    let turned = |at: usize| {
        let end = tokens.any_phrase(at, TURNS);
        let marked = |end: usize| [",", ":", "—"].iter().any(|mark| tokens.is_mark(end, mark));
        end.is_some_and(|end| opposite(end + usize::from(marked(end))))
    };
    if opposite(at) || turned(at) || behind_case(tokens, end).is_some_and(opposite) {
        return true;
    }
    // "Yes on Linux, none on Windows", but not "Yes, pin it, none in our team had trouble"
    let is_case = yes && cases(end);
    (end + 1..tokens.sentence_end(end)).chain(std::iter::once(tokens.sentence_end(end) + 1)).any(
        |i| {
            let opens = tokens.clause_ends(i - 1) || matches!(tokens.word(i - 1), "and" | "but");
            let is_said = || match tokens.word(i) {
                "yes" | "no" => cases(i + 1) && opposite(i),
                "none" => is_case && cases(i + 1) && opposite(i),
                "so" | "hence" | "thus" | "therefore" => opposite(i + 1),
                _ => false,
            };
            opens && is_said()
        },
    )
}

/// What stands behind the case in brackets at `at`: the no in "Yes (Android), no (iOS)".
fn behind_case(tokens: &Tokens, at: usize) -> Option<usize> {
    let near = at + 1..at + 9;
    let close = near.into_iter().find(|&i| tokens.is_mark(i, ")"))?;
    let parts = |i: &usize| {
        [",", ";", "/", "|"].iter().any(|mark| tokens.is_mark(*i, mark))
            || matches!(tokens.word(*i), "and" | "but")
    };
    let parted = (close + 1..close + 4).take_while(parts).count();
    (tokens.is_mark(at, "(") && parted > 0).then_some(close + 1 + parted)
}

/// An answer that begins with a hedge: with the value behind it, where there is one.
fn hedged_lead(tokens: &Tokens, at: usize, question: &Question) -> Option<Sense> {
    let yes = Value::YesNo(true);
    let no = Value::YesNo(false);
    for (phrases, value) in [(THINK_NOT, no), (THINK_SO, yes)] {
        if let Some(end) = tokens.any_phrase(at, phrases) {
            let span = tokens.span(at..end);
            return Some(Sense::Hedged(Some((value, span)), span));
        }
    }
    let end = hedge::at(tokens, at)?;
    let span = tokens.span(at..end);
    if (at..end).any(|i| tokens.word(i) == "unlikely") {
        return Some(Sense::Hedged(Some((no, span)), span));
    }
    if tokens.any_phrase(at, UNSURE).is_some() {
        return Some(Sense::Hedged(None, span));
    }
    let mut from = end;
    while tokens
        .get(from)
        .is_some_and(|token| token.kind == Kind::Mark && matches!(&*token.text, "," | ":" | "—"))
        || matches!(tokens.word(from), "that" | "a")
    {
        from += 1;
    }
    from = tokens
        .any_phrase(from, IT_IS)
        .filter(|&next| value_at(tokens, next).is_some())
        .unwrap_or(from);
    let told = match value_at(tokens, from) {
        Some((Some(yes), words)) => Some((yes, words)),
        _ => statement(tokens, from, question),
    };
    let value = told.map(|(yes, words)| (Value::YesNo(yes), tokens.span(words)));
    Some(Sense::Hedged(value, span))
}

/// "It might", "This is probably …", "It seems": a sentence about the bug that begins with a hedge.
fn pronoun_hedge(tokens: &Tokens, at: usize) -> Option<Range<usize>> {
    let is_pronoun = matches!(
        tokens.word(at),
        "it" | "this" | "that" | "they" | "there" | "it's" | "that's" | "users"
    );
    let from = at
        + 1
        + usize::from(matches!(tokens.word(at + 1), "will" | "is" | "does" | "are" | "would"));
    let end = match tokens.word(from) {
        "should" | "might" | "may" | "could" if tokens.boundary(from + 1) => from + 1,
        _ => hedge::at(tokens, from)?,
    };
    is_pronoun.then_some(from..end)
}
