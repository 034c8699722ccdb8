//! What is wrong, in words: what was expected, at the place where it was.

use super::build::Failure;
use super::{SyntaxError, tabs};
use crate::source::Span;
use granit_parser::ErrorKind;

/// What is said of tabs.
pub(super) const TABS: &str = "expected blanks: YAML takes no tabs for indentation";

/// An error with words of its own.
pub(super) fn told(span: Span, message: String) -> SyntaxError {
    SyntaxError { span, message, related: None }
}

/// An alias at `span` that stands for nothing.
pub(super) fn unknown_alias(span: Span) -> SyntaxError {
    told(
        span,
        "expected a value in quotes: `*` begins an alias, and no anchor has this name".into(),
    )
}

/// What the parser said; `whole` is what it parsed.
pub(super) fn error(text: &str, whole: Span, failure: &Failure) -> SyntaxError {
    let at = match failure.kind {
        // The parser names the colon; it is the whole key that is out of place.
        ErrorKind::MappingValueNotAllowed if !is_inside_value(text, failure.at) => {
            let before = text.get(whole.start..failure.at).unwrap_or_default();
            let line = whole.start + before.rfind(['\n', '\r']).map_or(0, |n| n + 1);
            line.min(failure.at)
        }
        _ => failure.at,
    };
    told(place(text, whole, at), message(text, failure))
}

/// From `at` to the end of its line, or the line's words where nothing follows.
fn place(text: &str, whole: Span, at: usize) -> Span {
    let bytes = text.as_bytes();
    let at = at.clamp(whole.start, whole.end);
    let end = memchr::memchr2(b'\n', b'\r', &bytes[at..whole.end]).map_or(whole.end, |n| at + n);
    let rest = text.get(at..end).unwrap_or_default();
    let words = rest.trim_start();
    if !words.is_empty() {
        let start = end - words.len();
        return Span::new(start, start + words.trim_end().len());
    }
    let start = memchr::memrchr2(b'\n', b'\r', &bytes[whole.start..at])
        .map_or(whole.start, |n| whole.start + n + 1);
    let line = text.get(start..end).unwrap_or_default();
    let words = line.trim();
    if words.is_empty() {
        return Span::empty(at);
    }
    let start = end - line.trim_start().len();
    Span::new(start, start + words.len())
}

fn message(text: &str, failure: &Failure) -> String {
    match &failure.kind {
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            "expected a colon behind this key".into()
        }
        ErrorKind::MappingValueNotAllowed if is_inside_value(text, failure.at) => {
            "expected a value in quotes: a colon with a blank behind it begins a value".into()
        }
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::InvalidIndentation => {
            "expected a key with a colon, indented like its neighbours".into()
        }
        ErrorKind::ExpectedBlockSequenceEntry => {
            "expected `- ` and an item, indented like its neighbours".into()
        }
        ErrorKind::BlockSequenceEntryNotAllowed => {
            "expected a list on lines of its own: an item cannot begin here".into()
        }
        kind if tabs::is_about(kind) => TABS.into(),
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => {
            format!(
                "expected no control character: U+{:04X} cannot stand here",
                u32::from(*character)
            )
        }
        ErrorKind::UnexpectedCharacter { character: '`' } => {
            "expected a value in quotes: nothing can begin with a backtick".into()
        }
        ErrorKind::MissingAnchorOrAliasName => {
            "expected a value in quotes: `*` begins an alias, `&` an anchor".into()
        }
        ErrorKind::UnexpectedCharacter { character } => {
            format!("expected a value in quotes: nothing can begin with `{character}`")
        }
        ErrorKind::UnclosedQuotedScalar => {
            let quote = text.get(failure.at..).and_then(|rest| rest.chars().next()).unwrap_or('"');
            format!("expected a closing `{quote}`")
        }
        ErrorKind::UnclosedFlowCollection { open } => {
            format!("expected a closing `{}`", if *open == '[' { ']' } else { '}' })
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            format!("expected `{}`, not `{close}`", if *open == '[' { ']' } else { '}' })
        }
        ErrorKind::MisplacedFlowCollectionEnd => {
            "expected a bracket that opens before this one".into()
        }
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::InvalidColonPlacement => "expected `,` or `]`".into(),
        ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator => "expected `,` or `}`".into(),
        ErrorKind::InvalidTrailingDoubleQuotedScalar
        | ErrorKind::InvalidTrailingSingleQuotedScalar => {
            "expected nothing behind the closing quote".into()
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => {
            "expected an escape that YAML knows: write `\\\\` for a backslash, or use single quotes"
                .into()
        }
        ErrorKind::InvalidBlockScalarHeader => {
            "expected the text on the lines below `|` or `>`, indented".into()
        }
        ErrorKind::RecursionLimitExceeded => {
            "expected fewer levels: what is nested this deep is not read".into()
        }
        ErrorKind::CommentNotSeparated => "expected a value in quotes: `#` begins a comment".into(),
        ErrorKind::ExpectedDocumentStart => "expected the end of the document".into(),
        kind => kind.to_string(),
    }
}

/// Whether another colon with a blank behind it stands before `at` on its line.
fn is_inside_value(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let line = &before[before.rfind(['\n', '\r']).map_or(0, |n| n + 1)..];
    line.contains(": ")
}
