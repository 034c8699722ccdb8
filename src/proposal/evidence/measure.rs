//! Measurements: a percentage, a denominator, a factor, or a number with a unit. Versions, dates, counts of steps and
//! numbers that name something measure nothing.

use super::chunk::{Chunk, Shape};
use super::number::Number;
use super::rate;
use super::words::{
    ATTACHED, BREAKS, BREAKS_OFF, COMING, DATED, DIVISIBLE, FRACTIONS, MENDING, MONTHS, NAMES,
    NUMBERED, NUMBERS, PERIODS, PRODUCTS, RELEASES, SURE, UNCOUNTED, UNITS, UNMENDED, WORKED,
};
use crate::proposal::wordlist::lower;
use std::borrow::Cow;

/// The index of the last piece of the measurement that begins at `at`.
pub(super) fn read(chunks: &[Chunk], at: usize) -> Option<usize> {
    let last = number(chunks, at).or_else(|| share_of_value(chunks, at))?;
    (!is_mending(chunks, at, last) && !is_waiting(chunks, at, last) && !is_sure(chunks, at, last))
        .then_some(last)
}

/// What the count that an answer gives is of: "120 of 3,400", "120 failed orders out of 3,400". It is no measurement alone.
fn share_of_value(chunks: &[Chunk], at: usize) -> Option<usize> {
    let is_value = |i: usize| chunks.get(i).is_some_and(|chunk| chunk.in_value);
    let value = chunks.get(at).filter(|value| value.in_value && !is_value(at + 1))?;
    if !value.speaks || value.is_url() || value.code.is_some() {
        return None;
    }
    // "120-130 of 3,400"
    let number = value.text.rsplit(['-', '–']).find_map(Number::new)?;
    let is_noun = |i: usize| {
        let word = word(chunks, i);
        stands_between(&word) && !matches!(&*word, "in" | "out")
    };
    let nouns = (at + 1..at + 3).take_while(|&i| is_noun(i)).count();
    let last = denominator(chunks, at + nouns, &number)?;
    // "120 in 2026", "120 orders in 2612"
    let whole = |i: &usize| chunks.get(*i).and_then(|chunk| Number::new(chunk.text));
    let whole = (at + nouns + 1..=last).find_map(|i| whole(&i))?;
    let dated = whole.is_year() || nouns > 0 && word(chunks, at + nouns + 1) == "in";
    (!dated).then_some(last)
}

/// Whether the time from piece `at` to piece `last` is what the fix takes: "the fix takes 2 hours", "2 days to fix".
fn is_mending(chunks: &[Chunk], at: usize, last: usize) -> bool {
    // "no fix for 3 weeks" tells of waiting.
    if !is_time(chunks, last) || text_before(chunks, at, 1) == "for" {
        return false;
    }
    let unmended = |at: usize, by: usize| UNMENDED.contains(&text_before(chunks, at, by));
    before(chunks, at).any(|by| {
        MENDING.contains(&text_before(chunks, at, by))
            && !unmended(at, by + 1)
            && !unmended(at, by + 2)
    }) || word(chunks, last + 1) == "to" && MENDING.contains(&word(chunks, last + 2))
}

/// How many pieces each of the few before the one at `at` stands before it, up to the end of a sentence.
fn before<'a>(chunks: &'a [Chunk], at: usize) -> impl Iterator<Item = usize> + 'a {
    (1..6).take_while(move |by| {
        at.checked_sub(by - 1).and_then(|i| chunks.get(i)).is_some_and(|chunk| chunk.adjoins)
    })
}

/// Whether the unit at piece `last` is one of the time that people work.
fn is_time(chunks: &[Chunk], last: usize) -> bool {
    chunks.get(last).is_some_and(|chunk| {
        let unit = chunk.text.trim_start_matches(|c: char| !c.is_alphabetic());
        WORKED.contains_in_any_case(unit)
    })
}

/// Whether the time from piece `at` to piece `last` is what is left of a release, or when something was: "3 weeks until
/// the freeze", "the release is in 3 days", "found 3 days ago".
fn is_waiting(chunks: &[Chunk], at: usize, last: usize) -> bool {
    if is_time(chunks, last) {
        if word(chunks, last + 1) == "ago" {
            return true;
        }
        // "The release crashes in 3 days" measures.
        let comes = |by: &usize| COMING.contains(&text_before(chunks, at, *by));
        let subject = before(chunks, at).skip(1).find(|by| !comes(by));
        if text_before(chunks, at, 1) == "in"
            && subject.is_some_and(|by| RELEASES.contains(&text_before(chunks, at, by)))
        {
            return true;
        }
    }
    if !matches!(&*word(chunks, last + 1), "until" | "till" | "before" | "to") {
        return false;
    }
    let the = matches!(&*word(chunks, last + 2), "the" | "our" | "next" | "code" | "feature");
    // "5 minutes to release the lock" measures.
    if word(chunks, last + 1) == "to" && !the {
        return false;
    }
    let next = usize::from(the && matches!(&*word(chunks, last + 3), "next" | "code" | "feature"));
    RELEASES.contains(&word(chunks, last + 2 + usize::from(the) + next))
}

/// Whether a percentage says how sure somebody is: "100% sure".
fn is_sure(chunks: &[Chunk], at: usize, last: usize) -> bool {
    let ends = |end: &str| chunks.get(last).is_some_and(|chunk| chunk.text.ends_with(end));
    if !ends("%") && !ends("percent") && !ends("cent") {
        return false;
    }
    let next = word(chunks, last + 1);
    let adjoins = chunks.get(at).is_some_and(|chunk| chunk.adjoins);
    SURE.contains(&next)
        || next == "for" && word(chunks, last + 2) == "sure"
        || adjoins && matches!(&*text_before(chunks, at, 1), "sure" | "certain" | "confident")
}

/// The piece that stands `by` pieces before the one at `at`, in lower case.
fn text_before<'a>(chunks: &[Chunk<'a>], at: usize, by: usize) -> Cow<'a, str> {
    at.checked_sub(by)
        .and_then(|i| chunks.get(i))
        .map(|chunk| lower(chunk.text))
        .unwrap_or_default()
}

fn number(chunks: &[Chunk], at: usize) -> Option<usize> {
    let chunk = chunks.get(at).filter(|chunk| chunk.speaks && is_plain(chunk))?;
    let Some(number) = Number::new(chunk.text) else {
        if FRACTIONS.contains_in_any_case(chunk.text) {
            return part(chunks, at, at);
        }
        // "two things" counts nothing, "all fourteen plants" and "a million invoices" do.
        let many =
            || rate::is_great(chunk.text) || text_before(chunks, at, 1) == "all" && chunk.adjoins;
        let counts = || {
            unit(chunks, at)
                .or_else(|| part(chunks, at, at + 1))
                .or_else(|| odds(chunks, at))
                .or_else(|| rate::read(chunks, at))
                .or_else(|| many().then(|| counted(chunks, at)).flatten())
        };
        return is_number_word(chunk.text).then(counts).flatten();
    };
    if number.money {
        return Some(at);
    }
    let before = at.checked_sub(1).and_then(|i| chunks.get(i)).filter(|_| chunk.adjoins);
    let named = before.is_some_and(|before| {
        // "Outlook 365", but not "in Outlook 1,200 users": no version is that long.
        if PRODUCTS.contains(before.text) {
            return !number.separated && !number.is_large();
        }
        let before = lower(before.text);
        // "this issue 37 times" counts, "issue 37" does not.
        let counts = || NUMBERED.contains(&before) && unit(chunks, at).is_some();
        NAMES.contains(&before) && !counts() || number.is_day() && MONTHS.contains(&before)
    });
    match &*lower(number.suffix) {
        suffix if suffix.starts_with('%') => return Some(at),
        suffix if suffix.strip_prefix('/').is_some_and(|period| PERIODS.contains(period)) => {
            return (!named).then_some(at);
        }
        // "the 1990s"
        "s" if number.digits == 4 && !number.fraction() => return None,
        suffix if ATTACHED.contains(suffix) => return (!named || suffix.len() > 1).then_some(at),
        "" | "+" | "k" | "m" | "k+" | "m+" | "bn" | "mn" => {}
        suffix => {
            // "60-65%", "2-3x", "10k-20k users"
            if let Some((scale, upper)) = suffix.split_once('-')
                && matches!(scale, "" | "%" | "k" | "m")
                && let Some(upper) = Number::new(upper)
            {
                if upper.suffix == "%" || ATTACHED.contains(&lower(upper.suffix)) {
                    return (!named).then_some(at);
                }
                if upper.is_large() {
                    return counted(chunks, at);
                }
            }
            let unit_follows =
                |word: &str| UNITS.contains(word) || UNITS.contains(format!("{word}s").as_str());
            if suffix.strip_prefix('-').is_some_and(unit_follows) {
                return Some(at);
            }
            let (total, upper) = (suffix.strip_prefix('/'), suffix.strip_prefix('-'));
            let upper = Number::new(total.or(upper)?).filter(|upper| upper.suffix.is_empty())?;
            return match total {
                // "11/2026"
                Some(_) if number.value <= 12 && upper.is_year() => None,
                Some(_) if number.is_year() && upper.is_year() => None,
                Some(_) if upper.value >= number.value && upper.value > 0 => counted(chunks, at)
                    .or_else(|| whole(chunks, at))
                    .or_else(|| (!named && is_share(chunks, at, &number, &upper)).then_some(at)),
                None if upper.digits < 4 || number.digits < 4 => {
                    percent(chunks, at).or_else(|| unit(chunks, at))
                }
                _ => None,
            };
        }
    }
    if let Some(last) = denominator(chunks, at, &number) {
        return Some(last);
    }
    if let Some(last) = percent(chunks, at) {
        return Some(last);
    }
    // "EUR 40,000". A price, "49.90 EUR", measures nothing.
    let is_sum = number.value >= 1000 || number.is_large() || number.grouped();
    if is_sum && before.is_some_and(|before| before.text.len() == 3 && is_code(before.text)) {
        return Some(at);
    }
    let next = word(chunks, at + 1);
    let code = (400..600).contains(&number.value) && !number.fraction();
    if named || code && matches!(&*next, "error" | "errors" | "response" | "responses" | "status") {
        return None;
    }
    if let Some(last) = rate::read(chunks, at).filter(|_| is_sum || !rate::is_money(&next)) {
        return Some(last);
    }
    if number.fraction() && !number.is_large() {
        let rate = || matches!(&*word(chunks, at + 2), "per" | "a" | "an" | "each" | "every");
        let whole = || number.grouped() || rate();
        let counts = DIVISIBLE.contains(&next) || UNITS.contains(&next) && whole();
        return counts.then_some(at + 1);
    }
    let year = number.digits == 4 && (1900..2100).contains(&number.value) && !number.separated;
    match year {
        true if number.is_year() && is_dated(chunks, at) => None,
        true => unit(chunks, at),
        false => counted(chunks, at),
    }
}

/// Whether a word is the code of a currency.
fn is_code(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_uppercase()) && rate::is_money(&lower(word))
}

/// Whether the number at `at` is the year of a date: "in 2026", "November 2026", "November 2, 2026".
fn is_dated(chunks: &[Chunk], at: usize) -> bool {
    let before = |by: usize| at.checked_sub(by).and_then(|i| chunks.get(i));
    let is_month = |chunk: &Chunk| chunk.text != "may" && MONTHS.contains_in_any_case(chunk.text);
    let is_day = |chunk: &Chunk| Number::new(chunk.text).is_some_and(|day| day.is_day());
    let adjoins = chunks.get(at).is_some_and(|chunk| chunk.adjoins);
    before(1).is_some_and(|last| {
        adjoins && DATED.contains_in_any_case(last.text)
            || is_month(last)
            || is_day(last) && before(2).is_some_and(is_month)
    })
}

fn is_plain(chunk: &Chunk) -> bool {
    !chunk.is_url() && chunk.code.is_none() && !chunk.in_value
}

/// The piece at `at` in lower case where only blanks stand before it, else nothing.
pub(super) fn word<'a>(chunks: &[Chunk<'a>], at: usize) -> Cow<'a, str> {
    chunks
        .get(at)
        .filter(|chunk| chunk.adjoins && is_plain(chunk) && chunk.text.len() < 40)
        .map(|chunk| match chunk.shape {
            Shape::Plain => Cow::Borrowed(chunk.text),
            _ => lower(chunk.text),
        })
        .unwrap_or_default()
}

/// "31/40": neither a date, nor a size, nor even odds.
fn is_share(chunks: &[Chunk], at: usize, part: &Number, whole: &Number) -> bool {
    let date = part.value <= 12 && whole.value <= 31;
    let years = part.value + 1 == whole.value && whole.value < 36;
    let size = whole.value.is_power_of_two() && part.value.is_power_of_two();
    part.value < whole.value
        && !(date || years || size || part.fraction() || whole.fraction())
        && !BREAKS_OFF.contains(&word(chunks, at + 1))
}

/// "two thirds of the notebooks", "half of our users": the fraction stands at `at`, `first` begins it.
fn part(chunks: &[Chunk], first: usize, at: usize) -> Option<usize> {
    let fraction = if first == at { lower(chunks.get(at)?.text) } else { word(chunks, at) };
    if !FRACTIONS.contains(&fraction) {
        return None;
    }
    let before = first.checked_sub(1).and_then(|i| chunks.get(i)).map(|chunk| lower(chunk.text));
    // "the third of the users", "the first half of the year"
    let one = || matches!(before.as_deref(), Some("a" | "one"));
    let leads = match &*fraction {
        "half" => !matches!(before.as_deref(), Some("first" | "second" | "last" | "other")),
        fraction if first == at && !fraction.ends_with('s') => one(),
        _ => true,
    };
    whole(chunks, at).filter(|_| leads)
}

/// The things that the part which ends at `at` is of: "2/3 of all users".
fn whole(chunks: &[Chunk], at: usize) -> Option<usize> {
    if word(chunks, at + 1) != "of" {
        return None;
    }
    let the = usize::from(matches!(&*word(chunks, at + 2), "the" | "our" | "all" | "their"));
    (at + 2 + the..at + 5 + the)
        .take_while(|&i| !BREAKS.contains(&word(chunks, i)))
        .find(|&i| is_plural(&word(chunks, i)) || word(chunks, i) == "people")
}

/// "nine out of ten", "two in five users": the first number stands at `at`.
fn odds(chunks: &[Chunk], at: usize) -> Option<usize> {
    let next = match &*word(chunks, at + 1) {
        "in" => at + 2,
        "out" if word(chunks, at + 2) == "of" => at + 3,
        _ => return None,
    };
    is_number_word(&word(chunks, next)).then(|| counted(chunks, next).unwrap_or(next))
}

/// "12 %", "12 percent", "12 per cent": the number stands at `at`.
fn percent(chunks: &[Chunk], at: usize) -> Option<usize> {
    match &*word(chunks, at + 1) {
        "%" | "percent" | "pct" => Some(at + 1),
        "per" if word(chunks, at + 2) == "cent" => Some(at + 2),
        _ => None,
    }
}

/// "1,204 of 1,900 sampled tables", "3 out of 5", "1 in 8", "31 (of 40)", "31 (out of 40)".
fn denominator(chunks: &[Chunk], at: usize, number: &Number) -> Option<usize> {
    if let (Some(part), Some(first)) = (chunks.get(at), chunks.get(at + 1))
        && matches!(first.text, "of" | "out")
        && first.start == part.range().end + 2
        && let of = at + 1 + usize::from(first.text == "out")
        && (of == at + 1 || word(chunks, of) == "of")
        && let Some(whole) = chunks.get(of + 1).filter(|chunk| chunk.adjoins && is_plain(chunk))
        && let Some(whole) = Number::new(whole.text)
        && (whole.suffix.is_empty() && whole.value >= number.value || whole.is_large())
        && !whole.is_year()
    {
        return Some(of + 1);
    }
    let mut next = match &*word(chunks, at + 1) {
        "of" | "in" => at + 2,
        "out" if word(chunks, at + 2) == "of" => at + 3,
        _ => return None,
    };
    if word(chunks, at + 1) != "in"
        && matches!(&*word(chunks, next), "the" | "our" | "all" | "about")
    {
        next += 1;
    }
    let whole = chunks.get(next).filter(|chunk| chunk.adjoins && is_plain(chunk))?;
    let whole =
        Number::new(whole.text).filter(|whole| whole.suffix.is_empty() || whole.is_large())?;
    let fits = whole.value >= number.value || !whole.suffix.is_empty();
    (fits && (!whole.fraction() || whole.is_large())).then(|| counted(chunks, next).unwrap_or(next))
}

/// The unit of the number at `at`: right behind it, or behind one or two words ("37 support tickets").
fn unit(chunks: &[Chunk], at: usize) -> Option<usize> {
    for i in at + 1..at + 4 {
        let word = word(chunks, i);
        // "downloads/month"
        let thing = word.split_once('/').map_or(&*word, |(thing, _)| thing);
        if UNITS.contains(thing) {
            return Some(i);
        }
        if !stands_between(&word) || is_plural(&word) {
            return None;
        }
    }
    None
}

/// A unit, or any other plural: "12 gpus", "40 failing checks".
pub(super) fn counted(chunks: &[Chunk], at: usize) -> Option<usize> {
    let next = word(chunks, at + 1);
    let plural = || {
        if is_plural(&next) {
            return Some(at + 1);
        }
        (stands_between(&next) && is_plural(&word(chunks, at + 2))).then_some(at + 2)
    };
    unit(chunks, at).or_else(plural)
}

fn stands_between(word: &str) -> bool {
    word.starts_with(char::is_alphabetic) && !BREAKS.contains(word) && !UNCOUNTED.contains(word)
}

fn is_plural(word: &str) -> bool {
    word.len() >= 4
        && word.ends_with('s')
        && !["ss", "is", "ous", "tus", "rus", "nus", "lus", "sus"]
            .iter()
            .any(|end| word.ends_with(end))
        && word.chars().all(char::is_alphabetic)
        && !UNCOUNTED.contains(word)
}

/// Whether a word is a number: "Seventy-two".
fn is_number_word(text: &str) -> bool {
    // "Seventy-million" is among the longest.
    if text.len() > 20 || !NUMBERS.may_begin(text) {
        return false;
    }
    let mut parts = text.split('-');
    parts.next().is_some_and(|part| NUMBERS.contains_in_any_case(part))
        && parts.all(|part| NUMBERS.contains_in_any_case(part) || part.eq_ignore_ascii_case("one"))
}
