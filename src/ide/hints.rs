//! Words between the words: the outcome behind each criterion, the days left behind the target.

use crate::assess::{Assessment, Context, days};
use crate::rule::words;
use crate::source::{Source, Span};

/// A word that is shown and not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The byte that it is shown before.
    pub at: usize,
    /// The word.
    pub text: String,
}

/// The hints within `span`, in document order.
pub fn hints(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    span: Span,
) -> Vec<Hint> {
    let outcomes = assessment.proposal.criteria.iter().filter_map(|place| {
        let outcome = assessment.outcome(place.criterion)?;
        let criterion = assessment.policy.criterion(place.criterion);
        // Behind the closing marks of a heading and the colon of a key.
        let line = source.line_span(source.line_of(place.span.end));
        let text = words::outcome_word(criterion, outcome).to_owned();
        Some(Hint { at: line.end, text })
    });
    let mut hints: Vec<Hint> = days_left(context, assessment).into_iter().chain(outcomes).collect();
    hints.retain(|hint| span.touches(hint.at));
    hints.sort_by_key(|hint| hint.at);
    hints
}

fn days_left(context: &Context<'_>, assessment: &Assessment) -> Option<Hint> {
    let metadata = &assessment.proposal.metadata;
    let target = metadata.target.as_ref()?;
    let component = metadata.component.as_ref().map(|component| component.text.as_str());
    let release = context.config.calendar.as_ref()?.find(&target.text, component)?;
    let to_freeze = days(context.today, release.freeze);
    let to_release = days(context.today, release.release);
    let text = if to_release <= 0 {
        "released".to_owned()
    } else if to_freeze <= 0 {
        format!("frozen, ships {}", words::in_days(to_release))
    } else if release.freeze == release.release {
        format!("ships {}", words::in_days(to_release))
    } else {
        format!("freezes {}", words::in_days(to_freeze))
    };
    Some(Hint { at: target.span.end, text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::markdown;

    fn all(text: &str) -> Vec<String> {
        let fixture = markdown(text);
        let (source, assessment) = (&fixture.source, &fixture.assessment);
        let hints = hints(source, &fixture.context(), assessment, source.span());
        hints
            .into_iter()
            .map(|hint| {
                let line = source.line_span(source.line_of(hint.at));
                format!("{}: {}", source.slice(Span::new(line.start, hint.at)), hint.text)
            })
            .collect()
    }

    #[test]
    fn outcomes_and_days() {
        let document =
            |target| format!("---\ntarget: {target}\n---\n\n## **Is this bug significant?** ##\n");
        assert_eq!(
            all(&document("26.12")),
            ["target: 26.12: freezes in 2 days", "## **Is this bug significant?** ##: undecided"]
        );
        assert_eq!(all(&document("26.10"))[0], "target: 26.10: released");
        assert_eq!(all(&document("99")).len(), 1);
    }
}
