//! What can be folded away: the front matter, the criteria, and answers of several lines.

use crate::assess::Assessment;
use crate::proposal::Format;
use crate::source::{Source, Span};

/// The spans to fold, each from the line that stays to the last one that goes; in document order, one a line, none
/// within a line.
pub fn folds(source: &Source, assessment: &Assessment) -> Vec<Span> {
    let proposal = &assessment.proposal;
    // The metadata of a YAML document is the document.
    let front_matter = proposal.metadata.block.filter(|_| proposal.format == Format::Markdown);
    let criteria = proposal.criteria.iter().map(|place| place.section.cover(place.span));
    let answers = proposal.answers.iter().map(|answer| answer.prompt.cover(answer.span));
    let mut folds: Vec<Span> = front_matter
        .into_iter()
        .chain(criteria)
        .chain(answers)
        .map(|span| trimmed(source, span))
        .filter(|span| source.line_of(span.start) < source.line_of(span.end))
        .collect();
    // Of two that begin on one line the longer one.
    folds.sort_by_key(|span| (source.line_of(span.start), std::cmp::Reverse(span.end)));
    folds.dedup_by_key(|span| source.line_of(span.start));
    folds
}

/// `span` without the blanks at its end.
fn trimmed(source: &Source, span: Span) -> Span {
    Span::new(span.start, span.start + source.slice(span).trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::markdown;

    #[test]
    fn sections_and_answers() {
        let fixture = markdown(
            "---\ntitle: T\n---\n\n## Is this bug significant?\n\n\
             ### Does it produce incorrect results?\n\nYes.\n\n```\ncode\n```\n\n## Other\n",
        );
        let lines: Vec<_> = folds(&fixture.source, &fixture.assessment)
            .iter()
            .map(|span| (fixture.source.line_of(span.start), fixture.source.line_of(span.end)))
            .collect();
        assert_eq!(lines, [(0, 2), (4, 12), (6, 12)]);
        assert_eq!(folds(&markdown("# T\n").source, &markdown("# T\n").assessment), []);
    }
}
