//! Links: issue references that are no URL, to the tracker's page of them.

use super::hover::issue_url;
use crate::assess::{Assessment, Context};
use crate::proposal::evidence::EvidenceKind;
use crate::source::Span;

/// Words that lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words.
    pub span: Span,
    /// The URL.
    pub url: String,
}

/// The links of a document, in its order, none within another. URLs are left out: editors see those themselves.
pub fn links(context: &Context<'_>, assessment: &Assessment) -> Vec<Link> {
    let tracker = context.config.tracker_url.as_deref();
    let issues = assessment.proposal.metadata.issues.iter();
    let named = issues.map(|issue| (issue.span, issue.text.as_str()));
    let shown = assessment
        .proposal
        .answers
        .iter()
        .flat_map(|answer| &answer.evidence)
        .filter(|evidence| evidence.kind == EvidenceKind::Issue && evidence.broken.is_none())
        .map(|evidence| (evidence.span, evidence.target.as_str()));
    let mut links: Vec<Link> = named
        .chain(shown)
        .filter(|(_, reference)| !reference.is_empty() && !reference.contains("://"))
        .filter_map(|(span, reference)| Some(Link { span, url: issue_url(reference, tracker)? }))
        .collect();
    links.sort_by_key(|link| (link.span.start, link.span.end));
    // Evidence that several answers point to is there several times.
    links.dedup_by(|next, kept| next.span.start < kept.span.end);
    links
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::markdown;

    #[test]
    fn references_of_the_metadata() {
        let fixture = markdown(
            "---\nissue: [\"#12\", acme/web#3, https://forge.example/x/issues/4, KEY-5]\n---\n# T\n",
        );
        let urls: Vec<_> = links(&fixture.context(), &fixture.assessment)
            .into_iter()
            .map(|link| (fixture.source.slice(link.span).to_owned(), link.url))
            .collect();
        let at = |words: &str, url: &str| (words.to_owned(), url.to_owned());
        assert_eq!(
            urls,
            [
                at("\"#12\"", "https://forge.example/acme/app/issues/12"),
                at("acme/web#3", "https://forge.example/acme/web/issues/3"),
                at("KEY-5", "https://forge.example/acme/app/issues/KEY-5"),
            ]
        );
    }
}
