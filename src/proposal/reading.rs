//! What an answer amounts to, where what leads to it has to be told from the author's own words: a quote, an alert, a
//! remark in parentheses behind the question.

use super::answer::{self, Quality, Reading};
use super::content::Content;
use super::lexicon::Asked;
use super::markdown::{begins_answer, labels, line};
use crate::policy::{Kind, Policy, Question, QuestionId, Value};
use crate::source::{Source, Span};

/// Where an answer stands.
pub(super) struct Place<'a> {
    pub(super) source: &'a Source,
    pub(super) policy: &'a Policy,
    pub(super) question: QuestionId,
    /// All of it, from behind the question on.
    pub(super) span: Span,
    /// Where the words below a quote begin that it begins with.
    pub(super) behind_quote: Option<usize>,
    /// Whether the question is quoted as well.
    pub(super) is_asked_in_quote: bool,
}

/// Reads what is written in cells, where nobody quotes: all of `content`.
pub(super) fn whole(policy: &Policy, question: QuestionId, content: &Content) -> Reading {
    let reading = answer::read(policy.question(question), content);
    match other_half(policy, question, content, &reading) {
        Some((denied, granted)) => {
            Reading { quality: Quality::TakenBack(denied, granted), ..undecided(reading) }
        }
        None => reading,
    }
}

/// Reads the answer at `place`, whose `content` is there; `part` gives the content of a part of it.
pub(super) fn read(
    place: &Place<'_>,
    content: &Content,
    part: impl Fn(Span) -> Content,
) -> Reading {
    let &Place { source, policy, span, .. } = place;
    let question = policy.question(place.question);
    let mut reading = whole(policy, place.question, content);
    let part = |span: Span| answer::read(question, &part(span));
    if let Some(behind) = remark_end(source, question, span) {
        let own = part(Span::new(behind, span.end));
        let remark = part(Span::new(span.start, behind));
        // "(probably) yes" is one answer.
        let is_remark = match remark.quality {
            Quality::Clear => !is_plain(place, &remark, span.start),
            _ => !says(&remark),
        };
        if is_remark && says(&own) {
            return own;
        }
    }
    if let Some(from) = place.behind_quote {
        let own = part(Span::new(from, span.end));
        reading = beside_quote(place, reading, own, from);
    }
    if let Some((option, words)) = quoted_option(place, question, &reading) {
        let value = Some(Value::Choice(option));
        return Reading { value, value_span: Some(words), quality: Quality::Clear, ..reading };
    }
    match bound(place, question, &reading) {
        Some((words, limit)) => {
            Reading { quality: Quality::Astride(words, limit), ..undecided(reading) }
        }
        None => reading,
    }
}

/// Where the words below a quote begin, as replies have them, in the lines of an answer and where each begins: `None` where
/// all of it is quoted, or the first words are not.
pub(super) fn behind_quote<'t>(lines: impl Iterator<Item = (usize, &'t str)>) -> Option<usize> {
    let mut was_quoted = false;
    // Between two lines of Jira's with `{quote}`.
    let mut is_inside = false;
    for (at, line) in lines {
        let words = line.trim();
        let marks = words.matches("{quote}").count();
        let is_jira =
            is_inside || marks > 0 && words.starts_with("{quote}") || words.starts_with("bq. ");
        is_inside ^= marks % 2 == 1 && is_jira;
        let is_quote = is_jira
            && (is_inside || words.ends_with("{quote}") || !words.contains("{quote}"))
            || words.starts_with('>') && line::start(line, Span::new(0, line.len())).quoted;
        match () {
            () if words.is_empty() => {}
            () if is_quote => was_quoted = true,
            () if was_quoted => return Some(at),
            // "On Monday Bob wrote:"
            () if words.ends_with("wrote:") => {}
            () => return None,
        }
    }
    None
}

/// A no, and the yes to the other half of what is asked, by its own name: "Data loss: no. Security breach: yes".
fn other_half(
    policy: &Policy,
    question: QuestionId,
    content: &Content,
    reading: &Reading,
) -> Option<(Span, Span)> {
    /// How much of an answer is looked through.
    const REACH: usize = 2000;
    let denied = reading.value_span.filter(|_| reading.is_clear())?;
    if reading.value != Some(Value::YesNo(false))
        || !policy.question(question).prompt.contains(" or ")
    {
        return None;
    }
    let text = content.value_text();
    let ends =
        text.bytes().take(REACH).enumerate().filter(|(_, b)| matches!(b, b'.' | b';' | b'\n'));
    ends.map(|(at, _)| at + 1).find_map(|from| {
        let behind = text.get(from..)?;
        let from = from + (behind.len() - behind.trim_start().len());
        let again = policy.lexicon.match_start(&text[from..])?;
        let rest = &text[from + again.rest..];
        let at = from + again.rest + (rest.len() - rest.trim_start().len());
        let is_yes = text.get(at..at + 3).is_some_and(|said| said.eq_ignore_ascii_case("yes"))
            && !text[at + 3..].starts_with(char::is_alphanumeric);
        (again.asked == Asked::Question(question) && is_yes)
            .then(|| (denied, content.prose.span(at..at + 3)))
    })
}

/// One past a parenthesis right behind the question, `(see #12)`.
fn remark_end(source: &Source, question: &Question, span: Span) -> Option<usize> {
    /// What says how much of an answer holds.
    const QUALIFIERS: [&str; 12] = [
        "almost",
        "hardly",
        "in part",
        "mainly",
        "mostly",
        "often",
        "partially",
        "partly",
        "rarely",
        "seldom",
        "sometimes",
        "usually",
    ];
    let line = source.line_span(source.line_of(span.start));
    let rest = source.slice(Span::new(span.start, line.end.min(span.end).max(span.start)));
    let open = rest.len() - rest.trim_start().len();
    if !rest[open..].starts_with('(') || question.kind == Kind::Text {
        return None;
    }
    let mut depth = 0usize;
    let closes = |(_, b): &(usize, u8)| {
        match b {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    };
    let close = rest.bytes().enumerate().skip(open).find(closes)?.0;
    // `(x) Yes ( ) No` ticks, `(1)` numbers, and `(mostly) no` is no plain no.
    let inner = rest.get(open + 1..close)?.trim();
    let weighs = QUALIFIERS.iter().any(|word| word.eq_ignore_ascii_case(inner));
    if inner.chars().nth(1).is_none() || inner == "✔️" || weighs {
        return None;
    }
    Some(span.start + close + 1)
}

/// The reading of an answer that begins with a quote, where `own` is that of the words from byte `from` on, which follow
/// it. Those decide where the quote does not, and where it is an alert; beside a quote that says the opposite nothing
/// does.
fn beside_quote(place: &Place<'_>, reading: Reading, own: Reading, from: usize) -> Reading {
    let &Place { source, span, .. } = place;
    if reading.quality == Quality::Unclear {
        return if says(&own) { own } else { reading };
    }
    let is_alert = source.slice(Span::new(span.start, from)).trim_start().starts_with("> [!");
    // "No fix is merged yet" is a remark, and "Probably" or "No workaround, but pinning works" the answer below it.
    let answers = || says(&own) || begins_answer(&source.text()[from..]);
    if is_alert && !is_plain(place, &reading, span.start) && answers() {
        return own;
    }
    // "Not tested on ARM" is a remark on what is quoted.
    let decides =
        is_plain(place, &own, from) || own.is_clear() && !is_plain(place, &reading, span.start);
    if !decides || own.value == reading.value && reading.is_clear() {
        return reading;
    }
    if is_alert || !reading.is_clear() {
        own
    } else {
        Reading { quality: Quality::Unclear, ..undecided(reading) }
    }
}

/// `> 3`, a line of its own, where three and more than three are on either side of the limit: a quote, or a bound.
fn bound(place: &Place<'_>, question: &Question, reading: &Reading) -> Option<(Span, u32)> {
    let Some(Value::Count(n)) = reading.value else { return None };
    let said = reading.value_span.filter(|_| reading.is_clear())?;
    let words = quoted_line(place, said.start)?;
    let number = place.source.slice(words).trim_start_matches('>').trim();
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    (question.limits.contains(&n) && is_number).then_some((words, n))
}

/// `> 100`, a line of its own, where an option is called so: no quote of it.
fn quoted_option(place: &Place<'_>, question: &Question, reading: &Reading) -> Option<(u16, Span)> {
    let Kind::Choice(options) = &question.kind else { return None };
    if reading.quality != Quality::Unclear {
        return None;
    }
    let (source, start) = (place.source, place.span.start);
    let rest = source.text().get(start..)?;
    let first = start + (rest.len() - rest.trim_start().len());
    let words = quoted_line(place, first)?;
    let option = options.iter().position(|option| option.is_named(source.slice(words)))?;
    Some((u16::try_from(option).ok()?, words))
}

/// The line around byte `at`, where it is quoted and neither its question nor the line behind it is.
fn quoted_line(place: &Place<'_>, at: usize) -> Option<Span> {
    let source = place.source;
    let number = source.line_of(at);
    let is_quoted = |line: usize| {
        line < source.line_count()
            && source.slice(source.line_span(line)).trim_start().starts_with('>')
    };
    if !is_quoted(number) || is_quoted(number + 1) || place.is_asked_in_quote {
        return None;
    }
    let line = source.line_span(number);
    let text = source.slice(line);
    let start = line.start + (text.len() - text.trim_start().len());
    Some(Span::new(start, start + text.trim().len()))
}

/// A reading without its value.
fn undecided(reading: Reading) -> Reading {
    Reading { value: None, value_span: None, ..reading }
}

/// Whether the words say something of what is asked.
fn says(own: &Reading) -> bool {
    !matches!(own.quality, Quality::Unclear | Quality::Blank | Quality::Placeholder(_))
}

/// Whether an answer begins at byte `from` with its value, and nothing that goes on with it: "Yes, …", not "Not tested on …".
fn is_plain(place: &Place<'_>, reading: &Reading, from: usize) -> bool {
    let text = place.source.text();
    let Some(said) = reading.value_span.filter(|_| reading.is_clear()) else { return false };
    let before = text.get(from..said.start).unwrap_or_default();
    let before = &before[labels::answer_label(before).unwrap_or(0)..];
    let behind = text.get(said.end..place.span.end).unwrap_or_default();
    let behind = behind.trim_start_matches(['*', '_']);
    let words = behind.trim_start_matches([' ', '\t']);
    let ends = behind.is_empty()
        || behind.starts_with([',', '.', ';', ':', '!', '?', ')', '\n', '\r', '/'])
        || words.is_empty()
        // As a quoted text of YAML writes it.
        || words.starts_with("\\n")
        || words.starts_with(['-', '–', '—', '(', '\n', '\r']);
    let is_first = !before.contains(|c: char| c.is_alphanumeric())
        || before.trim_start().starts_with("> [!")
            && before
                .lines()
                .nth(1)
                .is_none_or(|line| !line.contains(|c: char| c.is_alphanumeric()));
    ends && is_first
}
