use super::*;
use crate::config::Config;
use crate::edit::new::new_document;
use crate::policy::builtin;
use crate::proposal::answer::Quality;

fn converted(format: Format, text: &str) -> Result<String, Vec<String>> {
    let config = Config::default();
    let today = "2026-11-22".parse().unwrap();
    let context =
        Context { format, config: &config, today, exists: None, policies: None, given: None };
    let source = Source::new(text);
    convert(&source, &context, &assess(&source, &context))
}

#[test]
fn there_and_back_again() {
    let markdown = "\
---
issue: \"#12\" # a comment
status: proposed
---
# Merge drops rows

## Is this bug significant?

<!-- the log is long -->
### Does it produce incorrect results?

Yes, as #12 shows:

```python
merge(a, b)
```

### Are there compile or runtime errors with valid input?

<!-- hotfix-lint: allow non-answer: nobody can build it -->
TBD

## Does it affect the majority of users?

### Will the average user encounter the bug during normal, average usage?

Yes: 40 % of all sessions.
";
    let yaml = converted(Format::Markdown, markdown).unwrap();
    for kept in ["title: Merge drops rows\n", "# a comment", "# the log is long", "merge(a, b)"] {
        assert!(yaml.contains(kept), "{kept} in\n{yaml}");
    }
    assert!(yaml.contains("    # hotfix-lint: allow non-answer: nobody can build it\n"), "{yaml}");
    let again = converted(Format::Yaml, &yaml).unwrap();
    assert_eq!(converted(Format::Markdown, &again).unwrap(), yaml, "{again}");
}

#[test]
fn every_draft_can_be_converted() {
    let config = Config::default();
    for format in [Format::Markdown, Format::Yaml] {
        let text = new_document(&builtin::rapids(), format, "T: x", Some("#1"), None);
        let other = converted(format, &text).unwrap_or_else(|lost| panic!("{lost:#?}\n{text}"));
        let format = if format == Format::Yaml { Format::Markdown } else { Format::Yaml };
        let today = "2026-11-22".parse().unwrap();
        let context =
            Context { format, config: &config, today, exists: None, policies: None, given: None };
        let assessment = assess(&Source::new(other.as_str()), &context);
        assert_eq!(assessment.proposal.answers.len(), 16, "{other}");
        let is_blank = |a: &crate::proposal::Answer| a.reading.quality == Quality::Blank;
        assert!(assessment.proposal.answers.iter().all(is_blank), "{other}");
    }
}

#[test]
fn what_cannot_be_kept_is_named() {
    let twice = "## Does it produce incorrect results?\n\nYes\n\n## Does it produce incorrect results?\n\nNo\n";
    let lost = converted(Format::Markdown, twice).unwrap_err();
    assert!(lost[0].starts_with("line 1: incorrect-results is answered twice"), "{lost:?}");
    let elsewhere = "## Does it produce incorrect results?\n\nYes, see [the log][log].\n\n## Links\n\n[log]: https://ci.example.org/1\n";
    let lost = converted(Format::Markdown, elsewhere).unwrap_err();
    assert!(
        lost[0].starts_with("line 1: evidence for incorrect-results would be lost"),
        "{lost:?}"
    );
    let unknown = "answers:\n  incorrect-results: yes\n  favourite-colour: blue\n";
    let lost = converted(Format::Yaml, unknown).unwrap_err();
    assert_eq!(lost, ["line 3: `favourite-colour` is no question of the policy"]);
    assert!(converted(Format::Yaml, "{answers: {incorrect-results: yes}}\n").is_err());
    assert!(converted(Format::Yaml, "answers: [\n").is_err());
}
