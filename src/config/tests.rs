use super::*;
use crate::proposal::Format;
use proptest::prelude::*;

fn mistakes(text: &str) -> Vec<String> {
    let source = Source::new(text);
    match Config::parse(text, Path::new("hotfix-lint.yaml")) {
        Ok(_) => Vec::new(),
        Err(errors) => errors
            .iter()
            .map(|error| {
                let at = source.position(error.span.start, Encoding::Utf32);
                format!("{}:{}: {}", at.line + 1, at.column + 1, error.message)
            })
            .collect(),
    }
}

#[test]
fn everything_that_can_be_set() {
    let text = "policy: rapids\ninclude: [\"proposals/**/*.md\"]\nexclude: [old/]\n\
                tracker: { url: \"https://t.test/{issue}\", snapshot: issues.json }\n\
                releases:\n  - name: 26.10\n    freeze: 2026-09-22\n    release: 2026-10-07\n\
                \x20 - { name: \"26.08\", release: 2026-08-05, components: { cudf: { freeze: 2026-07-15 } } }\n\
                timing: { within-days: 3 }\nrules: { weak-evidence: off, missing-issue: error }\n";
    let config = Config::parse(text, Path::new("/r/hotfix-lint.yaml")).unwrap();
    assert_eq!(config.within_days, Some(3));
    assert_eq!(config.tracker.url.as_deref(), Some("https://t.test/{issue}"));
    let calendar = config.calendar.as_ref().unwrap();
    // As written, not as a number; the earliest first.
    assert_eq!(
        calendar.releases.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(),
        ["26.08", "26.10"]
    );
    assert_eq!(calendar.find("26.08", Some("cudf")).unwrap().freeze.to_string(), "2026-07-15");
    assert_eq!(config.rules["weak-evidence"], None);
    assert_eq!(config.rules["missing-issue"], Some(Severity::Error));
    let selection = Selection::new(&config).unwrap();
    assert!(selection.includes(Path::new("/r/proposals/a/b.md")));
    assert!(!selection.includes(Path::new("/r/a.hotfix.md")));
    assert!(selection.excludes(Path::new("/r/old/x/y.md")));
}

#[test]
fn without_a_file_and_with_an_empty_one() {
    for text in ["", "# nothing\n", "\u{feff}"] {
        assert_eq!(mistakes(text), [""; 0], "{text:?}");
    }
    let selection = Selection::new(&Config::default()).unwrap();
    for path in ["/x/a.hotfix.md", "/x/hotfixes/deep/b.yml", "a.hotfix.yaml", "hotfix/c.markdown"] {
        assert!(selection.includes(Path::new(path)), "{path}");
    }
    for path in ["/x/README.md", "/x/hotfix/a.txt", "/x/my-hotfix/a.md"] {
        assert!(!selection.includes(Path::new(path)), "{path}");
    }
}

#[test]
fn every_mistake_at_its_key() {
    let text = "polcy: rapids\npolicy: rapid\ntracker: { url: \"t.test\" }\n\
                releases:\n  - { name: \"26.12\", freeze: 2026-13-01 }\n  - { release: 2026-12-09, freeze: 2026-12-10 }\n\
                timing: { within-days: soon }\nrules: { missing-isue: off, weak-evidence: loud }\ninclude: [\"{\"]\n";
    assert_eq!(
        mistakes(text),
        [
            "1:1: unknown key `polcy`: did you mean `policy`?",
            "2:9: no policy is called `rapid`: did you mean `rapids`?; a file is named by its path",
            "3:17: `url` begins with https:// or http://",
            "5:7: release `26.12` needs `release`",
            "5:30: `freeze` is `2026-13-01`: there is no such day",
            "6:7: a release needs `name`",
            "6:36: the freeze (2026-12-10) is after the release (2026-12-09): swap or mend them",
            "7:24: `within-days` is a whole number from 0 to 365, not `soon`",
            "8:10: no rule is called `missing-isue`: did you mean `missing-issue`?",
            "8:44: `loud` is no level: levels are `off`, `hint`, `information`, `warning` and `error`",
            "9:11: `{` is no glob: unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)",
        ]
    );
}

#[test]
fn files_that_a_configuration_names() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hotfix-lint.yaml");
    let phases = "releases:\n  \"26.12\":\n    phases:\n\
                  \x20     - { phase: code_freeze, cohort: early, start: 2026-11-17, end: 2026-11-23 }\n\
                  \x20     - { phase: code_freeze, cohort: all, start: 2026-11-24, end: 2026-12-08 }\n\
                  \x20     - { phase: release, cohort: all, start: 2026-12-09, end: 2026-12-10 }\n";
    std::fs::write(folder.path().join("calendar.yaml"), phases).unwrap();
    let freeze = |text: &str| {
        let config = Config::parse(text, &path).unwrap();
        config.calendar.unwrap().find("26.12", None).unwrap().freeze.to_string()
    };
    assert_eq!(freeze("releases: { file: calendar.yaml, cohort: early }"), "2026-11-17");
    assert_eq!(freeze("releases: { file: calendar.yaml }"), "2026-11-24");
    assert_eq!(freeze("releases: { file: ./calendar.yaml, cohort: remaining }"), "2026-11-24");
    let wrong = |text: &str| Config::parse(text, &path).unwrap_err()[0].message.clone();
    assert!(wrong("releases: { file: c.txt }").contains("a calendar file is YAML"));
    assert!(
        wrong("releases: { file: c.yaml, freeze: \"{release} freeze\" }")
            .contains("is for a calendar in .ics")
    );
    let fault = |text: &str| {
        let config = Config::parse(text, &path).unwrap();
        assert!(config.calendar.is_none());
        config.faults[0].message.clone()
    };
    assert!(fault("releases: { file: nowhere.yaml }").contains("is not there"));
    assert!(fault("releases: { file: /etc/hosts.ics }").contains("is absolute"));
    assert!(fault("releases: { file: ../../../../../../etc/hosts.yaml }").contains("is not there"));
    assert!(fault("policy: /etc/passwd").contains("is absolute"));
    assert!(fault("policy: ../../../../../../etc/hostname").contains("out of the repository"));
    std::fs::write(folder.path().join("p.yaml"), crate::policy::builtin::BUILTIN[0].1).unwrap();
    assert_eq!(Config::parse("policy: p.yaml", &path).unwrap().policy.name, "rapids");
    std::fs::write(folder.path().join("p.yaml"), "policy: 1\nname: x\n").unwrap();
    assert!(fault("policy: p.yaml").starts_with("p.yaml:"));
    let broken = Config::parse("policy: p.yaml\nexclude: [x]\n", &path).unwrap();
    assert!(broken.stands_in && broken.policy.name == "rapids" && broken.exclude == ["x"]);
    assert_eq!(broken.files.len(), 1);
}

#[test]
fn the_nearest_configuration_holds() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    std::fs::create_dir_all(root.join("a/b")).unwrap();
    std::fs::create_dir_all(root.join(".git")).unwrap();
    assert_eq!(discover(&root.join("a/b/x.md"), None), None);
    std::fs::write(root.join("hotfix-lint.yaml"), "").unwrap();
    assert_eq!(discover(&root.join("a/b/x.md"), None), Some(root.join("hotfix-lint.yaml")));
    // A folder of the repository that is open finds what the command line finds.
    assert_eq!(
        discover(&root.join("a/b/x.md"), Some(&root.join("a"))),
        Some(root.join("hotfix-lint.yaml"))
    );
    std::fs::write(root.join("a/hotfix-lint.yml"), "").unwrap();
    assert_eq!(discover(&root.join("a/b"), None), Some(root.join("a/hotfix-lint.yml")));

    // Another repository's configuration does not hold, and outside of any the workspace ends the search.
    std::fs::create_dir(root.join("a/b/.git")).unwrap();
    assert_eq!(discover(&root.join("a/b/x.md"), None), None);
    std::fs::remove_dir(root.join(".git")).unwrap();
    std::fs::create_dir_all(root.join("c/d")).unwrap();
    assert_eq!(discover(&root.join("c/d/x.md"), Some(&root.join("c"))), None);
    assert_eq!(discover(&root.join("c/d/x.md"), Some(root)), Some(root.join("hotfix-lint.yaml")));
}

#[test]
fn globs_start_from_the_configuration() {
    let paths =
        ["a.md", "proposals/b.md", "proposals/deep/c.md", "proposals/deep/d.txt", "x/y.hotfix.md"];
    let of = |settings: &str| {
        let config = Config::parse(settings, Path::new("/w/repo/hotfix-lint.yaml")).unwrap();
        let selection = Selection::new(&config).unwrap();
        let is_in = |path: &&str| selection.includes(&Path::new("/w/repo").join(path));
        paths.into_iter().filter(is_in).collect::<Vec<_>>()
    };
    assert_eq!(of("include: [\"proposals/**/*.md\"]"), paths[1..3]);
    assert_eq!(of("include: proposals/"), paths[1..3]);
    assert_eq!(of("include: ['*.md']"), paths[..1]);
    let without_deep = ["a.md", "proposals/b.md", "x/y.hotfix.md"];
    assert_eq!(of("include: ['**/*.{md,txt}']\nexclude: [proposals/deep]"), without_deep);
    assert_eq!(of("include: ['**/*.md']\nexclude: ['**/deep/']"), without_deep);
    assert_eq!(of("exclude: x/**"), [""; 0]);
    assert_eq!(of("exclude:\nrules:\n# weak-evidence: off\n"), paths[4..]);
    assert_eq!(
        mistakes("include: [../other/*.md]"),
        ["1:11: `../other/*.md` leaves the folder of this file: put the file higher up"]
    );
}

#[test]
fn what_a_repository_is_called_makes_no_proposals() {
    let tree = tempfile::tempdir().unwrap();
    let repository = tree.path().join("hotfixes/app");
    std::fs::create_dir_all(repository.join(".git")).unwrap();
    std::fs::create_dir_all(repository.join("hotfix")).unwrap();
    let default = Selection::new(&Config::default()).unwrap();
    assert!(!default.includes(&repository.join("README.md")));
    assert!(default.includes(&repository.join("hotfix/a.md")));
    assert!(!default.includes(&repository.join("hotfix/hotfix-lint.yaml")));
    // A configuration in the folder itself makes no difference.
    let inside = repository.join("hotfix/hotfix-lint.yaml");
    let inside = Selection::new(&Config::parse("", &inside).unwrap()).unwrap();
    assert!(inside.includes(&repository.join("hotfix/a.md")));
}

#[test]
fn calendars_by_phases_tell_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hotfix-lint.yaml");
    let wrong = |calendar: &str| {
        std::fs::write(folder.path().join("c.yaml"), calendar).unwrap();
        let config = Config::parse("releases: { file: c.yaml }", &path).unwrap();
        assert_eq!(config.calendar, None);
        config.faults.into_iter().map(|error| error.message).collect::<Vec<_>>()
    };
    assert_eq!(wrong("# nothing\n"), ["c.yaml:1:1: an empty calendar: `releases` begins one"]);
    assert_eq!(wrong("other: 1\n"), ["c.yaml:1:1: a calendar needs `releases`"]);
    let phase = |phases: &str| format!("releases:\n  26.12: {{ phases: [{phases}] }}\n");
    assert_eq!(
        wrong(&phase("{ phase: code_freeze, start: 2026-11-24 }")),
        ["c.yaml:2:3: release `26.12` has no phase `release`, so that its day is not known"]
    );
    assert_eq!(
        wrong(&phase("{ phase: release, cohort: late, start: 2026-11-24 }")),
        [
            "c.yaml:2:3: release `26.12` differs by cohort: choose `cohort` in `releases`, one of `late`"
        ]
    );
    assert_eq!(
        wrong(&phase("{ phase: release, start: 2026-11-31 }")),
        ["c.yaml:2:46: `start` is `2026-11-31`: there is no such day"]
    );
    assert_eq!(
        wrong(&phase(
            "{ phase: release, start: 2026-11-01 }, { phase: code_freeze, start: 2026-11-02 }"
        )),
        [
            "c.yaml:2:3: the freeze (2026-11-02) is after the release (2026-11-01): swap or mend them"
        ]
    );
    std::fs::write(folder.path().join("c.yaml"), phase("{ phase: release, start: 2026-11-01 }"))
        .unwrap();
    let config = Config::parse("releases: { file: c.yaml }", &path).unwrap();
    assert_eq!(config.files.len(), 1);
    let release = config.calendar.unwrap().find("26.12", None).unwrap();
    assert_eq!((release.freeze, release.release), (release.release, release.freeze));
}

#[test]
fn dates_of_components_are_checked_with_those_of_the_release() {
    assert_eq!(
        mistakes(
            "releases:\n  - name: 26.12\n    freeze: 2026-11-24\n    release: 2026-12-09\n    components:\n\
             \x20     a: { freeze: 2026-12-10 }\n      b: { release: 2026-11-20 }\n      a: {}\n      c: { thaw: 1 }\n\
             \x20 - { name: '26.12', release: 2026-02-30 }\n"
        ),
        [
            "6:20: the freeze (2026-12-10) is after the release (2026-12-09): swap or mend them",
            "7:21: the freeze (2026-11-24) is after the release (2026-11-20): swap or mend them",
            "8:7: `a` is here twice: remove one",
            "9:12: unknown key `thaw`: known are `freeze` and `release`",
            "10:13: release `26.12` is here twice: remove one",
            "10:31: `release` is `2026-02-30`: there is no such day",
        ]
    );
}

#[test]
fn a_broken_file_names_file_line_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hotfix-lint.yaml");
    let said =
        || Config::load(&path).unwrap_err().to_string().replace(&path.display().to_string(), "F");
    assert!(said().starts_with("F: cannot be read"), "{}", said());
    std::fs::write(&path, "é: 1\ntiming: { within-days: 366 }\n").unwrap();
    assert_eq!(
        said(),
        "F:1:1: unknown key `é`: known are `policy`, `include`, `exclude`, `tracker`, `issues`, `releases`, `timing` and `rules`\n\
         F:2:24: `within-days` is a whole number from 0 to 365, not `366`"
    );
}

#[test]
fn the_kind_makes_a_proposal() {
    assert!(says_proposal(Format::Markdown, "---\nkind: hotfix-proposal\n---\n# T\n"));
    assert!(says_proposal(Format::Markdown, "\u{feff}---\r\nkind: \"hotfix-proposal\"\r\n"));
    assert!(says_proposal(Format::Yaml, "answers: {}\nkind: hotfix-proposal\n"));
    assert!(!says_proposal(Format::Markdown, "# kind: hotfix-proposal\n"));
    assert!(!says_proposal(Format::Yaml, "text: \"kind: hotfix-proposal\"\n"));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = Config::parse(&text, Path::new("hotfix-lint.yaml"));
    }

    #[test]
    fn any_damage_is_survived(at in 0usize..400, len in 0usize..8, with in "[\\[\\]{}:,#\"' a-z\n-]{0,4}") {
        let text = include_str!("../../examples/hotfix-lint.yaml");
        let (mut text, at) = (text.to_owned(), at.min(text.len() - 1));
        let end = (at + len).min(text.len());
        if text.is_char_boundary(at) && text.is_char_boundary(end) {
            text.replace_range(at..end, &with);
        }
        if let Err(errors) = Config::parse(&text, Path::new("hotfix-lint.yaml")) {
            for error in errors {
                prop_assert!(text.get(error.span.range()).is_some());
            }
        }
    }
}
