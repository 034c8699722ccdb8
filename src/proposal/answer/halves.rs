//! A question of two halves, "is it this, or that?": what says no to both, and a no to one half that grants the other.

use super::denial::harm;
use super::denial::words::{
    ARTICLES, BOTH, DEFINITE, DENIED, FAILING, LOSING, MENDED, PREVENTING, RECORDS, SKIPPED,
};
use super::statement::{Asked, auxiliary, is_same};
use super::tokens::Tokens;
use super::words::{CASES, NEGATIONS, NO, STOP_WORDS};
use std::ops::Range;

/// "Neither", "Neither of them", "Neither a breach nor lost data", where the prompt asks for one thing or another.
pub(super) fn neither(tokens: &Tokens, at: usize, prompt: &str) -> Option<Range<usize>> {
    if tokens.word(at) != "neither" || split(prompt).is_none() {
        return None;
    }
    let next = at + 1;
    let ends = tokens.boundary(next) || tokens.any_phrase(next, BOTH).is_some();
    ends.then_some(next).or_else(|| both_denied(tokens, next, prompt)).map(|_| at..next)
}

/// "… a breach nor lost data", in the prompt's words.
fn both_denied(tokens: &Tokens, from: usize, prompt: &str) -> Option<usize> {
    let asked = Asked(prompt);
    let nor = (from..tokens.sentence_end(from)).find(|&i| tokens.word(i) == "nor")?;
    (from..nor).any(|i| asked.has(tokens.word(i))).then_some(nor)
}

/// Whether the first two sentences that begin with the no in `words` grant what the prompt asks as well: "No security
/// breach, only data loss", "Not a breach; data is lost", "No compile errors, only runtime errors".
pub(super) fn grants_one(tokens: &Tokens, words: &Range<usize>, prompt: &str) -> bool {
    let Some((left, right)) = split(prompt) else { return false };
    let first = tokens.sentence_end(words.end);
    // "No" alone is a sentence without a half.
    let end = tokens.sentence_end(first + 1);
    let mut clause = words.start..clause_end(tokens, words.end, end);
    let denied = clause.clone();
    while clause.end < end {
        let before = clause;
        let start = before.end + 1;
        clause = start..clause_end(tokens, start, end);
        if is_denied(tokens, &before, &clause, first) {
            continue;
        }
        let granted = if prompt_has_clauses(left) {
            let said = [left, right].iter().any(|half| says_all(tokens, &clause, half));
            (said || harm::is_told(tokens, &clause, &Asked(prompt)))
                && !is_prevented(tokens, &clause)
        } else {
            let (last, next) = (content(left).last(), content(right).next());
            last.zip(next).is_some_and(|(last, next)| {
                [(last, next), (next, last)].iter().any(|&(no, yes)| {
                    denied.clone().any(|i| is_said(tokens.word(i), no))
                        && leads_with(tokens, &clause, yes, prompt)
                })
            })
        };
        if granted {
            return true;
        }
    }
    false
}

/// What stands before and behind the first "or" of a prompt.
fn split(prompt: &str) -> Option<(&str, &str)> {
    prompt.split_once(" or ")
}

/// Whether the halves are clauses, as in "is it a breach, or does it lose data", rather than words of one.
fn prompt_has_clauses(left: &str) -> bool {
    left.ends_with(',')
}

/// The words of a half that say something.
fn content(half: &str) -> impl DoubleEndedIterator<Item = &str> {
    half.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| {
        !word.is_empty() && auxiliary(word).is_none() && !STOP_WORDS.contains_in_any_case(word)
    })
}

/// Where the clause that begins at `from` ends: at a mark, or before "but", or "and" with a verb behind it.
fn clause_end(tokens: &Tokens, from: usize, end: usize) -> usize {
    let has_verb = |at: usize| {
        (at + 1..at + 5)
            .take_while(|&i| !tokens.clause_ends(i))
            .any(|i| auxiliary(tokens.word(i)).is_some())
    };
    let ends = |at: usize| match tokens.word(at) {
        "but" | "however" | "yet" => true,
        "and" => has_verb(at),
        _ => tokens.clause_ends(at),
    };
    (from..end).find(|&at| ends(at)).unwrap_or(end)
}

/// Whether a clause denies, by a word of its own, by the no around it ("Data loss: no", "No (data loss)"), or because it
/// goes on with what the first sentence, up to `first`, denies: "No breach, leak or data loss".
fn is_denied(tokens: &Tokens, before: &Range<usize>, clause: &Range<usize>, first: usize) -> bool {
    let word_in =
        |range: &Range<usize>, is: &dyn Fn(&str) -> bool| range.clone().any(|i| is(tokens.word(i)));
    let denies = |word: &str| NEGATIONS.contains(word) || DENIED.contains(word);
    let merely = |word: &str| matches!(word, "only" | "just");
    let is_no = |at: usize| NO.contains(tokens.word(at));
    let is_labelled = [":", "?", "=", "—"].iter().any(|mark| tokens.is_mark(clause.end, mark))
        && is_no(tokens.next_word(clause.end));
    let is_label = tokens.is_mark(before.end, "(")
        && before.len() == 1
        && is_no(before.start)
        && !word_in(clause, &merely);
    let goes_on = clause.end <= first
        && word_in(clause, &|word| matches!(word, "or" | "nor"))
        && !word_in(clause, &|word| auxiliary(word).is_some());
    word_in(clause, &denies) || is_labelled || is_label || goes_on
}

/// Whether a clause tells of a loss that there is none of: "nobody lost data", "data loss is prevented by the log", "lost
/// data is restored", "backups against data loss", "the data loss of #99 is another bug".
fn is_prevented(tokens: &Tokens, clause: &Range<usize>) -> bool {
    let subject =
        clause.clone().find(|&i| !ARTICLES.contains(tokens.word(i)) && tokens.word(i) != "but");
    let Some(subject) = subject else { return false };
    let mut own = subject..clause.end;
    // "Data loss is prevented only by luck"
    if own.clone().any(|i| matches!(tokens.word(i), "only" | "if" | "unless" | "until" | "when")) {
        return false;
    }
    if matches!(tokens.word(subject), "nobody" | "noone") {
        // "Nobody noticed the loss of data"
        return !own.any(|i| DEFINITE.contains(tokens.word(i)));
    }
    let is_loss = |i: usize| {
        LOSING.contains(tokens.word(i))
            || tokens.word(i) == "data" && matches!(tokens.word(i + 1), "loss" | "losses")
    };
    let is_against = |i: usize| {
        let article = usize::from(matches!(tokens.word(i - 1), "any" | "the" | "such"));
        let before = i.saturating_sub(article + 1);
        let safe =
            matches!(tokens.word(before.saturating_sub(1)), "protected" | "protects" | "safe");
        PREVENTING.contains(tokens.word(before)) || tokens.word(before) == "from" && safe
    };
    if is_loss(subject) {
        let Some(verb) = own.find(|&i| auxiliary(tokens.word(i)).is_some()) else { return false };
        let skipped =
            (verb + 1..clause.end).take_while(|&i| SKIPPED.contains(tokens.word(i))).count();
        return MENDED.contains(tokens.word(verb + 1 + skipped));
    }
    (subject + 2..clause.end).any(|i| is_loss(i) && is_against(i))
}

/// Whether a clause has all words of a half that has more than one; behind "but" and "only", lost rows are lost data.
fn says_all(tokens: &Tokens, clause: &Range<usize>, half: &str) -> bool {
    let turns = |i: usize| matches!(tokens.word(i), "but" | "only" | "just");
    let grants = clause.start.checked_sub(1).is_some_and(turns) || turns(clause.start);
    let is_record = |i: usize, word: &str| {
        grants && word.eq_ignore_ascii_case("data") && RECORDS.contains(tokens.word(i))
    };
    let said =
        |word: &str| clause.clone().any(|i| is_said(tokens.word(i), word) || is_record(i, word));
    content(half).nth(1).is_some() && content(half).all(said)
}

/// "only runtime errors", "a major one", "at runtime it segfaults": but not "compile times are the same".
fn leads_with(tokens: &Tokens, clause: &Range<usize>, word: &str, prompt: &str) -> bool {
    let first = clause.clone().find(|&i| !ARTICLES.contains(tokens.word(i)));
    if first.is_some_and(|i| tokens.word(i) == "at" && is_said(tokens.word(i + 1), word)) {
        return clause.clone().any(|i| FAILING.contains(tokens.word(i)));
    }
    first.is_some_and(|i| {
        let next = tokens.word(i + 1);
        let is_it = tokens.boundary(i + 1)
            || matches!(next, "one" | "ones" | "in" | "with" | "from")
            || CASES.contains(next)
            || Asked(prompt).has(next);
        is_said(tokens.word(i), word) && is_it
    })
}

/// Whether a word of an answer is one of the prompt's: "lost" and "loss" are "lose".
fn is_said(said: &str, asked: &str) -> bool {
    let asked = asked.to_ascii_lowercase();
    is_same(said, &asked) || LOSING.contains(said) && LOSING.contains(&asked)
}
