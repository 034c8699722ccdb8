//! Words between the words: the outcome behind each criterion's heading, the days left behind each release.

use super::{places, verdict};
use crate::assess::{Assessment, Context, days};
use crate::calendar::{Calendar, Dated};
use crate::order;
use crate::rule::words;
use crate::source::{Source, Span};
use jiff::civil::Date;

/// A word that is shown and not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The byte that it is shown before.
    pub at: usize,
    /// The word.
    pub text: String,
    /// What is behind it; empty where the word says it all.
    pub tooltip: String,
}

/// The hints within `span`, in document order.
pub fn hints(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    span: Span,
) -> Vec<Hint> {
    let answers = &assessment.proposal.answers;
    let asks = |line: Span| {
        let next = answers.partition_point(|answer| answer.prompt.start < line.start);
        answers.get(next).is_some_and(|answer| answer.prompt.start <= line.end)
    };
    // Without a heading there is no place for it: behind a question it would be read as its answer, and behind an
    // answer as part of that.
    let outcomes = assessment.proposal.criteria.iter().filter_map(|place| {
        let id = place.criterion;
        let outcome = assessment.outcome(id)?;
        // Behind the closing marks of a heading and the colon of a key.
        let line = source.line_span(source.line_of(place.span.end));
        if asks(line) {
            return None;
        }
        let text = words::outcome_word(assessment.policy.criterion(id), outcome).to_owned();
        let tooltip = verdict::open_of(assessment, id).unwrap_or_default();
        Some(Hint { at: line.end, text, tooltip })
    });
    within(target(context, assessment).into_iter().chain(outcomes), span)
}

/// The days left behind each release of a configuration or a calendar that `context` goes by.
pub fn of_calendar(source: &Source, calendar: &Calendar, today: Date, span: Span) -> Vec<Hint> {
    let releases = places::releases(source).into_iter();
    let hints = releases.filter_map(|place| {
        let release = calendar.find(&place.name, None)?;
        // Behind a key is its colon.
        let colon = source.text()[place.span.end..].starts_with(':');
        Some(days_left(&release, today, place.span.end + usize::from(colon)))
    });
    within(hints, span)
}

fn within(hints: impl Iterator<Item = Hint>, span: Span) -> Vec<Hint> {
    let mut hints: Vec<Hint> = hints.filter(|hint| span.touches(hint.at)).collect();
    order::by_key(&mut hints, |hint| hint.at);
    hints
}

fn target(context: &Context<'_>, assessment: &Assessment) -> Option<Hint> {
    let target = assessment.proposal.metadata.target.as_ref()?;
    let release = assessment.target(context.config)?;
    let hint = days_left(&release, context.today, target.span.end);
    // "The next release" does not say which.
    let text = if release.name == target.text {
        hint.text
    } else {
        format!("{} {}", release.name, hint.text)
    };
    Some(Hint { text, ..hint })
}

fn days_left(release: &Dated, today: Date, at: usize) -> Hint {
    let to_freeze = days(today, release.freeze);
    let to_release = days(today, release.release);
    let text = if to_release <= 0 {
        "released".to_owned()
    } else if release.freeze == release.release {
        format!("ships {}", words::in_days(to_release))
    } else if to_freeze <= 0 {
        format!("frozen, ships {}", words::in_days(to_release))
    } else {
        format!("freezes {}", words::in_days(to_freeze))
    };
    let tooltip = if release.freeze == release.release {
        format!("release {}", release.release)
    } else {
        format!("freeze {}, release {}", release.freeze, release.release)
    };
    Hint { at, text, tooltip }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::{Fixture, markdown, yaml};

    fn show(source: &Source, hints: Vec<Hint>) -> Vec<String> {
        let show = |hint: Hint| {
            let line = source.line_span(source.line_of(hint.at));
            let before = source.slice(Span::new(line.start, hint.at));
            format!("{before} «{}» {}", hint.text, hint.tooltip).trim_end().to_owned()
        };
        hints.into_iter().map(show).collect()
    }

    fn all(fixture: &Fixture) -> Vec<String> {
        let source = &fixture.source;
        let hints = hints(source, &fixture.context(), &fixture.assessment, source.span());
        show(source, hints)
    }

    #[test]
    fn outcomes_and_days() {
        let document =
            |target| format!("---\ntarget: {target}\n---\n\n## **Is this bug significant?** ##\n");
        assert_eq!(
            all(&markdown(&document("\"26.12\""))),
            [
                "target: \"26.12\" «freezes in 2 days» freeze 2026-11-24, release 2026-12-09",
                "## **Is this bug significant?** ## «undecided» open: incorrect-results, \
                 errors-on-valid-input, major-incorrect-functionality"
            ]
        );
        assert!(all(&markdown(&document("26.10")))[0].contains("«released»"));
        let next = document("next release\ndeferral: { date: 2026-10-01 }");
        assert!(all(&markdown(&next))[0].contains("next release «26.12 freezes in 2 days»"));
        assert_eq!(all(&markdown(&document("99"))).len(), 1);
        assert_eq!(all(&markdown("")), [""; 0]);
    }

    #[test]
    fn criteria_without_a_heading() {
        for flat in [
            "  common-input: edge  # é😀\n",
            "  common-input:\n",
            "  majority: {common-input: edge}\n",
        ] {
            assert_eq!(all(&yaml(&format!("answers:\n{flat}"))), [""; 0], "{flat}");
        }
        for flat in [
            "- Does it produce incorrect results? No\n",
            "**Q: Does it produce incorrect results?**\nA: No\n",
            "### Does it produce incorrect results?\n\nNo\n",
            "| Question | Answer |\n| --- | --- |\n| Does it produce incorrect results? | No |\n",
        ] {
            assert_eq!(all(&markdown(&format!("# T\n\n{flat}"))), [""; 0], "{flat}");
        }
        let grouped = yaml("answers:\n  majority: # é😀\n    common-input: edge\n");
        assert_eq!(
            all(&grouped),
            ["  majority: # é😀 «undecided» open: common-function, average-user"]
        );
    }

    #[test]
    fn releases_of_a_calendar() {
        let fixture = markdown("");
        let context = fixture.context();
        let calendar = context.config.calendar.as_ref().unwrap();
        let source = Source::new(
            "releases:\n  - name: \"26.12\" # 😀\n    release: 2026-12-09\n  - {name: other}\n",
        );
        let hints = |span| of_calendar(&source, calendar, context.today, span);
        assert_eq!(
            show(&source, hints(source.span())),
            ["  - name: \"26.12\" «freezes in 2 days» freeze 2026-11-24, release 2026-12-09"]
        );
        assert!(hints(Span::new(0, 5)).is_empty());
        let phases = Source::new("releases:\n  26.10:\n    phases: []\n");
        let found = of_calendar(&phases, calendar, context.today, phases.span());
        assert!(show(&phases, found)[0].starts_with("  26.10: «released»"));
    }
}
