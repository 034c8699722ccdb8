//! Keys of a mapping in braces.

use super::{Anchor, Mapping, entry_end};
use crate::edit::{Edit, lines};
use crate::proposal::yaml_tree::Entry;
use crate::source::{Source, Span};

/// Adds keys.
pub(super) fn insert_flow(
    mapping: &Mapping<'_>,
    added: &[(&str, Anchor, Vec<String>)],
) -> Vec<Edit> {
    let source = mapping.source;
    let mut edits: Vec<Edit> = Vec::new();
    if mapping.entries.is_empty() {
        let at = mapping.node.map_or(mapping.body.end, |node| node.span.start + 1);
        let texts: Vec<String> = added.iter().flat_map(|(_, _, texts)| texts.clone()).collect();
        return if texts.is_empty() { edits } else { vec![Edit::insert(at, texts.join(", "))] };
    }
    for (_, anchor, texts) in added {
        let edit = match *anchor {
            Anchor::Before(index) => {
                let at = mapping.entries[index].key_span.start;
                let separator = separator(source, mapping, index);
                Edit::insert(
                    at,
                    texts.iter().fold(String::new(), |out, text| out + text + &separator),
                )
            }
            Anchor::After(_) | Anchor::End => {
                let last = mapping.entries.len() - 1;
                let index = if let Anchor::After(index) = *anchor { index } else { last };
                let separator = separator(source, mapping, index);
                let at = entry_end(source, &mapping.entries[index]);
                Edit::insert(
                    at,
                    texts.iter().fold(String::new(), |out, text| out + &separator + text),
                )
            }
        };
        match edits.iter_mut().find(|known| known.span == edit.span) {
            Some(known) => known.text.push_str(&edit.text),
            None => edits.push(edit),
        }
    }
    edits
}

/// What stands between two keys of a flow mapping: a comma, and a line break where each key has its own line.
fn separator(source: &Source, mapping: &Mapping<'_>, index: usize) -> String {
    let key = mapping.entries.get(index).map_or(0, |entry| entry.key_span.start);
    let line = source.line_span(source.line_of(key));
    let blank = source.slice(Span::new(line.start, key));
    if blank.trim().is_empty() && mapping.node.is_some_and(|node| node.span.start < line.start) {
        return format!(",{}{blank}", lines::eol_at(source, line.start));
    }
    ", ".to_owned()
}

/// Removes keys.
pub(super) fn remove_flow(mapping: &Mapping<'_>, doomed: impl Fn(&Entry) -> bool) -> Vec<Edit> {
    let source = mapping.source;
    let mut edits: Vec<Edit> = Vec::new();
    let mut kept_one = false;
    for entry in mapping.entries {
        if !doomed(entry) {
            kept_one = true;
            continue;
        }
        let end = entry_end(source, entry);
        let before = source.text().get(..entry.key_span.start).unwrap_or_default().trim_end();
        let span = if kept_one && before.ends_with(',') {
            Span::new(before.len() - 1, end)
        } else {
            // The first key takes the comma behind it along, and the blanks up to the next.
            let behind = source.text().get(end..).unwrap_or_default();
            let comma = behind.trim_start().strip_prefix(',').map(str::trim_start);
            Span::new(
                entry.key_span.start,
                comma.map_or(end, |rest| source.text().len() - rest.len()),
            )
        };
        match edits.last_mut() {
            Some(last) if last.span.end >= span.start => {
                last.span.end = span.end.max(last.span.end);
            }
            _ => edits.push(Edit::remove(span)),
        }
    }
    edits
}
