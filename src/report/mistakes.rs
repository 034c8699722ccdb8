//! Mistakes in a policy or configuration file for people: each sentence with the lines it is about.

use super::excerpt::excerpt;
use super::{Look, escape};
use crate::settings::Mistake;
use crate::source::{Encoding, Source};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::fmt::Write as _;

/// How many mistakes of one file are told: nobody reads on.
const SHOWN: usize = 100;

/// The mistakes of one file; `path` is how people name it, `rule` what the mistakes are called.
pub fn told(path: &str, source: &Source, rule: &str, mistakes: &[Mistake], look: Look) -> String {
    let renderer =
        if look.styled { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
    let renderer = renderer.term_width(look.page());
    let mut out = String::new();
    for mistake in mistakes.iter().take(SHOWN) {
        let excerpt = excerpt(source, mistake.span, &[]);
        let column = source.position(mistake.span.start, Encoding::Utf32).column as usize + 1;
        let title = Level::ERROR.primary_title(escape::line(&mistake.message).into_owned());
        let snippet = Snippet::source(excerpt.text)
            .line_start(excerpt.line)
            .path(escape::line(path).into_owned())
            .annotation(AnnotationKind::Primary.span(excerpt.main));
        let group = Group::with_title(title.id(rule)).element(snippet);
        // The renderer counts columns in the line it is given, which may begin with a cut.
        let place = |column| format!("{}:{}:{column}", escape::line(path), excerpt.line);
        let page = renderer.render(&[group]);
        out += &page.replacen(&place(excerpt.column), &place(column), 1);
        out += "\n\n";
    }
    if mistakes.len() > SHOWN {
        let _ = writeln!(out, "{path}: {} more\n", mistakes.len() - SHOWN);
    }
    out
}
