//! Documents with a cursor (`▮`) in, pages out.

use super::*;
use crate::ide::fixture::{self, cursor};
use crate::proposal::Format;

/// The words hovered over, and the page about them.
fn at(format: Format, marked: &str) -> Option<(String, String)> {
    styled(format, marked, Style::Markdown)
}

fn styled(format: Format, marked: &str, style: Style) -> Option<(String, String)> {
    let (text, offset) = cursor(marked);
    let fixture = match format {
        Format::Markdown => fixture::markdown(&text),
        Format::Yaml => fixture::yaml(&text),
    };
    let context = fixture.context();
    let (source, assessment) = (&fixture.source, &fixture.assessment);
    let hover = hover(source, &context, assessment, offset, style)?;
    Some((source.slice(hover.span).to_owned(), hover.text))
}

fn markdown(marked: &str) -> (String, String) {
    at(Format::Markdown, marked).expect("a hover")
}

#[track_caller]
fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
}

#[test]
fn the_verdict_and_what_would_change_it() {
    let (words, page) = markdown(
        "# Cra▮sh\n\n- Does it produce incorrect results? No.\n\
         - Are there compile or runtime errors with valid input? No.\n\
         - Is there major incorrect functionality? No.\n",
    );
    assert_eq!(words, "Crash");
    has(
        &page,
        &[
            "Verdict: **defer: significant is not met**",
            "| question | answer | evidence | truth |",
            "| incorrect-results | no |  | false |",
            "| common-input | not asked |  | unknown |",
            "It would be **hotfix** with any of:\n\n- critical-exposure (yes)",
            "26.12 freezes in 2 days",
            "By the policy `rapids`, [https://docs.rapids.ai/releases/hotfix/](<https://docs.rapids.ai/releases/hotfix/>)",
        ],
    );
}

#[test]
fn what_is_decided_already_comes_before_the_verdict() {
    let page = |metadata: &str| {
        let text = format!("---\n{metadata}\n---\n# T\n\nDoes it produce incorrect results? No.\n");
        let fixture = fixture::markdown(&text);
        let (source, assessment) = (&fixture.source, &fixture.assessment);
        let page = derivation(source, &fixture.context(), assessment, Style::Markdown);
        // Over the title it is the same.
        assert_eq!(markdown(&text.replace("# T", "# ▮T")).1, page);
        page.split_once("Verdict: ").expect("the verdict").0.to_owned()
    };
    assert_eq!(
        page(
            "status: deferred\ntarget: \"26.12\"\ndeferral:\n  date: 2026-11-20\n  from: proposed\n  \
             reasons: [\"no reasonable workaround: open\", the team is *away*]"
        ),
        "Deferred on 2026-11-20 to **26.12**, until then proposed\n\n\
         - no reasonable workaround: open\n- the team is \\*away\\*\n\n"
    );
    assert_eq!(
        page("status: deferred\ntarget: next release\ndeferral: {date: 2026-11-20}"),
        "Deferred on 2026-11-20 to the **next release**\n\n"
    );
    // By hand.
    assert_eq!(page("status: deferred\ntarget: 26.12"), "Deferred to **26.12**\n\n");
    assert_eq!(page("status: deferred"), "Deferred\n\n");
    assert_eq!(page("status: rejected"), "Status: **rejected**, decided against\n\n");
    assert_eq!(
        page("status: included\ntarget: 26.10"),
        "Status: **included**, shipped with its target release\n\n"
    );
    for open in ["status: proposed\ntarget: 26.12", "status: approved", "component: x"] {
        assert_eq!(page(open), "", "{open}");
    }
}

#[test]
fn the_derivation_is_that_of_the_verdict_also_where_a_question_is_all_there_is() {
    let fixture = fixture::markdown("Does it produce incorrect results? No.\n");
    let (source, assessment) = (&fixture.source, &fixture.assessment);
    let page = derivation(source, &fixture.context(), assessment, Style::Markdown);
    assert!(page.starts_with("Verdict: "), "{page}");
}

#[test]
fn a_criterion_and_the_answers_that_decide_it() {
    let (words, page) = markdown(
        "# T\n\n## Does it affect the ▮majority of users?\n\n\
         - Does the bug affect a common or major function? Yes, 80 % of calls\n\
         - Is the input that causes the bug a common or edge case? An edge case\n",
    );
    assert_eq!(words, "Does it affect the majority of users?");
    has(
        &page,
        &[
            "**majority is undecided**; open: average-user.",
            "| common-function | yes | measurement | true |",
            "| common-input | edge-case |  | false |",
            "Met when at least 2 of common-function (yes), common-input (common) and average-user (yes).",
        ],
    );
}

#[test]
fn a_rule_reads_one_way_only() {
    let rule = |policy: &str, heading: &str| {
        let (_, page) = markdown(&format!("---\npolicy: {policy}\n---\n# T\n\n## ▮{heading}\n"));
        let line = page.lines().find(|line| line.starts_with("Met when ")).expect("a rule");
        line.to_owned()
    };
    assert_eq!(
        rule("kubernetes-cherry-pick", "Is it a fix that patch releases take?"),
        "Met when (security-fix (yes), regression-fix (yes) or critical-bug (yes)) and not-alpha (no)."
    );
    assert_eq!(
        rule("ubuntu-sru", "Impact"),
        "Met when severe-regression (yes), loses-data (yes), security-hole (yes), stops-working (yes) \
         or (safe-patch (yes) and application (yes))."
    );
    // What is asked for is that there is none.
    assert_eq!(
        rule("dotnet-servicing", "Is there a suitable workaround?"),
        "Met when workaround-exists (no)."
    );
    assert_eq!(
        rule("chromium-merge", "Does the change meet the bar of the branch?"),
        "Met when security-fix (yes), (crash-or-regression (yes) and not branch (extended)) \
         or (polish (yes) and branch (before-beta))."
    );
}

#[test]
fn the_answers_that_are_open_come_first_and_the_others_are_counted() {
    let document = "---\npolicy: dotnet-servicing\nissue: \"#12\"\n---\n# Cra▮sh\n\n\
        Does it reach a significant number of users? Yes, see #12.\n\
        Is it a regression from an earlier release? No.\n\
        Can users work around it? No. Pinning, other readers and smaller batches were tried.\n\
        Does it change the public API? No.\n\
        Does it change behaviour that is not a failure, without a switch? No.\n\
        Has the fix been tested, and how? Yes, see https://ci.acme.io/run/7.\n\
        How high is the risk, and why?\n";
    let (_, page) = markdown(document);
    has(
        &page,
        &[
            "It would be **hotfix** with any of:\n\n- risk-level (low)\n\n",
            "It would be **defer** with any of:\n\n- risk-level (medium or high)\n- many-users (no)\n\
             - workaround-exists (yes)\n- no-api-change (yes)\n- and 2 more\n",
        ],
    );
    let fixture = fixture::markdown(&document.replace('▮', ""));
    let told = crate::ide::verdict::sentence(&fixture.assessment);
    has(
        &told,
        &["It would be defer with risk-level (medium or high), or with many-users (no), or with \
           workaround-exists (yes), or with no-api-change (yes), and 2 more."],
    );
    // Of a proposal just begun there are more than anybody counts.
    let (_, page) = markdown("# Cra▮sh\n");
    has(&page, &["- critical-exposure (yes)\n", "- and many more\n"]);
}

#[test]
fn a_question_and_its_answer() {
    let document = |cursor: &str| {
        let text = "# T\n\nIs the input that causes the bug a common or edge case? Common.\n";
        text.replacen(cursor, &format!("▮{cursor}"), 1)
    };
    let (words, page) = markdown(&document("the bug"));
    assert_eq!(words, "Is the input that causes the bug a common or edge case?");
    has(
        &page,
        &[
            "`common-input`",
            "An edge case reaches few users",
            "*Answer:* common or edge-case",
            "*Speaks for a hotfix:* common",
            "*Evidence:* a number",
            "Read as **common**: not relied upon without evidence.",
            "As it stands, majority is undecided; needs evidence: common-input; open: common-function and average-user.",
            "**Still lacks:** a number",
            "*Example:* Common: 1,204 of 1,900",
            "**missing-evidence**: ",
        ],
    );
    let (words, page) = markdown(&document("Common."));
    assert_eq!(words, "Common");
    has(&page, &["Read as **common**"]);
}

#[test]
fn evidence_in_an_answer() {
    let (words, page) =
        markdown("# T\n\nDoes it produce incorrect results? Yes, see acme/app#▮12 for it.\n");
    assert_eq!(words, "acme/app#12");
    has(
        &page,
        &[
            "Read as **yes**: speaks for a hotfix.",
            "significant is met, because incorrect-results is yes.",
            "Evidence found:\n\n- issue `acme/app#12`",
            "This is read as evidence: **issue**, [acme/app#12](<https://forge.example/acme/app/issues/12>), which this question asks for.",
        ],
    );
    let (_, page) = markdown(
        "---\nissue: \"#12\"\n---\n# T\n\nWill the average user encounter the bug? Yes.\n\
         Does the bug affect a common or major function? Ye▮s, see #12 and [the log](<fill in>).\n",
    );
    has(&page, &["It counts, though the proposal's own issue shows no reach. Better: a number"]);
}

#[test]
fn metadata() {
    let front = |line: &str| format!("---\n{line}\n---\n\n# T\n");
    let (words, page) = markdown(&front("target: 26.1▮2"));
    assert_eq!(words, "26.12");
    has(
        &page,
        &[
            "freeze 2026-11-24 (in 2 days, 1 working day left)",
            "release 2026-12-09 (in 17 days, 12 working days left)",
        ],
    );
    has(&markdown(&front("target: 26.1▮0")).1, &["release 2026-10-07 (46 days ago)"]);
    let next = "tar▮get: next release\ndeferral: { date: 2026-11-23 }";
    has(&markdown(&front(next)).1, &["That is release **26.12**:", "freeze 2026-11-24 (in 2 days"]);
    has(&markdown(&front("ta▮rget: 1.0")).1, &["The calendar has no release `1.0`."]);
    has(
        &markdown(&front("status: prop▮osed")).1,
        &["- **proposed**: up for decision", "Verdict: **", "| question |"],
    );
    has(
        &markdown(&front("hotfix-release: 26.10.▮01")).1,
        &[
            "the version of the hotfix itself",
            "The next release is **26.12**:",
            "freeze 2026-11-24",
        ],
    );
    has(&markdown(&front("ti▮tle: x")).1, &["**title**: the bug in one line"]);
    has(&markdown(&front("policy: rap▮ids")).1, &["In force: `rapids`, Hotfix criteria"]);
    let (words, page) =
        markdown(&front("status: deferred\ndeferral:\n  fr▮om: proposed\n  date: 2026-11-01"));
    assert_eq!(words, "from");
    has(&page, &["**deferral.from**: the status before, to which Reopen returns"]);
    let (words, page) = markdown(&front("issue: \"#▮12\""));
    assert_eq!(words, "\"#12\"");
    has(&page, &["[#12](<https://forge.example/acme/app/issues/12>)"]);
    let deferral =
        "status: deferred\ndefer▮ral: {date: 2026-11-01, from: proposed, reasons: [\"a *b*\"]}";
    has(
        &markdown(&front(deferral)).1,
        &["Deferred on 2026-11-01, until then proposed", "- a \\*b\\*"],
    );
    assert_eq!(at(Format::Markdown, &front("other: ▮x")), None);
}

#[test]
fn waivers() {
    let document =
        |waiver: &str| format!("# T\n\nDoes it produce incorrect results? Yes {waiver}\n");
    let (words, page) =
        markdown(&document("<!-- hotfix-lint: al▮low missing-evidence: held by the team -->"));
    assert_eq!(words, "<!-- hotfix-lint: allow missing-evidence: held by the team -->");
    has(
        &page,
        &[
            "Waives **missing-evidence**: ",
            "Reason: held by the team",
            "It silences:\n\n- \"yes\" comes with nothing to check",
        ],
    );
    let unused = document("<!-- hotfix-lint: al▮low hedged-answer: held by the team -->");
    has(&markdown(&unused).1, &["It is not used: there is nothing here to silence."]);
    has(
        &markdown(&document("<!-- hotfix-lint: al▮low missing-evidence -->")).1,
        &["Without a reason it silences nothing."],
    );
    has(&markdown(&document("<!-- hotfix-lint: al▮low x: y -->")).1, &["There is no rule `x`."]);
}

#[test]
fn yaml() {
    let document = "title: Crash\nstatus: proposed\nanswers:\n  incorrect-results: \"▮no\"\n";
    let (words, page) = at(Format::Yaml, document).expect("a hover");
    assert!(words.contains("no"), "{words}");
    has(&page, &["Read as **no**"]);
    let (words, page) =
        at(Format::Yaml, &document.replace('▮', "").replace("Cra", "C▮ra")).unwrap();
    assert_eq!(words, "Crash");
    has(&page, &["Verdict: **"]);
}

#[test]
fn nothing_to_say() {
    assert_eq!(at(Format::Markdown, "# T\n\nSome ▮words.\n"), None);
    assert_eq!(at(Format::Yaml, "title: T\nother: ▮x\n"), None);
}

#[test]
fn plain_text_is_plain() {
    let document = "# Cra▮sh\n\n- Does it produce incorrect results? No.\n\
         - Are there compile or runtime errors with valid input? No.\n\
         - Is there major incorrect functionality? No.\n";
    let (_, page) = styled(Format::Markdown, document, Style::Plain).unwrap();
    has(
        &page,
        &[
            "Verdict: defer: significant is not met\n",
            "\nquestion                       answer     evidence  truth\n\
             incorrect-results              no                   false\n",
            "It would be hotfix with any of:\n\n- critical-exposure (yes)",
        ],
    );
    for mark in ["**", "`", "|", "\\", "[", "<"] {
        assert!(!page.contains(mark), "{mark} in:\n{page}");
    }
}

/// Whatever a document says, a page has no picture, no HTML, and no link that leads elsewhere than it says.
#[test]
fn hostile_documents() {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let evil = "<img src=https://evil.example/x> ![a](https://evil.example/a) \
                [b](command:evil) `c`](https://evil.example/d) **e** | ~~f~~";
    for document in [
        format!("# ▮{evil}\n\nDoes it produce incorrect results? {evil}\n"),
        format!("# T\n\nDoes it produce incorrect results? ▮Yes {evil}\n"),
        format!(
            "# T\n\nDoes it produce incorrect results? Yes <!-- hotfix-lint: al▮low x{evil}: {evil} -->\n"
        ),
        format!("---\nissue: ▮'{evil}'\nstatus: '{evil}'\n---\n# T\n"),
        format!("---\nstatus: deferred\ntarget: ▮'{evil}'\n---\n# T\n"),
        format!("---\nfix: ▮'{evil}'\n---\n# T\n"),
        format!("---\ndefer▮ral: {{date: '{evil}', reasons: ['{evil}']}}\n---\n# T\n"),
    ] {
        let Some((_, page)) = at(Format::Markdown, &document) else { continue };
        let mut events = Parser::new_ext(&page, Options::all());
        while let Some(event) = events.next() {
            match event {
                Event::Html(html) | Event::InlineHtml(html) => panic!("{html} in:\n{page}"),
                Event::Start(Tag::Image { dest_url, .. }) => panic!("{dest_url} in:\n{page}"),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    // What looks like an address leads there.
                    let label: String = events
                        .by_ref()
                        .map_while(|event| match event {
                            Event::Text(text) => Some(text.into_string()),
                            _ => None,
                        })
                        .collect();
                    let own = dest_url.starts_with("https://forge.example/");
                    assert!(own || label == *dest_url, "{dest_url} in:\n{page}");
                }
                _ => {}
            }
        }
    }
}
