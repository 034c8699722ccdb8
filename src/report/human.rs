//! The report for people: each finding with its lines, the proposal in a few lines, and one line for all.

mod finding;

use super::escape;
use super::{Document, Look, Totals};
use crate::assess::{Assessment, why};
use crate::finding::Severity;
use crate::policy::{CriterionId, Truth, Verdict};
use crate::proposal::metadata::Status;
use crate::rule::words;
use annotate_snippets::Renderer;
use anstyle::{AnsiColor, Effects, Style};
use std::fmt::Write as _;

/// How many findings of one document are told: nobody reads on, and what is wrong there is something else.
const FINDINGS_SHOWN: usize = 100;

/// How much of a title is shown, in characters.
const TITLE_SHOWN: usize = 72;

const BOLD: Style = Style::new().effects(Effects::BOLD);
const DIM: Style = Style::new().effects(Effects::DIMMED);
const GREEN: Style = AnsiColor::Green.on_default();
const YELLOW: Style = AnsiColor::Yellow.on_default();
const RED: Style = AnsiColor::BrightRed.on_default();

/// One document: its findings, then what they come to.
pub(super) fn document(document: &Document<'_>, look: Look) -> String {
    let mut out = String::new();
    let renderer = if look.styled {
        // Links in a terminal that does not know them are noise.
        Renderer::styled().hyperlink(look.links)
    } else {
        Renderer::plain()
    };
    let renderer = renderer.term_width(look.page());
    let told = document.findings().filter(|(f, _)| f.severity > Severity::Hint || look.verbose);
    let mut left = 0;
    for (index, (finding, fixes)) in told.enumerate() {
        if index < FINDINGS_SHOWN {
            out.push_str(&finding::told(document, finding, fixes, &renderer, look));
        } else {
            left += 1;
        }
    }
    if left > 0 {
        let _ = writeln!(out, "... and {left} more findings; --format json has them all\n");
    }
    if !look.quiet {
        push_summary(document, look, &mut out);
    }
    out
}

fn push_summary(document: &Document<'_>, look: Look, out: &mut String) {
    let assessment = document.assessment;
    let paint = |style: Style, text: &str| paint(look, style, text);
    let metadata = &assessment.proposal.metadata;

    let path = escape::line(document.path);
    out.push_str(&paint(BOLD, &path));
    let title = title(document);
    if !title.is_empty() {
        let _ = write!(out, ": {title}");
    }
    out.push('\n');

    let verdict = assessment.verdict;
    let sentence = match verdict {
        Verdict::Undecided if !is_asked(assessment) => String::new(),
        _ => why::sentence(assessment),
    };
    let _ = write!(
        out,
        "  {}, {}",
        metadata.status().name(),
        paint(verdict_style(verdict).effects(Effects::BOLD), verdict.name())
    );
    if !sentence.is_empty() {
        let _ = write!(out, ": {sentence}");
    }
    out.push('\n');
    if let Some(lean) = assessment.lean {
        let _ = writeln!(out, "  leans to {}, which is no verdict", words::leaning(lean));
    }

    push_criteria(document, look, out);
    if let Some(next) = assessment.next_release.as_ref().filter(|_| !is_settled(assessment)) {
        let _ = write!(out, "  next release {} ", escape::line(&next.release.name));
        // One without a freeze takes fixes until it ships.
        if next.release.freeze != next.release.release {
            let _ = write!(out, "{} ({}), ", freeze(next.days_to_freeze), next.release.freeze);
        }
        let _ = writeln!(out, "ships in {} ({})", days(next.days_to_release), next.release.release);
    }
    if verdict == Verdict::Defer
        && is_open(assessment)
        && let Some(how) = deferring(document)
    {
        let _ = writeln!(out, "  {how} records the decision to wait");
    }
    let totals = Totals::of(document);
    if totals.at_least(Severity::Hint) > 0 {
        let _ = writeln!(out, "  {}", counts(&totals, look, true));
    }
    out.push('\n');
}

/// What records that it waits; nothing does of a text that was piped in.
fn deferring(document: &Document<'_>) -> Option<String> {
    match &document.label {
        Some(label) => Some(format!("the label `{}`", escape::line(label))),
        None if document.path == "-" => None,
        None => Some(format!("`hotfix-lint defer {}`", escape::line(&word(document.path)))),
    }
}

/// A path as shells take it for one word, and a program for no option.
fn word(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,:@%=".contains(c);
    let path = if path.starts_with('-') { format!("./{path}") } else { path.to_owned() };
    if path.chars().all(is_plain) {
        path
    } else if path.contains(['"', '$', '`', '\\', '!']) {
        format!("'{}'", path.replace('\'', r"'\''"))
    } else {
        format!("\"{path}\"")
    }
}

fn push_criteria(document: &Document<'_>, look: Look, out: &mut String) {
    let assessment = document.assessment;
    let policy = &assessment.policy;
    let decided: Vec<_> = policy
        .criterion_ids()
        .filter_map(|id| Some((id, assessment.outcome(id)?)))
        .map(|(id, outcome)| (id, outcome, why::outcome_name(policy, id, outcome)))
        .collect();
    let widest = |width: &dyn Fn(CriterionId, &str) -> usize| {
        decided.iter().map(|(id, _, word)| width(*id, word)).max().unwrap_or_default()
    };
    let names = widest(&|id, _| why::criterion_name(policy, id).chars().count());
    let words = widest(&|_, word| word.len());
    for (id, outcome, word) in decided {
        let grounds: Vec<String> = why::criterion(assessment, id)
            .into_iter()
            .map(|ground| why::describe(assessment, ground))
            .collect();
        let grounds = match (grounds.is_empty(), outcome) {
            (true, _) => String::new(),
            // What is open is asked for only while it matters.
            (false, Truth::Unknown) if !is_asked(assessment) => String::new(),
            (false, Truth::Unknown) => format!("open: {}", grounds.join(", ")),
            (false, _) => grounds.join(", "),
        };
        let style = match outcome {
            Truth::True => GREEN,
            Truth::False => RED,
            Truth::Unknown => YELLOW,
        };
        // The pad comes behind the style: escape sequences have no width.
        let pad = " ".repeat(words - word.len());
        let name = why::criterion_name(policy, id);
        let word = paint(look, style, word);
        let mut line = format!("    {name:names$}  {word}{pad}  ");
        let indent = names + words + 8;
        for part in wrapped(&grounds, look.page().saturating_sub(indent)) {
            line.push_str(&paint(look, DIM, part));
            let _ = writeln!(out, "{}", line.trim_end());
            line = " ".repeat(indent);
        }
    }
}

/// Whether nobody has decided yet.
fn is_open(assessment: &Assessment) -> bool {
    matches!(assessment.proposal.metadata.status(), Status::Draft | Status::Proposed)
}

/// Whether the proposal is through: what is still open or coming does not matter to it.
fn is_settled(assessment: &Assessment) -> bool {
    let status = assessment.proposal.metadata.status();
    matches!(status, Status::Released | Status::Included | Status::Rejected | Status::Withdrawn)
}

/// Whether the open answers of a proposal are asked for: it is not through, and they can still change the verdict.
fn is_asked(assessment: &Assessment) -> bool {
    assessment.verdict == Verdict::Undecided && !is_settled(assessment)
}

/// The lines of a list that is broken behind its commas; one empty line for an empty list.
fn wrapped(list: &str, width: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = list;
    while rest.len() > width {
        let fits = |at: &usize| *at <= width;
        let breaks = rest.match_indices(", ").map(|(at, comma)| at + comma.len());
        let Some(at) = breaks.clone().take_while(fits).last().or_else(|| breaks.clone().next())
        else {
            break;
        };
        let (line, after) = rest.split_at(at);
        lines.push(line.trim_end());
        rest = after;
    }
    lines.push(rest);
    lines
}

/// The title in one line, shortened.
fn title(document: &Document<'_>) -> String {
    let written = document.assessment.proposal.name(document.source);
    let first = written.lines().next().unwrap_or_default();
    let mut shown: String = first.chars().take(TITLE_SHOWN).collect();
    if shown.len() < first.len() {
        shown.push('…');
    }
    escape::line(&shown).into_owned()
}

/// The last line: what all documents come to.
pub(super) fn close(totals: &Totals, look: Look) -> String {
    if totals.proposals() == 0 || look.quiet {
        return String::new();
    }
    let mut out = paint(look, BOLD, &plural(totals.proposals(), "proposal", "proposals"));
    let verdicts: Vec<String> = [
        (totals.hotfix, Verdict::Hotfix),
        (totals.defer, Verdict::Defer),
        (totals.undecided, Verdict::Undecided),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, verdict)| {
        let name = paint(look, verdict_style(verdict), verdict.name());
        if totals.proposals() == 1 { name } else { format!("{n} {name}") }
    })
    .collect();
    let _ = write!(out, ": {}; {}", verdicts.join(", "), counts(totals, look, false));
    if totals.accepted > 0 {
        let _ = write!(out, "; {} accepted by the baseline", totals.accepted);
    }
    if totals.fixable > 0 {
        let _ = write!(out, "; {} fixable with --fix", totals.fixable);
    }
    out.push('\n');
    out
}

/// `1 error, 2 warnings, 3 hints`; `no findings`.
fn counts(totals: &Totals, look: Look, one: bool) -> String {
    let mut parts = Vec::new();
    let mut push = |severity, style, word: &str, words: &str| {
        let n = totals.count(severity);
        if n > 0 {
            parts.push(paint(look, style, &plural(n, word, words)));
        }
    };
    push(Severity::Error, RED, "error", "errors");
    push(Severity::Warning, YELLOW, "warning", "warnings");
    push(Severity::Information, Style::new(), "information", "information");
    push(Severity::Hint, Style::new(), "hint", "hints");
    if parts.is_empty() {
        return "no findings".to_owned();
    }
    if one && !look.verbose && totals.count(Severity::Hint) > 0 {
        return format!("{} (--verbose shows hints)", parts.join(", "));
    }
    parts.join(", ")
}

const fn verdict_style(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Hotfix => GREEN,
        Verdict::Defer => AnsiColor::BrightBlue.on_default(),
        Verdict::Undecided => YELLOW,
    }
}

fn freeze(days_left: i32) -> String {
    match days_left {
        0 => "freezes today".to_owned(),
        n if n > 0 => format!("freezes in {}", days(n)),
        n => format!("froze {} ago", days(-n)),
    }
}

fn days(n: i32) -> String {
    if n == 1 { "1 day".to_owned() } else { format!("{n} days") }
}

fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

fn paint(look: Look, style: Style, text: &str) -> String {
    if look.styled && !text.is_empty() {
        format!("{style}{text}{style:#}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn paths_are_one_word_for_a_shell() {
        for (path, one) in [
            ("hotfixes/2026/a-1_b.hotfix.md", "hotfixes/2026/a-1_b.hotfix.md"),
            ("hotfixes/Größe.md", "hotfixes/Größe.md"),
            ("C:/a.md", "C:/a.md"),
            ("hot fixes/a.md", "\"hot fixes/a.md\""),
            ("it's.md", "\"it's.md\""),
            ("a(1)&b;c*.md", "\"a(1)&b;c*.md\""),
            ("~a.md", "\"~a.md\""),
            ("#1.md", "\"#1.md\""),
            ("$HOME it's.md", r"'$HOME it'\''s.md'"),
            ("say \"so\".md", "'say \"so\".md'"),
            ("-x.md", "./-x.md"),
        ] {
            assert_eq!(word(path), one);
        }
    }
}
