//! What a proposal in Markdown is called.

use super::bom_len;
use super::marks::{Mark, MarkKind};
use crate::proposal::metadata::Metadata;
use crate::proposal::{Layout, inline};
use crate::source::{Source, Span};
use pulldown_cmark::{Event, Parser};

/// Front matter `title`, else the words of the first heading, else line 1.
pub(super) fn find(source: &Source, metadata: &Metadata, marks: &[Mark]) -> Span {
    if let Some(title) = &metadata.title {
        return title.span;
    }
    let heading = marks.iter().find_map(|mark| match &mark.kind {
        MarkKind::Heading { span, .. } => Some(whole(source, mark.entry, *span)),
        MarkKind::Criterion { span, level: Some(_), .. } => Some(*span),
        MarkKind::Question(question) if matches!(question.layout, Layout::Heading(_)) => {
            Some(question.prompt)
        }
        _ => None,
    });
    heading.unwrap_or_else(|| {
        let line = source.line_span(0);
        Span::new(line.start + bom_len(source.slice(line)), line.end)
    })
}

/// All that the author put behind the heading's mark. `words` of it are what a question is looked for in, and begin behind
/// numbers, quotation marks and emphasis, none of which a title can do without. `entry` is the first byte of the line.
fn whole(source: &Source, entry: usize, words: Span) -> Span {
    let before = source.slice(Span::new(entry, words.start));
    let behind = source.slice(Span::new(words.end, source.line_span(source.line_of(entry)).end));
    let closed = behind.trim_end();
    let open = closed.trim_end_matches('#');
    // `#` at the end closes a heading where a blank stands before it.
    let len = if open.ends_with([' ', '\t']) { open.trim_end().len() } else { closed.len() };
    Span::new(entry + mark_len(before), words.end + len)
}

/// The length of what makes a line a heading: `> ## `, or Jira's `h2. `. An underlined one has nothing but its indentation.
fn mark_len(before: &str) -> usize {
    let rest = before.trim_start_matches([' ', '\t', '>', '\u{a0}']);
    let rest = match rest.split_once('#') {
        Some((_, rest)) => rest.trim_start_matches('#'),
        None if rest.starts_with('h') => rest.get("h1.".len()..).unwrap_or_default(),
        None => rest,
    };
    before.len() - rest.trim_start().len()
}

/// The words of a title as a reader sees them: without emphasis, the marks of code, and the targets of links.
pub(in crate::proposal) fn plain(title: &str) -> String {
    // Behind a heading's mark, so that a number or a star begins no list.
    let heading = format!("# {title}");
    let mut words = String::with_capacity(title.len());
    for event in Parser::new(&heading) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            // `<What breaks>` asks for words, and is nothing that a browser would know.
            Event::InlineHtml(tag) if !inline::is_html(&tag) => words.push_str(&tag),
            _ => {}
        }
    }
    words
}
