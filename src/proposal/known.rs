//! Reading a document again after a small change: what an answer was read as holds for the same answer elsewhere.
//!
//! Nearly all of the time of reading goes into the values and the evidence of answers. Both follow from the question
//! and from what is written for it, so an answer is taken over when its lines are the same bytes and everything found
//! in them is the same but for its place. What an answer points to is looked up again.

use super::content::Content;
use super::evidence::{Beyond, Evidence};
use super::{Answer, Proposal, answer::Quality, answer::Reading};
use crate::policy::QuestionId;
use crate::source::{Source, Span};
use std::cell::Cell;

/// A document as it was read before, under the same policy.
pub struct Known<'a> {
    source: &'a Source,
    answers: &'a [Answer],
    /// Behind the answer that was found last: answers keep their order.
    next: Cell<usize>,
}

/// How many answers are looked at to find one again: more than a few have not gone.
const NEAR: usize = 16;

impl<'a> Known<'a> {
    /// What `proposal` was read from, and what was read.
    pub fn new(source: &'a Source, proposal: &'a Proposal) -> Self {
        Self { source, answers: &proposal.answers, next: Cell::new(0) }
    }

    /// How an answer was read that stood elsewhere, and its own evidence, with the places of where it stands now.
    pub(super) fn find(
        &self,
        source: &Source,
        question: QuestionId,
        entry: Span,
        content: &Content,
    ) -> Option<(Reading, Vec<Evidence>)> {
        let words = source.slice(entry);
        let near = self.answers.iter().enumerate().skip(self.next.get()).take(NEAR);
        let is_it = |(_, known): &(usize, &Answer)| {
            known.question == question && self.source.slice(known.entry) == words
        };
        let (index, known) = near.into_iter().find(is_it)?;
        self.next.set(index + 1);
        let shift = Shift { from: known.entry, to: entry.start };
        // A link into the document gives way to what it leads to.
        let inner = content.links.iter().any(|link| link.target.starts_with('#'));
        if inner || !shift.is_same_content(&known.content, content) {
            return None;
        }
        // What takes it back may stand in another answer.
        if matches!(known.reading.quality, Quality::TakenBack(..)) {
            return None;
        }
        let own = known.evidence.len() - known.pointed_to.min(known.evidence.len());
        let evidence = known.evidence[..own].iter().filter(|evidence| !evidence.beyond.found);
        let evidence = evidence.map(|evidence| shift.evidence(evidence));
        Some((shift.reading(&known.reading)?, evidence.collect::<Option<_>>()?))
    }
}

/// From an answer's lines to the same lines elsewhere.
struct Shift {
    from: Span,
    to: usize,
}

impl Shift {
    fn is_same(&self, old: Span, new: Span) -> bool {
        old.start + self.to == new.start + self.from.start
            && old.end + self.to == new.end + self.from.start
    }

    fn is_same_content(&self, old: &Content, new: &Content) -> bool {
        let same = |(old, new): (&Span, &Span)| self.is_same(*old, *new);
        let all =
            |old: &[Span], new: &[Span]| old.len() == new.len() && old.iter().zip(new).all(same);
        old.prose.is_moved(&new.prose, |old, new| self.is_same(old, new))
            && old.boxes.len() == new.boxes.len()
            && old.boxes.iter().zip(&new.boxes).all(|(old, new)| {
                self.is_same(old.span, new.span)
                    && self.is_same(old.label, new.label)
                    && (old.ticked, &old.prose) == (new.ticked, &new.prose)
            })
            && old.code.len() == new.code.len()
            && old.code.iter().zip(&new.code).all(|(old, new)| {
                self.is_same(old.span, new.span)
                    && self.is_same(old.body, new.body)
                    && old.language == new.language
            })
            && old.links.len() == new.links.len()
            && old.links.iter().zip(&new.links).all(|(old, new)| {
                self.is_same(old.span, new.span)
                    && self.is_same(old.label, new.label)
                    && (&old.target, old.image) == (&new.target, new.image)
            })
            && all(&old.inline_code, &new.inline_code)
            && all(&old.placeholders, &new.placeholders)
            && (old.numbered_items, old.notes_from) == (new.numbered_items, new.notes_from)
            && self.is_same(old.span, new.span)
    }

    /// `None` for places outside of the answer's lines.
    fn span(&self, old: Span) -> Option<Span> {
        let moved = |at: usize| at - self.from.start + self.to;
        self.from.contains(old).then(|| Span::new(moved(old.start), moved(old.end)))
    }

    fn reading(&self, old: &Reading) -> Option<Reading> {
        let place = |span: Option<Span>| match span {
            Some(span) => self.span(span).map(Some),
            None => Some(None),
        };
        let quality = match old.quality {
            Quality::NonAnswer(span) => Quality::NonAnswer(self.span(span)?),
            Quality::Unknown(span) => Quality::Unknown(self.span(span)?),
            Quality::NotApplicable(span) => Quality::NotApplicable(self.span(span)?),
            Quality::Placeholder(span) => Quality::Placeholder(self.span(span)?),
            Quality::Hedged(span) => Quality::Hedged(self.span(span)?),
            Quality::TwoBoxes(a, b) => Quality::TwoBoxes(self.span(a)?, self.span(b)?),
            Quality::TakenBack(a, b) => Quality::TakenBack(self.span(a)?, self.span(b)?),
            Quality::Astride(span, limit) => Quality::Astride(self.span(span)?, limit),
            Quality::Blank => Quality::Blank,
            Quality::Unclear => Quality::Unclear,
            Quality::Clear => Quality::Clear,
        };
        let box_conflict = match old.box_conflict {
            Some((ticked, prose)) => Some((self.span(ticked)?, self.span(prose)?)),
            None => None,
        };
        Some(Reading {
            value: old.value,
            value_span: place(old.value_span)?,
            quality,
            leftover: place(old.leftover)?,
            box_conflict,
        })
    }

    fn evidence(&self, old: &Evidence) -> Option<Evidence> {
        // What stands beside the text may be another by now.
        let beyond = Beyond::default();
        Some(Evidence { span: self.span(old.span)?, beyond, ..old.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::builtin;
    use crate::proposal::{Format, read, reread};
    use proptest::prelude::*;

    const MARKDOWN: &str = "# é😀\n\n- Does it produce incorrect results? Yes, see #12 and `x = 1`\n\n  \
        ```py\n  assert f(2) == 3\n  ```\n- Is there even a workaround? [ ] Yes [x] No, TBD #<issue>\n\
        - Will the average user understand the workaround? Probably not, 12 of 40 did, see Log\n\
        | Question | Answer |\n| --- | --- |\n\
        | Are there compile or runtime errors with valid input? | No [log](a.txt) |\n\n## Log\n\n#13\n";
    const YAML: &str = "title: x\nissue: '#1'\nanswers:\n  incorrect-results: { answer: yes, evidence: ['#12', a.py] }\n  \
        workaround-exists: |\n    No, we tried\n    three things\n  common-input: see the issue\n  \
        average-user: &one yes, 12 of 40\n  common-function: *one\n";

    proptest! {
        #[test]
        fn versions_are_read_as_if_anew(
            yaml: bool,
            edits in prop::collection::vec(
                (any::<prop::sample::Index>(), "[ -~é\n]{0,6}", 0..4usize), 1..12,
            ),
        ) {
            let (format, text) =
                if yaml { (Format::Yaml, YAML) } else { (Format::Markdown, MARKDOWN) };
            let policy = builtin::rapids();
            let mut source = Source::new(text);
            let mut proposal = read(&source, format, &policy);
            for (at, new, removed) in edits {
                let mut chars: Vec<char> = source.text().chars().collect();
                let at = at.index(chars.len() + 1);
                let end = (at + removed).min(chars.len());
                chars.splice(at..end, new.chars());
                let next = Source::new(chars.into_iter().collect::<String>());
                let again = reread(&next, format, &policy, &Known::new(&source, &proposal));
                let anew = read(&next, format, &policy);
                prop_assert_eq!(format!("{:?}", again), format!("{:?}", anew), "{}", next.text());
                (source, proposal) = (next, again);
            }
        }
    }
}
