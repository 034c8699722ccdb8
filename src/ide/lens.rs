//! Lines above the title and the criteria: where the proposal stands, and the step it is ready for.

use super::{actions, criterion_places, verdict};
use crate::assess::{Assessment, Context};
use crate::policy::CriterionId;
use crate::source::Span;

/// What happens when a lens is clicked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Click {
    /// The verdict is told, with what would change it.
    Verdict,
    /// A criterion is explained where it stands.
    Criterion(CriterionId),
    /// The proposal is deferred to this release; `None` for the next one, by that name.
    Defer(Option<String>),
    /// The deferral is taken back.
    Reopen,
}

/// A line above a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The words that it stands above.
    pub span: Span,
    /// What it says.
    pub title: String,
    /// What it does.
    pub click: Click,
}

/// The lenses of a document: on the title the verdict and the days left, the step it is ready for, and what is open, in
/// the order in which a narrow window cuts them off; on each criterion its outcome.
pub fn lenses(context: &Context<'_>, assessment: &Assessment) -> Vec<Lens> {
    let title = assessment.proposal.title;
    let mut lenses =
        vec![Lens { span: title, title: verdict::short(assessment), click: Click::Verdict }];
    if actions::is_deferred(assessment) {
        lenses.push(Lens { span: title, title: "Reopen".to_owned(), click: Click::Reopen });
    } else if actions::is_to_be_deferred(assessment)
        && let Some(release) = actions::targets(context, assessment).into_iter().next()
    {
        let title = actions::defer_title(release.as_deref());
        lenses.push(Lens { span: assessment.proposal.title, title, click: Click::Defer(release) });
    }
    if let Some(open) = verdict::open(assessment) {
        lenses.push(Lens { span: title, title: open, click: Click::Verdict });
    }
    for (criterion, span) in criterion_places(assessment) {
        let Some(title) = verdict::of_criterion(assessment, criterion) else { continue };
        lenses.push(Lens { span, title, click: Click::Criterion(criterion) });
    }
    lenses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::{Fixture, markdown, yaml};

    fn all(fixture: &Fixture) -> Vec<String> {
        let show = |lens: Lens| {
            let words = fixture.source.slice(lens.span);
            format!("{words} = {}", lens.title)
        };
        lenses(&fixture.context(), &fixture.assessment).into_iter().map(show).collect()
    }

    #[test]
    fn the_title_and_each_criterion() {
        let fixture = markdown(
            "# Crash\n\n## Is this bug significant?\n\n- Does it produce incorrect results? No\n\n\
             Common or edge case: edge case\n",
        );
        let found = all(&fixture);
        assert_eq!(
            found,
            [
                "Crash = undecided · 26.12 freezes in 2 days",
                "Crash = Defer to 26.12",
                "Crash = 9 questions are open, each can decide",
                "Is this bug significant? = significant is undecided · open: errors-on-valid-input, \
                 major-incorrect-functionality",
                "Common or edge case = majority is undecided · open: common-function, average-user",
            ]
        );
    }

    #[test]
    fn a_claim_without_evidence_is_not_called_open() {
        let claimed = "# T\n\n## Is this bug significant?\n\n- Does it produce incorrect results? Yes\n\
            - Is there major incorrect functionality? Probably\n\n## Is there a reasonable workaround?\n\n\
            - Is there even a workaround? No\n- Will the average user understand the workaround? TBD\n";
        let fixture = markdown(claimed);
        assert_eq!(
            all(&fixture)[3..],
            [
                "Is this bug significant? = significant is undecided · needs evidence: incorrect-results · \
                 open: errors-on-valid-input, major-incorrect-functionality",
                "Is there a reasonable workaround? = no reasonable workaround · needs evidence: \
                 workaround-exists · open: workaround-communicable, workaround-understandable, \
                 workaround-steps, workaround-survives-fix",
            ]
        );
        let told = verdict::sentence(&fixture.assessment);
        assert!(told.contains("incorrect-results (yes, with evidence)"), "{told}");
        let shown = claimed.replace("Yes\n", "Yes, 3 of 40 users see a 4 for 2 + 2, see #12.\n");
        let shown = all(&markdown(&shown));
        assert_eq!(shown[3], "Is this bug significant? = significant is met");
    }

    #[test]
    fn the_reason_is_what_brings_the_verdict_about() {
        // Significant is met, and that is not why.
        let exposed = "- Does it produce incorrect results? Yes, see #12.\n\
             - Does the bug affect a common or major function? No.\n\
             - Is it a security breach, or does it lose data? Yes, CVE-2026-1234.\n";
        let first = |text: &str| {
            let fixture = markdown(&format!("---\nissue: \"#12\"\n{text}"));
            let summary = verdict::summary(&fixture.assessment);
            summary.split(" · ").next().unwrap_or_default().to_owned()
        };
        let found = first(&format!("---\n# T\n\n{exposed}"));
        assert_eq!(found, "hotfix: critical-exposure is yes");
        let unsupported = "policy: rapids-practice\n---\n# T\n\n\
             - Is the affected release line no longer supported? Yes.\n";
        assert_eq!(first(unsupported), "defer: unsupported-line is yes");
        let open = "---\n# T\n\n- Does the bug affect a common or major function? No.\n\
             - Is the input that causes the bug a common or edge case? edge case\n\
             - Is it a security breach, or does it lose data? Perhaps.\n";
        assert_eq!(first(open), "undecided: critical-exposure is open");
    }

    /// What does not apply, and says why, is open where it decides and nowhere else; as `open-questions` counts.
    #[test]
    fn open_questions_are_counted_in_one_way() {
        let moot = "---\nissue: \"#12\"\n---\n# T\n\n\
             - Does it produce incorrect results? Yes, see #12.\n\
             - Are there compile or runtime errors with valid input? N/A, it is a viewer\n";
        for (text, open) in [(moot.to_owned(), "9"), (moot.replace("Yes, see #12.", "TBD"), "11")] {
            let fixture = markdown(&text);
            let counted = format!("{open} questions are open");
            let found = all(&fixture);
            assert!(found[2].contains(&counted), "{found:?}");
            let mut findings = fixture.assessment.findings.iter();
            assert!(findings.any(|f| f.message.starts_with(&counted)), "{found:?}");
        }
    }

    #[test]
    fn other_documents() {
        let fixture = yaml("title: T\nstatus: deferred\ntarget: 26.12\nanswers:\n  majority:\n");
        let found = all(&fixture);
        assert_eq!(
            found[..2],
            ["T = deferred, verdict undecided · 26.12 freezes in 2 days", "T = Reopen"]
        );
        assert!(found[2].starts_with("majority = majority is undecided"), "{found:?}");
        assert_eq!(all(&markdown("")).len(), 2);
        let rejected = all(&markdown("---\nstatus: rejected\n---\n# T\n"));
        assert_eq!(rejected, ["T = rejected, verdict undecided"]);
    }

    /// Whoever has begun to write and is undecided may be short of time; nothing is asked of an empty draft.
    #[test]
    fn undecided_ones_can_be_deferred_while_a_release_is_near() {
        let has_defer =
            |text: &str| all(&markdown(text)).iter().any(|lens| lens.contains("= Defer to 26.12"));
        let begun = "# T\n\n- Does it produce incorrect results? Probably\n";
        assert!(has_defer(begun));
        assert!(has_defer(&format!("---\nstatus: proposed\n---\n{begun}")));
        assert!(!has_defer("# T\n\n- Does it produce incorrect results?\n"));
        assert!(!has_defer(&format!("---\nstatus: withdrawn\n---\n{begun}")));
        let waived = "<!-- hotfix-lint: allow release-imminent: it is small -->\n";
        assert!(!has_defer(&format!("{waived}{begun}")));
    }
}
