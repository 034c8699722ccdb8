//! Completion: what can be written at the cursor. Each of the ways below looks at the line up to the cursor, and at
//! most one of them has something to offer.

use crate::assess::{Assessment, Context};
use crate::edit::Edit;
use crate::policy::{Kind, Question, QuestionId};
use crate::proposal::metadata::{KEYS, Status};
use crate::proposal::{Answer, Format, Layout};
use crate::rule::{RULES, words};
use crate::source::{Source, Span};

/// What something that can be written is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A key of the metadata.
    Key,
    /// A value or an answer.
    Value,
    /// A question that is not asked yet.
    Question,
    /// A rule.
    Rule,
}

/// Something that can be written at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What the menu shows.
    pub label: String,
    /// A few words beside it; may be empty.
    pub detail: String,
    /// What it is.
    pub kind: CompletionKind,
    /// Replaces the word at the cursor, within its line.
    pub edit: Edit,
}

/// The cursor and its line.
struct Place<'a> {
    source: &'a Source,
    context: &'a Context<'a>,
    assessment: &'a Assessment,
    offset: usize,
    /// The line up to the cursor.
    before: &'a str,
    /// The rest of the line.
    after: &'a str,
}

/// What can be written at `offset`, the likeliest first.
pub fn completions(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    offset: usize,
) -> Vec<Completion> {
    let line = source.line_span(source.line_of(offset));
    let place = Place {
        source,
        context,
        assessment,
        offset,
        before: source.slice(Span::new(line.start, offset)),
        after: source.slice(Span::new(offset, line.end)),
    };
    waiver(&place)
        .or_else(|| answer(&place))
        .or_else(|| metadata(&place))
        .or_else(|| question(&place))
        .unwrap_or_default()
}

impl Place<'_> {
    /// Offers texts in place of the last `typed` bytes before the cursor and of the rest of the word behind it.
    fn offer(
        &self,
        typed: usize,
        kind: CompletionKind,
        options: impl IntoIterator<Item = (String, String)>,
    ) -> Vec<Completion> {
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
        let rest = self.after.find(|c| !is_word(c)).unwrap_or(self.after.len());
        let span = Span::new(self.offset - typed, self.offset + rest);
        let completion = |(text, detail): (String, String)| Completion {
            label: text.trim_end().trim_end_matches(':').to_owned(),
            detail,
            kind,
            edit: Edit::replace(span, text),
        };
        options.into_iter().map(completion).collect()
    }
}

/// The length of the word at the end of `text`.
fn word_len(text: &str) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
    text.len() - text.trim_end_matches(is_word).len()
}

/// The rules, behind `hotfix-lint: allow`.
fn waiver(place: &Place<'_>) -> Option<Vec<Completion>> {
    let (_, behind) = place.before.rsplit_once("hotfix-lint:")?;
    let typed = behind.trim_start().strip_prefix("allow")?;
    let name = typed.trim_start();
    if name.len() == typed.len() || word_len(name) != name.len() {
        return None;
    }
    let rules = RULES.iter().filter(|rule| !rule.about_waivers);
    let options = rules.map(|rule| (rule.name.to_owned(), rule.summary.to_owned()));
    Some(place.offer(name.len(), CompletionKind::Rule, options))
}

/// The answers of a question that has none yet, or no more than a word.
fn answer(place: &Place<'_>) -> Option<Vec<Completion>> {
    let typed = word_len(place.before);
    let word = place.offset - typed;
    let is_open = |answer: &&Answer| {
        let between = place.source.slice(Span::new(answer.prompt.end, word));
        answer.prompt.end <= word
            && answer.span.end <= place.offset.max(word) + place.after.trim_end().len()
            && between.len() < 200
            && between
                .trim_matches(|c: char| c.is_whitespace() || ":?*_`\"'|>-#".contains(c))
                .is_empty()
    };
    let answers = &place.assessment.proposal.answers;
    let answer = answers.iter().rev().find(is_open)?;
    // Behind the prompt itself a question mark or a colon comes first.
    if word == answer.prompt.end {
        return None;
    }
    let question = place.assessment.policy.question(answer.question);
    let yaml = place.context.format == Format::Yaml;
    let options = values(question, yaml);
    (!options.is_empty()).then(|| place.offer(typed, CompletionKind::Value, options))
}

/// What a question can be answered with, and what speaks for a hotfix.
fn values(question: &Question, yaml: bool) -> Vec<(String, String)> {
    let claim = words::answer_that(question, true);
    let detail = |value: &str| {
        let speaks = question.for_hotfix.is_some() && value == claim;
        if speaks { "speaks for a hotfix" } else { "" }.to_owned()
    };
    match &question.kind {
        Kind::YesNo if yaml => {
            // Quoted: YAML would make a boolean of the word, and take it from whoever reads the file next.
            ["yes", "no"].map(|value| (format!("\"{value}\""), detail(value))).to_vec()
        }
        Kind::YesNo => [("Yes", "yes"), ("No", "no")]
            .map(|(text, value)| (text.to_owned(), detail(value)))
            .to_vec(),
        Kind::Choice(options) => {
            options.iter().map(|option| (option.name.clone(), detail(&option.name))).collect()
        }
        Kind::Count | Kind::Text => Vec::new(),
    }
}

/// Keys of the metadata, and the values of those that have a known set.
fn metadata(place: &Place<'_>) -> Option<Vec<Completion>> {
    let metadata = &place.assessment.proposal.metadata;
    let body = metadata.body?;
    let inside = body.touches(place.offset) && place.offset != metadata.block?.end;
    if !inside && place.context.format == Format::Markdown {
        return None;
    }
    let markdown = place.context.format == Format::Markdown;
    // In front matter there is nothing else to write; a YAML document goes on below.
    let nothing = || markdown.then(Vec::new);
    let typed = word_len(place.before);
    let Some((key, value)) = place.before.split_once(':') else {
        // Keys of the mapping itself begin their lines.
        let is_key = typed == place.before.len() && place.after.trim().is_empty();
        let offered = is_key.then(|| place.offer(typed, CompletionKind::Key, keys(place)));
        return offered.or_else(nothing);
    };
    let value = value.trim_start().trim_start_matches(['"', '\'']);
    if value.len() != typed {
        return nothing();
    }
    match values_of(place, key) {
        Some(options) => Some(place.offer(typed, CompletionKind::Value, options)),
        None => nothing(),
    }
}

/// The keys that are not there yet.
fn keys(place: &Place<'_>) -> Vec<(String, String)> {
    let metadata = &place.assessment.proposal.metadata;
    let fits = |key: &&str| *key != "answers" || place.context.format == Format::Yaml;
    let missing = KEYS.into_iter().filter(fits).filter(|key| metadata.entry(key).is_none());
    missing.map(|key| (format!("{key}: "), String::new())).collect()
}

/// The values of a key.
fn values_of(place: &Place<'_>, key: &str) -> Option<Vec<(String, String)>> {
    let metadata = &place.assessment.proposal.metadata;
    Some(match key {
        "status" => Status::ALL.map(|status| (status.name().to_owned(), String::new())).to_vec(),
        "kind" => vec![("hotfix-proposal".to_owned(), String::new())],
        "target" => {
            let component = metadata.component.as_ref().map(|c| c.text.as_str());
            let calendar = place.context.config.calendar.as_ref()?;
            let open = calendar.open(place.context.today, component);
            let detail = |release: &crate::calendar::Dated| format!("freeze {}", release.freeze);
            open.iter().map(|release| (release.name.clone(), detail(release))).collect()
        }
        "policy" => crate::policy::builtin::BUILTIN
            .iter()
            .map(|(name, _)| ((*name).to_owned(), String::new()))
            .collect(),
        _ => return None,
    })
}

/// The questions that are not asked yet, at the beginning of a line.
fn question(place: &Place<'_>) -> Option<Vec<Completion>> {
    let assessment = place.assessment;
    let line = place.source.line_span(place.source.line_of(place.offset));
    let is_asked = |answer: &Answer| line.contains(answer.prompt);
    if !place.after.trim().is_empty() || assessment.proposal.answers.iter().any(is_asked) {
        return None;
    }
    let text = place.before.trim_start_matches(|c: char| {
        c.is_whitespace() || c.is_ascii_digit() || "#>*-+.)|".contains(c)
    });
    let marks = &place.before[..place.before.len() - text.len()];
    // Prose is left alone; the first words of a prompt are enough to find it.
    let first = if marks.trim().is_empty() { 1..=40 } else { 0..=80 };
    if !first.contains(&text.chars().count()) {
        return None;
    }
    let open = |id: &QuestionId| assessment.answer(*id).is_none();
    let missing: Vec<QuestionId> = assessment.policy.question_ids().filter(open).collect();
    let option = |id: QuestionId| {
        let question = assessment.policy.question(id);
        let detail = assessment.policy.criterion(question.criterion).title.clone();
        match place.context.format {
            Format::Yaml => (format!("{}: ", question.id), detail),
            Format::Markdown => (format!("{}{}", question.prompt, behind(place, marks)), detail),
        }
    };
    if place.context.format == Format::Yaml && !in_answers(place, marks) {
        return None;
    }
    Some(place.offer(text.len(), CompletionKind::Question, missing.into_iter().map(option)))
}

/// What follows a prompt: on a heading nothing, since its answer stands below, else a blank.
fn behind(place: &Place<'_>, marks: &str) -> &'static str {
    let answers = &place.assessment.proposal.answers;
    let headings = answers.iter().any(|answer| matches!(answer.layout, Layout::Heading(_)));
    if marks.contains('#') || (headings && marks.trim().is_empty()) { "" } else { " " }
}

/// Whether the cursor is on an indented line below `answers`.
fn in_answers(place: &Place<'_>, marks: &str) -> bool {
    let metadata = &place.assessment.proposal.metadata;
    let answers = metadata.entry("answers").map(|entry| entry.key_span.end);
    let later = |end: usize| {
        let below = place.source.slice(Span::new(end, place.offset));
        below.lines().skip(1).all(|line| line.is_empty() || line.starts_with([' ', '#']))
    };
    marks.starts_with(' ') && answers.is_some_and(|end| end < place.offset && later(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;
    use crate::ide::fixture::{self, cursor};

    fn at(format: Format, marked: &str) -> Vec<Completion> {
        let (text, offset) = cursor(marked);
        let fixture = match format {
            Format::Markdown => fixture::markdown(&text),
            Format::Yaml => fixture::yaml(&text),
        };
        let found = completions(&fixture.source, &fixture.context(), &fixture.assessment, offset);
        for completion in &found {
            assert!(completion.edit.span.touches(offset), "{completion:?}");
            assert!(apply(&text, std::slice::from_ref(&completion.edit)).is_some());
        }
        found
    }

    fn labels(format: Format, marked: &str) -> Vec<String> {
        at(format, marked).into_iter().map(|completion| completion.label).collect()
    }

    fn markdown(marked: &str) -> Vec<String> {
        labels(Format::Markdown, marked)
    }

    #[test]
    fn answers() {
        assert_eq!(markdown("# T\n\n- Does it produce incorrect results? ▮\n"), ["Yes", "No"]);
        assert_eq!(markdown("# T\n\n- Does it produce incorrect results? Y▮\n"), ["Yes", "No"]);
        assert_eq!(markdown("# T\n\n### Common or edge case\n\nedg▮\n"), ["common", "edge-case"]);
        assert!(markdown("# T\n\n- Does it produce incorrect results? Yes, and ▮\n").is_empty());
        let yaml = "title: T\nanswers:\n  incorrect-results: ▮\n";
        assert_eq!(labels(Format::Yaml, yaml), ["\"yes\"", "\"no\""]);
    }

    #[test]
    fn metadata() {
        let front = |line: &str| format!("---\ntitle: T\n{line}\n---\n\n# T\n");
        assert_eq!(markdown(&front("status: dr▮")).len(), Status::ALL.len());
        assert_eq!(markdown(&front("target: ▮")), ["26.12", "27.02"]);
        assert_eq!(markdown(&front("target: \"26▮\"")), ["26.12", "27.02"]);
        let keys = markdown(&front("st▮"));
        assert!(keys.contains(&"status".to_owned()) && !keys.contains(&"title".to_owned()));
        assert!(markdown(&front("other: ▮")).is_empty());
    }

    #[test]
    fn questions() {
        let found = markdown("# T\n\n- Does it produce incorrect results? No\n- ▮\n");
        assert!(found.iter().any(|label| label.starts_with("Are there compile")), "{found:?}");
        assert!(!found.iter().any(|label| label.contains("incorrect results")), "{found:?}");
        let found = at(Format::Markdown, "# T\n\n## Are th▮\n");
        assert!(found[0].edit.text.ends_with('?'), "{found:?}");
        let found = labels(Format::Yaml, "title: T\nanswers:\n  inc▮\n");
        assert!(found.contains(&"incorrect-results".to_owned()), "{found:?}");
        assert!(markdown("# T\n\n▮\n").is_empty());
    }

    #[test]
    fn rules() {
        let found = markdown("# T\n\n<!-- hotfix-lint: allow mis▮ -->\n");
        assert!(found.contains(&"missing-evidence".to_owned()), "{found:?}");
        assert!(!found.contains(&"unused-waiver".to_owned()), "{found:?}");
    }
}
