use super::*;
use crate::assess::assess;
use crate::calendar::{Calendar, Release};
use crate::config::Config;
use crate::edit::safe;
use crate::policy::builtin;
use crate::proposal::Format;
use proptest::prelude::*;
use std::fmt::Write as _;

fn config() -> Config {
    let release = Release {
        name: "26.12".to_owned(),
        freeze: Some("2026-11-24".parse().unwrap()),
        release: "2026-12-09".parse().unwrap(),
        ..Release::default()
    };
    Config { calendar: Some(Calendar::new(vec![release])), ..Config::default() }
}

fn context(format: Format, config: &Config) -> Context<'_> {
    Context {
        format,
        config,
        today: "2026-11-22".parse().unwrap(),
        exists: None,
        policies: None,
        given: None,
    }
}

/// Every fix of every finding: it applies, it leaves what it does not name, and it is not needed twice.
fn each_fix_is_good(format: Format, text: &str) -> Result<(), TestCaseError> {
    let config = config();
    let context = context(format, &config);
    let source = Source::new(text);
    let assessment = assess(&source, &context);
    for finding in &assessment.findings {
        for fix in fixes(&source, &context, &assessment, finding) {
            let Some(after) = apply(text, &fix.edits) else {
                return Err(TestCaseError::fail(format!(
                    "{} overlaps itself:\n{text:?}",
                    fix.title
                )));
            };
            prop_assert_ne!(&after, text, "{}", &fix.title);
            let changed = Source::new(after.clone());
            let again = assess(&changed, &context);
            prop_assert!(
                again.proposal.errors.len() <= assessment.proposal.errors.len(),
                "{} breaks\n{:?}\n{:?}",
                &fix.title,
                text,
                &after
            );
            let rule = rule::find(finding.rule).expect("a rule");
            let quick = reassess(&changed, &context, (&source, &assessment), rule);
            is_the_same(&quick, &again, finding.rule)?;
            // Of two findings alike the other one is still to be mended.
            if count(&assessment, finding) > 1 {
                continue;
            }
            let same = |other: &&Finding| {
                other.rule == finding.rule
                    && other.question == finding.question
                    && other.criterion == finding.criterion
                    && (other.subject == finding.subject
                        || !matches!(finding.subject, Subject::Metadata(_)))
            };
            for finding in again.findings.iter().filter(same) {
                let offered = fixes(&changed, &context, &again, finding);
                prop_assert!(
                    offered.iter().all(|other| other.title != fix.title),
                    "{} is offered again\n{:?}\n{:?}",
                    &fix.title,
                    text,
                    &after
                );
            }
        }
    }
    let mended = safe::apply_all(&source, &context);
    let again = safe::apply_all(&mended.source, &context);
    prop_assert_eq!(mended.source.text(), again.source.text(), "fix-all of {:?}", text);
    Ok(())
}

/// What trying a fix looks at is what there is.
fn is_the_same(quick: &Assessment, full: &Assessment, rule: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(format!("{:?}", quick.proposal), format!("{:?}", full.proposal));
    prop_assert_eq!(&quick.facts, &full.facts);
    prop_assert_eq!(&quick.decisive, &full.decisive);
    prop_assert_eq!((quick.verdict, &quick.outcomes), (full.verdict, &full.outcomes));
    let of = |assessment: &Assessment| -> Vec<Finding> {
        assessment.findings.iter().filter(|f| f.rule == rule).cloned().collect()
    };
    prop_assert_eq!(of(quick), of(full));
    Ok(())
}

fn words() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "",
        "",
        "",
        "Yes.",
        "Yes.",
        "No, never.",
        "No, never.",
        "Yes, see #12.",
        "TBD",
        "<fill in>",
        "Probably yes.",
        "Rows are lost.",
        "Yes. {say more}",
        "Edge case",
        "common: 12 of 90",
        "unknown",
        "n/a",
        "3",
        "`a b`",
        "**Yes**",
        "é😀",
        "_No response_",
        "Yes <!-- why -->",
        "[x] Yes",
        "- Yes",
    ])
}

/// Some of the policy's questions, with an answer and a layout each.
fn questions() -> impl Strategy<Value = Vec<(usize, &'static str)>> {
    proptest::collection::vec((0..14_usize, words()), 0..6)
}

fn front() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "---\nstatus: proposed\nissue: \"#12\"\n---\n\n",
        "---\nstatus: proposed\nissue: \"#12\"\n---\n\n",
        "",
        "---\nissue: #12\nstatus: propsed\n---\n",
        "---\nstatus: approved\n---\n",
        "---\nstatus: deferred\ntarget: 26.21\n---\n",
        "---\n---\n",
        "---\nstatus: deferred # x\ndecision: {by: Ada}\n---\n",
        "---\nstatus: Proposed\ndecision:\n  date: 2026/11/02\n---\n",
    ])
}

fn markdown(
    front: &str,
    layout: usize,
    headings: bool,
    waiver: bool,
    asked: &[(usize, &str)],
) -> String {
    let policy = builtin::rapids();
    let mut text = front.to_owned();
    text.push_str("# Title\n\n");
    let mut criterion = None;
    for (n, &(question, words)) in asked.iter().enumerate() {
        let question = &policy.questions[question % policy.questions.len()];
        if headings && criterion != Some(question.criterion) {
            let title = &policy.criterion(question.criterion).title;
            let _ = write!(text, "\n## {title}\n\n");
            criterion = Some(question.criterion);
        }
        if waiver && n == 1 {
            text.push_str("<!-- hotfix-lint: allow missing-evidence: why not -->\n");
        }
        let prompt = &question.prompt;
        let line = match layout % 8 {
            0 => format!("### {prompt}\n\n{words}\n\n"),
            1 => format!("- {prompt} {words}\n"),
            2 => format!("{}. **{prompt}**\n   {words}\n", n + 1),
            3 => format!("| {prompt} | {words} |\n"),
            4 => format!("{prompt}\n{words}\n"),
            5 => format!("**Q:** {prompt}\n\n**A:** {words}\n\n"),
            6 => format!("> {prompt}\n\n{words}\n\n"),
            _ => format!("{}: {words}\n", question.id),
        };
        text.push_str(&line);
    }
    text
}

fn yaml(grouped: bool, nested: bool, asked: &[(usize, &str)]) -> String {
    let policy = builtin::rapids();
    let mut text = "# A proposal.\nstatus: proposed\nissue: #12\nanswers:\n".to_owned();
    let mut asked = asked.to_vec();
    asked.sort_by_key(|&(question, _)| question);
    asked.dedup_by_key(|&mut (question, _)| question);
    let mut criterion = None;
    for (question, words) in asked {
        let question = &policy.questions[question % policy.questions.len()];
        if grouped && criterion != Some(question.criterion) {
            let _ = writeln!(text, "  {}:", policy.criterion(question.criterion).id);
            criterion = Some(question.criterion);
        }
        let indent = if grouped { "    " } else { "  " };
        let words = crate::edit::front_matter::scalar(words);
        let line = if nested {
            format!("{indent}{}:\n{indent}  answer: {words}   # why\n", question.id)
        } else {
            format!("{indent}{}: {words}\n", question.id)
        };
        text.push_str(&line);
    }
    text
}

fn dressed(text: &str, eol: &str, bom: bool, cut: bool) -> String {
    let text = if cut { text.trim_end_matches('\n') } else { text };
    format!("{}{}", if bom { "\u{feff}" } else { "" }, text.replace('\n', eol))
}

fn eol() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("\n"), Just("\r\n"), Just("\r")]
}

const RUBBLE: [&str; 44] = [
    "---\n",
    "\n",
    "\r",
    "\r\n",
    "status: proposed\n",
    "status: Draft\r\n",
    "issue: #12\n",
    "answers:\n",
    "  significant:\n",
    "  incorrect-results: ",
    "    errors-on-valid-input: yes\n",
    "  common-input:\n",
    "    answer: common\n",
    "  average-user: {answer: yes}\n",
    "# hotfix-lint: allow missing-evidence: x\n",
    "<!-- hotfix-lint: allow unanswered: x -->",
    "Does it produce incorrect results?",
    "Does it produce incorect results?",
    "Is there even a workaround?",
    " Yes",
    " no\n",
    "TBD",
    "<fill>",
    "{x}",
    "- ",
    "  - ",
    "1. ",
    "> ",
    "## ",
    "###",
    "| ",
    " |\n",
    "**",
    "```\n",
    "~~~",
    "<!--",
    "-->",
    "Is the input that causes the bug a common or edge case?",
    "- [ ] Yes\n- [ ] No\n",
    "- [x] No\n",
    "\t",
    "é😀",
    "\u{feff}",
    "[a](b)",
];

proptest! {
    #![proptest_config(config_of_cases())]

    #[test]
    fn fixes_are_good_in_markdown(
        front in front(), layout in 0..8_usize, headings: bool, waiver: bool, asked in questions(),
        eol in eol(), bom: bool, cut: bool,
    ) {
        let text = markdown(front, layout, headings, waiver, &asked);
        each_fix_is_good(Format::Markdown, &dressed(&text, eol, bom, cut))?;
    }

    #[test]
    fn rubble_is_no_obstacle(pieces in proptest::collection::vec(proptest::sample::select(RUBBLE.to_vec()), 0..14)) {
        for format in [Format::Markdown, Format::Yaml] {
            each_fix_is_good(format, &pieces.concat())?;
        }
    }

    #[test]
    fn fixes_are_good_in_yaml(
        grouped: bool, nested: bool, asked in questions(), eol in eol(), bom: bool, cut: bool,
    ) {
        let text = yaml(grouped, nested, &asked);
        each_fix_is_good(Format::Yaml, &dressed(&text, eol, bom, cut))?;
    }
}

/// A few cases, or as many as `PROPTEST_CASES` asks for.
fn config_of_cases() -> ProptestConfig {
    let default = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { default.cases } else { 16 };
    ProptestConfig { cases, ..default }
}
