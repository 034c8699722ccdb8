//! What the pages say, held against the program: the configuration, the verdicts of the examples, the dependencies, the
//! schemas.

mod docs {
    mod draft7;
    mod schemas;
    mod site;
}

use hotfix_lint::assess::{Context, assess};
use hotfix_lint::config::Config;
use hotfix_lint::proposal::Format;
use hotfix_lint::proposal::metadata::Status;
use hotfix_lint::source::{Encoding, Source};
use std::path::{Path, PathBuf};

pub(crate) fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

pub(crate) fn read(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn the_configuration_in_the_readme_is_valid() {
    let config = Config::parse(&configuration(), &path("examples/hotfix-lint.yaml"));
    assert!(config.is_ok(), "{config:?}");
}

/// Every test that `SECURITY.md` names is there.
#[test]
fn every_claim_of_security_has_its_test() {
    let page = read("SECURITY.md");
    let mut all = String::new();
    for folder in ["src", "tests"] {
        for file in ignore::Walk::new(path(folder)).flatten() {
            if file.path().extension().is_some_and(|extension| extension == "rs") {
                all += &std::fs::read_to_string(file.path()).expect("a source");
            }
        }
    }
    let table = page.split("| claim | test |").nth(1).and_then(|rest| rest.split("\n\n").next());
    let rows = table.expect("a table").lines().skip(2);
    let names = rows.filter_map(|row| row.rsplit('|').nth(1)).flat_map(|cell| cell.split(", "));
    let names: Vec<&str> = names.map(|name| name.trim().trim_matches('`')).collect();
    let tests: Vec<&&str> = names.iter().filter(|name| !name.contains(' ')).collect();
    assert!(tests.len() > 15, "{tests:?}");
    for name in tests {
        assert!(all.contains(&format!("fn {name}()")), "there is no test {name}");
    }
}

/// The configuration in the README.
pub(crate) fn configuration() -> String {
    let readme = read("README.md");
    let start = readme.find("```yaml\npolicy:").expect("a configuration") + "```yaml\n".len();
    readme[start..start + readme[start..].find("```").expect("its end")].to_owned()
}

/// The fences of a page that name a file, in order: its name and its text.
fn files_of(page: &str) -> Vec<(String, String)> {
    let text = read(page);
    let mut files = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if let Some((_, name)) = info.split_once(' ') {
            files.push((name.to_owned(), body.join("\n") + "\n"));
        }
    }
    files
}

/// The configurations of a page, each read beside the files that the page has shown before it.
fn configurations_of(page: &str) -> Vec<Config> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut configurations = Vec::new();
    for (name, text) in files_of(page) {
        let path = folder.path().join(&name);
        std::fs::write(&path, &text).expect("the file");
        if name == "hotfix-lint.yaml" {
            let config = Config::load(&path).unwrap_or_else(|error| panic!("{page}: {error}"));
            assert_eq!(config.faults, [], "{page}: {text}");
            configurations.push(config);
        }
    }
    configurations
}

#[test]
fn calendars_say_what_their_page_says() {
    let configurations = configurations_of("docs/calendars.md");
    let on = |config: &Config, component| {
        let today = "2026-11-22".parse().unwrap();
        let next = config.calendar.as_ref().unwrap().next(today, component).unwrap();
        format!("{} freezes {}, ships {}", next.name, next.freeze, next.release)
    };
    let all: Vec<String> = configurations
        .iter()
        .filter(|config| config.calendar.is_some())
        .map(|config| format!("{}; {}", on(config, None), on(config, Some("cudf"))))
        .collect();
    let same =
        "26.12 freezes 2026-11-24, ships 2026-12-09; 26.12 freezes 2026-11-17, ships 2026-12-09";
    let early =
        "26.12 freezes 2026-11-17, ships 2026-12-09; 26.12 freezes 2026-11-17, ships 2026-12-09";
    let train =
        "146 freezes 2026-12-01, ships 2026-12-08; 146 freezes 2026-12-01, ships 2026-12-08";
    assert_eq!(all, [same, same, train, same, early, same, same]);
}

#[test]
fn trackers_do_what_their_page_says() {
    let configurations = configurations_of("docs/trackers.md");
    assert!(configurations[0].tracker.pattern.is_some(), "{configurations:?}");
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files_of("docs/trackers.md") {
        std::fs::write(folder.path().join(name), text).expect("the file");
    }
    let config = Config::load(&folder.path().join("hotfix-lint.yaml")).expect("a configuration");
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("a file");
    let source = Source::new(read("sums.hotfix.md"));
    let context = Context {
        format: Format::Markdown,
        config: &config,
        today: "2026-11-22".parse().unwrap(),
        exists: None,
        policies: None,
        given: None,
    };
    let found = |context: &Context<'_>, rule: &str| -> String {
        let findings = assess(&source, context).findings.into_iter();
        let told = findings.filter(|finding| finding.rule == rule).map(|finding| {
            let at = source.position(finding.span.start, Encoding::Utf32);
            format!("{}:{} {}: {}\n", at.line + 1, at.column + 1, finding.rule, finding.message)
        });
        told.collect()
    };
    assert_eq!(found(&context, "broken-evidence"), read("findings.txt"));
    assert_eq!(found(&context, "weak-evidence"), "");
    let without = Context { config: &Config::default(), ..context };
    assert!(
        found(&without, "weak-evidence").starts_with("11:60 weak-evidence: the proposal's own")
    );
}

#[test]
fn labels_and_milestones_say_what_their_page_says() {
    let configurations = configurations_of("docs/ci.md");
    let [config] = configurations.as_slice() else { panic!("one configuration") };
    let words = &config.issues;
    assert_eq!(words.labels.get("ship it"), Some(&Status::Approved));
    assert_eq!(words.milestones.get("Winter").map(String::as_str), Some("26.12"));
}

#[test]
fn every_example_has_the_verdict_of_its_table() {
    let text = read("examples/hotfix-lint.yaml");
    let config = Config::parse(&text, &path("examples/hotfix-lint.yaml"))
        .expect("examples/hotfix-lint.yaml");
    let readme = read("examples/README.md");
    let rows: Vec<Vec<&str>> = readme
        .lines()
        .filter(|line| line.starts_with("| ["))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    let mut wrong = Vec::new();
    for row in &rows {
        let name = row[0].trim_start_matches('[').split(']').next().unwrap();
        let context = Context {
            format: Format::of_path(name).expect("a format"),
            config: &config,
            today: "2026-11-22".parse().unwrap(),
            exists: None,
            policies: None,
            given: None,
        };
        let assessment = assess(&Source::new(read(&format!("examples/{name}"))), &context);
        let verdict = assessment.verdict.to_string();
        if row.last() != Some(&verdict.as_str()) {
            wrong.push(format!("{name}: {verdict}, and the table says {}", row.last().unwrap()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let files = std::fs::read_dir(path("examples"))
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().contains(".hotfix."))
        .count();
    assert_eq!(rows.len(), files, "one row for each proposal in examples/");
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = read("Cargo.toml");
    let page = read("docs/dependencies.md");
    let mut inside = false;
    let mut used = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.contains("dependencies]");
        } else if let (true, Some((name, _))) = (inside, line.split_once(" = ")) {
            used.push(format!("`{name}`"));
        }
    }
    let rows = || {
        page.lines().take_while(|line| !line.starts_with("## ")).filter(|l| l.starts_with("| `"))
    };
    let described: Vec<String> = rows()
        .filter_map(|line| line.split('|').nth(1))
        .flat_map(|cell| cell.split(',').map(|name| name.trim().to_owned()))
        .collect();
    for name in &used {
        assert!(described.contains(name), "docs/dependencies.md does not say why {name} is needed");
    }
    for name in &described {
        assert!(
            used.contains(name),
            "docs/dependencies.md speaks of {name}, which Cargo.toml does not have"
        );
    }
}
