use super::*;
use crate::policy::load::{load, load_file};
use crate::policy::{Condition, ForHotfix};

const HEAD: &str = "policy: 1\nname: ours\nextends: rapids\n";

fn ours(changes: &str) -> Policy {
    load(&format!("{HEAD}{changes}")).unwrap()
}

/// Line, column and message of what is wrong.
fn mistakes(text: &str) -> Vec<String> {
    let source = Source::new(text);
    let errors = load(text).map(|policy| policy.name).unwrap_err();
    let told = |error: &PolicyError| {
        let at = source.position(error.span.start, Encoding::Utf32);
        format!("{}:{} {}", at.line + 1, at.column + 1, error.message)
    };
    errors.iter().map(told).collect()
}

fn wrong(changes: &str) -> Vec<String> {
    mistakes(&format!("{HEAD}{changes}"))
}

#[test]
fn without_changes_it_is_the_other_policy() {
    let (ours, rapids) = (ours(""), builtin::rapids());
    assert_eq!(ours.name, "ours");
    assert_eq!(ours.title, rapids.title);
    assert_eq!(ours.hotfix_when, rapids.hotfix_when);
    let ids = |policy: &Policy| policy.questions.iter().map(|q| q.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&ours), ids(&rapids));
    assert_eq!(mistakes("policy: 1\nextends: rapids\n"), ["1:1 a policy needs `name`"]);
}

#[test]
fn keys_replace_and_what_is_new_comes_last() {
    let policy = ours(
        "criteria:\n  - id: significant\n    why: Ours.\n    met-when: { any: [incorrect-results, errors-on-valid-input, major-incorrect-functionality, slow] }\n    questions:\n      - { id: incorrect-results, evidence: }\n      - { id: slow, prompt: Slow?, kind: count, for-hotfix: { more-than: 9 } }\n  - { id: more, title: More, questions: [{ id: note, prompt: Notes, kind: text }] }\n",
    );
    let question = |id: &str| policy.question(policy.find_question(id).unwrap());
    assert_eq!(policy.criteria[0].why, "Ours.");
    assert_eq!(policy.criteria[0].title, "Is this bug significant?");
    assert_eq!(policy.criteria[0].questions.len(), 4);
    assert_eq!(question("slow").for_hotfix, Some(ForHotfix::MoreThan(9)));
    assert!(!question("incorrect-results").evidence.is_some());
    assert_eq!(question("incorrect-results").aliases.len(), 6);
    assert_eq!(policy.criteria.last().unwrap().id, "more");
    // The contradictions are added to.
    let policy = ours(
        "contradictions:\n  - { when: { is: [workaround-steps, 99] }, message: nobody does that }\n",
    );
    assert_eq!(policy.contradictions.len(), 6);
    assert_eq!(ours("contradictions:\n").contradictions.len(), 0);
}

#[test]
fn removing_needs_conditions_that_do_without() {
    let policy = ours("remove: [cost-of-hotfix, risk-of-waiting]\n");
    assert_eq!(policy.questions.len(), 14);
    assert_eq!(
        wrong("remove: [average-user]\n"),
        [
            "4:10 `met-when` of `majority` of the extended policy uses `average-user`: give it another condition"
        ]
    );
    let policy = ours(
        "remove: [average-user]\ncriteria: [{ id: majority, met-when: { all: [common-function, common-input] } }]\n",
    );
    // Edge case against average user: that contradiction has gone with its question.
    assert_eq!(policy.contradictions.len(), 4);
    assert_eq!(
        wrong("remove: [risk]\n"),
        [
            "4:10 `hotfix-when` of the extended policy uses `critical-exposure`: give it another condition"
        ]
    );
    let policy =
        ours("remove: [risk]\nhotfix-when: { all: [significant, majority, no-workaround] }\n");
    assert_eq!((policy.criteria.len(), policy.questions.len()), (3, 11));
    assert_eq!(
        wrong("remove: [averge-user]\n"),
        ["4:10 nothing to remove is called `averge-user`: did you mean `average-user`?"]
    );
    assert_eq!(mistakes("policy: 1\nname: x\nremove: [a]\n")[0], "1:1 a policy needs `criteria`");
}

#[test]
fn a_removed_question_may_come_back_as_another() {
    let policy = ours(
        "remove: [workaround-steps]\ncriteria:\n  - id: no-workaround\n    questions:\n      - { id: workaround-steps, prompt: Steps?, kind: count, for-hotfix: { more-than: 1 } }\n",
    );
    let id = policy.find_question("workaround-steps").unwrap();
    assert_eq!(policy.question(id).for_hotfix, Some(ForHotfix::MoreThan(1)));
}

#[test]
fn mistakes_in_changes_stand_at_their_keys() {
    assert_eq!(
        wrong(
            "criteria:\n  - id: majority\n    met-whne: common-input\n    met-when: common-inptu\n"
        ),
        [
            "6:5 unknown key `met-whne`: did you mean `met-when`?",
            "7:15 unknown question or criterion `common-inptu`: did you mean `common-input`?",
        ]
    );
    assert!(!wrong("criteria: majority\n").is_empty());
    assert!(
        wrong("title: a\ntitle: b\n").iter().any(|line| line.contains("`title` is here twice"))
    );
    // Changed twice: the second is taken for a new one of that name.
    let twice = wrong("criteria:\n  - { id: majority, why: a }\n  - { id: majority, why: b }\n");
    assert!(
        twice.iter().any(|line| line.starts_with("6:11 `majority` already names")),
        "{twice:#?}"
    );
}

#[test]
fn what_cannot_be_extended() {
    assert_eq!(
        mistakes("policy: 1\nname: x\nextends: rapidz\n"),
        ["3:10 no policy is called `rapidz`: did you mean `rapids`?; a file is named by its path"]
    );
    // A text without a place has no files beside it.
    assert_eq!(mistakes("policy: 1\nname: x\nextends: a.yaml\n").len(), 1);
    assert_eq!(
        mistakes("policy: 1\nname: x\nextends: [rapids]\n"),
        ["3:10 `extends` must be one value, but here is a list"]
    );
}

#[test]
fn files_build_on_files() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let base = |name: &str, extends: &str| format!("policy: 1\nname: {name}\nextends: {extends}\n");
    std::fs::create_dir(folder.path().join("deep")).unwrap();
    write("deep/a.yaml", &base("a", "rapids-practice"));
    write("b.yaml", &(base("b", "deep/a.yaml") + "timing: { within-days: 2 }\n"));
    let text = base("c", "./b.yaml");
    let path = write("c.yaml", &text);
    let (policy, files) = load_file(&text, &path);
    let policy = policy.unwrap();
    assert_eq!((policy.name.as_str(), policy.within_days), ("c", Some(2)));
    assert!(matches!(policy.hotfix_when, Condition::All(_)));
    let names: Vec<_> = files.iter().map(|f| f.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, ["b.yaml", "a.yaml"]);

    let message = |name: &str, text: &str| {
        let path = write(name, text);
        let errors = load_file(text, &path).0.map(|policy| policy.name).unwrap_err();
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert!(text[errors[0].span.range()].len() > 3, "{errors:?}");
        errors[0].message.clone()
    };
    // On itself, and around a corner.
    assert_eq!(
        message("d.yaml", &base("d", "d.yaml")),
        "`d.yaml` leads back to itself: take it out of the circle"
    );
    write("e.yaml", &base("e", "f.yaml"));
    assert_eq!(
        message("f.yaml", &base("f", "deep/../e.yaml")),
        "deep/../e.yaml:3:10: `f.yaml` leads back to itself: take it out of the circle"
    );
    // A chain that does not end.
    for n in 0..20 {
        write(&format!("n{n}.yaml"), &base("n", &format!("n{}.yaml", n + 1)));
    }
    let long = message("n.yaml", &base("n", "n0.yaml"));
    assert!(long.ends_with("more than 8 policies build upon each other: merge some"), "{long}");
    // Mistakes of the other file are told with their places there.
    write("bad.yaml", "policy: 1\nname: bad\ncriteria: []\nhotfix-when: x\n");
    let text = base("g", "bad.yaml");
    let errors = load_file(&text, &write("g.yaml", &text)).0.map(|_| ()).unwrap_err();
    assert_eq!(errors[0].message, "bad.yaml:3:11: a policy needs at least one criterion");
    assert_eq!(
        message("h.yaml", &base("h", "../../../etc/passwd.yaml")),
        "`../../../etc/passwd.yaml` is not there: name a file relative to this one"
    );
}
