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

/// What `rule` says of an example, one finding a line.
fn says(rule: &Rule, config: Option<&Fence>, example: &Fence) -> String {
    let config = config.map_or_else(Config::default, |fence| {
        Config::parse(&fence.body, Path::new("hotfix-lint.yaml")).unwrap()
    });
    let context = Context {
        format: Format::Markdown,
        config: &config,
        today: "2026-11-22".parse().unwrap(),
        exists: None,
    };
    let assessment = crate::assess::assess(&Source::new(example.body.clone()), &context);
    let mut out = String::new();
    for finding in assessment.findings.iter().filter(|finding| finding.rule == rule.name) {
        let _ = writeln!(out, "{}: {}", finding.severity.name(), finding.message);
    }
    out
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
        let said = says(rule, config_before(first), &fences[first]);
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
        let still = says(rule, config_before(mended), &fences[mended]);
        if !still.is_empty() {
            wrong.push(format!("{} is not mended: {still}", rule.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
