//! Front matter that comes, and goes again.

use super::yaml::{self, Mapping, Value};
use super::{Edit, scalar};
use crate::proposal::Format;
use crate::proposal::metadata::{KEYS, Metadata};
use crate::proposal::yaml_tree::ScalarStyle;
use crate::source::{Source, Span};

/// Sets metadata keys: in the front matter or the root mapping; a Markdown document without front matter gets one.
///
/// `None` where the metadata is no mapping, so that there is no place for a key.
pub fn set(
    source: &Source,
    format: Format,
    metadata: &Metadata,
    keys: &[(&str, Value)],
) -> Option<Vec<Edit>> {
    match mapping(source, format, metadata) {
        Some(mapping) => Some(yaml::set(&mapping, &KEYS, keys)),
        None if format == Format::Markdown && metadata.block.is_none() => {
            Some(create(source, keys))
        }
        None => None,
    }
}

/// The metadata's mapping; `None` where there is no front matter, or where it is no mapping.
pub fn mapping<'a>(
    source: &'a Source,
    format: Format,
    metadata: &'a Metadata,
) -> Option<Mapping<'a>> {
    let body = match (metadata.body, format) {
        (Some(body), Format::Markdown) => body,
        (None, Format::Markdown) => return None,
        // The lines around the mapping count: a key may go below the last comment.
        (_, Format::Yaml) => Span::new(first(source), document_end(source)),
    };
    Mapping::root(source, &metadata.tree, body)
}

/// Front matter with these keys and a blank line, before everything but a byte order mark.
fn create(source: &Source, keys: &[(&str, Value)]) -> Vec<Edit> {
    let eol = source.line_ending();
    let body = yaml::document(keys, eol);
    vec![Edit::insert(first(source), format!("---{eol}{body}---{eol}{eol}"))]
}

/// The front matter's bytes with the blank line that [`set`] put behind it.
pub fn whole(source: &Source, block: Span) -> Span {
    let line = source.line_span(source.line_of(block.end));
    let blank = line.start == block.end && source.slice(line).trim().is_empty();
    Span::new(block.start, if blank { source.next_line(block.end) } else { block.end })
}

/// Where the first document of a YAML text ends: at `...`, or where a second document begins.
fn document_end(source: &Source) -> usize {
    let mut begun = false;
    for line in 0..source.line_count() {
        let span = source.line_span(line);
        let text = source.slice(span).trim_start_matches('\u{feff}');
        let marker = |marker: &str| {
            text.strip_prefix(marker)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
        };
        if begun && (marker("...") || marker("---")) {
            return span.start.max(first(source));
        }
        begun |= !(text.trim().is_empty() || text.starts_with(['#', '%']));
    }
    source.text().len()
}

/// The first byte behind a byte order mark.
pub fn first(source: &Source) -> usize {
    if source.text().starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// `text` as a YAML scalar for a new key.
pub fn scalar(text: &str) -> String {
    scalar::write(text, ScalarStyle::Plain, ScalarStyle::Double, false)
}
