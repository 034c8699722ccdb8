//! Documents with a cursor (`▮`) in, menus and changed documents out.

use super::*;
use crate::edit::apply;
use crate::ide::fixture::{self, Fixture, cursor};

fn menu(fixture: &Fixture, at: usize, kinds: &[ActionKind]) -> Vec<Action> {
    menu_showing(fixture, at, &[], kinds)
}

fn menu_showing(
    fixture: &Fixture,
    at: usize,
    shown: &[usize],
    kinds: &[ActionKind],
) -> Vec<Action> {
    let context = fixture.context();
    let (source, assessment) = (&fixture.source, &fixture.assessment);
    let at = At { span: Span::empty(at), shown };
    let mut found = actions(source, &context, assessment, at, kinds);
    // What says why it cannot be taken cannot be taken.
    for action in found.iter().filter(|action| action.disabled.is_some()) {
        assert!(edits(source, &context, assessment, action).is_err(), "{action:?}");
    }
    found.retain(|action| {
        action.disabled.is_some() || can_be_taken(source, &context, assessment, action)
    });
    found
}

fn line(action: &Action) -> String {
    let mark = if action.preferred { "*" } else { "" };
    let why = action.disabled.as_ref().map_or_else(String::new, |why| format!(" ({why})"));
    format!("{mark}{}{why}", action.title)
}

/// The quick fixes at a cursor; the preferred ones with a star, those that cannot be taken with the reason.
fn quick(marked: &str) -> Vec<String> {
    let (text, at) = cursor(marked);
    menu(&fixture::markdown(&text), at, &[ActionKind::QuickFix]).iter().map(line).collect()
}

fn rewritten(marked: &str) -> Vec<String> {
    let (text, at) = cursor(marked);
    menu(&fixture::markdown(&text), at, &[ActionKind::Rewrite]).iter().map(line).collect()
}

/// The document after an action was taken.
fn taken(fixture: &Fixture, at: usize, title: &str) -> String {
    let found = menu(fixture, at, &ActionKind::ALL);
    let action = found.iter().find(|action| action.title == title);
    let action = action.unwrap_or_else(|| panic!("{title} is not among {found:?}"));
    let context = fixture.context();
    let edits = edits(&fixture.source, &context, &fixture.assessment, action).unwrap();
    apply(fixture.source.text(), &edits).unwrap()
}

#[test]
fn what_the_editor_shows_comes_behind_what_is_under_the_cursor() {
    let text = "# T\n\n- Does it produce incorrect results? Probably.\n\
                - Are there compile or runtime errors with valid input? Maybe.\n";
    let fixture = fixture::markdown(text);
    let hedged: Vec<usize> = (0..fixture.assessment.findings.len())
        .filter(|&index| fixture.assessment.findings[index].rule == "hedged-answer")
        .collect();
    let [first, second] = hedged[..] else { panic!("{:?}", fixture.assessment.findings) };
    let at = fixture.assessment.findings[second].span.start;
    let waivers = |shown: &[usize]| -> Vec<usize> {
        let found = menu_showing(&fixture, at, shown, &[ActionKind::QuickFix]);
        let waives = found.iter().filter(|action| action.title.starts_with("Waive hedged"));
        waives.flat_map(|action| action.findings.clone()).collect()
    };
    assert_eq!(waivers(&[]), [second]);
    assert_eq!(waivers(&[second]), [second]);
    assert_eq!(waivers(&[first]), [second, first]);
    assert_eq!(waivers(&[first, second, 99]), [second, first]);
}

const FRONT: &str = "---\nstatus: proposed\nissue: \"#12\"\n---\n";

#[test]
fn defer_is_preferred_where_it_answers_and_offered_everywhere_once_it_is_advised() {
    let document = |cursor: &str| {
        let text = format!(
            "{FRONT}# Crash\n\n## Is this bug significant?\n\n\
             - Does it produce incorrect results? No.\n\
             - Are there compile or runtime errors with valid input? No.\n\
             - Is there major incorrect functionality? No, nowhere.\n"
        );
        text.replacen(cursor, &format!("▮{cursor}"), 1)
    };
    for place in ["Crash", "Is this bug"] {
        let menu = quick(&document(place));
        assert!(menu.contains(&"*Defer to 26.12".to_owned()), "{place}: {menu:?}");
        assert!(menu.contains(&"Defer to 27.02".to_owned()), "{place}: {menu:?}");
        assert_eq!(menu.iter().filter(|title| title.contains("Defer to 26.12")).count(), 1);
    }
    assert_eq!(quick(&document("nowhere")), ["Defer to 26.12", "Defer to 27.02"]);
    let open = quick(&format!("{FRONT}# Crash\n\nWor▮ds.\n"));
    assert!(!open.iter().any(|title| title.contains("Defer")), "{open:?}");
}

#[test]
fn deferring_and_reopening() {
    let text = format!("{FRONT}# Crash\n\n- Does it produce incorrect results? No.\n");
    let deferred = taken(&fixture::markdown(&text), FRONT.len() + 3, "Defer to 27.02");
    assert!(deferred.contains("status: deferred\n") && deferred.contains("target: \"27.02\"\n"));
    let back = taken(&fixture::markdown(&deferred), 0, "Reopen");
    assert_eq!(back, text);
}

#[test]
fn why_nothing_can_be_deferred() {
    let broken = quick(
        "---\nstatus: [proposed\n---\n# Cra▮sh\n\n- Does it produce incorrect results? No.\n",
    );
    let why = "(the metadata does not parse: mend its YAML first)";
    assert!(broken.iter().any(|line| line == &format!("*Defer to 26.12 {why}")), "{broken:?}");
    let mut past = fixture::markdown("# Crash\n");
    past.end_calendar();
    let found: Vec<String> = menu(&past, 3, &[ActionKind::QuickFix]).iter().map(line).collect();
    let why = "Defer (no release of the calendar is still open for fixes; add the next one to `releases` in hotfix-lint.yaml)";
    assert!(found.iter().any(|line| line == why), "{found:?}");
}

/// Every fix that is promised, taken where its finding stands.
#[test]
fn every_fix_from_the_editor() {
    let question = "Does it produce incorrect results?";
    for (marked, title, part) in [
        (format!("{FRONT}# T\n\n- ▮{question}\n"), "Start the answer with No", "results? No\n"),
        (
            format!("{FRONT}# T\n\n- {question} ▮Rows go.\n"),
            "Start the answer with Yes",
            "Yes. Rows go.",
        ),
        (format!("{FRONT}# T\n\n- {question} ▮TBD\n"), "Answer No", "results? No\n"),
        (format!("{FRONT}# T\n\n- {question} ▮Yes.\n"), "Make room for a log", "Log"),
        (
            format!("{FRONT}# T\n\n- {question} Yes, see #3. ▮<say more>\n"),
            "Remove the leftover",
            "see #3.\n",
        ),
        (
            format!("{FRONT}# T\n\n- {question} No.\n- ▮{question}\n"),
            "Remove the duplicate",
            "results? No.\n",
        ),
        (
            format!("{FRONT}# T\n\n- Does it produce incor▮ect results? No.\n"),
            "Use the known prompt",
            question,
        ),
        (
            format!("{FRONT}# T\n\n## ▮Is this bug significant?\n\n- {question} No.\n"),
            "Insert 2 missing questions",
            "- Is there major incorrect functionality?\n",
        ),
        (
            format!("{FRONT}# T\n\n- {question} ▮Yes.\n"),
            "Waive missing-evidence, saying why",
            "<!-- hotfix-lint: allow missing-evidence: -->",
        ),
        ("---\nissue: ▮#12\n---\n# T\n".to_owned(), "Quote the issue", "issue: \"#12\"\n"),
        ("---\nstatus: draft\n---\n# ▮T\n".to_owned(), "Add the key issue", "issue:\n"),
        (
            "---\nstatus: prop▮sed\n---\n# T\n".to_owned(),
            "Change to proposed",
            "status: proposed\n",
        ),
        (
            "---\nstatus: approved\ndecision: {by: Ada, date: 2026/▮11/02, reason: x}\n---\n# T\n"
                .to_owned(),
            "Change to 2026-11-02",
            "date: 2026-11-02",
        ),
        (
            "---\nstatus: deferred\ntarget: 2▮6.21\n---\n# T\n".to_owned(),
            "Change the target to 26.12",
            "26.12",
        ),
        (
            "---\nstatus: deferred\ntarget: \"26▮.10\"\n---\n# T\n".to_owned(),
            "Mark it included",
            "status: included\n",
        ),
    ] {
        let (text, at) = cursor(&marked);
        let after = taken(&fixture::markdown(&text), at, title);
        assert!(after.contains(part), "{title}: {after}");
        assert_ne!(after, text);
    }
    let (text, at) = cursor("status: proposed\nissue: \"#12\"\nanswers:\n  ▮incorrect-results:\n");
    let after = taken(&fixture::yaml(&text), at, "Start the answer with No");
    assert!(after.contains("incorrect-results: \"No\"\n"), "{after}");
}

#[test]
fn fixes_of_one_title_stay_apart() {
    let text = format!(
        "{FRONT}# T\n\n- Does it produce incorrect results?\n\
         - Is there major incorrect functionality?\n"
    );
    let fixture = fixture::markdown(&text);
    let context = fixture.context();
    let (source, assessment) = (&fixture.source, &fixture.assessment);
    let at = At { span: source.span(), shown: &[] };
    let found = actions(source, &context, assessment, at, &[ActionKind::QuickFix]);
    let yes = found.iter().filter(|action| action.title == "Start the answer with Yes");
    let texts: Vec<String> = yes
        .map(|action| edits(source, &context, assessment, action).unwrap())
        .map(|edits| apply(&text, &edits).unwrap())
        .collect();
    assert_eq!(texts.len(), 2);
    assert_ne!(texts[0], texts[1]);
}

#[test]
fn layouts() {
    let text = "# T\n\n- Does it produce inc▮orrect results? No.\n";
    assert_eq!(
        rewritten(text),
        ["Lay out the questions as headings", "Lay out the questions as tables"]
    );
    assert!(rewritten("# ▮T\n\n- Does it produce incorrect results? No.\n").is_empty());
    assert_eq!(
        rewritten("# T\n\n- Does it produce inc▮orrect results? No.\n  It does not.\n"),
        [
            "Lay out the questions as headings",
            "Lay out the questions as tables (the answer in line 3 is longer than a cell of a table can be)"
        ]
    );
    let (text, at) = cursor(text);
    let after = taken(&fixture::markdown(&text), at, "Lay out the questions as headings");
    assert_eq!(after, "# T\n\n## Does it produce incorrect results?\n\nNo.\n");
    let (yaml, at) = cursor("answers:\n  incorrect▮-results: \"no\"\n");
    assert!(menu(&fixture::yaml(&yaml), at, &[ActionKind::Rewrite]).is_empty());
}

#[test]
fn all_safe_fixes() {
    let text = "---\nissue: #12\nstatus: Proposed\n---\n# T\n";
    let after = taken(&fixture::markdown(text), text.len(), "Apply all safe fixes");
    assert!(after.contains("issue: \"#12\"\n"), "{after}");
    let clean = fixture::markdown("# T\n");
    assert!(menu(&clean, 0, &[ActionKind::FixAll]).is_empty());
}
