//! Evidence elsewhere in the document: "see Reproduction", "see below: Log", `[log](#log)`, "see the issue".

use super::blocks::Blocks;
use super::body;
use super::marks::{Mark, MarkKind};
use super::notes::Note;
use crate::proposal::content::Content;
use crate::proposal::evidence::{self, Evidence, EvidenceKind};
use crate::proposal::metadata::Metadata;
use crate::source::{Source, Span};
use memchr::memmem;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The sections of a document that ask nothing: what an answer can point to.
pub(super) struct Sections<'a> {
    source: &'a Source,
    /// By the heading's words, lower case, one blank between them; of two of one name the first. Made when something
    /// first points anywhere.
    by_name: OnceCell<HashMap<String, usize>>,
    all: Vec<Section>,
    /// The footnotes and references: the heading is the label.
    notes: Vec<Section>,
    /// By the label; of two of one label the first.
    by_label: OnceCell<HashMap<&'a str, usize>>,
}

struct Section {
    /// The words of the heading.
    heading: Span,
    /// From below the heading to the next one of its level or a higher one.
    body: Span,
    /// What can be checked in it, read when something first points there.
    evidence: OnceCell<Vec<Evidence>>,
}

impl Section {
    /// What can be checked in it, and its words.
    fn evidence(&self, source: &Source, blocks: &Blocks) -> &[Evidence] {
        self.evidence.get_or_init(|| {
            let content = body::section(source, blocks, self.body);
            let mut found = evidence::of_section(source, &content, source.slice(self.heading));
            let words = found.last().filter(|e| e.kind == EvidenceKind::Explanation).cloned();
            found.retain(|e| e.kind != EvidenceKind::Explanation);
            found.truncate(LENT);
            found.extend(words);
            found
        })
    }
}

/// Appends what is not there yet of `found`, and tells how much that is.
fn lend<'e>(found: impl Iterator<Item = &'e Evidence>, evidence: &mut Vec<Evidence>) -> usize {
    let before = evidence.len();
    for found in found {
        if evidence.iter().all(|e| e.span != found.span) {
            evidence.push(found.clone());
        }
    }
    evidence.len() - before
}

/// How many sections one answer may point to; more are no help to a reader, and a hostile text may name thousands.
const FOLLOWED: usize = 8;

/// How many pieces of evidence one section lends to an answer: whoever wants to check has enough with these.
const LENT: usize = 16;

impl<'a> Sections<'a> {
    pub(super) fn new(source: &'a Source, blocks: &Blocks, marks: &[Mark]) -> Self {
        let mut all: Vec<Section> = Vec::new();
        // Sections still open, the deepest last: (level, index in `all`).
        let mut open: Vec<(u8, usize)> = Vec::new();
        for mark in marks {
            let level = match &mark.kind {
                MarkKind::Heading { level, .. }
                | MarkKind::Criterion { level: Some(level), .. } => *level,
                MarkKind::Question(_) | MarkKind::Deferral { .. } => 1,
                _ => continue,
            };
            while let Some(&(above, index)) = open.last()
                && above >= level
            {
                all[index].body.end = mark.entry;
                open.pop();
            }
            if let MarkKind::Heading { level, span } = mark.kind {
                let body = Span::new(source.next_line(span.end), source.text().len());
                open.push((level, all.len()));
                all.push(Section { heading: span, body, evidence: OnceCell::new() });
            }
        }
        let note = |note: &Note| Section {
            heading: note.label,
            body: Span::new((note.label.end + 2).min(note.span.end), note.span.end),
            evidence: OnceCell::new(),
        };
        let notes = blocks.notes.iter().map(note).collect();
        Self { source, by_name: OnceCell::new(), all, notes, by_label: OnceCell::new() }
    }

    /// Appends the evidence that `content` points to, and tells how much that is.
    pub(super) fn follow(
        &self,
        source: &Source,
        blocks: &Blocks,
        metadata: &Metadata,
        content: &Content,
        evidence: &mut Vec<Evidence>,
    ) -> usize {
        let pointers = pointers(content.prose.text());
        let mut pointed_to = follow_pointed(&pointers, metadata, content, evidence);
        for note in self.noted(content) {
            // Its words are the answer's own.
            pointed_to += lend(note.evidence(source, blocks).iter(), evidence);
        }
        if self.all.is_empty() {
            return pointed_to;
        }
        let pointed = self.pointed(content, &pointers);
        let is_link = |words: &Span| content.links.iter().any(|link| link.span == *words);
        let links: Vec<Span> = pointed.iter().map(|(words, _)| *words).filter(is_link).collect();
        evidence.retain(|e| !links.contains(&e.span));
        let mut wanted: Vec<usize> = pointed.into_iter().map(|(_, index)| index).collect();
        wanted.sort_unstable();
        wanted.dedup();
        for section in wanted.into_iter().take(FOLLOWED).map(|index| &self.all[index]) {
            let there = section.evidence(source, blocks).iter();
            pointed_to += lend(there.filter(|e| e.kind != EvidenceKind::Explanation), evidence);
        }
        pointed_to
    }

    /// The footnotes and references whose labels stand in `content`.
    fn noted(&self, content: &Content) -> Vec<&Section> {
        if self.notes.is_empty() {
            return Vec::new();
        }
        let by_label = self.by_label.get_or_init(|| {
            let mut by_label = HashMap::with_capacity(self.notes.len());
            for (index, note) in self.notes.iter().enumerate() {
                // With the mark before it: `^1`, `[1`.
                let label = Span::new(note.heading.start.saturating_sub(1), note.heading.end);
                by_label.entry(self.source.slice(label)).or_insert(index);
            }
            by_label
        });
        let text = content.prose.text();
        let labels = memchr::memchr_iter(b'[', text.as_bytes()).filter_map(|at| {
            let label = text.get(at..)?;
            let end = memchr::memchr(b']', label.as_bytes().get(..60.min(label.len()))?)?;
            let from = usize::from(label[1..].starts_with('^'));
            let found = by_label.get(label.get(from..end)?)?;
            // `a[1]` in code names nothing.
            let place = content.prose.span(at..at + 1);
            let codes = &content.inline_code;
            let code = codes.get(codes.partition_point(|code| code.end <= place.start));
            (from == 1 || code.is_none_or(|code| place.start < code.start)).then_some(found)
        });
        labels.take(FOLLOWED).filter_map(|&index| self.notes.get(index)).collect()
    }

    /// The words of `content` that point to a section, and the headings that they point to.
    pub(super) fn headings(&self, content: &Content) -> impl Iterator<Item = (Span, Span)> {
        let pointed = self.pointed(content, &pointers(content.prose.text())).into_iter();
        pointed.filter_map(|(words, index)| Some((words, self.all.get(index)?.heading)))
    }

    /// The words of `content` that point to a section, and which one that is.
    fn pointed(&self, content: &Content, pointers: &[(usize, &str)]) -> Vec<(Span, usize)> {
        let links = content.links.iter().filter(|link| link.target.starts_with('#'));
        let linked = links
            .take(FOLLOWED)
            .filter_map(|link| Some((link.span, self.of_name(&normalise(&link.target))?)));
        let named = pointers.iter().take(FOLLOWED).filter_map(|&(at, words)| {
            let (count, index) = self.named(&normalise(words))?;
            Some((content.prose.span(at..at + end_of_word(words, count)), index))
        });
        linked.chain(named).collect()
    }

    /// The section of that name.
    fn of_name(&self, name: &str) -> Option<usize> {
        let by_name = self.by_name.get_or_init(|| {
            let mut by_name = HashMap::with_capacity(self.all.len());
            for (index, section) in self.all.iter().enumerate() {
                by_name.entry(normalise(self.source.slice(section.heading))).or_insert(index);
            }
            // "Appendix A: reproduction" is Appendix A, where no other heading is.
            for (index, section) in self.all.iter().enumerate() {
                if let Some((name, _)) = self.source.slice(section.heading).split_once(": ") {
                    by_name.entry(normalise(name)).or_insert(index);
                }
            }
            by_name
        });
        by_name.get(name).copied()
    }

    /// The section whose whole name `words` begin with, and how many words that are; the longest name wins.
    fn named(&self, words: &str) -> Option<(usize, usize)> {
        let ends = words.match_indices(' ').map(|(at, _)| at).take(11).chain([words.len()]);
        let named = ends
            .enumerate()
            .filter_map(|(before, end)| Some((before + 1, self.of_name(words.get(..end)?)?)));
        named.last()
    }
}

/// What stands behind each "see" of a text, and where; the words that lead there ("below", "the section") left out.
fn pointers(text: &str) -> Vec<(usize, &str)> {
    const LEADS: [&str; 9] =
        ["below", "above", "the", "section", "also", "under", "in", "our", "heading"];
    static PAIRS: LazyLock<[memmem::Finder<'static>; 5]> =
        LazyLock::new(|| ["ee", "EE", "cf", "Cf", "CF"].map(memmem::Finder::new));
    let mut ends = Vec::new();
    let mut look = |from: usize, end: usize| {
        let word = text.get(from..end).unwrap_or_default();
        if matches!(word, "see" | "See" | "SEE" | "cf" | "Cf" | "CF")
            && !text[..from].ends_with(char::is_alphanumeric)
            && !text[end..].starts_with(char::is_alphanumeric)
        {
            ends.push(end);
        }
    };
    // Every answer is looked through, and few point anywhere: the rarer pairs of letters tell.
    let bytes = text.as_bytes();
    for pair in PAIRS.iter() {
        let begins = usize::from(matches!(pair.needle(), b"ee" | b"EE"));
        pair.find_iter(bytes).for_each(|at| look(at.saturating_sub(begins), at + 2));
    }
    ends.sort_unstable();
    let behind = |start: usize| {
        let mut rest = &text[start..];
        loop {
            rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '\n');
            let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            if word == 0 || !LEADS.iter().any(|lead| rest[..word].eq_ignore_ascii_case(lead)) {
                break;
            }
            rest = &rest[word..];
        }
        let mut end = rest.len().min(80);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        (text.len() - rest.len(), &rest[..end])
    };
    ends.into_iter().map(behind).collect()
}

/// "See the issue" is the metadata's issue: appends it, and tells how much that is.
pub(in crate::proposal) fn follow_issue(
    metadata: &Metadata,
    content: &Content,
    evidence: &mut Vec<Evidence>,
) -> usize {
    follow_pointed(&pointers(content.prose.text()), metadata, content, evidence)
}

fn follow_pointed(
    pointers: &[(usize, &str)],
    metadata: &Metadata,
    content: &Content,
    evidence: &mut Vec<Evidence>,
) -> usize {
    const NAMES: [&str; 5] = ["linked issue", "user issue", "issue", "ticket", "bug"];
    let Some(issue) = metadata.issues.first() else { return 0 };
    let found = pointers.iter().find_map(|&(at, words)| {
        let name = NAMES
            .iter()
            .find(|name| words.get(..name.len()).is_some_and(|w| w.eq_ignore_ascii_case(name)))?;
        // "see issue 12" and "see issues" say which ones they mean.
        let rest = words[name.len()..].trim_start_matches([' ', '#']);
        let own = !rest.starts_with(|c: char| c.is_ascii_digit())
            && !words[name.len()..].starts_with(char::is_alphanumeric);
        own.then(|| at..at + name.len())
    });
    let Some(words) = found else { return 0 };
    if evidence.iter().all(|e| e.kind != EvidenceKind::Issue || e.target != issue.text) {
        let span = content.prose.span(words);
        evidence.push(Evidence::new(EvidenceKind::Issue, span, issue.text.as_str()));
        return 1;
    }
    0
}

/// Where the `count`th word of a text ends, counted from 1.
fn end_of_word(text: &str, count: usize) -> usize {
    let mut inside = false;
    let mut begun = 0;
    for (at, c) in text.char_indices() {
        let is_word = c.is_alphanumeric();
        if !is_word && inside && begun == count {
            return at;
        }
        begun += usize::from(is_word && !inside);
        inside = is_word;
    }
    text.len()
}

/// Letters and digits in lower case, one blank between words.
fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.is_ascii() {
            let begin = out.len();
            out.push_str(word);
            out[begin..].make_ascii_lowercase();
        } else {
            out.push_str(&word.to_lowercase());
        }
    }
    out
}
