//! Entries as lines of another layout.

use super::entry::{Entry, Line};
use super::{Edit, Form, LayoutError};
use crate::edit::lines;
use crate::proposal::markdown::{border, notes_label};
use crate::source::{Source, Span};

/// Entries that follow one another, written in `form` in place of what they are, below a heading of level `above`.
pub(super) fn group(
    source: &Source,
    entries: &[Entry<'_>],
    form: Form,
    above: usize,
) -> Result<Edit, LayoutError> {
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
        return Err(LayoutError::Nothing);
    };
    let span = Span::new(first.span.start, last.span.end);
    let eol = lines::eol_at(source, span.start);
    let mut text = match form {
        Form::Headings => headings(entries, above + 1, eol)?,
        Form::Bullets => bullets(entries, eol),
        Form::Tables => table(entries, eol)?,
    };
    let open = !source.slice(span).ends_with(['\n', '\r']);
    while open && text.ends_with(['\n', '\r']) {
        text.pop();
    }
    let before = source.text().get(..span.start).unwrap_or_default();
    let ended = before.trim_end_matches(['\n', '\r']).len();
    let blank_above = source.line_of(before.len()) > source.line_of(ended) + 1;
    if !blank_above && !before.trim().is_empty() {
        text.insert_str(0, eol);
    }
    let next = source.line_span(source.line_of(span.end));
    if span.end < source.text().len() && !source.slice(next).trim().is_empty() {
        text.push_str(eol);
    }
    // The mark that begins the file stays where it is.
    let mark = if source.slice(span).starts_with(MARK) { MARK.len_utf8() } else { 0 };
    Ok(Edit::replace(Span::new(span.start + mark, span.end), text))
}

/// What some editors begin a file with.
const MARK: char = '\u{feff}';

fn headings(entries: &[Entry<'_>], level: usize, eol: &str) -> Result<String, LayoutError> {
    let mut paragraphs = Vec::new();
    for entry in entries {
        if level > 6 {
            return Err(LayoutError::Deep(entry.line));
        }
        let mut text = format!("{} {}{eol}", "#".repeat(level), entry.prompt);
        if !entry.body.is_empty() {
            text.push_str(eol);
            push_lines(&mut text, &entry.body, "", eol);
        }
        paragraphs.push(text);
    }
    Ok(paragraphs.join(eol))
}

/// The level of the last heading in `between`; `None` where there is none.
pub(super) fn level_in(source: &Source, between: Span) -> Option<usize> {
    let level = |line: &str| {
        let hashes = line.trim_start_matches(MARK).bytes().take_while(|&b| b == b'#').count();
        (1..=6).contains(&hashes).then_some(hashes)
    };
    source.slice(between).lines().rev().find_map(level)
}

fn bullets(entries: &[Entry<'_>], eol: &str) -> String {
    let mut text = String::new();
    for entry in entries {
        text.push_str("- ");
        text.push_str(&entry.prompt);
        match entry.body.split_first() {
            None => text.push_str(eol),
            Some((first, rest)) if !begins_block(&first.words()) => {
                if entry.prompt.ends_with(['?', '？', ':']) {
                    text.push(' ');
                } else {
                    text.push_str(": ");
                }
                text.push_str(&first.words());
                text.push_str(if first.eol.is_empty() { eol } else { first.eol });
                push_lines(&mut text, rest, "  ", eol);
            }
            Some(_) => {
                text.push_str(eol);
                text.push_str(eol);
                push_lines(&mut text, &entry.body, "  ", eol);
            }
        }
    }
    text
}

fn push_lines(text: &mut String, lines: &[Line<'_>], indent: &str, eol: &str) {
    for line in lines {
        let words = line.words();
        if !words.is_empty() {
            text.push_str(indent);
            text.push_str(&words);
        }
        text.push_str(if line.eol.is_empty() { eol } else { line.eol });
    }
}

fn table(entries: &[Entry<'_>], eol: &str) -> Result<String, LayoutError> {
    let mut names: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for entry in entries {
        let (answer, notes) = cells(entry)?;
        for (name, _) in &notes {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        rows.push((entry.prompt.clone(), answer, notes));
    }
    let heads = ["Question", "Answer"].map(str::to_owned).into_iter().chain(names.iter().cloned());
    let heads: Vec<String> = heads.collect();
    let mut text = row(&heads, eol) + &row(&vec!["---".to_owned(); heads.len()], eol);
    for (prompt, answer, notes) in rows {
        let cell = |name: &String| {
            let note = notes.iter().find(|(known, _)| known == name);
            note.map_or_else(String::new, |(_, text)| text.clone())
        };
        let cells: Vec<String> =
            [prompt, answer].into_iter().chain(names.iter().map(cell)).collect();
        text.push_str(&row(&cells, eol));
    }
    Ok(text)
}

fn row(cells: &[String], eol: &str) -> String {
    format!("| {} |{eol}", cells.join(" | "))
}

/// The answer in one cell, and the lines that begin with the name of a column.
fn cells(entry: &Entry<'_>) -> Result<(String, Vec<(String, String)>), LayoutError> {
    let mut answer = None;
    let mut notes: Vec<(String, String)> = Vec::new();
    let has_border = |text: &str| border(text, Span::new(0, text.len())).is_some();
    if has_border(&entry.prompt) {
        return Err(LayoutError::Border(entry.line));
    }
    for (index, line) in entry.body.iter().enumerate() {
        let words = line.words();
        if has_border(&words) {
            return Err(LayoutError::Border(entry.line));
        }
        match noted(&words) {
            Some((name, text)) if notes.iter().all(|(known, _)| *known != name) => {
                notes.push((name, text));
            }
            None if index == 0 && !begins_block(&words) && words.trim() == words => {
                answer = Some(words);
            }
            _ => return Err(LayoutError::TooLong(entry.line)),
        }
    }
    Ok((answer.unwrap_or_default(), notes))
}

/// `Evidence: words` as a column and its cell.
fn noted(line: &str) -> Option<(String, String)> {
    let (name, text) = line.split_once(": ")?;
    let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic());
    let named = plain && notes_label(&format!("{name}:")) == Some(name.len() + 1);
    (named && !text.is_empty() && text.trim() == text && !begins_block(text))
        .then(|| (name.to_owned(), text.to_owned()))
}

/// Whether a line begins what is more than words: an item, a quote, a heading, code, a row, a box, a tag.
fn begins_block(line: &str) -> bool {
    let line = line.trim_start();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = &line[digits..];
    let blank_behind = |text: &str| text.is_empty() || text.starts_with([' ', '\t']);
    let bullet = line.strip_prefix(['-', '*', '+', '•']).is_some_and(blank_behind);
    let number = digits > 0 && after.strip_prefix(['.', ')']).is_some_and(blank_behind);
    bullet || number || line.starts_with(['>', '#', '|', '<', '[']) || is_fence(line)
}

fn is_fence(line: &str) -> bool {
    line.starts_with("```") || line.starts_with("~~~")
}
