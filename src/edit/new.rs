//! A new proposal: every question of the policy, open, with what a good answer looks like beside it.

use super::front_matter;
use super::yaml::{self, Value};
use crate::policy::builtin::BUILTIN;
use crate::policy::{Policy, Question};
use crate::proposal::Format;
use crate::rule::what_to_write;
use std::fmt::Write as _;

/// The title where none is given.
const UNTITLED: &str = "Hotfix proposal";
const ISSUE: &str = "# The report of a user: \"#123\", owner/repo#123, KEY-123 or a link.\n";
const STATUS: &str = "# Goes on to: proposed, approved, released; or deferred, rejected.\n";

/// The text of a new proposal: a draft in which every question of `policy` is asked once and none is answered.
///
/// The guidance stands in comments, so that nothing of it is ever read as an answer or has to be removed. `named` is how
/// the document names its policy, where that is not the one that holds in its place anyway.
pub fn new_document(
    policy: &Policy,
    format: Format,
    title: &str,
    issue: Option<&str>,
    named: Option<&str>,
) -> String {
    let title = one_line(title);
    let title = if title.is_empty() { UNTITLED } else { &title };
    match format {
        Format::Markdown => markdown(policy, title, issue, named),
        Format::Yaml => {
            let mut out = metadata(policy, title, issue, named);
            let head = template(&policy.template);
            if !head.is_empty() {
                out.push('\n');
                yaml_comment(&mut out, "", &head);
            }
            out.push_str("\nanswers:\n");
            answers(policy, &mut out);
            out
        }
    }
}

/// An issue as somebody names it in a hurry: a lone number is what `#` stands before. `None` where nothing is named.
pub fn issue(named: &str) -> Option<String> {
    let issue = named.trim();
    let is_number = issue.bytes().all(|b| b.is_ascii_digit());
    (!issue.is_empty()).then(|| if is_number { format!("#{issue}") } else { issue.to_owned() })
}

/// A title as the name of a file, without what stands behind the first dot: its first words in lower case, `-` between
/// them.
pub fn file_name(title: &str) -> String {
    /// As many words as a name needs, and as many bytes as every disk takes.
    const MOST: (usize, usize) = (6, 60);
    let mut name = String::new();
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    for word in words.take(MOST.0).map(str::to_lowercase) {
        if !name.is_empty() {
            if name.len() + 1 + word.len() > MOST.1 {
                break;
            }
            name.push('-');
        }
        // A title without blanks is one word.
        name.extend(word.chars().take((MOST.1 - name.len()) / char::MAX.len_utf8()));
    }
    if name.is_empty() { "proposal".to_owned() } else { name }
}

/// The metadata's lines.
fn metadata(policy: &Policy, title: &str, issue: Option<&str>, named: Option<&str>) -> String {
    let line = |key: &str, value: Value| yaml::document(&[(key, value)], "\n");
    let mut out = line("kind", Value::text("hotfix-proposal"));
    out += &line("title", Value::text(title));
    let issue = issue.map(one_line).filter(|issue| !issue.is_empty());
    if issue.is_none() {
        out += ISSUE;
    }
    out += &line("issue", issue.map_or(Value::Null, Value::Text));
    out += STATUS;
    out += &line("status", Value::text("draft"));
    // The default needs no name, and a team's own policy is named in its configuration.
    let built_in = || BUILTIN.iter().skip(1).map(|(name, _)| *name).find(|n| *n == policy.name);
    if let Some(name) = named.or_else(built_in) {
        out += &line("policy", Value::text(name));
    }
    out
}

fn markdown(policy: &Policy, title: &str, issue: Option<&str>, named: Option<&str>) -> String {
    let mut out = format!("---\n{}---\n\n# {title}\n", metadata(policy, title, issue, named));
    comment(&mut out, &template(&policy.template));
    headings(&mut out, policy);
    out
}

/// The questions as headings below those of their criteria, each with what is asked for.
pub(super) fn headings(out: &mut String, policy: &Policy) {
    for criterion in &policy.criteria {
        let _ = write!(out, "\n## {}\n", one_line(&criterion.title));
        comment(out, &[one_line(&criterion.why)]);
        for question in criterion.questions.iter().map(|&id| policy.question(id)) {
            let _ = write!(out, "\n### {}\n", one_line(&question.prompt));
            comment(out, &guidance(question, true));
        }
    }
}

/// An HTML comment of these lines, a blank line before it.
fn comment(out: &mut String, lines: &[String]) {
    let lines: Vec<String> = lines
        .iter()
        .filter(|line| !line.is_empty())
        // Nothing in the words may end the comment.
        .map(|line| line.replace("-->", "-- >").trim_start_matches(['>', '-']).to_owned())
        .collect();
    if !lines.is_empty() {
        let _ = write!(out, "\n<!-- {} -->\n", lines.join("\n    "));
    }
}

/// The lines of a policy's template text.
fn template(text: &str) -> Vec<String> {
    text.lines().map(one_line).filter(|line| !line.is_empty()).collect()
}

/// Why the question matters, what the team's form says, how to answer it, and with `example` an answer that would do.
pub(super) fn guidance(question: &Question, example: bool) -> Vec<String> {
    let optional = if question.optional { "Optional: " } else { "" };
    let how = sentence(&format!("{optional}{}", what_to_write(question)));
    let words = one_line(&question.example);
    let example =
        if words.is_empty() || !example { String::new() } else { format!("For example: {words}") };
    let lines = [vec![one_line(&question.why)], template(&question.template), vec![how, example]];
    lines.into_iter().flatten().filter(|line| !line.is_empty()).collect()
}

/// The questions as keys, grouped by criterion.
fn answers(policy: &Policy, out: &mut String) {
    for (index, criterion) in policy.criteria.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        yaml_comment(out, "  ", &[one_line(&criterion.title), one_line(&criterion.why)]);
        let _ = writeln!(out, "  {}:", front_matter::scalar(&criterion.id));
        for question in criterion.questions.iter().map(|&id| policy.question(id)) {
            yaml_comment(out, "    ", &[one_line(&question.prompt)]);
            yaml_comment(out, "    ", &guidance(question, true));
            let _ = writeln!(out, "    {}:", front_matter::scalar(&question.id));
        }
    }
}

fn yaml_comment(out: &mut String, indent: &str, lines: &[String]) {
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let _ = writeln!(out, "{indent}# {line}");
    }
}

/// The text on one line, without what YAML or Markdown could stumble over.
pub(super) fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// With a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::{Context, assess};
    use crate::config::Config;
    use crate::finding::Severity;
    use crate::policy::builtin;
    use crate::proposal::answer::Quality;
    use crate::source::Source;

    #[test]
    fn a_draft_with_everything_open() {
        for (name, _) in BUILTIN {
            let policy = builtin::find(name).unwrap();
            let config = Config { policy, ..Config::default() };
            for format in [Format::Markdown, Format::Yaml] {
                for (title, issue) in [
                    ("Joins drop rows", None),
                    ("a: \"b\" #c\n <!-- --> --- ", Some("#12")),
                    ("", Some("acme/app#12")),
                    ("26.10", Some(" ")),
                ] {
                    is_open(
                        &config,
                        format,
                        &new_document(&config.policy, format, title, issue, None),
                    );
                }
            }
        }
        let policy = builtin::rapids();
        assert!(
            new_document(&policy, Format::Yaml, "a", Some("#1"), None).contains("issue: \"#1\"\n")
        );
    }

    #[test]
    fn what_is_said_in_a_hurry() {
        assert_eq!(issue(" 1234 ").as_deref(), Some("#1234"));
        assert_eq!(issue("acme/app#12").as_deref(), Some("acme/app#12"));
        assert_eq!(issue("KEY-12").as_deref(), Some("KEY-12"));
        assert_eq!(issue(" "), None);
        assert_eq!(file_name("  "), "proposal");
        assert_eq!(file_name(" ?! "), "proposal");
        assert_eq!(file_name("../../etc/passwd: a b c d e f"), "etc-passwd-a-b-c-d");
        assert_eq!(file_name("Joins drop rows: é/😀 (26.12)"), "joins-drop-rows-é-26-12");
        for title in ["word ".repeat(100), "結合".repeat(100), "a".repeat(100)] {
            let name = file_name(&title);
            assert!((10..=60).contains(&name.len()), "{name}");
        }
    }

    /// Every question once and blank, and nothing that is said aloud.
    fn is_open(config: &Config, format: Format, text: &str) {
        let today = "2026-11-22".parse().unwrap();
        let context = Context { format, config, today, exists: None, policies: None, given: None };
        let assessment = assess(&Source::new(text), &context);
        assert!(assessment.proposal.metadata.says_proposal(), "{text}");
        assert_eq!(assessment.policy.name, config.policy.name);
        let asked: Vec<_> = assessment.proposal.answers.iter().map(|a| a.question).collect();
        assert_eq!(asked, config.policy.question_ids().collect::<Vec<_>>(), "{text}");
        for answer in &assessment.proposal.answers {
            assert_eq!(answer.reading.quality, Quality::Blank, "{text}");
        }
        let rules = ["open-questions", "unanswered", "missing-issue", "risk-not-weighed"];
        for finding in &assessment.findings {
            assert!(finding.severity <= Severity::Information, "{finding:#?}\n{text}");
            assert!(rules.contains(&finding.rule), "{finding:#?}\n{text}");
        }
    }
}
