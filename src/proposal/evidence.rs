//! What an answer gives a reader to check.
//!
//! Only what can be looked up counts: a placeholder where a link should be is found, too, and marked broken.

mod chunk;
mod code;
mod measure;
mod name;
mod number;
mod output;
pub(super) mod parts;
mod prose;
mod rate;
mod record;
mod reference;
mod result;
mod snippet;
mod steps;
mod target;
mod trace;
#[rustfmt::skip] // Word lists are read as paragraphs, not as columns.
pub(super) mod words;

#[cfg(test)]
mod tests;

pub(crate) use record::is_record;

use super::content::Content;
use crate::order;
use crate::source::{Source, Span};
use std::collections::HashSet;

/// What a piece of evidence is, as policies name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceKind {
    /// Code that shows the bug, or steps that do.
    Reproduction,
    /// A stack trace or error output.
    Log,
    /// A test by name.
    Test,
    /// An issue of a tracker.
    Issue,
    /// A pull or merge request.
    PullRequest,
    /// A commit.
    Commit,
    /// A CVE or GHSA advisory.
    Advisory,
    /// A number with a unit, a percentage or a denominator.
    Measurement,
    /// Any other link.
    Link,
    /// A file of the workspace.
    File,
    /// A picture.
    Image,
    /// Words enough to weigh.
    Explanation,
    /// "held by NAME", for embargoed matters.
    Private,
}

impl EvidenceKind {
    /// Every kind, in the order of PRODUCT's table.
    pub const ALL: [Self; 13] = [
        Self::Reproduction,
        Self::Log,
        Self::Test,
        Self::Issue,
        Self::PullRequest,
        Self::Commit,
        Self::Advisory,
        Self::Measurement,
        Self::Link,
        Self::File,
        Self::Image,
        Self::Explanation,
        Self::Private,
    ];

    /// The name used in policies and in the JSON output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reproduction => "reproduction",
            Self::Log => "log",
            Self::Test => "test",
            Self::Issue => "issue",
            Self::PullRequest => "pull-request",
            Self::Commit => "commit",
            Self::Advisory => "advisory",
            Self::Measurement => "measurement",
            Self::Link => "link",
            Self::File => "file",
            Self::Image => "image",
            Self::Explanation => "explanation",
            Self::Private => "private",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One checkable thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// Where it stands: the link, the code block, the words.
    pub span: Span,
    /// Where it goes, for what goes somewhere: a URL, an issue reference, a path, a commit; else empty.
    pub target: String,
    /// Why it proves nothing, where that can be told from the text alone: a placeholder link.
    pub broken: Option<String>,
    /// Words beyond the value, for an explanation; 0 for other kinds.
    pub words: usize,
    /// What is known of it from elsewhere.
    pub beyond: Beyond,
}

/// What does not stand in the text: what the files beside it and the tracker tell of evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beyond {
    /// Why it proves nothing.
    pub broken: Option<String>,
    /// An issue behind which there are so many people that it measures how far the bug reaches.
    pub measures: bool,
    /// Nothing in its words alone makes it evidence, but the tracker's own pattern, the metadata's issue, or that there is a
    /// file of its name.
    pub found: bool,
}

impl Evidence {
    /// Evidence that proves something, as far as the text tells.
    pub fn new(kind: EvidenceKind, span: Span, target: impl Into<String>) -> Self {
        let (target, beyond) = (target.into(), Beyond::default());
        Self { kind, span, target, broken: None, words: 0, beyond }
    }

    /// Why it proves nothing, if so, whatever tells that.
    pub fn proves_nothing(&self) -> Option<&str> {
        self.broken.as_deref().or(self.beyond.broken.as_deref())
    }

    /// Whether it is evidence of a kind: an issue can be a measurement as well.
    pub fn is(&self, kind: EvidenceKind) -> bool {
        self.kind == kind || kind == EvidenceKind::Measurement && self.beyond.measures
    }

    /// Whether it is a link to a site as a whole: `https://acme.io`.
    pub fn is_home_page(&self) -> bool {
        self.kind == EvidenceKind::Link && target::is_home_page(&self.target)
    }

    /// The kinds of evidence that it is.
    pub fn kinds(&self) -> impl Iterator<Item = EvidenceKind> + use<> {
        let more = self.beyond.measures.then_some(EvidenceKind::Measurement);
        std::iter::once(self.kind).chain(more)
    }
}

/// Collects the evidence of one answer, in document order; the explanation is the last.
///
/// `value` is the span of the words that say the value: they are no explanation of themselves. Each target is named
/// once, however often it is written.
pub fn collect(source: &Source, content: &Content, value: Option<Span>) -> Vec<Evidence> {
    let mut found = Vec::with_capacity(content.links.len() + content.code.len() + 1);
    links(content, &mut found);
    unwritten(source, content, &mut found);
    let block_words = blocks(source, content, &mut found);
    steps::read(source, content, &mut found);
    let words = prose::read(source, content, value, &mut found);
    order::by_key(&mut found, |evidence| evidence.span);

    once_each(&mut found);
    if let Some(span) = words.span.or(block_words.span) {
        let words = words.count + block_words.count;
        found.push(Evidence { words, ..Evidence::new(EvidenceKind::Explanation, span, "") });
    }
    found
}

/// The same of a section, whose heading may say that steps are in it.
pub(crate) fn of_section(source: &Source, content: &Content, heading: &str) -> Vec<Evidence> {
    let mut found = collect(source, content, None);
    if let Some(steps) = steps::of_section(source, content, heading) {
        found.insert(0, steps);
    }
    found
}

/// The inline code that is evidence where there is a file of that name: `data.csv`, which `np.log` looks like as well.
pub(crate) fn file_names<'s>(
    source: &'s Source,
    content: &Content,
) -> impl Iterator<Item = (&'s str, Span)> {
    let codes = content.inline_code.iter();
    codes.map(|&span| (source.slice(span), span)).filter(|(text, _)| name::is_file_name(text))
}

/// Leaves out what goes where evidence before it has gone already.
fn once_each(found: &mut Vec<Evidence>) {
    let named = |evidence: &Evidence| !evidence.target.is_empty();
    if found.iter().filter(|evidence| named(evidence)).nth(1).is_none() {
        return;
    }
    let mut seen = HashSet::with_capacity(found.len());
    let first: Vec<bool> = found
        .iter()
        .map(|evidence| evidence.target.trim_end_matches('/'))
        .map(|target| target.is_empty() || seen.insert(target))
        .collect();
    let mut first = first.into_iter();
    found.retain(|_| first.next().unwrap_or(true));
}

/// What an address that stands alone is evidence of.
pub(crate) fn of_address(address: &str, span: Span) -> Option<Evidence> {
    let target = target::read(address)?;
    let broken = target.broken.map(str::to_owned);
    Some(Evidence { broken, ..Evidence::new(target.kind, span, target.to) })
}

fn links(content: &Content, found: &mut Vec<Evidence>) {
    for link in &content.links {
        let Some(target) = target::read(&link.target) else { continue };
        let (mut span, mut broken) = (link.span, target.broken);
        if let Some(placeholder) = prose::placeholder_behind(content, link.span.end) {
            span = span.cover(placeholder);
            broken = Some("placeholder in the address");
        }
        let kind = if link.image { EvidenceKind::Image } else { target.kind };
        let broken = broken.map(str::to_owned);
        found.push(Evidence { broken, ..Evidence::new(kind, span, target.to) });
    }
}

/// `#<issue>`: a reference that is still to be written.
fn unwritten(source: &Source, content: &Content, found: &mut Vec<Evidence>) {
    for placeholder in &content.placeholders {
        let sign = Span::new(placeholder.start.saturating_sub(1), placeholder.start);
        let signed = source.slice(sign) == "#";
        let span = if signed { sign.cover(*placeholder) } else { *placeholder };
        let target = source.slice(span);
        if target.starts_with('#') {
            let broken = Some(prose::NO_NUMBER.to_owned());
            found.push(Evidence { broken, ..Evidence::new(EvidenceKind::Issue, span, target) });
        }
    }
}

/// Code that shows the bug or its log; gives back the words of blocks that show neither.
fn blocks(source: &Source, content: &Content, found: &mut Vec<Evidence>) -> prose::Words {
    let mut words = prose::Words::default();
    for block in &content.code {
        let shown = code::read(&block.language, source.slice(block.body));
        let kinds =
            [(shown.reproduction, EvidenceKind::Reproduction), (shown.log, EvidenceKind::Log)];
        for (_, kind) in kinds.into_iter().filter(|(shown, _)| *shown) {
            found.push(Evidence::new(kind, block.span, ""));
        }
        if shown.words > 0 {
            words.count += shown.words;
            words.span = words.span.or(Some(block.span));
        }
    }
    words
}
