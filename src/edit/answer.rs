//! Writing into an answer: its value, and room for its evidence.

use super::insert::{Marks, marks_len};
use super::yaml::{self, Mapping, Value};
use super::{Edit, cell, front_matter, lines, room, table};
use crate::policy::{Kind, Question};
use crate::proposal::answer::form_blank;
use crate::proposal::boxes::ticked_as;
use crate::proposal::evidence::EvidenceKind;
use crate::proposal::yaml_tree::Entry;
use crate::proposal::{Answer, Format, Layout, Proposal, markdown};
use crate::source::{Source, Span};

/// The words an answer may start with: the options of its kind; none for numbers and texts.
pub fn options(question: &Question) -> Vec<String> {
    match &question.kind {
        Kind::YesNo => vec!["Yes".to_owned(), "No".to_owned()],
        Kind::Choice(options) => {
            options.iter().map(|option| capital(&option.name.replace('-', " "))).collect()
        }
        Kind::Count | Kind::Text => Vec::new(),
    }
}

/// Ways to put `word` at the beginning of an answer, the most natural first: a box is ticked where there is one for it,
/// a blank is filled, and what is written stays behind the word.
pub fn start(source: &Source, proposal: &Proposal, answer: &Answer, word: &str) -> Vec<Vec<Edit>> {
    if let Some(tick) = ticked(source, answer, word) {
        return vec![tick];
    }
    if proposal.format == Format::Yaml
        && let Some((mapping, entry)) = value_entry(source, proposal, answer)
        && entry.value.span.is_empty()
    {
        let edits = yaml::set(&mapping, &[], &[(&entry.key, Value::text(word))]);
        return vec![room::behind(edits, word, "")];
    }
    // What stands in other cells is no answer.
    if answer.row.as_ref().is_some_and(|row| row.said(source).is_unanswered())
        && let Some(edits) = in_cell(source, answer, word)
    {
        return vec![edits];
    }
    // What a form writes for nothing is replaced.
    if let Some(words) = form_blank(&answer.content) {
        return vec![replace(source, proposal, answer, with_emphasis(source, words), word)];
    }
    if answer.content.prose.is_blank()
        && answer.content.code.is_empty()
        && answer.content.links.is_empty()
    {
        let ways = blank(source, proposal, answer, word).into_iter();
        return ways.map(|edits| room::behind(edits, word, "")).collect();
    }
    if answer.content.prose.is_blank() {
        let at = answer.span.start;
        let eol = lines::eol_at(source, source.line_start(at));
        let line = source.line_span(source.line_of(at));
        let indent = source.slice(Span::new(line.start, at));
        return if indent.trim().is_empty() {
            vec![vec![Edit::insert(at, format!("{word}.{eol}{eol}{indent}"))]]
        } else {
            vec![vec![Edit::insert(at, format!("{word}. "))]]
        };
    }
    let at = answer.content.prose.trimmed_span().start;
    let sentence = source.text().get(at..).is_some_and(|text| text.starts_with(char::is_uppercase));
    let mark = if sentence { "." } else { "," };
    vec![vec![Edit::insert(at, format!("{word}{mark} "))]]
}

/// Puts `word` in place of words that are no answer.
pub fn replace(
    source: &Source,
    proposal: &Proposal,
    answer: &Answer,
    words: Span,
    word: &str,
) -> Vec<Edit> {
    if proposal.format == Format::Yaml
        && let Some((mapping, entry)) = value_entry(source, proposal, answer)
        && entry.value.span.contains(words)
        && source.slice(entry.value.span).trim_matches(['"', '\''])
            == source.slice(words).trim_matches(['"', '\''])
    {
        let edits = yaml::set(&mapping, &[], &[(&entry.key, Value::text(word))]);
        return room::behind(edits, word, "");
    }
    room::behind(vec![Edit::replace(words, word)], word, "")
}

/// The words with the emphasis around them.
fn with_emphasis(source: &Source, words: Span) -> Span {
    let is_mark = |c: &char| matches!(c, '*' | '_');
    let before = source.text().get(..words.start).unwrap_or_default();
    let behind = source.text().get(words.end..).unwrap_or_default();
    let marks = before.chars().rev().take_while(is_mark);
    let len = marks.zip(behind.chars()).take_while(|(open, close)| open == close).count();
    Span::new(words.start - len, words.end + len)
}

/// Ticks the box whose label begins with the word.
fn ticked(source: &Source, answer: &Answer, word: &str) -> Option<Vec<Edit>> {
    let of_word = |label: &str| {
        let label = label.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        label
            .strip_prefix(&word.to_lowercase())
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    let labelled = |boxed: &&crate::proposal::content::TickBox| of_word(source.slice(boxed.label));
    let boxed = answer.content.boxes.iter().find(labelled)?;
    let mark = ticked_as(source.slice(boxed.span));
    (!boxed.ticked).then(|| vec![Edit::replace(boxed.span, mark)])
}

/// Ways to write `word` where nothing is written yet.
pub(super) fn blank(
    source: &Source,
    proposal: &Proposal,
    answer: &Answer,
    word: &str,
) -> Vec<Vec<Edit>> {
    if proposal.format == Format::Yaml {
        let Some((mapping, entry)) = value_entry(source, proposal, answer) else {
            return Vec::new();
        };
        return vec![yaml::set(&mapping, &[], &[(&entry.key, Value::text(word))])];
    }
    let line = source.line_span(source.line_of(answer.prompt.end));
    let entry = source.slice(answer.entry);
    // `**A:**` below the question waits for the answer.
    if let Some(at) = label_end(source, answer, line.end) {
        return vec![vec![Edit::insert(at, format!(" {word}"))]];
    }
    if let Some(blank) = empty_item(source, answer, line.end) {
        return vec![vec![Edit::replace(blank, format!(" {word}"))]];
    }
    match answer.layout {
        Layout::Heading(_) => {
            // The blank lines of a quote have its mark.
            let text = entry.trim_end_matches(|c: char| c.is_whitespace() || c == '>');
            let place =
                lines::line_after(source, answer.entry.start + text.len(), source.text().len());
            let eol = lines::eol_at(source, place.at);
            let quote = quote(source, line);
            vec![vec![place.edit(&format!("{}{eol}{quote}{word}", quote.trim_end()), eol)]]
        }
        Layout::Row => in_cell(source, answer, word).into_iter().collect(),
        Layout::Item | Layout::Line | Layout::Key => {
            let rest = answer.span.start.clamp(answer.prompt.end, line.end.max(answer.prompt.end));
            let tail = Span::new(rest, line.end.max(rest));
            let at = if source.slice(tail).trim().is_empty() { tail } else { Span::empty(rest) };
            let gap = if source.slice(Span::new(answer.prompt.end, rest)).ends_with([' ', '\t']) {
                ""
            } else {
                " "
            };
            vec![
                vec![Edit::replace(at, format!("{gap}{word}"))],
                vec![Edit::replace(at, format!(":{gap}{word}"))],
            ]
        }
    }
}

/// One past a line below the question that only names the answer.
fn label_end(source: &Source, answer: &Answer, from: usize) -> Option<usize> {
    let below = source.text().get(from..answer.entry.end.max(from))?;
    markdown::is_answer_label(below).then(|| from + below.trim_end().len())
}

/// The blanks behind the bullet or number below a question that has nothing else below it.
fn empty_item(source: &Source, answer: &Answer, from: usize) -> Option<Span> {
    let below = source.text().get(from..answer.entry.end.max(from))?;
    let mark = below.trim_end();
    let line = mark.rsplit(['\n', '\r']).next()?;
    let is_alone = mark[..mark.len() - line.len()].trim().is_empty() && line.len() < mark.len();
    let is_item = Marks::of(line) == Marks::Item && marks_len(line) == line.len();
    let at = from + mark.len();
    let end = source.line_span(source.line_of(at)).end;
    (is_alone && is_item && !line.contains('[')).then(|| Span::new(at, end.max(at)))
}

/// Puts the word into the cell for the answer.
fn in_cell(source: &Source, answer: &Answer, word: &str) -> Option<Vec<Edit>> {
    let (edit, text) = cell::answered(source, answer, word)?;
    Some(room::behind(vec![edit], &text, ""))
}

/// The entry that holds an answer's value, and its mapping: the question's, or `answer` below it.
fn value_entry<'a>(
    source: &'a Source,
    proposal: &'a Proposal,
    answer: &Answer,
) -> Option<(Mapping<'a>, &'a Entry)> {
    let (mapping, entry) = key_entry(source, proposal, answer)?;
    match mapping.child(&entry.key).and_then(|inner| Some((inner, inner.entry("answer")?))) {
        Some(inner) => Some(inner),
        None if mapping.child(&entry.key).is_some() => None,
        None => Some((mapping, entry)),
    }
}

/// The question's entry in a YAML document, and its mapping.
pub(super) fn key_entry<'a>(
    source: &'a Source,
    proposal: &'a Proposal,
    answer: &Answer,
) -> Option<(Mapping<'a>, &'a Entry)> {
    let root = front_matter::mapping(source, Format::Yaml, &proposal.metadata)?;
    let mut open = vec![root];
    while let Some(mapping) = open.pop() {
        let holds = |entry: &&Entry| entry.key_span == answer.prompt;
        // A key twice: edits of the first would change the other.
        if let Some(entry) = mapping.entries().iter().find(holds) {
            let first =
                mapping.entry(&entry.key).is_some_and(|first| first.key_span == entry.key_span);
            return first.then_some((mapping, entry));
        }
        let around = |entry: &&Entry| entry.value.span.contains(answer.prompt);
        let inner =
            mapping.entries().iter().find(around).and_then(|entry| mapping.child(&entry.key));
        open.extend(inner);
    }
    None
}

/// Room for evidence of a kind, in words that are no evidence until somebody fills them in.
pub fn stub(
    source: &Source,
    proposal: &Proposal,
    answer: &Answer,
    kind: EvidenceKind,
) -> Option<Vec<Edit>> {
    let text = stub_text(kind);
    let known = source.slice(answer.span);
    let label = text.split(" <").next().unwrap_or(text);
    if source.slice(answer.entry).contains(label) {
        return None;
    }
    if proposal.format == Format::Yaml {
        let edits = yaml_stub(source, proposal, answer, text)?;
        return Some(room::in_place_of(edits, placeholder(text)));
    }
    if answer.span.is_empty() {
        return None;
    }
    let fence = match kind {
        EvidenceKind::Reproduction | EvidenceKind::Log => Some("```"),
        _ => None,
    };
    let end = answer.span.start + known.trim_end().len();
    let line = source.line_span(source.line_of(end));
    let eol = lines::eol_at(source, source.line_start(answer.prompt.start));
    if answer.layout == Layout::Row {
        let noted = evidence_cell(source, answer, text);
        let edit = noted.unwrap_or_else(|| Edit::insert(end, format!(" {text}")));
        return Some(room::in_place_of(vec![edit], placeholder(text)));
    }
    let indent = match answer.layout {
        Layout::Item => " ".repeat(content_column(source, answer)),
        _ => String::new(),
    };
    let last = if line.end > end && !source.slice(Span::new(end, line.end)).trim().is_empty() {
        // Something of another kind follows on the line: keep it there.
        end
    } else {
        line.end
    };
    let lines = match fence {
        // Whatever stands in a fence is code, so it is left empty.
        Some(fence) => vec!["", label, "", fence, "", fence],
        None => vec!["", text],
    };
    let quote = quote(source, line);
    let written = |line: &str| match line {
        "" => format!("{eol}{}", quote.trim_end()),
        line => format!("{eol}{quote}{indent}{line}"),
    };
    let edits = vec![Edit::insert(last, lines.into_iter().map(written).collect::<String>())];
    Some(match fence {
        Some(fence) => {
            let gap = format!("{}{indent}", &quote[quote.trim_end().len()..]);
            room::behind(edits, &[written(fence), written("")].concat(), &gap)
        }
        None => room::in_place_of(edits, placeholder(text)),
    })
}

/// What of a stub the author replaces: `<its name>`.
fn placeholder(text: &str) -> &str {
    &text[text.find('<').unwrap_or_default()..]
}

/// What makes a line part of a quote: `> `.
fn quote(source: &Source, line: Span) -> &str {
    let text = source.slice(line);
    let marks = text.len() - text.trim_start_matches([' ', '\t', '>']).len();
    let Some(last) = text[..marks].rfind('>') else { return "" };
    &text[..last + 1 + usize::from(text[last + 1..].starts_with(' '))]
}

/// The text in the row's cell for evidence, where there is one and nothing stands in it.
fn evidence_cell(source: &Source, answer: &Answer, text: &str) -> Option<Edit> {
    let row = source.line_of(answer.prompt.start);
    let line = source.line_span(row);
    let cells: Vec<Span> = markdown::cells(source.text(), line).collect();
    let own = cells.iter().position(|cell| cell.contains(answer.prompt))?;
    let names = table::names(source, table::header(source, row)?);
    let is_evidence = |&at: &usize| {
        let label = names.get(at).map(|name| format!("{name}:"));
        label.is_some_and(|label| markdown::notes_label(&label) == Some(label.len()))
    };
    let row = answer.row.as_ref()?;
    let place = (own + 1..names.len()).find(|at| is_evidence(at) && row.is_free(at - own - 1))?;
    cell::fill(source, answer, row, place - own - 1, text)
}

/// Where the text of an item begins: what stands below it must be as deep.
fn content_column(source: &Source, answer: &Answer) -> usize {
    let line = source.line_span(source.line_of(answer.prompt.start));
    let text = &source.slice(line)[quote(source, line).len()..];
    let indent = text.len() - text.trim_start().len();
    let marker = text.trim_start().find(' ').map_or(0, |len| len + 1);
    indent + marker.clamp(2, 5)
}

fn yaml_stub(
    source: &Source,
    proposal: &Proposal,
    answer: &Answer,
    text: &str,
) -> Option<Vec<Edit>> {
    let (mapping, entry) = key_entry(source, proposal, answer)?;
    let evidence = ("evidence".to_owned(), Value::text(text));
    if let Some(inner) = mapping.child(&entry.key) {
        // What is given already stays.
        let free = inner.entry("evidence").is_none_or(|given| given.value.span.is_empty());
        return free.then(|| {
            yaml::set(&inner, &["answer", "evidence", "notes"], &[("evidence", evidence.1)])
        });
    }
    let slot = yaml::slot(source, &entry.value)?;
    let raw = Value::Raw(source.slice(slot.span).to_owned());
    let both = Value::Map(vec![("answer".to_owned(), raw), evidence]);
    (slot.span == entry.value.span).then(|| yaml::set(&mapping, &[], &[(&entry.key, both)]))
}

const fn stub_text(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Reproduction => "Reproduction: <the smallest code that shows it>",
        EvidenceKind::Log => "Log: <the error and its stack trace>",
        EvidenceKind::Test => "Test: <its name>",
        EvidenceKind::Issue => "Issue: <its number or link>",
        EvidenceKind::PullRequest => "Pull request: <its number or link>",
        EvidenceKind::Commit => "Commit: <its hash>",
        EvidenceKind::Advisory => "Advisory: <its CVE or GHSA number>",
        EvidenceKind::Measurement => "Measured: <how many of how many>",
        EvidenceKind::Link => "Link: <its address>",
        EvidenceKind::File => "File: <its path>",
        EvidenceKind::Image => "Image: <its path>",
        EvidenceKind::Explanation => "Tried: <what, and what happened>",
        EvidenceKind::Private => "Held by: <who>",
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
