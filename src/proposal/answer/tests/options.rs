//! Options with marks in their names, and options that are no answer elsewhere.

use super::*;

/// The option that `answer` gives, and whether it can be used.
fn option<'a>(options: &[&'a str], answer: &str) -> (Option<&'a str>, bool) {
    let list = options.iter().map(|&name| ChoiceOption::new(name.to_owned(), Vec::new()));
    let question = question("Which one is it?", Kind::Choice(list.collect()));
    let reading = read(&question, &content(answer));
    let name = match reading.value {
        Some(Value::Choice(index)) => Some(options[usize::from(index)]),
        _ => None,
    };
    (name, reading.is_clear())
}

const LINES: &[&str] = &["1.0", "1.1", "1.10", "26.10", "26.12", "2.x", "v1.2"];
const PLACES: &[&str] = &["US/CA", "EU", "EU (all)", "Asia, Pacific"];
const LEVELS: &[&str] = &["S3", "S3: high", "S4: low"];

#[test]
fn names_with_marks_are_read() {
    for (options, answer, wanted) in [
        (LINES, "26.12", "26.12"),
        (LINES, "26.10.", "26.10"),
        (LINES, "1.10, since May", "1.10"),
        (LINES, "It is 1.1", "1.1"),
        (LINES, "In `v1.2` only", "v1.2"),
        (LINES, "**2.x**", "2.x"),
        (LINES, "Only 2.x. The others are fine.", "2.x"),
        (PLACES, "us/ca", "US/CA"),
        (PLACES, "EU (all)", "EU (all)"),
        (PLACES, "EU (two shops)", "EU"),
        (PLACES, "Asia, Pacific", "Asia, Pacific"),
        (LEVELS, "S3: high", "S3: high"),
        (LEVELS, "S3 - high, as always", "S3: high"),
        (LEVELS, "S3: a shop is down", "S3"),
        (LEVELS, "S3", "S3"),
        (LEVELS, "Not S3 and not S3: high", "S4: low"),
        (&["fine", "too_big"], "too big", "too_big"),
        (&["A & B", "x+y"], "A&B", "A & B"),
        (&["1/2", "1/3"], "about 1/3 of them", "1/3"),
        (&["C#", "F#", ".NET"], "F#, in the parser", "F#"),
    ] {
        assert_eq!(option(options, answer), (Some(wanted), true), "{answer}");
    }
}

const SIZES: &[&str] = &["1-10", "11–100", "> 100"];
const AGES: &[&str] = &["< 1 day", "1 - 7 days", "8+ days"];
const SHARES: &[&str] = &["none", "≤ 50 %", "most"];

#[test]
fn the_sign_in_a_name_is_read() {
    for (options, answer, wanted) in [
        (SIZES, "> 100", "> 100"),
        (SIZES, ">100 shops", "> 100"),
        (SIZES, "**> 100**, see #12", "> 100"),
        (SIZES, "More than 100", "> 100"),
        (SIZES, "It is over 100.", "> 100"),
        (SIZES, "11-100", "11–100"),
        (SIZES, "11 - 100", "11–100"),
        (SIZES, "11 – 100 shops", "11–100"),
        (SIZES, "11 to 100", "11–100"),
        (SIZES, "between 11 and 100", "11–100"),
        (SIZES, "about 11–100, not > 100", "11–100"),
        (SIZES, "1 to 10", "1-10"),
        (AGES, "<1 day", "< 1 day"),
        (AGES, "less than 1 day", "< 1 day"),
        (AGES, "1-7 days", "1 - 7 days"),
        (AGES, "8+ days", "8+ days"),
        (AGES, "8 days", "8+ days"),
        (AGES, "8 or more days", "8+ days"),
        (AGES, "8 days or more", "8+ days"),
        (AGES, "more than 8 days", "8+ days"),
        (SHARES, "50 %", "≤ 50 %"),
        (SHARES, "up to 50 %", "≤ 50 %"),
        (SHARES, "<= 50 %", "≤ 50 %"),
        (SHARES, "less than 50 %", "≤ 50 %"),
        (&["1.0", "2.0"], "It broke above 1.0", "1.0"),
    ] {
        assert_eq!(option(options, answer), (Some(wanted), true), "{answer}");
    }
    for (options, answer) in [
        (SIZES, "< 100"),
        (SIZES, "<= 100"),
        (SIZES, "up to 100"),
        (SIZES, "under 100"),
        (SIZES, "exactly 100"),
        (SIZES, "100"),
        (SIZES, "no more than 100"),
        (SIZES, "≥ 100"),
        (SIZES, "100+"),
        (SIZES, "11 and 100"),
        (SIZES, "1-100"),
        (AGES, "1 day"),
        (AGES, "> 1 day"),
        (AGES, "under 8 days"),
        (AGES, "8 days at most"),
        (SHARES, "more than 50 %"),
        (SHARES, ">= 50 %"),
    ] {
        assert_eq!(option(options, answer), (None, false), "{answer}");
    }
}

#[test]
fn what_is_near_a_name_is_none() {
    for (options, answer) in [
        (LINES, "26"),
        (LINES, "26.1"),
        (LINES, "10"),
        (LINES, "1"),
        (LINES, "1.0 and 1.1"),
        (LINES, "3.11"),
        (LINES, "2 x a day"),
        (LINES, "26.12.1"),
        (PLACES, "US and CA"),
        (PLACES, "It affects us"),
        (LEVELS, "high"),
        (LEVELS, "S3: high for shops, S4: low for others"),
        (&["1/2", "1/3"], "12"),
    ] {
        assert_eq!(option(options, answer), (None, false), "{answer}");
    }
}

const CAUSES: &[&str] = &["known", "unknown", "not looked at"];
const DAYS: &[&str] = &["today", "later", "tbd", "n/a", "same", "maybe"];

#[test]
fn an_option_is_an_answer_whatever_it_is_elsewhere() {
    for (options, answer, wanted) in [
        (CAUSES, "unknown", "unknown"),
        (CAUSES, "Unknown, no logs were kept", "unknown"),
        (CAUSES, "Not looked at.", "not looked at"),
        (DAYS, "TBD", "tbd"),
        (DAYS, "N/A, there is no release", "n/a"),
        (DAYS, "Later", "later"),
        (DAYS, "same", "same"),
        (DAYS, "Maybe", "maybe"),
    ] {
        assert_eq!(option(options, answer), (Some(wanted), true), "{answer}");
    }
    for (options, answer) in [
        (CAUSES, "Unknown whether it is known"),
        (CAUSES, "Nobody has looked"),
        (CAUSES, "Unknown?"),
        (CAUSES, "tbd"),
        (CAUSES, "Probably known"),
        (CAUSES, "Known, I think"),
        (DAYS, "Same as before"),
        (DAYS, "TODO"),
        (DAYS, "See below"),
        (DAYS, "To be determined"),
        (DAYS, "Today, maybe"),
        (&["low", "high"], "n/a"),
        (&["low", "high"], "unknown"),
        (&["low", "high"], "maybe"),
        (&["low", "high"], "Low?"),
    ] {
        assert!(!option(options, answer).1, "{answer}");
    }
}
