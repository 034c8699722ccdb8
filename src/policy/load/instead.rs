//! What people write where the format has another key, and what says the same.

use crate::proposal::yaml_tree::{Entry, Node, NodeKind};
use crate::settings::short;

/// What says the same as a key that no policy has.
pub(super) fn in_policy(entry: &Entry) -> Option<String> {
    let defers = matches!(plain(&entry.key).as_str(), "deferwhen" | "waitwhen");
    defers.then(|| DEFERS.to_owned())
}

/// What says the same as a key that no condition has.
pub(super) fn in_condition(entry: &Entry) -> Option<String> {
    let key = plain(&entry.key);
    if let Some((_, says)) = CONDITIONS.iter().find(|(others, _)| others.contains(&key.as_str())) {
        return Some((*says).to_owned());
    }
    let comparison = Comparison::of(&key)?;
    Some(match pair(entry) {
        Some((question, number)) => comparison.of_question(question, number),
        None => comparison.of_any(),
    })
}

/// What says the same as a comparison that `for-hotfix` does not have.
pub(super) fn in_for_hotfix(entry: &Entry) -> Option<String> {
    let key = plain(&entry.key);
    let comparison = if key == "atleast" { Comparison::OrMore } else { Comparison::of(&key)? };
    let number = number(&entry.value).or_else(|| Some(pair(entry)?.1));
    Some(number.map_or_else(|| comparison.of_any(), |number| comparison.for_hotfix(number)))
}

/// What `at-least` means that compares a question's number: ` or more` as it is written.
pub(super) fn of_a_question(entry: &Entry) -> Option<String> {
    let (question, number) = pair(entry)?;
    Some(format!("; {}", Comparison::OrMore.of_question(question, number)))
}

/// What says the same as a condition that is written as a sentence: `one and other`.
pub(super) fn of_sentence(text: &str) -> Option<&'static str> {
    let joins = |signs: [&str; 2], word: &str| {
        signs.iter().any(|sign| text.contains(sign))
            || text.split_whitespace().skip(1).any(|part| part.eq_ignore_ascii_case(word))
    };
    let (all, any) = (joins(["&&", " & "], "and"), joins(["||", " | "], "or"));
    match (all, any) {
        (true, false) => Some("when all must hold, write `{ all: [one, other] }`"),
        (false, true) => Some("when any will do, write `{ any: [one, other] }`"),
        (true, true) => Some("write `{ all: [one, { any: [other, third] }] }`"),
        (false, false) if text.contains(',') => {
            Some("several are `{ all: [one, other] }` or `{ any: [one, other] }`")
        }
        (false, false) => None,
    }
}

/// What says the same as a list where one condition is expected.
pub(super) fn of_list(items: &[Node]) -> String {
    match (items, names(items)) {
        ([], _) => "an empty condition: name a question or use `any` or `all`".to_owned(),
        ([_], Some(name)) => format!("a condition is no list: write `{name}` alone"),
        ([_], None) => "a condition is no list: leave its brackets or hyphen out".to_owned(),
        (_, names) => {
            let names = names.unwrap_or_else(|| "…".to_owned());
            format!(
                "a list does not say how many of it must hold: `{{ all: [{names}] }}` or `{{ any: [{names}] }}`"
            )
        }
    }
}

/// What says the same as a list of answers that speak for a hotfix.
pub(super) fn of_answers(items: &[Node]) -> String {
    let several = |one: &str, other: &str, more: &str| {
        format!(
            "one answer speaks for a hotfix; for several, leave `for-hotfix` out and use the condition `{{ any: [{{ is: [question, {one}] }}, {{ is: [question, {other}] }}{more}] }}`"
        )
    };
    let texts: Vec<String> = items.iter().filter_map(scalar).map(short).collect();
    match &texts[..] {
        [one] if items.len() == 1 => format!("`for-hotfix` is no list: write `{one}` alone"),
        [one, other] if items.len() == 2 => several(one, other, ""),
        [one, other, ..] => several(one, other, ", …"),
        _ => several("one", "other", ""),
    }
}

/// A few ids as they stand in a list.
fn names(items: &[Node]) -> Option<String> {
    /// More are not written out.
    const FEW: usize = 4;
    let names: Option<Vec<String>> = items.iter().map(|item| scalar(item).map(short)).collect();
    names.filter(|names| names.len() <= FEW).map(|names| names.join(", "))
}

fn scalar(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Scalar { text, .. } => Some(text.trim()),
        _ => None,
    }
}

/// A comparison of a number.
#[derive(Clone, Copy)]
pub(super) enum Comparison {
    More,
    OrMore,
    Fewer,
    OrFewer,
}

impl Comparison {
    /// The comparison that a key names, but for those that a condition has.
    fn of(key: &str) -> Option<Self> {
        match key {
            "more" | "greater" | "greaterthan" | "gt" | "above" | "over" | ">" => Some(Self::More),
            "ormore" | "min" | "minimum" | "gte" | "ge" | ">=" => Some(Self::OrMore),
            "less" | "lessthan" | "fewer" | "fewerthan" | "lt" | "below" | "under" | "<" => {
                Some(Self::Fewer)
            }
            "atmost" | "max" | "maximum" | "orless" | "orfewer" | "lte" | "le" | "<=" => {
                Some(Self::OrFewer)
            }
            _ => None,
        }
    }

    /// In words, with the number that is the limit.
    fn words(self, number: u32) -> String {
        match self {
            Self::More => format!("more than {number}"),
            Self::OrMore => format!("{number} or more"),
            Self::Fewer => format!("fewer than {number}"),
            Self::OrFewer => format!("{number} or fewer"),
        }
    }

    /// The number that `more-than` takes, and whether what it says must not hold.
    fn limit(self, number: u32) -> Option<(u32, bool)> {
        match self {
            Self::More => Some((number, false)),
            Self::OrMore => Some((number.checked_sub(1)?, false)),
            Self::Fewer => Some((number.checked_sub(1)?, true)),
            Self::OrFewer => Some((number, true)),
        }
    }

    /// The condition that says it of a question.
    fn of_question(self, question: &str, number: u32) -> String {
        let words = self.words(number);
        let question = short(question);
        match self.limit(number) {
            Some((limit, false)) => format!("{words} is `{{ more-than: [{question}, {limit}] }}`"),
            Some((limit, true)) => {
                format!("{words} is `{{ not: {{ more-than: [{question}, {limit}] }} }}`")
            }
            None => settled(&words, self),
        }
    }

    /// What `for-hotfix` says it.
    pub(super) fn for_hotfix(self, number: u32) -> String {
        let words = self.words(number);
        match self.limit(number) {
            Some((limit, false)) => format!("{words} is `{{ more-than: {limit} }}`"),
            Some((limit, true)) => format!(
                "{words} is the condition `{{ not: {{ more-than: [question, {limit}] }} }}`, without `for-hotfix`"
            ),
            None => settled(&words, self),
        }
    }

    /// How it is said where no number is told.
    fn of_any(self) -> String {
        match self {
            Self::More => "write `more-than`".to_owned(),
            Self::OrMore => "5 or more is `more-than` 4".to_owned(),
            Self::Fewer | Self::OrFewer => {
                "4 or fewer is the condition `{ not: { more-than: [question, 4] } }`".to_owned()
            }
        }
    }
}

/// What is said of a comparison with 0 that tells nothing apart.
fn settled(words: &str, comparison: Comparison) -> String {
    let how = if matches!(comparison, Comparison::OrMore) { "every" } else { "no" };
    format!("{how} number is {words}")
}

/// `[question, number]`.
fn pair(entry: &Entry) -> Option<(&str, u32)> {
    let NodeKind::Sequence(items) = &entry.value.kind else { return None };
    let [question, limit] = &items[..] else { return None };
    Some((scalar(question)?, number(limit)?))
}

/// A whole number.
fn number(node: &Node) -> Option<u32> {
    scalar(node)?.parse().ok()
}

const DEFERS: &str = "what cannot be a hotfix is deferred, so that `hotfix-when` says it; a reason to wait goes there as `{ not: … }`";

/// Words of other languages for conditions, as [`plain`] has them.
const CONDITIONS: [(&[&str], &str); 8] = [
    (&["and", "every", "everyof", "each", "both", "bothof", "allof"], "write `all`"),
    (
        &["or", "either", "eitherof", "oneof", "anyof", "some", "someof", "atleastone"],
        "write `any`",
    ),
    (
        &["none", "noneof", "nor", "neither", "notany", "notanyof", "notoneof", "notor"],
        "none of them is `{ not: { any: […] } }`",
    ),
    (&["notall", "notallof", "nand", "notand"], "not all of them is `{ not: { all: […] } }`"),
    (&["unless", "except", "isfalse"], "write `not`"),
    (&["equals", "equal", "eq", "=="], "write `is`"),
    (
        &["isnot", "notis", "notequals", "notequal", "ne", "neq", "!="],
        "another answer than this is `{ not: { is: [question, value] } }`",
    ),
    (
        &["in", "isin", "isoneof", "isany", "isanyof"],
        "one of several answers is `{ any: [{ is: [question, one] }, { is: [question, other] }] }`",
    ),
];

/// A key without what joins its words: `all-of`, `allOf` and `all_of` are the same.
fn plain(key: &str) -> String {
    key.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}
