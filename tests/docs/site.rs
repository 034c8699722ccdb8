//! The pages of the site that are made from the program: rules, policies, configuration, commands, and the table of
//! contents. `HOTFIX_LINT_BLESS=1` writes them.

#![expect(clippy::unwrap_used, reason = "what must not fail in a test may panic")]

use crate::{path, read};
use hotfix_lint::config::keys::CONFIG;
use hotfix_lint::policy::{builtin, page};
use hotfix_lint::rule::{self, RULES};
use hotfix_lint::settings::shape::{Key, Shape};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// The pages that people wrote, in the order of the table of contents, and those that are made.
const CONTENTS: [(&str, &str); 14] = [
    ("hotfix-lint", "README.md"),
    ("Commands", "commands.md"),
    ("Rules", "rules.md"),
    ("Policies", "policies.md"),
    ("A policy of your own", "policy-tutorial.md"),
    ("Built-in policies", "policies/built-in.md"),
    ("Configuration", "configuration.md"),
    ("Calendars", "calendars.md"),
    ("Trackers", "trackers.md"),
    ("The triage table", "report.md"),
    ("Editors", "editors.md"),
    ("Where checks run", "ci.md"),
    ("Performance", "performance.md"),
    ("Dependencies", "dependencies.md"),
];

const MADE: &str =
    "<!-- Made from the program: `HOTFIX_LINT_BLESS=1 cargo test --test docs` writes it. -->\n\n";

#[test]
fn the_site_is_current() {
    let bless = std::env::var_os("HOTFIX_LINT_BLESS").is_some();
    let pages = pages();
    for (name, text) in &pages {
        let file = path("docs").join(name);
        if bless {
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, text).unwrap();
        }
        let name = format!("docs/{name}");
        assert!(read(&name) == *text, "{name} is out of date: HOTFIX_LINT_BLESS=1 writes it");
    }
    let mut known: BTreeSet<String> = pages.into_iter().map(|(name, _)| name).collect();
    known.extend(CONTENTS.map(|(_, name)| name.to_owned()));
    assert_eq!(written(&path("docs"), ""), known, "every page is in the table of contents");
}

/// The Markdown files below `docs`.
fn written(folder: &Path, prefix: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            found.extend(written(&path, &format!("{name}/")));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.insert(name);
        }
    }
    found
}

#[test]
fn links_of_the_site_lead_somewhere() {
    for name in written(&path("docs"), "") {
        let file = path("docs").join(&name);
        let text = std::fs::read_to_string(&file).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = target.split('#').next().unwrap_or_default();
            if target.is_empty() || target.contains("://") || target.contains(char::is_whitespace) {
                continue;
            }
            let leads_to = file.parent().unwrap().join(target);
            assert!(leads_to.exists(), "docs/{name}: {target} is not there");
            let inside =
                leads_to.canonicalize().unwrap().starts_with(path("docs").canonicalize().unwrap());
            assert!(inside, "docs/{name}: {target} is not on the site; link to the repository");
        }
    }
}

fn pages() -> Vec<(String, String)> {
    let mut pages = vec![
        ("SUMMARY.md".to_owned(), summary()),
        ("commands.md".to_owned(), commands()),
        ("rules.md".to_owned(), rules()),
        ("policies/built-in.md".to_owned(), built_in()),
        ("configuration.md".to_owned(), configuration()),
    ];
    pages.extend(RULES.iter().map(|rule| (format!("rules/{}.md", rule.name), rule_page(rule))));
    pages.extend(builtin::BUILTIN.map(|(name, _)| (format!("policies/{name}.md"), policy(name))));
    pages
}

fn summary() -> String {
    let mut out = "# Summary\n\n".to_owned();
    for (title, page) in CONTENTS {
        let _ = writeln!(out, "- [{title}]({page})");
        let below = |out: &mut String, folder: &str, name: &str| {
            let _ = writeln!(out, "  - [{name}]({folder}/{name}.md)");
        };
        match page {
            "rules.md" => {
                for rule in &RULES {
                    below(&mut out, "rules", rule.name);
                }
            }
            "policies/built-in.md" => {
                for (name, _) in builtin::BUILTIN {
                    below(&mut out, "policies", name);
                }
            }
            _ => {}
        }
    }
    out
}

/// What the program prints.
fn says(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hotfix-lint"));
    let output = command.args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The names below `Commands:` in a help text.
fn below(help: &str) -> Vec<String> {
    let list = help.split("Commands:\n").nth(1).unwrap_or_default();
    let lines = list.lines().take_while(|line| !line.is_empty());
    // Further lines of a description stand farther in.
    let names = lines.filter_map(|line| line.strip_prefix("  ").filter(|l| !l.starts_with(' ')));
    names
        .filter_map(|line| line.split(' ').next())
        .filter(|n| *n != "help")
        .map(str::to_owned)
        .collect()
}

fn commands() -> String {
    let mut out = format!("# Commands\n\n{MADE}");
    let mut left = vec![Vec::new()];
    while let Some(command) = left.pop() {
        let mut arguments: Vec<&str> = command.iter().map(String::as_str).collect();
        arguments.push("--help");
        let help = says(&path("docs"), &arguments);
        assert!(help.contains("\nExample"), "{command:?} --help has no example");
        let name = [&["hotfix-lint".to_owned()], &command[..]].concat().join(" ");
        let _ = write!(out, "## {name}\n\n```text\n{}\n```\n\n", help.trim_end());
        let further = below(&help).into_iter().rev();
        left.extend(further.map(|name| [&command[..], &[name]].concat()));
    }
    out.truncate(out.trim_end().len());
    out + "\n"
}

fn rules() -> String {
    let table = rule::table().replace("src/rule/docs/", "rules/");
    format!(
        "# Rules\n\n{MADE}A rule's name is the code of its findings. Levels are set by `rules` in `hotfix-lint.yaml`, and one finding at one place is\n\
        silenced by a comment that says why: `<!-- hotfix-lint: allow RULE: reason -->`, in YAML `# hotfix-lint: allow RULE: reason`.\n\n{table}"
    )
}

fn rule_page(rule: &rule::Rule) -> String {
    let (head, body) = rule.docs.split_once('\n').unwrap();
    let body = body.replace("](../../../docs/", "](../");
    let statuses: Vec<&str> = rule.statuses.iter().map(|status| status.name()).collect();
    format!(
        "{head}\n\n{MADE}It says: {}. It is of level {} where nothing is configured, and speaks of proposals that are {}.\n{body}",
        rule.summary,
        rule.severity.name(),
        statuses.join(", "),
    )
}

fn built_in() -> String {
    let mut out = format!(
        "# Built-in policies\n\n{MADE}A repository chooses one by `policy` in `hotfix-lint.yaml`, and a proposal by `policy` in its metadata.\n\
        `hotfix-lint policy show NAME` prints one to copy and change.\n\n| policy | what it is | made from |\n| --- | --- | --- |\n"
    );
    for (name, _) in builtin::BUILTIN {
        let policy = builtin::find(name).unwrap();
        let _ = writeln!(out, "| [`{name}`]({name}.md) | {} | <{}> |", policy.title, policy.source);
    }
    out
}

/// What `explain` says of every criterion and question of a policy.
fn policy(name: &str) -> String {
    let policy = builtin::find(name).unwrap();
    let mut out = format!("# {name}\n\n{MADE}{}, made from <{}>.\n", policy.title, policy.source);
    for criterion in &policy.criteria {
        let _ = write!(out, "\n#{}", page::criterion(&policy, criterion));
        for &id in &criterion.questions {
            let _ = write!(out, "\n##{}", page::question(&policy, id));
        }
    }
    out
}

fn configuration() -> String {
    let mut out = format!(
        "# Configuration\n\n{MADE}`hotfix-lint.yaml`, found by walking up from the document to the repository's root; none is needed to begin.\n\
        `hotfix-lint schema config` prints its JSON Schema, and editors complete and explain the keys.\n\n```yaml\n{}```\n",
        crate::configuration()
    );
    table(&mut out, "hotfix-lint.yaml", &CONFIG);
    out
}

/// The keys of a mapping, and then the mappings that its values are.
fn table(out: &mut String, name: &str, keys: &'static [Key]) {
    let _ = write!(out, "\n## {name}\n\n| key | value | what it is for |\n| --- | --- | --- |\n");
    for key in keys {
        let needed = if key.needed { ", needed" } else { "" };
        let _ = writeln!(out, "| `{}` | {}{needed} | {} |", key.name, value(key.shape), key.says);
    }
    let at_top = name == "hotfix-lint.yaml";
    for key in keys {
        let path = if at_top { key.name.to_owned() } else { format!("{name}.{}", key.name) };
        for shape in key.shape.alternatives() {
            inside(out, &path, shape);
        }
    }
}

fn inside(out: &mut String, path: &str, shape: &'static Shape) {
    match shape {
        Shape::Map(keys) | Shape::OpenMap(keys) => table(out, path, keys),
        Shape::List(item) => {
            for item in item.alternatives() {
                inside(out, &format!("{path}[]"), item);
            }
        }
        Shape::Each(_, value) => {
            for value in value.alternatives() {
                inside(out, &format!("{path}.NAME"), value);
            }
        }
        _ => {}
    }
}

/// What a value may be, in words.
fn value(shape: &'static Shape) -> String {
    match shape {
        Shape::Nothing => "nothing".to_owned(),
        Shape::Text | Shape::Value => "text".to_owned(),
        Shape::Name => "a name".to_owned(),
        Shape::Number(least, most) => format!("{least} to {most}"),
        Shape::YesNo | Shape::Speaks => "yes or no".to_owned(),
        Shape::Day => "a day".to_owned(),
        Shape::Word(words) => {
            let usual = words().into_iter().filter(|word| !word.unusual);
            usual.map(|word| format!("`{}`", word.name)).collect::<Vec<_>>().join(", ")
        }
        Shape::Release => "a release".to_owned(),
        Shape::Issue => "an issue".to_owned(),
        Shape::Question | Shape::Id | Shape::Inherited => "an id".to_owned(),
        Shape::Answers => "answers".to_owned(),
        Shape::List(item) => {
            let item = value(item).replace("a mapping", "mappings").replace("text", "texts");
            format!("a list of {item}")
        }
        Shape::Pair(first, second) => format!("{} and {}", value(first), value(second)),
        Shape::Map(_) | Shape::OpenMap(_) => "a mapping".to_owned(),
        Shape::Each(names, of) => match names {
            Shape::Word(_) => format!("for each name {}", value(of)),
            _ => format!("for each name of yours {}", value(of)),
        },
        Shape::Condition(_) => "a condition".to_owned(),
        Shape::Either(shapes) => {
            let several = shapes.iter().filter(|shape| !matches!(shape, Shape::Nothing));
            let mut ways: Vec<String> = several.map(value).collect();
            ways.dedup();
            ways.join("; or ")
        }
    }
}
