//! Answers that are none, whatever was asked: blanks, TBD, not applicable, the template itself.

use super::tokens::{Kind, Token, Tokens};
use super::words::{
    BLANKS, FILLERS, IMPERATIVES, INSTRUCTIONS, LABELS, LATER, MARKERS, MENTION_FILLERS, NO_REASON,
    NO_SIGNS, NON_ANSWERS, NOT_APPLICABLE, PARENTHETIC, PENDING, POINTERS, PROMISES, YES_SIGNS,
};
use crate::policy::Question;
use std::ops::Range;

/// One past the fillers ("Well, unfortunately") that begin at `at`, and the marks behind them.
pub(super) fn skip_fillers(tokens: &Tokens, at: usize) -> usize {
    let Some(mut end) = tokens.any_phrase(at, FILLERS) else { return at };
    while [",", ":", "—"].iter().any(|mark| tokens.is_mark(end, mark)) {
        end += 1;
    }
    // A filler that is all there is says something: "So far."
    if tokens.get(end).is_none() { at } else { end }
}

/// One past the label of an answer at `at` with the mark behind it: `Answer:`, and below `Q1:` also `A1:` or `Answer 1:`.
pub(super) fn label_end(tokens: &Tokens, at: usize) -> Option<usize> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let word = tokens.word(at);
    let end = match tokens.any_phrase(at, LABELS) {
        // "A 2 - 3 line change" is no label.
        Some(end) => end + usize::from(word != "a" && digits(tokens.word(end))),
        None => at + usize::from(word.strip_prefix('a').is_some_and(digits)),
    };
    let ends = |mark| tokens.is_mark(end, mark);
    let is_label = end > at
        && [":", ")", "—", ".", "="].into_iter().any(ends)
        && (ends(":") || tokens.get(end + 1).is_some());
    is_label.then_some(end + 1)
}

/// One past the label that an answer begins with at `at`, where words follow it.
pub(super) fn skip_label(tokens: &Tokens, at: usize) -> usize {
    let behind = label_end(tokens, tokens.next_word(at));
    behind.filter(|&behind| words_follow(tokens, behind)).unwrap_or(at)
}

/// The text of all words from `at` on, where they are few; `None` where they are many.
fn joined(tokens: &Tokens, at: usize) -> Option<String> {
    let is_word = |token: &&Token| matches!(token.kind, Kind::Word | Kind::Number | Kind::Url);
    let words = tokens.from(at).iter().filter(is_word);
    // Most answers have more.
    if tokens.more || words.clone().nth(8).is_some() {
        return None;
    }
    let words: Vec<&str> = words.map(|token| &*token.text).collect();
    Some(words.join(" "))
}

/// Whether a word, number or address stands at or after `at`.
fn words_follow(tokens: &Tokens, at: usize) -> bool {
    tokens.more || tokens.get(tokens.next_word(at)).is_some()
}

/// Whether the text says nothing at all: an empty box, an empty form field, YAML's null.
pub(super) fn is_blank(tokens: &Tokens) -> bool {
    if tokens.blank {
        return true;
    }
    if tokens.has_words() {
        return joined(tokens, 0).is_some_and(|text| BLANKS.contains(&text));
    }
    let boxes = |text: &str| matches!(text, "[" | "]" | "☐" | "⬜" | "□" | "~");
    tokens.len() > 0
        && (0..tokens.len()).all(|i| tokens.get(i).is_some_and(|token| boxes(&token.text)))
        && (tokens.len() > 1 || !tokens.is_mark(0, "["))
}

/// Whether a sign such as ✅ or ❌ stands in a text without words.
pub(super) fn has_sign(tokens: &Tokens) -> bool {
    !tokens.has_words()
        && tokens
            .from(0)
            .iter()
            .any(|token| token.text.starts_with(YES_SIGNS) || token.text.starts_with(NO_SIGNS))
}

/// One past the question's own prompt and the text its template has below it, where the answer repeats them, and the
/// marks behind them.
pub(super) fn skip_prompt(tokens: &Tokens, question: &Question) -> usize {
    // Most answers begin in another way, and their first letter tells.
    let said = tokens.word(tokens.next_word(0)).bytes().next();
    let may_begin = |text: &str| match (text.bytes().next(), said) {
        (Some(asked), Some(said)) if asked.is_ascii_alphanumeric() => {
            asked.eq_ignore_ascii_case(&said)
        }
        _ => true,
    };
    let repeats = |text: &str| may_begin(text).then(|| repeated(tokens, 0, text)).flatten();
    let asks = |alias: &String| alias.contains('?') || alias.contains(" or ");
    let prompt = question.prompt.as_str();
    let at = repeats(prompt)
        .or_else(|| {
            question.aliases.iter().find_map(|alias| repeats(alias).filter(|_| asks(alias)))
        })
        .or_else(|| repeats(behind_first_word(prompt)))
        .unwrap_or(0);
    if question.template.is_empty() {
        return at;
    }
    repeated(tokens, at, &question.template).unwrap_or(at)
}

/// What separates the words of a prompt.
fn separates(c: char) -> bool {
    !c.is_alphanumeric() && c != '\''
}

/// What stands behind the first word of `text`.
fn behind_first_word(text: &str) -> &str {
    text.trim_start_matches(separates).split_once(separates).map_or("", |(_, rest)| rest)
}

/// One past the words of `text`, where they stand at `from`.
fn repeated(tokens: &Tokens, from: usize, text: &str) -> Option<usize> {
    let mut at = tokens.next_word(from);
    let words = text.split(separates);
    let mut count = 0;
    for word in words.filter(|word| !word.is_empty()) {
        if !word.chars().flat_map(char::to_lowercase).eq(tokens.word(at).chars()) {
            return None;
        }
        at = tokens.next_word(at + 1);
        count += 1;
    }
    // Fewer words are as likely the answer's own.
    if count < 3 {
        return None;
    }
    let ends = tokens.get(at).is_none()
        || tokens.get(at - 1).is_some_and(|token| token.kind != Kind::Word);
    ends.then_some(at)
}

/// What of the template stands at `at`.
pub(super) enum Template {
    /// The whole answer is the template's.
    Whole(Range<usize>),
    /// The answer proper begins behind it.
    Before(Range<usize>, usize),
    /// One of its two words is set off by markup: whether that is the yes, where it stands, and one past the template.
    Chosen(bool, usize, usize),
}

/// "yes/no", "Add details here", "(Discussion of the risks involved.)".
pub(super) fn template(tokens: &Tokens, at: usize) -> Option<Template> {
    let end = tokens.len();
    let at_word = tokens.next_word(at);
    let parenthesis = tokens.is_mark(at, "(")
        && (tokens.is_mark(end - 1, ")") || end > 1 && tokens.is_mark(end - 2, ")"))
        && !tokens.more;
    if parenthesis && tokens.any_phrase(at_word, PARENTHETIC).is_some() {
        return Some(Template::Whole(at..end));
    }
    if let Some(template_end) = yes_no_template(tokens, at_word) {
        let next = tokens.next_word(template_end);
        let chooses = [
            "delete", "pick", "choose", "select", "circle", "strike", "remove", "one", "please",
            "keep",
        ];
        // "**Yes** / No: no" is answered behind it.
        let answer = side(tokens.word(tokens.next_word(template_end)));
        if let Some((yes, chosen)) = emphasised(tokens, at_word..template_end)
            && answer.is_none()
        {
            return Some(Template::Chosen(yes, chosen, template_end));
        }
        let words = bracketed(tokens, at_word..template_end);
        if !words_follow(tokens, template_end) || chooses.contains(&tokens.word(next)) {
            return Some(Template::Whole(words));
        }
        let answered =
            [":", "—", ")", "?", "=", "]"].iter().any(|mark| tokens.is_mark(template_end, mark));
        let next = words.end.max(template_end + 1);
        return answered.then_some(Template::Before(words, next));
    }
    if let Some(instruction_end) = tokens.any_phrase(at_word, INSTRUCTIONS)
        && tokens.boundary(instruction_end)
    {
        let next = tokens.next_word(instruction_end);
        return Some(if words_follow(tokens, next) {
            Template::Before(at_word..instruction_end, next)
        } else {
            Template::Whole(at_word..instruction_end)
        });
    }
    tokens.any_phrase(at_word, IMPERATIVES)?;
    let plain = !tokens.has_code()
        && tokens.from(at_word).iter().all(|t| !matches!(t.kind, Kind::Number | Kind::Url));
    let sentence_end = tokens.sentence_end(at_word);
    let short = sentence_end - at_word <= 24 && !words_follow(tokens, sentence_end);
    (plain && short).then_some(Template::Whole(at_word..sentence_end))
}

/// The words with the brackets around them, and the colon behind: what stands between them and the answer.
fn bracketed(tokens: &Tokens, words: Range<usize>) -> Range<usize> {
    const BRACKETS: [(&str, &str); 4] = [("[", "]"), ("(", ")"), ("{", "}"), ("<", ">")];
    let with_colon = |words: Range<usize>| {
        let marked = [":", "="].iter().any(|mark| tokens.is_mark(words.end, mark));
        words.start..words.end + usize::from(marked)
    };
    let Some(before) = words.start.checked_sub(1) else { return with_colon(words) };
    let is_around = |&(open, close): &(&str, &str)| {
        tokens.is_mark(before, open) && tokens.is_mark(words.end, close)
    };
    let is_around = BRACKETS.iter().any(is_around);
    with_colon(if is_around { before..words.end + 1 } else { words })
}

/// The one of the words of "yes/no" that is set off: "Yes / **No**". Whether it is the yes, and where it stands.
fn emphasised(tokens: &Tokens, words: Range<usize>) -> Option<(bool, usize)> {
    let mut set_off = words.filter(|&at| !tokens.word(at).is_empty() && tokens.is_emphasised(at));
    let (at, other) = (set_off.next()?, set_off.next());
    let yes = side(tokens.word(at))?;
    other.is_none().then_some((yes, at))
}

/// Which of the two a word of "yes/no" is.
fn side(word: &str) -> Option<bool> {
    match word {
        "yes" | "y" | "true" => Some(true),
        "no" | "n" | "false" => Some(false),
        _ => None,
    }
}

/// An instruction left behind the answer: "Yes. Add details here".
pub(super) fn left_instruction(tokens: &Tokens, from: usize) -> Option<Range<usize>> {
    let ends = (from..).zip(tokens.from(from)).filter(|(_, token)| token.ends);
    ends.map(|(end, _)| end + 1).find_map(|i| {
        let end = tokens.any_phrase(i, INSTRUCTIONS).filter(|&end| tokens.sentence_ends(end))?;
        Some(i..end)
    })
}

/// One past "yes/no" in any spelling and order, further choices included.
fn yes_no_template(tokens: &Tokens, at: usize) -> Option<usize> {
    let separator = |at: usize| {
        let mark = ["/", "|", "\\"].iter().any(|mark| tokens.is_mark(at, mark));
        usize::from(mark || tokens.word(at) == "or")
    };
    let first = side(tokens.word(at))?;
    let middle = separator(at + 1);
    let second = side(tokens.word(at + 1 + middle))?;
    if middle == 0 || first == second {
        return None;
    }
    let mut end = at + 3;
    while separator(end) > 0
        && matches!(tokens.word(end + 1), "maybe" | "unknown" | "n/a" | "partial" | "partially")
    {
        end += 2;
    }
    (tokens.boundary(end)).then_some(end)
}

/// The words of an answer that is none: "TBD", "see above", "@alice". `has_more` says that the answer has something
/// a pointer can mean, such as a link or code.
pub(super) fn non_answer(tokens: &Tokens, at: usize, has_more: bool) -> Option<Range<usize>> {
    let mut at = tokens.next_word(at);
    let mut end = tokens.len();
    while end > at
        && tokens
            .get(end - 1)
            .is_some_and(|t| !matches!(t.kind, Kind::Word | Kind::Number | Kind::Url))
    {
        end -= 1;
    }
    if !tokens.has_words() {
        return Some(0..tokens.len());
    }
    if let Some(mentions) = mentions(tokens, at) {
        return Some(mentions);
    }
    for _ in 0..2 {
        if let Some(text) = joined(tokens, at)
            && NON_ANSWERS.contains(&text)
        {
            let pointer = matches!(text.as_str(), "above" | "below")
                || tokens.any_phrase(at, POINTERS).is_some();
            return (!pointer || !has_more).then_some(at..end);
        }
        let next = skip_fillers(tokens, at);
        if next == at {
            break;
        }
        at = next;
    }
    let first = tokens.get(at)?;
    if MARKERS.contains(&first.text) && (first.capitals || tokens.boundary(at + 1)) {
        return Some(at..at + 1);
    }
    let promised = tokens
        .any_phrase(at, PROMISES)
        .filter(|&last| tokens.sentence_ends(last) || LATER.contains(tokens.word(last)));
    let begun = tokens.any_phrase(at, PENDING).or(promised)?;
    let sentence_end = tokens.sentence_end(at);
    (sentence_end - at <= 10 && !words_follow(tokens, sentence_end)).then_some(at..begun)
}

/// Nothing but people: "@alice", "ask @alice and @bob".
fn mentions(tokens: &Tokens, at: usize) -> Option<Range<usize>> {
    if tokens.more || tokens.len() > 16 {
        return None;
    }
    let mut named = None;
    for i in 0..tokens.len() {
        let Some(token) = tokens.get(i) else { break };
        let is_name = i > 0 && token.glued && (tokens.is_mark(i - 1, "@") || named == Some(i - 1));
        if is_name || token.kind == Kind::Mark && token.glued && named == Some(i - 1) {
            named = Some(i);
        } else if matches!(token.kind, Kind::Number | Kind::Url)
            || token.kind == Kind::Word && !MENTION_FILLERS.contains(&token.text)
        {
            return None;
        }
    }
    let named = named?;
    let start = at.saturating_sub(usize::from(at > 0 && tokens.is_mark(at - 1, "@")));
    Some(start..named + 1)
}

/// "N/A" with its words, and whether a reason follows.
pub(super) fn not_applicable(tokens: &Tokens, at: usize) -> Option<(Range<usize>, bool)> {
    let at = tokens.next_word(at);
    let end = tokens
        .any_phrase(at, NOT_APPLICABLE)
        .or_else(|| (tokens.word(at) == "na" && tokens.boundary(at + 1)).then_some(at + 1))?;
    let reason = tokens.more
        || tokens.from(end).iter().any(|token| match token.kind {
            Kind::Word => !NO_REASON.contains(&token.text),
            Kind::Number | Kind::Url => true,
            _ => false,
        });
    Some((at..end, reason))
}
