//! Hints at the end of a prompt, which an author may leave out: "(per day)", "(EU or US)", ": yes or no".

use crate::policy::{Kind, Question};

/// The prompt without the hint at its end; nothing where it has none, or is nothing else.
pub(super) fn without(question: &Question) -> Option<&str> {
    let prompt = question.prompt.trim_end_matches(|c: char| c.is_whitespace() || is_mark(c));
    let rest = if let Some(inner) = prompt.strip_suffix(')') {
        let open = inner.rfind('(')?;
        // What stands inside other parentheses is no hint of its own.
        (!inner[open..].contains(')')).then(|| &inner[..open])?
    } else {
        let at = prompt.rfind([':', ',', '–', '—'])?;
        names_answers(question, &prompt[at..]).then(|| &prompt[..at])?
    };
    let rest = rest.trim_end();
    rest.contains(char::is_alphanumeric).then_some(rest)
}

fn is_mark(c: char) -> bool {
    matches!(c, '?' | '？' | '.' | ':')
}

/// Whether the words are nothing but answers to the question: "yes or no", "EU/US".
fn names_answers(question: &Question, words: &str) -> bool {
    let mut words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_name = |word: &str, name: &str| {
        let mut parts = name.split(|c: char| !c.is_alphanumeric());
        parts.any(|part| part.eq_ignore_ascii_case(word))
    };
    let is_answer = |word: &str| match &question.kind {
        Kind::YesNo => ["yes", "no", "y", "n"].iter().any(|other| is_name(word, other)),
        Kind::Choice(options) => options.iter().any(|option| {
            std::iter::once(&option.name).chain(&option.aliases).any(|name| is_name(word, name))
        }),
        Kind::Count | Kind::Text => false,
    };
    words.all(|word| word.eq_ignore_ascii_case("or") || is_answer(word))
}
