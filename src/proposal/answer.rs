//! What an answer amounts to: yes, no, an option, a number, or why that cannot be told.
//!
//! The leading words decide. Where they do not say it, nothing is guessed: a wrong value turns a verdict, and an
//! unclear one is a question back to the author.

mod bound;
mod choice;
mod count;
mod denial;
mod halves;
mod hedge;
mod known;
mod lex;
mod option_name;
mod statement;
mod tokens;
mod unknown;
mod update;
mod whole;
#[rustfmt::skip] // Word lists are read as paragraphs, not as columns.
mod words;
mod yes_no;

#[cfg(test)]
mod tests;

use super::content::{Content, TickBox};
use crate::policy::{Kind, Question, Value};
use crate::source::Span;
use std::ops::Range;
use tokens::Tokens;
use whole::Template;

pub(crate) use option_name::OptionName;

/// Whether a sign of that name, which forges show between colons, says yes or no: `white_check_mark`.
pub(crate) fn is_answering_sign(name: &str) -> bool {
    words::SHORTCODES.iter().any(|(sign, _)| *sign == name)
}

/// Why an answer does not give a value that can be used, or that it does: one of these, the first that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quality {
    /// Nothing but blanks, comments, the prompt, `_No response_` or an empty box.
    Blank,
    /// TBD and the like; the words.
    NonAnswer(Span),
    /// "Unknown", "nobody has looked": honest, and not an answer; the words.
    Unknown(Span),
    /// "N/A, reason": an answer with a reason that decides nothing; the words.
    NotApplicable(Span),
    /// Nothing but a placeholder or an instruction of the template; the words.
    Placeholder(Span),
    /// Probably and the like, instead of or beside the value; the hedging words.
    Hedged(Span),
    /// There is text, but no value in it.
    Unclear,
    /// A yes or no that a later line takes back: the word, and the later one.
    TakenBack(Span, Span),
    /// A range of numbers with a limit of the question in it; the range and the limit.
    Astride(Span, u32),
    /// Two ticked boxes exclude each other; the boxes with their labels.
    TwoBoxes(Span, Span),
    /// The value can be told.
    Clear,
}

/// What was understood of one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The value, where one is told, even beside a hedge; `None` otherwise.
    pub value: Option<Value>,
    /// The words that say it: `Yes`, `edge case`, `3 steps`, the ticked box; `None` for text, which all of it says.
    pub value_span: Option<Span>,
    /// Why it can or cannot be used.
    pub quality: Quality,
    /// Template text left in an answer that says something beside it.
    pub leftover: Option<Span>,
    /// A box and the prose that disagree: (box, prose). The prose counts.
    pub box_conflict: Option<(Span, Span)>,
}

impl Reading {
    /// Nothing is written.
    pub fn blank() -> Self {
        Self {
            value: None,
            value_span: None,
            quality: Quality::Blank,
            leftover: None,
            box_conflict: None,
        }
    }

    /// Whether the value can be used as it stands.
    pub fn is_clear(&self) -> bool {
        matches!(self.quality, Quality::Clear)
    }
}

/// What a piece of an answer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sense {
    Blank,
    NonAnswer(Span),
    Unknown(Span),
    NotApplicable(Span),
    Placeholder(Span),
    /// The value, where one stands beside the hedge, and the hedge.
    Hedged(Option<(Value, Span)>, Span),
    Unclear,
    Astride(Span, u32),
    Told(Value, Span),
    Text,
}

impl Sense {
    fn value(&self) -> Option<(Value, Span)> {
        match self {
            Self::Told(value, span) | Self::Hedged(Some((value, span)), _) => Some((*value, *span)),
            _ => None,
        }
    }
}

/// Reads the value of one answer. Costs the same for long answers as for short ones, but for finding their ends.
pub fn read(question: &Question, content: &Content) -> Reading {
    let text_end = content.value_text().len();
    let ticked: Vec<&TickBox> = content.boxes.iter().filter(|tick| tick.ticked).collect();
    let labelled: Vec<&TickBox> = ticked
        .iter()
        .copied()
        .filter(|tick| !tick.prose.is_empty() && tick.prose.end <= text_end)
        .collect();
    let mut leftover = content.placeholders.first().copied();
    let lower = content.prose.text().to_ascii_lowercase();

    let labels: Vec<Sense> = labelled
        .iter()
        .map(|tick| {
            sense(question, content, &lower, std::slice::from_ref(&tick.prose), &mut leftover)
        })
        .collect();
    if let Some((a, b)) = excluding(question, &labelled, &labels) {
        let quality = Quality::TwoBoxes(a.span.cover(a.label), b.span.cover(b.label));
        return Reading { quality, leftover, ..Reading::blank() };
    }
    let boxed = match (labels.iter().position(|label| label.value().is_some()), ticked.first()) {
        (Some(index), _) => {
            Some((labels[index], labelled[index].span.cover(labelled[index].label)))
        }
        (None, Some(tick)) if tick.label.is_empty() && question.kind == Kind::YesNo => {
            Some((Sense::Told(Value::YesNo(true), tick.span), tick.span))
        }
        _ => labels.first().map(|label| (*label, labelled[0].span)),
    };
    let prose = sense(question, content, &lower, &outside(&labelled, text_end), &mut leftover);
    let (sense, box_conflict) = match boxed {
        Some((boxed, place)) => weigh(boxed, place, prose),
        None => (prose, None),
    };
    let reading = finish(question, content, &lower, sense);
    let written = !matches!(reading.quality, Quality::Blank | Quality::Placeholder(_));
    Reading { leftover: leftover.filter(|_| written), box_conflict, ..reading }
}

/// Whether `words` say nothing at all, whatever is asked: `null`, "no response".
pub(crate) fn says_nothing(words: &str) -> bool {
    words::BLANKS.contains_in_any_case(words.trim())
}

/// The words that a form writes where nothing was filled in, where the answer is nothing but them.
pub fn form_blank(content: &Content) -> Option<Span> {
    let text = content.value_text();
    let mut words = text.split_whitespace();
    // The longest has two.
    let (first, second) = (words.next()?, words.next().unwrap_or_default());
    let is_blank = words.next().is_none() && {
        let said = format!("{first} {second}");
        words::BLANKS.contains_in_any_case(said.trim_matches(|c: char| !c.is_alphanumeric()))
    };
    let start = text.len() - text.trim_start().len();
    is_blank.then(|| content.prose.span(start..text.trim_end().len()))
}

/// Two ticked boxes whose labels exclude each other.
fn excluding<'a>(
    question: &Question,
    labelled: &[&'a TickBox],
    labels: &[Sense],
) -> Option<(&'a TickBox, &'a TickBox)> {
    if question.kind == Kind::Text {
        return None;
    }
    let says = |sense: &Sense| match sense {
        Sense::Unknown(_) => Some(None),
        sense => sense.value().map(|(value, _)| Some(value)),
    };
    let first = labels.iter().position(|label| says(label).is_some())?;
    let other = labels
        .iter()
        .position(|label| says(label).is_some_and(|value| Some(value) != says(&labels[first])))?;
    Some((labelled.get(first)?, labelled.get(other)?))
}

/// The prose before `end` that is no box's label.
fn outside(labelled: &[&TickBox], end: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::with_capacity(labelled.len() + 1);
    let mut from = 0;
    for tick in labelled {
        ranges.push(from..tick.prose.start.max(from));
        from = tick.prose.end.max(from);
    }
    ranges.push(from..end.max(from));
    ranges
}

/// Box and prose are one answer: where they disagree the prose counts, where one is silent the other does.
fn weigh(boxed: Sense, place: Span, prose: Sense) -> (Sense, Option<(Span, Span)>) {
    match (boxed.value(), prose.value()) {
        (Some((ticked, _)), Some((written, words))) => {
            (prose, (ticked != written).then_some((place, words)))
        }
        (Some(value), None) => match prose {
            Sense::Hedged(None, hedge) => (Sense::Hedged(Some(value), hedge), None),
            Sense::Unknown(_) => (prose, None),
            _ => (boxed, None),
        },
        (None, None) if matches!(prose, Sense::Blank | Sense::Unclear) => (boxed, None),
        (None, _) => (prose, None),
    }
}

/// Turns what the words say into a reading, with what stands around them.
fn finish(question: &Question, content: &Content, lower: &str, sense: Sense) -> Reading {
    let quality = match sense {
        Sense::Blank => around(question, content, lower),
        Sense::NonAnswer(span) => Quality::NonAnswer(span),
        Sense::Unknown(span) => Quality::Unknown(span),
        Sense::NotApplicable(span) => Quality::NotApplicable(span),
        Sense::Placeholder(span) => Quality::Placeholder(span),
        Sense::Hedged(_, hedge) => Quality::Hedged(hedge),
        Sense::Unclear => Quality::Unclear,
        Sense::Astride(words, limit) => Quality::Astride(words, limit),
        Sense::Told(value, words) => {
            let claims = question.for_hotfix.is_some_and(|claim| claim.holds(value));
            match update::other(content, lower, value, claims, question) {
                Some(later) => Quality::TakenBack(words, later),
                None => Quality::Clear,
            }
        }
        Sense::Text => Quality::Clear,
    };
    let value = sense.value().filter(|_| !matches!(quality, Quality::TakenBack(..)));
    let is_text = question.kind == Kind::Text && quality == Quality::Clear;
    Reading {
        value: if is_text { Some(Value::Text) } else { value.map(|(value, _)| value) },
        value_span: value.map(|(_, span)| span),
        quality,
        leftover: None,
        box_conflict: None,
    }
}

/// An answer without words for the value: code, links or notes say something, though no yes and no number.
fn around(question: &Question, content: &Content, lower: &str) -> Quality {
    let notes = content.value_text().len()..content.prose.text().len();
    let tokens = Tokens::new(content, lower, &[notes]);
    let shown = !content.code.is_empty() || !content.links.is_empty();
    if !whole::is_blank(&tokens) {
        return match plain_sense(question, &tokens, 0, shown) {
            Some(Sense::NonAnswer(span)) if !shown => Quality::NonAnswer(span),
            Some(Sense::Unknown(span)) => Quality::Unknown(span),
            _ if question.kind == Kind::Text => Quality::Clear,
            _ => Quality::Unclear,
        };
    }
    match (shown, question.kind == Kind::Text, content.placeholders.first()) {
        (true, true, _) => Quality::Clear,
        (true, false, _) => Quality::Unclear,
        (false, _, Some(first)) => Quality::Placeholder(*first),
        (false, _, None) if question.kind == Kind::Count && content.numbered_items > 0 => {
            Quality::Unclear
        }
        (false, _, None) => Quality::Blank,
    }
}

/// Reads the words of `ranges`. Template text before them goes to `leftover`.
fn sense(
    question: &Question,
    content: &Content,
    lower: &str,
    ranges: &[Range<usize>],
    leftover: &mut Option<Span>,
) -> Sense {
    let tokens = Tokens::new(content, lower, ranges);
    if whole::is_blank(&tokens) {
        return Sense::Blank;
    }
    let mut at = whole::skip_prompt(&tokens, question);
    if tokens.get(at).is_none() {
        return Sense::Blank;
    }
    let mut leading = None;
    if let Kind::Choice(options) = &question.kind {
        leading = choice::leading(&tokens, at, options);
    } else {
        // The number in "Answer 4: 2" is the question's. An option can have a label's name.
        at = whole::skip_label(&tokens, at);
    }
    let option = match leading {
        Some((sense, true)) => return sense,
        Some((sense, false)) => Some(sense),
        None => None,
    };
    match whole::template(&tokens, at) {
        Some(Template::Whole(words)) => return Sense::Placeholder(tokens.span(words)),
        Some(Template::Before(words, next)) => {
            leftover.get_or_insert(tokens.span(words));
            at = next;
        }
        Some(Template::Chosen(yes, word, end)) if question.kind == Kind::YesNo => {
            let (value, words) = (Value::YesNo(yes), tokens.span(word..word + 1));
            return hedge::after(&tokens, end).map_or(Sense::Told(value, words), |hedge| {
                Sense::Hedged(Some((value, words)), tokens.span(hedge))
            });
        }
        Some(Template::Chosen(..)) | None => {}
    }
    if let Some(words) = whole::left_instruction(&tokens, at) {
        leftover.get_or_insert(tokens.span(words));
    }
    let shown = !content.code.is_empty() || !content.links.is_empty();
    if let Some(sense) = plain_sense(question, &tokens, at, shown) {
        return option.unwrap_or(sense);
    }
    match &question.kind {
        Kind::YesNo => yes_no::read(&tokens, at, question),
        Kind::Choice(options) => match unknown::unknown(&tokens, at) {
            Some(words) => option.unwrap_or(Sense::Unknown(tokens.span(words))),
            None => unless_unknown(&tokens, at, choice::read(&tokens, at, options)),
        },
        Kind::Count => match unknown::unknown(&tokens, at) {
            Some(words) => Sense::Unknown(tokens.span(words)),
            None => unless_unknown(
                &tokens,
                at,
                count::read(&tokens, at, content.numbered_items, &question.limits),
            ),
        },
        Kind::Text => text_sense(&tokens, at),
    }
}

/// What is no answer to any question.
fn plain_sense(question: &Question, tokens: &Tokens, at: usize, shown: bool) -> Option<Sense> {
    let signs = question.kind == Kind::YesNo && whole::has_sign(tokens);
    if !signs && let Some(words) = whole::non_answer(tokens, at, shown) {
        let is_all = !tokens.has_words();
        return Some(Sense::NonAnswer(if is_all { tokens.all() } else { tokens.span(words) }));
    }
    if let Some((words, reason)) = whole::not_applicable(tokens, at) {
        let span = tokens.span(words);
        return Some(if reason { Sense::NotApplicable(span) } else { Sense::NonAnswer(span) });
    }
    None
}

/// "Steps not counted" has no number, and says why.
fn unless_unknown(tokens: &Tokens, at: usize, sense: Sense) -> Sense {
    match sense {
        Sense::Unclear => unknown::unknown_at_end(tokens, at)
            .map_or(Sense::Unclear, |words| Sense::Unknown(tokens.span(words))),
        sense => sense,
    }
}

/// Text says what it says, unless all of it says that nothing is known.
fn text_sense(tokens: &Tokens, at: usize) -> Sense {
    let at = tokens.next_word(at);
    let end = tokens.sentence_end(at);
    let turns = (at..end).any(|i| matches!(tokens.word(i), "but" | "however" | "though"));
    let alone = tokens.get(tokens.next_word(end)).is_none() && !tokens.more && !turns;
    if let Some(words) = unknown::unknown(tokens, at).filter(|_| alone) {
        return Sense::Unknown(tokens.span(words));
    }
    match hedge::at(tokens, at) {
        Some(hedge) if tokens.get(tokens.next_word(hedge)).is_none() => {
            Sense::Hedged(None, tokens.span(at..hedge))
        }
        _ => Sense::Text,
    }
}
