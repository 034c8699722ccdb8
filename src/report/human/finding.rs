//! One finding for people: the sentence, the lines it is about, other places, and what would mend it.

use super::super::excerpt::{Excerpt, excerpt};
use super::super::{Document, Look, escape};
use crate::finding::{Finding, Fix, Related, Safety, Severity};
use crate::rule;
use crate::source::{Encoding, Span};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use std::ops::Range;

/// The finding, and an empty line.
pub(super) fn told(
    document: &Document<'_>,
    finding: &Finding,
    fixes: &[Fix],
    renderer: &Renderer,
    look: Look,
) -> String {
    let path = escape::line(document.path);
    let spans: Vec<Span> = finding.related.iter().map(|related| related.span).collect();
    let excerpt = excerpt(document.source, finding.span, &spans);
    let snippet = |excerpt: &Excerpt| {
        Snippet::source(excerpt.text.clone())
            .line_start(excerpt.line)
            .path(path.clone().into_owned())
    };

    let primary = AnnotationKind::Primary.span(excerpt.main.clone());
    let mut main = snippet(&excerpt).annotation(primary);
    let (mut notes, mut far) = (Vec::new(), Vec::new());
    for (related, mark) in finding.related.iter().zip(&excerpt.others) {
        let label = escape::line(&related.message);
        match mark {
            Some(mark) if has_room(&excerpt, mark, &label, look) => {
                main = main.annotation(context(mark).label(label.into_owned()));
            }
            Some(mark) => {
                main = main.annotation(context(mark));
                let line = document.source.line_of(related.span.start) + 1;
                notes.push(format!("line {line}: {label}"));
            }
            None => far.push(snippet_of(document, related, &snippet)),
        }
    }

    let title = level(finding.severity).primary_title(sentence(finding, look)).id(finding.rule);
    let title = if look.links { title.id_url(rule::url(finding.rule)) } else { title };
    let mut group = Group::with_title(title).element(main);
    for note in notes {
        group = group.element(Level::NOTE.message(note));
    }
    for snippet in far {
        group = group.element(snippet);
    }
    for help in helps(fixes) {
        group = group.element(Level::HELP.message(help));
    }
    let page = renderer.render(&[group]);
    placed(document, finding, &path, &excerpt, page) + "\n\n"
}

/// A place that is too far away for the main excerpt.
fn snippet_of<'a>(
    document: &Document<'_>,
    related: &Related,
    snippet: &impl Fn(&Excerpt) -> Snippet<'a, Annotation<'a>>,
) -> Snippet<'a, Annotation<'a>> {
    let far = excerpt(document.source, related.span, &[]);
    let label = escape::line(&related.message).into_owned();
    snippet(&far).annotation(context(&far.main).label(label))
}

fn context<'a>(mark: &Range<usize>) -> Annotation<'a> {
    AnnotationKind::Context.span(mark.clone())
}

/// Whether a label has room beside its mark.
fn has_room(excerpt: &Excerpt, mark: &Range<usize>, label: &str, look: Look) -> bool {
    let before = excerpt.text.get(..mark.end).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.chars().count() + label.chars().count() + 8 <= look.page()
}

/// The finding's message; on a terminal broken between words.
fn sentence(finding: &Finding, look: Look) -> String {
    let message = escape::line(&finding.message);
    // The renderer sets every line of it behind this.
    let lead = finding.severity.name().len() + finding.rule.len() + "[]: ".len();
    match look.width {
        Some(width) => broken(&message, width.saturating_sub(lead)),
        None => message.into_owned(),
    }
}

/// What would mend it: the fix that this program applies, and the first of those that a person has to look at.
fn helps(fixes: &[Fix]) -> Vec<String> {
    let title = |fix: &Fix| escape::line(&fix.title).into_owned();
    let is_safe = |fix: &&Fix| fix.safety == Safety::Safe;
    let safe =
        fixes.iter().find(is_safe).map(|fix| format!("fix available with --fix: {}", title(fix)));
    // A waiver mends nothing; it is for editors, where it is one of many.
    let is_other = |fix: &&Fix| !is_safe(fix) && !fix.title.starts_with("Waive ");
    let others: Vec<&Fix> = fixes.iter().filter(is_other).collect();
    let first = others.iter().find(|fix| fix.preferred).or(others.first()).map(|fix| {
        let more = match others.len() - 1 {
            0 => String::new(),
            n => format!(" (and {n} more)"),
        };
        format!("fix available in an editor: {}{more}", title(fix))
    });
    safe.into_iter().chain(first).collect()
}

/// The renderer counts columns in the lines it is given; where the main one begins with a cut, the document's column is
/// another.
fn placed(
    document: &Document<'_>,
    finding: &Finding,
    path: &str,
    excerpt: &Excerpt,
    rendered: String,
) -> String {
    let place = document.source.position(finding.span.start, Encoding::Utf32);
    let column = place.column as usize + 1;
    if excerpt.column == column {
        return rendered;
    }
    let line = place.line + 1;
    let (wrong, right) =
        (format!("{path}:{line}:{}", excerpt.column), format!("{path}:{line}:{column}"));
    rendered.replacen(&wrong, &right, 1)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO.with_name("information"),
        Severity::Hint => Level::NOTE.with_name("hint"),
    }
}

/// A sentence broken between words, where it is longer than `width`.
fn broken(sentence: &str, width: usize) -> String {
    let mut out = String::with_capacity(sentence.len());
    let mut column = 0;
    for word in sentence.split(' ') {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_break_between_words() {
        assert_eq!(broken("one two three", 7), "one two\nthree");
        assert_eq!(broken("unbreakable", 4), "unbreakable");
        assert_eq!(broken("", 4), "");
    }
}
