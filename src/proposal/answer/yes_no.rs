//! Yes and no: the leading word decides.

use super::Sense;
use super::hedge;
use super::lex::{Kind, Tokens};
use super::whole;
use super::words::{
    AUXILIARIES, CASES, CONTRACTIONS, CONTRASTS, CUTS, EMPHATIC, EMPTY_BOXES, KINDS, LABELS, NO,
    NO_ALONE, NO_IDIOMS, NO_SIGNS, SHORTCODES, STOP_WORDS, THINK_NOT, THINK_SO, UNSURE, WE_FOUND,
    YES, YES_ALONE, YES_SIGNS,
};
use crate::policy::{Question, Value};
use std::ops::Range;

/// A yes or no, and the tokens that say it.
type Told = (bool, Range<usize>);

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
            Kind::Word => match tokens.any_phrase(at, LABELS) {
                Some(end) if is_label_end(tokens, end) => at = end + 1,
                _ => match whole::skip_fillers(tokens, at) {
                    next if next > at => at = next,
                    _ => return (at, sign),
                },
            },
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
        || tokens.get(at).is_some_and(|token| EMPTY_BOXES.contains(&token.text.as_str()))
}

/// Where the label of the box before ends: at the end of its line, or at the next box.
fn opens_box(tokens: &Tokens, at: usize) -> bool {
    tokens.is_mark(at, "[")
        || tokens.get(at).is_none_or(|token| {
            token.kind == Kind::Stop
                || token.text == "☑"
                || EMPTY_BOXES.contains(&token.text.as_str())
        })
}

fn is_label_end(tokens: &Tokens, at: usize) -> bool {
    [":", ")", "—", ".", "="].iter().any(|mark| tokens.is_mark(at, mark))
        && (tokens.is_mark(at, ":") || tokens.get(at + 1).is_some())
}

fn read_words(tokens: &Tokens, at: usize, question: &Question) -> Sense {
    if tokens.get(at).is_none() {
        return Sense::Blank;
    }
    if let Some(words) = whole::unknown(tokens, at) {
        return Sense::Unknown(tokens.span(words));
    }
    if let Some(sense) = hedged_lead(tokens, at, question) {
        return sense;
    }
    let told = match value_at(tokens, at) {
        Some((Some(yes), words)) => Some((yes, words)),
        Some((None, _)) => return Sense::Unclear,
        None => statement(tokens, at, question),
    };
    let Some((yes, words)) = told else {
        return match whole::unknown_at_end(tokens, at) {
            Some(words) => Sense::Unknown(tokens.span(words)),
            None => pronoun_hedge(tokens, at)
                .map_or(Sense::Unclear, |hedge| Sense::Hedged(None, tokens.span(hedge))),
        };
    };
    if takes_back(tokens, yes, words.end) {
        return Sense::Unclear;
    }
    // "No workaround is known; nobody has looked for one."
    if !yes
        && !tokens.boundary(words.end)
        && let Some(nobody) = whole::nobody_looked(tokens, words.end)
    {
        return Sense::Unknown(tokens.span(nobody));
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
    let token = tokens.get(at).filter(|token| token.kind == Kind::Word && !token.code)?;
    let word = token.text.as_str();
    if let Some(end) = tokens.any_phrase(at, EMPHATIC) {
        return match value_at(tokens, end) {
            Some((yes, words)) => Some((yes, at..words.end)),
            None if tokens.boundary(end) => Some((Some(true), at..end)),
            None => None,
        };
    }
    let alone = tokens.boundary(at + 1);
    let yes = YES.contains(&word) || alone && YES_ALONE.contains(&word);
    let no = NO.contains(&word) || alone && NO_ALONE.contains(&word);
    if !yes && !no {
        return None;
    }
    // "Yes-ish", "no-op", "y/n".
    let joined = tokens
        .get(at + 1)
        .is_some_and(|next| next.glued && next.kind == Kind::Mark && next.text == "-")
        && tokens.get(at + 2).is_some_and(|next| next.glued);
    let idiom = tokens.any_phrase(at, NO_IDIOMS).is_some();
    let value = (!joined && !idiom).then_some(yes);
    Some((value, at..at + 1))
}

/// Whether the opposite follows at once ("Yes and no", "Yes? No?"), or later in the sentence for other cases ("Yes on
/// Linux, no on Windows").
fn takes_back(tokens: &Tokens, yes: bool, end: usize) -> bool {
    let cases = |at: usize| {
        matches!(tokens.word(at), "for" | "on" | "in" | "with" | "if" | "when" | "under" | "unless")
    };
    let opposite = |at: usize| {
        value_at(tokens, at).is_some_and(|(value, words)| {
            value == Some(!yes) && (tokens.boundary(words.end) || cases(words.end))
        })
    };
    let mut at = end;
    while let Some(token) = tokens.get(at) {
        match (token.kind, token.text.as_str()) {
            _ if is_empty_box(tokens, at) => return false,
            (Kind::Mark, "[") if tokens.word(at + 1) == "x" => at += 3,
            (Kind::Mark | Kind::Stop | Kind::Symbol, _)
            | (Kind::Word, "and" | "or" | "but" | "also") => at += 1,
            _ => break,
        }
    }
    if opposite(at) {
        return true;
    }
    (end + 1..tokens.sentence_end(end)).chain(std::iter::once(tokens.sentence_end(end) + 1)).any(
        |i| {
            let opens = tokens.clause_ends(i - 1) || matches!(tokens.word(i - 1), "and" | "but");
            opens && matches!(tokens.word(i), "yes" | "no") && cases(i + 1) && opposite(i)
        },
    )
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
    while tokens.get(from).is_some_and(|token| {
        token.kind == Kind::Mark && matches!(token.text.as_str(), "," | ":" | "—")
    }) || matches!(tokens.word(from), "that" | "a")
    {
        from += 1;
    }
    from = tokens
        .any_phrase(from, &["it is", "it's", "the answer is"])
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

/// A short sentence that answers the prompt in its own words: "It does not", "There is no workaround", "The workaround
/// will continue to work". Every word of it must be the prompt's, or it says something else.
fn statement(tokens: &Tokens, at: usize, question: &Question) -> Option<Told> {
    let asked = Asked::new(question);
    let (verb_at, lemma, mut denied) = subject_and_verb(tokens, at, &asked)?;
    let existence =
        matches!(tokens.word(at), "there" | "there's") || tokens.any_phrase(at, WE_FOUND).is_some();
    let verb_asked = asked.verbs.contains(&lemma) || existence;
    let mut from = verb_at;
    if matches!(tokens.word(from), "not" | "never") {
        denied = true;
        from += 1;
    }
    if tokens.boundary(from) || tokens.word(from) == "so" && tokens.boundary(from + 1) {
        return verb_asked.then_some((!denied, at..from));
    }
    // "It does for null keys"; but "It is for experts" says something else.
    if matches!(lemma, "do" | "can" | "will") && verb_asked && CASES.contains(&tokens.word(from)) {
        return Some((!denied, at..from));
    }
    if existence {
        match tokens.word(from) {
            "no" | "none" => {
                if denied {
                    return None;
                }
                denied = true;
                from += 1;
            }
            "a" | "an" | "one" | "any" | "some" => from += 1,
            _ => {}
        }
        if tokens.boundary(from) {
            return Some((!denied, at..from));
        }
    }
    let end = tokens.clause_end(from);
    let cut = (from..end).find(|&i| CUTS.contains(&tokens.word(i))).unwrap_or(end);
    let contrasts = (cut..tokens.sentence_end(cut)).any(|i| CONTRASTS.contains(&tokens.word(i)));
    let mut own = 0;
    for i in from..cut {
        let word = tokens.word(i);
        if asked.has(word) {
            own += 1;
        } else if !STOP_WORDS.contains(&word) && !(existence && KINDS.contains(&word)) {
            return None;
        }
    }
    (own > 0 && !contrasts).then_some((!denied, at..cut))
}

/// Behind subject and helping verb, the verb, and whether it denies.
fn subject_and_verb(
    tokens: &Tokens,
    at: usize,
    asked: &Asked,
) -> Option<(usize, &'static str, bool)> {
    let first = tokens.word(at);
    if let Some((_, lemma)) = CONTRACTIONS.iter().find(|(word, _)| *word == first) {
        return Some((at + 1, lemma, false));
    }
    if let Some(end) = tokens.any_phrase(at, WE_FOUND) {
        return Some((end, "be", false));
    }
    let mut verb_at = at;
    if matches!(first, "it" | "this" | "that" | "they" | "there" | "we" | "you") {
        verb_at += 1;
    } else {
        verb_at += usize::from(matches!(first, "the" | "a" | "an"));
        let nouns = (verb_at..verb_at + 3).take_while(|&i| asked.has(tokens.word(i))).count();
        if nouns == 0 {
            return None;
        }
        verb_at += nouns;
    }
    let word = tokens.word(verb_at);
    if matches!(word, "exist" | "exists") && verb_at > at {
        return Some((verb_at + 1, "be", false));
    }
    let (_, lemma, denied) = AUXILIARIES.iter().find(|(form, _, _)| *form == word)?;
    Some((verb_at + 1, lemma, *denied))
}

/// The words of a question's prompt.
struct Asked {
    words: Vec<String>,
    verbs: Vec<&'static str>,
}

impl Asked {
    fn new(question: &Question) -> Self {
        let mut asked = Self { words: Vec::new(), verbs: Vec::new() };
        for word in question.prompt.split(|c: char| !c.is_alphanumeric() && c != '\'') {
            let word = word.to_lowercase();
            match AUXILIARIES.iter().find(|(form, _, _)| *form == word) {
                Some((_, lemma, _)) => asked.verbs.push(lemma),
                None if !word.is_empty() && !STOP_WORDS.contains(&word.as_str()) => {
                    asked.words.push(stem(&word).to_owned());
                }
                None => {}
            }
        }
        asked
    }

    fn has(&self, word: &str) -> bool {
        !word.is_empty() && self.words.iter().any(|own| own == stem(word))
    }
}

/// A word without the ending of a plural or a third person.
fn stem(word: &str) -> &str {
    word.strip_suffix('s').filter(|stem| stem.len() > 2).unwrap_or(word)
}
