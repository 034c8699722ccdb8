//! Growing selections: the words under the cursor, the answer, the question with it, the criterion, the document.

use crate::assess::Assessment;
use crate::order;
use crate::proposal::metadata::Metadata;
use crate::proposal::yaml_tree::NodeKind;
use crate::source::{Source, Span};

/// The spans around `offset`, the smallest first, each inside of the next; the last one is the whole document.
pub fn selections(source: &Source, assessment: &Assessment, offset: usize) -> Vec<Span> {
    let proposal = &assessment.proposal;
    let answers = proposal
        .answers
        .iter()
        .filter(|answer| answer.entry.cover(answer.prompt).cover(answer.span).touches(offset));
    let mut around: Vec<Span> = answers
        .flat_map(|answer| {
            let evidence = answer.evidence.iter().map(|evidence| evidence.span);
            let whole = answer.entry.cover(answer.prompt).cover(answer.span);
            let parts = [answer.prompt, answer.span, answer.prompt.cover(answer.span), whole];
            answer.reading.value_span.into_iter().chain(evidence).chain(parts)
        })
        .chain(
            proposal
                .criteria
                .iter()
                .flat_map(|place| [place.span, place.section.cover(place.span)]),
        )
        .chain(proposal.waivers.iter().map(|waiver| waiver.span))
        .chain(keys(&proposal.metadata))
        .chain(proposal.metadata.block)
        .chain([proposal.title, source.line_span(source.line_of(offset))])
        .filter(|span| span.touches(offset) && !span.is_empty())
        .collect();
    around.push(source.span());
    order::by_key(&mut around, |span| (span.len(), span.start));
    // Of spans that only overlap the smaller one stays.
    let mut nested: Vec<Span> = Vec::new();
    for span in around {
        if nested.last().is_none_or(|last| span.contains(*last) && span != *last) {
            nested.push(span);
        }
    }
    nested
}

/// The top-level keys with their values, and the values alone.
fn keys(metadata: &Metadata) -> impl Iterator<Item = Span> {
    let entries = match metadata.tree.root.as_ref().map(|root| &root.kind) {
        Some(NodeKind::Mapping(entries)) => &entries[..],
        _ => &[],
    };
    entries.iter().flat_map(|entry| [entry.value.span, entry.key_span.cover(entry.value.span)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::{cursor, markdown};

    fn around(marked: &str) -> Vec<String> {
        let (text, offset) = cursor(marked);
        let fixture = markdown(&text);
        let spans = selections(&fixture.source, &fixture.assessment, offset);
        assert_eq!(spans.last(), Some(&fixture.source.span()));
        for pair in spans.windows(2) {
            assert!(pair[1].contains(pair[0]), "{pair:?}");
        }
        spans.into_iter().map(|span| fixture.source.slice(span).trim_end().to_owned()).collect()
    }

    #[test]
    fn from_the_word_to_the_document() {
        let found = around("# T\n\n- Does it produce incorrect results? Ye▮s, sadly.\n");
        assert_eq!(found[..2], ["Yes", "Yes, sadly."]);
        assert!(found[2].starts_with("Does it produce") && found[2].ends_with("sadly."));
        assert_eq!(around("▮"), [""]);
        let found = around("---\r\nstatus: pro▮posed # é\r\n---\r\n# T\r\n");
        assert_eq!(found[..3], ["proposed", "status: proposed", "status: proposed # é"]);
    }
}
