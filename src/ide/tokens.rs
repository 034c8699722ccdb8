//! What the words are, for colours: the title, criteria, questions, answers and evidence, and what the metadata says.

use crate::assess::{Assessment, Context};
use crate::order;
use crate::policy::{Truth, Value, Verdict};
use crate::proposal::Answer;
use crate::proposal::answer::Quality;
use crate::proposal::evidence::EvidenceKind;
use crate::proposal::metadata::{Metadata, Status};
use crate::rule;
use crate::source::{Source, Span};

/// What some words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// The title, which stands for the verdict.
    Title,
    /// The heading of a criterion.
    Criterion,
    /// The prompt of a question.
    Question,
    /// The words that answer: yes, no, an option, or why there is no answer.
    Answer,
    /// The number that answers.
    Count,
    /// Something to check: a link, an issue, a commit, a test.
    Evidence,
    /// The name of a release.
    Release,
    /// A status.
    Status,
    /// The name of a policy.
    Policy,
    /// The rule that a waiver names.
    Rule,
}

/// What can be said of words beside what they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shade {
    /// The verdict, the outcome or the answer: whether it speaks for a hotfix; `None` where the words say nothing.
    pub truth: Option<Truth>,
    /// The question is open and can no longer change the verdict.
    pub moot: bool,
    /// It does not count, or is not what it should be.
    pub dead: bool,
}

/// Words with a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The words, on one line.
    pub span: Span,
    /// What they are.
    pub kind: TokenKind,
    /// What else is to be said of them.
    pub shade: Shade,
}

/// The tokens of a document, in its order; none is empty, none overlaps another, and each stands on one line.
pub fn tokens(source: &Source, context: &Context<'_>, assessment: &Assessment) -> Vec<Token> {
    let proposal = &assessment.proposal;
    let mut all = Vec::new();
    for place in &proposal.criteria {
        let truth = assessment.outcome(place.criterion);
        let shade = Shade { truth, ..Shade::default() };
        all.push(Token { span: place.span, kind: TokenKind::Criterion, shade });
    }
    for (index, answer) in proposal.answers.iter().enumerate() {
        question(source, assessment, index, answer, &mut all);
    }
    metadata(context, assessment, &mut all);
    for waiver in &proposal.waivers {
        let shade = Shade {
            dead: waiver.reason.is_empty()
                || waiver.slip.is_some()
                || rule::find(&waiver.rule).is_none(),
            ..Shade::default()
        };
        all.push(Token { span: waiver.rule_span, kind: TokenKind::Rule, shade });
    }
    let truth = Some(match assessment.verdict {
        Verdict::Hotfix => Truth::True,
        Verdict::Defer => Truth::False,
        Verdict::Undecided => Truth::Unknown,
    });
    let shade = Shade { truth, ..Shade::default() };
    all.push(Token { span: proposal.title, kind: TokenKind::Title, shade });
    // Of two that begin together the one that was found first: a heading that asks is a question before it is a title.
    order::by_key(&mut all, |token| token.span.start);
    let mut tokens: Vec<Token> = Vec::with_capacity(all.len());
    for token in all.into_iter().flat_map(|token| lines(source, token)) {
        if tokens.last().is_none_or(|last| last.span.end <= token.span.start) {
            tokens.push(token);
        }
    }
    tokens
}

fn question(
    source: &Source,
    assessment: &Assessment,
    index: usize,
    answer: &Answer,
    all: &mut Vec<Token>,
) {
    let id = answer.question;
    let dead = assessment.answer_of[usize::from(id.0)] != Some(index);
    let open = !assessment.fact(id).truth.is_known();
    let moot = open && !assessment.is_decisive(id);
    let shade = Shade { truth: None, moot, dead };
    all.push(Token { span: answer.prompt, kind: TokenKind::Question, shade });
    let truth = (!dead).then(|| assessment.fact(id).truth);
    let kind = match answer.value() {
        Some(Value::Count(_)) => TokenKind::Count,
        _ => TokenKind::Answer,
    };
    let words = match answer.reading.quality {
        Quality::NonAnswer(words)
        | Quality::Unknown(words)
        | Quality::NotApplicable(words)
        | Quality::Placeholder(words)
        | Quality::Hedged(words) => Some(words),
        _ => None,
    };
    let said = [answer.reading.value_span, words].into_iter().flatten();
    all.extend(said.map(|span| Token { span, kind, shade: Shade { truth, moot, dead } }));
    // Words that explain are the answer itself, and code has the colours of its language.
    let shown = answer
        .evidence
        .iter()
        .filter(|evidence| evidence.kind != EvidenceKind::Explanation)
        .filter(|evidence| is_on_one_line(source, evidence.span));
    all.extend(shown.map(|evidence| Token {
        span: evidence.span,
        kind: TokenKind::Evidence,
        shade: Shade { dead: evidence.proves_nothing().is_some(), ..Shade::default() },
    }));
}

fn metadata(context: &Context<'_>, assessment: &Assessment, all: &mut Vec<Token>) {
    let metadata: &Metadata = &assessment.proposal.metadata;
    let calendar = context.config.calendar.as_ref();
    let unknown = |name: &str| calendar.is_some_and(|calendar| calendar.find(name, None).is_none());
    let is_known = assessment.target(context.config).is_some();
    let invalid = |span: Span| metadata.invalid.iter().any(|invalid| invalid.span == span);
    let from = metadata.deferral.as_ref().and_then(|deferral| deferral.from.as_ref());
    let statuses = metadata
        .status_text
        .iter()
        .chain(from)
        .map(|text| (text.span, TokenKind::Status, Status::from_name(&text.text).is_none()));
    let target = metadata
        .target
        .iter()
        .map(|text| (text.span, TokenKind::Release, !is_known && unknown(&text.text)));
    // Versions of the past stand in no calendar of the releases to come.
    let versions = [&metadata.affects, &metadata.regression_since, &metadata.hotfix_release];
    let versions =
        versions.into_iter().flatten().map(|text| (text.span, TokenKind::Release, false));
    let issues = metadata
        .issues
        .iter()
        .chain(&metadata.fix)
        .map(|text| (text.span, TokenKind::Evidence, invalid(text.span)));
    let policy = metadata.policy.iter().map(|text| (text.span, TokenKind::Policy, false));
    let found = statuses.chain(target).chain(versions).chain(issues).chain(policy);
    all.extend(found.map(|(span, kind, dead)| Token {
        span,
        kind,
        shade: Shade { dead, ..Shade::default() },
    }));
}

fn is_on_one_line(source: &Source, span: Span) -> bool {
    source.line_of(span.start) == source.line_of(span.end)
}

/// A token of several lines as one for each of them, without the blanks around it.
fn lines(source: &Source, token: Token) -> impl Iterator<Item = Token> {
    let lines = source.line_of(token.span.start)..=source.line_of(token.span.end);
    lines.filter_map(move |line| {
        let line = source.line_span(line);
        let (start, end) = (token.span.start.max(line.start), token.span.end.min(line.end));
        let words = source.slice(Span::new(start, end.max(start)));
        let start = start + (words.len() - words.trim_start().len());
        let span = Span::new(start, start + words.trim().len());
        (!span.is_empty()).then_some(Token { span, ..token })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::{Fixture, markdown, yaml};

    fn all(fixture: &Fixture) -> Vec<String> {
        let found = tokens(&fixture.source, &fixture.context(), &fixture.assessment);
        for pair in found.windows(2) {
            assert!(pair[0].span.end <= pair[1].span.start, "{pair:?}");
        }
        let show = |token: &Token| {
            let words = fixture.source.slice(token.span);
            assert!(!words.is_empty() && !words.contains(['\r', '\n']), "{token:?}");
            let truth = token.shade.truth.map_or("", Truth::name);
            let moot = if token.shade.moot { " moot" } else { "" };
            let dead = if token.shade.dead { " dead" } else { "" };
            format!("{words} = {:?} {truth}{moot}{dead}", token.kind).trim_end().to_owned()
        };
        found.iter().map(show).collect()
    }

    #[test]
    fn markdown_words() {
        let fixture = markdown(
            "---\nstatus: proposed\ntarget: 26.12\nissue: \"#12\"\n---\n# Crash 😀\r\n\r\n\
             ## Is this bug significant?\n\n\
             - Does it produce incorrect results? Yes, see #12.\n\
             - Is there major incorrect functionality? TBD\n\n\
             ## Is there a reasonable workaround?\n\n- Is there even a workaround? No\n- How many steps/code changes does a workaround take? 5 steps\n",
        );
        assert_eq!(
            all(&fixture),
            [
                "proposed = Status",
                "26.12 = Release",
                "\"#12\" = Evidence",
                "Crash 😀 = Title unknown",
                "Is this bug significant? = Criterion true",
                "Does it produce incorrect results? = Question",
                "Yes = Answer true",
                "#12 = Evidence",
                "Is there major incorrect functionality? = Question  moot",
                "TBD = Answer unknown moot",
                "Is there a reasonable workaround? = Criterion true",
                "Is there even a workaround? = Question  moot",
                "No = Answer unknown moot",
                "How many steps/code changes does a workaround take? = Question",
                "5 = Count true",
            ]
        );
    }

    #[test]
    fn what_does_not_count() {
        let fixture = markdown(
            "---\nstatus: soon\ntarget: 99.99\n---\n\
             # Does it produce incorrect results?\n\nYes\n\n\
             ## Does it produce incorrect results?\n\nNo\n\n\
             <!-- hotfix-lint: allow missing-evidence -->\n",
        );
        let found = all(&fixture);
        assert_eq!(found[..2], ["soon = Status  dead", "99.99 = Release  dead"]);
        assert!(found.contains(&"No = Answer  dead".to_owned()), "{found:?}");
        assert!(found.contains(&"missing-evidence = Rule  dead".to_owned()), "{found:?}");
    }

    #[test]
    fn yaml_words_and_half_typed_ones() {
        let fixture = yaml(
            "title: Crash\nstatus: draft\nanswers:\n  incorrect-results: \"no\"\n  workaround-steps:\n    answer: 2\n",
        );
        assert_eq!(
            all(&fixture),
            [
                "Crash = Title unknown",
                "draft = Status",
                "incorrect-results = Question",
                "no = Answer false",
                "workaround-steps = Question",
                "2 = Count false",
            ]
        );
        for text in
            ["", "\n", "---", "---\n", "status: ", "answers:\n  incorrect", "a: [", "\u{feff}"]
        {
            all(&yaml(text));
            all(&markdown(text));
        }
    }
}
