use super::*;
use proptest::prelude::*;
use std::fmt::Write as _;

fn assessed(text: &str, format: Format) -> (Source, Assessment) {
    let source = Source::new(text);
    let config = Config::default();
    let context = Context {
        format,
        config: &config,
        today: "2026-11-22".parse().unwrap(),
        exists: Some(&|path| path.contains("exists")),
        policies: None,
        given: None,
    };
    let assessment = assess(&source, &context);
    (source, assessment)
}

#[test]
fn a_document_beyond_the_limit_is_not_read() {
    let text = "- Does it produce incorrect results? Yes, see #1\n".repeat(MAX_BYTES / 40);
    let (_, assessment) = assessed(&text, Format::Markdown);
    let [finding] = &assessment.findings[..] else { panic!("{:?}", assessment.findings.len()) };
    assert_eq!(finding.rule, "syntax-error");
    assert!(assessment.proposal.answers.is_empty());
    assert_eq!(assessment.verdict, Verdict::Undecided);
}

#[test]
fn days_count_both_ways() {
    let day = |text: &str| text.parse::<Date>().unwrap();
    assert_eq!(days(day("2026-11-22"), day("2026-12-01")), 9);
    assert_eq!(days(day("2026-11-22"), day("2026-11-20")), -2);
    assert_eq!(days(day("2024-02-28"), day("2025-02-28")), 366);
}

/// Questions whose examples tell of a workaround, where the other ones of the policy tell that there is none.
const APART: [&str; 1] = ["workaround-steps"];

/// What authors copy from a policy is read as it is meant, all of it together, in both formats.
#[test]
fn examples_of_built_in_policies_speak_for_a_hotfix() {
    for (name, _) in crate::policy::builtin::BUILTIN {
        let policy = crate::policy::builtin::find(name).unwrap();
        let (apart, together): (Vec<_>, Vec<_>) =
            policy.question_ids().partition(|&id| APART.contains(&&*policy.question(id).id));
        for id in apart {
            for assessment in examples(name, &policy, &[id]) {
                assert_eq!(assessment.fact(id).truth, Truth::True, "{name}");
            }
        }
        for assessment in examples(name, &policy, &together) {
            assert_eq!(assessment.verdict, Verdict::Hotfix, "{name}");
            let is_said =
                |finding: &Finding| finding.question.is_none_or(|q| together.contains(&q));
            assert!(!assessment.findings.iter().any(is_said), "{name}: {:?}", assessment.findings);
            for &id in &together {
                let (question, fact) = (policy.question(id), assessment.fact(id));
                assert!(fact.value.is_some(), "{name}: {}", question.id);
                let speaks = question.for_hotfix.is_none() || fact.truth == Truth::True;
                assert!(speaks, "{name}: {}", question.id);
            }
        }
    }
}

/// Proposals made of the examples of some questions, in Markdown and in YAML.
fn examples(name: &str, policy: &Policy, questions: &[QuestionId]) -> [Assessment; 2] {
    let metadata = format!("title: T\nstatus: proposed\nissue: acme/app#1\npolicy: {name}\n");
    let mut markdown = format!("---\n{metadata}---\n");
    let mut yaml = format!("{metadata}answers:\n");
    for question in questions.iter().map(|&id| policy.question(id)) {
        writeln!(markdown, "\n### {}\n\n{}", question.prompt, question.example).unwrap();
        let quoted = question.example.replace('\'', "''");
        writeln!(yaml, "  {}: '{quoted}'", question.id).unwrap();
    }
    [assessed(&markdown, Format::Markdown).1, assessed(&yaml, Format::Yaml).1]
}

/// Pieces that documents are made of, put together at random: half-typed, repeated, nested, cut off.
fn document() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "---\n",
        "status: ",
        "proposed\n",
        "deferred\n",
        "target: 26.12\n",
        "issue: #12\n",
        "decision:\n  by: x\n",
        "# Title\n",
        "## Is this bug significant?\n",
        "- Does it produce incorrect results? ",
        "* Is there even a workaround?\n",
        "workaround-exists: ",
        "answers:\n  ",
        "- [x] Yes\n",
        "- [ ] No\n",
        "| Will the average user understand the workaround? | ",
        " |\n",
        "yes",
        "No, ",
        "probably ",
        "TBD\n",
        "<x>",
        "see #12 ",
        "https://example.com/a",
        "[log](a.txt) ",
        "```\n",
        "```rust\ncode\n",
        "<!-- hotfix-lint: allow missing-evidence: é -->\n",
        "# hotfix-lint: allow x\n",
        "\n",
        "\r\n",
        "\r",
        "  ",
        "😀",
        "é",
        "\u{feff}",
        "\t",
        "> ",
        "_No response_\n",
        "5 steps\n",
        "Edge case",
        "\u{0}",
        "[",
        "{",
        "&a ",
        "*a\n",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_assessed(text in document(), yaml: bool) {
        let format = if yaml { Format::Yaml } else { Format::Markdown };
        let (source, assessment) = assessed(&text, format);
        let mut before = 0;
        for finding in &assessment.findings {
            prop_assert!(finding.span.start >= before, "in document order");
            before = finding.span.start;
            let related = finding.related.iter().map(|related| related.span);
            for span in related.chain([finding.span]) {
                prop_assert!(source.text().get(span.range()).is_some(), "{span:?} in {text:?}: {finding:?}");
            }
            prop_assert!(!finding.message.is_empty() && !finding.message.ends_with('.'));
            prop_assert!(!finding.message.contains('\n'), "{}", finding.message);
        }
        let (_, again) = assessed(&text, format);
        prop_assert_eq!(assessment.findings, again.findings);
    }
}
