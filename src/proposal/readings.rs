//! What answers were read as before, so that an edit costs the reading of one answer and not of all.
//!
//! What an answer amounts to follows from its question and its [`Content`] alone, and from the bytes that the content
//! stands for. Both are compared in full before a reading is used again, wherever in the document they stand now: it
//! is the same as if everything were read anew, which a property test holds it to.

use super::answer::{self, Quality, Reading};
use super::content::Content;
use super::evidence::{self, Evidence};
use crate::policy::{Policy, QuestionId};
use crate::source::{Source, Span};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The readings of one document's last versions. They hold for the policies of one configuration.
#[derive(Debug, Default)]
pub struct Readings {
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    by_text: HashMap<u64, Entry>,
    /// Counts the versions that were read.
    version: u64,
}

/// One answer as it stood when it was read.
#[derive(Debug)]
struct Entry {
    policy: String,
    question: QuestionId,
    /// The answer's bytes, and one before them: a `#` there makes a placeholder a reference.
    text: Vec<u8>,
    content: Content,
    reading: Reading,
    evidence: Vec<Evidence>,
    /// The last version that had it.
    version: u64,
}

impl Readings {
    /// Begins a version: what the last two did not have is forgotten.
    pub(super) fn begin(&self) {
        let mut known = self.known();
        let last = known.version;
        known.by_text.retain(|_, entry| entry.version + 1 >= last);
        known.version += 1;
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads value and evidence of one answer, or takes them from `readings`. The evidence is what the answer itself holds.
pub(super) fn read(
    source: &Source,
    policy: &Policy,
    question: QuestionId,
    content: &Content,
    readings: Option<&Readings>,
) -> (Reading, Vec<Evidence>) {
    let anew = || {
        let reading = answer::read(policy.question(question), content);
        let evidence = evidence::collect(source, content, reading.value_span);
        (reading, evidence)
    };
    let Some(readings) = readings.filter(|_| !content.span.is_empty()) else { return anew() };
    let spans = content.inline_code.iter().chain(&content.placeholders).copied();
    let whole =
        spans.chain(content.code.iter().map(|code| code.span)).fold(content.span, Span::cover);
    let from = whole.start.saturating_sub(1);
    let text = source.text().as_bytes().get(from..whole.end).unwrap_or_default();
    let mut hasher = DefaultHasher::new();
    (question.0, text).hash(&mut hasher);
    let key = hasher.finish();

    let mut known = readings.known();
    let version = known.version;
    if let Some(entry) = known.by_text.get_mut(&key)
        && entry.question == question
        && entry.text == text
        && entry.policy == policy.name
        && entry.content.is_same(content)
    {
        entry.version = version;
        let shift = Shift { from: entry.content.span.start, to: content.span.start };
        return (shift.reading(&entry.reading), shift.evidence(&entry.evidence));
    }
    drop(known);
    let (reading, evidence) = anew();
    let entry = Entry {
        policy: policy.name.clone(),
        question,
        text: text.to_vec(),
        content: content.clone(),
        reading: reading.clone(),
        evidence: evidence.clone(),
        version,
    };
    readings.known().by_text.insert(key, entry);
    (reading, evidence)
}

/// From where an answer stood to where it stands.
struct Shift {
    from: usize,
    to: usize,
}

impl Shift {
    fn span(&self, span: Span) -> Span {
        Span::new(span.start + self.to - self.from, span.end + self.to - self.from)
    }

    fn reading(&self, reading: &Reading) -> Reading {
        let span = |span| self.span(span);
        let quality = match reading.quality {
            Quality::NonAnswer(words) => Quality::NonAnswer(span(words)),
            Quality::Unknown(words) => Quality::Unknown(span(words)),
            Quality::NotApplicable(words) => Quality::NotApplicable(span(words)),
            Quality::Placeholder(words) => Quality::Placeholder(span(words)),
            Quality::Hedged(words) => Quality::Hedged(span(words)),
            Quality::TwoBoxes(one, other) => Quality::TwoBoxes(span(one), span(other)),
            Quality::Blank => Quality::Blank,
            Quality::Unclear => Quality::Unclear,
            Quality::Clear => Quality::Clear,
        };
        Reading {
            value: reading.value,
            value_span: reading.value_span.map(span),
            quality,
            leftover: reading.leftover.map(span),
            box_conflict: reading.box_conflict.map(|(one, other)| (span(one), span(other))),
        }
    }

    fn evidence(&self, evidence: &[Evidence]) -> Vec<Evidence> {
        let shifted = |one: &Evidence| Evidence { span: self.span(one.span), ..one.clone() };
        evidence.iter().map(shifted).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::builtin;
    use crate::proposal::{Format, Proposal};
    use proptest::prelude::*;

    fn shown(proposal: &Proposal) -> String {
        format!("{proposal:?}")
    }

    /// Reads `texts` one after the other as versions of one document.
    fn versions(format: Format, texts: &[String]) {
        let policy = builtin::rapids();
        let readings = Readings::default();
        for text in texts {
            let source = Source::new(text.clone());
            let again = super::super::read_again(&source, format, &policy, &readings);
            let anew = super::super::read(&source, format, &policy);
            assert_eq!(shown(&again), shown(&anew), "{text}");
        }
    }

    const MARKDOWN: &str = "# é😀\n\n- Does it produce incorrect results? Yes, see #12 and `x = 1`\n\n  ```py\n  assert f(2) == 3\n  ```\n\
        - Is there even a workaround? [ ] Yes [x] No, TBD #<issue>\n- Will the average user understand the workaround? Probably not, 12 of 40 did\n\
        | Question | Answer |\n| --- | --- |\n| Are there compile or runtime errors with valid input? | No [log](a.txt) |\n";
    const YAML: &str = "title: x\nanswers:\n  incorrect-results: { answer: yes, evidence: ['#12', a.py] }\n  workaround-exists: |\n    No, we tried\n    three things\n  common-input: maybe\n";

    proptest! {
        #[test]
        fn edits_are_read_as_if_anew(
            yaml: bool,
            edits in prop::collection::vec((any::<prop::sample::Index>(), "[ -~é\n]{0,6}", 0..4usize), 1..12),
        ) {
            let (format, text) = if yaml { (Format::Yaml, YAML) } else { (Format::Markdown, MARKDOWN) };
            let mut texts = vec![text.to_owned()];
            for (at, new, removed) in edits {
                let mut chars: Vec<char> = texts[texts.len() - 1].chars().collect();
                let at = at.index(chars.len() + 1);
                let end = (at + removed).min(chars.len());
                chars.splice(at..end, new.chars());
                texts.push(chars.into_iter().collect());
            }
            versions(format, &texts);
        }
    }

    #[test]
    fn an_answer_that_moves_is_not_read_again() {
        let policy = builtin::rapids();
        let readings = Readings::default();
        for lead in ["", "é ", "moved down\n\n"] {
            let source = Source::new(format!("{lead}\n\n{MARKDOWN}"));
            super::super::read_again(&source, Format::Markdown, &policy, &readings);
        }
        let known = readings.known();
        assert_eq!(known.version, 3);
        assert_eq!(known.by_text.len(), 4);
    }
}
