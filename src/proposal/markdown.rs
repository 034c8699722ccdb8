//! Markdown documents.

use super::{Format, Proposal};
use crate::policy::Policy;
use crate::source::{Source, Span};

/// Reads a document.
pub fn read(source: &Source, policy: &Policy) -> Proposal {
    let _ = (source, policy);
    Proposal {
        format: Format::Markdown,
        metadata: super::metadata::Metadata::default(),
        title: Span::default(),
        criteria: Vec::new(),
        answers: Vec::new(),
        near_misses: Vec::new(),
        waivers: Vec::new(),
        errors: Vec::new(),
        deferral_section: None,
    }
}
