//! The outline of a document: its title, the criteria below it, the questions below those.

use crate::assess::Assessment;
use crate::order;
use crate::policy::Truth;
use crate::proposal::{Answer, CriterionPlace, Format};
use crate::rule::words;
use crate::source::{Source, Span};

/// What an entry of the outline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// The proposal as a whole.
    Proposal,
    /// A criterion.
    Criterion,
    /// A question.
    Question,
}

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is called; never empty.
    pub name: String,
    /// What it comes to: the verdict, the outcome, the value.
    pub detail: String,
    /// What it is.
    pub kind: ItemKind,
    /// All of it; inside of its parent's.
    pub span: Span,
    /// The words that name it; inside of `span`.
    pub words: Span,
    /// The entries below it.
    pub children: Vec<Item>,
}

/// What a proposal is called, in one short line; never empty.
pub fn title(source: &Source, assessment: &Assessment) -> String {
    shortened(&assessment.proposal.name(source), "Hotfix proposal")
}

/// The outline of a document.
pub fn outline(source: &Source, assessment: &Assessment) -> Item {
    let proposal = &assessment.proposal;
    let policy = &assessment.policy;
    let criterion = |place: &CriterionPlace| {
        let criterion = policy.criterion(place.criterion);
        let outcome = assessment.outcome(place.criterion);
        Item {
            name: name(source, proposal.format, place.span, &criterion.title),
            detail: outcome.map_or("", |truth| words::outcome_word(criterion, truth)).to_owned(),
            kind: ItemKind::Criterion,
            span: place.section.cover(place.span),
            words: place.span,
            children: Vec::new(),
        }
    };
    // In document order, and none inside of another.
    let mut criteria: Vec<Item> = proposal.criteria.iter().map(criterion).collect();
    let mut children = Vec::new();
    for (index, answer) in proposal.answers.iter().enumerate() {
        let mut item = question(source, assessment, index, answer);
        let after = criteria.partition_point(|other| other.span.start <= item.words.start);
        match criteria[..after].last_mut().filter(|parent| parent.span.contains(item.words)) {
            Some(parent) => {
                // Its lines may be more than that: in YAML a criterion ends with its last value.
                let Span { start, end } = parent.span;
                item.span = Span::new(item.span.start.max(start), item.span.end.min(end));
                parent.children.push(item);
            }
            None => children.push(item),
        }
    }
    children.append(&mut criteria);
    order::by_key(&mut children, |item| item.span.start);
    Item {
        name: title(source, assessment),
        detail: assessment.verdict.to_string(),
        kind: ItemKind::Proposal,
        span: source.span(),
        words: proposal.title,
        children,
    }
}

fn question(source: &Source, assessment: &Assessment, index: usize, answer: &Answer) -> Item {
    let policy = &assessment.policy;
    let id = answer.question;
    let counts = assessment.answer_of[usize::from(id.0)] == Some(index);
    let value = answer.value().map(|value| policy.value_name(id, value));
    let detail = match (value, counts, assessment.fact(id).truth) {
        (Some(value), false, _) => format!("{value} (not counted)"),
        (Some(value), true, Truth::Unknown) => format!("{value} (open)"),
        (Some(value), true, _) => value,
        (None, ..) => "open".to_owned(),
    };
    Item {
        name: name(source, assessment.proposal.format, answer.prompt, &policy.question(id).prompt),
        detail,
        kind: ItemKind::Question,
        span: answer.entry.cover(answer.prompt).cover(answer.span),
        words: answer.prompt,
        children: Vec::new(),
    }
}

/// The words at `span`, or the policy's where there are none. The quotes of a key are YAML's and not its words.
fn name(source: &Source, format: Format, span: Span, otherwise: &str) -> String {
    let words = source.slice(span).trim();
    let quoted = |quote| words.strip_prefix(quote)?.strip_suffix(quote);
    let key = ['"', '\''].into_iter().find_map(quoted).filter(|_| format == Format::Yaml);
    shortened(key.unwrap_or(words), otherwise)
}

/// Words in one short line.
fn shortened(words: &str, otherwise: &str) -> String {
    let words = if words.is_empty() { otherwise } else { words };
    words.lines().next().unwrap_or(otherwise).chars().take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::{Fixture, markdown, yaml};
    use std::fmt::Write as _;

    fn show(fixture: &Fixture) -> String {
        fn write(out: &mut String, item: &Item, depth: usize) {
            assert!(item.span.contains(item.words), "{item:?}");
            let _ = writeln!(out, "{}{}: {}", "  ".repeat(depth), item.name, item.detail);
            for child in &item.children {
                assert!(item.span.contains(child.span), "{child:?}");
                write(out, child, depth + 1);
            }
        }
        let mut out = String::new();
        write(&mut out, &outline(&fixture.source, &fixture.assessment), 0);
        out
    }

    #[test]
    fn questions_stand_below_their_criteria() {
        let fixture = markdown(
            "# Crash\n\nWorkaround exists? No\n\n## Is this bug significant?\n\n\
             - Does it produce incorrect results? No\n\n\
             ## Does it affect the majority of users?\n\n### Common or edge case\n\nEdge case.\n",
        );
        assert_eq!(
            show(&fixture),
            "Crash: undecided\n  Workaround exists?: no (open)\n  Is this bug significant?: undecided\n    \
             Does it produce incorrect results?: no\n  \
             Does it affect the majority of users?: undecided\n    \
             Common or edge case: edge-case\n"
        );
    }

    #[test]
    fn other_documents() {
        assert_eq!(show(&markdown("")), "Hotfix proposal: undecided\n");
        let fixture = yaml("title: Crash\nanswers:\n  incorrect-results: \"no\"\n");
        assert_eq!(show(&fixture), "Crash: undecided\n  incorrect-results: no\n");
    }

    #[test]
    fn in_yaml_they_stand_below_their_criteria_too() {
        let below = "T: defer\n  majority: not met\n    common-input: edge-case\n    average-user: no\n  \
                     significant: undecided\n    incorrect-results: no\n";
        let block = "title: T\nanswers:\n  majority:\n    common-input: edge-case\n    average-user: no\n  \
                     significant:\n    incorrect-results: no\n";
        assert_eq!(show(&yaml(block)), below);
        let flow = "title: T\nanswers:\n  majority: {common-input: edge-case, average-user: no}\n  \
                    significant: { incorrect-results: no }\n";
        assert_eq!(show(&yaml(flow)), below);
        assert_eq!(show(&yaml(block.trim_end())), below);
    }

    #[test]
    fn quotes_of_yaml_are_no_words() {
        let named = |title: &str| show(&markdown(&format!("---\ntitle: {title}\n---\n\n# T\n")));
        for title in ["\"Sums: again\"", "'Sums: again'", "|\n  Sums: again", ">-\n  Sums: again"] {
            assert_eq!(named(title), "Sums: again: undecided\n", "{title}");
        }
        assert_eq!(named("'it''s \"5\\\"'"), "it's \"5\\\": undecided\n");
        assert_eq!(named("\"\\u00e9 \\\"x\\\"\""), "é \"x\": undecided\n");
        assert_eq!(named("Sums of \"x\""), "Sums of \"x\": undecided\n");
        assert_eq!(named("\"\""), "T: undecided\n");
        assert_eq!(
            show(&yaml("title: 'T'\nanswers:\n  \"majority\":\n    'common-input': edge-case\n")),
            "T: undecided\n  majority: undecided\n    common-input: edge-case\n"
        );
        // Here they are the author's.
        assert_eq!(show(&markdown("# The \"x\" sums\n")), "The \"x\" sums: undecided\n");
    }
}
