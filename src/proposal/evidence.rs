//! What an answer gives a reader to check.

use super::content::Content;
use crate::source::{Source, Span};

/// What a piece of evidence is, as policies name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceKind {
    /// Code that shows the bug.
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
}

/// Collects the evidence of one answer, in document order.
///
/// `value` is the span of the words that say the value: they are no explanation of themselves.
pub fn collect(source: &Source, content: &Content, value: Option<Span>) -> Vec<Evidence> {
    let _ = (source, content, value);
    Vec::new()
}
