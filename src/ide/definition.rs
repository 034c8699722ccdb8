//! Where names lead: a release to the calendar, a question to the policy, "see Reproduction" to its heading.
//!
//! What stands in other files is only named here; [`super::places`] finds it in their texts.

use crate::assess::Assessment;
use crate::config::Config;
use crate::proposal::evidence::EvidenceKind;
use crate::proposal::{Format, markdown};
use crate::source::{Source, Span};

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A release of the calendar.
    Release(String),
    /// A question or a criterion of the policy, by its id.
    Asked(String),
    /// A policy, by its name.
    Policy(String),
    /// A place in this document: a heading, the issue of the metadata.
    Here(Span),
}

/// A name in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The words.
    pub span: Span,
    /// What they stand for.
    pub goal: Goal,
}

/// The name at `offset`, if there is one.
pub fn named(
    source: &Source,
    config: &Config,
    assessment: &Assessment,
    offset: usize,
) -> Option<Named> {
    let proposal = &assessment.proposal;
    let metadata = &proposal.metadata;
    let policy = &assessment.policy;
    let at = |span: &Span| span.touches(offset) && !span.is_empty();
    let target = metadata.target.iter().map(|t| (t.span, Goal::Release(t.text.clone())));
    let of_metadata =
        target.chain(metadata.policy.iter().map(|p| (p.span, Goal::Policy(p.text.clone()))));
    let here =
        here(source, config, assessment).into_iter().map(|(span, to)| (span, Goal::Here(to)));
    let questions = proposal
        .answers
        .iter()
        .map(|answer| (answer.prompt, Goal::Asked(policy.question(answer.question).id.clone())));
    let criteria = proposal
        .criteria
        .iter()
        .map(|place| (place.span, Goal::Asked(policy.criterion(place.criterion).id.clone())));
    // Where a heading asks a question and others point to it, it is the question first.
    let mut all = of_metadata.chain(questions).chain(criteria).chain(here);
    all.find(|(span, _)| at(span)).map(|(span, goal)| Named { span, goal })
}

/// Where else in this document the same is named, `goal` itself left out; in document order.
pub fn uses(source: &Source, config: &Config, assessment: &Assessment, goal: &Goal) -> Vec<Span> {
    let proposal = &assessment.proposal;
    let policy = &assessment.policy;
    let mut spans: Vec<Span> = match goal {
        Goal::Release(name) => {
            let target = proposal.metadata.target.iter().filter(|target| target.text == *name);
            target.map(|target| target.span).collect()
        }
        Goal::Asked(id) => {
            let questions =
                proposal.answers.iter().filter(|answer| policy.question(answer.question).id == *id);
            let criteria = proposal
                .criteria
                .iter()
                .filter(|place| policy.criterion(place.criterion).id == *id);
            questions.map(|a| a.prompt).chain(criteria.map(|place| place.span)).collect()
        }
        Goal::Policy(name) => {
            let policy = proposal.metadata.policy.iter().filter(|policy| policy.text == *name);
            policy.map(|policy| policy.span).collect()
        }
        Goal::Here(to) => {
            let here = here(source, config, assessment).into_iter();
            here.filter(|(span, goal)| goal == to && span != to).map(|(span, _)| span).collect()
        }
    };
    spans.sort_unstable();
    spans.dedup();
    spans
}

/// What leads to other places of this document, and those places to themselves.
fn here(source: &Source, config: &Config, assessment: &Assessment) -> Vec<(Span, Span)> {
    let proposal = &assessment.proposal;
    let mut here = match proposal.format {
        Format::Markdown => markdown::pointers(source, &assessment.policy, proposal),
        Format::Yaml => Vec::new(),
    };
    let evidence = proposal.answers.iter().flat_map(|answer| &answer.evidence);
    let issues = evidence.filter(|evidence| evidence.kind == EvidenceKind::Issue);
    here.extend(issues.filter_map(|evidence| {
        let mut issues = proposal.metadata.issues.iter();
        let same = issues.find(|issue| config.tracker.is_same(&issue.text, &evidence.target))?;
        Some((evidence.span, same.span))
    }));
    let places: Vec<Span> = here.iter().map(|&(_, to)| to).collect();
    here.extend(places.into_iter().map(|to| (to, to)));
    here.sort_unstable();
    here.dedup();
    here
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::{Fixture, cursor, markdown, yaml};

    fn at(fixture: &Fixture, offset: usize) -> Option<(String, Goal)> {
        let (source, assessment) = (&fixture.source, &fixture.assessment);
        let named = named(source, fixture.context().config, assessment, offset)?;
        assert!(named.span.touches(offset));
        Some((source.slice(named.span).to_owned(), named.goal))
    }

    fn goal(marked: &str) -> Option<(String, Goal)> {
        let (text, offset) = cursor(marked);
        at(&markdown(&text), offset)
    }

    /// The words that lead to the place at the cursor, and that place.
    fn here(marked: &str) -> (String, String, Vec<String>) {
        let (text, offset) = cursor(marked);
        let fixture = markdown(&text);
        let Some((words, Goal::Here(to))) = at(&fixture, offset) else { panic!("{marked}") };
        let config = fixture.context().config;
        let uses = uses(&fixture.source, config, &fixture.assessment, &Goal::Here(to));
        let word = |span: Span| fixture.source.slice(span).to_owned();
        (words, word(to), uses.into_iter().map(word).collect())
    }

    #[test]
    fn names_of_the_metadata() {
        let found = goal("---\ntarget: \"26.▮12\"\n---\n# T\n").unwrap();
        assert_eq!(found, ("\"26.12\"".to_owned(), Goal::Release("26.12".to_owned())));
        let found = goal("---\npolicy: rapids▮\n---\n# T\n").unwrap();
        assert_eq!(found.1, Goal::Policy("rapids".to_owned()));
        for nothing in ["---\ntarget:▮\n---\n", "▮", "---\nti▮tle: T\n---\n", "# ▮T\n"] {
            assert_eq!(goal(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn questions_and_criteria() {
        let text = "## Is this bug ▮significant?\n\n- Does it produce incorrect results? Yes\n";
        assert_eq!(goal(text).unwrap().1, Goal::Asked("significant".to_owned()));
        let text = "- Does it produce▮ incorrect results? Yes\n";
        assert_eq!(goal(text).unwrap().1, Goal::Asked("incorrect-results".to_owned()));
        assert_eq!(goal("- Does it produce incorrect results? Ye▮s\n"), None);
        let (text, offset) = cursor("answers:\n  common-▮input: edge\n");
        assert_eq!(at(&yaml(&text), offset).unwrap().1, Goal::Asked("common-input".to_owned()));
    }

    #[test]
    fn what_answers_point_to() {
        let document = "---\nissue: \"#7\"\n---\n# 😀\n\n\
            - Does it produce incorrect results? Yes, see the Reproduction é.\n\
            - Is there major incorrect functionality? Yes, see below: reproduction é, and [it](#reproduction-é), #7\n\n\
            ## Reproduction é\n\n```python\nf(1)\n```\n";
        let (words, to, uses) = here(&document.replace("the Repro", "the Rep▮ro"));
        assert_eq!((words.as_str(), to.as_str()), ("Reproduction é", "Reproduction é"));
        assert_eq!(uses, ["Reproduction é", "reproduction é", "[it](#reproduction-é)"]);
        let (words, ..) = here(&document.replace("[it]", "[i▮t]"));
        assert_eq!(words, "[it](#reproduction-é)");
        // From the heading itself.
        assert_eq!(here(&document.replace("## Repro", "## Rep▮ro")).2, uses);
        let (words, to, uses) = here(&document.replace(", #7", ", #7▮"));
        assert_eq!((words.as_str(), to.as_str()), ("#7", "\"#7\""));
        assert_eq!(uses, ["#7"]);
    }
}
