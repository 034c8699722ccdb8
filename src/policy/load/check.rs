//! What can be told only when a whole policy is read: names used twice, questions without use, circles.

use super::{Owner, Places};
use crate::policy::{Condition, Kind, Policy, logic};
use crate::proposal::markdown::behind_numbering;
use crate::settings::{Reader, short};
use crate::source::Span;
use std::collections::HashMap;

/// `text` as names are compared: words in lower case, nothing else.
pub(super) fn normal(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !normal.is_empty() {
            normal.push(' ');
        }
        let from = normal.len();
        if word.is_ascii() {
            normal.push_str(word);
            normal[from..].make_ascii_lowercase();
        } else {
            normal.push_str(&word.to_lowercase());
        }
    }
    normal
}

/// Ids are unique, and no two questions or criteria answer to the same words: a document could not say which it means.
pub(super) fn names(reader: &mut Reader<'_>, policy: &Policy, places: &Places) {
    let mut seen: HashMap<String, Owner> = HashMap::with_capacity(places.names.len());
    for (name, span, owner) in &places.names {
        let words = normal(behind_numbering(name));
        if words == "deferral" && !is_id(places, *owner, *span) {
            let message = format!(
                "`{}` heads what Defer writes, and is never read as an answer: choose other words",
                short(name)
            );
            reader.wrong(*span, message);
            continue;
        }
        if words.is_empty() {
            // A missing or blank name is noted where it is read; one of punctuation alone is not.
            if !name.is_empty() {
                reader.wrong(*span, format!("`{}` has no words to recognise it by", short(name)));
            }
            continue;
        }
        let first = *seen.entry(words).or_insert(*owner);
        if first != *owner {
            let other = match first {
                Owner::Question(index) => policy.questions.get(index).map(|q| ("question", &q.id)),
                Owner::Criterion(index) => policy.criteria.get(index).map(|c| ("criterion", &c.id)),
            };
            if let Some((what, id)) = other {
                let name = short(name);
                reader.wrong(
                    *span,
                    format!("`{name}` already names the {what} `{id}`: choose other words"),
                );
            }
        }
    }
}

/// Whether a name that stands at `span` is an id, which documents seldom have.
fn is_id(places: &Places, owner: Owner, span: Span) -> bool {
    let id = match owner {
        Owner::Question(index) => places.questions.get(index),
        Owner::Criterion(index) => places.criteria.get(index),
    };
    id == Some(&span)
}

/// What is said of words in a condition, or in a criterion that has one.
pub(super) fn for_people(id: &str) -> String {
    format!(
        "`{id}` is answered in words, which are for people to weigh: no condition can use it; let a criterion without `met-when` ask it"
    )
}

/// Every question decides something, unless its criterion has no condition; every criterion with a condition counts.
pub(super) fn use_of(reader: &mut Reader<'_>, policy: &Policy, places: &Places) {
    let mut questions = vec![false; policy.questions.len()];
    let mut criteria = vec![false; policy.criteria.len()];
    let conditions = policy.criteria.iter().filter_map(|criterion| criterion.met_when.as_ref());
    for condition in conditions.chain([&policy.hotfix_when]) {
        mark(condition, &mut questions, &mut criteria);
    }
    let spare = |reader: &Reader<'_>, own: Option<&Span>, met_when: Option<&Span>| {
        let own = own.copied().unwrap_or_default();
        // What comes from another file is spare because a condition of this one leaves it out.
        let conditions = [met_when.copied().unwrap_or(own), places.verdict];
        let is_inherited = reader.is_inherited(own);
        let condition = conditions.into_iter().find(|span| !reader.is_inherited(*span));
        let way = if is_inherited { ", or `remove` it" } else { "" };
        (if is_inherited { condition.unwrap_or(own) } else { own }, way)
    };
    for (index, question) in policy.questions.iter().enumerate() {
        let criterion = usize::from(question.criterion.0);
        let (place, way) =
            spare(reader, places.questions.get(index), places.conditions.get(criterion));
        // One without an id is told as that.
        if question.id.is_empty() {
            continue;
        }
        if question.critical && !questions[index] {
            let message = format!(
                "`{}` is critical, and no condition uses it: name it in `hotfix-when`{way}",
                question.id
            );
            reader.wrong(place, message);
        } else if policy.criterion(question.criterion).met_when.is_some() && !questions[index] {
            let message = if question.kind == Kind::Text {
                for_people(&question.id)
            } else {
                format!(
                    "no condition uses `{}`: name it in `met-when` or `hotfix-when`, or move it to a criterion without a condition{way}",
                    question.id
                )
            };
            reader.wrong(place, message);
        }
    }
    for (index, criterion) in policy.criteria.iter().enumerate() {
        let (place, way) = spare(reader, places.criteria.get(index), None);
        if criterion.met_when.is_some() && !criteria[index] {
            let message =
                format!("no condition uses `{}`: name it in `hotfix-when`{way}", criterion.id);
            reader.wrong(place, message);
        }
        if criterion.met_when.is_none() && criteria[index] {
            let message = format!("`{}` is used in a condition and needs `met-when`", criterion.id);
            reader.wrong(places.criteria.get(index).copied().unwrap_or_default(), message);
        }
    }
}

fn mark(condition: &Condition, questions: &mut [bool], criteria: &mut [bool]) {
    for part in condition.parts() {
        mark(part, questions, criteria);
    }
    let question = condition.question().and_then(|id| questions.get_mut(usize::from(id.0)));
    let criterion = match condition {
        Condition::Met(id) => criteria.get_mut(usize::from(id.0)),
        _ => None,
    };
    for used in question.into_iter().chain(criterion) {
        *used = true;
    }
}

/// No condition is settled before anything is answered.
pub(super) fn settled(reader: &mut Reader<'_>, policy: &Policy, places: &Places) {
    for (part, holds) in logic::settled(policy) {
        let message = if holds {
            "this always holds, whatever is answered: leave it out, or mend what it asks"
        } else {
            "this can never hold, whatever is answered: leave it out, or mend what it asks"
        };
        reader.wrong(places.parts.get(part).copied().unwrap_or_default(), message);
    }
}

/// No criterion is met because of itself.
pub(super) fn cycles(reader: &mut Reader<'_>, policy: &Policy, places: &Places) {
    let uses: Vec<Vec<bool>> = policy
        .criteria
        .iter()
        .map(|criterion| {
            let mut used = vec![false; policy.criteria.len()];
            if let Some(condition) = &criterion.met_when {
                mark(condition, &mut vec![false; policy.questions.len()], &mut used);
            }
            used
        })
        .collect();
    for (index, criterion) in policy.criteria.iter().enumerate() {
        // Everything that this criterion's condition leads to.
        let mut reached = uses[index].clone();
        let mut open: Vec<usize> = (0..reached.len()).filter(|&i| reached[i]).collect();
        while let Some(next) = open.pop() {
            for (other, &used) in uses[next].iter().enumerate() {
                if used && !reached[other] {
                    reached[other] = true;
                    open.push(other);
                }
            }
        }
        if reached[index] {
            let message =
                format!("`{}` depends on itself: take it out of the circle", criterion.id);
            reader.wrong(places.conditions.get(index).copied().unwrap_or_default(), message);
        }
    }
}

/// Notes a text that a comment cuts off which is none: ` #` in a sentence begins one. Only what is sure is told, for a
/// comment behind a text is nobody's mistake. `asks`: the text is a question.
pub(super) fn cut_off(reader: &mut Reader<'_>, span: Span, asks: bool) {
    if reader.is_inherited(span) {
        return;
    }
    let (text, behind) = reader.with_rest(span);
    // A comment that is meant as one mostly stands further off.
    let Some(comment) = behind.strip_prefix(" #").map(str::trim_end) else { return };
    let ends = |text: &str| text.ends_with(['?', '？', '؟']);
    if text.starts_with(['"', '\'', '|', '>', '[', '{']) || ends(text) || text.ends_with(['.', '!'])
    {
        return;
    }
    let is_word = comment.starts_with(char::is_alphanumeric);
    let is_number = comment.starts_with(|c: char| c.is_ascii_digit());
    let is_count = comment.starts_with(" of ") && !comment.starts_with(" of which ");
    let goes_on = ends(comment) && (asks || is_word);
    if goes_on || is_count || asks && is_number {
        let message = format!(
            "`{}` is cut off: ` #` begins a comment; put the whole text in quotes",
            short(text)
        );
        reader.wrong(span, message);
    }
}
