//! The page of `report` in a real browser.

#![expect(clippy::unwrap_used, reason = "a file that cannot be written fails the test")]

use super::{browser, folder, repository, run, workspace};
use hotfix_lint::assess::{Context, assess};
use hotfix_lint::config::Config;
use hotfix_lint::proposal::Format;
use hotfix_lint::source::Source;
use hotfix_lint::triage::{self, Row, Table};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The page of `report` over some documents.
fn report(name: &str, paths: &[&Path]) -> PathBuf {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hotfix-lint"));
    command.args(["report", "--format", "html", "--today", "2026-11-22"]);
    command
        .args(["--link-base", "https://forge.example/acme/app/blob/main/"])
        .args(paths)
        .current_dir(repository(""));
    let page = folder().join(name);
    std::fs::write(&page, run(&mut command, "").stdout).unwrap();
    page
}

/// Ten thousand rows of one proposal, under different names.
fn crowd() -> Table {
    let text = std::fs::read_to_string(repository("examples/clippy-crash.hotfix.yaml")).unwrap();
    let config = Config::load(&repository("examples/hotfix-lint.yaml")).unwrap();
    let today = "2026-11-22".parse().unwrap();
    let context = Context {
        format: Format::Yaml,
        config: &config,
        today,
        exists: None,
        policies: None,
        given: None,
    };
    let mut rows = Vec::new();
    for status in ["proposed", "deferred"] {
        let source = Source::new(text.replace("status: deferred", &format!("status: {status}")));
        let assessment = assess(&source, &context);
        let row = Row::new("", &source, &context, &assessment);
        rows.extend((0..5_000).map(|n| Row {
            path: format!("{status}/row-{}.hotfix.yaml", 2 * n + usize::from(status == "deferred")),
            ..row.clone()
        }));
    }
    Table::new(today, rows, config.calendar.as_ref())
}

#[test]
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn report_page() {
    let needed = "the test needs node 20 or later and npm";
    let scripts = repository("tests/editors/browser");
    let home = browser();
    let hostile = workspace("report").join("hostile");
    std::fs::create_dir_all(&hostile).unwrap();
    let text = "---\ntitle: \"</script><script>alert(1)</script><img src=x onerror=alert(2)>\"\n\
        issue: [\"javascript:alert(3)\", \"https://x.example/\\\" onmouseover=alert(4) x=\"]\n\
        component: \"</title><iframe src=//x.example>\"\nstatus: deferred\ntarget: \"<svg onload=alert(5)>\"\n\
        deferral: { date: 2026-11-01, reasons: [\"<style>*{display:none}</style>\"] }\n---\n";
    std::fs::write(hostile.join("a.hotfix.md"), text).unwrap();
    std::fs::write(hostile.join("\"><img src=x>.hotfix.md"), "# <!-- &quot; --> \u{202e}\n")
        .unwrap();
    let many = folder().join("many.html");
    std::fs::write(&many, crowd().write(triage::Format::Html, &triage::Options::default()))
        .unwrap();
    let pictures = folder().join("pictures");
    std::fs::create_dir_all(&pictures).unwrap();
    let output = run(
        Command::new("node")
            .arg(scripts.join("test.mjs"))
            .arg(home)
            .arg(report("examples.html", &[Path::new("examples")]))
            .arg(report("hostile.html", &[&hostile]))
            .arg(many)
            .arg(pictures),
        needed,
    );
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("everything as expected"), "{said}");
}
