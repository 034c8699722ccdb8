mod options;
mod phrases;

use super::*;
use crate::policy::{ChoiceOption, CriterionId, EvidenceNeed, ForHotfix};
use crate::proposal::content::{CodeBlock, Prose};
use crate::proposal::{evidence, inline};
use crate::source::Source;
use phrases::{
    bugs, changed, choices, counts, denials, good_news, harm, more_yes_no, remedies, texts,
    workarounds, yes_no,
};
use proptest::prelude::*;
use std::fmt::Write;

fn question(prompt: &str, kind: Kind) -> Question {
    Question {
        id: "q".to_owned(),
        criterion: CriterionId(0),
        prompt: prompt.to_owned(),
        aliases: Vec::new(),
        kind,
        for_hotfix: None,
        limits: Vec::new(),
        evidence: EvidenceNeed::default(),
        optional: false,
        critical: false,
        template: String::new(),
        why: String::new(),
        example: String::new(),
    }
}

fn wrong() -> Question {
    claimed(question("Does it produce incorrect results?", Kind::YesNo))
}

fn workaround() -> Question {
    against(question("Is there even a workaround?", Kind::YesNo))
}

/// A question of which a yes speaks for a hotfix.
fn claimed(question: Question) -> Question {
    Question { for_hotfix: Some(ForHotfix::Is(Value::YesNo(true))), ..question }
}

/// A question of which a no speaks for a hotfix.
fn against(question: Question) -> Question {
    Question { for_hotfix: Some(ForHotfix::Is(Value::YesNo(false))), ..question }
}

fn survives() -> Question {
    against(question("When the bug is fixed, does the workaround continue to work?", Kind::YesNo))
}

fn understood() -> Question {
    against(question("Will the average user understand the workaround?", Kind::YesNo))
}

fn communicated() -> Question {
    let prompt = "Can a potential workaround be communicated effectively to the community?";
    against(question(prompt, Kind::YesNo))
}

fn verified() -> Question {
    question("Is the fix shown to work, and by what?", Kind::YesNo)
}

fn common() -> Question {
    let option = |name: &str, aliases: &[&str]| {
        let aliases = aliases.iter().map(|&alias| alias.to_owned()).collect();
        ChoiceOption::new(name.to_owned(), aliases)
    };
    let options = vec![
        option("common", &["common case"]),
        option("edge-case", &["edge case", "corner case", "rare"]),
    ];
    question("Is the input that causes the bug a common or edge case?", Kind::Choice(options))
}

fn severity() -> Question {
    let option = |name: &str| ChoiceOption::new(name.to_owned(), Vec::new());
    question(
        "How severe is it?",
        Kind::Choice(vec![option("low"), option("medium"), option("high")]),
    )
}

fn steps() -> Question {
    question("How many steps/code changes does a workaround take?", Kind::Count)
}

/// More than three steps speak for a hotfix.
fn limited() -> Question {
    Question { for_hotfix: Some(ForHotfix::MoreThan(3)), limits: vec![3], ..steps() }
}

/// Conditions compare the number of merchants.
fn merchants() -> Question {
    let merchants = question("How many merchants are affected?", Kind::Count);
    Question { limits: vec![5, 20], ..merchants }
}

/// More than five thousand orders speak for a hotfix.
fn orders() -> Question {
    let orders = question("How many orders are lost?", Kind::Count);
    Question { limits: vec![5000], ..orders }
}

fn critical() -> Question {
    claimed(question("Is it a security breach, or does it lose data?", Kind::YesNo))
}

fn errors() -> Question {
    claimed(question("Are there compile or runtime errors with valid input?", Kind::YesNo))
}

fn major() -> Question {
    claimed(question("Is there major incorrect functionality?", Kind::YesNo))
}

fn average() -> Question {
    let prompt = "Will the average user encounter the bug during normal, average usage?";
    claimed(question(prompt, Kind::YesNo))
}

fn merge() -> Question {
    against(question("Could the merge bring conflicts or new regressions?", Kind::YesNo))
}

fn words() -> Question {
    question("What can the hotfix break, and how would it be noticed and undone?", Kind::Text)
}

/// The content of a text without block structure.
fn content(text: &str) -> Content {
    let mut raw = Prose::new();
    raw.push(text, Span::new(0, text.len()));
    let mut content = Content::default();
    inline::scan(&raw, &inline::References::new(), &mut content);
    content
}

/// A reading in one line: the value, what is wrong with it, and the words for that in quotes.
fn shown(question: &Question, text: &str, reading: &Reading) -> String {
    let words = |span: Span| text.get(span.range()).unwrap_or("(no span)").replace('\n', " ");
    let value = reading.value.map_or_else(String::new, |value| match (value, &question.kind) {
        (Value::YesNo(yes), _) => if yes { "yes" } else { "no" }.to_owned(),
        (Value::Choice(index), Kind::Choice(options)) => options[usize::from(index)].name.clone(),
        (Value::Choice(index), _) => index.to_string(),
        (Value::Count(n), _) => n.to_string(),
        (Value::Text, _) => "text".to_owned(),
    });
    let mut line = match &reading.quality {
        Quality::Blank => "blank".to_owned(),
        Quality::NonAnswer(span) => format!("non-answer '{}'", words(*span)),
        Quality::Unknown(span) => format!("unknown '{}'", words(*span)),
        Quality::NotApplicable(span) => format!("n/a '{}'", words(*span)),
        Quality::Placeholder(span) => format!("placeholder '{}'", words(*span)),
        Quality::Hedged(span) if value.is_empty() => format!("hedged '{}'", words(*span)),
        Quality::Hedged(span) => format!("hedged {value} '{}'", words(*span)),
        Quality::Unclear => "unclear".to_owned(),
        Quality::Astride(span, _) => format!("astride '{}'", words(*span)),
        Quality::TakenBack(a, b) => format!("taken back '{}' '{}'", words(*a), words(*b)),
        Quality::TwoBoxes(a, b) => format!("two boxes '{}' '{}'", words(*a), words(*b)),
        Quality::Clear => value,
    };
    if let Some(span) = reading.leftover {
        let _ = write!(line, " leftover '{}'", words(span));
    }
    if let Some((a, b)) = reading.box_conflict {
        let _ = write!(line, " conflict '{}' '{}'", words(a), words(b));
    }
    line
}

fn say(question: &Question, text: &str) -> String {
    shown(question, text, &read(question, &content(text)))
}

#[test]
fn phrases_say_what_a_careful_reader_reads() {
    let tables = [
        (wrong(), yes_no::WRONG),
        (wrong(), more_yes_no::WRONG),
        (wrong(), denials::WRONG),
        (errors(), denials::ERRORS),
        (wrong(), bugs::WRONG),
        (errors(), bugs::ERRORS),
        (major(), bugs::MAJOR),
        (average(), bugs::AVERAGE),
        (critical(), denials::CRITICAL),
        (critical(), harm::CRITICAL),
        (average(), denials::AVERAGE),
        (merge(), workarounds::MERGE),
        (question("Is there a way back?", Kind::YesNo), workarounds::WAY_BACK),
        (workaround(), workarounds::WORKAROUND),
        (workaround(), remedies::WORKAROUND),
        (wrong(), remedies::WRONG),
        (survives(), workarounds::SURVIVES),
        (survives(), good_news::SURVIVES),
        (understood(), good_news::UNDERSTOOD),
        (communicated(), good_news::COMMUNICATED),
        (verified(), workarounds::VERIFIED),
        (wrong(), changed::WRONG),
        (workaround(), changed::EXISTS),
        (survives(), changed::SURVIVES),
        (common(), changed::COMMON),
        (steps(), changed::STEPS),
        (common(), choices::COMMON),
        (severity(), choices::SEVERITY),
        (steps(), counts::STEPS),
        (limited(), counts::LIMITED),
        (merchants(), counts::MERCHANTS),
        (orders(), counts::ORDERS),
        (words(), texts::TEXT),
    ];
    let mut wrong = String::new();
    for (question, table) in &tables {
        for (text, expected) in *table {
            let said = say(question, text);
            if said != *expected {
                let _ =
                    writeln!(wrong, "{text:?} to {:?}: {said}, not {expected}", question.prompt);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Boxes with their labels, one a line, and prose without a box; `[x]` alone is the box of the question's own line.
fn with_boxes(text: &str) -> Content {
    let mut content = Content::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        let start = content.prose.text().len();
        if words.starts_with('[') {
            let label = Span::new(at + 3 + usize::from(words.len() > 3), at + words.len());
            let ticked = words.starts_with("[x]");
            if ticked && !label.is_empty() {
                content.prose.push(&text[label.range()], label);
            }
            let prose = start..content.prose.text().len();
            content.boxes.push(TickBox { span: Span::new(at, at + 3), ticked, label, prose });
        } else {
            content.prose.push(words, Span::new(at, at + words.len()));
        }
        content.prose.break_line(at + words.len(), true);
        at += line.len();
    }
    content
}

#[test]
fn the_examples_of_policies_are_answers() {
    let policy = crate::policy::builtin::rapids();
    for question in policy.questions.iter().filter(|question| !question.example.is_empty()) {
        let text = question.example.as_str();
        let content = content(text);
        let reading = read(question, &content);
        assert_eq!(reading.quality, Quality::Clear, "{}: {text:?}", question.id);
        let claims =
            question.for_hotfix.zip(reading.value).is_some_and(|(claim, value)| claim.holds(value));
        if claims && question.evidence.is_some() {
            let found = evidence::collect(&Source::new(text), &content, reading.value_span);
            let shows = |evidence: &evidence::Evidence| {
                question.evidence.any_of.contains(&evidence.kind)
                    && (evidence.kind != evidence::EvidenceKind::Explanation
                        || evidence.words >= question.evidence.min_words)
            };
            assert!(found.iter().any(shows), "{}: {text:?}", question.id);
        }
    }
}

#[test]
fn boxes_and_prose_are_one_answer() {
    let cases = [
        ("[x] Yes\n[ ] No", "yes"),
        ("[ ] Yes\n[x] No (confirmed locally only)", "no"),
        ("[ ] Yes\n[ ] No", "blank"),
        ("[x] Yes\n[x] No", "two boxes '[x] Yes' '[x] No'"),
        ("[x] Yes\n[x] unknown", "two boxes '[x] Yes' '[x] unknown'"),
        ("[x] Yes\n[x] Confirmed on two machines", "yes"),
        ("[x] unknown", "unknown 'unknown'"),
        ("[x] Yes\n[ ] No\nNo, the result is right.", "no conflict '[x] Yes' 'No'"),
        ("[x] Yes\n[ ] No\nRows are lost.", "yes"),
        ("[x] Yes\n[ ] No\nProbably.", "hedged yes 'Probably'"),
        ("[x] Yes\nNot tested yet", "unknown 'Not tested'"),
        ("[x] Yes\nTBD", "yes"),
        ("[x]", "yes"),
        ("[ ]", "blank"),
        ("[ ]\nYes", "yes"),
        ("[x]\nNo", "no conflict '[x]' 'No'"),
        ("[x]\nrows are lost", "yes"),
    ];
    for (text, expected) in cases {
        let reading = read(&wrong(), &with_boxes(text));
        assert_eq!(shown(&wrong(), text, &reading), expected, "{text:?}");
    }
    let text = "[x] Common\n[ ] Edge case";
    assert_eq!(shown(&common(), text, &read(&common(), &with_boxes(text))), "common");
    let text = "[x] Common\n[x] Edge case";
    let two = "two boxes '[x] Common' '[x] Edge case'";
    assert_eq!(shown(&common(), text, &read(&common(), &with_boxes(text))), two);
}

#[test]
fn notes_are_never_the_value() {
    let read_with = |question: &Question, text: &str, value: usize| {
        let mut content = content(text);
        content.notes_from = Some(value);
        shown(question, text, &read(question, &content))
    };
    assert_eq!(read_with(&wrong(), "Yes | no doubt: #12", 4), "yes");
    assert_eq!(read_with(&wrong(), "No reproduction yet", 0), "unclear");
    assert_eq!(read_with(&wrong(), "https://example.test/12", 0), "unclear");
    assert_eq!(read_with(&wrong(), "TBD", 0), "non-answer 'TBD'");
    assert_eq!(read_with(&words(), "Rolled back with the flag", 0), "text");
}

#[test]
fn what_stands_around_a_silent_answer() {
    let mut code = Content::default();
    code.code.push(CodeBlock {
        span: Span::new(0, 9),
        language: String::new(),
        body: Span::new(4, 5),
    });
    assert_eq!(read(&wrong(), &code).quality, Quality::Unclear);
    assert_eq!(read(&words(), &code).value, Some(Value::Text));
    let mut list = content("Set two flags\n\nRestart");
    list.numbered_items = 2;
    assert_eq!(read(&steps(), &list).value, Some(Value::Count(2)));
    let mut pointed = content("see above");
    assert!(matches!(read(&wrong(), &pointed).quality, Quality::NonAnswer(_)));
    pointed.code = code.code;
    assert_eq!(read(&wrong(), &pointed).quality, Quality::Unclear);
}

#[test]
fn a_million_bytes_read_at_once() {
    for unit in [
        "yes ",
        "=",
        "[x]",
        "a.",
        "not ",
        "“",
        "\n",
        "👍",
        "`",
        "no no,",
        "no steps but ",
        "https://x",
        "(",
        "1.",
    ] {
        let text = unit.repeat(1_000_000 / unit.len());
        let content = content(&text);
        for question in [wrong(), common(), steps(), words()] {
            read(&question, &content);
        }
    }
}

proptest! {
    #[test]
    fn any_text_has_a_reading(text in "(yes|no|not|n/a|tbd|[0-9]|common|edge|maybe|\\[x\\]|[-.,:;?!()/é😀…\u{fe0f}\n ’_*`<>@#]|[a-z]|as far as i know|nobody has){0,12}") {
        let content = content(&text);
        for question in [wrong(), common(), severity(), steps(), words()] {
            let reading = read(&question, &content);
            let mut spans = vec![reading.value_span, reading.leftover];
            match reading.quality {
                Quality::NonAnswer(span)
                | Quality::Unknown(span)
                | Quality::NotApplicable(span)
                | Quality::Placeholder(span)
                | Quality::Astride(span, _)
                | Quality::Hedged(span) => spans.push(Some(span)),
                Quality::TwoBoxes(a, b) | Quality::TakenBack(a, b) => spans.extend([Some(a), Some(b)]),
                Quality::Blank | Quality::Unclear | Quality::Clear => {}
            }
            for span in spans.into_iter().flatten() {
                prop_assert!(text.get(span.range()).is_some_and(|words| !words.is_empty()), "{span:?}");
            }
            prop_assert_eq!(reading.quality == Quality::Clear, reading.value.is_some() && reading.is_clear());
        }
    }
}
