//! Rules, behind `hotfix-lint: allow` in a comment.

use super::text::{Stop, Text};
use super::{About, Completion, CompletionKind, Completions, Place, word_len};
use crate::assess::is_waivable;
use crate::proposal::Format;
use crate::rule::{RULES, Rule};

pub(super) fn offer(place: &Place<'_>) -> Option<Completions> {
    let (comment, behind) = place.before.rsplit_once("hotfix-lint:")?;
    let opened = match place.context.format {
        Format::Markdown => comment.trim_end().ends_with("<!--"),
        Format::Yaml => comment.trim_end().ends_with('#'),
    };
    // Front matter is YAML, too.
    let opened = opened || (comment.trim_end().ends_with('#') && super::metadata::is_inside(place));
    let typed = behind.trim_start().strip_prefix("allow")?;
    let name = typed.trim_start();
    if !opened || name.len() == typed.len() || word_len(name) != name.len() {
        return None;
    }
    let is_found =
        |rule: &&Rule| place.assessment.findings.iter().any(|finding| finding.rule == rule.name);
    // What a finding can be waived of stands first.
    let (found, others): (Vec<&Rule>, Vec<&Rule>) =
        RULES.iter().filter(|rule| is_waivable(rule)).partition(is_found);
    let items = found.into_iter().chain(others).map(|rule| Completion {
        label: rule.name.to_owned(),
        filter: String::new(),
        detail: rule.summary.to_owned(),
        kind: CompletionKind::Rule,
        text: text(place, comment, rule),
        about: About::Rule(rule.name.to_owned()),
    });
    Some(place.in_place_of(name.len(), items.collect()))
}

/// The name, and behind it room for the reason, which a waiver must have.
fn text(place: &Place<'_>, comment: &str, rule: &Rule) -> Text {
    let rest = place.after.trim_start_matches(super::is_word);
    if rest.trim_start().starts_with(':') {
        return Text::plain(rule.name);
    }
    let open = comment.trim_end().ends_with("<!--") && !rest.contains("-->");
    Text::with_stop(format!("{}: ", rule.name), Stop::Anything, if open { " -->" } else { "" })
}
