//! What can be folded away: the front matter, the criteria, answers and evidence of several lines, the deferral.

use crate::assess::Assessment;
use crate::order;
use crate::proposal::Format;
use crate::proposal::evidence::EvidenceKind;
use crate::source::{Source, Span};

/// The spans to fold, each from the line that stays to the last one that goes; in document order, one a line, none
/// within a line.
pub fn folds(source: &Source, assessment: &Assessment) -> Vec<Span> {
    let proposal = &assessment.proposal;
    // The metadata of a YAML document is the document.
    let front_matter = proposal.metadata.block.filter(|_| proposal.format == Format::Markdown);
    let criteria = proposal.criteria.iter().map(|place| place.section.cover(place.span));
    let answers = proposal.answers.iter().map(|answer| answer.prompt.cover(answer.span));
    let evidence = proposal.answers.iter().flat_map(|answer| &answer.evidence);
    // Words that explain are the answer itself.
    let code = evidence.filter(|evidence| evidence.kind != EvidenceKind::Explanation);
    let mut folds: Vec<Span> = front_matter
        .into_iter()
        .chain(criteria)
        .chain(answers)
        .chain(code.map(|evidence| evidence.span))
        .chain(proposal.deferral_section)
        .map(|span| trimmed(source, span))
        .filter(|span| source.line_of(span.start) < source.line_of(span.end))
        .collect();
    // Of two that begin on one line the longer one.
    order::by_key(&mut folds, |span| (source.line_of(span.start), std::cmp::Reverse(span.end)));
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
    use crate::ide::fixture::{Fixture, markdown, yaml};

    fn lines(fixture: &Fixture) -> Vec<(usize, usize)> {
        let source = &fixture.source;
        let line = |span: &Span| (source.line_of(span.start), source.line_of(span.end));
        folds(source, &fixture.assessment).iter().map(line).collect()
    }

    #[test]
    fn sections_and_answers() {
        let fixture = markdown(
            "---\ntitle: T\n---\n\n## Is this bug significant?\n\n\
             ### Does it produce incorrect results?\n\nYes.\n\n```\ncode\n```\n\n## Other\n",
        );
        assert_eq!(lines(&fixture), [(0, 2), (4, 12), (6, 12), (10, 12)]);
        assert_eq!(lines(&markdown("# T\n")), []);
    }

    #[test]
    fn evidence_and_the_deferral() {
        let fixture = markdown(
            "- Does it produce incorrect results? Yes, see Reproduction\r\n\r\n## Reproduction\r\n\r\n\
             ```python\r\nimport cudf\r\ncudf.merge(a, b)\r\n```\r\n\r\n## Deferral\r\n\r\nDeferred.\r\n",
        );
        assert_eq!(lines(&fixture), [(4, 7), (9, 11)]);
    }

    #[test]
    fn yaml_and_half_typed_documents() {
        let fixture = yaml("answers:\n  significant:\n    incorrect-results:\n      answer: yes\n");
        assert_eq!(lines(&fixture), [(1, 3), (2, 3)]);
        for text in ["", "---", "## Is this bug significant?", "answers:\n  significant:"] {
            assert_eq!(lines(&markdown(text)), []);
            assert_eq!(lines(&yaml(text)), []);
        }
    }
}
