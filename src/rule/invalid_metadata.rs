//! A value in the metadata that cannot be what it should be.

use super::{ALWAYS, Rule, Subjects, nearest};
use crate::assess::days;
use crate::edit::Edit;
use crate::finding::{Finding, Safety, Severity, Subject, Untried};
use crate::policy::builtin::BUILTIN;
use crate::policy::files::is_path;
use crate::proposal::metadata::{Spanned, Status};

/// The rule.
pub const RULE: Rule = Rule {
    name: "invalid-metadata",
    summary: "unknown status, impossible date, wrong type, an issue lost to a comment",
    docs: include_str!("docs/invalid-metadata.md"),
    severity: Severity::Error,
    statuses: ALWAYS,
    about_waivers: false,
    check,
    fixes,
};

fn check(subjects: &Subjects<'_>, found: &mut Vec<Finding>) {
    let errors = &subjects.proposal().errors;
    for invalid in &subjects.metadata().invalid {
        // What does not parse is told once: the value read from it is a guess.
        if errors.iter().any(|error| error.span.meets(invalid.span)) {
            continue;
        }
        found.push(Finding {
            subject: Subject::Metadata(invalid.key),
            suggestion: invalid.suggestion.clone(),
            ..Finding::new(&RULE, invalid.span, invalid.message.clone())
        });
    }
    found.extend(ahead_of_time(subjects));
    found.extend(unknown_policy(subjects));
}

/// Days of decisions that are made by now, and yet to come. Somewhere it may be tomorrow already, and before the decision
/// its day may be planned.
fn ahead_of_time(subjects: &Subjects<'_>) -> Vec<Finding> {
    let metadata = subjects.metadata();
    let is_open = matches!(subjects.status(), Status::Draft | Status::Proposed);
    let decided = metadata.decision.as_ref().filter(|_| !is_open);
    let dates = [
        ("decision.date", decided.and_then(|decision| decision.date.as_ref())),
        ("deferral.date", metadata.deferral.as_ref().and_then(|deferral| deferral.date.as_ref())),
    ];
    let today = subjects.context.today;
    let ahead = |(key, date): (&'static str, Option<&Spanned>)| {
        let date = date?;
        let day = date.text.parse().ok().filter(|&day| days(today, day) > 1)?;
        let message = format!("{day} is still to come: expected the day on which it was decided");
        let subject = Subject::Metadata(key);
        Some(Finding { subject, ..Finding::new(&RULE, date.span, message) })
    };
    dates.into_iter().filter_map(ahead).collect()
}

/// The document asks for a policy that is neither built in nor configured nor in a file; the configured one holds.
fn unknown_policy(subjects: &Subjects<'_>) -> Option<Finding> {
    let named = subjects.metadata().policy.as_ref()?;
    let configured = subjects.context.config.policy.name.as_str();
    let finding = |message: String| Finding {
        subject: Subject::Metadata("policy"),
        ..Finding::new(&RULE, named.span, message)
    };
    if let Some(why) = &subjects.assessment.no_policy {
        return Some(finding(format!("{why}; until that is mended, `{configured}` is used")));
    }
    if subjects.context.policies.is_some() && is_path(&named.text) {
        return None;
    }
    let known = || BUILTIN.iter().map(|&(name, _)| name).chain([configured]);
    if named.text.is_empty() || known().any(|name| name == named.text) {
        return None;
    }
    let meant = nearest(&named.text, known());
    let advice = match meant {
        Some(name) => format!("did you mean `{name}`?"),
        None => "`hotfix-lint policy list` names them".to_owned(),
    };
    let message = format!(
        "no policy is called \"{}\", so `{configured}` is used: {advice}",
        super::words::shortened(&named.text)
    );
    Some(Finding { suggestion: meant.map(str::to_owned), ..finding(message) })
}

fn fixes(subjects: &Subjects<'_>, finding: &Finding) -> Vec<Untried> {
    let Some(suggestion) = &finding.suggestion else { return Vec::new() };
    let old = subjects.source.slice(finding.span);
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    // The same letters and digits in another form mean the same; anything else is a guess.
    let is_same = letters(old) == letters(suggestion) && !is_key(subjects, finding);
    let safety = if is_same { Safety::Safe } else { Safety::Review };
    let title = if finding.subject == Subject::Metadata("issue") && suggestion.starts_with('"') {
        "Quote the issue".to_owned()
    } else if suggestion.len() <= 40 && !suggestion.contains(['\n', '\r']) {
        format!("Change to {suggestion}")
    } else {
        "Correct the value".to_owned()
    };
    let gap = if finding.span.is_empty() { " " } else { "" };
    let edits = vec![Edit::replace(finding.span, format!("{gap}{suggestion}"))];
    vec![Untried { title, safety, preferred: true, change: edits.into() }]
}

/// Whether it is a key that would be another one, so that its value begins to count. For answers there is one place only.
fn is_key(subjects: &Subjects<'_>, finding: &Finding) -> bool {
    let behind = subjects.source.text().get(finding.span.end..).unwrap_or_default();
    finding.subject != Subject::Metadata("answers")
        && behind.trim_start_matches([' ', '\t']).starts_with(':')
}
