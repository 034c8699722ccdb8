use super::*;
use crate::config::Config;
use crate::proposal::Format;
use std::path::Path;

#[test]
fn names_are_unique_and_readable() {
    for (index, rule) in RULES.iter().enumerate() {
        assert!(rule.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", rule.name);
        assert!(RULES[..index].iter().all(|other| other.name != rule.name), "{}", rule.name);
        assert!(std::ptr::eq(find(rule.name).unwrap(), rule));
        assert!(rule.docs.starts_with(&format!("# {}\n", rule.name)), "{}", rule.name);
        assert!(!rule.summary.ends_with('.'), "{}", rule.name);
    }
}

/// A fenced block of a page.
struct Fence {
    info: String,
    body: String,
    /// The body's bytes in the page.
    at: std::ops::Range<usize>,
}

fn fences(page: &str) -> Vec<Fence> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut lines = page.split_inclusive('\n');
    while let Some(line) = lines.next() {
        at += line.len();
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks < 3 {
            continue;
        }
        let (fence, start) = (&line[..ticks], at);
        let mut end = at;
        for line in lines.by_ref() {
            at += line.len();
            if line.trim_end() == fence {
                break;
            }
            end = at;
        }
        let info = line[ticks..].trim().to_owned();
        found.push(Fence { info, body: page[start..end].to_owned(), at: start..end });
    }
    found
}

/// What `rule` finds in a text.
fn finds(rule: &Rule, config: &Config, text: &str) -> (Assessment, Vec<Finding>) {
    let context = Context {
        format: Format::Markdown,
        config,
        today: "2026-11-22".parse().unwrap(),
        exists: None,
        policies: None,
        given: None,
    };
    let assessment = crate::assess::assess(&Source::new(text), &context);
    let is_own = |finding: &&Finding| finding.rule == rule.name;
    let found = assessment.findings.iter().filter(is_own).cloned().collect();
    (assessment, found)
}

fn config(fence: Option<&Fence>) -> Config {
    fence.map_or_else(Config::default, |fence| {
        Config::parse(&fence.body, Path::new("hotfix-lint.yaml")).unwrap()
    })
}

/// What `rule` says of an example, one finding a line.
fn says(rule: &Rule, config: &Config, example: &Fence) -> String {
    let mut out = String::new();
    for finding in finds(rule, config, &example.body).1 {
        let _ = writeln!(out, "{}: {}", finding.severity.name(), finding.message);
    }
    out
}

/// Every rule whose page has an example, with the configuration and the text of the first one.
fn first_examples() -> Vec<(&'static Rule, Config, String)> {
    let first = |rule: &'static Rule| {
        let fences = fences(rule.docs);
        let example = fences.iter().position(|fence| fence.info == "markdown")?;
        fences.iter().find(|fence| fence.info == "text")?;
        let before = fences[..example].iter().rfind(|fence| fence.info == "yaml hotfix-lint.yaml");
        Some((rule, config(before), fences[example].body.clone()))
    };
    RULES.iter().filter_map(first).collect()
}

#[test]
fn a_team_sets_the_level_of_every_rule() {
    for (rule, mut config, text) in first_examples() {
        let default = finds(rule, &config, &text).1;
        assert!(!default.is_empty(), "{}", rule.name);
        config.rules.insert(rule.name.to_owned(), Some(Severity::Error));
        for (before, after) in default.iter().zip(finds(rule, &config, &text).1) {
            // What is put lower for a reason of its own (moot, a draft) stays there.
            let lower = before.severity < rule.severity;
            let expected = if lower { before.severity } else { Severity::Error };
            assert_eq!(after.severity, expected, "{}: {}", rule.name, after.message);
        }
        config.rules.insert(rule.name.to_owned(), None);
        assert!(finds(rule, &config, &text).1.is_empty(), "{} is off", rule.name);
    }
}

#[test]
fn a_waiver_silences_every_rule_but_those_about_waivers() {
    for (rule, config, text) in first_examples() {
        // A waiver in front matter that does not parse is one more thing that is not read.
        if rule.about_waivers || rule.name == "syntax-error" {
            continue;
        }
        let (assessment, found) = finds(rule, &config, &text);
        let source = Source::new(text.clone());
        let edits = crate::edit::waive::insert(&source, &assessment.proposal, &found[0], "we know")
            .unwrap();
        let text = crate::edit::apply(&text, &edits).unwrap();
        let (after, left) = finds(rule, &config, &text);
        assert!(left.len() < found.len(), "{}:\n{text}", rule.name);
        assert!(after.findings.iter().all(|finding| finding.rule != "unused-waiver"), "{text}");
        assert_eq!(after.verdict, assessment.verdict, "{}", rule.name);
        assert_eq!(after.facts, assessment.facts, "{}", rule.name);
    }
}

/// The first example of a page makes its rule say what the page shows, and the mended one silences it.
///
/// `HOTFIX_LINT_BLESS=1` writes what the rule says into the page.
#[test]
fn pages_show_what_happens() {
    let mut wrong = Vec::new();
    for rule in &RULES {
        let fences = fences(rule.docs);
        let examples: Vec<usize> =
            (0..fences.len()).filter(|&i| fences[i].info == "markdown").collect();
        let Some(shown) = fences.iter().find(|fence| fence.info == "text") else { continue };
        let config_before = |example: usize| {
            fences[..example].iter().rev().find(|fence| fence.info == "yaml hotfix-lint.yaml")
        };
        let (first, mended) = (examples[0], examples[1]);
        let said = says(rule, &config(config_before(first)), &fences[first]);
        if std::env::var_os("HOTFIX_LINT_BLESS").is_some() {
            let page = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("src/rule/docs")
                .join(format!("{}.md", rule.name));
            let mut text = rule.docs.to_owned();
            text.replace_range(shown.at.clone(), &said);
            std::fs::write(page, text).unwrap();
        } else if said.is_empty() || said != shown.body {
            wrong.push(format!("{} shows\n{}and says\n{said}", rule.name, shown.body));
        }
        let still = says(rule, &config(config_before(mended)), &fences[mended]);
        if !still.is_empty() {
            wrong.push(format!("{} is not mended: {still}", rule.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The pages of the two rules about files of the team's own: the first example is wrong, and the second is mended.
#[test]
fn files_of_the_team_are_checked_when_they_are_read() {
    let yaml = |rule: &Rule| -> Vec<String> {
        let fences = fences(rule.docs).into_iter().filter(|fence| fence.info == "yaml");
        fences.map(|fence| fence.body).collect()
    };
    let configs = yaml(&invalid_config::RULE);
    let parse = |text: &str| Config::parse(text, Path::new("hotfix-lint.yaml"));
    assert!(parse(&configs[0]).is_err());
    assert!(parse(&configs[1]).is_ok());
    let policies = yaml(&invalid_policy::RULE);
    assert!(crate::policy::load::load(&policies[0]).is_err());
    assert!(crate::policy::load::load(&policies[1]).is_ok());
}

/// The README's table of rules is the one generated here; `HOTFIX_LINT_BLESS=1` writes it.
#[test]
fn the_readme_has_the_table() {
    const BEGIN: &str = "<!-- rules -->\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let begin = text.find(BEGIN).unwrap() + BEGIN.len();
    let end = text.find("<!-- end of rules -->").unwrap();
    if std::env::var_os("HOTFIX_LINT_BLESS").is_some() {
        std::fs::write(&path, format!("{}\n{}\n{}", &text[..begin], table(), &text[end..]))
            .unwrap();
    } else {
        assert_eq!(text[begin..end].trim(), table().trim());
    }
}
