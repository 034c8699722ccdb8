use super::*;
use crate::policy::builtin::rapids;
use proptest::prelude::*;

/// What documents are made of, right and wrong.
const PARTS: [&str; 46] = [
    "Does it produce incorrect results?",
    "Is there even a workaround?",
    "- [x] Yes",
    "- [ ] No",
    "**Is there even a workaround?**",
    "Is this bug significant?",
    "## ",
    "##",
    "- ",
    "  - ",
    "1. ",
    "> ",
    "| ",
    " |",
    "|---|---|",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "```",
    "~~~",
    "````python",
    "<!--",
    "-->",
    "<!-- hotfix-lint: allow missing-evidence: reason -->",
    "---\n",
    "title: x\n",
    "<describe>",
    "{Justify}",
    "[x](y)",
    "[a]: https://b.test",
    "Yes",
    "no, see #12",
    "see Log",
    "# Log",
    "## Deferral",
    "é😀\u{2028}",
    "\t",
    "    ",
    "<details><summary>",
    "</pre>",
    "\u{feff}",
    "A: ",
    "===",
    "Yes[^1]",
    "\n[^1]: see #12",
];

fn document() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&PARTS[..]), 0..30)
        .prop_map(|parts| parts.concat())
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let source = Source::new(text);
    let policy = rapids();
    let proposal = read(&source, &policy, None);
    let inside = |span: Span| span.start <= span.end && text.get(span.range()).is_some();
    prop_assert!(inside(proposal.title));
    let mut last = 0;
    for answer in &proposal.answers {
        prop_assert!(
            inside(answer.prompt) && inside(answer.span) && inside(answer.entry),
            "{answer:?}"
        );
        prop_assert!(answer.entry.contains(answer.prompt), "{answer:?}");
        prop_assert!(
            answer.entry.start >= last,
            "answers stand in document order and do not overlap"
        );
        prop_assert!(!answer.prompt.is_empty());
        prop_assert!(
            answer.span.is_empty()
                || answer.span.start >= answer.prompt.end
                || !answer.content.boxes.is_empty()
        );
        last = answer.prompt.end;
        for evidence in &answer.evidence {
            prop_assert!(inside(evidence.span), "{evidence:?}");
        }
        for code in &answer.content.code {
            prop_assert!(inside(code.span) && inside(code.body));
        }
    }
    for place in &proposal.criteria {
        prop_assert!(
            inside(place.span) && inside(place.section) && place.section.contains(place.span)
        );
    }
    for span in
        proposal.errors.iter().map(|e| e.span).chain(proposal.near_misses.iter().map(|n| n.span))
    {
        prop_assert!(inside(span));
    }
    for waiver in &proposal.waivers {
        prop_assert!(inside(waiver.span) && waiver.scope.is_none_or(inside));
    }
    Ok(())
}

#[test]
fn a_wide_question_mark_ends_a_near_miss() {
    let text = "## Does it produce incorect results？\n\nNo\n";
    let proposal = read(&Source::new(text), &crate::policy::builtin::rapids(), None);
    let spans: Vec<&str> =
        proposal.near_misses.iter().map(|miss| &text[miss.span.range()]).collect();
    assert_eq!(spans, ["Does it produce incorect results？"]);
    read(&Source::new("？"), &crate::policy::builtin::rapids(), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn any_document_gives_a_proposal_with_spans_inside(text in document()) {
        check(&text)?;
    }

    #[test]
    fn any_text_gives_a_proposal(text in any::<String>()) {
        check(&text)?;
    }
}

/// While one line is typed, character by character, what is written in the others stays.
#[test]
fn half_typed_documents_keep_the_other_answers() {
    let text = "---\nissue: \"#1\"\n---\n# T\n\n- Does it produce incorrect results? Yes, see #12.\n\
                - Are there compile or runtime errors with valid input? No.\n\n\
                ```python\nx = f(1)\n```\n\n## Is there a reasonable workaround?\n\n\
                | question | answer |\n|---|---|\n| Is there even a workaround? | No, we tried five |\n";
    let policy = rapids();
    let full = read(&Source::new(text), &policy, None).answers.len();
    assert_eq!(full, 3);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for (index, line) in lines.iter().enumerate() {
        for (cut, _) in line.char_indices() {
            let typed = format!(
                "{}{}\n{}",
                lines[..index].concat(),
                &line[..cut],
                lines[index + 1..].concat()
            );
            let found = read(&Source::new(typed.as_str()), &policy, None).answers.len();
            assert!(found + 1 >= full, "{found} of {full} are left of\n{typed}");
        }
    }
}
